//! The head of a notice or agenda: who meets, when, where, who calls.

use std::sync::LazyLock;

use regex::Regex;

use super::table::segments;
use crate::model::date::{Date, Time};
use crate::model::record::Meeting;
use crate::split::documents::signs;
use crate::split::organs::{self, Standing};
use crate::split::rows::Row;

/// How many rows with text the head of a meeting can take.
const REACH: usize = 60;

static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\bkl(?:ockan)?\.?\s*|\btid:?\s*)(\d{1,2}(?:[.:]\d{2})?)(?:\s*(?:[-–—]|till)\s*(\d{1,2}[.:]\d{2}))?").ok()
});

static ORGANISATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:[A-ZÅÄÖ][\p{L}-]+(?: [A-ZÅÄÖ][\p{L}-]+)? (?:kommun|stad|kommunalförbund)|Region [A-ZÅÄÖ][\p{L}-]+(?: län| [A-ZÅÄÖ][\p{L}-]+)?",
        r"|Landstinget [A-ZÅÄÖ][\p{L}-]+|Kommunalförbundet [A-ZÅÄÖ].{2,40}|[A-ZÅÄÖ-]+ (?:KOMMUN|STAD)|REGION [A-ZÅÄÖ -]+)$"
    ))
    .ok()
});

static SECRETARY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:[Nn]ämnd|[Kk]ommun|[Rr]egion|[Uu]tskotts|[Ss]tads)?[Ss]ekreterare:? ([A-ZÅÄÖ][\p{L}-]+(?: [A-ZÅÄÖ][\p{L}-]+){1,2})").ok()
});

/// Reads the head of the meeting from the first rows.
pub(crate) fn read(rows: &[Row<'_>], meeting: &mut Meeting) {
    let near: Vec<usize> = (0..rows.len()).filter(|i| !rows[*i].blank()).take(REACH).collect();
    meeting.organisation = organisation(rows, &near);
    meeting.organ.name = organ(rows, &near);
    meeting.date = date(rows, &near);
    times(rows, &near, meeting);
    meeting.place = place(rows, &near);
    meeting.secretary = near.iter().find_map(|i| {
        let found = SECRETARY.as_ref()?.captures(&rows[*i].text)?;
        Some(found[1].to_owned())
    });
    signatures(rows, meeting);
}

/// The municipality or region: a name that stands by itself, not all in capitals where there is a choice.
fn organisation(rows: &[Row<'_>], near: &[usize]) -> Option<String> {
    let form = ORGANISATION.as_ref()?;
    let names: Vec<String> = near
        .iter()
        .flat_map(|i| segments(rows[*i].raw).into_iter().map(|(_, text)| text).chain([rows[*i].text.clone()]))
        .filter(|text| form.is_match(text))
        .collect();
    names
        .iter()
        .find(|name| {
            name.chars().any(char::is_lowercase) && name.chars().filter(|c| c.is_lowercase()).count() > 3
        })
        .or(names.first())
        .cloned()
}

/// The body: what "Sammanträde med" announces, or an elected body's name that stands by itself.
fn organ(rows: &[Row<'_>], near: &[usize]) -> Option<String> {
    let named = |text: &str| {
        let text = text.trim().trim_end_matches([':', '.', ',']);
        organs::leading(text)
            .filter(|named| named.rest.is_empty() && named.standing == Standing::Elected && !named.genitive)
            .map(|named| named.name.to_owned())
    };
    for (at, i) in near.iter().enumerate() {
        let lower = rows[*i].text.to_lowercase();
        for head in [
            "sammanträde med",
            "kallelse till sammanträde med",
            "kallelse till",
            "kallelse för",
            "organ",
            "nämnd",
            "möte med",
        ] {
            let Some(rest) = lower.strip_prefix(head) else { continue };
            let rest =
                rows[*i].text.get(lower.len() - rest.len()..).unwrap_or("").trim_start_matches([':', ' ']);
            if rest.is_empty() {
                let next = near.get(at + 1).map_or("", |next| rows[*next].text.as_str());
                if let Some(name) = named(next) {
                    return Some(name);
                }
            } else if let Some(name) = named(rest).or_else(|| genitive(rest)) {
                return Some(name);
            }
        }
    }
    near.iter().find_map(|i| {
        std::iter::once(rows[*i].text.clone())
            .chain(segments(rows[*i].raw).into_iter().map(|(_, text)| text))
            .find_map(|text| named(&text))
    })
}

/// "Socialnämndens sammanträde den …".
fn genitive(text: &str) -> Option<String> {
    organs::leading(text)
        .filter(|named| {
            named.genitive
                && named.standing == Standing::Elected
                && named.rest.to_lowercase().starts_with("sammanträde")
        })
        .map(|named| named.name.to_owned())
}

/// The day: of the row that speaks of the meeting or its time, else the first day with a weekday. The day on which
/// the notice was written is none.
fn date(rows: &[Row<'_>], near: &[usize]) -> Option<Date> {
    let text = |at: usize| near.get(at).map_or("", |i| rows[*i].text.as_str());
    let written = |lower: &str| {
        [
            "upprättad",
            "utskrift",
            "utskick",
            "kallelsedatum",
            "skickad",
            "meddela",
            "senast",
            "gruppmöte",
            "justera",
        ]
        .iter()
        .any(|word| lower.contains(word))
    };
    let mut best: Option<(u8, Date)> = None;
    for at in 0..near.len() {
        let lower = text(at).to_lowercase();
        let previous = if at > 0 { text(at - 1).to_lowercase() } else { String::new() };
        let Some(day) = signs::date_in(text(at)) else { continue };
        if written(&lower) || (written(&previous) && previous.chars().count() < 30) {
            continue;
        }
        let own = ["sammanträd", "tid ", "tid:", "mötesdatum", "dag den", "datum och"]
            .iter()
            .any(|word| lower.contains(word));
        let weekday = crate::model::date::WEEKDAYS.iter().any(|day| lower.contains(day));
        let above = ["sammanträd", "tid", "mötesdatum", "plats"].iter().any(|word| previous.contains(word))
            && previous.chars().count() < 40;
        let weight =
            match (own || weekday, above, lower.contains("kallelse") || previous.contains("kallelse")) {
                (true, ..) => 3,
                (_, true, _) => 2,
                (_, _, true) => 1,
                _ => 0,
            };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, day));
        }
    }
    best.map(|(_, day)| day)
}

/// The clock times, from the same kinds of rows.
fn times(rows: &[Row<'_>], near: &[usize], meeting: &mut Meeting) {
    let Some(form) = CLOCK.as_ref() else { return };
    for i in near {
        let text = &rows[*i].text;
        let lower = text.to_lowercase();
        if ["gruppmöte", "förmöte", "senast", "telefon", "presidie", "justering"]
            .iter()
            .any(|word| lower.contains(word))
        {
            continue;
        }
        let Some(found) = form.captures(text) else { continue };
        let time = |at: usize| {
            found.get(at).and_then(|m| {
                let text = m.as_str();
                if text.contains(['.', ':']) { Time::parse(text) } else { Time::new(text.parse().ok()?, 0) }
            })
        };
        if let Some(start) = time(1) {
            (meeting.start, meeting.end) = (Some(start), time(2));
            return;
        }
    }
}

/// The place: after its label, or on the line below the day of the meeting.
fn place(rows: &[Row<'_>], near: &[usize]) -> Option<String> {
    for (at, i) in near.iter().enumerate() {
        let text = &rows[*i].text;
        let lower = text.to_lowercase();
        for label in ["plats och tid", "tid och plats", "plats", "lokal", "sammanträdesplats"] {
            let Some(rest) =
                lower.strip_prefix(label).filter(|rest| rest.is_empty() || rest.starts_with([':', ' ']))
            else {
                continue;
            };
            let value = text.get(lower.len() - rest.len()..).unwrap_or("").trim_start_matches([':', ' ']);
            let value = if value.is_empty() {
                near.get(at + 1).map_or("", |next| rows[*next].text.as_str())
            } else {
                value
            };
            let value = without_time(value);
            if value.chars().any(char::is_alphabetic) {
                return Some(value);
            }
        }
        let below = lower.starts_with("sammanträde ") && signs::date_in(text).is_some();
        if below
            && let Some(next) = rows.get(i + 1).filter(|row| row.speaks() && row.text.chars().count() <= 80)
        {
            let plain = !next.text.ends_with(['.', ':'])
                && !next.text.contains(['@', '('])
                && signs::date_in(&next.text).is_none();
            if plain && organs::leading(&next.text).is_none() {
                return Some(next.text.clone());
            }
        }
    }
    None
}

/// A value of "Plats och tid" without day and clock time.
fn without_time(value: &str) -> String {
    let parts = value.split(',').map(str::trim).filter(|part| {
        let lower = part.to_lowercase();
        let timed = CLOCK.as_ref().is_some_and(|r| r.is_match(&lower)) || signs::date_in(part).is_some();
        !timed && !crate::model::date::WEEKDAYS.iter().any(|day| lower.starts_with(day))
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// Names above "ordförande" and "sekreterare", set in columns.
fn signatures(rows: &[Row<'_>], meeting: &mut Meeting) {
    for (i, row) in rows.iter().enumerate() {
        let roles = segments(row.raw);
        let known = |text: &str| {
            matches!(
                text.trim().to_lowercase().as_str(),
                "ordförande" | "sekreterare" | "nämndsekreterare" | "kommunsekreterare"
            )
        };
        if roles.is_empty() || !roles.iter().all(|(_, text)| known(text)) {
            continue;
        }
        let Some(above) = rows[..i].iter().rev().find(|row| !row.blank()) else { continue };
        let names = segments(above.raw);
        if names.len() != roles.len() {
            continue;
        }
        for ((_, name), (_, role)) in names.iter().zip(&roles) {
            if !(2..=4).contains(&name.split_whitespace().count())
                || !name.chars().next().is_some_and(char::is_uppercase)
            {
                continue;
            }
            let name = name.split('(').next().unwrap_or(name).trim().to_owned();
            if role.to_lowercase().ends_with("sekreterare") {
                meeting.secretary.get_or_insert(name);
            } else {
                meeting.chair.get_or_insert(name);
            }
        }
    }
}
