//! Which files of a meeting are published as they are: none whose text holds what is masked.

use std::collections::BTreeSet;

use crate::base::diag::Diagnostic;
use crate::base::store;
use crate::content::config::Language;
use crate::content::{FileCopy, Gone, MeetingContent};
use crate::model::record::{Document, Finding, FindingSeverity, Published};

use super::meeting::{Place, published_name};

/// Takes the files back that hold personal data, or puts their cleaned copies in their places, and says so in the
/// records.
pub(super) fn settle(place: &Place<'_>, content: &mut MeetingContent, found: &mut Vec<Diagnostic>) {
    let held = held(place, content);
    let mut copies = Vec::new();
    for copy in std::mem::take(&mut content.copies) {
        let file = within(&content.record.url, &copy);
        let cleaned = content.review.cleaned.get(&file).cloned();
        match cleaned {
            Some(cleaned) => copies.extend(replaced(place, content, (copy, &cleaned), found)),
            None if held.contains(&file) => {
                keep_back(content, &copy, KeptBack::Personal, place.config.language);
            }
            None if holds_withheld(content, &file) => {
                keep_back(content, &copy, KeptBack::Withheld, place.config.language);
            }
            None => copies.push(copy),
        }
    }
    content.copies = copies;
    for source in &mut content.record.sources {
        let is_there = content.files.contains_key(&source.file);
        source.published = Some(if is_there { Published::File } else { Published::Metadata });
    }
}

/// The files whose texts hold what is masked. What stands in an item or in the meeting's own file may be of any
/// source.
fn held(place: &Place<'_>, content: &MeetingContent) -> BTreeSet<String> {
    let mut held = BTreeSet::new();
    let policy = &content.review.policy;
    let masked = content.met.iter().filter(|met| policy.keeps_back(met.kind, met.verdict));
    let files: BTreeSet<&str> = masked.map(|met| met.file.as_str()).collect();
    for file in files {
        let file = file.strip_prefix(&place.name("")).unwrap_or(file);
        let document =
            file.strip_suffix(".md").and_then(|stem| stem.split_once('/')).and_then(|(folder, id)| {
                let document = content.record.documents.iter().find(|document| document.id == id)?;
                Some((folder, document))
            });
        let own = document.and_then(|(folder, document)| {
            let url = document.file.as_deref()?;
            let copy = content.copies.iter().find(|copy| format!("/{}", copy.to) == url)?;
            Some(format!("{folder}/{}", copy.from.file_name()?.to_string_lossy()))
        });
        let source = document.and_then(|(_, document)| document.source.clone());
        if own.is_none() && source.is_none() {
            held.extend(content.record.sources.iter().map(|source| source.file.clone()));
        }
        held.extend(own);
        held.extend(source);
    }
    held
}

/// Whether a document that is not published at all is a part of the source.
fn holds_withheld(content: &MeetingContent, file: &str) -> bool {
    let withheld = |document: &Document| {
        document.published == Published::Withheld && document.source.as_deref() == Some(file)
    };
    content.record.documents.iter().any(withheld)
}

/// The copy from which the personal data is gone, at the address that it has by its own name.
fn replaced(
    place: &Place<'_>,
    content: &mut MeetingContent,
    (copy, cleaned): (FileCopy, &str),
    found: &mut Vec<Diagnostic>,
) -> Option<FileCopy> {
    let from = place.path(cleaned);
    let sum = match store::sha256(&from) {
        Ok(sum) => sum,
        // That it is not there was said when the decision was read.
        Err(error) => {
            found.extend((!error.is_missing()).then(|| error.diagnostic()));
            return None;
        }
    };
    let folder = copy.to.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = cleaned.rsplit_once('/').map_or(cleaned, |(_, name)| name);
    let to = format!("{folder}/{}", published_name(name));
    let (old, new) = (format!("/{}", copy.to), format!("/{to}"));
    for source in &mut content.record.sources {
        if let Some(url) = content.files.get_mut(&source.file).filter(|url| **url == old) {
            url.clone_from(&new);
            source.sha256.clone_from(&sum);
        }
    }
    for document in
        content.record.documents.iter_mut().filter(|document| document.file.as_ref() == Some(&old))
    {
        document.file = Some(new.clone());
        document.sha256 = Some(sum.clone());
    }
    if old != new {
        content.replaced.insert(old, new);
    }
    Some(FileCopy { from, to })
}

/// Why a file is kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptBack {
    /// It holds what is masked.
    Personal,
    /// It holds a document that is withheld.
    Withheld,
    /// It holds text that cannot be seen on its pages, or comments.
    Concealed,
    /// It could not be looked through.
    Unread,
}

/// Leaves a file out, and says why where people and programs look for it.
pub fn keep_back(content: &mut MeetingContent, copy: &FileCopy, why: KeptBack, language: Language) {
    let reason = why.reason(language);
    let url = format!("/{}", copy.to);
    for source in
        content.record.sources.iter_mut().filter(|source| content.files.get(&source.file) == Some(&url))
    {
        source.published = Some(Published::Metadata);
        source.reason = Some(reason.to_owned());
    }
    content.files.retain(|_, other| *other != url);
    content.copies.retain(|other| other.to != copy.to);
    content.gone.insert(url.clone(), Gone { day: None, reason: reason.to_owned() });
    for document in
        content.record.documents.iter_mut().filter(|document| document.file.as_ref() == Some(&url))
    {
        document.file = None;
        document.published = Published::Text;
        document.reason.get_or_insert_with(|| reason.to_owned());
        let text =
            content.texts.get(&document.id).map(|text| text.pages.iter().map(|(_, page)| page.as_str()));
        document.sha256 = text.map(|pages| store::sha256_of(pages.collect::<String>().as_bytes()));
    }
    let file = within(&content.record.url, copy);
    let cause = match why {
        KeptBack::Personal => "its text holds personal data that is masked",
        KeptBack::Withheld => "it holds a document that is withheld",
        KeptBack::Concealed => "it holds text beneath what was painted over it, or comments",
        KeptBack::Unread => "it could not be looked through for personal data",
    };
    content.record.findings.push(Finding {
        code: "file-kept-back".to_owned(),
        severity: FindingSeverity::Note,
        message: format!("`{file}` is not published as a file: {cause}"),
        page: None,
        line: None,
    });
    content.review.kept_back.push((file, why));
}

/// A copy's file, by its path in the folder of the meeting at `url`.
fn within(url: &str, copy: &FileCopy) -> String {
    let folder = copy.from.ancestors().find(|folder| folder.ends_with(url.trim_matches('/')));
    let path = folder.and_then(|folder| copy.from.strip_prefix(folder).ok()).unwrap_or(&copy.from);
    path.iter().map(|step| step.to_string_lossy()).collect::<Vec<_>>().join("/")
}

impl KeptBack {
    /// Why, for people.
    const fn reason(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Personal, Language::Swedish) => {
                "Filen publiceras inte, eftersom det finns personuppgifter i den som inte får stå på webben. Texten finns här utan dem."
            }
            (Self::Personal, Language::English) => {
                "The file is not published, since it holds personal data that may not be on the web. Its text is here without them."
            }
            (Self::Withheld, Language::Swedish) => {
                "Filen publiceras inte, eftersom en handling i den inte får publiceras. Det andra i den går att läsa här."
            }
            (Self::Withheld, Language::English) => {
                "The file is not published, since a document in it may not be. The rest of it can be read here."
            }
            (Self::Concealed, Language::Swedish) => {
                "Filen publiceras inte, eftersom det finns mer i den än vad som syns: text under en täckande yta, eller kommentarer. Det som syns finns här."
            }
            (Self::Concealed, Language::English) => {
                "The file is not published, since it holds more than can be seen: text beneath what was painted over it, or comments. What can be seen is here."
            }
            (Self::Unread, Language::Swedish) => {
                "Filen publiceras inte, eftersom den inte har kunnat läsas igenom efter personuppgifter."
            }
            (Self::Unread, Language::English) => {
                "The file is not published, since it could not be looked through for personal data."
            }
        }
    }
}
