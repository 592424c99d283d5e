//! A publication that is killed at any moment leaves the whole old site or the whole new one.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system, and at their own environment")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use diariet::publish::Publication;
use diariet::publish::manifest::Manifest;
use sha2::{Digest as _, Sha256};

const OUTPUT: &str = "DIARIET_TEST_OUTPUT";
const KILLS: u64 = 100;

/// What the process says each time.
const PUBLISHED: &str = "published a version";

/// Not a test of its own: the process that [`a_hundred_kills_leave_a_hundred_whole_sites`] kills. Publishes one
/// version of a site after the other, for ever.
#[test]
#[ignore = "the process that another test kills"]
fn publish_for_ever() {
    let Ok(output) = std::env::var(OUTPUT) else { return };
    let output = Path::new(&output);
    let last = fs::read_to_string(output.join("version.txt")).map_or(0, |version| version.parse().unwrap());
    for version in last + 1_u64.. {
        let publication = Publication::begin(output).unwrap();
        publication.put("version.txt", format!("{version}").as_bytes()).unwrap();
        for n in 0..40 {
            let text = if n % 2 == 0 { format!("same {n}") } else { format!("version {version}") };
            publication.put(&format!("dnr/{n}/index.html"), text.as_bytes()).unwrap();
        }
        publication.finish().unwrap();
        println!("{PUBLISHED}");
    }
}

/// Every file agrees with the list, none is missing and none is too many.
fn assert_agrees(output: &Path) {
    let list: Manifest =
        serde_json::from_slice(&fs::read(output.join("data/manifest.json")).unwrap()).unwrap();
    for file in &list.files {
        let bytes = fs::read(output.join(&file.path)).unwrap();
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sum, file.sha256, "{}", file.path);
    }
    assert_eq!(count_files(output), list.files.len() + 1);
}

/// The version that all files are of.
fn version(output: &Path) -> u64 {
    let version = fs::read_to_string(output.join("version.txt")).unwrap();
    assert_eq!(fs::read_to_string(output.join("dnr/1/index.html")).unwrap(), format!("version {version}"));
    version.parse().unwrap()
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
            .args(["--exact", "publish_for_ever", "--ignored", "--nocapture"])
            .env(OUTPUT, &output)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        assert!(said.any(|line| line.contains(PUBLISHED)), "the publishing process died by itself");
        // Different moments of the work, the same in every run of the test.
        std::thread::sleep(Duration::from_micros(kill * 7_919 % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_agrees(&output);
        versions.push(version(&output));
    }
    drop(Publication::begin(&output).unwrap());
    let left: Vec<_> = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["public"], "the next run sweeps away what was left");
    assert!(versions.is_sorted() && versions.first() < versions.last(), "{versions:?}");
}

/// The same with the program itself: the content changes, a build begins and is killed.
#[test]
fn a_killed_build_leaves_a_whole_site() {
    let root = tempfile::tempdir().unwrap();
    let diariet = |verb: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_diariet"));
        command.args(verb).current_dir(root.path()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    assert!(diariet(&["init", "."]).status().unwrap().success());
    assert!(diariet(&["build"]).status().unwrap().success());
    let output = root.path().join("public");
    let item = root.path().join("content/kommunstyrelsen/2027-02-09/skolskjuts.md");
    let content = fs::read_to_string(&item).unwrap();
    for kill in 0..KILLS {
        fs::write(&item, content.replace("Nytt reglemente", &format!("Reglemente {kill}"))).unwrap();
        let mut build = diariet(&["build"]).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(kill * 7_919 % 300_000));
        build.kill().unwrap();
        build.wait().unwrap();
        assert_agrees(&output);
    }
    fs::write(&item, content.replace("Nytt reglemente", "Det sista reglementet")).unwrap();
    assert!(diariet(&["build"]).status().unwrap().success());
    assert_agrees(&output);
    let page = fs::read_to_string(output.join("kommunstyrelsen/2027-02-09/skolskjuts/index.html")).unwrap();
    assert!(page.contains("Det sista reglementet"));
    let mut left: Vec<_> =
        fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    let whole = [
        ".gitattributes",
        ".gitignore",
        ".public.analysed",
        "content",
        "diariet.toml",
        "ledger.txt",
        "public",
    ];
    assert_eq!(left, whole, "nothing is left beside the site");
}
