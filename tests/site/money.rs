//! The money: proposed and decided apart, nothing twice, nothing added up.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{DEMO, built, page, small};

fn rows(files: &std::collections::BTreeMap<String, Vec<u8>>) -> Vec<Value> {
    serde_json::from_slice::<Value>(&files["data/belopp.json"]).unwrap().as_array().unwrap().clone()
}

/// An item of a day's meeting with these lines below its title.
fn item(lines: &str) -> String {
    format!("+++\ntitle = \"Bron\"\nkind = \"beslut\"\ndiarienummer = [\"KS 2026/12\"]\n{lines}+++\n")
}

fn decided(clause: &str) -> String {
    item(&format!("\n[decision]\nclauses = [\"{clause}\"]\n"))
}

#[test]
fn the_same_money_by_two_bodies_is_counted_once() {
    let own = decided("att bevilja 50 000 kronor till bron");
    let site = small(&[
        ("content/ks/2026-03-03/bron.md", own.as_bytes()),
        ("content/kf/_index.md", "+++\nname = \"Kommunfullmäktige\"\n+++\n".as_bytes()),
        ("content/kf/2026-03-30/index.md", b"+++\n+++\n"),
        ("content/kf/2026-03-30/bron.md", own.as_bytes()),
        ("content/kf/2026-05-30/index.md", b"+++\n+++\n"),
        ("content/kf/2026-05-30/bron.md", own.as_bytes()),
    ]);
    let files = built(site.path());
    let rows = rows(&files);
    let again = |url: &str| rows.iter().find(|row| row["url"] == url).unwrap()["again"].clone();
    // The board's was the council's to decide; what the council decides twice may be two payments.
    assert_eq!(again("/ks/2026-03-03/bron/#beslut-1"), "/kf/2026-05-30/bron/#beslut-1");
    assert_eq!(again("/kf/2026-03-30/bron/#beslut-1"), Value::Null);
    assert_eq!(again("/kf/2026-05-30/bron/#beslut-1"), Value::Null);
    let html = std::str::from_utf8(&files["pengar/index.html"]).unwrap();
    assert!(!html.contains("/ks/2026-03-03/bron/#beslut-1"));
    assert_eq!(html.matches("<td class=\"number\">50\u{a0}000</td>").count(), 2);
}

#[test]
fn what_is_turned_down_is_not_shown_as_given() {
    let no = decided("att avslå ansökan om 70 000 kronor");
    let site = small(&[("content/ks/2026-03-03/bron.md", no.as_bytes())]);
    let files = built(site.path());
    assert_eq!(rows(&files)[0]["refused"], true);
    let html = std::str::from_utf8(&files["pengar/index.html"]).unwrap();
    assert!(html.contains("70\u{a0}000 <strong>(inte bifallet)</strong>"));
}

/// An applicant gets what is granted, pays a fee, and gets nothing of what is refused.
#[test]
fn a_fee_has_an_applicant_and_no_recipient() {
    let permit = "\n[decision]\nclauses = [\"Kiosken får stå på torget\", \"Avgiften är 1 200 kronor\"]\noutcomes = [\"bifall\"]\napplicant = \"Exempelby IK\"\n";
    let grant = "\n[decision]\nclauses = [\"att bevilja Exempelby IK 9 000 kronor i bidrag\"]\noutcomes = [\"bifall\"]\napplicant = \"Exempelby IK\"\n";
    let refusal = "\n[decision]\nclauses = [\"att avslå ansökan om bidrag med 8 000 kronor\"]\noutcomes = [\"avslag\"]\napplicant = \"Exempelby IK\"\n";
    let site = small(&[
        ("content/ks/2026-03-03/kiosk.md", item(permit).as_bytes()),
        ("content/ks/2026-03-03/lager.md", item(grant).as_bytes()),
        ("content/ks/2026-03-03/resa.md", item(refusal).as_bytes()),
    ]);
    for row in rows(&built(site.path())) {
        let club = Value::from("Exempelby IK");
        let gets = if row["kronor"] == 9_000 { club.clone() } else { Value::Null };
        assert_eq!((&row["applicant"], &row["recipient"]), (&club, &gets), "{row}");
    }
    let fee = rows(&DEMO)
        .into_iter()
        .find(|row| row["clause"].as_str().is_some_and(|text| text.starts_with("Avgiften")));
    assert_eq!(fee.unwrap()["recipient"], Value::Null);
}

#[test]
fn unrelated_matters_under_a_collecting_number_are_not_compared() {
    let files = &*DEMO;
    let cases: Value = serde_json::from_slice(&files["data/arenden.json"]).unwrap();
    let collecting: BTreeSet<&str> = cases
        .as_array()
        .unwrap()
        .iter()
        .filter(|case| case["collecting"] == true)
        .filter_map(|case| case["diarienummer"].as_str())
        .collect();
    assert!(!collecting.is_empty());
    for row in rows(files) {
        if row["diarienummer"].as_str().is_some_and(|number| collecting.contains(number)) {
            let settled = row["again"].as_str().is_some_and(|url| url.contains("#beslut-"));
            assert!(row["again"].is_null() || settled, "{row}");
        }
    }
}

/// What is named again leads to a row of the same case, stage and amount, by another body or by the decision on the
/// proposal; and that row is the last.
#[test]
fn what_is_named_again_leads_to_its_like() {
    let rows = rows(&DEMO);
    let mut followed = 0;
    for row in rows.iter().filter(|row| !row["again"].is_null()) {
        let like = rows.iter().find(|other| {
            other["url"] == row["again"] && other["kronor"] == row["kronor"] && other["stage"] == row["stage"]
        });
        let like = like.unwrap_or_else(|| panic!("{row}"));
        assert!(like["date"].as_str() >= row["date"].as_str(), "{row}");
        followed += 1;
    }
    assert!(followed > 5, "only {followed}");
    let years = |row: &&Value| row["kronor"].as_u64().is_some_and(|kronor| (1990..2100).contains(&kronor));
    let clauses: Vec<_> = rows.iter().filter(years).map(|row| row["clause"].to_string()).collect();
    assert!(clauses.is_empty(), "years taken for money: {clauses:?}");
}

/// The pages show every amount that is not named again, in the column of its stage, and no sum of any.
#[test]
fn pages_show_what_the_data_holds() {
    let html: String = DEMO
        .keys()
        .filter(|path| path.starts_with("pengar/2") && path.ends_with("index.html"))
        .map(|path| page(path))
        .collect();
    let rows = rows(&DEMO);
    for row in rows.iter().filter(|row| row["stage"] == "decided" && row["again"].is_null()) {
        let amount = grouped(row["kronor"].as_u64().unwrap());
        let url = row["url"].as_str().unwrap();
        let shown = html.split("<tr>").any(|line| {
            let cells: Vec<_> = line.split("<td").collect();
            line.contains(&format!("href=\"{url}\"")) && cells.len() == 6 && cells[4].contains(&amount)
        });
        assert!(shown, "{url} {amount}");
    }
    let known: BTreeSet<String> = rows.iter().map(|row| grouped(row["kronor"].as_u64().unwrap())).collect();
    for cell in html.split("<td class=\"number\">").skip(1) {
        let text = cell.split(['<', ' ']).next().unwrap();
        assert!(text.is_empty() || known.contains(text), "{text} stands in no row");
    }
}

fn grouped(number: u64) -> String {
    diariet::render::filters::grouped(i128::from(number))
}

#[test]
fn the_picture_is_told_in_words_and_has_no_style_of_its_own() {
    let html = page("pengar/index.html");
    let svg = html.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap();
    for part in ["role=\"img\"", "aria-labelledby=\"bild-titel bild-text\"", "<title id=", "<desc id="] {
        assert!(svg.contains(part), "no {part}");
    }
    assert!(!svg.contains("style="));
    assert!(svg.contains("mark-decided") && svg.contains("mark-proposed"));
    assert!(html.contains("<table class=\"sums\">"));
}
