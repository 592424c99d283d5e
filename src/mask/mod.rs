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
    /// The day of somebody's birth.
    Birth,
    /// The id of an electronic signature, or of the machine that it was given from.
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
            Self::Birth => "birth-date",
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

/// The words around a finding, on one line, the finding among them.
#[must_use]
pub fn context(text: &str, range: &Range<usize>) -> String {
    let before = person::tail(text.get(..range.start).unwrap_or_default(), 70);
    let after = person::head(text.get(range.end..).unwrap_or_default(), 70);
    crate::base::text::squeeze(&format!("{before}{}{after}", text.get(range.clone()).unwrap_or_default()))
}

/// An address step for a text, as [`crate::base::text::slug_within`] makes it, without anything personal: addresses
/// are published.
#[must_use]
pub fn slug_within(text: &str, max: usize) -> String {
    let masked = masked(text, &Policy::default()).map(|masked| masked.replace(MARKER, " "));
    crate::base::text::slug_within(masked.as_deref().unwrap_or(text), max)
}

/// The first personnummer in a text that is an address or a file's name, where every separator may be a hyphen and
/// what stands around a number tells nothing of it.
#[must_use]
pub fn identity_in_name(name: &str) -> Option<Range<usize>> {
    if name.bytes().filter(u8::is_ascii_digit).count() < 10 {
        return None;
    }
    let mut found = Vec::new();
    person::find(&runs::Runs::new(name), &mut found);
    let stamp = |finding: &&Finding| person::is_moment(name.get(finding.range.clone()).unwrap_or_default());
    let numbers = [Kind::Personnummer, Kind::Samordningsnummer];
    found
        .iter()
        .filter(|finding| numbers.contains(&finding.kind))
        .find(|finding| !stamp(finding))
        .map(|finding| finding.range.clone())
}

/// The first personnummer in what is about to be published, written as such numbers usually are: six or eight digits,
/// a hyphen and four, by themselves. The last look at bytes that were masked as texts before, so that nothing passes by
/// a way that nobody thought of; quick, since it looks around hyphens between digits only.
#[must_use]
pub fn identity_in_bytes(bytes: &[u8]) -> Option<Range<usize>> {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let part = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || b"-+/_.".contains(b));
    bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'-' | b'+')).find_map(|(at, _)| {
        if !(1..=6).all(|back| at >= back && digit(at - back)) || !(1..=4).all(|on| digit(at + on)) {
            return None;
        }
        let start = if at >= 8 && digit(at - 7) && digit(at - 8) { at - 8 } else { at - 6 };
        let end = at + 5;
        // A full stop may end a sentence, but not begin a decimal.
        let goes_on = part(end) && (bytes.get(end) != Some(&b'.') || digit(end + 1));
        if start > 0 && part(start - 1) || goes_on {
            return None;
        }
        let digits: String =
            bytes.get(start..end)?.iter().filter(|b| b.is_ascii_digit()).map(|b| char::from(*b)).collect();
        person::is_identity(&digits).then_some(start..end)
    })
}
