//! The command line of Diariet.

use std::process::ExitCode;

use diariet::base::render::Colour;

fn main() -> ExitCode {
    diariet::command::main(std::env::args_os(), colour())
}

/// Whether the surroundings allow colour on a terminal; the only place that reads the environment.
fn colour() -> Colour {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    if set("NO_COLOR") || dumb { Colour::Plain } else { Colour::Ansi }
}
