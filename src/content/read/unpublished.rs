//! Takes away what is not published, or no longer, so that no later room can let it out.

use crate::content::{Gone, MeetingContent};
use crate::model::record::{Decision, Document, ItemKind, Meeting, Outcome, Published};

use super::document::ReadDocument;
use super::item::ReadItem;

/// Leaves of a meeting that was taken down: body, day, files by name, and notices, which the law keeps.
pub(super) fn of_meeting(content: &mut MeetingContent) {
    let record = &mut content.record;
    record.place = None;
    record.chair = None;
    record.secretary = None;
    record.adjusters.clear();
    record.people.clear();
    record.findings.clear();
    content.text.clear();
}

/// A secret item is a hole: what it is about may be told, nothing of what it holds. One that was taken down, by
/// itself or with its meeting, says that it was.
pub(super) fn of_item(meeting: &Meeting, read: &mut ReadItem) {
    if meeting.withdrawn.is_some() || read.item.withdrawn.is_some() {
        read.withdraw(meeting.withdrawn, meeting.reason.as_deref());
        return;
    }
    let item = &mut read.item;
    if item.kind != ItemKind::Sekretess {
        return;
    }
    item.summary = None;
    item.sent_to.clear();
    item.proposal = None;
    item.decision = item.decision.take().map(told);
    item.sections.clear();
    item.points.clear();
    read.text.clear();
}

/// A document that is not published in full keeps what names it. That it is a decision is told, not which. One of an
/// item or a meeting that was taken down went with it.
pub(super) fn of_document(meeting: &Meeting, read: &mut ReadDocument) {
    let item = meeting.items.iter().find(|item| read.document.item.as_ref() == Some(&item.id));
    if let Some(item) = item.filter(|item| item.withdrawn.is_some()) {
        read.withdraw(item.withdrawn, item.reason.as_deref().unwrap_or_default());
    } else if meeting.withdrawn.is_some() {
        read.withdraw(meeting.withdrawn, meeting.reason.as_deref().unwrap_or_default());
    }
    decision_of(&mut read.document);
}

fn decision_of(document: &mut Document) {
    if !matches!(document.published, Published::Text | Published::File) {
        document.decision = document.decision.take().map(told);
    }
}

fn told(decision: Decision) -> Decision {
    Decision { organ: decision.organ, outcomes: vec![Outcome::EjPublicerat], ..Decision::default() }
}

/// Files that hold what was taken down are kept back, unless a file was masked itself. An item does not say which
/// file it stands in: any of them may hold it.
pub(super) fn of_files(content: &mut MeetingContent) {
    let record = &content.record;
    let withdrawn = |reason: Option<&String>, day| Gone { day, reason: reason.cloned().unwrap_or_default() };
    let documents = record.documents.iter().filter(|document| document.published == Published::Withdrawn);
    let mut gone: Vec<(Option<String>, Gone)> = documents
        .filter_map(|document| {
            let source = document.source.clone()?;
            Some((Some(source), withdrawn(document.reason.as_ref(), document.withdrawn)))
        })
        .collect();
    let items = record.items.iter().filter(|item| item.withdrawn.is_some());
    gone.extend(items.map(|item| (None, withdrawn(item.reason.as_ref(), item.withdrawn))));
    if record.withdrawn.is_some() {
        gone.push((None, withdrawn(record.reason.as_ref(), record.withdrawn)));
    }
    for (source, gone) in gone {
        withhold(content, &gone, |file| source.as_deref().is_none_or(|source| source == file));
    }
}

fn withhold(content: &mut MeetingContent, gone: &Gone, holds: impl Fn(&str) -> bool) {
    let files: Vec<(String, String)> = content
        .files
        .iter()
        .filter(|(file, _)| holds(file) && !content.masked.contains(*file))
        .map(|(file, url)| (file.clone(), url.clone()))
        .collect();
    for (file, url) in files {
        content.files.remove(&file);
        content.copies.retain(|copy| copy.to != url.trim_start_matches('/'));
        content.gone.insert(url, gone.clone());
    }
}
