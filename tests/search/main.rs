//! Search: analysis on both sides, relevance, wire budget, determinism, Rust against JavaScript.

mod build;
mod packet;
mod relevance;
