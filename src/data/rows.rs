//! The rows of the collections.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::date::Date;
use crate::model::record::{Decision, Outcome, Published, Stage};
use crate::site::money::{self, Sum};
use crate::site::{Meeting, Site};

/// A row of `arenden`: one case.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CaseRow {
    diarienummer: String,
    title: String,
    url: String,
    written_forms: Vec<String>,
    collecting: bool,
    latest: Option<String>,
    latest_date: Option<Date>,
    latest_url: Option<String>,
    first_date: Option<Date>,
    organs: Vec<String>,
    decisions: usize,
    documents: usize,
    related: Vec<String>,
}

pub(super) fn cases(site: &Site) -> Vec<CaseRow> {
    let row = |file: &crate::site::CaseFile| {
        let case = &file.record;
        let mut organs: Vec<String> = case.events.iter().filter_map(|event| event.organ.clone()).collect();
        organs.sort();
        organs.dedup();
        CaseRow {
            diarienummer: case.diarienummer.clone(),
            title: case.title.clone(),
            url: case.url.clone(),
            written_forms: case.written_forms.clone(),
            collecting: case.collecting,
            latest: case.latest.as_ref().map(|latest| latest.label.clone()),
            latest_date: case.latest.as_ref().and_then(|latest| latest.date),
            latest_url: case.latest.as_ref().map(|latest| latest.url.clone()),
            first_date: case.events.iter().filter_map(|event| event.date).min(),
            organs,
            decisions: case.events.iter().filter(|event| !event.outcomes.is_empty()).count(),
            documents: case.documents.len(),
            related: case.related.clone(),
        }
    };
    site.cases.iter().map(row).collect()
}

/// A row of `moten`: one meeting.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct MeetingRow {
    organ: Option<String>,
    organ_slug: Option<String>,
    date: Option<Date>,
    title: String,
    url: String,
    place: Option<String>,
    cancelled: bool,
    items: usize,
    decided: usize,
    documents: usize,
    sources: Vec<String>,
    adjusted: Option<Date>,
    posted: Option<Date>,
    appeal_last: Option<Date>,
    appeal_computed: bool,
}

pub(super) fn meetings(site: &Site) -> Vec<MeetingRow> {
    let row = |meeting: &Meeting| {
        let record = &meeting.record;
        MeetingRow {
            organ: record.organ.name.clone(),
            organ_slug: record.organ.slug.clone(),
            date: record.date,
            title: meeting.title.clone(),
            url: record.url.clone(),
            place: record.place.clone(),
            cancelled: meeting.cancelled,
            items: record.items.len(),
            decided: record.items.iter().filter(|item| item.decision.is_some()).count(),
            documents: record.documents.len(),
            sources: record.sources.iter().map(|source| source.kind.word().to_owned()).collect(),
            adjusted: record.adjusted,
            posted: record.posted,
            appeal_last: record.appeal_last,
            appeal_computed: record.appeal_computed,
        }
    };
    site.meetings.iter().map(row).collect()
}

/// A row of `beslut`: one item that was decided, or one delegate's decision.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DecisionRow {
    organ: Option<String>,
    date: Option<Date>,
    paragraph: Option<String>,
    title: String,
    diarienummer: Vec<String>,
    outcomes: Vec<Outcome>,
    clauses: Vec<String>,
    immediate: bool,
    votes: usize,
    reservations: Vec<String>,
    delegation: bool,
    url: String,
}

pub(super) fn decisions(site: &Site) -> Vec<DecisionRow> {
    let mut rows = Vec::new();
    for meeting in &site.meetings {
        let record = &meeting.record;
        for (item, decision) in
            record.items.iter().filter_map(|item| item.decision.as_ref().map(|decision| (item, decision)))
        {
            rows.push(DecisionRow {
                paragraph: item.paragraph.clone(),
                url: item.url.clone(),
                delegation: false,
                ..decision_row(meeting, &item.title, &item.diarienummer, decision)
            });
        }
        for (document, decision) in record
            .documents
            .iter()
            .filter_map(|document| document.decision.as_ref().map(|decision| (document, decision)))
        {
            if document.published == Published::Withheld {
                continue;
            }
            rows.push(DecisionRow {
                date: document.date.or(record.date),
                url: document.url.clone(),
                delegation: true,
                ..decision_row(meeting, &document.title, &document.diarienummer, decision)
            });
        }
    }
    rows
}

fn decision_row(meeting: &Meeting, title: &str, numbers: &[String], decision: &Decision) -> DecisionRow {
    DecisionRow {
        organ: meeting.record.organ.name.clone(),
        date: meeting.record.date,
        paragraph: None,
        title: title.to_owned(),
        diarienummer: numbers.to_vec(),
        outcomes: decision.outcomes.clone(),
        clauses: decision.clauses.iter().map(|clause| clause.text.clone()).collect(),
        immediate: decision.immediate,
        votes: decision.votes.len(),
        reservations: decision.reservations.iter().flat_map(|said| said.by.clone()).collect(),
        delegation: false,
        url: String::new(),
    }
}

/// A row of `handlingar`: one document.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DocumentRow {
    title: String,
    kind: &'static str,
    organ: Option<String>,
    meeting_date: Option<Date>,
    date: Option<Date>,
    item: Option<String>,
    diarienummer: Vec<String>,
    sender: Option<String>,
    first_page: Option<u32>,
    last_page: Option<u32>,
    published: &'static str,
    reason: Option<String>,
    duplicate_of: Option<String>,
    sha256: Option<String>,
    words: Option<u32>,
    url: String,
}

pub(super) fn documents(site: &Site) -> Vec<DocumentRow> {
    let mut rows = Vec::new();
    for meeting in &site.meetings {
        for document in &meeting.record.documents {
            let item = meeting.record.items.iter().find(|item| Some(&item.id) == document.item.as_ref());
            rows.push(DocumentRow {
                title: document.title.clone(),
                kind: document.kind.word(),
                organ: meeting.record.organ.name.clone(),
                meeting_date: meeting.record.date,
                date: document.date,
                item: item.map(|item| item.title.clone()),
                diarienummer: document.diarienummer.clone(),
                sender: document.sender.clone(),
                first_page: document.pages.map(|(first, _)| first),
                last_page: document.pages.map(|(_, last)| last),
                published: document.published.word(),
                reason: document.reason.clone(),
                duplicate_of: document.duplicate_of.clone(),
                sha256: document.sha256.clone(),
                words: document.words,
                url: document.url.clone(),
            });
        }
    }
    rows
}

/// A row of `belopp`: one amount.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AmountRow {
    kronor: u64,
    stage: Stage,
    diarienummer: Option<String>,
    title: String,
    organ: Option<String>,
    date: Option<Date>,
    paragraph: Option<String>,
    /// Who gets the money, where the decision grants it to an applicant.
    recipient: Option<String>,
    outcomes: Vec<Outcome>,
    /// Whether the clause turns the matter down.
    refused: bool,
    clause: String,
    url: String,
    /// Address of the row that names the same amount of the same case at the same stage again: leave out those that
    /// have one, or the same money is counted twice.
    again: Option<String>,
    /// Who applied in the matter that the amount is part of. Of a fee that is who pays, of what is refused nobody
    /// gets it.
    applicant: Option<String>,
}

pub(super) fn amounts(site: &Site) -> Vec<AmountRow> {
    let row = |sum: Sum<'_>| AmountRow {
        kronor: sum.kronor,
        stage: sum.stage,
        diarienummer: sum.diarienummer.map(str::to_owned),
        title: sum.title.to_owned(),
        organ: sum.meeting.record.organ.name.clone(),
        date: sum.date,
        paragraph: sum.paragraph.map(str::to_owned),
        recipient: sum.recipient.map(str::to_owned),
        outcomes: sum.outcomes.to_vec(),
        refused: sum.refused,
        clause: sum.clause.text.clone(),
        url: sum.url,
        again: sum.again,
        applicant: sum.applicant.map(str::to_owned),
    };
    money::sums(site).into_iter().map(row).collect()
}

/// A row of `personer`: one person in one part in one body.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PersonRow {
    name: String,
    party: Option<String>,
    role: String,
    organ: String,
    organ_slug: String,
    meetings: usize,
    first_date: Option<Date>,
    last_date: Option<Date>,
}

/// Place of the body, name, party, role.
type Part<'a> = (usize, &'a str, Option<&'a str>, &'a str);

/// Number of meetings, first and last day.
type Span = (usize, Option<Date>, Option<Date>);

pub(super) fn people(site: &Site) -> Vec<PersonRow> {
    // By body, name, party and role, in the order of the site's bodies.
    let mut seen: BTreeMap<Part<'_>, Span> = BTreeMap::new();
    for meeting in &site.meetings {
        let place =
            site.bodies.iter().position(|body| Some(&body.slug) == meeting.record.organ.slug.as_ref());
        let Some(place) = place else { continue };
        for person in &meeting.record.people {
            let key = (place, person.name.as_str(), person.party.as_deref(), person.role.word());
            let entry = seen.entry(key).or_insert((0, meeting.record.date, meeting.record.date));
            entry.0 += 1;
            entry.1 = entry.1.min(meeting.record.date);
            entry.2 = entry.2.max(meeting.record.date);
        }
    }
    seen.into_iter()
        .map(|((place, name, party, role), (meetings, first_date, last_date))| PersonRow {
            name: name.to_owned(),
            party: party.map(str::to_owned),
            role: role.to_owned(),
            organ: site.bodies[place].name.clone(),
            organ_slug: site.bodies[place].slug.clone(),
            meetings,
            first_date,
            last_date,
        })
        .collect()
}
