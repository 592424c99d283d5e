//! Where a command says things: results on standard output, the rest on standard error.

use std::io::{self, IsTerminal as _, Write};

use crate::base::diag::{Diagnostic, Severity};
use crate::base::render::{self, Colour};

use super::Exit;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Volume {
    /// Errors only.
    Quiet,
    /// What was done, and warnings.
    Normal,
    /// Every step.
    Verbose,
}

/// The two streams, and how to speak on them.
pub(super) struct Terminal {
    out: io::Stdout,
    err: io::Stderr,
    colour: Colour,
    volume: Volume,
}

impl Terminal {
    /// The standard streams of this process.
    pub(super) fn new(colour: Colour, volume: Volume) -> Self {
        Self { out: io::stdout(), err: io::stderr(), colour, volume }
    }

    /// The same for another thread.
    #[cfg(feature = "serve")]
    pub(super) fn twin(&self) -> Self {
        Self::new(self.colour, self.volume)
    }

    /// Writes a result.
    ///
    /// # Errors
    /// Nobody reads it, or the disk is full.
    pub(super) fn result(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Says what was done, in one line.
    pub(super) fn say(&mut self, line: &str) {
        self.speak(Volume::Normal, line);
    }

    /// Says a detail, to those who asked for more.
    pub(super) fn detail(&mut self, line: &str) {
        self.speak(Volume::Verbose, line);
    }

    /// Where lines of a result are broken for people; not at all where a program reads them.
    pub(super) fn width(&self) -> Option<usize> {
        const USUAL: usize = 80;
        self.out.is_terminal().then_some(USUAL)
    }

    /// Whether nothing but errors is wanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.volume == Volume::Quiet
    }

    /// Whether a bar that moves would be seen, and is wanted.
    pub(super) fn shows_progress(&self) -> bool {
        self.volume > Volume::Quiet && self.err.is_terminal()
    }

    /// Says what is wrong with the call itself.
    pub(super) fn refuse(&mut self, line: &str) {
        self.speak(Volume::Quiet, line);
    }

    /// Draws diagnostics, counts them in a last line, and says how a command that found them ends. Warnings are left
    /// out where only errors are wanted.
    pub(super) fn diagnostics(&mut self, diagnostics: &[Diagnostic]) -> Exit {
        for diagnostic in diagnostics {
            if diagnostic.severity == Severity::Error || self.volume > Volume::Quiet {
                let picture = render::human(diagnostic, self.colour);
                self.speak(Volume::Quiet, &picture);
            }
        }
        let count =
            |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        match (errors, warnings) {
            (0, 0) => {}
            (0, _) => self.say(&counted(warnings, "warning")),
            (_, 0) => self.refuse(&counted(errors, "error")),
            _ => self.refuse(&format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))),
        }
        if errors == 0 { Exit::Done } else { Exit::Faults }
    }

    /// Sees to it that results have left.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn speak(&mut self, volume: Volume, line: &str) {
        if self.volume >= volume {
            // Nobody may be listening; that is no reason to fail.
            let _ = writeln!(self.err, "{line}");
        }
    }
}

/// "1 error", "2 errors".
pub(super) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
