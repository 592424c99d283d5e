//! Search: analysis and queries by criterion; a whole corpus when `DIARIET_CORPUS` names a `corpus.jsonl`.
//!
//! `cargo bench --bench search` measures words per second and queries on an invented site. With
//! `DIARIET_CORPUS=…/corpus.jsonl DIARIET_INDEX=DIR cargo bench --bench search` the corpus of `gen-corpus` is indexed
//! into DIR instead, and CPU seconds, peak memory and sizes are printed.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measurement"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use criterion::{Criterion, Throughput};
use diariet::base::store::{self, StoreError};
use diariet::model::date::Date;
use diariet::model::record::Organ;
use diariet::search::query::{Engine, Filter};
use diariet::search::words::{Mode, Scan};
use diariet::search::{Batch, Field, Indexer, Kind, Options, PageText, SearchRecord, Weight};
use rayon::prelude::*;
use serde_json::Value;

/// Characters on a page; the corpus has no pages of its own.
const PAGE: usize = 2_500;

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or("").to_owned()
}

fn record(url: String, kind: Kind, title: String, meeting: &Value) -> SearchRecord {
    let organ = Organ { name: Some(text(meeting, "board")), slug: Some(text(meeting, "board")) };
    let date = Date::parse(&text(meeting, "date"));
    let (fields, pages, numbers, outcomes) = (vec![], vec![], vec![], vec![]);
    SearchRecord { url, kind, title, numbers, organ, date, outcomes, fields, pages, duplicate_of: None }
}

fn pages(text: &str) -> Vec<PageText> {
    let (mut pages, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let mut cut = rest.len().min(PAGE);
        while !rest.is_char_boundary(cut) {
            cut += 1;
        }
        cut += rest[cut..].find(char::is_whitespace).unwrap_or(rest.len() - cut);
        pages.push(PageText { page: Some(pages.len() as u32 + 1), text: rest[..cut].to_owned() });
        rest = &rest[cut..];
    }
    pages
}

/// Cases by number: the month of the first meeting, and the record.
type Cases = BTreeMap<String, (String, SearchRecord)>;

/// One meeting's lines as a batch; its cases go to `cases`.
fn batch(lines: &[String], cases: &Mutex<Cases>) -> Batch {
    let values: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let meeting = &values[0];
    let mut made =
        vec![record(format!("/{}/", text(meeting, "id")), Kind::Mote, text(meeting, "title"), meeting)];
    let mut numbers: BTreeMap<String, String> = BTreeMap::new();
    for value in &values[1..] {
        let url = format!("/{}/", text(value, "id"));
        if value["type"] == "item" {
            let mut item = record(url, Kind::Beslut, text(value, "title"), meeting);
            let number = text(value, "dnr");
            numbers.insert(text(value, "id"), number.clone());
            item.numbers.push(number.clone());
            let clauses: Vec<&str> =
                value["att"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            item.fields = vec![
                Field { weight: Weight::People, text: text(value, "presenter") },
                Field { weight: Weight::Clause, text: clauses.join("\n") },
                Field { weight: Weight::Summary, text: text(value, "summary") },
            ];
            let month = text(meeting, "date")[..7].to_owned();
            let mut cases = cases.lock().unwrap();
            let case = SearchRecord {
                url: format!("/dnr/{}/", number.to_lowercase()),
                kind: Kind::Arende,
                ..item.clone()
            };
            let known = cases.entry(number).or_insert_with(|| (month.clone(), case.clone()));
            if month < known.0 {
                *known = (month, case);
            }
            made.push(item);
        } else {
            let mut document = record(url, Kind::Handling, text(value, "title"), meeting);
            document.numbers.extend(numbers.get(&text(value, "item")).cloned());
            document.pages = pages(&text(value, "text"));
            made.push(document);
        }
    }
    Batch { key: format!("{}/{}", text(meeting, "date"), text(meeting, "board")), records: made }
}

/// The lines of a corpus, meeting by meeting.
fn meetings(path: &Path) -> impl Iterator<Item = Vec<String>> + Send {
    let mut lines =
        std::io::BufReader::new(store::open(path).unwrap()).lines().map(Result::unwrap).peekable();
    std::iter::from_fn(move || {
        let mut meeting = vec![lines.next()?];
        while let Some(line) = lines.next_if(|line| !line.starts_with("{\"type\": \"meeting\"")) {
            meeting.push(line);
        }
        Some(meeting)
    })
}

fn index_corpus(corpus: &Path, folder: &Path) {
    let (files, bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let made: Mutex<BTreeSet<PathBuf>> = Mutex::default();
    let sink = |path: String, content: Vec<u8>| -> Result<(), StoreError> {
        files.fetch_add(1, Ordering::Relaxed);
        bytes.fetch_add(content.len(), Ordering::Relaxed);
        let path = folder.join(path);
        let parent = path.parent().unwrap().to_owned();
        if made.lock().unwrap().insert(parent.clone()) {
            store::make_folder(&parent)?;
        }
        store::write_new(&path, &content)
    };
    // What reading the corpus costs, which is none of the index's.
    meetings(corpus).par_bridge().for_each(|lines| drop(black_box(batch(&lines, &Mutex::default()))));
    println!("read alone: {}", spent());
    let indexer = Indexer::new(Options::new(folder.join("spill")));
    let cases: Mutex<Cases> = Mutex::default();
    meetings(corpus).par_bridge().for_each(|lines| indexer.add(batch(&lines, &cases), &sink).unwrap());
    println!("meetings added: {}", spent());
    let mut by_month: BTreeMap<String, Vec<SearchRecord>> = BTreeMap::new();
    for (month, case) in cases.into_inner().unwrap().into_values() {
        by_month.entry(month).or_default().push(case);
    }
    for (month, records) in by_month {
        indexer.add(Batch { key: format!("{month}-99/arenden"), records }, &sink).unwrap();
    }
    println!("cases added: {}", spent());
    indexer.finish(&sink).unwrap();
    println!("{}; {} files, {} MB", spent(), files.into_inner(), bytes.into_inner() / 1_000_000);
}

/// CPU time and peak memory so far, from the system.
fn spent() -> String {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Vec<f64> = stat.split(' ').skip(13).take(2).filter_map(|t| t.parse().ok()).collect();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?").trim().to_owned();
    format!(
        "CPU {:.2} s (user {:.2}, system {:.2}), peak {peak}",
        ticks.iter().sum::<f64>() / 100.0,
        ticks[0] / 100.0,
        ticks[1] / 100.0
    )
}

/// A text of `n` words by a fixed rule.
fn prose(n: usize) -> String {
    const WORDS: [&str; 12] = [
        "nämnden",
        "beslutar",
        "att",
        "anta",
        "förslaget",
        "till",
        "kompetensförsörjningsplan",
        "2020-02-14",
        "och",
        "2 000 000 kronor",
        "KS 2020/123",
        "verksamheternas",
    ];
    (0..n).map(|k| WORDS[(k * k + k / 5) % WORDS.len()]).collect::<Vec<_>>().join(" ")
}

fn criterion() {
    let mut criterion = Criterion::default().configure_from_args();
    let page = prose(400);
    let mut group = criterion.benchmark_group("analysis");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("tokens of a page", |b| {
        let mut scan = Scan::default();
        b.iter(|| {
            let mut letters = 0;
            scan.fill(black_box(&page));
            scan.tokens(Mode::Text, |token| letters += token.text.len());
            letters
        });
    });
    group.finish();
    let files: Mutex<BTreeMap<String, String>> = Mutex::default();
    let sink = |path: String, bytes: Vec<u8>| {
        files.lock().unwrap().insert(path, String::from_utf8(bytes).unwrap());
        Ok(())
    };
    let indexer = Indexer::new(Options::new(std::env::temp_dir().join("diariet-bench-spill")));
    for n in 0..200 {
        let meeting = serde_json::json!({"board": "namnden", "date": "2020-02-14"});
        let mut one = record(format!("/namnden/{n}/"), Kind::Handling, prose(6 + n % 5), &meeting);
        one.pages = pages(&prose(800 + n));
        indexer.add(Batch { key: format!("{n:04}"), records: vec![one] }, &sink).unwrap();
    }
    indexer.finish(&sink).unwrap();
    let files = files.into_inner().unwrap();
    let load =
        |path: &str| -> Result<String, StoreError> { Ok(files.get(path).cloned().unwrap_or_default()) };
    let engine = Engine::open(load).unwrap();
    criterion.bench_function("query of three words", |b| {
        b.iter(|| {
            engine.search(black_box("plan för kompetensförsörjning"), &Filter::default(), 10).unwrap().total
        });
    });
    criterion.final_summary();
}

fn main() {
    let (corpus, folder) = (std::env::var_os("DIARIET_CORPUS"), std::env::var_os("DIARIET_INDEX"));
    match (corpus, folder) {
        (Some(corpus), Some(folder)) => index_corpus(Path::new(&corpus), Path::new(&folder)),
        _ => criterion(),
    }
}
