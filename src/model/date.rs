//! Days and clock times as Swedish documents write them: civil, without zone.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Names of the months, in order.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// Names of the days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];

/// A day of the civil calendar, in the years 1000 to 9999. Written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day `YYYY-MM-DD`; `None` for any other form and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        if !shape {
            return None;
        }
        Self::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
    }

    /// The day of this year, month (1–12) and day (1–31); `None` where there is none.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if !(1000..=9999).contains(&year) {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1–12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// This day plus `days`, which may be negative; `None` beyond the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        use jiff::ToSpan as _;
        self.0.checked_add(i64::from(days).days()).ok().map(Self)
    }

    /// Days from `earlier` to this day.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.since(earlier.0).map_or(0, |span| span.get_days())
    }

    /// The first day from this one on that is neither Saturday, Sunday nor holiday: a period that the law sets and
    /// that ends on such a day runs to the next weekday (lag 1930:173, 2 §, which counts midsummer's, Christmas
    /// and New Year's Eve too).
    #[must_use]
    pub fn or_next_weekday(self) -> Self {
        let mut day = self;
        while day.is_free() {
            match day.plus_days(1) {
                Some(next) => day = next,
                None => return day,
            }
        }
        day
    }

    fn is_free(self) -> bool {
        const FIXED: [(i8, i8); 8] = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)];
        let offset = self.0.weekday().to_monday_zero_offset();
        // Good Friday, Easter Monday and Ascension Day, counted from Easter Sunday.
        let movable =
            || Self::easter(self.year()).is_some_and(|easter| [-2, 1, 39].contains(&self.days_since(easter)));
        // Midsummer's Eve is the Friday between the 19th and the 25th of June.
        let midsummer_eve = self.month() == 6 && offset == 4 && (19..=25).contains(&self.day());
        offset >= 5 || FIXED.contains(&(self.month(), self.day())) || midsummer_eve || movable()
    }

    /// Easter Sunday of a year, by the Gregorian computus (Meeus, Jones and Butcher).
    fn easter(year: i16) -> Option<Self> {
        let y = i32::from(year);
        let (a, b, c) = (y % 19, y / 100, y % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
        Self::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?)
    }

    /// The weekday's Swedish name.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        WEEKDAYS[usize::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0)]
    }

    /// "14 februari 2020".
    #[must_use]
    pub fn long(self) -> String {
        let month = usize::try_from(self.month()).unwrap_or(1).clamp(1, 12);
        format!("{} {} {}", self.day(), MONTHS[month - 1], self.year())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// A clock time, to the minute. Written `HH:MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    hour: u8,
    minute: u8,
}

impl Time {
    /// The time of this hour (0–23) and minute (0–59).
    #[must_use]
    pub fn new(hour: u8, minute: u8) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self { hour, minute })
    }

    /// A time written `HH:MM`, `H:MM`, `HH.MM` or `H.MM`, as Swedish documents do.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once([':', '.'])?;
        let digits =
            |part: &str| part.len() <= 2 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(hour) || !digits(minute) || minute.len() != 2 {
            return None;
        }
        Self::new(hour.parse().ok()?, minute.parse().ok()?)
    }

    /// The hour, 0–23.
    #[must_use]
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0–59.
    #[must_use]
    pub fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

macro_rules! as_string {
    ($type:ident, $name:literal, $pattern:literal, $expected:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &$expected))
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}

as_string!(Date, "Date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a day as YYYY-MM-DD");
as_string!(Time, "Time", "^[0-9]{2}:[0-9]{2}$", "a time as HH:MM");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for bad in [
            "2024-02-30",
            "2023-19-19",
            "2023-02-29",
            "0999-01-01",
            "2024-2-3",
            "20240203",
            "２０２４-01-01",
            "",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
        assert_eq!(Date::parse("2024-02-29").unwrap().long(), "29 februari 2024");
        assert_eq!(Date::parse("2020-02-14").unwrap().weekday(), "fredag");
    }

    #[test]
    fn periods_end_on_weekdays() {
        let next = |day: &str| Date::parse(day).unwrap().or_next_weekday().to_string();
        assert_eq!(next("2026-03-20"), "2026-03-20");
        assert_eq!(next("2026-04-03"), "2026-04-07", "Good Friday to the Tuesday after Easter");
        assert_eq!(next("2025-05-29"), "2025-05-30", "Ascension Day");
        assert_eq!(next("2026-06-19"), "2026-06-22", "Midsummer's Eve");
        assert_eq!(next("2025-12-24"), "2025-12-29", "Christmas and the weekend after it");
        assert_eq!(next("2026-06-06"), "2026-06-08", "the National Day, a Saturday");
    }

    #[test]
    fn times_are_read_in_both_spellings() {
        assert_eq!(Time::parse("9.05").unwrap().to_string(), "09:05");
        assert_eq!(Time::parse("15:00").unwrap().to_string(), "15:00");
        for bad in ["24:00", "9", "9:5", "09:60", "1a:00", "123:00"] {
            assert_eq!(Time::parse(bad), None, "{bad}");
        }
    }
}
