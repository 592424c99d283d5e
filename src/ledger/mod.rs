//! The ledger: every address that was ever published, and what became of it.
//!
//! Comes in: `ledger.txt` beside `diariet.toml`, what a build is about to publish ([`Live`]), old addresses. Goes out:
//! what would vanish, where old addresses lead, what each page was since it was first published, and the new ledger.
//! Invariant: a line is a fact that stays true whatever other lines say, so that two sides of a merge are joined by
//! keeping the lines of both; facts are added and never taken away; and a day comes from the command line, never from
//! a clock in here.
//! Absent on purpose: HTML, redirects as servers want them, and the words of pages: the ledger holds checksums.

pub mod check;
mod history;
mod line;
mod live;
mod moved;
mod numbers;
mod pattern;
mod record;
pub mod sums;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::base::store;
use crate::content::Gone;
use crate::model::date::Date;

pub use history::{Change, Formers, Happened, History, happened};
pub use live::{Live, Page};
pub use moved::{Moves, Query, Whither, canonical};
pub use numbers::Numbers;
pub use pattern::{Pattern, Piece, Values};
pub use record::recorded;

/// Name of the file, in the site's root.
pub const NAME: &str = "ledger.txt";

/// Where the ledger is published with the site.
pub const PUBLISHED: &str = "data/ledger.txt";

/// The largest ledger that is read: millions of lines.
const LIMIT: u64 = 1 << 30;

const HEAD: &str = "\
# Every address that was ever published. `diariet build` writes this file: commit it with the content, do not edit it.
# A line is a fact of its own: after a conflict in git keep the lines of both sides (`ledger.txt merge=union`).
";

/// Every address that was ever published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// By the address of the page or file, without anchor.
    pub entries: BTreeMap<String, Entry>,
}

/// What is known of one address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What stood there, oldest first.
    pub states: BTreeSet<State>,
    /// When and why it was taken down; the latest counts.
    pub gone: BTreeSet<Gone>,
    /// Its anchors by kind: `beslut` 1–3.
    pub anchors: BTreeMap<String, Numbers>,
    /// Anchors that were taken down: `forslag-4`.
    pub gone_anchors: BTreeMap<String, Gone>,
    /// Notices of adjusted minutes that were posted.
    pub notices: BTreeSet<Posted>,
}

/// What stood at an address from a day on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    /// The day.
    pub day: Date,
    /// Which state of that day, from 1.
    pub nth: u32,
    /// Checksums: of the content, then of the sources that it was read from. Empty for pages that are lists of
    /// others.
    pub sums: Vec<String>,
}

/// A notice that was posted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posted {
    /// Day it was posted.
    pub posted: Date,
    /// Last day on which it must stand.
    pub last: Date,
    /// The minutes that it tells of, by file name.
    pub file: String,
}

impl Posted {
    /// Whether the day is one on which it must stand.
    #[must_use]
    pub fn stands(&self, day: Date) -> bool {
        self.posted <= day && day <= self.last
    }
}

impl Entry {
    /// The newest state, unless it was taken down since.
    #[must_use]
    pub fn latest(&self) -> Option<&State> {
        self.states.last().filter(|state| self.gone_since(state.day).is_none())
    }

    /// When and why it was taken down, if that was on the day or later.
    #[must_use]
    pub fn gone_since(&self, day: Date) -> Option<&Gone> {
        self.gone.last().filter(|gone| gone.day.is_some_and(|gone| gone >= day))
    }
}

impl Ledger {
    /// The ledger of the site in `root`; `None` where there is none yet. Lines that are not a build's are reported.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(root: &Path) -> Result<Option<(Self, Vec<Diagnostic>)>, Diagnostic> {
        match store::read(&root.join(NAME), LIMIT) {
            Ok(bytes) => {
                let source = Source::new(NAME, String::from_utf8_lossy(&bytes));
                Ok(Some(Self::read(&source)))
            }
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(Diagnostic { path: Some(NAME.to_owned()), ..error.diagnostic() }),
        }
    }

    /// The ledger with which the site in `output` was published, if it was.
    #[must_use]
    pub fn published(output: &Path) -> Option<Self> {
        let bytes = store::read(&output.join(PUBLISHED), LIMIT).ok()?;
        Some(Self::read(&Source::new(PUBLISHED, String::from_utf8_lossy(&bytes))).0)
    }

    /// Reads a ledger; a line that is none is reported and left out.
    #[must_use]
    pub fn read(source: &Source) -> (Self, Vec<Diagnostic>) {
        let mut ledger = Self::default();
        let mut found = Vec::new();
        let mut start = 0;
        for line in source.text().split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            start += line.len();
            // Some editors begin a file with a mark of their own.
            let text = line.trim_start_matches('\u{feff}').trim_end();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            if let Err(fault) = line::read(text, &mut ledger) {
                found.push(bad_line(source, range, text, fault));
                if found.len() == MOST_BAD_LINES {
                    break;
                }
            }
        }
        (ledger, found)
    }

    /// The ledger as it is written: a line for each fact, sorted.
    #[must_use]
    pub fn write(&self) -> String {
        let mut lines = Vec::new();
        for (address, entry) in &self.entries {
            line::write(address, entry, &mut lines);
        }
        lines.sort();
        let mut out =
            String::with_capacity(HEAD.len() + lines.iter().map(|line| line.len() + 1).sum::<usize>());
        out.push_str(HEAD);
        for line in lines {
            let _ = writeln!(out, "{line}");
        }
        out
    }

    /// How many facts of `other` are not known here, and the address of the first.
    #[must_use]
    pub fn lacks(&self, other: &Self) -> Option<(usize, String)> {
        let lines = |ledger: &Self| -> BTreeSet<String> {
            let text = ledger.write();
            text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
        };
        let (own, others) = (lines(self), lines(other));
        // Numbers of anchors grow in place, so that an older line of them is no fact that is lost.
        let lost: Vec<&String> =
            others.difference(&own).filter(|line| !line.contains('#') || line.contains(" gone ")).collect();
        let first = lost.first()?.split(' ').next().unwrap_or_default().to_owned();
        Some((lost.len(), first))
    }

    /// Takes over what `other` knows of addresses. Notices are left: a line of one may have been taken out by hand, where
    /// a day was misprinted.
    pub fn join(&mut self, other: Self) {
        for (address, known) in other.entries {
            let entry = self.entries.entry(address).or_default();
            entry.states.extend(known.states);
            entry.gone.extend(known.gone);
            for (kind, numbers) in known.anchors {
                entry.anchors.entry(kind).or_default().extend(&numbers);
            }
            for (anchor, gone) in known.gone_anchors {
                line::keep_earliest(&mut entry.gone_anchors, &anchor, gone);
            }
        }
    }

    /// Why the address was taken down, where the ledger says it: itself, or what it lay below.
    #[must_use]
    pub fn gone(&self, address: &str) -> Option<&Gone> {
        let own = self.entries.get(address).and_then(|entry| entry.gone.last());
        own.or_else(|| above(address).find_map(|above| self.entries.get(above)?.gone.last()))
    }
}

/// The pages above an address, nearest first; the start page is above nothing.
pub fn above(address: &str) -> impl Iterator<Item = &str> {
    let inner = address.strip_suffix('/').unwrap_or(address);
    inner.rmatch_indices('/').map(|(at, _)| &address[..=at]).filter(|above| above.len() > 1)
}

/// After so many lines that are none the file is something else.
const MOST_BAD_LINES: usize = 20;

fn bad_line(source: &Source, range: std::ops::Range<usize>, text: &str, fault: &str) -> Diagnostic {
    let is_conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| text.starts_with(mark));
    let (message, help) = if is_conflict {
        (
            "a conflict from git stands in the ledger".to_owned(),
            "remove the lines with the marks and keep those of both sides; `ledger.txt merge=union` in \
             `.gitattributes` lets git do so",
        )
    } else {
        (
            format!("this line of the ledger cannot be read ({fault})"),
            "take the line back from git; `diariet build` writes this file, nobody else",
        )
    };
    Diagnostic::error(Code::BAD_LEDGER, message).at(source, range, "this line").help(help)
}

#[cfg(test)]
mod tests;
