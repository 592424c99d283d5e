//! `diariet withdraw`: takes something down that was published.

use crate::base::diag::{Code, Diagnostic};
use crate::build::Options;
use crate::build::withdraw::{self, Done, Withdrawal};
use crate::cli::Withdraw;
use crate::mask;

use super::Exit;
use super::terminal::Terminal;
use super::today;

pub(super) fn run(arguments: Withdraw, terminal: &mut Terminal) -> Exit {
    let day = match today::given(arguments.today) {
        Ok(day) => day,
        Err(diagnostic) => return terminal.diagnostics(&[diagnostic]),
    };
    if arguments.reason.trim().is_empty() {
        let diagnostic = Diagnostic::error(Code::MISSING_KEY, "the reason is empty")
            .help("say why, with the section of the law: it stands on the page in place of what was there");
        return terminal.diagnostics(&[diagnostic]);
    }
    if mask::identity_in_name(&arguments.reason).is_some() {
        let diagnostic = Diagnostic::error(Code::PERSONAL_DATA, "the reason holds a personnummer")
            .help("it stands on the page in place of what was there: say why without it");
        return terminal.diagnostics(&[diagnostic]);
    }
    let options = Options { today: Some(day), ..super::options(&arguments.root) };
    let wanted = Withdrawal {
        address: arguments.address,
        reason: crate::base::text::squeeze(&arguments.reason),
        day,
        dry_run: arguments.dry_run,
    };
    match withdraw::withdraw(&options, &wanted) {
        Ok(done) => {
            let would = if wanted.dry_run { "would be " } else { "" };
            for one in &done {
                terminal.say(&match one {
                    Done::File(file) => format!("{would}marked as withdrawn: `{file}`"),
                    Done::Ledger(address) => {
                        format!("{would}written into `ledger.txt`: `{address}` is withdrawn")
                    }
                    Done::Already(what) => format!("`{what}` has been withdrawn before"),
                });
            }
            if done.iter().any(|one| matches!(one, Done::File(_))) && !wanted.dry_run {
                terminal.say(
                    "its text is still in the file, and in git: what must go there too is removed by hand",
                );
            }
            if !wanted.dry_run {
                terminal.say("next: `diariet build`, which takes it off the site, then commit");
            }
            Exit::Done
        }
        Err(found) => terminal.diagnostics(&found),
    }
}
