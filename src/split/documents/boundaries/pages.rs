//! What the pages say of themselves: their counters, and the lines that they repeat.
//!
//! The packet's own counter runs through all documents and says nothing of where one begins; it is told from the
//! others by its total.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finder, Start};
use crate::model::record::DocumentKind;
use crate::split::documents::signs;
use crate::split::furniture;
use crate::split::headings::Heading;
use crate::split::rows::Row;

impl Finder<'_, '_> {
    /// Whether the page before this one says that it was its document's last.
    pub(super) fn after_last_page(&self, i: usize) -> bool {
        let ends = |row: &Row<'_>| {
            furniture::counter_of(row).is_some_and(|(page, total)| total == Some(page) && total != self.total)
        };
        if !self.paged {
            // Whether a counter stands at a page's head or foot cannot be told.
            return false;
        }
        self.page_before(i).iter().any(ends)
    }

    /// The rows of the page before the one on which row `i` stands.
    fn page_before(&self, i: usize) -> &[Row<'_>] {
        let page = self.rows[i].page;
        let end = self.rows[..i].iter().rposition(|row| row.page != page).map_or(0, |at| at + 1);
        let before = end.checked_sub(1).and_then(|last| self.rows[last].page);
        let start = self.rows[..end].iter().rposition(|row| row.page != before).map_or(0, |at| at + 1);
        &self.rows[start..end]
    }

    /// The page says that it is its document's first: a counter of its own begins again.
    pub(super) fn first_page(&self, i: usize, current: Option<&Start>, from: usize) -> Option<Start> {
        let page = self.rows[i].page;
        if !self.paged || self.begun(i, current, from) || self.repeats_head(i, current) {
            return None;
        }
        // Without a total only a word makes a number a counter ("Sida: 1").
        let worded = |at: usize| {
            let columns = crate::split::agenda::segments(self.rows[at].raw);
            columns.last().is_some_and(|(_, text)| furniture::counter(text) == Some((1, None)))
        };
        let begins = self.page_hint(i) == Some(1)
            || signs::ahead(self.rows, i, 3)
                .take_while(|(at, _)| self.rows[*at].page == page)
                .any(|(at, _)| worded(at));
        begins.then(|| self.plain(i, DocumentKind::Okand, "first page"))
    }

    /// An attachment's mark ("Bilaga 2") stands in the corner of this page.
    pub(super) fn marked(&self, i: usize, current: Option<&Start>, from: usize) -> Option<Start> {
        let begins = !self.begun(i, current, from) && self.newly_marked(i);
        begins.then(|| self.plain(i, DocumentKind::Okand, "attachment"))
    }

    /// Whether a document began on this page already, the agenda before row `from` ends on it, or text of it stands
    /// above this row.
    fn begun(&self, i: usize, current: Option<&Start>, from: usize) -> bool {
        let last = current.map(|start| start.at).or_else(|| from.checked_sub(1));
        last.is_some_and(|last| self.rows[last].page == self.rows[i].page) || self.page_begins(i) < i
    }

    /// The first row with text of the page on which row `i` stands.
    pub(super) fn page_begins(&self, i: usize) -> usize {
        let page = self.rows[i].page;
        let first = self.rows[..i].iter().rposition(|row| row.page != page).map_or(0, |at| at + 1);
        (first..i).find(|at| !self.rows[*at].blank()).unwrap_or(i)
    }

    /// Whether an attachment's mark stands at the top of this page that the page before does not have.
    pub(super) fn newly_marked(&self, i: usize) -> bool {
        if !self.paged {
            return false;
        }
        let page = self.rows[i].page;
        let first = self.rows[..i].iter().rposition(|row| row.page != page).map_or(0, |at| at + 1);
        let end = self.rows[i..].iter().position(|row| row.page != page).map_or(self.rows.len(), |n| i + n);
        let (own, before) = (&self.rows[first..end], self.page_before(i));
        // The appendices of a report go on with its counter.
        let counts = |row: &Row<'_>| {
            furniture::counter_of(row).filter(|(_, total)| total.is_some() && *total != self.total)
        };
        let next: Vec<(u32, Option<u32>)> =
            before.iter().filter_map(counts).map(|(page, total)| (page.saturating_add(1), total)).collect();
        let goes_on = !next.is_empty() && own.iter().filter_map(counts).any(|own| next.contains(&own));
        !goes_on && mark(own).is_some_and(|mark| self::mark(before) != Some(mark))
    }

    /// The counter of the document's own pages close to the top of this page.
    pub(super) fn page_hint(&self, i: usize) -> Option<u32> {
        let own = |row: &Row<'_>| {
            furniture::counter_of(row)
                .filter(|(_, total)| total.is_some() && *total != self.total)
                .map(|(page, _)| page)
        };
        let page = self.rows[i].page;
        let first = if self.paged {
            self.rows[..i].iter().rposition(|row| row.page != page).map_or(0, |at| at + 1)
        } else {
            i
        };
        let top = signs::ahead(self.rows, first, 5)
            .filter(|(at, _)| self.rows[*at].page == page)
            .find_map(|(at, _)| own(&self.rows[at]));
        if top.is_some() || !self.paged {
            return top;
        }
        let end = self.rows[i..].iter().position(|row| row.page != page).map_or(self.rows.len(), |n| i + n);
        self.rows[i..end].iter().rev().filter(|row| !row.blank()).take(10).find_map(own)
    }

    /// Whether the page whose text begins at row `i` is of the agenda that begins at row `top`: it says so by its counter
    /// or its running head, or begins with what goes on with an item or closes a notice.
    pub(super) fn is_of_agenda(&self, top: usize, i: usize) -> bool {
        const HEAD: usize = 4;
        const CLOSE: usize = 5;
        let page = self.rows[i].page;
        let lines = |from: usize, most: usize| {
            let page = self.rows[from].page;
            signs::ahead(self.rows, from, most).take_while(move |(at, _)| self.rows[*at].page == page)
        };
        let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_ascii_digit()).collect() };
        let heads: Vec<String> = lines(top, HEAD).map(|(_, text)| plain(text)).collect();
        let same = lines(i, HEAD).filter(|(_, text)| heads.contains(&plain(text)));
        // The house's name, its body and the day head every paper.
        let house = |at: usize| {
            crate::split::agenda::segments(self.rows[at].raw).iter().all(|(_, text)| {
                signs::organisation(text)
                    || crate::split::organs::is_elected(text)
                    || signs::sends(text)
                    || signs::bare_day(text)
            })
        };
        let (own, houses): (Vec<_>, Vec<_>) = same.partition(|(at, _)| !house(*at));
        let row = &self.rows[i];
        let section = row.heading.is_some_and(|heading| heading != Heading::Furniture);
        let small = row.text.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | '-' | '–' | '•'));
        let short =
            self.rows[i..].iter().take_while(|row| row.page == page).filter(|row| !row.blank()).count() < 2;
        let closes = lines(i, CLOSE).any(|(_, text)| crate::split::agenda::closes_notice(text));
        self.page_hint(i).is_some_and(|page| page > 1)
            || !own.is_empty()
            || houses.len() >= 2
            || section
            || small
            || short
            || closes
            || signs::begins_item(&row.text)
    }

    /// Whether this page says by itself that it goes on.
    pub(super) fn continues(&self, i: usize) -> bool {
        self.page_hint(i).is_some_and(|page| page > 1)
            || signs::ahead(self.rows, i, 7)
                .take_while(|(at, _)| !self.paged || self.rows[*at].page == self.rows[i].page)
                .any(|(at, _)| self.rows[at].heading == Some(Heading::SentTo))
    }

    /// Whether a running line is new here: a cover carries the words that its pages repeat.
    pub(super) fn cover(&self, i: usize, floor: usize) -> bool {
        let text = &self.rows[i].text;
        self.paged
            && furniture::counter(text).is_none()
            && !furniture::contact(text)
            && text.chars().filter(|c| c.is_alphabetic()).count() >= 8
            && !self.rows[floor.min(i)..i].iter().any(|row| row.text == *text)
    }
}

/// The attachment's mark among the first lines of a page; `None` where there are several, as in a list.
fn mark(page: &[Row<'_>]) -> Option<String> {
    const LINES: usize = 3;
    let mut marks = page.iter().filter(|row| !row.blank()).take(LINES).filter_map(signs::attachment_mark);
    let one = marks.next();
    one.filter(|_| marks.next().is_none())
}

/// The total that a counter names on most pages, from the first on to the last, where papers of several kinds stand on
/// them.
fn runs_through(rows: &[Row<'_>]) -> Option<u32> {
    const LINES: usize = 3;
    const LEAST: usize = 4;
    const BEGINS: usize = 2;
    let mut totals: BTreeMap<u32, (Option<u32>, usize)> = BTreeMap::new();
    let (mut pages, mut lines, mut heads) = (0, 0, BTreeSet::new());
    for (i, row) in rows.iter().enumerate() {
        if row.page_start {
            (pages, lines) = (pages + 1, 0);
        }
        if row.blank() {
            continue;
        }
        lines += 1;
        if lines <= LINES {
            // A notice and its agenda are one.
            let kind = signs::kind_in_columns(rows, i).map(|kind| match kind {
                DocumentKind::Foredragningslista => DocumentKind::Kallelse.word().to_owned(),
                kind => kind.word().to_owned(),
            });
            heads.extend(signs::attachment_mark(row).or(kind));
        }
        let counter = furniture::counter_of(row).and_then(|(_, total)| total);
        if let Some(total) = counter.filter(|total| pages <= BEGINS || totals.contains_key(total)) {
            let (last, times) = totals.entry(total).or_default();
            *times += usize::from(*last != row.page || *times == 0);
            *last = row.page;
        }
    }
    let (total, (last, times)) = totals.into_iter().max_by_key(|(_, (_, times))| *times)?;
    // More pages than it names are of many papers with as many pages each.
    let one = usize::try_from(total).is_ok_and(|total| times <= total) && last == rows.last()?.page;
    (one && pages >= LEAST && times * 5 >= pages * 3 && heads.len() >= 2).then_some(total)
}

/// The number of pages that the packet's own counter names: a large total that comes back, or the one that both the
/// first and the last counter name, with counters of other documents between them.
pub(super) fn packet_total(rows: &[Row<'_>]) -> Option<u32> {
    const LARGE: u32 = 60;
    let counters: Vec<(u32, u32)> = rows
        .iter()
        .filter(|row| !row.blank())
        .filter_map(furniture::counter_of)
        .filter_map(|(page, total)| Some((page, total?)))
        .collect();
    let large = counters.iter().map(|(_, total)| *total).max()?;
    let times = |wanted: u32| counters.iter().filter(|(_, total)| *total == wanted).count();
    if large > LARGE && times(large) >= 2 {
        return Some(large);
    }
    if let Some(total) = runs_through(rows) {
        return Some(total);
    }
    let ((first, total), (last, other)) = (*counters.first()?, *counters.last()?);
    let between = counters.iter().any(|(_, inner)| *inner < total);
    (total == large && other == total && first < last && between && times(total) >= 3).then_some(total)
}
