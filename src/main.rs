//! The command line of Diariet.
fn main() {}
