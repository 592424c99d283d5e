//! Minutes that set headings, or the titles of their paragraphs, in the margin beside the text.
//!
//! Comes in: the rows as printed. Goes out: the same rows with what stands in the margin on a row of its own, where all
//! other rules look for it. Both rows keep the number of the line that they come from.

use std::collections::BTreeMap;

use super::paragraphs;
use super::rows::Row;
use crate::split::agenda::segments;
use crate::split::headings::{self, Heading};

/// Columns nearer to the left than this are the margin's own; text beside it begins further on.
const MARGIN: usize = 8;
/// The narrowest margin that is set apart.
const NARROWEST: usize = 10;
/// How far apart columns of one text may begin.
const NEAR: usize = 3;
/// How many headings must stand in the margin over one column of text: one may stand there by chance.
const LEAST: usize = 2;

/// The rows with headings and titles of the margin on rows of their own.
pub(super) fn part<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    titles(headed(&beside_titles(&in_margin(&numbered(rows)))))
}

/// The sign of a paragraph in the margin with the heading of its text beside it ("§ 12      Beslut"), and where that text
/// begins.
fn sign_and_heading(row: &Row<'_>) -> Option<(String, usize)> {
    let cells = segments(row.raw);
    let [(first, sign), (second, heading), ..] = cells.as_slice() else { return None };
    let alone = sign.starts_with('§') && sign.len() < 14 && paragraphs::is_head(sign);
    (*first < MARGIN && alone && *second >= NARROWEST && is_heading(heading)).then(|| (sign.clone(), *second))
}

/// Minutes that set the sign and the title of each paragraph in the margin, beside its whole text: the sign first, then what
/// stands in the margin below it, then the text.
fn in_margin<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    const FEWEST: usize = 3;
    const REACH: usize = 16;
    let heads: Vec<(usize, String, usize)> = (0..rows.len())
        .filter_map(|at| sign_and_heading(&rows[at]).map(|(sign, column)| (at, sign, column)))
        .collect();
    if heads.len() < FEWEST {
        return rows.to_vec();
    }
    let mut out: Vec<Row<'a>> = Vec::with_capacity(rows.len() + heads.len());
    out.extend_from_slice(&rows[..heads[0].0]);
    for (index, (at, sign, column)) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(rows.len(), |(next, ..)| *next);
        let own = &rows[*at..end];
        // A page ends what stands in the margin: its foot and head begin as far to the left.
        let reach = own.iter().take(REACH).take_while(|row| row.page == own[0].page).count();
        let (mut titles, mut text) = (Vec::new(), Vec::new());
        for (below, row) in own.iter().enumerate() {
            let cells = segments(row.raw);
            let margin = cells.first().filter(|(first, cell)| {
                below < reach && *first < MARGIN && first + cell.chars().count() < *column
            });
            let foot = margin.is_some_and(|(_, cell)| {
                headings::recognise(cell).is_some_and(|headed| headed.heading == Heading::Furniture)
            });
            let Some((_, cell)) = margin.filter(|_| !foot) else {
                text.push(row.clone());
                continue;
            };
            if below > 0 {
                titles.push(Row { raw: "", text: cell.clone(), ..own[0].clone() });
            }
            let byte = cells.get(1).and_then(|(second, _)| row.raw.char_indices().nth(*second));
            match byte {
                Some((byte, _)) => text.push(beside(row, byte)),
                None => text.push(Row { raw: "", text: String::new(), ..row.clone() }),
            }
        }
        out.push(Row { raw: "", text: sign.clone(), ..own[0].clone() });
        out.extend(titles);
        out.push(Row { raw: "", text: String::new(), ..own[0].clone() });
        out.extend(text);
    }
    out
}

/// The number of a case in the margin beside the second line of a title ("§ 12      Ny kaj i den yttre" over "HN 2031/4
/// hamnen") below that line.
fn beside_titles<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut out: Vec<Row<'a>> = Vec::with_capacity(rows.len());
    let mut column = None;
    for row in rows {
        let cells = segments(row.raw);
        match cells.as_slice() {
            [(_, sign), (second, _)] if sign.starts_with('§') && paragraphs::is_head(sign) => {
                column = Some(*second);
                out.push(row.clone());
            }
            [(first, number), (second, _)]
                if *first < MARGIN && column == Some(*second) && crate::split::numbers::is(number) =>
            {
                let byte = row.raw.char_indices().nth(*second).map_or(0, |(byte, _)| byte);
                out.push(beside(row, byte));
                out.push(Row { raw: "", text: number.clone(), ..row.clone() });
                column = None;
            }
            _ => {
                column = None;
                out.push(row.clone());
            }
        }
    }
    out
}

/// The number of a case and the sign of a paragraph that end a row ("Exp: KF      KS 2031/4      § 12"), with what stands in
/// the margin before them and where the number begins.
fn case_and_sign(row: &Row<'_>) -> Option<(Option<String>, usize, String, String)> {
    let mut cells = segments(row.raw);
    let (_, sign) = cells.pop().filter(|(_, text)| text.starts_with('§') && text.len() < 14)?;
    let (at, number) = cells.pop().filter(|(_, text)| crate::split::numbers::is(text))?;
    let margin = cells.pop().filter(|(first, _)| *first < MARGIN).map(|(_, text)| text);
    // The number itself may stand in the margin.
    let apart = at >= NARROWEST || margin.is_none();
    (cells.is_empty() && apart && paragraphs::is_head(&sign)).then_some((margin, at, number, sign))
}

/// Minutes that head their paragraphs with the number of the case and the sign, in this order, and set in the margin beside
/// them who gets the decision: the sign first, and what stands in the margin below the paragraph's text.
fn numbered<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let heads: Vec<usize> = (0..rows.len()).filter(|at| case_and_sign(&rows[*at]).is_some()).collect();
    if heads.len() < LEAST {
        return rows.to_vec();
    }
    let mut out: Vec<Row<'a>> = Vec::with_capacity(rows.len() + heads.len());
    let mut aside: Vec<String> = Vec::new();
    let mut text_at = 0;
    for row in rows {
        let head = case_and_sign(row);
        // A second number stands right above.
        let above = head.as_ref().and_then(|(_, at, ..)| {
            let cells = segments(out.last()?.raw);
            let [(first, text)] = cells.as_slice() else { return None };
            (first.abs_diff(*at) <= 1 && crate::split::numbers::is(text)).then(|| text.clone())
        });
        if above.is_some() {
            out.pop();
        }
        if head.is_some() || paragraphs::is_head(&row.text) {
            sent(&mut out, &mut aside);
        }
        if let Some((margin, at, number, sign)) = head {
            let more = above.map(|above| format!(" {above}")).unwrap_or_default();
            aside.extend(margin);
            text_at = at;
            out.push(Row { raw: "", text: format!("{sign}{more} {number}"), ..row.clone() });
            continue;
        }
        // What is left in the margin goes on below it.
        let cells = segments(row.raw);
        match cells.as_slice() {
            [(first, text)] if !aside.is_empty() && *first < MARGIN && first + text.len() < text_at => {
                aside.push(text.clone());
                out.push(Row { raw: "", text: String::new(), ..row.clone() });
            }
            [(first, text), (second, _), ..]
                if !aside.is_empty() && *first < MARGIN && second.abs_diff(text_at) <= 1 =>
            {
                aside.push(text.clone());
                let byte = row.raw.char_indices().nth(*second).map_or(0, |(byte, _)| byte);
                out.push(beside(row, byte));
            }
            _ => out.push(row.clone()),
        }
    }
    sent(&mut out, &mut aside);
    out
}

/// Puts what stood in the margin of a paragraph below its text.
fn sent(out: &mut Vec<Row<'_>>, aside: &mut Vec<String>) {
    let Some(last) = out.iter().rfind(|row| !row.blank()).cloned() else { return };
    // One row: an office may be the word of a heading ("Ekonomi").
    if !aside.is_empty() {
        let text = std::mem::take(aside).join(", ");
        out.push(Row { raw: "", text, furniture: false, ..last });
    }
}

/// What stands in the margin of a row, the column where its text begins, and the byte where that is.
fn parted(row: &Row<'_>) -> Option<(String, usize, usize)> {
    if row.blank() || row.raw.starts_with('|') {
        return None;
    }
    let cells = segments(row.raw);
    let [(first, margin), (second, _), ..] = cells.as_slice() else { return None };
    if *first >= MARGIN || *second < NARROWEST {
        return None;
    }
    let byte = row.raw.char_indices().nth(*second).map(|(byte, _)| byte)?;
    Some((margin.clone(), *second, byte))
}

/// Whether the words are a heading and nothing else.
fn is_heading(text: &str) -> bool {
    headings::recognise(text).is_some_and(|headed| {
        headed.rest.is_empty() && headed.heading != Heading::Furniture && headed.heading != Heading::Immediate
    })
}

/// A heading in the margin: the rows that it takes, one or two.
fn heading_at(rows: &[Row<'_>], at: usize) -> Option<(usize, String)> {
    let (margin, column, _) = parted(&rows[at])?;
    let below = rows.get(at + 1).and_then(|below| match segments(below.raw).as_slice() {
        [(first, text)] if *first < MARGIN && text.chars().count() < column => Some(text.clone()),
        [(first, text), (second, _), ..] if *first < MARGIN && second.abs_diff(column) <= 1 => {
            Some(text.clone())
        }
        _ => None,
    });
    let joined = below.map(|below| crate::split::lines::joined([margin.as_str(), below.as_str()]));
    if let Some(joined) = joined.filter(|joined| is_heading(joined)) {
        return Some((2, joined));
    }
    is_heading(&margin).then_some((1, margin))
}

/// Headings of the margin on rows of their own.
fn headed<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let found: Vec<Option<(usize, String)>> = (0..rows.len()).map(|at| heading_at(rows, at)).collect();
    let column = |at: usize| parted(&rows[at]).map(|(_, column, _)| column);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for column in (0..rows.len()).filter(|at| found[*at].is_some()).filter_map(column) {
        *counts.entry(column).or_default() += 1;
    }
    let often = |column: usize| {
        counts.range(column.saturating_sub(NEAR)..=column + NEAR).map(|(_, count)| count).sum::<usize>()
            >= LEAST
    };
    let mut out = Vec::with_capacity(rows.len());
    let mut second = false;
    for (at, row) in rows.iter().enumerate() {
        let parts = parted(row).filter(|(_, column, _)| often(*column));
        if std::mem::take(&mut second) {
            // The rest of the heading: what stands beside it is text.
            if let Some((_, _, byte)) = parts {
                out.push(beside(row, byte));
            }
            continue;
        }
        match (found[at].as_ref(), parts) {
            (Some((taken, heading)), Some((_, _, byte))) => {
                out.push(Row { raw: "", text: heading.clone(), ..row.clone() });
                out.push(beside(row, byte));
                second = *taken == 2;
            }
            _ => out.push(row.clone()),
        }
    }
    out
}

/// The text of a row from the byte on.
fn beside<'a>(row: &Row<'a>, byte: usize) -> Row<'a> {
    let raw = row.raw.get(byte..).unwrap_or_default();
    Row { raw, text: crate::split::lines::plain(&crate::base::text::nfc(raw)), ..row.clone() }
}

/// Titles of the margin below the number of their paragraph, which heads the column of the text.
fn titles(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let heads: Vec<(usize, usize)> = (0..rows.len())
        .filter_map(|at| {
            let row = &rows[at];
            let column = row.raw.chars().take_while(|c| c.is_whitespace()).count();
            let alone = segments(row.raw).len() == 1 && paragraphs::is_head(&row.text) && row.text.len() < 14;
            (alone && column >= 2 * NARROWEST).then_some((at, column))
        })
        .collect();
    let titled: Vec<(usize, usize, usize)> = heads
        .iter()
        .filter_map(|(at, column)| {
            let end = title_end(&rows, *at, *column)?;
            Some((*at, end, *column))
        })
        .collect();
    if titled.len() < LEAST {
        return rows;
    }
    let mut out = Vec::with_capacity(rows.len() + titled.len());
    let mut next = 0;
    for (at, end, column) in titled {
        out.extend(rows[next..=at].iter().cloned());
        let own = &rows[at + 1..end];
        for row in own.iter().filter(|row| !row.blank()) {
            let cells = segments(row.raw);
            if let Some((_, text)) = cells.first().filter(|(first, _)| *first + 2 < column) {
                out.push(Row { raw: "", text: text.clone(), ..row.clone() });
            }
        }
        // A number beside the title goes on with it.
        let numbered = |row: &&Row<'_>| {
            let cells = segments(row.raw);
            cells.last().is_some_and(|(_, text)| crate::split::numbers::is(text))
        };
        if let Some(first) = own.first().filter(|row| !numbered(row)) {
            out.push(Row { raw: "", text: String::new(), ..first.clone() });
        }
        for row in own {
            let cells = segments(row.raw);
            let column = cells.iter().find(|(first, _)| *first + 2 >= column).map(|(first, _)| *first);
            let byte = column.and_then(|column| row.raw.char_indices().nth(column)).map(|(byte, _)| byte);
            match byte {
                Some(byte) => out.push(beside(row, byte)),
                None => out.push(Row { raw: "", text: String::new(), ..row.clone() }),
            }
        }
        next = end;
    }
    out.extend(rows[next..].iter().cloned());
    out
}

/// The row behind a title that stands in the margin from the row below `head` on; `None` where none does.
fn title_end(rows: &[Row<'_>], head: usize, column: usize) -> Option<usize> {
    let mut end = None;
    for (at, row) in rows.iter().enumerate().skip(head + 1).take(8) {
        if row.blank() {
            if end.is_some() {
                break;
            }
            continue;
        }
        let cells = segments(row.raw);
        let (first, text) = cells.first()?;
        let margin = *first < MARGIN && first + text.chars().count() < column;
        let fits = cells.get(1).is_none_or(|(second, _)| second.abs_diff(column) <= 2);
        if !margin || !fits || headings::recognise(text).is_some() {
            break;
        }
        end = Some(at + 1);
    }
    end
}
