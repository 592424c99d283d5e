//! The real packet of `../shared/packets`: what recognition must find in it, bar by bar.
//!
//! The packet is not part of the repository. Where it is missing the tests say so and pass, except on a build server
//! (`CI` set), where a skip is a failure.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and its figures are shown"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use diariet::base::store;
use diariet::model::number::{Diarienummer, Origin, Register, scan};
use diariet::model::record::{Cell, Document, Item};
use diariet::packet::read_text;
use diariet::split::{Block, Draft, split};
use serde_json::Value;

const NAME: &str = "regional-tillvaxtnamnd-2020-02-14";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/packets")
}

/// The draft and what is expected of it, or `None` where the packet is missing. It is read once for all tests.
fn packet() -> Option<(Draft, Value)> {
    static ONCE: OnceLock<Option<(Draft, Value)>> = OnceLock::new();
    ONCE.get_or_init(read_packet).clone()
}

/// Reads the packet.
fn read_packet() -> Option<(Draft, Value)> {
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

#[test]
fn delegates_decisions_are_read() {
    let Some((draft, expected)) = packet() else { return };
    let reported: Vec<&str> = expected["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|item| item["reported_decisions"].as_array())
        .flatten()
        .map(|decision| str_of(decision, "dnr"))
        .collect();
    let decisions: Vec<&Document> = papers(&draft).into_iter().filter(|d| d.decision.is_some()).collect();
    let numbers: Vec<&str> =
        decisions.iter().flat_map(|d| d.diarienummer.iter().map(String::as_str)).collect();
    assert_eq!(numbers, reported);
    for document in decisions {
        let decision = document.decision.as_ref().unwrap();
        let (first, applicant) = (&decision.clauses[0], decision.applicant.clone().unwrap());
        println!(
            "{:?}: {applicant}, {:?} kronor, {:?} %, {:?}, {} conditions",
            document.diarienummer,
            first.amounts,
            first.percent,
            decision.period,
            decision.conditions.len()
        );
        // The clause itself says who gets how much of what.
        assert!(first.text.starts_with(&format!("{applicant} beviljas")));
        assert_eq!(first.amounts.len(), 1);
        assert!(first.percent.is_some_and(|p| first.text.contains(&format!("{p} %"))));
        let period = decision.period.clone().unwrap();
        let (from, to) = period.split_once('—').unwrap();
        assert!(decision.clauses[1].text.contains(from) && decision.clauses[1].text.contains(to));
        assert_eq!(decision.conditions.len(), 3);
    }
}

#[test]
fn grants_are_rows_with_their_own_numbers() {
    let Some((draft, _)) = packet() else { return };
    let lists: Vec<&Document> =
        papers(&draft).into_iter().filter(|d| d.tables.iter().any(|t| t.columns[0] == "Dnr")).collect();
    assert_eq!(lists.len(), 1);
    let table = lists[0].tables.iter().find(|t| t.columns[0] == "Dnr").unwrap();
    // Every line of the stretch that begins with a number is a row, and no other line is.
    let source = store::read(&folder().join(format!("{NAME}.txt")), 1 << 24).unwrap();
    let lines: Vec<&str> = std::str::from_utf8(&source).unwrap().split('\n').collect();
    let (from, to) = lists[0].lines.unwrap();
    let stretch = &lines[from as usize - 1..to as usize];
    let first_words = stretch.iter().filter_map(|line| line.split(' ').next());
    let numbers: Vec<&str> =
        first_words.filter(|word| word.len() > 5 && Diarienummer::parse(word).is_ok()).collect();
    assert_eq!(lists[0].diarienummer, numbers);
    assert_eq!(table.rows.len(), numbers.len());
    let total: i64 =
        table.rows.iter().map(|row| if let Cell::Number(kronor) = row[6] { kronor } else { 0 }).sum();
    println!("grants: {} rows, {total} kronor", table.rows.len());
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.len() == table.columns.len() && matches!(row[6], Cell::Number(k) if k > 0))
    );
    assert!(table.rows.iter().all(|row| matches!(&row[5], Cell::Text(place) if !place.is_empty())));
}

/// The own numbers of these lines, by their keys.
fn own<'a>(lines: impl IntoIterator<Item = &'a str>, register: &Register) -> BTreeSet<String> {
    let found = scan::in_lines(lines, register).found.into_iter();
    found.filter(|(_, f)| f.origin == Origin::Own).map(|(_, f)| f.number.key().to_owned()).collect()
}

#[test]
fn no_number_is_lost_and_none_invented() {
    let Some((draft, _)) = packet() else { return };
    let source = store::read(&folder().join(format!("{NAME}.txt")), 1 << 24).unwrap();
    let source = std::str::from_utf8(&source).unwrap();
    let mut register = Register::default();
    register.learn(source.split('\n'));
    let wanted = own(source.split('\n'), &register);
    let mut texts: Vec<String> = Vec::new();
    for block in draft.texts.values().flatten() {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => texts.push(text.clone()),
            Block::List { items, .. } => texts.extend(items.clone()),
            Block::Verbatim(lines) => texts.extend(lines.clone()),
            Block::Table(table) => texts.extend(table.rows.iter().flatten().map(|cell| match cell {
                Cell::Text(text) => text.clone(),
                Cell::Number(number) => number.to_string(),
            })),
            Block::Page(_) => {}
        }
    }
    let heads = draft.meeting.items.iter().flat_map(|i| &i.diarienummer);
    let papers = draft.meeting.documents.iter().flat_map(|d| &d.diarienummer);
    let claimed: BTreeSet<String> = heads.chain(papers).cloned().collect();
    texts.extend(claimed.iter().cloned());
    let kept = own(texts.iter().map(String::as_str), &register);
    println!(
        "own numbers: {} of {} in the recovered text; {} claimed by items and documents",
        kept.len(),
        wanted.len(),
        claimed.len()
    );
    assert_eq!(kept, wanted);
    // What an item or a document claims as its own is a number of the source, not made up by joining lines.
    let all: BTreeSet<String> = scan::in_lines(source.split('\n'), &register)
        .found
        .into_iter()
        .map(|(_, f)| f.number.key().to_owned())
        .collect();
    for number in claimed {
        let key = Diarienummer::parse(&number).unwrap().key().to_owned();
        assert!(all.contains(&key), "{number}");
    }
}

#[test]
fn every_line_is_accounted_for() {
    let Some((draft, _)) = packet() else { return };
    let lost: Vec<_> = draft.meeting.findings.iter().filter(|f| f.code == "lines-not-recognised").collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_table_agenda_is_the_same_in_every_form() {
    const BASE: &str = "dev/d01-kungsbacka-service-kallelse-2024-01-18";
    let mut forms: Vec<Vec<String>> = Vec::new();
    let mut rows = 0;
    for form in ["txt", "ff.txt", "layout.txt"] {
        let Ok(bytes) = store::read(&folder().join(format!("{BASE}.{form}")), 1 << 20) else {
            assert!(
                std::env::var_os("CI").is_none(),
                "the development packets are missing on a build server"
            );
            println!("SKIPPED: {BASE}.{form} is not there");
            return;
        };
        if form == "txt" {
            let text = std::str::from_utf8(&bytes).unwrap();
            let cells =
                |line: &str| line.starts_with('|') && !line.contains("---") && !line.contains("| Ärende |");
            rows = text.lines().filter(|line| cells(line)).count();
        }
        let draft = split(&read_text("kallelse.txt", &bytes));
        forms.push(
            draft
                .meeting
                .items
                .iter()
                .map(|item| {
                    let clauses = item.proposal.as_ref().map(|p| p.clauses.clone());
                    format!("{:?} {} {:?} {:?}", item.number, item.title, item.diarienummer, clauses)
                })
                .collect(),
        );
    }
    println!("table agenda: {} items of {rows} rows in each of {} forms", forms[0].len(), forms.len());
    assert_eq!(forms[0].len(), rows);
    assert_eq!(forms[0], forms[1]);
    assert_eq!(forms[0], forms[2]);
}

#[test]
fn listed_papers_are_the_papers_of_their_items() {
    let Some((draft, expected)) = packet() else { return };
    let documents = &draft.meeting.documents;
    let (mut linked, mut open, mut elsewhere) = (0, Vec::new(), Vec::new());
    for item in &draft.meeting.items {
        for attachment in &item.attachments {
            let Some(id) = &attachment.document else {
                open.push(attachment.title.as_str());
                continue;
            };
            let document = documents.iter().find(|document| document.id == *id).unwrap();
            linked += 1;
            if document.item.as_ref() != Some(&item.id) {
                elsewhere.push(attachment.title.as_str());
            }
        }
    }
    let listed: usize = expected["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["attachments"].as_array().map_or(0, Vec::len))
        .sum();
    println!("listed papers: {linked} of {listed} found; open {open:?}; elsewhere {elsewhere:?}");
    assert_eq!(linked + open.len(), listed);
    assert!(elsewhere.is_empty());
    assert!(linked * 20 >= listed * 19, "a paper that its item lists is the item's");
}
