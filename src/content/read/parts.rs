//! Values and tables that several kinds of file share.

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::content::fields::{At, Fields};
use crate::content::{Alias, format};
use crate::model::date::Date;
use crate::model::number::Diarienummer;
use crate::model::record::{Ballot, Clause, Decision, Outcome, Proposal, Said, Vote, VoteName};
use crate::split::money;

/// Texts that must be diarienummer, as written; the others are reported.
pub(crate) fn numbers(fields: &Fields<'_, '_, '_>, name: &str) -> Vec<String> {
    fields.texts_at(name).into_iter().filter_map(|at| number(fields, at)).collect()
}

/// One text that must be a diarienummer.
pub(crate) fn number(fields: &Fields<'_, '_, '_>, at: At<String>) -> Option<String> {
    match Diarienummer::parse(&at.value) {
        Ok(_) => Some(at.value),
        Err(reason) => {
            let diagnostic = Diagnostic::error(
                Code::BAD_NUMBER,
                format!("`{}` is not a diarienummer ({reason})", at.value),
            )
            .at(fields.reader().source(), at.range, "cannot be read")
            .help(match behind_label(&at.value) {
                Some(number) => format!("write the number without what stands before it: \"{number}\""),
                None => "write it as the document does: \"KS 2026/118\", \"19RS8666\", \"2026-00012\"".into(),
            });
            fields.reader().report(diagnostic);
            None
        }
    }
}

/// The number behind a label, as documents print it: `Dnr KS 2026/1`, `Vårt diarienummer: 2026-00012`.
fn behind_label(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let label = ["diarienummer", "diarienr", "ärendenummer", "ärendenr", "dnr"]
        .into_iter()
        .find_map(|label| Some((lower.find(label)?, label)))?;
    // Lower case keeps the length of every letter that can stand here; where it does not, there is no advice.
    let rest = text.get(label.0 + label.1.len()..)?;
    let number = rest.trim_start_matches(|c: char| c.is_whitespace() || ".:".contains(c)).trim_end();
    Diarienummer::parse(number).ok().map(|_| number)
}

/// The addresses that the page at `to` had before. What a content file says below its front matter is not kept.
pub(crate) fn aliases(fields: &Fields<'_, '_, '_>, to: &str) -> Vec<Alias> {
    let written = fields.texts_at("aliases");
    if written.is_empty() {
        return Vec::new();
    }
    let whole = fields.reader().source();
    let source = Source::new(whole.name(), whole.slice(0..fields.range().end));
    let alias =
        |at: At<String>| Alias { from: at.value, to: to.to_owned(), source: source.clone(), range: at.range };
    written.into_iter().map(alias).collect()
}

/// Whoever takes something down says why.
pub(crate) fn reason_of(fields: &Fields<'_, '_, '_>, withdrawn: Option<Date>) {
    if withdrawn.is_some() && !fields.has("reason") {
        let start = fields.range().start;
        let diagnostic = Diagnostic::error(Code::MISSING_KEY, "what is `withdrawn` needs a `reason`")
            .at(fields.reader().source(), start..start, "in this front matter")
            .help("say why, with the section of the law: people read it");
        fields.reader().report(diagnostic);
    }
}

/// A mail address.
pub(crate) fn email(fields: &Fields<'_, '_, '_>, name: &str) -> Option<String> {
    let at = fields.text_at(name)?;
    let good = at.value.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        && !at.value.contains(|c: char| c.is_whitespace() || "<>\"'\\".contains(c));
    if !good {
        fields.reader().error(
            Code::BAD_VALUE,
            format!("`{}` is not a mail address", at.value),
            &at.range,
            "expected name@host",
        );
    }
    Some(at.value)
}

/// A language as HTML and its readers know it: `en`, `sma-SE`.
pub(crate) fn language(fields: &Fields<'_, '_, '_>) -> Option<String> {
    let at = fields.text_at("language")?;
    let mut steps = at.value.split('-');
    let letters = |step: &str| step.bytes().all(|byte| byte.is_ascii_alphabetic());
    let language = steps.next().is_some_and(|step| matches!(step.len(), 2 | 3) && letters(step));
    let rest = steps
        .all(|step| matches!(step.len(), 2..=8) && step.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !(language && rest) {
        fields.reader().error(
            Code::BAD_VALUE,
            format!("`{}` is not the code of a language", at.value),
            &at.range,
            "expected two or three letters: en, fi, sma",
        );
        return None;
    }
    Some(at.value)
}

/// An address on the web.
pub(crate) fn web_address(fields: &Fields<'_, '_, '_>, name: &str) -> Option<String> {
    let at = fields.text_at(name)?;
    if !at.value.starts_with("https://") && !at.value.starts_with("http://")
        || at.value.contains(|c: char| c.is_whitespace() || "<>\"'\\{}`".contains(c))
    {
        fields.reader().error(
            Code::BAD_VALUE,
            format!("`{}` is not a web address", at.value),
            &at.range,
            "expected https://…",
        );
        return None;
    }
    Some(at.value)
}

fn clauses(fields: &Fields<'_, '_, '_>) -> Vec<Clause> {
    let members = fields.texts_or_tables("clauses", &format::CLAUSE);
    members
        .into_iter()
        .map(|member| match member {
            Ok(at) => clause(&at.value),
            Err(table) => {
                let read = clause(&table.text("text").unwrap_or_default());
                Clause {
                    amounts: table.counts("amounts").unwrap_or(read.amounts),
                    percent: table.number("percent").or(read.percent),
                    decides: table.text("decides"),
                    text: read.text,
                }
            }
        })
        .collect()
}

fn clause(text: &str) -> Clause {
    let text = crate::base::text::squeeze(text);
    Clause { amounts: money::amounts(&text), percent: money::percent(&text), decides: None, text }
}

/// `[proposal]`; `None` where it holds nothing.
pub(crate) fn proposal(fields: &Fields<'_, '_, '_>) -> Option<Proposal> {
    let fields = fields.table("proposal", &format::PROPOSAL)?;
    let proposal = Proposal {
        organ: fields.text("organ"),
        clauses: clauses(&fields),
        conditions: fields.texts("conditions"),
    };
    Some(proposal)
}

/// `[decision]`.
pub(crate) fn decision(fields: &Fields<'_, '_, '_>) -> Option<Decision> {
    let fields = fields.table("decision", &format::DECISION)?;
    let said = |name: &str| fields.tables(name, &format::SAID).iter().map(said).collect();
    Some(Decision {
        organ: fields.text("organ"),
        clauses: clauses(&fields),
        outcomes: fields.words("outcomes", Outcome::from_word),
        immediate: fields.flag("immediate").unwrap_or(false),
        votes: fields.tables("votes", &format::VOTE).iter().map(vote).collect(),
        motions: said("motions"),
        reservations: said("reservations"),
        statements: said("statements"),
        recused: fields.texts("recused"),
        procedure: fields.text("procedure"),
        conditions: fields.texts("conditions"),
        applicant: fields.text("applicant"),
        period: fields.text("period"),
    })
}

fn said(fields: &Fields<'_, '_, '_>) -> Said {
    Said { by: fields.texts("by"), text: fields.text("text").unwrap_or_default() }
}

fn vote(fields: &Fields<'_, '_, '_>) -> Vote {
    let mut names = Vec::new();
    for (key, ballot) in BALLOTS {
        let voters = fields.gated_at(key);
        let printed = match ballot {
            Ballot::Ja => fields.count("yes"),
            Ballot::Nej => fields.count("no"),
            Ballot::Avstar => fields.count("abstain"),
            Ballot::Franvarande => None,
        };
        let counted = u32::try_from(voters.len()).unwrap_or(u32::MAX);
        if let (Some(printed), Some(first), true) = (printed, voters.first(), Some(counted) != printed) {
            let message = format!("`{key}` names {counted} but the count is {printed}");
            let diagnostic = Diagnostic::error(Code::INCONSISTENT, message)
                .at(fields.reader().source(), first.range.clone(), "the names begin here")
                .help("take the count from the minutes, or leave the names out where they are not all known");
            fields.reader().report(diagnostic);
        }
        names.extend(voters.into_iter().map(|at| voter(&at.value, ballot)));
    }
    Vote {
        yes_means: fields.text("yes_means"),
        no_means: fields.text("no_means"),
        yes: fields.count("yes"),
        no: fields.count("no"),
        abstain: fields.count("abstain"),
        names,
    }
}

/// The keys of a vote's names with the ballot that each stands for, in the order in which they are written.
pub(crate) const BALLOTS: [(&str, Ballot); 4] = [
    ("voted_yes", Ballot::Ja),
    ("voted_no", Ballot::Nej),
    ("abstained", Ballot::Avstar),
    ("absent", Ballot::Franvarande),
];

/// "Karin Holm (S)" as a voter.
fn voter(text: &str, vote: Ballot) -> VoteName {
    let parts = text.strip_suffix(')').and_then(|head| head.rsplit_once('('));
    match parts {
        Some((name, party)) if !name.trim().is_empty() && !party.trim().is_empty() => {
            VoteName { name: name.trim().to_owned(), party: Some(party.trim().to_owned()), vote }
        }
        _ => VoteName { name: text.to_owned(), party: None, vote },
    }
}
