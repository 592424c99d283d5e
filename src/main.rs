//! The command line of Diariet.

use std::ffi::OsString;
use std::process::ExitCode;

use diariet::packet::pdf;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let Some((_, rest)) = args.split_first().filter(|(first, _)| *first == pdf::WORKER_COMMAND) {
        return pdf::worker::main(rest);
    }
    ExitCode::SUCCESS
}
