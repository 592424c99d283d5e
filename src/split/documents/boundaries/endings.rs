//! What only ends documents: recipients, signatures, lists of papers, and a counter at its total.
//!
//! A page behind such lines begins a document, although nothing on it says so.

use super::{Finder, Start};
use crate::model::record::DocumentKind;
use crate::split::documents::signs;
use crate::split::furniture;
use crate::split::headings::Heading;
use crate::split::people::offices;
use crate::split::rows::Row;

impl Finder<'_, '_> {
    /// A page begins after lines that only end documents.
    pub(super) fn after_end(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
        let behind: Vec<&Row<'_>> = self.rows[floor.min(i)..i]
            .iter()
            .rev()
            .filter(|row| row.speaks() || (!row.blank() && furniture::contact(&row.text)))
            .take(14)
            .collect();
        let kind = current.map_or(DocumentKind::Okand, |start| start.kind);
        let text = &self.rows[i].text;
        let small = text
            .chars()
            .next()
            .is_some_and(|c| c.is_lowercase() || !(c.is_alphanumeric() || matches!(c, '"' | '”' | '§')));
        // A telephone number below a signature belongs to it.
        let wordless = text.chars().filter(|c| c.is_alphabetic()).count() < 3;
        if small || wordless || behind.is_empty() || signed_off_below(self.rows, i) || self.within_pages(i) {
            return None;
        }
        if self.after_last_page(i) && !self.repeats_head(i, current) {
            return Some(self.plain(i, DocumentKind::Okand, "after last page"));
        }
        let why = ended(&behind, &self.rows[i], kind, self.paged)?;
        let address = signs::ahead(self.rows, i, 6).filter(|(_, text)| furniture::contact(text)).count() >= 2;
        if address && why != "after recipients" {
            return None;
        }
        Some(self.plain(i, DocumentKind::Okand, why))
    }

    /// Whether a counter right above says, in a file without pages, that what stands here is of the document before: at
    /// the foot of a page that is not its last, or a section's heading at the top of one that is not its first.
    fn within_pages(&self, i: usize) -> bool {
        const LINES: usize = 3;
        let above = self.rows[..i].iter().rev().filter(|row| !row.blank()).take(LINES);
        let counter = above.filter_map(furniture::counter_of).next();
        let Some((page, Some(total))) = counter.filter(|(_, total)| !self.paged && *total != self.total)
        else {
            return false;
        };
        let contact = || signs::ahead(self.rows, i, 6).any(|(_, text)| furniture::contact(text));
        let section = self.rows[i].heading.is_some_and(|heading| {
            matches!(
                heading,
                Heading::Summary | Heading::Description | Heading::Assessment | Heading::Consequences
            )
        });
        page < total && contact() || page > 1 && section
    }
}

/// Whether signatures stand among the first rows from `i` on: then the page ends the document before it.
fn signed_off_below(rows: &[Row<'_>], i: usize) -> bool {
    let near: Vec<&str> = signs::ahead(rows, i, 8)
        .filter(|(at, _)| !rows[*at].furniture)
        .map(|(_, text)| text)
        .take(4)
        .collect();
    near.windows(2).any(|pair| name_like(pair[0]) && office(pair[1]))
}

/// What ended before `row`, reading backwards from it.
fn ended(behind: &[&Row<'_>], row: &Row<'_>, kind: DocumentKind, paged: bool) -> Option<&'static str> {
    let under = |heading: Heading, most: usize| {
        let at = behind.iter().take(most).position(|row| row.heading == Some(heading))?;
        let list = &behind[..at];
        let short = |row: &&Row<'_>| {
            row.text.chars().count() < 80 && !row.text.ends_with('.') || row.text.contains('@')
        };
        ((at > 0 || paged) && list.iter().all(short)).then_some(list)
    };
    if under(Heading::SentTo, 13).is_some() {
        return Some("after recipients");
    }
    let texts: Vec<&str> = behind.iter().map(|row| row.text.as_str()).collect();
    // The second of two who sign has an office too.
    let signs = name_like(&row.text) || row.text.split(' ').count() <= 3 && office(&row.text);
    if !signs && texts.windows(2).take(2).any(|pair| office(pair[0]) && name_like(pair[1])) {
        return Some("after signature");
    }
    if behind.first().is_some_and(|last| parties(last)) {
        return Some("after signatures of the parties");
    }
    let capitals = !row.text.chars().any(char::is_lowercase);
    if let Some(list) = under(Heading::Basis, 9) {
        // Where the bullets were lost, an indented line may be the list's next entry.
        // A blank before every line of a page sets nothing in.
        let least = usize::from(paged);
        let indented = list.iter().any(|entry| entry.lead > least) && row.lead > least;
        let goes_on = crate::split::agenda::begins_point(&row.text) || (indented && !capitals);
        return (!goes_on).then_some("after list of papers");
    }
    // A greeting over a name ends a letter with its page.
    let greets = |text: &&str| {
        let lower = text.trim_end_matches(['!', ',', '.']).to_lowercase();
        matches!(
            lower.as_str(),
            "med vänlig hälsning" | "med vänliga hälsningar" | "vänliga hälsningar" | "vänlig hälsning"
        )
    };
    if paged && texts.iter().skip(1).take(3).any(greets) {
        return Some("after signature of a letter");
    }
    let letter = matches!(kind, DocumentKind::Epost | DocumentKind::Brev);
    let short = row.text.chars().count() <= 60;
    (letter && short && texts.iter().take(2).any(|text| furniture::contact(text)))
        .then_some("after signature of a letter")
}

/// Whether a line holds the columns in which the parties of a contract sign ("För Strandviks kommun      För Hamn AB").
fn parties(row: &Row<'_>) -> bool {
    let columns = crate::split::agenda::segments(row.raw);
    columns.len() == 2 && columns.iter().all(|(_, text)| text.starts_with("För ") && !text.ends_with('.'))
}

/// Whether a line is one or two names and nothing else.
fn name_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=6).contains(&words.len())
        && words.iter().all(|word| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase)
                && chars.clone().any(char::is_lowercase)
                && chars.all(|c| c.is_alphabetic() || matches!(c, '-' | '´' | '’' | '\''))
        })
}

/// Whether a line names an office that somebody signs in.
fn office(text: &str) -> bool {
    text.chars().count() <= 80 && !text.ends_with(['.', ':', ',']) && offices::any(text)
}
