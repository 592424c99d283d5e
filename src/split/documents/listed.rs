//! What the names in an agenda's list of papers are worth beside the titles that the papers print.

use super::{Placed, signs};
use crate::model::record::DocumentKind;
use crate::split::organs;

/// Whether the name in the agenda's list says less than the title that the paper itself prints: a number, the name of
/// a file, a kind with its day. The list keeps its name all the same.
pub(super) fn says_less(listed: &str, placed: &Placed) -> bool {
    const SHORTEST: usize = 12;
    let own = &placed.document.title;
    if is_bare_number(listed) {
        return true;
    }
    if placed.is_scan() || own.to_lowercase() == placed.document.kind.word() {
        return false;
    }
    // What an extract prints is its paragraph's title: whose it is, the list says.
    let of_kind = placed.document.kind != DocumentKind::Protokollsutdrag
        && own.contains(' ')
        && own.chars().count() >= SHORTEST
        && !signs::organisation(own)
        && !organs::is_elected(own)
        && says_only_kind(listed);
    of_kind || is_file_name(listed)
}

/// Whether a listed name is "Bilaga 2" and nothing else.
pub(super) fn is_bare_number(listed: &str) -> bool {
    listed.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').eq_ignore_ascii_case("bilaga")
}

/// Whether a listed name is that of a file: its ending, marks for blanks, a day written as a number, a letter before
/// the kind ("G-Tjänsteskrivelse 310515 Kajen").
fn is_file_name(listed: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "msg", "txt", "jpg", "png"];
    let lower = listed.to_lowercase();
    let ending = lower.rsplit_once('.').is_some_and(|(_, end)| ENDINGS.contains(&end));
    let mut words = listed.split([' ', '-', ',', '(', ')']);
    let coded = listed.split_once('-').is_some_and(|(letter, rest)| {
        letter.chars().count() == 1 && signs::kind_word(rest.split(' ').next().unwrap_or("")).is_some()
    });
    // Where a comma stands somebody wrote it as a name.
    ending || listed.contains('_') || coded || !listed.contains(',') && words.any(is_day_number)
}

/// Whether a word is a day in six or eight figures ("310515", "20310515").
fn is_day_number(word: &str) -> bool {
    let day = match word.len() {
        6 => word,
        8 if word.starts_with("19") || word.starts_with("20") => word.get(2..).unwrap_or(""),
        _ => return false,
    };
    let part = |range: std::ops::Range<usize>| day.get(range).and_then(|part| part.parse::<u32>().ok());
    word.bytes().all(|b| b.is_ascii_digit())
        && part(2..4).is_some_and(|month| (1..=12).contains(&month))
        && part(4..6).is_some_and(|day| (1..=31).contains(&day))
}

/// Whether a listed name is a word for a kind, perhaps with a day and what ties them ("Tjänsteskrivelse daterad den 3
/// maj 2031").
fn says_only_kind(listed: &str) -> bool {
    const TIES: [&str; 9] =
        ["daterad", "daterat", "den", "från", "av", "förslag", "till", "utkast", "bilaga"];
    let lower = listed.to_lowercase();
    let mut kinds = 0;
    let rest = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(|word| {
        let kind = signs::kind_word(word).is_some();
        kinds += usize::from(kind);
        kind || TIES.contains(&word) || crate::model::date::MONTHS.contains(&word)
    });
    rest && kinds == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_told_from_titles() {
        for name in [
            "G-Tjänsteskrivelse 310506 HN Kajer",
            "taxa_kajer",
            "Ritning.docx",
            "Avtal 20310506",
            "Kaj (310506)",
        ] {
            assert!(is_file_name(name), "{name}");
        }
        for title in [
            "E-tjänster i hamnen",
            "Taxa för kajplatser 2031",
            "FöredragningsPM hamnnämnden 310506, Bidrag till seglarna",
            "Rapport 2031:12",
            "LTV 151364",
            "A-båtar m.fl.",
        ] {
            assert!(!is_file_name(title), "{title}");
        }
    }

    #[test]
    fn kinds_with_a_day_are_told_from_titles() {
        for name in [
            "Motion",
            "Tjänsteskrivelse daterad den 3 maj 2031",
            "Förslag till yttrande",
            "Missiv 2031-05-03",
        ] {
            assert!(says_only_kind(name), "{name}");
        }
        for title in ["Motion om lyktor", "Bilaga 1", "Avtal", "Yttrande över motion"] {
            assert!(!says_only_kind(title), "{title}");
        }
    }
}
