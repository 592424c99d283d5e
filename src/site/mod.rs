//! The whole site, resolved: bodies, meetings and cases that know each other. After this nothing can dangle.
//!
//! Comes in: the records of every meeting, without the text of their documents. Goes out: a [`Site`].
//! Invariant: every address that a record names is one that the site has. Absent on purpose: HTML, files, and the
//! text of documents, which is rendered meeting by meeting before this room and never held as a whole.

mod cases;
pub mod mentions;
pub mod money;
mod resolve;

use std::collections::BTreeMap;

use crate::base::text;
use crate::content::MeetingContent;
use crate::content::config::Config;
use crate::model::number::{Diarienummer, Origin, Register};
use crate::model::record::{self, Case, Earlier};

pub use crate::content::{Body, DocumentText, Member};
pub use resolve::{Gathered, learn, resolve};

/// The whole site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Settings.
    pub config: Config,
    /// Which numbers are own.
    pub register: Register,
    /// Bodies, in the order of the site.
    pub bodies: Vec<Body>,
    /// Meetings, newest first; on one day in the order of the bodies.
    pub meetings: Vec<Meeting>,
    /// Cases, in the order of their numbers.
    pub cases: Vec<CaseFile>,
}

/// A meeting with what its page needs beside the record.
#[derive(Debug, Clone, Default)]
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
    /// Where lists of many numbers name it: the words around the number.
    pub listed: Vec<String>,
    /// Its items, oldest first: meeting and item as places in `Site::meetings` and that meeting's `items`.
    pub items: Vec<(usize, usize)>,
    /// Its documents, oldest first: meeting and document as places.
    pub documents: Vec<(usize, usize)>,
}

impl Meeting {
    /// The meeting of `body` that `content` tells of; the texts of its documents are left behind.
    #[must_use]
    pub fn new(body: &Body, content: MeetingContent) -> Self {
        let day = content.record.date.map(|date| format!(" {}", date.long())).unwrap_or_default();
        Self {
            title: content.title.unwrap_or_else(|| format!("{}{day}", body.name)),
            cancelled: content.cancelled,
            text: content.text,
            item_texts: content.item_texts,
            files: content.files,
            record: content.record,
        }
    }

    /// Whether minutes of the meeting are here: only then can an item without decision be said to have none.
    #[must_use]
    pub fn has_minutes(&self) -> bool {
        self.record.sources.iter().any(|source| source.kind.decides())
            || self.record.items.iter().any(|item| item.decision.is_some())
    }
}

impl Site {
    /// The body at `slug`.
    #[must_use]
    pub fn body(&self, slug: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.slug == slug)
    }

    /// The body that documents call `name`: its own name or another of its names, in definite or indefinite form.
    #[must_use]
    pub fn body_named(&self, name: &str) -> Option<&Body> {
        let wanted = stem(name);
        let called = |body: &&Body| {
            let names = [Some(&body.name), body.short.as_ref()].into_iter().flatten().chain(&body.names);
            names.into_iter().any(|name| stem(name) == wanted)
        };
        self.bodies.iter().find(called)
    }

    /// The address of an earlier treatment, where it is on the site.
    #[must_use]
    pub fn earlier_url(&self, earlier: &Earlier) -> Option<&str> {
        let body = self.body_named(earlier.organ.as_deref()?)?;
        let date = earlier.date?;
        let of_day = |meeting: &&Meeting| {
            meeting.record.date == Some(date) && meeting.record.organ.slug.as_deref() == Some(&body.slug)
        };
        let mut meetings = self.meetings.iter().filter(of_day);
        let Some(paragraph) = &earlier.paragraph else {
            return meetings.next().map(|meeting| meeting.record.url.as_str());
        };
        meetings
            .flat_map(|meeting| &meeting.record.items)
            .find(|item| item.paragraph.as_ref() == Some(paragraph))
            .map(|item| item.url.as_str())
    }

    /// The address of a number's case page; `None` for numbers that are not own.
    #[must_use]
    pub fn case_url(&self, number: &str, body: Option<&str>) -> Option<String> {
        case_url(&self.register, number, body)
    }
}

/// The address of a number's case page, which every own number has; `None` for others and for text that is none.
#[must_use]
pub fn case_url(register: &Register, number: &str, body: Option<&str>) -> Option<String> {
    let number = Diarienummer::parse(number).ok()?;
    (register.origin(&number) == Origin::Own).then(|| format!("/dnr/{}/", register.slug(&number, body)))
}

/// A body's name without what varies: case, definite ending, "kommunens".
fn stem(name: &str) -> String {
    let folded = text::folded(name);
    let words =
        folded.split_whitespace().filter(|word| !matches!(*word, "kommunens" | "stadens" | "regionens"));
    words
        .map(|word| {
            word.trim_end_matches('s')
                .trim_end_matches("en")
                .trim_end_matches('n')
                .trim_end_matches('a')
                .trim_end_matches('e')
                .to_owned()
        })
        .collect::<Vec<_>>()
        .join(" ")
}
