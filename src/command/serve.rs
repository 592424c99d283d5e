//! `diariet serve`: builds, shows the site on this machine, and builds anew after every change.

use crate::base::diag::{Code, Diagnostic, Severity};
use crate::base::render::{self, Colour};
use crate::base::store;
use crate::cli::Serve;
use crate::content::read;
use crate::publish::path;
use crate::serve::{self, Rebuilt, Served};

use super::Exit;
use super::build;
use super::terminal::Terminal;
use super::today;

/// What a site is made of, by name in its root.
const WATCHED: [&str; 6] = ["content", "diariet.toml", "ledger.txt", "static", "templates", "themes"];

/// So many faults are shown in the browser; the terminal has them all.
const SHOWN: usize = 50;

pub(super) fn run(arguments: &Serve, terminal: &mut Terminal) -> Exit {
    // What is served is looked at, not published: the ledger is read and not written.
    let today = today::given(None).ok();
    let options = crate::build::Options { today, ..super::options(&arguments.root) };
    let (exit, _) = build::built(&options, terminal);
    if exit != Exit::Done {
        return exit;
    }
    let base_url = match read::config(&options.root) {
        Ok((config, _)) => config.base_url,
        Err(diagnostic) => return terminal.diagnostics(&[diagnostic]),
    };
    // Changes are told of by whole paths.
    let root = match store::real_path(&options.root) {
        Ok(root) => root,
        Err(error) => return terminal.diagnostics(&[error.diagnostic()]),
    };
    let served = Served {
        output: options.output.clone(),
        base_path: path::base(&base_url),
        root,
        watched: WATCHED.map(String::from).to_vec(),
        port: arguments.port,
    };
    let mut other = terminal.twin();
    let rebuild = move |_: &_| match build::built(&options, &mut other) {
        (Exit::Done, _) => Rebuilt::Anew,
        (_, found) => Rebuilt::Failed(faults(&found)),
    };
    let address = |address| format!("http://{address}{}\n", served.base_path);
    let ready = |at| {
        // Whoever started the server may not read; it serves all the same.
        let _ = terminal.result(&address(at)).and_then(|()| terminal.flush());
    };
    let ended = serve::serve(&served, ready, rebuild);
    let wrong = ended.err().unwrap_or_else(|| Diagnostic::error(Code::IO, "the server stopped"));
    terminal.diagnostics(&[wrong])
}

/// What is wrong, as the terminal says it.
fn faults(found: &[Diagnostic]) -> String {
    let errors: Vec<&Diagnostic> =
        found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    let mut text: String =
        errors.iter().take(SHOWN).map(|error| render::human(error, Colour::Plain) + "\n").collect();
    if errors.len() > SHOWN {
        text.push_str(&format!("… and {} more, in the terminal\n", errors.len() - SHOWN));
    }
    text
}
