//! Looks into the files that are about to be published: a PDF may hold more than the content says of it, running heads
//! and ids of signatures that an import leaves out, or what a clerk has taken out of the text.
//!
//! Reading a PDF takes long, so that what was seen is kept beside the site, by the file's checksum and the policy: the
//! same file under the same policy holds the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::base::diag::{Code, Diagnostic};
use crate::base::store;
use crate::content::config::Config;
use crate::content::read::{self, KeptBack};
use crate::content::{FileCopy, MeetingContent};
use crate::mask::{self, Depth, Policy};
use crate::packet::{self, Limits, Packet, PageState, ReadError};

use super::Options;
use super::print::beside;

/// Larger than what is kept of a million files.
const LIMIT: u64 = 128 << 20;

/// What is looked for; what was seen by a program that looked for less is not believed.
const LOOKED: &str = "concealed";

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Nothing that is masked, as far as it can be read.
    Clean,
    /// What is masked.
    Personal,
    /// Text that cannot be seen on its pages, or comments.
    Concealed,
    /// Nobody knows: it could not be read, or not to its end.
    Unread,
}

impl Inside {
    const WORDS: [(&'static str, Self); 4] = [
        ("clean", Self::Clean),
        ("personal", Self::Personal),
        ("concealed", Self::Concealed),
        ("unread", Self::Unread),
    ];
}

/// Looks into files, and remembers.
pub(super) struct Look {
    limits: Option<Limits>,
    path: PathBuf,
    /// By checksum and policy, as they stand in the file.
    known: BTreeMap<String, Inside>,
    seen: Mutex<BTreeMap<String, Inside>>,
}

impl Look {
    /// With what earlier builds saw. Where it cannot be read, files are looked into again.
    pub(super) fn new(options: &Options) -> Self {
        let path = beside(options, "looked");
        let text = store::read(&path, LIMIT).unwrap_or_default();
        let known = String::from_utf8_lossy(&text)
            .lines()
            .filter_map(|line| {
                let (key, word) = line.rsplit_once(' ')?;
                let (_, inside) = Inside::WORDS.iter().find(|(known, _)| *known == word)?;
                Some((key.to_owned(), *inside))
            })
            .collect();
        Self { limits: options.files.clone(), path, known, seen: Mutex::default() }
    }

    /// Keeps back every file of a meeting that holds what is masked, or cannot be looked through.
    pub(super) fn through(&self, config: &Config, content: &mut MeetingContent) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let Some(limits) = &self.limits else { return found };
        for copy in content.copies.clone() {
            let is_cleaned = content.review.cleaned.values().any(|cleaned| copy.from.ends_with(cleaned));
            match (self.inside(&copy, content, limits), is_cleaned) {
                (Inside::Clean, _) | (Inside::Unread, true) => {}
                (Inside::Personal, true) => found.push(unclean(&copy.from, &content.review.policy, limits)),
                (Inside::Personal, false) => {
                    read::keep_back(content, &copy, KeptBack::Personal, config.language);
                }
                // Whoever put a cleaned copy there says what may be seen, and what may not must be gone from it.
                (Inside::Concealed, true) => found.push(unclean(&copy.from, &content.review.policy, limits)),
                (Inside::Concealed, false) => {
                    read::keep_back(content, &copy, KeptBack::Concealed, config.language);
                }
                (Inside::Unread, false) => {
                    read::keep_back(content, &copy, KeptBack::Unread, config.language);
                }
            }
        }
        found
    }

    fn inside(&self, copy: &FileCopy, content: &MeetingContent, limits: &Limits) -> Inside {
        let policy = &content.review.policy;
        let Some(sum) = checksum(copy, content) else { return inside(&copy.from, policy, limits) };
        let key = format!("{sum} {} {LOOKED}", policy.fingerprint());
        let inside = self.known.get(&key).copied().unwrap_or_else(|| inside(&copy.from, policy, limits));
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(key, inside);
        inside
    }

    /// Keeps what was seen for the next build; of no use where it cannot be written, and of no harm.
    pub(super) fn save(&self) {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == self.known || self.limits.is_none() {
            return;
        }
        let word = |inside: &Inside| {
            Inside::WORDS.iter().find(|(_, one)| one == inside).map_or("", |(word, _)| word)
        };
        let lines: String = seen.iter().map(|(key, inside)| format!("{key} {}\n", word(inside))).collect();
        let _ = store::write(&self.path, lines.as_bytes());
    }
}

/// The checksum that the records have of the file already.
fn checksum(copy: &FileCopy, content: &MeetingContent) -> Option<String> {
    let url = format!("/{}", copy.to);
    let source = content.record.sources.iter().find(|source| content.files.get(&source.file) == Some(&url));
    let document = content.record.documents.iter().find(|document| document.file.as_ref() == Some(&url));
    let sum = source.map(|source| source.sha256.clone()).or_else(|| document?.sha256.clone());
    sum.filter(|sum| sum.len() == 64)
}

fn inside(path: &Path, policy: &Policy, limits: &Limits) -> Inside {
    match packet::read(path, limits) {
        Ok(packet) if first_masked(&packet, policy).is_some() => Inside::Personal,
        Ok(packet) if !packet.concealing.is_empty() => Inside::Concealed,
        Ok(packet) if is_whole(&packet) => Inside::Clean,
        // A picture, or what an office writes: judged by its text in the content alone.
        Err(ReadError::UnknownFormat { .. } | ReadError::NoText { .. }) => Inside::Clean,
        Ok(_) | Err(_) => Inside::Unread,
    }
}

/// Whether every page was reached. Of a scanned page there is nothing to read.
fn is_whole(packet: &Packet) -> bool {
    let missed = [PageState::Limit, PageState::Crash, PageState::NotRead];
    !packet.pages.iter().any(|page| missed.contains(&page.state))
}

/// The first thing in a file that is masked: its page, and what it is.
fn first_masked(packet: &Packet, policy: &Policy) -> Option<(Option<u32>, mask::Kind)> {
    let mut text = String::new();
    for line in &packet.lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    let lines = text.len();
    let others = packet.title.iter().chain(packet.outline.iter().map(|mark| &mark.title));
    for other in others.chain(packet.links.iter().map(|link| &link.target)).chain(&packet.embedded) {
        text.push_str(other);
        text.push('\n');
    }
    let found = mask::scan(&text, policy, Depth::Gate);
    let first = found.iter().find(|finding| policy.keeps_back(finding.kind, finding.verdict))?;
    let nth = text.get(..first.range.start).unwrap_or_default().matches('\n').count();
    let line = packet.lines.get(nth).filter(|_| first.range.start < lines);
    Some((line.and_then(|line| line.page), first.kind))
}

/// That a copy from which the personal data should be gone still holds some.
fn unclean(path: &Path, policy: &Policy, limits: &Limits) -> Diagnostic {
    let packet = packet::read(path, limits).ok();
    let first = packet.as_ref().and_then(|packet| first_masked(packet, policy));
    let what = match first {
        Some((Some(page), kind)) => format!("what is masked ({kind}, page {page})"),
        Some((None, kind)) => format!("what is masked ({kind})"),
        None => match packet.and_then(|packet| packet.concealing.first().copied()) {
            Some(page) => format!("hidden text or comments (page {page})"),
            None => "what is masked".to_owned(),
        },
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Diagnostic::error(Code::PERSONAL_DATA, format!("the cleaned copy `{name}` still holds {what}"))
        .in_file(path.display().to_string())
        .help("take it out of the copy, or say `keep` in `review.toml` of what may stay")
}
