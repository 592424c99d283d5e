//! Heads of documents: letterheads, e-mails, extracts, and the dividers between items.
//!
//! Comes in: a row. Goes out: the document that its head begins, from the top of the page on which it stands.
//! Invariant: a head that repeats the current document's own begins nothing.

use std::collections::BTreeSet;

use super::{Finder, Start};
use crate::model::record::DocumentKind;
use crate::split::documents::likeness;
use crate::split::documents::signs::{self, Head, Sign};
use crate::split::furniture;
use crate::split::headings::Heading;

impl Finder<'_, '_> {
    /// A head stands here or a few short lines below, and not the same one as the current document's.
    pub(super) fn signed(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
        let sign = self.sign_below(i)?;
        if matches!(sign.kind, DocumentKind::Kallelse | DocumentKind::Foredragningslista) && i == 0 {
            return None;
        }
        if let Some(current) = current
            && same_head(current, &sign)
        {
            return None;
        }
        // The pages of minutes go on from paragraph to paragraph: an extract may begin with any.
        let extract = sign.kind == DocumentKind::Protokollsutdrag
            && current.is_none_or(|start| start.kind != DocumentKind::Protokollsutdrag);
        if !extract && self.page_hint(i).is_some_and(|page| page > 1) {
            return None;
        }
        // Without pages it cannot be told whether the lines above an extract are its own.
        let inside =
            sign.kind == DocumentKind::Epost || sign.kind == DocumentKind::Protokollsutdrag && !self.paged;
        let at = if inside { sign.at } else { self.back_to_page_top(i, floor) };
        Some(Start { after: sign.after, head: sign.head, ..Start::new(at, sign.kind, "head") })
    }

    /// The sign at this row, or below a few lines that can only be a sender's name and place.
    fn sign_below(&self, i: usize) -> Option<Sign> {
        for (at, text) in signs::ahead(self.rows, i, 4) {
            if let Some(sign) = signs::at(self.rows, at) {
                return Some(sign);
            }
            let heading = self.rows[at].heading.is_some_and(|heading| heading != Heading::SentTo);
            let quiet = text.chars().count() <= 45 && !text.ends_with(['.', ':', ';', ',']) && !heading;
            if !quiet || at > i + 6 {
                return None;
            }
        }
        None
    }

    /// The top of the page on which a head stands: a few short lines above it belong to it.
    fn back_to_page_top(&self, at: usize, floor: usize) -> usize {
        let mut best = at;
        let mut seen = 0;
        for i in (floor..at).rev() {
            let row = &self.rows[i];
            if row.blank() {
                continue;
            }
            seen += 1;
            let quiet = row.text.chars().count() <= 45 && !row.text.ends_with(['.', ':', ';', ',']);
            if seen > 3 || !quiet || self.rows[i].page != self.rows[at].page {
                break;
            }
            if self.paged || row.lead > 0 {
                best = i;
            }
            if row.lead > 0 && !self.paged {
                break;
            }
        }
        best
    }

    /// A divider: an item's number, its title, its diarienummer, and no more.
    pub(super) fn divider(&self, i: usize) -> Option<Start> {
        let first = &self.rows[i].text;
        let numbered = first.len() <= 12
            && first
                .trim_start_matches(|c: char| c.is_alphabetic() || c == ' ' || c == '§')
                .trim_end_matches('.')
                .parse::<u32>()
                .is_ok();
        if !numbered && !self.candidate(i) {
            return None;
        }
        let mut title = String::new();
        for (at, text) in signs::ahead(self.rows, i + usize::from(numbered), 7) {
            if signs::is_number(text) {
                let words: BTreeSet<String> = likeness::words(&title).into_iter().collect();
                let item = self
                    .known
                    .iter()
                    .find(|known| known.item && likeness::of(&known.words, &words).both >= 0.85)?;
                let head = Head {
                    number: Some(text.to_owned()),
                    subject: Some(item.title.clone()),
                    ..Head::default()
                };
                let top = Start::new(self.page_top(i), DocumentKind::Skiljeblad, "divider");
                return Some(Start { after: at + 1, head, ..top });
            }
            if text.chars().count() > 90
                || text.ends_with(['.', ':'])
                || furniture::contact(text)
                || furniture::counter(text).is_some()
            {
                return None;
            }
            title.push_str(text);
            if !title.ends_with('-') {
                title.push(' ');
            }
        }
        None
    }

    /// The first furniture row of the page on whose first text row `i` stands.
    fn page_top(&self, i: usize) -> usize {
        let above = self.rows[..i].iter().enumerate().rev().take(14);
        let blank_or_head = above
            .take_while(|(_, row)| row.blank() || (row.furniture && furniture::counter(&row.text).is_none()));
        blank_or_head.filter(|(_, row)| row.furniture).map(|(at, _)| at).last().unwrap_or(i)
    }
}

/// Whether a repeated head belongs to the current document's next page.
fn same_head(current: &Start, sign: &Sign) -> bool {
    let (a, b) = (&current.head, &sign.head);
    if !b.values.is_empty() && a.values == b.values {
        return true;
    }
    let tells_nothing_new = sign.kind == DocumentKind::Okand
        || (sign.kind == DocumentKind::Protokollsutdrag && current.kind == sign.kind);
    if tells_nothing_new && b.number.is_none() && a.date == b.date {
        return true;
    }
    fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
        a.is_none() || b.is_none() || a == b
    }
    let kinds =
        current.kind == sign.kind || current.kind == DocumentKind::Okand || sign.kind == DocumentKind::Okand;
    kinds
        && b.number.is_some()
        && a.number == b.number
        && agree(a.date.as_ref(), b.date.as_ref())
        && agree(a.sender.as_ref(), b.sender.as_ref())
}
