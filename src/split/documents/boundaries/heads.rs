//! Heads of documents: letterheads, e-mails, extracts, and the dividers between items.
//!
//! Comes in: a row. Goes out: the document that its head begins, from the top of the page on which it stands.
//! Invariant: a head that repeats the current document's own begins nothing.

use std::collections::BTreeSet;

use super::{Finder, Known, Start};
use crate::model::record::DocumentKind;
use crate::split::agenda::numbers_of;
use crate::split::documents::likeness;
use crate::split::documents::signs::{self, Head, Sign};
use crate::split::furniture;
use crate::split::headings::Heading;
use crate::split::numbers;
use crate::split::rows::Row;

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
            && current.is_none_or(|start| {
                start.kind != DocumentKind::Protokollsutdrag || self.is_next_extract(start, &sign)
            });
        let goes_on = || self.page_hint(i).is_some_and(|page| page > 1) && !self.newly_marked(i);
        if !extract && goes_on() {
            return None;
        }
        // Without pages it cannot be told whether the lines above an extract are its own.
        let inside =
            sign.kind == DocumentKind::Epost || sign.kind == DocumentKind::Protokollsutdrag && !self.paged;
        // Mail programs print whose mailbox it is at the top of the page.
        let at = match sign.kind {
            DocumentKind::Epost if self.rows[i].page_start => i,
            _ if inside => sign.at,
            _ => self.back_to_page_top(i, floor),
        };
        Some(Start { after: sign.after, head: sign.head, ..Start::new(at, sign.kind, "head") })
    }

    /// Whether an extract's head begins the extract of another item than the current one: both are of one paragraph, and
    /// of items that the agenda lists. Minutes that an item has as a whole go on from paragraph to paragraph.
    fn is_next_extract(&self, current: &Start, sign: &Sign) -> bool {
        let of = |at: usize| {
            let lines: Vec<&str> = signs::ahead(self.rows, at, 4)
                .map(|(_, text)| text)
                .take_while(|text| text.len() <= 160)
                .collect();
            let numbered = lines.iter().flat_map(|text| numbers_of(text));
            let numbered =
                numbered.filter_map(|number| self.numbers.get(&numbers::key(&number)).copied()).next();
            numbered.or_else(|| {
                let words: BTreeSet<String> = likeness::words(&lines.join(" ")).into_iter().collect();
                let whole = |known: &&Known| {
                    known.item
                        && known.words.len() >= 2
                        && known.words.iter().all(|word| words.contains(word))
                };
                self.known.iter().position(|known| whole(&known))
            })
        };
        let paragraphs: BTreeSet<u32> =
            self.rows[current.at..sign.at].iter().filter_map(|row| signs::paragraph(&row.text)).collect();
        let own = of(current.after);
        paragraphs.len() == 1 && own.is_some() && of(sign.after).is_some_and(|next| Some(next) != own)
    }

    /// Whether the current document's head stands here again: some templates count every page as the first of one.
    pub(super) fn repeats_head(&self, i: usize, current: Option<&Start>) -> bool {
        let sign = self.sign_below(self.page_begins(i));
        sign.zip(current).is_some_and(|(sign, current)| same_head(current, &sign))
    }

    /// The sign at this row, or below a few lines that can only be a sender's name and place.
    fn sign_below(&self, i: usize) -> Option<Sign> {
        // The sender's block above the sign may be longer where it is known that a page begins with it.
        const NEAR: usize = 4;
        let reach = if self.rows[i].page_start { NEAR + 2 } else { NEAR };
        // Neither an item's title and number nor a clause stands in a head.
        let above = i.checked_sub(1).map(|above| &self.rows[above]);
        let below_item =
            above.is_some_and(|row| row.page == self.rows[i].page && signs::begins_item(&row.text));
        if below_item && !(self.dense && self.names_kind(i)) && !signs::worded(self.rows, i) {
            return None;
        }
        for (seen, (at, text)) in signs::ahead(self.rows, i, reach).enumerate() {
            if self.rows[at].page != self.rows[i].page {
                return None;
            }
            let sign = signs::at(self.rows, at);
            if let Some(sign) = sign.filter(|sign| seen < NEAR || sign.kind != DocumentKind::Okand) {
                return Some(sign);
            }
            let heading = self.rows[at].heading.is_some_and(|heading| heading != Heading::SentTo);
            let quiet = text.chars().count() <= 45 && !text.ends_with(['.', ':', ';', ',']) && !heading;
            if !quiet || signs::begins_item(text) || at > i + reach + 2 {
                return None;
            }
        }
        None
    }

    /// The top of the page on which a head stands: a few short lines above it belong to it.
    fn back_to_page_top(&self, at: usize, floor: usize) -> usize {
        const BELOW_COUNTER: usize = 5;
        let mut best = at;
        let mut seen = 0;
        if !self.paged
            && let Some(top) = self.below_counter(at, floor, BELOW_COUNTER)
        {
            return top;
        }
        for i in (floor..at).rev() {
            let row = &self.rows[i];
            if row.blank() {
                continue;
            }
            seen += 1;
            let quiet = row.text.chars().count() <= 45 && !row.text.ends_with(['.', ':', ';', ',']);
            let item = signs::begins_item(&row.text) || i > 0 && signs::begins_item(&self.rows[i - 1].text);
            if seen > 3 || !quiet || item || self.rows[i].page != self.rows[at].page {
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

    /// The first row below the counter of a page ("Sida 3 av 19") that stands at most `most` short lines above a head, in a
    /// file without pages.
    fn below_counter(&self, at: usize, floor: usize, most: usize) -> Option<usize> {
        const RUNS: usize = 4;
        let above = || (floor..at).rev().filter(|i| !self.rows[*i].blank());
        let counter = above().take(most + 1).find(|i| furniture::counter(&self.rows[*i].text).is_some())?;
        let between = || (counter + 1..at).filter(|i| !self.rows[*i].blank());
        let quiet = between().all(|i| {
            let text = self.rows[i].text.as_str();
            text.chars().count() <= 45 && !text.ends_with(['.', ':', ';', ',']) && !signs::begins_item(text)
        });
        let (page, total) = furniture::counter(&self.rows[counter].text)?;
        // A counter at the foot of the page before names that document's last; one that runs on is the packet's.
        let same = |row: &&Row<'_>| furniture::counter(&row.text).is_some_and(|(_, other)| other == total);
        let runs = total.is_some() && self.rows.iter().filter(same).count() >= RUNS;
        let own = total == self.total || page == 1 || runs;
        between().next().filter(|_| quiet && own)
    }

    /// A divider: an item's number, its title, its diarienummer, and no more.
    pub(super) fn divider(&self, i: usize) -> Option<Start> {
        self.divider_of_item(i).or_else(|| self.page_of_number(i))
    }

    /// A page with nothing on it but an item's number, or that, a title and a diarienummer.
    fn page_of_number(&self, i: usize) -> Option<Start> {
        const MOST: usize = 6;
        const REACH: usize = 14;
        let page = self.rows[i].page;
        let above = self.rows[..i].iter().rev().take(REACH).take_while(|row| row.page == page);
        let mut start = self.rows[i].page_start;
        for row in above {
            start |= row.page_start;
            if !row.blank() {
                return None;
            }
        }
        if !start || !bears_number(&self.rows[i].text) {
            return None;
        }
        let lines: Vec<(usize, &str)> =
            signs::ahead(self.rows, i, MOST + 1).take_while(|(at, _)| self.rows[*at].page == page).collect();
        let (last, number) = *lines.last()?;
        let named = &lines[1..lines.len() - usize::from(lines.len() > 1)];
        let title = crate::split::lines::joined(named.iter().map(|(_, text)| *text));
        let alone = lines.len() == 1 && number.to_lowercase().starts_with(['ä', 'p']);
        let titled = (3..=MOST).contains(&lines.len())
            && signs::is_number(number)
            && named.iter().all(|(_, text)| text.chars().count() <= 90 && !text.ends_with(['.', ':']))
            && title.chars().filter(|c| c.is_alphabetic()).count() >= 4;
        let head = Head {
            number: titled.then(|| number.to_owned()),
            subject: Some(if titled { title } else { number.to_owned() }),
            ..Head::default()
        };
        let divider = Start::new(i, DocumentKind::Skiljeblad, "divider");
        (alone || titled).then(|| Start { after: last + 1, head, ..divider })
    }

    /// A divider with the title of a known item.
    fn divider_of_item(&self, i: usize) -> Option<Start> {
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
                // A memo may begin so: its first heading stands right below.
                let below = signs::ahead(self.rows, at + 1, 1).next().map(|(below, _)| &self.rows[below]);
                let text = below.is_some_and(|row| {
                    row.heading.is_some_and(|heading| heading != Heading::Furniture)
                        && row.page == self.rows[at].page
                });
                let top = if text {
                    Start::new(self.page_top(i), DocumentKind::Okand, super::BARE)
                } else {
                    Start::new(self.page_top(i), DocumentKind::Skiljeblad, "divider")
                };
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

/// Whether a line is the number of one item or of several and nothing else ("4", "Ärende 4", "Ärende 4 och 5").
fn bears_number(text: &str) -> bool {
    const LONGEST: usize = 24;
    let lower = text.to_lowercase();
    let rest =
        ["ärenden", "ärende", "punkt"].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let rest = rest.replace(" och ", " ");
    lower.chars().count() <= LONGEST
        && rest.bytes().any(|b| b.is_ascii_digit())
        && rest
            .trim()
            .trim_end_matches('.')
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '-' | '–'))
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
