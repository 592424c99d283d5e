//! The start page: search, coming meetings, latest decisions, what the site covers.

use serde::Serialize;

use crate::model::date::Date;
use crate::model::record::{Item, ItemKind, Outcome};
use crate::page::directory::{Directory, NumberLink};
use crate::page::frame::Frame;
use crate::page::meeting::{Head, head, heading};
use crate::site::{Body, Meeting, Site};

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct StartView<'a> {
    /// What every page has.
    pub page: Frame,
    /// Meetings called of which there are no minutes here yet, next first.
    pub coming: Vec<Head<'a>>,
    /// Latest decisions, newest first.
    pub decisions: Vec<Decided<'a>>,
    /// The bodies.
    pub bodies: Vec<BodyLine<'a>>,
    /// What the site holds.
    pub extent: Extent,
}

/// A decision in a list.
#[derive(Debug, Serialize)]
pub struct Decided<'a> {
    /// Name of the body.
    pub organ: &'a str,
    /// Day.
    pub date: Option<Date>,
    /// Paragraph.
    pub paragraph: Option<&'a str>,
    /// Title.
    pub title: String,
    /// What became of it.
    pub outcomes: &'a [Outcome],
    /// Its numbers.
    pub numbers: Vec<NumberLink<'a>>,
    /// Address.
    pub url: &'a str,
}

/// A body in a list.
#[derive(Debug, Serialize)]
pub struct BodyLine<'a> {
    /// Name.
    pub name: &'a str,
    /// Abbreviation.
    pub short: Option<&'a str>,
    /// Address.
    pub url: &'a str,
    /// Name of the body that it is a committee of.
    pub parent: Option<&'a str>,
    /// Day it ceased to be.
    pub dissolved: Option<Date>,
    /// Number of its meetings here.
    pub meetings: usize,
    /// Day of the first.
    pub first: Option<Date>,
    /// Day of the last.
    pub last: Option<Date>,
}

/// What the site holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extent {
    /// Number of cases.
    pub cases: usize,
    /// Number of meetings.
    pub meetings: usize,
    /// Number of documents.
    pub documents: usize,
    /// Day of the first meeting.
    pub first: Option<Date>,
    /// Day of the last meeting.
    pub last: Option<Date>,
}

/// As many decisions stand on the start page.
const LATEST: usize = 12;

/// The start page.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>) -> StartView<'a> {
    let site = directory.site;
    let mut frame = Frame::new("start", "/", "");
    if let Some(covers) = &site.config.covers {
        frame = frame.described(covers.clone());
    }
    StartView {
        page: frame,
        coming: coming(directory),
        decisions: decisions(directory, |_| true, LATEST),
        bodies: bodies(directory),
        extent: extent(site),
    }
}

/// Meetings called of which there are no minutes here yet, next first. A meeting older than the newest
/// minutes is a gap, not a coming meeting, and is left out; no clock is asked.
#[must_use]
pub fn coming<'a>(directory: &Directory<'a>) -> Vec<Head<'a>> {
    coming_meetings(directory).into_iter().map(|meeting| head(directory, meeting)).collect()
}

/// The same as meetings.
#[must_use]
pub fn coming_meetings<'a>(directory: &Directory<'a>) -> Vec<&'a Meeting> {
    let with_minutes = directory.site.meetings.iter().filter(|meeting| meeting.has_minutes());
    let last = with_minutes.filter_map(|meeting| meeting.record.date).max();
    let mut coming: Vec<_> = directory
        .site
        .meetings
        .iter()
        .filter(|meeting| !meeting.has_minutes() && meeting.record.date > last)
        .collect();
    coming.sort_by_key(|meeting| (meeting.record.date, meeting.record.start, &meeting.record.url));
    coming
}

/// The latest decisions of the meetings that `wanted` lets through, at most `most`.
#[must_use]
pub fn decisions<'a>(
    directory: &Directory<'a>,
    wanted: impl Fn(&Meeting) -> bool,
    most: usize,
) -> Vec<Decided<'a>> {
    directory
        .site
        .meetings
        .iter()
        .filter(|meeting| wanted(meeting))
        .flat_map(|meeting| {
            meeting.record.items.iter().filter_map(move |item| decided(directory, meeting, item))
        })
        .take(most)
        .collect()
}

/// The meeting's own business is a decision too, but nobody looks for it here.
fn decided<'a>(directory: &Directory<'a>, meeting: &'a Meeting, item: &'a Item) -> Option<Decided<'a>> {
    let decision = item.decision.as_ref().filter(|_| item.kind == ItemKind::Beslut)?;
    Some(Decided {
        organ: directory.body(meeting).map_or("", |body| &body.name),
        date: meeting.record.date,
        paragraph: item.paragraph.as_deref(),
        title: heading(item),
        outcomes: &decision.outcomes,
        numbers: directory.numbers(meeting, &item.diarienummer),
        url: &item.url,
    })
}

/// The bodies in the order of the site.
#[must_use]
pub fn bodies<'a>(directory: &Directory<'a>) -> Vec<BodyLine<'a>> {
    directory.site.bodies.iter().map(|body| line(directory, body)).collect()
}

fn line<'a>(directory: &Directory<'a>, body: &'a Body) -> BodyLine<'a> {
    let dates: Vec<_> = directory.meetings_of(body).map(|(_, meeting)| meeting.record.date).collect();
    let parent = directory.site.bodies.iter().find(|other| body.parent.as_deref() == Some(&other.slug));
    BodyLine {
        name: &body.name,
        short: body.short.as_deref(),
        url: &body.url,
        parent: parent.map(|parent| parent.name.as_str()),
        dissolved: body.dissolved,
        meetings: dates.len(),
        first: dates.iter().flatten().min().copied(),
        last: dates.iter().flatten().max().copied(),
    }
}

/// What the site holds.
#[must_use]
pub fn extent(site: &Site) -> Extent {
    let dates = || site.meetings.iter().filter_map(|meeting| meeting.record.date);
    Extent {
        cases: site.cases.len(),
        meetings: site.meetings.len(),
        documents: site.meetings.iter().map(|meeting| meeting.record.documents.len()).sum(),
        first: dates().min(),
        last: dates().max(),
    }
}
