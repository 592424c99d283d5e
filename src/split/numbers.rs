//! Diarienummer in the places where split meets them. Which texts are numbers, the model's scanner says.

use crate::model::number::Diarienummer;
use crate::model::number::Register;
use crate::model::number::scan::{self, Context, Label};

/// The numbers of a value that stands after a label ("Diarienummer:"), as printed.
pub(crate) fn labelled(value: &str) -> Vec<String> {
    if !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    // "2025/61 KS": the whole value is one number, whose letters stand last.
    if let Ok(number) = Diarienummer::parse(value.trim())
        && number.prefix().is_some()
        && value.trim().starts_with(|c: char| c.is_ascii_digit())
    {
        return vec![number.printed().to_owned()];
    }
    found(&format!("Diarienummer: {}", without_others(value)), |_| true)
}

/// The value before a bracket that says whose other number it holds ("KS 2025/4 (Länsstyrelsens dnr 452-118-2025)").
fn without_others(value: &str) -> &str {
    let Some((own, inner)) = value.split_once(" (") else { return value };
    let mut words = inner.split(' ');
    let whose = words.next().is_some_and(|word| word.ends_with('s') && word.chars().count() > 3);
    let labelled = words.next().is_some_and(|word| without_label(word).is_empty());
    if whose && labelled { own } else { value }
}

/// The numbers of a title that could be its own: in brackets or at its end, as printed.
pub(crate) fn in_title(title: &str) -> Vec<String> {
    let end = title.trim_end_matches([')', '.', ' ']).len();
    found(title, |found| {
        let before = title[..found.range.start].trim_end();
        found.label == Some(Label::Own) || before.ends_with('(') || found.range.end >= end
    })
}

/// A title that a number ends, set off by a label, a comma, a dash or a wide gap: the title without it, and the
/// number. `None` where the number is a word of the title.
pub(crate) fn at_end(title: &str) -> Option<(String, String)> {
    let register = Register::default();
    if !title.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scan = scan::find(title, &Context { register: &register, before: "" });
    let last = scan.found.last()?;
    let tail = title[last.range.end..].trim();
    let before = title[..last.range.start].trim_end();
    let labelled = last.label == Some(Label::Own);
    let bracketed = tail == ")";
    if !(tail.is_empty() || (bracketed && labelled)) {
        return None;
    }
    let before = if labelled { without_label(before) } else { before };
    let before = if bracketed { before.strip_suffix('(')?.trim_end() } else { before };
    let set_off = labelled || before.ends_with([',', '–', '-', ';', ':']) || closes(before, &last.number);
    let kept = before.trim_end_matches([',', '–', '-', ';', ':', ' ']);
    (set_off && kept.chars().filter(|c| c.is_alphabetic()).count() >= 3)
        .then(|| (kept.to_owned(), last.number.printed().to_owned()))
}

/// Whether a number with the letters of a register only closes the title before it: no word there asks for it.
fn closes(before: &str, number: &Diarienummer) -> bool {
    const ASKS: [&str; 8] =
        ["remiss", "remissen", "skrivelse", "ärende", "ärendet", "beslut", "handling", "diarienummer"];
    let last = before.rsplit(' ').next().unwrap_or("").to_lowercase();
    number.prefix().is_some()
        && before.matches('(').count() <= before.matches(')').count()
        && !crate::split::lines::hangs(before)
        && !ASKS.contains(&last.as_str())
}

/// A title that ends in a bracket with numbers and nothing else but their label: the title without it, and the numbers.
pub(crate) fn bracketed(title: &str) -> Option<(String, Vec<String>)> {
    let (before, inner) = title.strip_suffix(')')?.rsplit_once('(')?;
    let kept = before.trim_end();
    let numbers: Vec<&str> = without_first_label(inner).split(", ").map(str::trim).collect();
    // The letters of a body and six figures ("RS240211").
    let lettered = |number: &&str| {
        register(number).is_some_and(|letters| {
            super::organs::is_letters(&letters)
                && number.strip_prefix(letters.as_str()).is_some_and(|figures| {
                    figures.len() == 6 && figures.bytes().all(|byte| byte.is_ascii_digit())
                })
        })
    };
    let own = numbers.iter().all(|number| is(number) && labelled(number).len() == 1)
        && (!in_title(title).is_empty() || numbers.iter().all(lettered));
    (own && kept.chars().filter(|c| c.is_alphabetic()).count() >= 3)
        .then(|| (kept.to_owned(), numbers.into_iter().map(str::to_owned).collect()))
}

/// The text without the label that begins it.
fn without_first_label(text: &str) -> &str {
    let (first, rest) = text.split_once([' ', ':']).unwrap_or((text, ""));
    if !rest.is_empty() && without_label(first).is_empty() {
        rest.trim_start_matches([':', ' '])
    } else {
        text
    }
}

/// The text without the numbers of cases and the years in it: what is left tells whether it is words or data.
pub(crate) fn without(text: &str) -> String {
    let register = Register::default();
    let mut out = text.to_owned();
    for found in scan::find(text, &Context { register: &register, before: "" }).found.iter().rev() {
        out.replace_range(found.range.clone(), " ");
    }
    let year = |word: &&str| {
        word.split(['-', '–', '/'])
            .all(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")))
    };
    out.split_whitespace().filter(|word| !year(word)).collect::<Vec<_>>().join(" ")
}

/// The text without the label that ends it.
fn without_label(text: &str) -> &str {
    const LABELS: [&str; 9] = [
        "diarienummer",
        "diarienr",
        "ärendenummer",
        "ärendenr",
        "beteckning",
        "d.nr",
        "dnr",
        "ärende-id",
        "ärendeid",
    ];
    let text = text.trim_end_matches([':', '.', ' ']);
    let lower = text.to_lowercase();
    let found = LABELS.iter().find(|label| lower.ends_with(**label));
    found.and_then(|label| text.get(..text.len().checked_sub(label.len())?)).map_or(text, str::trim_end)
}

/// Every number of a running text, as printed.
pub(crate) fn in_text(text: &str) -> Vec<String> {
    found(text, |_| true)
}

/// Whether two printed forms mean one number.
pub(crate) fn same(a: &str, b: &str) -> bool {
    match (Diarienummer::parse(a), Diarienummer::parse(b)) {
        (Ok(a), Ok(b)) => a.key() == b.key(),
        _ => a == b,
    }
}

/// The form that all spellings of a number share.
pub(crate) fn key(number: &str) -> String {
    Diarienummer::parse(number).map_or_else(|_| number.to_owned(), |number| number.key().to_owned())
}

/// The letters of the register that a number stands in, where it says so.
pub(crate) fn register(number: &str) -> Option<String> {
    Diarienummer::parse(number).ok()?.prefix().map(str::to_owned)
}

/// Whether two numbers stand in one register, as far as their letters tell; bare numbers never say so.
pub(crate) fn of_one_register(a: &str, b: &str) -> bool {
    let prefix = |text: &str| Diarienummer::parse(text).ok()?.prefix().map(str::to_owned);
    same(a, b) || prefix(a).is_some_and(|letters| prefix(b) == Some(letters))
}

/// "2033–2034": two years, which a title may end in; no number that could be told from them.
pub(crate) fn span_of_years(text: &str) -> bool {
    let year = |part: &str| {
        part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()) && ["19", "20"].contains(&&part[..2])
    };
    text.split_once(['-', '–', '/']).is_some_and(|(first, second)| {
        year(first.trim()) && year(second.trim()) && first.trim() < second.trim()
    })
}

/// Whether a text is one number and nothing else.
pub(crate) fn is(text: &str) -> bool {
    text.len() <= 40 && text.bytes().any(|byte| byte.is_ascii_digit()) && Diarienummer::parse(text).is_ok()
}

/// The scanner's numbers that `wanted` lets through, each once.
fn found(text: &str, wanted: impl Fn(&scan::Found) -> bool) -> Vec<String> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let register = Register::default();
    let mut out: Vec<String> = Vec::new();
    for found in scan::find(text, &Context { register: &register, before: "" }).found {
        let printed = found.number.printed().to_owned();
        if wanted(&found) && !out.contains(&printed) {
            out.push(printed);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_decide() {
        assert_eq!(labelled("20RS263"), ["20RS263"]);
        assert_eq!(labelled("2024-00013"), ["2024-00013"]);
        assert_eq!(labelled("BN-2020-00017"), ["BN-2020-00017"]);
        assert!(labelled(" ").is_empty());
        assert_eq!(in_title("Svar på motion om båtar (KS 2023-00584)"), ["KS 2023-00584"]);
        assert!(in_title("Uppföljning av lagen (2010:800) om skolan").is_empty());
        assert_eq!(in_text("Inventering, diarienummer 19RS8666 - Eva Ek"), ["19RS8666"]);
        let end = |title: &str| at_end(title).map(|(title, _)| title);
        assert_eq!(end("Taxa för båtplatser, KS 2032/21").as_deref(), Some("Taxa för båtplatser"));
        assert_eq!(end("Taxa för båtplatser Dnr: KS 2032/21").as_deref(), Some("Taxa för båtplatser"));
        assert_eq!(end("Taxa för båtplatser (dnr KS 2032/21)").as_deref(), Some("Taxa för båtplatser"));
        assert_eq!(end("Svar på motion (KS 2032/21)"), None);
        assert_eq!(end("Svar på remiss om KS 2032/21"), None);
        assert_eq!(end("Svar på remiss KS 2032/21"), None);
        assert_eq!(end("Taxa för båtplatser KS 2032/21").as_deref(), Some("Taxa för båtplatser"));
        let bracket =
            |title: &str| bracketed(title).map(|(title, numbers)| format!("{title}|{}", numbers.join("+")));
        assert_eq!(bracket("Svar på motion (KS 2032/21)").as_deref(), Some("Svar på motion|KS 2032/21"));
        assert_eq!(bracket("Svar på motion (dnr: KS 2032/21)").as_deref(), Some("Svar på motion|KS 2032/21"));
        for title in ["Svar på remiss (SOU 2032:21)", "Budget (2032)", "Lag (2032:800)", "Motion (S)", "Taxa"]
        {
            assert_eq!(bracket(title), None, "{title}");
        }
        assert_eq!(without("Motion om kajer, HN 2031-000123, HN 2031-000124"), "Motion om kajer, ,");
        assert_eq!(without("Budget 2032 och plan 2033-2034"), "Budget och plan");
        assert!(same("RUN/430/2018", "RUN 430/2018"));
        assert!(is("20RS263"));
        assert!(span_of_years("2033–2034") && !span_of_years("2033-0034") && !span_of_years("2033-2033"));
        assert!(!is("Regionala 12"));
    }
}
