//! Tables in a document's text: with pipes, with tabs, lists of grants, budgets of years.
//!
//! A table is recovered where every row can be cut without guessing; otherwise its lines stay as they stand.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::record::{Cell, Table};
use crate::split::agenda::{cell_lines, pipe_cells, pipe_rule, segments};
use crate::split::lines;
use crate::split::numbers;
use crate::split::rows::Row;

/// A table and the rows that it takes.
#[derive(Debug)]
pub(crate) struct Found {
    /// Index of its first row.
    pub(crate) from: usize,
    /// Index after its last row.
    pub(crate) to: usize,
    /// The table.
    pub(crate) table: Table,
}

static AMOUNT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^| )(\d{1,3}(?: \d{3})+|\d{1,7})(?: kr)?(?: |$)").ok());

/// The tables of these rows, in order, none within another.
pub(crate) fn find(rows: &[Row<'_>]) -> Vec<Found> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < rows.len() {
        let found = pipes(rows, i)
            .or_else(|| tabs(rows, i))
            .or_else(|| columns(rows, i))
            .or_else(|| grants(rows, i))
            .or_else(|| budget(rows, i));
        match found {
            Some(found) if found.to > i => {
                i = found.to;
                out.push(found);
            }
            _ => i += 1,
        }
    }
    out
}

/// A cell: a number where it is one and nothing else.
fn cell(text: &str) -> Cell {
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
    let number = text.chars().next().is_some_and(|c| c.is_ascii_digit() || c == '-')
        && plain.len() <= 15
        && grouped(text.trim_start_matches('-'));
    match plain.parse() {
        Ok(value) if number => Cell::Number(value),
        _ => Cell::Text(text.to_owned()),
    }
}

/// Whether a text is digits, in groups of three where parted; a leading zero makes it no number.
fn grouped(text: &str) -> bool {
    let mut parts = text.split([' ', '\u{a0}']);
    let first = parts.next().unwrap_or("");
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut rest = parts.peekable();
    let single = rest.peek().is_none();
    digits(first)
        && (first == "0" || !first.starts_with('0'))
        && (single || first.len() <= 3)
        && rest.all(|part| part.len() == 3 && digits(part))
}

/// A table with pipes.
fn pipes(rows: &[Row<'_>], i: usize) -> Option<Found> {
    let header = pipe_cells(&rows[i].text)?;
    let rule = pipe_cells(&rows.get(i + 1)?.text)?;
    if !pipe_rule(&rule) || rule.len() != header.len() {
        return None;
    }
    let text = |cells: Vec<String>| -> Vec<String> {
        cells.iter().map(|cell| lines::joined(cell_lines(cell).iter().map(String::as_str))).collect()
    };
    let mut table = Table { caption: None, columns: text(header), rows: Vec::new() };
    let mut to = i + 2;
    while let Some(cells) = rows.get(to).and_then(|row| pipe_cells(&row.text)) {
        if cells.len() != table.columns.len() {
            break;
        }
        table.rows.push(text(cells).iter().map(|text| cell(text)).collect());
        to += 1;
    }
    Some(Found { from: i, to, table })
}

/// Rows set apart by tabs.
fn tabs(rows: &[Row<'_>], i: usize) -> Option<Found> {
    if !rows[i].tabbed() {
        return None;
    }
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut to = i;
    for (at, row) in rows.iter().enumerate().skip(i) {
        if row.blank() {
            continue;
        }
        if !row.tabbed() {
            break;
        }
        lines.push(row.raw.trim_end().split('\t').map(|text| text.trim().to_owned()).collect());
        to = at + 1;
    }
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let used: Vec<usize> = (0..columns)
        .filter(|c| lines.iter().any(|line| line.get(*c).is_some_and(|text| !text.is_empty())))
        .collect();
    if lines.len() < 4 || used.len() < 2 {
        return None;
    }
    let mut body = lines.into_iter().map(|line| -> Vec<String> {
        used.iter().map(|c| line.get(*c).cloned().unwrap_or_default()).collect()
    });
    let columns = body.next()?;
    let rows = body.map(|line| line.iter().map(|text| cell(text)).collect()).collect();
    Some(Found { from: i, to, table: Table { caption: None, columns, rows } })
}

/// A list set in columns by blanks, under a heading of at least three: every row must begin its cells where the
/// heading begins them, and fill the first.
fn columns(rows: &[Row<'_>], i: usize) -> Option<Found> {
    let heading = segments(rows[i].raw);
    let worded = |(_, text): &(usize, String)| {
        text.chars().count() <= 40 && !text.chars().any(|c| c.is_ascii_digit()) && !text.ends_with(['.', ':'])
    };
    // What stands twice is a row's mark and heads no column.
    let twice = || {
        heading.iter().enumerate().any(|(at, (_, text))| heading[..at].iter().any(|(_, other)| other == text))
    };
    if !(3..=20).contains(&heading.len()) || !heading.iter().all(worded) || twice() {
        return None;
    }
    let starts: Vec<usize> = heading.iter().map(|(at, _)| *at).collect();
    let column = |at: usize| starts.iter().position(|start| start.abs_diff(at) <= 1);
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut to = i + 1;
    for (at, row) in rows.iter().enumerate().skip(i + 1) {
        if row.blank() && at - to < 2 {
            continue;
        }
        let cells = segments(row.raw);
        let placed: Option<Vec<usize>> = cells.iter().map(|(at, _)| column(*at)).collect();
        let Some(placed) = placed.filter(|placed| !row.furniture && !placed.is_empty()) else { break };
        // A line that fills the first column alone is the text below the table.
        if placed[0] == 0 && placed.len() < 2 {
            break;
        }
        if placed[0] == 0 {
            lines.push(vec![String::new(); starts.len()]);
        }
        let Some(line) = lines.last_mut() else { break };
        for (column, (_, text)) in placed.into_iter().zip(cells) {
            lines::append(&mut line[column], &text);
        }
        to = at + 1;
    }
    let filled = |line: &Vec<String>| line.iter().filter(|text| !text.is_empty()).count() >= 2;
    if lines.len() < 2 || !lines.iter().all(filled) {
        return None;
    }
    let columns = heading.into_iter().map(|(_, text)| text).collect();
    let rows = lines.iter().map(|line| line.iter().map(|text| cell(text)).collect()).collect();
    Some(Found { from: i, to, table: Table { caption: None, columns, rows } })
}

/// What a column of a list of grants holds, by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Amount,
    Sex,
    Place,
    Support,
    Company,
    After,
    Text,
}

/// The kind of a column.
fn kind(heading: &str) -> Kind {
    match heading.to_lowercase().as_str() {
        "dnr" | "diarienr" | "diarienummer" | "beteckning" | "ärendenr" => Kind::Number,
        "belopp" | "summa" | "kronor" | "kr" | "bidrag" => Kind::Amount,
        "kön" => Kind::Sex,
        "kommun" | "ort" => Kind::Place,
        "stöd" | "stödform" | "stödtyp" | "bidragsform" => Kind::Support,
        "företag" | "sökande" | "mottagare" | "förening" | "organisation" => Kind::Company,
        "beslutsfattare" | "delegat" | "handläggare" | "beslutad" => Kind::After,
        _ => Kind::Text,
    }
}

/// A list of grants: a heading that begins with the number's column and names an amount, then entries that each
/// begin with a number and may take several lines.
fn grants(rows: &[Row<'_>], i: usize) -> Option<Found> {
    if rows[i].text.len() > 160 || kind(rows[i].text.split(' ').next()?) != Kind::Number {
        return None;
    }
    let headings: Vec<String> = rows[i].text.split(' ').map(str::to_owned).collect();
    let kinds: Vec<Kind> = headings.iter().map(|heading| kind(heading)).collect();
    if kinds.first() != Some(&Kind::Number)
        || !kinds.contains(&Kind::Amount)
        || rows[i].text.bytes().any(|b| b.is_ascii_digit())
    {
        return None;
    }
    let mut entries: Vec<String> = Vec::new();
    let mut to = i + 1;
    for (at, row) in rows.iter().enumerate().skip(i + 1) {
        if !row.speaks() {
            continue;
        }
        let first = row.text.split(' ').next().unwrap_or("");
        if numbers::is(first) {
            entries.push(row.text.clone());
        } else {
            let Some(last) = entries.last_mut() else { continue };
            if complete(last, &kinds) {
                break;
            }
            crate::split::lines::append(last, &row.text);
        }
        to = at + 1;
    }
    let table: Vec<Vec<Cell>> = entries.iter().filter_map(|entry| grant(entry, &kinds)).collect();
    (table.len() >= 2 && table.len() == entries.len()).then_some(Found {
        from: i,
        to,
        table: Table { caption: None, columns: headings, rows: table },
    })
}

/// Whether an entry has come to its amount and what follows it.
fn complete(entry: &str, kinds: &[Kind]) -> bool {
    let after = kinds.last() == Some(&Kind::After);
    let tail = AMOUNT
        .as_ref()
        .and_then(|r| r.captures_iter(entry).filter_map(|c| c.get(1)).filter(|m| m.start() > 0).last());
    tail.is_some_and(|amount| !after || entry[amount.end()..].split_whitespace().count() >= 2)
}

/// One entry cut into its cells, from both ends; `None` where it has no amount.
fn grant(entry: &str, kinds: &[Kind]) -> Option<Vec<Cell>> {
    let (number, rest) = entry.split_once(' ')?;
    let amount = AMOUNT.as_ref()?.captures_iter(rest).filter_map(|c| c.get(1)).last()?;
    let at = kinds.iter().position(|kind| *kind == Kind::Amount)?;
    let mut before: Vec<&str> = rest[..amount.start()].split_whitespace().collect();
    let after = rest[amount.end()..].trim();
    let mut cells: Vec<Cell> = vec![Cell::Text(String::new()); kinds.len()];
    cells[0] = Cell::Text(number.to_owned());
    cells[at] = cell(amount.as_str());
    if let Some(last) = cells.last_mut().filter(|_| at + 1 < kinds.len()) {
        *last = Cell::Text(after.to_owned());
    }
    for (i, kind) in kinds[..at].iter().enumerate().rev() {
        match kind {
            Kind::Place => cells[i] = Cell::Text(before.pop()?.to_owned()),
            Kind::Sex
                if before
                    .last()
                    .is_some_and(|word| word.chars().count() <= 2 || matches!(*word, "Kvinna" | "Man")) =>
            {
                cells[i] = Cell::Text(before.pop()?.to_owned());
            }
            _ => break,
        }
    }
    free(&before, kinds, &mut cells);
    Some(cells)
}

/// Parts the words that stand between the number and the anchored columns: the support's name is one word and the
/// small words after it, a company ends in the form of a company. What cannot be parted stays in one cell.
fn free(words: &[&str], kinds: &[Kind], cells: &mut [Cell]) {
    let mut from = 0;
    let text = |words: &[&str]| Cell::Text(words.join(" "));
    let free: Vec<usize> = (1..kinds.len())
        .filter(|i| {
            matches!(kinds[*i], Kind::Support | Kind::Company | Kind::Text)
                && cells[*i] == Cell::Text(String::new())
        })
        .collect();
    for (n, column) in free.iter().enumerate() {
        let left = &words[from..];
        if n + 1 == free.len() {
            cells[*column] = text(left);
            return;
        }
        let end = match kinds[*column] {
            Kind::Support => {
                1 + left
                    .iter()
                    .skip(1)
                    .take_while(|word| word.chars().next().is_some_and(char::is_lowercase))
                    .count()
            }
            Kind::Company => {
                let form = |word: &&str| {
                    matches!(
                        *word,
                        "AB" | "HB"
                            | "KB"
                            | "Aktiebolag"
                            | "Handelsbolag"
                            | "kommun"
                            | "förening"
                            | "stiftelse"
                            | "EF"
                    )
                };
                left.iter().position(form).map_or(left.len(), |at| at + 1)
            }
            _ => left.len(),
        };
        let end = end.min(left.len());
        cells[*column] = text(&left[..end]);
        from += end;
    }
}

/// A budget: a heading that ends in years and a total, and rows of a label and as many amounts.
fn budget(rows: &[Row<'_>], i: usize) -> Option<Found> {
    let last = rows[i].text.rsplit(' ').next()?;
    if !(matches!(last, "Totalt" | "Summa" | "Total") || last.len() == 4 && last.starts_with("20")) {
        return None;
    }
    let words: Vec<&str> = rows[i].text.split(' ').collect();
    let is_year =
        |word: &&&str| word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit());
    let total = matches!(words.last(), Some(&"Totalt" | &"Summa" | &"Total"));
    let years = words.iter().rev().skip(usize::from(total)).take_while(is_year).count();
    let count = years + usize::from(total);
    if years == 0 || count < 2 || words.len() == count {
        return None;
    }
    let split = words.len() - count;
    let mut columns = vec![words[..split].join(" ")];
    columns.extend(words[split..].iter().map(|word| (*word).to_owned()));
    let mut table = Table { caption: None, columns, rows: Vec::new() };
    let mut to = i + 1;
    for (at, row) in rows.iter().enumerate().skip(i + 1) {
        if row.blank() {
            break;
        }
        let cells = amounts_row(&row.text, count, total)?;
        table.rows.push(cells);
        to = at + 1;
    }
    (table.rows.len() >= 2).then_some(Found { from: i, to, table })
}

/// A label and `count` amounts; a row without any amount is a heading. `None` where the amounts cannot be told apart.
fn amounts_row(text: &str, count: usize, total: bool) -> Option<Vec<Cell>> {
    let words: Vec<&str> = text.split(' ').collect();
    let digits = words
        .iter()
        .rev()
        .take_while(|word| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()))
        .count();
    if digits == 0 {
        let mut cells = vec![Cell::Text(text.to_owned())];
        cells.resize(count + 1, Cell::Text(String::new()));
        return Some(cells);
    }
    let groups = &words[words.len() - digits..];
    let mut ways = Vec::new();
    for from in 0..=digits.saturating_sub(count) {
        partitions(&groups[from..], count, &mut Vec::new(), &mut ways);
        if !ways.is_empty() {
            // The label takes as few digits as possible.
            let label = words[..words.len() - digits + from].join(" ");
            let sums: Vec<&Vec<i64>> = ways
                .iter()
                .filter(|way| total && way[..count - 1].iter().sum::<i64>() == way[count - 1])
                .collect();
            let way = match (sums.as_slice(), ways.as_slice()) {
                ([one], _) => (*one).clone(),
                ([], [one]) => one.clone(),
                _ => return None,
            };
            let mut cells = vec![Cell::Text(label)];
            cells.extend(way.into_iter().map(Cell::Number));
            return Some(cells);
        }
    }
    None
}

/// Every way to read these groups of digits as `count` numbers.
fn partitions(groups: &[&str], count: usize, so_far: &mut Vec<i64>, out: &mut Vec<Vec<i64>>) {
    if count == 0 {
        if groups.is_empty() && out.len() < 64 {
            out.push(so_far.clone());
        }
        return;
    }
    let most = groups.len().min(4);
    for take in 1..=most {
        if groups[1..take].iter().any(|group| group.len() != 3) || (take > 1 && groups[0].starts_with('0')) {
            break;
        }
        let Ok(value) = groups[..take].concat().parse() else { break };
        so_far.push(value);
        partitions(&groups[take..], count - 1, so_far, out);
        so_far.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(cells: &[Cell]) -> Vec<i64> {
        cells.iter().filter_map(|cell| if let Cell::Number(n) = cell { Some(*n) } else { None }).collect()
    }

    #[test]
    fn amounts_are_told_apart_by_their_sum() {
        let cells = amounts_row("Egen personal 896 696 915 380 948 514 2 760 590", 4, true).unwrap();
        assert_eq!(numbers(&cells), [896_696, 915_380, 948_514, 2_760_590]);
        assert_eq!(amounts_row("Investeringar 22 200 22 200", 3, true), None);
        let cells = amounts_row("Fiskestads kommun 1:1 608 600 608 600", 2, true).unwrap();
        assert_eq!(cells[0], Cell::Text("Fiskestads kommun 1:1".to_owned()));
    }

    #[test]
    fn a_grant_is_cut_from_both_ends() {
        let kinds = [
            Kind::Number,
            Kind::Support,
            Kind::Company,
            Kind::Text,
            Kind::Sex,
            Kind::Place,
            Kind::Amount,
            Kind::After,
        ];
        let cells =
            grant("31HN12 Kommersiell service Boden i Viken AB Handel M Viken 8 493 Eva Ek", &kinds).unwrap();
        let wanted = ["31HN12", "Kommersiell service", "Boden i Viken AB", "Handel", "M", "Viken"];
        for (cell, wanted) in cells.iter().zip(wanted) {
            assert_eq!(*cell, Cell::Text(wanted.to_owned()));
        }
        assert_eq!(cells[6], Cell::Number(8493));
        assert_eq!(cells[7], Cell::Text("Eva Ek".to_owned()));
    }
}
