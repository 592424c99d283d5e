//! A site made of hostile text: every field of the content format that takes text holds, one after the other, every
//! string of `strings.json`, and so do its Markdown and an imported packet. Used by tests and by `examples/hostile.rs`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, dead_code, reason = "tests make sites")]

use std::fs;
use std::path::Path;

use diariet::content::format::{self, Key, Shape, Takes};
use diariet::{import, split};
use toml::{Table, Value};

/// So many strings share a body and a meeting.
const A_MEETING: usize = 20;

/// The strings: markup, script, links of evil schemes, templates, paths, formulas, characters that are no text.
pub(crate) fn strings() -> Vec<String> {
    serde_json::from_str(include_str!("strings.json")).unwrap()
}

/// A word that finds the page of one string, and nothing else.
pub(crate) fn word(n: usize) -> String {
    format!("fiende{n:04}")
}

/// Writes the site.
pub(crate) fn write(root: &Path) {
    let strings = strings();
    let some: Vec<&str> = strings.iter().map(String::as_str).filter(|s| s.len() < 200).step_by(25).collect();
    write_strings(root, &strings, &some.join(" "));
}

/// Writes a site whose content holds these strings wherever it holds text, and whose configuration says `settings`.
pub(crate) fn write_strings(root: &Path, strings: &[String], settings: &str) {
    put(root, "diariet.toml", &lines(&table(&format::CONFIG, settings, 0)));
    for (nth, group) in strings.chunks(A_MEETING).enumerate() {
        let (folder, at) = (format!("content/organ-{nth}"), nth * A_MEETING);
        file(root, &format!("{folder}/_index.md"), &format::BODY, (&group[0], at));
        let folder = format!("{folder}/2026-03-{:02}", nth + 1);
        file(root, &format!("{folder}/index.md"), &format::MEETING, (&group[0], at));
        for (n, string) in (at..).zip(group) {
            file(root, &format!("{folder}/sak-{n}.md"), &format::ITEM, (string, n));
            file(root, &format!("{folder}/sak-{n}/bilaga-{n}.md"), &format::DOCUMENT, (string, n));
            file(root, &format!("content/dnr/ks-2026-{n}.md"), &format::CASE, (string, n));
        }
    }
    packet(root, strings);
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn file(root: &Path, path: &str, shape: &Shape, (string, n): (&str, usize)) {
    put(root, path, &format!("+++\n{}+++\n{}", lines(&table(shape, string, n)), markdown(string, n)));
}

/// A line a key: a text over several lines could end the front matter that it stands in.
fn lines(table: &Table) -> String {
    table.iter().map(|(key, value)| format!("{key} = {}\n", inline(value))).collect()
}

fn inline(value: &Value) -> String {
    match value {
        // JSON escapes as TOML does, but for one character.
        Value::String(text) => serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f"),
        Value::Array(members) => format!("[{}]", members.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => {
            let pairs: Vec<_> =
                table.iter().map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        other => other.to_string(),
    }
}

/// The string wherever Markdown lets text stand.
fn markdown(string: &str, n: usize) -> String {
    let line = string.replace(['\n', '\r'], " ");
    let word = word(n);
    format!(
        "{string} {word}\n\n<!-- sida 1 -->\n\n## {line}\n\n- {line}\n- [{line}](/dnr/)\n- [{word}]({line})\n- [{word}](<{line}>)\n\
         \n> {line}\n\n| {line} | b |\n|---|---|\n| {line} | KS 2026/{n} |\n\nTabell {line}\n\n`{line}`\n\n    {line}\n\n\
         *{line}* **{line}** ~~{line}~~\n\n<b title=\"{line}\">{line}</b>\n\n<div {line}>\n\n1. {line}\n\n{string}\n"
    )
}

/// A table with every key of its shape.
fn table(shape: &Shape, string: &str, n: usize) -> Table {
    let value = |key: &&Key| match special(shape, key, n) {
        Some(special) => special,
        None => Some(plain(key, string, n)),
    };
    shape.keys.iter().filter_map(|key| Some((key.name.to_owned(), value(&key)?))).collect()
}

/// Keys whose values are not free: `None` where the key is not for this function, `Some(None)` where it stays away.
fn special(shape: &Shape, key: &Key, n: usize) -> Option<Option<Value>> {
    let text = |text: &str| Some(Some(Value::from(text)));
    match (shape.name, key.name) {
        (_, "base_url") => text("https://exempelby.example"),
        (_, "email") => text("registrator@exempelby.example"),
        (_, "url") => text("https://exempelby.example/"),
        ("diarienummer", "prefixes") => Some(Some(Value::from(vec!["KS"]))),
        ("accessibility", "level") => text("delvis förenlig"),
        (_, "language") if shape.name == "diariet.toml" => text("sv"),
        (
            _,
            "theme" | "limits" | "parent" | "sha256" | "draft" | "duplicate_of" | "collecting" | "cancelled"
            | "language" | "sqlite" | "privacy" | "redirects_file",
        ) => Some(None),
        // Old addresses that are none are refused, which other tests show; a page that is withdrawn shows little.
        (_, "aliases" | "redirects" | "withdrawn") => Some(None),
        // Names of files that are there; hostile ones are refused, which other tests show.
        (name, "file" | "source") if name == format::DOCUMENT.name => Some(None),
        ("attachments", "document") => text(&format!("bilaga-{n}")),
        (name, "kind") if name == format::ITEM.name => text(["beslut", "information"][n % 2]),
        (name, "published") if name == format::DOCUMENT.name => {
            text(["text", "text", "metadata", "withheld", "withdrawn"][n % 5])
        }
        ("sources", "published") => text("metadata"),
        (name, "paragraph" | "number") if name == format::ITEM.name => None,
        _ => None,
    }
}

fn plain(key: &Key, string: &str, n: usize) -> Value {
    let found = format!("{string} {}", word(n));
    let number = format!("KS 2026/{n}");
    match key.takes {
        Takes::Text => Value::from(found),
        Takes::Texts => Value::from(vec![found]),
        Takes::Day => Value::from("2026-03-04"),
        Takes::Clock => Value::from("18:30"),
        Takes::Count => Value::from(1),
        Takes::Range => Value::from(vec![1, 2]),
        Takes::Counts => Value::from(vec![1000]),
        Takes::Number => Value::from(5),
        Takes::Flag => Value::from(true),
        Takes::Word(words) => Value::from(words[n % words.len()]),
        Takes::Words(words) => Value::from(vec![words[n % words.len()]]),
        Takes::Dnr => Value::from(number),
        Takes::Dnrs => Value::from(vec![number]),
        Takes::Table(shape) => Value::from(table(shape, string, n)),
        Takes::Tables(shape) => Value::from(vec![table(shape, string, n)]),
        Takes::TextsOrTables(shape) => {
            Value::from(vec![Value::from(found), Value::from(table(shape, string, n))])
        }
    }
}

/// A notice of a meeting as text, with a string a matter, imported as `diariet import` does.
fn packet(root: &Path, strings: &[String]) {
    let mut text = String::from(
        "Exempelby kommun\n\nKALLELSE\n\nKommunstyrelsen\n2026-05-05\n\nKl. 09.00, rådhuset\n\nÄrenden\n\n",
    );
    for (n, string) in strings.iter().enumerate() {
        let line: String = string.replace(['\n', '\r'], " ").chars().take(300).collect();
        text.push_str(&format!("{}. {line} {}    KS 2026/{}\n", n + 1, word(n), n + 5000));
    }
    for string in strings {
        text.push_str(&format!("\u{c}Tjänsteskrivelse\n\n{string}\n\nFörslag till beslut\natt {string}\n\n"));
    }
    // A file that holds this byte is no text, and is refused.
    put(root, "kallelse.txt", &text.replace('\0', ""));
    let options = import::Options::new(vec![root.join("kallelse.txt")], &root.join("content"));
    let done = import::run(&options, &split::split);
    assert!(done.errors.is_empty() && done.meetings.len() == 1, "{:?}", done.errors);
}
