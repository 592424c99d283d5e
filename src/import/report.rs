//! What came of an import, for a person at a terminal.

use std::fmt::Write as _;

use crate::model::record::{Finding, FindingSeverity, Item, ItemKind, Meeting, SourceKind};

use super::read::OUTER_LINK;
use super::{Change, Import, Imported, What, merge};

/// The whole report. Ends in a line break; empty where nothing was met.
pub(super) fn text(outcome: &Import) -> String {
    let mut out = String::new();
    for (at, imported) in outcome.meetings.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        meeting(&mut out, imported, outcome.rehearsal);
    }
    if !outcome.known.is_empty() {
        let _ = writeln!(out, "imported before, unchanged:");
        outcome.known.iter().for_each(|file| line(&mut out, file));
    }
    out
}

fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "  {text}");
}

/// A heading and its lines; nothing where there are no lines.
fn block(out: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{heading}");
    lines.iter().for_each(|text| line(out, text));
}

fn meeting(out: &mut String, imported: &Imported, rehearsal: bool) {
    let record = &imported.meeting;
    let name = record.organ.name.as_deref().unwrap_or("unknown body");
    let day = record.date.map_or_else(|| "unknown day".to_owned(), |day| day.to_string());
    let _ = writeln!(out, "{name}, {day} -> content/{}/", imported.folder);
    for source in record.sources.iter().filter(|source| imported.files.contains(&source.file)) {
        let pages = source.pages.map_or_else(String::new, |pages| format!(", pages: {pages}"));
        line(out, &format!("{} ({}{pages})", source.file, source.kind));
    }
    block(out, "found", &found(imported));
    block(out, "not found", &not_found(record));
    block(out, "links", &links(&imported.links));
    let doubts: Vec<String> = imported.findings.iter().map(|(file, finding)| placed(file, finding)).collect();
    block(out, "look at", &doubts);
    let law: Vec<(&str, String)> =
        imported.law.iter().map(|finding| (finding.code.as_str(), unplaced(finding))).collect();
    let law = first_few(&law);
    block(out, "Kommunallagen wants in minutes, and these do not say", &law);
    changes(out, &imported.changes, rehearsal);
}

fn found(imported: &Imported) -> Vec<String> {
    let (meeting, numbers) = (&imported.meeting, &imported.numbers);
    let items = &meeting.items;
    let proposed = items.iter().filter(|item| item.proposal.is_some()).count();
    let decided = items.iter().filter(|item| item.decision.is_some()).count();
    let votes: usize = items.iter().filter_map(|item| item.decision.as_ref()).map(|d| d.votes.len()).sum();
    let copies = meeting.documents.iter().filter(|document| document.duplicate_of.is_some()).count();
    let mut lines = vec![
        format!("items: {} ({proposed} with a proposal, {decided} with a decision)", items.len()),
        format!("diarienummer: {} own, {} of others", numbers.own.len(), numbers.external.len()),
    ];
    let mut counted = |number: usize, what: &str| {
        if number > 0 {
            lines.push(format!("{what}: {number}"));
        }
    };
    counted(votes, "votes");
    counted(meeting.people.len(), "people");
    counted(meeting.documents.len(), "documents");
    counted(copies, "documents that are copies of another");
    lines
}

/// What a meeting of this kind usually has and this one does not.
fn not_found(meeting: &Meeting) -> Vec<String> {
    let mut lines = Vec::new();
    let mut lacks = |lacking: bool, what: &str| {
        if lacking {
            lines.push(what.to_owned());
        }
    };
    lacks(meeting.start.is_none(), "when it starts");
    lacks(meeting.place.is_none(), "where it is");
    lacks(meeting.people.is_empty(), "who was called or present");
    lacks(meeting.items.is_empty(), "any item");
    let called = meeting
        .sources
        .iter()
        .any(|source| matches!(source.kind, SourceKind::Kallelse | SourceKind::Foredragningslista));
    for item in meeting.items.iter().filter(|item| item.kind == ItemKind::Beslut) {
        let what = |lack: &str| format!("{}: {lack}{}", merge::label(item), place(item));
        if item.diarienummer.is_empty() {
            lines.push(what("no diarienummer"));
        }
        let silent = item.proposal.is_none() && item.decision.is_none() && item.reason.is_none();
        if silent {
            lines.push(what(if called { "no proposal" } else { "no decision" }));
        }
    }
    lines
}

/// Where links lead: out of the file one by one, within it together.
fn links(links: &[(String, Finding)]) -> Vec<String> {
    const FEW: usize = 10;
    let (outer, inner): (Vec<_>, Vec<_>) = links.iter().partition(|(_, link)| link.code == OUTER_LINK);
    let mut lines: Vec<String> =
        outer.iter().take(FEW).map(|(file, link)| format!("{file}: {}", unplaced(link))).collect();
    if outer.len() > FEW {
        lines.push(format!("… and {} more (`--json` has them all)", outer.len() - FEW));
    }
    match inner.len() {
        0 => {}
        1 => lines.push("one link leads to another page of its file".to_owned()),
        count => lines.push(format!("{count} links lead to other pages of their file")),
    }
    lines
}

/// Of each kind the first few in full, and how many more there are: a council's minutes may lack the same forty times.
fn first_few(findings: &[(&str, String)]) -> Vec<String> {
    const FEW: usize = 4;
    let mut lines = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    for (kind, _) in findings {
        if kinds.contains(kind) {
            continue;
        }
        kinds.push(kind);
        let same: Vec<&String> =
            findings.iter().filter(|(other, _)| other == kind).map(|(_, text)| text).collect();
        lines.extend(same.iter().take(FEW).map(|text| (*text).clone()));
        if same.len() > FEW {
            lines.push(format!("… and the same of {} more", same.len() - FEW));
        }
    }
    lines
}

fn place(item: &Item) -> String {
    match (item.pages, item.lines) {
        (Some((page, _)), _) => format!(" (page {page})"),
        (None, Some((line, _))) => format!(" (line {line})"),
        (None, None) => String::new(),
    }
}

/// A finding as compilers print them: file, line, severity, code.
fn placed(file: &str, finding: &Finding) -> String {
    let line = finding.line.map_or_else(String::new, |line| format!(":{line}"));
    let page = finding.page.map_or_else(String::new, |page| format!(" (page {page})"));
    format!("{file}{line}{page}: {}[{}]: {}", severity(finding), finding.code, finding.message)
}

fn unplaced(finding: &Finding) -> String {
    match (finding.page, finding.line) {
        (Some(page), _) => format!("{} (page {page})", finding.message),
        (None, Some(line)) => format!("{} (line {line})", finding.message),
        (None, None) => finding.message.clone(),
    }
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        FindingSeverity::Error => "error",
        FindingSeverity::Warning => "warning",
        FindingSeverity::Note => "note",
    }
}

fn changes(out: &mut String, changes: &[Change], rehearsal: bool) {
    let of = |what: fn(&What) -> bool| changes.iter().filter(|change| what(&change.what)).count();
    let added = of(|what| *what == What::Added);
    let changed = of(|what| *what == What::Changed);
    let same = of(|what| *what == What::Unchanged);
    let verb = if rehearsal { "files: would add" } else { "files: added" };
    let _ = writeln!(out, "\n{verb} {added}, change {changed}, leave {same} as they are");
    for change in changes {
        match &change.what {
            What::Kept { difference } => {
                let beside = change.path.trim_end_matches(".md");
                let _ = writeln!(
                    out,
                    "\n{} was edited by hand and was left; `{beside}.incoming.md` lies beside it:",
                    change.path
                );
                difference.lines().for_each(|text| line(out, text));
            }
            What::Removed => {
                let _ = writeln!(out, "{} was removed by hand and was not written again", change.path);
            }
            What::Added | What::Changed | What::Unchanged => {}
        }
    }
}
