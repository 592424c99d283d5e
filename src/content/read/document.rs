//! Reads a document's file.

use crate::base::diag::{Code, Diagnostic};
use crate::content::fields::{At, Fields};
use crate::content::{Alias, DocumentText, format, front, markdown};
use crate::model::date::Date;
use crate::model::record::{Document, DocumentKind, Published, Version};
use std::collections::BTreeSet;

use super::{Below, Input, parts};

/// A document as its file says, with what the meeting needs to place it.
pub(crate) struct ReadDocument {
    pub(crate) document: Document,
    pub(crate) order: Option<u32>,
    pub(crate) draft: bool,
    pub(crate) text: DocumentText,
    /// The names that must be those of other files: source, copy, own file.
    pub(crate) source: Option<At<String>>,
    pub(crate) copy_of: Option<At<String>>,
    pub(crate) file: Option<At<String>>,
    /// Addresses that it had before; where they lead is the meeting's to say.
    pub(crate) aliases: Vec<Alias>,
}

impl ReadDocument {
    /// Takes it down: title, kind, number and day say what was here, and nothing else is left.
    pub(crate) fn withdraw(&mut self, day: Option<Date>, reason: &str) {
        let document = &mut self.document;
        document.published = Published::Withdrawn;
        document.reason.get_or_insert_with(|| reason.to_owned());
        document.withdrawn = document.withdrawn.or(day);
        document.words = Some(0);
        document.tables.clear();
        document.sha256 = None;
        self.text = DocumentText::default();
    }
}

/// Reads the document `id`.
pub(crate) fn document(input: Input<'_>, id: &str) -> (ReadDocument, Vec<Diagnostic>) {
    super::content_file(input, &format::DOCUMENT, |fields, text| read(fields, text, id))
}

fn read(fields: &Fields<'_, '_, '_>, text: Below<'_>, id: &str) -> ReadDocument {
    let kind = fields.word("kind", DocumentKind::from_word).unwrap_or(DocumentKind::Okand);
    let mut document = Document::new(id, fields.text("title").unwrap_or_default(), kind);
    // The work of somebody else is told of, and not published, unless the clerk says so.
    let rights_holder = fields.text("rights_holder");
    let usual = if rights_holder.is_some() { Published::Metadata } else { Published::Text };
    let said = fields.word("published", Published::from_word).unwrap_or(usual);
    document.withdrawn = fields.day("withdrawn");
    let published = if document.withdrawn.is_some() { Published::Withdrawn } else { said };
    document.rights_holder = rights_holder;
    document.published = published;
    document.reason = fields.text("reason");
    if matches!(published, Published::Withheld | Published::Withdrawn) && document.reason.is_none() {
        let message = format!("a document that is `{published}` needs a `reason`");
        let diagnostic = Diagnostic::error(Code::MISSING_KEY, message)
            .at(
                fields.reader().source(),
                fields.range().start..fields.range().start,
                "in the document's front matter",
            )
            .help("say why, with the section of the law: people read it");
        fields.reader().report(diagnostic);
    }
    // What is not published is not even read: no later room can let it out.
    let shown = if matches!(published, Published::Text | Published::File) {
        page_marks(fields);
        text.read(fields)
    } else {
        "".into()
    };
    let shown = shown.as_ref();
    document.diarienummer = parts::numbers(fields, "diarienummer");
    document.sender = fields.text("sender");
    document.date = fields.day("date");
    document.language = parts::language(fields);
    document.pages = fields.range_of("pages");
    document.lines = fields.range_of("lines");
    document.decision = parts::decision(fields);
    document.versions = fields.tables("versions", &format::VERSION).iter().filter_map(version).collect();
    document.tables = markdown::tables(shown);
    document.words = Some(
        u32::try_from(shown.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count())
            .unwrap_or(u32::MAX),
    );
    let (source, copy_of, file) =
        (fields.text_at("source"), fields.text_at("duplicate_of"), fields.text_at("file"));
    document.source = source.as_ref().map(|at| at.value.clone());
    document.duplicate_of = copy_of.as_ref().map(|at| at.value.clone());
    ReadDocument {
        document,
        order: fields.count("order"),
        draft: fields.flag("draft").unwrap_or(false),
        text: DocumentText { pages: markdown::pages(shown) },
        source,
        copy_of,
        file,
        aliases: parts::aliases(fields, ""),
    }
}

/// A page that begins twice could not be linked: its anchor can stand once.
fn page_marks(fields: &Fields<'_, '_, '_>) {
    let source = fields.reader().source();
    let Ok((_, text)) = front::split(source) else { return };
    let mut at = text.start;
    let mut seen = BTreeSet::new();
    for line in source.slice(text).split_inclusive('\n') {
        if let Some(page) = markdown::page_mark(line).filter(|page| !seen.insert(*page)) {
            let message = format!("page {page} begins twice");
            let range = at..at + line.trim_end().len();
            let diagnostic = Diagnostic::warning(Code::INCONSISTENT, message)
                .at(source, range, "again here")
                .help("links to the page lead to its first mark");
            fields.reader().report(diagnostic);
        }
        at += line.len();
    }
}

fn version(fields: &Fields<'_, '_, '_>) -> Option<Version> {
    Some(Version {
        replaced: fields.day("replaced")?,
        sha256: fields.text_at("sha256").map(|at| at.value),
        reason: fields.text("reason").unwrap_or_default(),
    })
}
