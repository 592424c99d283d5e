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
    /// What the outline of the file calls it.
    pub(crate) outline: Option<String>,
    /// What a link of the agenda says that it is.
    pub(crate) linked: Option<Linked>,
    /// Pages without text that it has: those that it consists of, or that go before its text or behind it.
    pub(crate) bare: Option<(u32, u32)>,
    /// What showed it.
    pub(crate) why: &'static str,
}

impl Start {
    /// A start that nothing more is known of.
    pub(crate) fn new(at: usize, kind: DocumentKind, why: &'static str) -> Self {
        Self { at, after: at, kind, head: Head::default(), outline: None, linked: None, bare: None, why }
    }
}

/// What a link from an item leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Linked {
    /// Index of the item.
    pub(crate) item: usize,
    /// Index among its listed attachments, where the link names one.
    pub(crate) attachment: Option<usize>,
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
    known_words: BTreeSet<&'r str>,
    paged: bool,
    total: Option<u32>,
}

/// The starts from row `from` on, in order. `known` are the titles of items and attachments.
pub(crate) fn starts(rows: &[Row<'_>], from: usize, known: &[Known]) -> Vec<Start> {
    let finder = Finder::new(rows, known);
    let mut out: Vec<Start> = Vec::new();
    let mut skip = from;
    for (i, row) in rows.iter().enumerate().skip(from) {
        if i < skip || row.blank() {
            continue;
        }
        if let Some(start) = finder.start(i, out.last(), from) {
            skip = start.after.max(i + 1);
            out.push(start);
        }
    }
    out
}

/// The first head from row `from` on that is not the agenda's own.
pub(crate) fn first_head(rows: &[Row<'_>], from: usize) -> Option<usize> {
    let finder = Finder::new(rows, &[]);
    let mut skip = from;
    // What heads the whole file is the agenda's own head.
    let top = rows.iter().position(|row| !row.blank()).filter(|_| from == 0);
    for i in from..rows.len() {
        if i < skip || rows[i].blank() || !finder.candidate(i) && !signs::stands_alone(rows, i) {
            continue;
        }
        let Some(start) = finder.signed(i, None, skip) else { continue };
        let own = top.is_some_and(|top| start.at <= top);
        if !own && !matches!(start.kind, DocumentKind::Kallelse | DocumentKind::Foredragningslista) {
            return Some(start.at);
        }
        skip = start.after.max(i + 1);
    }
    None
}

/// The first divider between `from` and `to`.
pub(crate) fn first_divider(rows: &[Row<'_>], from: usize, to: usize, known: &[Known]) -> Option<usize> {
    let finder = Finder::new(rows, known);
    (from..to).find(|i| !rows[*i].blank() && finder.divider(*i).is_some())
}

/// Of each of these rows, whether its page says by itself that it is not its document's first.
pub(super) fn goes_on<'r>(rows: &'r [Row<'_>]) -> impl Fn(usize) -> bool + 'r {
    let finder = Finder::new(rows, &[]);
    move |at| finder.page_hint(at).is_some_and(|page| page > 1)
}

/// The number of pages that the packet's own counter names: a large total that comes back, or the one that both the
/// first and the last counter name, with counters of other documents between them.
fn packet_total(rows: &[Row<'_>]) -> Option<u32> {
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

impl<'r, 'a> Finder<'r, 'a> {
    /// A finder over these rows.
    fn new(rows: &'r [Row<'a>], known: &'r [Known]) -> Self {
        Self {
            rows,
            known,
            known_words: known.iter().flat_map(|known| known.words.iter().map(String::as_str)).collect(),
            paged: rows.iter().any(|row| row.page_start),
            total: packet_total(rows),
        }
    }

    /// The start at this row, if a document begins here.
    fn start(&self, i: usize, current: Option<&Start>, from: usize) -> Option<Start> {
        let floor = current.map_or(from, |start| start.after.max(start.at + 1));
        if let Some(start) = self.divider(i) {
            return Some(start);
        }
        let alone = self.rows[i].text.len() < 60 && signs::stands_alone(self.rows, i);
        if !alone && !self.candidate(i) {
            return None;
        }
        if let Some(start) = self.signed(i, current, floor) {
            return Some(start);
        }
        if self.continues(i) || self.in_head(i, current, 3) {
            return None;
        }
        if self.rows[i].furniture && !self.cover(i, floor) {
            return None;
        }
        self.dump(i, current, floor)
            .or_else(|| self.titled(i, current, floor))
            .or_else(|| self.named(i, current))
            .or_else(|| self.after_end(i, current, floor))
    }

    /// Whether a document can begin at this row at all.
    fn candidate(&self, i: usize) -> bool {
        let row = &self.rows[i];
        if self.paged {
            let above = self.rows[..i].iter().rev().take(14).take_while(|r| r.page == row.page);
            return row.page_start
                || above.clone().all(|r| r.blank() || r.furniture)
                    && above.last().is_some_and(|r| r.page_start);
        }
        if let Some((page, total)) = furniture::counter(&row.text)
            && (page != 1 || total == self.total)
        {
            return false;
        }
        // In text set with blank lines between all lines only a wider gap says anything.
        let blanks = self.gap_before(i);
        let usual = self.rows[..i].iter().rposition(|r| !r.blank()).map_or(0, |last| self.gap_before(last));
        let after_counter = self.rows[..i]
            .iter()
            .rev()
            .find(|r| !r.blank())
            .is_none_or(|r| furniture::counter(&r.text).is_some());
        row.lead > 0
            || (blanks >= 2 && blanks > usual)
            || after_counter
            || row.tabbed()
            || i == 0
            || sheet(&row.text)
    }

    /// Whether a running line is new here: a cover carries the words that its pages repeat.
    fn cover(&self, i: usize, floor: usize) -> bool {
        let text = &self.rows[i].text;
        self.paged
            && furniture::counter(text).is_none()
            && !furniture::contact(text)
            && text.chars().filter(|c| c.is_alphabetic()).count() >= 8
            && !self.rows[floor.min(i)..i].iter().any(|row| row.text == *text)
    }

    /// Whether the page before this one says that it was its document's last.
    fn after_last_page(&self, i: usize, floor: usize) -> bool {
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

    /// How many blank rows stand before this one.
    fn gap_before(&self, i: usize) -> usize {
        self.rows[..i].iter().rev().take(12).take_while(|row| row.blank()).count()
    }

    /// A head stands here or a few short lines below, and not the same one as the current document's.
    fn signed(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
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
        let at = if sign.kind == DocumentKind::Epost || sign.kind == DocumentKind::Protokollsutdrag {
            sign.at
        } else {
            self.back_to_page_top(i, floor)
        };
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

    /// The counter of the document's own pages close to the top of this page.
    fn page_hint(&self, i: usize) -> Option<u32> {
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

    /// Whether the current document's head has only just ended: its title and receiver stand here.
    fn in_head(&self, i: usize, current: Option<&Start>, least: usize) -> bool {
        current.is_some_and(|start| {
            start.kind != DocumentKind::Skiljeblad
                && self.rows[start.after.max(start.at)..i].iter().filter(|row| row.speaks()).count() < least
        })
    }

    /// Whether this page says by itself that it goes on.
    fn continues(&self, i: usize) -> bool {
        self.page_hint(i).is_some_and(|page| page > 1)
            || signs::ahead(self.rows, i, 7).any(|(at, _)| self.rows[at].heading == Some(Heading::SentTo))
    }

    /// A divider: an item's number, its title, its diarienummer, and no more.
    fn divider(&self, i: usize) -> Option<Start> {
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

    /// A spreadsheet or a word file was dumped here, or such a dump ends.
    fn dump(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
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

    /// A title that is known stands at the top of the page.
    fn titled(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
        if self.in_list(i, floor) || self.in_head(i, current, 8) {
            return None;
        }
        let mut title = String::new();
        let mut best: Option<(f64, String, &Known, bool)> = None;
        let mut next = signs::ahead(self.rows, i, 5).filter(|(at, _)| !self.rows[*at].furniture).peekable();
        for _ in 0..4 {
            let Some((_, text)) = next.next() else { break };
            if text.chars().count() > 100 || text.ends_with(['.', ':', ';']) {
                break;
            }
            crate::split::lines::append(&mut title, text);
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
                best = Some((like, title.clone(), known, memo));
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
    fn named(&self, i: usize, current: Option<&Start>) -> Option<Start> {
        if self.in_head(i, current, 8) {
            return None;
        }
        let text = &self.rows[i].text;
        if self.paged
            && let Some(kind) = self.list_or_motion(i).filter(|kind| current.is_none_or(|c| c.kind != *kind))
        {
            return Some(self.plain(i, kind, "kind word"));
        }
        let capitals = !text.chars().any(char::is_lowercase);
        if let Some(kind) = signs::kind_word(text).filter(|_| capitals || self.paged) {
            let same = current.is_some_and(|start| start.kind == kind);
            let inner = matches!(
                kind,
                DocumentKind::Kallelse | DocumentKind::Foredragningslista | DocumentKind::Tjansteskrivelse
            );
            return (!same && !inner).then(|| self.plain(i, kind, "kind word"));
        }
        let words = text.split(' ').count();
        if text.starts_with("Bilaga ") && words <= 14 && !text.ends_with(['.', ':']) && self.after_text(i) {
            return Some(self.plain(i, DocumentKind::Bilaga, "attachment"));
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
    fn list_or_motion(&self, i: usize) -> Option<DocumentKind> {
        const LISTS: [&str; 8] = [
            "delegationsbeslut ",
            "delegeringsbeslut ",
            "redovisning av deleg",
            "anmälan av deleg",
            "förteckning över deleg",
            "meddelanden till ",
            "anmälningar till ",
            "anmälningsärenden till ",
        ];
        const MOTIONS: [&str; 4] = ["motion:", "motion om ", "motion angående ", "interpellation till "];
        let begins = |text: &str, words: &[&str]| {
            let lower = text.to_lowercase();
            words.iter().any(|word| lower.starts_with(word))
        };
        let page = self.rows[i].page;
        let top = signs::ahead(self.rows, i, 4).filter(|(at, _)| self.rows[*at].page == page);
        let short = top.take_while(|(_, text)| text.chars().count() <= 90 && !text.ends_with('.'));
        short.map(|(_, text)| text).find_map(|text| {
            if begins(text, &LISTS) {
                Some(DocumentKind::Anmalningslista)
            } else if begins(text, &MOTIONS) {
                Some(DocumentKind::Motion)
            } else {
                None
            }
        })
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

    /// A page begins after lines that only end documents.
    fn after_end(&self, i: usize, current: Option<&Start>, floor: usize) -> Option<Start> {
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
        if small || behind.is_empty() || signed_off_below(self.rows, i) {
            return None;
        }
        if self.after_last_page(i, floor) {
            return Some(self.plain(i, DocumentKind::Okand, "after last page"));
        }
        let why = ended(&behind, &self.rows[i], kind, self.paged)?;
        let address = signs::ahead(self.rows, i, 6).filter(|(_, text)| furniture::contact(text)).count() >= 2;
        if address && why != "after recipients" {
            return None;
        }
        Some(self.plain(i, DocumentKind::Okand, why))
    }

    /// A start without a head.
    fn plain(&self, i: usize, kind: DocumentKind, why: &'static str) -> Start {
        Start::new(i, kind, why)
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

/// The name that spreadsheet programs give a sheet.
fn sheet(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["blad", "sheet"].iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    })
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
    if !name_like(&row.text) && texts.windows(2).take(2).any(|pair| office(pair[0]) && name_like(pair[1])) {
        return Some("after signature");
    }
    let capitals = !row.text.chars().any(char::is_lowercase);
    if let Some(list) = under(Heading::Basis, 9) {
        // Where the bullets were lost, an indented line may be the list's next entry.
        let indented = list.iter().any(|entry| entry.lead > 0) && row.lead > 0;
        let goes_on = crate::split::agenda::begins_point(&row.text) || (indented && !capitals);
        return (!goes_on).then_some("after list of papers");
    }
    let letter = matches!(kind, DocumentKind::Epost | DocumentKind::Brev);
    let short = row.text.chars().count() <= 60;
    (letter && short && texts.iter().take(2).any(|text| furniture::contact(text)))
        .then_some("after signature of a letter")
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
pub(super) fn office(text: &str) -> bool {
    const ENDS: [&str; 20] = [
        "chef",
        "direktör",
        "sekreterare",
        "ordförande",
        "handläggare",
        "strateg",
        "samordnare",
        "controller",
        "utredare",
        "revisor",
        "ledare",
        "jurist",
        "planerare",
        "ingenjör",
        "arkitekt",
        "rektor",
        "ekonom",
        "inspektör",
        "service",
        "konsult",
    ];
    text.chars().count() <= 80
        && !text.ends_with(['.', ':', ','])
        && text
            .to_lowercase()
            .split_whitespace()
            .any(|word| ENDS.iter().any(|end| word.trim_end_matches(',').ends_with(end)))
}
