//! Lists of those called or present, as a cover page prints them.

use std::sync::LazyLock;

use regex::Regex;

use super::{is_name, is_party, is_title, mentions, with_brackets};
use crate::base::text::squeeze;
use crate::model::record::{Person, Role};
use crate::split::lines::plain;

/// What kind of list it is, by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attendance {
    /// Members, or everybody who decides.
    Members,
    /// Substitutes who serve.
    Serving,
    /// Substitutes.
    Substitutes,
    /// Officials and guests.
    Others,
}

impl Attendance {
    /// The role of somebody in the list of whom nothing more is said.
    const fn role(self) -> Role {
        match self {
            Self::Members => Role::Ledamot,
            Self::Serving => Role::TjanstgorandeErsattare,
            Self::Substitutes => Role::Ersattare,
            Self::Others => Role::Ovrig,
        }
    }
}

/// Words before a name that say whom somebody stands in for; that other person is not there.
static STANDS_IN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:tjänstgör(?:ande)?|tjg|tj|ersätter|ersättare|i stället|istället|ers)\.?\s*(?:ers(?:ättare)?\.?\s*)?(?:för\s*)?$|\bför(?:\s+ordinarie)?(?:\s+ledamot(?:en)?)?\s*$|ersätter\s*$").ok()
});
/// The part of the meeting that an attendance holds for.
static SCOPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)((?:deltar (?:ej|inte) (?:vid|i|på)|deltog (?:ej|inte) (?:vid|i|på)|ej|inte|endast|del av|fr\.? ?o\.? ?m\.?|t\.? ?o\.? ?m\.?|från och med|till och med|under|utom|jäv|närvarande|via|kl\.?|klockan)?\s*(?:§§?|paragraf(?:er)?|kl\.?|klockan)\s*\d(?-i:[^()\p{Lu}]*))").ok()
});
/// A name and a comma at the head of a text, then a title.
static OFFICIAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\p{Lu}[\p{L}’'´.-]*(?:\s(?:von|af|de|van|der|\p{Lu}[\p{L}’'´.-]*)){1,4}),\s+").ok()
});

/// The people of one list.
#[must_use]
pub(crate) fn attendance(lines: &[&str], list: Attendance) -> Vec<Person> {
    let mut out = Vec::new();
    if list == Attendance::Others {
        let mut open = String::new();
        for line in lines {
            let line = plain(line);
            let line = with_titles(with_brackets(&line).into_owned());
            let starts = OFFICIAL.as_ref().is_some_and(|p| p.find(&line).is_some_and(|m| m.start() == 0))
                || title_first(&line).is_some()
                || title_behind(&line).is_some();
            if starts || (!mentions(&line).is_empty() && !open.is_empty()) {
                others(&open, &mut out);
                open.clear();
            }
            crate::split::lines::append(&mut open, &line);
        }
        others(&open, &mut out);
        return out;
    }
    let text = lines.iter().map(|line| party_first(plain(line))).collect::<Vec<_>>().join("\n");
    let text = with_brackets(&text);
    politicians(&text, list, &mut out);
    if out.is_empty() {
        without_party(&text, list, &mut out);
    } else {
        between(&text, list, &mut out);
    }
    out
}

/// An office between a name and its party ("Eva Ek, vice ordförande (S) § 4"). Groups: name, office, party, what follows.
static OFFICE_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(\p{Lu}[^,()]{3,50}), ([\p{L}\d][\p{L}\d:. ]{2,40}?) (\([\p{L}-]{1,6}\))(.*)$").ok()
});

/// The line with the party right behind the name, where the name's office stands between them.
fn party_first(line: String) -> String {
    let Some(found) = OFFICE_FIRST.as_ref().and_then(|form| form.captures(&line)) else { return line };
    let office = found[2].to_lowercase();
    let held = ["ordförande", "ledamot", "ersättare"].iter().any(|word| office.ends_with(word));
    if held && is_name(found[1].trim()) && is_party(found[3].trim_matches(['(', ')'])) {
        format!("{} {}, {}{}", found[1].trim(), &found[3], &found[2], &found[4])
    } else {
        line
    }
}

/// Members of no party among those of one, where each line begins with a name: "Eva Ek, Sunds sameby, ordförande".
fn between(text: &str, list: Attendance, out: &mut Vec<Person>) {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let with_party = |line: &str| mentions(line).first().is_some_and(|mention| mention.start == 0);
    let name = |line: &str| line.split(',').next().map(squeeze).filter(|name| is_name(name));
    if lines.len() < 3 || !lines.iter().all(|line| with_party(line) || name(line).is_some()) {
        return;
    }
    let mut at = 0;
    for line in lines {
        let found = mentions(line);
        if found.is_empty()
            && let Some(name) = name(line)
        {
            let tail = &line[line.find(',').unwrap_or(line.len())..];
            let party = Some(tail.trim_matches([',', ' '])).filter(|tail| is_party(tail)).map(str::to_owned);
            let (role, scope) = (own_role(tail, list), scope(tail));
            out.insert(at.min(out.len()), Person { name, party, role, present: Some(true), scope });
            at += 1;
        } else {
            at = out
                .iter()
                .position(|person| found.iter().any(|m| m.name == person.name))
                .map_or(at, |at| at + 1);
        }
    }
}

/// A title in brackets behind the name of an official. Groups: name, title.
static TITLED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{Lu}[^(),;]{3,50}) \((\p{L}[\p{L} -]{2,40}\.?)\)").ok());

/// "Pia Yr (Hamnchef) § 5" as "Pia Yr, Hamnchef § 5", each on its line; a party stays in its brackets.
fn with_titles(line: String) -> String {
    let Some(form) = TITLED.as_ref().filter(|_| line.contains('(')) else { return line };
    let replaced = form.replace_all(&line, |found: &regex::Captures<'_>| {
        let titled =
            is_name(found[1].trim()) && found[2].split(' ').next_back().is_some_and(super::offices::any);
        if titled { format!("{}, {}", found[1].trim(), &found[2]) } else { found[0].to_owned() }
    });
    replaced.into_owned()
}

/// Members of whom no party is printed, one a line: "Eva Ek, ordförande". Nothing where the lines are something else.
fn without_party(text: &str, list: Attendance, out: &mut Vec<Person>) {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let people: Vec<Person> = lines
        .iter()
        .filter_map(|line| {
            let (name, tail) = line.split_at(line.find([',', '§']).unwrap_or(line.len()));
            is_name(name.trim()).then(|| Person {
                name: squeeze(name),
                party: None,
                role: own_role(tail, list),
                present: Some(true),
                scope: scope(tail),
            })
        })
        .collect();
    if people.len() >= 2 && people.len() * 3 >= lines.len() * 2 {
        out.extend(people);
    }
}

/// The role of somebody of no party who has a line alone: the list may hold the one who writes, too.
fn own_role(tail: &str, list: Attendance) -> Role {
    if writes(tail) { Role::Sekreterare } else { role("", tail, list) }
}

/// Where a word joins two people; after a hyphen it joins two halves of one word ("Hälso- och sjukvårdsdirektör").
fn joints<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(word).map(|(at, _)| at).filter(|at| !text[..*at].ends_with('-'))
}

/// The text parted where a word joins two people.
fn parted<'a>(text: &'a str, word: &'a str) -> Vec<&'a str> {
    let mut out = Vec::new();
    let mut from = 0;
    for at in joints(text, word) {
        out.push(&text[from..at]);
        from = at + word.len();
    }
    out.push(&text[from..]);
    out
}

/// The title and the name of an official named title first ("Nämndsekreterare Eva Ek § 4"), with what follows.
fn title_first(text: &str) -> Option<(String, String, &str)> {
    let joint = [" och ", " samt "].iter().filter_map(|word| joints(text, word).next()).min();
    let end = text.find([',', '§', ';']).into_iter().chain(joint).min().unwrap_or(text.len());
    let (head, tail) = text.split_at(end);
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–'));
    let words: Vec<&str> = head.split_whitespace().collect();
    (1..words.len().saturating_sub(1)).find_map(|at| {
        let (title, name) = (words[..at].join(" "), words[at..].join(" "));
        let last = words[at - 1];
        let office =
            is_title(last) || is_title(words[0]) && last.chars().next().is_some_and(char::is_lowercase);
        (at <= 5 && office && is_name(&name)).then_some((title, name, tail))
    })
}

/// Officials named title first, on one line or in a row; a name alone shares the title before it.
fn officials(text: &str, out: &mut Vec<Person>) {
    for part in
        text.split([',', ';']).flat_map(|part| parted(part, " samt ")).flat_map(|part| parted(part, " och "))
    {
        let part = part.trim().trim_end_matches('.');
        let bare = part.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '§'));
        let (title, name) = match title_first(part) {
            Some((title, name, _)) => (title, name),
            None if is_name(bare) => (String::new(), squeeze(bare)),
            None => {
                // What is no name tells of the one before: for which paragraphs.
                if let (Some(last), Some(scope)) = (out.last_mut(), scope(part)) {
                    last.scope.get_or_insert(scope);
                }
                continue;
            }
        };
        let secretary = writes(&title);
        let role = if secretary { Role::Sekreterare } else { Role::Ovrig };
        out.push(Person { name, party: None, role, present: Some(true), scope: scope(part) });
    }
}

/// "Eva Ek hamnchef": a name and an office in small letters, without a comma between them.
fn title_behind(part: &str) -> Option<Person> {
    let part = part.trim().trim_end_matches('.');
    let (words, told) = part.split_at(part.find('§').unwrap_or(part.len()));
    let words: Vec<&str> = words.split_whitespace().collect();
    let at = words.iter().rposition(|word| word.starts_with(char::is_uppercase)).map(|at| at + 1)?;
    let (name, title) = (words[..at].join(" "), words[at..].join(" "));
    let office = words[at..].last().is_some_and(|word| is_title(word));
    (office && is_name(&name)).then(|| Person {
        name,
        party: None,
        role: if writes(&title) { Role::Sekreterare } else { Role::Ovrig },
        present: Some(true),
        scope: scope(told),
    })
}

/// Whether a title is that of the one who writes the minutes.
fn writes(title: &str) -> bool {
    let lower = title.to_lowercase();
    lower.contains("sekreterare")
        || lower.contains("protokollförare")
        || lower.trim_matches(['.', ' ']) == "sekr"
}

/// Politicians of a flattened list.
fn politicians(text: &str, list: Attendance, out: &mut Vec<Person>) {
    let found = mentions(text);
    // A role may stand before its name or after it; a list that begins with one has it before.
    let ahead = found.first().is_some_and(|first| !text[..first.start].trim().is_empty());
    // Where crosses marked those who were there, a dash marks those who were not; a dash on every row parts columns.
    let mut rows = found.iter().map(|mention| row_of(&text[mention.end..]));
    let marked = rows.any(|row| !has_dash(row));
    let mut from = 0;
    for (at, mention) in found.iter().enumerate() {
        let mut before = &text[from.min(mention.start)..mention.start];
        from = mention.end;
        let until = found.get(at + 1).map_or(text.len(), |next| next.start);
        let tail = &text[mention.end..until];
        // Two names on the row after "ersätter" are two columns again, and the first of them was there.
        let columns = before.ends_with('\n') && at + 1 < found.len() && !tail.contains('\n');
        let stands_in = STANDS_IN.as_ref().is_some_and(|pattern| pattern.is_match(before.trim_end()));
        // Half a name is the end of a column's row that was cut from it.
        // The word may end the row of the one who serves.
        let ends_row = before.ends_with('\n') && before.trim_end().ends_with("tjänstgörande");
        if at > 0 && stands_in && !columns && !ends_row || !mention.name.contains([' ', '.']) {
            continue;
        }
        let wraps = at > 0 && comma_wraps(before);
        if at > 0 && !ahead && !before.contains('\n') || wraps {
            before = "";
        }
        out.push(Person {
            name: mention.name.clone(),
            party: mention.party.clone(),
            role: role(before, tail, list),
            present: Some(!is_absent(tail, marked)),
            scope: scope(tail),
        });
    }
}

/// Whether the row behind a name says that its bearer was not there, in words or, where rows are marked, by a dash.
fn is_absent(tail: &str, marked: bool) -> bool {
    let row = row_of(tail);
    let lower = row.to_lowercase();
    let said = ["ej närvarande", "inte närvarande", "frånvarande"].iter().any(|words| lower.contains(words));
    said || marked && has_dash(row)
}

/// The rest of a row, as far as it can tell of one name: a whole list may stand on one line.
fn row_of(tail: &str) -> &str {
    const REACH: usize = 160;
    let end = tail
        .char_indices()
        .take_while(|(_, c)| *c != '\n')
        .map(|(at, c)| at + c.len_utf8())
        .take(REACH)
        .last();
    &tail[..end.unwrap_or(0)]
}

/// Whether a dash ends what stands behind a name, before the name of a substitute, an empty seat or the row's end.
fn has_dash(row: &str) -> bool {
    let before = row.split_once(['–', '—']).filter(|(before, _)| before.is_empty() || before.ends_with(' '));
    before.is_some_and(|(_, after)| {
        let after = after.trim();
        after.is_empty()
            || after.eq_ignore_ascii_case("vakant")
            || mentions(after).first().is_some_and(|m| m.start == 0)
    })
}

/// Whether a comma ends the row of a name and the next row is what it ties to it: "Eva Ek (S)," over "ordförande".
fn comma_wraps(tail: &str) -> bool {
    let mut lines = tail.lines();
    let comma = lines.next().is_some_and(|line| line.trim() == ",");
    comma && lines.next().is_some_and(|line| line.to_lowercase().contains("ordf"))
}

/// The role that the words around a name give.
fn role(before: &str, whole: &str, list: Attendance) -> Role {
    let wrapped = |line: &str| line.trim_end().to_lowercase().ends_with("vice");
    let mut lines = whole.lines();
    let mut tail = lines.next().unwrap_or("").to_lowercase();
    if comma_wraps(whole) {
        tail = lines.next().unwrap_or("").trim().to_lowercase();
    }
    if wrapped(&tail) {
        // "2:e vice" over "ordförande".
        tail = format!("{} {}", tail.trim_end(), lines.next().unwrap_or("").trim_start().to_lowercase());
    }
    // What goes on with the row of the name before is that one's.
    let before = if before.lines().next().is_some_and(wrapped) { "" } else { before };
    let own = tail.split(['\n', ';']).next().unwrap_or("");
    // What a comma ties to the name before is that one's ("Eva Ek (S), ordförande Bo Alm (C)").
    let before = before.lines().next_back().filter(|words| !words.trim_start().starts_with(','));
    let before = before.unwrap_or("").to_lowercase();
    let has = |word: &str| own.contains(word) || before.trim_end().ends_with(word);
    let plain = own.trim_start_matches([' ', '(', ',']);
    if ["ej tj", "inte tj", "icke tj", "ej beslutande"].iter().any(|words| own.contains(words))
        || plain.starts_with("ersättare") && !plain.starts_with("ersättare för ")
    {
        return Role::Ersattare;
    }
    if has("tjänstgör")
        || has("tjg")
        || own.contains("tjänstg")
        || own.contains("tj ers")
        || own.contains("tj.ers")
        || own.contains("tj. ers")
        || own.trim_start_matches([' ', '(', ',']).starts_with("ers ")
        || own.trim_start_matches([' ', '(', ',']).starts_with("ers. ")
        || own.trim_start_matches([' ', '(', ',']).starts_with("ersättare för ")
        || own.contains("ersätter")
    {
        Role::TjanstgorandeErsattare
    } else if has("2:e vice ordf") || has("andre vice ordf") || has("2:e v ordf") || has("andra vice ordf") {
        Role::AndreViceOrdforande
    } else if has("vice ordf")
        || has("v ordf")
        || has("v. ordf")
        || has("vice ordförande")
        || has("vice ordföranden")
    {
        Role::ForsteViceOrdforande
    } else if (has("ordförande") || has("ordföranden") || own.contains("ordf")) && !own.contains("vice") {
        Role::Ordforande
    } else {
        list.role()
    }
}

/// The scope printed after a name.
fn scope(tail: &str) -> Option<String> {
    let text = squeeze(tail);
    let found = SCOPE.as_ref()?.find(&text)?;
    // "2:e vice ordförande, ordförande § 43": who takes the chair for a matter is there for all.
    let before = text[..found.start()].trim_end_matches([' ', ':']).to_lowercase();
    if before.matches("ordförande").count() >= 2 && before.ends_with("ordförande") {
        return None;
    }
    let text = found.as_str().trim_matches([',', ';', ' ', '.']);
    (!text.is_empty()).then(|| text.to_owned())
}

/// Officials: "Name, title § 4", perhaps several on one line; and politicians who are there as guests.
fn others(text: &str, out: &mut Vec<Person>) {
    if !mentions(text).is_empty() {
        politicians(text, Attendance::Others, out);
        return;
    }
    if title_first(text).is_some() {
        officials(text, out);
        return;
    }
    let Some(pattern) = OFFICIAL.as_ref() else { return };
    let starts: Vec<(usize, usize, String)> = pattern
        .captures_iter(text)
        .filter_map(|found| found.get(1))
        .filter_map(|name| {
            // Words of the title before ("… HR-chef Eva Ek,") are no part of the name.
            let words: Vec<&str> = name.as_str().split_whitespace().collect();
            // Nor is the end of a word that a stroke parts ("… Kulturskolan/Verkstan Eva Ek,").
            let first = usize::from(text[..name.start()].ends_with('/'));
            let tail = (first..words.len()).map(|at| words[at..].join(" ")).find(|tail| is_name(tail))?;
            let start = name.end() - tail.len();
            Some((start, name.end(), tail))
        })
        .collect();
    for (at, (_, end, name)) in starts.iter().enumerate() {
        let until = starts.get(at + 1).map_or(text.len(), |(next, _, _)| *next);
        let tail = text.get(*end..until).unwrap_or("");
        let secretary = writes(tail);
        out.push(Person {
            name: name.clone(),
            party: None,
            role: if secretary { Role::Sekreterare } else { Role::Ovrig },
            present: Some(true),
            scope: scope(tail),
        });
    }
    if starts.is_empty() || text.split(',').all(|part| title_behind(part).is_some()) {
        let behind: Vec<Person> = text.split([',', ';']).filter_map(title_behind).collect();
        if !behind.is_empty() {
            out.truncate(out.len() - starts.len());
            out.extend(behind);
            return;
        }
    }
    if starts.is_empty() && is_name(text.trim()) {
        out.push(Person {
            name: squeeze(text),
            party: None,
            role: Role::Ovrig,
            present: Some(true),
            scope: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flattened_list_of_members() {
        let people = attendance(
            &["Eva Ek (S), ordförande Bo Alm (C) Åsa Öst (L) tjänstgör för Ola Ul (L)", "Ia Ost (M), §§ 4-9"],
            Attendance::Members,
        );
        let seen: Vec<_> = people.iter().map(|p| (p.name.as_str(), p.role, p.scope.as_deref())).collect();
        assert_eq!(
            seen,
            [
                ("Eva Ek", Role::Ordforande, None),
                ("Bo Alm", Role::Ledamot, None),
                ("Åsa Öst", Role::TjanstgorandeErsattare, None),
                ("Ia Ost", Role::Ledamot, Some("§§ 4-9")),
            ]
        );
    }

    #[test]
    fn who_takes_the_chair_for_a_matter_is_there_for_all() {
        let people = attendance(&["Eva Ek (S), 2:e vice ordförande, ordförande § 43"], Attendance::Members);
        assert_eq!((people[0].role, people[0].scope.as_deref()), (Role::AndreViceOrdforande, None));
        let people = attendance(&["Tom Ask, chef Skolan/Verkstan Pia Yr, HR-chef"], Attendance::Others);
        assert_eq!(people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Tom Ask", "Pia Yr"]);
    }

    #[test]
    fn officials_have_titles_and_scopes() {
        let people = attendance(
            &[
                "Eva Ek,",
                "hamndirektör",
                "Bo Alm, HR-chef Åsa Öst, controller § 6",
                "Ia Ost, nämndsekreterare",
            ],
            Attendance::Others,
        );
        let seen: Vec<_> = people.iter().map(|p| (p.name.as_str(), p.role, p.scope.as_deref())).collect();
        assert_eq!(
            seen,
            [
                ("Eva Ek", Role::Ovrig, None),
                ("Bo Alm", Role::Ovrig, None),
                ("Åsa Öst", Role::Ovrig, Some("§ 6")),
                ("Ia Ost", Role::Sekreterare, None),
            ]
        );
    }

    #[test]
    fn a_place_is_nobody_and_a_title_may_be_of_two_halves() {
        let people = attendance(
            &[
                "Regiondirektör Ia Ost, Region Sundby",
                "Hamn- och fiskedirektör Pia Yr, Region Vik, § 6",
                "Professor Tom Fur, Sunds universitet",
            ],
            Attendance::Others,
        );
        let seen: Vec<_> = people.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(seen, ["Ia Ost", "Pia Yr", "Tom Fur"]);
    }

    #[test]
    fn a_title_may_stand_in_brackets_and_another_be_stood_in_for() {
        let people = attendance(&["Pia Yr (Hamnchef) § 5", "Tom Fur (Nämndsekreterare)"], Attendance::Others);
        let seen: Vec<_> = people.iter().map(|p| (p.name.as_str(), p.role)).collect();
        assert_eq!(seen, [("Pia Yr", Role::Ovrig), ("Tom Fur", Role::Sekreterare)]);
        let people = attendance(&["Eva Ek (C), för ordinarie ledamot Kim Al (C)"], Attendance::Serving);
        let seen: Vec<_> = people.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(seen, ["Eva Ek"]);
        let people =
            attendance(&["Ordföranden Eva Ek (S)", "Vice ordföranden Bo Alm (M)"], Attendance::Members);
        let seen: Vec<_> = people.iter().map(|p| p.role).collect();
        assert_eq!(seen, [Role::Ordforande, Role::ForsteViceOrdforande]);
    }

    #[test]
    fn an_office_may_stand_between_a_name_and_its_party() {
        let people = attendance(
            &["Bo Alm (M)", "Eva Ek, vice ordförande (S) § 3-7", "Ia Ost (C)"],
            Attendance::Members,
        );
        let seen: Vec<_> = people.iter().map(|p| (p.name.as_str(), p.role, p.scope.as_deref())).collect();
        assert_eq!(
            seen,
            [
                ("Bo Alm", Role::Ledamot, None),
                ("Eva Ek", Role::ForsteViceOrdforande, Some("§ 3-7")),
                ("Ia Ost", Role::Ledamot, None)
            ]
        );
        let people = attendance(&["Pia Yr hamnchef", "Tom Fur sekreterare"], Attendance::Others);
        let seen: Vec<_> = people.iter().map(|p| (p.name.as_str(), p.role)).collect();
        assert_eq!(seen, [("Pia Yr", Role::Ovrig), ("Tom Fur", Role::Sekreterare)]);
    }

    #[test]
    fn an_office_may_follow_its_name_without_a_comma() {
        let people = attendance(&["Pia Yr hamnchef § 5, Tom Fur nämndsekreterare"], Attendance::Others);
        let seen: Vec<_> = people.iter().map(|p| (p.name.as_str(), p.role, p.scope.as_deref())).collect();
        assert_eq!(seen, [("Pia Yr", Role::Ovrig, Some("§ 5")), ("Tom Fur", Role::Sekreterare, None)]);
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(
            OFFICE_FIRST.is_some()
                && TITLED.is_some()
                && STANDS_IN.is_some()
                && SCOPE.is_some()
                && OFFICIAL.is_some()
        );
    }

    proptest::proptest! {
        #[test]
        fn any_list_is_survived(text in "[A-ZÅa-zö (),.§0-9-]{0,80}") {
            let _ = attendance(&[&text], Attendance::Others);
            let _ = attendance(&[&text], Attendance::Members);
        }
    }
}
