//! What search is told of each page.

use std::collections::BTreeMap;

use crate::content::markdown;
use crate::model::number::Diarienummer;
use crate::model::record::{Decision, Document, Item, Published};
use crate::search::{Batch, Field, Kind, PageText, SearchRecord, Weight};
use crate::site::{CaseFile, Meeting, Site};

use super::gather::Seen;

/// The batch of a meeting: itself, its items, its documents page by page.
pub(super) fn meeting(seen: &Seen<'_>) -> Batch {
    let meeting = seen.meeting;
    let mut records = vec![meeting_record(meeting)];
    records.extend(
        meeting
            .record
            .items
            .iter()
            .filter(|item| !item.title.is_empty() && item.withdrawn.is_none())
            .map(|item| item_record(meeting, item)),
    );
    for document in &meeting.record.documents {
        // What is not published in full is found by its title; a withdrawn document is not found at all.
        if document.published != Published::Withdrawn {
            records.push(document_record(seen, document));
        }
    }
    let day = meeting.record.date.map(|date| date.to_string()).unwrap_or_default();
    Batch { key: format!("{day}{}", meeting.record.url), records }
}

/// The batches of what belongs to no single meeting: cases by year, people.
pub(super) fn site(site: &Site) -> Vec<Batch> {
    let mut years: BTreeMap<String, Vec<SearchRecord>> = BTreeMap::new();
    for case in &site.cases {
        let year = Diarienummer::parse(&case.record.diarienummer).ok().and_then(|number| number.year());
        years
            .entry(year.map_or_else(String::new, |year| year.to_string()))
            .or_default()
            .push(case_record(site, case));
    }
    let mut batches: Vec<Batch> =
        years.into_iter().map(|(year, records)| Batch { key: format!("{year}/arenden"), records }).collect();
    batches.push(Batch { key: "personer".to_owned(), records: people(site) });
    batches
}

fn blank(url: &str, kind: Kind, title: &str) -> SearchRecord {
    SearchRecord {
        url: url.to_owned(),
        kind,
        title: title.to_owned(),
        numbers: Vec::new(),
        organ: crate::model::record::Organ::default(),
        date: None,
        outcomes: Vec::new(),
        fields: Vec::new(),
        pages: Vec::new(),
        duplicate_of: None,
    }
}

/// Collects the fields that hold something.
struct Fields(Vec<Field>);

impl Fields {
    fn add<'t>(&mut self, weight: Weight, texts: impl IntoIterator<Item = &'t str>) {
        let texts = texts.into_iter().filter(|text| !text.trim().is_empty());
        self.0.extend(texts.map(|text| Field { weight, text: text.to_owned() }));
    }

    fn decision(&mut self, decision: &Decision) {
        self.add(Weight::Clause, decision.clauses.iter().map(|clause| clause.text.as_str()));
        self.add(Weight::Summary, decision.conditions.iter().map(String::as_str));
        self.add(Weight::People, decision.applicant.as_deref());
        self.add(Weight::Summary, decision.procedure.as_deref());
        for said in decision.motions.iter().chain(&decision.reservations).chain(&decision.statements) {
            self.add(Weight::People, said.by.iter().map(String::as_str));
            self.add(Weight::Summary, [said.text.as_str()]);
        }
    }
}

fn meeting_record(meeting: &Meeting) -> SearchRecord {
    let mut fields = Fields(Vec::new());
    fields.add(Weight::Related, meeting.record.items.iter().map(|item| item.title.as_str()));
    fields.add(Weight::Summary, meeting.record.place.as_deref());
    SearchRecord {
        organ: meeting.record.organ.clone(),
        date: meeting.record.date,
        fields: fields.0,
        ..blank(&meeting.record.url, Kind::Mote, &meeting.title)
    }
}

fn item_record(meeting: &Meeting, item: &Item) -> SearchRecord {
    let mut fields = Fields(Vec::new());
    fields.add(Weight::People, item.presenters.iter().chain(&item.handler).map(String::as_str));
    if let Some(proposal) = &item.proposal {
        fields.add(Weight::Clause, proposal.clauses.iter().map(|clause| clause.text.as_str()));
        fields.add(Weight::Summary, proposal.conditions.iter().map(String::as_str));
    }
    if let Some(decision) = &item.decision {
        fields.decision(decision);
    }
    for point in &item.points {
        fields.add(Weight::Clause, [point.text.as_str()]);
        fields.add(Weight::People, point.people.iter().map(String::as_str));
    }
    fields.add(Weight::Summary, item.summary.as_deref());
    for section in &item.sections {
        fields.add(Weight::Summary, [section.heading.as_str(), section.text.as_str()]);
    }
    fields.add(Weight::Related, item.attachments.iter().map(|attachment| attachment.title.as_str()));
    fields.add(Weight::Related, papers_numbers(meeting, item));
    SearchRecord {
        numbers: item.diarienummer.clone(),
        organ: meeting.record.organ.clone(),
        date: meeting.record.date,
        outcomes: item.decision.as_ref().map(|decision| decision.outcomes.clone()).unwrap_or_default(),
        fields: fields.0,
        ..blank(&item.url, Kind::Beslut, &item.title)
    }
}

/// Numbers of an item's papers that are not its own: other authorities', and those of decisions reported.
fn papers_numbers<'m>(meeting: &'m Meeting, item: &'m Item) -> impl Iterator<Item = &'m str> {
    let papers = meeting.record.documents.iter().filter(|paper| paper.item.as_deref() == Some(&item.id));
    let numbers = papers.filter(|paper| paper.duplicate_of.is_none()).flat_map(|paper| &paper.diarienummer);
    numbers.filter(|number| !item.diarienummer.contains(number)).map(String::as_str)
}

fn document_record(seen: &Seen<'_>, document: &Document) -> SearchRecord {
    let record = &seen.meeting.record;
    let mut fields = Fields(Vec::new());
    if let Some(item) = record.items.iter().find(|item| document.item.as_ref() == Some(&item.id)) {
        // A paper seldom prints the number of the case that it belongs to.
        let numbers = item.diarienummer.iter().filter(|number| !document.diarienummer.contains(number));
        fields.add(Weight::Related, numbers.map(String::as_str));
    }
    let copies = record.documents.iter().filter(|other| other.duplicate_of.as_ref() == Some(&document.id));
    let mut titles: Vec<&str> = copies.map(|copy| copy.title.as_str()).collect();
    titles.retain(|title| *title != document.title);
    titles.dedup();
    fields.add(Weight::Title, titles);
    fields.add(Weight::People, document.sender.as_deref());
    if let Some(decision) = &document.decision {
        fields.decision(decision);
    }
    let pages = seen.texts.get(&document.id).map_or(&[][..], |text| text.pages.as_slice());
    let original =
        document.duplicate_of.as_ref().and_then(|id| record.documents.iter().find(|other| other.id == *id));
    SearchRecord {
        numbers: document.diarienummer.clone(),
        organ: record.organ.clone(),
        date: document.date.or(record.date),
        outcomes: document.decision.as_ref().map(|decision| decision.outcomes.clone()).unwrap_or_default(),
        fields: fields.0,
        pages: pages
            .iter()
            .map(|(page, text)| PageText { page: *page, text: markdown::plain(text) })
            .collect(),
        duplicate_of: original.map(|original| original.url.clone()),
        ..blank(&document.url, Kind::Handling, &document.title)
    }
}

fn case_record(site: &Site, file: &CaseFile) -> SearchRecord {
    let case = &file.record;
    let mut numbers = case.written_forms.clone();
    for number in case.written_forms.iter().filter_map(|form| Diarienummer::parse(form).ok()) {
        numbers
            .extend(number.spellings().into_iter().filter(|spelling| !case.written_forms.contains(spelling)));
    }
    numbers.dedup();
    let newest = case.events.iter().rev().find(|event| !event.outcomes.is_empty());
    let organ = file
        .items
        .last()
        .map(|(meeting, _)| site.meetings[*meeting].record.organ.clone())
        .unwrap_or_default();
    let mut fields = Fields(Vec::new());
    fields.add(Weight::Clause, case.events.iter().map(|event| event.text.as_str()));
    for (meeting, item) in &file.items {
        let meeting = &site.meetings[*meeting];
        let item = &meeting.record.items[*item];
        fields.add(Weight::Related, papers_numbers(meeting, item));
        fields.add(Weight::Related, [item.title.as_str()]);
        fields.add(Weight::Summary, item.summary.as_deref());
        // Who presents an item is found by the item first, by its case after that.
        fields.add(Weight::Summary, item.presenters.iter().map(String::as_str));
    }
    fields.add(Weight::Summary, file.listed.iter().map(String::as_str));
    fields.add(Weight::Related, case.documents.iter().map(|document| document.title.as_str()));
    if file.items.is_empty() && file.documents.is_empty() {
        // Of a number that is only mentioned, the words around it are all there is.
        fields.add(Weight::Related, case.mentions.iter().map(|mention| mention.quote.as_str()));
    }
    let text = markdown::plain(&file.text);
    fields.add(Weight::Summary, [text.as_str()]);
    SearchRecord {
        numbers,
        organ,
        date: case
            .latest
            .as_ref()
            .and_then(|latest| latest.date)
            .or_else(|| case.events.iter().filter_map(|event| event.date).max()),
        outcomes: newest.map(|event| event.outcomes.clone()).unwrap_or_default(),
        fields: fields.0,
        ..blank(&case.url, Kind::Arende, &case.title)
    }
}

/// Everybody elected or named at a meeting: once a body, leading to the body's page or the newest meeting.
fn people(site: &Site) -> Vec<SearchRecord> {
    let mut seen: BTreeMap<(String, String), SearchRecord> = BTreeMap::new();
    for body in &site.bodies {
        for member in &body.members {
            let record = person(
                &member.name,
                member.party.as_deref(),
                member.role.word(),
                &format!("{}#ledamoter", body.url),
            );
            let organ =
                crate::model::record::Organ { name: Some(body.name.clone()), slug: Some(body.slug.clone()) };
            seen.entry((body.slug.clone(), member.name.clone())).or_insert(SearchRecord { organ, ..record });
        }
    }
    // Newest first, so the first meeting that names somebody is the newest.
    for meeting in &site.meetings {
        let record = &meeting.record;
        for one in &record.people {
            let key = (record.organ.slug.clone().unwrap_or_default(), one.name.clone());
            let url = format!("{}#personer", record.url);
            seen.entry(key).or_insert_with(|| SearchRecord {
                organ: record.organ.clone(),
                date: record.date,
                ..person(&one.name, one.party.as_deref(), one.role.word(), &url)
            });
        }
    }
    seen.into_values().collect()
}

fn person(name: &str, party: Option<&str>, role: &str, url: &str) -> SearchRecord {
    let title = party.map_or_else(|| name.to_owned(), |party| format!("{name} ({party})"));
    SearchRecord {
        fields: vec![Field { weight: Weight::Summary, text: role.to_owned() }],
        ..blank(url, Kind::Person, &title)
    }
}
