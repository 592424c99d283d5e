//! Opens the files, many at a time, and has each recognised. One bad file is an error of its own and stops no other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::base::diag::{Code, Diagnostic};
use crate::base::store::{self, EntryKind};
use crate::base::text::shortened;
use crate::model::number::Register;
use crate::model::record::{Finding, FindingSeverity};
use crate::packet::{self, Link, Packet};
use crate::split::Draft;

use super::Options;
use super::numbers::{self, Numbers};

/// Whether a bar shows how far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Progress {
    /// A bar on standard error; for terminals only.
    Shown,
    /// Nothing.
    #[default]
    Hidden,
}

/// The code of a link that leads out of its file.
pub(super) const OUTER_LINK: &str = "link";
/// The code of a link that leads to a page of its file.
pub(super) const INNER_LINK: &str = "link-within";

/// A file that was recognised.
#[derive(Debug)]
pub(super) struct Recognised {
    /// Path as it was named.
    pub(super) path: PathBuf,
    /// What is in it.
    pub(super) draft: Draft,
    /// The numbers that stand in it.
    pub(super) numbers: Numbers,
    /// Where its links lead.
    pub(super) links: Vec<Finding>,
}

/// Reads and recognises every file; those that cannot be read become errors. In the order in which they were named.
pub(super) fn drafts(
    options: &Options,
    recognise: &(dyn Fn(&Packet) -> Draft + Sync),
    register: &Register,
    errors: &mut Vec<Diagnostic>,
) -> Vec<Recognised> {
    let mut paths = Vec::new();
    for file in &options.files {
        if store::is_folder(file) {
            match inside(file) {
                Ok(found) => paths.extend(found),
                Err(diagnostic) => errors.push(diagnostic),
            }
        } else {
            paths.push(file.clone());
        }
    }
    let bar = bar(paths.len(), options.progress);
    let read: Vec<Result<Recognised, Diagnostic>> = paths
        .into_par_iter()
        .map(|path| {
            let packet = packet::read(&path, &options.limits).map_err(|error| error.diagnostic());
            // The packet is dropped here: of hundreds of files only the drafts are held.
            let result = packet.map(|packet| {
                let mut draft = recognise(&packet);
                let (numbers, findings) = numbers::of(&packet, register);
                draft.meeting.findings.extend(findings);
                let links = links(&packet.links);
                Recognised { path, draft, numbers, links }
            });
            bar.inc(1);
            result
        })
        .collect();
    bar.finish_and_clear();
    let mut recognised = Vec::new();
    for result in read {
        match result {
            Ok(one) => recognised.push(one),
            Err(diagnostic) => errors.push(diagnostic),
        }
    }
    recognised
}

/// Where the links of a file lead, each once a page.
fn links(links: &[Link]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let new = links.iter().filter(|link| seen.insert((link.page, &link.target)));
    new.map(|link| {
        let name =
            if link.text.is_empty() { String::new() } else { format!(" (`{}`)", shortened(&link.text, 60)) };
        let (code, message) = match link.inner() {
            Some(page) => (INNER_LINK, format!("links to page {page}{name}")),
            None => (OUTER_LINK, format!("links to {}{name}", link.target)),
        };
        let severity = FindingSeverity::Note;
        Finding { code: code.into(), severity, message, page: Some(link.page), line: link.line }
    })
    .collect()
}

/// The PDFs and texts in a folder and those below it, by path.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let entries = store::tree(folder).map_err(|error| error.diagnostic())?;
    let files: Vec<PathBuf> = entries
        .into_iter()
        .filter(|entry| entry.kind == EntryKind::File)
        .map(|entry| folder.join(entry.name))
        .filter(|path| {
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            matches!(ending.as_str(), "pdf" | "txt")
        })
        .collect();
    if files.is_empty() {
        let message = format!("there is no `.pdf` and no `.txt` in `{}`", folder.display());
        return Err(Diagnostic::error(Code::MISSING_FILE, message).in_file(folder.display().to_string()));
    }
    Ok(files)
}

fn bar(files: usize, progress: Progress) -> ProgressBar {
    if progress == Progress::Hidden || files < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    match ProgressStyle::with_template("reading {bar:30} {pos}/{len} files") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
