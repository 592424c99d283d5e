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
                Ok((found, passed_over)) => {
                    paths.extend(found);
                    errors.extend(passed_over);
                }
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

/// The PDFs and texts in a folder and those below it, by path, and what else lies there: a paper in another format would
/// be missed in silence.
fn inside(folder: &Path) -> Result<(Vec<PathBuf>, Option<Diagnostic>), Diagnostic> {
    let entries = store::tree(folder).map_err(|error| error.diagnostic())?;
    let named = entries.into_iter().filter(|entry| entry.kind == EntryKind::File).map(|entry| entry.name);
    let (files, others): (Vec<String>, Vec<String>) = named.partition(|name| {
        let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        matches!(ending.as_str(), "pdf" | "txt")
    });
    if files.is_empty() {
        let message = format!("there is no `.pdf` and no `.txt` in `{}`", folder.display());
        return Err(Diagnostic::error(Code::MISSING_FILE, message).in_file(folder.display().to_string()));
    }
    Ok((files.into_iter().map(|name| folder.join(name)).collect(), passed_over(folder, &others)))
}

/// The warning for files that are neither PDF nor text; those that systems lay in folders are none of them.
fn passed_over(folder: &Path, names: &[String]) -> Option<Diagnostic> {
    const NAMED: usize = 5;
    let ours = |name: &&String| {
        let last = name.rsplit('/').next().unwrap_or(name);
        !last.starts_with('.') && !matches!(last, "Thumbs.db" | "desktop.ini")
    };
    let others: Vec<&str> = names.iter().filter(ours).map(String::as_str).collect();
    let more = others.len().checked_sub(NAMED).filter(|more| *more > 0);
    let shown: Vec<String> = others.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let more = more.map_or_else(String::new, |more| format!(" and {more} more"));
    let message = format!("passed over, for they are neither `.pdf` nor `.txt`: {}{more}", shown.join(", "));
    let warning = || {
        Diagnostic::warning(Code::UNKNOWN_FORMAT, message)
            .in_file(folder.display().to_string())
            .help("print them to PDF and import those")
    };
    (!others.is_empty()).then(warning)
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
