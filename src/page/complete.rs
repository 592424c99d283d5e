//! What is here of a meeting or a case and what is not, by name: what is missing is said, never passed over.

use serde::Serialize;

use crate::model::date::Date;
use crate::model::record::{Document, Earlier, Item, SourceKind};
use crate::page::directory::Directory;
use crate::page::meeting::{is_readable, minutes_of};
use crate::site::{CaseFile, Meeting};

/// What is here and what is not.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Completeness<'a> {
    /// Whether papers that called to the meeting are here; of a case, to each of its meetings.
    pub called: bool,
    /// Whether the whole minutes are here; of a case, what they say of it at each of its meetings.
    pub minutes: bool,
    /// Whether only parts of the minutes are here: those that were adjusted at once, or extracts.
    pub parts: bool,
    /// Attachments that the items list.
    pub listed: usize,
    /// How many of them are here to be read.
    pub here: usize,
    /// Those that are listed and not here.
    pub missing: Vec<Missing<'a>>,
    /// Documents that are kept back, withdrawn, or of which only the title is published.
    pub closed: Vec<&'a Document>,
    /// Meetings of a case whose call is not here.
    pub uncalled: Vec<Place<'a>>,
    /// Meetings of a case whose minutes are not here.
    pub unminuted: Vec<Place<'a>>,
    /// Treatments that the papers name and that are not here.
    pub earlier: Vec<&'a Earlier>,
}

/// An attachment that is listed and not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing<'a> {
    /// Title as listed.
    pub title: &'a str,
    /// Title of the item that lists it.
    pub item: &'a str,
    /// Address of that item.
    pub url: &'a str,
}

/// A meeting that something is missing of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place<'a> {
    /// Name of the body.
    pub organ: &'a str,
    /// Day.
    pub date: Option<Date>,
    /// Address of the meeting.
    pub url: &'a str,
}

/// What is here of a meeting.
#[must_use]
pub fn of_meeting(meeting: &Meeting) -> Completeness<'_> {
    let record = &meeting.record;
    let minutes = record.sources.iter().any(|source| source.kind == SourceKind::Protokoll);
    let mut complete = Completeness {
        called: record.sources.iter().any(|source| !source.kind.decides()),
        minutes,
        parts: !minutes && record.sources.iter().any(|source| source.kind.decides()),
        closed: record.documents.iter().filter(|document| !is_readable(document)).collect(),
        ..Completeness::default()
    };
    for item in &record.items {
        complete.count(meeting, item);
    }
    complete
}

/// What is here of a case: of all that its items list, of the meetings that treated it, and of what they refer to.
#[must_use]
pub fn of_case<'a>(directory: &Directory<'a>, file: &CaseFile) -> Completeness<'a> {
    let mut complete = Completeness::default();
    let mut seen: Vec<usize> = Vec::new();
    for (at, item) in &file.items {
        let Some(meeting) = directory.site.meetings.get(*at) else { continue };
        let Some(item) = meeting.record.items.get(*item) else { continue };
        complete.count(meeting, item);
        for earlier in &item.earlier {
            if directory.site.earlier_url(earlier).is_none() && !complete.earlier.contains(&earlier) {
                complete.earlier.push(earlier);
            }
        }
        if !seen.contains(at) {
            seen.push(*at);
            complete.place(directory, meeting, minutes_of(meeting, item).is_some());
        }
    }
    complete.called = complete.uncalled.is_empty() && !seen.is_empty();
    complete.minutes = complete.unminuted.is_empty() && !seen.is_empty();
    for (at, document) in &file.documents {
        let document =
            directory.site.meetings.get(*at).and_then(|meeting| meeting.record.documents.get(*document));
        complete.closed.extend(document.filter(|document| !is_readable(document)));
    }
    complete
}

impl<'a> Completeness<'a> {
    fn count(&mut self, meeting: &'a Meeting, item: &'a Item) {
        for listed in &item.attachments {
            self.listed += 1;
            let document = listed.document.as_deref();
            let document =
                document.and_then(|id| meeting.record.documents.iter().find(|other| other.id == id));
            match document {
                // The document's own line says why it cannot be read.
                Some(document) => self.here += usize::from(is_readable(document)),
                None => {
                    self.missing.push(Missing { title: &listed.title, item: &item.title, url: &item.url });
                }
            }
        }
    }

    /// Notes what is missing of a meeting that treated the case. One that was called off has no minutes to miss; parts
    /// of minutes are enough where what was decided in the case stands in them.
    fn place(&mut self, directory: &Directory<'a>, meeting: &'a Meeting, in_parts: bool) {
        let of_meeting = of_meeting(meeting);
        let place = Place {
            organ: directory.body(meeting).map_or("", |body| body.name.as_str()),
            date: meeting.record.date,
            url: &meeting.record.url,
        };
        if !of_meeting.called {
            self.uncalled.push(place.clone());
        }
        if !of_meeting.minutes && !in_parts && !meeting.cancelled {
            self.unminuted.push(place);
        }
    }
}
