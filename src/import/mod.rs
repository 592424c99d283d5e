//! Merges what was recognised in source files into the content that is there, and tells what came of it.
//!
//! Comes in: source files (PDF, text), a content folder. Goes out: content files, and an [`Import`] to be shown.
//! Invariants: what a person has edited is never overwritten, only laid beside; ids and addresses, once given, stay;
//! the same file imported twice changes nothing; a killed import leaves every meeting as it was or as it shall be.
//! Absent on purpose: any recognition of text, any notion of pages of the site.
//!
//! A run goes through four stages, each a module: [`read`](mod@read) opens the files in parallel and has them
//! recognised; [`meeting`] sorts them by body and day and reads what content has of each meeting; [`merge`] puts them
//! together in memory; [`plan`] compares with the files, guarded by the [`imprint`] of what was written before, and
//! [`stage`] writes. [`report`] and [`law`] are for the person in front of the screen.

mod diff;
mod imprint;
mod law;
mod matching;
mod meeting;
mod merge;
mod missing;
mod numbers;
mod plan;
mod read;
mod report;
mod stage;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::diag::{Diagnostic, Severity};
use crate::model::number::Register;
use crate::model::record::{Finding, Meeting};
use crate::packet::{Limits, Packet};
use crate::split::Draft;

pub use law::Lack;
pub use numbers::Numbers;
pub use read::Progress;

/// What to import, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// Files, and folders of files, in the order in which they were named.
    pub files: Vec<PathBuf>,
    /// The content folder.
    pub content: PathBuf,
    /// The body that meets, in place of the one that the files name.
    pub organ: Option<String>,
    /// How much one file may ask for.
    pub limits: Limits,
    /// What to do in the end.
    pub mode: Mode,
    /// What to do with files that were merged before.
    pub repeat: Repeat,
    /// Whether a bar shows how far reading has come.
    pub progress: Progress,
}

impl Options {
    /// These files, written to this content folder, with usual limits.
    #[must_use]
    pub fn new(files: Vec<PathBuf>, content: &Path) -> Self {
        Self {
            files,
            content: content.to_owned(),
            organ: None,
            limits: Limits::default(),
            mode: Mode::Write,
            repeat: Repeat::Skip,
            progress: Progress::Hidden,
        }
    }
}

/// What to do in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write.
    Write,
    /// Only say what would be written.
    DryRun,
}

/// What to do with a file that this very version of the program has merged before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Pass it by: there is nothing new in it.
    Skip,
    /// Merge it again. What a person has edited is safe all the same.
    Again,
}

/// What came of an import.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// Each meeting that was met, by address.
    pub meetings: Vec<Imported>,
    /// Errors: files that could not be read or placed, content that could not be merged with; and warnings: files that were
    /// passed over.
    pub errors: Vec<Diagnostic>,
    /// Files that this very program has imported before, unchanged.
    pub known: Vec<String>,
    /// Whether this was only a rehearsal.
    pub rehearsal: bool,
}

impl Import {
    /// Whether something could not be done; what could was.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// What came of one meeting.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Folder in the content: `kommunstyrelsen/2026-03-03`.
    pub folder: String,
    /// The record after the merge.
    pub meeting: Meeting,
    /// The files that were merged in this run, by name.
    pub files: Vec<String>,
    /// Where the items that those files speak of stand in them, by id.
    pub places: BTreeMap<String, Place>,
    /// What the run found, with the file that each is about.
    pub findings: Vec<(String, Finding)>,
    /// Where links of those files lead, with the file that each is in.
    pub links: Vec<(String, Finding)>,
    /// What Kommunallagen wants in minutes and these lack.
    pub law: Vec<Lack>,
    /// The numbers that stand in the files merged in this run.
    pub numbers: Numbers,
    /// What happened to each content file, by path in the meeting's folder.
    pub changes: Vec<Change>,
}

/// Where an item stands in a file of a run; in the last of them, where several speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// Its first page, from 1, where the file has pages.
    pub page: Option<u32>,
    /// Its first line, from 1, where the file has lines.
    pub line: Option<u32>,
}

/// What happened to one content file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path in the meeting's folder.
    pub path: String,
    /// What.
    pub what: What,
}

/// What can happen to a content file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added,
    /// It was as the importer left it, and was written anew.
    Changed,
    /// It is as it was.
    Unchanged,
    /// A person has edited it. It is as it was; the new version lies beside it. With the difference, line by line.
    Kept {
        /// Where the new version lies, in the meeting's folder.
        beside: String,
        /// Lines with `-`, `+` or a blank before them.
        difference: String,
    },
    /// A person has removed it. It was not written again.
    Removed,
}

/// Imports. `recognise` makes a draft of a packet: [`split::split`](crate::split), given in so that merging can be
/// tested by itself.
#[must_use]
pub fn run(options: &Options, recognise: &(dyn Fn(&Packet) -> Draft + Sync)) -> Import {
    let mut outcome = Import { rehearsal: options.mode == Mode::DryRun, ..Import::default() };
    let config = match meeting::settings(&options.content) {
        Ok(config) => config,
        Err(diagnostic) => {
            outcome.errors.push(diagnostic);
            return outcome;
        }
    };
    let drafts = read::drafts(options, recognise, &config.register.register(), &mut outcome.errors);
    if drafts.is_empty() {
        return outcome;
    }
    let lock = (options.mode == Mode::Write).then(|| stage::lock(&options.content)).transpose();
    let _lock = match lock {
        Ok(lock) => lock,
        Err(error) => {
            outcome.errors.push(error.diagnostic());
            return outcome;
        }
    };
    let shelf = match meeting::Shelf::open(&options.content, config) {
        Ok(shelf) => shelf,
        Err(error) => {
            outcome.errors.push(error.diagnostic());
            return outcome;
        }
    };
    let mut plans = Vec::new();
    for group in shelf.sort(drafts, options.organ.as_deref(), &mut outcome.errors) {
        match shelf.merged(group, options.repeat, &mut outcome.known) {
            Ok(meetings) => {
                for merged in meetings {
                    match plan::plan(&shelf, merged) {
                        Ok(plan) => plans.push(plan),
                        Err(error) => outcome.errors.push(error.diagnostic()),
                    }
                }
            }
            Err(wrong) => outcome.errors.extend(wrong),
        }
    }
    if options.mode == Mode::Write
        && let Err(error) = stage::write(&options.content, &plans)
    {
        outcome.errors.push(error.diagnostic());
        return outcome;
    }
    outcome.meetings = plans.into_iter().map(plan::Plan::into_imported).collect();
    outcome
}

/// The records that the files give by themselves, without any content: one for each body and day. Nothing is written.
#[must_use]
pub fn records(
    options: &Options,
    recognise: &(dyn Fn(&Packet) -> Draft + Sync),
) -> (Vec<Meeting>, Vec<Diagnostic>) {
    let mut errors = Vec::new();
    let drafts = read::drafts(options, recognise, &Register::default(), &mut errors);
    (meeting::alone(drafts, options.organ.as_deref()), errors)
}

/// The outcome for a person at a terminal: what was found, what was not, what is doubtful and where, what was
/// written, and what Kommunallagen wants that is not there. Errors are not part of it. Lines are broken at `width`
/// characters, where one is given.
#[must_use]
pub fn report(outcome: &Import, width: Option<usize>) -> String {
    report::text(outcome, width)
}
