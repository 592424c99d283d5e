//! `diariet import`: papers of meetings become content.

use std::io;

use crate::cli::Import;
use crate::import::{self, Mode, Options, Progress, Repeat};
use crate::model::record::Meeting;
use crate::split;

use super::Exit;
use super::terminal::Terminal;

pub(super) fn run(import: Import, terminal: &mut Terminal) -> io::Result<Exit> {
    let mut options = Options::new(import.files, &import.content);
    options.organ = import.organ;
    options.progress = if terminal.shows_progress() { Progress::Shown } else { Progress::Hidden };
    options.mode = if import.dry_run { Mode::DryRun } else { Mode::Write };
    options.repeat = if import.again { Repeat::Again } else { Repeat::Skip };
    if import.json {
        let (meetings, wrong) = import::records(&options, &split::split);
        terminal.result(&json(&meetings))?;
        return Ok(terminal.diagnostics(&wrong));
    }
    let outcome = import::run(&options, &split::split);
    // A rehearsal is asked for its report.
    if import.dry_run || !terminal.is_quiet() {
        terminal.result(&import::report(&outcome, terminal.width()))?;
    }
    Ok(terminal.diagnostics(&outcome.errors))
}

/// One record as itself, several as a list, none as nothing.
fn json(meetings: &[Meeting]) -> String {
    let text = match meetings {
        [] => return String::new(),
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    // Records hold text, numbers and lists only, and those always serialise.
    text.map(|text| text + "\n").unwrap_or_default()
}
