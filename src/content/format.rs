//! The content format, as data: every key of every file, what it takes and what it means.
//!
//! The reader refuses keys that do not stand here, the reference (`FORMAT.md`, `diariet explain format`) is made
//! from here, and a test holds the two together.

mod document;
mod item;
mod meeting;
mod review;
mod site;

use std::fmt::Write as _;

pub use document::{DOCUMENT, VERSION};
pub use item::{ATTACHMENT, CLAUSE, DECISION, EARLIER, ITEM, POINT, PROPOSAL, SAID, VOTE};
pub use meeting::{FINDING, MEETING, PERSON, SOURCE};
pub use review::{CLEANED, DECIDED, MEETING_DECIDED, REVIEW};
pub use site::{
    ACCESSIBILITY, BODY, CASE, CONFIG, CONTACT, LICENCE, LIMITS, MEMBER, PRIVACY, REDIRECT, REGISTER,
};

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Text.
    Text,
    /// A list of texts.
    Texts,
    /// A day, `2026-11-23` with or without quotation marks.
    Day,
    /// A clock time, `"18:30"`.
    Clock,
    /// A whole number, not negative.
    Count,
    /// Two whole numbers, first and last.
    Range,
    /// A list of whole numbers.
    Counts,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Several of these words.
    Words(&'static [&'static str]),
    /// A diarienummer.
    Dnr,
    /// A list of diarienummer.
    Dnrs,
    /// A table with keys of its own.
    Table(&'static Shape),
    /// Several such tables.
    Tables(&'static Shape),
    /// A list whose members are texts or such tables.
    TextsOrTables(&'static Shape),
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub doc: &'static str,
}

/// The keys of a file or a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// What people call it.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// Its keys, in the order in which they are written.
    pub keys: &'static [Key],
}

impl Shape {
    /// The key called `name`.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

const fn key(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, required: false, doc }
}

const fn must(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, required: true, doc }
}

/// Every file of a site, in the order of the reference.
pub const FILES: &[&Shape] = &[&CONFIG, &BODY, &MEETING, &ITEM, &DOCUMENT, &REVIEW, &CASE];

/// The reference of the content format, in Markdown.
#[must_use]
pub fn reference() -> String {
    let mut out = String::from(INTRODUCTION);
    for shape in FILES {
        describe(shape, 2, &mut out);
    }
    out
}

const INTRODUCTION: &str = "# The content format\n\n\
    A site is a folder with `diariet.toml` and `content/`. Every content file is Markdown with TOML front matter \
    between two lines `+++`. Keys that do not stand here are errors. Names of files and folders become addresses: \
    lower-case letters a–z, digits and hyphens.\n";

fn describe(shape: &Shape, level: usize, out: &mut String) {
    let _ = write!(out, "\n{} `{}`\n\n{}\n\n", "#".repeat(level.min(4)), shape.name, shape.doc);
    out.push_str("| key | takes | meaning |\n|---|---|---|\n");
    for key in shape.keys {
        let required = if key.required { " **Required.**" } else { "" };
        let _ = writeln!(out, "| `{}` | {} | {}{required} |", key.name, describe_takes(key.takes), key.doc);
    }
    for key in shape.keys {
        if let Takes::Table(inner) | Takes::Tables(inner) | Takes::TextsOrTables(inner) = key.takes {
            // A shape that serves several keys is described once.
            if !out.contains(&format!(" `{}`\n\n{}\n", inner.name, inner.doc)) {
                describe(inner, level + 1, out);
            }
        }
    }
}

fn describe_takes(takes: Takes) -> String {
    let words = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match takes {
        Takes::Text => "text".into(),
        Takes::Texts => "list of texts".into(),
        Takes::Day => "day, `2026-11-23`".into(),
        Takes::Clock => "time, `\"18:30\"`".into(),
        Takes::Count => "whole number".into(),
        Takes::Range => "`[first, last]`".into(),
        Takes::Counts => "list of whole numbers".into(),
        Takes::Number => "number".into(),
        Takes::Flag => "`true` or `false`".into(),
        Takes::Word(of) => format!("one of {}", words(of)),
        Takes::Words(of) => format!("list of {}", words(of)),
        Takes::Dnr => "diarienummer".into(),
        Takes::Dnrs => "list of diarienummer".into(),
        Takes::Table(inner) => format!("table, see `{}`", inner.name),
        Takes::Tables(inner) => format!("tables, see `{}`", inner.name),
        Takes::TextsOrTables(inner) => format!("list of texts or tables, see `{}`", inner.name),
    }
}
