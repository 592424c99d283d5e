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
    let Some(from) = rows.iter().position(|row| row.speaks() && is_agenda_heading(&row.text)) else {
        return Vec::new();
    };
    let blocks = blocks(rows, from + 1);
    let signed = blocks.iter().filter(|(first, to)| labelled(&rows[*first + 1..*to])).count();
    if signed < 2 {
        return Vec::new();
    }
    let ends: Vec<usize> = blocks.iter().map(|(_, to)| *to).collect();
    let items = blocks.iter().zip(ends).filter(|((first, to), _)| {
        labelled(&rows[*first + 1..*to]) || super::kind::is_ordinary(&rows[*first].text)
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
            && (!super::is_group(&row.text) || rows.get(i + 1).is_some_and(|below| labels::any(&below.text)));
        if parted && title {
            starts.push(i);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([rows.len()]);
    starts.iter().copied().zip(ends).collect()
}

/// Whether the first rows of a paragraph hold a label or a number.
fn labelled(rows: &[Row<'_>]) -> bool {
    rows.iter()
        .filter(|row| row.speaks())
        .take(3)
        .any(|row| labels::any(&row.text) || item::bare_number(&row.text))
}
