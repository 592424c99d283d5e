//! Instants from days and clock times: what Swedish papers print is Swedish time.

use std::fmt;

use crate::model::date::{Date, Time};

/// The day that computers count from, which nobody takes for news: formats want a day also where there is none.
pub(super) const EPOCH: &str = "1970-01-01T00:00:00+01:00";

/// A day and a clock time in Sweden, midnight where no time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    date: Date,
    time: Option<Time>,
}

impl Moment {
    /// The start of a day.
    pub(super) fn day(date: Date) -> Self {
        Self { date, time: None }
    }

    /// A time of a day.
    pub(super) fn at(date: Date, time: Option<Time>) -> Self {
        Self { date, time }
    }

    /// The same, or the start of the day where it lies after it.
    pub(super) fn not_after(self, day: Option<Date>) -> Self {
        match day {
            Some(day) if self.date > day => Self::day(day),
            _ => self,
        }
    }

    /// `20260303T130000`, without a zone: for calendars, which name it beside.
    pub(super) fn local(self) -> String {
        let (hour, minute) = self.clock();
        format!("{}T{hour:02}{minute:02}00", compact(self.date))
    }

    fn clock(self) -> (u8, u8) {
        self.time.map_or((0, 0), |time| (time.hour(), time.minute()))
    }

    /// Hours ahead of UTC: two in summer time, else one. From the last Sunday of March at 02 to the last Sunday of
    /// October at 03 (directive 2000/84/EC); until 1995 to the last of September (directive 94/21/EC and older).
    fn offset(self) -> u8 {
        let year = self.date.year();
        if year < 1981 {
            return 1;
        }
        let autumn = if year < 1996 { 9 } else { 10 };
        let (Some(begin), Some(end)) = (last_sunday(year, 3), last_sunday(year, autumn)) else { return 1 };
        let hour = self.clock().0;
        if (self.date, hour) >= (begin, 2) && (self.date, hour) < (end, 3) { 2 } else { 1 }
    }
}

/// RFC 3339 with the offset that holds in Sweden then. Never `Z`: readers of OParl refuse it.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute) = self.clock();
        write!(f, "{}T{hour:02}:{minute:02}:00+{:02}:00", self.date, self.offset())
    }
}

/// `20260303`.
pub(super) fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn last_sunday(year: i16, month: i8) -> Option<Date> {
    (22..=31).rev().filter_map(|day| Date::new(year, month, day)).find(|date| date.weekday() == "söndag")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_time_follows_the_rule() {
        let at = |day: &str, time: &str| Moment::at(Date::parse(day).unwrap(), Time::parse(time)).to_string();
        assert_eq!(at("2026-03-29", "01:59"), "2026-03-29T01:59:00+01:00");
        assert_eq!(at("2026-03-29", "03:00"), "2026-03-29T03:00:00+02:00");
        assert_eq!(at("2026-10-25", "02:30"), "2026-10-25T02:30:00+02:00", "the first of two");
        assert_eq!(at("2026-10-25", "03:00"), "2026-10-25T03:00:00+01:00");
        assert_eq!(at("2026-07-01", "18:30"), "2026-07-01T18:30:00+02:00");
        assert_eq!(at("2026-12-14", ""), "2026-12-14T00:00:00+01:00");
        assert_eq!(at("1995-10-01", "12:00"), "1995-10-01T12:00:00+01:00", "September until 1995");
        assert_eq!(at("1979-07-01", "12:00"), "1979-07-01T12:00:00+01:00", "none before 1980");
    }
}
