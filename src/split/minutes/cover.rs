//! The cover of the minutes: body, day, place, those present, who adjusts, which paragraphs.

use std::sync::LazyLock;

use regex::Regex;

use super::dates;
use super::rows::Row;
use crate::base::text::{slug, squeeze};
use crate::model::record::{Meeting, Organ, Person, Role, SourceState};
use crate::split::organs::{self, Standing};
use crate::split::people::{self, Attendance};

/// What the head of the minutes says of organisation and body.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// The municipality or region, as printed.
    pub(super) organisation: Option<String>,
    /// The body.
    pub(super) organ: Organ,
}

/// A field of the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// Those present, by list.
    People(Attendance),
    /// Place and time.
    Place,
    /// Time alone.
    Time,
    /// Who adjusts.
    Adjusters,
    /// Where and when it is adjusted.
    Adjustment,
    /// The chair.
    Chair,
    /// The secretary.
    Secretary,
    /// The paragraphs.
    Paragraphs,
    /// The day.
    Day,
    /// Something that ends the field before.
    Other,
}

use Field as F;

/// Labels of the cover, in lower case; the longest that fits is taken.
const LABELS: &[(&str, Field)] = &[
    ("beslutande ledamöter", F::People(Attendance::Members)),
    ("närvarande beslutande", F::People(Attendance::Members)),
    ("närvarande ledamöter", F::People(Attendance::Members)),
    ("tjänstgörande ledamöter", F::People(Attendance::Members)),
    ("beslutande", F::People(Attendance::Members)),
    ("ledamöter", F::People(Attendance::Members)),
    ("närvarande", F::People(Attendance::Members)),
    ("deltagare", F::People(Attendance::Members)),
    ("tjänstgörande ersättare", F::People(Attendance::Serving)),
    ("beslutande ersättare", F::People(Attendance::Serving)),
    ("ej tjänstgörande ersättare", F::People(Attendance::Substitutes)),
    ("icke tjänstgörande ersättare", F::People(Attendance::Substitutes)),
    ("närvarande ej tjänstgörande ersättare", F::People(Attendance::Substitutes)),
    ("närvarande ersättare", F::People(Attendance::Substitutes)),
    ("övriga ersättare", F::People(Attendance::Substitutes)),
    ("ersättare", F::People(Attendance::Substitutes)),
    ("övriga närvarande", F::People(Attendance::Others)),
    ("övriga deltagande", F::People(Attendance::Others)),
    ("övriga deltagare", F::People(Attendance::Others)),
    ("övriga", F::People(Attendance::Others)),
    ("tjänstepersoner", F::People(Attendance::Others)),
    ("tjänstemän", F::People(Attendance::Others)),
    ("närvarande tjänstepersoner", F::People(Attendance::Others)),
    ("närvarande tjänstemän", F::People(Attendance::Others)),
    ("plats och tid för sammanträde", F::Place),
    ("plats och tid för", F::Place),
    ("plats och tid", F::Place),
    ("tid och plats", F::Place),
    ("plats", F::Place),
    ("mötesplats", F::Place),
    ("sammanträdesplats", F::Place),
    ("tid", F::Time),
    ("mötestid", F::Time),
    ("utses att justera", F::Adjusters),
    ("utsedd att justera", F::Adjusters),
    ("utsedda att justera", F::Adjusters),
    ("utsedd justerare", F::Adjusters),
    ("utsedda justerare", F::Adjusters),
    ("protokolljusterare", F::Adjusters),
    ("protokollsjusterare", F::Adjusters),
    ("justeringsperson", F::Adjusters),
    ("justeringspersoner", F::Adjusters),
    ("val av justerare", F::Adjusters),
    ("justerare", F::Adjusters),
    ("justerande", F::Adjusters),
    ("justeringens plats och tid", F::Adjustment),
    ("justeringens tid och plats", F::Adjustment),
    ("plats och tid för justering", F::Adjustment),
    ("plats och tid för justeringen", F::Adjustment),
    ("tid och plats för justering", F::Adjustment),
    ("justeringsdatum", F::Adjustment),
    ("justeringsdag", F::Adjustment),
    ("datum för justering", F::Adjustment),
    ("protokollet justerat", F::Adjustment),
    ("justering", F::Adjustment),
    ("ordförande", F::Chair),
    ("mötesordförande", F::Chair),
    ("sekreterare", F::Secretary),
    ("protokollförare", F::Secretary),
    ("paragrafer", F::Paragraphs),
    ("paragraf", F::Paragraphs),
    ("justerade paragrafer", F::Paragraphs),
    ("§§", F::Paragraphs),
    ("sammanträdesdatum", F::Day),
    ("sammanträdesdag", F::Day),
    ("mötesdatum", F::Day),
    ("underskrifter", F::Other),
    ("underskrift", F::Other),
    ("signaturer", F::Other),
    ("anslag/bevis", F::Other),
    ("anslag", F::Other),
    ("bevis om tillkännagivande", F::Other),
    ("bevis", F::Other),
    ("organ", F::Other),
    ("innehåll", F::Other),
    ("innehållsförteckning", F::Other),
    ("innehållsförteckning:", F::Other),
    ("ärendelista", F::Other),
    ("sida", F::Other),
];

/// A municipality or region named in a head. Group: name.
static ORGANISATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^((?:\p{Lu}[\p{L}-]+\s){1,3}(?:[Kk]ommun|KOMMUN|[Ss]tad|STAD|[Ll]andsting|LANDSTING)|[Rr]egion(?:en)?\s\p{Lu}\p{L}+(?:\s(?:län|\p{Lu}\p{L}+(?:\slän)?))?|REGION\s\p{Lu}+(?:\sLÄN)?|Landstinget\s\p{Lu}\p{L}+|\p{Lu}[\p{L}-]+regionen)(?:\s|,|$)").ok()
});
/// The paragraphs' range. Group: range.
static PARAGRAPHS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:justerade\s)?paragraf(?:er)?:?\s*((?:§+\s?)?\d{1,4}(?:/\d{2})?(?:\s*(?:--|[-–—,]|och|till)\s*(?:§+\s?)?\d{1,4}(?:/\d{2})?)*)\s*$").ok()
});
/// The same within a longer line. Group: range.
static PARAGRAPHS_WITHIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\bParagrafer:?\s*((?:§+\s?)?\d{1,4}(?:\s*(?:--|[-–—,])\s*(?:§+\s?)?\d{1,4})*)(?:\s+\p{L}|<)")
        .ok()
});
/// A range that ends a line ("Eva Ek    § 1-37"). Group: range.
static RANGE_AT_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\s(§+\s?\d{1,4}\s*[-–]\s*\d{1,4})$").ok());
/// A number or a range in a list of paragraphs. Groups: from, to.
static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\d{1,4})(?:/\d{2})?(?:\s*(?:--|[-–—]|till)\s*(?:§+\s?)?(\d{1,4})(?:/\d{2})?)?").ok()
});

/// Organisation and body of the first rows.
pub(super) fn read_organ(rows: &[Row<'_>]) -> Head {
    let mut head = Head::default();
    for row in rows.iter().filter(|row| !row.blank()).take(60) {
        let text = row.text.as_str();
        if head.organisation.is_none()
            && let Some(found) = ORGANISATION.as_ref().and_then(|pattern| pattern.captures(text))
        {
            head.organisation = found.get(1).map(|m| m.as_str().to_owned());
        }
        if head.organ.name.is_none() {
            head.organ.name = body_of(text, head.organisation.as_deref());
        }
        if head.organisation.is_some() && head.organ.name.is_some() {
            break;
        }
    }
    head.organ.slug = head.organ.name.as_deref().map(slug);
    head
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
    let named =
        organs::leading(text).filter(|named| named.standing == Standing::Elected && !named.genitive)?;
    let rest = named.rest.trim_start_matches([',', ' ']).to_lowercase();
    let plain = rest.is_empty()
        || rest.starts_with("protokoll")
        || rest.starts_with("sammanträdesprotokoll")
        || rest.starts_with("sammanträdesdatum")
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
    meeting
}

/// Labels that may follow another field on one line, where extraction has joined the lines of a cover.
static WITHIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(Paragrafer|Underskrifter|Sekreterare|Ordförande|Justerande|Justerare|ANSLAG/BEVIS|Justeringens plats och tid|Utses att justera|Övriga närvarande|Organ|Sammanträdesdatum|Datum för anslag)\s*[§\p{Lu}\d]").ok()
});

/// The row, parted where further labels stand in it.
fn parts<'a>(row: &Row<'a>) -> Vec<Row<'a>> {
    let starts: Vec<usize> = WITHIN
        .as_ref()
        .into_iter()
        .flat_map(|pattern| pattern.find_iter(&row.text))
        .map(|found| found.start())
        .filter(|at| *at > 0 && row.text[..*at].ends_with(' '))
        .collect();
    let joined = row.text.chars().count() > 100 && starts.len() >= 2;
    if row.text.starts_with('|') || !joined {
        return vec![row.clone()];
    }
    let mut ends = starts.clone();
    ends.push(row.text.len());
    std::iter::once(0)
        .chain(starts)
        .zip(ends)
        .map(|(from, to)| Row { text: row.text[from..to].trim().to_owned(), raw: "", ..row.clone() })
        .collect()
}

/// The day of the meeting where no label names it: the first day printed.
fn day(rows: &[Row<'_>]) -> Option<crate::model::date::Date> {
    rows.iter().filter(|row| !row.blank()).take(40).find_map(|row| {
        let lower = row.text.to_lowercase();
        (!lower.contains("justera") && !lower.contains("anslag")).then(|| dates::first(&row.text)).flatten()
    })
}

/// The fields while the cover is read.
#[derive(Debug, Default)]
struct Fields {
    /// Fields with their lines.
    done: Vec<(Field, Vec<String>)>,
    /// Columns open now, each with its lines; one column for a plain field.
    open: Vec<(Field, Vec<String>)>,
}

impl Fields {
    /// Takes one row of the cover.
    fn take(&mut self, row: &Row<'_>) {
        if row.blank() {
            return;
        }
        if row.text.starts_with('|') {
            self.take_table(&row.text);
            return;
        }
        if let Some((field, rest)) = label(&row.text) {
            self.close();
            self.open = columns(row, field).unwrap_or_else(|| vec![(field, Vec::new())]);
            if self.open.len() == 1 && !rest.is_empty() {
                self.open[0].1.push(rest);
            }
            return;
        }
        if row.furniture {
            return;
        }
        let cells = cells(row.raw);
        if self.open.len() == 2 && cells.len() == 2 {
            self.open[0].1.push(cells[0].clone());
            self.open[1].1.push(cells[1].clone());
        } else if self.open.len() == 2 {
            let officials =
                self.open[1].0 == F::People(Attendance::Others) && people::mentions(&row.text).is_empty();
            let indented = row.raw.chars().take_while(|c| c.is_whitespace()).count() >= 16;
            let second = officials || indented;
            self.open[usize::from(second)].1.push(row.text.clone());
        } else if let Some((_, lines)) = self.open.first_mut() {
            lines.push(row.text.clone());
        }
    }

    /// Takes one row of a cover set as a table: a label and a value, or a value under the label above.
    fn take_table(&mut self, text: &str) {
        let cells: Vec<&str> = text.trim_matches('|').split('|').map(str::trim).collect();
        let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        match (filled.as_slice(), text.starts_with("||")) {
            ([value], true) => {
                if let Some((_, lines)) = self.open.first_mut() {
                    lines.push((*value).to_owned());
                }
            }
            ([head, rest @ ..], false) => {
                if let Some((field, own)) = label(head) {
                    self.close();
                    let mut lines: Vec<String> = rest.iter().map(|cell| (*cell).to_owned()).collect();
                    if !own.is_empty() {
                        lines.insert(0, own);
                    }
                    self.open = vec![(field, lines)];
                } else if !head.starts_with("---") {
                    self.close();
                }
            }
            _ => self.close(),
        }
    }

    /// Ends the open fields.
    fn close(&mut self) {
        self.done.append(&mut self.open);
    }
}

/// The cells of a row, by runs of two blanks or more.
fn cells(raw: &str) -> Vec<String> {
    raw.trim().split("  ").map(squeeze).filter(|cell| !cell.is_empty()).collect()
}

/// The two lists whose headings share a row ("Ledamöter      Tjänstgörande ersättare").
fn columns(row: &Row<'_>, field: Field) -> Option<Vec<(Field, Vec<String>)>> {
    let mut fields = Vec::new();
    for cell in cells(row.raw) {
        let (first, rest) = label(&cell)?;
        let own = label(&rest).filter(|(_, rest)| rest.is_empty()).map_or(first, |(field, _)| field);
        if !rest.is_empty() && own == first {
            return None;
        }
        fields.push(own);
    }
    if fields.len() == 3 && fields[0] == field {
        fields.remove(0);
    }
    (fields.len() == 2).then(|| fields.into_iter().map(|field| (field, Vec::new())).collect())
}

/// The label at the head of a line, and what follows it.
fn label(text: &str) -> Option<(Field, String)> {
    let lower = text.to_lowercase();
    let (found, field) =
        LABELS.iter().filter(|(label, _)| lower.starts_with(label)).max_by_key(|(label, _)| label.len())?;
    let rest = text.get(found.len()..)?;
    let glued = matches!(field, F::Paragraphs | F::Adjusters)
        && rest.starts_with(|c: char| c.is_ascii_digit() || c == '§' || c.is_uppercase());
    let ends = rest.is_empty() || rest.starts_with([':', ' ', '\u{a0}']) || glued;
    // "Ordföranden inleder …" or "Ledamöter kallas" are no labels; a lower-case word after one is running text.
    let text = rest.trim_start_matches([':', ' ', '\u{a0}']);
    let running = !rest.starts_with(':') && text.chars().next().is_some_and(char::is_lowercase);
    (ends && !running).then(|| (*field, text.to_owned()))
}

/// Puts one field into the meeting.
fn fill(meeting: &mut Meeting, field: Field, lines: &[String]) {
    let text = lines.join(" ");
    match field {
        F::People(list) => {
            let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
            for person in people::attendance(&borrowed, list) {
                add(&mut meeting.people, person);
            }
        }
        F::Place | F::Time => place(meeting, field, &text),
        F::Adjusters if meeting.adjusters.is_empty() => meeting.adjusters = names(&text),
        F::Adjustment if meeting.adjusted.is_none() => meeting.adjusted = dates::first(&text),
        F::Chair if meeting.chair.is_none() => {
            meeting.chair = names(lines.first().map_or("", String::as_str)).into_iter().next();
        }
        F::Secretary if meeting.secretary.is_none() => {
            meeting.secretary = lines.iter().find_map(|line| names(before_label(line)).into_iter().next());
        }
        F::Day if meeting.date.is_none() => meeting.date = dates::first(&text),
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
fn place(meeting: &mut Meeting, field: Field, text: &str) {
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
        let name = name.trim_matches([',', ' ', '.', ';', ':']);
        meeting.place = (!name.is_empty()).then(|| name.to_owned());
    }
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

/// The range of paragraphs that the cover prints.
pub(super) fn printed_paragraphs(rows: &[Row<'_>]) -> Option<String> {
    let speaking: Vec<&Row<'_>> = rows.iter().filter(|row| !row.blank()).take(150).collect();
    let own = |text: &str| {
        PARAGRAPHS.as_ref().and_then(|pattern| pattern.captures(text)).map(|found| squeeze(&found[1]))
    };
    let tidy = |range: String| squeeze(range.trim_start_matches(['§', ' ']));
    for (at, row) in speaking.iter().enumerate() {
        // A cover joined to one line.
        if let Some(range) = PARAGRAPHS_WITHIN.as_ref().and_then(|pattern| pattern.captures(&row.text)) {
            return Some(tidy(squeeze(&range[1])));
        }
        if let Some(range) = own(&row.text) {
            return Some(tidy(range));
        }
        // The label on one row, the range on the next.
        let label = row.text.trim_end_matches(':').to_lowercase();
        if (label == "paragrafer" || label == "paragraf")
            && let Some(range) =
                speaking.get(at + 1).and_then(|next| own(&format!("Paragrafer {}", next.text)))
        {
            return Some(tidy(range));
        }
        // The label printed lower than its range.
        let above = at.checked_sub(1).and_then(|above| speaking.get(above));
        if (label == "paragrafer" || label == "paragraf")
            && let Some(found) = above.and_then(|row| RANGE_AT_END.as_ref()?.captures(&row.text))
        {
            return Some(tidy(squeeze(&found[1])));
        }
    }
    None
}

/// The ranges of a printed list of paragraphs.
pub(super) fn ranges(text: &str) -> Vec<(u32, u32)> {
    let Some(pattern) = RANGE.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(text)
        .filter_map(|found| {
            let from: u32 = found[1].parse().ok()?;
            let to = found.get(2).and_then(|m| m.as_str().parse().ok()).unwrap_or(from);
            (from <= to && to - from < 2000).then_some((from, to))
        })
        .collect()
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
    fn ranges_of_paragraphs() {
        assert_eq!(ranges("131-136, 138–162, 165"), [(131, 136), (138, 162), (165, 165)]);
        assert_eq!(ranges("26 -- 38"), [(26, 38)]);
        assert_eq!(ranges("§84 -§98"), [(84, 98)]);
        assert_eq!(ranges("ej § 7 p.g.a. jäv"), [(7, 7)]);
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(WITHIN.is_some() && PARAGRAPHS_WITHIN.is_some() && RANGE_AT_END.is_some());
        assert!(ORGANISATION.is_some() && PARAGRAPHS.is_some() && RANGE.is_some());
    }
}
