//! Recognises what a packet holds: the meeting, its items, decisions and documents.
//!
//! Comes in: a [`Packet`](crate::packet::Packet). Goes out: a [`Draft`].
//! Invariant: items and documents together account for every line of the source; what belongs to nothing is a
//! finding. Nothing is invented: what is not recognised stays unknown.
//! Absent on purpose: files, settings of a site, earlier content.
#[allow(dead_code)]
pub(crate) mod clauses;
#[allow(dead_code)]
pub(crate) mod headings;
#[allow(dead_code)]
pub(crate) mod lines;
#[allow(dead_code)]
pub(crate) mod minutes;
#[allow(dead_code)]
pub(crate) mod money;
#[allow(dead_code)]
pub(crate) mod organs;
#[allow(dead_code)]
pub(crate) mod outcomes;
#[allow(dead_code)]
pub(crate) mod people;
#[allow(dead_code)]
pub(crate) mod votes;

use std::collections::BTreeMap;

use crate::model::record::{Meeting, Table};

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
