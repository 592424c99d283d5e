//! What single lines of extracted text need before anything can be recognised in them: marks taken off, line-end
//! hyphens resolved, the width of the text known.

/// The line without the marks of Markdown (`##`, `**`, `_…_`) that some converters leave, white space squeezed.
#[must_use]
pub(crate) fn plain(line: &str) -> String {
    let text = crate::base::text::squeeze(line);
    let text = text.trim_start_matches('\u{feff}');
    // A converter's mark of quotation, and a list mark that it put before the sign of a paragraph.
    let text = text.strip_prefix("> ").unwrap_or(text);
    let text = text.strip_prefix("- ").filter(|rest| rest.starts_with('§')).unwrap_or(text);
    let text = match text.trim_start_matches('#') {
        rest if rest.len() < text.len() && (rest.is_empty() || rest.starts_with(' ')) => rest.trim_start(),
        _ => text,
    };
    let text = text.replace("**", "");
    let text = text.trim();
    match text.strip_prefix('_').and_then(|inner| inner.split_once('_')) {
        Some((inner, rest)) if !inner.is_empty() && (rest.is_empty() || rest.starts_with(' ')) => {
            format!("{}{rest}", inner.trim())
        }
        _ => text.to_owned(),
    }
}

/// Appends a line to running text, resolving a hyphen at the line's end.
///
/// A hyphen between small letters is the printer's and goes; before `och`, `eller`, `samt` it belongs to a
/// shortened compound ("hälso- och sjukvård") and stays with its space; before a capital or a digit it belongs to
/// the word itself ("HR-\navdelning" keeps it, "2019-\n2022" too).
pub(crate) fn append(text: &mut String, line: &str) {
    let line = line.trim();
    if line.is_empty() {
        return;
    }
    let mut before = text.chars().rev();
    let sign = before.next();
    let last = before.next();
    // A dash ties numbers together ("BN-2017–" over "000116", "2025–" over "2028") and parts words.
    let digits =
        || last.is_some_and(|c| c.is_ascii_digit()) && line.starts_with(|c: char| c.is_ascii_digit());
    let hyphen = matches!(sign, Some('-' | '\u{ad}')) || sign == Some('–') && digits();
    if text.is_empty() {
        text.push_str(line);
    } else if hyphen && last.is_some_and(char::is_alphanumeric) {
        append_after_hyphen(text, line, last.unwrap_or(' '));
    } else {
        text.push(' ');
        text.push_str(line);
    }
}

/// The case of [`append`] where the text ends in a hyphen that stands after `last`.
fn append_after_hyphen(text: &mut String, line: &str, last: char) {
    let word = line.split([' ', ',', '.', '/']).next().unwrap_or("");
    let next = line.chars().next().unwrap_or(' ');
    if matches!(word, "och" | "eller" | "samt" | "respektive" | "resp" | "till") {
        text.push(' ');
    } else if next.is_lowercase() && last.is_lowercase() && !abbreviates(text) {
        text.pop();
    }
    text.push_str(line);
}

/// Whether letters that stand for words end the text before its hyphen ("va-ledning", "e-tjänst"): nobody breaks a word
/// behind them.
fn abbreviates(text: &str) -> bool {
    const LETTERS: [&str; 8] = ["va", "it", "vd", "hr", "tv", "ip", "ai", "dna"];
    let word = text.trim_end_matches(['-', '\u{ad}']);
    let word = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.chars().count() == 1 || LETTERS.contains(&word)
}

/// Lines joined into one running text; see [`append`].
#[must_use]
pub(crate) fn joined<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines {
        append(&mut text, &crate::base::text::squeeze(line));
    }
    text
}

/// The sentences of a text; full stops of abbreviations and initials do not end one.
#[must_use]
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['.', '!', '?', ':', '”']) {
        let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
        let after = &text[end..];
        let Some(next) = after.strip_prefix(' ').and_then(|rest| rest.chars().next()) else { continue };
        let word = text[from..at].rsplit([' ', '(']).next().unwrap_or("");
        let lower = word.to_lowercase();
        let short = word.chars().count() <= 2 && !word.chars().any(|c| c.is_ascii_digit() || c == ')')
            || ["m.fl", "fl", "kap", "dnr", "nr", "bl.a", "t.ex", "p.g.a", "kl", "st"]
                .contains(&lower.as_str());
        let ends = text[at..].starts_with(['.', '!', '?'])
            || text[at..].starts_with('”') && text[..at].ends_with('.');
        if ends && !short && (next.is_uppercase() || next == '”') {
            out.push(text[from..end].trim());
            from = end;
        }
    }
    out.push(text[from..].trim());
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// How wide a full line of the text is, in common characters (see [`measure`]): the ninth decile of the lines that
/// are not short by nature.
///
/// Ragged-right text breaks a line only where the next word does not fit, so a line that ends well before the
/// width ends a paragraph.
#[must_use]
pub(crate) fn width<'a>(lines: impl IntoIterator<Item = &'a str>) -> usize {
    let long = lines.into_iter().filter(|line| line.chars().count() > 30);
    let mut widths: Vec<usize> = long.map(measure).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).or(widths.last()).copied().unwrap_or(0)
}

/// Whether `next` would have fitted on `line`, so that the break between them is the writer's own.
#[must_use]
pub(crate) fn breaks_early(line: &str, next: &str, width: usize) -> bool {
    // What has been joined so far may be far longer than a line, and is asked about again with each that joins it: even
    // the narrowest letters fill the width long before so many.
    if line.trim().chars().nth(2 * width + 2).is_some() {
        return false;
    }
    let word = next.split_whitespace().next().unwrap_or("");
    measure(line) + 1 + measure(word) <= width
}

/// About how wide a text is when set, in common characters.
///
/// The widths are those of a common book face, by groups. Real faces differ, but they agree on what is narrow and
/// what is wide, which tells line ends apart far better than counting characters does.
#[must_use]
pub(crate) fn measure(text: &str) -> usize {
    let thousandths: usize =
        text.trim()
            .chars()
            .map(|c| match c {
                ' ' | '.' | ',' => 250,
                'f' | 'i' | 'j' | 'l' | 't' | ':' | ';' | '/' | '\'' | '!' | '|' => 278,
                'r' | 'I' | '(' | ')' | '-' => 333,
                's' | 'J' => 389,
                'a' | 'c' | 'e' | 'z' | 'å' | 'ä' | '”' | '"' => 444,
                'F' | 'P' | 'S' => 556,
                'E' | 'L' | 'T' | 'Z' => 611,
                'B' | 'C' | 'R' => 667,
                'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' | 'Å' | 'Ä' | 'Ö'
                | 'w' => 722,
                'm' => 778,
                'M' | 'W' => 900,
                _ => 500,
            })
            .sum();
    // What a character of running text takes up on average.
    (thousandths + 200) / 405
}

/// Whether a line ends in a sign or a word that a sentence cannot end with, so that the next line belongs to it.
#[must_use]
pub(crate) fn hangs(line: &str) -> bool {
    const OPEN: [&str; 36] = [
        "och", "samt", "att", "av", "för", "i", "på", "till", "med", "om", "den", "det", "som", "en", "ett",
        "från", "vid", "inom", "enligt", "under", "mellan", "eller", "de", "&", "–", "-", "ur", "längs",
        "hos", "mot", "genom", "över", "efter", "kring", "utan", "bland",
    ];
    let line = line.trim_end();
    line.ends_with([',', '-', '/', '('])
        || line.rsplit(' ').next().is_some_and(|last| last.len() < line.len() && OPEN.contains(&last))
}

/// Whether the text ends as a sentence does.
#[must_use]
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', ' ', '»']);
    text.ends_with(['.', '!', '?', ':']) && !ends_in_abbreviation(text)
}

/// Whether the full stop at the end belongs to an abbreviation that never ends a sentence.
fn ends_in_abbreviation(text: &str) -> bool {
    const SHORT: [&str; 14] = [
        "m.fl.", "m fl.", "t.ex.", "bl.a.", "s.k.", "kap.", "nr.", "dnr.", "tj.", "kl.", "p.g.a.", "fr.o.m.",
        "t.o.m.", "st.",
    ];
    // The end alone: a text is asked so after each line that joins it.
    let end = text.char_indices().rev().nth(12).map_or(text, |(at, _)| &text[at..]);
    let lower = end.to_lowercase();
    SHORT.iter().any(|short| {
        lower.strip_suffix(short).is_some_and(|head| head.is_empty() || head.ends_with([' ', '(', '\u{a0}']))
    }) && !lower.ends_with("m.fl.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_stand_for_words_keep_their_hyphen() {
        for (lines, text) in [
            (["nya va-", "ledningar"], "nya va-ledningar"),
            (["en e-", "tjänst"], "en e-tjänst"),
            (["ett av-", "tal"], "ett avtal"),
        ] {
            assert_eq!(joined(lines), text);
        }
    }

    #[test]
    fn marks_of_markdown_are_taken_off() {
        for (line, expected) in [
            ("## **§ 43** ", "§ 43"),
            ("**Sammanträdesprotokoll** Nämnden ", "Sammanträdesprotokoll Nämnden"),
            ("_Beslutet expedieras till:_ Ekonomi", "Beslutet expedieras till: Ekonomi"),
            ("#1 i listan", "#1 i listan"),
            ("  Beslut\u{a0} ", "Beslut"),
            ("_", "_"),
            ("> Plats och tid Hamnen", "Plats och tid Hamnen"),
            ("- § 119", "§ 119"),
            ("", ""),
        ] {
            assert_eq!(plain(line), expected, "{line}");
        }
    }

    #[test]
    fn hyphens_at_line_ends_are_resolved_by_rule() {
        for (lines, expected) in [
            (["samord-", "ningen"], "samordningen"),
            (["hälso-", "och sjukvård"], "hälso- och sjukvård"),
            (["HR-", "avdelningar"], "HR-avdelningar"),
            (["2019-", "2022"], "2019-2022"),
            (["Björnram-", "Evensen"], "Björnram-Evensen"),
            (["mandatperioden 2023", "- 2026"], "mandatperioden 2023 - 2026"),
            (["Elväg Byn -", "Staden"], "Elväg Byn - Staden"),
            (["BN-2017–", "000116"], "BN-2017–000116"),
            (["2025–", "2028"], "2025–2028"),
            (["linjen Byn –", "2 mil"], "linjen Byn – 2 mil"),
        ] {
            assert_eq!(joined(lines), expected);
        }
    }

    #[test]
    fn a_short_line_ends_a_paragraph() {
        assert!(breaks_early("Rapporten godkänns.", "Förvaltningen får", 60));
        assert!(!breaks_early("Rapporten om stadens arbete med lokaler och skolor godkänns", "härmed", 60));
    }

    #[test]
    fn a_line_that_hangs_goes_on() {
        for line in ["Nämnden för hamn &", "fattade av", "Eva Ek (S),", "vilt-"] {
            assert!(hangs(line), "{line}");
        }
        for line in ["Rapporten godkänns", "Ärendet bordläggs.", "av"] {
            assert!(!hangs(line), "{line}");
        }
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        assert!(ends_sentence("Ärendet bordläggs."));
        assert!(ends_sentence("”Det är så.”"));
        assert!(!ends_sentence("enligt 4 kap."));
        assert!(!ends_sentence("Nämnden"));
    }
}
