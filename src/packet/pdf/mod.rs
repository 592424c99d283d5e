//! Reads a PDF, in a process of its own.
//!
//! Comes in: the path of a PDF. Goes out: its lines, page by page, as they are seen, with its bookmarks, labels,
//! links and embedded files. Invariant: whatever the file does, this process lives, in bounded time and memory, and
//! one bad page loses no other: what could not be read is a finding and the page's state. What is hidden on a page,
//! under a box or otherwise, stays in the worker.
//! Absent on purpose: recognition of scans, structure of tables, any text that is not in the file.
//!
//! How it goes: [`parent`] starts this same program as a [`worker`], which lowers its own limits, opens the file and
//! sends one [`frame`] after another; for each page the [`device`] collects positioned characters from the
//! interpreter, [`annotations`] tells what is pinned to it, [`ink`] and [`seen`] leave out what nobody sees, and
//! [`layout`] makes lines of the rest; [`about`] reads what the file tells of itself. When a worker
//! crashes or hangs, the parent begins a new one behind the page that did it. [`assemble`] makes the packet,
//! and [`furniture`] marks the lines that repeat at the pages' edges.

mod about;
mod annotations;
mod assemble;
mod damage;
mod device;
mod frame;
mod furniture;
mod ink;
mod layout;
mod paint;
mod parent;
mod seen;
mod strings;
pub mod worker;

use std::path::Path;

use crate::model::record::{Finding, FindingSeverity};
use crate::packet::{Limits, Packet, ReadError};

/// The hidden command under which `main` hands over to [`worker::main`].
pub const WORKER_COMMAND: &str = "__pdf-worker";

/// A finding for a file whose end is missing; as much as is there is read, but nobody knows how much was lost.
pub(super) fn missing_end(bytes: &[u8]) -> Option<Finding> {
    // Some programs add bytes after the mark, seldom many (ISO 32000-1, annex H.3.4.4 allows 1024).
    let end = &bytes[bytes.len().saturating_sub(4096)..];
    let message = "the file is cut short (its end mark is missing): pages may be missing";
    (!end.windows(5).any(|window| window == b"%%EOF")).then(|| Finding {
        code: "pdf-damaged".into(),
        severity: FindingSeverity::Warning,
        message: message.into(),
        page: None,
        line: None,
    })
}

/// Reads the PDF at `path` into the lines, pages and so on of `packet`.
pub(super) fn read_into(packet: &mut Packet, path: &Path, limits: &Limits) -> Result<(), ReadError> {
    let haul = parent::read(path, limits)?;
    assemble::fill(packet, haul);
    Ok(())
}
