//! The page of one item of a meeting.

use serde::Serialize;

use crate::base::text::shortened;
use crate::ledger::History;
use crate::model::date::Date;
use crate::model::record::{Attachment, Document, Earlier, Item, Source, SourceState};
use crate::page::cite::Citation;
use crate::page::clauses::Sides;
use crate::page::directory::{Directory, NumberLink};
use crate::page::frame::{Crumb, Frame};
use crate::page::meeting::{Head, SourceView, Standing, head, heading, minutes_of, standing};
use crate::site::Meeting;

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct ItemView<'a> {
    /// What every page has.
    pub page: Frame,
    /// The record.
    pub item: &'a Item,
    /// Its title, or a word for one that is secret.
    pub heading: String,
    /// The meeting.
    pub meeting: Head<'a>,
    /// How far it has come at this meeting.
    pub standing: Standing,
    /// Its numbers.
    pub numbers: Vec<NumberLink<'a>>,
    /// The case as described, Markdown.
    pub text: &'a str,
    /// Proposal and decision.
    pub sides: Sides<'a>,
    /// The minutes that hold its paragraph.
    pub minutes: Option<SourceView<'a>>,
    /// How far those minutes have been adjusted.
    pub state: Option<SourceState>,
    /// Attachments as listed, with what is here of them.
    pub attachments: Vec<AttachmentView<'a>>,
    /// Documents of the item that its list does not name.
    pub documents: Vec<&'a Document>,
    /// Earlier treatments that the item names.
    pub earlier: Vec<EarlierView<'a>>,
    /// The same cases at other meetings.
    pub elsewhere: Vec<Elsewhere<'a>>,
    /// The item before it on the agenda.
    pub previous: Option<Neighbour>,
    /// The item after it.
    pub next: Option<Neighbour>,
    /// How to cite it: the decision where there is one.
    pub citation: Citation,
    /// How to cite its proposal.
    pub proposal_citation: Citation,
    /// What became of it since it was first published.
    pub history: History,
}

/// An attachment as listed.
#[derive(Debug, Serialize)]
pub struct AttachmentView<'a> {
    /// Title as listed.
    pub title: &'a str,
    /// The document; `None` where it is listed and not here.
    pub document: Option<&'a Document>,
}

/// An earlier treatment.
#[derive(Debug, Serialize)]
pub struct EarlierView<'a> {
    /// As named.
    pub earlier: &'a Earlier,
    /// Address of that item, where it is here.
    pub url: Option<&'a str>,
}

/// The case at another meeting.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Elsewhere<'a> {
    /// Name of the body.
    pub organ: &'a str,
    /// Day.
    pub date: Option<Date>,
    /// Paragraph there.
    pub paragraph: Option<&'a str>,
    /// How far it came there.
    pub standing: Standing,
    /// Title there.
    pub title: &'a str,
    /// Address.
    pub url: &'a str,
}

/// The item before or after.
#[derive(Debug, Serialize)]
pub struct Neighbour {
    /// Its heading.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// The page of an item of a meeting.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>, meeting: &'a Meeting, item: &'a Item) -> ItemView<'a> {
    let record = &meeting.record;
    let head = head(directory, meeting);
    let heading = heading(item);
    let place = record.items.iter().position(|other| other.id == item.id).unwrap_or_default();
    let neighbour = |at: Option<usize>| {
        let item = record.items.get(at?)?;
        Some(Neighbour { title: self::heading(item), url: item.url.clone() })
    };
    let minutes = minutes_of(meeting, item);
    let crumbs = directory.body(meeting).map(|body| Crumb::to_meeting(body, meeting)).unwrap_or_default();
    let mut page =
        Frame::new("item", &item.url, tab_title(&heading, item, &head)).under(crumbs).with_record();
    if let Some(summary) = &item.summary {
        page = page.described(summary.as_str());
    }
    ItemView {
        page,
        numbers: directory.numbers(meeting, &item.diarienummer),
        standing: standing(item),
        text: meeting.item_texts.get(&item.id).map_or("", String::as_str),
        sides: Sides::of(item),
        state: minutes.as_ref().and_then(|source| source.source.state),
        attachments: item.attachments.iter().map(|listed| attachment(meeting, listed)).collect(),
        documents: unlisted(meeting, item),
        earlier: item
            .earlier
            .iter()
            .map(|earlier| EarlierView { earlier, url: directory.site.earlier_url(earlier) })
            .collect(),
        elsewhere: elsewhere(directory, meeting, item),
        previous: neighbour(place.checked_sub(1)),
        next: neighbour(place.checked_add(1)),
        citation: if item.decision.is_some() {
            citation(directory, &head, item)
                .proved_by(minutes.as_ref().map(|source| source.source.sha256.as_str()))
                .on_pages(item.pages.filter(|_| counted_in_minutes(meeting)))
        } else {
            proposal_citation(directory, meeting, item)
        },
        proposal_citation: proposal_citation(directory, meeting, item),
        minutes,
        history: History::default(),
        meeting: head,
        heading,
        item,
    }
}

/// "§ 88 Title – Body 2025-10-07"; a secret item has its number alone.
fn tab_title(heading: &str, item: &Item, head: &Head<'_>) -> String {
    let number = match (&item.paragraph, &item.number) {
        (Some(paragraph), _) => format!("§ {paragraph}"),
        (None, Some(number)) if heading.is_empty() => number.clone(),
        _ => String::new(),
    };
    let day = head.date.map(|date| date.to_string()).unwrap_or_default();
    let join =
        |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    format!("{} – {}", join([&number, &shortened(heading, 80)]), join([head.organ, &day]))
}

fn citation(directory: &Directory<'_>, head: &Head<'_>, item: &Item) -> Citation {
    let day = head.date.map(|date| date.to_string()).unwrap_or_default();
    let paragraph = item.paragraph.as_deref().map(|number| format!("§ {number}")).unwrap_or_default();
    let numbers = item.diarienummer.join(", ");
    let numbers = if numbers.is_empty() { numbers } else { format!("dnr {numbers}") };
    let place =
        [head.organ, &day, &paragraph].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
    Citation::new(&directory.site.config, [place.join(" ").as_str(), &numbers], &item.url)
}

/// The citation of what was proposed, proved by the one paper that called to the meeting.
fn proposal_citation(directory: &Directory<'_>, meeting: &Meeting, item: &Item) -> Citation {
    let call = call_of(meeting);
    // Pages are those of the call where the call has the item: it is numbered there, or there is nothing else.
    let counted = call.is_some() && (item.number.is_some() || !meeting.has_minutes());
    citation(directory, &head(directory, meeting), item)
        .proved_by(call.map(|source| source.sha256.as_str()))
        .on_pages(item.pages.filter(|_| counted))
}

/// Whether the pages of the meeting's items are those of its minutes: of the only source that there is.
fn counted_in_minutes(meeting: &Meeting) -> bool {
    matches!(meeting.record.sources.as_slice(), [only] if only.kind.decides())
}

/// The paper that called to the meeting, where there is one and no more.
#[must_use]
pub fn call_of(meeting: &Meeting) -> Option<&Source> {
    let mut calls = meeting.record.sources.iter().filter(|source| !source.kind.decides());
    calls.next().filter(|_| calls.next().is_none())
}

fn attachment<'a>(meeting: &'a Meeting, listed: &'a Attachment) -> AttachmentView<'a> {
    let document =
        listed.document.as_deref().and_then(|id| meeting.record.documents.iter().find(|doc| doc.id == id));
    AttachmentView { title: &listed.title, document }
}

fn unlisted<'a>(meeting: &'a Meeting, item: &'a Item) -> Vec<&'a Document> {
    meeting
        .record
        .documents
        .iter()
        .filter(|document| document.item.as_deref() == Some(&item.id))
        .filter(|document| {
            !item.attachments.iter().any(|listed| listed.document.as_deref() == Some(&document.id))
        })
        .collect()
}

fn elsewhere<'a>(directory: &Directory<'a>, meeting: &Meeting, item: &Item) -> Vec<Elsewhere<'a>> {
    let mut out: Vec<Elsewhere<'a>> = Vec::new();
    let body = meeting.record.organ.slug.as_deref();
    for case in item.diarienummer.iter().filter_map(|number| directory.case(number, body)) {
        // A collecting number joins matters that have nothing to do with one another.
        if case.record.collecting {
            continue;
        }
        for (meeting, other) in case.items.iter().filter_map(|(meeting, item)| {
            let meeting = directory.site.meetings.get(*meeting)?;
            Some((meeting, meeting.record.items.get(*item)?))
        }) {
            if other.url == item.url || out.iter().any(|known| known.url == other.url) {
                continue;
            }
            out.push(Elsewhere {
                organ: directory.body(meeting).map_or("", |body| body.name.as_str()),
                date: meeting.record.date,
                paragraph: other.paragraph.as_deref(),
                standing: standing(other),
                title: &other.title,
                url: &other.url,
            });
        }
    }
    out
}
