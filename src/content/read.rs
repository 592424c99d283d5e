//! Reads the files of a site into records.
//!
//! Every function returns what it could read together with everything that is wrong; a file with errors still gives
//! a record, so that the errors of other files that refer to it are the real ones.

mod case;
mod config;
mod document;
mod item;
mod meeting;
mod parts;

use std::path::Path;

use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::text::tame;
use crate::content::fields::{Fields, Reader};
use crate::content::format::Shape;
use crate::content::front;

pub use case::{CaseNote, cases};
pub use config::{body, config};
pub use meeting::{Options, documents, meeting};
pub(crate) use parts::BALLOTS;

/// Opens a content file and hands its front matter and text to `read`. Without front matter that can be read,
/// `read` gets an empty table: the record then holds what the file's name tells.
fn content_file<T>(
    path: &Path,
    name: &str,
    limit: u64,
    shape: &'static Shape,
    read: impl FnOnce(&Fields<'_, '_, '_>, &str) -> T,
) -> (T, Vec<Diagnostic>) {
    let (source, opened) = match front::open(path, name, limit) {
        Ok(source) => (source, None),
        Err(diagnostic) => (Source::new(name, ""), Some(diagnostic)),
    };
    if let Some(diagnostic) = opened {
        return (without_fields(&source, shape, read), vec![diagnostic]);
    }
    match front::split(&source) {
        Ok((toml, text)) => {
            let reader = Reader::new(&source, toml.start);
            let table = reader.parse(source.slice(toml.clone()));
            // What is missing after a slip in the TOML may only be unread.
            let broken = !reader.is_clean();
            let result = read(&Fields::new(&reader, shape, table.get_ref(), toml), &tame(source.slice(text)));
            let mut found = reader.into_diagnostics();
            if broken {
                found.retain(|diagnostic| {
                    use crate::base::diag::Code;
                    [Code::TOML_SYNTAX, Code::DUPLICATE].contains(&diagnostic.code)
                });
            }
            (result, found)
        }
        Err(diagnostic) => (without_fields(&source, shape, read), vec![diagnostic]),
    }
}

fn without_fields<T>(
    source: &Source,
    shape: &'static Shape,
    read: impl FnOnce(&Fields<'_, '_, '_>, &str) -> T,
) -> T {
    let reader = Reader::new(source, 0);
    let table = reader.parse("");
    read(&Fields::new(&reader, shape, table.get_ref(), 0..0), "")
}
