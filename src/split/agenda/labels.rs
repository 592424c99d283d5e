//! The labels of an item's head: its number, who presents it, who is in charge, how long it takes.

use std::sync::LazyLock;

use regex::Regex;

/// What a label says that its value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// A diarienummer.
    Number,
    /// Those who present the item.
    Presenter,
    /// The official in charge.
    Handler,
    /// Clock time or length; of no use in the record.
    Time,
}

static LABELS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:^|[\s(])(?:(?P<number>diarienummer|diarienr|ärendenummer|ärendenr|ärende-?id|beteckning|d\.?\x20?nr)",
        r"|(?P<presenter>föredragande|föredragare|föredras av|föredragning)",
        r"|(?P<handler>handläggare|handl|ansvarig (?:handläggare|tjänsteman|tjänsteperson))",
        r"|(?P<time>tidsåtgång|beräknad tid|kl|tid))(?P<end>\.?\s*:|\.?(?:\s|$))",
    ))
    .ok()
});

/// The labels of a line with their values, in order, where the line begins with one.
pub(crate) fn parse(text: &str) -> Vec<(Label, String)> {
    if let Some(value) = glued(text) {
        return vec![(Label::Number, value.to_owned())];
    }
    let mut found: Vec<(Label, usize, usize)> = Vec::new();
    let mut others = text.len();
    let Some(form) = LABELS.as_ref() else { return Vec::new() };
    for caps in form.captures_iter(text) {
        let Some(all) = caps.get(0) else { continue };
        let label = [
            ("number", Label::Number),
            ("presenter", Label::Presenter),
            ("handler", Label::Handler),
            ("time", Label::Time),
        ]
        .into_iter()
        .find(|(name, _)| caps.name(name).is_some());
        let Some((_, label)) = label else { continue };
        let colon = caps.name("end").is_some_and(|m| m.as_str().contains(':'));
        let start = all.start()
            + all
                .as_str()
                .chars()
                .next()
                .map_or(0, |c| if c.is_whitespace() || c == '(' { c.len_utf8() } else { 0 });
        // "KS 2025/4 (Länsstyrelsens dnr 452-118)": somebody else's number follows, and nothing more of ours.
        if label == Label::Number && !found.is_empty() && is_others(&text[..start]) {
            others = text[..start].rfind('(').unwrap_or(start);
            break;
        }
        // Without a colon only a number's label counts, and the others only where a line begins with them.
        if colon || label == Label::Number || (start == 0 && label == Label::Presenter) {
            found.push((label, start, all.end()));
        }
    }
    if found.first().is_none_or(|(_, start, _)| *start != 0) {
        return Vec::new();
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|(_, start, _)| *start).chain([others]).collect();
    found
        .iter()
        .zip(ends)
        .map(|((label, _, from), to)| (*label, text.get(*from..to).unwrap_or("").trim().to_owned()))
        .collect()
}

/// The number behind a label whose blank was lost ("DnrHN 2032/4").
pub(crate) fn glued(text: &str) -> Option<&str> {
    let value = text
        .strip_prefix("Dnr")
        .filter(|rest| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))?;
    crate::split::numbers::is(value).then_some(value)
}

/// Whether the word before a number's label says whose other number it is ("Länsstyrelsens dnr", "Ert dnr").
fn is_others(before: &str) -> bool {
    let word = before.trim_end().rsplit([' ', '(']).next().unwrap_or("");
    let whose = word.chars().count() > 3 && word.ends_with('s');
    whose || matches!(word.to_lowercase().as_str(), "ert" | "er" | "deras")
}

/// Whether a bracket holds the number that somebody else gave the matter ("(Hamnstads dnr KS 2032/55)").
pub(crate) fn bracketed_others(text: &str) -> bool {
    let lower = text.to_lowercase();
    let at = ["dnr", "diarienummer", "diarienr", "beteckning", "ärendenummer"]
        .iter()
        .find_map(|word| lower.find(&format!(" {word} ")));
    text.starts_with('(') && at.and_then(|at| text.get(..at)).is_some_and(is_others)
}

/// The line without "Ärende 4" before the first label ("Ärende 4 Diarienummer KS 2032/12"), which repeats the number.
pub(crate) fn without_item_word(text: &str) -> &str {
    let rest = text.strip_prefix("Ärende ").or_else(|| text.strip_prefix("Punkt ")).unwrap_or("");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest.get(digits..).unwrap_or("").trim_start_matches([',', ' ', '.', ':']);
    if (1..=3).contains(&digits) && any(rest) { rest } else { text }
}

/// Whether the line begins with a label of an item's head.
pub(crate) fn any(text: &str) -> bool {
    parse(text).iter().any(|(label, value)| {
        *label != Label::Time
            && (*label != Label::Number || value.is_empty() || value.bytes().any(|b| b.is_ascii_digit()))
    })
}

/// Whether the line names a diarienummer by its label anywhere.
pub(crate) fn number(text: &str) -> bool {
    LABELS.as_ref().is_some_and(|form| {
        form.captures_iter(text).any(|caps| {
            caps.name("number").is_some()
                && caps
                    .get(0)
                    .is_some_and(|all| text[all.end()..].chars().take(14).any(|c| c.is_ascii_digit()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_labels_share_a_line() {
        let found = parse("Diarienummer: 19RS10641 Föredragande: Eva Al, Bo Ek");
        assert_eq!(
            found,
            [(Label::Number, "19RS10641".to_owned()), (Label::Presenter, "Eva Al, Bo Ek".to_owned())]
        );
        assert_eq!(parse("Föredragande:"), [(Label::Presenter, String::new())]);
        assert_eq!(parse("Dnr KS 2020/12"), [(Label::Number, "KS 2020/12".to_owned())]);
        assert_eq!(
            parse("Dnr KS 4/2025 (Länsstyrelsens dnr 452-118-2025)"),
            [(Label::Number, "KS 4/2025".to_owned())]
        );
        assert!(parse("Tiden går").is_empty());
        assert!(!any("Beteckning saknas"));
        assert!(parse("Nämnden beslutar enligt dnr 2").is_empty());
    }
}
