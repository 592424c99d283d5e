//! Changes keys of a content file's front matter and leaves every other byte as it is.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::content::{front, write};

/// A value to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A day, or anything else as TOML writes it.
    Plain(String),
}

impl Value {
    fn toml(&self) -> String {
        match self {
            Self::Text(text) => write::quoted(text),
            Self::Plain(text) => text.clone(),
        }
    }
}

/// The text of a content file with these keys set: a key that is there gets the value in its place, another one a
/// line after those that are plain.
///
/// # Errors
/// The file has no front matter, or none that can be read.
pub fn set(source: &Source, keys: &[(&str, Value)]) -> Result<String, Diagnostic> {
    let (toml, _) = front::split(source)?;
    let front = source.slice(toml.clone());
    let unreadable = |message: &str| {
        Diagnostic::error(Code::TOML_SYNTAX, format!("invalid TOML ({message})"))
            .in_file(source.name())
            .help("mend the front matter first: `diariet check` shows where")
    };
    let table = DeTable::parse(front).map_err(|error| unreadable(error.message()))?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut fresh = String::new();
    let ending = if front.contains("\r\n") { "\r\n" } else { "\n" };
    for (name, value) in keys {
        match table.get_ref().iter().find(|(key, _)| key.get_ref() == name) {
            Some((_, old)) => edits.push((old.span(), value.toml())),
            None => fresh.push_str(&format!("{name} = {}{ending}", value.toml())),
        }
    }
    // Plain values stand before every table, so that a line after the last of them is in no table.
    let last = table
        .get_ref()
        .iter()
        .filter(|(_, value)| is_plain(value.get_ref()))
        .map(|(_, value)| value.span().end);
    let at = last.max().map_or(0, |end| front[end..].find('\n').map_or(front.len(), |line| end + line + 1));
    edits.push((at..at, fresh));
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = source.text().to_owned();
    for (range, text) in edits.iter().rev() {
        out.replace_range(toml.start + range.start..toml.start + range.end, text);
    }
    Ok(out)
}

fn is_plain(value: &DeValue<'_>) -> bool {
    !matches!(value, DeValue::Array(_) | DeValue::Table(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withdrawn(text: &str) -> String {
        let source = Source::new("content/x.md", text);
        let keys = [
            ("published", Value::Text("withdrawn".into())),
            ("reason", Value::Text("fel \"bilaga\"".into())),
            ("withdrawn", Value::Plain("2026-04-01".into())),
        ];
        set(&source, &keys).unwrap()
    }

    #[test]
    fn only_the_keys_change() {
        assert_eq!(
            withdrawn(
                "+++\n# Om kartan.\ntitle = \"Karta\" # så heter den\npublished = 'text'\npages = [\n  1,\n  2,\n]\n\n[decision]\nclauses = [\"x\"]\n+++\n\nText.\n"
            ),
            "+++\n# Om kartan.\ntitle = \"Karta\" # så heter den\npublished = \"withdrawn\"\nreason = 'fel \"bilaga\"'\nwithdrawn = 2026-04-01\npages = [\n  1,\n  2,\n]\n\n[decision]\nclauses = [\"x\"]\n+++\n\nText.\n"
        );
    }

    #[test]
    fn line_endings_stay_and_an_empty_front_matter_is_filled() {
        assert!(
            withdrawn("+++\r\ntitle = \"K\"\r\n+++\r\nText\r\n")
                .contains("title = \"K\"\r\npublished = \"withdrawn\"\r\nreason")
        );
        assert!(withdrawn("+++\n[[sources]]\nkind = \"anslag\"\n+++\n").starts_with("+++\npublished = "));
        assert!(
            withdrawn("+++\nreason = \"\"\"\nen\ntvå\"\"\"\n+++\n")
                .contains("reason = 'fel \"bilaga\"'\npublished")
        );
    }

    #[test]
    fn what_cannot_be_read_is_left() {
        for text in ["text", "+++\ntitle = \n+++\n", "+++\ntitle = 1\n"] {
            assert!(set(&Source::new("x", text), &[("a", Value::Plain("1".into()))]).is_err(), "{text}");
        }
    }
}
