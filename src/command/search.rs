//! `diariet search`: the search of the site's own page, from the built index.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use crate::base::diag::{Code, Diagnostic};
use crate::base::store::{self, StoreError};
use crate::build::Options;
use crate::cli::Search;
use crate::model::record::Outcome;
use crate::search::Kind;
use crate::search::query::{Answer, Engine, Filter, Hit, Notice};

use super::Exit;
use super::terminal::Terminal;

/// The largest file of an index that is read.
const LIMIT: u64 = 1 << 28;

pub(super) fn run(search: &Search, terminal: &mut Terminal) -> io::Result<Exit> {
    let filter = match filter(search) {
        Ok(filter) => filter,
        Err(refused) => {
            terminal.diagnostics(&refused);
            return Ok(Exit::Usage);
        }
    };
    let output = Options::new(&search.root).output;
    match ask(&output, search, &filter) {
        Ok(answer) if search.json => terminal.result(&format!("{:#}\n", machine(&answer)))?,
        Ok(answer) => {
            for notice in &answer.notices {
                terminal.say(&told(notice));
            }
            terminal.say(&format!("{} of {}", answer.hits.len(), answer.total));
            for hit in &answer.hits {
                terminal.result(&human(hit))?;
            }
        }
        Err(error) => {
            let diagnostic = error.diagnostic();
            let help = "`diariet build` makes the site and its index";
            let diagnostic = if error.is_missing() { diagnostic.help(help) } else { diagnostic };
            return Ok(terminal.diagnostics(&[diagnostic]));
        }
    }
    Ok(Exit::Done)
}

fn filter(search: &Search) -> Result<Filter, Vec<Diagnostic>> {
    let kinds: Vec<_> = Kind::ALL.iter().map(|kind| (kind.word(), *kind)).collect();
    let outcomes: Vec<_> = Outcome::ALL.iter().map(|outcome| (outcome.word(), *outcome)).collect();
    let (kind, outcome) = (
        one_of(search.kind.as_deref(), "a kind", &kinds),
        one_of(search.outcome.as_deref(), "an outcome", &outcomes),
    );
    match (kind, outcome) {
        (Ok(kind), Ok(outcome)) => Ok(Filter {
            organ: search.organ.clone(),
            kind,
            from: search.from.clone(),
            to: search.to.clone(),
            outcome,
        }),
        (kind, outcome) => Err([kind.err(), outcome.err()].into_iter().flatten().collect()),
    }
}

/// What a word stands for, where there is one.
fn one_of<T: Copy>(word: Option<&str>, what: &str, known: &[(&str, T)]) -> Result<Option<T>, Diagnostic> {
    let Some(word) = word else { return Ok(None) };
    match known.iter().find(|(name, _)| *name == word) {
        Some((_, value)) => Ok(Some(*value)),
        None => {
            let words: Vec<_> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
            Err(Diagnostic::error(Code::BAD_VALUE, format!("`{word}` is not {what}"))
                .help(format!("one of {}", words.join(", "))))
        }
    }
}

fn ask(output: &Path, search: &Search, filter: &Filter) -> Result<Answer, StoreError> {
    let engine = Engine::open(|path: &str| read(&output.join(path)))?;
    engine.search(&search.query.join(" "), filter, search.limit)
}

fn read(path: &Path) -> Result<String, StoreError> {
    let bytes = store::read(path, LIMIT)?;
    String::from_utf8(bytes).map_err(|error| StoreError::Io {
        action: "read",
        path: path.to_owned(),
        cause: io::Error::new(io::ErrorKind::InvalidData, error),
    })
}

/// The answer as the search module gives it to a page.
fn machine(answer: &Answer) -> Value {
    json!({
        "total": answer.total,
        "hits": answer.hits.iter().map(machine_hit).collect::<Vec<_>>(),
        "notices": answer.notices.iter().map(machine_notice).collect::<Vec<_>>(),
    })
}

fn machine_hit(hit: &Hit) -> Value {
    json!({
        "url": hit.url,
        "title": hit.title,
        "kind": hit.kind.word(),
        "diarienummer": hit.diarienummer,
        "organ": hit.organ,
        "date": hit.date,
        "page": hit.page,
        "snippet": hit.snippet,
        "marks": hit.marks.iter().map(|(start, end)| [units(hit, *start), units(hit, *end)]).collect::<Vec<_>>(),
        "score": hit.score,
    })
}

/// A place in the snippet as JavaScript counts.
fn units(hit: &Hit, at: usize) -> usize {
    hit.snippet.get(..at).unwrap_or(&hit.snippet).encode_utf16().count()
}

fn machine_notice(notice: &Notice) -> Value {
    match notice {
        Notice::MissingNumber(number) => json!({"code": "missing-number", "number": number}),
        Notice::Corrected(from, to) => json!({"code": "corrected", "from": from, "to": to}),
    }
}

fn told(notice: &Notice) -> String {
    match notice {
        Notice::MissingNumber(number) => format!("`{number}` is no number of this site"),
        Notice::Corrected(from, to) => format!("nothing holds `{from}`; looked for `{to}`"),
    }
}

/// Title, what it is, address and words around, each on its line.
fn human(hit: &Hit) -> String {
    let page = hit.page.map(|page| format!("page {page}"));
    let parts = [
        Some(hit.kind.word().to_owned()),
        hit.diarienummer.clone(),
        hit.organ.clone(),
        hit.date.clone(),
        page,
    ];
    let facts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}\n  {}\n  {}\n  {}\n\n", hit.title, facts.join(" · "), hit.url, hit.snippet)
}
