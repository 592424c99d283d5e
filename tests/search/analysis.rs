//! The table of analysis cases, on both sides, and the stemmer of one side against the other.

use diariet::search::language::stem;
use diariet::search::words::{Class, Mode, Scan};

use crate::javascript;

const TABLE: &str = include_str!("analysis.tsv");

fn unescape(text: &str) -> String {
    let hex = regex::Regex::new(r"\\u([0-9a-f]{4})").unwrap();
    let sign = |found: &regex::Captures<'_>| {
        char::from_u32(u32::from_str_radix(&found[1], 16).unwrap()).unwrap().to_string()
    };
    hex.replace_all(&text.replace(r"\n", "\n"), sign).into_owned()
}

#[test]
fn the_table_holds_in_rust() {
    let mut cases = 0;
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [mode, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}")
        };
        let mode = if mode == "query" { Mode::Query } else { Mode::Text };
        let mut scan = Scan::default();
        scan.fill(&unescape(text));
        let mut found = Vec::new();
        scan.tokens(mode, |t| {
            let shown = if t.class == Class::Word { stem(t.text) } else { t.text.to_owned() };
            found.push(format!("{}{shown}", if t.whole { "*" } else { "" }));
        });
        assert_eq!(found.join(" "), expected, "{text}");
        cases += 1;
    }
    assert!(cases > 50, "the table is there");
}

#[test]
fn the_table_holds_in_javascript() {
    let Some(output) = javascript::node(&["--test", "tests/search/analysis.test.mjs"], "") else { return };
    assert!(output.contains("# fail 0"), "{output}");
}
