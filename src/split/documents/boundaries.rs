//! Where the documents of a packet begin.
//!
//! A packet is many files run together. A document begins where a head stands (letterhead, e-mail, extract), where
//! an item's divider stands, where a listed title comes back at the top of a page, or where a page begins after
//! something that only ends documents (recipients, signatures, lists of enclosures). What says "page 2" or repeats
//! the head of the document before it never begins one.

mod bare;
mod endings;
mod heads;
mod names;
mod pages;
mod sheets;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use bare::WHY as BARE;

use super::likeness;
use super::signs::{self, Head};
use crate::model::record::{DocumentKind, Item};
use crate::split::agenda;
use crate::split::furniture;
use crate::split::numbers;
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
    /// The numbers of the item.
    pub(crate) numbers: Vec<String>,
}

impl Known {
    /// The title of an attachment.
    pub(crate) fn attachment(title: &str) -> Self {
        let words = likeness::words(title).into_iter().collect();
        Self { title: title.to_owned(), words, item: false, numbers: Vec::new() }
    }

    /// The title of an item.
    pub(crate) fn item(item: &Item) -> Self {
        Self { item: true, numbers: item.diarienummer.clone(), ..Self::attachment(&item.title) }
    }
}

/// The rows of a packet with what all decisions need.
struct Finder<'r, 'a> {
    rows: &'r [Row<'a>],
    known: &'r [Known],
    known_words: BTreeSet<&'r str>,
    /// The items' numbers, each in the form that all its spellings share, with the first item that bears it, and the
    /// registers that they are of.
    numbers: BTreeMap<String, usize>,
    registers: BTreeSet<String>,
    paged: bool,
    /// Whether the text has lost its pages and its blank lines: only words tell where something begins.
    dense: bool,
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
        // Behind the last item the notice may be signed.
        if let Some(end) = agenda::signatures(rows, i).filter(|_| out.is_empty() && !known.is_empty()) {
            skip = end;
            continue;
        }
        if let Some(start) = finder.start(i, out.last(), from) {
            skip = start.after.max(i + 1);
            match out.last_mut() {
                Some(head) if finder.is_one_head(head, &start) => join(head, start),
                _ => out.push(start),
            }
        }
    }
    out
}

/// Puts what stands below a letterhead without a word for its kind into the beginning that the letterhead made.
fn join(head: &mut Start, below: Start) {
    head.kind = below.kind;
    head.after = below.after;
    head.head.subject = below.head.subject.or(head.head.subject.take());
    head.head.date = head.head.date.or(below.head.date);
    if below.head.number.is_some() {
        head.head.number = below.head.number;
    }
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
        if let Some(end) = agenda::signatures(rows, i) {
            skip = end;
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

/// The first divider or head of a paper between `from` and `to`, where the last of the known items seems to go on.
pub(crate) fn first_paper(rows: &[Row<'_>], from: usize, to: usize, known: &[Known]) -> Option<usize> {
    let finder = Finder::new(rows, known);
    let last = known.len().checked_sub(1);
    let begins = |i: usize| finder.divider(i).is_some() || finder.bare(i, None, last).is_some();
    (from..to).find(|i| !rows[*i].blank() && begins(*i))
}

/// The page within `from..to` with which an agenda that begins at row `top` has ended.
pub(crate) fn first_page_behind(rows: &[Row<'_>], top: usize, from: usize, to: usize) -> Option<usize> {
    let finder = Finder::new(rows, &[]);
    let starts = (from..to).filter(|i| rows[*i].page_start && rows[*i].page.is_some());
    starts
        .filter_map(|start| {
            let page = rows[start].page;
            let text = (start..to).take_while(|i| rows[*i].page == page).find(|i| !rows[*i].blank())?;
            Some((start, text))
        })
        .find(|(_, text)| !finder.is_of_agenda(top, *text))
        .map(|(start, _)| start)
}

/// The first head of a paper within an agenda's items that is of an item before the one within which it stands: the papers
/// began there, and what follows are their numbers, not the agenda's. `places` are the items' first and last rows.
///
/// A head of the very item within which it stands may lie between that item and the next, where packets set each item's
/// papers behind it; only one, with nothing behind it that bears a number, begins the papers.
pub(crate) fn misplaced(rows: &[Row<'_>], places: &[(usize, usize)], known: &[Known]) -> Option<usize> {
    const LEAST: usize = 3;
    let finder = Finder::new(rows, known);
    let within = places.iter().enumerate().flat_map(|(item, (first, last))| {
        (first + 1..=*last).filter(|i| !rows[*i].blank()).map(move |i| (item, i))
    });
    let heads: Vec<(usize, usize, usize)> =
        within.filter_map(|(item, i)| Some((item, i, finder.bare_of(i, None, Some(item))?.1?))).collect();
    let earlier = heads.iter().find(|(item, _, own)| own < item).map(|(_, i, _)| *i);
    let own: BTreeSet<usize> = heads.iter().filter(|(item, _, own)| own == item).map(|head| head.0).collect();
    let alone = || {
        let (item, i, _) = heads.iter().find(|(item, _, own)| own == item)?;
        let bare = known.iter().skip(item + 1).all(|later| later.numbers.is_empty());
        (own.len() == 1 && *item >= LEAST && bare && item + 1 < places.len()).then_some(*i)
    };
    earlier.or_else(alone)
}

/// Of each of these rows, whether its page says by itself that it is not its document's first.
pub(super) fn goes_on<'r>(rows: &'r [Row<'_>]) -> impl Fn(usize) -> bool + 'r {
    let finder = Finder::new(rows, &[]);
    move |at| finder.page_hint(at).is_some_and(|page| page > 1)
}

impl<'r, 'a> Finder<'r, 'a> {
    /// A finder over these rows.
    fn new(rows: &'r [Row<'a>], known: &'r [Known]) -> Self {
        let listed = || known.iter().flat_map(|known| &known.numbers);
        Self {
            rows,
            known,
            numbers: known
                .iter()
                .enumerate()
                .rev()
                .flat_map(|(at, known)| known.numbers.iter().map(move |number| (numbers::key(number), at)))
                .collect(),
            registers: listed().filter_map(|number| numbers::register(number)).collect(),
            known_words: known.iter().flat_map(|known| known.words.iter().map(String::as_str)).collect(),
            paged: rows.iter().any(|row| row.page_start),
            dense: rows.iter().filter(|row| row.blank()).count() * 30 < rows.len(),
            total: pages::packet_total(rows),
        }
    }

    /// The start at this row, if a document begins here.
    fn start(&self, i: usize, current: Option<&Start>, from: usize) -> Option<Start> {
        let floor = current.map_or(from, |start| start.after.max(start.at + 1));
        if let Some(start) = self.divider(i) {
            return Some(start);
        }
        let alone = self.rows[i].text.len() < 60 && signs::stands_alone(self.rows, i);
        let candidate = self.candidate(i);
        if (alone || candidate)
            && let Some(start) = self.signed(i, current, floor)
        {
            return Some(start);
        }
        if let Some(start) = self.bare(i, current, None) {
            return Some(start);
        }
        // A page that is an item's own again, among the papers.
        if let Some(start) = self.item_again(i) {
            return Some(start);
        }
        // However short the paper before it.
        if self.shouts_kind(i) && signs::kind_word(&self.rows[i].text) == Some(DocumentKind::Motion) {
            return Some(self.plain(i, DocumentKind::Motion, "kind word"));
        }
        if !alone && !candidate {
            return None;
        }
        if let Some(start) = self.marked(i, current, from).filter(|_| candidate) {
            return Some(start);
        }
        if self.continues(i) || self.in_head(i, current, 3) {
            return None;
        }
        if let Some(start) = self.first_page(i, current, from).filter(|_| candidate) {
            return Some(start);
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
            || sheets::sheet(&row.text)
            || self.dense && self.names_kind(i)
            || self.shouts_kind(i)
            || signs::worded(self.rows, i)
    }

    /// Whether this row or the next is the word for a kind of paper and nothing else, and the row above is of another.
    pub(super) fn names_kind(&self, i: usize) -> bool {
        let row = &self.rows[i];
        let kind = |at: usize| self.rows.get(at).and_then(|row| signs::kind_word(&row.text));
        let house = || {
            let lower = row.text.to_lowercase();
            let ends = ["förvaltning", "förvaltningen", "kontor", "kontoret", "kommun", "stad", "nämnd"];
            ends.iter().any(|end| lower.ends_with(end)) && lower.split(' ').count() <= 4
        };
        let above = i.checked_sub(1).is_some_and(|above| kind(above).is_some());
        kind(i).is_some() && !above || kind(i + 1).is_some() && house()
    }

    /// The page of an item among the papers, where the agenda's list stands before them ("8. Ny kaj" over what is proposed):
    /// the number and the whole title of an item, below a blank row.
    fn item_again(&self, i: usize) -> Option<Start> {
        const LEAST: usize = 10;
        let text = &self.rows[i].text;
        let apart =
            i.checked_sub(1).is_some_and(|above| self.rows[above].blank() || self.rows[above].furniture);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let title = text.get(digits..)?.strip_prefix(". ").filter(|_| apart && (1..=2).contains(&digits))?;
        let plain = |text: &str| {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        };
        let own = plain(title);
        let known = self.known.iter().find(|known| {
            let whole = plain(&known.title);
            known.item && own.len() >= LEAST && (whole == own || whole.starts_with(&own) && own.len() > 30)
        })?;
        let mut start = self.plain(i, DocumentKind::Tjansteskrivelse, "item again");
        start.head.subject = Some(known.title.clone());
        Some(start)
    }

    /// Whether the word for a kind of paper stands in capitals between blank rows.
    fn shouts_kind(&self, i: usize) -> bool {
        let text = &self.rows[i].text;
        let blank = |at: Option<usize>| at.and_then(|at| self.rows.get(at)).is_none_or(Row::blank);
        !text.chars().any(char::is_lowercase)
            && signs::kind_word(text).is_some()
            && blank(i.checked_sub(1))
            && blank(Some(i + 1))
    }

    /// How many blank rows stand before this one.
    fn gap_before(&self, i: usize) -> usize {
        self.rows[..i].iter().rev().take(12).take_while(|row| row.blank()).count()
    }

    /// Whether the current document's head has only just ended: its title and receiver stand here.
    fn in_head(&self, i: usize, current: Option<&Start>, least: usize) -> bool {
        current.is_some_and(|start| {
            start.kind != DocumentKind::Skiljeblad
                && self.rows[start.after.max(start.at)..i].iter().filter(|row| row.speaks()).count() < least
        })
    }

    /// Whether a bare head stands right below a letterhead that says nothing of its kind: both are of one paper.
    fn is_one_head(&self, head: &Start, below: &Start) -> bool {
        const MOST: usize = 3;
        // A letterhead that says so already, over the title of its memo.
        let memo = head.kind == DocumentKind::Tjansteskrivelse
            && head.head.subject.is_none()
            && below.kind == DocumentKind::Tjansteskrivelse;
        (head.kind == DocumentKind::Okand && head.why == "head" || memo)
            && below.why == BARE
            && self.rows[head.at].page == self.rows[below.at].page
            && self.in_head(below.at, Some(head), MOST)
    }

    /// A start without a head.
    fn plain(&self, i: usize, kind: DocumentKind, why: &'static str) -> Start {
        Start::new(i, kind, why)
    }
}
