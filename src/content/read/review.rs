//! Reads what a clerk has decided of the personal data in a meeting's papers: `review.toml` in its folder.

use std::collections::BTreeMap;

use crate::base::diag::{Code, Diagnostic};
use crate::content::fields::{At, Fields, Reader};
use crate::content::tree::MeetingFiles;
use crate::content::{format, front};
use crate::mask::{Action, Decision, Policy};

use super::{Input, KeptBack};

/// What is decided of a meeting's personal data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Review {
    /// The site's policy with the meeting's own decisions behind it.
    pub policy: Policy,
    /// Files without personal data that are published in place of others, both by their paths in the meeting's folder.
    pub cleaned: BTreeMap<String, String>,
    /// Files that are not published, by their paths in the meeting's folder, and why.
    pub kept_back: Vec<(String, KeptBack)>,
}

impl Review {
    /// That nothing is decided but what holds for the whole site.
    pub(super) fn none(policy: &Policy) -> Self {
        Self { policy: policy.clone(), ..Self::default() }
    }
}

/// The decisions of a table.
pub(super) fn decisions(fields: &Fields<'_, '_, '_>) -> Vec<Decision> {
    fields
        .tables("decisions", &format::DECIDED)
        .iter()
        .filter_map(|fields| decision(fields).map(|(it, _)| it))
        .collect()
}

fn decision(fields: &Fields<'_, '_, '_>) -> Option<(Decision, Option<At<String>>)> {
    let (action, text, reason) = (fields.word("do", action), fields.raw("text"), fields.raw("reason"));
    let file = if fields.takes("file") { fields.text_at("file") } else { None };
    let decision =
        Decision { action: action?, text: text?, reason, file: file.as_ref().map(|at| at.value.clone()) };
    Some((decision, file))
}

fn action(word: &str) -> Option<Action> {
    match word {
        "mask" => Some(Action::Mask),
        "keep" => Some(Action::Keep),
        _ => None,
    }
}

/// Reads a meeting's `review.toml`; decisions of the whole site hold too.
pub(super) fn review(input: Input<'_>, policy: &Policy, files: &MeetingFiles) -> (Review, Vec<Diagnostic>) {
    let source = match front::open(input.path, input.name, input.limit) {
        Ok(source) => source,
        Err(diagnostic) => return (Review::none(policy), vec![diagnostic]),
    };
    let reader = Reader::new(&source, 0, input.gate);
    let legible = reader.legible(source.text());
    let table = reader.parse(&legible);
    let fields = Fields::new(&reader, &format::REVIEW, table.get_ref(), 0..source.text().len());
    let mut decisions = Vec::new();
    for table in fields.tables("decisions", &format::MEETING_DECIDED) {
        let Some((decision, file)) = decision(&table) else { continue };
        if let Some(at) = file.filter(|at| !holds(files, &at.value)) {
            missing(
                &reader,
                &at,
                "one of the meeting's content files: `index.md`, `<item>.md`, `<item>/<document>.md`",
            );
        }
        decisions.push(decision);
    }
    let mut cleaned = BTreeMap::new();
    for table in fields.tables("files", &format::CLEANED) {
        let (Some(file), Some(copy)) = (table.text_at("file"), table.text_at("cleaned")) else { continue };
        for at in [&file, &copy] {
            if files.files.binary_search(&at.value).is_err() {
                missing(&reader, at, "a file in the meeting's folder");
            }
        }
        cleaned.insert(file.value, copy.value);
    }
    let cleared = Review { policy: policy.clone().with(decisions), cleaned, kept_back: Vec::new() };
    (cleared, reader.into_diagnostics())
}

fn holds(files: &MeetingFiles, file: &str) -> bool {
    let Some(stem) = file.strip_suffix(".md") else { return false };
    match stem.split_once('/') {
        None => stem == "index" || files.items.iter().any(|item| item == stem),
        Some((folder, id)) => files.documents.iter().any(|(of, document)| of == folder && document == id),
    }
}

fn missing(reader: &Reader<'_>, at: &At<String>, what: &str) {
    reader.error(Code::UNKNOWN_REFERENCE, format!("`{}` is not {what}", at.value), &at.range, "not here");
}
