//! What every room stands on: text, sources with positions, diagnostics, and the only door to the file system.
//!
//! Comes in: bytes and paths. Goes out: text with positions, messages that people can act on.
//! Invariant: nothing here knows of meetings. Absent on purpose: a clock, the environment, any global state.

pub mod diag;
pub mod names;
pub mod order;
pub mod render;
pub mod source;
pub mod store;
pub mod text;
