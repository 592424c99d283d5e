//! Names of bodies in running text: where one stands at the head of a line, and how long it is.
//!
//! Bodies are recognised by the word that says what they are (nämnd, styrelse, fullmäktige, utskott …) and by the
//! few kinds of words that may stand around it; there is no list of bodies.

/// What the head word of a name says of the body behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Elected: it decides.
    Elected,
    /// An administration: it proposes, and never decides for the body that meets.
    Administration,
}

/// A name found at the head of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    /// The name, without a genitive s.
    pub(crate) name: &'a str,
    /// What follows it, trimmed at its start.
    pub(crate) rest: &'a str,
    /// Elected body or administration.
    pub(crate) standing: Standing,
    /// Whether it stands in the genitive ("nämndens").
    pub(crate) genitive: bool,
}

/// Head words of elected bodies, with every ending but the genitive.
const ELECTED: [(&str, &[&str]); 16] = [
    ("nämnd", &["", "en"]),
    ("styrelse", &["", "n"]),
    ("fullmäktige", &["", "n"]),
    ("utskott", &["", "et"]),
    ("beredning", &["", "en"]),
    ("direktion", &["", "en"]),
    ("presidi", &["um", "et"]),
    ("kommitté", &["", "n"]),
    ("kommunalförbund", &["", "et"]),
    ("delegation", &["en"]),
    ("revision", &["en"]),
    ("parlament", &["et"]),
    ("stämma", &["", "n"]),
    ("ordförande", &["", "n"]),
    ("pensionärsråd", &["", "et"]),
    ("råd", &["et"]),
];

/// Head words of administrations.
const ADMINISTRATION: [(&str, &[&str]); 4] =
    [("förvaltning", &["", "en"]), ("kontor", &["", "et"]), ("kansli", &["", "et"]), ("avdelning", &["en"])];

/// Words that may stand before the head word and end in `a`, `al` or `isk` but are no adjectives.
const NOT_ADJECTIVES: [&str; 12] = [
    "bifalla",
    "anta",
    "godkänna",
    "ge",
    "denna",
    "detta",
    "samma",
    "alla",
    "inga",
    "övriga",
    "hela",
    "båda",
];

/// The longest body name at the head of `text`, or `None`.
#[must_use]
pub(crate) fn leading(text: &str) -> Option<Named<'_>> {
    let text = text.trim_start();
    let words = words(text);
    let first = words.first()?.text;
    if !first.chars().next().is_some_and(char::is_alphabetic) {
        return None;
    }
    let mut head = 0;
    let (mut standing, mut genitive) = loop {
        let word = words.get(head)?.text;
        if let Some(found) = head_word(word) {
            break found;
        }
        if head >= 8 || !may_precede(word, words.get(head + 1).map(|w| w.text), head) {
            return None;
        }
        head += 1;
    };
    // "kommunstyrelsens arbetsutskott": a body of a body is one name.
    while genitive && let Some((next, next_genitive)) = words.get(head + 1).and_then(|w| head_word(w.text)) {
        (standing, genitive) = (next, next_genitive);
        head += 1;
    }
    let last = if genitive { head } else { head + following(&words[head..]) };
    let end = words[last].end;
    let name = text[..end].trim_end_matches([':', ',', '.']);
    let name = if genitive { name.strip_suffix(['s', 'S']).unwrap_or(name) } else { name };
    Some(Named { name, rest: text[end..].trim_start(), standing, genitive })
}

/// Whether the whole text is the name of an elected body, and nothing else.
#[must_use]
pub(crate) fn is_elected(text: &str) -> bool {
    leading(text.trim())
        .is_some_and(|named| named.rest.is_empty() && named.standing == Standing::Elected && !named.genitive)
}

/// Whether a body stands at the head of the text and does something: a verb follows, not a figure or another name.
#[must_use]
pub(crate) fn acts(text: &str) -> bool {
    leading(text).is_some_and(|named| {
        let verb = named.rest.split_whitespace().next().unwrap_or("");
        !named.genitive
            && verb.chars().next().is_some_and(char::is_lowercase)
            && !matches!(verb, "och" | "samt" | "eller" | "i" | "för" | "med" | "m.fl." | "respektive")
    })
}

/// Whether two names mean one body: definite and indefinite forms mix, and so do cases.
#[must_use]
pub(crate) fn same(a: &str, b: &str) -> bool {
    stem(a) == stem(b)
}

/// Whether a body's name in a heading means the body that meets: the same name, or its short form ("Nämndens").
#[must_use]
pub(crate) fn means(organ: &str, meets: &str) -> bool {
    let short = organ.to_lowercase();
    // "Arbetsutskottets beslut" of a "Kommunstyrelsens arbetsutskott": definite and indefinite.
    let stem = ["et", "en", "n"].iter().find_map(|end| short.strip_suffix(end)).unwrap_or(&short);
    let meets_lower = meets.to_lowercase();
    let ends = meets_lower.ends_with(&short) || stem.len() > 5 && meets_lower.ends_with(stem);
    // "Nämnden" alone is always the one that meets.
    let bare = ["nämnden", "styrelsen", "utskottet", "direktionen", "beredningen"].contains(&short.as_str())
        && meets_lower.split(' ').any(|word| word.contains(stem) && !word.ends_with('s'));
    bare || same(organ, meets)
        || is_letters(organ) && abbreviates(organ, meets)
        || !organ.contains([' ', '-']) && ends
        || short == "fullmäktige" && meets.to_lowercase().ends_with("fullmäktige")
}

/// The heads of the names of elected bodies, with the letter that each has in the letters of a body.
const HEADS: [(&str, char); 6] = [
    ("fullmäktige", 'f'),
    ("styrelse", 's'),
    ("nämnd", 'n'),
    ("utskott", 'u'),
    ("beredning", 'b'),
    ("direktion", 'd'),
];

/// Whether a word can be the letters of an elected body ("KS", "KSAU"): capitals, the last one that of a head.
#[must_use]
pub(crate) fn is_letters(word: &str) -> bool {
    let last = word.chars().next_back().map(|c| c.to_lowercase().next());
    word != "EU"
        && (2..=6).contains(&word.chars().count())
        && word.chars().all(char::is_uppercase)
        && HEADS.iter().any(|(_, letter)| last == Some(Some(*letter)))
}

/// Whether these letters mean the body of this name: the last is that of its head word, the first that of a word of the
/// name, and the rest stand between them in order.
#[must_use]
pub(crate) fn abbreviates(letters: &str, name: &str) -> bool {
    let (letters, name) = (letters.to_lowercase(), name.to_lowercase());
    let head = HEADS.iter().filter_map(|(head, letter)| Some((name.rfind(head)?, *letter))).max();
    let (Some((at, letter)), Some(before)) = (head, letters.char_indices().next_back()) else { return false };
    let (before, last) = (&letters[..before.0], before.1);
    let Some(first) = before.chars().next().filter(|_| last == letter) else { return false };
    let own = &name[..at];
    let start = own
        .char_indices()
        .find(|(at, c)| *c == first && !own[..*at].ends_with(char::is_alphabetic))
        .map(|(at, _)| at);
    let Some(start) = start else { return false };
    let mut rest = own[start..].chars();
    before.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// The name reduced to what tells bodies apart.
fn stem(name: &str) -> String {
    let mut out = String::new();
    // "Nämnden för Hamn & Fiskes": the genitive of a name that ends in another word than its head.
    let lower = name.to_lowercase();
    let lower = if lower.contains(" för ") { lower.strip_suffix('s').unwrap_or(&lower) } else { &lower };
    for word in lower.split_whitespace() {
        let word = ["en", "et", "n", "a"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        let word = word.strip_suffix('e').unwrap_or(word);
        out.push_str(word.trim_end_matches(['-', ',']));
    }
    out
}

/// A word and where it ends.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    /// The word with its punctuation.
    text: &'a str,
    /// Byte offset of its end.
    end: usize,
}

/// The first words of a text; a name is never longer than fourteen.
fn words(text: &str) -> Vec<Word<'_>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .take(14)
        .map(|word| Word { text: word, end: word.as_ptr() as usize - start + word.len() })
        .collect()
}

/// What the word says if it is a head word, and whether it stands in the genitive.
fn head_word(word: &str) -> Option<(Standing, bool)> {
    let lower = word.trim_end_matches([':', ',', '.']).to_lowercase();
    if lower.ends_with("områdets") || lower.ends_with("området") || lower.ends_with("tillstyrelse") {
        return None;
    }
    let genitive = lower.strip_suffix('s');
    let ends = |list: &[(&str, &[&str])], word: &str| {
        list.iter().any(|(stem, endings)| {
            endings.iter().any(|ending| word.strip_suffix(ending).is_some_and(|head| head.ends_with(stem)))
        })
    };
    for (list, standing) in
        [(&ELECTED[..], Standing::Elected), (&ADMINISTRATION[..], Standing::Administration)]
    {
        if ends(list, &lower) {
            return Some((standing, false));
        }
        if genitive.is_some_and(|word| ends(list, word)) {
            return Some((standing, true));
        }
    }
    None
}

/// Whether `word` may stand in a body's name before its head word.
fn may_precede(word: &str, next: Option<&str>, at: usize) -> bool {
    let lower = word.to_lowercase();
    let joins = |word: &str| matches!(word, "och" | "samt" | "&");
    if joins(&lower) {
        return at > 0;
    }
    if word.ends_with('-') || word.ends_with("-,") || next.is_some_and(|next| joins(&next.to_lowercase())) {
        return word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | ','));
    }
    if NOT_ADJECTIVES.contains(&lower.as_str()) || !lower.chars().all(|c| c.is_alphabetic() || c == '-') {
        return false;
    }
    let adjective = lower.len() > 4
        && ["iga", "ala", "tiva", "iska", "nska", "lla", "mma", "al", "isk", "rna"]
            .iter()
            .any(|end| lower.ends_with(end));
    let place = at < 3 && word.chars().next().is_some_and(char::is_uppercase) && lower.ends_with('s')
        || matches!(
            lower.as_str(),
            "gemensam"
                | "norra"
                | "södra"
                | "östra"
                | "västra"
                | "stads"
                | "kommuns"
                | "läns"
                | "regions"
                | "äldre"
                | "region"
                | "lokala"
        );
    // "Berga-Viken stadsdelsnämnd".
    let district = word.split_once('-').is_some_and(|(first, second)| {
        [first, second].iter().all(|part| part.chars().next().is_some_and(char::is_uppercase))
    }) && next.is_some_and(|next| next.to_lowercase().contains("delsnämnd"));
    adjective || place || district
}

/// How words begin that stand beside the name of a body in heads and are no part of it.
const KINDS: [&str; 14] = [
    "beslut",
    "förslag",
    "datum",
    "plats",
    "protokoll",
    "sida",
    "sammanträd",
    "tid",
    "minnesanteckn",
    "anteckn",
    "kallelse",
    "dagordning",
    "föredragningslist",
    "mötesanteckn",
];

/// How many words after the head word belong to the name ("nämnden för teknik och fritid", "Socialnämnd Väst").
fn following(words: &[Word<'_>]) -> usize {
    let head = words[0].text.to_lowercase();
    if words[0].text.ends_with([':', ',', '.']) {
        return 0;
    }
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(&word.text));
    let proper = |at: usize| {
        words.get(at).is_some_and(|word| {
            let mut chars = word.text.chars();
            chars.next().is_some_and(char::is_uppercase)
                && chars.all(|c| c.is_lowercase() || matches!(c, '-' | ','))
                && !KINDS.iter().any(|no| word.text.to_lowercase().starts_with(no))
        })
    };
    let simple = [
        "nämnd",
        "nämnden",
        "utskottet",
        "beredningen",
        "styrelsen",
        "förvaltningen",
        "kommittén",
        "delegationen",
        "rådet",
        "samverkansnämnden",
    ];
    if !(simple.contains(&head.as_str()) && is(1, &["för"])) {
        return usize::from((head.ends_with("nämnd") || head.ends_with("nämnden")) && proper(1));
    }
    // "Samverkansnämnden för kännedom": what for, not which; "… för Södra länet": where.
    let what_for = ["kännedom", "beslut", "yttrande", "beredning", "handläggning", "åtgärd"];
    if is(2, &what_for) || head == "samverkansnämnden" && proper(2) {
        return 0;
    }
    let mut last = 2.min(words.len() - 1);
    loop {
        if words[last].text.ends_with(',') && last + 1 < words.len() {
            last += 1;
        } else if last + 2 < words.len()
            && (is(last + 1, &["och", "samt", "&"]) || is(last + 1, &["i"]) && is(last + 2, &["samverkan"]))
        {
            last += 2;
        } else if proper(last + 1) {
            last += 1;
        } else {
            return last;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_at_the_head_of_a_line() {
        for (text, name, rest) in [
            ("Kommunstyrelsen beslutar", "Kommunstyrelsen", "beslutar"),
            ("Kommunstyrelsens arbetsutskott beslutar", "Kommunstyrelsens arbetsutskott", "beslutar"),
            ("Vård- och omsorgsnämndens beslut", "Vård- och omsorgsnämnden", "beslut"),
            ("Regionala tillväxtnämnden beslutar", "Regionala tillväxtnämnden", "beslutar"),
            ("Regional tillväxtnämnd", "Regional tillväxtnämnd", ""),
            ("Nämnden för Teknik godkänner", "Nämnden för Teknik", "godkänner"),
            ("Nämnden för hamn och fiske får", "Nämnden för hamn och fiske", "får"),
            ("Kultur-, idrotts- och fritidsnämnden", "Kultur-, idrotts- och fritidsnämnden", ""),
            ("Rådet för hamnfrågor tackar", "Rådet för hamnfrågor", "tackar"),
            ("Socialnämnd Väst beslutar", "Socialnämnd Väst", "beslutar"),
            ("Berga-Viken stadsdelsnämnd", "Berga-Viken stadsdelsnämnd", ""),
            ("Plan- och exploateringsutskottets förslag", "Plan- och exploateringsutskottet", "förslag"),
            ("KOMMUNFULLMÄKTIGE BESLUTAR", "KOMMUNFULLMÄKTIGE", "BESLUTAR"),
            ("Arbetsutskottets förslag till beslut", "Arbetsutskottet", "förslag till beslut"),
            ("Fiskestads kommuns kommunfullmäktige", "Fiskestads kommuns kommunfullmäktige", ""),
        ] {
            let named = leading(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((named.name, named.rest), (name, rest), "{text}");
        }
    }

    #[test]
    fn other_lines_hold_no_name() {
        for text in [
            "Förslag till beslut i kommunstyrelsen",
            "Ärendet bordläggs",
            "Bostadsområdet ses över",
            "att kommunstyrelsen",
            "Beslut",
            "",
            "12 kommunstyrelsen",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn forms_of_one_name_are_one_body() {
        assert!(same("Regional tillväxtnämnd", "Regionala tillväxtnämnden"));
        assert!(same("kommunstyrelsen", "Kommunstyrelse"));
        assert!(same("Nämnden för Hamn & Fiskes", "Nämnden för Hamn & Fiske"));
        assert!(!same("Socialnämnden", "Tekniska nämnden"));
    }

    #[test]
    fn letters_mean_the_body_whose_head_they_end_in() {
        for (letters, name) in [
            ("KS", "Kommunstyrelsen"),
            ("KF", "Kommunfullmäktige"),
            ("KSAU", "Kommunstyrelsens arbetsutskott"),
            ("AU", "Kommunstyrelsens arbetsutskott"),
            ("BUN", "Barn- och utbildningsnämnden"),
        ] {
            assert!(is_letters(letters) && abbreviates(letters, name), "{letters}");
        }
        for (letters, name) in [
            ("KS", "Kommunstyrelsens arbetsutskott"),
            ("KF", "Kommunstyrelsen"),
            ("BUN", "Socialnämnden"),
            ("", "Socialnämnden"),
        ] {
            assert!(!abbreviates(letters, name), "{letters}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,60}") {
            let _ = leading(&text);
            let _ = (same(&text, "nämnden"), abbreviates(&text, "nämnden"), abbreviates("KS", &text));
        }
    }
}
