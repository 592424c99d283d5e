//! People: names with party in running text, and lists of those called or present.
//!
//! Swedish papers write a politician as a name and a party within brackets; brackets also hold other things
//! ("(distans)", "(bilaga 1)"), and lists come flattened from columns. An official has a title and no party.

mod lists;
pub(crate) mod offices;

use std::sync::LazyLock;

use regex::Regex;

pub(crate) use lists::{Attendance, attendance};

/// Somebody named in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Name as printed.
    pub(crate) name: String,
    /// Party as printed, without brackets.
    pub(crate) party: Option<String>,
    /// Where the name begins in the text.
    pub(crate) start: usize,
    /// Where name and bracket end.
    pub(crate) end: usize,
}

/// A bracket that may hold a party.
static BRACKET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\s?\(([\p{L}-]{1,6}|\p{Lu}\p{Ll}{3,24}(?:partiet|listan|demokraterna))\)").ok()
});
/// A chair named without a party.
static CHAIR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:[Oo]rdförande|[Oo]rdföranden)[ \u{a0}]+(\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]*){1,3})")
        .ok()
});

/// Capitalised words before a name that are no part of it.
const TITLES: &[&str] = &[
    "ordförande",
    "ordföranden",
    "ledamot",
    "ledamoten",
    "ersättare",
    "ersättaren",
    "ledamöterna",
    "ersättarna",
    "förste",
    "andre",
    "tredje",
    "vice",
    "kommunalrådet",
    "kommunalråd",
    "oppositionsrådet",
    "oppositionsråd",
    "regionrådet",
    "regionråd",
    "borgarrådet",
    "landstingsrådet",
    "tjänstgörande",
    "motion",
    "interpellation",
    "fråga",
    "jäv",
    "reservation",
    "yrkande",
    "beslut",
    "ja",
    "nej",
    "avstår",
    "namn",
    "ledamöter",
    "parti",
    "justerare",
    "närvarande",
    "beslutande",
    "protokolljusterare",
    "sekreterare",
    "även",
    "både",
    "dessutom",
    "vidare",
    "därefter",
    // The heads and the marks of the columns of a roll.
    "närv",
    "vakant",
    "frånv",
    "frånvarande",
    "x",
];

/// Small words within a name.
const PARTICLES: &[&str] =
    &["von", "af", "av", "de", "der", "van", "den", "la", "el", "al", "bin", "ibn", "di", "da", "du", "dos"];

/// Whether the text of a bracket is a party: capital letters, or one of the short forms in small ones.
#[must_use]
pub(crate) fn is_party(text: &str) -> bool {
    const OLD: [&str; 11] = ["s", "m", "c", "v", "l", "fp", "kd", "mp", "sd", "nyd", "fi"];
    const NOT: [&str; 14] =
        ["AU", "KF", "KS", "VA", "HR", "IT", "AB", "EU", "PM", "KSAU", "VIP", "TF", "KL", "RF"];
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // A local party by its whole name.
    if text == "-" || ["partiet", "listan", "demokraterna"].iter().any(|end| text.ends_with(end)) {
        return true;
    }
    let upper = text.chars().next().is_some_and(char::is_uppercase);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let short = letters <= 3 && upper || letters <= 5 && capitals >= 2;
    !NOT.contains(&text) && (OLD.contains(&text) || short)
}

/// Whether a word is a small one within names.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// "Eva Ek, s" and "Eva Ek, kd, ordförande" as older papers print a party. Groups: name, party, what follows.
static AFTER_COMMA: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^(\p{Lu}[\p{L}’'.-]*(?: \p{L}[\p{L}’'.-]*){1,4}), ?(s|m|c|v|l|fp|kd|mp|sd|S|M|C|V|L|FP|KD|MP|SD)(,|;|\s*$)").ok()
});

/// The lines with a party that stands after a comma put in brackets, where it stands in newer papers.
#[must_use]
pub(crate) fn with_brackets(text: &str) -> std::borrow::Cow<'_, str> {
    AFTER_COMMA.as_ref().map_or(text.into(), |form| form.replace_all(text, "$1 ($2)$3"))
}

/// Everybody named with a party in the text, and a chair named without one.
#[must_use]
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let brackets = BRACKET.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    for found in brackets {
        let (Some(whole), Some(party)) = (found.get(0), found.get(1)) else { continue };
        let from = out.last().map_or(0, |last| last.end);
        if !is_party(party.as_str()) || whole.start() < from {
            continue;
        }
        let before = text[from..whole.start()].trim_end_matches(',');
        let Some(start) = name_start(before).map(|at| from + at) else { continue };
        out.push(Mention {
            name: crate::base::text::squeeze(text[start..whole.start()].trim_end_matches(',')),
            party: Some(party.as_str().to_owned()),
            start,
            end: whole.end(),
        });
    }
    let chairs = CHAIR.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    for name in chairs.filter_map(|found| found.get(1)) {
        if !out.iter().any(|other| name.start() < other.end && other.start < name.end()) {
            let party = None;
            out.push(Mention { name: name.as_str().to_owned(), party, start: name.start(), end: name.end() });
        }
    }
    out.sort_by_key(|mention| mention.start);
    out
}

/// Whether the whole line is one person: a name and a party, and nothing more.
#[must_use]
pub(crate) fn is_entry(line: &str) -> bool {
    let line = line.trim().trim_end_matches([',', '.']);
    matches!(mentions(line).as_slice(), [only] if only.start == 0 && only.end == line.len())
}

/// Where the name at the end of `text` begins; `None` when there is none.
fn name_start(text: &str) -> Option<usize> {
    let base = text.as_ptr() as usize;
    let mut start = None;
    for (count, word) in text.split_whitespace().rev().enumerate() {
        let at = word.as_ptr() as usize - base;
        // A list within brackets: its first name follows the bracket.
        let opens = word.starts_with('(') && !word.contains(')');
        let (at, word) = if opens { (at + 1, &word[1..]) } else { (at, word) };
        let upper = word.chars().next().is_some_and(char::is_uppercase);
        // Two words on one row are a whole name; what ends the row before is another's.
        let cut = start.is_some_and(|start| text[at + word.len()..start].contains('\n'));
        if count >= 2 && cut {
            break;
        }
        let particle = count > 0 && PARTICLES.contains(&word);
        let lower = word.to_lowercase();
        if TITLES.contains(&lower.trim_end_matches([':', ',', '.'])) || !(upper || particle) || count >= 5 {
            break;
        }
        if word.ends_with([',', ';', ':', ')', '.']) && !(word.ends_with('.') && word.chars().count() <= 3) {
            break;
        }
        if !word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’' | '´')) {
            break;
        }
        if upper {
            start = Some(at);
        }
        if opens {
            break;
        }
    }
    start
}

/// Whether the text looks like the name of a person and nothing more.
#[must_use]
pub(crate) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && words[0] != "Region"
        // "Upprustning av Ängsparken" is what is done to something.
        && !(words[1] == "av" && words[0].chars().count() > 7 && (words[0].ends_with("ing") || words[0].ends_with("nad")))
        && !matches!(words[words.len() - 1], "AB" | "HB" | "KB" | "Aktiebolag")
        && words.iter().enumerate().all(|(at, word)| {
            let upper = word.chars().next().is_some_and(char::is_uppercase);
            let small = at > 0 && at + 1 < words.len() && PARTICLES.contains(word);
            // "PLAN FÖR KAJEN" is no name for its capitals.
            let joins = at > 0 && matches!(*word, "AV" | "OM" | "FÖR" | "PÅ" | "TILL" | "MED" | "OCH");
            !joins
                && (upper || small)
                && !is_title(word)
                && !word.ends_with('-')
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’' | '´'))
        })
}

/// Whether a capitalised word is what somebody does or where, and no name.
fn is_title(word: &str) -> bool {
    const ENDS: [&str; 26] = [
        "kontoret",
        "förvaltningen",
        "avdelningen",
        "nämnden",
        "styrelsen",
        "kamrer",
        "assistent",
        "registrator",
        "koordinator",
        "ansvarig",
        "antikvarie",
        "kurator",
        "pedagog",
        "läkare",
        "lärare",
        "praktikant",
        "student",
        "företrädare",
        "representant",
        "intendent",
        "föreståndare",
        "analytiker",
        "tekniker",
        "professor",
        "docent",
        "doktorand",
    ];
    let lower = word.to_lowercase();
    let one = lower.strip_suffix("er").unwrap_or(&lower);
    TITLES.contains(&lower.as_str())
        || offices::is_word(&lower)
        || offices::is_word(one)
        || ENDS.iter().any(|end| lower.ends_with(end) || one.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, Option<String>)> {
        mentions(text).into_iter().map(|m| (m.name, m.party)).collect()
    }

    fn pair(name: &str, party: &str) -> (String, Option<String>) {
        (name.to_owned(), Some(party.to_owned()))
    }

    #[test]
    fn names_with_party_are_found_in_running_text() {
        assert_eq!(
            names(
                "Tjänstgörande ersättaren Eva Ek (S), Bo von Alm (KD) och Ordföranden Åsa A Öst (VfF) yrkar bifall."
            ),
            [pair("Eva Ek", "S"), pair("Bo von Alm", "KD"), pair("Åsa A Öst", "VfF")]
        );
        assert_eq!(names("Motion av Per-Erik Ek (-) om kajer"), [pair("Per-Erik Ek", "-")]);
        assert_eq!(names("två röster (Eva Ek (S), Bo Alm (M))"), [pair("Eva Ek", "S"), pair("Bo Alm", "M")]);
        assert_eq!(names("Eva Ek (Hamnpartiet)"), [pair("Eva Ek", "Hamnpartiet")]);
        assert_eq!(names("Eva Ek (s) och Bo Alm (fp)"), [pair("Eva Ek", "s"), pair("Bo Alm", "fp")]);
    }

    #[test]
    fn other_brackets_are_no_parties() {
        for text in
            ["Eva Ek (distans)", "Rapporten (bilaga)", "(S) och (M)", "Vatten och avlopp (VA)", "M, D och SD"]
        {
            assert_eq!(names(text), [], "{text}");
        }
    }

    #[test]
    fn a_chair_may_lack_a_party() {
        assert_eq!(names("samt ordföranden Eva Ek röstar Ja"), [("Eva Ek".to_owned(), None)]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "[A-ZÅa-zö (),.-]{0,80}") {
            let _ = mentions(&text);
        }
    }
}
