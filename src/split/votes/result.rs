//! The result of a vote: printed counts, and who voted how, in sentences, lists or tables.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::record::{Ballot, Vote, VoteName};
use crate::split::people;

/// A count before its word: "67 Ja", "27 Ja-röster", "40 ledamöter röstar JA". Groups: number, word.
static COUNT_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(\d{1,3}|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton)\)?\s+(?:st\.?\s+|stycken\s+|ledamöter\s+|ledamot\s+|personer\s+|röster\s+)?(?:har\s+)?",
        r"(?:röstar?(?:de|t)?\s+|som\s+)?(?:på\s+|för\s+)?(ja|nej|avstår?|avstod|avstående|avstått|nedlagda|blanka?)(?:-|\b)"
    ))
    .ok()
});
/// A count after its word: "Ja: 7", "röstar Ja (7)", "Ja 7 röster". Groups: word, number.
static COUNT_AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(ja|nej|avst(?:år|ått|od|ående)?)(?:-?röster|-?röst)?(?:\s+från\s+att\s+rösta)?\s*(?:\((\d{1,3})(?:\s*st)?\)|[:=]\s*(\d{1,3})\b|\s(\d{1,3})(?:\s*st\b|\s+röster|\s*,|\s*\.|\s+nej|\s*$))",
    )
    .ok()
});
/// A vote after names: "… röstar Ja", "… avstår". Group: word.
static CASTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:röstar|röstade|rösta|röstat)\s+(ja|nej)\b|\b(avstår|avstod)\b").ok()
});
/// A vote before names: "Ja röstar:", "Ja:", "Följande röstade nej:". Group: word.
static HEADS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[.\s])(ja|nej|avstår|avstod|frånvarande|avstående)(?:-?röster|-?röst)?(?:\s+röstar|\s+röstade)?(?:\s+(?:avges|avgavs|avgav|lämnas|lämnades)(?:\s+av)?)?(?:\s+följande(?: ledamöter)?)?(?:\s*\(?\d{0,3}\)?(?:\s*st)?)?\s*:").ok()
});
/// One name and its vote on a line: "Eva Ek (S) Ja". Group: word.
static ROW: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^[\s|.…:]*(ja|nej|avstår|avst\.?|frånvarande|frånv\.?)[\s|]*$").ok());

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
                && let Some(mention) = cells.iter().find_map(|cell| people::mentions(cell).into_iter().next())
            {
                vote.names.push(VoteName { name: mention.name, party: mention.party, vote: *ballot });
            }
        }
    }
    (!vote.names.is_empty() || vote.yes.is_some() && vote.no.is_some()).then_some(vote)
}

/// Counts and names of one piece.
pub(super) fn result(text: &str) -> Vote {
    let mut vote = Vote::default();
    for found in COUNT_AFTER.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let number = found.get(2).or(found.get(3)).or(found.get(4)).map(|m| m.as_str());
        set(&mut vote, &found[1], number);
    }
    for found in COUNT_BEFORE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        set(&mut vote, &found[2], found.get(1).map(|m| m.as_str()));
    }
    // A lone count is more likely a reference than a result.
    if vote.yes.is_some() != vote.no.is_some() {
        let other = if vote.yes.is_some() { &mut vote.no } else { &mut vote.yes };
        *other = None;
    }
    vote.names = names(text);
    vote
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

/// A number in digits or, up to fifteen, in words.
pub(super) fn parse(text: &str) -> Option<u32> {
    const WORDS: [&str; 16] = [
        "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
        "tretton", "fjorton", "femton",
    ];
    let lower = text.to_lowercase();
    let lower = if lower == "ett" { "en" } else { &lower };
    lower
        .parse()
        .ok()
        .or_else(|| WORDS.iter().position(|word| *word == lower).and_then(|at| u32::try_from(at).ok()))
}

/// Who voted how.
fn names(text: &str) -> Vec<VoteName> {
    let rows = by_rows(text);
    if !rows.is_empty() {
        return rows;
    }
    let heads = by_heads(text);
    if heads.is_empty() { by_sentences(text) } else { heads }
}

/// "Eva Ek (S) Ja", one a line.
fn by_rows(text: &str) -> Vec<VoteName> {
    text.lines().filter_map(row).collect()
}

/// One row of a table of votes.
pub(super) fn row(line: &str) -> Option<VoteName> {
    let found = people::mentions(line);
    let [mention] = found.as_slice() else { return None };
    let word = ROW.as_ref()?.captures(&line[mention.end..])?;
    Some(VoteName { name: mention.name.clone(), party: mention.party.clone(), vote: ballot(&word[1])? })
}

/// "Ja: Eva Ek (S), Bo Alm (M). Nej: …".
fn by_heads(text: &str) -> Vec<VoteName> {
    let Some(pattern) = HEADS.as_ref() else { return Vec::new() };
    let heads: Vec<(usize, usize, Ballot)> = pattern
        .captures_iter(text)
        .filter_map(|found| Some((found.get(0)?.start(), found.get(0)?.end(), ballot(&found[1])?)))
        .collect();
    let mut out = Vec::new();
    for (at, (_, start, ballot)) in heads.iter().enumerate() {
        let end = heads.get(at + 1).map_or(text.len(), |(next, _, _)| *next);
        let list = text.get(*start..end).unwrap_or("");
        let list = list.split(". ").next().unwrap_or(list);
        cast(list, *ballot, &mut out);
    }
    out
}

/// "Eva Ek (S) och Bo Alm (M) röstar Ja (2)."
fn by_sentences(text: &str) -> Vec<VoteName> {
    let Some(pattern) = CASTS.as_ref() else { return Vec::new() };
    let mut out = Vec::new();
    let mut from = 0;
    for found in pattern.captures_iter(text) {
        let (Some(whole), Some(word)) = (found.get(0), found.get(1).or(found.get(2))) else { continue };
        let Some(ballot) = ballot(word.as_str()) else { continue };
        let before = &text[from..whole.start()];
        from = whole.end();
        // Names of an earlier sentence do not belong to this vote.
        let start = before
            .rfind(". ")
            .filter(|at| people::mentions(&before[at + 2..]).len() == 1 || before[..*at].ends_with(')'));
        let list = start.map_or(before, |at| &before[at + 2..]);
        // "Följande röstar ja: names" has its names after the verb.
        let after = text[whole.end()..].trim_start();
        if let Some(list) = after.strip_prefix(':') {
            cast(list.split(". ").next().unwrap_or(list), ballot, &mut out);
        } else {
            cast(list, ballot, &mut out);
        }
    }
    out
}

/// Notes the same vote for everybody named in a list.
fn cast(list: &str, vote: Ballot, out: &mut Vec<VoteName>) {
    for mention in people::mentions(list) {
        out.push(VoteName { name: mention.name, party: mention.party, vote });
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
        for pattern in [&COUNT_BEFORE, &COUNT_AFTER, &CASTS, &HEADS, &ROW] {
            assert!(pattern.is_some());
        }
    }
}
