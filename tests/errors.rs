//! Every error code has a case in `tests/errors/<code>.md`: the files of a small site, and exactly what is printed.
//!
//! A block ```` ```file PATH ```` is a file; `bytes` takes `\xNN`; `link PATH TARGET` is a symbolic link;
//! `repeat PATH COUNT` repeats its line. The last block, `output`, is what `diariet check` says.
//! `UPDATE=1 cargo test --test errors` writes the outputs anew.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests make sites and look at their own repository")]

use std::fs;
use std::path::{Path, PathBuf};

use diariet::base::diag::Code;
use diariet::base::render::{self, Colour};
use diariet::build::{self, Options};

/// The site that every case starts from; a case may replace any of its files.
const SITE: [(&str, &str); 3] = [
    (
        "diariet.toml",
        "title = \"Möten\"\norganisation = \"Exempelby kommun\"\nbase_url = \"https://exempelby.example\"\n\n\
         [contact]\nname = \"Registrator\"\nemail = \"registrator@exempelby.example\"\n\n\
         [diarienummer]\nprefixes = [\"KS\"]\n\n\
         [accessibility]\nlevel = \"helt förenlig\"\nassessed = 2026-01-15\nmethod = \"Egen granskning.\"\n\
         email = \"registrator@exempelby.example\"\n",
    ),
    ("content/kommunstyrelsen/_index.md", "+++\nname = \"Kommunstyrelsen\"\n+++\n"),
    ("content/kommunstyrelsen/2026-03-03/index.md", "+++\nplace = \"Sal A\"\n+++\n"),
];

struct Block {
    kind: String,
    words: Vec<String>,
    text: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("````") else { continue };
        let mut words = info.split_whitespace().map(str::to_owned);
        let kind = words.next().unwrap_or_default();
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "````").collect();
        let text = inside.iter().map(|line| format!("{line}\n")).collect();
        blocks.push(Block { kind, words: words.collect(), text });
    }
    blocks
}

fn make(root: &Path, block: &Block) {
    let path = root.join(&block.words[0]);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match block.kind.as_str() {
        "file" => fs::write(path, &block.text).unwrap(),
        "bytes" => fs::write(path, unescaped(&block.text)).unwrap(),
        "link" => std::os::unix::fs::symlink(&block.words[1], path).unwrap(),
        "repeat" => fs::write(path, block.text.repeat(block.words[1].parse().unwrap())).unwrap(),
        "remove" => fs::remove_dir_all(path).unwrap(),
        other => panic!("no such block: {other}"),
    }
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend(before.as_bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).unwrap());
        rest = &after[2..];
    }
    bytes.extend(rest.as_bytes());
    bytes
}

fn said(case: &[Block]) -> String {
    let place = tempfile::tempdir().unwrap();
    for (path, text) in SITE {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    for block in case.iter().filter(|block| block.kind != "output") {
        make(place.path(), block);
    }
    let found = build::check(&Options::new(place.path()));
    let shown: String = found.iter().map(|diagnostic| render::human(diagnostic, Colour::Plain)).collect();
    shown.replace(&place.path().display().to_string(), "SITE")
}

#[test]
fn every_error_says_what_its_case_shows() {
    let update = std::env::var("UPDATE").is_ok();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let case = blocks(&text);
        let output = said(&case);
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        // `code.part.md` is one of several cases of a code.
        let code = code.split('.').next().unwrap();
        assert!(output.contains(&format!("[{code}]")), "{code} is not said in:\n{output}");
        let Some(expected) = case.iter().find(|block| block.kind == "output") else {
            panic!("{code} has no output")
        };
        if expected.text != output {
            if update {
                let fresh = text.replace(
                    &format!("````output\n{}````", expected.text),
                    &format!("````output\n{output}````"),
                );
                fs::write(&path, fresh).unwrap();
            } else {
                wrong.push(format!("{}: expected\n{}\nfound\n{output}", path.display(), expected.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n~~~~\n"));
}

/// Codes that only a build or an import can say; the tests of those show them.
const ELSEWHERE: [&str; 5] = ["address-taken", "password", "template", "unknown-format", "unreadable"];

#[test]
fn every_code_has_a_case() {
    for (code, explanation) in Code::ALL {
        assert!(explanation.len() > 30, "{code} is not explained");
        let exists = folder().join(format!("{code}.md")).is_file();
        assert!(exists != ELSEWHERE.contains(&code.name()), "{code} has no case, or one too many");
    }
}
