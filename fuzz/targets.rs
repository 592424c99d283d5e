//! The five parsers that read what strangers wrote, each as a function of bytes that must return: for `cargo fuzz`
//! (`fuzz/fuzz_targets`), for `examples/fuzz.rs` and for `tests/fuzz.rs`.
//!
//! A target fails by panicking. Beyond "no panic" each holds what it made against what must be true of it.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    dead_code,
    reason = "a target that fails panics"
)]

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use diariet::base::render::{self, Colour};
use diariet::base::store::StoreError;
use diariet::build::{self, Options};
use diariet::content::{markdown, tree, write};
use diariet::model::number::scan::{self, Context};
use diariet::model::number::{Diarienummer, Register};
use diariet::packet::{pdf, read_text};
use diariet::render::markdown::Markdown;
use diariet::render::numbers::NumberLinks;
use diariet::search::query::{Engine, Filter};
use diariet::split::split;

/// The names of the targets.
pub(crate) const NAMES: [&str; 5] = ["packet", "content", "number", "query", "pdf"];

/// Takes one input; returns, or panics.
pub(crate) type Target = Box<dyn Fn(&[u8])>;

/// A target, ready to be called a million times. `scratch` is an empty folder that it may write to.
pub(crate) fn target(name: &str, scratch: &Path) -> Target {
    match name {
        "packet" => Box::new(packet),
        "content" => content(scratch),
        "number" => Box::new(number),
        "query" => query(scratch),
        "pdf" => Box::new(pdf),
        _ => panic!("no target is called {name}"),
    }
}

/// The text of a packet: lines, what they are, and the content files that come of it.
fn packet(data: &[u8]) {
    let packet = read_text("kalla.txt", data);
    for (number, line) in (1..).zip(&packet.lines) {
        assert_eq!(line.number, number, "a line is lost or doubled");
    }
    let draft = split(&packet);
    let last = u32::try_from(packet.lines.len()).unwrap();
    for (from, to) in draft.meeting.items.iter().filter_map(|item| item.lines) {
        assert!(from >= 1 && from <= to && to <= last, "lines {from}–{to} of {last}");
    }
    is_front_matter(&write::meeting(&draft.meeting, ""));
    for item in &draft.meeting.items {
        is_front_matter(&write::item(item, 1, &write::sections(item)));
    }
    for document in &draft.meeting.documents {
        let text = draft.texts.get(&document.id).map(|blocks| write::blocks(blocks)).unwrap_or_default();
        is_front_matter(&write::document(document, 1, &text));
    }
}

/// What an import writes must be read back: no text of a packet may end the front matter that it stands in.
fn is_front_matter(text: &str) {
    let (toml, _) = text.strip_prefix("+++\n").unwrap().split_once("\n+++\n").unwrap();
    if let Err(error) = toml.parse::<toml::Table>() {
        panic!("an import writes front matter that is no TOML: {error}\n{toml}");
    }
}

const CONFIG: &str = "title = \"Möten\"\norganisation = \"Exempelby kommun\"\nbase_url = \"https://exempelby.example\"\n\
    [contact]\nname = \"Registrator\"\nemail = \"registrator@exempelby.example\"\n[diarienummer]\nprefixes = [\"KS\"]\n\
    [accessibility]\nlevel = \"helt förenlig\"\nassessed = 2026-01-15\nmethod = \"Egen.\"\nemail = \"r@exempelby.example\"\n";

/// The files of a small site, of which one is replaced by what is fuzzed.
const FILES: [(&str, &str); 7] = [
    ("content/ks/2026-03-03/bro.md", "+++\ntitle = \"Bron\"\n+++\n"),
    ("content/ks/2026-03-03/bro/bilaga.md", "+++\ntitle = \"Bilaga\"\nkind = \"bilaga\"\n+++\nText\n"),
    ("content/ks/2026-03-03/index.md", "+++\n+++\n"),
    ("content/dnr/ks-2026-1.md", "+++\ndiarienummer = \"KS 2026/1\"\n+++\n"),
    ("content/ks/_index.md", "+++\nname = \"Kommunstyrelsen\"\n+++\n"),
    ("diariet.toml", CONFIG),
    ("content/ks/2026-03-03/review.toml", ""),
];

/// Configuration and content files, front matter and Markdown. The first byte says which file is replaced.
fn content(scratch: &Path) -> Target {
    let root = scratch.join("site");
    for (path, text) in FILES {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Box::new(move |data| {
        let Some((which, data)) = data.split_first() else { return };
        let (path, sound) = FILES[usize::from(*which) % FILES.len()];
        fs::write(root.join(path), data).unwrap();
        let found = build::check(&Options { drafts: true, ..Options::new(&root) });
        // A text with a fault in each line has thousands; they are drawn alike.
        for diagnostic in found.iter().take(20) {
            black_box(render::human(diagnostic, Colour::Plain));
            black_box(render::machine(diagnostic));
        }
        fs::write(root.join(path), sound).unwrap();
        if let Ok(text) = std::str::from_utf8(data) {
            markdown_of(text);
        }
    })
}

/// What a page shows of a text holds no element but those that Markdown makes.
fn markdown_of(text: &str) {
    black_box(markdown::plain(text));
    black_box(markdown::sections(text));
    black_box(markdown::tables(text));
    let pages = markdown::pages(text);
    let texts: Vec<&str> = pages.iter().map(|(_, text)| text.as_str()).collect();
    let html = Markdown::new(&NumberLinks::none(), "", 2).pages(&texts).concat();
    let lower = html.to_ascii_lowercase();
    for bad in [
        "<script",
        "<img",
        "<svg",
        "<iframe",
        "<style",
        "<!",
        "href=\"javascript:",
        "href=\"data:",
        "href=\"vbscript:",
        "href=\"//",
    ] {
        assert!(!lower.contains(bad), "{bad} in {html}");
    }
}

/// Diarienummer: one alone, and all those of a text.
fn number(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(number) = Diarienummer::parse(&text) {
        let again = Diarienummer::parse(number.key()).unwrap_or_else(|why| panic!("{number:?}: {why:?}"));
        assert_eq!(again.key(), number.key(), "the key is read as itself");
        assert!(tree::is_slug(&number.slug()), "{} cannot be an address", number.slug());
        black_box(number.spellings());
    }
    let register = Register::new(["KS", "BUN"]).with_bare_numbers();
    for register in [&register, &Register::default()] {
        let found = scan::find(&text, &Context { register, before: "Dnr" });
        let mut end = 0;
        for one in &found.found {
            assert!(text.get(one.range.clone()).is_some_and(|text| !text.is_empty()), "{one:?}");
            assert!(one.range.start >= end, "two numbers in one place");
            end = one.range.end;
        }
        for one in &found.rejected {
            assert!(text.get(one.range.clone()).is_some(), "{one:?}");
        }
        black_box(scan::in_lines(text.lines(), register));
    }
}

/// What is typed into the search, on the index of the demo site.
fn query(scratch: &Path) -> Target {
    let output = scratch.join("public");
    let (built, found) = build::build(&Options { output: output.clone(), ..Options::new(&repository()) });
    assert!(built.is_some(), "{found:?}");
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(output.join("search")).unwrap() {
        collect(&entry.unwrap().path(), &output, &mut files);
    }
    let engine = Engine::open(move |path: &str| {
        files.get(path).cloned().ok_or_else(|| StoreError::Io {
            action: "read",
            path: path.into(),
            cause: std::io::ErrorKind::NotFound.into(),
        })
    })
    .unwrap();
    Box::new(move |data| {
        let typed = String::from_utf8_lossy(data);
        let answer = engine.search(&typed, &Filter::default(), 10).unwrap();
        assert!(answer.hits.len() <= answer.total.min(10));
        for hit in &answer.hits {
            for (from, to) in &hit.marks {
                assert!(hit.snippet.get(*from..*to).is_some(), "{:?} of {:?}", hit.marks, hit.snippet);
            }
        }
    })
}

fn collect(path: &Path, output: &Path, files: &mut BTreeMap<String, String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), output, files);
        }
    } else if let Ok(text) = fs::read_to_string(path) {
        files.insert(path.strip_prefix(output).unwrap().to_str().unwrap().to_owned(), text);
    }
}

/// A PDF, as the worker reads it. The worker catches panics page by page; what it cannot catch ends the process.
fn pdf(data: &[u8]) {
    pdf::worker::read_bytes(data.to_vec(), &mut std::io::sink()).unwrap();
}

/// The repository.
pub(crate) fn repository() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    if here.ends_with("fuzz") { here.parent().unwrap().to_owned() } else { here }
}
