//! Parts a content file into front matter and text, and opens it as text in the first place.

use std::ops::Range;
use std::path::Path;

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::base::store;

/// A file as text.
///
/// # Errors
/// It cannot be read, is too large, or is not UTF-8.
pub(crate) fn open(path: &Path, name: &str, limit: u64) -> Result<Source, Diagnostic> {
    let bytes = store::read(path, limit)
        .map_err(|error| Diagnostic { path: Some(name.to_owned()), ..error.diagnostic() })?;
    match String::from_utf8(bytes) {
        // A byte order mark is what some editors leave; it is no part of the text.
        Ok(text) => Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => Source::new(name, rest),
            None => Source::new(name, text),
        }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
            Err(Diagnostic::error(Code::NOT_UTF8, format!("`{name}` is not UTF-8 (line {line})"))
                .in_file(name)
                .help("save it as UTF-8; Windows editors call it \"UTF-8\" or \"Unicode (UTF-8)\""))
        }
    }
}

/// The front matter and the text of a content file, as byte ranges.
///
/// # Errors
/// The file does not begin with a line `+++`, or there is no second one.
pub(crate) fn split(source: &Source) -> Result<(Range<usize>, Range<usize>), Diagnostic> {
    let text = source.text();
    let missing = |range: Range<usize>, label: &str| {
        Diagnostic::error(Code::MISSING_FRONT_MATTER, format!("`{}` has no front matter", source.name()))
            .at(source, range, label)
            .help("a content file begins with a line `+++`, then TOML, then a line `+++`, then its text")
    };
    let first_line = text.find('\n').unwrap_or(text.len());
    if text[..first_line].trim_end() != "+++" {
        return Err(missing(0..first_line, "expected `+++`"));
    }
    let start = (first_line + 1).min(text.len());
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Ok((start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    Err(missing(0..first_line, "begins here and does not end"))
}
