//! The titles that a list of contents prints, which tell where the title of a paragraph ends.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::paragraphs;
use super::rows::Row;
use crate::base::text::squeeze;
use crate::split::lines;

/// How many lines a title in a list of contents has at most.
const LINES: usize = 4;

/// The page at the end of an entry, behind dots or much space.
static PAGE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\s*(?:\.{2,}|…+|_{3,}|(?:\. ){2,})\s*|\s\.\s*|\s{3,})\d{1,4}\s*$").ok());

/// The titles of the list of contents in these rows, by the number of their paragraph as printed. An entry counts that
/// ends with its page; a few such lines are no list.
pub(super) fn titles(rows: &[Row<'_>]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut open: Option<(String, Vec<String>)> = None;
    for row in rows.iter().filter(|row| row.speaks()) {
        let page = PAGE.as_ref().and_then(|form| form.find(row.raw));
        let ends = page.is_some();
        let text = squeeze(page.map_or(row.raw, |page| &row.raw[..page.start()]));
        if let Some((number, rest)) = paragraphs::headed(&text) {
            open = Some((number, vec![rest]));
        } else if let Some((_, title)) = open.as_mut() {
            title.push(text);
        }
        if open.as_ref().is_some_and(|(_, title)| title.len() > LINES) {
            open = None;
        }
        if ends && let Some((number, title)) = open.take() {
            out.insert(number, plain(&lines::joined(title.iter().map(String::as_str))));
        }
    }
    if out.len() < 3 { BTreeMap::new() } else { out }
}

/// A title for comparing: its letters and figures in lower case.
pub(super) fn plain(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_pattern_compiles() {
        assert!(super::PAGE.is_some());
    }
}
