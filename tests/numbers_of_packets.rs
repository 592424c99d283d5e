//! The numbers of real packets, where they lie beside the repository. What is expected is read from the packets' own
//! text and agenda; nothing here knows a number.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and a skip is shown"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use diariet::base::store;
use diariet::model::number::{Diarienummer, Origin, Register, scan};

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

fn text_of(path: &Path) -> String {
    String::from_utf8(store::read(path, 1 << 24).unwrap()).unwrap()
}

#[test]
fn the_packet_holds_its_own_numbers_and_no_others() {
    let Some(folder) = packets() else { return };
    let text = text_of(&folder.join("regional-tillvaxtnamnd-2020-02-14.txt"));
    let agenda = text_of(&folder.join("regional-tillvaxtnamnd-2020-02-14.agenda.json"));
    let lines: Vec<&str> = text.split('\n').collect();
    let mut register = Register::default();
    register.learn(lines.iter().copied());
    assert_eq!(register.prefixes().count(), 1, "{register:?}");
    assert!(!register.has_bare_numbers());

    let scan = scan::in_lines(lines.iter().copied(), &register);
    let of = |origin| -> BTreeSet<Diarienummer> {
        scan.found.iter().filter(|(_, f)| f.origin == origin).map(|(_, f)| f.number.clone()).collect()
    };
    let own = of(Origin::Own);
    // Every number of this form that the text holds, found by a second, dumber way.
    let naive: BTreeSet<Diarienummer> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.get(2..4).is_some_and(|letters| Some(letters) == register.prefixes().next()))
        .filter_map(|word| Diarienummer::parse(word).ok())
        .collect();
    assert_eq!(own, naive);
    assert_eq!(own.len(), 28);
    let agenda: serde_json::Value = serde_json::from_str(&agenda).unwrap();
    let expected: BTreeSet<Diarienummer> = agenda["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|item| item["diarienummer"].as_str())
        .map(|printed| Diarienummer::parse(printed).unwrap())
        .collect();
    assert!(!expected.is_empty() && expected.is_subset(&own), "{expected:?}");

    let external = of(Origin::External);
    let printed: Vec<_> = external.iter().map(Diarienummer::printed).collect();
    assert_eq!(external.len(), 14, "{printed:?}");
    let spellings: BTreeSet<_> = scan
        .found
        .iter()
        .filter(|(_, f)| f.number.slug() == "run-430-2018")
        .map(|(_, f)| f.number.printed())
        .collect();
    assert_eq!(spellings.len(), 2, "both spellings are one number: {spellings:?}");
}

#[test]
fn every_labelled_heading_of_the_development_packets_has_its_number() {
    let Some(folder) = packets() else { return };
    for entry in store::tree(&folder.join("dev")).unwrap() {
        let path = folder.join("dev").join(&entry.name);
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let text = text_of(&path);
        let lines: Vec<&str> = text.split('\n').collect();
        let mut register = Register::default();
        register.learn(lines.iter().copied());
        let scan = scan::in_lines(lines.iter().copied(), &register);
        let found: BTreeSet<usize> = scan.found.iter().map(|(line, _)| *line).collect();
        for (at, line) in lines.iter().enumerate() {
            let heading =
                line.starts_with('§') && ["Dnr ", "nummer "].iter().any(|label| line.contains(label));
            let labelled = heading && line.ends_with(|c: char| c.is_ascii_digit() || c == '.');
            assert!(!labelled || found.contains(&at), "{}:{}: {line}", path.display(), at + 1);
        }
    }
}
