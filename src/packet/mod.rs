//! Reads one source file into a [`Packet`]: its lines, page by page, with what the file itself tells of them.
//!
//! Comes in: the bytes of a `.pdf` or `.txt`. Goes out: a [`Packet`], the same for both.
//! Invariant: every line of the source is in [`Packet::lines`], in order, once; nothing is stripped or joined here.
//! Absent on purpose: any notion of meetings, items or numbers.

pub mod pdf;
mod read;
mod text;

pub use read::{Limits, ReadError, read, read_text};

use crate::model::record::Finding;

/// One source file, read.
#[derive(Debug, Clone, Default)]
pub struct Packet {
    /// File name without folders.
    pub file: String,
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Number of pages; `None` for text without page breaks.
    pub page_count: Option<u32>,
    /// Every line of the source, in order.
    pub lines: Vec<Line>,
    /// What is known of each page; empty for text without page breaks.
    pub pages: Vec<Page>,
    /// Bookmarks of a PDF, flattened in reading order.
    pub outline: Vec<Bookmark>,
    /// Title in the file's own metadata.
    pub title: Option<String>,
    /// Language in the file's own metadata (BCP 47).
    pub language: Option<String>,
    /// Names of files embedded in a PDF.
    pub embedded: Vec<String>,
    /// Links of a PDF, page by page.
    pub links: Vec<Link>,
    /// Pages of a PDF that hold text beneath what was painted over it, or comments: left out of the lines, but there
    /// for whoever has the file.
    pub concealing: Vec<u32>,
    /// What could not be read, by page.
    pub findings: Vec<Finding>,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Number in the source, from 1. For a PDF: a running count over the extracted lines.
    pub number: u32,
    /// Page of the source, from 1; `None` for text without page breaks.
    pub page: Option<u32>,
    /// The text, without its line end (and without a form feed); otherwise untouched.
    pub text: String,
    /// Whether the file itself marks the line as page furniture (tagged artifact, repeated at a page's edge).
    pub furniture: bool,
}

/// What is known of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Number, from 1.
    pub number: u32,
    /// The label that the file gives it ("iv").
    pub label: Option<String>,
    /// How it could be read.
    pub state: PageState,
}

/// How a page could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageState {
    /// Text was found.
    Text,
    /// Nothing at all is on it.
    Empty,
    /// No text is on it, and nothing more is known: a page of a text, blank or a scan in what that was taken from.
    NoText,
    /// Pictures and no text, running heads and page numbers apart: a scan.
    Scan,
    /// More than one glyph in twenty has no known character.
    Unmapped,
    /// It exceeds a limit.
    Limit,
    /// The parser crashed or hung on it.
    Crash,
    /// Never reached, because too many pages before it failed.
    NotRead,
}

/// A link of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Page on which it stands, from 1.
    pub page: u32,
    /// An address, or `#page=N` within the file (RFC 8118, section 3).
    pub target: String,
    /// The text that can be clicked, on one line; empty over a picture.
    pub text: String,
    /// Number of the line on which that text begins.
    pub line: Option<u32>,
}

impl Link {
    /// The page of the same file that it leads to.
    #[must_use]
    pub fn inner(&self) -> Option<u32> {
        self.target.strip_prefix("#page=")?.parse().ok()
    }
}

/// A bookmark of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Depth, from 0.
    pub level: u8,
    /// Title.
    pub title: String,
    /// Page that it leads to, from 1.
    pub page: Option<u32>,
}
