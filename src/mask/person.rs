//! Personnummer, samordningsnummer, and the numbers that are given in place of them.
//!
//! A number is found when its first digits are a day that exists and its last agrees with the others, in any spelling:
//! with and without century, hyphen and spaces, within the day too, and broken over lines and pages. Where it is not
//! written as such numbers usually are, what stands around it must not make it an amount, a case or a column.

use std::sync::LazyLock;

use regex::Regex;

use super::runs::{Gap, Mark, Runs};
use super::{Finding, Kind, Verdict};

/// Digits read together: how many runs they take, and how they are grouped.
struct Read {
    runs: usize,
    lengths: Vec<usize>,
    gaps: Vec<Gap>,
    digits: String,
}

/// How sure a spelling is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// As such numbers are written: a hyphen before the last four.
    Usual,
    /// Grouped otherwise.
    Grouped,
    /// A day with hyphens and then, after a space, four digits: a time or a year may be meant.
    DayThenFour,
    /// Digits alone.
    Bare,
    /// Every digit apart.
    Spaced,
}

/// How a broken line between digits is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    Parts,
    Joins,
    Hyphenates,
}

pub(super) fn find(runs: &Runs<'_>, found: &mut Vec<Finding>) {
    let mut run = 0;
    while run < runs.list.len() {
        let taken = number(runs, run, found).or_else(|| reserve(runs, run, found));
        run += taken.unwrap_or(1);
    }
}

/// A number that begins with this run; how many runs it takes.
fn number(runs: &Runs<'_>, run: usize, found: &mut Vec<Finding>) -> Option<usize> {
    if runs.digits(run).len() > 12 {
        return None;
    }
    let ways = [Break::Parts, Break::Joins, Break::Hyphenates];
    for how in ways.into_iter().take(if runs.is_broken(run) { 3 } else { 1 }) {
        for wanted in [12, 10] {
            let Some(read) = read(runs, run, wanted, how) else { continue };
            let Some(spelling) = spelling(&read) else { continue };
            let Some(kind) = kind(&read.digits) else { continue };
            let last = run + read.runs - 1;
            let range = runs.list.get(run)?.start..runs.list.get(last)?.end;
            let before = tail(runs.text.get(..range.start).unwrap_or_default(), 48);
            let labelled = LABEL.is_match(before);
            let checks = luhn(&read.digits);
            if !(labelled || checks && is_plausible(runs, (run, last), &read, spelling)) {
                continue;
            }
            let reason = match (checks, labelled) {
                (false, _) => "it is called a personnummer, though its check digit is wrong",
                (true, true) => "it is called a personnummer, and day and check digit agree",
                (true, false) => "day and check digit agree",
            };
            found.push(Finding::new(range, kind, Verdict::Mask, reason));
            return Some(read.runs);
        }
    }
    None
}

/// Reads runs from `run` on until there are `wanted` digits.
fn read(runs: &Runs<'_>, run: usize, wanted: usize, how: Break) -> Option<Read> {
    let mut read = Read { runs: 0, lengths: Vec::new(), gaps: Vec::new(), digits: String::new() };
    let mut joined = false;
    loop {
        let digits = runs.digits(run + read.runs);
        if digits.is_empty() || read.digits.len() + digits.len() > wanted {
            return None;
        }
        read.digits.push_str(digits);
        match read.lengths.last_mut().filter(|_| joined) {
            Some(length) => *length += digits.len(),
            None => read.lengths.push(digits.len()),
        }
        read.runs += 1;
        if read.digits.len() == wanted {
            return Some(read);
        }
        let gap = runs.gap(run + read.runs - 1)?;
        joined = gap.is_nothing()
            || gap.broken && how == Break::Joins && gap.mark.is_none()
            || gap.broken && how == Break::Hyphenates && gap.mark == Some(Mark::Hyphen);
        if !joined {
            read.gaps.push(gap);
        }
    }
}

/// How the groups are a personnummer, if they are: the day, then four digits.
fn spelling(read: &Read) -> Option<Spelling> {
    let lengths = read.lengths.as_slice();
    if lengths.len() == 1 {
        return Some(Spelling::Bare);
    }
    if lengths.iter().all(|length| *length == 1) {
        return Some(Spelling::Spaced);
    }
    // From the end: the last four are one group or two.
    let day = match lengths {
        [day @ .., 4] => day,
        [day @ .., 2, 2] | [day @ .., 3, 1] | [day @ .., 1, 3] if day.iter().sum::<usize>() >= 6 => day,
        [2, 10] | [4, 8] | [8, 2, 2] => return Some(Spelling::Grouped),
        _ => return None,
    };
    let before_four = *read.gaps.get(day.len().checked_sub(1)?)?;
    // Four digits in two groups are hardly met, and never behind a line's end.
    let rest = read.gaps.get(day.len() - 1..)?;
    if rest.len() > 1 && rest.iter().any(|gap| gap.broken) {
        return None;
    }
    let within = read.gaps.get(..day.len() - 1)?;
    let even = within.windows(2).all(|pair| matches!(pair, [a, b] if a.is_like(*b)));
    let dashed = matches!(before_four.mark, Some(Mark::Hyphen | Mark::Plus));
    match day {
        [6] | [8] | [2, 6] if dashed => Some(Spelling::Usual),
        [6] | [8] | [2, 6] => Some(Spelling::Grouped),
        [2, 2, 2] | [4, 2, 2] if even => {
            let is_day = within.iter().all(|gap| gap.mark.is_some());
            let loose = !dashed || before_four.spaces > 0 && before_four.mark == Some(Mark::Hyphen);
            Some(if is_day && loose && !before_four.broken {
                Spelling::DayThenFour
            } else {
                Spelling::Grouped
            })
        }
        // The century stands apart, the rest is even.
        [2, 2, 2, 2] if within.get(1..).is_some_and(|rest| matches!(rest, [a, b] if a.is_like(*b))) => {
            Some(Spelling::Grouped)
        }
        [4, 4] if within.first().is_some_and(|gap| gap.is_like(before_four) || dashed) => {
            Some(Spelling::Grouped)
        }
        [2, 4] if dashed => Some(Spelling::Grouped),
        _ => None,
    }
}

/// What the digits are: a day that exists, or one with sixty added.
fn kind(digits: &str) -> Option<Kind> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u16>().ok();
    let short = digits.len() - 10;
    let (year, month, day) =
        (number(short..short + 2)?, number(short + 2..short + 4)?, number(short + 4..short + 6)?);
    let century = if short == 2 { Some(number(0..2)?) } else { None };
    let years: &[u16] = match century {
        Some(18) if year >= 80 => &[1800],
        Some(19) => &[1900],
        Some(20) if year < 50 => &[2000],
        Some(_) => return None,
        None => &[1900, 2000],
    };
    let exists = |day: u16| years.iter().any(|century| (1..=days(century + year, month)).contains(&day));
    if exists(day) {
        Some(Kind::Personnummer)
    } else if day > 60 && exists(day - 60) {
        Some(Kind::Samordningsnummer)
    } else {
        None
    }
}

/// Whether ten or twelve digits are an identity's: a day that exists, and a check digit that agrees.
pub(super) fn is_identity(digits: &str) -> bool {
    matches!(digits.len(), 10 | 12) && kind(digits).is_some() && luhn(digits)
}

/// Whether six or eight digits are a day on which somebody may have been born.
pub(super) fn is_day(digits: &str) -> bool {
    matches!(digits.len(), 6 | 8) && kind(&format!("{digits}0000")) == Some(Kind::Personnummer)
}

/// Days of a month; 0 for a month that is none.
const fn days(year: u16, month: u16) -> u16 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Whether the last of the ten digits agrees with the others.
fn luhn(digits: &str) -> bool {
    let short = digits.get(digits.len().saturating_sub(10)..).unwrap_or_default();
    let sum: u32 = short
        .bytes()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0') * if at % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    short.len() == 10 && sum.is_multiple_of(10)
}

/// Whether nothing around a number without a label makes it something else.
fn is_plausible(runs: &Runs<'_>, (first, last): (usize, usize), read: &Read, spelling: Spelling) -> bool {
    let glued_before = runs.before(first).is_some_and(char::is_alphanumeric);
    let glued_after = runs.after(last).is_some_and(char::is_alphanumeric);
    let before = neighbour(runs, first.checked_sub(1));
    let after = neighbour(runs, Some(last));
    // Part of a longer chain of numbers: an account, an id, a range of days.
    let chained =
        |gap: Option<Gap>| gap.is_some_and(|gap| gap.mark.is_some() && gap.spaces == 0 && !gap.broken);
    if spelling == Spelling::Usual {
        // Behind a line's end a hyphen may be a list's, and the four digits an amount's.
        return !chained(before)
            && (!read.gaps.iter().any(|gap| gap.broken) || is_alone(runs, (first, last)));
    }
    if glued_before || glued_after || chained(before) || chained(after) || !is_alone(runs, (first, last)) {
        return false;
    }
    // A number in a row of numbers is a column's.
    let in_row = |gap: Option<Gap>| gap.is_some_and(|gap| gap.mark.is_none() && !gap.broken);
    if in_row(before) || in_row(after) {
        return false;
    }
    let dashed = read.gaps.iter().any(|gap| matches!(gap.mark, Some(Mark::Hyphen | Mark::Plus)));
    let four = read.digits.get(read.digits.len() - 4..).unwrap_or_default();
    match spelling {
        Spelling::Usual | Spelling::Grouped => true,
        Spelling::Spaced => dashed,
        Spelling::DayThenFour => {
            read.digits.len() == 12 && read.digits.as_str() < "1995" || !is_clock_or_year(four)
        }
        // Ten digits from 070 are a mobile number; they are masked as that.
        Spelling::Bare => !(read.digits.len() == 10 && read.digits.starts_with("070")),
    }
}

fn neighbour(runs: &Runs<'_>, gap_after: Option<usize>) -> Option<Gap> {
    gap_after.and_then(|run| runs.gap(run))
}

/// Whether a name's part is a day with hyphens and the time of that day, or a later year: `2026-03-03-1830`.
pub(super) fn is_moment(text: &str) -> bool {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && *year >= "1995");
    let (month, day, four) = (parts.next(), parts.next(), parts.next());
    year.is_some() && month.zip(day).is_some() && four.is_some_and(is_clock_or_year)
}

fn is_clock_or_year(four: &str) -> bool {
    let value: u16 = four.parse().unwrap_or(0);
    value / 100 < 24 && value % 100 < 60 || (1900..2100).contains(&value)
}

/// Whether neither money, nor a register, nor an address on the web claims the number.
fn is_alone(runs: &Runs<'_>, (first, last): (usize, usize)) -> bool {
    let (Some(from), Some(to)) = (runs.list.get(first), runs.list.get(last)) else { return false };
    let before = tail(runs.text.get(..from.start).unwrap_or_default(), 32);
    let after = head(runs.text.get(to.end..).unwrap_or_default(), 16);
    !OTHER_BEFORE.is_match(before) && !MONEY_AFTER.is_match(after)
}

/// A number in place of a personnummer: a day, then a letter and three digits.
fn reserve(runs: &Runs<'_>, run: usize, found: &mut Vec<Finding>) -> Option<usize> {
    let digits = runs.digits(run);
    if !matches!(digits.len(), 6 | 8) || runs.before(run).is_some_and(char::is_alphanumeric) {
        return None;
    }
    kind(&format!("{digits}0000"))?;
    let range = runs.list.get(run)?.clone();
    let rest = runs.text.get(range.end..)?;
    // Houses use other letters too; then it has to be called so.
    let labelled = LABEL.is_match(tail(runs.text.get(..range.start)?, 48));
    let rest = RESERVE.find(rest).or_else(|| RESERVE_ANY.find(rest).filter(|_| labelled))?;
    let reason = "a day, then a letter and three digits: a number in place of a personnummer";
    found.push(Finding::new(range.start..range.end + rest.end(), Kind::Reserve, Verdict::Mask, reason));
    Some(2)
}

/// The last bytes of a text, about `most`.
pub(super) fn tail(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or_default()
}

/// The first bytes of a text, about `most`.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// A pattern of this file's own; all of them are compiled by a test, so none can fail.
#[expect(clippy::unwrap_used, reason = "the patterns are constants, and a test compiles every one")]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:person|samordnings)\s*-?\s*(?:nummer|nr|id)|\bpers\.?\s*nr|\bp\.?\s?nr|\bT-nummer|\breservnummer)\b(?:\s*(?:/|eller)\s*org(?:anisations)?\.?\s*-?\s*(?:nummer|nr))?[\s.:()*_\\|]{0,8}(?:är|för|på)?[\s.:(]{0,4}$",
    )
});

static OTHER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:kr|sek|belopp|kronor|summa|totalt?|kostnad\w*|intäkt\w*|budget|utfall|dnr|diarie\w*|ärende\w*|mål|isbn|issn|tel|tfn|telefon|mobil|fax|konto\w*|clearing|ocr|faktura\w*|bankgiro|plusgiro|bg|pg|org\.?\s*(?:nr|nummer)|organisations\w+|fastighet\w*)\b[ \x{a0}.:#nr]{0,8}|[/=?&#§$€_%][ \x{a0}]?|https?:\S*)$",
    )
});

static MONEY_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:[.,]\d|[ \x{a0}]?(?:kr\b|kronor|sek\b|tkr|mkr|mnkr|miljoner|miljarder|%|procent|:-|euro?\b|st\b|kwh|m2|kvm))",
    )
});

static RESERVE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\s?[-+\x{2010}-\x{2015}]\s?[TRSUWXJKLMNPF]|T)[0-9A-Z]?\d{2}\b"));

static RESERVE_ANY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s?[-+\x{2010}-\x{2015}]?\s?[A-Z]{1,2}[0-9A-Z]?\d{2,3}\b"));

#[cfg(test)]
pub(super) fn compile() {
    for pattern in [&LABEL, &OTHER_BEFORE, &MONEY_AFTER, &RESERVE, &RESERVE_ANY] {
        assert!(!pattern.as_str().is_empty());
    }
}
