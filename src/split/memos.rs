//! Memos (tjänsteskrivelser) and extracts of minutes: what they put before the body that meets.

use std::collections::BTreeSet;

use super::{documents, ids, minutes, organs};
use crate::model::record::{Document, DocumentKind, Item, Meeting};
use crate::packet::{Line, Packet};
use crate::split::rows::Row;

/// Gives each item of an agenda that prints no proposal the one that its memo prints, where it has one memo and that is
/// for the body that meets, else the one that an extract of another body's minutes names it in; and the number of that paper,
/// where the agenda prints none.
pub(super) fn propose(packet: &Packet, rows: &[Row<'_>], meeting: &mut Meeting) {
    let meets = meeting.organ.name.clone();
    for item in &mut meeting.items {
        let own = |kind: DocumentKind| {
            let mut found = meeting.documents.iter().filter(|document| {
                document.kind == kind
                    && document.item.as_ref() == Some(&item.id)
                    && document.duplicate_of.is_none()
                    && is_of(document, item)
            });
            found.next().filter(|_| found.next().is_none())
        };
        let (memo, extract) = (own(DocumentKind::Tjansteskrivelse), own(DocumentKind::Protokollsutdrag));
        if let Some(memo) = memo.filter(|_| item.diarienummer.is_empty()) {
            item.diarienummer.clone_from(&memo.diarienummer);
        }
        if item.proposal.is_some() {
            continue;
        }
        let read = |paper: &Document| {
            let lines = held(packet, rows, paper.lines?);
            let read = minutes::read_memo(&lines, paper.title.clone(), meets.clone());
            Some((read.proposal.as_ref()?.organ.clone(), read))
        };
        // What another body puts before the one that meets names it ("Kommunstyrelsens förslag till kommunfullmäktige"):
        // any other proposal of its minutes was one to itself.
        let named = |organ: Option<&str>| organ.is_some() && is_for(organ, meets.as_deref());
        let found = memo
            .and_then(read)
            .filter(|(organ, _)| is_for(organ.as_deref(), meets.as_deref()))
            .or_else(|| extract.and_then(read).filter(|(organ, _)| named(organ.as_deref())));
        if let Some((_, read)) = found {
            take(item, read);
            // What another body puts before the one that meets is the item's case.
            if let Some(extract) = extract.filter(|extract| memo.is_none() && extract.diarienummer.len() == 1)
                && item.diarienummer.is_empty()
            {
                item.diarienummer.clone_from(&extract.diarienummer);
            }
        }
    }
}

/// Whether a memo says itself that it is its item's: by its number, its title, or as a paper that the item lists. One
/// that only lies behind the item's papers may be another's.
fn is_of(memo: &Document, item: &Item) -> bool {
    let numbered = item
        .diarienummer
        .iter()
        .any(|number| memo.diarienummer.iter().any(|own| super::numbers::same(own, number)));
    numbered
        || documents::are_alike(&memo.title, &item.title)
        || item.attachments.iter().any(|attachment| attachment.document.as_ref() == Some(&memo.id))
}

/// Takes what a memo says of its item.
fn take(item: &mut Item, memo: Item) {
    item.proposal = memo.proposal;
    item.summary = item.summary.take().or(memo.summary);
}

/// Whether a proposal to `organ` is one to the body that meets: the same, or none is named.
fn is_for(organ: Option<&str>, meets: Option<&str>) -> bool {
    match (organ, meets) {
        (Some(organ), Some(meets)) => organs::same(organ, meets) || crate::split::organs::means(organ, meets),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// The lines from the first to the last, with what is known to be page furniture from the whole file, as a memo of two
/// pages does not show it, and what its pages repeat of the head of its first.
fn held(packet: &Packet, rows: &[Row<'_>], (first, last): (u32, u32)) -> Vec<Line> {
    let from = packet.lines.partition_point(|line| line.number < first);
    let to = packet.lines.partition_point(|line| line.number <= last);
    let lines = packet.lines.get(from..to).unwrap_or_default();
    // The rows of an agenda in two columns are more than its lines.
    let from = rows.partition_point(|row| row.number < first);
    let to = rows.partition_point(|row| row.number <= last);
    let rows = rows.get(from..to).unwrap_or_default();
    let first = rows.first().map(|row| row.page);
    let head: BTreeSet<&str> = rows
        .iter()
        .filter(|row| !row.blank())
        .take(HEAD)
        .take_while(|row| Some(row.page) == first && row.heading.is_none())
        .map(|row| row.text.as_str())
        .collect();
    let mut again = false;
    let (signed, kind) = (signed(rows), kind_above(rows));
    let mut out = Vec::with_capacity(lines.len());
    for (at, (line, row)) in lines.iter().zip(rows).enumerate() {
        again = (again || row.page_start && Some(row.page) != first)
            && (row.blank() || row.furniture || head.contains(row.text.as_str()));
        out.push(Line {
            furniture: row.furniture || (again || at >= signed || Some(at) == kind) && !row.blank(),
            ..line.clone()
        });
    }
    out
}

/// The row with the word for the kind of a memo that is the word for a proposal too ("Ordförandeförslag" over a day, a
/// number or a title): it heads the memo, and what stands below is not proposed.
fn kind_above(rows: &[Row<'_>]) -> Option<usize> {
    const LINES: usize = 3;
    let at = (0..rows.len()).filter(|at| !rows[*at].blank()).take(LINES).find(|at| {
        let lower = rows[*at].text.trim_end_matches(':').to_lowercase();
        ["ordförandeförslag", "presidieförslag", "beslutsförslag"].contains(&lower.as_str())
    })?;
    let mut below = rows[at + 1..].iter().filter(|row| !row.blank()).take(LINES);
    let heads = |row: &Row<'_>| {
        documents::signs::in_letterhead(&row.text) || !super::agenda::numbers_of(&row.text).is_empty()
    };
    below.any(heads).then_some(at)
}

/// The index from which on a memo's rows are those who sign it: names with their offices and telephones, which are no
/// part of its last section.
fn signed(rows: &[Row<'_>]) -> usize {
    const LINES: usize = 4;
    const BLOCKS: usize = 3;
    let mut from = rows.len();
    for _ in 0..BLOCKS {
        let Some(last) = rows[..from].iter().rposition(|row| !row.blank()) else { break };
        let first = rows[..=last].iter().rposition(Row::blank).map_or(0, |blank| blank + 1);
        let block = &rows[first..=last];
        let names = |row: &Row<'_>| {
            let columns = super::agenda::segments(row.raw);
            !columns.is_empty() && columns.iter().all(|(_, text)| super::people::is_name(text))
        };
        let short = |row: &Row<'_>| {
            row.text.chars().count() <= 80 && !row.text.ends_with(['.', ':']) && row.heading.is_none()
        };
        if first == 0 || block.len() > LINES || !names(&block[0]) || !block.iter().all(short) {
            break;
        }
        from = first;
    }
    from
}

/// How many lines the head of a memo may have.
const HEAD: usize = 10;

/// A memo that comes alone is an item of the meeting that it is for; in a packet of many the agenda tells the items.
pub(super) fn alone(packet: &Packet, rows: &[Row<'_>], meeting: &mut Meeting) {
    let mut memos = meeting.documents.iter_mut().filter(|d| d.kind == DocumentKind::Tjansteskrivelse);
    let (Some(memo), None) = (memos.next(), memos.next()) else { return };
    let Some((first, last)) = memo.lines.filter(|_| meeting.items.is_empty()) else { return };
    let mut item =
        minutes::read_memo(&held(packet, rows, (first, last)), subject(&memo.title).to_owned(), None);
    if item.proposal.is_none() {
        return;
    }
    item.diarienummer.clone_from(&memo.diarienummer);
    item.lines = memo.lines;
    item.pages = memo.pages;
    item.id = ids::Ids::default().item(&item);
    memo.item = Some(item.id.clone());
    let asks = item.proposal.as_ref().and_then(|proposal| proposal.organ.as_deref());
    if let Some(organ) = asks.filter(|organ| meeting.organ.name.is_none() && organs::is_elected(organ)) {
        meeting.organ.name = Some(organ.to_owned());
    }
    meeting.items.push(item);
}

/// What a memo is about: its title without the words for what it is ("Hamnkontorets tjänsteskrivelse – Ny kaj").
fn subject(title: &str) -> &str {
    ["tjänsteskrivelse", "tjänsteutlåtande"]
        .iter()
        .find_map(|word| {
            let at = title.to_lowercase().find(word)? + word.len();
            let rest = title.get(at..)?.trim_start();
            let rest = rest.strip_prefix(['-', '–', ':'])?.trim_start();
            (!rest.is_empty()).then_some(rest)
        })
        .unwrap_or(title)
}
