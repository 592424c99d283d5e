//! References to where a case was treated before: body, day and paragraph.

use std::sync::LazyLock;

use regex::Regex;

use super::dates;
use crate::model::record::Earlier;
use crate::split::organs::{self, Standing};

/// "§ 12" right after a day. Group: number.
static AFTER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\s,)]{0,3}(?:paragraf|§+)\s?(\d{1,4}(?:/\d{2})?)").ok());
/// "§ 12" right before a day. Group: number.
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:paragraf|§+)\s?(\d{1,4}(?:/\d{2})?)[\s,(]{0,3}(?:\p{Lu}{2,5}\s|den\s)?$").ok()
});

/// The references in a line or a sentence. Only a day together with a paragraph is one.
pub(super) fn read(text: &str) -> Vec<Earlier> {
    let mut out: Vec<Earlier> = Vec::new();
    let mut from = 0;
    for (range, date) in dates::find(text) {
        let before = text.get(from..range.start).unwrap_or("");
        let after = &text[range.end..];
        let found = AFTER
            .as_ref()
            .and_then(|pattern| pattern.captures(after))
            .or_else(|| BEFORE.as_ref().and_then(|pattern| pattern.captures(before)));
        if let Some(found) = found {
            let paragraph = Some(found[1].to_owned());
            let organ = organ(before);
            let earlier = Earlier { organ, date: Some(date), paragraph };
            if !out.contains(&earlier) {
                out.push(earlier);
            }
        }
        from = range.end;
    }
    out
}

/// The body named nearest before a day, in the same sentence.
fn organ(before: &str) -> Option<String> {
    let sentence = before.rsplit(". ").next().unwrap_or(before);
    let starts = sentence
        .char_indices()
        .filter(|(at, c)| c.is_alphabetic() && (*at == 0 || sentence[..*at].ends_with([' ', '(', ','])));
    let mut best: Option<&str> = None;
    let mut covered = 0;
    for (at, _) in starts {
        if at < covered {
            continue;
        }
        if let Some(named) = organs::leading(&sentence[at..])
            && named.standing == Standing::Elected
        {
            covered = at + named.name.len();
            best = Some(named.name);
        }
    }
    best.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(Option<String>, String, String)> {
        read(text)
            .into_iter()
            .map(|e| {
                (e.organ, e.date.map(|d| d.to_string()).unwrap_or_default(), e.paragraph.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn day_and_paragraph_in_both_orders() {
        assert_eq!(
            seen("Hamnnämnden har behandlat ärendet den 27 augusti 2031, § 176."),
            [(Some("Hamnnämnden".into()), "2031-08-27".into(), "176".into())]
        );
        assert_eq!(
            seen("Bordlagt den 20 mars 2031, § 226 och den 10 april 2031, § 305."),
            [(None, "2031-03-20".into(), "226".into()), (None, "2031-04-10".into(), "305".into())]
        );
        assert_eq!(
            seen("Hamnutskottets protokoll § 12, 2031-02-03"),
            [(Some("Hamnutskottet".into()), "2031-02-03".into(), "12".into())]
        );
        assert_eq!(seen("Tjänsteskrivelse daterad 2031-02-03"), []);
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(AFTER.is_some() && BEFORE.is_some());
    }
}
