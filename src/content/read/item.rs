//! Reads an item's file.

use crate::base::diag::{Code, Diagnostic};
use crate::content::fields::{At, Fields};
use crate::content::{format, markdown};
use crate::model::record::{Attachment, Earlier, Item, ItemKind, Point};

use super::{Below, Input, parts};

/// An item as its file says, with what the meeting needs to place it.
pub(crate) struct ReadItem {
    pub(crate) item: Item,
    pub(crate) order: Option<u32>,
    pub(crate) draft: bool,
    pub(crate) text: String,
    /// The documents that its attachments name, with their places.
    pub(crate) named: Vec<At<String>>,
}

/// Reads the item `id`.
pub(crate) fn item(input: Input<'_>, id: &str) -> (ReadItem, Vec<Diagnostic>) {
    super::content_file(input, &format::ITEM, |fields, text| read(fields, text, id))
}

fn read(fields: &Fields<'_, '_, '_>, text: Below<'_>, id: &str) -> ReadItem {
    let text = text.read(fields);
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
    let named: Vec<Option<At<String>>> =
        attachments.iter().map(|fields| fields.text_at("document")).collect();
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
    item.sections = markdown::sections(&text);
    item.points = fields.tables("points", &format::POINT).iter().map(point).collect();
    item.attachments = attachments.iter().zip(&named).map(attachment).collect();
    item.earlier = fields.tables("earlier", &format::EARLIER).iter().map(earlier).collect();
    ReadItem {
        item,
        order: fields.count("order"),
        draft: fields.flag("draft").unwrap_or(false),
        text: text.trim().to_owned(),
        named: named.into_iter().flatten().collect(),
    }
}

fn point(fields: &Fields<'_, '_, '_>) -> Point {
    Point {
        text: fields.text("text").unwrap_or_default(),
        diarienummer: parts::numbers(fields, "diarienummer"),
        people: fields.texts("people"),
    }
}

fn attachment((fields, document): (&Fields<'_, '_, '_>, &Option<At<String>>)) -> Attachment {
    let document = document.as_ref().map(|at| at.value.clone());
    Attachment { title: fields.text("title").unwrap_or_default(), document }
}

fn earlier(fields: &Fields<'_, '_, '_>) -> Earlier {
    let paragraph =
        fields.text("paragraph").map(|text| text.trim_start_matches(['§', ' ', '\u{a0}']).to_owned());
    Earlier { organ: fields.text("organ"), date: fields.day("date"), paragraph }
}
