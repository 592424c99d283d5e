//! Reads minutes: protokoll, delprotokoll, protokollsutdrag and the notice (anslag) that stands with them.
//!
//! Comes in: the lines of one source that is known to be minutes. Goes out: a [`Draft`] with the meeting's cover
//! fields, one item per paragraph with its decision, and an appendix as a document.
//! Invariant: an item is made from a paragraph's own heading only; contents lists, back references and headings
//! repeated over page breaks never become items, and a paragraph that is missing is a finding, never invented.
//! Absent on purpose: what kind of source it is (the caller knows), diarienummer families (the model knows).

mod above;
mod appendix;
mod contents;
mod cover;
mod dates;
mod decision;
mod earlier;
mod furniture;
mod heading;
mod item;
mod kinds;
mod margin;
mod notice;
mod paragraphs;
mod roll;
mod rows;
mod said;
mod sections;
mod unheaded;

use std::collections::BTreeMap;

use crate::model::record::{Finding, FindingSeverity, Item, ItemKind, Meeting, Outcome, Source, SourceKind};
use crate::packet::{Line, Packet};
use crate::split::Draft;
use crate::split::ids::Ids;
use crate::split::{lines, people};
use paragraphs::Paragraph;
use rows::Row;

/// What the whole document tells and every item needs.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// The body that meets.
    pub(crate) organ: Option<String>,
    /// How wide a full line is.
    pub(crate) width: usize,
    /// How wide a full line of a title is, which is set larger.
    pub(crate) title_width: usize,
    /// The titles of the list of contents, by the printed numbers of their paragraphs.
    pub(crate) contents: BTreeMap<String, String>,
}

/// Reads minutes. `lines` are those of the packet that are minutes; the packet tells of pages and file.
#[must_use]
pub(crate) fn read(packet: &Packet, lines: &[Line], kind: SourceKind) -> Draft {
    let rows = margin::part(&rows::read(lines));
    let head = cover::read_organ(&rows);
    let rows = furniture::mark(rows, head.organ.name.as_deref());
    let printed = cover::printed_paragraphs(&rows);
    let found = paragraphs::find(&rows, printed.as_deref());
    let first = found.first().map_or(rows.len(), |paragraph| paragraph.start);
    let mut meeting = cover::read(&rows[..first], head);
    let setting = setting(&rows, &found, meeting.organ.name.clone());
    let mut draft = Draft::default();
    let end = appendix::start(&rows, &found);
    for paragraph in &found {
        let paragraph = Paragraph { end: paragraph.end.min(end), ..paragraph.clone() };
        let mut read = item::read(&rows, &paragraph, &setting);
        if !paragraph.counted {
            read.item.number = read.item.paragraph.take();
        }
        meeting.findings.extend(read.findings);
        let listed = |item: &mut Item| {
            // What is withheld may have its title in the list of contents only.
            let title = item.paragraph.as_ref().and_then(|number| setting.contents.get(number));
            if let Some(title) = title.filter(|_| item.title.is_empty()) {
                item.title.clone_from(title);
            }
        };
        let mut more = shared(&read.item, &paragraph);
        more.iter_mut().for_each(listed);
        if read.item.kind == ItemKind::Sekretess {
            listed(&mut read.item);
        }
        meeting.items.push(read.item);
        meeting.items.extend(more);
    }
    let mut ids = Ids::default();
    meeting.items.iter_mut().for_each(|item| item.id = ids.item(item));
    appendix::read(&rows, end, &mut meeting, &mut draft);
    cover::read_rolls(&rows[end..], &mut meeting);
    notice::read(&rows[..first], &mut meeting);
    notice::read(&rows[end..], &mut meeting);
    let mut source =
        Source::new(partial(kind, printed.as_deref()), packet.file.clone(), packet.sha256.clone());
    source.pages = packet.page_count;
    source.state = cover::state(&rows[..first], &rows[end..], &meeting);
    source.paragraphs.clone_from(&printed);
    meeting.sources.push(source);
    recuse_by_attendance(&mut meeting);
    adjusters(&mut meeting);
    holes(&mut meeting);
    draft.meeting = meeting;
    draft
}

/// The other paragraphs of a range that shares its heading, where that tells what became of each: all are secret, or all
/// were taken off.
fn shared(item: &Item, paragraph: &Paragraph) -> Vec<Item> {
    let outcomes = item.decision.as_ref().map(|decision| decision.outcomes.as_slice()).unwrap_or_default();
    let all = item.kind == ItemKind::Sekretess || outcomes == [Outcome::Utgar];
    let (Some(first), Some(last)) = (paragraphs::number(&paragraph.printed), paragraph.last.filter(|_| all))
    else {
        return Vec::new();
    };
    // "12/31": the year goes on.
    let year = paragraph.printed.split_once('/').map(|(_, year)| format!("/{year}")).unwrap_or_default();
    let with = |number: u32| Item { paragraph: Some(format!("{number}{year}")), ..item.clone() };
    (first + 1..=last).map(with).collect()
}

/// The numbers of the lines that are the pages' own, not the minutes' text: running heads, counters, signatures.
pub(crate) fn furniture_of(lines: &[Line]) -> std::collections::BTreeSet<u32> {
    let rows = rows::read(lines);
    let organ = cover::read_organ(&rows).organ.name;
    let rows = furniture::mark(rows, organ.as_deref());
    rows.iter().filter(|row| row.furniture).map(|row| row.number).collect()
}

/// The organisation and the body that the first lines name, by the rules for the head of minutes.
pub(crate) fn named(lines: &[Line]) -> (Option<String>, Option<String>) {
    let head = cover::read_organ(&rows::read(lines));
    (head.organisation, head.organ.name)
}

/// Reads a memo as one item: what it proposes to the body that is asked; `meets` is the body whose papers it lies with.
#[must_use]
pub(crate) fn read_memo(lines: &[Line], title: String, meets: Option<String>) -> crate::model::record::Item {
    let rows = furniture::mark(margin::part(&rows::read(lines)), None);
    let width = lines::width(rows.iter().filter(|row| !row.furniture).map(|row| row.text.as_str()));
    let setting = Setting { organ: meets, width, title_width: width, contents: BTreeMap::new() };
    let mut item = item::read_memo(&rows, title, &setting);
    item.handler = rows.iter().zip(rows.iter().skip(1)).find_map(|(row, below)| {
        let rest = row.text.strip_prefix("Handläggare")?.trim_start_matches([':', ' ']);
        let rest = if rest.is_empty() { below.text.as_str() } else { rest };
        let name = rest.split(',').next().unwrap_or("").trim();
        crate::split::people::is_name(name).then(|| name.to_owned())
    });
    item
}

/// Minutes whose cover prints a few paragraphs, with more left out between them than there are, are adjusted on their
/// own; one that is left out is secret, or adjusted on its own elsewhere.
fn partial(kind: SourceKind, printed: Option<&str>) -> SourceKind {
    let ranges = printed.map(cover::ranges).unwrap_or_default();
    let count: u32 = ranges.iter().map(|(from, to)| to - from + 1).sum();
    let between: u32 = ranges.windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].1 + 1)).sum();
    if kind == SourceKind::Protokoll && count <= 6 && between > 0 && between >= count {
        SourceKind::Delprotokoll
    } else {
        kind
    }
}

/// Measures the document.
fn setting(rows: &[Row<'_>], found: &[Paragraph], organ: Option<String>) -> Setting {
    let width = lines::width(rows.iter().filter(|row| !row.furniture).map(|row| row.text.as_str()));
    let titles = found.iter().filter_map(|paragraph| heading::first_title_line(rows, paragraph));
    let title_width = titles.filter(|title| *title <= width).max().unwrap_or(width).max(width / 2);
    let first = found.first().map_or(rows.len(), |paragraph| paragraph.start);
    Setting { organ, width, title_width, contents: contents::titles(&rows[..first]) }
}

/// Who adjusts the minutes, where the cover is silent and the paragraph on it decides: "Eva Ek (S) utses att justera".
fn adjusters(meeting: &mut Meeting) {
    if !meeting.adjusters.is_empty() {
        return;
    }
    let items = meeting.items.iter().filter(|item| item.title.to_lowercase().contains("juster"));
    let clauses = items.filter_map(|item| item.decision.as_ref()).flat_map(|decision| &decision.clauses);
    for text in clauses.map(|clause| clause.text.as_str()).filter(|text| text.contains("juster")) {
        // "Nämnden utser Eva Ek (S) att justera protokollet."
        let active = [" utser ", " väljer "].iter().find_map(|verb| text.split_once(verb));
        if let Some((named, _)) = active.and_then(|(_, after)| after.split_once(" att ")) {
            meeting.adjusters.extend(people::mentions(named).into_iter().map(|mention| mention.name));
            continue;
        }
        let Some((before, _)) =
            [" utses ", " väljs ", " valdes ", " utsågs "].iter().find_map(|verb| text.split_once(verb))
        else {
            continue;
        };
        let mentioned = people::mentions(before).into_iter().map(|mention| mention.name);
        let alone = people::is_name(before.trim()).then(|| before.trim().to_owned());
        meeting.adjusters.extend(mentioned.chain(alone));
    }
}

/// Somebody whose attendance says "ej § 7 p.g.a. jäv" is recused in that paragraph, even where the paragraph is
/// silent about it.
fn recuse_by_attendance(meeting: &mut Meeting) {
    let people: Vec<(String, String)> = meeting
        .people
        .iter()
        .filter_map(|person| {
            let party = person.party.as_ref().map_or_else(String::new, |party| format!(" ({party})"));
            Some((format!("{}{party}", person.name), person.scope.clone()?))
        })
        .filter(|(_, scope)| scope.to_lowercase().contains("jäv"))
        .collect();
    for (name, scope) in people {
        let numbers = cover::ranges(&scope);
        for item in &mut meeting.items {
            let own = item.paragraph.as_deref().and_then(paragraphs::number);
            let (Some(own), Some(decision)) = (own, item.decision.as_mut()) else { continue };
            let named =
                decision.recused.iter().any(|other| other.contains(&name) || name.contains(other.as_str()));
            if numbers.iter().any(|(from, to)| (*from..=*to).contains(&own)) && !named {
                decision.recused.push(name.clone());
            }
        }
    }
}

/// The ranges of paragraphs that the cover prints.
pub(crate) fn counted(meeting: &Meeting) -> Vec<(u32, u32)> {
    let printed = meeting.sources.first().and_then(|source| source.paragraphs.as_deref());
    printed.map(cover::ranges).unwrap_or_default()
}

/// The paragraphs that the numbering, or the cover where it counts them, says should be there and are not.
pub(crate) fn missing(meeting: &Meeting) -> Vec<u32> {
    let present: Vec<u32> = meeting
        .items
        .iter()
        .filter_map(|item| item.paragraph.as_deref().and_then(paragraphs::number))
        .collect();
    let (Some(first), Some(last)) = (present.iter().min().copied(), present.iter().max().copied()) else {
        return Vec::new();
    };
    let counted = counted(meeting);
    let expected = if counted.is_empty() { vec![(first, last)] } else { counted };
    let numbers = expected.into_iter().flat_map(|(from, to)| (from..=to).take(2000));
    numbers.filter(|number| !present.contains(number)).collect()
}

/// Reports the paragraphs that are missing. An extract leaves out others by its nature.
fn holes(meeting: &mut Meeting) {
    if meeting.sources.first().is_some_and(|source| source.kind == SourceKind::Protokollsutdrag) {
        return;
    }
    for number in missing(meeting) {
        meeting.findings.push(Finding {
            code: "missing-paragraph".to_owned(),
            severity: FindingSeverity::Warning,
            message: format!(
                "§ {number} is not in these minutes: secret, adjusted on its own, or not recognised"
            ),
            page: None,
            line: None,
        });
    }
}

#[cfg(test)]
mod tests;
