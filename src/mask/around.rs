//! What stands around a finding, and whether it makes it an official's or an organisation's.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::person::{head, pattern, tail};
use super::policy::Policy;
use crate::base::text;

/// How far around a finding is looked, in bytes: about four lines.
const REACH: usize = 320;

/// The lines around a finding, blank ones, fences and marks left out, nearest first.
pub(super) struct Around<'a> {
    pub(super) before: Vec<&'a str>,
    pub(super) after: Vec<&'a str>,
}

impl<'a> Around<'a> {
    pub(super) fn new(text: &'a str, range: &Range<usize>) -> Self {
        let before = tail(text.get(..range.start).unwrap_or_default(), REACH);
        let after = head(text.get(range.end..).unwrap_or_default(), REACH);
        let mut before: Vec<&str> = before.split('\n').rev().collect();
        let mut after: Vec<&str> = after.split('\n').collect();
        // The rest of the finding's own line counts even where it is empty.
        let keep = |lines: &mut Vec<&'a str>| {
            let own = if lines.is_empty() { "" } else { lines.remove(0) };
            lines.retain(|line| {
                let line = line.trim();
                line.contains(char::is_alphanumeric) && !line.starts_with("<!--") && !line.starts_with("```")
            });
            lines.insert(0, own);
        };
        keep(&mut before);
        keep(&mut after);
        Self { before, after }
    }

    fn lines(&self, before: usize, after: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.before.iter().take(before + 1).chain(self.after.iter().take(after + 1)).copied()
    }

    /// Whether a private person is near: lodging with somebody, or a mailbox where anybody has one.
    pub(super) fn is_private(&self, policy: &Policy) -> bool {
        self.lines(3, 2).any(|line| CARE_OF.is_match(line) || policy.has_private_mail(line))
    }

    /// Whether a number here is reached at work: an official mailbox, a letterhead, a role or an organisation is near.
    pub(super) fn is_work(&self, policy: &Policy) -> bool {
        self.lines(3, 2).any(|line| policy.has_official_mail(line) || LETTERHEAD.is_match(line))
            || self.lines(2, 1).any(|line| ROLE.is_match(line) || REGISTERED.is_match(line))
            || self.lines(2, 0).any(is_organisation)
    }

    /// Whether a mailbox bears the name of an official: a role of an authority and that name stand beside it.
    pub(super) fn is_officials(&self, user: &str) -> bool {
        let lines: Vec<&str> = self.lines(2, 0).collect();
        let named = |part: &str| {
            let words = lines.iter().flat_map(|line| line.split(|c: char| !c.is_alphabetic()));
            words.into_iter().any(|word| word.starts_with(char::is_uppercase) && text::folded(word) == part)
        };
        let mut parts = user.split(['.', '_']).filter(|part| part.len() > 1).peekable();
        parts.peek().is_some() && parts.all(named) && lines.iter().any(|line| OFFICIAL.is_match(line))
    }

    /// Whether an organisation, by name, number or official mailbox, is near.
    pub(super) fn is_organisations(&self, policy: &Policy) -> bool {
        self.lines(2, 1)
            .any(|line| is_organisation(line) || NUMBERED.is_match(line) || policy.has_official_mail(line))
    }

    /// Whether an address here is an organisation's.
    pub(super) fn is_office(&self, policy: &Policy) -> bool {
        let own = self.before.first().copied().unwrap_or_default();
        if self.lines(2, 2).any(|line| CARE_OF.is_match(line)) {
            return false;
        }
        let labelled = LETTERHEAD.is_match(tail(own, 80)) || BUILDING.is_match(tail(own, 60));
        let follows =
            self.after.iter().take(3).any(|line| NUMBERED.is_match(line) || policy.has_official_mail(line));
        labelled || follows || self.names_organisation()
    }

    /// Whether the nearest name before is an organisation's and no person's.
    fn names_organisation(&self) -> bool {
        for line in self.before.iter().take(4) {
            let line = tail(line, 90).trim_end_matches([' ', ',', ':', ';', '*']);
            if line.is_empty() {
                continue;
            }
            if ends_with_person(line) {
                return false;
            }
            if is_organisation(line) || LETTERHEAD.is_match(line) || BUILDING.is_match(line) {
                return true;
            }
        }
        false
    }
}

/// Whether a text names an organisation.
pub(super) fn is_organisation(text: &str) -> bool {
    ORGANISATION.is_match(text)
}

/// Whether a text ends with what looks like a person's name: two words with capitals, no word of an organisation.
fn ends_with_person(line: &str) -> bool {
    let mut words = line.split_whitespace().rev();
    let name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(|c| c.is_lowercase() || "-´'’".contains(c) || c.is_uppercase())
            && word.chars().filter(|c| c.is_uppercase()).count() <= 2
            && word.chars().count() > 2
            && !is_organisation(word)
    };
    let (last, first) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // "Regional utveckling" is no name, and "Science Park AB" ends with its form.
    name(last) && name(first) && !BUILDING.is_match(last)
}

static CARE_OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bc\s?/\s?o\b"));

static LETTERHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:telefon)?växel\w*|postadress|besöksadress|tjänsteställe|handläggare|leveransadress|fakturaadress|box\s+\d|organisationsn\w+|org\.?\s?n(?:umme)?r|bankgiro|plusgiro|säte|webb(?:plats)?:|hemsida:|kundtjänst|kontaktcenter|reception\w*)",
    )
});

static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:\w*sekreterare|registrator|\w*direktör|\w*chef|\w*handläggare|\w*strateg|\w*utredare|\w*samordnare|\w*inspektör|\w*arkitekt|\w*ingenjör|\w*jurist|\w*controller|kommunalråd|regionråd|borgarråd|rektor|dataskyddsombud|överförmyndare|\w*kansli\w*|\w*förvaltning\w*|nämndens?|\w+nämnd(?:en)?|\w*kontoret)\b",
    )
});

/// Roles that authorities have and others hardly.
static OFFICIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:registrator|\w*handläggare|(?:nämnd|kommun|region|förvaltnings|social|utskotts)sekreterare|\w*inspektör|\w*utredare|kommunalråd|regionråd|borgarråd|(?:kommun|region|förvaltnings|stads)direktör|förvaltningschef|rektor)\b",
    )
});

/// An authority's own heading: a diarienummer.
static REGISTERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?i:dnr|diarienr|diarienummer)\b|[A-ZÅÄÖ]{2,6}[ /-]?\d{2,4}[/:-]\d{1,6}\b|\d{2}[A-ZÅÄÖ]{2}\d{2,6}\b)",
    )
});

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:org(?:anisations)?\.?\s?-?\s?n(?:umme)?r|\w*växel|tjänsteställe|webb(?:plats)?:)")
});

static BUILDING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:\w+huset|regionens hus|\w*rådhus\w*|\w*tingshus\w*|\w*bibliotek\w*|\w+skolan|\w+gården|\w*konferens\w*|\w*sal(?:en)?|\w+rummet|plats|lokal|entré|\w*kansli\w*)\b",
    )
});

static ORGANISATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:AB|HB|KB|\(publ\)|Aktiebolag(?:et)?|(?i:\w*kommun(?:en|ens|s)?|\w*stads?|region|landstinget?|\w*länsstyrelsen?\w*|\w+verket|\w+myndighet(?:en)?|\w*departementet|\w*nämnd(?:en)?|stiftelsen?|\w*förening(?:en)?|\w*förbund(?:et)?|\w*universitet(?:et)?|högskolan?|\w*styrelsen|\w*förvaltning(?:en)?|\w*kontoret|\w*avdelning(?:en)?|\w*bolag(?:et)?|\w*församling(?:en)?|polisen|\w*domstol(?:en)?|\w*rätten))\b",
    )
});

#[cfg(test)]
pub(super) fn compile() {
    for pattern in [&CARE_OF, &LETTERHEAD, &ROLE, &OFFICIAL, &REGISTERED, &NUMBERED, &BUILDING, &ORGANISATION]
    {
        assert!(!pattern.as_str().is_empty());
    }
}
