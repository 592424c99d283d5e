//! The same file twice in one packet: once dumped behind the message it came with, once as pages.

use std::collections::{BTreeMap, BTreeSet};

use super::boundaries::Start;
use super::likeness::{self, share};
use crate::model::date::Date;
use crate::model::record::DocumentKind;
use crate::split::furniture;
use crate::split::numbers;
use crate::split::rows::Row;

/// Lines that occur exactly twice, each with the row of its other occurrence.
fn twins(rows: &[Row<'_>], from: usize) -> BTreeMap<usize, usize> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate().skip(from) {
        if row.text.chars().count() >= 8 && furniture::counter(&row.text).is_none() {
            let at = places.entry(row.text.as_str()).or_default();
            if at.len() < 3 {
                at.push(i);
            }
        }
    }
    places.values().filter(|at| at.len() == 2).flat_map(|at| [(at[0], at[1]), (at[1], at[0])]).collect()
}

/// Adds the starts that the other copy of a stretch shows.
pub(crate) fn align(rows: &[Row<'_>], from: usize, starts: &mut Vec<Start>) {
    let twins = twins(rows, from);
    let mut more: Vec<Start> = Vec::new();
    for start in starts.iter().filter(|start| start.kind != DocumentKind::Skiljeblad) {
        let Some((at, first)) = mirrored(rows, &twins, start.after) else { continue };
        let taken = |known: &Start| known.at + 12 >= at && known.at <= first + 3;
        if at < from || starts.iter().chain(&more).any(taken) {
            continue;
        }
        more.push(Start::new(at, start.kind, "copy"));
    }
    starts.extend(more);
    starts.sort_by_key(|start| start.at);
}

/// Where the copy of the stretch that begins at `start` begins, and its first line that both share.
fn mirrored(rows: &[Row<'_>], twins: &BTreeMap<usize, usize>, start: usize) -> Option<(usize, usize)> {
    let ahead: Vec<usize> = (start..rows.len()).filter(|i| rows[*i].speaks()).take(24).collect();
    let mapped: Vec<usize> = ahead.iter().filter_map(|i| twins.get(i).copied()).collect();
    let rising = mapped.windows(2).filter(|pair| pair[0] < pair[1] && pair[1] - pair[0] < 60).count();
    if mapped.len() < 10 || rising + 3 < mapped.len() {
        return None;
    }
    let first = *mapped.first()?;
    if first.abs_diff(start) < 30 {
        return None;
    }
    // Back over lines that have no twin: the head that the copies do not share.
    let mut begin = first;
    let mut seen = 0;
    for i in (0..first).rev() {
        let row = &rows[i];
        if row.blank() {
            continue;
        }
        seen += 1;
        if twins.contains_key(&i) || seen > 8 || furniture::counter(&row.text).is_some() || row.furniture {
            break;
        }
        if row.lead > 0 || row.page_start || i == 0 || rows[i - 1].blank() {
            begin = i;
        }
    }
    // A candidate with a page's blank in front is better than a line further up.
    let indented = (begin..=first).find(|i| rows[*i].lead > 0 && rows[*i].speaks());
    Some((indented.filter(|_| rows[begin].lead > 0).unwrap_or(begin), first))
}

/// A stretch of the packet, with what tells copies apart.
pub(crate) struct Copy {
    words: BTreeSet<String>,
    dated: Option<Date>,
    /// The numbers that its head bears.
    numbers: Vec<String>,
    /// The title that its head prints.
    title: Option<String>,
}

impl Copy {
    /// The words of these rows, and what their head tells.
    pub(crate) fn new(rows: &[Row<'_>], start: &Start) -> Self {
        let text = rows.iter().filter(|row| row.speaks()).flat_map(|row| likeness::words(&row.text));
        Self {
            words: text.collect(),
            dated: start.head.date,
            numbers: start.head.number.as_deref().map(numbers::labelled).unwrap_or_default(),
            title: start.head.subject.clone(),
        }
    }

    /// Whether the heads of two stretches say that they are of two matters, however alike their texts are: memos of one
    /// kind often differ in nothing else.
    fn parted(&self, other: &Self) -> bool {
        let dated = self.dated.zip(other.dated).is_some_and(|(own, other)| own != other);
        let numbered = !self.numbers.is_empty()
            && !other.numbers.is_empty()
            && !self.numbers.iter().any(|own| other.numbers.iter().any(|other| numbers::same(own, other)));
        let titles = self.title.as_deref().zip(other.title.as_deref());
        let titled = titles.is_some_and(|(own, other)| likeness::titles(own, other).both < SAME);
        dated || numbered || titled
    }

    /// Whether two stretches are copies of one file.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let (small, large) =
            (self.words.len().min(other.words.len()), self.words.len().max(other.words.len()));
        if small < 20 || share(small, large) < 0.8 || self.parted(other) {
            return false;
        }
        likeness::of(&self.words, &other.words).both >= SAME
    }
}

/// From which likeness on two texts are one.
const SAME: f64 = 0.9;
