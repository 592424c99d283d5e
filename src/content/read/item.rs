//! Reads an item's file.

use crate::base::diag::{Code, Diagnostic};
use crate::content::fields::{At, Fields};
use crate::content::{Alias, format, markdown};
use crate::model::date::Date;
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
    /// Addresses that it had before; where they lead is the meeting's to say.
    pub(crate) aliases: Vec<Alias>,
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
    let withdrawn = fields.day("withdrawn");
    parts::reason_of(fields, withdrawn);
    let attachments = fields.tables("attachments", &format::ATTACHMENT);
    let named: Vec<Option<At<String>>> =
        attachments.iter().map(|fields| fields.text_at("document")).collect();
    let mut item = Item::new(id, title, kind);
    item.number = fields.text("number");
    item.paragraph =
        fields.text("paragraph").map(|text| text.trim_start_matches(['§', ' ', '\u{a0}']).to_owned());
    item.diarienummer = parts::numbers(fields, "diarienummer");
    item.reason = fields.text("reason");
    item.withdrawn = withdrawn;
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
        aliases: parts::aliases(fields, ""),
    }
}

impl ReadItem {
    /// Takes down its content: number, paragraph, title and diarienummer say what was here, and nothing else is left.
    pub(crate) fn withdraw(&mut self, day: Option<Date>, reason: Option<&str>) {
        let old = &self.item;
        let mut left = Item::new(old.id.clone(), old.title.clone(), old.kind);
        left.url.clone_from(&old.url);
        left.number.clone_from(&old.number);
        left.paragraph.clone_from(&old.paragraph);
        left.diarienummer.clone_from(&old.diarienummer);
        left.reason = old.reason.clone().or_else(|| reason.map(str::to_owned));
        left.withdrawn = old.withdrawn.or(day);
        self.item = left;
        self.text.clear();
        self.named.clear();
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
