//! The page of one document: its text page by page, or what is said where it is not published.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::text::shortened;
use crate::content::config::Config;
use crate::ledger::History;
use crate::model::record::{Document, Item, Published};
use crate::page::cite::Citation;
use crate::page::clauses::{self, Side};
use crate::page::frame::{Crumb, Frame};
use crate::page::meeting::{self, Head, heading, is_paged};
use crate::site::{Body, DocumentText, Meeting};

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct DocumentView<'a> {
    /// What every page has.
    pub page: Frame,
    /// The record.
    pub document: &'a Document,
    /// The meeting.
    pub meeting: Head<'a>,
    /// The item that it belongs to.
    pub item: Option<Owner<'a>>,
    /// The document that it is a copy of.
    pub original: Option<&'a Document>,
    /// Its text, page by page; empty where it is not published.
    pub pages: Vec<TextPage<'a>>,
    /// Whether none of these pages has any text.
    pub textless: bool,
    /// The file to look at: its own, or the source that it is a part of.
    pub file: Option<FileLink<'a>>,
    /// The decision, where the document is one.
    pub decision: Option<Side<'a>>,
    /// How to cite it.
    pub citation: Citation,
    /// Why the file is not here, where it was kept back.
    pub kept_back: Option<&'a str>,
    /// What became of it since it was first published.
    pub history: History,
}

/// The item that a document belongs to.
#[derive(Debug, Serialize)]
pub struct Owner<'a> {
    /// Its heading.
    pub title: String,
    /// Its paragraph.
    pub paragraph: Option<&'a str>,
    /// Its address.
    pub url: &'a str,
}

/// One page of text.
#[derive(Debug, Serialize)]
pub struct TextPage<'a> {
    /// Page of the source.
    pub number: Option<u32>,
    /// Markdown.
    pub text: &'a str,
    /// Whether there is none: a scan.
    pub blank: bool,
    /// Address of the same page of the original.
    pub original: Option<String>,
}

/// A file.
#[derive(Debug, Serialize)]
pub struct FileLink<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its address.
    pub url: &'a str,
    /// The address with the document's first page, where pages can be addressed.
    pub start: String,
    /// Whether it holds more than this document.
    pub packet: bool,
}

/// The page of a document. Called while its meeting is at hand, before the site is whole.
#[must_use]
pub fn view<'a>(
    config: &Config,
    body: &'a Body,
    meeting: &'a Meeting,
    document: &'a Document,
    text: &'a DocumentText,
) -> DocumentView<'a> {
    let head = Head { organ: &body.name, organ_url: &body.url, ..meeting::head_of(meeting) };
    let shown = matches!(document.published, Published::Text | Published::File);
    let file = file(meeting, document).filter(|_| shown);
    let item = document.item.as_deref().and_then(|id| meeting.record.items.iter().find(|item| item.id == id));
    let mut crumbs = Crumb::to_meeting(body, meeting);
    if let Some(item) = item {
        let title = match (heading(item), &item.paragraph) {
            (title, Some(paragraph)) if title.is_empty() => format!("§ {paragraph}"),
            (title, _) => title,
        };
        crumbs.push(Crumb::named(&shortened(&title, 60), &item.url));
    }
    let title = format!("{} – {}", shortened(&document.title, 90), body.name);
    let mut frame = Frame::new("document", &document.url, title).under(crumbs).with_record();
    if !shown {
        frame = frame.unlisted();
    }
    let pages = if shown { pages(meeting, document, text) } else { Vec::new() };
    DocumentView {
        page: frame,
        item: item.map(owner),
        original: document
            .duplicate_of
            .as_deref()
            .and_then(|id| meeting.record.documents.iter().find(|other| other.id == id)),
        textless: pages.iter().all(|page| page.blank),
        pages,
        decision: document.decision.as_ref().filter(|_| shown).map(clauses::decided),
        citation: citation(config, &head, document)
            .proved_by(checksum(meeting, document))
            .on_pages(document.pages.filter(|_| document.source.is_some())),
        kept_back: kept_back(meeting, document),
        file,
        history: History::default(),
        meeting: head,
        document,
    }
}

/// Why neither the document's own file nor the packet is here, where it was kept back.
fn kept_back<'a>(meeting: &'a Meeting, document: &'a Document) -> Option<&'a str> {
    let packet = meeting.record.sources.iter().find(|source| Some(&source.file) == document.source.as_ref());
    let packet = packet.filter(|_| document.file.is_none()).and_then(|source| source.reason.as_deref());
    document.reason.as_deref().filter(|_| document.published == Published::Text).or(packet)
}

fn owner(item: &Item) -> Owner<'_> {
    Owner { title: heading(item), paragraph: item.paragraph.as_deref(), url: &item.url }
}

fn citation(config: &Config, head: &Head<'_>, document: &Document) -> Citation {
    let day = document.date.or(head.date).map(|date| date.to_string()).unwrap_or_default();
    let numbers = document.diarienummer.join(", ");
    let numbers = if numbers.is_empty() { numbers } else { format!("dnr {numbers}") };
    let parts = [document.title.as_str(), head.organ, &day, &numbers];
    Citation::new(config, parts, &document.url)
}

/// The checksum of the file that the document was read from: its own, or the packet that it is a part of.
fn checksum<'a>(meeting: &'a Meeting, document: &'a Document) -> Option<&'a str> {
    let packet = document.source.as_deref().filter(|_| document.file.is_none());
    let packet = packet.and_then(|file| meeting.record.sources.iter().find(|source| source.file == file));
    packet.map(|source| source.sha256.as_str()).or(document.sha256.as_deref())
}

/// The document's own file goes before the packet that it stands in.
fn file<'a>(meeting: &'a Meeting, document: &'a Document) -> Option<FileLink<'a>> {
    if let Some(url) = document.file.as_deref() {
        let name = url.rsplit('/').next().unwrap_or(url);
        return Some(FileLink { name, url, start: url.to_owned(), packet: false });
    }
    let (name, url) = packet(meeting, document)?;
    let start = match document.pages {
        Some((first, _)) if is_paged(name) => format!("{url}#page={first}"),
        _ => url.to_owned(),
    };
    Some(FileLink { name, url, start, packet: true })
}

/// Name and address of the source file that the document is a part of.
fn packet<'a>(meeting: &'a Meeting, document: &Document) -> Option<(&'a str, &'a str)> {
    let (name, url) = meeting.files.get_key_value(document.source.as_deref()?)?;
    Some((name, url))
}

/// The file whose pages the marks in the text count: the packet, or the document's own file where it is no part of
/// one.
fn counted<'a>(meeting: &'a Meeting, document: &'a Document) -> Option<&'a str> {
    let url = match (&document.source, &document.file) {
        (Some(_), _) => packet(meeting, document)?.1,
        (None, file) => file.as_deref()?,
    };
    is_paged(url).then_some(url)
}

fn pages<'a>(meeting: &'a Meeting, document: &'a Document, text: &'a DocumentText) -> Vec<TextPage<'a>> {
    let counted = counted(meeting, document);
    // A page that is marked twice is linked where it first begins: an anchor stands once.
    let mut seen = BTreeSet::new();
    text.pages
        .iter()
        .map(|(number, text)| {
            let number = number.filter(|number| seen.insert(*number));
            let original = counted.zip(number).map(|(url, number)| format!("{url}#page={number}"));
            TextPage { number, text, blank: text.trim().is_empty(), original }
        })
        .collect()
}
