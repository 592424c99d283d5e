//! The development minutes: every paragraph, title, number, clause count, outcome and vote, against facts written
//! down by reading them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system, and at their own environment")]
#![expect(clippy::print_stdout, reason = "a skip must be seen")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use diariet::model::record::{Item, Meeting, SourceKind};
use diariet::packet::{self, Limits};
use diariet::split;
use serde::Deserialize;

/// What one paragraph is known to hold.
#[derive(Debug, Deserialize, PartialEq)]
struct Fact {
    paragraph: String,
    /// The title, as [`digest`] writes it.
    title: String,
    diarienummer: Vec<String>,
    /// `None` where the paragraph decides nothing.
    clauses: Option<usize>,
    outcomes: Vec<String>,
    /// Yes, no, abstaining.
    votes: Vec<(Option<u32>, Option<u32>, Option<u32>)>,
    recused: usize,
    immediate: bool,
}

/// A title; of a long one its first and last words and its length, because a run of words is not ours to keep.
fn digest(title: &str) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    if words.len() <= 9 {
        return title.to_owned();
    }
    let (head, tail) = (words[..5].join(" "), words[words.len() - 4..].join(" "));
    format!("{head} … {tail} ({} characters)", title.chars().count())
}

/// The facts of each file.
fn expected() -> BTreeMap<String, Vec<Fact>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected/minutes.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The meeting of a real file, or `None` where the packets are not at hand.
fn meeting(file: &str) -> Option<Meeting> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/packets/dev").join(file);
    if !path.is_file() {
        assert!(std::env::var_os("CI").is_none(), "no packet at {}", path.display());
        println!("SKIPPED: no packet at {}", path.display());
        return None;
    }
    Some(split::split(&packet::read(&path, &Limits::default()).unwrap()).meeting)
}

/// What the importer found of an item.
fn found(item: &Item) -> Fact {
    let decision = item.decision.as_ref();
    Fact {
        paragraph: item.paragraph.clone().unwrap_or_default(),
        title: digest(&item.title),
        diarienummer: item.diarienummer.clone(),
        clauses: decision.map(|decision| decision.clauses.len()),
        outcomes: decision
            .map_or_else(Vec::new, |d| d.outcomes.iter().map(|o| o.word().to_owned()).collect()),
        votes: decision.map_or_else(Vec::new, |d| d.votes.iter().map(|v| (v.yes, v.no, v.abstain)).collect()),
        recused: decision.map_or(0, |d| d.recused.len()),
        immediate: decision.is_some_and(|d| d.immediate),
    }
}

#[test]
fn every_paragraph_of_the_development_minutes() {
    for (file, facts) in expected() {
        let Some(meeting) = meeting(&file) else { continue };
        let seen: Vec<Fact> = meeting.items.iter().map(found).collect();
        for (seen, fact) in seen.iter().zip(&facts) {
            assert_eq!(seen, fact, "{file}");
        }
        assert_eq!(seen.len(), facts.len(), "{file}");
        assert_eq!(meeting.sources.first().map(|source| source.kind), Some(SourceKind::Protokoll), "{file}");
    }
}

#[test]
fn every_line_of_the_development_minutes_is_accounted_for() {
    for file in expected().into_keys() {
        let Some(meeting) = meeting(&file) else { continue };
        let lost: Vec<_> =
            meeting.findings.iter().filter(|finding| finding.code == "lines-not-recognised").collect();
        assert!(lost.is_empty(), "{file}: {lost:?}");
    }
}

#[test]
fn votes_name_as_many_as_they_count() {
    let Some(meeting) = meeting("d05-goteborg-ks-protokoll-2024-04-24.txt") else { return };
    let votes: Vec<_> =
        meeting.items.iter().filter_map(|i| i.decision.as_ref()).flat_map(|d| &d.votes).collect();
    assert_eq!(votes.len(), 7);
    assert!(votes.iter().all(|vote| vote.names.len() == 13));
    assert!(meeting.findings.iter().all(|finding| finding.code != "vote-count"));
}

#[test]
fn cover_and_notice() {
    let Some(meeting) = meeting("d04-jonkoping-bun-protokoll-2024-04-16.txt") else { return };
    let day =
        |date: Option<diariet::model::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    assert_eq!(meeting.organ.slug.as_deref(), Some("barn-och-utbildningsnamnden"));
    assert_eq!((day(meeting.date), day(meeting.adjusted)), ("2024-04-16".into(), "2024-04-23".into()));
    assert_eq!((day(meeting.posted), day(meeting.taken_down)), ("2024-04-24".into(), "2024-05-17".into()));
    assert_eq!(meeting.appeal_last, None);
    assert_eq!(meeting.kept_at.as_deref(), Some("Stadshuset, Huskvarna"));
    assert_eq!(meeting.adjusters, ["Gabriella Lönn"]);
    assert_eq!(meeting.sources[0].paragraphs.as_deref(), Some("43-55"));
    assert_eq!(meeting.people.iter().filter(|person| person.name == "Anna Carlsson").count(), 2);
}

#[test]
fn minutes_that_have_lost_their_line_ends_invent_nothing() {
    let (mut printed, mut read, mut titled) = (0, 0, 0);
    for (file, facts) in expected() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/packets/dev").join(&file);
        if meeting(&file).is_none() {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        let pages: Vec<String> =
            text.split('\u{c}').map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let draft = split::split(&packet::read_text(&file, pages.join("\n").as_bytes()));
        let meeting = draft.meeting;
        assert!(meeting.findings.iter().any(|finding| finding.code == "lines-lost"), "{file}");
        for item in meeting.items.iter().map(found) {
            let fact = facts.iter().find(|fact| fact.paragraph == item.paragraph);
            let fact = fact.unwrap_or_else(|| panic!("{file}: § {} is invented", item.paragraph));
            assert!(
                item.diarienummer.iter().all(|number| fact.diarienummer.contains(number)),
                "{file} § {}",
                fact.paragraph
            );
            read += 1;
            titled += usize::from(item.title == fact.title);
        }
        printed += facts.len();
    }
    println!("{read} of {printed} paragraphs, {titled} titles");
    assert!(read * 10 >= printed * 8 && titled * 10 >= printed * 7, "{read}, {titled} of {printed}");
}
