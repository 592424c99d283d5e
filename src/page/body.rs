//! The page of one body: members, meetings by year.

use serde::Serialize;

use crate::model::date::Date;
use crate::page::directory::Directory;
use crate::page::frame::{Crumb, Frame};
use crate::page::meeting::{Head, head};
use crate::page::start::{self, Decided};
use crate::site::{self, Body};

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct BodyView<'a> {
    /// What every page has.
    pub page: Frame,
    /// Name.
    pub name: &'a str,
    /// Abbreviation.
    pub short: Option<&'a str>,
    /// Other names.
    pub names: &'a [String],
    /// Day it ceased to be.
    pub dissolved: Option<Date>,
    /// Presentation, Markdown.
    pub text: &'a str,
    /// The body that it is a committee of.
    pub parent: Option<Crumb>,
    /// Its own committees.
    pub committees: Vec<Crumb>,
    /// Those elected.
    pub members: Vec<MemberView<'a>>,
    /// Meetings called of which there are no minutes here yet.
    pub coming: Vec<Head<'a>>,
    /// Its latest decisions.
    pub decisions: Vec<Decided<'a>>,
    /// All its meetings, newest year first.
    pub years: Vec<Year<'a>>,
}

/// Somebody elected.
#[derive(Debug, Serialize)]
pub struct MemberView<'a> {
    /// Name.
    pub name: &'a str,
    /// Party.
    pub party: Option<&'a str>,
    /// Part in the body, a word of the contract.
    pub role: &'static str,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// The meetings of a year.
#[derive(Debug, Serialize)]
pub struct Year<'a> {
    /// The year; `None` for meetings without a day.
    pub year: Option<i16>,
    /// Newest first.
    pub meetings: Vec<Head<'a>>,
}

/// As many decisions stand on a body's page.
const LATEST: usize = 5;

/// The page of a body.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>, body: &'a Body) -> BodyView<'a> {
    let bodies = &directory.site.bodies;
    let crumb = |body: &Body| Crumb::named(&body.name, &body.url);
    BodyView {
        page: Frame::new("body", &body.url, body.name.as_str()),
        name: &body.name,
        short: body.short.as_deref(),
        names: &body.names,
        dissolved: body.dissolved,
        text: &body.text,
        parent: bodies.iter().find(|other| body.parent.as_deref() == Some(&other.slug)).map(crumb),
        committees: bodies
            .iter()
            .filter(|other| other.parent.as_deref() == Some(&body.slug))
            .map(crumb)
            .collect(),
        members: body.members.iter().map(member).collect(),
        coming: start::coming(directory).into_iter().filter(|head| head.organ_url == body.url).collect(),
        decisions: start::decisions(
            directory,
            |meeting| meeting.record.organ.slug.as_deref() == Some(&body.slug),
            LATEST,
        ),
        years: years(directory, body),
    }
}

fn member(member: &site::Member) -> MemberView<'_> {
    MemberView {
        name: &member.name,
        party: member.party.as_deref(),
        role: member.role.word(),
        from: member.from,
        to: member.to,
    }
}

fn years<'a>(directory: &Directory<'a>, body: &'a Body) -> Vec<Year<'a>> {
    let mut years: Vec<Year<'a>> = Vec::new();
    for (_, meeting) in directory.meetings_of(body) {
        let year = meeting.record.date.map(Date::year);
        let head = head(directory, meeting);
        match years.last_mut() {
            Some(last) if last.year == year => last.meetings.push(head),
            _ => years.push(Year { year, meetings: vec![head] }),
        }
    }
    years
}
