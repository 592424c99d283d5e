//! Amounts of money and percentages in a clause.

use std::sync::LazyLock;

use regex::Regex;

/// A number, perhaps a range, and a unit of money. Groups: from, to, unit.
static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let number = r"(?:\d{1,3}(?:[ \u{a0}\u{2009}\u{202f}.]\d{3})+|\d+)(?:,\d+|:\d{2}\b)?";
    let unit = r"kronor|kr|sek|tkr|kkr|ksek|tsek|mkr|mnkr|msek|mdkr|mdr kr|tusen kronor|tusen kr|miljon(?:er)? kronor|miljon(?:er)? kr|miljon(?:er)? svenska kronor|miljard(?:er)? kronor|miljard(?:er)? kr|:-";
    Regex::new(&format!(
        r"(?i)\b({number})(?:\s*(?:-|–|—|till|och|respektive|alternativt)\s*({number}))?\s*({unit})"
    ))
    .ok()
});

/// A number and a percent sign or word.
static PERCENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(\d+(?:,\d+)?)\s*(?:%|procent\b)").ok());

/// Every amount in the text, in whole kronor, each once, in order.
///
/// The contract counts whole kronor: öre of a sum are left out, and so is all of a rate or a fee of less than
/// 1,000 kronor that is not whole ("21:64 kronor"), which rounded would be another.
#[must_use]
pub(crate) fn amounts(text: &str) -> Vec<u64> {
    let mut out: Vec<u64> = Vec::new();
    let Some(pattern) = AMOUNT.as_ref() else { return out };
    for found in pattern.captures_iter(text) {
        let Some(unit) = found.get(3) else { continue };
        // "Kajen 2:77 150 kr": what a colon ties to a figure is the end of another number.
        let before = &text.as_bytes()[..found.get(0).map_or(0, |all| all.start())];
        if matches!(before, [.., digit, b':'] if digit.is_ascii_digit()) {
            continue;
        }
        let word_goes_on = text[unit.end()..].chars().next().is_some_and(char::is_alphabetic);
        if word_goes_on && unit.as_str() != ":-" {
            continue;
        }
        let factor = factor(&unit.as_str().to_lowercase());
        let first = found.get(1).filter(|first| found.get(2).is_none() || !is_year(text, first.range()));
        for group in [first, found.get(2)].into_iter().flatten() {
            if let Some(kronor) = kronor(group.as_str(), factor)
                && !out.contains(&kronor)
            {
                out.push(kronor);
            }
        }
    }
    out
}

/// The percentage named in the text: `None` where there is none, or more than one.
#[must_use]
pub(crate) fn percent(text: &str) -> Option<f64> {
    let mut found =
        PERCENT.as_ref()?.captures_iter(text).filter_map(|c| c.get(1)).map(|m| m.as_str().replace(',', "."));
    let first = found.next()?;
    if found.any(|other| other != first) {
        return None;
    }
    first.parse().ok()
}

/// Whether the number at `range` is a year and no money: "ramarna för 2027 till 663 200 000 kronor".
fn is_year(text: &str, range: std::ops::Range<usize>) -> bool {
    let digits = &text[range.clone()];
    let plausible = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let before = text[..range.start].trim_end().to_lowercase();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    plausible
        && matches!(
            word,
            "för" | "år" | "året" | "åren" | "under" | "budget" | "budgeten" | "våren" | "hösten"
        )
}

/// How many kronor one of the unit is.
fn factor(unit: &str) -> u64 {
    if unit.contains("miljard") || unit.starts_with("md") {
        1_000_000_000
    } else if unit.contains("miljon") || matches!(unit, "mkr" | "mnkr" | "msek") {
        1_000_000
    } else if unit.contains("tusen") || matches!(unit, "tkr" | "kkr" | "ksek" | "tsek") {
        1_000
    } else {
        1
    }
}

/// Below so many kronor öre tell.
const RATE: u64 = 1_000;

/// A printed number times `factor`, by whole numbers only; `None` where it is too large to be money, or a rate with öre.
fn kronor(number: &str, factor: u64) -> Option<u64> {
    let (whole, fraction) = number.split_once([',', ':']).unwrap_or((number, ""));
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let ore = factor == 1 && fraction.bytes().any(|digit| digit != b'0');
    if ore && digits.parse::<u64>().is_ok_and(|whole| whole < RATE) {
        return None;
    }
    let whole = digits.parse::<u64>().ok()?.checked_mul(factor)?;
    let mut part = 0;
    let mut unit = factor;
    for digit in fraction.bytes() {
        unit /= 10;
        part += u64::from(digit - b'0') * unit;
    }
    whole.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_whole_kronor() {
        for (text, expected) in [
            ("högst 2 000 000 kronor", vec![2_000_000]),
            ("1,2 miljoner kronor", vec![1_200_000]),
            ("skattesatsen 21:75 kronor per skattekrona", vec![]),
            ("1 250:50 kronor", vec![1_250]),
            ("800,00 kr", vec![800]),
            ("Kajen 2:77 150 kronor", vec![]),
            ("500 tkr ur potten", vec![500_000]),
            ("200 mnkr", vec![200_000_000]),
            ("10 000–20 000 kronor", vec![10_000, 20_000]),
            ("5-10 miljoner kronor", vec![5_000_000, 10_000_000]),
            ("25 000 kr/år till 10 000 kr/år", vec![25_000, 10_000]),
            ("2.500.000 kr", vec![2_500_000]),
            ("37,23 kronor", vec![]),
            ("800:- per styck", vec![800]),
            ("år 2031 260 000 kronor", vec![260_000]),
            ("12,75 Mkr", vec![12_750_000]),
            ("ramarna för 2027 till 663 200 000 kronor", vec![663_200_000]),
            ("budget 2026 till 62 500 000 kronor", vec![62_500_000]),
            ("höja avgiften från 2000 till 2500 kronor", vec![2000, 2500]),
            ("9 kronor och 9 kronor", vec![9]),
            ("1 krona, 3 kringlor, 12 procent", vec![]),
            ("99999999999999999999 kronor", vec![]),
        ] {
            assert_eq!(amounts(text), expected, "{text}");
        }
    }

    #[test]
    fn one_percentage_is_named_or_none() {
        assert_eq!(percent("42 procent av kostnaden"), Some(42.0));
        assert_eq!(percent("7,5 % av"), Some(7.5));
        assert_eq!(percent("1,5 procentenheter"), None);
        assert_eq!(percent("10 % eller 20 %"), None);
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(AMOUNT.is_some() && PERCENT.is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "[0-9 ,.:a-z\u{a0}–-]{0,60}") {
            let _ = amounts(&text);
            let _ = percent(&text);
        }
    }
}
