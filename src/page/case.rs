//! The page of one case: one diarienummer through every meeting and body.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::text::{shortened, squeeze};
use crate::content::config::Config;
use crate::model::date::Date;
use crate::model::record::{Amount, Case, Decision, Document, Item, Outcome, Said, SourceState, Stage, Vote};
use crate::page::cite::Citation;
use crate::page::clauses::{self, Sides};
use crate::page::complete::{self, Completeness};
use crate::page::directory::{Directory, NumberLink};
use crate::page::frame::{Crumb, Frame};
use crate::page::item::call_of;
use crate::page::meeting::{heading, minutes_of, standing};
use crate::site::{CaseFile, Meeting};

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct CaseView<'a> {
    /// What every page has.
    pub page: Frame,
    /// The record.
    pub case: &'a Case,
    /// What the clerk says of it, Markdown.
    pub text: &'a str,
    /// What it is about, as the newest document that says so puts it.
    pub about: Option<String>,
    /// Where it stands.
    pub standing: Where<'a>,
    /// Amounts that were decided on the last day that any was, each sum once.
    pub decided: Vec<Money<'a>>,
    /// The same of what was proposed, where that is not older.
    pub proposed: Vec<Money<'a>>,
    /// Whether amounts stand in items of several numbers alone, so that nobody can say which case they belong to.
    pub shared_amounts: bool,
    /// What happened, oldest first.
    pub steps: Vec<Step<'a>>,
    /// Other spellings of the number.
    pub spellings: Vec<&'a str>,
    /// Other cases that stand with it.
    pub related: Vec<NumberLink<'a>>,
    /// How to cite it.
    pub citation: Citation,
    /// What is here of it and what is not.
    pub completeness: Completeness<'a>,
}

/// An amount with the step that named it.
#[derive(Debug, Serialize)]
pub struct Money<'a> {
    /// The amount.
    pub amount: &'a Amount,
    /// Name of the body.
    pub organ: &'a str,
    /// Day.
    pub date: Option<Date>,
}

/// Where a case stands, as far as the documents here tell.
#[derive(Debug, Serialize)]
pub struct Where<'a> {
    /// "decided", "agenda" or "none".
    pub state: &'static str,
    /// The record's own words for it.
    pub label: Option<&'a str>,
    /// The step that it stands at, as a place in `steps`.
    pub step: Option<usize>,
    /// The last decision, as a place in `steps`.
    pub decision: Option<usize>,
}

/// Something that happened in a case.
#[derive(Debug, Serialize)]
pub struct Step<'a> {
    /// "decided", "proposed", "hidden", "none", or "delegation".
    pub state: &'static str,
    /// Anchor on the page.
    pub anchor: String,
    /// Day.
    pub date: Option<Date>,
    /// Name of the body.
    pub organ: &'a str,
    /// Address of the body.
    pub organ_url: &'a str,
    /// Address of the meeting.
    pub meeting_url: &'a str,
    /// Title there.
    pub title: String,
    /// Address of the item or document.
    pub url: &'a str,
    /// Number on the agenda.
    pub number: Option<&'a str>,
    /// Paragraph.
    pub paragraph: Option<&'a str>,
    /// What became of it.
    pub outcomes: Vec<Outcome>,
    /// Proposal and decision.
    pub sides: Sides<'a>,
    /// Votes.
    pub votes: &'a [Vote],
    /// Reservations.
    pub reservations: &'a [Said],
    /// Those who stepped aside.
    pub recused: &'a [String],
    /// Whether it was adjusted at once.
    pub immediate: bool,
    /// How far the minutes have been adjusted.
    pub minutes: Option<SourceState>,
    /// Checksum of the paper that it stands in.
    pub sha256: Option<&'a str>,
    /// Why its content is not published.
    pub reason: Option<&'a str>,
    /// The documents of that step.
    pub documents: Vec<&'a Document>,
}

/// The page of a case.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>, file: &'a CaseFile) -> CaseView<'a> {
    let case = &file.record;
    let steps = steps(directory, file);
    let standing = standing_of(case, &steps);
    let about = about(directory, file);
    let decided = money(case, &steps, Stage::Decided);
    let mut proposed = money(case, &steps, Stage::Proposed);
    // What was proposed before the last decision on money was settled by it.
    if proposed.first().map(|money| money.date) < decided.first().map(|money| money.date) {
        proposed.clear();
    }
    let title = format!("{} – {}", case.diarienummer, shortened(&case.title, 90));
    let description = about.clone().or_else(|| case.latest.as_ref().map(|latest| latest.label.clone()));
    CaseView {
        page: Frame::new("case", &case.url, title)
            .under(vec![Crumb::word("cases", "/dnr/")])
            .described(description.unwrap_or_else(|| case.title.clone()))
            .with_record(),
        text: &file.text,
        shared_amounts: case.amounts.is_empty() && names_amounts(directory, file),
        decided,
        proposed,
        spellings: case
            .written_forms
            .iter()
            .filter(|form| **form != case.diarienummer)
            .map(String::as_str)
            .collect(),
        related: case.related.iter().map(|number| directory.number(number, None)).collect(),
        citation: citation(&directory.site.config, case, standing.step.and_then(|at| steps.get(at))),
        completeness: complete::of_case(directory, file),
        about,
        standing,
        steps,
        case,
    }
}

/// The words for a case, with the step that it stands at and the paper that proves that.
fn citation(config: &Config, case: &Case, step: Option<&Step<'_>>) -> Citation {
    let day = step.and_then(|step| step.date).map(|date| date.to_string()).unwrap_or_default();
    let paragraph =
        step.and_then(|step| step.paragraph).map(|number| format!("§ {number}")).unwrap_or_default();
    let organ = step.map_or("", |step| step.organ);
    let place =
        [organ, &day, &paragraph].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let parts = [format!("dnr {}", case.diarienummer), case.title.clone(), place];
    Citation::new(config, parts.iter().map(String::as_str), &case.url)
        .proved_by(step.and_then(|step| step.sha256))
}

/// Whether a clause of any item of the case names an amount.
fn names_amounts(directory: &Directory<'_>, file: &CaseFile) -> bool {
    let items = file.items.iter().filter_map(|(meeting, item)| {
        directory.site.meetings.get(*meeting).and_then(|meeting| meeting.record.items.get(*item))
    });
    items
        .flat_map(|item| {
            let proposed = item.proposal.iter().flat_map(|proposal| &proposal.clauses);
            proposed.chain(item.decision.iter().flat_map(|decision| &decision.clauses))
        })
        .any(|clause| !clause.amounts.is_empty())
}

/// The amounts of a stage on the last day that any was named, each sum once; what was before stands in the steps.
fn money<'a>(case: &'a Case, steps: &[Step<'a>], stage: Stage) -> Vec<Money<'a>> {
    let mut out: Vec<Money<'a>> = Vec::new();
    for amount in case.amounts.iter().filter(|amount| amount.stage == stage) {
        let page = amount.url.split('#').next().unwrap_or_default();
        let step = steps.iter().find(|step| step.url == page);
        out.push(Money {
            amount,
            organ: step.map_or("", |step| step.organ),
            date: step.and_then(|step| step.date),
        });
    }
    let last = out.iter().map(|money| money.date).max();
    out.retain(|money| Some(money.date) == last);
    let mut seen = BTreeSet::new();
    out.retain(|money| seen.insert(money.amount.kronor));
    out
}

fn standing_of<'a>(case: &'a Case, steps: &[Step<'_>]) -> Where<'a> {
    let latest = case.latest.as_ref();
    let step = latest.and_then(|latest| steps.iter().rposition(|step| step.url == latest.url));
    let state = match step.and_then(|at| steps.get(at)).map(|step| step.state) {
        Some("decided" | "delegation") => "decided",
        Some("proposed" | "none" | "hidden") => "agenda",
        _ => "none",
    };
    let decision = steps.iter().rposition(|step| matches!(step.state, "decided" | "delegation"));
    Where { state, label: latest.map(|latest| latest.label.as_str()), step, decision }
}

fn about(directory: &Directory<'_>, file: &CaseFile) -> Option<String> {
    if file.record.collecting {
        return None;
    }
    let summary = |(meeting, item): &(usize, usize)| {
        directory.site.meetings.get(*meeting)?.record.items.get(*item)?.summary.as_deref()
    };
    let newest = file.items.iter().rev().filter_map(summary).find(|summary| !summary.trim().is_empty())?;
    Some(shortened(&squeeze(newest), 420))
}

fn steps<'a>(directory: &Directory<'a>, file: &'a CaseFile) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::new();
    for (meeting, item) in &file.items {
        let Some(meeting) = directory.site.meetings.get(*meeting) else { continue };
        if let Some(item) = meeting.record.items.get(*item) {
            steps.push(item_step(directory, meeting, item));
        }
    }
    for (meeting, document) in &file.documents {
        let Some(meeting) = directory.site.meetings.get(*meeting) else { continue };
        let document = meeting.record.documents.get(*document);
        if let Some((document, decision)) =
            document.and_then(|d| d.decision.as_ref().map(|decision| (d, decision)))
        {
            steps.push(delegation_step(directory, meeting, document, decision));
        }
    }
    // Stable: on one day the order of the site stays.
    steps.sort_by_key(|step| step.date);
    for (at, step) in steps.iter_mut().enumerate() {
        step.anchor = format!("steg-{}", at + 1);
    }
    steps
}

fn item_step<'a>(directory: &Directory<'a>, meeting: &'a Meeting, item: &'a Item) -> Step<'a> {
    let standing = standing(item);
    let documents = meeting.record.documents.iter().filter(|d| d.item.as_deref() == Some(&item.id));
    let minutes = minutes_of(meeting, item);
    Step {
        state: standing.state,
        title: heading(item),
        url: &item.url,
        number: item.number.as_deref(),
        paragraph: item.paragraph.as_deref(),
        outcomes: standing.outcomes,
        sides: Sides::of(item),
        minutes: minutes.as_ref().and_then(|view| view.source.state),
        sha256: match (&item.decision, minutes) {
            (Some(_), minutes) => minutes.map(|view| view.source.sha256.as_str()),
            (None, _) => call_of(meeting).map(|source| source.sha256.as_str()),
        },
        reason: item.reason.as_deref(),
        documents: documents.collect(),
        ..empty_step(directory, meeting, item.decision.as_ref())
    }
}

fn delegation_step<'a>(
    directory: &Directory<'a>,
    meeting: &'a Meeting,
    document: &'a Document,
    decision: &'a Decision,
) -> Step<'a> {
    Step {
        state: "delegation",
        date: document.date.or(meeting.record.date),
        title: document.title.clone(),
        url: &document.url,
        outcomes: decision.outcomes.clone(),
        sides: Sides { proposal: None, decision: Some(clauses::decided(decision)), comparison: None },
        ..empty_step(directory, meeting, Some(decision))
    }
}

fn empty_step<'a>(
    directory: &Directory<'a>,
    meeting: &'a Meeting,
    decision: Option<&'a Decision>,
) -> Step<'a> {
    let body = directory.body(meeting);
    Step {
        state: "none",
        anchor: String::new(),
        date: meeting.record.date,
        organ: body.map_or("", |body| &body.name),
        organ_url: body.map_or("/", |body| &body.url),
        meeting_url: &meeting.record.url,
        title: String::new(),
        url: "",
        number: None,
        paragraph: None,
        outcomes: Vec::new(),
        sides: Sides { proposal: None, decision: None, comparison: None },
        votes: decision.map_or(&[], |decision| &decision.votes),
        reservations: decision.map_or(&[], |decision| &decision.reservations),
        recused: decision.map_or(&[], |decision| &decision.recused),
        immediate: decision.is_some_and(|decision| decision.immediate),
        minutes: None,
        sha256: None,
        reason: None,
        documents: Vec::new(),
    }
}
