//! Agendas set as tables: with pipes, or in columns that stand below their headings.

use crate::model::record::{Attachment, Item, ItemKind, Point};
use crate::split::headings;
use crate::split::lines;
use crate::split::rows::Row;

use super::close::without_close;
use super::item::{self, Context};
use super::labels::{self, Label};
use super::layout::{is_number, layout_entries, layout_header};
use super::names;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Title,
    Diarienummer,
    Proposal,
    Presenter,
    /// What is noted of the matter: who decides, who informs, that it comes later.
    Note,
    Other,
}

/// One row of the table: the lines of each cell, and the source rows that it takes.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) cells: Vec<Vec<String>>,
    pub(super) first: usize,
    pub(super) last: usize,
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
        let end = if is_loose(&columns) { without_close(rows, i, end) } else { end };
        let entries: Vec<Entry> = entries.into_iter().filter(|entry| entry.first < end).collect();
        // "1. Upprop" below "Dagordning": the numbers share the titles' column.
        if is_loose(&columns) && entries.iter().any(|entry| numbered(entry, &columns)) {
            i += 1;
            continue;
        }
        let entries = without_heads(entries, &columns);
        let width = proposal_width(&entries, &columns);
        out.extend(entries.iter().filter_map(|entry| read(entry, &columns, Context { width, ..context })));
        i = end.max(i + 1);
    }
    out
}

/// The rows without the headings of groups: a title alone right above the first number, which is
/// the meeting's own business.
fn without_heads(entries: Vec<Entry>, columns: &[Column]) -> Vec<Entry> {
    let cell = |entry: &Entry, wanted: Column| -> String {
        let own = columns.iter().zip(&entry.cells).find(|(column, _)| **column == wanted);
        own.and_then(|(_, lines)| lines.first().cloned()).unwrap_or_default()
    };
    let alone = |entry: &Entry| {
        let mut filled = columns.iter().zip(&entry.cells).filter(|(_, lines)| !lines.is_empty());
        filled.all(|(column, _)| *column == Column::Title)
    };
    let first = |entry: &Entry| cell(entry, Column::Number).trim_end_matches('.') == "1";
    let heads: Vec<bool> = (0..entries.len())
        .map(|at| {
            let below = entries.get(at + 1).filter(|below| first(below) || alone(below));
            let formal = |entry: &Entry| super::kind::is_formal(&cell(entry, Column::Title));
            at == 0
                && alone(&entries[at])
                && below.is_some_and(|below| first(below) && (formal(below) || !formal(&entries[at])))
        })
        .collect();
    entries.into_iter().zip(heads).filter_map(|(entry, head)| (!head).then_some(entry)).collect()
}

/// Whether a table has no numbers and no proposals: what stands in it below the agenda's heading is an item all the same.
fn is_loose(columns: &[Column]) -> bool {
    !columns.contains(&Column::Number) && !columns.contains(&Column::Proposal)
}

/// Whether a row's title begins with a number or its sign.
fn numbered(entry: &Entry, columns: &[Column]) -> bool {
    let title = columns
        .iter()
        .position(|column| *column == Column::Title)
        .and_then(|at| entry.cells.get(at)?.first());
    title.is_some_and(|title| title.starts_with(|c: char| c.is_ascii_digit() || c == '§'))
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
        let heads = |text: &str| headings::recognise(text).is_some() || super::proposal::is_conditions(text);
        let goes_on = before.is_some_and(|last| {
            let subject = crate::split::organs::leading(line).is_some_and(|named| {
                !named.rest.is_empty() && (!named.genitive || named.rest.starts_with("beslut"))
            });
            let ended = lines::ends_sentence(last) && (subject || lines::breaks_early(last, line, width));
            // A list or a table ends where a body decides again, or where a line begins that would have fitted.
            let listed = out.last().is_some_and(|text| super::lists::begins_point(text));
            let after_list = listed
                && line.chars().next().is_some_and(char::is_uppercase)
                && lines::breaks_early(last, line, width);
            let decides =
                decides(line) && !last.ends_with([',', '-']) && last.chars().any(|c| c.is_ascii_digit());
            let begins = super::lists::begins_point(line) || line.starts_with("att ");
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
        !named.genitive && super::proposal::DECIDES.contains(&verb)
    })
}

/// What a column's heading says that it holds.
fn column(heading: &str) -> Column {
    let lower = heading.trim().trim_end_matches(['.', ':']).to_lowercase();
    match lower.as_str() {
        "" | "nr" | "punkt" | "nummer" | "§" | "#" | "ärende nr" | "ärendenr" | "pkt" => Column::Number,
        // The heading of the whole agenda may stand above its titles.
        "dagordning" | "föredragningslista" | "ärendelista" => Column::Title,
        "ärende" | "ärenden" | "ärenderubrik" | "ärendemening" | "rubrik" | "titel" | "ärende/punkt" => {
            Column::Title
        }
        "ansvarig" => Column::Presenter,
        "beteckning" | "dnr" | "diarienummer" | "diarienr" | "d.nr" | "ärendenummer" | "diarie" => {
            Column::Diarienummer
        }
        "föredragande" | "föredragare" | "föredragning" => Column::Presenter,
        // "Föredragande/tid"
        text if ["föredragande/", "föredragande, ", "föredragande och "]
            .iter()
            .any(|word| text.starts_with(word)) =>
        {
            Column::Presenter
        }
        text if text.starts_with("förslag") => Column::Proposal,
        "noteringar" | "notering" | "anteckningar" | "anteckning" | "kommentar" | "kommentarer"
        | "beslutsinstans" | "beslutande instans" | "instans" => Column::Note,
        _ => Column::Other,
    }
}

/// What each of these headings says that its column holds; "Punkt" is a title's where the numbers have a column of their
/// own.
pub(super) fn columns(headings: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = headings.iter().map(|heading| column(heading)).collect();
    let numbers = columns.iter().filter(|column| **column == Column::Number).count();
    let point = headings.iter().rposition(|heading| heading.trim().eq_ignore_ascii_case("punkt"));
    if numbers >= 2
        && !columns.contains(&Column::Title)
        && let Some(point) = point
    {
        columns[point] = Column::Title;
    }
    columns
}

/// Whether these columns are an agenda's: one with titles, and another that agendas have.
pub(super) fn is_agenda(columns: &[Column]) -> bool {
    columns.iter().filter(|c| **c == Column::Title).count() == 1
        && columns
            .iter()
            .any(|c| matches!(c, Column::Diarienummer | Column::Proposal | Column::Presenter | Column::Note))
        && (columns.contains(&Column::Number) || columns.contains(&Column::Proposal))
}

/// Whether these columns are those of an agenda without numbers: its heading stands above the titles, and the numbers of
/// the cases beside them.
pub(super) fn is_unnumbered(columns: &[Column], headings: &[(usize, String)]) -> bool {
    columns == [Column::Title, Column::Diarienummer]
        && headings.first().is_some_and(|(_, text)| crate::split::kind::is_agenda_heading(text))
}

/// The columns of a header row with pipes.
fn pipe_header(rows: &[Row<'_>], i: usize) -> Option<Vec<Column>> {
    let cells = pipe_cells(&rows[i].text)?;
    let columns = columns(&cells);
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
    let alone = || is_loose(columns) && !super::groups::is_group(&titles.join(" "));
    if titles.is_empty() || (number.is_none() && !others && !formal() && !alone()) {
        return None;
    }
    let mut item = Item::new(String::new(), String::new(), ItemKind::Beslut);
    item.number = number;
    title(&mut item, &titles, context);
    // What stands in the column is the item's own; what its title names comes behind.
    let named = std::mem::replace(&mut item.diarienummer, numbers_of(&cell(Column::Diarienummer)));
    for number in named {
        if !item.diarienummer.contains(&number) {
            item.diarienummer.push(number);
        }
    }
    item.presenters.extend(presenters(&cell(Column::Presenter)));
    note(&mut item, &cell(Column::Note));
    proposal(&mut item, &cell(Column::Proposal), context);
    super::title::in_title(&mut item);
    item.kind = super::kind::kind(&item);
    Some((item, entry.first, entry.last))
}

/// Takes what is noted of a matter: its number, who informs of it, or what else is said.
fn note(item: &mut Item, cell: &[String]) {
    let (numbers, said): (Vec<&String>, Vec<&String>) = cell.iter().partition(|line| item::bare_number(line));
    for number in numbers_of(&numbers.into_iter().cloned().collect::<Vec<_>>()) {
        if !item.diarienummer.contains(&number) {
            item.diarienummer.push(number);
        }
    }
    let text = lines::joined(said.iter().map(|line| line.as_str()));
    if text.is_empty() {
        return;
    }
    // "Omedelbar justering" over "Eva Ek" over "informerar".
    let told = (0..said.len()).map(|from| lines::joined(said[from..].iter().map(|line| line.as_str())));
    let presenters = told.map(|text| super::told::presenters(&text)).find(|names| !names.is_empty());
    item.presenters.extend(presenters.into_iter().flatten());
    item.points.push(Point { text, diarienummer: Vec::new(), people: Vec::new() });
}

/// Those named in a cell, whose lines may hold one each or go on in the next; an hour is nobody, and no more is what is
/// said of the matter ("Utgår").
fn presenters(cell: &[String]) -> Vec<String> {
    let lines: Vec<&String> = cell
        .iter()
        .filter(|line| !matches!(super::title::beside(line), Some(super::title::Beside::Time)))
        .filter(|line| !super::title::is_withdrawn(line))
        .collect();
    let each: Vec<Vec<String>> = lines.iter().map(|line| names::named(line)).collect();
    let whole = lines.iter().zip(&each).all(|(line, names)| !names.is_empty() && !names::unfinished(line));
    if lines.len() > 1 && whole {
        return each.concat();
    }
    let joined = lines::joined(lines.iter().map(|line| line.as_str()));
    let value = labels::parse(&joined).into_iter().find(|(label, _)| *label == Label::Presenter);
    let value = value.map_or(joined, |(_, value)| value);
    if matches!(value.as_str(), "-" | "–" | "—") { Vec::new() } else { names::people(&value) }
}

/// The numbers of a cell: one a line where each line is one, else those of its lines put together.
fn numbers_of(cell: &[String]) -> Vec<String> {
    if cell.len() > 1 && cell.iter().all(|line| crate::split::numbers::is(line)) {
        return cell.iter().flat_map(|line| crate::split::numbers::labelled(line)).collect();
    }
    crate::split::numbers::labelled(&lines::joined(cell.iter().map(String::as_str)))
}

/// Reads the title's cell: labels may stand below the title.
fn title(item: &mut Item, cell: &[String], context: Context<'_>) {
    // A list below the heading of a proposal is its clauses.
    let heads = |at: &usize| {
        headings::recognise(&cell[*at]).is_some_and(|headed| headed.heading == headings::Heading::Proposal)
    };
    let listed = (1..cell.len()).find(|at| super::lists::begins_entry(&cell[*at]));
    let listed = listed.filter(|listed| !(1..*listed).any(|at| heads(&at)));
    let (cell, points) = cell.split_at(listed.unwrap_or(cell.len()));
    let list: Vec<(usize, String)> = points.iter().map(|text| (0, text.clone())).collect();
    for text in super::lists::entries(&list, 0) {
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
    // "KS 2031/455, projekt 93103318"
    let case = |line: &str| line.split_once(", projekt ").map_or(line, |(case, _)| case).to_owned();
    let own = |line: &String| item::bare_number(&case(line));
    let found = cell
        .iter()
        .skip(1)
        .filter(|line| own(line))
        .flat_map(|line| crate::split::numbers::labelled(&case(line)));
    item.diarienummer.extend(found);
    let first = cell.first().filter(|line| own(line)).cloned();
    let cell: Vec<String> = first.into_iter().chain(cell.iter().filter(|line| !own(line)).cloned()).collect();
    let at = cell.iter().position(|line| labels::any(line)).unwrap_or(cell.len());
    let told = |at: &usize| {
        let text = &cell[*at];
        super::title::ends(text) || super::title::refers(&cell[*at - 1], text) || proposes(text)
    };
    let said = (1..at).find(told).unwrap_or(at);
    let proposed = (said..at).find(|at| {
        headings::recognise(&cell[*at]).is_some_and(|headed| headed.heading == headings::Heading::Proposal)
    });
    if let Some(proposed) = proposed {
        proposal(item, &cell[proposed..at], context);
    }
    for text in &cell[said..proposed.unwrap_or(at)] {
        if super::title::is_dated_paper(text) {
            item.attachments.push(Attachment { title: text.clone(), document: None });
            continue;
        }
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
    let asks = ["interpellant:", "svarande:", "frågeställare:", "motionär:", "sökande:"];
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
