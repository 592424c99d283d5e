//! Meetings as a calendar (iCalendar, RFC 5545).

use crate::content::Body;
use crate::model::date::Date;
use crate::site::{Meeting, Site};

use super::moment::{Moment, compact};
use super::{Output, Place, title_of};

/// Address of the calendar of the whole site.
pub(super) const SITE_CALENDAR: &str = "/kalender.ics";

/// The calendar of all bodies.
#[must_use]
pub fn of_site(site: &Site, place: &Place) -> Output {
    calendar((site, place), SITE_CALENDAR, &site.config.title, |_| true)
}

/// The calendar of a body.
#[must_use]
pub fn of_body(site: &Site, place: &Place, body: &Body) -> Output {
    let own = |meeting: &Meeting| meeting.record.organ.slug.as_deref() == Some(&*body.slug);
    let name = format!("{}, {}", body.name, site.config.organisation);
    calendar((site, place), &body_calendar(body), &name, own)
}

/// Address of the calendar of a body.
pub(super) fn body_calendar(body: &Body) -> String {
    format!("{}kalender.ics", body.url)
}

fn calendar(
    (site, place): (&Site, &Place),
    url: &str,
    name: &str,
    wanted: impl Fn(&Meeting) -> bool,
) -> Output {
    let mut lines = Lines::default();
    lines.raw("BEGIN:VCALENDAR");
    lines.raw("VERSION:2.0");
    lines.raw("PRODID:-//Diariet//Diariet//SV");
    lines.raw("CALSCALE:GREGORIAN");
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.raw(&format!("SOURCE;VALUE=URI:{}", place.url(url)));
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION:P1D");
    for line in SWEDISH_TIME.lines() {
        lines.raw(line);
    }
    for meeting in site.meetings.iter().filter(|meeting| wanted(meeting)) {
        if let Some(date) = meeting.record.date {
            event(&mut lines, place, meeting, date);
        }
    }
    lines.raw("END:VCALENDAR");
    Output { path: url.trim_start_matches('/').to_owned(), bytes: lines.0.into_bytes() }
}

fn event(lines: &mut Lines, place: &Place, meeting: &Meeting, date: Date) {
    let record = &meeting.record;
    let held = if meeting.cancelled { "Inställt: " } else { "" };
    lines.raw("BEGIN:VEVENT");
    lines.text("UID", &place.uid(&record.url));
    // Without a ledger, the newest day that the content tells of stands for the time of the last revision.
    let told = record.adjusted.max(record.posted).max(Some(date)).unwrap_or(date);
    let revised = place.last_change(&record.url).unwrap_or(told);
    lines.raw(&format!("DTSTAMP:{}T000000Z", compact(revised)));
    times(lines, meeting, date);
    lines.text("SUMMARY", &format!("{held}{}", summary(meeting)));
    if let Some(place) = &record.place {
        lines.text("LOCATION", place);
    }
    lines.text("DESCRIPTION", &agenda(meeting, &place.url(&record.url)));
    lines.raw(&format!("URL:{}", place.url(&record.url)));
    lines.raw(if meeting.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    lines.raw("TRANSP:TRANSPARENT");
    lines.raw("END:VEVENT");
}

/// When it begins and ends, as far as is known; without a clock time it is an event of the day.
fn times(lines: &mut Lines, meeting: &Meeting, date: Date) {
    let Some(start) = meeting.record.start else {
        lines.raw(&format!("DTSTART;VALUE=DATE:{}", compact(date)));
        return;
    };
    lines.raw(&format!("DTSTART;TZID=Europe/Stockholm:{}", Moment::at(date, Some(start)).local()));
    let Some(end) = meeting.record.end.filter(|end| *end != start) else { return };
    // A meeting that ends at an earlier hour ends after midnight.
    let day = if end < start { date.plus_days(1).unwrap_or(date) } else { date };
    lines.raw(&format!("DTEND;TZID=Europe/Stockholm:{}", Moment::at(day, Some(end)).local()));
}

fn summary(meeting: &Meeting) -> &str {
    meeting.record.organ.name.as_deref().unwrap_or(&meeting.title)
}

fn agenda(meeting: &Meeting, url: &str) -> String {
    let mut text = String::new();
    for item in &meeting.record.items {
        let number = item.number.as_ref().map(|number| format!("{number}. ")).unwrap_or_default();
        text.push_str(&format!("{number}{}\n", title_of(item)));
    }
    text.push_str(url);
    text
}

/// Lines of a calendar, folded and ended as RFC 5545 3.1 says.
#[derive(Default)]
struct Lines(String);

/// The longest line in bytes, its end not counted.
const FOLD: usize = 75;

impl Lines {
    /// A line that needs no escaping.
    fn raw(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars().filter(|c| !c.is_control()) {
            if width + c.len_utf8() > FOLD {
                // The space that marks the continuation counts.
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text (3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => line.extend(['\\', c]),
                '\n' => line.push_str("\\n"),
                c => line.push(c),
            }
        }
        self.raw(&line);
    }
}

/// Swedish time since 1980: summer time from the last Sunday of March, until 1995 to the last of September and since
/// then to the last of October (directive 2000/84/EC and those before it).
const SWEDISH_TIME: &str = "BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19160930T230000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19810927T030000
RRULE:FREQ=YEARLY;UNTIL=19950924T010000Z;BYMONTH=9;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::tests;

    #[test]
    fn lines_are_folded_between_letters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"ö".repeat(100));
        assert!(lines.0.lines().all(|line| line.len() <= FOLD), "{}", lines.0);
        assert_eq!(lines.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ö".repeat(100)));
        let mut lines = Lines::default();
        lines.text("LOCATION", "Salen; våning 2,\nhuset\\torget\r");
        assert_eq!(lines.0, "LOCATION:Salen\\; våning 2\\,\\nhuset\\\\torget\r\n");
    }

    #[test]
    fn each_meeting_is_an_event_with_what_is_known() {
        let site = tests::site();
        let place = Place::new(&site.config);
        let text = String::from_utf8(of_site(&site, &place).bytes).unwrap().replace("\r\n ", "");
        assert_eq!(text.matches("BEGIN:VEVENT").count(), site.meetings.len());
        for part in [
            "UID:ks/2026-03-03@moten.exempelby.example\r\nDTSTAMP:20260310T000000Z\r\nDTSTART;TZID=Europe/Stockholm:20260303T130000\r\nDTEND;TZID=Europe/Stockholm:20260303T151500\r\n",
            "DTSTART;VALUE=DATE:20260407\r\nSUMMARY:Inställt: Kommunstyrelsen\r\n",
            "STATUS:CANCELLED",
            "2. Gångbro över Ljusån\\n",
        ] {
            assert!(text.contains(part), "no {part} in\n{text}");
        }
        let body = String::from_utf8(of_body(&site, &place, &site.bodies[1]).bytes).unwrap();
        assert!(body.contains("BEGIN:VEVENT") && !body.contains("UID:ks/"), "{body}");
    }
}
