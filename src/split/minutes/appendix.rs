//! What follows the last paragraph: signing pages, and papers appended to the minutes.

use std::sync::LazyLock;

use regex::Regex;

use super::paragraphs::Paragraph;
use super::rows::Row;
use crate::mask::slug_within;
use crate::model::record::{Document, DocumentKind, Meeting, Published};
use crate::split::{Block, Draft, headings};

/// The head of an appended paper.
static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:Bilaga|BILAGA)(?:\s+(?:[A-Z]|\d{1,2}|till)\b.{0,120}|[,:]\s.{3,160}|)$|^(?:Närvarolista|NÄRVAROLISTA|Uppropslista|UPPROPSLISTA)$").ok()
});
/// A paragraph that the head names. Group: number.
static PARAGRAPH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"§\s?(\d{1,4}(?:/\d{2})?)").ok());
/// The head of signing or notice pages.
static SIGNING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:detta dokument är (?:elektroniskt|digitalt)|signed by\b|underskrifter$|anslag/bevis|bevis om (?:justering|tillkännagivande|anslag)|tillkännagivande av justerat|anslag$|hur man överklagar$|signatursida|signeringssida|digitala signaturer$|undertecknat\s+av följande personer|dokumentet\s+är signerat av|underskriftstjänst:|följande handlingar har undertecknats|signaturer$)").ok()
});

/// Index of the row where the last paragraph has ended for good.
pub(super) fn start(rows: &[Row<'_>], found: &[Paragraph]) -> usize {
    let Some(last) = found.last() else { return rows.len() };
    let mut sectioned = false;
    let decides = |row: &Row<'_>| {
        headings::recognise(&row.text).is_some_and(|headed| headed.heading == headings::Heading::Decision)
    };
    let decided: Vec<usize> = (last.start + 1..rows.len()).filter(|at| decides(&rows[*at])).collect();
    for at in last.start + 1..rows.len() {
        let row = &rows[at];
        let headed = headings::recognise(&row.text);
        if SIGNING.as_ref().is_some_and(|pattern| pattern.is_match(&row.text)) {
            return at;
        }
        // "Bilaga" may head the list of an item's papers: an appendix comes when the item has had its headings.
        let appended = HEAD.as_ref().is_some_and(|pattern| pattern.is_match(&row.text))
            && row.text.len() > "Bilaga".len();
        // Nothing is appended before the paragraph is decided: the paper is printed within it.
        let within = decided.first().is_some_and(|decision| *decision > at);
        if appended && !within && (sectioned || at > last.start + 2) && !in_list(rows, at) {
            return at;
        }
        sectioned |= headed.is_some_and(|headed| headed.heading != headings::Heading::Furniture);
    }
    rows.len()
}

/// Whether the row stands in the list of papers of an item.
fn in_list(rows: &[Row<'_>], at: usize) -> bool {
    rows[..at]
        .iter()
        .rev()
        .filter(|row| row.speaks())
        .take(30)
        .find_map(|row| headings::recognise(&row.text))
        .is_some_and(|headed| {
            headed.heading == headings::Heading::Basis || headed.heading == headings::Heading::Previous
        })
}

/// Reads the appended papers into documents of the meeting.
pub(super) fn read(rows: &[Row<'_>], end: usize, meeting: &mut Meeting, draft: &mut Draft) {
    let heads: Vec<usize> = (end..rows.len())
        .filter(|at| {
            HEAD.as_ref().is_some_and(|pattern| pattern.is_match(&rows[*at].text)) && rows[*at].text.len() > 7
        })
        .collect();
    signing(rows, end, heads.first().copied().unwrap_or(rows.len()), meeting);
    for (index, start) in heads.iter().enumerate() {
        let until = heads.get(index + 1).copied().unwrap_or(rows.len());
        let own = &rows[*start..until];
        let title = own[0].text.clone();
        let mut id = slug_within(&title, 60);
        if meeting.documents.iter().any(|document| document.id == id) {
            id = format!("{id}-{}", index + 1);
        }
        let mut document = Document::new(id.clone(), title.clone(), DocumentKind::Bilaga);
        document.item = item(&title, meeting);
        document.lines = own.first().zip(own.last()).map(|(first, last)| (first.number, last.number));
        document.pages = own.first().and_then(|row| row.page).zip(own.last().and_then(|row| row.page));
        meeting.documents.push(document);
        let mut blocks = vec![Block::Heading { level: 1, text: title }];
        blocks
            .extend(own[1..].iter().filter(|row| row.speaks()).map(|row| Block::Paragraph(row.text.clone())));
        draft.texts.insert(id, blocks);
    }
}

/// The pages of notice and signatures between the last paragraph and the first appended paper. Their text, which
/// holds the ids of electronic signatures, is not published.
fn signing(rows: &[Row<'_>], from: usize, to: usize, meeting: &mut Meeting) {
    let own = rows.get(from..to).unwrap_or_default();
    let Some(title) = own.iter().map(|row| row.text.as_str()).find(|text| !text.is_empty()) else { return };
    let posted = own.iter().any(|row| row.text.to_lowercase().contains("anslag"));
    let kind = if posted { DocumentKind::Anslag } else { DocumentKind::Okand };
    let mut document = Document::new(slug_within(title, 60), title, kind);
    document.published = Published::Metadata;
    document.lines = own.first().zip(own.last()).map(|(first, last)| (first.number, last.number));
    document.pages = own.first().and_then(|row| row.page).zip(own.last().and_then(|row| row.page));
    meeting.documents.push(document);
}

/// The item whose paragraph the head names.
fn item(title: &str, meeting: &Meeting) -> Option<String> {
    let found = PARAGRAPH.as_ref()?.captures(title)?;
    let number = &found[1];
    meeting.items.iter().find(|item| item.paragraph.as_deref() == Some(number)).map(|item| item.id.clone())
}
