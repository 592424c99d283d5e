//! The only door to the file system. Every error names its path and what was tried; files are written whole or not
//! at all; folders are listed in one order on every machine.

// The one file that may call these functions; clippy.toml bans them everywhere else.
#![expect(clippy::disallowed_methods, reason = "this is the door that the ban sends everybody to")]

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::base::diag::{Code, Diagnostic};

/// Why the file system did not do what was asked.
#[derive(Debug)]
pub enum StoreError {
    /// The system's own error, with what was tried.
    Io {
        /// What was tried: "read", "write" …
        action: &'static str,
        /// The path.
        path: PathBuf,
        /// The system's error.
        cause: io::Error,
    },
    /// A file is larger than the caller accepts.
    TooLarge {
        /// The path.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// Another process holds the lock.
    Locked {
        /// The lock file.
        path: PathBuf,
    },
}

impl StoreError {
    fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::Io { action, path, cause }
    }

    /// Whether the cause is that there is no such file.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io { cause, .. } if cause.kind() == io::ErrorKind::NotFound)
    }

    /// The same as a diagnostic.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, path) = match self {
            Self::Io { path, .. } => (Code::IO, path),
            Self::TooLarge { path, .. } => (Code::FILE_TOO_LARGE, path),
            Self::Locked { path } => (Code::IO, path),
        };
        let diagnostic = Diagnostic::error(code, self.to_string()).in_file(path.display().to_string());
        match self {
            Self::Locked { .. } => diagnostic.help("wait until the other `diariet` has ended"),
            Self::TooLarge { .. } => {
                diagnostic.help("split the file, or publish it elsewhere and link to it")
            }
            Self::Io { .. } => diagnostic,
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, cause } => {
                write!(f, "failed to {action} `{}` ({cause})", path.display())
            }
            Self::TooLarge { path, limit } => write!(f, "`{}` is larger than {limit} bytes", path.display()),
            Self::Locked { path } => {
                write!(f, "another `diariet` is at work here (`{}` is locked)", path.display())
            }
        }
    }
}

impl std::error::Error for StoreError {}

/// What a path in a listed folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link; never followed.
    Link,
    /// A device, a socket, a pipe.
    Other,
}

/// One path of a listed folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path relative to the listed folder, steps parted by `/`.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// The bytes of a file of at most `limit` bytes.
///
/// # Errors
/// The file cannot be read, or is larger.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let file = File::open(path).map_err(StoreError::io("read", path))?;
    let size = file.metadata().map_err(StoreError::io("read", path))?.len();
    if size > limit {
        return Err(StoreError::TooLarge { path: path.to_owned(), limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(1 << 24));
    // A file may grow while it is read, or be a pipe that never ends.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(StoreError::io("read", path))?;
    if bytes.len() as u64 > limit {
        return Err(StoreError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}

/// SHA-256 of a file's bytes, 64 hexadecimal digits; the file is never held whole.
///
/// # Errors
/// It cannot be read.
pub fn sha256(path: &Path) -> Result<String, StoreError> {
    let mut file = File::open(path).map_err(StoreError::io("read", path))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(StoreError::io("read", path))? {
            0 => return Ok(hex(&hasher.finalize())),
            n => hasher.update(&buffer[..n]),
        }
    }
}

/// SHA-256 of bytes, 64 hexadecimal digits.
#[must_use]
pub fn sha256_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Opens a file for reading piece by piece.
///
/// # Errors
/// The file cannot be opened.
pub fn open(path: &Path) -> Result<File, StoreError> {
    File::open(path).map_err(StoreError::io("read", path))
}

/// Everything below `folder` but names that begin with a full stop, sorted by path. Links are listed, not followed.
///
/// # Errors
/// A folder cannot be read.
pub fn tree(folder: &Path) -> Result<Vec<Entry>, StoreError> {
    walk(folder, 32, |entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
}

/// Everything below `folder`, hidden names too, sorted by path. Links are listed, not followed.
///
/// # Errors
/// A folder cannot be read.
pub fn whole_tree(folder: &Path) -> Result<Vec<Entry>, StoreError> {
    walk(folder, 32, |_| true)
}

/// What lies directly in `folder`, hidden names too, sorted.
///
/// # Errors
/// The folder cannot be read.
pub fn list(folder: &Path) -> Result<Vec<Entry>, StoreError> {
    walk(folder, 1, |_| true)
}

/// The folders in `folder` and in those, hidden ones apart, and which folder each is: one that is put in the place of
/// another is another.
///
/// # Errors
/// A folder cannot be read.
pub fn folders(folder: &Path) -> Result<Vec<(String, u64)>, StoreError> {
    let entries = walk(folder, 2, |entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))?;
    let folders = entries.into_iter().filter(|entry| entry.kind == EntryKind::Folder);
    Ok(folders.map(|Entry { name, .. }| (name.clone(), identity(&folder.join(name)))).collect())
}

#[cfg(unix)]
fn identity(path: &Path) -> u64 {
    fs::symlink_metadata(path).map_or(0, |metadata| std::os::unix::fs::MetadataExt::ino(&metadata))
}

/// Other systems keep it to themselves.
#[cfg(not(unix))]
fn identity(_: &Path) -> u64 {
    0
}

fn walk(
    folder: &Path,
    depth: usize,
    wanted: impl Fn(&walkdir::DirEntry) -> bool,
) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    let walk =
        walkdir::WalkDir::new(folder).min_depth(1).max_depth(depth).follow_links(false).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || wanted(entry)) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            StoreError::Io { action: "list", path, cause: error.into() }
        })?;
        let kind = match entry.file_type() {
            kind if kind.is_symlink() => EntryKind::Link,
            kind if kind.is_dir() => EntryKind::Folder,
            kind if kind.is_file() => EntryKind::File,
            _ => EntryKind::Other,
        };
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name = relative.iter().map(|step| step.to_string_lossy()).collect::<Vec<_>>().join("/");
        entries.push(Entry { name, kind });
    }
    entries.sort();
    Ok(entries)
}

/// Whether there is a plain file (not a link) at `path`.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Whether there is a folder at `path`.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether there is a folder at `path` itself, not a link to one.
#[must_use]
pub fn is_folder_itself(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// The size of a file in bytes.
///
/// # Errors
/// There is no such file.
pub fn size(path: &Path) -> Result<u64, StoreError> {
    fs::metadata(path).map(|metadata| metadata.len()).map_err(StoreError::io("read", path))
}

/// Writes a whole file: into a neighbour first, flushed, then moved over. Folders are made as needed.
///
/// # Errors
/// Something cannot be written; the old file is then as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    let beside = folder.join(name);
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_data()
    });
    written.and_then(|()| fs::rename(&beside, path)).map_err(|cause| {
        // Best effort: the neighbour is worthless now.
        let _ = fs::remove_file(&beside);
        StoreError::Io { action: "write", path: path.to_owned(), cause }
    })
}

/// Writes a file that nobody reads yet (in a folder still being made): no neighbour, no flush.
///
/// # Errors
/// It cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    fs::write(path, bytes).map_err(StoreError::io("write", path))
}

/// Creates a file to be written piece by piece (spilled index runs).
///
/// # Errors
/// It cannot be created.
pub fn create(path: &Path) -> Result<File, StoreError> {
    File::create(path).map_err(StoreError::io("write", path))
}

/// Makes a folder and those above it.
///
/// # Errors
/// It cannot be made.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).map_err(StoreError::io("create", path))
}

/// Gives `to` the bytes of `from`, by a second name for the same file where the system can, else by copying. The
/// folder of `to` is made where it is missing.
///
/// # Errors
/// Neither is possible.
pub fn link_or_copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::hard_link(from, to) {
        Ok(()) => return Ok(()),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            make_folder(to.parent().unwrap_or(Path::new(".")))?;
            if fs::hard_link(from, to).is_ok() {
                return Ok(());
            }
        }
        Err(_) => {}
    }
    fs::copy(from, to).map(drop).map_err(StoreError::io("copy", from))
}

/// Creates a file for everybody to read (0644 whatever the umask), to be written piece by piece. It must not be there
/// yet; its folder is made where it is missing.
///
/// # Errors
/// It is there already, or cannot be created.
pub fn create_public(path: &Path) -> Result<File, StoreError> {
    let file = match File::create_new(path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            make_folder(path.parent().unwrap_or(Path::new(".")))?;
            File::create_new(path)
        }
        other => other,
    };
    file.and_then(|file| {
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(PUBLIC_FILE))?;
        Ok(file)
    })
    .map_err(StoreError::io("write", path))
}

/// Lets everybody enter and list a folder (0755 whatever the umask).
///
/// # Errors
/// The folder is not there, or not ours.
pub fn open_folder_to_all(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(PUBLIC_FOLDER))
        .map_err(StoreError::io("change the permissions of", path))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(unix)]
const PUBLIC_FILE: u32 = 0o644;
#[cfg(unix)]
const PUBLIC_FOLDER: u32 = 0o755;

/// The size of a plain file (not a link) that everybody may read and only its owner may write; `None` for anything
/// else.
#[must_use]
pub fn public_size(path: &Path) -> Option<u64> {
    let metadata = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7777 != PUBLIC_FILE {
        return None;
    }
    Some(metadata.len())
}

/// The path without symbolic links in it; the path itself where there is nothing yet.
///
/// # Errors
/// Links lead in a circle, or a folder on the way cannot be entered.
pub fn real_path(path: &Path) -> Result<PathBuf, StoreError> {
    match fs::canonicalize(path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        other => other.map_err(StoreError::io("follow", path)),
    }
}

/// Waits until everything written to the file system that `folder` lies on will survive a power cut.
///
/// # Errors
/// The disk is full or broken.
pub fn flush(folder: &Path) -> Result<(), StoreError> {
    #[cfg(target_os = "linux")]
    File::open(folder)
        .and_then(|file| rustix::fs::syncfs(&file).map_err(io::Error::from))
        .map_err(StoreError::io("flush", folder))?;
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
    Ok(())
}

/// Copies a file.
///
/// # Errors
/// It cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::copy(from, to).map(drop).map_err(StoreError::io("copy", from))
}

/// Removes a folder with everything in it; that it is not there is no error.
///
/// # Errors
/// Something in it cannot be removed.
pub fn remove_tree(path: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::Io { action: "remove", path: path.to_owned(), cause })
        }
        _ => Ok(()),
    }
}

/// Removes a file; that it is not there is no error.
///
/// # Errors
/// It cannot be removed.
pub fn remove_file(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::Io { action: "remove", path: path.to_owned(), cause })
        }
        _ => Ok(()),
    }
}

/// Moves a file or folder within one file system.
///
/// # Errors
/// It cannot be moved.
pub fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(StoreError::io("move", from))
}

/// Puts the finished folder `fresh` in the place of `shown`: at one moment the old one is seen, at the next the new
/// one. Afterwards `fresh` is the old one, or nothing.
///
/// # Errors
/// The system refuses; `shown` is then as it was, or, on systems without exchange, under the name `fresh` + `.old`.
pub fn exchange(fresh: &Path, shown: &Path) -> Result<(), StoreError> {
    if !is_folder(shown) {
        return rename(fresh, shown);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, fresh, CWD, shown, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    let old = fresh.with_extension("old");
    remove_tree(&old)?;
    rename(shown, &old)?;
    if let Err(error) = rename(fresh, shown) {
        rename(&old, shown)?;
        return Err(error);
    }
    rename(&old, fresh)
}

/// A lock held by this process until it is dropped; the system releases it when the process dies.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still held, so that nobody finds a lock file and wonders. Best effort: a lock file that stays
        // locks nothing.
        let _ = fs::remove_file(&self.path);
    }
}

/// Takes the lock file at `path`, without waiting.
///
/// # Errors
/// Another process holds it, or the file cannot be made.
pub fn lock(path: &Path) -> Result<Lock, StoreError> {
    // Whoever held the file may remove it between our opening and our locking: then it is nobody's lock, and we try
    // again; not for ever, for the name may be a link.
    for _ in 0..100 {
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(StoreError::io("lock", path))?;
        match file.try_lock() {
            Ok(()) if is_same_file(&file, path) => return Ok(Lock { path: path.to_owned(), _file: file }),
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => break,
            Err(fs::TryLockError::Error(cause)) => {
                return Err(StoreError::Io { action: "lock", path: path.to_owned(), cause });
            }
        }
    }
    Err(StoreError::Locked { path: path.to_owned() })
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

/// An open file cannot be removed there, so the name still means it.
#[cfg(not(unix))]
fn is_same_file(_: &File, _: &Path) -> bool {
    true
}
