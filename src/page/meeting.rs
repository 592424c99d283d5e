//! The page of one meeting, and what other pages say of a meeting.

use serde::Serialize;

use crate::ledger::History;
use crate::model::date::{Date, Time};
use crate::model::record::{
    Document, Item, ItemKind, Notice, Outcome, Person, Published, Role, Source, SourceState,
};
use crate::page::complete::{self, Completeness};
use crate::page::directory::{Directory, NumberLink};
use crate::page::frame::{Crumb, Frame};
use crate::site::Meeting;

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct MeetingView<'a> {
    /// What every page has.
    pub page: Frame,
    /// The meeting.
    pub meeting: Head<'a>,
    /// Text above the agenda, Markdown.
    pub text: &'a str,
    /// Chair, secretary, adjusters.
    pub officers: Officers<'a>,
    /// The agenda.
    pub agenda: Vec<Entry<'a>>,
    /// Members and substitutes.
    pub members: Vec<&'a Person>,
    /// Everybody else.
    pub others: Vec<&'a Person>,
    /// Documents that belong to no item.
    pub documents: Vec<&'a Document>,
    /// The files that it was read from.
    pub sources: Vec<SourceView<'a>>,
    /// What is here and what is not.
    pub completeness: Completeness<'a>,
    /// The body's meeting before it.
    pub previous: Option<Head<'a>>,
    /// The body's meeting after it.
    pub next: Option<Head<'a>>,
    /// Day it was taken down, where it was.
    pub withdrawn: Option<Date>,
    /// Why.
    pub reason: Option<&'a str>,
    /// What became of it since it was first published.
    pub history: History,
}

/// What every page under a meeting says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head<'a> {
    /// Name of the body.
    pub organ: &'a str,
    /// Address of the body.
    pub organ_url: &'a str,
    /// Title of the meeting.
    pub title: &'a str,
    /// Day.
    pub date: Option<Date>,
    /// When it starts.
    pub start: Option<Time>,
    /// When it ends.
    pub end: Option<Time>,
    /// Where.
    pub place: Option<&'a str>,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Address.
    pub url: &'a str,
    /// Whether there are minutes, or decisions, of it here.
    pub decided: bool,
    /// How far the minutes have been adjusted: the least far of several.
    pub state: Option<SourceState>,
    /// Number of items.
    pub items: usize,
}

/// Chair, secretary, adjusters.
#[derive(Debug, Serialize)]
pub struct Officers<'a> {
    /// Who was in the chair.
    pub chair: Option<&'a str>,
    /// Who kept the minutes.
    pub secretary: Option<&'a str>,
    /// Who adjusted them.
    pub adjusters: &'a [String],
}

/// How far an item has come at its meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// "decided", "proposed", "hidden", or "none" for what is neither.
    pub state: &'static str,
    /// What became of it; only where it is decided.
    pub outcomes: Vec<Outcome>,
}

/// A line of the agenda.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    /// Paragraphs before this one that are not here, as a range ("163", "170–172").
    pub hole: Option<String>,
    /// Number on the agenda.
    pub number: Option<&'a str>,
    /// Paragraph.
    pub paragraph: Option<&'a str>,
    /// Title.
    pub title: String,
    /// Address.
    pub url: &'a str,
    /// What it is for.
    pub kind: ItemKind,
    /// How far it has come.
    pub standing: Standing,
    /// Its numbers.
    pub numbers: Vec<NumberLink<'a>>,
    /// Number of its documents that can be read here.
    pub documents: usize,
    /// Whether the members voted.
    pub voted: bool,
    /// Whether somebody reserved themselves.
    pub reserved: bool,
}

/// A source file with its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceView<'a> {
    /// The record.
    pub source: &'a Source,
    /// Address of the file, where it is published.
    pub url: Option<&'a str>,
    /// Whether a page of it can be addressed (`#page=12`).
    pub paged: bool,
    /// What the notice board says of it.
    pub notice: Option<&'a Notice>,
}

/// The page of a meeting.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>, meeting: &'a Meeting) -> MeetingView<'a> {
    let record = &meeting.record;
    let head = head(directory, meeting);
    let (members, others) = record.people.iter().partition(|person| is_elected(person.role));
    let (previous, next) = neighbours(directory, meeting);
    let crumbs = directory.body(meeting).map(Crumb::to_body).unwrap_or_default();
    MeetingView {
        page: Frame::new("meeting", &record.url, &*meeting.title).under(crumbs).with_record(),
        text: &meeting.text,
        officers: Officers {
            chair: record.chair.as_deref(),
            secretary: record.secretary.as_deref(),
            adjusters: &record.adjusters,
        },
        agenda: agenda(directory, meeting),
        members,
        others,
        documents: record.documents.iter().filter(|document| document.item.is_none()).collect(),
        sources: record.sources.iter().map(|source| source_view(meeting, source)).collect(),
        completeness: complete::of_meeting(meeting),
        previous,
        next,
        withdrawn: record.withdrawn,
        reason: record.reason.as_deref(),
        history: History::default(),
        meeting: head,
    }
}

/// What pages say of a meeting.
#[must_use]
pub fn head<'a>(directory: &Directory<'a>, meeting: &'a Meeting) -> Head<'a> {
    let body = directory.body(meeting);
    let record = &meeting.record;
    Head {
        organ: body.map(|body| body.name.as_str()).or(record.organ.name.as_deref()).unwrap_or_default(),
        organ_url: body.map_or("/", |body| &body.url),
        ..head_of(meeting)
    }
}

/// The same where no body is at hand.
pub(crate) fn head_of(meeting: &Meeting) -> Head<'_> {
    let record = &meeting.record;
    Head {
        organ: record.organ.name.as_deref().unwrap_or_default(),
        organ_url: "/",
        title: &meeting.title,
        date: record.date,
        start: record.start,
        end: record.end,
        place: record.place.as_deref(),
        cancelled: meeting.cancelled,
        url: &record.url,
        decided: meeting.has_minutes(),
        state: record
            .sources
            .iter()
            .filter(|source| source.kind.decides())
            .filter_map(|source| source.state)
            .min(),
        items: record.items.len(),
    }
}

/// How far an item has come.
#[must_use]
pub fn standing(item: &Item) -> Standing {
    let state = match (&item.decision, &item.proposal) {
        _ if item.kind == ItemKind::Sekretess => "hidden",
        (Some(_), _) => "decided",
        (None, Some(proposal)) if !proposal.clauses.is_empty() => "proposed",
        _ => "none",
    };
    let outcomes = item.decision.as_ref().map(|decision| decision.outcomes.clone()).unwrap_or_default();
    Standing { state, outcomes }
}

/// The title of an item; empty for a secret one that has none, for which the theme's strings have words.
#[must_use]
pub fn heading(item: &Item) -> String {
    item.title.trim().to_owned()
}

/// A source with its address.
#[must_use]
pub fn source_view<'a>(meeting: &'a Meeting, source: &'a Source) -> SourceView<'a> {
    let url = meeting.files.get(&source.file).map(String::as_str);
    SourceView { source, url, paged: url.is_some() && is_paged(&source.file), notice: source.notice.as_ref() }
}

/// Whether browsers open a file of this name at a page.
#[must_use]
pub fn is_paged(file: &str) -> bool {
    file.to_ascii_lowercase().ends_with(".pdf")
}

/// The minutes that hold an item's paragraph: of several, those whose printed range names it.
#[must_use]
pub fn minutes_of<'a>(meeting: &'a Meeting, item: &Item) -> Option<SourceView<'a>> {
    item.decision.as_ref()?;
    let minutes = || meeting.record.sources.iter().filter(|source| source.kind.decides());
    let number: Option<u32> = item.paragraph.as_deref().and_then(leading_number);
    let named = minutes().find(|source| {
        number.is_some_and(|number| {
            ranges(source.paragraphs.as_deref().unwrap_or_default()).any(|r| r.contains(&number))
        })
    });
    let only = || (minutes().count() == 1).then(|| minutes().next()).flatten();
    named.or_else(only).map(|source| source_view(meeting, source))
}

/// The number ranges of a printed list of paragraphs: "137, 163–164".
fn ranges(printed: &str) -> impl Iterator<Item = std::ops::RangeInclusive<u32>> + '_ {
    printed.split([',', ';', '&']).flat_map(|part| part.split(" och ")).filter_map(|part| {
        let mut ends = part
            .split(['-', '–', '—'])
            .filter_map(|end| leading_number(end.trim_start_matches(['§', ' ', '\u{a0}'])));
        let first = ends.next()?;
        Some(first..=ends.next().unwrap_or(first))
    })
}

fn leading_number(text: &str) -> Option<u32> {
    let digits = text.trim().bytes().take_while(u8::is_ascii_digit).count();
    text.trim().get(..digits)?.parse().ok()
}

/// Paragraphs between the first and the last of the items that no item has: each range with the paragraph after it.
fn holes(items: &[Item]) -> Vec<(u32, String)> {
    let mut known: Vec<u32> = items.iter().filter_map(number_of).collect();
    known.sort_unstable();
    known.dedup();
    known
        .windows(2)
        .filter_map(|pair| match pair {
            // A gap wider than any meeting is long means that the numbers are not one sequence.
            [before, after] if after - before > 1 && after - before < 200 => Some((before + 1, *after)),
            _ => None,
        })
        .map(|(first, after)| match after - 1 {
            last if last == first => (after, first.to_string()),
            last => (after, format!("{first}–{last}")),
        })
        .collect()
}

fn number_of(item: &Item) -> Option<u32> {
    leading_number(item.paragraph.as_deref()?)
}

/// The agenda, each hole standing before the paragraph that follows it.
#[must_use]
pub fn agenda<'a>(directory: &Directory<'a>, meeting: &'a Meeting) -> Vec<Entry<'a>> {
    let items = &meeting.record.items;
    let mut holes = holes(items);
    items
        .iter()
        .map(|item| {
            let at = holes.iter().position(|(after, _)| number_of(item) == Some(*after));
            Entry { hole: at.map(|at| holes.remove(at).1), ..entry(directory, meeting, item) }
        })
        .collect()
}

fn entry<'a>(directory: &Directory<'a>, meeting: &'a Meeting, item: &'a Item) -> Entry<'a> {
    let decision = item.decision.as_ref();
    Entry {
        hole: None,
        number: item.number.as_deref(),
        paragraph: item.paragraph.as_deref(),
        title: heading(item),
        url: &item.url,
        kind: item.kind,
        standing: standing(item),
        numbers: directory.numbers(meeting, &item.diarienummer),
        documents: meeting
            .record
            .documents
            .iter()
            .filter(|document| document.item.as_deref() == Some(&item.id) && is_readable(document))
            .count(),
        voted: decision.is_some_and(|decision| !decision.votes.is_empty()),
        reserved: decision.is_some_and(|decision| !decision.reservations.is_empty()),
    }
}

/// Whether the text or the file of a document is here.
#[must_use]
pub fn is_readable(document: &Document) -> bool {
    matches!(document.published, Published::Text | Published::File)
}

fn is_elected(role: Role) -> bool {
    !matches!(role, Role::Sekreterare | Role::Ovrig)
}

fn neighbours<'a>(directory: &Directory<'a>, meeting: &'a Meeting) -> (Option<Head<'a>>, Option<Head<'a>>) {
    let Some(body) = directory.body(meeting) else { return (None, None) };
    let all: Vec<_> = directory.meetings_of(body).map(|(_, meeting)| meeting).collect();
    let at = all.iter().position(|other| other.record.url == meeting.record.url);
    let get = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|other| head(directory, other));
    (get(at.and_then(|at| at.checked_add(1))), get(at.and_then(|at| at.checked_sub(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(paragraph: &str) -> Item {
        Item {
            paragraph: Some(paragraph.into()),
            ..Item::new(format!("p{paragraph}"), "T", ItemKind::Beslut)
        }
    }

    #[test]
    fn a_missing_paragraph_is_a_hole_whatever_the_order() {
        assert_eq!(holes(&[item("163"), item("160"), item("161")]), [(163, "162".into())]);
        assert_eq!(holes(&[item("1"), item("5")]), [(5, "2–4".into())]);
        assert_eq!(holes(&[item("12/24"), item("13/24")]), []);
    }

    #[test]
    fn printed_ranges_are_read_with_any_dash() {
        let read = |text| ranges(text).collect::<Vec<_>>();
        assert_eq!(read("137, 163–164"), [137..=137, 163..=164]);
        assert_eq!(read("§§ 1-4"), [1..=4]);
        assert_eq!(read("§ 7 och § 9"), [7..=7, 9..=9]);
    }
}
