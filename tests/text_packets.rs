//! The text of real packets: every line and page of it is there, under its number.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system, and at their own environment")]
#![expect(clippy::print_stdout, reason = "a skip must be seen")]

use std::fs;
use std::path::{Path, PathBuf};

use diariet::packet::{self, Limits};

/// The folder of real packets, which is not part of the repository.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/packets");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "no packets at {}", folder.display());
    println!("SKIPPED: no packets at {}", folder.display());
    None
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let list =
        |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let mut paths = [list(folder), list(&folder.join("dev"))].concat();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

#[test]
fn every_line_of_a_real_packet_keeps_its_number() {
    let Some(folder) = folder() else { return };
    let texts = texts(&folder);
    assert!(!texts.is_empty());
    for path in texts {
        let packet = packet::read(&path, &Limits::default()).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.split_terminator('\n').collect();
        assert_eq!(packet.lines.len(), lines.len(), "{}", path.display());
        for (line, (number, source)) in packet.lines.iter().zip((1..).zip(lines)) {
            assert_eq!((line.number, line.text.as_str()), (number, source.trim_matches('\u{c}')));
        }
        let breaks = text.matches('\u{c}').count();
        let pages = packet.page_count.map(|pages| pages as usize);
        assert_eq!(pages, (breaks > 0).then_some(breaks + 1), "{}", path.display());
        assert_eq!(packet.findings, [], "{}", path.display());
    }
}
