//! Addresses of files within the site.

use std::collections::BTreeMap;

use crate::base::diag::{Code, Diagnostic};
use crate::base::text;

/// Why a text cannot be the path of a published file; `None` when it can.
///
/// A path is relative, its steps parted by `/`; no step is empty, `.` or `..`, and none holds a character that some
/// file system or server reads as something else.
#[must_use]
pub fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.len() > 1024 {
        return Some("it is longer than 1,024 bytes");
    }
    if path.chars().any(|c| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')) {
        return Some("it holds a character that not every file system allows");
    }
    path.split('/').find_map(|step| match step {
        "" => Some("it has an empty step"),
        "." | ".." => Some("it leads out of the site"),
        _ if step.len() > 255 => Some("a step is longer than 255 bytes"),
        _ if step.ends_with(['.', ' ']) => Some("a step ends in a full stop or a space"),
        _ => None,
    })
}

/// The path that addresses of a site at `base_url` begin with: `/`, or `/folder/` where it stands in a folder.
#[must_use]
pub fn base(base_url: &str) -> String {
    let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let path = after_scheme.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

/// The paths taken so far, as a file system sees them that tells neither case nor Unicode forms apart: two paths that
/// would be one file somewhere are one file here.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeMap<String, Place>);

#[derive(Debug, PartialEq, Eq)]
enum Place {
    File(String),
    Folder(String),
}

impl Taken {
    /// Takes a path and the folders above it.
    ///
    /// # Errors
    /// It, or a folder above it, is taken by something that it cannot share a place with; nothing is taken then.
    pub(super) fn take(&mut self, path: &str) -> Result<(), Diagnostic> {
        let same = same_everywhere(path);
        let mut folders = Vec::new();
        for ((at, _), (end, _)) in path.match_indices('/').zip(same.match_indices('/')) {
            let folder = &path[..at];
            match self.0.get(&same[..end]) {
                None => folders.push((same[..end].to_owned(), folder.to_owned())),
                Some(Place::Folder(known)) if known == folder => {}
                Some(Place::File(other) | Place::Folder(other)) => return Err(taken(path, other)),
            }
        }
        match self.0.get(&same) {
            None => {}
            Some(Place::File(other) | Place::Folder(other)) => return Err(taken(path, other)),
        }
        self.0.extend(folders.into_iter().map(|(same, folder)| (same, Place::Folder(folder))));
        self.0.insert(same, Place::File(path.to_owned()));
        Ok(())
    }

    /// Whether the path could be taken.
    pub(super) fn is_free(&self, path: &str) -> bool {
        let same = same_everywhere(path);
        let folders = path.match_indices('/').zip(same.match_indices('/'));
        let mut above = folders.map(|((at, _), (end, _))| match self.0.get(&same[..end]) {
            None => true,
            Some(Place::Folder(known)) => *known == path[..at],
            Some(Place::File(_)) => false,
        });
        above.all(|free| free) && !self.0.contains_key(&same)
    }

    /// Every folder, those above before those within.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(|place| match place {
            Place::Folder(path) => Some(path.as_str()),
            Place::File(_) => None,
        })
    }
}

fn same_everywhere(path: &str) -> String {
    if path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return path.to_owned();
    }
    text::nfc(&path.to_lowercase())
}

fn taken(path: &str, other: &str) -> Diagnostic {
    let (message, help) = if path == other {
        (format!("two pages or files have the address `/{path}`"), "give one of them another name")
    } else {
        (
            format!("`/{path}` and `/{other}` cannot both be published"),
            "a file and a folder, or names that differ in case alone, are one thing on many systems: rename one",
        )
    };
    Diagnostic::error(Code::ADDRESS_TAKEN, message).in_file(path).help(help)
}

/// An address without its percent signs; `None` where it is not text.
#[must_use]
pub fn decoded(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? * 16 + hex(rest.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_within_the_site_are_taken() {
        for path in
            ["index.html", "dnr/ks-2025-118/index.html", ".well-known/security.txt", "bild å.png", "a..b/c"]
        {
            assert_eq!(fault(path), None, "{path}");
        }
        for path in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../x",
            "a/../../x",
            "a//b",
            "a/",
            "./a",
            "a/.",
            "a\\b",
            "C:x",
            "a\0b",
            "a\nb",
            "a/b.",
            "nul /x",
        ] {
            assert!(fault(path).is_some(), "{path:?}");
        }
        assert!(fault(&"x".repeat(256)).is_some());
        assert!(fault(&"x/".repeat(600)).is_some());
    }

    #[test]
    fn a_site_may_stand_in_a_folder() {
        for (url, path) in [
            ("https://moten.exempel.se", "/"),
            ("https://moten.exempel.se/", "/"),
            ("https://exempel.se/moten", "/moten/"),
            ("https://exempel.se/a/b/", "/a/b/"),
        ] {
            assert_eq!(base(url), path, "{url}");
        }
    }

    #[test]
    fn one_place_holds_one_thing() {
        let mut taken = Taken::default();
        for path in ["dnr/a/index.html", "dnr/a/index.json", "dnr/b", "static/Å.png"] {
            taken.take(path).unwrap();
        }
        for path in [
            "dnr/a/index.html", // the same
            "dnr/a/INDEX.html", // the same on many systems
            "Dnr/c",            // a folder in another case
            "dnr/a",            // a folder
            "dnr/b/index.html", // below a file
            "static/å.png",
            "static/A\u{30a}.png", // another form of the same letter
        ] {
            let refused = taken.take(path).unwrap_err();
            assert_eq!(refused.code, Code::ADDRESS_TAKEN, "{path}");
            assert!(refused.message.contains(path), "{}", refused.message);
        }
        taken.take("Dnr2/c").unwrap();
        assert_eq!(taken.folders().collect::<Vec<_>>(), ["dnr", "dnr/a", "Dnr2", "static"]);
    }
}
