//! What an import leaves of itself in a meeting: the checksum of each file as it last wrote or offered it.
//!
//! It lies in the meeting's folder as `.import.toml` and is kept in git with the content. A file whose checksum is not
//! there was made or edited by a person; one that is there and whose file is gone was removed by a person, and is not
//! written again. To begin a meeting anew, remove its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::diag::{Code, Diagnostic};
use crate::base::store;

/// Name of the file.
pub(super) const NAME: &str = ".import.toml";

const HEAD: &str = "\
# What `diariet import` wrote here, so that it can tell what a person has edited since. Keep it with the content.
# To have a file written anew, remove it and its line, and import its source with `--again`.
";

/// Larger than the imprint of any meeting: a line for each of fifty thousand documents.
const LIMIT: u64 = 8 << 20;

/// What the imports of a meeting have left.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Imprint {
    /// Version of the program that wrote it: another one may recognise more, and looks again.
    #[serde(default)]
    version: String,
    /// Checksums of the source files that are merged.
    #[serde(default)]
    sources: BTreeSet<String>,
    /// Checksum of each file as it was last written, by path in the meeting's folder.
    #[serde(default)]
    files: BTreeMap<String, String>,
    /// Checksum of the version that was last laid beside a file that a person has edited.
    #[serde(default)]
    offered: BTreeMap<String, String>,
}

impl Imprint {
    /// Reads the imprint of the meeting in `folder`; an empty one where there is none.
    pub(super) fn read(folder: &Path) -> Result<Self, Diagnostic> {
        let path = folder.join(NAME);
        if !store::is_file(&path) {
            return Ok(Self::default());
        }
        let bytes = store::read(&path, LIMIT).map_err(|error| error.diagnostic())?;
        let text = String::from_utf8_lossy(&bytes);
        toml::from_str(&text).map_err(|error| {
            Diagnostic::error(Code::TOML_SYNTAX, format!("`{}` cannot be read ({})", path.display(), error.message()))
                .in_file(path.display().to_string())
                .help("fetch it from git; without it the importer takes every file of the meeting for edited by hand")
        })
    }

    /// Whether this very program has merged the source with this checksum.
    pub(super) fn knows(&self, sha256: &str) -> bool {
        self.version == env!("CARGO_PKG_VERSION") && self.sources.contains(sha256)
    }

    /// Remembers a source.
    pub(super) fn merged(&mut self, sha256: &str) {
        if self.version != env!("CARGO_PKG_VERSION") {
            env!("CARGO_PKG_VERSION").clone_into(&mut self.version);
            self.sources.clear();
        }
        self.sources.insert(sha256.to_owned());
    }

    /// Whether the importer has written a file here before.
    pub(super) fn wrote(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether a file with this text is as the importer left it. A version that was laid beside is not: it holds what a
    /// person had edited, and whoever takes it over has edited the file.
    pub(super) fn is_own(&self, path: &str, text: &[u8]) -> bool {
        self.files.get(path) == Some(&store::sha256_of(text))
    }

    /// Whether the importer has written this text there before, or laid it beside.
    pub(super) fn has_said(&self, path: &str, text: &[u8]) -> bool {
        let sum = store::sha256_of(text);
        [self.files.get(path), self.offered.get(path)].contains(&Some(&sum))
    }

    /// Forgets what was written, not what is being merged.
    pub(super) fn begin_anew(&mut self) {
        self.files.clear();
        self.offered.clear();
    }

    /// Remembers a file as written.
    pub(super) fn write(&mut self, path: &str, text: &[u8]) {
        self.files.insert(path.to_owned(), store::sha256_of(text));
        self.offered.remove(path);
    }

    /// Remembers a version as laid beside.
    pub(super) fn offer(&mut self, path: &str, text: &[u8]) {
        self.offered.insert(path.to_owned(), store::sha256_of(text));
    }

    /// The file's text; the same for the same imprint.
    pub(super) fn text(&self) -> String {
        // An imprint is strings in maps: nothing in it can fail to be written.
        let body = toml::to_string(self).unwrap_or_default();
        format!("{HEAD}\n{body}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_imprint_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut imprint = Imprint::default();
        imprint.merged("ab");
        imprint.write("index.md", b"x");
        imprint.offer("a.md", b"y");
        store::write(&folder.path().join(NAME), imprint.text().as_bytes()).unwrap();
        let read = Imprint::read(folder.path()).unwrap();
        assert_eq!(read, imprint);
        assert!(read.knows("ab") && read.has_said("a.md", b"y") && !read.has_said("index.md", b"y"));
        assert!(read.is_own("index.md", b"x") && !read.is_own("a.md", b"y"));
        store::write(&folder.path().join(NAME), b"[files").unwrap();
        assert!(Imprint::read(folder.path()).is_err());
    }
}
