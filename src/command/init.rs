//! `diariet init`: a small site that teaches the format.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::base::diag::{Code, Diagnostic};
use crate::base::store::{self, StoreError};
use crate::cli::Init;
use crate::content::format::{Key, Shape, Takes};

use super::Exit;
use super::terminal::{Terminal, counted};

mod starter;

/// Width of the comments.
const WIDTH: usize = 96;

/// One file of the new site: a shape of the format, values for some of its keys, and a text.
struct Sheet {
    path: &'static str,
    shape: &'static Shape,
    /// Keys with their values as TOML; a key of a table as `proposal.clauses`.
    values: &'static [(&'static str, &'static str)],
    rest: Rest,
    /// Markdown below the front matter; `None` where the file is TOML alone.
    text: Option<&'static str>,
}

/// What becomes of keys that have no value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// They are shown, commented out.
    Shown,
    /// They are left to the reference.
    LeftOut,
}

pub(super) fn run(init: &Init, terminal: &mut Terminal) -> io::Result<Exit> {
    match make(&init.folder) {
        Ok(files) => {
            let folder = init.folder.display();
            terminal.say(&format!("made a site in `{folder}`: {}", counted(files, "file")));
            terminal
                .say(&format!("next: `diariet check --root {folder}`, then edit `{folder}/diariet.toml`"));
            Ok(Exit::Done)
        }
        Err(refused) => Ok(terminal.diagnostics(&[refused])),
    }
}

/// Makes the site and says how many files it has.
fn make(folder: &Path) -> Result<usize, Diagnostic> {
    let taken = match store::list(folder) {
        Ok(entries) => entries.into_iter().next().map(|entry| entry.name),
        Err(error) if error.is_missing() => None,
        Err(error) => return Err(error.diagnostic()),
    };
    if let Some(name) = taken {
        let message = format!("`{}` is not empty: it holds `{name}`", folder.display());
        return Err(Diagnostic::error(Code::IO, message)
            .in_file(folder.display().to_string())
            .help("name a folder that is empty, or not there yet"));
    }
    write(folder).map_err(|error| error.diagnostic())
}

fn write(folder: &Path) -> Result<usize, StoreError> {
    for sheet in starter::SHEETS {
        store::write(&folder.join(sheet.path), written(sheet).as_bytes())?;
    }
    store::write(&folder.join(".gitignore"), starter::IGNORED.as_bytes())?;
    store::write(&folder.join(".gitattributes"), starter::MERGED.as_bytes())?;
    Ok(starter::SHEETS.len() + 2)
}

/// The text of one file. What its comments say of a key is what the format says of it.
fn written(sheet: &Sheet) -> String {
    let mut out = String::new();
    if sheet.text.is_some() {
        out.push_str("+++\n");
    }
    comment(sheet.shape.doc, &mut out);
    if sheet.rest == Rest::LeftOut {
        comment("More keys: `diariet explain format`.", &mut out);
    }
    keys(sheet, sheet.shape, "", &mut out);
    if let Some(text) = sheet.text {
        out.push_str("+++\n");
        out.push_str(text);
    }
    out
}

/// The keys of a table: first plain ones, then tables, as TOML wants it.
fn keys(sheet: &Sheet, shape: &Shape, prefix: &str, out: &mut String) {
    let (tables, plain): (Vec<&Key>, Vec<&Key>) = shape.keys.iter().partition(|key| inner(key).is_some());
    for key in plain {
        let value = sheet.values.iter().find(|(name, _)| *name == format!("{prefix}{}", key.name));
        match value {
            Some((_, value)) => {
                out.push('\n');
                comment(key.doc, out);
                let _ = writeln!(out, "{} = {value}", key.name);
            }
            None if sheet.rest == Rest::Shown => {
                out.push('\n');
                comment(key.doc, out);
                let _ = writeln!(out, "# {} = {}", key.name, sample(key.takes));
            }
            None => {}
        }
    }
    for key in tables {
        let (Some(shape), path) = (inner(key), format!("{prefix}{}", key.name)) else { continue };
        let below = format!("{path}.");
        let is_used = sheet.values.iter().any(|(name, _)| name.starts_with(&below));
        if !is_used && sheet.rest == Rest::LeftOut {
            continue;
        }
        out.push('\n');
        comment(key.doc, out);
        let mark = if is_used { "" } else { "# " };
        let _ = match key.takes {
            Takes::Tables(_) => writeln!(out, "{mark}[[{path}]]"),
            _ => writeln!(out, "{mark}[{path}]"),
        };
        keys(sheet, shape, &below, out);
    }
}

/// The keys within, where a key takes a table of its own; lists that may hold plain texts are written plainly.
fn inner(key: &Key) -> Option<&'static Shape> {
    match key.takes {
        Takes::Table(shape) | Takes::Tables(shape) => Some(shape),
        _ => None,
    }
}

/// Something that a key could hold.
fn sample(takes: Takes) -> &'static str {
    match takes {
        Takes::Text | Takes::Dnr | Takes::Word(_) => "\"\"",
        Takes::Texts | Takes::Dnrs | Takes::Words(_) | Takes::Counts | Takes::TextsOrTables(_) => "[]",
        Takes::Day => "2027-02-09",
        Takes::Clock => "\"18:30\"",
        Takes::Count | Takes::Number => "1",
        Takes::Range => "[1, 2]",
        Takes::Flag => "false",
        Takes::Table(_) | Takes::Tables(_) => "",
    }
}

/// A comment, broken between words.
fn comment(text: &str, out: &mut String) {
    let mut width = 0;
    for word in text.split_whitespace() {
        let next = word.chars().count() + 1;
        if width == 0 || width + next > WIDTH {
            out.push_str(if width == 0 { "#" } else { "\n#" });
            width = 1;
        }
        out.push(' ');
        out.push_str(word);
        width += next;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::render::{self, Colour};
    use crate::build::{self, Options};
    use crate::content::format;

    #[test]
    fn a_new_site_has_nothing_to_complain_of() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("moten");
        make(&folder).unwrap();
        let found = build::check(&Options::new(&folder));
        let pictures: String = found.iter().map(|found| render::human(found, Colour::Plain)).collect();
        assert!(found.is_empty(), "{pictures}");
    }

    #[test]
    fn every_value_stands_in_the_format() {
        for sheet in starter::SHEETS {
            let text = written(sheet);
            for (name, value) in sheet.values {
                let last = name.rsplit('.').next().unwrap();
                assert!(text.contains(&format!("\n{last} = {value}\n")), "{}: {name}", sheet.path);
            }
        }
    }

    #[test]
    fn the_configuration_shows_all_that_can_be_set() {
        let text = written(&starter::SHEETS[0]);
        for key in format::CONFIG.keys {
            let line =
                if inner(key).is_some() { format!("[{}]", key.name) } else { format!("{} = ", key.name) };
            assert!(text.contains(&line), "{}", key.name);
        }
        for line in text.lines() {
            assert!(line.chars().count() <= 120, "{line}");
        }
    }

    #[test]
    fn a_folder_with_anything_in_it_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        store::write(&root.path().join(".hidden"), b"x").unwrap();
        let refused = make(root.path()).unwrap_err();
        assert!(refused.message.contains(".hidden"), "{}", refused.message);
        assert_eq!(store::list(root.path()).unwrap().len(), 1);
    }
}
