//! Cuts a packet into its documents and says of each what it is and which item it belongs to.
//!
//! Comes in: the rows behind the agenda, and its items. Goes out: documents in the packet's order, without gaps.
//! Invariant: every row from the first document on belongs to exactly one. Absent on purpose: what stands in an
//! attachment beyond its head, decision and tables.

mod boundaries;
mod delegation;
mod duplicates;
mod likeness;
mod links;
mod listed;
mod matching;
mod outline;
pub(crate) mod scans;
pub(crate) mod signs;
pub(crate) mod tables;
mod titles;

use crate::model::date::Date;
use crate::model::record::{Cell, Document, DocumentKind, Item, Table};
use crate::packet::Packet;
use crate::split::headings::{self, Heading};
use crate::split::rows::Row;
use crate::split::{numbers, organs};
use boundaries::{Known, Start};

/// A document with its rows.
#[derive(Debug)]
pub(crate) struct Placed {
    /// The record; its id is not unique yet.
    pub(crate) document: Document,
    /// Index of its first row.
    pub(crate) from: usize,
    /// Index after its last row.
    pub(crate) to: usize,
    /// Index in the packet of the document that it is a copy of.
    pub(crate) copy_of: Option<usize>,
    /// Index of the item that it belongs to.
    pub(crate) item: Option<usize>,
    /// Index among that item's listed attachments.
    pub(crate) attachment: Option<usize>,
    /// Numbers of cases that its first lines bear by themselves, as stamps do.
    pub(crate) stamped: Vec<String>,
    /// What showed its beginning.
    pub(crate) start: Start,
}

impl Placed {
    /// Whether it has no text.
    pub(crate) fn is_scan(&self) -> bool {
        self.start.why == scans::WHY
    }
}

/// The first row behind the agenda: where the first head stands that is not the agenda's own. `None` where the
/// file is an agenda alone.
pub(crate) fn first(rows: &[Row<'_>], from: usize) -> Option<usize> {
    boundaries::first_head(rows, from)
}

/// The first divider or paper of one of these items between `from` and `to`, where the last item seems to go on.
pub(crate) fn begin(rows: &[Row<'_>], from: usize, to: usize, items: &[Item]) -> Option<usize> {
    let known: Vec<Known> = items.iter().map(Known::item).collect();
    boundaries::first_paper(rows, from, to, &known)
}

/// The page between `from` and `to` that is no more of the agenda that begins at row `top`, though the last item seems to
/// go on there.
pub(crate) fn page_behind(rows: &[Row<'_>], top: usize, from: usize, to: usize) -> Option<usize> {
    boundaries::first_page_behind(rows, top, from, to)
}

/// Where the papers begin within what was read as an agenda: where the head of one stands that is of an earlier item than
/// the one that seems to hold it.
pub(crate) fn misplaced(rows: &[Row<'_>], items: &[(Item, usize, usize)]) -> Option<usize> {
    let known: Vec<Known> = items.iter().map(|(item, ..)| Known::item(item)).collect();
    let places: Vec<(usize, usize)> = items.iter().map(|(_, first, last)| (*first, *last)).collect();
    boundaries::misplaced(rows, &places, &known)
}

/// The documents from row `from` on, matched to the items.
///
/// Behind an agenda the papers begin where something shows it, `behind` being a page that does; without one, with the
/// first row. `packet` is the file that the rows are of: its outline and its links tell of documents too, and its pages
/// that have no text.
pub(crate) fn read(
    rows: &[Row<'_>],
    from: usize,
    behind: Option<usize>,
    items: &[Item],
    packet: &Packet,
) -> Vec<Placed> {
    let mut known: Vec<Known> = items.iter().map(Known::item).collect();
    let titles = items.iter().flat_map(|item| &item.attachments).map(|attachment| attachment.title.as_str());
    known.extend(titles.filter(|title| !listed::is_bare_number(title)).map(Known::attachment));
    let mut starts = boundaries::starts(rows, from, &known);
    duplicates::align(rows, from, &mut starts);
    outline::add(rows, from, &packet.outline, &known, &mut starts);
    let links = links::of(rows, from, &packet.links, items);
    links::add(rows, from, &links, items, &mut starts);
    if let Some(page) = behind.or((from == 0).then_some(0)) {
        cover(rows, page, &mut starts);
    }
    scans::add(rows, from, packet, &links, &mut starts);
    let ends: Vec<usize> = starts.iter().skip(1).map(|start| start.at).chain([rows.len()]).collect();
    let mut placed: Vec<Placed> =
        starts.into_iter().zip(ends).map(|(start, to)| place(rows, start, to)).collect();
    copies(rows, &mut placed);
    matching::attached_files(&mut placed);
    matching::items(&mut placed, items);
    matching::attachments(rows, &mut placed, items);
    placed
}

/// Whether two titles are plainly of one matter.
pub(crate) fn are_alike(a: &str, b: &str) -> bool {
    let like = likeness::titles(a, b);
    like.both >= 0.6 || like.shorter >= 0.99 && like.count >= 3
}

/// Lets the first document begin at the first row with text.
fn cover(rows: &[Row<'_>], from: usize, starts: &mut Vec<Start>) {
    let Some(first) = (from..rows.len()).find(|i| rows[*i].speaks()) else { return };
    if starts.first().is_none_or(|start| start.at > first) {
        starts.insert(0, Start::new(first, DocumentKind::Okand, "first"));
    }
}

/// The record of one stretch, as far as its own rows tell.
fn place(rows: &[Row<'_>], mut start: Start, to: usize) -> Placed {
    if start.why == scans::WHY {
        return scans::place(rows, start, to);
    }
    // A head may reach into rows that became a stretch of their own, as a copy within it does.
    start.after = start.after.min(to);
    let (from, kind) = (start.at, titles::kind(&rows[start.at..to], &start));
    let title = titles::title(rows, &start, to, kind);
    let mut document = Document::new(String::new(), title, kind);
    document.date = start.head.date.or_else(|| dated(&rows[from..to], kind));
    document.sender = start.head.sender.clone().or_else(|| sender(&rows[from..to], kind));
    if let Some(number) = &start.head.number {
        document.diarienummer = numbers::labelled(number);
    } else if kind == DocumentKind::Tjansteskrivelse {
        document.diarienummer = number_above_text(&rows[from..to]);
    }
    if kind == DocumentKind::Delegationsbeslut {
        document.decision = delegation::read(&rows[from..to]);
    }
    document.lines = Some((rows[from].number, rows[to - 1].number));
    let last = rows[from..to].iter().rfind(|row| !row.blank()).unwrap_or(&rows[from]);
    document.pages = rows[from].page.zip(last.page).map(|pages| with_bare(pages, start.bare));
    let stamped = stamped(&rows[from..to]);
    Placed { document, from, to, copy_of: None, item: None, attachment: None, stamped, start }
}

/// The day that a memo or a delegate's decision prints in a column of its own among its first lines.
fn dated(rows: &[Row<'_>], kind: DocumentKind) -> Option<Date> {
    const LINES: usize = 9;
    if !matches!(kind, DocumentKind::Delegationsbeslut | DocumentKind::Tjansteskrivelse) {
        return None;
    }
    let top = rows.iter().filter(|row| !row.blank()).take(LINES).take_while(|row| row.heading.is_none());
    let columns = top.flat_map(|row| crate::split::agenda::segments(row.raw));
    let mut days = columns.filter(|(_, text)| {
        let value =
            text.strip_prefix("Datum").map_or(text.as_str(), |rest| rest.trim_start_matches([':', ' ']));
        signs::bare_day(value)
    });
    days.next().and_then(|(_, text)| signs::date_in(&text))
}

/// The office that the letterhead of a memo or of what is sent out for comment names in a line or a column of its own,
/// before it names who is to have it.
fn sender(rows: &[Row<'_>], kind: DocumentKind) -> Option<String> {
    const LINES: usize = 6;
    if !matches!(
        kind,
        DocumentKind::Tjansteskrivelse | DocumentKind::Remiss | DocumentKind::Delegationsbeslut
    ) {
        return None;
    }
    let top = rows.iter().filter(|row| !row.blank()).take(LINES).take_while(|row| row.heading.is_none());
    let columns = top.flat_map(|row| crate::split::agenda::segments(row.raw));
    let receives = |text: &str| {
        let word = text.split([' ', ':']).next().unwrap_or("");
        matches!(word, "Till" | "Mottagare" | "Mottagande")
    };
    let mut columns = columns.map(|(_, text)| text).take_while(|text| !receives(text));
    columns.find(|text| signs::sends(text))
}

/// The numbers that stand alone or by a label in a column of the first lines.
fn stamped(rows: &[Row<'_>]) -> Vec<String> {
    const LINES: usize = 8;
    let top = rows.iter().filter(|row| row.speaks() && row.text.chars().count() <= 120).take(LINES);
    let columns = top.flat_map(|row| crate::split::agenda::segments(row.raw));
    let own = columns.filter(|(_, text)| signs::is_number(text) || signs::labelled(text));
    own.flat_map(|(_, text)| numbers::labelled(&text)).collect()
}

/// The number that a memo prints by a label of its own between its letterhead and its text.
fn number_above_text(rows: &[Row<'_>]) -> Vec<String> {
    const REACH: usize = 20;
    let head = rows.iter().filter(|row| row.speaks()).take(REACH).take_while(|row| row.heading.is_none());
    head.map(|row| crate::split::agenda::numbers_of(&row.text))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The pages of a document together with those of it that have no text.
fn with_bare((first, last): (u32, u32), bare: Option<(u32, u32)>) -> (u32, u32) {
    bare.map_or((first, last), |(from, to)| (first.min(from), last.max(to)))
}

/// Finds documents that stand in the packet twice; the first is the one that counts.
fn copies(rows: &[Row<'_>], placed: &mut [Placed]) {
    let known: Vec<duplicates::Copy> =
        placed.iter().map(|p| duplicates::Copy::new(&rows[p.from..p.to], &p.start)).collect();
    for later in 1..placed.len() {
        if placed[later].document.kind == DocumentKind::Skiljeblad || placed[later].is_scan() {
            continue;
        }
        placed[later].copy_of = (0..later)
            .filter(|earlier| !placed[*earlier].is_scan())
            .find(|earlier| placed[*earlier].copy_of.is_none() && known[*earlier].is(&known[later]));
    }
}

/// The numbers that begin the rows of lists of grants: each is a case of its own.
pub(crate) fn granted(tables: &[Table]) -> Vec<String> {
    let lists = tables.iter().filter(|table| {
        table.columns.first().is_some_and(|heading| {
            matches!(heading.to_lowercase().as_str(), "dnr" | "diarienr" | "diarienummer" | "beteckning")
        })
    });
    lists
        .flat_map(|table| &table.rows)
        .filter_map(|row| match row.first() {
            Some(Cell::Text(text)) => numbers::labelled(text).into_iter().next(),
            _ => None,
        })
        .collect()
}

/// The body to which a list reports, and the day of its meeting, where the list's own first rows say so.
pub(crate) fn reported_to(rows: &[Row<'_>]) -> (Option<String>, Option<Date>) {
    let (mut organ, mut day) = (None, None);
    for row in rows.iter().filter(|row| !row.blank()).take(8) {
        let named = organs::leading(&row.text)
            .filter(|named| named.standing == organs::Standing::Elected && !named.genitive);
        let rest = named.as_ref().map_or("", |named| named.rest);
        let own = named.is_some()
            && (rest.is_empty() || signs::date_in(rest).is_some() && rest.chars().count() <= 20);
        if own {
            organ = organ.or_else(|| named.map(|named| named.name.to_owned()));
        }
        if own || row.text.to_lowercase().starts_with("sammanträd") {
            day = day.or_else(|| signs::date_in(&row.text));
        }
    }
    (organ, day)
}

/// The body that every memo of these rows asks to decide ("Förslag till beslut i hamnnämnden"); `None` where they
/// ask more than one, or none.
pub(crate) fn asked(rows: &[Row<'_>]) -> Option<String> {
    let mut named: Option<String> = None;
    for row in rows.iter().filter(|row| row.heading == Some(Heading::Proposal)) {
        let Some(organ) = headings::recognise(&row.text).and_then(|headed| headed.decides) else { continue };
        match &named {
            Some(known) if !organs::same(known, &organ) => return None,
            Some(_) => {}
            None => named = Some(organ),
        }
    }
    let mut chars = named.as_deref()?.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect())
}
