//! Words ready to paste: at every clause and every page of a document, with what proves them.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use regex::Regex;

use crate::{DEMO, built, page, small};

const BASE: &str = "https://diariet.lindmora.example";

fn pages(end: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    DEMO.keys().map(String::as_str).filter(move |path| path.ends_with(end)).map(|path| (path, page(path)))
}

/// The words of the citations of a page, without markup.
fn citations(html: &str) -> Vec<String> {
    let tag = Regex::new("<[^>]*>").unwrap();
    html.split("<p class=\"cite-text\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('>')?.1.split("</p>").next())
        .map(|words| tag.replace_all(words, "").split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn every_clause_and_every_page_can_be_cited() {
    let place = Regex::new("id=\"((?:forslag|beslut|sida)-[0-9]+)\"").unwrap();
    let (mut clauses, mut sheets) = (0, 0);
    for (path, html) in pages("index.html") {
        let said = citations(html);
        let url = format!("{BASE}/{}", path.trim_end_matches("index.html"));
        // What has moved is cited where it is.
        if html.contains("<body class=\"is-moved\"") {
            continue;
        }
        for anchor in place.captures_iter(html).map(|found| found[1].to_owned()) {
            let cited = said.iter().filter(|words| words.contains(&format!("{url}#{anchor}"))).count();
            assert_eq!(cited, 1, "{path}#{anchor}");
            *(if anchor.starts_with("sida") { &mut sheets } else { &mut clauses }) += 1;
        }
    }
    assert!(clauses > 200 && sheets > 40, "{clauses} clauses, {sheets} pages");
}

/// The minutes of this meeting lie beside its content in two files, of which one is published.
#[test]
fn a_citation_says_body_day_paragraph_number_address_and_checksum() {
    let meeting: serde_json::Value =
        serde_json::from_slice(&DEMO["kommunstyrelsen/2025-10-14/index.json"]).unwrap();
    let known = |source: &&serde_json::Value| source["sha256"].as_str().is_some_and(|sum| !sum.is_empty());
    let source = meeting["sources"].as_array().unwrap().iter().find(known).unwrap();
    assert_eq!(source["kind"], "delprotokoll");
    let mut proved = 0;
    for item in meeting["items"].as_array().unwrap() {
        let url = item["url"].as_str().unwrap();
        let said = citations(page(&format!("{}index.html", &url[1..])));
        for words in said.iter().filter(|words| words.contains("#beslut-")) {
            let place = format!("Kommunstyrelsen 2025-10-14 § {},", item["paragraph"].as_str().unwrap());
            let numbers = item["diarienummer"].as_array().unwrap();
            for part in numbers.iter().map(|number| number.as_str().unwrap()).chain([
                place.as_str(),
                "Lindmora kommun, beslutet, punkt ",
                url,
            ]) {
                assert!(words.contains(part), "no {part} in {words}");
            }
            proved += usize::from(words.contains(source["sha256"].as_str().unwrap()));
        }
    }
    assert!(proved > 0, "no clause is proved by the minutes that hold it");
}

/// A page of a document is proved by the file that one can open at that page.
#[test]
fn a_page_of_a_document_is_proved_by_its_source() {
    let mut proved = 0;
    for (path, html) in pages("index.html") {
        let Some(record) = DEMO.get(&path.replace("index.html", "index.json")) else { continue };
        let record: serde_json::Value = serde_json::from_slice(record).unwrap();
        let (Some(_), Some(source)) = (record.get("published"), record["source"].as_str()) else { continue };
        if !record["file"].is_null() {
            continue;
        }
        let meeting = path.split('/').take(2).collect::<Vec<_>>().join("/");
        let meeting: serde_json::Value =
            serde_json::from_slice(&DEMO[&format!("{meeting}/index.json")]).unwrap();
        let source =
            meeting["sources"].as_array().unwrap().iter().find(|other| other["file"] == source).unwrap();
        let sum = source["sha256"].as_str().unwrap();
        for words in citations(html).iter().filter(|words| words.contains("#sida-") && !sum.is_empty()) {
            assert!(words.contains(sum), "{path}: {words}");
            proved += 1;
        }
    }
    assert!(proved > 0, "no page is proved");
}

#[test]
fn what_opens_a_citation_has_a_name_of_its_own() {
    let tag = Regex::new("<[^>]*>").unwrap();
    for (path, html) in pages("index.html") {
        let mut names = BTreeSet::new();
        for summary in html.split("<summary>").skip(1).filter_map(|rest| rest.split("</summary>").next()) {
            let name = tag.replace_all(summary, "").into_owned();
            assert!(!name.starts_with("Citera") || names.insert(name.clone()), "{path}: {name} twice");
        }
    }
}

#[test]
fn a_case_is_proved_by_the_paper_that_it_stands_in() {
    let sum = "5f".repeat(32);
    let index = format!(
        "+++\n[[sources]]\nkind = \"protokoll\"\nfile = \"p.pdf\"\nsha256 = \"{sum}\"\nparagraphs = \"7\"\n\
         published = \"metadata\"\n+++\n"
    );
    let item = "+++\ntitle = \"Bron\"\nkind = \"beslut\"\nparagraph = \"7\"\ndiarienummer = [\"KS 2026/12\"]\n\
        pages = [3, 4]\n\n[decision]\nclauses = [\"att bygga bron\"]\n+++\n";
    let site = small(&[
        ("content/ks/2026-03-03/index.md", index.as_bytes()),
        ("content/ks/2026-03-03/bron.md", item.as_bytes()),
    ]);
    let files = built(site.path());
    let said = |path: &str| citations(std::str::from_utf8(&files[path]).unwrap());
    assert_eq!(
        said("dnr/ks-2026-12/index.html"),
        [format!(
            "dnr KS 2026/12, Bron, Kommunstyrelsen 2026-03-03 § 7, Exempelby kommun. \
             https://exempelby.example/dnr/ks-2026-12/ (källans SHA-256 {sum})"
        )]
    );
    // The meeting's only source is its minutes, so the item's pages are theirs.
    assert_eq!(
        said("ks/2026-03-03/bron/index.html").last().unwrap(),
        &format!(
            "Kommunstyrelsen 2026-03-03 § 7, dnr KS 2026/12, Exempelby kommun, sidorna 3–4. \
             https://exempelby.example/ks/2026-03-03/bron/ (källans SHA-256 {sum})"
        )
    );
}

fn packed(bytes: &[u8]) -> usize {
    let mut child =
        Command::new("gzip").args(["-9", "-c"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = bytes.to_owned();
    let writer = std::thread::spawn(move || input.write_all(&bytes).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.stdout.len()
}

/// A page with its style sheet, script and icon: 40 KB as it is sent.
#[test]
fn pages_stay_small() {
    let own =
        |path: &&String| path.starts_with("static/") || path.starts_with("css/") || path.starts_with("js/");
    let theme: usize = DEMO
        .keys()
        .filter(own)
        .filter(|path| !path.contains("search") && !path.contains(".html"))
        .map(|path| packed(&DEMO[path]))
        .sum();
    let largest = pages("index.html").max_by_key(|(_, html)| html.len()).unwrap();
    let all = theme + packed(largest.1.as_bytes());
    println!(
        "the largest page, {}: {} bytes, {all} packed with its theme ({theme})",
        largest.0,
        largest.1.len()
    );
    assert!(theme > 3_000, "the theme's files were not found");
    assert!(all <= 40_000, "{} is {all} bytes with its theme", largest.0);
}
