//! Reading PDFs through the real worker: what is read, and what happens with files that cannot be.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system and at the clock")]
#![expect(clippy::print_stdout, reason = "a hostile file that takes long is to be named")]

mod about;
mod build;
mod damaged;
mod fixtures;
mod hidden;
mod hostile;
mod houses;
mod layout;
mod limits;
mod packets;

use std::path::PathBuf;

use diariet::packet::{self, Limits, Packet, ReadError};

/// The limits of a test: the usual ones, with the program under test as reader.
fn limits() -> Limits {
    Limits { program: Some(PathBuf::from(env!("CARGO_BIN_EXE_diariet"))), ..Limits::default() }
}

fn try_read_within(bytes: &[u8], limits: &Limits) -> Result<Packet, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("handlingar.pdf");
    std::fs::write(&path, bytes).unwrap();
    packet::read(&path, limits)
}

fn try_read(bytes: &[u8]) -> Result<Packet, ReadError> {
    try_read_within(bytes, &limits())
}

fn read(bytes: &[u8]) -> Packet {
    try_read(bytes).unwrap()
}

/// The text of one page.
fn page_text(packet: &Packet, number: u32) -> String {
    let lines = packet.lines.iter().filter(|line| line.page == Some(number));
    lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Codes of the findings with their pages.
fn findings(packet: &Packet) -> Vec<(&str, Option<u32>)> {
    packet.findings.iter().map(|finding| (finding.code.as_str(), finding.page)).collect()
}
