//! A publication that is killed at any moment leaves the whole old site or the whole new one.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system, and at their own environment")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use diariet::publish::Publication;
use diariet::publish::manifest::Manifest;
use sha2::{Digest as _, Sha256};

const OUTPUT: &str = "DIARIET_TEST_OUTPUT";
const KILLS: u64 = 100;

/// Not a test of its own: the process that [`a_hundred_kills_leave_a_hundred_whole_sites`] kills. Publishes one
/// version of a site after the other, for ever.
#[test]
#[ignore = "the process that another test kills"]
fn publish_for_ever() {
    let Ok(output) = std::env::var(OUTPUT) else { return };
    for version in 0_u64.. {
        let publication = Publication::begin(Path::new(&output)).unwrap();
        publication.put("version.txt", format!("{version}").as_bytes()).unwrap();
        for n in 0..40 {
            let text = if n % 2 == 0 { format!("same {n}") } else { format!("version {version}") };
            publication.put(&format!("dnr/{n}/index.html"), text.as_bytes()).unwrap();
        }
        publication.finish().unwrap();
    }
}

/// Every file agrees with the list, none is missing, none is too many, and all are of one version.
fn assert_whole(output: &Path) -> String {
    let list: Manifest =
        serde_json::from_slice(&fs::read(output.join("data/manifest.json")).unwrap()).unwrap();
    for file in &list.files {
        let bytes = fs::read(output.join(&file.path)).unwrap();
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sum, file.sha256, "{}", file.path);
    }
    let version = fs::read_to_string(output.join("version.txt")).unwrap();
    assert_eq!(fs::read_to_string(output.join("dnr/1/index.html")).unwrap(), format!("version {version}"));
    let count = count_files(output);
    assert_eq!(count, list.files.len() + 1);
    version
}

fn count_files(folder: &Path) -> usize {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { count_files(&path) } else { 1 })
        .sum()
}

#[test]
fn a_hundred_kills_leave_a_hundred_whole_sites() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    let mut versions = Vec::new();
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "publish_for_ever", "--ignored", "--test-threads=1"])
            .env(OUTPUT, &output)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while !output.exists() {
            assert!(child.try_wait().unwrap().is_none(), "the publishing process died by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        // Different moments of the work, the same in every run of the test.
        std::thread::sleep(Duration::from_micros(5_000 + kill * 7_919 % 40_000));
        assert!(child.try_wait().unwrap().is_none(), "the publishing process died by itself");
        child.kill().unwrap();
        child.wait().unwrap();
        versions.push(assert_whole(&output));
    }
    drop(Publication::begin(&output).unwrap());
    let left: Vec<_> = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["public"], "the next run sweeps away what was left");
    versions.sort();
    versions.dedup();
    assert!(versions.len() > 1, "the kills came before anything was published");
}
