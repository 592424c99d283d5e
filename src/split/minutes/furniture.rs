//! Page furniture of minutes: running heads, counters, signature lines, marks of electronic signing.
//!
//! Minutes repeat their head on every page, and extraction drops it anywhere: in the middle of a list of votes,
//! before a heading. A line is furniture by its own form, or by standing among lines that are.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::rows::Row;
use super::{dates, paragraphs};
use crate::split::headings::{self, Heading};
use crate::split::organs;

/// Lines that are furniture wherever they stand.
static FIXED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:sid|sida|sidan|page)\s*:?\s*\d{1,4}(?:\s*(?:\(|av|of|/)\s*\d{1,4}\s*\)?)?",
        r"|\d{1,4}\s?\(\s?\d{1,4}\s?\)|\d{1,3}\s(?:av|/)\s\d{1,3}",
        r"|protokoll\s*\(?nr\s*\d+\)?|sammanträdesdatum:?(?:\s*\d{4}-\d{2}-\d{2})?",
        r"|(?:sammanträdes|del)protokoll(?:\s.{0,70})?|.{0,80}(?:sammanträdes|del)protokoll|.{0,80}(?:protokoll|anteckningar).{0,40}\s\d{1,4}\s?\(\s?\d{1,4}\s?\)",
        r"|(?:justerandes?|ordförandens?|sekreterarens?)\s?sign\S*(?:\s.{0,40})?|utdragsbestyrkande.{0,40}|.{0,40}utdragsbestyrkande:?",
        r"|\*\*==>.*|==>.*<==|\[tabell .*|transaktion(?:sidentitet)?\b.*|.*bankid refno.*|signed by.*|signerat av.*",
        r"|.{0,60}(?:digitalt|elektroniskt) signerat.*|kopia/bekräftelse på e-signerat.*|.*comfact signature.*|verifikat:?\s.*",
        r"|justering \(sign\)|datum|mötesdatum|sammanträdesdag|paragraf|ärende|sign)$"
    ))
    .ok()
});

/// Marks the rows that are furniture.
pub(super) fn mark<'a>(mut rows: Vec<Row<'a>>, organ: Option<&str>) -> Vec<Row<'a>> {
    let count = shapes(&rows);
    let often = |row: &Row<'_>, times: usize| count.get(&shape(&row.text)).is_some_and(|n| *n >= times);
    for at in 0..rows.len() {
        // A day that a line which ends in a comma goes on with is text.
        let goes_on =
            rows[..at].iter().rev().find(|row| !row.blank()).is_some_and(|row| row.text.ends_with(','));
        let day = goes_on && dates::only(&rows[at].text).is_some();
        rows[at].furniture |= !rows[at].blank() && !day && fixed(&rows[at], organ, &often);
    }
    mark_edges(&mut rows, &count);
    mark_neighbours(&mut rows, organ, &count);
    rows
}

/// Whether a row is furniture by its own form.
fn fixed(row: &Row<'_>, organ: Option<&str>, often: &impl Fn(&Row<'_>, usize) -> bool) -> bool {
    let text = row.text.as_str();
    if headings::recognise(text)
        .is_some_and(|headed| headed.heading == Heading::Furniture && headed.rest.is_empty())
    {
        return true;
    }
    if FIXED.as_ref().is_some_and(|pattern| pattern.is_match(text)) {
        let word = ["ärende", "paragraf", "datum", "sign"].contains(&text.to_lowercase().as_str());
        return !word || often(row, 3);
    }
    if text.contains("SAMMANTRÄDESPROTOKOLL") && text.chars().count() < 120 {
        return true;
    }
    // The organisation's name and the body's, as the head of every page has them.
    let body = |text: &str| {
        let lower = text.to_lowercase();
        let word = [", protokoll", " protokoll"].iter().find(|word| lower.ends_with(**word));
        organs::is_elected(word.map_or(text, |word| &text[..text.len() - word.len()]))
    };
    if often(row, 3) && text.split_whitespace().count() <= 8 && after_organisation(text).is_some_and(body) {
        return true;
    }
    // A line drawn over the page.
    if text.len() >= 4 && text.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '=' | '*' | '.')) {
        return true;
    }
    // The organisation's name with the day or a counter beside it.
    let columns = crate::split::agenda::segments(row.raw);
    let organisation = |text: &str| crate::split::documents::signs::organisation(text);
    let kind = |text: &str| {
        matches!(text.to_lowercase().as_str(), "protokoll" | "sammanträdesprotokoll" | "protokollsutdrag")
    };
    let aside = |text: &str| {
        kind(text) || dates::only(text).is_some() || crate::split::furniture::counter(text).is_some()
    };
    if columns.len() >= 2
        && columns.iter().filter(|(_, text)| organisation(text)).count() == 1
        && columns.iter().all(|(_, text)| organisation(text) || aside(text))
        && often(row, 2)
    {
        return true;
    }
    // The body's name with nothing but a date or a counter beside it.
    let named =
        organs::leading(text).filter(|named| organ.is_none_or(|organ| organs::same(organ, named.name)));
    let dated = named.is_some_and(|named| {
        let rest = named.rest.trim_start_matches([',', ' ']);
        let labels =
            ["sammanträdesdatum", "sammanträdesprotokoll", "protokoll", "datum", "sida", "sid", "av", "nr"];
        let figures: String = rest
            .split(' ')
            .filter(|word| !labels.contains(&word.trim_end_matches([':', '.']).to_lowercase().as_str()))
            .collect();
        !rest.is_empty()
            && figures.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | ' ' | '/'))
    });
    dated && often(row, 2) || dates::only(text).is_some() && often(row, 3)
}

/// A row's text with digits made equal.
fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// The shape of a row at a page's edge. The number of a case counts by its own digits: those of other cases stand at
/// other edges, each below its title, and are no running head.
fn edge_shape(text: &str) -> String {
    let case = text.contains(char::is_alphabetic) && crate::split::numbers::is(text);
    if case { text.to_owned() } else { shape(text) }
}

/// How often each shape of short row occurs.
fn shapes(rows: &[Row<'_>]) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.blank() && row.text.len() < 160) {
        // Dates count by their own digits: lists of dates are no running head.
        let key = shape(&row.text);
        *count.entry(key).or_default() += 1;
    }
    count
}

/// Where pages are known: short rows that come back at the same edge of most pages.
fn mark_edges(rows: &mut [Row<'_>], count: &BTreeMap<String, usize>) {
    let mut pages: Vec<(usize, usize)> = Vec::new();
    for at in 0..rows.len() {
        if rows[at].page.is_none() {
            return;
        }
        match pages.last_mut() {
            Some((start, end)) if rows[*start].page == rows[at].page => *end = at + 1,
            _ => pages.push((at, at + 1)),
        }
    }
    if pages.len() < 4 {
        return;
    }
    // Heads and feet count apart: a contents list's last line may head a page further on.
    let mut edge: BTreeMap<(bool, String), usize> = BTreeMap::new();
    let at_edges = |rows: &[Row<'_>], (start, end): (usize, usize)| -> Vec<(bool, usize)> {
        let speaking: Vec<usize> = (start..end).filter(|at| !rows[*at].blank()).collect();
        let last = speaking.len().saturating_sub(3);
        let edges = speaking.iter().enumerate().filter(|(i, _)| *i < 5 || *i >= last);
        edges.map(|(i, at)| (i < 5, *at)).collect()
    };
    for page in &pages {
        let mut seen: Vec<(bool, String)> =
            at_edges(rows, *page).iter().map(|(head, at)| (*head, edge_shape(&rows[*at].text))).collect();
        seen.sort_unstable();
        seen.dedup();
        for shape in seen {
            *edge.entry(shape).or_default() += 1;
        }
    }
    let most = (pages.len() * 6).div_ceil(10);
    for page in pages {
        for (head, at) in at_edges(rows, page) {
            let key = (head, edge_shape(&rows[at].text));
            let heading = headings::recognise(&rows[at].text).is_some() || !head && is_recipient(rows, at);
            let back =
                edge.get(&key).is_some_and(|n| *n >= most) && count.contains_key(&shape(&rows[at].text));
            rows[at].furniture |= back && !heading && !paragraphs::is_head(&rows[at].text);
        }
    }
}

/// Whether a row is in the list of those who get the decision: the same office may end every page.
fn is_recipient(rows: &[Row<'_>], at: usize) -> bool {
    const REACH: usize = 10;
    let above =
        rows[..at].iter().rev().take(REACH).take_while(|row| !row.blank() && row.page == rows[at].page);
    above
        .filter_map(|row| headings::recognise(&row.text))
        .next()
        .is_some_and(|headed| headed.heading == Heading::SentTo)
}

/// Rows that stand among furniture: the body's name, the organisation's name, a bare page number, a date.
fn mark_neighbours(rows: &mut [Row<'_>], organ: Option<&str>, count: &BTreeMap<String, usize>) {
    let speaking: Vec<usize> = (0..rows.len()).filter(|at| !rows[*at].blank()).collect();
    let known: Vec<bool> = speaking.iter().map(|at| rows[*at].furniture).collect();
    for (at, row) in speaking.iter().enumerate() {
        if known[at] {
            continue;
        }
        let near =
            |reach: usize| known[at.saturating_sub(reach)..(at + reach + 1).min(known.len())].contains(&true);
        let text = rows[*row].text.as_str();
        let repeated = count.get(&shape(text)).is_some_and(|n| *n >= 2);
        let name = organs::is_elected(text)
            && organ.is_none_or(|organ| organs::same(organ, text))
            && repeated
            && near(3);
        let organisation = repeated && near(2) && is_organisation(text);
        let number = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) && near(2);
        let date = dates::only(text).is_some() && repeated && near(1);
        if name || organisation || number || date {
            rows[*row].furniture = true;
        }
    }
}

/// What follows the name of a municipality or a region at the head of a row.
fn after_organisation(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    [" kommun ", " stad ", " landsting ", " län "].iter().find_map(|word| {
        let at = lower.find(word)? + word.len();
        text.get(at..)
    })
}

/// Whether the row is the name of a municipality or a region and nothing more.
fn is_organisation(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split_whitespace().count();
    (1..=4).contains(&words)
        && (lower.ends_with(" kommun")
            || lower.ends_with(" stad")
            || lower.ends_with("landsting")
            || lower.starts_with("region "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_compiles() {
        assert!(FIXED.is_some());
    }
}
