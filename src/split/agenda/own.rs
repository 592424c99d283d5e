//! Numbers of cases that stand by themselves.

use super::labels;
use crate::split::numbers;

/// Whether a line under a title is a number and nothing else, or several that commas part.
pub(crate) fn bare_number(text: &str) -> bool {
    let one = |text: &str| {
        numbers::is(text) && !numbers::span_of_years(text) && labels::glued(text).is_none() && !spans(text)
    };
    // "HN 2032/4 (KS 2032/11)"
    if let Some((own, other)) = text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        return one(own) && one(other) && one_form(own, other) && numbers::labelled(text).len() == 2;
    }
    let count = text.split(", ").count();
    count <= 4 && text.split(", ").all(one) && numbers::labelled(text).len() == count
}

/// Whether two numbers are set with the same signs, as a house sets all of its own: "SI 2032:17" below "HN-2032-4" is
/// somebody else's.
pub(super) fn one_form(own: &str, other: &str) -> bool {
    let signs = |text: &str| {
        let mut kinds: Vec<char> = text
            .chars()
            .map(|c| {
                if c.is_alphabetic() {
                    'a'
                } else if c.is_ascii_digit() {
                    '0'
                } else {
                    c
                }
            })
            .filter(|c| *c != ' ')
            .collect();
        kinds.dedup();
        kinds
    };
    signs(own) == signs(other) || !other.contains(':') || own.contains(':')
}

/// "Lokaler 2032–2040": a word and the years that it is for.
fn spans(text: &str) -> bool {
    let text = text.trim_end_matches(',');
    let Some((word, years)) = text.rsplit_once(' ') else { return false };
    let word = word.chars().filter(|c| c.is_lowercase()).count() >= 3;
    word && years.split_once('–').is_some_and(|(from, to)| from.len() == 4 && to.len() == 4 && from < to)
}
