//! The verbs of the command line: each reads its arguments, calls the rooms that do the work, and says what came of
//! it.
//!
//! Comes in: what was typed. Goes out: results on standard output, everything else on standard error, and an exit
//! status. Invariant: a command that fails leaves content and published site as they were.
//! Absent on purpose: the work itself.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;

use crate::base::render::Colour;
use crate::build::Options;
use crate::cli::{Cli, Verb, Voice, When};
use crate::packet::Limits;

use self::terminal::{Terminal, Volume};

mod build;
mod check;
mod explain;
mod import;
mod init;
mod review;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod terminal;
mod today;
mod verify;
mod withdraw;

/// How a command ended, as its exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: the input or content has errors, and all of them were said.
    Faults,
    /// 2: it was called wrongly.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0_u8,
            Exit::Faults => 1,
            Exit::Usage => 2,
        })
    }
}

/// Runs the command that `arguments` ask for; the first is the program's name. `colour` says whether the
/// surroundings (`NO_COLOR`, `TERM`) allow colour on a terminal.
#[must_use]
pub fn main(arguments: impl IntoIterator<Item = OsString>, colour: Colour) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are errors to clap, on standard output and with status 0. A reader that went away
            // does not want the rest.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    let colour = match cli.voice.color {
        When::Always => Colour::Ansi,
        When::Never => Colour::Plain,
        When::Auto if io::stderr().is_terminal() => colour,
        When::Auto => Colour::Plain,
    };
    let mut terminal = Terminal::new(colour, volume(&cli.voice));
    let done = run(cli.verb, &mut terminal).and_then(|exit| terminal.flush().map(|()| exit));
    match done {
        Ok(exit) => exit.into(),
        // `diariet explain format | head`: whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done.into(),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: failed to write the result ({error})");
            Exit::Faults.into()
        }
    }
}

/// The table of contents of the command line.
fn run(verb: Verb, terminal: &mut Terminal) -> io::Result<Exit> {
    match verb {
        Verb::Init(init) => init::run(&init, terminal),
        Verb::Import(import) => import::run(import, terminal),
        Verb::Build(build) => Ok(build::run(build, terminal)),
        Verb::Check(check) => check::run(&check, terminal),
        Verb::Review(review) => review::run(&review, terminal),
        #[cfg(feature = "serve")]
        Verb::Serve(serve) => Ok(serve::run(&serve, terminal)),
        Verb::Withdraw(withdraw) => Ok(withdraw::run(withdraw, terminal)),
        Verb::Verify(verify) => verify::run(&verify, terminal),
        Verb::Search(search) => search::run(&search, terminal),
        Verb::Explain(explain) => explain::run(&explain, terminal),
    }
}

/// A build of the site in `root` that looks into the files before they are published.
fn options(root: &Path) -> Options {
    Options { files: Some(Limits::default()), ..Options::new(root) }
}

fn volume(voice: &Voice) -> Volume {
    match (voice.quiet, voice.verbose) {
        (true, _) => Volume::Quiet,
        (_, true) => Volume::Verbose,
        _ => Volume::Normal,
    }
}
