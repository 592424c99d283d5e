//! Diagnostics as values: what is wrong, where, and what to do.
//!
//! Functions that can go on return what they have together with their diagnostics; all are collected, sorted and
//! shown once. Wording: lower case, no full stop, names within backticks, advice as help.

use std::fmt;
use std::ops::Range;

use crate::base::source::Source;

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published until it is mended.
    Error,
    /// Published, but somebody should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal;)+) => {
        impl Code {
            $($(#[doc = $doc])+ pub const $name: Self = Self($code);)+

            /// Every code with its explanation, in alphabetical order of the constants' definition.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, concat!($($doc, "\n"),+))),+];
        }
    };
}

/// The stable name of a kind of diagnostic, kebab-case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(&'static str);

impl Code {
    /// The name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// The explanation of the code called `name`.
    #[must_use]
    pub fn explain(name: &str) -> Option<&'static str> {
        Self::ALL.iter().find(|(code, _)| code.name() == name).map(|(_, text)| *text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

codes! {
    /// Two pages would have one address. Give one of the files another name.
    ADDRESS_TAKEN = "address-taken";
    /// A value is not one of those that the key takes.
    BAD_VALUE = "bad-value";
    /// The same key stands twice, or the same id is given to two documents of one meeting.
    DUPLICATE = "duplicate";
    /// A folder or file name cannot be an address: only a–z, 0–9 and hyphens may stand in it.
    BAD_NAME = "bad-name";
    /// A number cannot be read as a diarienummer.
    BAD_NUMBER = "bad-number";
    /// The file is larger than the limit; `[limits]` in `diariet.toml` raises it.
    FILE_TOO_LARGE = "file-too-large";
    /// The file system refused to read or write something; the message says what and why.
    IO = "io";
    /// The file holds front matter only where it should be, between two lines `+++`.
    MISSING_FRONT_MATTER = "missing-front-matter";
    /// A file that content names is not there.
    MISSING_FILE = "missing-file";
    /// A key that must be there is not; the help says what it means.
    MISSING_KEY = "missing-key";
    /// A meeting's folder has no `index.md`, or a body's has no `_index.md`.
    MISSING_INDEX = "missing-index";
    /// The file is not UTF-8 text; save it anew in that encoding.
    NOT_UTF8 = "not-utf8";
    /// Personal data would be published as it stands: a personnummer in a name, an address or the configuration, or
    /// one that a decision says to keep; or a cleaned copy that still holds what is masked.
    PERSONAL_DATA = "personal-data";
    /// The file is protected by a password.
    PASSWORD = "password";
    /// The file is neither a PDF nor text.
    UNKNOWN_FORMAT = "unknown-format";
    /// Nothing of the file can be read.
    UNREADABLE = "unreadable";
    /// A person edited a file that an import would have changed; the new version lies beside it.
    PENDING_IMPORT = "pending-import";
    /// A count does not agree with the names, or a range runs backwards.
    INCONSISTENT = "inconsistent";
    /// Two diarienummer would share one address; pages of two cases must never be mixed.
    SLUG_COLLISION = "slug-collision";
    /// Symbolic links are not followed within the content: what is published must lie there itself.
    SYMLINK = "symlink";
    /// A template of the theme could not be read or rendered.
    TEMPLATE = "template";
    /// The file, or its front matter, is not valid TOML.
    TOML_SYNTAX = "toml-syntax";
    /// A file that is neither content nor named by content.
    UNEXPECTED_FILE = "unexpected-file";
    /// A key that is not one of the format's; `diariet explain format` lists them.
    UNKNOWN_KEY = "unknown-key";
    /// A reference to something that is not there.
    UNKNOWN_REFERENCE = "unknown-reference";
    /// A value has another type than the key takes.
    WRONG_TYPE = "wrong-type";
    /// An old address leads nowhere, in a circle, is claimed twice, hides a page that is there, or is a pattern that
    /// cannot be followed. The message says which.
    BAD_ALIAS = "bad-alias";
    /// A line of `ledger.txt` is not one that a build writes. Each line is a fact of its own: after a conflict in git
    /// keep the lines of both sides.
    BAD_LEDGER = "bad-ledger";
    /// `ledger.txt`, where every published address stands, is gone or lacks lines that the published site was made
    /// with. Take it back from git, or from `data/ledger.txt` of the published site.
    LOST_LEDGER = "lost-ledger";
    /// A notice was posted and would be gone from the notice board before its last day (Kommunallagen 8:12).
    NOTICE_REMOVED = "notice-removed";
    /// An address that was published would be gone. Addresses are promises: give the page that took its place the old
    /// one as an alias, or withdraw it, so that a page says what was here.
    VANISHED = "vanished";
    /// The site has no bodies and no meetings.
    EMPTY_SITE = "empty-site";
}

/// A place that a diagnostic points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The text it lies in.
    pub source: Source,
    /// Byte range in that text.
    pub range: Range<usize>,
    /// What to say of it; may be empty.
    pub text: String,
}

/// One thing that is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name.
    pub code: Code,
    /// How serious.
    pub severity: Severity,
    /// One sentence without full stop.
    pub message: String,
    /// The file that it is about, where it has no place in a text.
    pub path: Option<String>,
    /// Places; the first is the main one.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            path: None,
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same, pointing at a place.
    #[must_use]
    pub fn at(mut self, source: &Source, range: Range<usize>, text: impl Into<String>) -> Self {
        self.labels.push(Label { source: source.clone(), range, text: text.into() });
        self
    }

    /// The same, about a file as a whole.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same, with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// File and byte offset that it is sorted by.
    fn place(&self) -> (&str, usize) {
        match self.labels.first() {
            Some(label) => (label.source.name(), label.range.start),
            None => (self.path.as_deref().unwrap_or_default(), 0),
        }
    }
}

/// Sorts by file, place and code, and drops what was said twice: the order that people see.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.place(), a.code, &a.message).cmp(&(b.place(), b.code, &b.message)));
    diagnostics.dedup();
}

/// Whether any of them is an error.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
