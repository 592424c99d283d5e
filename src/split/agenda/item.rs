//! One item of an agenda: title, labels, proposal, summary, points, listed attachments.

use super::labels::{self, Label};
use super::lists::{begins_point, entries, run_on, unnumbered};
use super::names;
use super::numbered::Heading as Numbered;
pub(crate) use super::own::bare_number;
use super::own::one_form;
use super::proposal::proposal;
use super::title::{self, Beside, beside};
use super::told;
use super::unheaded::unheaded;
use crate::model::record::{Attachment, Item, ItemKind, Point, Section};
use crate::split::furniture;
use crate::split::headings::{self, Headed, Heading};
use crate::split::lines;
use crate::split::numbers;
use crate::split::rows::Row;

use super::kind::kind;

/// What is known of the meeting when its items are read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context<'a> {
    /// The body that meets.
    pub(crate) meets: Option<&'a str>,
    /// Characters on a full line.
    pub(crate) width: usize,
    /// Characters on a full line of a title; 0 where it is not known.
    pub(crate) titles: usize,
    /// Whether the columns' headings say that names beside titles are of those in charge, not of those who present.
    pub(crate) handled: bool,
}

/// A headed part of an item's text.
pub(super) struct Part<'r, 'a> {
    pub(super) headed: Option<Headed>,
    pub(super) rows: Vec<&'r Row<'a>>,
}

/// "Direktionen föreslås besluta" on a line of its own, over what is put to it.
fn proposed(text: &str) -> Option<Headed> {
    let named = crate::split::organs::leading(text)?;
    let asked = matches!(named.rest.trim_end_matches(':'), "föreslås besluta" | "föreslås besluta att");
    let elected = named.standing == crate::split::organs::Standing::Elected && !named.genitive;
    (asked && elected).then(|| Headed {
        heading: Heading::Proposal,
        organ: None,
        decides: Some(named.name.to_owned()),
        text: text.to_owned(),
        rest: String::new(),
    })
}

/// Whether a line is a heading under which a part of an item stands.
pub(crate) fn opens_section(text: &str) -> bool {
    headings::recognise(text).is_some_and(|headed| {
        matches!(
            headed.heading,
            Heading::Proposal
                | Heading::Decision
                | Heading::Summary
                | Heading::Description
                | Heading::Assessment
                | Heading::Consequences
                | Heading::Previous
                | Heading::Basis
                | Heading::SentTo
                | Heading::Immediate
        )
    })
}

/// Reads the item that `heading` heads and that goes on to row `to`.
pub(crate) fn read(rows: &[Row<'_>], heading: &Numbered, to: usize, context: Context<'_>) -> Item {
    let body: Vec<&Row<'_>> = rows[heading.at + 1..to].iter().filter(|row| !row.furniture).collect();
    let title::Title { text: title, used, columns } = title::read(heading, &rows[heading.at], &body, context);
    let mut item = Item::new(String::new(), title, ItemKind::Beslut);
    // "UTGÅR" above the title is no part of it, but is said.
    let withdrawn = |row: &&&Row<'_>| title::is_withdrawn(&row.text) && !item.title.starts_with(&row.text);
    let said: Vec<String> = body[..used].iter().filter(withdrawn).map(|row| row.text.clone()).collect();
    item.points.extend(said.into_iter().map(|text| Point {
        text,
        diarienummer: Vec::new(),
        people: Vec::new(),
    }));
    if heading.paragraph {
        item.paragraph = Some(if heading.last > heading.number {
            format!("{}–{}", heading.number, heading.last)
        } else {
            heading.number.to_string()
        });
    } else if heading.number > 0 {
        let word = heading.word.iter().map(|word| format!("{word} ")).collect::<String>();
        item.number = Some(format!("{word}{}", heading.number));
    }
    let mut secret = false;
    for text in heading.beside.iter().chain(&columns).flat_map(|text| title::pieces(text)) {
        match beside(text) {
            Some(Beside::Number(numbers)) => item.diarienummer.extend(numbers),
            Some(Beside::People(people)) if context.handled => {
                item.handler = item.handler.take().or(people.into_iter().next());
            }
            // Whom the house sets down to adjust the minutes presents nothing.
            Some(Beside::People(people)) if told::member(text) && super::kind::is_formal(&item.title) => {
                item.points.push(Point { text: text.to_owned(), diarienummer: Vec::new(), people });
            }
            Some(Beside::People(people)) => item.presenters.extend(people),
            Some(Beside::Paper(title)) => item.attachments.push(Attachment { title, document: None }),
            Some(Beside::Secret) => {
                secret = true;
                item.points.push(point(text));
            }
            Some(Beside::Time) => {}
            None => item.points.push(Point {
                text: text.to_owned(),
                diarienummer: numbers::in_text(text),
                people: Vec::new(),
            }),
        }
    }
    let used = used + head(&mut item, &body[used..]);
    text(&mut item, &body[used..], context);
    if let Some((title, presenters)) = told::after_label(&item.title) {
        item.title = title;
        item.presenters.extend(presenters);
    }
    title::in_title(&mut item);
    if item.diarienummer.is_empty() {
        item.diarienummer = in_column(&body);
    }
    if item.diarienummer.is_empty() {
        item.diarienummer = told_below(&body, &mut item.points);
    }
    if let Some((title, presenters)) = told::in_bracket(&item.title) {
        item.title = title;
        item.presenters.extend(presenters);
    }
    item.kind = kind(&item);
    if (secret || is_secret(&body)) && item.proposal.is_none() {
        item.kind = ItemKind::Sekretess;
    }
    item
}

/// The number on a line for itself among the first lines below a title, behind its label and perhaps in brackets, where one
/// line alone has any; it is no point then.
fn told_below(body: &[&Row<'_>], points: &mut Vec<Point>) -> Vec<String> {
    const LINES: usize = 12;
    let told = body.iter().take(LINES).filter(|row| row.speaks());
    let told = told.take_while(|row| !opens_section(&row.text));
    // In small letters the label goes on with the line above.
    let begins = |row: &&&Row<'_>| row.text.starts_with(['D', '(', 'Ä']);
    let own = told.filter(begins).filter_map(|row| {
        let inner = row.text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&row.text);
        let numbers = match labels::parse(inner).as_slice() {
            [(labels::Label::Number, value)] if numbers::is(value) => numbers::labelled(value),
            _ => Vec::new(),
        };
        (numbers.len() == 1).then_some((row.text.clone(), numbers))
    });
    match own.collect::<Vec<_>>().as_slice() {
        [(line, numbers)] => {
            points.retain(|point| point.text != *line);
            numbers.clone()
        }
        _ => Vec::new(),
    }
}

/// The number in a column beside the lines right under a title ("Svarande: Eva Ek (S)      KS 2031/88"), where it is one.
fn in_column(body: &[&Row<'_>]) -> Vec<String> {
    const LINES: usize = 4;
    let under = body.iter().take_while(|row| !row.blank()).take(LINES);
    let columns = under.map(|row| super::layout::segments(row.raw)).filter(|columns| columns.len() >= 2);
    let last = columns.filter_map(|mut columns| columns.pop()).filter(|(_, text)| bare_number(text));
    let numbers: Vec<String> = last.flat_map(|(_, text)| numbers::labelled(&text)).collect();
    if numbers.len() == 1 { numbers } else { Vec::new() }
}

/// Whether a line close under the title says that the matter is secret.
fn is_secret(body: &[&Row<'_>]) -> bool {
    let last = body.iter().rev().find(|row| !row.blank());
    last.is_some_and(|row| title::is_secrecy(&row.text))
        || body.iter().filter(|row| !row.blank()).take(4).any(|row| {
            let first = row.text.split([' ', '.', ',']).next().unwrap_or("").to_lowercase();
            // "Handlingen är belagd med sekretess"
            let said = row.text.to_lowercase().trim_end_matches('.').ends_with("med sekretess");
            said || first.starts_with("sekretessbel") || first == "sekretess" || first.ends_with("sekretess")
        })
}

/// Reads the labels under a title; returns how many rows they take.
pub(super) fn head(item: &mut Item, body: &[&Row<'_>]) -> usize {
    let mut used = 0;
    let mut open = String::new();
    let mut under_number = false;
    for (at, row) in body.iter().enumerate() {
        if row.blank() {
            continue;
        }
        // Marks of bold type stand around labels in dumps ("**Diarienummer:** HN 2032/4").
        let bold = row.text.contains("**").then(|| lines::plain(&row.text));
        let plain = bold.as_deref().unwrap_or(&row.text);
        let (text, columns) = title::own_column(row);
        if bare_number(&text) {
            close_presenters(item, &mut open);
            for text in &columns {
                item.presenters.extend(names::named(text));
            }
            if under_number && item.diarienummer.last().is_some_and(|own| !one_form(own, &text)) {
                item.points.push(point(&text));
            } else {
                add_numbers(&mut item.diarienummer, &text);
            }
            used = at + 1;
            under_number = true;
            continue;
        }
        // A name right under the number is whom the agenda sets down for the item.
        if under_number
            && !body[at - 1].blank()
            && crate::split::people::is_name(&row.text)
            && !labels::any(&row.text)
        {
            item.presenters.extend(names::people(&row.text));
            used = at + 1;
            continue;
        }
        under_number = false;
        // The hour at which the item comes up.
        if row.text.to_lowercase().starts_with("kl") && matches!(beside(&row.text), Some(Beside::Time)) {
            close_presenters(item, &mut open);
            used = at + 1;
            continue;
        }
        let close = at == 0 || !body[at - 1].blank();
        let presented = told(&item.title, &row.text, close);
        if !presented.is_empty() && open.is_empty() {
            item.presenters.extend(presented);
            used = at + 1;
            continue;
        }
        let found = labels::parse(labels::without_item_word(plain));
        if found.is_empty() || !labels::any(labels::without_item_word(plain)) {
            if names::unfinished(&open) && names::continues(&row.text) && !opens_section(&row.text) {
                open.push(' ');
                open.push_str(&row.text);
                used = at + 1;
                continue;
            }
            break;
        }
        close_presenters(item, &mut open);
        for (label, value) in found {
            match label {
                Label::Number => add_numbers(&mut item.diarienummer, &value),
                Label::Presenter => open = value,
                Label::Handler => item.handler = names::people(&value).into_iter().next(),
                Label::Time => {}
            }
        }
        used = at + 1;
    }
    close_presenters(item, &mut open);
    used
}

/// Those whom a line without a label names as presenting; behind a blank line only an hour tells.
fn told(title: &str, text: &str, close: bool) -> Vec<String> {
    // A number's class ("Dnr HN 2032-7 1.3.1") is no hour.
    if labels::any(text) {
        return Vec::new();
    }
    let told = told::presenters(text);
    if !close && !names::without_clock(text).1 {
        return Vec::new();
    }
    let by_office = if close && told.is_empty() { names::by_office(text) } else { Vec::new() };
    let under = if close { told::under(title, text) } else { Vec::new() };
    [told, by_office, under].into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// A line that is a point and nothing more.
fn point(text: &str) -> Point {
    Point { text: text.to_owned(), diarienummer: Vec::new(), people: Vec::new() }
}

/// Turns the collected value of "Föredragande:" into names.
fn close_presenters(item: &mut Item, open: &mut String) {
    for name in names::people(open) {
        if !item.presenters.contains(&name) {
            item.presenters.push(name);
        }
    }
    open.clear();
}

/// Adds the numbers of a value that a label says is one.
fn add_numbers(to: &mut Vec<String>, value: &str) {
    for number in numbers::labelled(value) {
        if !to.contains(&number) {
            to.push(number);
        }
    }
}

/// Reads what stands under the head.
pub(crate) fn text(item: &mut Item, body: &[&Row<'_>], context: Context<'_>) {
    for part in parts(body) {
        let Some(headed) = &part.headed else {
            let used = head(item, &part.rows);
            unheaded(item, &part.rows[used..], context);
            continue;
        };
        match headed.heading {
            // A column that says what is to be done with the matter, over one that says that it is secret.
            Heading::Decision
                if headed.rest.is_empty()
                    && part.rows.iter().all(|row| row.blank() || title::is_secrecy(&row.text)) =>
            {
                unheaded(item, &part.rows, context);
            }
            Heading::Proposal | Heading::Decision => proposal(item, headed, &part.rows, context),
            Heading::Summary if item.summary.is_none() => {
                item.summary = some(paragraphs(&part, context.width));
            }
            Heading::Basis => {
                // An address block at the foot of the page is no paper.
                let mut listed = with_rest(&part);
                let end = listed.iter().position(|(_, text)| furniture::contact(text));
                listed.truncate(end.unwrap_or(listed.len()));
                let titles = run_on(unnumbered(entries(&listed, context.width)), &part);
                // The words of a link on a portal's page name no paper.
                let link = |title: &str| {
                    matches!(
                        title,
                        "Läs dokument" | "Läs dokument (PDF)" | "Visa dokument" | "Öppna dokument"
                    )
                };
                let titles: Vec<String> = titles.into_iter().filter(|title| !link(title)).collect();
                // "Bilagor: se handlingarna i läsplattan": a sentence names no paper.
                let says = |title: &String| {
                    title.starts_with("se ") || lines::ends_sentence(title) && title.split(' ').count() >= 6
                };
                let (said, titles): (Vec<String>, Vec<String>) = titles.into_iter().partition(says);
                item.points.extend(said.into_iter().map(|text| Point {
                    text,
                    diarienummer: Vec::new(),
                    people: Vec::new(),
                }));
                item.attachments.extend(titles.into_iter().map(|title| {
                    // Some houses mark papers by a sign of a paragraph, as they do items.
                    let bare = title.strip_prefix("§ ").filter(|rest| rest.starts_with(char::is_uppercase));
                    Attachment { title: bare.unwrap_or(&title).to_owned(), document: None }
                }));
            }
            Heading::SentTo => item.sent_to.extend(entries(&with_rest(&part), context.width)),
            Heading::Furniture => {}
            _ => section(item, &headed.text, paragraphs(&part, context.width)),
        }
    }
}

/// The rows of a part; what follows the heading on its own line comes first.
fn with_rest(part: &Part<'_, '_>) -> Vec<(usize, String)> {
    let rest = part.headed.as_ref().map(|headed| headed.rest.clone()).filter(|rest| !rest.is_empty());
    rest.map(|rest| (0, rest))
        .into_iter()
        .chain(part.rows.iter().map(|row| (row.lead, row.text.clone())))
        .collect()
}

/// The body cut at its headings.
fn parts<'r, 'a>(body: &[&'r Row<'a>]) -> Vec<Part<'r, 'a>> {
    let mut out: Vec<Part<'r, 'a>> = vec![Part { headed: None, rows: Vec::new() }];
    for row in body {
        // That it was taken off the list is no part of what was proposed.
        if title::is_taken_off(&row.text) {
            out.push(Part { headed: None, rows: Vec::new() });
        }
        let basis =
            |part: &Part<'_, '_>| part.headed.as_ref().is_some_and(|headed| headed.heading == Heading::Basis);
        // Who presents the matter may be told behind its papers.
        let label = labels::parse(&row.text).into_iter().next();
        let told = label.filter(|(label, value)| {
            matches!(label, Label::Presenter | Label::Handler) && !names::people(value).is_empty()
        });
        if told.is_some() && out.last().is_some_and(basis) {
            out.push(Part { headed: None, rows: vec![row] });
            continue;
        }
        let listed = out.last().is_some_and(|part| in_list(part, &row.text));
        // What is put to the body may follow on what is told.
        let told =
            out.last().is_some_and(|part| part.headed.is_none() && part.rows.iter().any(|row| !row.blank()));
        if let Some(headed) = proposed(&row.text).filter(|_| told) {
            out.push(Part { headed: Some(headed), rows: Vec::new() });
            continue;
        }
        match headings::recognise(&row.text).filter(|_| !listed) {
            Some(headed) if opens_section(&row.text) || headed.heading == Heading::Furniture => {
                out.push(Part { headed: Some(headed), rows: Vec::new() });
            }
            _ => {
                if let Some(part) = out.last_mut() {
                    part.rows.push(row);
                }
            }
        }
    }
    out.retain(|part| part.headed.is_some() || part.rows.iter().any(|row| !row.blank()));
    out
}

/// Whether a line that could head a part ("Förslag till yttrande") is a paper in the list that the part is.
fn in_list(part: &Part<'_, '_>, text: &str) -> bool {
    let basis = part.headed.as_ref().is_some_and(|headed| headed.heading == Heading::Basis);
    let after_paper = part.rows.last().is_some_and(|row| title::is_paper(&row.text));
    title::is_paper(text) && (basis || after_paper)
}

/// Whether a line only rules off what stands above.
pub(super) fn rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '=' | '*'))
}

/// Adds a section, if it says anything.
pub(super) fn section(item: &mut Item, heading: &str, text: String) {
    if !text.trim().is_empty() {
        item.sections.push(Section { heading: heading.to_owned(), text });
    }
}

/// The paragraphs of a part, parted by blank lines.
fn paragraphs(part: &Part<'_, '_>, width: usize) -> String {
    let rest = part.headed.as_ref().map_or("", |headed| headed.rest.as_str());
    let rows: Vec<(bool, &str)> = std::iter::once((rest.is_empty(), rest))
        .chain(part.rows.iter().map(|row| (row.blank(), row.text.as_str())))
        .collect();
    joined(&rows, width)
}

/// Lines joined to paragraphs: a blank line parts them unless a sentence plainly goes on; a number or a bullet
/// begins a new one.
pub(super) fn joined(rows: &[(bool, &str)], width: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut gap = true;
    for (blank, text) in rows {
        if *blank || text.is_empty() {
            gap = true;
            continue;
        }
        let goes_on = out.last().is_some_and(|last| {
            let cut = !lines::ends_sentence(last) && text.chars().next().is_some_and(char::is_lowercase);
            let early = width > 0 && short_end(last, text, width);
            if gap {
                cut && !begins_point(text)
            } else {
                !(begins_point(text) || early && lines::ends_sentence(last))
            }
        });
        match out.last_mut() {
            Some(last) if goes_on => lines::append(last, text),
            _ => out.push((*text).to_owned()),
        }
        gap = false;
    }
    out.join("\n\n")
}

/// Whether the last line of what is joined so far was cut short on purpose. Only its own length is known, so a
/// paragraph of one line is looked at alone.
fn short_end(last: &str, next: &str, width: usize) -> bool {
    last.chars().count() < width && lines::breaks_early(last, next, width)
}

/// A text, or `None` where it is empty.
fn some(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}
