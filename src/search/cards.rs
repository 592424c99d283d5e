//! Cards: what a hit shows (title, body, date, the text that its snippet is cut from), in files of a few pages each.
//!
//! A card file holds lines. `=` begins a record: title, address, kind, number, body, date, twin (a digest of its
//! text), parted by tabs. Any other line is a part of its text: part number (0 is the head), printed page, text.
//! Numbers within a file are relative to what the directory says, so a file never changes because others do.

use std::hash::Hasher as _;

use crate::search::code;
use crate::search::lookup::Fx;
use crate::search::{Kind, SearchRecord, Weight};

/// A file is closed once it holds this much.
pub const TARGET: usize = 5_000;
/// Longest part of a page that is one part of the text.
const PART: usize = 6_000;
/// Stands for the end of a line within a part.
pub const LINE_END: char = '\u{1e}';

/// A card file and where it begins: the record's number within the batch, and the part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFile {
    /// First record in the file.
    pub record: u32,
    /// First part of that record that is in the file.
    pub part: u32,
    /// Name by content.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The text of a record cut in parts: the head, then pages; a long page is several parts.
#[must_use]
pub fn parts(record: &SearchRecord) -> Vec<(Option<u32>, String)> {
    let mut head: Vec<&str> = Vec::new();
    for weight in [Weight::Clause, Weight::Summary, Weight::Title, Weight::People, Weight::Related] {
        head.extend(record.fields.iter().filter(|f| f.weight == weight).map(|f| f.text.as_str()));
    }
    let mut parts = vec![(None, head.join("\n\n"))];
    for page in &record.pages {
        let mut rest = page.text.trim();
        while rest.len() > PART {
            let (part, after) = rest.split_at(cut(rest));
            parts.push((page.page, part.trim_end().to_owned()));
            rest = after.trim_start();
        }
        parts.push((page.page, rest.to_owned()));
    }
    parts
}

/// Where to cut a long text: after the last paragraph, line or word that fits.
fn cut(text: &str) -> usize {
    let mut limit = PART;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let fits = &text[..limit];
    let half = |at: &usize| *at > PART / 2;
    fits.rfind("\n\n")
        .filter(half)
        .or_else(|| fits.rfind('\n').filter(half))
        .or_else(|| fits.rfind(' ').filter(half))
        .unwrap_or(limit)
}

/// Text on one line: runs of white space become one space, or one sign where they hold the end of a line.
fn on_one_line(text: &str, out: &mut String) {
    let mut gap = None;
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            gap = gap.map(|_| LINE_END);
        }
        for word in line.split_whitespace() {
            out.extend(gap);
            out.push_str(word);
            gap = Some(' ');
        }
    }
}

/// Writes the cards of a batch's records, in their order.
#[derive(Debug, Default)]
pub struct Writer {
    files: Vec<CardFile>,
    open: String,
    start: (u32, u32),
}

impl Writer {
    /// Adds record number `record` of the batch with its parts.
    pub fn record(&mut self, record: u32, card: &SearchRecord, parts: &[(Option<u32>, String)]) {
        let header = header(card, parts);
        if self.open.len() >= TARGET {
            self.close();
        }
        self.begin(record, 0, &header);
        for (part, (page, text)) in parts.iter().enumerate() {
            let part = u32::try_from(part).unwrap_or(u32::MAX);
            // A part that does not fit begins a new file; the head and first page may be a little more than full.
            if self.open.len() > header.len() && self.open.len() + text.len() > TARGET * 3 / 2 {
                self.close();
                self.begin(record, part, &header);
            }
            self.open.push_str(&format!("{part} {}\t", page.map_or(String::new(), |p| p.to_string())));
            on_one_line(text, &mut self.open);
            self.open.push('\n');
        }
    }

    fn begin(&mut self, record: u32, part: u32, header: &str) {
        if self.open.is_empty() {
            self.start = (record, part);
        }
        self.open.push_str(header);
    }

    fn close(&mut self) {
        let bytes = std::mem::take(&mut self.open).into_bytes();
        let (record, part) = self.start;
        self.files.push(CardFile { record, part, name: code::name(&bytes), bytes });
    }

    /// The files.
    #[must_use]
    pub fn finish(mut self) -> Vec<CardFile> {
        if !self.open.is_empty() {
            self.close();
        }
        self.files
    }
}

fn header(card: &SearchRecord, parts: &[(Option<u32>, String)]) -> String {
    let kind = Kind::ALL.iter().position(|kind| *kind == card.kind).unwrap_or(0);
    let mut line = String::from("=");
    on_one_line(&card.title.replace('\n', " "), &mut line);
    let number = card.numbers.first().map_or("", String::as_str);
    let organ = card.organ.name.as_deref().unwrap_or("");
    let date = card.date.map_or(String::new(), |date| date.to_string());
    let twin = twin(card, parts);
    line.push_str(&format!("\t{}\t{kind}\t{number}\t{organ}\t{date}\t{twin}\n", card.url));
    line
}

/// What two documents of the same text have in common; empty for all that is not a document.
fn twin(card: &SearchRecord, parts: &[(Option<u32>, String)]) -> String {
    if card.kind != Kind::Handling || card.pages.iter().all(|page| page.text.len() < 40) {
        return String::new();
    }
    let mut sum = Fx::default();
    parts
        .iter()
        .skip(1)
        .flat_map(|(_, text)| text.split_whitespace())
        .for_each(|word| sum.write(word.as_bytes()));
    let mut name = code::name(&sum.finish().to_le_bytes());
    name.truncate(8);
    name
}

/// A record's card and the part asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// Title.
    pub title: String,
    /// Address without anchor.
    pub url: String,
    /// Place in `Kind::ALL`.
    pub kind: usize,
    /// Diarienummer as printed; may be empty.
    pub number: String,
    /// Body; may be empty.
    pub organ: String,
    /// Date; may be empty.
    pub date: String,
    /// Digest of a document's text; may be empty.
    pub twin: String,
    /// Printed page of the part.
    pub page: Option<u32>,
    /// Text of the part.
    pub text: String,
}

/// Finds in a card file the record that is number `nth` from its first, and the part of it.
#[must_use]
pub fn find(file: &str, nth: u32, part: u32) -> Option<Card> {
    let mut lines = file.lines();
    let mut seen = 0;
    let header = lines.by_ref().find(|line| {
        let found = line.starts_with('=') && seen == nth;
        seen += u32::from(line.starts_with('='));
        found
    })?;
    let mut fields = header[1..].split('\t').map(str::to_owned);
    let mut next = || fields.next().unwrap_or_default();
    let (title, url) = (next(), next());
    let kind = next().parse().ok()?;
    let mut card = Card {
        title,
        url,
        kind,
        number: next(),
        organ: next(),
        date: next(),
        twin: next(),
        ..Card::default()
    };
    let wanted = format!("{part} ");
    if let Some(line) = lines.take_while(|line| !line.starts_with('=')).find(|line| line.starts_with(&wanted))
    {
        let (page, text) = line[wanted.len()..].split_once('\t')?;
        card.page = page.parse().ok();
        card.text = text.replace(LINE_END, "\n");
    }
    Some(card)
}
