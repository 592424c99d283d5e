//! What is personal only because a word beside it says what it is: accounts, giro numbers, licence plates, days of
//! birth, the ids of electronic signatures and the machines that they were given from.

use std::net::IpAddr;
use std::sync::LazyLock;

use regex::Regex;

use super::around::Around;
use super::person::{self, head, pattern, tail};
use super::policy::Policy;
use super::runs::Runs;
use super::{Finding, Kind, Verdict};

pub(super) fn find(runs: &Runs<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    let text = runs.text;
    // One look that most texts do not survive.
    if !HINT.is_match(text) {
        return;
    }
    for captures in ACCOUNT.captures_iter(text) {
        if let Some(number) = captures.name("number").filter(|hit| digits(hit.as_str()) >= 7) {
            found.push(Finding::new(
                number.range(),
                Kind::Account,
                Verdict::Mask,
                "it is called a bank account",
            ));
        }
    }
    for hit in IBAN.find_iter(text).filter(|hit| is_iban(hit.as_str())) {
        found.push(Finding::new(
            hit.range(),
            Kind::Account,
            Verdict::Mask,
            "an IBAN whose check digits agree",
        ));
    }
    for number in GIRO.captures_iter(text).filter_map(|captures| captures.name("number")) {
        let around = Around::new(text, &number.range());
        let official =
            policy.is_official_place() || !around.is_private(policy) && around.is_organisations(policy);
        found.push(if official {
            Finding::new(
                number.range(),
                Kind::Giro,
                Verdict::Keep,
                "an organisation or a letterhead stands beside it",
            )
        } else {
            Finding::new(
                number.range(),
                Kind::Giro,
                Verdict::Mask,
                "a giro number without an organisation beside it",
            )
        });
    }
    for plate in PLATE.captures_iter(text).filter_map(|captures| captures.name("plate")) {
        found.push(Finding::new(plate.range(), Kind::Plate, Verdict::Mask, "a vehicle's licence plate"));
    }
    for day in BIRTH.captures_iter(text).filter_map(|captures| captures.name("day")) {
        if is_day(day.as_str()) {
            found.push(Finding::new(day.range(), Kind::Birth, Verdict::Mask, "the day of somebody's birth"));
        }
    }
    for number in MIGRANT.captures_iter(text).filter_map(|captures| captures.name("number")) {
        let reason = "the number of somebody who seeks asylum";
        found.push(Finding::new(number.range(), Kind::Reserve, Verdict::Mask, reason));
    }
    signatures(text, found);
}

fn signatures(text: &str, found: &mut Vec<Finding>) {
    let mut id = |range, reason| found.push(Finding::new(range, Kind::Signature, Verdict::Mask, reason));
    for hit in SIGNATURE.captures_iter(text).filter_map(|captures| captures.name("id")) {
        if digits(hit.as_str()) >= 4 {
            id(hit.range(), "the id of an electronic signature");
        }
    }
    for hit in UUID.find_iter(text) {
        let before = tail(text.get(..hit.start()).unwrap_or_default(), 200);
        let after = head(text.get(hit.end()..).unwrap_or_default(), 60);
        if SIGNED.is_match(before) || SIGNED.is_match(after) {
            id(hit.range(), "an id beside an electronic signature");
        }
    }
    for hit in MACHINE.captures_iter(text).filter_map(|captures| captures.name("ip")) {
        if hit.as_str().parse::<IpAddr>().is_ok() {
            id(hit.range(), "the machine that somebody used");
        }
    }
}

/// Whether six or eight digits are a day that exists.
fn is_day(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    person::is_day(&digits)
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Whether the check digits of an IBAN agree (ISO 13616).
fn is_iban(text: &str) -> bool {
    let plain: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    if plain.len() != 24 {
        return false;
    }
    let turned = plain.get(4..).into_iter().chain(plain.get(..4)).flatten();
    let rest = turned.fold(0_u32, |rest, byte| {
        let value = (*byte as char).to_digit(36).unwrap_or(0);
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    });
    rest == 1
}

// Bounds of words are those of ASCII: with those of Unicode the quick way of searching is closed, and every pattern
// here begins and ends with a letter of ASCII or a digit.

static HINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)konto|clearing|giro|(?-u:\b)[bp]g(?-u:\b)|(?-u:\b)SE\d\d|reg\.?\s?-?(?:nr|nummer)|registrerings|bil|fordon|moped|släp|cykel|bankid|transaktions|signer|signatur|verifikat|scrive|dokument-?id|e-legitimation|penneo|nyckel|envelope|freja|signed|född|födelse|(?-u:\b)f\.|(?-u:\b)LMA|dossier|(?-u:\b)ip(?-u:\b)|ip-?(?:adress|nummer)",
    )
});

static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(?:bank|person|spar|löne)?konto(?:\s?n(?:umme)?r|nummer)?(?-u:\b)[^\n\d]{0,24}?(?P<number>\d[\d\s,.-]{5,24}\d)",
    )
});

static IBAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)SE\d\d(?:[ \x{a0}]?\d){20}(?-u:\b)"));

static GIRO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(?:plusgiro|postgiro|bankgiro|pg|bg)(?:t|konto|\s?n(?:umme)?r|nummer)?(?-u:\b)[\s.:*_-]{0,6}(?P<number>\d[\d ]{0,9}-\s?\d{1,4}(?-u:\b))",
    )
});

static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?i:(?-u:\b)reg(?:istrerings)?\.?\s?-?(?:n(?:umme)?r|skylt\w*)|(?-u:\b)(?:person|last|skåp|tjänste)?(?:bil|fordon|moped|släp|motorcykel)(?:en|et)?)(?-u:\b)[^\n]{0,24}?)(?-u:\b)(?P<plate>[A-HJ-PR-UW-Z]{3}[ \x{a0}]?\d\d[\dA-Z])(?-u:\b)",
    )
});

static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(?:transaktions(?:identitet|id|nummer)|transaktion|bankid(?:\s+ref(?:erens)?\.?\s?(?:no|nr)?|[-\s]signatur)?|ref\.?no|verifikat(?:ions)?(?:nummer|-?id)|signatur-?id|signerings-?id|(?:scrive\s+)?dokument-?id(?:entitet)?|(?:penneo\s+)?dokumentnyckel|envelope\s+id|kuvert-?id|signerat\s+med\s+(?:bankid|freja|e-legitimation))(?-u:\b)[\s.:#=*_-]{0,8}(?P<id>[0-9a-z][0-9a-z-]{9,63})(?-u:\b)",
    )
});

static UUID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?-u:\b)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?-u:\b)")
});

/// What stands beside an electronic signature.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)signer|signed|signatur|underskri|undertecknad|bankid|freja|e-legitimation|envelope")
});

static MACHINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)IP(?:[-\s]?(?:adress(?:en)?|nummer|nr|v[46]))?[\s.:=#*_-]{1,6}(?P<ip>(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4})(?-u:\b)",
    )
});

/// The number on the card of somebody who seeks asylum (LMA), or of the Migration Agency's file on somebody.
static MIGRANT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:(?-u:\b)LMA[-\s]?(?:kort(?:s?n(?:umme)?r)?|n(?:umme)?r)|(?-u:\b)dossier\s?-?n(?:umme)?r)[\s.:#*_-]{1,6}(?P<number>\d{2}[-\s]?\d{6}(?:[/-]\d)?)(?-u:\b)",
    )
});

/// A whole day behind a word for being born; a year alone says little.
static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:född[aet]?s?|(?-u:\b)f\.|födelse(?:datum|tid|dag|nummer|nr))(?:\s+den)?[\s:.(*_]{1,4}(?P<day>(?:\d\d)?\d\d[-/. ]?\d\d[-/. ]?\d\d(?-u:\b))",
    )
});

#[cfg(test)]
pub(super) fn compile() {
    for pattern in
        [&HINT, &ACCOUNT, &IBAN, &GIRO, &PLATE, &SIGNATURE, &UUID, &SIGNED, &MACHINE, &MIGRANT, &BIRTH]
    {
        assert!(!pattern.as_str().is_empty());
    }
}
