//! `diariet verify`: whether a checksum that somebody cited is one that a page had.

use std::io;

use crate::build::verify;
use crate::cli::Verify;

use super::Exit;
use super::terminal::Terminal;

pub(super) fn run(arguments: &Verify, terminal: &mut Terminal) -> io::Result<Exit> {
    let spans = match verify::verify(&super::options(&arguments.root), &arguments.address, &arguments.sum) {
        Ok(spans) => spans,
        Err(found) => return Ok(terminal.diagnostics(&found)),
    };
    let Some(spans) = spans else {
        terminal.refuse(&format!("`{}` was never published here", arguments.address));
        return Ok(Exit::Faults);
    };
    for span in &spans {
        let until = span.until.map_or_else(|| "now".to_owned(), |day| day.to_string());
        terminal.result(&format!("{} – {until}  {}\n", span.from, span.address))?;
    }
    if spans.is_empty() {
        terminal.refuse("nothing that was published at this address had this checksum");
        return Ok(Exit::Faults);
    }
    if spans.iter().all(|span| span.until.is_some()) {
        terminal.say("what was cited has been replaced or taken down since");
        return Ok(Exit::Faults);
    }
    Ok(Exit::Done)
}
