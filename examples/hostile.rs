//! Writes a site made of hostile text, for tests in a browser: `cargo run --example hostile -- DIR`.
#![expect(clippy::print_stdout, reason = "this is a program")]

use std::path::Path;
use std::process::ExitCode;

#[path = "../tests/hostile/mod.rs"]
mod hostile;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        println!("usage: hostile DIR");
        return ExitCode::from(2);
    };
    hostile::write(Path::new(folder));
    let words: Vec<String> = (0..hostile::strings().len()).map(hostile::word).collect();
    println!("{}", serde_json::json!({ "strings": hostile::strings(), "words": words }));
    ExitCode::SUCCESS
}
