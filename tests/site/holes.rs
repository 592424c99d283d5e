//! What is not published, and what is said in its place.

use std::fmt::Write as _;

use crate::{built, small};

const DOCUMENT: &str = "+++\ntitle = \"Beslut om stöd\"\nkind = \"delegationsbeslut\"\ndate = 2026-02-20\n\
    diarienummer = [\"KS 2026/51\"]\npublished = \"PUBLISHED\"\nreason = \"26 kap. 1 § OSL\"\n\
    [decision]\norgan = \"Handläggare\"\noutcomes = [\"avslag\"]\napplicant = \"Hemlig Sökande\"\nperiod = \"Hemlig period\"\n\
    clauses = [\"bevilja Hemlig Person 41 999 kronor\"]\nconditions = [\"Hemligt villkor\"]\n\
    [[decision.reservations]]\nby = [\"Hemlig Ledamot\"]\ntext = \"Hemlig mening\"\n+++\nHemlig brödtext om KS 2026/52.\n";

const ITEM: &str = "+++\nkind = \"sekretess\"\ntitle = \"Sekretessärende\"\nparagraph = \"163\"\ndiarienummer = [\"KS 2026/53\"]\n\
    reason = \"21 kap. 7 § OSL\"\nsummary = \"Hemlig sammanfattning\"\nsent_to = [\"Hemlig mottagare\"]\n\
    [proposal]\nclauses = [\"bevilja Hemlig Person 41 999 kronor\"]\n\
    [decision]\nclauses = [\"bevilja Hemlig Person 41 999 kronor\"]\noutcomes = [\"bifall\"]\n\
    [[points]]\ntext = \"Hemlig punkt\"\n+++\n\n## Hemlig rubrik\n\nHemlig brödtext om KS 2026/52.\n";

#[test]
fn nothing_of_a_hole_is_anywhere_on_the_site() {
    let documents: Vec<(String, String)> = ["withheld", "withdrawn", "metadata"]
        .iter()
        .map(|how| {
            let path = format!("content/ks/2026-03-03/handlingar/{how}.md");
            (path, DOCUMENT.replace("PUBLISHED", how))
        })
        .collect();
    let mut content: Vec<(&str, &[u8])> =
        documents.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    content.push(("content/ks/2026-03-03/paragraf-163.md", ITEM.as_bytes()));
    let site = small(&content);
    let files = built(site.path());
    let mut leaks = String::new();
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in ["hemlig", "41 999", "41999"] {
            if text.contains(secret) {
                let _ = writeln!(leaks, "{path} holds {secret}");
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks}");
    assert!(
        !files.contains_key("dnr/ks-2026-52/index.html"),
        "a number that stands in a hole alone has no page"
    );
    let read = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let case: serde_json::Value = serde_json::from_str(&read("dnr/ks-2026-51/index.json")).unwrap();
    assert_eq!(case["latest"]["label"], "Delegationsbeslut 2026-02-20", "that there is a decision is told");
    let item: serde_json::Value =
        serde_json::from_str(&read("ks/2026-03-03/paragraf-163/index.json")).unwrap();
    assert_eq!(item["decision"]["outcomes"], serde_json::json!(["ej publicerat"]));
    assert!(read("ks/2026-03-03/index.html").contains("163"), "the hole stands in the agenda");
}

#[test]
fn a_delegates_decision_is_found_beside_an_item_that_decides_nothing() {
    let site = small(&[
        (
            "content/ks/2026-03-03/bidrag.md",
            "+++\ntitle = \"Bidrag\"\nkind = \"information\"\ndiarienummer = [\"KS 2026/60\"]\n+++\n".as_bytes(),
        ),
        (
            "content/ks/2026-03-03/handlingar/beslut.md",
            "+++\ntitle = \"Beslut om bidrag\"\nkind = \"delegationsbeslut\"\ndate = 2026-02-01\ndiarienummer = [\"KS 2026/60\"]\n\
             [decision]\nclauses = [\"bevilja 4 000 kronor\"]\noutcomes = [\"bifall\"]\n+++\nText\n"
                .as_bytes(),
        ),
        (
            "content/ks/2026-03-03/index.md",
            "+++\n[[sources]]\nkind = \"protokoll\"\nfile = \"protokoll.pdf\"\n+++\n".as_bytes(),
        ),
    ]);
    let files = built(site.path());
    let case: serde_json::Value = serde_json::from_slice(&files["dnr/ks-2026-60/index.json"]).unwrap();
    assert_eq!(case["latest"]["label"], "Delegationsbeslut 2026-02-01");
    let html = std::str::from_utf8(&files["dnr/ks-2026-60/index.html"]).unwrap();
    assert!(!html.contains("Inget beslut hittat"));
}

#[test]
fn amounts_of_several_numbers_are_not_denied() {
    let site = small(&[(
        "content/ks/2026-03-03/tva.md",
        "+++\ntitle = \"Två\"\nkind = \"beslut\"\ndiarienummer = [\"KS 2026/60\", \"KS 2026/61\"]\n\
         [decision]\nclauses = [\"bevilja 500 000 kronor\"]\noutcomes = [\"bifall\"]\n+++\n"
            .as_bytes(),
    )]);
    let files = built(site.path());
    for case in ["dnr/ks-2026-60/index.html", "dnr/ks-2026-61/index.html"] {
        let html = std::str::from_utf8(&files[case]).unwrap();
        assert!(!html.contains("Inget belopp står") && html.contains("gäller flera diarienummer"), "{case}");
    }
}
