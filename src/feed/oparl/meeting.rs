//! Meetings and their items.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::model::record::{Document, Item, Published, SourceKind};
use crate::site::{Meeting, case_url};

use super::file::{file, source};
use super::{Oparl, Output, address, location, moment_of, object, oldest_first, output};
use crate::feed::title_of;

impl Oparl<'_> {
    /// Publishes meetings, items, places and files, and the lists of them.
    pub(super) fn put_meetings(&self, put: &(dyn Fn(Output) + Sync)) {
        let meetings: Vec<usize> = oldest_first(self.site).map(|(at, _)| at).collect();
        let items: Vec<(usize, usize)> = oldest_first(self.site)
            .flat_map(|(at, meeting)| (0..meeting.record.items.len()).map(move |item| (at, item)))
            .collect();
        let files: Vec<(usize, usize)> = oldest_first(self.site)
            .flat_map(|(at, meeting)| (0..meeting.record.documents.len()).map(move |one| (at, one)))
            .collect();
        meetings.par_iter().for_each(|at| put(output(&self.place, &self.meeting(*at))));
        items.par_iter().for_each(|at| put(output(&self.place, &self.item(*at, Alone::Yes))));
        self.put_list("meeting", &meetings, &|at| self.meeting(*at), put);
        self.put_list("agendaitem", &items, &|at| self.item(*at, Alone::Yes), put);
        let document = |(at, one): &(usize, usize)| {
            let meeting = &self.site.meetings[*at];
            file(&self.place, meeting, &meeting.record.documents[*one])
        };
        self.put_list("file", &files, &document, put);
        let placed: Vec<&Meeting> = oldest_first(self.site)
            .map(|(_, meeting)| meeting)
            .filter(|meeting| meeting.record.place.is_some())
            .collect();
        self.put_list("location", &placed, &|meeting| self.location(meeting), put);
    }

    /// The full address of a meeting.
    pub(super) fn meeting_id(&self, meeting: &Meeting) -> String {
        self.place.url(&address("meeting", &meeting.record.url))
    }

    /// The full address of an item.
    pub(super) fn item_id(&self, item: &Item) -> String {
        self.place.url(&address("agendaitem", &item.url))
    }

    fn location(&self, meeting: &Meeting) -> Value {
        let record = &meeting.record;
        location(
            &self.meeting_id(meeting),
            self.told(&record.url, record.date),
            record.place.as_deref().unwrap_or_default(),
        )
    }

    fn meeting(&self, at: usize) -> Value {
        let meeting = &self.site.meetings[at];
        let record = &meeting.record;
        // OParl's own words for the state of a meeting.
        let state = match (meeting.has_minutes(), record.items.is_empty()) {
            (true, _) => "durchgeführt",
            (false, false) => "eingeladen",
            (false, true) => "terminiert",
        };
        let of_kind = |kinds: &[SourceKind]| {
            let found = record.sources.iter().find(|one| kinds.contains(&one.kind));
            found.and_then(|found| source(self, meeting, found))
        };
        let items: Vec<Value> =
            (0..record.items.len()).map(|item| self.item((at, item), Alone::No)).collect();
        let fields = json!({
            "name": meeting.title,
            "meetingState": state,
            "cancelled": meeting.cancelled,
            "start": moment_of(record.date, record.start),
            "end": moment_of(record.date, record.end.filter(|end| record.start.is_some_and(|start| start < *end))),
            "location": record.place.as_ref().map(|_| self.location(meeting)),
            "organization": record.organ.slug.iter().map(|slug| self.id("organization", slug)).collect::<Vec<_>>(),
            "participant": self.people.present(self, meeting),
            "invitation": of_kind(&[SourceKind::Kallelse, SourceKind::Foredragningslista]),
            "resultsProtocol": of_kind(&[SourceKind::Protokoll]),
            "auxiliaryFile": self.files(at, |document| document.item.is_none()),
            "agendaItem": items,
            "web": self.place.url(&record.url),
        });
        object("Meeting", &self.meeting_id(meeting), self.told(&record.url, record.date), fields)
    }

    fn item(&self, (at, place): (usize, usize), alone: Alone) -> Value {
        let meeting = &self.site.meetings[at];
        let item = &meeting.record.items[place];
        let paragraph = item.paragraph.as_ref().map(|paragraph| format!("§ {paragraph}"));
        let decision = item.decision.as_ref();
        let outcomes = decision.map(|decision| {
            decision.outcomes.iter().map(|outcome| outcome.word()).collect::<Vec<_>>().join(", ")
        });
        let clauses = decision.map(|decision| {
            decision.clauses.iter().map(|clause| clause.text.as_str()).collect::<Vec<_>>().join("\n")
        });
        let body = meeting.record.organ.slug.as_deref();
        let case = item.diarienummer.iter().find_map(|number| case_url(&self.site.register, number, body));
        let fields = json!({
            "meeting": (alone == Alone::Yes).then(|| self.meeting_id(meeting)),
            "number": paragraph.or_else(|| item.number.clone()),
            // From one: readers take zero for a missing number.
            "order": place + 1,
            "name": title_of(item),
            "consultation": case.map(|url| self.consultation_id(&url, item)),
            "result": outcomes.filter(|words| !words.is_empty()),
            "resolutionText": clauses.filter(|text| !text.is_empty()),
            "auxiliaryFile": self.files(at, |document| document.item.as_deref() == Some(&item.id)),
            "web": self.place.url(&item.url),
        });
        object("AgendaItem", &self.item_id(item), self.told(&item.url, meeting.record.date), fields)
    }

    /// The wanted documents of a meeting that belong to no case: those that do stand with its Paper.
    fn files(&self, at: usize, wanted: impl Fn(&Document) -> bool) -> Vec<Value> {
        let meeting = &self.site.meetings[at];
        let documents = meeting.record.documents.iter().enumerate();
        documents
            .filter(|(_, document)| document.published != Published::Withdrawn && wanted(document))
            .filter(|(place, _)| self.in_cases.binary_search(&(at, *place)).is_err())
            .map(|(_, document)| file(&self.place, meeting, document))
            .collect()
    }
}

/// Whether an object stands alone or within the one that it belongs to, which it then does not name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alone {
    Yes,
    No,
}
