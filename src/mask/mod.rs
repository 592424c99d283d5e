//! Finds personal data in a text and takes it out: what must not be published, and what a person has to judge.
//!
//! Comes in: a text and a [`Policy`] (whose contacts are official, what the clerk has decided). Goes out: findings with
//! place, kind, reason and verdict, and the text with a visible marker where something was taken out.
//! Invariants: linear in the text; lines stay lines, and marks of pages stay; a personnummer is never kept by a rule.
//! Absent on purpose: files, records and pages; any judgement of names, which is left to people.
//!
//! Detectors read the runs of digits of a text ([`runs`]) or the places of a few letters; texts with neither cost one
//! look. What they find is private unless something around it says otherwise ([`around`]): an address at a domain of
//! the public sector, a role, a letterhead, an organisation.

mod around;
mod home;
mod labelled;
mod mail;
mod person;
mod phone;
mod policy;
mod public;
mod runs;
mod words;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

pub use policy::{Action, Decision, Mobiles, Policy};

/// What stands where something was taken out.
pub const MARKER: &str = "[personuppgift borttagen]";

/// What kind of personal data a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A personnummer: a day that exists, and a check digit that agrees.
    Personnummer,
    /// The same with sixty added to the day.
    Samordningsnummer,
    /// A number given in place of one, with a letter in it.
    Reserve,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// Where somebody lives.
    Home,
    /// A bank account.
    Account,
    /// A plusgiro or bankgiro number.
    Giro,
    /// A vehicle's licence plate.
    Plate,
    /// The id of an electronic signature.
    Signature,
    /// A word of health, welfare or protection near a name.
    Sensitive,
    /// What the clerk's list names.
    Listed,
}

impl Kind {
    /// The word for it in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Personnummer => "personnummer",
            Self::Samordningsnummer => "samordningsnummer",
            Self::Reserve => "reserve-number",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Home => "home-address",
            Self::Account => "account",
            Self::Giro => "giro",
            Self::Plate => "licence-plate",
            Self::Signature => "signature",
            Self::Sensitive => "sensitive-word",
            Self::Listed => "listed",
        }
    }

    /// Whether it names one person for life, so that nobody may decide to publish it.
    #[must_use]
    pub const fn is_identity(self) -> bool {
        matches!(self, Self::Personnummer | Self::Samordningsnummer | Self::Reserve)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What becomes of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is taken out.
    Mask,
    /// It stays.
    Keep,
    /// It stays until a person has looked at it.
    Look,
}

impl Verdict {
    /// The word for it in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mask => "mask",
            Self::Keep => "keep",
            Self::Look => "look",
        }
    }
}

/// Personal data at a place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// What.
    pub kind: Kind,
    /// What becomes of it.
    pub verdict: Verdict,
    /// Why, one sentence without full stop.
    pub reason: &'static str,
    /// The clerk's decision that it follows, by its place in the policy.
    pub decision: Option<usize>,
}

impl Finding {
    const fn new(range: Range<usize>, kind: Kind, verdict: Verdict, reason: &'static str) -> Self {
        Self { range, kind, verdict, reason, decision: None }
    }
}

/// How thoroughly a text is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// For publishing: what must be taken out.
    Gate,
    /// For a person: also what stays, and the words that call for a look.
    Review,
}

/// Everything that is found in `text`, in order, none within another.
#[must_use]
pub fn scan(text: &str, policy: &Policy, depth: Depth) -> Vec<Finding> {
    let mut found = Vec::new();
    if text.bytes().any(|b| b.is_ascii_digit()) {
        let runs = runs::Runs::new(text);
        person::find(&runs, &mut found);
        phone::find(&runs, policy, &mut found);
        home::find(&runs, policy, &mut found);
        labelled::find(&runs, policy, &mut found);
    }
    if mail::may_hold(text) {
        mail::find(text, policy, &mut found);
    }
    if depth == Depth::Review {
        words::find(text, &mut found);
    }
    policy.decide(text, &mut found);
    settled(found)
}

/// In order, each place once: what is masked swallows what overlaps it, the longer one first; an identity wins.
fn settled(mut found: Vec<Finding>) -> Vec<Finding> {
    let rank = |finding: &Finding| {
        let identity = finding.verdict == Verdict::Mask && finding.kind.is_identity();
        (
            !identity,
            finding.verdict,
            std::cmp::Reverse(finding.range.len()),
            finding.range.start,
            finding.kind,
        )
    };
    found.sort_by_key(rank);
    let mut kept: Vec<Finding> = Vec::new();
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for finding in found {
        let before = taken.range(..finding.range.end).next_back().map_or(0, |(_, end)| *end);
        if before <= finding.range.start {
            taken.insert(finding.range.start, finding.range.end);
            kept.push(finding);
        }
    }
    kept.sort_by_key(|finding| finding.range.start);
    kept
}

/// The text with a marker for everything that is to be masked; `None` where nothing is. Line ends and marks of pages
/// within what is taken out stay, so that lines keep their numbers.
#[must_use]
pub fn without(text: &str, found: &[Finding]) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    for finding in found.iter().filter(|finding| finding.verdict == Verdict::Mask) {
        out.push_str(text.get(at..finding.range.start)?);
        out.push_str(MARKER);
        for (nth, line) in text.get(finding.range.clone())?.split('\n').enumerate() {
            if nth > 0 {
                out.push('\n');
                let is_structure = line.trim_start().starts_with("<!--") || line.trim() == "```";
                out.push_str(if is_structure { line } else { "" });
            }
        }
        at = finding.range.end;
    }
    (at > 0).then(|| out + text.get(at..).unwrap_or_default())
}

/// [`scan`] and [`without`] in one, for texts that are only to be published.
#[must_use]
pub fn masked(text: &str, policy: &Policy) -> Option<String> {
    without(text, &scan(text, policy, Depth::Gate))
}

/// The identities in a text that is part of an address or a file's name, where every separator may be a hyphen.
#[must_use]
pub fn identity_in_name(name: &str) -> Option<Range<usize>> {
    let runs = runs::Runs::new(name);
    let mut found = Vec::new();
    person::find(&runs, &mut found);
    found.into_iter().find(|finding| finding.kind.is_identity()).map(|finding| finding.range)
}
