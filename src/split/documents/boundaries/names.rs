//! Documents that begin without a head, by a name at the top of a page.
//!
//! A name is a title that an item or an attachment has, a word for a kind ("Motion", "Redovisning av
//! delegationsbeslut"), "Bilaga", or whom a letter is to.

use std::collections::BTreeSet;

use super::{Finder, Known, Start};
use crate::model::record::DocumentKind;
use crate::split::documents::likeness;
use crate::split::documents::signs;
use crate::split::headings::{self, Heading};
use crate::split::rows::Row;

impl Finder<'_, '_> {
    /// A title that is known stands at the top of the page.
    pub(super) fn titled(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
        if self.in_list(i, floor) || self.in_head(i, current, 8) {
            return None;
        }
        let (mut title, mut printed) = (String::new(), String::new());
        let mut best: Option<(f64, String, &Known, bool)> = None;
        let mut next = signs::ahead(self.rows, i, 5).filter(|(at, _)| !self.rows[*at].furniture).peekable();
        for _ in 0..4 {
            let Some((_, text)) = next.next() else { break };
            if text.chars().count() > 100 || text.ends_with(['.', ':', ';']) {
                break;
            }
            crate::split::lines::append(&mut title, text);
            // The body whose paper it is may stand below the title: it tells which title it is, but is none of it.
            let body = !printed.is_empty()
                && !printed.ends_with(['-', ',', '–'])
                && !printed.ends_with(" till")
                && crate::split::organs::is_elected(text);
            if !body {
                printed.clone_from(&title);
            }
            let words: BTreeSet<String> = likeness::words(&title).into_iter().collect();
            // A line of which most words stand in no title begins none.
            if words.iter().filter(|word| self.known_words.contains(word.as_str())).count() * 2 < words.len()
            {
                break;
            }
            let below = next.peek().map_or("", |(_, text)| *text);
            if words.len() >= 2
                && let Some((like, known)) = self.likest(&words, opens_text(below))
                && best.as_ref().is_none_or(|(most, ..)| like > *most)
            {
                let memo =
                    headings::recognise(below).is_some_and(|headed| headed.heading == Heading::Proposal);
                best = Some((like, printed.clone(), known, memo));
            }
        }
        let (_, title, known, memo) = best?;
        let again = current.is_some_and(|start| {
            start.head.subject.as_deref() == Some(known.title.as_str()) && i < start.at + 60
        });
        if again {
            return None;
        }
        let kind = if memo { DocumentKind::Tjansteskrivelse } else { DocumentKind::Okand };
        let mut start = self.plain(i, kind, "title");
        start.head.subject = Some(title);
        Some(start)
    }

    /// The known title that these words carry; above a section's heading less will do.
    fn likest(&self, words: &BTreeSet<String>, section: bool) -> Option<(f64, &Known)> {
        let enough = |like: likeness::Likeness| {
            like.both >= 0.9 || (section && (like.both >= 0.7 || like.shorter >= 0.99 && like.count >= 3))
        };
        self.known
            .iter()
            .map(|known| (likeness::of(&known.words, words), known))
            .filter(|(like, _)| enough(*like))
            .map(|(like, known)| (like.both, known))
            .max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// Whether an indented row can be the next entry of a list of papers whose bullets were lost.
    fn in_list(&self, i: usize, floor: usize) -> bool {
        let behind: Vec<&Row<'_>> =
            self.rows[floor.min(i)..i].iter().rev().filter(|row| row.speaks()).take(9).collect();
        let at = behind.iter().position(|row| row.heading == Some(Heading::Basis));
        self.rows[i].lead > 0 && at.is_some_and(|at| behind[..at].iter().any(|row| row.lead > 0) || at == 0)
    }

    /// A word that names a kind, an address ("Till …"), or "Bilaga" opens the page.
    pub(super) fn named(&self, i: usize, current: Option<&Start>) -> Option<Start> {
        let text = &self.rows[i].text;
        if self.paged
            && let Some(kind) = self.list_or_motion(i, current)
        {
            return Some(self.plain(i, kind, "kind word"));
        }
        // Only behind a letterhead do a title and a receiver stand.
        let headed = current.is_some_and(|start| start.after > start.at);
        // What came with a short e-mail begins on a page of its own.
        let behind_mail =
            self.rows[i].page_start && current.is_some_and(|start| start.kind == DocumentKind::Epost);
        if !behind_mail && self.in_head(i, current, if headed { 8 } else { 3 }) {
            return None;
        }
        let capitals = !text.chars().any(char::is_lowercase);
        if let Some(kind) = signs::kind_in_columns(self.rows, i).filter(|_| capitals || self.paged) {
            let same = current.is_some_and(|start| start.kind == kind);
            let inner = matches!(
                kind,
                DocumentKind::Kallelse | DocumentKind::Foredragningslista | DocumentKind::Tjansteskrivelse
            );
            return (!same && !inner).then(|| self.plain(i, kind, "kind word"));
        }
        let words = text.split(' ').count();
        if text.starts_with("Bilaga ") && words <= 14 && !text.ends_with(['.', ':']) && self.after_text(i) {
            // Below a bare number stands what it is.
            let bare = signs::attachment_mark(&self.rows[i]).is_some();
            let kind = if bare { DocumentKind::Okand } else { DocumentKind::Bilaga };
            return Some(self.plain(i, kind, "attachment"));
        }
        let addressed = text
            .strip_prefix("Till ")
            .is_some_and(|rest| rest.chars().next().is_some_and(char::is_alphabetic));
        (addressed
            && words <= 9
            && !text.ends_with(['.', ':'])
            && !text.contains(',')
            && self.after_text(i)
            && self.short_below(i))
        .then(|| self.plain(i, DocumentKind::Brev, "address"))
    }

    /// A list of what was decided or reported, or a motion, whose name opens a page, perhaps below a stamp.
    fn list_or_motion(&self, i: usize, current: Option<&Start>) -> Option<DocumentKind> {
        const MOTIONS: [&str; 6] = [
            "motion:",
            "motion om ",
            "motion av ",
            "motion till ",
            "motion angående ",
            "interpellation till ",
        ];
        let page = self.rows[i].page;
        let top = signs::ahead(self.rows, i, 4).filter(|(at, _)| self.rows[*at].page == page);
        let short = top.take_while(|(_, text)| text.chars().count() <= 90 && !text.ends_with('.'));
        let (at, kind) = short.into_iter().find_map(|(at, text)| {
            let lower = text.to_lowercase();
            if signs::is_list(text) {
                Some((at, DocumentKind::Anmalningslista))
            } else if MOTIONS.iter().any(|word| lower.starts_with(word)) {
                Some((at, DocumentKind::Motion))
            } else {
                None
            }
        })?;
        // The heading of a list comes back on its every page.
        let again = current.is_some_and(|start| {
            start.kind == kind && self.rows[start.at..i].iter().any(|row| row.text == self.rows[at].text)
        });
        (!again).then_some(kind)
    }

    /// Whether the row before this one ends something, so that this one is no wrapped line.
    fn after_text(&self, i: usize) -> bool {
        self.paged
            || self.rows[..i]
                .iter()
                .rev()
                .find(|row| row.speaks())
                .is_none_or(|row| row.text.ends_with(['.', ':', '!', '?']) || row.text.chars().count() < 55)
    }

    /// Whether a short line, not running text, follows.
    fn short_below(&self, i: usize) -> bool {
        signs::ahead(self.rows, i + 1, 1).next().is_some_and(|(_, text)| text.chars().count() < 60)
    }
}

/// Whether a line opens the text of a memo or report.
fn opens_text(text: &str) -> bool {
    headings::recognise(text).is_some() || {
        let lower = text.to_lowercase();
        ["inledning", "syfte", "bakgrund", "1 ", "1. ", "innehåll"].iter().any(|word| lower.starts_with(word))
    }
}
