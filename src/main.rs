//! The command line of Diariet.

use std::ffi::OsString;
use std::process::ExitCode;

use diariet::base::render::Colour;
use diariet::packet::pdf;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    if let [_, command, job @ ..] = arguments.as_slice()
        && command == pdf::WORKER_COMMAND
    {
        return pdf::worker::main(job);
    }
    diariet::command::main(arguments, colour())
}

/// Whether the surroundings allow colour on a terminal; the only place that reads the environment.
fn colour() -> Colour {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    if set("NO_COLOR") || dumb { Colour::Plain } else { Colour::Ansi }
}
