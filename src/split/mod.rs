//! Recognises what a packet holds: the meeting, its items, decisions and documents.
//!
//! Comes in: a [`Packet`](crate::packet::Packet). Goes out: a [`Draft`].
//! Invariant: items and documents together account for every line of the source; what belongs to nothing is a
//! finding. Nothing is invented: what is not recognised stays unknown.
//! Absent on purpose: files, settings of a site, earlier content.
pub(crate) mod agenda;
#[allow(dead_code)]
pub(crate) mod clauses;
pub(crate) mod documents;
pub(crate) mod furniture;
#[allow(dead_code)]
pub(crate) mod headings;
mod ids;
pub(crate) mod kind;
#[allow(dead_code)]
pub(crate) mod lines;
#[allow(dead_code)]
pub(crate) mod minutes;
#[allow(dead_code)]
pub(crate) mod money;
pub(crate) mod numbers;
#[allow(dead_code)]
pub(crate) mod organs;
#[allow(dead_code)]
pub(crate) mod outcomes;
#[allow(dead_code)]
pub(crate) mod people;
pub(crate) mod rows;
#[allow(dead_code)]
pub(crate) mod votes;

use std::collections::BTreeMap;

use crate::model::record::{Document, DocumentKind, Finding, FindingSeverity, Item, Meeting, Source, Table};
use crate::packet::Packet;
use documents::Placed;
use kind::FileKind;
use rows::Row;

/// What was recognised in one source file.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The meeting's record. Ids of items and documents are proposals until the import gives them for good.
    pub meeting: Meeting,
    /// The text of each document, by its id, as blocks with page marks.
    pub texts: BTreeMap<String, Vec<Block>>,
}

/// A piece of running text with its shape recovered: furniture gone, lines joined.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The page of the source (from 1) that begins here.
    Page(u32),
    /// A heading; level 1 is the document's own.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: String,
    },
    /// A paragraph, lines joined.
    Paragraph(String),
    /// A list.
    List {
        /// The first number of a numbered list.
        start: Option<u32>,
        /// Its points, lines joined.
        items: Vec<String>,
    },
    /// A table whose cells could be told apart.
    Table(Table),
    /// Lines kept as they stand, because their shape carries meaning that could not be recovered.
    Verbatim(Vec<String>),
}

/// Recognises what `packet` holds.
///
/// Never fails: what is not recognised is a finding, and every line of the source is accounted for.
#[must_use]
pub fn split(packet: &Packet) -> Draft {
    let mut rows = rows::rows(&packet.lines);
    furniture::mark(&mut rows);
    let kind = kind::of(&rows);
    let mut draft = papers(&rows, kind);
    draft.meeting.sources.push(source(packet, kind));
    draft.meeting.findings.extend(packet.findings.iter().cloned());
    draft
}

/// The record of the file itself.
fn source(packet: &Packet, kind: FileKind) -> Source {
    Source {
        kind: kind.source(),
        file: packet.file.clone(),
        sha256: packet.sha256.clone(),
        pages: packet.page_count,
        paragraphs: None,
        state: None,
        notice: None,
    }
}

/// Reads an agenda with the papers behind it, or papers alone.
fn papers(rows: &[Row<'_>], kind: FileKind) -> Draft {
    let mut draft = Draft::default();
    let meeting = &mut draft.meeting;
    let has_agenda = matches!(kind, FileKind::Notice | FileKind::Agenda);
    let mut found = agenda::Agenda::default();
    if has_agenda {
        let end = documents::first(rows, 0).unwrap_or(rows.len());
        found = agenda::read(&rows[..end], meeting);
        // A divider stands before the first head, where the agenda's last item seems to go on.
        let items: Vec<Item> = found.items.iter().map(|(item, _, _)| item.clone()).collect();
        let after = found.items.last().map_or(0, |(_, first, _)| first + 1);
        if let Some(divider) = documents::divider(rows, after, end, &items) {
            found = agenda::read(&rows[..divider], meeting);
        }
    }
    let from = found.items.last().map_or(0, |(_, _, last)| last + 1);
    let mut used = ids::Ids::default();
    for (item, first, last) in &mut found.items {
        item.id = used.item(item);
        item.lines = Some((rows[*first].number, rows[*last].number));
        item.pages = rows[*first].page.zip(rows[*last].page);
    }
    let items: Vec<Item> = found.items.into_iter().map(|(item, _, _)| item).collect();
    let placed = documents::read(rows, from, &items);
    meeting.items = items;
    if has_agenda {
        let to = placed.first().map_or(rows.len(), |p| p.from);
        meeting.documents.extend(notices(rows, to, kind, &mut used));
    }
    add(meeting, placed, &mut used);
    account(rows, meeting);
    draft
}

/// The notice and the agenda as documents of their own.
fn notices(rows: &[Row<'_>], to: usize, kind: FileKind, used: &mut ids::Ids) -> Vec<Document> {
    let Some(first) = rows[..to].iter().position(|row| !row.blank()) else { return Vec::new() };
    let mut parts = vec![(first, kind.document())];
    if kind == FileKind::Notice
        && let Some(at) = (first + 1..to).find(|i| {
            kind::is_agenda_heading(&rows[*i].text)
                && rows[first..*i].iter().filter(|r| r.speaks()).count() > 12
        })
    {
        parts.push((at, DocumentKind::Foredragningslista));
    }
    let ends: Vec<usize> = parts.iter().skip(1).map(|(at, _)| *at).chain([to]).collect();
    parts
        .into_iter()
        .zip(ends)
        .map(|((from, kind), to)| {
            let word = kind.word();
            let title: String =
                word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
            let mut document = Document::new(used.document(&title), title, kind);
            document.lines = Some((rows[from].number, rows[to - 1].number));
            document.pages = rows[from].page.zip(rows[to - 1].page);
            document
        })
        .collect()
}

/// Gives the documents their ids and links, and adds them to the meeting.
fn add(meeting: &mut Meeting, placed: Vec<Placed>, used: &mut ids::Ids) {
    let ids: Vec<String> = placed.iter().map(|p| used.document(&p.document.title)).collect();
    for (at, p) in placed.into_iter().enumerate() {
        let mut document = p.document;
        document.id.clone_from(&ids[at]);
        document.duplicate_of = p.copy_of.map(|other| ids[other].clone());
        if let Some(item) = p.item.and_then(|i| meeting.items.get_mut(i)) {
            document.item = Some(item.id.clone());
            if let Some(attachment) = p.attachment.and_then(|a| item.attachments.get_mut(a)) {
                attachment.document = Some(document.id.clone());
            }
        }
        meeting.documents.push(document);
    }
}

/// Reports every line with text that no item and no document holds.
fn account(rows: &[Row<'_>], meeting: &mut Meeting) {
    let held: Vec<(u32, u32)> = meeting
        .items
        .iter()
        .filter_map(|item| item.lines)
        .chain(meeting.documents.iter().filter_map(|document| document.lines))
        .collect();
    let mut open: Option<(u32, u32, Option<u32>)> = None;
    let mut findings = Vec::new();
    for row in rows {
        let lost = !row.blank() && !held.iter().any(|(from, to)| (*from..=*to).contains(&row.number));
        match (&mut open, lost) {
            (Some((_, to, _)), true) => *to = row.number,
            (None, true) => open = Some((row.number, row.number, row.page)),
            (Some(stretch), false) if !row.blank() => {
                findings.push(unaccounted(*stretch));
                open = None;
            }
            _ => {}
        }
    }
    findings.extend(open.map(unaccounted));
    meeting.findings.extend(findings);
}

/// The finding for lines that belong to nothing.
fn unaccounted((from, to, page): (u32, u32, Option<u32>)) -> Finding {
    Finding {
        code: "lines-not-recognised".to_owned(),
        severity: FindingSeverity::Warning,
        message: format!("lines {from} to {to} belong to no item and no document"),
        page,
        line: Some(from),
    }
}
