//! `diariet review`: the personal data in the content, what becomes of it, and why.

use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};

use crate::build::Options;
use crate::build::review::{self, Reviewed, Sighting};
use crate::cli::Review;
use crate::content::read::KeptBack;
use crate::mask::{Action, Decision, Verdict};

use super::Exit;
use super::terminal::{Terminal, counted};

pub(super) fn run(review: &Review, terminal: &mut Terminal) -> io::Result<Exit> {
    let options = Options { drafts: review.drafts, ..super::options(&review.root) };
    let reviewed = review::review(&options);
    if review.json {
        terminal.result(&format!("{:#}\n", machine(&reviewed)))?;
        return Ok(terminal.diagnostics(&errors(&reviewed)));
    }
    terminal.result(&human(&reviewed, review.all))?;
    let count = |verdict| reviewed.met.iter().filter(|one| one.met.verdict == verdict).count();
    let (masked, kept) = (count(Verdict::Mask), count(Verdict::Keep));
    terminal.say(&format!(
        "{} masked, {} to look at, {kept} kept",
        counted(masked, "piece"),
        count(Verdict::Look)
    ));
    if masked + kept + reviewed.idle.len() > 0 {
        terminal.say("`review.toml` in a meeting's folder changes what is masked; `diariet explain format`");
    }
    Ok(terminal.diagnostics(&errors(&reviewed)))
}

/// Warnings are for `diariet check`.
fn errors(reviewed: &Reviewed) -> Vec<crate::base::diag::Diagnostic> {
    let errors = reviewed.found.iter().filter(|found| found.severity == crate::base::diag::Severity::Error);
    errors.cloned().collect()
}

/// A paragraph a file; what stays is told where it is asked for.
fn human(reviewed: &Reviewed, all: bool) -> String {
    let mut out = String::new();
    let mut file = "";
    for one in reviewed.met.iter().filter(|one| all || one.met.verdict != Verdict::Keep) {
        if one.met.file != file {
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}{}", one.met.file);
            file = &one.met.file;
        }
        out.push_str(&line(one));
    }
    for (file, why) in &reviewed.kept_back {
        let _ = writeln!(out, "\n{file}\n  is not published as a file: {}", cause(*why));
    }
    for (file, decision) in &reviewed.idle {
        let _ =
            writeln!(out, "\n{file}\n  a decision meets nothing: {} `{}`", action(decision), decision.text);
    }
    out
}

const fn cause(why: KeptBack) -> &'static str {
    match why {
        KeptBack::Personal => "it holds what is masked",
        KeptBack::Withheld => "it holds a document that is withheld",
        KeptBack::Concealed => "it holds text beneath what was painted over it, or comments",
        KeptBack::Unread => "it could not be looked through",
    }
}

fn line(one: &Sighting) -> String {
    let met = &one.met;
    let page = met.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let key = met.key.as_ref().map(|key| format!(", `{key}`")).unwrap_or_default();
    let why = match one.decision.as_ref().and_then(|decision| decision.reason.as_deref()) {
        Some(decided) => format!("{}: {decided}", met.reason),
        None => met.reason.to_owned(),
    };
    format!(
        "  {}: line {}{page}{key}: {}: {why}\n      {}\n",
        met.verdict.word(),
        met.line,
        met.kind,
        met.context
    )
}

const fn action(decision: &Decision) -> &'static str {
    match decision.action {
        Action::Mask => "mask",
        Action::Keep => "keep",
    }
}

fn machine(reviewed: &Reviewed) -> Value {
    let said = |decision: &Decision| json!({ "do": action(decision), "text": decision.text, "reason": decision.reason, "file": decision.file });
    let met = |one: &Sighting| {
        json!({
            "file": one.met.file, "line": one.met.line, "page": one.met.page, "key": one.met.key,
            "kind": one.met.kind.word(), "verdict": one.met.verdict.word(), "why": one.met.reason,
            "text": one.met.text, "context": one.met.context, "decision": one.decision.as_ref().map(said),
        })
    };
    let idle = |(file, decision): &(String, Decision)| json!({ "file": file, "decision": said(decision) });
    let kept = |(file, why): &(String, KeptBack)| json!({ "file": file, "why": cause(*why) });
    json!({
        "found": reviewed.met.iter().map(met).collect::<Vec<_>>(),
        "kept_back": reviewed.kept_back.iter().map(kept).collect::<Vec<_>>(),
        "idle": reviewed.idle.iter().map(idle).collect::<Vec<_>>(),
    })
}
