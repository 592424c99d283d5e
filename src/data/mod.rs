//! Open data: the records beside the pages, the collections under `/data/`, and the schemas of both.
//!
//! Comes in: a [`Site`] and records. Goes out: paths and bytes.
//! Invariant: a row is a flat copy of what the pages show; nothing stands here that stands on no page.
//! Absent on purpose: HTML, and the order of anything but the site's own.

mod rows;
mod schema;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod table;

use serde::Serialize;

use crate::site::Site;

pub use schema::{schema_of, schemas};

/// A file to be published: its path on the site, without a slash at its start, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Path.
    pub path: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// A record as it is published: JSON with two spaces of indent and a line break at its end.
#[must_use]
pub fn json<T: Serialize>(record: &T) -> Vec<u8> {
    // Records hold text, numbers and lists only, and those always serialise.
    let mut bytes = serde_json::to_vec_pretty(record).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Every collection of the site, as JSON and as CSV.
#[must_use]
pub fn collections(site: &Site) -> Vec<Output> {
    let mut out = Vec::new();
    table::both("arenden", &rows::cases(site), &mut out);
    table::both("moten", &rows::meetings(site), &mut out);
    table::both("beslut", &rows::decisions(site), &mut out);
    table::both("handlingar", &rows::documents(site), &mut out);
    table::both("belopp", &rows::amounts(site), &mut out);
    table::both("personer", &rows::people(site), &mut out);
    out
}
