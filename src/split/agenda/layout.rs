//! Tables set by blanks: the columns stand below their headings.

use super::groups::is_group;
use super::table::{Column, Entry, columns, is_agenda, is_unnumbered};
use crate::split::rows::Row;

/// The columns of a header row set by blanks, and the character at which each begins.
pub(super) fn layout_header(rows: &[Row<'_>], i: usize) -> Option<(Vec<Column>, Vec<usize>)> {
    let segments = segments(rows[i].raw);
    // Cells that tabs part do not stand below their headings.
    if segments.len() < 2 || rows[i].tabbed() {
        return None;
    }
    let headings: Vec<String> = segments.iter().map(|(_, text)| text.clone()).collect();
    let mut columns = columns(&headings);
    let mut starts: Vec<usize> = segments.iter().map(|(at, _)| *at).collect();
    if starts[0] < 3 && is_unnumbered(&columns, &segments) {
        return Some((columns, starts));
    }
    // The numbers' column has no heading: they stand to the left of the titles.
    let left = || {
        let below = rows[i + 1..].iter().filter(|row| row.speaks()).take(12);
        below.into_iter().any(|row| row.lead + 1 < starts[0])
    };
    if columns.first() == Some(&Column::Title) && starts[0] >= 3 && left() {
        columns.insert(0, Column::Number);
        starts.insert(0, 0);
    }
    is_agenda(&columns).then_some((columns, starts))
}

/// The pieces of a line that a tab or two blanks part, with the character at which each begins.
pub(crate) fn segments(raw: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut blanks = 2;
    for (at, c) in raw.chars().enumerate() {
        if c.is_whitespace() {
            blanks += if c == '\t' { 2 } else { 1 };
            continue;
        }
        match out.last_mut() {
            Some((_, text)) if blanks < 2 => {
                if blanks == 1 {
                    text.push(' ');
                }
                text.push(c);
            }
            _ => out.push((at, c.to_string())),
        }
        blanks = 0;
    }
    out
}

/// How many rows of the first page may be its head.
const HEAD: usize = 4;

/// The rows of a table set by blanks, and the index after it.
pub(super) fn layout_entries(
    rows: &[Row<'_>],
    from: usize,
    columns: &[Column],
    starts: &[usize],
) -> (Vec<Entry>, usize) {
    let mut out: Vec<Entry> = Vec::new();
    let mut blank = true;
    let mut blanks = 0;
    let mut i = from;
    while i < rows.len() {
        let row = &rows[i];
        if row.blank() {
            blank = true;
            blanks += 1;
            i += 1;
            continue;
        }
        // The head of a page, and the day below it.
        let day = i > from && rows[i - 1].furniture && super::title::is_day(&row.text);
        // The head of the first page comes back on the next.
        let first = rows[..from].iter().filter(|row| !row.blank()).take(HEAD);
        let head = first.into_iter().any(|first| first.text == row.text);
        if row.furniture && !numbers(&row.text) || day || head {
            i += 1;
            continue;
        }
        let cells = slice(row.raw, columns, starts);
        let column = columns.iter().position(|column| *column == Column::Number);
        let number = column.is_some();
        let first = column.and_then(|at| cells.get(at)).map_or("", String::as_str);
        if number && is_letter(first) && part(out.last_mut(), &cells, columns, i) {
            (blank, blanks) = (false, 0);
            i += 1;
            continue;
        }
        let numbered = number && is_number(first);
        let stray = number && !first.is_empty() && !numbered;
        if layout_header(rows, i).is_some() {
            break;
        }
        if (stray || blanks >= 3)
            && !goes_on(&rows[i..], numbered, out.last(), column.unwrap_or(0), (columns, starts))
        {
            break;
        }
        let only = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        let group = number && only && first.is_empty() && is_group(&row.text);
        if stray || group {
            // The heading of a group within the table.
            (blank, blanks) = (true, 0);
            i += 1;
            continue;
        }
        let titled = columns.iter().position(|c| *c == Column::Title).and_then(|at| cells.get(at));
        let title = titled.is_some_and(|c| !c.is_empty());
        if numbered
            || (!number && title && (blank || begins(&cells, out.last(), columns)))
            || (blank && title && out.last().is_none_or(|e| !e.cells.is_empty()))
        {
            out.push(Entry { cells: vec![Vec::new(); columns.len()], first: i, last: i });
        }
        if let Some(entry) = out.last_mut() {
            for (cell, text) in entry.cells.iter_mut().zip(&cells) {
                if !text.is_empty() {
                    cell.push(text.clone());
                }
            }
            entry.last = i;
        }
        blank = false;
        blanks = 0;
        i += 1;
    }
    (out, i)
}

/// Whether a row is a number alone: what looks like a page's may be an item's.
fn numbers(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a row of a table without numbers begins an entry right below another: its title begins anew, and another
/// column speaks of it too.
fn begins(cells: &[String], last: Option<&Entry>, columns: &[Column]) -> bool {
    let Some(at) = columns.iter().position(|column| *column == Column::Title) else { return false };
    let above = last.and_then(|entry| entry.cells.get(at)?.last());
    let title = cells.get(at).map_or("", String::as_str);
    let others = cells.iter().enumerate().any(|(other, cell)| other != at && !cell.is_empty());
    others
        && title.starts_with(char::is_uppercase)
        && above.is_none_or(|above| !crate::split::lines::hangs(above))
        && !columns.contains(&Column::Proposal)
}

/// Whether a table goes on behind a gap or the heading of a group: the next number follows.
fn goes_on(
    rows: &[Row<'_>],
    numbered: bool,
    last: Option<&Entry>,
    column: usize,
    (columns, starts): (&[Column], &[usize]),
) -> bool {
    let number = |text: &str| -> Option<(Option<char>, u32)> {
        let word = text.split([' ', '\t']).next().filter(|word| is_number(word))?;
        let letter = word.chars().next().filter(char::is_ascii_uppercase);
        Some((letter, word.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()?))
    };
    let known = last.and_then(|entry| number(entry.cells.get(column)?.first()?));
    let short = rows[0].text.chars().count() <= 60 && segments(rows[0].raw).len() == 1;
    let mut ahead = rows.iter().filter(|row| row.speaks());
    let next = if numbered { ahead.next() } else { ahead.nth(1) };
    let follows = next.and_then(|row| number(slice(row.raw, columns, starts).get(column)?));
    // On the next page the columns' headings come back, and a break or a group may stand before the next number.
    let follows = if last.is_none() {
        follows.is_some()
    } else {
        let next = |(letter, value): (Option<char>, u32)| {
            // The next group's letter begins anew.
            known.is_some_and(|(before, last)| {
                letter == before && value == last + 1 || letter > before && value == 1
            })
        };
        follows.is_some_and(next)
    };
    (numbered || short) && follows
}

/// A line cut at the columns' beginnings, moved to the nearest blank where a cell runs over. No word is cut: what
/// stands by itself across a column's beginning belongs to it, and what begins in the column before belongs there, as do
/// the words of a long line that happen to begin below a heading.
fn slice(raw: &str, columns: &[Column], starts: &[usize]) -> Vec<String> {
    let chars: Vec<char> = raw.chars().collect();
    let pieces = segments(raw);
    let mut cuts: Vec<usize> = Vec::with_capacity(starts.len() + 1);
    for (at, start) in starts.iter().enumerate() {
        let before = cuts.last().copied().unwrap_or(0);
        let mut cut = (*start).min(chars.len());
        while cut > 0 && cut < chars.len() && !chars[cut - 1].is_whitespace() && cut + 3 > *start {
            cut -= 1;
        }
        let inside = cut > 0 && cut < chars.len();
        let blank = |at: usize| chars[at].is_whitespace();
        let word = inside && !blank(cut - 1) && !blank(cut);
        // One blank before: the line goes on, where what follows cannot be what the column holds.
        let runs = inside && cut > 1 && blank(cut - 1) && !blank(cut - 2) && !blank(cut);
        let tail = || chars[cut..].iter().collect::<String>();
        let within = word || runs && columns.get(at).is_some_and(|column| !fits(*column, &tail()));
        let piece = pieces.iter().rev().find(|(at, _)| *at < cut).filter(|_| within);
        if let Some((at, text)) = piece {
            let own = *at > before + 2;
            cut = if own { *at } else { (at + text.chars().count()).min(chars.len()) };
        }
        cuts.push(cut.max(before));
    }
    cuts.push(chars.len());
    cuts.windows(2)
        .map(|pair| chars[pair[0]..pair[1].max(pair[0])].iter().collect::<String>().trim().to_owned())
        .collect()
}

/// Whether the words from a column's beginning on can be what it holds.
fn fits(column: Column, tail: &str) -> bool {
    let text = segments(tail).into_iter().next().map(|(_, text)| text).unwrap_or_default();
    match column {
        Column::Number | Column::Title => true,
        Column::Diarienummer => text.bytes().any(|b| b.is_ascii_digit()) && !super::title::is_day(&text),
        Column::Proposal | Column::Presenter | Column::Note | Column::Other => {
            !text.starts_with(char::is_lowercase)
        }
    }
}

/// Takes a row with a part of the matter above ("a) Ny kaj"), with what stands beside it; `false` where there is none.
fn part(above: Option<&mut Entry>, cells: &[String], columns: &[Column], at: usize) -> bool {
    let titles = columns.iter().position(|column| *column == Column::Title);
    let (Some(entry), Some(titles)) = (above, titles) else { return false };
    let Some(cell) = entry.cells.get_mut(titles) else { return false };
    let filled: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    cell.push(filled.join(" "));
    entry.last = at;
    true
}

/// Whether a cell is the letter of a part of an item ("a)").
fn is_letter(cell: &str) -> bool {
    matches!(cell.as_bytes(), [b'a'..=b'h', b')' | b'.'])
}

/// Whether a cell is an item's number, perhaps behind the letter of its group ("A1").
pub(super) fn is_number(cell: &str) -> bool {
    let digits = cell.trim_end_matches(['.', ')']).trim_start_matches(['§', ' ']);
    let digits = digits.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(digits);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}
