//! Agendas in two columns without headings: the matter to the left, what is proposed to the right.
//!
//! Comes in: the rows of a file. Goes out: the same rows, those of the right column below those of the left, item by
//! item, where other rules look for a proposal. Each row that was moved keeps a number of its item's lines.

use super::layout::segments;
use crate::base::text::{nfc, squeeze};
use crate::split::headings;
use crate::split::organs;
use crate::split::rows::Row;

/// How many items must have text beside them, all in one column.
const LEAST: usize = 3;
/// The right column begins no nearer to the left than this.
const NARROWEST: usize = 20;

/// Whether a text begins with the number of an item.
fn digits(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or("");
    let number = word.trim_end_matches(['.', ')']);
    (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// A numbered row with text beside its title: its index and where that text begins.
fn paired(row: &Row<'_>) -> Option<usize> {
    if !row.speaks() || row.tabbed() {
        return None;
    }
    let cells = segments(row.raw);
    let (first, right) = match cells.as_slice() {
        [(_, title), (right, text)] if title.contains(' ') => (title, (*right, text)),
        [(_, number), (_, title), (right, text)] if !number.contains(' ') && title.len() > 2 => {
            (number, (*right, text))
        }
        _ => return None,
    };
    let begins = right.1.chars().next().is_some_and(char::is_uppercase) || right.1.starts_with("att ");
    (digits(first) && right.0 >= NARROWEST && begins).then_some(right.0)
}

/// Whether the text of a column says what is to be decided.
fn decides(text: &str) -> bool {
    let headed =
        headings::recognise(text).is_some_and(|headed| headed.heading == headings::Heading::Proposal);
    headed
        || text.starts_with("att ")
        || organs::leading(text).is_some_and(|named| {
            let verb = named.rest.split(' ').next().unwrap_or("").trim_end_matches([':', '.', ',']);
            !named.genitive && verb.ends_with('r') && verb.chars().all(char::is_alphabetic)
        })
}

/// The rows with the right column below the left, item by item; `None` where the agenda is not set so.
pub(crate) fn parted<'a>(rows: &[Row<'a>]) -> Option<Vec<Row<'a>>> {
    const REACH: usize = 240;
    let found: Vec<(usize, usize)> =
        rows.iter().take(REACH).enumerate().filter_map(|(at, row)| Some((at, paired(row)?))).collect();
    let (_, column) = *found.first()?;
    let items: Vec<usize> =
        found.iter().filter(|(_, own)| own.abs_diff(column) <= 1).map(|(at, _)| *at).collect();
    let right = |row: &Row<'_>| {
        segments(row.raw).last().filter(|(at, _)| at.abs_diff(column) <= 1).map(|(_, text)| text.clone())
    };
    let last = *items.last()?;
    // The last item goes on as long as its columns do.
    let end = (last + 1..rows.len())
        .find(|at| {
            let row = &rows[*at];
            let cells = segments(row.raw);
            let fits = cells.iter().any(|(at, _)| at.abs_diff(column) <= 1)
                || cells.first().is_some_and(|(at, text)| (2..8).contains(at) && at + text.len() < column);
            !fits
        })
        .unwrap_or(rows.len());
    let deciding = rows[items[0]..end].iter().filter_map(right).filter(|text| decides(text)).count();
    if items.len() < LEAST || deciding * 2 < items.len() {
        return None;
    }
    let mut out: Vec<Row<'a>> = rows[..items[0]].to_vec();
    // An item with nothing beside its title's first line begins at its number all the same.
    let left = segments(rows[items[0]].raw).first().map_or(0, |(at, _)| *at);
    let begins = |at: &usize| {
        let cells = segments(rows[*at].raw);
        cells.first().is_some_and(|(at, text)| at.abs_diff(left) <= 1 && digits(text))
    };
    let items: Vec<usize> = (items[0]..end).filter(|at| items.contains(at) || begins(at)).collect();
    let ends = items.iter().skip(1).copied().chain([end]);
    for (from, to) in items.iter().copied().zip(ends) {
        item(&rows[from..to], column, &mut out);
    }
    out.extend_from_slice(&rows[end..]);
    Some(out)
}

/// Adds the rows of one item: the left column, then the right one, then what stands in neither.
fn item<'a>(rows: &[Row<'a>], column: usize, out: &mut Vec<Row<'a>>) {
    let mut beside: Vec<Row<'a>> = Vec::new();
    let number = rows.last().map_or(0, |row| row.number);
    for row in rows {
        // Lines of a numbered point are set in below their number.
        let all = row.lead + 1 >= column;
        let mut starts = segments(row.raw).into_iter().map(|(at, _)| at);
        let at = starts.find(|at| at.abs_diff(column) <= 1 || all);
        let byte = at.and_then(|at| row.raw.char_indices().nth(at)).map(|(byte, _)| byte);
        let Some(byte) = byte.filter(|_| !row.blank()) else {
            if !row.blank() {
                out.push(row.clone());
            }
            continue;
        };
        if let Some(left) = piece(row, &row.raw[..byte]) {
            out.push(left);
        }
        beside.extend(piece(row, &row.raw[byte..]).map(|right| Row { number, page_start: false, ..right }));
    }
    out.extend(beside);
    // A blank row ends what is proposed.
    out.extend(rows.last().map(|row| Row {
        raw: "",
        text: String::new(),
        lead: 0,
        heading: None,
        page_start: false,
        ..row.clone()
    }));
}

/// A row that holds a part of another; `None` where the part is blank.
fn piece<'a>(row: &Row<'a>, raw: &'a str) -> Option<Row<'a>> {
    let text = squeeze(&nfc(raw));
    let lead = raw.chars().take_while(|c| c.is_whitespace()).count();
    let heading = headings::recognise(&text).map(|headed| headed.heading);
    (!text.is_empty()).then(|| Row { raw: raw.trim_end(), text, lead, heading, ..row.clone() })
}
