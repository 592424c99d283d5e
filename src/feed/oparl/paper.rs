//! Cases as papers, and their treatments as consultations.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::model::record::{Item, Outcome, Published};
use crate::site::{CaseFile, Meeting};

use super::file::file;
use super::{Oparl, Output, address, object, output};

impl Oparl<'_> {
    /// Publishes papers and consultations, and the lists of them.
    pub(super) fn put_papers(&self, put: &(dyn Fn(Output) + Sync)) {
        let cases: Vec<&CaseFile> = self.site.cases.iter().collect();
        let treated: Vec<(&CaseFile, (usize, usize))> =
            cases.iter().flat_map(|file| file.items.iter().map(move |at| (*file, *at))).collect();
        cases.par_iter().for_each(|file| put(output(&self.place, &self.paper(file))));
        treated.par_iter().for_each(|(file, at)| put(output(&self.place, &self.consultation(file, *at))));
        self.put_list("paper", &cases, &|file| self.paper(file), put);
        self.put_list("consultation", &treated, &|(file, at)| self.consultation(file, *at), put);
    }

    /// The full address of the treatment of a case as an item.
    pub(super) fn consultation_id(&self, case_url: &str, item: &Item) -> String {
        let slug = slug(case_url);
        self.place.url(&address("consultation", &format!("{slug}{}", item.url)))
    }

    fn paper_id(&self, case_url: &str) -> String {
        self.id("paper", slug(case_url))
    }

    fn paper(&self, file: &CaseFile) -> Value {
        let case = &file.record;
        let documents = file.documents.iter().map(|(at, one)| {
            let meeting = &self.site.meetings[*at];
            (meeting, &meeting.record.documents[*one])
        });
        let documents = documents.filter(|(_, document)| document.published != Published::Withdrawn);
        let files: Vec<Value> =
            documents.map(|(meeting, document)| self::file(&self.place, meeting, document)).collect();
        let related: Vec<String> = case
            .related
            .iter()
            .filter_map(|number| self.site.case_url(number, None))
            .filter(|url| self.cases.contains(url.as_str()))
            .map(|url| self.paper_id(&url))
            .collect();
        let first = case.events.iter().filter_map(|event| event.date).min();
        let page = |url: &str| url.split('#').next().unwrap_or(url).to_owned();
        let last = case.events.iter().filter_map(|event| self.told(&page(&event.url), event.date)).max();
        let fields = json!({
            "body": self.body_id(),
            "name": case.title,
            "reference": case.diarienummer,
            "date": first,
            "paperType": "Ärende",
            "relatedPaper": related,
            "auxiliaryFile": files,
            "consultation": file.items.iter().map(|at| self.consultation(file, *at)).collect::<Vec<_>>(),
            "web": self.place.url(&case.url),
        });
        object("Paper", &self.paper_id(&case.url), last.or(self.days().map(|(first, _)| first)), fields)
    }

    fn consultation(&self, file: &CaseFile, (at, place): (usize, usize)) -> Value {
        let meeting = &self.site.meetings[at];
        let item = &meeting.record.items[place];
        let case_url = &file.record.url;
        let (authoritative, role) = role(item);
        let fields = json!({
            "paper": self.paper_id(case_url),
            "agendaItem": self.item_id(item),
            "meeting": self.meeting_id(meeting),
            "organization": organ(meeting).map(|slug| self.id("organization", slug)).collect::<Vec<_>>(),
            "authoritative": authoritative,
            "role": role,
            "web": self.place.url(&item.url),
        });
        object(
            "Consultation",
            &self.consultation_id(case_url, item),
            self.told(&item.url, meeting.record.date),
            fields,
        )
    }
}

fn organ(meeting: &Meeting) -> impl Iterator<Item = &str> {
    meeting.record.organ.slug.iter().map(String::as_str)
}

/// The last step of a case's address.
fn slug(case_url: &str) -> &str {
    case_url.trim_matches('/').rsplit('/').next().unwrap_or_default()
}

/// Whether the matter was decided there, and what was done; before there are minutes nobody can say the first.
fn role(item: &Item) -> (Option<bool>, &'static str) {
    match &item.decision {
        Some(decision) if decision.outcomes.contains(&Outcome::Foreslar) => (Some(false), "beredning"),
        Some(_) => (Some(true), "beslut"),
        None => (None, item.kind.word()),
    }
}
