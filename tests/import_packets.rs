//! Imports the real packets that lie beside the repository, with the splitter that users get: the content that comes
//! of them has no error, says what the packet says, and is the same after a second import.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and a skip is shown"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use diariet::base::diag::Severity;
use diariet::base::store::{self, EntryKind};
use diariet::import::{self, Import, Options, Repeat, What};
use diariet::model::number::{Diarienummer, Origin, Register, scan};
use diariet::{build, split};

fn packets() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/packets");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "no packets at {}: a skip is a failure in CI",
        folder.display()
    );
    println!("SKIPPED: no packets at {}", folder.display());
    None
}

const SETTINGS: &str = "\
title = \"Prov\"
organisation = \"Prov\"
base_url = \"https://prov.example\"
[contact]
name = \"Registrator\"
email = \"registrator@prov.example\"
[diarienummer]
[accessibility]
level = \"helt förenlig\"
assessed = 2026-11-23
method = \"självskattning\"
email = \"registrator@prov.example\"
";

struct Site {
    root: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        store::write(&root.path().join("diariet.toml"), SETTINGS.as_bytes()).unwrap();
        Self { root }
    }

    fn import(&self, files: &[PathBuf], repeat: Repeat) -> Import {
        let mut options = Options::new(files.to_vec(), &self.root.path().join("content"));
        options.repeat = repeat;
        import::run(&options, &split::split)
    }

    fn errors(&self) -> Vec<String> {
        build::check(&build::Options::new(self.root.path()))
            .into_iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|diagnostic| format!("{:?}: {}", diagnostic.path, diagnostic.message))
            .collect()
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let content = self.root.path().join("content");
        let entries =
            store::whole_tree(&content).unwrap().into_iter().filter(|entry| entry.kind == EntryKind::File);
        entries
            .map(|entry| (entry.name.clone(), store::read(&content.join(&entry.name), 1 << 26).unwrap()))
            .collect()
    }
}

/// The texts of a folder, each once: variants of one text (with page breaks, as layout) are passed by.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = store::tree(folder).unwrap();
    let names = entries.into_iter().map(|entry| entry.name).filter(|name| !name.contains('/'));
    names
        .filter(|name| name.ends_with(".txt") && name.matches('.').count() == 1)
        .map(|name| folder.join(name))
        .collect()
}

#[test]
fn every_packet_becomes_content_without_errors_and_stays_itself() {
    let Some(folder) = packets() else { return };
    // Each packet is of some organisation; one site holds one.
    for file in texts(&folder).into_iter().chain(texts(&folder.join("dev"))) {
        let site = Site::new();
        let done = site.import(std::slice::from_ref(&file), Repeat::Skip);
        if done.meetings.is_empty() {
            // Papers that name no meeting have no place by themselves, and nothing is written of them.
            assert!(done.has_errors() && site.files().is_empty(), "{}", file.display());
            continue;
        }
        assert_eq!(site.errors(), [""; 0], "{}", file.display());
        let before = site.files();
        site.import(std::slice::from_ref(&file), Repeat::Skip);
        assert!(site.files() == before, "{}", file.display());
        let again = site.import(std::slice::from_ref(&file), Repeat::Again);
        let changes: Vec<_> = again.meetings.iter().flat_map(|meeting| &meeting.changes).collect();
        assert!(
            changes.iter().all(|change| change.what == What::Unchanged),
            "{}: {changes:?}",
            file.display()
        );
        assert!(site.files() == before, "{}", file.display());
    }
}

#[test]
fn the_regional_packet_gives_its_own_numbers_a_case_each() {
    let Some(folder) = packets() else { return };
    let site = Site::new();
    let done = site.import(&[folder.join("regional-tillvaxtnamnd-2020-02-14.txt")], Repeat::Skip);
    let [meeting] = &done.meetings[..] else { panic!("{:?}", done.errors) };
    assert_eq!((meeting.numbers.own.len(), meeting.numbers.external.len()), (28, 14));
    let of_items: BTreeSet<Diarienummer> = meeting
        .meeting
        .items
        .iter()
        .flat_map(|item| &item.diarienummer)
        .map(|number| Diarienummer::parse(number).unwrap())
        .collect();
    assert!(of_items.is_subset(&meeting.numbers.own), "{of_items:?}");
}

#[test]
fn agenda_papers_and_minutes_of_one_meeting_come_together() {
    let Some(folder) = packets() else { return };
    let files: Vec<PathBuf> = texts(&folder.join("dev"))
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("kungsbacka"))
        .collect();
    assert_eq!(files.len(), 3);
    let site = Site::new();
    let done = site.import(&files, Repeat::Skip);
    assert!(!done.has_errors(), "{:?}", done.errors);
    assert_eq!(site.errors(), [""; 0]);
    let [imported] = &done.meetings[..] else { panic!("{} meetings", done.meetings.len()) };
    for item in imported.meeting.items.iter().filter(|item| item.number.is_some()) {
        assert!(
            item.paragraph.is_some() && item.proposal.is_some() && item.decision.is_some(),
            "{}",
            item.title
        );
    }
    let one_by_one = Site::new();
    for file in files.iter().filter(|file| !file.to_string_lossy().contains("handlingar")) {
        assert!(!one_by_one.import(std::slice::from_ref(file), Repeat::Skip).has_errors());
    }
    assert_eq!(one_by_one.errors(), [""; 0]);
    let ids = |files: BTreeMap<String, Vec<u8>>| -> Vec<String> {
        files.into_keys().filter(|name| name.ends_with(".md") && name.matches('/').count() == 2).collect()
    };
    assert_eq!(ids(site.files()), ids(one_by_one.files()));
}

/// Runs the program in `folder`; it must succeed.
fn diariet(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diariet"));
    let output = command.current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_new_site_with_the_regional_packet_has_a_page_for_each_of_its_own_numbers() {
    let Some(folder) = packets() else { return };
    let packet = folder.canonicalize().unwrap().join("regional-tillvaxtnamnd-2020-02-14.txt");
    let place = tempfile::tempdir().unwrap();
    diariet(place.path(), &["init", "moten"]);
    let site = place.path().join("moten");
    diariet(&site, &["import", packet.to_str().unwrap()]);
    diariet(&site, &["build"]);
    // What is own is read from the source itself: every number of its commonest form.
    let text = store::read(&packet, 1 << 26).unwrap();
    let text = std::str::from_utf8(&text).unwrap();
    let register = Register::new(["19RS1"]);
    let scan = scan::in_lines(text.split('\n'), &register);
    let number = |origin: Origin| {
        let found = scan.found.iter().filter(move |(_, found)| found.origin == origin);
        found.map(|(_, found)| found.number.clone()).collect::<BTreeSet<Diarienummer>>()
    };
    let (own, external) = (number(Origin::Own), number(Origin::External));
    let page = |number: &Diarienummer| site.join("public/dnr").join(number.slug()).join("index.html");
    let missing: Vec<_> = own.iter().filter(|number| !store::is_file(&page(number))).collect();
    let invented: Vec<_> = external.iter().filter(|number| store::is_file(&page(number))).collect();
    println!(
        "pages: {} of {} own numbers, {} of others",
        own.len() - missing.len(),
        own.len(),
        invented.len()
    );
    assert_eq!((own.len(), external.len()), (28, 14));
    assert!(missing.is_empty() && invented.is_empty(), "missing {missing:?}, invented {invented:?}");
}
