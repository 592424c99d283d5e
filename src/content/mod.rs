//! The content that clerks edit and keep in git: `diariet.toml` and `content/`, read into records and written from them.
//!
//! Comes in: files. Goes out: records with every error of every file at once, each with its place.
//! Invariant: keys and their meaning stand in [`format`](mod@format) alone; what is withheld is not read further than
//! its front matter. Absent on purpose: HTML, and anything that needs two meetings.

pub mod config;
mod fields;
pub mod format;
mod front;
pub mod gate;
pub mod markdown;
pub mod read;
#[cfg(test)]
mod reference;
mod slips;
pub mod tree;
pub mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::content::gate::Met;
use crate::content::read::Review;
use crate::model::date::Date;
use crate::model::record::{Meeting, Role};

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

/// A meeting as its files say: addresses are set, references within the meeting are checked.
#[derive(Debug, Clone, Default)]
pub struct MeetingContent {
    /// The record.
    pub record: Meeting,
    /// Title, where it is more than body and day.
    pub title: Option<String>,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Whether it is left out of a build without drafts.
    pub draft: bool,
    /// Text above the agenda, Markdown.
    pub text: String,
    /// The Markdown of each item, by item id.
    pub item_texts: BTreeMap<String, String>,
    /// The text of each document, by document id.
    pub texts: BTreeMap<String, DocumentText>,
    /// Addresses of the source files that are published, by file name.
    pub files: BTreeMap<String, String>,
    /// Files to be copied to the site.
    pub copies: Vec<FileCopy>,
    /// Personal data that was met in its files.
    pub met: Vec<Met>,
    /// What the clerk has decided of it.
    pub review: Review,
}

/// A file of the content that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCopy {
    /// Where it lies.
    pub from: PathBuf,
    /// Path on the site, without a slash at its start.
    pub to: String,
}

/// The text of one document, page by page, while its meeting is at hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentText {
    /// Page of the source (`None` before the first mark) and its Markdown.
    pub pages: Vec<(Option<u32>, String)>,
}
