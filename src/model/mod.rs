//! Words of the trade as types: days, numbers, and the published records.
//!
//! Comes in: text. Goes out: values that are right by construction. Absent on purpose: files, clocks, settings.

pub mod date;
pub mod number;
pub mod record;
