//! The titles that a list of contents prints, which tell where the title of a paragraph ends.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::paragraphs;
use super::rows::Row;
use crate::base::text::squeeze;
use crate::split::agenda::segments;
use crate::split::lines;

/// How many lines a title in a list of contents has at most.
const LINES: usize = 4;
/// A few lines with numbers and pages are no list.
const LEAST: usize = 3;

/// The page at the end of an entry, behind dots or much space.
static PAGE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\s*(?:\.{2,}|…+|_{3,}|(?:\. ){2,})\s*|\s\.\s*|\s{3,})\d{1,4}\s*$").ok());

/// The titles of the list of contents in these rows, as printed, by the number of their paragraph. An entry counts that
/// ends with its page; below the heading of the list, one with nothing but its number.
pub(super) fn titles(rows: &[Row<'_>]) -> BTreeMap<String, String> {
    let paged = paged(rows);
    if paged.is_empty() { numbered(rows) } else { paged }
}

/// Entries that end with their page.
fn paged(rows: &[Row<'_>]) -> BTreeMap<String, String> {
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
            out.insert(number, squeeze(&lines::joined(title.iter().map(String::as_str))));
        }
    }
    if out.len() < LEAST { BTreeMap::new() } else { out }
}

/// Entries of one row each below the heading of the list, a number and a title in a column; the numbers rise one by one.
fn numbered(rows: &[Row<'_>]) -> BTreeMap<String, String> {
    let Some(from) = (1..rows.len()).find(|at| paragraphs::heads_contents(rows, *at)) else {
        return BTreeMap::new();
    };
    let entry = |row: &Row<'_>| {
        let cells = segments(row.raw);
        let [(_, number), (_, title), ..] = cells.as_slice() else { return None };
        let number = number.trim_start_matches(['§', ' ']);
        let value: u32 = number.trim_end_matches('.').parse().ok()?;
        title.starts_with(char::is_uppercase).then(|| (value, title.clone()))
    };
    let found: Vec<(u32, String)> =
        rows[from..].iter().filter(|row| row.speaks()).filter_map(entry).collect();
    let rises = found.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0);
    if found.len() < LEAST || !rises {
        return BTreeMap::new();
    }
    found.into_iter().map(|(number, title)| (number.to_string(), title)).collect()
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
