//! Writes a made-up site of any size, for measuring: `cargo run --release --example generate -- DIR 200`.
#![expect(clippy::print_stdout, reason = "this is a program")]

use std::path::Path;
use std::process::ExitCode;

#[path = "../benches/corpus/mod.rs"]
mod corpus;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, meetings] = arguments.as_slice() else { return usage() };
    let Ok(meetings) = meetings.parse() else { return usage() };
    match corpus::write(Path::new(folder), meetings) {
        Ok(written) => {
            println!("{written:?}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    println!("usage: generate DIR MEETINGS");
    ExitCode::from(2)
}
