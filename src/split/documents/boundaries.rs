//! Where the documents of a packet begin.
//!
//! A packet is many files run together. A document begins where a head stands (letterhead, e-mail, extract), where
//! an item's divider stands, where a listed title comes back at the top of a page, or where a page begins after
//! something that only ends documents (recipients, signatures, lists of enclosures). What says "page 2" or repeats
//! the head of the document before it never begins one.

use std::collections::BTreeSet;

use super::likeness;
use super::signs::{self, Head, Sign};
use crate::model::record::DocumentKind;
use crate::split::furniture;
use crate::split::headings::{self, Heading};
use crate::split::rows::Row;

/// A document's beginning.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    /// Index of its first row.
    pub(crate) at: usize,
    /// Index of the first row after its head (the same as `at` where it has none).
    pub(crate) after: usize,
    /// What the beginning says that it is.
    pub(crate) kind: DocumentKind,
    /// Fields of its head.
    pub(crate) head: Head,
    /// What showed it.
    pub(crate) why: &'static str,
}

/// What a title that is known beforehand belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// The title.
    pub(crate) title: String,
    /// Its words.
    pub(crate) words: BTreeSet<String>,
    /// Whether it is the title of an item, not of an attachment.
    pub(crate) item: bool,
}

impl Known {
    /// A known title.
    pub(crate) fn new(title: &str, item: bool) -> Self {
        Self { title: title.to_owned(), words: likeness::words(title).into_iter().collect(), item }
    }
}

/// The rows of a packet with what all decisions need.
struct Finder<'r, 'a> {
    rows: &'r [Row<'a>],
    known: &'r [Known],
    paged: bool,
    total: Option<u32>,
}

/// The starts from row `from` on, in order. `known` are the titles of items and attachments.
pub(crate) fn starts(rows: &[Row<'_>], from: usize, known: &[Known]) -> Vec<Start> {
    let finder = Finder { rows, known, paged: rows.iter().any(|row| row.page_start), total: packet_total(rows) };
    let mut out: Vec<Start> = Vec::new();
    let mut skip = from;
    for i in from..rows.len() {
        if i < skip || rows[i].blank() {
            continue;
        }
        if let Some(start) = finder.start(i, out.last(), from) {
            skip = start.after.max(i + 1);
            out.push(start);
        }
    }
    out
}

/// The number of pages that the packet's own counter names: the largest total that comes back.
fn packet_total(rows: &[Row<'_>]) -> Option<u32> {
    let mut totals: Vec<u32> =
        rows.iter().filter_map(|row| furniture::counter(&row.text)).filter_map(|(_, total)| total).collect();
    totals.sort_unstable();
    let last = *totals.last()?;
    (last > 60 && totals.iter().filter(|total| **total == last).count() >= 2).then_some(last)
}

impl Finder<'_, '_> {
    /// The start at this row, if a document begins here.
    fn start(&self, i: usize, current: Option<&Start>, from: usize) -> Option<Start> {
        let floor = current.map_or(from, |start| start.after.max(start.at + 1));
        if let Some(start) = self.divider(i) {
            return Some(start);
        }
        if !self.candidate(i) {
            return None;
        }
        if let Some(start) = self.signed(i, current, floor) {
            return Some(start);
        }
        if self.continues(i) || self.in_head(i, current) {
            return None;
        }
        self.dump(i, current, floor)
            .or_else(|| self.titled(i, current))
            .or_else(|| self.named(i, current))
            .or_else(|| self.after_end(i, current, floor))
    }

    /// Whether a document can begin at this row at all.
    fn candidate(&self, i: usize) -> bool {
        let row = &self.rows[i];
        if self.paged {
            return row.page_start || self.rows[..i].iter().rev().take_while(|r| r.blank()).any(|r| r.page_start);
        }
        if let Some((page, total)) = furniture::counter(&row.text)
            && (page != 1 || total == self.total)
        {
            return false;
        }
        let blanks = self.rows[..i].iter().rev().take_while(|r| r.blank()).count();
        let after_counter = self.rows[..i].iter().rev().find(|r| !r.blank()).is_none_or(|r| furniture::counter(&r.text).is_some());
        row.lead > 0 || blanks >= 2 || after_counter || row.tabbed() || i == 0 || sheet(&row.text)
    }

    /// A head stands here or a few short lines below, and not the same one as the current document's.
    fn signed(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
        let sign = self.sign_below(i)?;
        if matches!(sign.kind, DocumentKind::Kallelse | DocumentKind::Foredragningslista) && i == 0 {
            return None;
        }
        if let Some(current) = current
            && same_head(&current.head, &sign)
        {
            return None;
        }
        if self.page_hint(i).is_some_and(|page| page > 1) {
            return None;
        }
        let at = self.back_to_page_top(i, floor);
        Some(Start { at, after: sign.after, kind: sign.kind, head: sign.head, why: "head" })
    }

    /// The sign at this row, or below a few lines that can only be a sender's name and place.
    fn sign_below(&self, i: usize) -> Option<Sign> {
        for (at, text) in signs::ahead(self.rows, i, 4) {
            if let Some(sign) = signs::at(self.rows, at) {
                return Some(sign);
            }
            let quiet = text.chars().count() <= 45 && !text.ends_with(['.', ':', ';', ',']) && headings::recognise(text).is_none();
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

    /// The counter of the document's own pages close to the top of this page.
    fn page_hint(&self, i: usize) -> Option<u32> {
        let own = |text: &str| {
            furniture::counter(text).filter(|(_, total)| total.is_some() && *total != self.total).map(|(page, _)| page)
        };
        let page = self.rows[i].page;
        let top = signs::ahead(self.rows, i, 5).filter(|(at, _)| self.rows[*at].page == page).find_map(|(_, text)| own(text));
        if top.is_some() || !self.paged {
            return top;
        }
        let end = self.rows[i..].iter().position(|row| row.page != page).map_or(self.rows.len(), |n| i + n);
        self.rows[i..end].iter().rev().filter(|row| !row.blank()).take(10).find_map(|row| own(&row.text))
    }

    /// Whether the current document's head has only just ended: its title and receiver stand here.
    fn in_head(&self, i: usize, current: Option<&Start>) -> bool {
        current.is_some_and(|start| {
            start.kind != DocumentKind::Skiljeblad
                && self.rows[start.after.max(start.at)..i].iter().filter(|row| row.speaks()).count() < 8
        })
    }

    /// Whether this page says by itself that it goes on.
    fn continues(&self, i: usize) -> bool {
        self.page_hint(i).is_some_and(|page| page > 1)
            || signs::ahead(self.rows, i, 7).any(|(_, text)| {
                headings::recognise(text).is_some_and(|headed| headed.heading == Heading::SentTo)
            })
    }

    /// A divider: an item's number, its title, its diarienummer, and no more.
    fn divider(&self, i: usize) -> Option<Start> {
        let first = &self.rows[i].text;
        let numbered = first.len() <= 12 && first.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ' || c == '§').trim_end_matches('.').parse::<u32>().is_ok();
        if !numbered && !self.candidate(i) {
            return None;
        }
        let mut title = String::new();
        for (at, text) in signs::ahead(self.rows, i + usize::from(numbered), 7) {
            if signs::is_number(text) {
                let words: BTreeSet<String> = likeness::words(&title).into_iter().collect();
                let item = self.known.iter().find(|known| known.item && likeness::of(&known.words, &words).both >= 0.85)?;
                let head = Head { number: Some(text.to_owned()), subject: Some(item.title.clone()), ..Head::default() };
                return Some(Start { at: i, after: at + 1, kind: DocumentKind::Skiljeblad, head, why: "divider" });
            }
            if text.chars().count() > 90 || text.ends_with(['.', ':']) || self.rows[at].furniture {
                return None;
            }
            title.push_str(text);
            if !title.ends_with('-') {
                title.push(' ');
            }
        }
        None
    }

    /// A spreadsheet or a word file was dumped here, or such a dump ends.
    fn dump(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
        let ahead = self.rows[i..].iter().filter(|row| !row.blank()).take(9).filter(|row| row.tabbed()).count();
        let behind: Vec<bool> =
            self.rows[floor.min(i)..i].iter().rev().filter(|row| !row.blank()).take(6).map(Row::tabbed).collect();
        if current.is_some_and(|start| start.why == "sheet" && behind.iter().all(|tabbed| *tabbed)) {
            return None;
        }
        let tabs_behind = behind.iter().filter(|tabbed| **tabbed).count();
        let begins = ahead >= 6 && tabs_behind == 0 && (self.rows[i].tabbed() || sheet(&self.rows[i].text));
        let ends = ahead <= 1 && tabs_behind >= 4 && !self.rows[i].tabbed() && self.rows[i].lead > 0;
        if begins {
            return Some(self.plain(i, DocumentKind::Tabell, "sheet"));
        }
        ends.then(|| self.plain(i, DocumentKind::Okand, "after sheet"))
    }

    /// A title that is known stands at the top of the page.
    fn titled(&self, i: usize, current: Option<&Start>) -> Option<Start> {
        let mut title = String::new();
        let mut next = signs::ahead(self.rows, i, 5).filter(|(at, _)| !self.rows[*at].furniture).peekable();
        for _ in 0..4 {
            let (at, text) = next.next()?;
            if text.chars().count() > 100 || text.ends_with(['.', ':', ';']) {
                return None;
            }
            title.push_str(text);
            if !title.ends_with('-') {
                title.push(' ');
            }
            let words: BTreeSet<String> = likeness::words(&title).into_iter().collect();
            let section = next.peek().is_some_and(|(_, text)| opens_text(text));
            let found = self.known.iter().find(|known| {
                let likeness = likeness::of(&known.words, &words);
                words.len() >= 2 && (likeness.both >= 0.9 || (section && (likeness.both >= 0.7 || likeness.shorter >= 0.99 && likeness.count >= 3)))
            });
            if let Some(known) = found {
                let again = current.is_some_and(|start| start.head.subject.as_deref() == Some(known.title.as_str()) && at < start.at + 60);
                if again {
                    return None;
                }
                let memo = next.peek().is_some_and(|(_, text)| {
                    headings::recognise(text).is_some_and(|headed| headed.heading == Heading::Proposal)
                });
                let kind = if memo { DocumentKind::Tjansteskrivelse } else { DocumentKind::Okand };
                let mut start = self.plain(i, kind, "title");
                start.head.subject = Some(title.trim().to_owned());
                return Some(start);
            }
        }
        None
    }

    /// A word that names a kind, an address ("Till …"), or "Bilaga" opens the page.
    fn named(&self, i: usize, current: Option<&Start>) -> Option<Start> {
        let text = &self.rows[i].text;
        let capitals = !text.chars().any(char::is_lowercase);
        if let Some(kind) = signs::kind_word(text).filter(|_| capitals || self.paged) {
            let same = current.is_some_and(|start| start.kind == kind);
            let inner = matches!(kind, DocumentKind::Kallelse | DocumentKind::Foredragningslista | DocumentKind::Tjansteskrivelse);
            return (!same && !inner).then(|| self.plain(i, kind, "kind word"));
        }
        let words = text.split(' ').count();
        if text.starts_with("Bilaga ") && words <= 14 && !text.ends_with(['.', ':']) && self.after_text(i) {
            return Some(self.plain(i, DocumentKind::Bilaga, "attachment"));
        }
        let addressed = text.strip_prefix("Till ").is_some_and(|rest| rest.chars().next().is_some_and(char::is_alphabetic));
        (addressed && words <= 9 && !text.ends_with(['.', ':']) && !text.contains(',') && self.after_text(i) && self.short_below(i))
            .then(|| self.plain(i, DocumentKind::Brev, "address"))
    }

    /// Whether the row before this one ends something, so that this one is no wrapped line.
    fn after_text(&self, i: usize) -> bool {
        self.paged
            || self.rows[..i].iter().rev().find(|row| row.speaks()).is_none_or(|row| {
                row.text.ends_with(['.', ':', '!', '?']) || row.text.chars().count() < 55
            })
    }

    /// Whether a short line, not running text, follows.
    fn short_below(&self, i: usize) -> bool {
        signs::ahead(self.rows, i + 1, 1).next().is_some_and(|(_, text)| text.chars().count() < 60)
    }

    /// A page begins after lines that only end documents.
    fn after_end(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
        let behind: Vec<&str> = self.rows[floor.min(i)..i]
            .iter()
            .rev()
            .filter(|row| row.speaks() || (!row.blank() && furniture::contact(&row.text)))
            .take(14)
            .map(|row| row.text.as_str())
            .collect();
        let kind = current.map_or(DocumentKind::Okand, |start| start.kind);
        let text = &self.rows[i].text;
        let small = text.chars().next().is_some_and(|c| c.is_lowercase() || matches!(c, '•' | '-' | '–' | ','));
        if small || behind.is_empty() || signed_off_below(self.rows, i) {
            return None;
        }
        let why = ended(&behind, kind)?;
        Some(self.plain(i, DocumentKind::Okand, why))
    }

    /// A start without a head.
    fn plain(&self, i: usize, kind: DocumentKind, why: &'static str) -> Start {
        Start { at: i, after: i, kind, head: Head::default(), why }
    }
}

/// Whether a repeated head belongs to the current document's next page.
fn same_head(current: &Head, sign: &Sign) -> bool {
    !sign.head.values.is_empty() && current.values == sign.head.values
        || (sign.head.number.is_some()
            && current.number == sign.head.number
            && current.date == sign.head.date
            && current.sender == sign.head.sender)
}

/// The name that spreadsheet programs give a sheet.
fn sheet(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["blad", "sheet"].iter().any(|word| lower.strip_prefix(word).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())))
}

/// Whether a line opens the text of a memo or report.
fn opens_text(text: &str) -> bool {
    headings::recognise(text).is_some() || {
        let lower = text.to_lowercase();
        ["inledning", "syfte", "bakgrund", "1 ", "1. ", "innehåll"].iter().any(|word| lower.starts_with(word))
    }
}

/// Whether signatures stand among the first rows from `i` on: then the page ends the document before it.
fn signed_off_below(rows: &[Row<'_>], i: usize) -> bool {
    let near: Vec<&str> = signs::ahead(rows, i, 8).filter(|(at, _)| !rows[*at].furniture).map(|(_, text)| text).take(4).collect();
    near.windows(2).any(|pair| name_like(pair[0]) && office(pair[1]))
}

/// What ended here, reading backwards from a page's top.
fn ended(behind: &[&str], kind: DocumentKind) -> Option<&'static str> {
    let list = |heading: Heading, most: usize| {
        behind.iter().take(most).position(|text| headings::recognise(text).is_some_and(|headed| headed.heading == heading)).is_some_and(
            |at| behind[..at].iter().all(|text| text.chars().count() < 80 && !text.ends_with('.') || text.contains('@')),
        )
    };
    if list(Heading::SentTo, 13) {
        return Some("after recipients");
    }
    if behind.len() >= 2 && behind.windows(2).take(3).any(|pair| office(pair[0]) && name_like(pair[1])) {
        return Some("after signature");
    }
    if list(Heading::Basis, 9) {
        return Some("after list of papers");
    }
    let letter = matches!(kind, DocumentKind::Epost | DocumentKind::Brev);
    if letter && behind.iter().take(2).any(|text| furniture::contact(text)) {
        return Some("after signature of a letter");
    }
    None
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
    const ENDS: [&str; 20] = [
        "chef", "direktör", "sekreterare", "ordförande", "handläggare", "strateg", "samordnare", "controller", "utredare",
        "revisor", "ledare", "jurist", "planerare", "ingenjör", "arkitekt", "rektor", "ekonom", "inspektör", "service",
        "konsult",
    ];
    text.chars().count() <= 80
        && !text.ends_with(['.', ':', ','])
        && text.to_lowercase().split_whitespace().any(|word| ENDS.iter().any(|end| word.trim_end_matches(',').ends_with(end)))
}
