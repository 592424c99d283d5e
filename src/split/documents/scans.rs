//! Pages without text. A scan is a paper like any other: where it stands between two documents it is one of its own,
//! where a document goes on behind it it is a page of that.
//!
//! Of a text nobody can say whether a page without words was a scan or the blank back of a sheet; one page alone is
//! left to its finding.

use std::collections::BTreeMap;

use super::boundaries::Start;
use super::links::Target;
use super::{Placed, outline};
use crate::model::record::{Document, DocumentKind};
use crate::packet::{Packet, Page, PageState};
use crate::split::rows::Row;
use crate::split::{Block, furniture};

/// What shows a document that is a scan.
pub(super) const WHY: &str = "scan";

/// Consecutive pages without text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    first: u32,
    last: u32,
    /// Whether they are known to be pictures.
    scanned: bool,
}

/// The runs of a packet: scans with blank pages between them, and pages of which only their want of text is known.
fn runs(pages: &[Page]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for page in pages {
        let scanned = page.state == PageState::Scan;
        let bridge = page.state == PageState::Empty;
        if !scanned && !bridge && page.state != PageState::NoText {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.last + 1 == page.number && (bridge || run.scanned == scanned) => {
                run.last = page.number;
            }
            _ if !bridge => runs.push(Run { first: page.number, last: page.number, scanned }),
            _ => {}
        }
    }
    for run in &mut runs {
        let blank = |number: u32| {
            let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
            at.and_then(|at| pages.get(at)).is_some_and(|page| page.state == PageState::Empty)
        };
        while run.last > run.first && blank(run.last) {
            run.last -= 1;
        }
    }
    runs.retain(|run| run.scanned || run.last > run.first);
    runs
}

/// A packet's rows by page.
struct Sheets<'r, 'a> {
    rows: &'r [Row<'a>],
    /// The total that the packet's own counter names.
    total: Option<u32>,
}

impl<'r, 'a> Sheets<'r, 'a> {
    fn new(rows: &'r [Row<'a>], packet: &Packet) -> Self {
        Self { rows, total: packet.page_count }
    }

    /// Index of the first row on this page or behind it.
    fn first(&self, page: u32) -> usize {
        self.rows.partition_point(|row| row.page.is_none_or(|own| own < page))
    }

    /// The counter of a document's own pages on this page.
    fn counter(&self, page: u32) -> Option<(u32, u32)> {
        let rows = &self.rows[self.first(page)..self.first(page.saturating_add(1))];
        let own = |row: &Row<'_>| furniture::counter_of(row).and_then(|(at, total)| Some((at, total?)));
        rows.iter().filter_map(own).find(|(at, total)| Some(*total) != self.total && at <= total)
    }

    /// How many pages of this run the document before it still has, by its own count.
    fn owed(&self, run: Run) -> u32 {
        let length = run.last - run.first + 1;
        let counted =
            (run.first..=run.last).take_while(|page| self.counter(*page).is_some_and(|(at, _)| at > 1));
        let counted = u32::try_from(counted.count()).unwrap_or(u32::MAX);
        let before = run.first.checked_sub(1).and_then(|page| self.counter(page));
        let left = before.map_or(0, |(at, total)| total - at);
        let begins = self.counter(run.first).is_some_and(|(at, _)| at == 1);
        if begins { 0 } else { counted.max(left).min(length) }
    }
}

/// Adds the documents that have no text, and gives the others the pages of theirs that have none.
pub(super) fn add(
    rows: &[Row<'_>],
    from: usize,
    packet: &Packet,
    links: &BTreeMap<u32, Target>,
    starts: &mut Vec<Start>,
) {
    let sheets = Sheets::new(rows, packet);
    for run in runs(&packet.pages) {
        let at = sheets.first(run.first);
        if at < from {
            continue;
        }
        let names = outline::names(&packet.outline, run.first..=run.last);
        let is_named = |page: &u32| names.contains_key(page) || links.contains_key(page);
        let before = starts.iter().rposition(|start| start.at < at);
        let behind = sheets.first(run.last.saturating_add(1));
        let next = starts.iter().map(|start| start.at).find(|start| *start >= at).unwrap_or(rows.len());
        let goes_on = rows.get(behind..next).is_some_and(|rows| rows.iter().any(Row::speaks));
        let cuts: Vec<u32> = (run.first..=run.last).filter(is_named).collect();
        if goes_on && before.is_some() && cuts.is_empty() {
            continue;
        }
        let owed = if is_named(&run.first) || before.is_none() { 0 } else { sheets.owed(run) };
        if let Some(before) = before.filter(|_| owed > 0) {
            let bare = (run.first, run.first + owed - 1);
            starts[before].bare = Some(starts[before].bare.map_or(bare, |(first, _)| (first, bare.1)));
        }
        let begin = run.first + owed;
        let begins = (begin <= run.last)
            .then_some(begin)
            .into_iter()
            .chain(cuts.iter().copied().filter(|page| *page > begin));
        let begins: Vec<u32> = begins.collect();
        for (i, first) in begins.iter().enumerate() {
            let last = begins.get(i + 1).map_or(run.last, |next| next - 1);
            let target = links.get(first);
            let named = names.get(first).cloned().or_else(|| target.and_then(|target| target.name.clone()));
            // What follows the last page that is named is the text of what it begins.
            let why = if goes_on && !cuts.is_empty() && i + 1 == begins.len() { "outline" } else { WHY };
            let kind = if run.scanned { DocumentKind::Bilaga } else { DocumentKind::Okand };
            let kind = if why == WHY { kind } else { DocumentKind::Okand };
            let mut start = Start::new(sheets.first(*first), kind, why);
            start.bare = Some((*first, last));
            start.linked = target.map(|target| target.linked);
            start.head.subject = Some(named.clone().unwrap_or_else(|| called(run.scanned, *first, last)));
            start.outline = named;
            starts.push(start);
        }
        if let Some(at) = (behind..next).find(|at| rows[*at].speaks()).filter(|_| goes_on && cuts.is_empty())
        {
            starts.push(Start::new(at, DocumentKind::Okand, "after scan"));
        }
        starts.sort_by_key(|start| (start.at, start.bare.map_or(u32::MAX, |(first, _)| first)));
    }
}

/// What a paper is called of which nothing is known but its pages.
fn called(scanned: bool, first: u32, last: u32) -> String {
    let what = if scanned { "Skannad handling" } else { "Handling utan text" };
    if first == last { format!("{what}, sidan {first}") } else { format!("{what}, sidorna {first}–{last}") }
}

/// The record of a document without text.
pub(super) fn place(rows: &[Row<'_>], start: Start, to: usize) -> Placed {
    let title = start.head.subject.clone().unwrap_or_default();
    let mut document = Document::new(String::new(), title, start.kind);
    document.pages = start.bare;
    let own = &rows[start.at..to];
    document.lines = own.first().zip(own.last()).map(|(first, last)| (first.number, last.number));
    let stamped = Vec::new();
    Placed { document, from: start.at, to, copy_of: None, item: None, attachment: None, stamped, start }
}

/// The first page of what begins with these rows, where pages without text go before its text: a cover, a scanned
/// notice.
pub(crate) fn lead(rows: &[Row<'_>], packet: &Packet) -> Option<u32> {
    let first = rows.iter().find(|row| !row.blank())?.page?;
    runs(&packet.pages).into_iter().find(|run| run.scanned && run.first < first).map(|run| run.first)
}

/// Of minutes: the last page that is theirs where pages without text follow their own, and the papers behind them
/// that have no text.
pub(crate) fn behind(rows: &[Row<'_>], packet: &Packet) -> (Option<u32>, Vec<Document>) {
    let sheets = Sheets::new(rows, packet);
    let Some(last) = rows.iter().rfind(|row| row.speaks()).and_then(|row| row.page) else {
        return (None, Vec::new());
    };
    let mut end = None;
    let mut documents = Vec::new();
    for run in runs(&packet.pages).into_iter().filter(|run| run.first > last) {
        let owed = if run.first == last + 1 { sheets.owed(run) } else { 0 };
        end = (owed > 0).then(|| run.first + owed - 1).or(end);
        let first = run.first + owed;
        if first <= run.last {
            let kind = if run.scanned { DocumentKind::Bilaga } else { DocumentKind::Okand };
            let mut document = Document::new(String::new(), called(run.scanned, first, run.last), kind);
            document.pages = Some((first, run.last));
            documents.push(document);
        }
    }
    (end, documents)
}

/// Marks in a document's text its pages that have none, so that each page of it can be found.
pub(crate) fn mark(document: &Document, pages: &[Page], text: &mut Vec<Block>) {
    let Some((first, last)) = document.pages.filter(|_| !pages.is_empty()) else { return };
    let is_bare = |page: &&Page| {
        (first..=last).contains(&page.number)
            && !matches!(page.state, PageState::Text | PageState::Unmapped | PageState::Empty)
    };
    // Where a text has no marks, nobody knows what stands on which page.
    if !text.is_empty() && !text.iter().any(|block| matches!(block, Block::Page(_))) {
        return;
    }
    let mut bare = pages.iter().filter(is_bare).map(|page| page.number).peekable();
    let mut marked = Vec::with_capacity(text.len());
    for block in text.drain(..) {
        if let Block::Page(page) = block {
            while let Some(before) = bare.next_if(|bare| *bare <= page) {
                marked.extend((before < page).then_some(Block::Page(before)));
            }
        }
        marked.push(block);
    }
    marked.extend(bare.map(Block::Page));
    *text = marked;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::read_text;
    use crate::split::split;

    const AGENDA: &str = "Kajstads kommun\nKallelse till hamnnämnden\nTid: 2031-09-15 kl. 09.00\n\nFöredragningslista\n\n\
                          1. Upprop\n2. Ny kaj\nDnr HN 2031/44\nFörslag till beslut\nHamnnämnden bygger kajen.\n";
    const MEMO: &str = "Hamnkontoret                         TJÄNSTESKRIVELSE\nHandläggare Pia Alm        Datum 2031-08-20   \
                        Dnr HN 2031/44\n\nNy kaj\n\nFörslag till beslut\nHamnnämnden bygger kajen.\n";

    /// Titles and pages of what stands behind the agenda in a text with these pages.
    fn found(pages: &[&str]) -> Vec<(String, (u32, u32))> {
        let text = pages.join("\u{c}");
        let documents = split(&read_text("p.txt", text.as_bytes())).meeting.documents.into_iter();
        documents.skip(1).filter_map(|document| Some((document.title, document.pages?))).collect()
    }

    #[test]
    fn of_a_text_one_blank_page_is_nothing_and_more_are_a_paper() {
        let one = found(&[AGENDA, MEMO, "\n"]);
        assert_eq!(one, [("Ny kaj".to_owned(), (2, 2))]);
        let three = found(&[AGENDA, MEMO, "\n", "\n", "\n"]);
        assert_eq!(
            three,
            [("Ny kaj".to_owned(), (2, 2)), ("Handling utan text, sidorna 3–5".to_owned(), (3, 5))]
        );
    }

    #[test]
    fn runs_bridge_blank_pages_and_end_in_none() {
        use PageState::{Empty, NoText, Scan, Text};
        let pages = |states: &[PageState]| -> Vec<Page> {
            let numbered = (1..).zip(states);
            numbered.map(|(number, state)| Page { number, label: None, state: *state }).collect()
        };
        let run = |first, last, scanned| Run { first, last, scanned };
        assert_eq!(
            runs(&pages(&[Empty, Scan, Empty, Scan, Empty, Text, Scan])),
            [run(2, 4, true), run(7, 7, true)]
        );
        assert_eq!(runs(&pages(&[NoText, Text, NoText, NoText])), [run(3, 4, false)]);
        assert_eq!(runs(&pages(&[Text, Empty])), []);
    }
}
