//! Search on the demo site as built: every number first, every hit's place there.

use std::path::Path;

use diariet::base::store::StoreError;
use diariet::search::query::{Engine, Filter};
use serde_json::Value;

use crate::{DEMO, page};

fn engine() -> Engine<impl Fn(&str) -> Result<String, StoreError>> {
    let read = |path: &str| match DEMO.get(path) {
        Some(bytes) => Ok(String::from_utf8(bytes.clone()).unwrap()),
        None => Err(StoreError::Io {
            action: "read",
            path: Path::new(path).to_owned(),
            cause: std::io::ErrorKind::NotFound.into(),
        }),
    };
    Engine::open(read).unwrap()
}

/// Five ways of printing a number such as `KS 2025/118`.
fn forms(number: &str) -> [String; 5] {
    let (prefix, rest) = number.split_once(' ').unwrap();
    [
        number.to_owned(),
        number.to_lowercase(),
        format!("dnr {number}"),
        format!("{prefix}{}", rest.replace('/', ":")),
        format!("{}-{}", prefix.to_lowercase(), rest.replace('/', "-")),
    ]
}

#[test]
fn every_number_of_the_site_leads_to_its_case_in_five_forms() {
    let engine = engine();
    let cases: Vec<Value> = serde_json::from_str(page("data/arenden.json")).unwrap();
    assert!(cases.len() > 60);
    for case in &cases {
        for typed in forms(case["diarienummer"].as_str().unwrap()) {
            let answer = engine.search(&typed, &Filter::default(), 3).unwrap();
            assert_eq!(answer.hits.first().map(|hit| hit.url.as_str()), case["url"].as_str(), "{typed}");
        }
    }
}

#[test]
fn every_hit_leads_to_a_place_that_is_there() {
    let engine = engine();
    let words =
        "skola budget cykelväg avgift bidrag plan utredning kommunen elever år nämnden samråd ärendet";
    let (mut hits, mut pages) = (0, 0);
    for typed in words.split(' ') {
        for hit in engine.search(typed, &Filter::default(), 100).unwrap().hits {
            let (address, anchor) = hit.url.split_once('#').unwrap_or((&hit.url, ""));
            let text = page(&format!("{}index.html", address.trim_start_matches('/')));
            assert!(anchor.is_empty() || text.contains(&format!("id=\"{anchor}\"")), "{}", hit.url);
            hits += 1;
            pages += usize::from(anchor.starts_with("sida-"));
        }
    }
    assert!(hits > 100 && pages > 20, "{hits} hits, {pages} of them on a page of a document");
}
