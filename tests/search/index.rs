//! The index itself: the same bytes in any order and with any memory, little change by little news, every number found.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::time::SystemTime;

use diariet::model::record::Organ;
use diariet::search::query::{Filter, Notice};
use diariet::search::{Batch, Field, Kind, Options, PageText, SearchRecord, Weight};

use crate::{build, packet};

/// Invented records: `count` meetings, each with an item, a case and a document of some pages.
fn invented(count: usize) -> Vec<Batch> {
    const WORDS: [&str; 16] = [
        "kompetensförsörjning",
        "försörjning",
        "kompetens",
        "skolskjuts",
        "skjuts",
        "skola",
        "budget",
        "elväg",
        "väg",
        "stig",
        "cykelbana",
        "bana",
        "cykel",
        "omsorg",
        "äldreomsorg",
        "äldre",
    ];
    let words = |seed: usize, n: usize| {
        (0..n).map(|k| WORDS[(seed * 7 + k * k + k / 3) % 16]).collect::<Vec<_>>().join(" ")
    };
    let record = |url: String, kind, title: String| SearchRecord {
        url,
        kind,
        title,
        numbers: vec![],
        organ: Organ { name: Some("Nämnden".into()), slug: Some("namnden".into()) },
        date: None,
        outcomes: vec![],
        fields: vec![],
        pages: vec![],
        duplicate_of: None,
    };
    let batch = |n: usize| {
        let mut item = record(format!("/namnden/{n}/1/"), Kind::Beslut, format!("Ärende om {}", words(n, 2)));
        item.numbers = vec![format!("NN {}/{n}", 2000 + n % 20)];
        item.fields = vec![Field { weight: Weight::Clause, text: format!("att anta {}", words(n + 3, 9)) }];
        let mut case = record(format!("/dnr/nn-{}-{n}/", 2000 + n % 20), Kind::Arende, item.title.clone());
        case.numbers = item.numbers.clone();
        let mut document =
            record(format!("/namnden/{n}/1/bilaga/"), Kind::Handling, format!("Bilaga {}", words(n + 1, 3)));
        document.pages =
            (1..4).map(|p| PageText { page: Some(p), text: words(n * 3 + p as usize, 60) }).collect();
        let mut copy = document.clone();
        copy.url.push_str("kopia/");
        copy.duplicate_of = Some(document.url.clone());
        Batch { key: format!("{n:05}"), records: vec![item, case, document, copy] }
    };
    (0..count).map(batch).collect()
}

#[test]
fn order_and_memory_never_show() {
    let batches = invented(60);
    let one = build::index(batches.clone());
    let mut turned = batches;
    turned.reverse();
    turned.iter_mut().for_each(|batch| batch.records.reverse());
    assert!(one == build::index(turned.clone()), "the order of adding shows");
    assert!(one == build::index_with(turned, 2_000), "spilling shows");
}

/// The files of a folder with the time of their last change.
fn times(folder: &Path) -> BTreeMap<OsString, SystemTime> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name(), entry.metadata().unwrap().modified().unwrap())).collect()
}

#[test]
fn only_what_changed_is_analysed_again() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("analysed");
    let index = |batches: &[Batch]| {
        let options = Options::new(folder.path().join("spill"));
        build::index_by(batches.to_vec(), Options { analysed: Some(kept.clone()), ..options })
    };
    let mut batches = invented(12);
    let plain = build::index(batches.clone());
    assert!(index(&batches) == plain, "keeping the analysis shows");
    let first = times(&kept);
    assert_eq!(first.len(), batches.len());
    assert!(index(&batches) == plain, "what was kept shows");
    assert_eq!(times(&kept), first, "nothing was analysed again");

    // A word of one record changes: its batch is analysed, and what it was is not kept.
    batches[3].records[0].fields[0].text.push_str(" simhall");
    assert!(index(&batches) == build::index(batches.clone()));
    let second = times(&kept);
    let same = second.iter().filter(|(name, time)| first.get(*name) == Some(time)).count();
    assert_eq!((second.len(), same), (batches.len(), batches.len() - 1));

    // A file that is cut or written over is not believed.
    for (name, spoil) in second.keys().zip([&b""[..], b"0123456789", &[7; 4000]]) {
        std::fs::write(kept.join(name), spoil).unwrap();
    }
    assert!(index(&batches) == build::index(batches.clone()), "spoilt files show");
    assert_eq!(times(&kept).keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
}

#[test]
fn a_new_meeting_changes_little() {
    let (before, after) = (build::index(invented(400)), build::index(invented(401)));
    let cards = |files: &build::Files| files.values().filter(|text| text.starts_with('=')).count();
    let new: Vec<_> = after.iter().filter(|(path, text)| before.get(*path) != Some(*text)).collect();
    let new_cards = new.iter().filter(|(_, text)| text.starts_with('=')).count();
    println!("{} of {} files new, {new_cards} of {} card files", new.len(), after.len(), cards(&after));
    assert!(new_cards <= 2, "old cards stay as they were");
}

#[test]
fn copies_are_not_shown_twice_and_compounds_are_found() {
    let files = build::index(invented(20));
    let engine = build::engine(&files);
    let answer = engine.search("försörjning", &Filter::default(), 50).unwrap();
    assert!(answer.hits.iter().all(|hit| !hit.url.contains("kopia")));
    assert!(answer.hits.iter().any(|hit| hit.snippet.contains("kompetensförsörjning")));
    let together = engine.search("aldreomsorg", &Filter::default(), 5).unwrap();
    assert!(together.hits.iter().all(|hit| !hit.marks.is_empty()), "found without å ä ö, and marked");
}

#[test]
fn one_mistake_is_forgiven_and_said() {
    let files = build::index(invented(20));
    let answer = build::engine(&files).search("skolskjutz", &Filter::default(), 5).unwrap();
    assert_eq!(answer.notices, [Notice::Corrected("skolskjutz".into(), "skolskjut".into())]);
    assert!(!answer.hits.is_empty());
}

/// Half a megabyte of words, each of which is looked for, would be a way to keep somebody's browser busy.
#[test]
fn a_question_has_an_end() {
    let files = build::index(invented(20));
    let engine = build::engine(&files);
    let found = |typed: String| engine.search(&typed, &Filter::default(), 5).unwrap().total;
    assert!(found(format!("{}skolskjuts", "ö ".repeat(195))) > 0);
    assert_eq!(found(format!("{}skolskjuts", "ö ".repeat(200))), 0);
    assert_eq!(found(format!("{}skolskjuts", "ö ".repeat(200_000))), 0);
}

#[test]
fn stop_words_do_not_empty_a_query() {
    let files = build::index(invented(20));
    assert!(build::engine(&files).search("om", &Filter::default(), 5).unwrap().total > 0);
}

/// Five ways of printing a number such as `19RS10286`.
pub(crate) fn forms(number: &str) -> [String; 5] {
    let letters = number.trim_matches(|c: char| c.is_ascii_digit());
    let (year, serial) = number.split_once(letters).unwrap();
    [
        number.to_owned(),
        number.to_lowercase(),
        format!("{year} {letters} {serial}"),
        format!("dnr {number}"),
        format!("{} {} {serial}", year, letters.to_lowercase()),
    ]
}

#[test]
fn every_number_leads_to_its_case_in_five_forms() {
    let Some(packet) = packet::read() else { return };
    let files = build::index(packet.batches);
    let engine = build::engine(&files);
    let mut asked = 0;
    for number in &packet.numbers {
        for typed in forms(number) {
            let answer = engine.search(&typed, &Filter::default(), 3).unwrap();
            assert_eq!(
                answer.hits.first().map(|hit| hit.url.as_str()),
                Some(format!("/dnr/{}/", number.to_lowercase()).as_str()),
                "{typed}"
            );
            asked += 1;
        }
    }
    println!("{asked} forms of {} numbers, each first", packet.numbers.len());
    let slashed = build::index(invented(30));
    for typed in ["NN 2007/7", "nn 2007/7", "NN/2007:7", "nn-2007-7", "dnr nn2007/7"] {
        let answer = build::engine(&slashed).search(typed, &Filter::default(), 3).unwrap();
        assert_eq!(answer.hits[0].url, "/dnr/nn-2007-7/", "{typed}");
    }
}
