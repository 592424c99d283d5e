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
    // Where two lists beside each other begin, and those in the second: they come after the first.
    let mut lists: Option<(usize, usize)> = None;
    let mut aside: Vec<Person> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.blank() {
            gap = true;
            continue;
        }
        if let Some(found) = heading(&row.text) {
            (roles, in_list, gap) = (found, false, false);
            lists = beside(row, &roles);
            add(&mut out, std::mem::take(&mut aside));
            continue;
        }
        if let Some((found, people)) = beside_heading(row) {
            (roles, lists, in_list, gap) = (vec![found], None, true, false);
            add(&mut out, std::mem::take(&mut aside));
            add(&mut out, [people]);
            continue;
        }
        if let Some(people) = side_by_side(row, &roles, lists) {
            let (left, right): (Vec<_>, Vec<_>) = people.into_iter().partition(|(first, _)| *first);
            add(&mut out, left.into_iter().map(|(_, person)| person));
            aside.extend(right.into_iter().map(|(_, person)| person));
            (in_list, gap) = (true, false);
            continue;
        }
        add(&mut out, on_one_line(&rows[at..]));
        if let Some(people) = roles.first().and_then(|role| run_together(&row.text, *role)) {
            add(&mut out, people);
            (in_list, gap) = (true, false);
            continue;
        }
        let listed =
            |role: &Role| if *role == Role::Ovrig { official(&row.text) } else { person(&row.text, *role) };
        let Some(person) = roles.first().and_then(listed) else {
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
        add(&mut out, [person]);
        (in_list, gap) = (true, false);
    }
    add(&mut out, aside);
    out
}

/// Adds those who are not there yet.
fn add(out: &mut Vec<Person>, people: impl IntoIterator<Item = Person>) {
    for person in people {
        if !out.iter().any(|known| known.name == person.name && known.party == person.party) {
            out.push(person);
        }
    }
}

/// The columns at which two headings beside each other begin; what those called stand for ("Medlemskommun") may have
/// a column before them.
fn beside(row: &Row<'_>, roles: &[Role]) -> Option<(usize, usize)> {
    match (cells(row.raw).as_slice(), roles) {
        ([(first, _), (second, _)] | [_, (first, _), (second, _)], [_, _]) => Some((*first, *second)),
        _ => None,
    }
}

/// Those whose names stand beside each other on one row, or below the second of two headings; of each, whether it is
/// in the first list. `None` where the row is no such one.
fn side_by_side(row: &Row<'_>, roles: &[Role], lists: Option<(usize, usize)>) -> Option<Vec<(bool, Person)>> {
    /// Columns of a list are set a little apart from their heading's.
    const SLACK: usize = 4;
    let mut cells = cells(row.raw);
    if cells.len() < 2 && lists.is_none() {
        return None;
    }
    let second = lists.map(|(_, second)| second);
    // What stands to the left of the lists is no name, and an empty seat is nobody's.
    let left = |column: usize| lists.is_some_and(|(first, _)| column + SLACK < first);
    let before = cells.len();
    cells.retain(|(column, text)| !left(*column) && !text.eq_ignore_ascii_case("vakant"));
    if cells.is_empty() && before > 0 && lists.is_none() {
        return None;
    }
    let named = |(column, text): &(usize, &str)| {
        let first = second.is_none_or(|second| column + SLACK < second);
        let role = if first { roles.first() } else { roles.get(1) };
        let person = person(text, *role?)?;
        let role = if role == Some(&Role::Ledamot) { person.role } else { *role? };
        Some((first, Person { role, ..person }))
    };
    cells.iter().map(named).collect()
}

/// The cells of a row with the columns that they begin in: what two blanks or a tab part.
fn cells(raw: &str) -> Vec<(usize, &str)> {
    let mut cells: Vec<(usize, &str)> = Vec::new();
    let mut column = 0;
    for piece in raw.split_inclusive("  ").flat_map(|piece| piece.split_inclusive('\t')) {
        let text = piece.trim();
        if !text.is_empty() {
            let lead = piece.chars().take_while(|c| c.is_whitespace()).count();
            cells.push((column + lead, text));
        }
        column += piece.chars().count();
    }
    cells
}

/// "Ledamöter      Eva Ek (S)": the heading of a list and the first of it in columns beside each other.
fn beside_heading(row: &Row<'_>) -> Option<(Role, Person)> {
    let cells = cells(row.raw);
    let [(_, head), (_, first)] = cells.as_slice() else { return None };
    let roles = heading(head)?;
    let [role] = roles[..] else { return None };
    let person = if role == Role::Ovrig { official(first) } else { person(first, role) };
    person.map(|person| (role, person))
}

/// "Eva Ek (S) Bo Al (M)": several whose names stand on one line without a sign between them.
fn run_together(text: &str, role: Role) -> Option<Vec<Person>> {
    let pieces: Vec<&str> = text.split_inclusive(')').map(str::trim).collect();
    let people: Option<Vec<Person>> = pieces.iter().map(|piece| person(piece, role)).collect();
    people.filter(|people| people.len() >= 2)
}

/// "Ledamöter: Eva Ek (S), ordf, Bo Al (M)": those listed on the line of their heading, and on the lines on which the
/// list goes on.
fn on_one_line(rows: &[Row<'_>]) -> Vec<Person> {
    const LINES: usize = 4;
    let Some((head, _)) = rows.first().and_then(|row| row.text.split_once(':')) else { return Vec::new() };
    let lower = head.trim().to_lowercase();
    let roles = match lower.as_str() {
        "kallade" | "tjänstgörande" => vec![Role::Ledamot],
        "underrättade" => vec![Role::Ersattare],
        _ => heading(head).unwrap_or_default(),
    };
    let [role] = roles[..] else { return Vec::new() };
    let more = rows[1..].iter().take_while(|row| row.speaks() && !row.text.contains(':')).take(LINES);
    let text = crate::split::lines::joined(rows[..1].iter().chain(more).map(|row| row.text.as_str()));
    let Some((_, list)) = text.split_once(':').filter(|_| text.len() <= 800) else { return Vec::new() };
    let mut out: Vec<Person> = Vec::new();
    for part in list.split(", ").map(|part| part.trim().trim_end_matches('.')) {
        let (before, name) = after_role(part);
        let found = person(name, role).map(|person| Person { role: before.unwrap_or(person.role), ..person });
        match (found, printed_role(part), out.last_mut()) {
            (Some(found), ..) => out.push(found),
            (None, Some(office), Some(last)) => last.role = office,
            _ => {}
        }
    }
    out
}

/// "vice ordförande Bo Al (S)": the office before a name, and the name.
fn after_role(text: &str) -> (Option<Role>, &str) {
    let ends = text.match_indices(' ').map(|(at, _)| at).take(3);
    let found = ends.filter_map(|at| Some((printed_role(&text[..at])?, text[at..].trim_start()))).last();
    found.map_or((None, text), |(role, name)| (Some(role), name))
}

/// The chair whom the notice names and none of its lists does, with the party where it is printed.
pub(super) fn chair(rows: &[Row<'_>], name: &str) -> Option<Person> {
    let party = rows.iter().filter(|row| row.speaks()).find_map(|row| {
        let (_, rest) = row.text.split_once(name)?;
        let (party, _) = rest.strip_prefix(" (")?.split_once(')')?;
        person(&format!("{name} ({party})"), Role::Ordforande)?.party
    });
    crate::split::people::is_name(name).then(|| Person {
        name: name.to_owned(),
        party,
        role: Role::Ordforande,
        present: None,
        scope: None,
    })
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
    const OFFICIALS: [&str; 7] = [
        "inbjudna",
        "kallade tjänstepersoner",
        "kallade tjänstemän",
        "inkallade tjänstepersoner",
        "övriga kallade",
        "tjänstepersoner",
        "tjänstemän",
    ];
    if OFFICIALS.contains(&lower.as_str()) || text == "Övriga:" {
        return Some(vec![Role::Ovrig]);
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    // Above two columns the verbs alone say who is called and who is told.
    if words == ["kallas", "underrättas"] {
        return Some(vec![Role::Ledamot, Role::Ersattare]);
    }
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
                | "kopia"
                | "för"
                | "kännedom"
                | "kommun"
                | "medlemskommun"
                | "medlem"
                | "parti"
        )
    };
    let roles: Vec<Role> = words.iter().filter_map(|word| known(word)).collect();
    (!roles.is_empty() && words.iter().all(|word| known(word).is_some() || filler(word))).then_some(roles)
}

/// "Eva Ek, hamnchef": somebody called for an office, not elected.
fn official(text: &str) -> Option<Person> {
    let (text, scope) =
        text.split_once(" §").map_or((text, None), |(own, rest)| (own, Some(format!("§{rest}"))));
    let named =
        |name: String| Person { name, party: None, role: Role::Ovrig, present: None, scope: scope.clone() };
    let Some((name, office)) = text.split_once(", ") else {
        // "Hamnchef Eva Ek"
        let mut names = super::names::by_office(text);
        return if names.len() == 1 { names.pop().map(named) } else { None };
    };
    let fits = crate::split::people::is_name(name)
        && office.chars().count() <= 50
        && office.starts_with(char::is_lowercase)
        && !office.contains(|c: char| c.is_ascii_digit());
    fits.then(|| named(name.to_owned()))
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
    let lower = text.trim().trim_matches(['(', ')']).trim_end_matches('.').to_lowercase();
    match lower.as_str() {
        "ordförande" | "ordf" | "ordf." => Some(Role::Ordforande),
        "vice ordförande"
        | "1:e vice ordförande"
        | "1:e vice ordf"
        | "förste vice ordförande"
        | "första vice ordförande"
        | "v ordf"
        | "1:e v. ordf"
        | "v. ordf"
        | "vice ordf"
        | "1 vice ordförande" => Some(Role::ForsteViceOrdforande),
        "2:e vice ordförande"
        | "2:e vice ordf"
        | "2:e v. ordf"
        | "andre vice ordförande"
        | "andra vice ordförande"
        | "2 vice ordförande" => Some(Role::AndreViceOrdforande),
        "sekreterare" => Some(Role::Sekreterare),
        "ersättare" => Some(Role::Ersattare),
        "ledamot" => Some(Role::Ledamot),
        _ => None,
    }
}
