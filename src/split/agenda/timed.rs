//! Agendas that set the hour before each matter instead of a number ("09.15–09.30" over "Ny kaj").

use std::sync::LazyLock;

use regex::Regex;

use super::item::{self, Context};
use super::labels;
use super::numbered;
use super::table::Placed;
use crate::model::date::Time;
use crate::split::lines;
use crate::split::rows::Row;

/// An hour, or from one to another, at the head of a line. Groups: the first hour, what follows.
static HOUR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[Kk]l\.? )?(\d{1,2}[.:]\d{2})(?: ?[-–—] ?\d{1,2}[.:]\d{2})?(?:\s+(\p{Lu}.*))?$").ok()
});

/// The items; empty where fewer than three hours follow on each other.
pub(super) fn items(rows: &[Row<'_>], context: Context<'_>) -> Vec<Placed> {
    let mut hours: Vec<(usize, Time, String)> = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.speaks()) {
        let Some(found) = HOUR.as_ref().and_then(|form| form.captures(&row.text)) else { continue };
        let Some(time) = Time::parse(&found[1]) else { continue };
        if hours.last().is_some_and(|(_, last, _)| *last >= time) {
            continue;
        }
        hours.push((at, time, found.get(2).map_or_else(String::new, |m| m.as_str().to_owned())));
    }
    if hours.len() < 3 {
        return Vec::new();
    }
    let ends: Vec<usize> = hours.iter().skip(1).map(|(at, ..)| *at).chain([rows.len()]).collect();
    let matters =
        hours.iter().zip(ends).filter(|((at, _, beside), to)| !is_break(title(rows, *at, beside, *to)));
    // A programme has hours too: an agenda shows itself by a number, a paper or the meeting's own business.
    let count = matters.clone().count();
    let signed = matters.clone().any(|((at, _, beside), to)| {
        super::kind::is_ordinary(title(rows, *at, beside, to))
            || rows[*at + 1..to]
                .iter()
                .any(|row| item::bare_number(&row.text) || super::title::is_paper(&row.text))
    });
    if count < 3 || !signed {
        return Vec::new();
    }
    let titles = matters.clone().map(|((at, _, beside), to)| lines::measure(title(rows, *at, beside, to)));
    let context = Context { titles: titles.max().unwrap_or(0), ..context };
    let mut out: Vec<Placed> = Vec::new();
    for ((at, _, beside), to) in matters {
        let to = if to == rows.len() { super::close::without_close(rows, *at, to) } else { to };
        let more = further(rows, *at, beside, to);
        let mut starts = vec![numbered::bare(*at, beside.clone())];
        starts.extend(more.into_iter().map(|at| numbered::bare(at, rows[at].text.clone())));
        let ends: Vec<usize> = starts.iter().skip(1).map(|start| start.at).chain([to]).collect();
        for (start, end) in starts.iter().zip(ends) {
            let end = super::close::without_group(rows, start.at, end);
            let last = (start.at..end).rev().find(|i| rows[*i].speaks()).unwrap_or(start.at);
            out.push((item::read(rows, start, last + 1, context), start.at, last));
        }
    }
    out
}

/// The rows at which further matters of one hour begin: below a blank line, in the column of the first one's title, with
/// a number at the title's end or a label below it.
fn further(rows: &[Row<'_>], at: usize, beside: &str, to: usize) -> Vec<usize> {
    const CLOSE: usize = 3;
    let start: String = beside.chars().take(12).collect();
    let column = rows[at].raw.find(start.as_str()).filter(|_| !start.is_empty());
    let Some(column) = column.map(|byte| rows[at].raw[..byte].chars().count()) else { return Vec::new() };
    let begins = |i: &usize| {
        let row = &rows[*i];
        let title = row.speaks() && !rows[*i - 1].speaks() && row.lead.abs_diff(column) <= 1;
        let named = row.text.starts_with(char::is_uppercase) && !super::groups::is_group(&row.text);
        let block = || rows[*i..to].iter().take_while(|row| row.speaks()).take(CLOSE);
        title
            && named
            && !labels::any(&row.text)
            && !item::opens_section(&row.text)
            && block().any(|row| {
                labels::any(&row.text)
                    || item::bare_number(&row.text)
                    || crate::split::numbers::bracketed(&row.text).is_some()
            })
    };
    (at + 1..to).filter(begins).collect()
}

/// The hour that ends a title ("Ny kaj kl. 13.00").
static AT_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r",? (?:[Kk]l|[Kk]lockan)\.? ?\d{1,2}[.:]\d{2}$").ok());

/// Takes the hours off the titles' ends where the agenda sets them for several items: one alone, or one that a word
/// before it asks for ("öppet till kl. 17.00"), may be what the matter is about.
pub(super) fn without_hours(items: &mut [Placed]) {
    let Some(form) = AT_END.as_ref() else { return };
    let kept = |title: &str| -> Option<usize> {
        let at = form.find(title)?.start();
        let before = title.get(..at)?;
        (!before.is_empty() && !lines::hangs(before)).then_some(at)
    };
    if items.iter().filter(|(item, ..)| kept(&item.title).is_some()).count() < 2 {
        return;
    }
    for (item, ..) in items {
        if let Some(at) = kept(&item.title) {
            item.title.truncate(at);
        }
    }
}

/// The first line of what stands at an hour: beside it, or below.
fn title<'t>(rows: &'t [Row<'_>], at: usize, beside: &'t str, to: usize) -> &'t str {
    if !beside.is_empty() {
        return beside;
    }
    rows[at + 1..to].iter().find(|row| row.speaks()).map_or("", |row| row.text.as_str())
}

/// What interrupts a meeting.
const BREAKS: [&str; 8] = ["", "fika", "paus", "lunch", "kaffe", "rast", "bensträckare", "ajournering"];

/// Whether a line only says that there is a pause, and when ("Kaffe kl. 14.20–14.40").
pub(super) fn is_pause(text: &str) -> bool {
    let lower = text.trim_end_matches(['.', '!']).to_lowercase();
    let (word, hour) = lower.split_once(' ').unwrap_or((lower.as_str(), ""));
    let clock = |c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '–' | ' ');
    let hour = hour.trim_start_matches("klockan").trim_start_matches("kl");
    !word.is_empty() && BREAKS.contains(&word) && hour.chars().all(clock)
}

/// Whether nothing is dealt with at that hour, or only what stands around the meeting.
fn is_break(title: &str) -> bool {
    const ROUND: [&str; 6] = ["gruppmöte", "förmöte", "sammanträde", "samling", "mötet börjar", "presidie"];
    let lower = title.trim_end_matches(['.', '!']).to_lowercase();
    BREAKS.contains(&lower.as_str()) || ROUND.iter().any(|word| lower.starts_with(word))
}
