//! The values of a head: days, numbers, who wrote.

use std::sync::LazyLock;

use regex::Regex;

use super::letterhead::field_row;
use super::{Head, some};
use crate::model::date::Date;
use crate::split::rows::Row;

static DATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b").ok());

static LONG_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(\d{1,2})\s+(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+((?:19|20)\d\d)\b").ok()
});

/// Something that looks like a diarienummer, to tell a letterhead's values by; what it is, the scanner says.
pub(super) static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:\d{2}[A-ZÅÄÖ]{2,4}\d{1,6}|[A-ZÅÄÖ]{1,8}[A-Za-zåäö]{0,7}[ /-]?\d{1,5}[/:-]\d{1,6}(?:[/:-]\w+)?|[A-ZÅÄÖ]{1,4}[ .](?:19|20)\d\d\.\d{1,5}|(?:19|20)\d\d[-/:]\d{2,6}|\d{1,6}/(?:19|20)?\d\d)\b").ok()
});

/// The first day named in the text.
pub(crate) fn date_in(text: &str) -> Option<Date> {
    if let Some(found) = DATE.as_ref()?.captures(text) {
        return Date::parse(found.get(0)?.as_str());
    }
    let found = LONG_DATE.as_ref()?.captures(text)?;
    let month = crate::model::date::MONTHS.iter().position(|m| *m == found[2].to_lowercase())?;
    Date::new(found[3].parse().ok()?, i8::try_from(month + 1).ok()?, found[1].parse().ok()?)
}

/// Whether a text is a day and no more.
pub(crate) fn bare_day(text: &str) -> bool {
    date_in(text).is_some() && text.chars().count() <= 18
}

/// Whether a text is a place and a day and no more ("Hamnstad 2031-05-15", "Hamnstad den 15 maj 2031").
pub(crate) fn place_and_day(text: &str) -> bool {
    let Some((place, day)) = text.split_once(' ') else { return false };
    let place = place.trim_end_matches(',');
    place.chars().next().is_some_and(char::is_uppercase)
        && place.chars().all(|c| c.is_alphabetic() || c == '-')
        && !super::field_row(place)
        && bare_day(day.strip_prefix("den ").unwrap_or(day))
}

/// Whether the line holds the values of a letterhead: a day and a number at its end, little else.
pub(super) fn value_row(text: &str) -> bool {
    let told = ["Bordlag", "Återremi"].iter().any(|word| text.starts_with(word));
    if told || text.chars().count() > 110 || text.ends_with('.') || text.contains('§') {
        return false;
    }
    let Some(date) = DATE.as_ref().and_then(|r| r.find(text)) else { return false };
    let tail = &text[date.end()..];
    let number = NUMBER.as_ref().and_then(|r| r.find(tail));
    // The code of the filing plan may follow the number: "HN 2031/22 042".
    // So may the page's counter.
    let code = |rest: &str| {
        rest.len() <= 7
            && rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'/' | b' ' | b'(' | b')'))
    };
    number.is_some_and(|n| code(tail[n.end()..].trim()) && n.start() <= 22)
        && !text[..date.start()].contains(['(', '|'])
}

/// The day or the number that stands in the last column of a letterhead's row ("Handläggare: Eva Ek      2031-03-01").
pub(super) fn value_beside(row: &Row<'_>) -> Option<String> {
    let columns = crate::split::agenda::segments(row.raw);
    let (_, last) = columns.last().filter(|_| columns.len() >= 2 && columns.len() <= 3)?;
    let bare = is_number(last) || bare_day(last);
    bare.then(|| last.clone())
}

/// Whether a line is a value by itself: a day or a number, nothing else of weight.
pub(super) fn is_value(text: &str) -> bool {
    // "Bordlagt 2031-09-28": what an agenda tells of an item.
    !["Bordlag", "Återremi"].iter().any(|word| text.starts_with(word))
        && text.chars().count() <= 60
        && !text.ends_with('.')
        && (date_in(text).is_some() || NUMBER.as_ref().is_some_and(|r| r.is_match(text)))
}

/// Takes the day, number and sender out of a row of values.
pub(super) fn take_values(head: &mut Head, text: &str) {
    head.date = head.date.or_else(|| date_in(text));
    let without_date =
        DATE.as_ref().map_or_else(|| text.to_owned(), |r| r.replace_all(text, " ").into_owned());
    let tail = DATE.as_ref().and_then(|r| r.find(text)).map_or("", |date| text[date.end()..].trim());
    if head.number.is_none() && NUMBER.as_ref().is_some_and(|r| r.is_match(tail)) {
        head.number = Some(tail.to_owned());
    }
    if head.number.is_none() && NUMBER.as_ref().is_some_and(|r| r.is_match(&without_date)) {
        head.number = Some(without_date.clone());
    }
    if let Some(date) = DATE.as_ref().and_then(|r| r.find(text))
        && head.sender.is_none()
    {
        // A label before the day is nobody's name.
        let sender = text[..date.start()].trim_end_matches([',', ' ']);
        let sender =
            sender.strip_prefix("Handläggare").map_or(sender, |name| name.trim_start_matches([':', ' ']));
        // Neither is a number.
        head.sender = some(sender).filter(|sender| !field_row(sender) && !is_number(sender));
    }
    head.values.push_str(text);
    head.values.push('|');
}

/// Whether the line is a diarienummer and nothing else.
pub(crate) fn is_number(text: &str) -> bool {
    text.len() <= 24
        && NUMBER.as_ref().is_some_and(|r| r.is_match(text))
        && date_in(text).is_none()
        && crate::split::numbers::is(text)
}
