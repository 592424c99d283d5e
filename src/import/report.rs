//! What came of an import, for a person at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::base::diag::Severity;
use crate::base::text::shortened;
use crate::model::record::{Document, DocumentKind, Finding, FindingSeverity, Item};

use super::missing;
use super::read::OUTER_LINK;
use super::{Change, Import, Imported, Lack, What};

/// Lists are set for a terminal of this many characters.
const LIST: usize = 80;

/// Of more meetings than these, only what needs a person is listed, and how much there is of the rest.
const FEW_MEETINGS: usize = 3;

/// The whole report. Ends in a line break; empty where nothing was met.
pub(super) fn text(outcome: &Import, width: Option<usize>) -> String {
    let mut out = String::new();
    let listed = outcome.meetings.len() <= FEW_MEETINGS;
    for (at, imported) in outcome.meetings.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        meeting(&mut out, imported, listed, outcome.rehearsal);
    }
    if outcome.meetings.len() > 1 {
        all(&mut out, outcome);
    }
    if !outcome.known.is_empty() {
        let _ = writeln!(out, "imported before, unchanged:");
        outcome.known.iter().for_each(|file| line(&mut out, file));
    }
    match width {
        Some(width) => wrapped(&out, width),
        None => out,
    }
}

/// What all meetings come to.
fn all(out: &mut String, outcome: &Import) {
    let sum = |count: fn(&Imported) -> usize| outcome.meetings.iter().map(count).sum::<usize>();
    let _ = writeln!(
        out,
        "\nin all: {} meetings with {} items, {} things to look at; files that did not come through: {}",
        outcome.meetings.len(),
        sum(|imported| imported.meeting.items.len()),
        sum(|imported| imported.findings.len()),
        outcome.errors.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    );
}

/// The lines broken at blanks, what is broken off set in below what it belongs to.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let mut column = 0;
        for (at, word) in units(line).iter().enumerate() {
            let length = word.chars().count();
            if column > indent && column + 1 + length > width {
                let _ = write!(out, "\n{}", " ".repeat(indent + 4));
                column = indent + 4;
            } else if at > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out.push('\n');
    }
    out
}

/// The words of a line; a number stays with what it counts.
fn units(line: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for word in line.split(' ') {
        let counts = |before: &String| {
            matches!(before.as_str(), "(page" | "(pages" | "(line" | "(lines" | "§" | "item")
        };
        match units.last_mut().filter(|before| counts(before)) {
            Some(before) => {
                before.push(' ');
                before.push_str(word);
            }
            None => units.push(word.to_owned()),
        }
    }
    units
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

fn meeting(out: &mut String, imported: &Imported, listed: bool, rehearsal: bool) {
    let record = &imported.meeting;
    let name = record.organ.name.as_deref().unwrap_or("unknown body");
    let day = record.date.map_or_else(|| "unknown day".to_owned(), |day| day.to_string());
    let _ = writeln!(out, "{name}, {day} -> content/{}/", imported.folder);
    for source in record.sources.iter().filter(|source| imported.files.contains(&source.file)) {
        let pages = source.pages.map_or_else(String::new, |pages| format!(", pages: {pages}"));
        line(out, &format!("{} ({}{pages})", source.file, source.kind));
    }
    if listed {
        block(out, "items", &record.items.iter().map(|one| item(imported, one)).collect::<Vec<_>>());
        block(out, "papers", &papers(imported));
    }
    block(out, "found", &found(imported));
    block(out, "not found", &not_found(imported));
    block(out, "links", &links(&imported.links));
    block(out, "look at", &doubts(&imported.findings));
    block(out, "Kommunallagen wants in minutes, and these do not say", &lacks(&imported.law));
    changes(out, &imported.changes, rehearsal);
}

/// One line of a list: a short name, a title, a place.
fn entry(name: &str, title: &str, place: &str) -> String {
    const NAME: usize = 6;
    let room = LIST.saturating_sub(2 + NAME + 1 + place.chars().count());
    format!("{name:<NAME$} {}{place}", shortened(title, room))
}

fn item(imported: &Imported, item: &Item) -> String {
    let title = if item.title.is_empty() { "(no title)" } else { &item.title };
    entry(&name(item), title, &place(imported, item))
}

/// The number that an item goes by.
fn name(item: &Item) -> String {
    match (&item.paragraph, &item.number) {
        (Some(paragraph), _) => format!("§ {paragraph}"),
        (None, Some(number)) => number.clone(),
        (None, None) => "-".to_owned(),
    }
}

/// The papers of the files of this run, with the items that they belong to.
fn papers(imported: &Imported) -> Vec<String> {
    let meeting = &imported.meeting;
    let own = |document: &&Document| {
        document.kind != DocumentKind::Skiljeblad
            && document.source.as_ref().is_some_and(|source| imported.files.contains(source))
    };
    let papers: Vec<&Document> = meeting.documents.iter().filter(own).collect();
    // A notice or minutes and nothing else: that was said.
    if papers.len() < 2 {
        return Vec::new();
    }
    let line = |document: &&Document| {
        let item = document.item.as_ref().and_then(|id| meeting.items.iter().find(|item| item.id == *id));
        let copy = if document.duplicate_of.is_some() { ", copy" } else { "" };
        let place = match (document.pages, document.lines) {
            (Some((first, last)), _) if first == last => format!(" (page {first}{copy})"),
            (Some((first, last)), _) => format!(" (pages {first}–{last}{copy})"),
            (None, Some((first, last))) => format!(" (lines {first}–{last}{copy})"),
            (None, None) => String::new(),
        };
        entry(&item.map_or_else(|| "-".to_owned(), name), &document.title, &place)
    };
    papers.iter().map(line).collect()
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
fn not_found(imported: &Imported) -> Vec<String> {
    let meeting = &imported.meeting;
    let mut lines: Vec<String> = missing::whole(meeting).into_iter().map(str::to_owned).collect();
    for (lack, items) in missing::of_items(meeting) {
        let places: Vec<String> =
            items.iter().map(|item| format!("{}{}", missing::called(item), place(imported, item))).collect();
        if !places.is_empty() {
            lines.push(format!("{lack}: {}", places.join(", ")));
        }
    }
    lines.extend(missing::papers(meeting).into_iter().map(|(item, titles)| {
        let titles: Vec<String> = titles.iter().map(|title| format!("`{}`", shortened(title, 60))).collect();
        format!("papers that {} lists: {}", missing::called(item), titles.join(", "))
    }));
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

/// What a person should look at, the worst first; what is the same but for its numbers once or twice in full, then its
/// places.
fn doubts(findings: &[(String, Finding)]) -> Vec<String> {
    const FEW: usize = 2;
    let mut sorted: Vec<&(String, Finding)> = findings.iter().collect();
    sorted.sort_by_key(|(_, finding)| match finding.severity {
        FindingSeverity::Error => 0,
        FindingSeverity::Warning => 1,
        FindingSeverity::Note => 2,
    });
    let mut lines = Vec::new();
    let kind = |(file, finding): &(String, Finding)| -> (String, String, String) {
        let message = finding.message.chars().filter(|c| !c.is_ascii_digit()).collect();
        (file.clone(), finding.code.clone(), message)
    };
    let mut kinds: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for doubt in &sorted {
        kinds.entry(kind(doubt)).or_default().push(&doubt.1);
    }
    for doubt in &sorted {
        // Taken with the first of its kind.
        let Some(same) = kinds.remove(&kind(doubt)) else { continue };
        let file = &doubt.0;
        let whole = if same.len() > FEW { FEW - 1 } else { same.len() };
        lines.extend(same[..whole].iter().map(|finding| placed(file, finding)));
        if let [first, ..] = &same[whole..] {
            let left = &same[whole..];
            let places = places(left);
            let code = &first.code;
            lines.push(format!(
                "{file}: {}[{code}]: the same {} times more{places}",
                severity(first),
                left.len()
            ));
        }
    }
    lines
}

/// Where findings are: their pages, else their lines, what follows on each other as one.
fn places(findings: &[&Finding]) -> String {
    let list = |what: &str, numbers: Vec<u32>| {
        if numbers.is_empty() {
            return None;
        }
        let runs = numbers.chunk_by(|a, b| b.checked_sub(*a).is_some_and(|step| step <= 1));
        let run = |run: &[u32]| match (run.first(), run.last()) {
            (Some(first), Some(last)) if first < last => format!("{first}–{last}"),
            (first, _) => first.map_or_else(String::new, u32::to_string),
        };
        Some(format!(", {what} {}", runs.map(run).collect::<Vec<_>>().join(", ")))
    };
    let pages = findings.iter().filter_map(|finding| finding.page).collect();
    let lines = || findings.iter().filter_map(|finding| finding.line).collect();
    list("on pages", pages).or_else(|| list("from lines", lines())).unwrap_or_default()
}

/// What minutes lack, each lack with the paragraphs that have it.
fn lacks(law: &[Lack]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut said: Vec<&String> = Vec::new();
    for lack in law {
        if said.contains(&&lack.what) {
            continue;
        }
        said.push(&lack.what);
        let place = |lack: &Lack| {
            let finding = &lack.finding;
            let place = match (finding.page, finding.line) {
                (Some(page), _) => format!(" (page {page})"),
                (None, Some(line)) => format!(" (line {line})"),
                (None, None) => String::new(),
            };
            Some(format!("§ {}{place}", lack.paragraph.as_ref()?))
        };
        let places: Vec<String> =
            law.iter().filter(|other| other.what == lack.what).filter_map(place).collect();
        let places = if places.is_empty() { String::new() } else { format!(": {}", places.join(", ")) };
        lines.push(format!("{}{places}", lack.what));
    }
    lines
}

/// Where an item stands in the files of the run; with the file's name where there are several.
fn place(imported: &Imported, item: &Item) -> String {
    let Some(place) = imported.places.get(&item.id) else { return String::new() };
    let file = if imported.files.len() > 1 { format!("{}, ", place.file) } else { String::new() };
    match (place.page, place.line) {
        (Some(page), _) => format!(" ({file}page {page})"),
        (None, Some(line)) => format!(" ({file}line {line})"),
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
            What::Kept { beside, difference } => {
                let _ = writeln!(
                    out,
                    "\n{} was edited by hand and was left; `{beside}` lies beside it:",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_hang() {
        let text = "look at\n  a.pdf (page 3): warning[page-scan]: page 3 is a picture\n\nåäö\n";
        let expected =
            "look at\n  a.pdf (page 3):\n      warning[page-scan]:\n      page 3 is a picture\n\nåäö\n";
        assert_eq!(wrapped(text, 26), expected);
        assert_eq!(wrapped(text, 80), text);
    }

    #[test]
    fn the_worst_comes_first_and_what_repeats_once() {
        let finding = |code: &str, severity, page| {
            let (message, line) = (format!("page {page} is a {code}"), None);
            ("a.pdf".to_owned(), Finding { code: code.into(), severity, message, page: Some(page), line })
        };
        let mut findings: Vec<_> =
            [3, 4, 5, 8, 9, 10, 12].map(|page| finding("page-scan", FindingSeverity::Warning, page)).into();
        findings.push(finding("text-covered", FindingSeverity::Error, 7));
        let expected = [
            "a.pdf (page 7): error[text-covered]: page 7 is a text-covered",
            "a.pdf (page 3): warning[page-scan]: page 3 is a page-scan",
            "a.pdf: warning[page-scan]: the same 6 times more, on pages 4–5, 8–10, 12",
        ];
        assert_eq!(doubts(&findings), expected);
    }
}
