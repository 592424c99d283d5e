//! Mail addresses, and whether a person or a function reads what is sent to them.

use std::ops::Range;

use super::around::Around;
use super::policy::Policy;
use super::{Finding, Kind, Verdict, person, public};
use crate::base::text::{self, ascii};

/// Whether a text may hold an address at all.
pub(super) fn may_hold(text: &str) -> bool {
    text.bytes().any(|b| b == b'@') || text.contains("(at)") || text.contains("[at]") || text.contains("(a)")
}

pub(super) fn find(text: &str, policy: &Policy, found: &mut Vec<Finding>) {
    let learned = learned(text);
    for (range, user, domain) in each(text) {
        let (verdict, reason) = judge(text, &range, (&user, &domain), policy, &learned);
        found.push(Finding::new(range, Kind::Email, verdict, reason));
    }
}

fn judge(
    text: &str,
    range: &Range<usize>,
    (user, domain): (&str, &str),
    policy: &Policy,
    learned: &[String],
) -> (Verdict, &'static str) {
    if policy.is_official_domain(domain) {
        return (Verdict::Keep, "its domain is the organisation's or the public sector's");
    }
    if public::is_anybodys(domain) {
        return (Verdict::Mask, "anybody may have a mailbox at that domain");
    }
    if learned.iter().any(|known| known == domain) {
        return (Verdict::Keep, "its domain has a public body's mailbox in the same text");
    }
    if public::is_function(user, domain) {
        return (Verdict::Keep, "a mailbox of a function, not of a person");
    }
    if is_impersonal(text, range, user, domain) {
        return (Verdict::Keep, "a mailbox at an organisation's own domain that bears no person's name");
    }
    if Around::new(text, range).is_officials(user) {
        return (Verdict::Keep, "an official's role and name stand beside it");
    }
    (Verdict::Mask, "a mailbox of a person who is no official")
}

/// Domains of which the text itself shows that they are public: a registrar has a mailbox there.
fn learned(text: &str) -> Vec<String> {
    each(text)
        .filter(|(_, user, domain)| {
            let public = ["registrator", "kommun", "kommunen", "region", "regionen", "diarium", "diariet"];
            !public::is_anybodys(domain)
                && public.iter().any(|word| user.split('.').any(|part| part == *word))
        })
        .map(|(_, _, domain)| domain)
        .collect()
}

/// One word that is nobody's name, at a domain that the text names as an organisation's.
fn is_impersonal(text: &str, range: &Range<usize>, user: &str, domain: &str) -> bool {
    let label = public::label(domain);
    let one_word = user.len() >= 3 && user.bytes().all(|b| b.is_ascii_lowercase());
    if !one_word || public::is_first_name(user) {
        return false;
    }
    let before = person::tail(text.get(..range.start).unwrap_or_default(), 400);
    let after = person::head(text.get(range.end..).unwrap_or_default(), 400);
    let mut words =
        before.split(|c: char| !c.is_alphanumeric()).chain(after.split(|c: char| !c.is_alphanumeric()));
    let is_name =
        words.clone().any(|word| word.starts_with(char::is_uppercase) && text::folded(word) == user);
    !is_name && words.any(|word| text::folded(word).starts_with(label))
}

/// Every address in a text: where, and its two parts in lower case and without accents.
pub(super) fn each(text: &str) -> impl Iterator<Item = (Range<usize>, String, String)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(sign) = next_sign(text, at) {
            at = sign.end;
            if let Some(address) = address(text, sign) {
                at = address.0.end.max(at);
                return Some(address);
            }
        }
        None
    })
}

/// The next sign that stands between the parts of an address, spelled out or not.
fn next_sign(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let place = at + text.get(at..)?.find(['@', '(', '['])?;
        let rest = text.get(place..)?;
        if let Some(sign) = ["@", "(at)", "[at]", "(a)"].into_iter().find(|sign| rest.starts_with(sign)) {
            return Some(place..place + sign.len());
        }
        at = place + 1;
    }
}

/// The address around an `@`.
fn address(text: &str, sign: Range<usize>) -> Option<(Range<usize>, String, String)> {
    let before = text.get(..sign.start)?;
    let spelled = sign.len() > 1;
    let trimmed = if spelled { before.trim_end_matches(' ') } else { before };
    let user_start = trimmed
        .char_indices()
        .rev()
        .take(80)
        .take_while(|(_, c)| c.is_alphanumeric() || "._%+-\\".contains(*c))
        .last()
        .map(|(at, _)| at)?;
    let user = trimmed.get(user_start..)?.trim_start_matches(['.', '-', '_', '\\', '%', '+']);
    let start = trimmed.len() - user.len();
    let after = text.get(sign.end..)?;
    let skipped = after.len() - after.trim_start_matches([' ', '\n', '\r']).len();
    // A line may end behind the sign; a space is only an extraction's.
    let skipped = if skipped <= 2 || spelled { skipped } else { 0 };
    let rest = after.get(skipped..)?;
    let length: usize = rest
        .chars()
        .take(100)
        .take_while(|c| c.is_alphanumeric() || ".-\\".contains(*c))
        .map(char::len_utf8)
        .sum();
    let domain = rest.get(..length)?.trim_end_matches(['.', '-', '\\']);
    let ending = domain.rsplit('.').next().unwrap_or_default();
    let good = domain.contains('.')
        && (2..=18).contains(&ending.len())
        && ending.chars().all(char::is_alphabetic)
        && user.contains(char::is_alphanumeric);
    good.then(|| {
        let end = sign.end + skipped + domain.len();
        (start..end, plain(user), plain(domain))
    })
}

/// Lower case, without accents and without the backslashes of Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| *c != '\\') {
        match ascii(c) {
            Some(letters) => out.push_str(letters),
            None => out.extend(c.to_lowercase()),
        }
    }
    out
}
