//! Checksums of what pages say.
//!
//! A checksum is taken of what a person wrote, not of how it looks, where it stands, or what a program made of it: a
//! new theme, another address or a better reading of amounts is no change of the page. Only keys listed here count,
//! so that a record may grow; a key that is added here later changes the pages alone that use it, because what is
//! empty does not count.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::base::store;
use crate::content::{Body, DocumentText};
use crate::model::record::{Document, Item, Meeting};

/// Keys of a meeting's record; items and documents have pages of their own.
const MEETING: &[&str] = &["start", "end", "place", "sources", "chair", "secretary", "adjusters", "people"];

/// Keys of an item's record. Its sections are in its text.
const ITEM: &[&str] = &[
    "number",
    "paragraph",
    "title",
    "diarienummer",
    "presenters",
    "handler",
    "kind",
    "reason",
    "summary",
    "points",
    "proposal",
    "decision",
    "attachments",
    "sent_to",
    "earlier",
    "pages",
];

/// Keys of a document's record. Its tables are in its text.
const DOCUMENT: &[&str] = &[
    "title",
    "kind",
    "diarienummer",
    "sender",
    "date",
    "pages",
    "duplicate_of",
    "published",
    "reason",
    "sha256",
    "decision",
    "source",
    "language",
    "rights_holder",
];

/// Keys within those that a program computes.
const COMPUTED: &[&str] = &["amounts", "percent", "appeal_computed", "published"];

/// Checksums of a meeting's page: of what it says, then of its source files.
#[must_use]
pub fn meeting(record: &Meeting, title: Option<&str>, text: &str) -> Vec<String> {
    let mut sums = vec![sum(record, MEETING, &[title.unwrap_or_default(), text])];
    sums.extend(record.sources.iter().map(|source| source.sha256.clone()).filter(|sum| is_sum(sum)));
    sums
}

/// Checksum of an item's page.
#[must_use]
pub fn item(record: &Item, text: &str) -> Vec<String> {
    vec![sum(record, ITEM, &[text])]
}

/// Checksums of a document's page: of what it says, then of its own file or text, as citations carry it.
#[must_use]
pub fn document(record: &Document, text: &DocumentText) -> Vec<String> {
    let pages: Vec<String> = text
        .pages
        .iter()
        .map(|(number, text)| format!("{}\u{1e}{text}", number.unwrap_or_default()))
        .collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let mut sums = vec![sum(record, DOCUMENT, &pages)];
    sums.extend(record.sha256.clone().filter(|sum| is_sum(sum)));
    sums
}

/// Checksum of a body's page.
#[must_use]
pub fn body(body: &Body) -> Vec<String> {
    let mut parts =
        vec![body.name.clone(), body.short.clone().unwrap_or_default(), body.names.join("\u{1f}")];
    parts.push(body.dissolved.map(|day| day.to_string()).unwrap_or_default());
    for member in &body.members {
        let day = |day: Option<crate::model::date::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let party = member.party.as_deref().unwrap_or_default();
        let (from, to) = (day(member.from), day(member.to));
        parts.push([&member.name, party, member.role.word(), &from, &to].join("\u{1f}"));
    }
    parts.push(body.text.clone());
    vec![store::sha256_of(parts.join("\u{1e}").as_bytes())]
}

/// Whether a text is a checksum: what a person typed may be anything.
fn is_sum(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn sum<T: Serialize>(record: &T, keys: &[&str], texts: &[&str]) -> String {
    // Records hold text, numbers and lists only, and those always serialise.
    let value = serde_json::to_value(record).unwrap_or_default();
    let mut out = String::new();
    for key in keys {
        if let Some(value) = value.get(*key).filter(|value| !is_empty(value)) {
            let _ = write!(out, "{key}:");
            canonical(value, &mut out);
            out.push('\n');
        }
    }
    for text in texts {
        out.push('\u{1e}');
        out.push_str(text.trim());
    }
    store::sha256_of(out.as_bytes())
}

/// What says nothing: a record may gain keys, and they are empty on every page that does not use them.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(members) => members.is_empty(),
        Value::Object(fields) => fields.iter().all(|(key, value)| counts_not(key, value)),
        _ => false,
    }
}

fn counts_not(key: &str, value: &Value) -> bool {
    COMPUTED.contains(&key) || is_empty(value)
}

/// JSON with sorted keys and nothing that is empty.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().filter(|(key, value)| !counts_not(key, value)).collect();
            fields.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, value) in fields {
                let _ = write!(out, "{key}:");
                canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(members) => {
            out.push('[');
            for member in members {
                canonical(member, out);
                out.push(',');
            }
            out.push(']');
        }
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::format;
    use crate::model::record::{Clause, DocumentKind, ItemKind, Proposal};

    fn bridge() -> Item {
        let mut bridge = Item::new("bron", "Bron", ItemKind::Beslut);
        let clause =
            Clause { text: "bevilja 90 000 kronor".into(), amounts: vec![90_000], ..Clause::default() };
        bridge.proposal = Some(Proposal { clauses: vec![clause], ..Proposal::default() });
        bridge
    }

    #[test]
    fn another_address_or_reading_is_no_change_and_another_word_is() {
        let old = item(&bridge(), "Text.");
        let mut moved = bridge();
        moved.url = "/ks/2026-03-10/bron/".into();
        moved.id = "bron-2".into();
        moved.proposal.as_mut().unwrap().clauses[0].amounts.clear();
        moved.sections.push(crate::model::record::Section { heading: String::new(), text: "Text.".into() });
        assert_eq!(item(&moved, "Text."), old);
        moved.title = "Bron över ån".into();
        assert_ne!(item(&moved, "Text."), old);
        assert_ne!(item(&bridge(), "Texten."), old);
    }

    /// Whoever adds a key to the format decides here whether a change of it is a change of the page.
    #[test]
    fn every_key_of_the_format_counts_or_is_left_out_on_purpose() {
        let left_out: [(&format::Shape, &[&str], &[&str]); 3] = [
            // What is on no page; where a page stands; what stands in the ledger itself.
            (
                &format::MEETING,
                MEETING,
                &["title", "cancelled", "draft", "aliases", "withdrawn", "reason", "findings"],
            ),
            (&format::ITEM, ITEM, &["order", "lines", "draft", "aliases", "withdrawn"]),
            (
                &format::DOCUMENT,
                DOCUMENT,
                &["order", "lines", "file", "draft", "aliases", "withdrawn", "versions"],
            ),
        ];
        for (shape, counted, left_out) in left_out {
            for key in shape.keys {
                let both = (counted.contains(&key.name), left_out.contains(&key.name));
                assert!(both.0 != both.1, "{} of {}", key.name, shape.name);
            }
        }
    }

    #[test]
    fn a_document_is_known_by_its_text_and_the_sum_that_citations_carry() {
        let mut paper = Document::new("karta", "Karta", DocumentKind::Bilaga);
        paper.sha256 = Some("a".repeat(64));
        let text = DocumentText { pages: vec![(Some(3), "Ett".into())] };
        let old = document(&paper, &text);
        assert_eq!(old[1], "a".repeat(64));
        assert_ne!(document(&paper, &DocumentText { pages: vec![(Some(4), "Ett".into())] })[0], old[0]);
        paper.sha256 = Some("from the packet".into());
        assert_eq!(document(&paper, &text).len(), 1, "what is no checksum is not written as one");
    }
}
