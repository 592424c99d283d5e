//! `diariet build`: content becomes the published site.

use std::path::Path;

use crate::base::diag::Diagnostic;
use crate::build::{self, Built, Options};
use crate::cli::Build;
use crate::ledger;

use super::Exit;
use super::terminal::{Terminal, counted};
use super::today;

pub(super) fn run(build: Build, terminal: &mut Terminal) -> Exit {
    let mut options = super::options(&build.root);
    options.base_url = build.base_url;
    options.drafts = build.drafts;
    options.record = !build.preview;
    match today::given(build.today) {
        Ok(day) => options.today = Some(day),
        Err(diagnostic) => return terminal.diagnostics(&[diagnostic]),
    }
    if let Some(output) = build.output {
        options.output = output;
    }
    built(&options, terminal).0
}

/// Builds, and says what came of it; how a command that did that ends, and what was found.
pub(super) fn built(options: &Options, terminal: &mut Terminal) -> (Exit, Vec<Diagnostic>) {
    let (built, found) = build::build(options);
    let exit = terminal.diagnostics(&found);
    match built {
        Some(built) => {
            terminal.say(&format!("built `{}`: {}", shown(&options.output), site(&built)));
            terminal.detail(&files(&built));
            if let Some(new) = built.recorded {
                let news = match new {
                    0 => "has changed".to_owned(),
                    1 => "has 1 new address".to_owned(),
                    more => format!("has {more} new addresses"),
                };
                terminal.say(&format!("`{}` {news}: commit it with the content", ledger::NAME));
            }
        }
        None => terminal.refuse("nothing was published; what was there before is as it was"),
    }
    (exit, found)
}

fn site(built: &Built) -> String {
    [
        counted(built.meetings, "meeting"),
        counted(built.items, "item"),
        counted(built.documents, "document"),
        counted(built.cases, "case"),
        counted(built.files.written, "file") + " written",
    ]
    .join(", ")
}

fn files(built: &Built) -> String {
    let files = &built.files;
    format!(
        "{} written, {} unchanged, {} removed; {} bytes in all",
        counted(files.written, "file"),
        files.unchanged,
        files.removed,
        files.bytes
    )
}

/// A path as people type it.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
