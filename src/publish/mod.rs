//! Makes a site visible: as a whole, or not at all.
//!
//! Comes in: paths within the site with their bytes, from many threads in any order. Goes out: the output folder with
//! exactly these files and `data/manifest.json`, their checksums; what has not changed stays the same file.
//! Invariant: at every moment, whatever kills this process, the output folder is the whole old site or the whole new
//! one. Files lie on the same file system as the output, in a hidden folder beside it, until two names are exchanged;
//! the next publication sweeps away what a killed one left.
//! Absent on purpose: what a page is, clocks, deleting anything that Diariet did not write.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::base::diag::{Code, Diagnostic};
use crate::base::store::{self, EntryKind, Lock, StoreError};

use self::manifest::{Print, Prints};
use self::path::Taken;

pub mod headers;
pub mod manifest;
pub mod path;
pub mod redirects;

/// The largest manifest that is read back: some millions of files.
const MANIFEST_LIMIT: u64 = 1 << 30;

/// A piece of a file that is copied.
const PIECE: usize = 256 * 1024;

/// A site on its way to being visible. Dropped without [`finish`](Self::finish), it leaves no trace.
#[derive(Debug)]
pub struct Publication {
    shown: PathBuf,
    staging: PathBuf,
    previous: Prints,
    /// Whether the output was a site of ours before.
    replaces: bool,
    files: Mutex<Files>,
    // Last, so that it is released after everything else is cleaned up.
    _lock: Lock,
}

/// What has been put so far.
#[derive(Debug, Default)]
struct Files {
    taken: Taken,
    prints: Prints,
    /// Paths whose file in the old site is the same.
    unchanged: Vec<String>,
    bytes: u64,
}

/// What a publication did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files that are no longer published.
    pub removed: usize,
    /// Size of the whole site.
    pub bytes: u64,
}

/// A file that was added, changed or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Its path.
    pub path: String,
    /// SHA-256 before, in hexadecimal digits; `None` for one that is new.
    pub before: Option<String>,
    /// SHA-256 now; `None` for one that is withdrawn.
    pub after: Option<String>,
}

impl Publication {
    /// Begins to publish into the folder `output`, which need not be there yet. Nothing that is visible changes
    /// before [`finish`](Self::finish).
    ///
    /// # Errors
    /// Somebody else publishes there, the folder holds anything that Diariet did not write, or its parent cannot be
    /// written.
    pub fn begin(output: &Path) -> Result<Self, Diagnostic> {
        let shown = store::real_path(output).map_err(|error| error.diagnostic())?;
        let parent = shown.parent().unwrap_or(Path::new("."));
        let Some(name) = shown.file_name() else {
            return Err(foreign(output, "it is not a folder that can be replaced"));
        };
        store::make_folder(parent).map_err(|error| error.diagnostic())?;
        let lock = store::lock(&beside(parent, name, "lock")).map_err(|error| error.diagnostic())?;
        let staging = beside(parent, name, "new");
        sweep(&shown, &staging).map_err(|error| error.diagnostic())?;
        let previous = read_previous(&shown)?;
        let publication = Self {
            shown,
            staging,
            replaces: previous.is_some(),
            previous: previous.unwrap_or_default(),
            files: Mutex::default(),
            _lock: lock,
        };
        store::make_folder(&publication.staging).map_err(|error| error.diagnostic())?;
        Ok(publication)
    }

    /// Publishes `bytes` at `path` (`dnr/ks-2025-118/index.html`). May be called from many threads, in any order.
    ///
    /// # Errors
    /// The path is no path within a site or is taken, or the file cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.take(path)?;
        let print = Print::of(bytes);
        let unchanged = self.is_unchanged(path, print);
        if !unchanged {
            let target = self.staging.join(path);
            let mut file = store::create_public(&target).map_err(|error| error.diagnostic())?;
            file.write_all(bytes).map_err(|cause| failed("write", &target, cause))?;
        }
        self.note(path, print, unchanged);
        Ok(())
    }

    /// Publishes a copy of the file `source` at `path`; read piece by piece, however large it is.
    ///
    /// # Errors
    /// As [`put`](Self::put); or `source` is no plain file or cannot be read.
    pub fn put_file(&self, path: &str, source: &Path) -> Result<(), Diagnostic> {
        self.take(path)?;
        if !store::is_file(source) {
            let message = format!("`{}` is not a plain file", source.display());
            return Err(Diagnostic::error(Code::MISSING_FILE, message).in_file(source.display().to_string()));
        }
        let size = store::size(source).map_err(|error| error.diagnostic())?;
        // Reading alone is cheaper than writing; worth it where the old file may well be the same.
        if self.previous.get(path).is_some_and(|print| print.bytes == size) {
            let print = pour(source, None)?;
            if self.is_unchanged(path, print) {
                self.note(path, print, true);
                return Ok(());
            }
        }
        let target = self.staging.join(path);
        let print = pour(source, Some(&target))?;
        self.note(path, print, false);
        Ok(())
    }

    /// Publishes at `path` what was put at `from` before: an old address of the same.
    ///
    /// # Errors
    /// As [`put_file`](Self::put_file); or nothing was put at `from`.
    pub fn put_again(&self, path: &str, from: &str) -> Result<(), Diagnostic> {
        let fresh = self.staging.join(from);
        let source = if store::is_file(&fresh) { fresh } else { self.shown.join(from) };
        self.put_file(path, &source)
    }

    /// The paths of everything that was put so far, sorted.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        self.files().prints.keys().cloned().collect()
    }

    /// How what was put so far differs from what is visible, sorted by path. Files not put yet count as withdrawn.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let files = self.files();
        let hex = |print: &Print| manifest::hex(&print.sha256);
        let mut changes: Vec<Change> = files
            .prints
            .iter()
            .filter(|(path, print)| self.previous.get(*path) != Some(print))
            .map(|(path, print)| Change {
                path: path.clone(),
                before: self.previous.get(path).map(hex),
                after: Some(hex(print)),
            })
            .collect();
        changes.extend(
            self.previous
                .iter()
                .filter(|(path, _)| !files.prints.contains_key(*path))
                .map(|(path, print)| Change { path: path.clone(), before: Some(hex(print)), after: None }),
        );
        changes.sort();
        changes
    }

    /// The bytes of a file of the visible site, if it is there and is as it was published.
    #[must_use]
    pub fn previous(&self, path: &str) -> Option<Vec<u8>> {
        let print = *self.previous.get(path)?;
        let bytes = store::read(&self.shown.join(path), print.bytes).ok()?;
        (Print::of(&bytes) == print).then_some(bytes)
    }

    /// Whether something can still be published at `path`.
    #[must_use]
    pub fn is_free(&self, path: &str) -> bool {
        path::fault(path).is_none() && self.files().taken.is_free(path)
    }

    /// Makes what was put visible, all at once, and nothing else.
    ///
    /// # Errors
    /// The file system refuses; the visible site is then as it was.
    pub fn finish(self) -> Result<Report, Diagnostic> {
        self.finish_after(|| Ok(()))
    }

    /// The same, with `before` done when nothing but the exchange of two names is left to do.
    ///
    /// # Errors
    /// The file system or `before` refuses; the visible site is then as it was.
    pub fn finish_after(self, before: impl FnOnce() -> Result<(), Diagnostic>) -> Result<Report, Diagnostic> {
        let list = manifest::write(&self.files().prints);
        self.put(manifest::PATH, &list)?;
        let report = self.report();
        if self.replaces && report.written == 0 && report.removed == 0 {
            before()?;
            return Ok(report);
        }
        self.complete().map_err(|error| error.diagnostic())?;
        before()?;
        self.exchange().map_err(|error| error.diagnostic())?;
        Ok(report)
    }

    fn files(&self) -> MutexGuard<'_, Files> {
        // A thread that panicked did so outside this lock: nothing is half done.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, path: &str) -> Result<(), Diagnostic> {
        if let Some(fault) = path::fault(path) {
            let message = format!("`{path}` cannot be an address: {fault}");
            return Err(Diagnostic::error(Code::BAD_NAME, message).in_file(path));
        }
        self.files().taken.take(path)
    }

    /// Whether the visible site has the same bytes at `path`, in a file that nobody has touched.
    fn is_unchanged(&self, path: &str, print: Print) -> bool {
        self.known(path) == Some(print) && store::public_size(&self.shown.join(path)) == Some(print.bytes)
    }

    fn known(&self, path: &str) -> Option<Print> {
        if path == manifest::PATH {
            // The list does not list itself.
            return store::read(&self.shown.join(path), MANIFEST_LIMIT).ok().map(|bytes| Print::of(&bytes));
        }
        self.previous.get(path).copied()
    }

    fn note(&self, path: &str, print: Print, unchanged: bool) {
        let mut files = self.files();
        files.bytes += print.bytes;
        if path != manifest::PATH {
            files.prints.insert(path.to_owned(), print);
        }
        if unchanged {
            files.unchanged.push(path.to_owned());
        }
    }

    fn report(&self) -> Report {
        let files = self.files();
        let all = files.prints.len() + 1;
        Report {
            written: all - files.unchanged.len(),
            unchanged: files.unchanged.len(),
            removed: self.previous.keys().filter(|path| !files.prints.contains_key(*path)).count(),
            bytes: files.bytes,
        }
    }

    /// Fills the staging folder with what has not changed and lets everybody read it.
    fn complete(&self) -> Result<(), StoreError> {
        let files = self.files();
        files
            .unchanged
            .par_iter()
            .try_for_each(|path| store::link_or_copy(&self.shown.join(path), &self.staging.join(path)))?;
        store::open_folder_to_all(&self.staging)?;
        files.taken.folders().try_for_each(|folder| store::open_folder_to_all(&self.staging.join(folder)))
    }

    /// Exchanges staging and output. What is then in staging, the old site, is removed with `self`.
    fn exchange(&self) -> Result<(), StoreError> {
        // Without this a power cut could leave the new names with empty files behind them.
        // The exchange itself needs no such wait: file systems keep it before the removal of the old site.
        store::flush(&self.staging)?;
        store::exchange(&self.staging, &self.shown)
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // Best effort: what stays is swept away by the next publication.
        let _ = remove(&self.staging);
    }
}

/// A hidden name beside the output.
fn beside(parent: &Path, name: &std::ffi::OsStr, what: &str) -> PathBuf {
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".");
    hidden.push(what);
    parent.join(hidden)
}

/// Removes what a killed publication left, and puts the old site back where a system without exchange lost it
/// halfway.
fn sweep(shown: &Path, staging: &Path) -> Result<(), StoreError> {
    let old = staging.with_extension("old");
    if store::is_folder(&old) && !store::is_folder(shown) {
        store::rename(&old, shown)?;
    }
    remove(&old)?;
    remove(staging)
}

/// Removes a folder; its parts at the same time, for a large site has tens of thousands of folders.
fn remove(folder: &Path) -> Result<(), StoreError> {
    // Behind a link lies somebody else's folder; the link alone is removed.
    if store::is_folder_itself(folder) {
        let parts: Vec<PathBuf> =
            folders_in(folder)?.iter().map(|part| folders_in(part)).collect::<Result<Vec<_>, _>>()?.concat();
        parts.par_iter().try_for_each(|part| store::remove_tree(part))?;
    }
    store::remove_tree(folder)
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = store::list(folder)?;
    Ok(entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Folder)
        .map(|entry| folder.join(&entry.name))
        .collect())
}

/// The files of the site in `shown`; `None` where there is none yet.
fn read_previous(shown: &Path) -> Result<Option<Prints>, Diagnostic> {
    if !store::is_folder(shown) {
        if store::is_file(shown) {
            return Err(foreign(shown, "it is a file"));
        }
        return Ok(None);
    }
    let entries = store::whole_tree(shown).map_err(|error| error.diagnostic())?;
    let mut files =
        entries.iter().filter(|entry| entry.kind != EntryKind::Folder && !is_dropping(&entry.name));
    let list = shown.join(manifest::PATH);
    if !store::is_file(&list) {
        return match files.next() {
            None => Ok(None),
            Some(entry) => {
                Err(foreign(shown, &format!("it holds `{}` and no `{}`", entry.name, manifest::PATH)))
            }
        };
    }
    let bytes = store::read(&list, MANIFEST_LIMIT).map_err(|error| error.diagnostic())?;
    let previous = manifest::read(&bytes)
        .ok_or_else(|| foreign(shown, &format!("its `{}` is not one of Diariet's", manifest::PATH)))?;
    match files.find(|entry| entry.name != manifest::PATH && !previous.contains_key(&entry.name)) {
        None => Ok(Some(previous)),
        Some(entry) => Err(foreign(shown, &format!("Diariet did not write `{}`", entry.name))
            .help("what lies in `static/` is published with the site")),
    }
}

/// Whether a file was left by a desktop that merely looked into the folder.
fn is_dropping(name: &str) -> bool {
    matches!(name.rsplit('/').next(), Some(".DS_Store" | "Thumbs.db" | "desktop.ini"))
}

fn foreign(output: &Path, why: &str) -> Diagnostic {
    let message = format!("`{}` is not replaced: {why}", output.display());
    Diagnostic::error(Code::IO, message)
        .in_file(output.display().to_string())
        .help("move it elsewhere, or name an empty folder with `--output`")
}

/// Reads a file to its end, into another where one is named.
fn pour(source: &Path, target: Option<&Path>) -> Result<Print, Diagnostic> {
    let mut from = store::open(source).map_err(|error| error.diagnostic())?;
    let mut to = target.map(store::create_public).transpose().map_err(|error| error.diagnostic())?;
    let mut hasher = Sha256::new();
    let mut bytes = 0;
    let mut piece = vec![0; PIECE];
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => piece.get(..read).unwrap_or_default(),
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(failed("read", source, cause)),
        };
        hasher.update(read);
        bytes += read.len() as u64;
        if let (Some(file), Some(path)) = (&mut to, target) {
            file.write_all(read).map_err(|cause| failed("write", path, cause))?;
        }
    }
    Ok(Print { sha256: hasher.finalize().into(), bytes })
}

fn failed(action: &'static str, path: &Path, cause: std::io::Error) -> Diagnostic {
    StoreError::Io { action, path: path.to_owned(), cause }.diagnostic()
}

#[cfg(test)]
mod tests;
