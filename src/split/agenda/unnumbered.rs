//! Agendas whose items have no numbers: paragraphs below the agenda's heading, told by the labels that stand in them.
//!
//! Only a paragraph with a number of its own, a presenter or the title of the meeting's own business is an item;
//! what else stands between them could be anything.

use super::item::{self, Context};
use super::labels;
use super::numbered;
use super::table::Placed;
use crate::split::kind::is_agenda_heading;
use crate::split::rows::Row;

/// The items; empty where fewer than two paragraphs say what they are.
pub(crate) fn items(rows: &[Row<'_>], context: Context<'_>) -> Vec<Placed> {
    let heads = |text: &str| text.split('/').any(|part| is_agenda_heading(part.trim()));
    let Some(from) = rows.iter().position(|row| row.speaks() && row.text.len() <= 60 && heads(&row.text))
    else {
        return Vec::new();
    };
    let blocks = blocks(rows, from + 1);
    let signed = blocks.iter().filter(|(first, to)| labelled(&rows[*first..*to])).count();
    if signed < 2 {
        return Vec::new();
    }
    let ends: Vec<usize> = blocks.iter().map(|(_, to)| *to).collect();
    let items = blocks.iter().zip(ends).filter(|((first, to), _)| {
        labelled(&rows[*first..*to]) || super::kind::is_ordinary(&rows[*first].text)
    });
    items
        .map(|((first, _), to)| {
            let last = (*first..to).rev().find(|i| rows[*i].speaks()).unwrap_or(*first);
            let heading = numbered::bare(*first, rows[*first].text.clone());
            (item::read(rows, &heading, last + 1, context), *first, last)
        })
        .collect()
}

/// The paragraphs that a title can begin, each with the row after it; others go with the one before.
fn blocks(rows: &[Row<'_>], from: usize) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = Vec::new();
    for (i, row) in rows.iter().enumerate().skip(from).filter(|(_, row)| row.speaks()) {
        let parted = i == from || rows[i - 1].blank() || rows[i - 1].furniture;
        let title = row.text.chars().next().is_some_and(char::is_uppercase)
            && row.text.chars().count() <= 140
            && !row.text.ends_with(['.', ':', ';'])
            && !labels::any(&row.text)
            && !item::bare_number(&row.text)
            && !item::opens_section(&row.text)
            && (!super::groups::is_group(&row.text)
                || rows.get(i + 1).is_some_and(|below| labels::any(&below.text)));
        if parted && title {
            starts.push(i);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([rows.len()]);
    starts.iter().copied().zip(ends).collect()
}

/// Whether a paragraph's title ends in its number in a bracket, or its next rows hold a label or a number.
fn labelled(rows: &[Row<'_>]) -> bool {
    let mut rows = rows.iter().filter(|row| row.speaks());
    let title = rows.next().map_or("", |row| row.text.as_str());
    crate::split::numbers::bracketed(title).is_some()
        || rows.take(3).any(|row| labels::any(&row.text) || item::bare_number(&row.text))
}

/// The items that the word alone announces, without a number ("Ärende: Ny kaj"); empty where fewer than three do.
pub(super) fn worded(rows: &[Row<'_>], context: Context<'_>) -> Vec<Placed> {
    let found = |at: usize| {
        let row = &rows[at];
        let title = row.text.strip_prefix("Ärende:").filter(|_| row.speaks())?.trim_start();
        title.starts_with(char::is_uppercase).then(|| numbered::bare(at, title.to_owned()))
    };
    let headings: Vec<numbered::Heading> = (0..rows.len()).filter_map(found).collect();
    if headings.len() < 3 { Vec::new() } else { placed(rows, &headings, context) }
}

/// The items that a sign of a paragraph without its number heads ("§ Ny kaj"): the number is given at the meeting. Empty
/// where fewer than three say by what stands beside or below them that they are items; what stands between those is one
/// too, where they are at least half of all and the sign marks no papers.
pub(super) fn marked(rows: &[Row<'_>], context: Context<'_>) -> Vec<Placed> {
    let found = |at: usize| {
        let row = &rows[at];
        let title = row.text.strip_prefix('§').filter(|_| row.speaks())?.strip_prefix(' ')?.trim_start();
        let parted = at == 0 || row.page_start || !rows[at - 1].speaks();
        let names = title.chars().next().is_some_and(char::is_uppercase)
            && !title.ends_with(['.', ':', ';'])
            && !title.to_lowercase().starts_with("bilaga")
            && !super::title::is_paper(title);
        (parted && names).then(|| numbered::part(at, row, title))
    };
    let headings: Vec<numbered::Heading> = (0..rows.len()).filter_map(found).collect();
    let signed: Vec<bool> = headings.iter().map(|heading| is_signed(rows, heading)).collect();
    let count = signed.iter().filter(|signed| **signed).count();
    if count < 3 {
        return Vec::new();
    }
    let paper = |row: &Row<'_>| {
        let marked = row.text.strip_prefix('§').filter(|_| row.speaks()).map(str::trim_start);
        marked
            .is_some_and(|title| title.to_lowercase().starts_with("bilaga") || super::title::is_paper(title))
    };
    let half = count * 2 >= headings.len() && !rows.iter().any(paper);
    let last = signed.iter().rposition(|signed| *signed).unwrap_or(0);
    let kept = headings
        .into_iter()
        .zip(signed)
        .enumerate()
        .filter(|(at, (_, signed))| *signed || half && *at < last);
    let headings: Vec<numbered::Heading> = kept.map(|(_, (heading, _))| heading).collect();
    placed(rows, &headings, context)
}

/// The items of these headings, each up to the next.
fn placed(rows: &[Row<'_>], headings: &[numbered::Heading], context: Context<'_>) -> Vec<Placed> {
    let ends = headings.iter().skip(1).map(|heading| heading.at).chain([rows.len()]);
    headings
        .iter()
        .zip(ends)
        .map(|(heading, end)| {
            let to = if end == rows.len() { super::close::without_close(rows, heading.at, end) } else { end };
            let last = (heading.at..to).rev().find(|i| rows[*i].speaks()).unwrap_or(heading.at);
            (item::read(rows, heading, last + 1, context), heading.at, last)
        })
        .collect()
}

/// Whether a title, what stands beside it or what stands close below it says that it heads an item.
fn is_signed(rows: &[Row<'_>], heading: &numbered::Heading) -> bool {
    const CLOSE: usize = 4;
    let below = rows[heading.at + 1..].iter().filter(|row| row.speaks()).take(CLOSE);
    !heading.beside.is_empty()
        || super::kind::is_ordinary(&heading.title)
        || below.take_while(|row| !row.text.starts_with('§')).any(|row| {
            labels::any(&row.text)
                || item::bare_number(&row.text)
                || item::opens_section(&row.text)
                || !super::told::presenters(&row.text).is_empty()
                || !super::told::under(&heading.title, &row.text).is_empty()
        })
}
