//! Agendas set as tables: with pipes, or in columns that stand below their headings.

use crate::model::record::{Attachment, Item, ItemKind, Point};
use crate::split::headings;
use crate::split::lines;
use crate::split::rows::Row;

use super::item::{self, Context};
use super::labels::{self, Label};
use super::names;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Number,
    Title,
    Diarienummer,
    Proposal,
    Presenter,
    Other,
}

/// One row of the table: the lines of each cell, and the source rows that it takes.
#[derive(Debug, Default)]
struct Entry {
    cells: Vec<Vec<String>>,
    first: usize,
    last: usize,
}

/// An item with the indices of its first and last source row.
pub(crate) type Placed = (Item, usize, usize);

/// The items of an agenda set as a table; empty where there is none.
pub(crate) fn items(rows: &[Row<'_>], context: Context<'_>) -> Vec<Placed> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < rows.len() {
        let found = pipe_header(rows, i)
            .map(|columns| (pipe_entries(rows, i + 1, columns.len()), columns))
            .or_else(|| {
                layout_header(rows, i)
                    .map(|(columns, starts)| (layout_entries(rows, i + 1, &columns, &starts), columns))
            });
        let Some(((entries, end), columns)) = found else {
            i += 1;
            continue;
        };
        let width = proposal_width(&entries, &columns);
        out.extend(entries.iter().filter_map(|entry| read(entry, &columns, Context { width, ..context })));
        i = end.max(i + 1);
    }
    out
}

/// Characters on the longest line of the proposals' column.
fn proposal_width(entries: &[Entry], columns: &[Column]) -> usize {
    let at = columns.iter().position(|column| *column == Column::Proposal);
    let cells = entries.iter().filter_map(|entry| entry.cells.get(at?));
    cells.flatten().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// The lines of a narrow cell put together to paragraphs, so that a clause is not cut where the cell is.
fn cell_paragraphs(cell: &[String], width: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before: Option<&String> = None;
    for line in cell {
        let heads = |text: &str| headings::recognise(text).is_some() || item::is_conditions(text);
        let goes_on = before.is_some_and(|last| {
            let subject = crate::split::organs::leading(line).is_some_and(|named| {
                !named.rest.is_empty() && (!named.genitive || named.rest.starts_with("beslut"))
            });
            let ended = lines::ends_sentence(last) && (subject || lines::breaks_early(last, line, width));
            // A list or a table ends where a body decides again, or where a line begins that would have fitted.
            let listed = out.last().is_some_and(|text| item::begins_point(text));
            let after_list = listed
                && line.chars().next().is_some_and(char::is_uppercase)
                && lines::breaks_early(last, line, width);
            let decides =
                decides(line) && !last.ends_with([',', '-']) && last.chars().any(|c| c.is_ascii_digit());
            let begins = item::begins_point(line) || line.starts_with("att ");
            !(heads(last) || heads(line) || ended || after_list || decides || begins)
        });
        match out.last_mut() {
            Some(text) if goes_on => lines::append(text, line),
            _ => out.push(line.clone()),
        }
        before = Some(line);
    }
    out
}

/// Whether a body decides something in the line that it begins.
fn decides(line: &str) -> bool {
    crate::split::organs::leading(line).is_some_and(|named| {
        let verb = named.rest.split_whitespace().next().unwrap_or("");
        !named.genitive && item::DECIDES.contains(&verb)
    })
}

/// What a column's heading says that it holds.
fn column(heading: &str) -> Column {
    let lower = heading.trim().trim_end_matches(['.', ':']).to_lowercase();
    match lower.as_str() {
        "" | "nr" | "punkt" | "nummer" | "§" | "#" | "ärende nr" | "ärendenr" | "pkt" => Column::Number,
        "ärende" | "ärenden" | "ärenderubrik" | "ärendemening" | "rubrik" | "titel" | "ärende/punkt" => {
            Column::Title
        }
        "beteckning" | "dnr" | "diarienummer" | "diarienr" | "d.nr" | "ärendenummer" | "diarie" => {
            Column::Diarienummer
        }
        "föredragande" | "föredragare" | "föredragning" => Column::Presenter,
        text if text.starts_with("förslag") => Column::Proposal,
        _ => Column::Other,
    }
}

/// Whether these columns are an agenda's: one with titles, and another that agendas have.
fn is_agenda(columns: &[Column]) -> bool {
    columns.iter().filter(|c| **c == Column::Title).count() == 1
        && columns.iter().any(|c| matches!(c, Column::Diarienummer | Column::Proposal | Column::Presenter))
        && (columns.contains(&Column::Number) || columns.contains(&Column::Proposal))
}

/// The columns of a header row with pipes.
fn pipe_header(rows: &[Row<'_>], i: usize) -> Option<Vec<Column>> {
    let cells = pipe_cells(&rows[i].text)?;
    let columns: Vec<Column> = cells.iter().map(|cell| column(cell)).collect();
    is_agenda(&columns).then_some(columns)
}

/// The cells of a row with pipes.
pub(crate) fn pipe_cells(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cells: Vec<String> = inner.split('|').map(|cell| cell.trim().to_owned()).collect();
    (cells.len() >= 2).then_some(cells)
}

/// Whether a row with pipes only rules off the header.
pub(crate) fn pipe_rule(cells: &[String]) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':' | ' ')))
}

/// The lines of a cell with `<br>`.
pub(crate) fn cell_lines(cell: &str) -> Vec<String> {
    cell.split("<br>").map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The rows of a table with pipes, and the index after it.
fn pipe_entries(rows: &[Row<'_>], from: usize, width: usize) -> (Vec<Entry>, usize) {
    let mut out = Vec::new();
    let mut i = from;
    while i < rows.len() {
        let Some(cells) = pipe_cells(&rows[i].text) else { break };
        if cells.len() != width || pipe_header(rows, i).is_some() {
            break;
        }
        if !pipe_rule(&cells) {
            out.push(Entry { cells: cells.iter().map(|cell| cell_lines(cell)).collect(), first: i, last: i });
        }
        i += 1;
    }
    (out, i)
}

/// The columns of a header row set by blanks, and the character at which each begins.
fn layout_header(rows: &[Row<'_>], i: usize) -> Option<(Vec<Column>, Vec<usize>)> {
    let segments = segments(rows[i].raw);
    // Cells that tabs part do not stand below their headings.
    if segments.len() < 2 || rows[i].tabbed() {
        return None;
    }
    let mut columns: Vec<Column> = segments.iter().map(|(_, text)| column(text)).collect();
    let mut starts: Vec<usize> = segments.iter().map(|(at, _)| *at).collect();
    // The numbers' column has no heading: they stand to the left of the titles.
    if columns.first() == Some(&Column::Title) && starts[0] >= 3 {
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

/// The rows of a table set by blanks, and the index after it.
fn layout_entries(
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
        let cells = slice(row.raw, starts);
        let number = columns.first() == Some(&Column::Number);
        let first = cells.first().map_or("", String::as_str);
        let numbered = number && is_number(first);
        let stray = number && !first.is_empty() && !numbered;
        if layout_header(rows, i).is_some() {
            break;
        }
        if (stray || blanks >= 3) && !goes_on(rows, i, numbered, out.last()) {
            break;
        }
        let only = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        let group = number && only && first.is_empty() && super::is_group(&row.text);
        if stray || group {
            // The heading of a group within the table.
            (blank, blanks) = (true, 0);
            i += 1;
            continue;
        }
        let titled = columns.iter().position(|c| *c == Column::Title).and_then(|at| cells.get(at));
        let title = titled.is_some_and(|c| !c.is_empty());
        if numbered
            || (blank && title && !number)
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

/// Whether a table goes on behind a gap or the heading of a group: the next number follows.
fn goes_on(rows: &[Row<'_>], i: usize, numbered: bool, last: Option<&Entry>) -> bool {
    let number = |text: &str| -> Option<u32> {
        let word = text.split([' ', '\t']).next().filter(|word| is_number(word))?;
        word.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()
    };
    let known = last.and_then(|entry| number(entry.cells.first()?.first()?));
    let short = rows[i].text.chars().count() <= 60 && segments(rows[i].raw).len() == 1;
    let mut ahead = rows[i..].iter().filter(|row| row.speaks());
    let next = if numbered { ahead.next() } else { ahead.nth(1) };
    let follows = next.and_then(|row| number(&row.text));
    (numbered || short) && known.zip(follows).is_some_and(|(known, next)| next == known + 1)
}

/// A line cut at the columns' beginnings, moved to the nearest blank where a cell runs over. No word is cut: what
/// stands by itself across a column's beginning belongs to it, and what begins in the column before belongs there.
fn slice(raw: &str, starts: &[usize]) -> Vec<String> {
    let chars: Vec<char> = raw.chars().collect();
    let pieces = segments(raw);
    let mut cuts: Vec<usize> = Vec::with_capacity(starts.len() + 1);
    for start in starts {
        let before = cuts.last().copied().unwrap_or(0);
        let mut cut = (*start).min(chars.len());
        while cut > 0 && cut < chars.len() && !chars[cut - 1].is_whitespace() && cut + 3 > *start {
            cut -= 1;
        }
        let within =
            cut > 0 && cut < chars.len() && ![cut - 1, cut].iter().any(|at| chars[*at].is_whitespace());
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

/// Whether a cell is an item's number.
fn is_number(cell: &str) -> bool {
    let digits = cell.trim_end_matches(['.', ')']).trim_start_matches(['§', ' ']);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The item of a row; `None` for a row without a title (a group's heading has no other cell).
fn read(entry: &Entry, columns: &[Column], context: Context<'_>) -> Option<Placed> {
    let cell = |wanted: Column| -> Vec<String> {
        columns
            .iter()
            .zip(&entry.cells)
            .filter(|(c, _)| **c == wanted)
            .flat_map(|(_, lines)| lines.clone())
            .collect()
    };
    let number = cell(Column::Number)
        .first()
        .filter(|text| is_number(text))
        .map(|text| text.trim_end_matches(['.', ')']).to_owned());
    let titles = cell(Column::Title);
    let others = columns
        .iter()
        .zip(&entry.cells)
        .any(|(c, lines)| !matches!(c, Column::Title | Column::Number) && !lines.is_empty());
    let formal = || super::kind::is_formal(&titles.join(" "));
    if titles.is_empty() || (number.is_none() && !others && !formal()) {
        return None;
    }
    let mut item = Item::new(String::new(), String::new(), ItemKind::Beslut);
    item.number = number;
    title(&mut item, &titles);
    item.diarienummer = numbers_of(&cell(Column::Diarienummer));
    for name in names::people(&lines::joined(cell(Column::Presenter).iter().map(String::as_str))) {
        item.presenters.push(name);
    }
    proposal(&mut item, &cell(Column::Proposal), context);
    super::title::in_title(&mut item);
    item.kind = super::kind::kind(&item);
    Some((item, entry.first, entry.last))
}

/// The numbers of a cell: one a line where each line is one, else those of its lines put together.
fn numbers_of(cell: &[String]) -> Vec<String> {
    if cell.len() > 1 && cell.iter().all(|line| crate::split::numbers::is(line)) {
        return cell.iter().flat_map(|line| crate::split::numbers::labelled(line)).collect();
    }
    crate::split::numbers::labelled(&lines::joined(cell.iter().map(String::as_str)))
}

/// Reads the title's cell: labels may stand below the title.
fn title(item: &mut Item, cell: &[String]) {
    let (cell, points) =
        cell.split_at((1..cell.len()).find(|at| item::begins_entry(&cell[*at])).unwrap_or(cell.len()));
    let list: Vec<(usize, String)> = points.iter().map(|text| (0, text.clone())).collect();
    for text in item::entries(&list, 0) {
        let people = names::after_dash(&text);
        item.points.push(Point { diarienummer: crate::split::numbers::in_text(&text), people, text });
    }
    // A clock time ends the title; who presents may follow it.
    let timed = |text: &String| {
        text.contains(['.', ':']) && matches!(super::title::beside(text), Some(super::title::Beside::Time))
    };
    let (cell, below) = cell.split_at((1..cell.len()).find(|at| timed(&cell[*at])).unwrap_or(cell.len()));
    for text in below {
        item.presenters.extend(names::named(text));
    }
    let at = cell.iter().position(|line| labels::any(line)).unwrap_or(cell.len());
    let said = (1..at).find(|at| super::title::ends(&cell[*at]) || proposes(&cell[*at])).unwrap_or(at);
    for text in &cell[said..at] {
        item.points.push(Point { diarienummer: Vec::new(), people: Vec::new(), text: text.clone() });
    }
    item.title = lines::joined(cell[..said].iter().map(String::as_str));
    let mut open: Option<(Label, String)> = None;
    for line in &cell[at..] {
        let found = labels::parse(line);
        if found.is_empty() {
            match open.as_mut() {
                Some((_, value)) if !names_paper(line) => lines::append(value, line),
                _ => item.attachments.push(Attachment { title: line.clone(), document: None }),
            }
            continue;
        }
        for pair in found {
            if let Some(done) = open.replace(pair) {
                label(item, &done);
            }
        }
    }
    if let Some(done) = open {
        label(item, &done);
    }
}

/// Whether a line under the labels of a title's cell begins with the kind of a paper ("Tjänsteskrivelse 2031-04-20").
fn names_paper(line: &str) -> bool {
    super::title::is_paper(line.split(' ').next().unwrap_or(""))
}

/// "Förslag: Bevilja bygglov", "Svarande: Eva Ek (S)": a line below a title that is none of it.
fn proposes(line: &str) -> bool {
    let lower = line.to_lowercase();
    let asks = ["interpellant:", "svarande:", "frågeställare:", "motionär:"];
    asks.iter().any(|word| lower.starts_with(word))
        || lower
            .strip_prefix("förslag")
            .is_some_and(|rest| rest.starts_with(':') || rest.starts_with(" till beslut"))
}

/// Takes one label's value.
fn label(item: &mut Item, (label, value): &(Label, String)) {
    match label {
        Label::Number => item.diarienummer.extend(crate::split::numbers::labelled(value)),
        Label::Presenter => item.presenters.extend(names::people(value)),
        Label::Handler => item.handler = names::people(value).into_iter().next(),
        Label::Time => {}
    }
}

/// Reads the proposal's cell. Names alone are points, not clauses.
fn proposal(item: &mut Item, cell: &[String], context: Context<'_>) {
    if cell.is_empty() {
        return;
    }
    if cell.iter().all(|line| is_person(line)) {
        for line in cell {
            let name = line.split('(').next().unwrap_or(line);
            let name = name.rsplit(':').next().unwrap_or(name).trim().to_owned();
            item.points.push(Point { text: line.clone(), diarienummer: Vec::new(), people: vec![name] });
        }
        return;
    }
    let headed = headings::recognise(&cell[0]).is_some();
    let mut lines: Vec<String> = if headed { Vec::new() } else { vec!["Förslag till beslut".to_owned()] };
    lines.extend(cell_paragraphs(cell, context.width));
    let rows: Vec<Row<'_>> = lines
        .iter()
        .map(|text| Row {
            number: 0,
            page: None,
            raw: text,
            text: text.clone(),
            lead: 0,
            furniture: false,
            page_start: false,
            heading: None,
        })
        .collect();
    // Every line is a paragraph here; none was cut by a narrow column.
    let width = 2 * rows.iter().map(|row| row.text.chars().count()).max().unwrap_or(0) + 100;
    item::text(item, &rows.iter().collect::<Vec<_>>(), Context { width, ..context });
}

/// "Eva Ek (S)", "Ordinarie: Eva Ek (S)".
fn is_person(line: &str) -> bool {
    let Some((name, rest)) = line.split_once('(') else { return false };
    let name = name.rsplit(':').next().unwrap_or(name);
    rest.ends_with(')') && rest.chars().count() <= 6 && (2..=4).contains(&name.split_whitespace().count())
}
