//! Agendas whose items are the points of a list without numbers ("- Upprop", "- Ny kaj, dnr KS 2032/4").
//!
//! A list could be of anything: it stands right below the agenda's heading and begins with the meeting's own business.

use super::close::without_close;
use super::item::{self, Context};
use super::table::Placed;
use super::{kind, numbered};
use crate::split::kind::is_agenda_heading;
use crate::split::rows::Row;

/// Fewer points than this are no agenda.
const FEWEST: usize = 3;

/// The items; empty where no such list stands below the agenda's heading.
pub(super) fn items(rows: &[Row<'_>], context: Context<'_>) -> Vec<Placed> {
    let Some(from) = rows.iter().position(|row| row.speaks() && is_agenda_heading(&row.text)) else {
        return Vec::new();
    };
    let Some(first) = (from + 1..rows.len()).find(|at| rows[*at].speaks()) else { return Vec::new() };
    let Some((mark, _)) = point(&rows[first]) else { return Vec::new() };
    let own = |at: usize| {
        point(&rows[at]).filter(|(sign, _)| *sign == mark && rows[at].lead.abs_diff(rows[first].lead) <= 1)
    };
    let to = end(rows, first, |at| own(at).is_some());
    let points: Vec<(usize, String)> =
        (first..to).filter_map(|at| own(at).map(|(_, title)| (at, title.to_owned()))).collect();
    let ordinary = points.iter().take(2).any(|(_, title)| kind::is_ordinary(title));
    if points.len() < FEWEST || !ordinary {
        return Vec::new();
    }
    let ends = points.iter().skip(1).map(|(at, _)| *at).chain([to]);
    points
        .iter()
        .zip(ends)
        .map(|((at, title), end)| {
            let last = (*at..end).rev().find(|i| rows[*i].speaks()).unwrap_or(*at);
            (item::read(rows, &numbered::bare(*at, title.clone()), last + 1, context), *at, last)
        })
        .collect()
}

/// The row after the list: behind a blank line, what is neither a point nor set in below one stands outside it.
fn end(rows: &[Row<'_>], first: usize, own: impl Fn(usize) -> bool) -> usize {
    let lead = rows[first].lead;
    let outside = |at: &usize| {
        let row = &rows[*at];
        let parted = !rows[*at - 1].speaks();
        row.speaks() && parted && !own(*at) && row.lead <= lead
    };
    let end = (first + 1..rows.len()).find(outside).unwrap_or(rows.len());
    without_close(rows, first, end)
}

/// The mark of a point and what stands after it.
fn point<'r>(row: &'r Row<'_>) -> Option<(char, &'r str)> {
    let mark = row
        .text
        .chars()
        .next()
        .filter(|c| row.speaks() && matches!(c, '-' | '–' | '•' | '*' | '·' | '●' | '▪'))?;
    let title = row.text[mark.len_utf8()..].trim_start();
    title.starts_with(char::is_uppercase).then_some((mark, title))
}
