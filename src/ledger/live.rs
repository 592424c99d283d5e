//! What a build is about to publish.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::Gone;

use super::{Numbers, Posted};

/// Everything with an address that a build is about to publish.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Live {
    /// Pages and files by address.
    pub pages: BTreeMap<String, Page>,
    /// Addresses of files that are kept back because what they hold was taken down.
    pub gone: BTreeMap<String, Gone>,
    /// Notices of each meeting.
    pub notices: BTreeMap<String, BTreeSet<Posted>>,
    /// Those of them that stand on the notice board.
    pub board: BTreeMap<String, BTreeSet<Posted>>,
}

/// A page or a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Checksums of what it says; see [`State`](super::State).
    pub sums: Vec<String>,
    /// Its anchors by kind.
    pub anchors: BTreeMap<String, Numbers>,
    /// When and why its content was taken down, where it was.
    pub gone: Option<Gone>,
}

impl Live {
    /// Takes a page that is a list of others.
    pub fn list(&mut self, address: &str) {
        self.pages.entry(address.to_owned()).or_default();
    }

    /// Takes everything of another.
    pub fn extend(&mut self, other: Self) {
        self.pages.extend(other.pages);
        self.gone.extend(other.gone);
        self.notices.extend(other.notices);
        self.board.extend(other.board);
    }
}
