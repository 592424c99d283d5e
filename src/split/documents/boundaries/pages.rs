//! What the pages say of themselves: their counters, and the lines that they repeat.
//!
//! The packet's own counter runs through all documents and says nothing of where one begins; it is told from the
//! others by its total.

use super::Finder;
use crate::split::documents::signs;
use crate::split::furniture;
use crate::split::headings::Heading;
use crate::split::rows::Row;

impl Finder<'_, '_> {
    /// Whether the page before this one says that it was its document's last.
    pub(super) fn after_last_page(&self, i: usize, floor: usize) -> bool {
        let ends = |row: &Row<'_>| {
            furniture::counter_of(row)
                .is_some_and(|(page, total)| total == Some(page) && page > 1 && total != self.total)
        };
        let behind = self.rows[floor.min(i)..i].iter().rev().filter(|row| !row.blank());
        if !self.paged {
            // Whether a counter stands at a page's head or foot cannot be told.
            return false;
        }
        let before = self.rows[i].page.map(|page| page.saturating_sub(1));
        behind.filter(|row| row.page != self.rows[i].page).take_while(|row| row.page == before).any(ends)
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
    let ((first, total), (last, other)) = (*counters.first()?, *counters.last()?);
    let between = counters.iter().any(|(_, inner)| *inner < total);
    (total == large && other == total && first < last && between && times(total) >= 3).then_some(total)
}
