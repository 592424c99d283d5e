//! Lines under a title that say who presents the matter without a label ("Eva Ek, hamnchef", "Bo Al, kl. 13.20",
//! "Bo Al informerar").
//!
//! A name alone may be of whom the matter is about: only an office, an hour or a verb of presenting tells.

use super::{kind, names};
use crate::split::people::{is_name, offices};

/// Those whom the line names as presenting; none where it could be anything else.
pub(super) fn presenters(text: &str) -> Vec<String> {
    if text.chars().count() > 120 || member(text) {
        return Vec::new();
    }
    let spoken = verb(text);
    if !spoken.is_empty() {
        return spoken;
    }
    let (bare, timed) = names::without_clock(text);
    let parts: Vec<&str> = bare.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // "Set Björnram, projektledare, Stadsfastigheter"
    if let [name, office, rest @ ..] = parts.as_slice()
        && is_name(name)
        && offices::any(office)
        && office.starts_with(char::is_lowercase)
        && rest.len() <= 1
        && rest.iter().all(|part| part.split(' ').count() <= 3)
    {
        return vec![(*name).to_owned()];
    }
    let named = names::named(bare);
    let office = parts.iter().any(|part| offices::any(part) && part.split(' ').count() <= 4);
    let begins = |part: &&str| is_name(part) || !names::by_office(part).is_empty();
    if (timed || office) && parts.first().is_some_and(begins) { named } else { Vec::new() }
}

/// Those named alone under a title that says that somebody tells ("Förvaltningschefen informerar" over "Eva Ek").
pub(super) fn under(title: &str, text: &str) -> Vec<String> {
    let tells = kind::informs(title) && !title.ends_with(['.', ':']);
    let names = if tells && !member(text) { names::named(text) } else { Vec::new() };
    if text.split(',').all(|part| is_name(part.trim())) { names } else { Vec::new() }
}

/// "Information om hamnen (Eva Ek)": the title of what is told without the bracket that names who tells, and those.
pub(super) fn in_bracket(title: &str) -> Option<(String, Vec<String>)> {
    let (before, inner) = title.strip_suffix(')')?.rsplit_once(" (").filter(|_| kind::informs(title))?;
    let named = names::named(inner);
    let whole = inner.split([',', '/']).all(|part| is_name(part.trim()) || offices::any(part));
    (!named.is_empty() && whole && !inner.contains('(')).then(|| (before.trim_end().to_owned(), named))
}

/// "Ny kaj, HN 2032/4, föredragande Eva Ek": the title without those whom a label at its end names, and them.
pub(super) fn after_label(title: &str) -> Option<(String, Vec<String>)> {
    const LABELS: [&str; 4] = ["föredragande", "föredragare", "föredras av", "föredragning"];
    let signs = title.match_indices([',', ';', '–', '(']).map(|(at, sign)| (at, at + sign.len()));
    // With its colon the label needs no sign before it.
    let blanks = title.match_indices(" Föredra").map(|(at, _)| (at, at + 1));
    let blanks =
        blanks.filter(|(_, from)| title[*from..].split(' ').next().is_some_and(|word| word.ends_with(':')));
    let (at, rest) = signs.chain(blanks).find_map(|(at, from)| {
        let rest = title[from..].trim_start();
        let found = LABELS.iter().find_map(|label| {
            let head = rest.get(..label.len())?;
            (head.to_lowercase() == *label).then(|| rest[label.len()..].trim_start_matches([':', '.']))
        });
        Some((at, found.filter(|rest| rest.starts_with(' '))?))
    })?;
    let named = names::named(names::without_clock(rest.trim().trim_end_matches(')')).0);
    let before = title[..at].trim_end();
    (!named.is_empty() && !before.is_empty()).then(|| (before.to_owned(), named))
}

/// "Bo Al informerar", "Ärendet föredras av Bo Al": those of whom a verb says that they present.
pub(super) fn verb(text: &str) -> Vec<String> {
    const VERBS: [&str; 6] = ["informerar", "föredrar", "presenterar", "redovisar", "berättar", "redogör"];
    const PASSIVE: [&str; 3] = ["Ärendet föredras av ", "Föredras av ", "Ärendet presenteras av "];
    let text = names::without_clock(text.trim_end_matches('.')).0.trim_end();
    if let Some(rest) = PASSIVE.iter().find_map(|words| text.strip_prefix(words)) {
        return names::named(names::without_clock(rest).0);
    }
    let before = VERBS.iter().find_map(|verb| text.strip_suffix(verb)?.strip_suffix(' '));
    before.map(names::named).unwrap_or_default()
}

/// Whether a party stands behind a name: members are elected and set down to adjust, not to present.
pub(super) fn member(text: &str) -> bool {
    text.match_indices('(').any(|(at, _)| {
        let inner = text[at + 1..].split(')').next().unwrap_or("");
        let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
        (1..=5).contains(&letters) && inner.chars().all(|c| c.is_uppercase() || c == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_an_hour_or_a_verb_tells() {
        assert_eq!(presenters("Jonna Alm, fritidschef"), ["Jonna Alm"]);
        assert_eq!(presenters("Set Ek, projektledare, Stadshamnen"), ["Set Ek"]);
        assert_eq!(presenters("Hamnchef Eva Ek och planerare Bo Al, kl 09:00"), ["Eva Ek", "Bo Al"]);
        assert_eq!(presenters("Josef Al (klockan 13.00)"), ["Josef Al"]);
        assert_eq!(presenters("Ärendet föredras av Pia Al"), ["Pia Al"]);
        assert_eq!(presenters("Björn Al informerar"), ["Björn Al"]);
        assert!(presenters("Anna Ek").is_empty());
        assert!(presenters("Norra Hamnen").is_empty());
        assert!(presenters("Norra Prästgård 1:27").is_empty());
        assert!(presenters("Eva Ek (S), ersättare Bo Al (M)").is_empty());
        assert_eq!(under("Hamnchefen informerar", "Eva Ek"), ["Eva Ek"]);
        assert!(under("Val av ledamot", "Eva Ek").is_empty());
        assert_eq!(
            in_bracket("Information om hamnen (Eva Ek, hamnchef)"),
            Some(("Information om hamnen".to_owned(), vec!["Eva Ek".to_owned()]))
        );
        assert_eq!(
            after_label("Ny kaj, HN 2032/4, föredragande Eva Ek och Bo Al"),
            Some(("Ny kaj, HN 2032/4".to_owned(), vec!["Eva Ek".to_owned(), "Bo Al".to_owned()]))
        );
        assert_eq!(
            after_label("Ny kaj HN 2032/4 Föredragande: Eva Ek"),
            Some(("Ny kaj HN 2032/4".to_owned(), vec!["Eva Ek".to_owned()]))
        );
        assert_eq!(after_label("Ny kaj, föredragande saknas"), None);
        assert_eq!(in_bracket("Svar på medborgarförslag (Eva Ek)"), None);
        assert_eq!(in_bracket("Information från styrelsen (KS)"), None);
    }
}
