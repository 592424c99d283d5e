//! Nothing is lost: whatever ends a build or an import, content and published site are whole, the old or the new; and
//! what file systems do to names, line ends and permissions changes nothing or is refused.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stdout, reason = "a skip must be seen")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system")]

mod disk;
mod kills;
mod names;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use diariet::publish::manifest::Manifest;
use sha2::{Digest as _, Sha256};

/// The program, about to run in `root`.
fn diariet(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diariet"));
    command
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What a run said, if it ended well.
fn done(root: &Path, arguments: &[&str]) -> String {
    let output = diariet(root, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A new site with the content that `diariet init` makes.
fn site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    done(root.path(), &["init", "."]);
    root
}

/// Changes the site's content so that the next build has much to write: every page names the organisation.
fn rename(root: &Path, n: usize) {
    let config = root.join("diariet.toml");
    let text = fs::read_to_string(&config).unwrap();
    let lines = text.lines().map(|line| match line.starts_with("organisation = ") {
        true => format!("organisation = \"Kommun nummer {n}\"\n"),
        false => format!("{line}\n"),
    });
    fs::write(&config, lines.collect::<String>()).unwrap();
}

/// The files below a folder, with their bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The published site agrees with its own list: no file is missing, other or too many. Gives the number of the
/// municipality that every page names, and only that.
fn whole_site(root: &Path) -> Option<usize> {
    let output = root.join("public");
    let list: Manifest =
        serde_json::from_slice(&fs::read(output.join("data/manifest.json")).unwrap()).unwrap();
    for file in &list.files {
        let bytes = fs::read(output.join(&file.path)).unwrap();
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sum, file.sha256, "{}", file.path);
    }
    assert_eq!(files(&output).len(), list.files.len() + 1, "a file that is not listed");
    let start = fs::read_to_string(output.join("index.html")).unwrap();
    let (_, rest) = start.split_once("Kommun nummer ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// What lies in the site's root, hidden names too.
fn left(root: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    // What the next build need not analyse again is meant to stay.
    names.retain(|name| name != ".public.analysed" && name != ".public.looked");
    names.sort();
    names
}
