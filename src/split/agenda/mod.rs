//! Recognises a notice (kallelse) and its agenda: the meeting's head, those called, the items.
//!
//! Comes in: the rows of the stretch before the packet's documents. Goes out: the head of the meeting and the items,
//! each with its rows. Invariant: an item has a number or a place of its own in the agenda; a list inside an item
//! and the heading of a group are none. Absent on purpose: the documents behind the agenda.

mod aside;
pub(crate) mod beside;
mod bulleted;
mod chain;
mod close;
mod groups;
mod head;
mod item;
mod kind;
mod labels;
mod layout;
mod lists;
mod names;
mod numbered;
mod own;
mod people;
mod proposal;
mod running;
mod table;
mod timed;
mod title;
mod told;
mod unheaded;
mod unnumbered;
mod when;

pub(crate) use close::{closes_notice, signatures};
pub(crate) use item::Context;
pub(crate) use kind::is_ordinary;
pub(crate) use labels::bracketed_others as is_others_number;
pub(crate) use layout::segments;
pub(crate) use lists::{begins_point, entries};
pub(crate) use numbered::lists_items;
pub(crate) use table::{cell_lines, pipe_cells, pipe_rule};

use close::{without_close, without_group};

use crate::model::record::{DocumentKind, Finding, FindingSeverity, Item, Meeting, Role};
use crate::split::documents::signs;
use crate::split::kind::is_agenda_heading;
use crate::split::lines;
use crate::split::numbers;
use crate::split::rows::Row;

/// An agenda that was read.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    /// The items with the indices of their first and last row.
    pub(crate) items: Vec<(Item, usize, usize)>,
}

/// Reads agendas that are set in one way; gives no items where the rows are set in another.
type Reader = fn(&[Row<'_>], Context<'_>) -> Vec<table::Placed>;

/// Reads the head and the items from these rows into the meeting.
pub(crate) fn read(rows: &[Row<'_>], meeting: &mut Meeting) -> Agenda {
    head::read(rows, meeting);
    let organ = meeting.organ.name.clone();
    let width = lines::width(rows.iter().filter(|row| row.speaks()).map(|row| row.text.as_str()));
    let context = Context { meets: organ.as_deref(), width, titles: 0, handled: handled(rows) };
    let mut items = table::items(rows, context);
    let mut first = items.first().map_or(rows.len(), |(_, first, _)| *first);
    if items.is_empty() {
        items = running::items(rows);
        first = items.first().map_or(rows.len(), |(_, first, _)| *first);
    }
    if items.is_empty() {
        let headings = numbered::headings(rows);
        let pairs = groups::pairs(rows);
        let gathering = groups::above(rows, &pairs);
        items = if groups::gather_all(rows, &headings, &pairs) {
            let headings: Vec<numbered::Heading> =
                headings.iter().cloned().chain(gathering.clone()).collect();
            paired_items(rows, &pairs, &headings, context)
        } else {
            numbered_items(rows, &headings, context)
        };
        first = items.first().map_or(rows.len(), |(_, first, _)| *first);
        first = headings.first().map_or(first, |heading| heading.at.min(first));
        if items.is_empty() {
            items = paired_items(rows, &pairs, &gathering, context);
            first = items.first().map_or(rows.len(), |(_, first, _)| *first);
        }
    }
    const READERS: [Reader; 6] = [
        bulleted::items,
        lettered_items,
        unnumbered::worded,
        unnumbered::marked,
        unnumbered::items,
        timed::items,
    ];
    for reader in READERS {
        if items.is_empty() {
            items = reader(rows, context);
            first = items.first().map_or(rows.len(), |(_, first, _)| *first);
        }
    }
    groups::mark(rows, &mut items);
    anothers_number(&mut items);
    timed::without_hours(&mut items);
    meeting.people = people::called(&rows[..first]);
    if meeting.chair.is_none() {
        meeting.chair = meeting
            .people
            .iter()
            .find(|person| person.role == Role::Ordforande)
            .map(|person| person.name.clone());
    }
    let listed = |name: &str| meeting.people.iter().any(|person| person.name == name);
    let chair =
        meeting.chair.as_deref().filter(|name| !listed(name)).and_then(|name| people::chair(rows, name));
    meeting.people.extend(chair);
    meeting.findings.extend(withdrawn(rows, &items));
    Agenda { items }
}

/// Takes from the last item the number below it that is an earlier item's, where its title ends in its own: a paper of the
/// other begins there.
fn anothers_number(items: &mut [table::Placed]) {
    let Some(((last, ..), others)) = items.split_last_mut() else { return };
    let listed = |below: &str| {
        let numbers = others.iter().flat_map(|(item, ..)| &item.diarienummer);
        numbers.into_iter().any(|number| numbers::same(number, below))
    };
    if let [own, more @ ..] = last.diarienummer.as_slice()
        && !listed(own)
        && more.iter().any(|below| listed(below))
    {
        let kept = 1 + more.iter().position(|below| listed(below)).unwrap_or(more.len());
        last.diarienummer.truncate(kept);
        return;
    }
    let [below] = last.diarienummer.as_slice() else { return };
    if !listed(below) {
        return;
    }
    if let Some((title, own)) = numbers::at_end(&last.title)
        && !numbers::same(&own, below)
        && numbers::of_one_register(&own, below)
    {
        (last.title, last.diarienummer) = (title, vec![own]);
    }
}

/// The items of a table with titles and numbers; those below a heading "§" are paragraphs.
pub(crate) fn tabled(rows: &[Row<'_>], meets: Option<&str>) -> Vec<(Item, usize, usize)> {
    let mut items = table::items(rows, Context { meets, ..Context::default() });
    let heads = |row: &Row<'_>| {
        row.text.starts_with("§ ") && segments(row.raw).first().is_some_and(|(_, text)| text == "§")
    };
    if rows.iter().any(heads) {
        for (item, ..) in &mut items {
            item.paragraph = item.number.take();
        }
    }
    items
}

/// A finding for each item of which the agenda says that it was taken off: that is no decision of the body, and the item
/// keeps the words.
fn withdrawn(rows: &[Row<'_>], items: &[(Item, usize, usize)]) -> Vec<Finding> {
    let said = |(item, first, last): &&(Item, usize, usize)| {
        title::says_withdrawn(&item.title)
            || rows[*first..=*last].iter().any(|row| title::is_taken_off(&row.text))
    };
    let found = |(item, first, _): &(Item, usize, usize)| Finding {
        code: "item-withdrawn".to_owned(),
        severity: FindingSeverity::Note,
        message: format!(
            "the agenda says that \"{}\" was taken off the list; no decision is recorded for it",
            item.title
        ),
        page: rows[*first].page,
        line: Some(rows[*first].number),
    };
    items.iter().filter(said).map(found).collect()
}

/// Whether a row of columns' headings names those in charge of items, and none names those who present them.
fn handled(rows: &[Row<'_>]) -> bool {
    let heads = |word: &str| {
        rows.iter().filter(|row| row.speaks() && row.text.chars().count() <= 120).any(|row| {
            let columns = segments(row.raw);
            columns.len() >= 2
                && columns.iter().any(|(_, text)| text.to_lowercase().trim_end_matches(':') == word)
        })
    };
    heads("handläggare") && !heads("föredragande") && !heads("föredragare")
}

/// The numbers of a line that is a number's label and its value ("Dnr HN 2032-00112"), or a number alone.
pub(crate) fn numbers_of(text: &str) -> Vec<String> {
    if item::bare_number(text) {
        return crate::split::numbers::labelled(text);
    }
    match labels::parse(text).as_slice() {
        [(labels::Label::Number, value)] => crate::split::numbers::labelled(value),
        _ => Vec::new(),
    }
}

/// The row with the heading of an agenda on the first page: what stands above it is the notice's own head, which may
/// look like a letter's; 0 where the first page has none.
pub(crate) fn begins(rows: &[Row<'_>]) -> usize {
    const REACH: usize = 40;
    let first = rows.iter().position(|row| !row.blank()).unwrap_or(0);
    let page = (first + 1..rows.len()).find(|at| rows[*at].page_start).unwrap_or(rows.len());
    (first..page)
        .filter(|at| rows[*at].speaks())
        .take(REACH)
        .find(|at| is_agenda_heading(&rows[*at].text))
        .unwrap_or(0)
}

/// The first row of an agenda that lies behind the papers: its heading stands by itself, and numbered items that begin
/// with the meeting's own business follow it.
pub(crate) fn behind(rows: &[Row<'_>]) -> Option<usize> {
    // A file may repeat the words at will, and each place costs a look at all that follows.
    const LOOKED_AT: usize = 3;
    let heads = |row: &Row<'_>| {
        is_agenda_heading(&row.text) || signs::kind_word(&row.text) == Some(DocumentKind::Kallelse)
    };
    let printed: Vec<usize> = (0..rows.len()).filter(|at| !rows[*at].blank()).collect();
    let middle = *printed.get(printed.len() / 2)?;
    let apart = |at: &usize| rows[*at].page_start || rows[*at - 1].blank();
    let places =
        (middle.max(1)..rows.len()).rev().filter(|at| rows[*at].speaks() && heads(&rows[*at]) && apart(at));
    let found = places.take(LOOKED_AT).filter(|at| {
        let found = numbered::headings(&rows[*at..]);
        found.len() >= 3 && found.first().is_some_and(|first| first.number == 1)
    });
    found.last()
}

/// The items of a numbered agenda.
fn numbered_items(
    rows: &[Row<'_>],
    headings: &[numbered::Heading],
    context: Context<'_>,
) -> Vec<(Item, usize, usize)> {
    let titles = headings.iter().map(|heading| lines::measure(&heading.title)).max().unwrap_or(0);
    let context = Context { titles: titles.min(context.width), ..context };
    let mut letters = groups::halves(rows, headings);
    letters.extend(groups::letters(rows, headings));
    let again = chain::again(rows, headings);
    let mut places: Vec<&numbered::Heading> = headings.iter().collect();
    places.extend(again.iter().map(|(_, heading)| heading));
    places.extend(letters.iter().map(|part| &part.heading));
    let end = |at: usize| {
        places.iter().map(|place| place.from).filter(|place| *place > at).min().unwrap_or(rows.len())
    };
    let lettered = letters.iter().map(|part| {
        let to = end(part.heading.at);
        let to = if to == rows.len() {
            without_close(rows, part.heading.at, to)
        } else {
            without_group(rows, part.heading.at, to)
        };
        let mut found = placed(rows, &part.heading, to, context);
        found.0.number = Some(part.number.clone());
        found
    });
    let all = groups::gathers_decisions(rows, headings);
    let numbered = headings.iter().enumerate().flat_map(|(index, heading)| {
        let second = again.iter().find(|(item, _)| *item == index).map(|(_, heading)| heading);
        let heading = second.unwrap_or(heading);
        let to = end(heading.at);
        let to = if to == rows.len() {
            without_close(rows, heading.at, to)
        } else {
            without_group(rows, heading.at, to)
        };
        let parts = groups::parts(rows, heading, to, all);
        if parts.is_empty() {
            let mut found = placed(rows, heading, to, context);
            if second.is_some() && found.0.diarienummer.is_empty() {
                // The list above may print the number, and the text below it only the title.
                let listed = placed(rows, &headings[index], end(headings[index].at), context).0;
                found.0.diarienummer = listed.diarienummer;
            }
            vec![found]
        } else {
            gathered(rows, &heading.title, &parts, (to, context))
        }
    });
    let mut items: Vec<(Item, usize, usize)> = numbered.collect();
    for found in lettered {
        // "4 ½" follows 4; letters stand where their group does.
        let whole = found.0.number.as_deref().and_then(|number| number.strip_suffix(" ½"));
        let before =
            whole.and_then(|whole| items.iter().position(|item| item.0.number.as_deref() == Some(whole)));
        let place =
            before.map(|before| before + 1).or_else(|| items.iter().position(|item| item.1 > found.1));
        items.insert(place.unwrap_or(items.len()), found);
    }
    items
}

/// The item that a heading heads, with its first and last row.
fn placed(
    rows: &[Row<'_>],
    heading: &numbered::Heading,
    to: usize,
    context: Context<'_>,
) -> (Item, usize, usize) {
    let last = (heading.at..to).rev().find(|i| rows[*i].speaks()).unwrap_or(heading.at);
    (item::read(rows, heading, last + 1, context), heading.from, last)
}

/// The items of an agenda with numbers of two parts, each without the heading of the next group at its foot.
fn paired_items(
    rows: &[Row<'_>],
    parts: &[groups::Part],
    groups: &[numbered::Heading],
    context: Context<'_>,
) -> Vec<(Item, usize, usize)> {
    let ends = parts.iter().skip(1).map(|part| part.heading.at).chain([rows.len()]);
    parts
        .iter()
        .zip(ends)
        .map(|(part, end)| {
            let from = part.heading.at;
            let group = groups.iter().map(|group| group.at).filter(|at| (from..end).contains(at)).min();
            if let Some(to) = group {
                let mut found = placed(rows, &part.heading, to, context);
                found.0.number = Some(part.number.clone());
                return found;
            }
            let to = if end == rows.len() {
                without_close(rows, from, end)
            } else {
                without_group(rows, from, end)
            };
            let mut found = placed(rows, &part.heading, to, context);
            found.0.number = Some(part.number.clone());
            found
        })
        .collect()
}

/// The items of an agenda that letters number ("A. Upprop", "B. Ny kaj").
fn lettered_items(rows: &[Row<'_>], context: Context<'_>) -> Vec<(Item, usize, usize)> {
    let parts = groups::lettered(rows);
    paired_items(rows, &parts, &groups::unlettered(rows, &parts), context)
}

/// The items of a group, each up to the next.
fn gathered(
    rows: &[Row<'_>],
    group: &str,
    parts: &[groups::Part],
    (to, context): (usize, Context<'_>),
) -> Vec<(Item, usize, usize)> {
    let ends = parts.iter().skip(1).map(|part| part.heading.at).chain([to]);
    parts
        .iter()
        .zip(ends)
        .map(|(part, end)| {
            let mut found = placed(rows, &part.heading, end, context);
            found.0.number = Some(part.number.clone());
            groups::within(group, &mut found.0);
            found
        })
        .collect()
}
