//! The content that clerks edit and keep in git: `diariet.toml` and `content/`, read into records and written from them.
//!
//! Comes in: files. Goes out: records with every error of every file at once, each with its place.
//! Invariant: keys and their meaning stand in [`format`](mod@format) alone; what is withheld is not read further than
//! its front matter. Absent on purpose: HTML, and anything that needs two meetings.

pub mod config;
pub mod edit;
mod fields;
pub mod format;
pub(crate) mod front;
pub mod gate;
pub mod markdown;
pub mod read;
#[cfg(test)]
mod reference;
mod slips;
pub mod tree;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

use serde::Serialize;

use crate::base::source::Source;
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
    /// Addresses that it had before.
    pub aliases: Vec<Alias>,
}

/// An address that leads to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The old address, or a pattern of them.
    pub from: String,
    /// Where it leads, within the site.
    pub to: String,
    /// The file that says so; of a content file its front matter alone.
    pub source: Source,
    /// Where it says so.
    pub range: Range<usize>,
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
    /// Addresses that the meeting, its items and documents had before.
    pub aliases: Vec<Alias>,
    /// Addresses of files that are not published because a part of them was withdrawn or is personal, with the reason.
    pub gone: BTreeMap<String, Gone>,
    /// Addresses of files in whose places stand copies without personal data, with those of the copies.
    pub replaced: BTreeMap<String, String>,
    /// Source files that no longer hold what was withdrawn.
    pub masked: BTreeSet<String>,
}

/// What is said of something that was taken down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Gone {
    /// The day, where the content says it.
    pub day: Option<Date>,
    /// Why.
    pub reason: String,
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
