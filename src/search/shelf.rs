//! Shelves: sorted lines cut into files of a size that is quick to fetch, and the directory that finds the file.
//!
//! A cut depends on the lines near it only, so a change in one place leaves the files of other places as they were.

use crate::search::code;

/// A file is open to be cut from this size,
const LEAST: usize = 5_000;
/// and is cut at this one.
const MOST: usize = 12_000;
/// Entries in one file of a directory that has more.
pub const FAN: usize = 64;

/// A file of lines: the keys it begins and ends with, and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// First key.
    pub first: String,
    /// Last key.
    pub last: String,
    /// Name by content.
    pub name: String,
}

/// Cuts lines, given in the order of their keys, into files.
#[derive(Debug, Default)]
pub struct Cutter {
    open: Vec<u8>,
    first: String,
    last: String,
    /// What has been cut: the shelf and its content.
    pub done: Vec<(Shelf, Vec<u8>)>,
}

impl Cutter {
    /// Adds a line (without its end).
    pub fn line(&mut self, key: &str, line: &[u8]) {
        let full = self.open.len() + line.len() > MOST || (self.open.len() >= LEAST && is_cut(key));
        if full && !self.open.is_empty() {
            self.close();
        }
        if self.open.is_empty() {
            key.clone_into(&mut self.first);
        }
        key.clone_into(&mut self.last);
        self.open.extend_from_slice(line);
        self.open.push(b'\n');
    }

    /// Ends the file that is open.
    pub fn close(&mut self) {
        if self.open.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.open);
        let shelf = Shelf { first: self.first.clone(), last: self.last.clone(), name: code::name(&bytes) };
        self.done.push((shelf, bytes));
    }
}

/// Whether a file may begin at `key`: one key in sixteen.
fn is_cut(key: &str) -> bool {
    let sum =
        key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    // The last letters have only reached the low bits; one more multiplication carries them up.
    (sum ^ (sum >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 60 == 0
}

/// The lines of a directory over all shelves in order: the shortest key that parts a shelf from the one before, a
/// tab, the name.
#[must_use]
pub fn directory(shelves: &[Shelf]) -> Vec<(String, String)> {
    let mut before = "";
    let mut lines = Vec::with_capacity(shelves.len());
    for shelf in shelves {
        lines.push((parting(before, &shelf.first).to_owned(), shelf.name.clone()));
        before = &shelf.last;
    }
    lines
}

/// The shortest beginning of `key` that sorts after `before`.
fn parting<'a>(before: &str, key: &'a str) -> &'a str {
    key.char_indices().map(|(at, c)| &key[..at + c.len_utf8()]).find(|part| *part > before).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_in_one_place_leaves_the_other_files() {
        let cut = |extra: Option<&str>| {
            let mut cutter = Cutter::default();
            for n in 0..4000 {
                let key = format!("ord{n:05}");
                cutter.line(&key, format!("{key} {}", "x".repeat(n % 20)).as_bytes());
                if n == 2000
                    && let Some(extra) = extra
                {
                    cutter.line(&format!("{key}a"), extra.as_bytes());
                }
            }
            cutter.close();
            cutter.done.into_iter().map(|(shelf, _)| shelf.name).collect::<Vec<_>>()
        };
        let (before, after) = (cut(None), cut(Some("ny rad")));
        let new = after.iter().filter(|name| !before.contains(name)).count();
        assert!(before.len() > 6 && new <= 2, "{new} of {} files changed", after.len());
    }

    #[test]
    fn the_directory_keeps_keys_short() {
        assert_eq!(parting("elljus", "elvag"), "elv");
        assert_eq!(parting("", "elvag"), "e");
    }
}
