//! Content is untrusted: whatever it says, it is text.

use std::fs;

use diariet::base::diag::Severity;
use diariet::build::{self, Options};

use crate::{built, say, small};

const ATTACKS: [&str; 10] = [
    "<script>alert(1)</script>",
    "\\\"><img src=x onerror=alert(1)>",
    "{{ site.contact.email }} {% include \\\"base.html\\\" %}",
    "[klicka](javascript:alert(1))",
    "![bild](https://ond.example/spion.gif)",
    "<svg onload=alert(1)>",
    "<a href=\\\"data:text/html,<script>alert(1)</script>\\\">x</a>",
    "]]><!-- --><style>body{display:none}</style>",
    "<iframe src=//ond.example></iframe>",
    "<https://ond.example/> ''';alert(1)//",
];

#[test]
fn markup_in_content_stays_text() {
    let clauses: Vec<String> = ATTACKS.iter().map(|attack| format!("\"{attack}\"")).collect();
    let list = clauses.join(", ");
    let item = format!(
        "+++\ntitle = \"Bron {}\"\nkind = \"beslut\"\ndiarienummer = [\"KS 2026/12\"]\npresenters = [{list}]\nsummary = \"{}\"\n\
         [proposal]\nclauses = [{list}]\n[decision]\nclauses = [{list}]\nrecused = [{list}]\n\
         [[decision.reservations]]\nby = [{list}]\ntext = \"{}\"\n+++\n\n{}\n\n## {}\n\nKS 2026/99 {}\n",
        ATTACKS[0],
        ATTACKS[1],
        ATTACKS[5],
        ATTACKS.join("\n\n").replace("\\\"", "\""),
        ATTACKS[0].replace("\\\"", "\""),
        ATTACKS[8].replace("\\\"", "\""),
    );
    let document = format!(
        "+++\ntitle = \"{}\"\nkind = \"bilaga\"\nsender = \"{}\"\n+++\n<!-- sida 1 -->\n{}\n\n| a | b |\n|---|---|\n| {} | KS 2026/98 |\n",
        ATTACKS[1],
        ATTACKS[2],
        ATTACKS.join("\n\n").replace("\\\"", "\""),
        ATTACKS[0],
    );
    let site = small(&[
        ("content/ks/2026-03-03/bro.md", item.as_bytes()),
        ("content/ks/2026-03-03/bro/bilaga.md", document.as_bytes()),
    ]);
    let files = built(site.path());
    let mut pages = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        pages += 1;
        for mark in [
            "<script>alert",
            "<img src=x",
            "onerror=alert(1)>",
            "<svg onload",
            "<iframe",
            "<style>",
            "href=\"javascript:",
            "href=\"data:",
            "src=\"https://ond",
        ] {
            assert!(!html.contains(mark), "{path} holds {mark}");
        }
        assert!(!html.contains("registrator@exempelby.example registrator"), "{path} runs templates");
    }
    assert!(pages > 10);
    assert!(files.contains_key("dnr/ks-2026-98/index.html"), "a number in a table has its page");
}

#[test]
fn an_item_of_ten_megabytes_is_built() {
    let mut item = String::from("+++\ntitle = \"Mycket långt\"\nkind = \"information\"\n+++\n");
    while item.len() < 10 << 20 {
        item.push_str("Detta stycke upprepas tills ärendet är tio megabyte stort, KS 2026/77.\n\n");
    }
    let site = small(&[("content/ks/2026-03-03/langt.md", item.as_bytes())]);
    let files = built(site.path());
    assert!(files["ks/2026-03-03/langt/index.html"].len() > 10 << 20);
}

#[test]
fn an_empty_site_is_a_site() {
    let site = small(&[]);
    fs::remove_dir_all(site.path().join("content/ks")).unwrap();
    let (built, found) = build::build(&Options::new(site.path()));
    assert!(built.is_some(), "{}", say(&found));
    assert!(found.iter().all(|one| one.severity == Severity::Warning) && found.len() == 1, "{}", say(&found));
}

#[test]
fn a_broken_template_is_pointed_at() {
    let site = small(&[]);
    fs::create_dir_all(site.path().join("templates")).unwrap();
    fs::write(site.path().join("templates/about.html"), "<p>{{ nothing.here }}</p>\n").unwrap();
    let (built, found) = build::build(&Options::new(site.path()));
    assert!(built.is_none());
    let said = say(&found);
    assert!(said.contains("error[template]") && said.contains("templates/about.html:1"), "{said}");
}

#[test]
fn two_files_of_one_address_are_told_apart() {
    let site = small(&[
        ("content/ks/2026-03-03/Kallelse.pdf", b"%PDF-1.4 a"),
        ("content/ks/2026-03-03/kallelse.pdf", b"%PDF-1.4 b"),
        (
            "content/ks/2026-03-03/index.md",
            b"+++\n[[sources]]\nkind = \"kallelse\"\nfile = \"Kallelse.pdf\"\n[[sources]]\nkind = \"kallelse\"\nfile = \"kallelse.pdf\"\n+++\n",
        ),
    ]);
    let (built, found) = build::build(&Options::new(site.path()));
    assert!(built.is_none());
    assert!(say(&found).contains("error[address-taken]"), "{}", say(&found));
}
