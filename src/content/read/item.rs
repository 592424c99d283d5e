//! Reads an item's file.

use std::path::Path;

use crate::base::diag::{Code, Diagnostic};
use crate::content::fields::{At, Fields};
use crate::content::{format, markdown};
use crate::model::record::{Attachment, Earlier, Item, ItemKind, Point};

use super::parts;

/// An item as its file says, with what the meeting needs to place it.
pub(crate) struct ReadItem {
    pub(crate) item: Item,
    pub(crate) order: Option<u32>,
    pub(crate) draft: bool,
    pub(crate) text: String,
    /// The documents that its attachments name, with their places.
    pub(crate) named: Vec<At<String>>,
}

/// Reads the item `id` from `path`.
pub(crate) fn item(path: &Path, name: &str, id: &str, limit: u64) -> (ReadItem, Vec<Diagnostic>) {
    super::content_file(path, name, limit, &format::ITEM, |fields, text| read(fields, text, id))
}

fn read(fields: &Fields<'_, '_, '_>, text: &str, id: &str) -> ReadItem {
    let kind = fields.word("kind", ItemKind::from_word).unwrap_or(ItemKind::Beslut);
    let title = fields.text("title").unwrap_or_default();
    if !fields.has("title") && kind != ItemKind::Sekretess {
        let diagnostic = Diagnostic::error(Code::MISSING_KEY, "`title` is missing")
            .at(
                fields.reader().source(),
                fields.range().start..fields.range().start,
                "in the item's front matter",
            )
            .help("only an item of kind `sekretess` may go without a title");
        fields.reader().report(diagnostic);
    }
    let attachments = fields.tables("attachments", &format::ATTACHMENT);
    let named = attachments.iter().filter_map(|fields| fields.text_at("document")).collect();
    let mut item = Item::new(id, title, kind);
    item.number = fields.text("number");
    item.paragraph =
        fields.text("paragraph").map(|text| text.trim_start_matches(['§', ' ', '\u{a0}']).to_owned());
    item.diarienummer = parts::numbers(fields, "diarienummer");
    item.reason = fields.text("reason");
    item.presenters = fields.texts("presenters");
    item.handler = fields.text("handler");
    item.summary = fields.text("summary");
    item.sent_to = fields.texts("sent_to");
    item.pages = fields.range_of("pages");
    item.lines = fields.range_of("lines");
    item.proposal = parts::proposal(fields);
    item.decision = parts::decision(fields);
    item.sections = markdown::sections(text);
    item.points = fields.tables("points", &format::POINT).iter().map(point).collect();
    item.attachments = attachments.iter().map(attachment).collect();
    item.earlier = fields.tables("earlier", &format::EARLIER).iter().map(earlier).collect();
    ReadItem {
        item,
        order: fields.count("order"),
        draft: fields.flag("draft").unwrap_or(false),
        text: text.trim().to_owned(),
        named,
    }
}

fn point(fields: &Fields<'_, '_, '_>) -> Point {
    Point {
        text: fields.text("text").unwrap_or_default(),
        diarienummer: parts::numbers(fields, "diarienummer"),
        people: fields.texts("people"),
    }
}

fn attachment(fields: &Fields<'_, '_, '_>) -> Attachment {
    Attachment { title: fields.text("title").unwrap_or_default(), document: fields.text("document") }
}

fn earlier(fields: &Fields<'_, '_, '_>) -> Earlier {
    let paragraph =
        fields.text("paragraph").map(|text| text.trim_start_matches(['§', ' ', '\u{a0}']).to_owned());
    Earlier { organ: fields.text("organ"), date: fields.day("date"), paragraph }
}
