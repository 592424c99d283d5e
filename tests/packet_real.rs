//! The real packet of `../shared/packets`: what recognition must find in it, bar by bar.
//!
//! The packet is not part of the repository. Where it is missing the tests say so and pass, except on a build server
//! (`CI` set), where a skip is a failure.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and its figures are shown"
)]

use std::path::{Path, PathBuf};

use diariet::base::store;
use diariet::model::record::{Document, Item};
use diariet::packet::read_text;
use diariet::split::{Draft, split};
use serde_json::Value;

const NAME: &str = "regional-tillvaxtnamnd-2020-02-14";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/packets")
}

/// The draft and what is expected of it, or `None` where the packet is missing.
fn packet() -> Option<(Draft, Value)> {
    let text = store::read(&folder().join(format!("{NAME}.txt")), 1 << 24);
    let expected = store::read(&folder().join(format!("{NAME}.agenda.json")), 1 << 24);
    let (Ok(text), Ok(expected)) = (text, expected) else {
        assert!(std::env::var_os("CI").is_none(), "the real packet is missing on a build server");
        println!("SKIPPED: {} is not there", folder().display());
        return None;
    };
    Some((split(&read_text(&format!("{NAME}.txt"), &text)), serde_json::from_slice(&expected).unwrap()))
}

/// Without white space, so that only words count.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn str_of<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

/// The stretches of the packet that the expected agenda names, as (name, first line, last line).
fn segments(expected: &Value) -> Vec<(String, u32, u32, usize)> {
    let mut out = Vec::new();
    for (at, item) in expected["items"].as_array().unwrap().iter().enumerate() {
        for attachment in item["attachments"].as_array().unwrap() {
            let names = attachment["packet_segments"].as_array().unwrap();
            for (name, lines) in names.iter().zip(attachment["packet_lines"].as_array().unwrap()) {
                let line = |i: usize| u32::try_from(lines[i].as_u64().unwrap()).unwrap();
                out.push((name.as_str().unwrap().to_owned(), line(0), line(1), at));
            }
        }
    }
    out.sort_by_key(|(_, from, _, _)| *from);
    out
}

/// Every document start behind the agenda: the named stretches, and the gaps between them (dividers and a table
/// that no list names).
fn expected_starts(expected: &Value) -> Vec<u32> {
    let named = segments(expected);
    let mut starts: Vec<u32> = named.iter().map(|(_, from, _, _)| *from).collect();
    let after_agenda = 442;
    let mut end = after_agenda - 1;
    for (_, from, to, _) in &named {
        if from - end > 1 && !starts.contains(&(end + 1)) {
            starts.push(end + 1);
        }
        end = *to;
    }
    starts.sort_unstable();
    starts
}

#[test]
fn items_are_exact() {
    let Some((draft, expected)) = packet() else { return };
    let items = expected["items"].as_array().unwrap();
    let mut wrong = Vec::new();
    for (at, want) in items.iter().enumerate() {
        let Some(item) = draft.meeting.items.get(at) else {
            wrong.push(format!("{}: missing", at + 1));
            continue;
        };
        wrong.extend(differences(item, want).into_iter().map(|d| format!("{}: {d}", at + 1)));
    }
    println!("items: {} of {}; {} differences", draft.meeting.items.len(), items.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(draft.meeting.items.len(), items.len());
}

/// Where an item differs from what is expected.
fn differences(item: &Item, want: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let mut check = |what: &str, found: String, wanted: String| {
        if bare(&found) != bare(&wanted) {
            out.push(format!("{what}: found {found:?}, wanted {wanted:?}"));
        }
    };
    check("number", item.number.clone().unwrap_or_default(), want["number"].to_string());
    check("title", item.title.clone(), str_of(want, "title").to_owned());
    check("diarienummer", item.diarienummer.join(","), str_of(want, "diarienummer").to_owned());
    let texts = |key: &str, field: &str| -> Vec<String> {
        want[key].as_array().unwrap().iter().map(|v| v[field].as_str().unwrap_or("").to_owned()).collect()
    };
    let names: Vec<&str> =
        want["foredragande"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    check("presenters", item.presenters.join("|"), names.join("|"));
    let empty = Vec::new();
    let clauses = item.proposal.as_ref().map_or(&empty, |p| &p.clauses);
    let core = |text: &str| text.trim_end_matches(['.', ',']).to_owned();
    check(
        "clauses",
        clauses.iter().map(|c| core(&c.text)).collect::<Vec<_>>().join("|"),
        texts("att_clauses", "text_core").iter().map(|t| core(t)).collect::<Vec<_>>().join("|"),
    );
    check(
        "amounts",
        format!("{:?}", clauses.iter().flat_map(|c| c.amounts.clone()).collect::<Vec<_>>()),
        want["money_kr_in_clauses"].to_string(),
    );
    let conditions = item.proposal.as_ref().map(|p| p.conditions.join("|")).unwrap_or_default();
    check("conditions", conditions, texts("conditions", "text").join("|"));
    check("summary", item.summary.clone().unwrap_or_default(), str_of(want, "summary").to_owned());
    check(
        "attachments",
        item.attachments.iter().map(|a| a.title.clone()).collect::<Vec<_>>().join("|"),
        texts("attachments", "title").join("|"),
    );
    if let Some(points) = want["info_points"].as_array() {
        let wanted: Vec<String> = points
            .iter()
            .map(|p| format!("{}/{}/{}", str_of(p, "text"), str_of(p, "person"), str_of(p, "diarienummer")))
            .collect();
        let found: Vec<String> = item
            .points
            .iter()
            .map(|p| format!("{}/{}/{}", p.text, p.people.join("+"), p.diarienummer.join("+")))
            .collect();
        check("points", found.join("|"), wanted.join("|"));
    }
    out
}

#[test]
fn the_head_and_the_people_are_exact() {
    let Some((draft, expected)) = packet() else { return };
    let meeting = &draft.meeting;
    assert_eq!(meeting.organisation.as_deref(), expected["organisation"].as_str());
    assert_eq!(meeting.organ.name.as_deref(), expected["body"].as_str());
    assert_eq!(meeting.date.map(|d| d.to_string()).as_deref(), expected["date"].as_str());
    assert_eq!(meeting.start.map(|t| t.to_string()).as_deref(), expected["start"].as_str());
    assert_eq!(meeting.end.map(|t| t.to_string()).as_deref(), expected["end"].as_str());
    assert_eq!(meeting.place.as_deref(), expected["place"].as_str());
    assert_eq!(meeting.secretary.as_deref(), expected["secretary"]["name"].as_str());
    let role = |word: &str| {
        if word == "vice ordförande" { "1:e vice ordförande".to_owned() } else { word.to_owned() }
    };
    let wanted: Vec<String> = ["members", "substitutes"]
        .iter()
        .flat_map(|key| expected[key].as_array().unwrap())
        .map(|p| format!("{} ({}) {}", str_of(p, "name"), str_of(p, "party"), role(str_of(p, "role"))))
        .collect();
    let found: Vec<String> = meeting
        .people
        .iter()
        .map(|p| format!("{} ({}) {}", p.name, p.party.clone().unwrap_or_default(), p.role))
        .collect();
    let right = found.iter().filter(|p| wanted.contains(p)).count();
    println!("people: {right} of {}, {} found", wanted.len(), found.len());
    assert_eq!(found, wanted);
}

/// The documents behind the agenda.
fn papers(draft: &Draft) -> Vec<&Document> {
    draft.meeting.documents.iter().filter(|d| d.lines.is_some_and(|(from, _)| from > 441)).collect()
}

#[test]
fn documents_begin_where_they_begin() {
    let Some((draft, expected)) = packet() else { return };
    let wanted = expected_starts(&expected);
    let found: Vec<u32> = papers(&draft).iter().filter_map(|d| d.lines).map(|(from, _)| from).collect();
    let near = |a: u32, b: u32| a.abs_diff(b) <= 3;
    let missing: Vec<u32> = wanted.iter().copied().filter(|w| !found.iter().any(|f| near(*f, *w))).collect();
    let invented: Vec<u32> = found.iter().copied().filter(|f| !wanted.iter().any(|w| near(*f, *w))).collect();
    println!(
        "document starts: {} of {} within three lines; missing {missing:?}; invented {} of {}: {invented:?}",
        wanted.len() - missing.len(),
        wanted.len(),
        invented.len(),
        found.len()
    );
    for document in papers(&draft) {
        println!(
            "  {:?} {} | {} | {:?} {:?}",
            document.lines, document.kind, document.title, document.item, document.duplicate_of
        );
    }
    assert!(wanted.len() - missing.len() >= 45);
    assert!(invented.len() * 10 <= found.len());
}

#[test]
fn lines_belong_to_the_right_item() {
    let Some((draft, expected)) = packet() else { return };
    let mut right = 0;
    let mut wrong: Vec<(String, u32, u32)> = Vec::new();
    for (name, from, to, item) in segments(&expected) {
        let id = &draft.meeting.items[item].id;
        for line in from..=to {
            let holder =
                papers(&draft).into_iter().find(|d| d.lines.is_some_and(|(a, b)| (a..=b).contains(&line)));
            if holder.is_some_and(|d| d.item.as_ref() == Some(id)) {
                right += 1;
            } else if let Some((last, _, end)) =
                wrong.last_mut().filter(|(last, _, end)| *last == name && *end + 1 == line)
            {
                let _ = last;
                *end = line;
            } else {
                wrong.push((name.clone(), line, line));
            }
        }
    }
    let lost: u32 = wrong.iter().map(|(_, a, b)| b - a + 1).sum();
    println!("lines with the right item: {right}, wrong {lost}: {wrong:?}");
    assert!(f64::from(right) >= 0.99 * f64::from(right + lost));
}

#[test]
fn copies_are_found() {
    let Some((draft, expected)) = packet() else { return };
    let named = segments(&expected);
    let start = |name: &str| named.iter().find(|(n, _, _, _)| n == name).unwrap().1;
    // What section 9 of the packet's list of quirks names as copies.
    let pairs = [
        ("D11", "D16"),
        ("D12", "D17"),
        ("D13", "D18"),
        ("D14", "D19"),
        ("D15", "D20"),
        ("D23", "D24"),
        ("D27", "D32"),
        ("D28", "D33"),
        ("D29", "D34"),
        ("D30", "D35"),
    ];
    let at = |line: u32| {
        papers(&draft).into_iter().find(|d| d.lines.is_some_and(|(from, _)| from.abs_diff(line) <= 3))
    };
    let found = pairs
        .iter()
        .filter(|(a, b)| {
            let (Some(a), Some(b)) = (at(start(a)), at(start(b))) else { return false };
            b.duplicate_of.as_ref() == Some(&a.id) || a.duplicate_of.as_ref() == Some(&b.id)
        })
        .count();
    let all = papers(&draft).iter().filter(|d| d.duplicate_of.is_some()).count();
    println!("copies: {found} of {}, {all} claimed", pairs.len());
    assert_eq!((found, all), (pairs.len(), pairs.len()));
}
