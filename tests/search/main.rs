//! Search: analysis on both sides, relevance, wire budget, determinism, Rust against JavaScript.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test that cannot read its material should stop; helpers of tests are tests"
)]

mod analysis;
mod build;
mod index;
mod javascript;
mod packet;
mod relevance;
