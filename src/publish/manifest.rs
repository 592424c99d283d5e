//! The list of what is published: `/data/manifest.json`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Where the list itself is published.
pub const PATH: &str = "data/manifest.json";

/// Every published file but the list itself, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// The files.
    pub files: Vec<PublishedFile>,
}

/// One published file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct PublishedFile {
    /// Path within the site, without a slash before it.
    pub path: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

/// SHA-256 and size of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Print {
    pub(super) sha256: [u8; 32],
    pub(super) bytes: u64,
}

impl Print {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { sha256: Sha256::digest(bytes).into(), bytes: bytes.len() as u64 }
    }
}

/// Files by path, as they are compared.
pub(super) type Prints = BTreeMap<String, Print>;

/// The list as it is published: JSON with one file a line, so that two lists can be compared line by line.
pub(super) fn write(files: &Prints) -> Vec<u8> {
    let mut out = String::with_capacity(files.len() * 140 + 32);
    out.push_str("{\"files\":[");
    for (at, (path, print)) in files.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        // A path is text, so that its JSON is its quoted form; serde_json cannot fail on it.
        let path = serde_json::Value::from(path.as_str());
        let _ = write!(
            out,
            "{comma}\n{{\"path\":{path},\"sha256\":\"{}\",\"bytes\":{}}}",
            hex(&print.sha256),
            print.bytes
        );
    }
    out.push_str("\n]}\n");
    out.into_bytes()
}

/// The files of a published list; `None` when the bytes are not one.
pub(super) fn read(bytes: &[u8]) -> Option<Prints> {
    let manifest: Manifest = serde_json::from_slice(bytes).ok()?;
    manifest
        .files
        .into_iter()
        .map(|file| Some((file.path, Print { sha256: unhex(&file.sha256)?, bytes: file.bytes })))
        .collect()
}

/// Hexadecimal digits of a checksum, lower case.
#[must_use]
pub(super) fn hex(bytes: &[u8; 32]) -> String {
    let mut out = String::with_capacity(64);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut out = [0; 32];
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back_as_written_and_is_the_type_that_it_says() {
        let mut files = Prints::new();
        files.insert("index.html".into(), Print::of(b"hej"));
        files.insert("b\"ö\".txt".into(), Print::of(b""));
        let bytes = write(&files);
        assert_eq!(read(&bytes), Some(files));
        let typed: Manifest = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(typed.files[0].path, "b\"ö\".txt");
        assert_eq!(typed.files[0].sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(write(&Prints::new()), b"{\"files\":[\n]}\n");
    }

    #[test]
    fn what_is_not_a_list_is_none() {
        for bytes in [
            &b""[..],
            b"{}",
            b"[]",
            b"{\"files\":[{\"path\":\"a\",\"sha256\":\"12\",\"bytes\":1}]}",
            &format!("{{\"files\":[{{\"path\":\"a\",\"sha256\":\"{}\",\"bytes\":1}}]}}", "é".repeat(32))
                .into_bytes(),
        ] {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
    }
}
