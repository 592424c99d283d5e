//! Search: an index of everything published, in small files that a page fetches as it needs them.
//!
//! Comes in: `Batch`es of `SearchRecord`s (masked text only), in any order and from any thread. Goes out: files
//! under `search/` through a `Sink`, and answers through `query::Engine`, which `search.js` mirrors. Invariant: the
//! same batches give the same bytes; memory is bounded by `Options::memory` and a few large terms. Absent on
//! purpose: files read or written by any other way than `base::store` and the sink; HTML; clocks.
//!
//! Data flow: `words` and `language` (analysis) → `segment` (one batch: cards of text, postings) → `merge` (all
//! batches: compounds, shards, directories) → `query`. `analysed` keeps a batch's postings for the next build.

mod analysed;
mod buckets;
pub mod cards;
pub mod code;
pub mod compound;
pub mod language;
mod lookup;
pub mod merge;
pub mod postings;
pub mod query;
pub mod segment;
pub mod shelf;
mod sorted;
mod start;
pub mod words;

use crate::base::store::StoreError;
use crate::model::date::Date;
use crate::model::record::{Organ, Outcome};

pub use merge::{Indexer, Options};

/// What a record is; the words are the contract's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The page of a diarienummer.
    Arende,
    /// The page of an item: proposal or decision.
    Beslut,
    /// The page of a document.
    Handling,
    /// The page of a meeting.
    Mote,
    /// The page or entry of a person.
    Person,
}

impl Kind {
    /// Every kind, in the order of their letters in files.
    pub const ALL: [Self; 5] = [Self::Arende, Self::Beslut, Self::Handling, Self::Mote, Self::Person];

    /// The contract's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Arende => "ärende",
            Self::Beslut => "beslut",
            Self::Handling => "handling",
            Self::Mote => "möte",
            Self::Person => "person",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What the head of such a record weighs: cases and decisions before attachments of the same title.
    const fn factor(self) -> f64 {
        match self {
            Self::Arende | Self::Beslut => 1.0,
            Self::Handling => 0.5,
            Self::Mote => 0.7,
            Self::Person => 1.5,
        }
    }
}

/// What a field of a record's head is, which says what its words weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Another title of the same: that of a copy.
    Title,
    /// Names of people whom the record is about (presenters, members).
    People,
    /// Clauses, proposed or decided; points of information.
    Clause,
    /// Summary, sections.
    Summary,
    /// Titles and numbers of what belongs to the record (attachments, reported decisions).
    Related,
}

/// One field of a record's head.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// What it is.
    pub weight: Weight,
    /// Its text, masked.
    pub text: String,
}

/// The text of one page of a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageText {
    /// Printed page that `#sida-…` leads to; `None` where the source has no pages.
    pub page: Option<u32>,
    /// The text, masked.
    pub text: String,
}

/// One page of the site as search sees it. Masked text only: what is in here is published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SearchRecord {
    /// Address of the page, from the site's root.
    pub url: String,
    /// What it is.
    pub kind: Kind,
    /// Title as shown.
    pub title: String,
    /// Its own diarienummer: the form that is shown first, then every other way it is written. On a record of kind
    /// `Arende` an exact match leads straight here.
    pub numbers: Vec<String>,
    /// The body.
    pub organ: Organ,
    /// Date shown, and the filters'.
    pub date: Option<Date>,
    /// What became of it.
    pub outcomes: Vec<Outcome>,
    /// The head apart from title and numbers.
    pub fields: Vec<Field>,
    /// Text by page (documents).
    pub pages: Vec<PageText>,
    /// Address of the record that this is a copy of; a copy is not indexed, its original stands for both.
    pub duplicate_of: Option<String>,
}

/// Records that stand together in the index: a meeting with its items and documents, or some cases, or people.
///
/// Batches are numbered in the order of their keys, so a key that begins with the date puts new content last and
/// leaves the files of older content as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Unique; begins with the day (`2020-02-14/regional-tillvaxtnamnd`, `2020-02/arenden`).
    pub key: String,
    /// The records, in any order.
    pub records: Vec<SearchRecord>,
}

/// Takes the files of the index: path relative to the site's root, and bytes. Called from several threads.
pub trait Sink: Sync {
    /// Takes one file.
    ///
    /// # Errors
    /// It cannot be written.
    fn put(&self, path: String, bytes: Vec<u8>) -> Result<(), StoreError>;
}

impl<F: Fn(String, Vec<u8>) -> Result<(), StoreError> + Sync> Sink for F {
    fn put(&self, path: String, bytes: Vec<u8>) -> Result<(), StoreError> {
        self(path, bytes)
    }
}
