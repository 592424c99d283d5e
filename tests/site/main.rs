//! The demo site, built: whole, valid, the same every time, and harmless whatever its content says.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and a skip is shown"
)]
#![expect(clippy::disallowed_methods, reason = "tests make sites and look at what was built")]

mod citations;
mod complete;
mod crawl;
mod feeds;
mod golden;
mod holes;
mod hostile;
mod life;
mod money;
mod open_data;
mod privacy;
mod schemas;
mod search;
#[cfg(feature = "sqlite")]
mod sqlite;
mod stable;
#[path = "../hostile/mod.rs"]
mod strings;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use diariet::base::diag::Diagnostic;
use diariet::base::render::{self, Colour};
use diariet::build::{self, Options};

/// The repository, which is the demo site.
fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

fn say(found: &[Diagnostic]) -> String {
    found.iter().map(|diagnostic| render::human(diagnostic, Colour::Plain)).collect()
}

/// Builds the site in `root` into a folder of its own and returns its files.
fn built(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = tempfile::tempdir().unwrap();
    let options = Options { output: output.path().join("public"), ..Options::new(root) };
    let (built, found) = build::build(&options);
    assert!(built.is_some(), "{}", say(&found));
    files(&options.output)
}

/// Copies the demo site, its content file by file in an order of its own, so that the system lists it in another.
fn copy_demo(to: &Path) {
    let mut names: Vec<String> = files(&repository().join("content")).into_keys().collect();
    // Any fixed order that is not the sorted one.
    names.sort_by_key(|name| {
        name.bytes().rev().map(u32::from).fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte))
    });
    for name in names {
        let target = to.join("content").join(&name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(repository().join("content").join(&name), target).unwrap();
    }
    for name in ["diariet.toml", "gamla-adresser.csv", "ledger.txt"] {
        fs::copy(repository().join(name), to.join(name)).unwrap();
    }
}

/// The demo site, built once for all tests.
static DEMO: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| built(&repository()));

/// The text of a page of the demo site.
fn page(path: &str) -> &'static str {
    std::str::from_utf8(DEMO.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

/// A small site: configuration, one body, and these files.
fn small(content: &[(&str, &[u8])]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let config = "title = \"Möten\"\norganisation = \"Exempelby kommun\"\nbase_url = \"https://exempelby.example\"\n\n\
        [contact]\nname = \"Registrator\"\nemail = \"registrator@exempelby.example\"\n\n[diarienummer]\nprefixes = [\"KS\"]\n\n\
        [accessibility]\nlevel = \"helt förenlig\"\nassessed = 2026-01-15\nmethod = \"Egen granskning.\"\n\
        email = \"registrator@exempelby.example\"\n";
    let base: [(&str, &[u8]); 3] = [
        ("diariet.toml", config.as_bytes()),
        ("content/ks/_index.md", "+++\nname = \"Kommunstyrelsen\"\n+++\n".as_bytes()),
        ("content/ks/2026-03-03/index.md", b"+++\n+++\n"),
    ];
    for (path, bytes) in base.iter().chain(content) {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    place
}

#[test]
fn every_address_of_the_contract_is_there() {
    for path in [
        "index.html",
        "sok/index.html",
        "dnr/index.html",
        "anslagstavla/index.html",
        "oppna-data/index.html",
        "om/index.html",
        "tillganglighet/index.html",
        "pengar/index.html",
        "404.html",
        "data/manifest.json",
        "data/arenden.json",
        "data/arenden.csv",
        "data/moten.json",
        "data/beslut.csv",
        "data/handlingar.json",
        "data/belopp.csv",
        "data/personer.json",
        "data/schema/meeting.json",
    ] {
        assert!(DEMO.contains_key(path), "{path}");
    }
}

#[test]
fn a_proposal_is_never_shown_as_a_decision() {
    let mut proposals = 0;
    for (path, bytes) in DEMO.iter().filter(|(path, _)| path.ends_with("/index.json")) {
        let record: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        // An item that is proposed and not decided.
        if record.get("proposal").is_none_or(serde_json::Value::is_null) || !record["decision"].is_null() {
            continue;
        }
        proposals += 1;
        let html = page(&path.replace("index.json", "index.html"));
        assert!(
            html.contains("Det här är ett förslag, inte ett beslut") || html.contains("förslag, inte beslut"),
            "{path}"
        );
        assert!(!html.contains("id=\"beslut-1\""), "{path}");
    }
    assert!(proposals > 5, "only {proposals} proposals");
}
