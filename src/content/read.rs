//! Reads the files of a site into records.
//!
//! Every function returns what it could read together with everything that is wrong; a file with errors still gives
//! a record, so that the errors of other files that refer to it are the real ones.

mod case;
mod config;
mod document;
mod files;
mod item;
mod meeting;
mod parts;
mod redirects;
mod review;
mod unpublished;

use std::borrow::Cow;
use std::path::Path;

use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::text::tame;
use crate::content::fields::{Fields, Reader};
use crate::content::format::Shape;
use crate::content::front;
use crate::content::gate::Gate;

pub use case::{CaseNote, cases};
pub use config::{body, config};
pub use files::{KeptBack, keep_back};
pub use meeting::{Options, documents, meeting};
pub(crate) use parts::BALLOTS;
pub use review::Review;

/// A content file that is to be read.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    /// Where it lies.
    pub(crate) path: &'a Path,
    /// What diagnostics call it.
    pub(crate) name: &'a str,
    /// Its largest size.
    pub(crate) limit: u64,
    /// What its texts pass.
    pub(crate) gate: &'a Gate<'a>,
}

/// The text below the front matter, not yet read: what is not published is not looked at either.
pub(crate) struct Below<'a> {
    text: Cow<'a, str>,
    start: usize,
}

impl<'a> Below<'a> {
    /// The text, without what is personal.
    pub(crate) fn read(self, fields: &Fields<'_, '_, '_>) -> Cow<'a, str> {
        fields.reader().gate().body(fields.reader(), self.text, self.start)
    }
}

/// Opens a content file and hands its front matter and text to `read`. Without front matter that can be read,
/// `read` gets an empty table: the record then holds what the file's name tells.
fn content_file<T>(
    input: Input<'_>,
    shape: &'static Shape,
    read: impl FnOnce(&Fields<'_, '_, '_>, Below<'_>) -> T,
) -> (T, Vec<Diagnostic>) {
    let (source, opened) = match front::open(input.path, input.name, input.limit) {
        Ok(source) => (source, None),
        Err(diagnostic) => (Source::new(input.name, ""), Some(diagnostic)),
    };
    if let Some(diagnostic) = opened {
        return (without_fields(&source, shape, input.gate, read), vec![diagnostic]);
    }
    match front::split(&source) {
        Ok((toml, text)) => {
            let reader = Reader::new(&source, toml.start, input.gate);
            let legible = reader.legible(source.slice(toml.clone()));
            let table = reader.parse(&legible);
            let below = Below { text: tame(source.slice(text.clone())), start: text.start };
            let result = read(&Fields::new(&reader, shape, table.get_ref(), toml), below);
            (result, reader.into_diagnostics())
        }
        Err(diagnostic) => (without_fields(&source, shape, input.gate, read), vec![diagnostic]),
    }
}

fn without_fields<T>(
    source: &Source,
    shape: &'static Shape,
    gate: &Gate<'_>,
    read: impl FnOnce(&Fields<'_, '_, '_>, Below<'_>) -> T,
) -> T {
    let reader = Reader::new(source, 0, gate);
    let table = reader.parse("");
    read(&Fields::new(&reader, shape, table.get_ref(), 0..0), Below { text: "".into(), start: 0 })
}
