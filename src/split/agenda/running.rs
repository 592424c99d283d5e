//! Agendas set as running text, as announcements in newspapers are: "1) Upprop. 2) Ny kaj. 3) Taxor".
//!
//! A list within a sentence is set so too: an agenda begins with the meeting's own business and leaves out no number.

use std::sync::LazyLock;

use regex::Regex;

use super::table::Placed;
use super::{kind, title};
use crate::model::record::{Item, ItemKind, Point};
use crate::split::lines;
use crate::split::rows::Row;

/// A number in running text: at the beginning, or behind the end of what stands before it. Groups: the number, the
/// first letter of the title.
static MARK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[.;,:?!)] )\(?(\d{1,2})\) ?([”\x22]?\p{Lu})").ok());

/// Fewer numbers than this are a list within a sentence.
const FEWEST: usize = 4;

/// A longer title is none.
const LONGEST: usize = 300;

/// The items; empty where no paragraph holds an agenda.
pub(super) fn items(rows: &[Row<'_>]) -> Vec<Placed> {
    let mut at = 0;
    while at < rows.len() {
        let to = (at..rows.len()).find(|i| !rows[*i].speaks()).unwrap_or(rows.len());
        // Only a paragraph that holds the first number is put together.
        if rows[at..to].iter().any(|row| row.text.contains("1)")) {
            let found = paragraph(rows, at, to);
            if !found.is_empty() {
                return found;
            }
        }
        at = to.max(at + 1);
    }
    Vec::new()
}

/// The items of the paragraph that these rows hold.
fn paragraph(rows: &[Row<'_>], from: usize, to: usize) -> Vec<Placed> {
    let mut text = String::new();
    let mut starts: Vec<usize> = Vec::with_capacity(to - from);
    for row in &rows[from..to] {
        lines::append(&mut text, &row.text);
        starts.push(text.len().saturating_sub(row.text.len()));
    }
    let Some(form) = MARK.as_ref() else { return Vec::new() };
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for found in form.captures_iter(&text) {
        let (Some(number), Some(first)) = (found.get(1), found.get(2)) else { continue };
        if number.as_str().parse() == Ok(marks.len() + 1) {
            marks.push((number.start(), first.start()));
        } else {
            return Vec::new();
        }
    }
    let within = marks.iter().any(|(at, _)| !starts.iter().any(|start| (*start..=start + 1).contains(at)));
    let lead = marks.first().map_or("", |(at, _)| text[..*at].trim_end_matches('(').trim_end());
    if marks.len() < FEWEST || !within || !(lead.is_empty() || lead.ends_with(':')) {
        return Vec::new();
    }
    let row = |at: usize| from + starts.partition_point(|start| *start <= at).saturating_sub(1);
    let ends = marks.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let items: Vec<Placed> = marks
        .iter()
        .zip(ends)
        .enumerate()
        .map(|(nth, ((at, first), end))| {
            let own = text[*first..end].trim_end_matches('(').trim_end();
            let last = row((first + own.len()).saturating_sub(1)).min(to - 1);
            (item(nth + 1, own), row(*at), last)
        })
        .collect();
    let fits = |item: &Item| item.title.chars().count() <= LONGEST;
    let begins = items.iter().take(2).any(|(item, ..)| kind::is_ordinary(&item.title));
    if begins && items.iter().all(|(item, ..)| fits(item)) { items } else { Vec::new() }
}

/// The item of a number and the text up to the next; what its first sentence is followed by is said of it.
fn item(number: usize, text: &str) -> Item {
    let end = text.match_indices(". ").map(|(at, _)| at + 1).find(|end| {
        let next = text[*end..].trim_start().chars().next();
        next.is_some_and(char::is_uppercase) && lines::ends_sentence(&text[..*end])
    });
    let (own, said) = text.split_at(end.unwrap_or(text.len()));
    let own = own.trim_end_matches(['.', ';', ',', ' ']);
    let mut item = Item::new(String::new(), own.to_owned(), ItemKind::Beslut);
    item.number = Some(number.to_string());
    let said = said.trim();
    if !said.is_empty() {
        item.points.push(Point { text: said.to_owned(), diarienummer: Vec::new(), people: Vec::new() });
    }
    title::in_title(&mut item);
    item.kind = kind::kind(&item);
    item
}
