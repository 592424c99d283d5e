//! Names of people where a label or a dash announces them, told from titles and offices.

use crate::split::people::offices;

/// The people named in a value such as "Eva Ek, controller och Bo Al (S)". A value that holds no name at all is
/// kept whole, since an office can present too.
pub(crate) fn people(value: &str) -> Vec<String> {
    let value = value.trim().trim_end_matches(['.', ',', ';']);
    let names: Vec<String> = parts(value).filter_map(|part| name(&part)).collect();
    if names.is_empty() && value.chars().any(char::is_alphabetic) && value.chars().count() <= 80 {
        return vec![value.to_owned()];
    }
    names
}

/// The people named after the last dash of a line, if nothing else stands there.
pub(crate) fn after_dash(text: &str) -> Vec<String> {
    let Some(at) =
        [" - ", " – ", " — "].iter().filter_map(|dash| text.rfind(dash).map(|at| at + dash.len())).max()
    else {
        return Vec::new();
    };
    named(text[at..].trim().trim_end_matches('.'))
}

/// The people of a text that is a list of names and offices and nothing else.
pub(crate) fn named(text: &str) -> Vec<String> {
    let parts: Vec<String> = parts(text).collect();
    let names: Vec<String> = parts.iter().filter_map(|part| name(part)).collect();
    let offices = parts.iter().filter(|part| name(part).is_none() && offices::any(part)).count();
    if names.len() + offices == parts.len() { names } else { Vec::new() }
}

/// The people of a line that begins with an office ("Hamnchef Eva Ek"); none where it is anything else.
pub(crate) fn by_office(text: &str) -> Vec<String> {
    let whole = text.replace("- och ", "-_och_");
    let first = whole.split_whitespace().next().unwrap_or("");
    // Who signs the notice presents nothing by that.
    let signs = ["ordförande", "sekreterare"].iter().any(|office| first.to_lowercase().ends_with(office));
    if offices::any(first) && !signs && first.starts_with(char::is_uppercase) {
        named(text)
    } else {
        Vec::new()
    }
}

/// Whether a list of names breaks off and goes on on the next line.
pub(crate) fn unfinished(value: &str) -> bool {
    let value = value.trim();
    if value.is_empty() {
        return false;
    }
    if value.ends_with([',', '-', '&']) || value.ends_with(" och") || value.ends_with(" samt") {
        return true;
    }
    // "Petter Al, Helena": a last name is missing.
    let last = value.rsplit([',', ';']).next().unwrap_or(value).trim();
    value.contains(',') && !last.contains(' ') && last.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a line can only be the rest of a list of names.
pub(crate) fn continues(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= 80
        && line.chars().next().is_some_and(char::is_uppercase)
        && !line.ends_with(['.', ':'])
        && line.split_whitespace().take(2).all(|word| word.chars().next().is_some_and(char::is_uppercase))
}

/// The parts of a list of people.
fn parts(value: &str) -> impl Iterator<Item = String> {
    value
        .replace("- och ", "-_och_")
        .replace(" och ", ", ")
        .replace(" samt ", ", ")
        .replace(" & ", ", ")
        .replace([';', '/'], ",")
        .split(',')
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty() && !is_clock(part))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The text without the hour that ends it ("Eva Ek, kl. 13.40", "Eva Ek (klockan 13.40–14.00)"), and whether there was
/// one.
pub(super) fn without_clock(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches([')', '.', ' ']);
    let digits =
        bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '–' | ' '));
    let hour = bare.get(digits.len()..).unwrap_or("");
    let word = ["klockan", "kl.", "kl"].iter().find_map(|word| {
        let before = digits.strip_suffix(word)?;
        before.ends_with([' ', '(', ',']).then_some(before)
    });
    let timed = hour.bytes().any(|b| b.is_ascii_digit());
    // "Norra Prästgård 1:27" is a property.
    let bare_hour = timed && !hour.contains(':') && is_clock(hour.trim());
    let before = word.filter(|_| timed).or_else(|| bare_hour.then_some(digits));
    match before {
        Some(before) if before.chars().any(char::is_alphabetic) => {
            (before.trim_end_matches(['(', ',', ' ']), true)
        }
        _ => (text, false),
    }
}

/// "13.40", "09.15–09.30": when somebody presents.
fn is_clock(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_digit())
        && part.contains(['.', ':'])
        && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '–' | ' '))
}

/// The name that a part is, without party and without a title before it.
fn name(part: &str) -> Option<String> {
    let part = part.split('(').next().unwrap_or(part);
    let part = part.split(" kl").next().unwrap_or(part).trim();
    // "Eva Ek 9.45–10.15"
    let part =
        part.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '–' | ' '));
    let mut words: Vec<&str> = part.split_whitespace().collect();
    while words.len() > 2
        && words
            .first()
            .is_some_and(|word| offices::any(word) || word.chars().next().is_some_and(char::is_lowercase))
        // "Teknisk chef Eva Ek"
        || words.len() > 3 && words.get(1).is_some_and(|word| offices::any(word))
        // "MAS Eva Ek": the letters of an office.
        || words.len() > 2 && is_letters_of_office(words[0]) && words[1].chars().any(char::is_lowercase)
    {
        words.remove(0);
    }
    let proper = |word: &&str| {
        let mut chars = word.chars();
        let first = chars.next().is_some_and(char::is_uppercase);
        let small = matches!(*word, "von" | "af" | "de" | "van" | "der" | "den" | "el" | "al" | "la");
        small || first && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '´' | '’' | '\'' | '.'))
    };
    let fits = (2..=5).contains(&words.len())
        && words.iter().all(proper)
        && words.first().is_some_and(|w| !offices::any(w));
    (fits && words.iter().all(|word| word.chars().count() > 1 || word.ends_with('.')))
        .then(|| words.join(" "))
}

/// Whether a line is the office in which somebody signs, and nothing else.
pub(crate) fn is_office_alone(text: &str) -> bool {
    text.split(' ').count() <= 3 && offices::any(text) && named(text).is_empty() && !text.contains([':', '.'])
}

/// Whether a word can be the letters of an office ("MAS", "IT").
fn is_letters_of_office(word: &str) -> bool {
    (2..=4).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_no_names() {
        assert_eq!(people("Kerstin Al, controller och Anna Bo, HR-specialist"), ["Kerstin Al", "Anna Bo"]);
        assert_eq!(people("Förvaltningschef Per-Anders Öhr"), ["Per-Anders Öhr"]);
        assert_eq!(people("förvaltningschefen"), ["förvaltningschefen"]);
        assert!(people(" ").is_empty());
        assert_eq!(after_dash("Kommande program - Per-Anders Öhr"), ["Per-Anders Öhr"]);
        assert!(after_dash("Granskning - del 2 av planen").is_empty());
        assert!(unfinished("Petter Al, Helena"));
        assert!(!unfinished("Petter Al, Helena Bo"));
    }
}
