//! The content that clerks edit and keep in git: `diariet.toml` and `content/`, read into records and written from them.
//!
//! Comes in: files. Goes out: records with every error of every file at once, each with its place.
//! Invariant: keys and their meaning stand in [`format`] alone. Absent on purpose: pages, addresses of other meetings.

pub mod config;
pub mod format;
