//! Finds page furniture: counters, running heads and feet, address blocks.
//!
//! Rules hold without page breaks too, because many texts have lost them: a counter is known by its form, a running
//! line by standing near counters more than once, an address block by its labels and by coming back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::headings::Heading;
use super::rows::Row;

/// A page counter: "3 (12)", "Sida 3 av 12", "5(51)", "3 av 12".
static COUNTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:sid|sida|sidan|page)\.?:?\s*(\d{1,4})(?:\s*(?:\(|av|of|/)\s*(\d{1,4})\s*\)?)?|(\d{1,4})(?:\s?\(\s?(\d{1,4})\s?\)|\s(?:av|of)\s(\d{1,4})))$",
    )
    .ok()
});

/// A label of an address block.
static CONTACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:post|besöks|leverans|faktura|gatu|webb)adress|telefon(?:växel)?|tel|tfn|växel|fax|telefax|direkt",
        r"|e-?post(?:adress)?|e-?mail|hemsida|webb(?:plats)?|internet|bankgiro|plusgiro|postgiro|bg|pg",
        r"|org(?:anisations)?\.?\s?(?:nr|nummer))\b\.?:?|^www\.\S+$|^box \d|\b\d{3} \d{2} {0,2}[A-ZÅÄÖ][A-Za-zÅÄÖåäö]+$",
    ))
    .ok()
});

/// The page and, where printed, the number of pages of a counter.
pub(crate) fn counter(text: &str) -> Option<(u32, Option<u32>)> {
    if text.len() > 20 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let found = COUNTER.as_ref()?.captures(text)?;
    let number = |i: usize| found.get(i).and_then(|m| m.as_str().parse().ok());
    let page = number(1).or_else(|| number(3))?;
    Some((page, number(2).or_else(|| number(4)).or_else(|| number(5))))
}

/// The counter of a row: all of it, or what stands at its end after a wide gap.
pub(crate) fn counter_of(row: &Row<'_>) -> Option<(u32, Option<u32>)> {
    if let Some(found) = counter(&row.text) {
        return Some(found);
    }
    let at = row.raw.trim_end().rfind("   ").or_else(|| row.raw.trim_end().rfind('\t'))?;
    counter(row.raw[at..].trim()).filter(|(_, total)| total.is_some())
}

/// Whether a row has the look of an address block.
pub(crate) fn contact(text: &str) -> bool {
    text.chars().count() <= 90 && CONTACT.as_ref().is_some_and(|r| r.is_match(text))
}

/// Marks every row that is page furniture.
pub(crate) fn mark(rows: &mut [Row<'_>]) {
    let counters: Vec<bool> = rows.iter().map(|row| counter(&row.text).is_some()).collect();
    let edges = page_edges(rows, &counters);
    let running = running_lines(rows, &edges);
    let heads = counted_heads(rows);
    let signed: Vec<bool> = (0..rows.len()).map(|i| edges[i] < 0 && signs(rows, i)).collect();
    for (i, row) in rows.iter_mut().enumerate() {
        let bare = edges[i].abs() == 1 && row.text.len() <= 4 && row.text.bytes().all(|b| b.is_ascii_digit());
        // A heading of items ("Förslag till beslut") may come back at the same height of every page.
        let heads_a_part = row.heading.is_some_and(|heading| heading != Heading::Furniture);
        // Nor is what a body decides or proposes, at the head of every memo, a running head.
        let text =
            heads_a_part || signed[i] || row.text.starts_with("att ") || super::organs::acts(&row.text);
        let runs = running.contains(&shape(&row.text)) && edges[i] != 0 && !text;
        let counted = counter_of(row).is_some() && heads.contains(&head_shape(row));
        row.furniture |= !row.blank() && (counters[i] || bare || runs || counted);
    }
    mark_addresses(rows);
}

/// Whether a row is the name or the office of somebody who signs, or one of those who get a decision: papers of one house
/// end alike.
fn signs(rows: &[Row<'_>], i: usize) -> bool {
    const REACH: usize = 10;
    let text = rows[i].text.as_str();
    let office = |text: &str| {
        text.chars().count() <= 40 && super::people::offices::any(text) && text.split(' ').count() <= 4
    };
    let below = || rows[i + 1..].iter().find(|row| !row.blank()).is_some_and(|row| office(&row.text));
    if office(text) || super::people::is_name(text) && below() {
        return true;
    }
    let above = rows[..i].iter().rev().take(REACH).take_while(|row| !row.blank());
    above.filter_map(|row| row.heading).next() == Some(Heading::SentTo)
}

/// Shapes of lines that a page counter ends after a wide gap ("Hamnnämnden      3 (22)") and that come back.
fn counted_heads(rows: &[Row<'_>]) -> BTreeSet<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.blank() && counter_of(row).is_some()) {
        *count.entry(head_shape(row)).or_default() += 1;
    }
    count.retain(|_, times| *times >= 2);
    count.into_keys().collect()
}

/// The shape of a row that a page counter ends: the counter says that its digits change, however few the words are
/// ("HN      3 (22)"). A first page has more in its head ("HAMNSTAD      FÖREDRAGNINGSLISTA      1 (4)"), so that the
/// column beside the counter tells.
fn head_shape(row: &Row<'_>) -> String {
    let columns = super::agenda::segments(row.raw);
    let beside = columns.len().checked_sub(2).and_then(|at| columns.get(at)).map_or("", |(_, text)| text);
    let text = if beside.is_empty() { row.text.as_str() } else { beside };
    text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// A row with its digits made equal, so that running heads with page numbers count as one.
///
/// Only where words carry the line: a number alone must not make all numbers furniture.
fn shape(text: &str) -> String {
    if text.chars().filter(|c| c.is_alphabetic()).count() < 8 {
        return text.to_owned();
    }
    text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// For each row where it stands at a page's edge: 1–4 rows with text below it, −1 to −4 above it; 0 for none. An
/// edge is a known page start, or a counter.
fn page_edges(rows: &[Row<'_>], counters: &[bool]) -> Vec<i8> {
    let mut edges = vec![0i8; rows.len()];
    let mut set = |i: usize, near: i8| {
        if edges[i] == 0 || near.abs() < edges[i].abs() {
            edges[i] = near;
        }
    };
    let at: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].page_start || counters[*i]).collect();
    // Found by halving: a packet of blank pages would be walked through once for each of them.
    let printed: Vec<usize> = (0..rows.len()).filter(|i| !rows[*i].blank()).collect();
    for start in at {
        let own = usize::from(counters[start]);
        let after = &printed[printed.partition_point(|i| *i < start + own)..];
        let before = &printed[..printed.partition_point(|i| *i < start)];
        (1i8..=4).zip(after).for_each(|(near, i)| set(*i, near));
        (1i8..=4).zip(before.iter().rev()).for_each(|(near, i)| set(*i, -near));
    }
    edges
}

/// Shapes of short lines that come back at pages' edges; where pages are known, at the same distance from the edge.
fn running_lines(rows: &[Row<'_>], edges: &[i8]) -> BTreeSet<String> {
    let mut count: BTreeMap<(String, i8), usize> = BTreeMap::new();
    let pages = rows.iter().filter(|row| row.page_start).count();
    for (row, edge) in rows.iter().zip(edges) {
        let length = row.text.chars().count();
        if *edge == 0 || !(3..=90).contains(&length) || row.text.ends_with(['.', ',']) {
            continue;
        }
        let weight = if edge.abs() <= 2 { 3 } else { 2 };
        let place = if pages > 0 { *edge } else { 0 };
        *count.entry((shape(&row.text), place)).or_default() += weight;
    }
    // Two occurrences are enough in a short file, and where counters are all that is left of the pages.
    let least = if pages <= 4 { 6 } else { 9 };
    count.retain(|_, weight| *weight >= least);
    count.into_keys().map(|(shape, _)| shape).collect()
}

/// Marks address blocks that come back: labels and what stands between them.
fn mark_addresses(rows: &mut [Row<'_>]) {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let is_contact: Vec<bool> = rows.iter().map(|row| !row.blank() && contact(&row.text)).collect();
    for (row, yes) in rows.iter().zip(&is_contact) {
        if *yes {
            *count.entry(row.text.as_str()).or_default() += 1;
        }
    }
    let again: Vec<bool> = rows
        .iter()
        .zip(&is_contact)
        .map(|(row, yes)| *yes && count.get(row.text.as_str()).is_some_and(|n| *n > 1))
        .collect();
    let mut last: Option<usize> = None;
    for i in 0..rows.len() {
        if !again[i] {
            continue;
        }
        if let Some(from) = last {
            let between: Vec<usize> = (from + 1..i).filter(|j| !rows[*j].blank()).collect();
            if between.len() <= 2 && between.iter().all(|j| rows[*j].text.chars().count() <= 40) {
                for j in between {
                    rows[j].furniture = true;
                }
            }
        }
        rows[i].furniture = true;
        last = Some(i);
    }
}
