//! The page of the open data says what there is, and its examples run against it.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;

use crate::{DEMO, page};

const BASE: &str = "https://diariet.lindmora.example/";

/// The text of an element, as a reader copies it.
fn text(html: &str) -> String {
    let plain = Regex::new("<[^>]*>").unwrap().replace_all(html, "").into_owned();
    plain
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn examples() -> Vec<String> {
    let html = page("oppna-data/index.html");
    html.split("<pre")
        .skip(1)
        .map(|rest| text(rest.split_once('>').unwrap().1.split("</pre>").next().unwrap()))
        .collect()
}

#[test]
fn every_address_in_an_example_is_there() {
    let mut seen = 0;
    for example in examples() {
        for path in example.split(BASE).skip(1) {
            let path = path.split([' ', '"', '\n']).next().unwrap();
            let page = format!("{path}index.html");
            assert!(DEMO.contains_key(path) || DEMO.contains_key(&page), "{path} in {example}");
            seen += 1;
        }
    }
    assert!(seen >= 5, "only {seen} addresses");
}

/// What the examples ask of a file stands in it.
#[test]
fn every_field_in_an_example_is_there() {
    let examples = examples();
    let rows: Value = serde_json::from_slice(&DEMO["data/belopp.json"]).unwrap();
    let row = rows.as_array().unwrap().first().unwrap().as_object().unwrap();
    let shell = examples.iter().find(|example| example.contains("jq")).unwrap();
    let fields: BTreeSet<String> = Regex::new(r"[\[( ]\.([a-z_]+)")
        .unwrap()
        .captures_iter(shell)
        .map(|found| found[1].to_owned())
        .collect();
    assert!(fields.len() >= 4, "{fields:?}");
    for field in &fields {
        assert!(row.contains_key(field), "no `{field}` in a row of amounts");
    }
    let python = examples.iter().find(|example| example.contains("pandas")).unwrap();
    let column = Regex::new("groupby\\(\"([a-z]+)\"\\)").unwrap().captures(python).unwrap()[1].to_owned();
    let head = page("data/beslut.csv").lines().next().unwrap();
    assert!(head.trim_start_matches('\u{feff}').split(';').any(|name| name == column), "{head}");
}

/// Everything under `/data/` is told of.
#[test]
fn every_file_of_data_is_named() {
    let html = page("oppna-data/index.html");
    for path in DEMO.keys().filter(|path| path.starts_with("data/")) {
        assert!(html.contains(&format!("href=\"/{path}\"")), "{path} is not named");
    }
    for part in ["id=\"folj\"", "id=\"e-post\"", "href=\"/flode/atom.xml\"", "href=\"/pengar/\""] {
        assert!(html.contains(part), "no {part}");
    }
}
