//! The whole site, resolved: bodies, meetings and cases that know each other. After this nothing can dangle.
//!
//! Comes in: the records of every meeting, without the text of their documents. Goes out: a [`Site`].
//! Invariant: every address that a record names is one that the site has. Absent on purpose: HTML, files, and the
//! text of documents, which is rendered meeting by meeting before this room and never held as a whole.

use std::collections::BTreeMap;

use crate::content::config::Config;
use crate::model::date::Date;
use crate::model::record::{self, Case, Role};

/// The whole site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Settings.
    pub config: Config,
    /// Bodies, in the order of the site.
    pub bodies: Vec<Body>,
    /// Meetings, newest first; on one day in the order of the bodies.
    pub meetings: Vec<Meeting>,
    /// Cases, in the order of their numbers.
    pub cases: Vec<CaseFile>,
}

/// A body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// First step of its addresses.
    pub slug: String,
    /// Address of its page.
    pub url: String,
    /// Name.
    pub name: String,
    /// Abbreviation.
    pub short: Option<String>,
    /// Other names.
    pub names: Vec<String>,
    /// Slug of the body that it is a committee of.
    pub parent: Option<String>,
    /// Place among the bodies.
    pub order: Option<u32>,
    /// Day it ceased to be.
    pub dissolved: Option<Date>,
    /// Those elected.
    pub members: Vec<Member>,
    /// Its presentation, Markdown.
    pub text: String,
}

/// Somebody elected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Name.
    pub name: String,
    /// Party.
    pub party: Option<String>,
    /// Part in the body.
    pub role: Role,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// A meeting with what its page needs beside the record.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The record; urls are set, documents are without text.
    pub record: record::Meeting,
    /// Heading of its page: "Kommunstyrelsen 3 mars 2026", or the content's own title.
    pub title: String,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Text above the agenda, Markdown.
    pub text: String,
    /// The Markdown of each item, by item id.
    pub item_texts: BTreeMap<String, String>,
    /// Addresses of the source files that are published, by file name.
    pub files: BTreeMap<String, String>,
}

/// A case with what its page needs beside the record.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// The record.
    pub record: Case,
    /// What the clerk says of it, Markdown.
    pub text: String,
    /// Its items, oldest first: meeting and item as places in `Site::meetings` and that meeting's `items`.
    pub items: Vec<(usize, usize)>,
    /// Its documents, oldest first: meeting and document as places.
    pub documents: Vec<(usize, usize)>,
}

/// The text of one document, page by page, while its meeting is at hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentText {
    /// Page of the source (`None` before the first mark) and its Markdown.
    pub pages: Vec<(Option<u32>, String)>,
}
