//! Days in running text: "2031-04-16", "den 27 augusti 2031".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::date::{Date, MONTHS, Time};

/// A day in any of the forms.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let months = MONTHS.join("|");
    Regex::new(&format!(
        r"(?i)\b(\d{{4}})-\s?(\d{{2}})-\s?(\d{{2}})\b|\b(\d{{1,2}})(?:\s|:e\s|\.\s)\s?({months})\s(\d{{4}})\b|\b(20\d{{2}})(\d{{2}})(\d{{2}})\b"
    ))
    .ok()
});
/// A span of clock times, or one.
static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(\d{1,2}[.:]\d{2})(?:\s*(?:-|–|—|till)\s*(?:kl\.?\s*)?(\d{1,2}[.:]\d{2}))?").ok()
});

/// One more span behind another.
static MORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:,|;|och|samt)\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2}\s*(?:-|–|—|till)\s*(?:kl\.?\s*)?(\d{1,2}[.:]\d{2})").ok()
});

/// Every day in the text, with its place.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Date)> {
    let Some(pattern) = DAY.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(text)
        .filter_map(|found| {
            let number = |at: usize| found.get(at).and_then(|m| m.as_str().parse::<i16>().ok());
            let small = |at: usize| number(at).and_then(|n| i8::try_from(n).ok());
            let date = if let Some(year) = number(1) {
                Date::new(year, small(2)?, small(3)?)
            } else if let Some(name) = found.get(5) {
                let name = name.as_str().to_lowercase();
                let month = MONTHS.iter().position(|month| *month == name)?;
                Date::new(number(6)?, i8::try_from(month + 1).ok()?, small(4)?)
            } else {
                Date::new(number(7)?, small(8)?, small(9)?)
            };
            Some((found.get(0)?.range(), date?))
        })
        .collect()
}

/// The first day in the text.
pub(super) fn first(text: &str) -> Option<Date> {
    find(text).into_iter().next().map(|(_, date)| date)
}

/// The day that the text is, with nothing else.
pub(super) fn only(text: &str) -> Option<Date> {
    let found = find(text.trim());
    let [(range, date)] = found.as_slice() else { return None };
    (range.start == 0 && range.end == text.trim().len()).then_some(*date)
}

/// Start and end of a meeting, as its cover prints them, and where the words about them begin.
pub(super) fn clock(text: &str) -> Option<(Time, Option<Time>, usize)> {
    CLOCK.as_ref()?.captures_iter(text).find_map(|found| {
        let start = Time::parse(found.get(1)?.as_str())?;
        let whole = found.get(0)?;
        let end = found.get(2).and_then(|m| Time::parse(m.as_str()));
        let end = end.map(|end| last_end(&text[whole.end()..]).unwrap_or(end));
        Some((start, end, whole.start()))
    })
}

/// What stands behind the first clock time, and the spans that follow right behind it.
pub(super) fn behind_clock(text: &str) -> Option<&str> {
    let mut rest = &text[CLOCK.as_ref()?.find(text)?.end()..];
    while let Some(found) = MORE.as_ref()?.find(rest) {
        rest = &rest[found.end()..];
    }
    Some(rest)
}

/// When the last of more spans ends that follow right behind the first ("…, 13.00–14.25").
fn last_end(mut rest: &str) -> Option<Time> {
    let mut end = None;
    while let Some(found) = MORE.as_ref()?.captures(rest) {
        end = Time::parse(found.get(1)?.as_str()).or(end);
        rest = &rest[found.get(0)?.end()..];
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_all_forms() {
        let text = "2031-04-16, den 27 augusti 2031, 20310501 och 2031-02-30";
        let days: Vec<String> = find(text).iter().map(|(_, date)| date.to_string()).collect();
        assert_eq!(days, ["2031-04-16", "2031-08-27", "2031-05-01"]);
        assert!(only("2031-04-16").is_some() && only("2031-04-16 §").is_none());
    }

    #[test]
    fn clock_times() {
        let (start, end, _) = clock("Rådhuset kl. 08:15 – 12.45.").unwrap();
        assert_eq!((start.to_string(), end.map(|t| t.to_string())), ("08:15".into(), Some("12:45".into())));
        let end = |text| clock(text).unwrap().1.unwrap().to_string();
        assert_eq!(end("kl. 09.00–12.10, 13.00–14.25"), "14:25");
        assert_eq!(end("kl. 09.00–12.10 och kl. 13.00-14.25, ajournering 10.00-10.10"), "14:25");
        assert_eq!(end("kl. 09.00–12.10, ajournering 10.00-10.10"), "12:10");
    }
}
