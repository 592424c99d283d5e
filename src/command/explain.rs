//! `diariet explain`: what a code of a message means, or the whole content format.

use std::io;

use crate::base::diag::Code;
use crate::base::text;
use crate::cli::Explain;
use crate::content::format;

use super::Exit;
use super::terminal::Terminal;

/// The word for the reference of the content format.
const FORMAT: &str = "format";

pub(super) fn run(explain: &Explain, terminal: &mut Terminal) -> io::Result<Exit> {
    match explain.subject.as_deref() {
        None => {
            let mut codes: Vec<(&str, &str)> =
                Code::ALL.iter().map(|(code, text)| (code.name(), first_sentence(text))).collect();
            codes.sort_unstable();
            for (code, text) in codes {
                terminal.result(&format!("{code}\n    {text}\n"))?;
            }
        }
        Some(FORMAT) => terminal.result(&format::reference())?,
        Some(code) => match Code::explain(code) {
            Some(text) => terminal.result(&explanation(text))?,
            None => return Ok(unknown(code, terminal)),
        },
    }
    Ok(Exit::Done)
}

/// A doc comment as text: its lines without the space that follows `///`.
fn explanation(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

fn first_sentence(text: &str) -> &str {
    let line = text.trim();
    line.find(". ").map_or(line, |end| &line[..=end])
}

fn unknown(code: &str, terminal: &mut Terminal) -> Exit {
    terminal.refuse(&format!("error: there is no code `{code}`"));
    let names = Code::ALL.iter().map(|(code, _)| code.name()).chain([FORMAT]);
    match text::nearest(code, names) {
        Some(near) => terminal.refuse(&format!("\nhint: did you mean `{near}`?")),
        None => terminal.refuse("\nhint: `diariet explain` lists every code"),
    }
    Exit::Usage
}
