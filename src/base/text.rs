//! Text as Swedish sources need it: composed, comparable, and safe in an address.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// The text in Unicode's composed form (NFC). PDFs often hold `o` and a combining diaeresis for `ö`.
#[must_use]
pub fn nfc(text: &str) -> String {
    let composed = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if composed { text.to_owned() } else { text.nfc().collect() }
}

/// The text without what is no text: control characters but tabs and line ends (those that part words become a space),
/// characters that Unicode keeps for programs, and marks that turn the direction of all that follows, by which a page
/// can be made to say something else than what it is made of (Unicode Technical Report 36, 2.5). Line ends of other
/// systems become ours.
#[must_use]
pub fn tame(text: &str) -> Cow<'_, str> {
    if !text.contains(is_wild) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            '\u{b}' | '\u{c}' | '\u{85}' => out.push(' '),
            c if is_wild(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_wild(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let for_programs = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    turns || for_programs || (c.is_control() && !matches!(c, '\t' | '\n'))
}

/// The text without white space at its ends and with every run of white space (no-break space too) as one space.
#[must_use]
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The ASCII letter or letters that stand for `c` in addresses and in forgiving comparison: å ä → a, ö ø → o,
/// é → e and so on by decomposition; `None` where there is none.
#[must_use]
pub fn ascii(c: char) -> Option<&'static str> {
    const TABLE: [(&str, &str); 13] = [
        ("æ", "ae"),
        ("œ", "oe"),
        ("ø", "o"),
        ("ß", "ss"),
        ("đ", "d"),
        ("ł", "l"),
        ("þ", "th"),
        ("ð", "d"),
        ("ı", "i"),
        ("ŋ", "n"),
        ("ħ", "h"),
        ("ŧ", "t"),
        ("ſ", "s"),
    ];
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    let lower = c.to_lowercase().next().unwrap_or(c);
    let base = std::iter::once(lower).nfd().next().unwrap_or(lower);
    if let Some(at) = LETTERS.find(base) {
        return LETTERS.get(at..=at);
    }
    let mut buffer = [0; 4];
    let own: &str = lower.encode_utf8(&mut buffer);
    TABLE.iter().find(|(from, _)| *from == own).map(|(_, to)| *to)
}

/// An address step: ASCII lower case letters and digits, every other run one hyphen, none at the ends.
/// Empty when the text holds neither letter nor digit.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        if let Some(letters) = ascii(c) {
            out.push_str(letters);
        } else if !is_forgiven(c) && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    out
}

/// Marks that vanish instead of parting words: apostrophes, accents that stand alone, soft hyphens.
fn is_forgiven(c: char) -> bool {
    matches!(c, '´' | '`' | '\'' | '’' | '‘' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// [`slug`] cut at a word so that it has at most `max` bytes; a single longer word is cut within.
#[must_use]
pub fn slug_within(text: &str, max: usize) -> String {
    let full = slug(text);
    if full.len() <= max {
        return full;
    }
    let head = full.get(..max).unwrap_or(&full);
    let at_word = full.as_bytes().get(max) == Some(&b'-');
    match (at_word, head.rfind('-')) {
        (false, Some(cut)) if cut > max / 2 => head[..cut].to_owned(),
        _ => head.trim_end_matches('-').to_owned(),
    }
}

/// Lower case with letters folded as in [`slug`] but nothing else changed: the form for forgiving comparison.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match ascii(c) {
            Some(letters) => out.push_str(letters),
            None => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The candidate nearest to `word`, if one is near enough to be meant: "did you mean".
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (word.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded(word), &folded(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// `text` up to `max` characters, cut at a word, with an ellipsis where something was cut.
#[must_use]
pub fn shortened(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let end = text.char_indices().nth(max.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let cut = head.rfind(char::is_whitespace).filter(|cut| *cut > end / 2).unwrap_or(end);
    format!("{}…", head[..cut].trim_end_matches([' ', ',', ';', '–', '-']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_slug_is_an_address_and_its_own_slug(text in "\\PC{0,60}", max in 1_usize..80) {
            let made = slug(&text);
            prop_assert!(made.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!made.starts_with('-') && !made.ends_with('-') && !made.contains("--"));
            prop_assert_eq!(slug(&made), made.clone());
            let cut = slug_within(&text, max);
            prop_assert!(cut.len() <= max && made.starts_with(cut.as_str()) && !cut.ends_with('-'));
        }
    }

    #[test]
    fn what_is_no_text_goes() {
        assert_eq!(
            tame("a\u{0}b\u{202e}c\u{c}d\te\r\nf\rg\u{7f}\u{9b}g\u{ffff}\u{1fffe}\u{fdd0}h"),
            "abc d\te\nf\nggh"
        );
        let whole = "Å\u{200f}\u{ad} – ärende\u{a0}§\u{301} 👍🏽 \u{fffd}";
        assert!(matches!(tame(whole), Cow::Borrowed(text) if text == whole));
    }

    #[test]
    fn slugs_are_plain() {
        for (text, expected) in [
            ("Kommunstyrelsens arbetsutskott", "kommunstyrelsens-arbetsutskott"),
            ("Vård- och omsorgsnämnden", "vard-och-omsorgsnamnden"),
            ("Malmo\u{308} – É § 12", "malmo-e-12"),
            ("M´peti Eliya’s", "mpeti-eliyas"),
            ("  –– ", ""),
            ("../../etc/passwd", "etc-passwd"),
            ("Ærø", "aero"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn long_slugs_are_cut_at_a_word() {
        assert_eq!(
            slug_within("Svar på remiss om program för smart specialisering", 30),
            "svar-pa-remiss-om-program-for"
        );
        assert_eq!(slug_within(&"x".repeat(40), 10), "x".repeat(10));
        assert_eq!(slug_within("abc def", 3), "abc");
    }

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        assert_eq!(nearest("titel", ["title", "kind"]), Some("title"));
        assert_eq!(
            nearest("kommunfullmakti", ["kommunfullmaktige", "kommunstyrelsen"]),
            Some("kommunfullmaktige")
        );
        assert_eq!(nearest("xyz", ["title", "kind"]), None);
    }
}
