//! Those called to a meeting: the lists of members and substitutes on its notice.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::record::{Person, Role};
use crate::split::rows::Row;

static PERSON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?P<name>[A-ZÅÄÖÉ][\p{L}´’'.-]*(?: [\p{L}´’'.-]+){1,5}) \((?P<party>[A-ZÅÄÖa-zåäö]{1,5}|-)\)(?:,? (?P<role>\S.{0,60}))?$").ok()
});

/// The people listed under the headings of a notice ("Ledamöter", "Ersättare").
pub(crate) fn called(rows: &[Row<'_>]) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    // The roles that the heading announces, in order; a blank line moves on to the next where two share a heading.
    let mut roles: Vec<Role> = Vec::new();
    let mut gap = false;
    let mut in_list = false;
    for row in rows {
        if row.blank() {
            gap = true;
            continue;
        }
        if let Some(found) = heading(&row.text) {
            (roles, in_list, gap) = (found, false, false);
            continue;
        }
        let Some(person) = roles.first().and_then(|role| person(&row.text, *role)) else {
            if row.furniture {
                continue;
            }
            if in_list && roles.len() < 2 {
                roles.clear();
            }
            gap = false;
            continue;
        };
        if gap && in_list && roles.len() > 1 {
            roles.remove(0);
        }
        let person = if roles[0] == Role::Ledamot { person } else { Person { role: roles[0], ..person } };
        if !out.iter().any(|known| known.name == person.name && known.party == person.party) {
            out.push(person);
        }
        (in_list, gap) = (true, false);
    }
    out
}

/// Whether a line heads a list of those called.
pub(crate) fn is_heading(text: &str) -> bool {
    heading(text).is_some()
}

/// The roles that a heading announces: "Ledamöter kallas Ersättare underrättas" has two columns run together.
fn heading(text: &str) -> Option<Vec<Role>> {
    let lower = text.trim_end_matches(':').to_lowercase();
    if lower.chars().count() > 60 || lower.ends_with('.') {
        return None;
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    let known = |word: &str| match word {
        "ledamöter" | "ledamot" => Some(Role::Ledamot),
        "ersättare" => Some(Role::Ersattare),
        _ => None,
    };
    let filler = |word: &str| {
        matches!(
            word,
            "kallas"
                | "underrättas"
                | "ordinarie"
                | "och"
                | "tjänstgörande"
                | "kallade"
                | "underrättade"
                | "kallelse"
                | "till"
                | "för"
                | "kännedom"
        )
    };
    let roles: Vec<Role> = words.iter().filter_map(|word| known(word)).collect();
    (!roles.is_empty() && words.iter().all(|word| known(word).is_some() || filler(word))).then_some(roles)
}

/// "Eva Ek (S), ordförande".
fn person(text: &str, role: Role) -> Option<Person> {
    let found = PERSON.as_ref()?.captures(text)?;
    let name = found.name("name")?.as_str().to_owned();
    let party = found.name("party")?.as_str().to_owned();
    let named = found.name("role").and_then(|m| printed_role(m.as_str()));
    Some(Person { name, party: Some(party), role: named.unwrap_or(role), present: None, scope: None })
}

/// The role that is printed after a name.
pub(crate) fn printed_role(text: &str) -> Option<Role> {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    match lower.as_str() {
        "ordförande" | "ordf" | "ordf." => Some(Role::Ordforande),
        "vice ordförande"
        | "1:e vice ordförande"
        | "1:e vice ordf"
        | "förste vice ordförande"
        | "första vice ordförande"
        | "v ordf"
        | "vice ordf"
        | "1 vice ordförande" => Some(Role::ForsteViceOrdforande),
        "2:e vice ordförande"
        | "2:e vice ordf"
        | "andre vice ordförande"
        | "andra vice ordförande"
        | "2 vice ordförande" => Some(Role::AndreViceOrdforande),
        "sekreterare" => Some(Role::Sekreterare),
        "ersättare" => Some(Role::Ersattare),
        "ledamot" => Some(Role::Ledamot),
        _ => None,
    }
}
