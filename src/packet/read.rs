//! The way in: from a path to a packet, whatever kind of file it is.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use crate::base::diag::{Code, Diagnostic};
use crate::base::store::{self, StoreError};
use crate::packet::{Packet, pdf, text};

/// How much one source file may ask for. Every limit has its own message when it is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes. The largest municipal packet known to us has 309 MB.
    pub bytes: u64,
    /// Pages of a PDF that are read; the rest is reported.
    pub pages: u32,
    /// Time to open a PDF.
    pub open: Duration,
    /// Time for one page of a PDF.
    pub page: Duration,
    /// Time for a whole PDF.
    pub whole: Duration,
    /// How many pages of one PDF may crash its reader before the rest is given up.
    pub crashes: u32,
    /// The program that is started as `PROGRAM __pdf-worker …` to read a PDF; the running program where `None`.
    pub program: Option<PathBuf>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 512 << 20,
            pages: 10_000,
            open: Duration::from_secs(15),
            page: Duration::from_secs(8),
            whole: Duration::from_secs(300),
            crashes: 6,
            program: None,
        }
    }
}

/// Why nothing of a source file could be read.
#[derive(Debug)]
pub enum ReadError {
    /// The file system refused, or the file is too large.
    Store(StoreError),
    /// It is neither a PDF nor text.
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// It is a text in which no word stands.
    NoText {
        /// The file.
        path: PathBuf,
    },
    /// A password is needed to open it.
    Password {
        /// The file.
        path: PathBuf,
    },
    /// It is encrypted in a way that is damaged or not supported.
    Encryption {
        /// The file.
        path: PathBuf,
    },
    /// It begins as a PDF but cannot be made sense of.
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Its reader crashed, hung or met a limit before the first page.
    Crashed {
        /// The file.
        path: PathBuf,
        /// What happened, as the end of a sentence.
        how: String,
    },
    /// The program that reads PDFs could not be started.
    NoReader {
        /// The program.
        program: PathBuf,
        /// The system's error.
        cause: String,
    },
}

impl ReadError {
    /// The same as a diagnostic, with what to do.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, path) = match self {
            Self::Store(error) => return error.diagnostic(),
            Self::UnknownFormat { path } => (Code::UNKNOWN_FORMAT, path),
            Self::Password { path } => (Code::PASSWORD, path),
            Self::NoText { path }
            | Self::Encryption { path }
            | Self::Damaged { path }
            | Self::Crashed { path, .. } => (Code::UNREADABLE, path),
            Self::NoReader { program, .. } => (Code::IO, program),
        };
        Diagnostic::error(code, self.to_string()).in_file(path.display().to_string()).help(self.advice())
    }

    fn advice(&self) -> &'static str {
        match self {
            Self::Store(_) => "",
            Self::UnknownFormat { .. } => "save the document as PDF or as plain text and import that",
            Self::NoText { .. } => "take the text out of the document anew, or import the document itself",
            Self::Password { .. } => {
                "open it with its password, save a copy without one, and import the copy"
            }
            Self::Encryption { .. } => "print it to a new PDF, and import that",
            Self::Damaged { .. } => "fetch the file anew, or open it elsewhere and print it to a new PDF",
            Self::Crashed { .. } => "print it to a new PDF, or import its text as `.txt`",
            Self::NoReader { .. } => "reinstall `diariet`; it starts itself to read PDFs",
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::UnknownFormat { path } => write!(f, "`{}` is neither a PDF nor text", path.display()),
            Self::NoText { path } => write!(f, "`{}` holds no text", path.display()),
            Self::Password { path } => write!(f, "`{}` is protected by a password", path.display()),
            Self::Encryption { path } => write!(f, "`{}` is encrypted in an unknown way", path.display()),
            Self::Damaged { path } => write!(f, "`{}` is too damaged to be read as a PDF", path.display()),
            Self::Crashed { path, how } => write!(f, "`{}` could not be opened: {how}", path.display()),
            Self::NoReader { program, cause } => {
                write!(f, "failed to start `{}` as a reader of PDFs ({cause})", program.display())
            }
        }
    }
}

impl std::error::Error for ReadError {}

impl From<StoreError> for ReadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Reads a source file. What it is is told by its content: a PDF by `%PDF-` near its beginning, text by the absence
/// of bytes that no text has.
///
/// # Errors
/// Nothing of the file can be read. What can be read in part is a packet with findings.
pub fn read(path: &Path, limits: &Limits) -> Result<Packet, ReadError> {
    let bytes = store::read(path, limits.bytes)?;
    let mut packet = Packet { file: file_name(path), sha256: sha256(&bytes), ..Packet::default() };
    if is_pdf(&bytes) {
        packet.findings.extend(pdf::missing_end(&bytes));
        // The reader's process reads the file itself; two copies at once would be one too many.
        drop(bytes);
        pdf::read_into(&mut packet, path, limits)?;
    } else if is_text(&bytes) {
        text::read_into(&mut packet, &bytes);
        // A PDF without text is published as what it is; a text without text is nothing, and must not pass for read.
        if packet.lines.iter().all(|line| line.text.trim().is_empty()) {
            return Err(ReadError::NoText { path: path.to_owned() });
        }
    } else {
        return Err(ReadError::UnknownFormat { path: path.to_owned() });
    }
    Ok(packet)
}

/// Reads bytes that are known to be text, as [`read`] does a `.txt` called `file`.
#[must_use]
pub fn read_text(file: &str, bytes: &[u8]) -> Packet {
    let mut packet = Packet { file: file.to_owned(), sha256: sha256(bytes), ..Packet::default() };
    text::read_into(&mut packet, bytes);
    packet
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Other bytes may stand before the header, as long as it begins within the first 1024 (ISO 32000-1, annex H.3.4.1).
fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Text in UTF-8 or an older eight-bit code holds no NUL; UTF-16 says by its mark what it is. Rich text looks like
/// text, but none of its lines is one of the document.
fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"{\\rtf") {
        return false;
    }
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) || !bytes.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_what_a_file_is() {
        assert!(is_pdf(b"\n\n%PDF-1.7"));
        assert!(!is_pdf(&[b" ".repeat(1100).as_slice(), b"%PDF-1.7"].concat()));
        assert!(is_text("Ärende".as_bytes()) && is_text(b"\xC4rende") && is_text(b"\xFF\xFE\xC4\0"));
        assert!(!is_text(b"{\\rtf1 Kallelse}") && !is_text(b"PK\x03\x04\0\0"));
    }

    #[test]
    fn text_carries_name_and_checksum() {
        let packet = read_text("kallelse.txt", b"");
        assert_eq!(packet.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!((packet.file.as_str(), packet.page_count), ("kallelse.txt", None));
    }
}
