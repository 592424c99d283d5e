//! What one expects of a meeting and was not found in its files, for the report and as findings of the record.
//!
//! Comes in: a meeting. Goes out: what it lacks, in the order of the report. A lack is a note and no verdict: an agenda need
//! not print proposals, nor carry its papers.

use crate::base::text::shortened;
use crate::model::record::{Finding, FindingSeverity, Item, ItemKind, Meeting, SourceKind};

/// What the meeting as a whole lacks.
pub(super) fn whole(meeting: &Meeting) -> Vec<&'static str> {
    let lacks = [
        (meeting.start.is_none(), "when it starts"),
        (meeting.place.is_none(), "where it is"),
        (meeting.people.is_empty(), "who was called or present"),
        (meeting.items.is_empty(), "any item"),
    ];
    lacks.into_iter().filter(|(lacking, _)| *lacking).map(|(_, what)| what).collect()
}

/// The items that something is decided in.
fn matters(meeting: &Meeting) -> impl Iterator<Item = &Item> {
    meeting.items.iter().filter(|item| item.kind == ItemKind::Beslut)
}

/// What items lack, each lack with the items that have it.
pub(super) fn of_items(meeting: &Meeting) -> Vec<(&'static str, Vec<&Item>)> {
    let called = meeting
        .sources
        .iter()
        .any(|source| matches!(source.kind, SourceKind::Kallelse | SourceKind::Foredragningslista));
    let silent = |item: &&Item| item.proposal.is_none() && item.decision.is_none() && item.reason.is_none();
    let unnumbered = matters(meeting).filter(|item| item.diarienummer.is_empty()).collect();
    let open = matters(meeting).filter(silent).collect();
    vec![("no diarienummer", unnumbered), (if called { "no proposal" } else { "no decision" }, open)]
}

/// The items that list papers which are none of the packet's, with their titles. Of an agenda without papers nothing is
/// missed.
pub(super) fn papers(meeting: &Meeting) -> Vec<(&Item, Vec<&str>)> {
    let listed = || meeting.items.iter().flat_map(|item| &item.attachments);
    if listed().all(|attachment| attachment.document.is_none()) {
        return Vec::new();
    }
    fn missing(item: &Item) -> Vec<&str> {
        let open = item.attachments.iter().filter(|attachment| attachment.document.is_none());
        open.map(|attachment| attachment.title.as_str()).collect()
    }
    meeting.items.iter().map(|item| (item, missing(item))).filter(|(_, titles)| !titles.is_empty()).collect()
}

/// What an item is called in a line: its paragraph, its number, or its title.
pub(super) fn called(item: &Item) -> String {
    match (&item.paragraph, &item.number) {
        (Some(paragraph), _) => format!("§ {paragraph}"),
        (None, Some(number)) => format!("item {number}"),
        (None, None) => format!("`{}`", shortened(&item.title, 40)),
    }
}

/// The same as findings, each with the place of its item.
pub(super) fn findings(meeting: &Meeting) -> Vec<Finding> {
    let finding = |message: String, item: Option<&Item>| Finding {
        code: "not-found".to_owned(),
        severity: FindingSeverity::Note,
        message,
        page: item.and_then(|item| item.pages).map(|(page, _)| page),
        line: item.and_then(|item| item.lines).map(|(line, _)| line),
    };
    let whole = whole(meeting).into_iter().map(|what| finding(format!("not found: {what}"), None));
    let items = of_items(meeting).into_iter().flat_map(|(lack, items)| {
        items.into_iter().map(move |item| finding(format!("{}: {lack}", called(item)), Some(item)))
    });
    let papers = papers(meeting).into_iter().flat_map(|(item, titles)| {
        titles.into_iter().map(move |title| {
            finding(format!("{} lists `{title}`, which is no paper of the files", called(item)), Some(item))
        })
    });
    whole.chain(items).chain(papers).collect()
}
