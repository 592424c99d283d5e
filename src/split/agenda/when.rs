//! When and where a meeting is, by the first rows of its notice.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::date::{Date, Time};
use crate::model::record::Meeting;
use crate::split::documents::signs;
use crate::split::organs;
use crate::split::rows::Row;

static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:\bkl(?:ockan)?\.?:?\s*(\d{1,2}(?:[.:]\d{2})?)|\btid:?\s*(\d{1,2}[.:]\d{2}))",
        r"(?:\s*(?:[-–—]|till|ca)+\s*(?:kl(?:ockan)?\.?\s*)?(\d{1,2}[.:]\d{2}))?"
    ))
    .ok()
});

/// A clock time that stands by itself in a row that a label says is the time.
static BARE_CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s,])(\d{1,2}[.:]\d{2})(?:\s*[-–—]\s*(\d{1,2}[.:]\d{2}))?(?:$|[\s,])").ok()
});

/// The day: of the row that speaks of the meeting or its time, else the first day with a weekday. The day on which
/// the notice was written is none.
pub(super) fn date(rows: &[Row<'_>], near: &[usize]) -> Option<Date> {
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
        let Some(day) = signs::date_in(text(at)).or_else(|| slashed(text(at))) else { continue };
        // "Torsdag 16 november kl. 17.00 (gruppmöten från kl. 16.00)"
        let lower = lower.split_once(" (").map_or(lower.clone(), |(before, _)| before.to_owned());
        let says = ["sammanträdesda", "mötesda"].iter().any(|word| lower.starts_with(word));
        if written(&lower) || (written(&previous) && previous.chars().count() < 30 && !says) {
            continue;
        }
        let own = ["sammanträd", "tid ", "tid:", "mötesdatum", "dag den", "datum och"]
            .iter()
            .any(|word| lower.contains(word));
        // "Kallelse till sammanträde med miljö-" over "och kulturnämnden den 24 oktober 2031".
        let goes_on = text(at).starts_with(char::is_lowercase) && previous.contains("sammanträd");
        let own = own || goes_on;
        let weekday = crate::model::date::WEEKDAYS.iter().any(|day| lower.contains(day));
        let above = ["sammanträd", "tid", "mötesdatum", "plats"].iter().any(|word| previous.contains(word))
            && previous.chars().count() < 40;
        // "Datum" over a day alone is that of the paper where another day has its hour.
        let clock = weekday && CLOCK.as_ref().is_some_and(|form| form.is_match(text(at)));
        let weight =
            match (own || weekday, above, lower.contains("kallelse") || previous.contains("kallelse")) {
                (true, ..) if clock => 4,
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

/// A day written with a slash ("torsdag 14/3 2031").
static SLASHED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,2})/(\d{1,2}) ?-?((?:19|20)\d\d)\b").ok());

/// The day of a notice that writes it with a slash; a number of a case has no blank before its year.
fn slashed(text: &str) -> Option<Date> {
    let found = SLASHED.as_ref()?.captures(text)?;
    Date::new(found[3].parse().ok()?, found[2].parse().ok()?, found[1].parse().ok()?)
}

/// The clock times, from the same kinds of rows.
pub(super) fn times(rows: &[Row<'_>], near: &[usize], meeting: &mut Meeting) {
    let (Some(form), Some(bare)) = (CLOCK.as_ref(), BARE_CLOCK.as_ref()) else { return };
    for (at, i) in near.iter().enumerate() {
        let text = &rows[*i].text;
        let lower = text.to_lowercase();
        // A label with its value on the line below.
        let alone = matches!(lower.trim_end_matches(':'), "klockan" | "tid" | "kl" | "kl.");
        let next = near.get(at + 1).filter(|_| alone).map_or("", |next| rows[*next].text.as_str());
        let lower = lower.split_once(" (").map_or(lower.as_str(), |(before, _)| before);
        if ["gruppmöte", "förmöte", "senast", "telefon", "presidie", "justering"]
            .iter()
            .any(|word| lower.contains(word))
        {
            continue;
        }
        let time = |found: Option<regex::Match<'_>>| {
            let text = found?.as_str();
            if text.contains(['.', ':']) { Time::parse(text) } else { Time::new(text.parse().ok()?, 0) }
        };
        let labelled = ["tid", "mötestid", "klockslag"].iter().any(|word| lower.starts_with(word)) || alone;
        let (start, end) = if let Some(found) = form.captures(text) {
            (time(found.get(1).or(found.get(2))), time(found.get(3)))
        } else if let Some(found) = bare.captures(if alone { next } else { text }).filter(|_| labelled) {
            (time(found.get(1)), time(found.get(2)))
        } else {
            continue;
        };
        if start.is_some() {
            (meeting.start, meeting.end) = (start, end);
            return;
        }
    }
}

/// The place: after its label, or on the line below the day of the meeting.
pub(super) fn place(rows: &[Row<'_>], near: &[usize]) -> Option<String> {
    for (at, i) in near.iter().enumerate() {
        let text = &rows[*i].text;
        let lower = text.to_lowercase();
        for label in
            ["plats och tid", "tid och plats", "plats", "lokal", "sammanträdesplats", "mötesplats", "var:"]
        {
            let Some(rest) = lower
                .strip_prefix(label)
                .filter(|rest| rest.is_empty() || rest.starts_with([':', ' ']) || label.ends_with(':'))
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
            // Where nothing stands behind the label, the first item may follow.
            if value.chars().any(char::is_alphabetic) && !signs::numbered(&value) {
                return Some(value);
            }
        }
        let next = near.get(at + 1).map_or("", |next| rows[*next].text.as_str());
        // A sentence may go on from the line of the day ("onsdagen den 16 oktober 2031" over "klockan 08.30 i …").
        let above = at.checked_sub(1).map_or("", |above| rows[near[above]].text.as_str());
        let dated =
            signs::date_in(text).is_some() || lower.starts_with("kl") && signs::date_in(above).is_some();
        if let Some(place) = after_clock(text, next).filter(|_| dated) {
            return Some(place);
        }
        let below = lower.starts_with("sammanträde ") && signs::date_in(text).is_some();
        if below
            && let Some(next) = rows.get(i + 1).filter(|row| row.speaks() && row.text.chars().count() <= 80)
        {
            let plain = !next.text.ends_with(['.', ':'])
                && !next.text.contains(['@', '('])
                && signs::date_in(&next.text).is_none();
            let own = !signs::numbered(&next.text) && !next.text.contains(": ");
            if plain && own && organs::leading(&next.text).is_none() {
                return Some(next.text.clone());
            }
        }
    }
    None
}

/// "… kallas till sammanträde den 4 maj 2032 kl. 18.00 i Rådhuset.": the place follows the time, there or on the line
/// below.
fn after_clock(text: &str, next: &str) -> Option<String> {
    let clock = CLOCK.as_ref()?.find(text)?;
    let tail = text[clock.end()..].trim_start_matches([',', ' ']);
    let tail = if tail.is_empty() { next } else { tail };
    let place = tail.strip_prefix("i ").or_else(|| tail.strip_prefix("på "))?;
    let place = place.split_once(", för ").map_or(place, |(place, _)| place);
    let fits = place.chars().count() <= 80 && !place.contains(['@', ':']) && signs::date_in(place).is_none();
    fits.then(|| place.trim_end_matches(['.', ',', ' ']).to_owned())
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
