//! The result of a vote: printed counts, and tables of who voted how.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::record::{Ballot, Vote, VoteName};
use crate::split::people;

/// A number in digits or in words, as a part of a pattern.
pub(super) const NUMBER: &str = concat!(
    r"(?:\d{1,3}|(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio)?",
    r"|noll|ingen|inga|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton)"
);

/// A count before its word: "67 Ja", "27 Ja-röster", "40 ledamöter röstar JA". Groups: number, word.
static COUNT_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        "{}{NUMBER}{}{}",
        r"(?i)\b(",
        r")\)?\s+(?:st\.?\s+|stycken\s+|ledamöter\s+|ledamot\s+|personer\s+|röster\s+)?(?:har\s+)?",
        r"(?:röstar?(?:de|t)?\s+|som\s+)?(?:på\s+|för\s+)?(ja|nej|avstår?|avstod|avstående|avstått|nedlagda|blanka?)(?:-?röst(?:er)?)?(?:-|\b)"
    ))
    .ok()
});
/// A count after its word: "Ja: 7", "röstar Ja (7)", "Ja 7 röster". Groups: word, number.
static COUNT_AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(ja|nej|avst(?:år|ått|od|ående)?)(?:-?röster|-?röst)?(?:\s+från\s+att\s+rösta)?\s*(?:\((\d{1,3})(?:\s*st)?\)|[:=]\s*(\d{1,3})\b|\s(\d{1,3})\b)",
    )
    .ok()
});
/// "6 röster för och 5 röster mot förslaget". Groups: for, against.
static FOR_AND_AGAINST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        "{}{NUMBER}{}{NUMBER}{}",
        r"(?i)\b(",
        r")\s+röster\s+för(?:\s+(?:förslaget|yrkandet|bifall))?(?:,|\s+och|\s+mot)?\s+(",
        r")\s+(?:röster\s+)?(?:e?mot|för\s+avslag)\b"
    ))
    .ok()
});
/// What may follow a bare count after its word: the end, a unit, or the word of another vote.
static AFTER_COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:\s*$|\s*\n|\s*st\b|\s+röster|\s*,|\s*\.|\s*;|\s+(?:och\s+|samt\s+)?(?:ja|nej|avst\p{L}*|frånv\p{L}*)\b)").ok()
});

/// A table of votes: one name a row, a mark in the column of its vote, perhaps a row of sums.
pub(super) fn table(rows: &[&str]) -> Option<Vote> {
    let cells = |row: &str| -> Vec<String> {
        row.trim().trim_matches('|').split('|').map(|cell| cell.replace("**", "").trim().to_owned()).collect()
    };
    let head = rows.iter().position(|row| {
        let cells = cells(row);
        let has = |word: &str| {
            cells.iter().any(|cell| ballot(cell).is_some() && cell.to_lowercase().starts_with(word))
        };
        has("ja") && has("nej")
    })?;
    let columns: Vec<Option<Ballot>> = cells(rows[head]).iter().map(|cell| ballot(cell)).collect();
    let mut vote = Vote::default();
    for row in &rows[head + 1..] {
        let cells = cells(row);
        let sums = cells.first().is_some_and(|cell| {
            let lower = cell.to_lowercase();
            lower.starts_with("summa")
                || lower.starts_with("antal")
                || lower.starts_with("totalt")
                || lower.starts_with("resultat")
        });
        for (cell, ballot) in cells.iter().zip(&columns) {
            let Some(ballot) = ballot else { continue };
            if sums {
                set(&mut vote, ballot.word(), Some(cell.as_str()));
            } else if matches!(cell.as_str(), "x" | "X" | "1" | "✓" | "×")
                && let Some(name) = voter(&cells, *ballot)
            {
                vote.names.push(name);
            }
        }
    }
    (!vote.names.is_empty() || vote.yes.is_some() && vote.no.is_some()).then_some(vote)
}

/// Who votes in a row of a table: a name with its party, or a name alone in the first cell.
fn voter(cells: &[String], vote: Ballot) -> Option<VoteName> {
    if let Some(mention) = cells.iter().find_map(|cell| people::mentions(cell).into_iter().next()) {
        return Some(VoteName { name: mention.name, party: mention.party, vote });
    }
    let first = cells.first().filter(|cell| people::is_name(cell))?;
    let party =
        cells.get(1).filter(|cell| people::is_party(cell) && !matches!(cell.as_str(), "X" | "x")).cloned();
    Some(VoteName { name: first.clone(), party, vote })
}

/// The printed counts of one piece.
pub(super) fn counts(text: &str) -> Vote {
    let mut vote = Vote::default();
    let mut used = Vec::new();
    for found in COUNT_AFTER.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let bare = found.get(4);
        // "8 ja-röster" over "5 nej-röster": the number behind the word is of the next one.
        let start = found.get(1).map_or(0, |word| word.start());
        let own = bare.is_some() && before(text, start).is_some_and(|at| !used.contains(&at));
        if own || bare.is_some_and(|number| !ends_count(&text[number.end()..])) {
            continue;
        }
        let number = found.get(2).or(found.get(3)).or(bare);
        used.extend(number.map(|number| number.start()));
        set(&mut vote, &found[1], number.map(|number| number.as_str()));
    }
    let counted = COUNT_BEFORE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    // A number that belongs to the word before it does not belong to the one behind it.
    for found in counted {
        if found.get(1).is_some_and(|number| used.binary_search(&number.start()).is_ok()) {
            continue;
        }
        set(&mut vote, &found[2], found.get(1).map(|number| number.as_str()));
    }
    if let Some(found) = FOR_AND_AGAINST.as_ref().and_then(|pattern| pattern.captures(text)) {
        set(&mut vote, "ja", Some(&found[1]));
        set(&mut vote, "nej", Some(&found[2]));
    }
    // A lone count is more likely a reference than a result.
    if vote.yes.is_some() != vote.no.is_some() {
        let other = if vote.yes.is_some() { &mut vote.no } else { &mut vote.yes };
        *other = None;
    }
    vote
}

/// Where the figure begins that stands right before the byte `end`, a blank between.
fn before(text: &str, end: usize) -> Option<usize> {
    let head = text[..end].trim_end().trim_end_matches(')');
    let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits).then(|| head.len() - digits)
}

/// Whether a count may end before this text. The text goes on to the end of the whole: only its head is looked at.
fn ends_count(rest: &str) -> bool {
    let end = rest.char_indices().nth(24).map_or(rest.len(), |(at, _)| at);
    AFTER_COUNT.as_ref().is_some_and(|pattern| pattern.is_match(&rest[..end]))
}

/// Sets a count that is not set yet.
fn set(vote: &mut Vote, word: &str, number: Option<&str>) {
    let Some(number) = number.and_then(parse) else { return };
    let field = match word.to_lowercase().as_str() {
        "ja" => &mut vote.yes,
        "nej" => &mut vote.no,
        _ => &mut vote.abstain,
    };
    field.get_or_insert(number);
}

/// A number in digits or in words below a hundred.
pub(super) fn parse(text: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
        "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
        "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
    ];
    const TENS: [(&str, u32); 8] = [
        ("tjugo", 20),
        ("trettio", 30),
        ("fyrtio", 40),
        ("femtio", 50),
        ("sextio", 60),
        ("sjuttio", 70),
        ("åttio", 80),
        ("nittio", 90),
    ];
    let lower = text.to_lowercase();
    let one = |word: &str| {
        let word = if word == "ett" { "en" } else { word };
        WORDS.iter().position(|known| *known == word).and_then(|at| u32::try_from(at).ok())
    };
    if let Ok(number) = lower.parse() {
        return Some(number);
    }
    if matches!(lower.as_str(), "ingen" | "inga") {
        return Some(0);
    }
    let tens = TENS.iter().find_map(|(word, tens)| Some((*tens, lower.strip_prefix(word)?)));
    match tens {
        Some((tens, "")) => Some(tens),
        Some((tens, rest)) => one(rest).filter(|unit| (1..10).contains(unit)).map(|unit| tens + unit),
        None => one(&lower),
    }
}

/// The ballot that a word is.
pub(super) fn ballot(word: &str) -> Option<Ballot> {
    let lower = word.to_lowercase();
    [("ja", Ballot::Ja), ("nej", Ballot::Nej), ("avst", Ballot::Avstar), ("frånv", Ballot::Franvarande)]
        .into_iter()
        .find_map(|(start, ballot)| lower.starts_with(start).then_some(ballot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert!(
            COUNT_BEFORE.is_some()
                && COUNT_AFTER.is_some()
                && AFTER_COUNT.is_some()
                && FOR_AND_AGAINST.is_some()
        );
    }

    #[test]
    fn numbers_in_words() {
        for (text, number) in [
            ("7", Some(7)),
            ("ett", Some(1)),
            ("Arton", Some(18)),
            ("tjugoen", Some(21)),
            ("nittio", Some(90)),
        ] {
            assert_eq!(parse(text), number, "{text}");
        }
        assert_eq!((parse("inga"), parse("många"), parse("tjugotolv")), (Some(0), None, None));
    }
}
