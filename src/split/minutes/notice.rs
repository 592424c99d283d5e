//! The notice (anslag) that tells that the minutes are adjusted, printed with them.

use std::sync::LazyLock;

use regex::Regex;

use super::dates;
use super::rows::Row;
use crate::base::text::squeeze;
use crate::model::record::Meeting;

/// Labels of the notice. The alternatives are tried longest first by their order.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?P<posted>datum (?:för|då|när) anslag(?:et|ets|s)?\s?(?:uppsättande|sätts upp|sattes upp|publiceras)|anslag(?:et)? (?:sätts upp|sattes upp|uppsatt|publicerat|publiceras)|",
        r"protokollet anslås|anslagsdatum|anslagsdag|anslagsdatum från|uppsatt den|anslaget den|anslås den|anslagits den|tillkännages? på .{0,40}anslagstavla(?:n)? den)",
        r"|(?P<down>datum (?:för|då|när) anslag(?:et|ets|s)?\s?(?:nedtagande|tas ne[dr]|tas bort|togs ned|avpubliceras)|anslag(?:et)? (?:tas ne[dr]|tas bort|nedtaget|avpubliceras)|anslaget till och med|nedtas den|tas ned den)",
        r"|(?P<appeal>sista (?:dag|datum|dagen) (?:för|att|då) (?:att )?(?:överklag\w+|beslutet kan överklagas)|överklagandetiden (?:går ut|slutar|utgår)|överklagas senast|sista dag för laglighetsprövning)",
        r"|(?P<kept>förvaringsplats(?:en)? för protokollet|protokollets förvaringsplats|förvaringsplats|protokollet förvaras (?:på|hos|i|vid)|protokollet finns (?:tillgängligt )?(?:på|hos|i)|\bförvaring\b)",
        r"|(?P<adjusted>datum för justering|justeringsdatum|justeringsdag|protokollet justerat den|protokollet är justerat den|justerat den|justerades den)",
        r"|(?P<shown>\banslaget\b|\banslås\b)",
        r"|(?P<other>sammanträdesdatum|sammanträdesdag|mötesdatum|underskrift|namnförtydligande|organ|paragrafer|utdragsbestyrkande|justerandes sign)"
    ))
    .ok()
});

/// Reads the fields of the notice in these rows into the meeting, where they are not known yet.
pub(super) fn read(rows: &[Row<'_>], meeting: &mut Meeting) {
    let Some(pattern) = LABEL.as_ref() else { return };
    let speaking: Vec<&Row<'_>> = rows.iter().filter(|row| !row.blank()).collect();
    for (at, row) in speaking.iter().enumerate() {
        let next = speaking.get(at + 1).map_or("", |row| row.text.as_str());
        two_rows(&row.text, next, meeting);
        let found: Vec<_> = pattern.captures_iter(&row.text).collect();
        for (index, label) in found.iter().enumerate() {
            let Some(whole) = label.get(0) else { continue };
            let until =
                found.get(index + 1).and_then(|next| next.get(0)).map_or(row.text.len(), |next| next.start());
            let own = row.text[whole.end()..until].trim_matches([':', ' ', '.']);
            let labelled_next = pattern.is_match(next);
            let value = if own.is_empty() && !labelled_next { next } else { own };
            fill(meeting, label, value);
        }
    }
}

/// "Datum för anslags 2031-06-24   Datum för anslags 2031-07-16" over "uppsättande   nedtagande": labels on two rows.
fn two_rows(text: &str, next: &str, meeting: &mut Meeting) {
    const LABEL: &str = "datum för anslag";
    let (upper, lower) = (text.to_lowercase(), next.to_lowercase());
    let mut words = lower.split_whitespace();
    let ends: Vec<&str> =
        words.by_ref().take_while(|word| ["uppsättande", "nedtagande"].contains(word)).collect();
    let days = dates::find(text);
    if upper.matches(LABEL).count() != ends.len() || days.len() != ends.len() {
        return;
    }
    for (end, (_, day)) in ends.iter().zip(days) {
        let field = if *end == "uppsättande" { &mut meeting.posted } else { &mut meeting.taken_down };
        *field = field.or(Some(day));
    }
}

/// Puts one labelled value into the meeting.
fn fill(meeting: &mut Meeting, label: &regex::Captures<'_>, value: &str) {
    let date = dates::first(value);
    let is = |name| label.name(name).is_some();
    if is("posted") || is("shown") {
        meeting.posted = meeting.posted.or(date);
    } else if is("down") {
        meeting.taken_down = meeting.taken_down.or(date);
    } else if is("appeal") {
        meeting.appeal_last = meeting.appeal_last.or(date);
    } else if is("adjusted") {
        meeting.adjusted = meeting.adjusted.or(date);
    } else if is("kept") && meeting.kept_at.is_none() {
        let value = squeeze(value);
        let value = value.trim_matches([':', ' ', '.', '_', '…']);
        // A label that goes on on the next row.
        let value = value.strip_prefix("för protokollet").unwrap_or(value).trim_start_matches([':', ' ']);
        if value.chars().count() > 2 && value.chars().count() < 120 && !value.starts_with("http") {
            meeting.kept_at = Some(value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::minutes::rows;

    #[test]
    fn short_labels() {
        let mut meeting = Meeting::default();
        let texts = ["Anslaget 2031-02-28 Anslaget tas ned 2031-03-21", "Förvaring Hamnkontoret"];
        let line = |(text, number): (&&str, u32)| crate::packet::Line {
            number,
            page: None,
            text: (*text).to_owned(),
            furniture: false,
        };
        let lines: Vec<_> = texts.iter().zip(1..).map(line).collect();
        read(&rows::read(&lines), &mut meeting);
        assert_eq!(meeting.posted.map(|d| d.to_string()).as_deref(), Some("2031-02-28"));
        assert_eq!(meeting.taken_down.map(|d| d.to_string()).as_deref(), Some("2031-03-21"));
        assert_eq!(meeting.kept_at.as_deref(), Some("Hamnkontoret"));
    }

    #[test]
    fn labels_on_one_line_and_values_on_the_next() {
        let lines: Vec<crate::packet::Line> = [
            "Organ Hamnnämnden Sammanträdesdatum 2031-04-16 Datum för anslags uppsättande 2031-04-24",
            "Datum för anslagets nedtagande",
            "2031-05-17",
            "Förvaringsplats för protokollet Hamnkontoret, Kajstad",
        ]
        .iter()
        .zip(1..)
        .map(|(text, number)| crate::packet::Line {
            number,
            page: None,
            text: (*text).to_owned(),
            furniture: false,
        })
        .collect();
        let mut meeting = Meeting::default();
        read(&rows::read(&lines), &mut meeting);
        assert_eq!(meeting.posted.map(|d| d.to_string()).as_deref(), Some("2031-04-24"));
        assert_eq!(meeting.taken_down.map(|d| d.to_string()).as_deref(), Some("2031-05-17"));
        assert_eq!(meeting.kept_at.as_deref(), Some("Hamnkontoret, Kajstad"));
        assert_eq!(meeting.appeal_last, None);
    }
}
