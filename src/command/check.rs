//! `diariet check`: what a build would refuse, and what it would warn of.

use std::io;

use serde_json::json;

use crate::base::diag::{self, Severity};
use crate::base::render;
use crate::build::{self, Options};
use crate::cli::Check;

use super::Exit;
use super::terminal::Terminal;
use super::today;

pub(super) fn run(check: &Check, terminal: &mut Terminal) -> io::Result<Exit> {
    let today = match today::given(check.today) {
        Ok(day) => Some(day),
        Err(diagnostic) => return Ok(terminal.diagnostics(&[diagnostic])),
    };
    let options = Options { drafts: check.drafts, today, ..super::options(&check.root) };
    let found = build::check(&options);
    if check.json {
        let count = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let report = json!({
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "diagnostics": found.iter().map(render::machine).collect::<Vec<_>>(),
        });
        terminal.result(&format!("{report:#}\n"))?;
        return Ok(if diag::any_error(&found) { Exit::Faults } else { Exit::Done });
    }
    if found.is_empty() {
        terminal.say("nothing to complain of");
    }
    Ok(terminal.diagnostics(&found))
}
