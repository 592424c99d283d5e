//! Spreadsheets and word files that were dumped as rows with tabs.

use super::{Finder, Start};
use crate::model::record::DocumentKind;
use crate::split::rows::Row;

impl Finder<'_, '_> {
    /// A spreadsheet or a word file was dumped here, or such a dump ends.
    pub(super) fn dump(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
        let ahead =
            self.rows[i..].iter().filter(|row| !row.blank()).take(9).filter(|row| row.tabbed()).count();
        let behind: Vec<bool> = self.rows[floor.min(i)..i]
            .iter()
            .rev()
            .filter(|row| !row.blank())
            .take(6)
            .map(Row::tabbed)
            .collect();
        let in_sheet =
            current.is_some_and(|start| start.why == "sheet" && behind.iter().all(|tabbed| *tabbed));
        let tabs_behind = behind.iter().filter(|tabbed| **tabbed).count();
        let begins = !in_sheet
            && ahead >= 6
            && tabs_behind == 0
            && (self.rows[i].tabbed() || sheet(&self.rows[i].text));
        let ends = ahead <= 1 && tabs_behind >= 4 && !self.rows[i].tabbed() && self.rows[i].lead > 0;
        if begins {
            return Some(self.plain(i, DocumentKind::Tabell, "sheet"));
        }
        ends.then(|| self.plain(i, DocumentKind::Okand, "after sheet"))
    }
}

/// The name that spreadsheet programs give a sheet.
pub(super) fn sheet(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["blad", "sheet"].iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    })
}
