//! What a site says of personal data: whose contacts are official, and what the clerk has decided.

use std::sync::LazyLock;

use regex::Regex;

use crate::base::{store, text};

use super::person::pattern;
use super::{Finding, Kind, Verdict, mail, public};

/// What finds personal data; with other rules here, other findings.
static PROGRAM: LazyLock<String> = LazyLock::new(|| {
    const RULES: [&str; 12] = [
        include_str!("../../Cargo.lock"),
        include_str!("around.rs"),
        include_str!("home.rs"),
        include_str!("labelled.rs"),
        include_str!("mail.rs"),
        include_str!("mod.rs"),
        include_str!("municipalities.txt"),
        include_str!("person.rs"),
        include_str!("phone.rs"),
        include_str!("policy.rs"),
        include_str!("public.rs"),
        include_str!("runs.rs"),
    ];
    store::sha256_of(RULES.concat().as_bytes())
});

/// What counts as official, and the clerk's decisions.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    domains: Vec<String>,
    mobiles: Mobiles,
    decisions: Vec<Decision>,
    patterns: Vec<Option<Regex>>,
    /// Whether files that hold nothing masked but ids of signatures are published as files.
    signed_files: bool,
    /// Whether the text stands where only what is official stands, such as where minutes are kept.
    official: bool,
}

/// What becomes of mobile numbers of officials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mobiles {
    /// They are masked like everybody's.
    #[default]
    Masked,
    /// They are judged by what stands around them, as other numbers are.
    Judged,
}

/// What the clerk has decided to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Take it out.
    Mask,
    /// Leave it.
    Keep,
}

/// A decision of the clerk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What to do.
    pub action: Action,
    /// Which text. White space, hyphens and upper case do not count, so that it is found however lines are broken.
    pub text: String,
    /// The file that it holds for, relative to the meeting's folder; everywhere without it.
    pub file: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Patterns are made of the decisions, so that they need not be compared.
impl PartialEq for Policy {
    fn eq(&self, other: &Self) -> bool {
        (&self.domains, self.mobiles, self.signed_files, &self.decisions, self.official)
            == (&other.domains, other.mobiles, other.signed_files, &other.decisions, other.official)
    }
}

impl Policy {
    /// A policy in which mailboxes at these domains, and those that are public by their names, are official.
    #[must_use]
    pub fn new<'a>(domains: impl IntoIterator<Item = &'a str>, mobiles: Mobiles) -> Self {
        let domains = domains.into_iter().map(|domain| {
            let domain = domain.trim().rsplit(['@', '/']).next().unwrap_or_default().to_lowercase();
            domain.strip_prefix("www.").map_or(domain.clone(), str::to_owned)
        });
        // A mailbox where anybody may have one makes nobody's mail official.
        let domains = domains.filter(|domain| domain.contains('.') && !public::is_anybodys(domain));
        Self { domains: domains.collect(), mobiles, ..Self::default() }
    }

    /// The same with these decisions, after those that it has.
    #[must_use]
    pub fn with(mut self, decisions: impl IntoIterator<Item = Decision>) -> Self {
        for decision in decisions {
            self.patterns.push(loose(&decision.text));
            self.decisions.push(decision);
        }
        self
    }

    /// Whether some decisions hold for one file only, so that [`Policy::for_file`] is another policy.
    #[must_use]
    pub fn tells_files_apart(&self) -> bool {
        self.decisions.iter().any(|decision| decision.file.is_some())
    }

    /// The same for one file: decisions for others are left out of account, and keep their places.
    #[must_use]
    pub fn for_file(&self, file: &str) -> Self {
        let mut own = self.clone();
        for (decision, pattern) in own.decisions.iter().zip(&mut own.patterns) {
            if decision.file.as_deref().is_some_and(|named| named != file) {
                *pattern = None;
            }
        }
        own
    }

    /// The same, with files published that hold nothing masked but ids of electronic signatures.
    #[must_use]
    pub fn with_signed_files(mut self, published: bool) -> Self {
        self.signed_files = published;
        self
    }

    /// Whether a finding keeps the file back that it stands in.
    #[must_use]
    pub fn keeps_back(&self, kind: Kind, verdict: Verdict) -> bool {
        verdict == Verdict::Mask && !(self.signed_files && kind == Kind::Signature)
    }

    /// The same for a text that stands where only what is official stands.
    #[must_use]
    pub fn official(&self) -> Self {
        Self { official: true, ..self.clone() }
    }

    /// A short name for what the policy says and for what this very program finds by it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let decided =
            self.decisions.iter().map(|decision| format!("{:?} {}\n", decision.action, decision.text));
        let decided: String = decided.collect();
        let said =
            format!("{}\n{:?}\n{:?} {}\n{decided}", *PROGRAM, self.domains, self.mobiles, self.signed_files);
        let mut sum = store::sha256_of(said.as_bytes());
        sum.truncate(16);
        sum
    }

    /// The decisions, in the order in which they were given.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    pub(super) fn is_official_place(&self) -> bool {
        self.official
    }

    pub(super) fn masks_mobiles(&self) -> bool {
        self.mobiles == Mobiles::Masked
    }

    /// Whether mailboxes at the domain are official.
    pub(super) fn is_official_domain(&self, domain: &str) -> bool {
        let own = |known: &String| domain == known || domain.ends_with(&format!(".{known}"));
        self.domains.iter().any(own) || public::is_public(domain)
    }

    /// Whether a mail address belongs to a function or an official.
    pub(super) fn is_official_mail(&self, user: &str, domain: &str) -> bool {
        self.is_official_domain(domain) || !public::is_anybodys(domain) && public::is_function(user, domain)
    }

    /// Whether an official mail address stands in the text.
    pub(super) fn has_official_mail(&self, text: &str) -> bool {
        mail::each(text).any(|(_, user, domain)| self.is_official_mail(&user, &domain))
    }

    /// Whether a mailbox of a private person stands in the text.
    pub(super) fn has_private_mail(&self, text: &str) -> bool {
        mail::each(text)
            .any(|(_, _, domain)| public::is_anybodys(&domain) && !self.is_official_domain(&domain))
    }

    /// Applies the clerk's decisions: those to keep to what was found, those to mask wherever their text stands.
    pub(super) fn decide(&self, text: &str, found: &mut Vec<Finding>) {
        for (at, (decision, pattern)) in self.decisions.iter().zip(&self.patterns).enumerate() {
            let Some(pattern) = pattern else { continue };
            match decision.action {
                Action::Mask => found.extend(pattern.find_iter(text).map(|hit| Finding {
                    decision: Some(at),
                    ..Finding::new(hit.range(), Kind::Listed, Verdict::Mask, "the clerk has decided so")
                })),
                Action::Keep => {
                    for finding in found.iter_mut().filter(|finding| finding.verdict != Verdict::Keep) {
                        let own = text.get(finding.range.clone()).unwrap_or_default();
                        if pattern.find(own).is_some_and(|hit| hit.len() * 2 > own.len()) {
                            finding.decision = Some(at);
                            // An identity is not for a clerk to publish; the caller says so.
                            if !finding.kind.is_identity() {
                                finding.verdict = Verdict::Keep;
                                finding.reason = "the clerk has decided so";
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A pattern for a text that forgives breaks and hyphens; `None` where the text holds neither letter nor digit.
fn loose(wanted: &str) -> Option<Regex> {
    let letters: Vec<String> = text::nfc(wanted)
        .chars()
        .filter(|c| c.is_alphanumeric() || "@.+/".contains(*c))
        .map(|c| regex::escape(&c.to_string()))
        .collect();
    if !wanted.contains(char::is_alphanumeric) || letters.len() > 200 {
        return None;
    }
    let between = r"[\s\\\x{ad}*_`\x{2010}-\x{2015}\x{2212}-]{0,12}";
    Some(pattern(&format!(r"(?i)\b{}", letters.join(between))))
}
