//! The paragraphs that a cover says the minutes hold.

use std::sync::LazyLock;

use regex::Regex;

use super::super::paragraphs;
use super::super::rows::Row;
use crate::base::text::squeeze;
use crate::split::agenda::segments;
use crate::split::people;

/// The paragraphs' range. Group: range.
static PARAGRAPHS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:justerade\s)?paragraf(?:er)?:?\s*((?:§+\s?)?\d{1,4}(?:/\d{2})?(?:\s*(?:--|[-–—,]|och|till)\s*(?:§+\s?)?\d{1,4}(?:/\d{2})?)*)\s*$").ok()
});
/// A sentence that says which paragraphs the minutes hold ("Protokollet omfattar paragraf 91–99"). Group: range.
static HOLDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\bomfattar\s+(?:paragraf(?:erna|er)?\s*)?((?:§+\s?)?\d{1,4}\s*[-–—]\s*(?:§\s?)?\d{1,4})\b",
    )
    .ok()
});
/// The same within a longer line. Group: range.
static PARAGRAPHS_WITHIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\bParagrafer:?\s*((?:§+\s?)?\d{1,4}(?:\s*(?:--|[-–—,]|och)\s*(?:§+\s?)?\d{1,4})*)(?:\s+\p{L}|<)",
    )
    .ok()
});
/// A range that ends a line ("Eva Ek    § 1-37"). Group: range.
static RANGE_AT_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\s(§+\s?\d{1,4}\s*[-–]\s*\d{1,4})$").ok());
/// A number or a range in a list of paragraphs. Groups: from, to.
static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\d{1,4})(?:/\d{2})?(?:\s*(?:--|[-–—]|till)\s*(?:§+\s?)?(\d{1,4})(?:/\d{2})?)?").ok()
});

/// The range of paragraphs that the cover prints.
pub(in crate::split::minutes) fn printed_paragraphs(rows: &[Row<'_>]) -> Option<String> {
    let speaking: Vec<&Row<'_>> = rows.iter().filter(|row| !row.blank()).take(150).collect();
    let own = |text: &str| {
        PARAGRAPHS.as_ref().and_then(|pattern| pattern.captures(text)).map(|found| squeeze(&found[1]))
    };
    let tidy = |range: String| squeeze(range.trim_start_matches(['§', ' ']));
    let word = |row: &&Row<'_>| row.text.starts_with("Paragraf ") && paragraphs::is_head(&row.text);
    let headed = rows.iter().filter(word).count() >= 2;
    for (at, row) in speaking.iter().enumerate() {
        // A row of those present tells for which paragraphs somebody was there.
        let someones = segments(row.raw)
            .first()
            .is_some_and(|(_, text)| people::is_name(text) && text.chars().any(char::is_lowercase))
            && !row.text.starts_with("Paragraf");
        let lower = row.text.to_lowercase();
        // "Eva Ek (S), Paragraf 3-7", "Pia Yr, hamnchef, Paragraf 5"
        let someones = someones
            || row.raw.contains(", Paragraf ")
            || row.raw.find(") Paragraf ").is_some_and(|at| !people::mentions(&row.raw[..=at]).is_empty());
        if someones
            || ["t.o.m.", "fr.o.m.", "till och med", "från och med", "omedelbart"]
                .iter()
                .any(|words| lower.contains(words))
        {
            continue;
        }
        if let Some(range) = HOLDS.as_ref().and_then(|pattern| pattern.captures(&row.text)) {
            return Some(tidy(squeeze(&range[1])));
        }
        // Where the word stands for the sign, it heads each paragraph.
        if headed && paragraphs::is_head(&row.text) {
            continue;
        }
        if let Some(range) = own(&row.text) {
            return Some(tidy(range));
        }
        // A cover joined to one line.
        if let Some(range) = PARAGRAPHS_WITHIN.as_ref().and_then(|pattern| pattern.captures(&row.text)) {
            return Some(tidy(squeeze(&range[1])));
        }
        // The label on one row, the range on the next.
        let label = row.text.trim_end_matches(':').to_lowercase();
        if (label == "paragrafer" || label == "paragraf")
            && let Some(range) =
                speaking.get(at + 1).and_then(|next| own(&format!("Paragrafer {}", next.text)))
        {
            return Some(tidy(range));
        }
        // The label printed lower than its range.
        let above = at.checked_sub(1).and_then(|above| speaking.get(above));
        if (label == "paragrafer" || label == "paragraf")
            && let Some(found) = above.and_then(|row| RANGE_AT_END.as_ref()?.captures(&row.text))
        {
            return Some(tidy(squeeze(&found[1])));
        }
    }
    // The range alone, with its signs ("§§ 53–56"), where no label tells; within a list of those present such a row
    // tells for whom it holds.
    let alone = |row: &&Row<'_>| {
        let range = row.text.starts_with("§§").then(|| own(&format!("Paragrafer {}", row.text))).flatten();
        range.filter(|range| range.contains(['-', '–', '—']))
    };
    let listed = speaking.iter().any(|row| people::mentions(&row.text).len() == 1 && row.text.contains('§'));
    if listed { None } else { speaking.iter().find_map(alone).map(tidy) }
}

/// The ranges of a printed list of paragraphs.
pub(in crate::split::minutes) fn ranges(text: &str) -> Vec<(u32, u32)> {
    let Some(pattern) = RANGE.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(text)
        .filter_map(|found| {
            let from: u32 = found[1].parse().ok()?;
            let to = found.get(2).and_then(|m| m.as_str().parse().ok()).unwrap_or(from);
            (from <= to && to - from < 2000).then_some((from, to))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_paragraphs() {
        assert_eq!(ranges("131-136, 138–162, 165"), [(131, 136), (138, 162), (165, 165)]);
        assert_eq!(ranges("26 -- 38"), [(26, 38)]);
        assert_eq!(ranges("§84 -§98"), [(84, 98)]);
        assert_eq!(ranges("ej § 7 p.g.a. jäv"), [(7, 7)]);
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(PARAGRAPHS.is_some() && HOLDS.is_some() && PARAGRAPHS_WITHIN.is_some());
        assert!(RANGE_AT_END.is_some() && RANGE.is_some());
    }
}
