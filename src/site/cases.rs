//! Follows each own number through every meeting.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Code, Diagnostic};
use crate::base::text;
use crate::content::read::CaseNote;
use crate::model::date::Date;
use crate::model::number::{Diarienummer, Origin};
use crate::model::record::{
    self, Amount, Case, CaseDocument, Clause, Decision, Event, EventKind, Item, ItemKind, Latest, Mention,
    Outcome, Published, Stage,
};

use super::mentions::Named;
use super::{CaseFile, Meeting, Site};

/// A case while it is put together.
#[derive(Default)]
struct Thread<'a> {
    number: Option<Diarienummer>,
    /// Printed forms, each with the newest day that it was printed on.
    forms: BTreeMap<String, Option<Date>>,
    items: Vec<(usize, usize)>,
    documents: Vec<(usize, usize)>,
    mentions: Vec<(Option<Date>, &'a Mention)>,
    rows: Vec<&'a str>,
    related: BTreeSet<String>,
}

/// Every case of the site, in the order of the numbers. `named` holds, meeting by meeting, the numbers in texts.
pub(super) fn gather(
    site: &Site,
    named: &[Vec<Named>],
    notes: &[CaseNote],
    found: &mut Vec<Diagnostic>,
) -> Vec<CaseFile> {
    let mut threads = BTreeMap::new();
    for (at, meeting) in site.meetings.iter().enumerate() {
        gather_meeting(site, (at, meeting), named.get(at).map_or(&[], Vec::as_slice), &mut threads);
    }
    for note in notes {
        if let Some(thread) = thread(site, &mut threads, &note.diarienummer, None, None) {
            thread.related.extend(
                note.related.iter().filter_map(|number| site.case_url(number, None).map(|_| number.clone())),
            );
        }
    }
    let mut slugs: BTreeMap<String, String> = BTreeMap::new();
    let mut cases: Vec<(Diarienummer, CaseFile)> = Vec::new();
    for ((body, _), thread) in threads {
        let Some(number) = thread.number.clone() else { continue };
        let slug = site.register.slug(&number, body.as_deref());
        let file = finish(site, thread, slug.clone(), notes);
        if let Some(other) = slugs.insert(slug.clone(), file.record.diarienummer.clone()) {
            let number = &file.record.diarienummer;
            found.push(
                Diagnostic::error(
                    Code::SLUG_COLLISION,
                    format!("`{number}` and `{other}` would both be `/dnr/{slug}/`"),
                )
                .in_file("content")
                .help(format!(
                    "one of them is probably misprinted; `{number}` stands at {}",
                    first_place(&file)
                )),
            );
        }
        cases.push((number, file));
    }
    cases.sort_by(|(a, _), (b, _)| a.cmp(b));
    cases.into_iter().map(|(_, file)| file).collect()
}

fn first_place(file: &CaseFile) -> &str {
    let event = file.record.events.first().map(|event| event.url.as_str());
    event.or_else(|| file.record.mentions.first().map(|mention| mention.url.as_str())).unwrap_or("/dnr/")
}

type Threads<'a> = BTreeMap<(Option<String>, Diarienummer), Thread<'a>>;

/// The thread of a number, made at need; `None` for numbers that are not own.
fn thread<'t, 'a>(
    site: &Site,
    threads: &'t mut Threads<'a>,
    printed: &str,
    body: Option<&str>,
    date: Option<Date>,
) -> Option<&'t mut Thread<'a>> {
    let number =
        Diarienummer::parse(printed).ok().filter(|number| site.register.origin(number) == Origin::Own)?;
    // Only where bodies keep diaries of their own does the body make two cases of one number.
    let apart = site.register.slug(&number, body) != site.register.slug(&number, None);
    let key = (body.filter(|_| apart).map(str::to_owned), number.clone());
    let thread = threads.entry(key).or_default();
    let form = thread.forms.entry(number.printed().to_owned()).or_default();
    *form = (*form).max(date);
    thread.number = Some(number);
    Some(thread)
}

fn gather_meeting<'a>(
    site: &Site,
    (at, meeting): (usize, &'a Meeting),
    named: &'a [Named],
    threads: &mut Threads<'a>,
) {
    let body = meeting.record.organ.slug.as_deref();
    let date = meeting.record.date;
    for (place, item) in meeting.record.items.iter().enumerate() {
        for number in &item.diarienummer {
            if let Some(thread) = thread(site, threads, number, body, date) {
                thread.items.push((at, place));
                let others = item.diarienummer.iter().filter(|other| *other != number);
                thread.related.extend(others.filter(|other| site.case_url(other, body).is_some()).cloned());
            }
        }
    }
    for (place, document) in meeting.record.documents.iter().enumerate() {
        let item = meeting.record.items.iter().find(|item| Some(&item.id) == document.item.as_ref());
        // A document without a number belongs to the cases of its item.
        let of_item = item.map_or(&[][..], |item| item.diarienummer.as_slice());
        let numbers =
            if document.diarienummer.is_empty() { of_item } else { document.diarienummer.as_slice() };
        for number in numbers {
            if let Some(thread) = thread(site, threads, number, body, date)
                .filter(|thread| !thread.documents.contains(&(at, place)))
            {
                thread.documents.push((at, place));
            }
        }
    }
    for one in named {
        if let Some(thread) = thread(site, threads, one.number.printed(), body, date) {
            thread.mentions.push((date, &one.mention));
            thread.rows.extend(one.row.as_deref());
        }
    }
}

fn finish(site: &Site, mut thread: Thread<'_>, slug: String, notes: &[CaseNote]) -> CaseFile {
    let oldest_first = |a: &(usize, usize), b: &(usize, usize)| {
        let day = |at: usize| site.meetings[at].record.date;
        (day(a.0), std::cmp::Reverse(a.0), a.1).cmp(&(day(b.0), std::cmp::Reverse(b.0), b.1))
    };
    thread.items.sort_by(oldest_first);
    thread.documents.sort_by(oldest_first);
    let note = notes.iter().find(|note| {
        Diarienummer::parse(&note.diarienummer).ok() == thread.number && thread.number.is_some()
    });
    let items: Vec<(&Meeting, &Item)> =
        thread.items.iter().map(|(m, i)| (&site.meetings[*m], &site.meetings[*m].record.items[*i])).collect();
    let documents: Vec<(&Meeting, &record::Document)> = thread
        .documents
        .iter()
        .map(|(m, d)| (&site.meetings[*m], &site.meetings[*m].record.documents[*d]))
        .collect();
    let mut written: Vec<(&String, &Option<Date>)> = thread.forms.iter().collect();
    written.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let written_forms: Vec<String> = written.iter().map(|(form, _)| (*form).clone()).collect();
    let own: Vec<&str> = items
        .iter()
        .map(|(_, item)| item.url.as_str())
        .chain(documents.iter().map(|(_, document)| document.url.as_str()))
        .collect();
    let listed = listed(&thread.mentions, &documents);
    thread.mentions.retain(|(_, mention)| !own.iter().any(|url| mention.url.split('#').next() == Some(url)));
    thread.mentions.sort_by(|a, b| (a.0, &a.1.url).cmp(&(b.0, &b.1.url)));
    let mentions: Vec<Mention> = thread.mentions.iter().map(|(_, mention)| (*mention).clone()).collect();
    let related = related(&thread.related, &thread.forms);
    let record = Case {
        diarienummer: written_forms.first().cloned().unwrap_or_default(),
        url: format!("/dnr/{slug}/"),
        title: title(note, &items, &documents, &thread.rows)
            .unwrap_or_else(|| written_forms.first().cloned().unwrap_or_default()),
        written_forms,
        slug,
        origin: record::Origin::Own,
        collecting: note.and_then(|note| note.collecting).unwrap_or_else(|| collects(site, &thread, &items)),
        latest: Some(latest(&items, &documents, &mentions)),
        events: events(&items, &documents),
        documents: documents.iter().map(|(meeting, document)| case_document(meeting, document)).collect(),
        mentions,
        related,
        amounts: amounts(&items, &documents),
    };
    CaseFile {
        record,
        text: note.map(|note| note.text.clone()).unwrap_or_default(),
        listed,
        items: thread.items,
        documents: thread.documents,
    }
}

/// What documents that carry several numbers say of this one: a table of grants is no case's own paper.
fn listed(mentions: &[(Option<Date>, &Mention)], documents: &[(&Meeting, &record::Document)]) -> Vec<String> {
    let lists: Vec<&str> = documents
        .iter()
        .filter(|(_, document)| document.diarienummer.len() > 1)
        .map(|(_, document)| document.url.as_str())
        .collect();
    let within = mentions
        .iter()
        .filter(|(_, mention)| mention.url.split('#').next().is_some_and(|url| lists.contains(&url)));
    within.map(|(_, mention)| mention.quote.clone()).collect()
}

/// Other cases, each once, whatever way their number is written.
fn related(numbers: &BTreeSet<String>, own: &BTreeMap<String, Option<Date>>) -> Vec<String> {
    let own: BTreeSet<Diarienummer> = own.keys().filter_map(|form| Diarienummer::parse(form).ok()).collect();
    let others: BTreeSet<Diarienummer> =
        numbers.iter().filter_map(|number| Diarienummer::parse(number).ok()).collect();
    others.difference(&own).map(|number| number.printed().to_owned()).collect()
}

/// Title of a case: the clerk's; that of its newest item that is about it alone; a document's; a table row's.
fn title(
    note: Option<&CaseNote>,
    items: &[(&Meeting, &Item)],
    documents: &[(&Meeting, &record::Document)],
    rows: &[&str],
) -> Option<String> {
    let from_items = || {
        let alone =
            items.iter().rev().find(|(_, item)| item.diarienummer.len() == 1 && !item.title.is_empty());
        alone
            .or_else(|| items.iter().rev().find(|(_, item)| !item.title.is_empty()))
            .map(|(_, item)| item.title.clone())
    };
    let from_documents =
        || documents.iter().rev().map(|(_, document)| document.title.clone()).find(|title| !title.is_empty());
    note.and_then(|note| note.title.clone())
        .or_else(from_items)
        .or_else(from_documents)
        .or_else(|| rows.last().map(|row| text::shortened(row, 100)))
}

/// Whether a number collects unrelated matters: configured, or carried by lists only.
fn collects(site: &Site, thread: &Thread<'_>, items: &[(&Meeting, &Item)]) -> bool {
    let configured = site.config.register.collecting.iter().filter_map(|text| Diarienummer::parse(text).ok());
    if configured.into_iter().any(|number| Some(&number) == thread.number.as_ref()) {
        return true;
    }
    items.len() > 1
        && items.iter().all(|(_, item)| matches!(item.kind, ItemKind::Anmalan | ItemKind::Delegation))
}

fn organ(meeting: &Meeting) -> Option<String> {
    meeting.record.organ.name.clone()
}

fn joined(clauses: &[Clause]) -> String {
    clauses.iter().map(|clause| clause.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn events(items: &[(&Meeting, &Item)], documents: &[(&Meeting, &record::Document)]) -> Vec<Event> {
    let mut events = Vec::new();
    for (meeting, item) in items {
        let event = |kind: EventKind, outcomes: &[Outcome], text: String| Event {
            date: meeting.record.date,
            kind,
            organ: organ(meeting),
            title: item.title.clone(),
            outcomes: outcomes.to_vec(),
            url: item.url.clone(),
            text,
        };
        if let Some(proposal) = &item.proposal {
            events.push(event(EventKind::Proposal, &[], joined(&proposal.clauses)));
        }
        if let Some(decision) = &item.decision {
            events.push(event(EventKind::Decision, &decision.outcomes, joined(&decision.clauses)));
        }
        if item.proposal.is_none() && item.decision.is_none() {
            // On an agenda, with nothing proposed: information, or papers that say no more.
            let kind = if meeting.has_minutes() { EventKind::Mention } else { EventKind::Proposal };
            events.push(event(kind, &[], item.summary.clone().unwrap_or_default()));
        }
    }
    for (meeting, document) in documents {
        let decision = document.decision.as_ref();
        events.push(Event {
            date: document.date.or(meeting.record.date),
            kind: if decision.is_some() { EventKind::Delegation } else { EventKind::Document },
            organ: organ(meeting),
            title: document.title.clone(),
            outcomes: decision.map(|decision| decision.outcomes.clone()).unwrap_or_default(),
            url: document.url.clone(),
            text: decision.map(|decision| joined(&decision.clauses)).unwrap_or_default(),
        });
    }
    events.sort_by_key(|event| event.date);
    events
}

/// Where the case stands, as far as the documents here tell; never that it is closed. A meeting that the case is
/// called to goes before the last decision, of whoever it is.
fn latest(
    items: &[(&Meeting, &Item)],
    documents: &[(&Meeting, &record::Document)],
    mentions: &[Mention],
) -> Latest {
    let called = items
        .last()
        .filter(|(meeting, item)| item.decision.is_none() && !meeting.has_minutes() && !meeting.cancelled);
    if let Some((meeting, item)) = called {
        let label = format!("På dagordningen {}", place(meeting, item));
        return Latest { label, date: meeting.record.date, url: item.url.clone() };
    }
    let of_body = items.iter().rev().find_map(|(meeting, item)| {
        let decision = item.decision.as_ref()?;
        let label = format!("{} {}", outcome_label(decision), place(meeting, item));
        Some(Latest { label, date: meeting.record.date, url: item.url.clone() })
    });
    let of_delegate = documents
        .iter()
        .filter(|(_, document)| document.decision.is_some())
        .map(|(meeting, document)| (document.date.or(meeting.record.date), document))
        .max_by_key(|(date, _)| *date)
        .map(|(date, document)| {
            let day = date.map(|date| format!(" {date}")).unwrap_or_default();
            Latest { label: format!("Delegationsbeslut{day}"), date, url: document.url.clone() }
        });
    // On one day the body, which may note what was decided for it, has the last word.
    if let Some(latest) = of_delegate.into_iter().chain(of_body).max_by_key(|latest| latest.date) {
        return latest;
    }
    let date = items.last().and_then(|(meeting, _)| meeting.record.date);
    let url = items
        .last()
        .map(|(_, item)| item.url.clone())
        .or_else(|| documents.last().map(|(_, document)| document.url.clone()))
        .or_else(|| mentions.last().map(|mention| mention.url.clone()));
    Latest { label: NO_DECISION.to_owned(), date, url: url.unwrap_or_default() }
}

const NO_DECISION: &str = "Inget beslut hittat i de dokument som finns här";

fn place(meeting: &Meeting, item: &Item) -> String {
    let organ = meeting.record.organ.name.as_deref().unwrap_or_default();
    let day = meeting.record.date.map(|date| format!(" {date}")).unwrap_or_default();
    let paragraph = item.paragraph.as_ref().map(|paragraph| format!(" § {paragraph}")).unwrap_or_default();
    format!("i {organ}{day}{paragraph}")
}

fn outcome_label(decision: &Decision) -> String {
    match decision.outcomes.as_slice() {
        [] => "Beslut".to_owned(),
        outcomes => {
            let words: Vec<&str> = outcomes.iter().map(|outcome| outcome.word()).collect();
            let joined = words.join(", ");
            let mut letters = joined.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

fn case_document(meeting: &Meeting, document: &record::Document) -> CaseDocument {
    CaseDocument {
        title: document.title.clone(),
        kind: document.kind,
        date: document.date.or(meeting.record.date),
        url: document.url.clone(),
        pages: document.pages,
    }
}

/// Amounts of the clauses. Where an item carries several numbers nobody can say which case an amount belongs to.
fn amounts(items: &[(&Meeting, &Item)], documents: &[(&Meeting, &record::Document)]) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for (_, item) in items.iter().filter(|(_, item)| item.diarienummer.len() == 1) {
        let proposed = item.proposal.as_ref().map_or(&[][..], |proposal| &proposal.clauses);
        let decided = item.decision.as_ref().map_or(&[][..], |decision| &decision.clauses);
        for (stage, anchor, clauses) in
            [(Stage::Proposed, "forslag", proposed), (Stage::Decided, "beslut", decided)]
        {
            amounts.extend(of_clauses(clauses, stage, &item.url, anchor));
        }
    }
    for (_, document) in documents.iter().filter(|(_, document)| document.published != Published::Withheld) {
        let clauses = document.decision.as_ref().map_or(&[][..], |decision| &decision.clauses);
        amounts.extend(of_clauses(clauses, Stage::Decided, &document.url, "beslut"));
    }
    amounts
}

fn of_clauses<'a>(
    clauses: &'a [Clause],
    stage: Stage,
    url: &'a str,
    anchor: &'a str,
) -> impl Iterator<Item = Amount> + 'a {
    clauses.iter().enumerate().flat_map(move |(at, clause)| {
        clause.amounts.iter().map(move |kronor| Amount {
            kronor: *kronor,
            text: clause.text.clone(),
            url: format!("{url}#{anchor}-{}", at + 1),
            stage: if stage == Stage::Decided { clause.stage_decided() } else { stage },
        })
    })
}
