//! The rooms of the house stand in the order in which data flows: a room uses only rooms above it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system")]

use std::fs;
use std::path::{Path, PathBuf};

/// Every room, in the order of the data. `cli` says what can be typed, `command` does it.
const ROOMS: &[&str] = &[
    "base", "model", "mask", "packet", "split", "content", "import", "ledger", "site", "page", "render",
    "search", "data", "feed", "publish", "build", "serve", "cli", "command",
];

/// A function may not be longer, signature and closing brace counted.
const LONGEST_FUNCTION: usize = 80;

/// What the head of every `mod.rs` says of its room.
const HEAD: [&str; 3] = ["comes in", "goes out", "absent on purpose"];

struct SourceFile {
    path: PathBuf,
    text: String,
}

impl SourceFile {
    fn room(&self) -> &str {
        let relative = self.path.strip_prefix(src()).unwrap();
        relative.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs")
    }

    /// The text up to its tests.
    fn product(&self) -> &str {
        self.text.split("#[cfg(test)]\nmod tests").next().unwrap()
    }

    fn name(&self) -> String {
        self.path.strip_prefix(src()).unwrap().display().to_string()
    }
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<SourceFile> {
    let mut files = Vec::new();
    collect(&src(), &mut files);
    assert!(files.len() > 10, "the sources were not found");
    files
}

fn collect(folder: &Path, files: &mut Vec<SourceFile>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.push(SourceFile { path, text });
        }
    }
}

fn place(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

/// The code of a line: without its comment (doc comments link to rooms below, for readers).
fn code(line: &str) -> &str {
    line.find("//").map_or(line, |at| &line[..at])
}

/// Rooms that a text names by `crate::room` or `crate::{room, room::thing}`.
fn rooms_used(text: &str) -> Vec<(usize, String)> {
    let code: String = text.lines().map(|line| format!("{}\n", code(line))).collect();
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => used.push((line, first_word(rest))),
            Some(group) => {
                used.extend(members(group).into_iter().map(|member| (line, first_word(&member))));
            }
        }
    }
    used
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The members of a group whose opening brace has been read.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut member, mut members) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => members.push(std::mem::take(&mut member)),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                member.push(c);
            }
        }
    }
    members.push(member);
    members.retain(|member| !member.trim().is_empty());
    members
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let mut faults = Vec::new();
    for file in sources() {
        let Some(own) = place(file.room()) else { continue };
        for (line, used) in rooms_used(&file.text) {
            if place(&used).is_none_or(|used| used > own) {
                faults.push(format!("{}:{line}: `{}` uses `{used}`", file.name(), file.room()));
            }
        }
        // Two steps up from a file directly in a room would be another room, unseen by the check above.
        if file.path.parent().unwrap().parent() == Some(&src()) && file.text.contains("super::super::super") {
            faults.push(format!("{}: climbs out of its room by `super`", file.name()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_has_its_place() {
    let library = fs::read_to_string(src().join("lib.rs")).unwrap();
    for line in library.lines() {
        if let Some(room) = line.trim().strip_prefix("pub mod ").map(|room| room.trim_end_matches(';')) {
            assert!(place(room).is_some(), "`{room}` has no place in ROOMS");
        }
    }
    for file in sources() {
        let room = file.room();
        assert!(place(room).is_some() || ["lib", "main"].contains(&room), "`{}` is in no room", file.name());
    }
}

#[test]
fn uses_are_found_however_they_are_written() {
    let text = "use crate::base::diag;\nuse crate::{model::{a, b}, site, feed::x};\n// crate::serve\n\
                let x = crate::page::f(); $crate::publish::y; /// [crate::search]\n";
    let used: Vec<String> = rooms_used(text).into_iter().map(|(_, room)| room).collect();
    assert_eq!(used, ["base", "model", "site", "feed", "page"]);
    assert_eq!(rooms_used("\n\nuse crate::base;"), [(3, "base".to_owned())]);
}

#[test]
fn no_function_is_too_long() {
    let mut faults = Vec::new();
    // A test may hold a long text that it reads.
    for file in sources().iter().filter(|file| !file.path.ends_with("tests.rs")) {
        for (name, line, length) in functions(file.product()) {
            if length > LONGEST_FUNCTION {
                faults.push(format!("{}:{line}: `{name}` has {length} lines", file.name()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Name, first line and number of lines of every function with a body, as rustfmt lays them out: the closing brace
/// stands under the signature's first letter.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(start) = code(line).find("fn ").filter(|start| is_signature(&line[..*start])) else {
            continue;
        };
        let closing = format!("{}}}", " ".repeat(line.len() - line.trim_start().len()));
        let opened = lines[at..].iter().position(|line| line.ends_with(['{', ';', '}'])).unwrap_or(0);
        if lines[at + opened].ends_with(';') {
            continue;
        }
        let is_short = lines[at + opened].ends_with('}');
        let length = lines[at..].iter().position(|line| is_short || *line == closing);
        found.push((first_word(&line[start + 3..]), at + 1, length.map_or(1, |last| last + 1)));
    }
    found
}

/// Whether only words of a signature stand before `fn`.
fn is_signature(before: &str) -> bool {
    before
        .split_whitespace()
        .all(|word| matches!(word, "pub" | "const" | "async") || word.starts_with("pub("))
}

#[test]
fn functions_are_measured_from_signature_to_brace() {
    let text = "pub(super) fn a(\n    x: u8,\n) -> u8 {\n    let y = x;\n    y\n}\n\ntrait T {\n    fn b();\n}\nfn c() {}\n";
    let found: Vec<(String, usize)> =
        functions(text).into_iter().map(|(name, _, length)| (name, length)).collect();
    assert_eq!(found, [("a".to_owned(), 6), ("c".to_owned(), 1)]);
}

#[test]
fn every_room_says_what_it_is_for() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| file.path.ends_with("mod.rs")) {
        let head: Vec<&str> = file.text.lines().take_while(|line| line.starts_with("//!")).collect();
        let head = head.join(" ").replace("//!", "").to_lowercase();
        let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in HEAD {
            if !head.contains(part) {
                faults.push(format!("{}: its head does not say what \"{part}\"", file.name()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nobody_takes_everything() {
    for file in sources() {
        let is_tests = file.path.ends_with("tests.rs");
        for line in file.product().lines().filter(|_| !is_tests) {
            let line = code(line).trim();
            let is_ours = line.starts_with("use crate::") || line.starts_with("use super::");
            assert!(!(is_ours && line.ends_with("::*;")), "{}: `{line}` hides who uses whom", file.name());
        }
    }
}
