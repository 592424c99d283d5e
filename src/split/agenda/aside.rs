//! Lines under a title that tell of its matter and cannot belong to it: papers, where it was handled, by what law.

use super::{labels, names, title};
use crate::split::documents::signs;
use crate::split::lines;

/// Whether a line tells of the item and cannot belong to its title: a paper that is handed out, secrecy.
pub(super) fn ends(text: &str) -> bool {
    const ASIDES: [&str; 19] = [
        "utan föredragning",
        "tur att justera",
        "i tur att justera",
        "bordläggs",
        "ärendet har utgått",
        "utgår,",
        "handling skickas",
        "handling delas",
        "ärendet utgår",
        "svarstid",
        "remisstid",
        "sista svarsdag",
        "sista dag för",
        "svar senast",
        "handlingar finns",
        "handlingar delas",
        "handlingar skickas",
        "handlingarna ",
        "muntlig ",
    ];
    let lower = text.to_lowercase();
    // "Kommunstyrelsens förslag 2032-05-04 § 12": where the proposal stands.
    let refers = crate::split::organs::leading(text).is_some_and(|named| {
        let said =
            ["förslag", "beslut", "protokoll", "yttrande"].iter().any(|word| named.rest.starts_with(word));
        named.genitive && said && (text.contains('§') || signs::date_in(text).is_some())
    });
    // "(pärm finns hos sekreteraren)"
    let kept = lower.starts_with('(') && lower.contains(" finns ");
    if refers || kept || ASIDES.iter().any(|word| lower.starts_with(word)) {
        return true;
    }
    let first = lower.split([' ', '.', ',', ':']).next().unwrap_or("");
    is_paper(text)
        || heads_memo(text)
        || handled_before(text)
        || title::is_withdrawn(text)
        || is_dated_paper(text)
        || !names::by_office(text).is_empty()
        || !super::told::presenters(text).is_empty()
        || lower.starts_with("sekretess")
        || first.ends_with("sekretess")
}

/// "Tjänsteskrivelse      1 (2)": the head of the first paper behind an agenda, with its counter.
fn heads_memo(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(word, rest)| {
        matches!(word.to_lowercase().as_str(), "tjänsteskrivelse" | "tjänsteutlåtande")
            && crate::split::furniture::counter(rest).is_some()
    })
}

/// "(bordlagt 2032-06-18, p 9)", "Väckt av Kustpartiet": a line of its own by which the matter was put off, came in or
/// was raised.
fn handled_before(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "bordlagt",
        "bordlagd",
        "bordlades",
        "återremitterat",
        "återremitterad",
        "återremitterades",
        "återupptaget",
        "inkom",
        "inkommen",
        "inkommet",
        "väckt",
        "väcktes",
        "remitterat",
        "remitterad",
    ];
    let inner = text.strip_prefix('(');
    let lower = inner.unwrap_or(text).to_lowercase();
    let mut words = lower.split([' ', '.', ',', ':']);
    let told = words.next().is_some_and(|word| WORDS.contains(&word));
    let more = matches!(words.next(), Some("av" | "vid" | "från" | "den"));
    told && (inner.is_some() || text.starts_with(char::is_uppercase))
        && (more || text.contains('§') || signs::date_in(text).is_some())
}

/// Whether a line under a title that is whole tells of the matter: where it was handled before ("Kommunstyrelsen
/// 2032-05-04 § 12"), by what law ("Plan- och bygglagen (2032:900)"), what number it
/// has elsewhere, or the first of the papers that are reported.
pub(super) fn refers(title: &str, next: &str) -> bool {
    if labels::bracketed_others(next) {
        return true;
    }
    if !next.starts_with(char::is_uppercase) || lines::hangs(title) || title.ends_with(['-', '–']) {
        return false;
    }
    let paragraph = next.rsplit_once(" § ").filter(|(_, number)| {
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '–' | '-' | ','))
    });
    let before = paragraph.map(|(before, _)| before.trim_end_matches(','));
    let day = before.and_then(|before| before.rsplit(' ').next());
    let handled = day.is_some_and(|day| title::is_day(day) && day.len() == 10);
    let law = next.split_once(" (").is_some_and(|(name, rest)| {
        let number = rest.split([')', ',']).next().unwrap_or("").split_once(':');
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        ["lagen", "balken", "förordningen"].iter().any(|word| name.ends_with(word))
            && number.is_some_and(|(year, rest)| year.len() == 4 && digits(year) && digits(rest))
    });
    const REPORTED: [&str; 4] = ["meddelanden", "anmälningar", "anmälningsärenden", "delgivningar"];
    handled || law || REPORTED.contains(&title.to_lowercase().as_str())
}

/// "Yrkande från Kustpartiet 2032-03-19", "Tjänsteskrivelse 2032-03-19, karta": a paper by its kind and its day, and
/// perhaps others after it.
pub(super) fn is_dated_paper(text: &str) -> bool {
    let text = text.split(", ").next().unwrap_or(text);
    let lower = text.to_lowercase();
    let day = text.rsplit(' ').next().unwrap_or("");
    let kind = lower.split(' ').next().unwrap_or("");
    day.len() == 10
        && signs::date_in(day).is_some()
        && text.starts_with(char::is_uppercase)
        && (is_paper(&text[..text.len() - 10]) || matches!(kind, "yrkande" | "tilläggsyrkande"))
}

/// Whether a line under a title names a paper by its kind alone ("Tjänsteutlåtande", "Bilaga 2", "Förslag till
/// yttrande").
pub(super) fn is_paper(text: &str) -> bool {
    const KINDS: [&str; 16] = [
        "tjänsteutlåtande",
        "tjänsteskrivelse",
        "missiv",
        "remissmissiv",
        "remissyttrande",
        "förslag till yttrande",
        "yttrande",
        "förteckning",
        "skrivelse",
        "motion",
        "bilaga",
        "bilagor",
        "handling",
        "handlingar",
        "underlag",
        "protokollsutdrag",
    ];
    // What is said of it in a sentence of its own ("Tjänsteutlåtande. Skickas ut senare") tells nothing of the matter.
    let name = text.split(". ").next().unwrap_or(text).trim_end_matches(['.', ' ']);
    let lower = name.to_lowercase();
    let numbered = lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '–' | '-' | ','));
    text.starts_with(char::is_uppercase)
        && (KINDS.contains(&lower.as_str()) || KINDS.contains(&numbered) || is_marked(text))
}

/// "Bilaga 3 b Karta", "Bilaga B.2 Budget": a paper by its mark, with its title.
fn is_marked(text: &str) -> bool {
    let rest = ["Bilaga ", "Bil. ", "Bil ", "Handling "].iter().find_map(|word| text.strip_prefix(word));
    let Some((mark, rest)) = rest.and_then(|rest| rest.split_once(' ')) else { return false };
    let letter = |word: &str| word.trim_end_matches(['.', ':', ')']).chars().count() == 1;
    let mark = mark.trim_end_matches([':', ')']);
    let marked =
        mark.chars().any(|c| c.is_ascii_digit()) || letter(mark) && mark.starts_with(char::is_uppercase);
    let rest = match rest.split_once(' ') {
        Some((word, tail)) if letter(word) && word.starts_with(char::is_lowercase) => tail,
        _ => rest,
    };
    marked
        && mark.chars().count() <= 6
        && mark.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && rest.starts_with(char::is_uppercase)
        && !text.ends_with('.')
}
