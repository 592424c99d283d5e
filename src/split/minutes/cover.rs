//! The cover of the minutes: body, day, place, those present, who adjusts, which paragraphs.

mod fields;
mod range;

use std::sync::LazyLock;

use regex::Regex;

use super::dates;
use super::rows::Row;
use crate::base::text::{slug, squeeze};
use crate::model::record::{Meeting, Organ, Person, Role, SourceState};
use crate::split::agenda::segments;
use crate::split::headings::{self, Heading};
use crate::split::organs::{self, Standing};
use crate::split::people;
use fields::{Field as F, Fields, parts};
pub(super) use range::{printed_paragraphs, ranges};

/// What the head of the minutes says of organisation and body.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// The municipality or region, as printed.
    pub(super) organisation: Option<String>,
    /// The body.
    pub(super) organ: Organ,
}

/// A municipality or region named in a head. Group: name.
static ORGANISATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^((?:\p{Lu}[\p{L}-]+\s){1,3}(?:[Kk]ommun|KOMMUN|[Ss]tad|STAD|[Ll]andsting|LANDSTING)|[Rr]egion(?:en)?\s\p{Lu}\p{L}+(?:\s(?:län|\p{Lu}\p{L}+(?:\slän)?))?|REGION\s\p{Lu}+(?:\sLÄN)?|Landstinget\s\p{Lu}\p{L}+|\p{Lu}[\p{L}-]+regionen|\p{Lu}\p{L}*förbundet(?:\s\p{Lu}[\p{L}-]+){1,3})(?:\s|,|$)").ok()
});
/// Organisation and body of the first rows.
pub(super) fn read_organ(rows: &[Row<'_>]) -> Head {
    let mut head = Head::default();
    let mut begun = false;
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.blank()).take(60) {
        let text = row.text.as_str();
        // Within the first paragraph any body may be named; the one that meets heads its pages.
        begun |= super::paragraphs::is_head(text) && segments(row.raw).len() == 1;
        if begun && rows.iter().filter(|other| other.text == text).take(2).count() < 2 {
            continue;
        }
        // Those who get a decision, and the bodies in it, are not the body that meets.
        let item = headings::recognise(text).is_some_and(|headed| {
            matches!(headed.heading, Heading::SentTo | Heading::Decision | Heading::Proposal)
        });
        // The word for an extract heads its recipients too.
        if item && !text.eq_ignore_ascii_case("protokollsutdrag") {
            break;
        }
        if text.contains(" > ") {
            trail(text, &mut head);
            continue;
        }
        if head.organisation.is_none()
            && let Some(found) = ORGANISATION.as_ref().and_then(|pattern| pattern.captures(text))
        {
            head.organisation = found.get(1).map(|m| without_kind(m.as_str()).to_owned());
        }
        if head.organ.name.is_none() {
            let own = body_on(rows, at, head.organisation.as_deref());
            head.organ.name = own.or_else(|| body_in_column(row.raw));
            let place = organs::leading(text).and_then(|named| place_of(named.rest));
            if let (Some(place), true) = (place, head.organ.name.is_some()) {
                head.organisation = head.organisation.take().or_else(|| Some(place.to_owned()));
            }
        }
        if head.organisation.is_some() && head.organ.name.is_some() {
            break;
        }
    }
    head.organ.name = head.organ.name.or_else(|| board(rows));
    head.organ.slug = head.organ.name.as_deref().map(slug);
    head
}

/// The board of a company or an association, which minutes name by no more than the kind of their meeting
/// ("Styrelseprotokoll nr 6", "Styrelsemöte den 3 maj 2031").
fn board(rows: &[Row<'_>]) -> Option<String> {
    const REACH: usize = 12;
    let named = |row: &Row<'_>| {
        let lower = row.text.to_lowercase();
        let first = lower.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let met = |begins: &str| {
            let kind = first.strip_prefix(begins);
            row.text.chars().count() <= 90
                && kind.is_some_and(|kind| matches!(kind, "protokoll" | "möte" | "sammanträde"))
        };
        [("styrelse", "Styrelsen"), ("direktions", "Direktionen")]
            .into_iter()
            .find_map(|(begins, body)| met(begins).then(|| body.to_owned()))
    };
    rows.iter().filter(|row| !row.blank()).take(REACH).find_map(named)
}

/// The municipality or region behind the name of a body ("Byarådet i Kajstads kommun").
fn place_of(rest: &str) -> Option<&str> {
    let found = ORGANISATION.as_ref()?.captures(rest.strip_prefix("i ")?)?.get(1)?;
    (found.end() + 2 == rest.trim_end().len()).then(|| found.as_str())
}

/// The body that has a column of a letterhead for itself ("Kajstads kommun      Hamnnämnden      2031-05-20").
fn body_in_column(raw: &str) -> Option<String> {
    let columns = segments(raw);
    let whole = |text: &String| {
        organs::leading(text).is_some_and(|named| {
            let office = named.name.to_lowercase().trim_end_matches('n').ends_with("ordförande");
            named.standing == Standing::Elected && !named.genitive && !office && named.rest.trim().is_empty()
        })
    };
    let mut bodies = columns.iter().map(|(_, text)| text).filter(|text| whole(text));
    let only = bodies.next().filter(|_| (2..=4).contains(&columns.len()))?;
    bodies.next().is_none().then(|| squeeze(only))
}

/// The path of a page ("Hem > Kajstads kommun > Hamnnämnden > …"): whose page it is.
fn trail(text: &str, head: &mut Head) {
    for part in text.split(" > ") {
        if let Some(found) = ORGANISATION.as_ref().and_then(|pattern| pattern.captures(part)) {
            head.organisation = head
                .organisation
                .take()
                .or_else(|| found.get(1).map(|m| without_kind(m.as_str()).to_owned()));
        } else if head.organ.name.is_none() {
            head.organ.name = body_of(part, None);
        }
    }
}

/// The body that a row of the head names, where its name may have begun on the row above ("hälso- och" over
/// "sjukvårdsnämnden") or go on below ("Samverkansnämnden" over "i Norra Sund").
fn body_on(rows: &[Row<'_>], at: usize, organisation: Option<&str>) -> Option<String> {
    let text = rows[at].text.as_str();
    let above = at.checked_sub(1).and_then(|above| rows.get(above)).filter(|row| !row.blank());
    if let Some(above) = above
        && text.starts_with(char::is_lowercase)
        && !above.text.ends_with(['.', ':'])
    {
        return body_of(&crate::split::lines::joined([above.text.as_str(), text]), organisation);
    }
    let name = body_of(text, organisation)?;
    let below = rows.get(at + 1).map_or("", |row| row.text.as_str());
    let place = (below.starts_with("i ") || below.starts_with("I "))
        && below.split(' ').count() <= 4
        && below[2..].chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'))
        && below[2..].starts_with(char::is_uppercase);
    Some(if place && text.ends_with(name.as_str()) { format!("{name} {below}") } else { name })
}

/// The body that a line of the head names: the line itself, or what stands with the kind of document or the day.
fn body_of(text: &str, organisation: Option<&str>) -> Option<String> {
    let lower = text.to_lowercase();
    let mut text = text;
    for lead in
        ["sammanträdesprotokoll", "protokollsutdrag", "protokoll", "delprotokoll", "organ", "nämnd", "organ:"]
    {
        if lower.starts_with(lead)
            && text.is_char_boundary(lead.len())
            && text[lead.len()..].starts_with([' ', ':'])
        {
            text = text[lead.len()..].trim_start_matches([':', ' ']);
        }
    }
    if let Some(organisation) = organisation {
        text = text.strip_prefix(organisation).unwrap_or(text).trim_start_matches([',', ' ']);
    }
    let text = text
        .trim_start_matches("SAMMANTRÄDESPROTOKOLL")
        .trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
    // "Protokoll fört vid sammanträde med hamnnämnden torsdagen den …": the body is named in a sentence.
    let within = text.to_lowercase();
    let met = ["sammanträde med ", "möte med ", "sammanträde i ", "från "].iter().find_map(|words| {
        let at = within.find(words)? + words.len();
        let named = organs::leading(text.get(at..)?)?;
        // "Protokoll från hamnnämnden": nothing stands between.
        let own = *words != "från " || at == words.len();
        ((lower.contains("protokoll") || lower.starts_with("fört")) && own).then_some(named)
    });
    // "Protokoll från hamnnämndens sammanträde den …"
    let meets = |named: &organs::Named<'_>| {
        !named.genitive || ["sammanträde", "möte"].iter().any(|word| named.rest.starts_with(word))
    };
    if let Some(named) = met.filter(|named| named.standing == Standing::Elected && meets(named)) {
        let mut name = squeeze(named.name);
        if let Some(first) = name.chars().next().filter(|c| c.is_lowercase()) {
            name.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        return Some(name);
    }
    // "Direktionens protokoll 3 maj 2031"
    let own = |named: &organs::Named<'_>| !named.genitive || named.rest.starts_with("protokoll");
    let named = organs::leading(text).filter(|named| named.standing == Standing::Elected && own(named))?;
    let rest = named.rest.trim_start_matches([',', ' ']).to_lowercase();
    // "Hamnnämnden (HN)": its letters.
    let letters = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let letters = letters.filter(|(letters, _)| (1..=6).contains(&letters.chars().count()));
    let rest = letters.map_or(rest.as_str(), |(_, rest)| rest.trim_start()).to_owned();
    // "Direktionen för Räddningstjänsten Viken"
    let whose = named.rest.strip_prefix("för ").is_some_and(|whose| {
        whose.starts_with(char::is_uppercase) && whose.split(' ').count() <= 4 && !whose.contains(['.', ','])
    });
    let plain = rest.is_empty()
        || whose
        || place_of(named.rest).is_some()
        || rest.starts_with("protokoll")
        || rest.starts_with("sammanträdesprotokoll")
        || rest.starts_with("sammanträdesanteckningar")
        || rest.starts_with("minnesanteckningar")
        || rest.starts_with("sammanträdesdatum")
        || rest.starts_with("sida ")
        || rest.starts_with("sid ")
        || rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | ' ' | '/'));
    let person = named.name.to_lowercase().starts_with("ordförande");
    (plain && !person).then(|| squeeze(named.name))
}

/// The cover as a meeting without items.
pub(super) fn read(rows: &[Row<'_>], head: Head) -> Meeting {
    let mut meeting = Meeting { organisation: head.organisation, organ: head.organ, ..Meeting::default() };
    let mut fields = Fields::default();
    for row in rows {
        for part in parts(row) {
            fields.take(&part);
        }
    }
    fields.close();
    for (field, lines) in fields.done {
        fill(&mut meeting, field, &lines);
    }
    meeting.date = meeting.date.or_else(|| day(rows));
    if rows.iter().any(|row| marks_absence(&row.text)) {
        // Who of a roll was there is told by the column of a mark, which the text has lost.
        for person in meeting.people.iter_mut().filter(|person| person.party.is_some()) {
            person.present = None;
        }
    }
    called_only(rows, &mut meeting.people);
    for row in rows.iter().filter(|row| !row.blank()) {
        signs(&mut meeting, &row.text);
    }
    settle(&mut meeting);
    meeting
}

/// Of those of a list of who was called ("Kallade") whose rows tell who came, the others are not known to have come.
fn called_only(rows: &[Row<'_>], people: &mut [Person]) {
    const LEAST: usize = 3;
    let heads = |row: &Row<'_>| matches!(row.text.trim_end_matches(':'), "Kallade" | "KALLADE");
    let came = |row: &Row<'_>| {
        let lower = row.text.to_lowercase();
        ["närvarande", "tjänstgör", "ersätter"].iter().any(|word| lower.contains(word))
    };
    let Some(at) = rows.iter().position(heads) else { return };
    let told = rows[at..].iter().filter(|row| came(row) && !people::mentions(&row.text).is_empty());
    if told.count() < LEAST {
        return;
    }
    for person in people.iter_mut().filter(|person| person.party.is_some() && person.present == Some(true)) {
        let row = rows[at..].iter().find(|row| row.text.contains(&person.name));
        if row.is_some_and(|row| !came(row)) {
            person.present = None;
        }
    }
}

/// Who led and who wrote, as far as the list of those present tells.
fn settle(meeting: &mut Meeting) {
    let led = meeting.people.iter().any(|person| person.role == Role::Ordforande);
    if let (Some(chair), false) = (&meeting.chair, led)
        && let Some(person) = meeting.people.iter_mut().find(|person| person.name == *chair)
        && person.role == Role::Ledamot
    {
        // Who signs as the chair was in the chair.
        person.role = Role::Ordforande;
    }
    if meeting.chair.is_none() {
        meeting.chair = meeting
            .people
            .iter()
            .find(|person| person.role == Role::Ordforande)
            .map(|person| person.name.clone());
    }
    if meeting.secretary.is_none() {
        meeting.secretary = meeting
            .people
            .iter()
            .find(|person| person.role == Role::Sekreterare)
            .map(|person| person.name.clone());
    }
}

/// The head of a roll that stands apart from the cover.
static ROLL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:bilaga \w{1,3}[,:.]? )?(?:närvaro|upprops|tjänstgörings)(?:- ?och (?:omröstnings|voterings|tjänstgörings|upprops))?(?:lista|förteckning)\b.{0,60}$").ok()
});

/// The rolls among what is appended: those who are not on the cover are added.
pub(super) fn read_rolls(rows: &[Row<'_>], meeting: &mut Meeting) {
    let mut fields = Fields::default();
    let mut within = false;
    for row in rows.iter().filter(|row| !row.blank()) {
        let head = ROLL.as_ref().is_some_and(|form| form.is_match(&row.text));
        if head {
            fields.begin_roll();
        } else if row.text.to_lowercase().starts_with("bilaga") {
            fields.close();
        } else if within {
            fields.take(row);
        }
        within = head || within && !row.text.to_lowercase().starts_with("bilaga");
    }
    fields.close();
    for (field, lines) in fields.done {
        if matches!(field, F::People(_)) {
            fill(meeting, field, &lines);
        }
    }
    settle(meeting);
}

/// A line of a signature, name first: "Eva Ek (S), ordförande".
fn signs(meeting: &mut Meeting, text: &str) {
    let Some((name, office)) = text.rsplit_once(", ") else { return };
    let found = names(name);
    let [signer] = found.as_slice() else { return };
    match office.trim_end_matches('.').to_lowercase().as_str() {
        "ordförande" if meeting.chair.is_none() => meeting.chair = Some(signer.clone()),
        "sekreterare" if meeting.secretary.is_none() => meeting.secretary = Some(signer.clone()),
        "justerare" | "justerande" | "protokolljusterare" if !meeting.adjusters.contains(signer) => {
            meeting.adjusters.push(signer.clone());
        }
        _ => {}
    }
}

/// Whether a row heads the columns of a roll: those present and those absent.
fn marks_absence(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("närv") && lower.contains("frånv") && text.chars().count() < 90
}

/// The day of the meeting where no label names it: the first day printed.
fn day(rows: &[Row<'_>]) -> Option<crate::model::date::Date> {
    rows.iter().filter(|row| !row.blank()).take(40).find_map(|row| {
        let lower = row.text.to_lowercase();
        // Days of the notice and of appeal are later ones.
        let other = [
            "juster",
            "anslag",
            "överklag",
            "tas ned",
            "publicer",
            "signera",
            "laga kraft",
            "uppsatt",
            "ändra",
            "uppdater",
            "utskri",
        ];
        (!other.iter().any(|word| lower.contains(word))).then(|| dates::first(&row.text)).flatten()
    })
}

/// Whether a row is a field of the cover with its value ("Justeringens plats och tid: Sjöhuset 2031-03-25").
pub(super) fn is_field(text: &str) -> bool {
    text.contains(':') && fields::label(text).is_some()
}

/// Puts one field into the meeting.
fn fill(meeting: &mut Meeting, field: F, lines: &[String]) {
    let text = lines.join(" ");
    match field {
        F::People(list) => {
            let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
            for person in people::attendance(&borrowed, list) {
                add(&mut meeting.people, person);
            }
        }
        F::Place | F::Time => place(meeting, field, &text),
        F::Adjusters if meeting.adjusters.is_empty() => {
            meeting.adjusters = names(&text);
            if meeting.adjusters.is_empty() {
                meeting.adjusters = lines.iter().flat_map(|line| names(line)).collect();
            }
        }
        F::Adjustment if meeting.adjusted.is_none() => meeting.adjusted = dates::first(&text),
        F::Chair if meeting.chair.is_none() => {
            meeting.chair = names(lines.first().map_or("", String::as_str)).into_iter().next();
        }
        F::Secretary if meeting.secretary.is_none() => {
            meeting.secretary = lines.iter().find_map(|line| names(before_label(line)).into_iter().next());
        }
        F::Day => {
            if let Some((start, end, _)) = dates::clock(&text) {
                meeting.start = meeting.start.or(Some(start));
                meeting.end = meeting.end.or(end);
            }
            meeting.date = meeting.date.or_else(|| dates::first(&text));
        }
        _ => {}
    }
}

/// The part of a line before another label on it ("Eva Ek   Paragrafer § 1-11").
fn before_label(line: &str) -> &str {
    let cut = line.find(" Paragraf").unwrap_or(line.len());
    &line[..cut]
}

/// Adds a person who is not there yet; who stands in two lists keeps the first role.
fn add(people: &mut Vec<Person>, person: Person) {
    let twice = people
        .iter()
        .any(|other| other.name == person.name && (other.party == person.party || person.party.is_none()));
    if !twice {
        people.push(person);
    }
}

/// Place, start and end.
fn place(meeting: &mut Meeting, field: F, text: &str) {
    let clock = dates::clock(text);
    if let Some((start, end, _)) = clock {
        meeting.start = meeting.start.or(Some(start));
        meeting.end = meeting.end.or(end);
    }
    if meeting.date.is_none() {
        meeting.date = dates::first(text);
    }
    if field == F::Place && meeting.place.is_none() {
        let until = clock.map_or(text.len(), |(_, _, at)| at);
        let head = dates::find(text)
            .first()
            .map_or(until, |(range, _)| if range.start == 0 { until } else { range.start.min(until) });
        let name = squeeze(&text[..head]);
        let lower = name.to_lowercase();
        let mut name = name.as_str();
        for word in ["klockan", "kl.", "kl", "tid:", "tid"] {
            if lower.ends_with(word) && name.is_char_boundary(name.len() - word.len()) {
                name = &name[..name.len() - word.len()];
                break;
            }
        }
        let mut name = name.trim_matches([',', ' ', '.', ';', ':']);
        // "Bryggan, onsdag den 16 juni 2031".
        name = name
            .strip_suffix(" den")
            .filter(|name| name.ends_with("dag") || name.ends_with("dagen"))
            .unwrap_or(name);
        if let Some((head, last)) = name.rsplit_once(' ')
            && (last.to_lowercase().ends_with("dag") || last.to_lowercase().ends_with("dagen"))
            && dates::find(text).first().is_some_and(|(range, _)| range.start > head.len())
        {
            // "Bryggan, Kajstad, måndag 16 juni 2031".
            name = head.trim_end_matches([',', ' ']);
        }
        // A sentence that tells who sat where is no place.
        if name.chars().count() > 60
            && let Some((place, _)) = name.split_once(". ")
        {
            name = place;
        }
        // The day first: "Onsdagen den 3 maj 2031 kl. 18.00-20.20 i Bryggan, Kajstad".
        let weekday = name.split(' ').next().unwrap_or("").to_lowercase();
        let day = weekday.ends_with("dag") || weekday.ends_with("dagen");
        let first = day && name.split(' ').count() <= 2;
        let name = if first || name.is_empty() && clock.is_some() { after_clock(text) } else { name };
        meeting.place = (!name.is_empty()).then(|| name.to_owned());
    }
}

/// What stands behind the day and the hours of a line, without the preposition: the place. A break of the meeting is
/// told behind it.
fn after_clock(text: &str) -> &str {
    const BREAKS: [&str; 3] = ["ajourner", "paus", "sammanträdet"];
    let days = dates::find(text).last().map_or(0, |(range, _)| range.end);
    let tail = dates::behind_clock(text).unwrap_or(&text[days..]);
    let lower = tail.to_lowercase();
    let cut = BREAKS.iter().filter_map(|word| lower.find(word)).min();
    let tail =
        cut.and_then(|cut| tail.get(..cut)).unwrap_or(tail).trim_matches([',', ' ', '.', ';', ':', '(']);
    let tail = if tail.starts_with(|c: char| c.is_ascii_digit()) { "" } else { tail };
    ["i ", "på "].iter().find_map(|word| tail.strip_prefix(word)).unwrap_or(tail)
}

/// The name of a region without the word for the paper, which stands in a column beside it ("Region Viken      Protokoll").
fn without_kind(name: &str) -> &str {
    name.rsplit_once(' ')
        .filter(|(_, kind)| kind.to_lowercase().ends_with("protokoll"))
        .map_or(name, |(name, _)| name)
}

/// The names in a field that holds nothing else.
fn names(text: &str) -> Vec<String> {
    let mentioned = people::mentions(text);
    if !mentioned.is_empty() {
        return mentioned.into_iter().map(|mention| mention.name).collect();
    }
    let text = text.replace(" och ", ",").replace(" samt ", ",");
    text.split(',').map(squeeze).filter(|name| people::is_name(name)).collect()
}

/// How far the adjustment has come, by the words of cover and end.
pub(super) fn state(cover: &[Row<'_>], tail: &[Row<'_>], meeting: &Meeting) -> Option<SourceState> {
    let rows = cover.iter().take(80).chain(tail).filter(|row| !row.blank());
    let mut adjusted = false;
    for row in rows {
        let lower = row.text.to_lowercase();
        if lower == "utkast" || lower.starts_with("utkast ") && lower.len() < 60 {
            return Some(SourceState::Utkast);
        }
        if lower.contains("ojusterat") {
            return Some(SourceState::Ojusterat);
        }
        adjusted |= lower.contains("är justerat")
            || lower.contains("har justerats")
            || lower.contains("justerat protokoll");
    }
    (adjusted || meeting.posted.is_some()).then_some(SourceState::Justerat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_named_in_a_sentence_or_on_two_rows() {
        for text in [
            "Protokoll från operativa hamnnämnden, 2031-04-23",
            "Protokoll från sammanträde med operativa hamnnämnden den 23 april 2031",
            "Protokoll fört vid sammanträde med operativa hamnnämnden",
            "Protokoll från operativa hamnnämndens sammanträde den 23 april 2031",
        ] {
            assert_eq!(body_of(text, None).as_deref(), Some("Operativa hamnnämnden"), "{text}");
        }
        let named = |text: &str| {
            let lines: Vec<crate::packet::Line> = crate::packet::read_text("a.txt", text.as_bytes()).lines;
            read_organ(&super::super::rows::read(&lines)).organ.name
        };
        let halves = "Protokoll från operativa hamn- och\nsjönämnden, 2031-04-23";
        assert_eq!(named(halves).as_deref(), Some("Operativa hamn- och sjönämnden"));
        assert_eq!(
            named("Samverkansnämnden\ni Norra Sund").as_deref(),
            Some("Samverkansnämnden i Norra Sund")
        );
        assert_eq!(named("Hamnnämnden\ni går kväll").as_deref(), Some("Hamnnämnden"));
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(ROLL.is_some() && ORGANISATION.is_some());
    }
}
