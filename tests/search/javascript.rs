//! `search.js` in Node: the same order as in Rust, and the bytes that a first visit loads.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use diariet::search::query::{Filter, Notice};
use serde_json::{Value, json};

use crate::build::{self, Files};
use crate::packet;

/// Runs Node in the repository; `None`, said aloud, where there is none.
pub(crate) fn node(arguments: &[&str], input: &str) -> Option<String> {
    let child = Command::new("node")
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("SKIPPED: node is not on PATH");
        assert!(std::env::var("CI").is_err(), "node must be there in CI");
        return None;
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

fn write(files: &Files, folder: &Path) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// What `search.js` answers to queries on an index; every query on a fresh engine if `fresh`.
fn ask(files: &Files, queries: &[(String, Value)], fresh: bool) -> Option<Vec<Value>> {
    let folder = tempfile::tempdir().unwrap();
    write(files, folder.path());
    let queries: Vec<Value> =
        queries.iter().map(|(q, options)| json!({"q": q, "options": options})).collect();
    let input = json!({"queries": queries, "fresh": fresh}).to_string();
    let output = node(&["tests/search/engine.mjs", folder.path().to_str().unwrap()], &input)?;
    Some(serde_json::from_str(&output).unwrap())
}

fn queries(packet: &packet::Packet) -> Vec<String> {
    packet.queries["queries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|q| q["q"].as_str().unwrap().to_owned())
        .collect()
}

/// Words of the records themselves, put together by a fixed rule: two neighbours, a beginning, a mistake, a phrase.
fn made_up(packet: &packet::Packet) -> Vec<String> {
    let texts = packet
        .batches
        .iter()
        .flat_map(|b| &b.records)
        .flat_map(|r| r.pages.iter().map(|p| &p.text).chain([&r.title]));
    let words: Vec<&str> = texts.flat_map(|text| text.split_whitespace()).collect();
    let mut seed = 12345usize;
    let mut pick = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 20) % (words.len() - 3)
    };
    let mut made = Vec::new();
    for n in 0..160 {
        let at = pick();
        let word = words[at];
        made.push(match n % 5 {
            0 => format!("{word} {}", words[pick()]),
            1 => word.chars().take(2 + n % 4).collect(),
            2 => word.chars().enumerate().filter(|(k, _)| *k != 3).map(|(_, c)| c).collect(),
            3 => format!("\"{word} {}\"", words[at + 1]),
            _ => diariet::search::words::plain(&words[at..at + 3].join(" ").to_lowercase()),
        });
    }
    made
}

#[test]
fn both_engines_give_the_same_answers() {
    let Some(packet) = packet::read() else { return };
    let files = build::index(packet.batches.clone());
    let engine = build::engine(&files);
    let mut asked: Vec<(String, Value)> =
        queries(&packet).into_iter().chain(made_up(&packet)).map(|q| (q, json!({"limit": 10}))).collect();
    asked
        .push(("hopajola".into(), json!({"limit": 10, "kind": "handling", "from": "2020", "to": "2020-02"})));
    asked.push(("hopajola".into(), json!({"limit": 10, "from": "2021"})));
    // What stands behind the first four hundred characters is not looked for: on neither side, by whole letters.
    asked.push((format!("budget {} hopajola", "åäö𝟙 ".repeat(90)), json!({"limit": 10})));
    let Some(answers) = ask(&files, &asked, false) else { return };
    let mut hits = 0;
    for ((typed, options), theirs) in asked.iter().zip(&answers) {
        let text = |key: &str| options[key].as_str().map(str::to_owned);
        let kind = text("kind").and_then(|word| diariet::search::Kind::from_word(&word));
        let filter = Filter { kind, from: text("from"), to: text("to"), ..Filter::default() };
        let ours = engine.search(typed, &filter, 10).unwrap();
        let shown: Vec<Value> =
            ours.hits.iter().map(|hit| json!([hit.url, hit.title, hit.snippet, hit.score])).collect();
        let of_theirs = |hit: &Value| json!([hit["url"], hit["title"], hit["snippet"], hit["score"]]);
        let theirs_shown: Vec<Value> = theirs["hits"].as_array().unwrap().iter().map(of_theirs).collect();
        assert_eq!(shown, theirs_shown, "hits of {typed}");
        assert_eq!(json!(ours.total), theirs["total"], "total of {typed}");
        let notices = ours.notices.iter().map(|notice| match notice {
            Notice::MissingNumber(number) => json!({"code": "missing-number", "number": number}),
            Notice::Corrected(from, to) => json!({"code": "corrected", "from": from, "to": to}),
        });
        assert_eq!(json!(notices.collect::<Vec<_>>()), theirs["notices"], "notices of {typed}");
        hits += shown.len();
    }
    println!("{} queries, {hits} hits, the same in both", asked.len());
    assert!(hits > 500);
}

#[test]
fn a_first_query_is_light() {
    let Some(packet) = packet::read() else { return };
    let files = build::index(packet.batches.clone());
    let asked: Vec<(String, Value)> =
        queries(&packet).into_iter().map(|q| (q, json!({"limit": 10}))).collect();
    let Some(answers) = ask(&files, &asked, true) else { return };
    let mut bytes: Vec<u64> = answers.iter().map(|answer| answer["bytes"].as_u64().unwrap()).collect();
    for ((typed, _), answer) in asked.iter().zip(&answers) {
        println!(
            "{:7} bytes {:3} files {:6.1} ms {typed}",
            answer["bytes"],
            answer["files"],
            answer["ms"].as_f64().unwrap()
        );
    }
    bytes.sort_unstable();
    let (median, late) = (bytes[bytes.len() / 2], bytes[bytes.len() * 95 / 100]);
    println!("first query, gzip: median {median}, 95th percentile {late}, of {} files", files.len());
    assert!(median <= 60_000 && late <= 100_000);
}
