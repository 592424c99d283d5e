//! Weighs a candidate by its form and by what stands around it.

use std::ops::Range;

use super::super::Diarienummer;
use super::super::family::{self, Family, Layout};
use super::super::register::Origin;
use super::super::traps::{self, Reason};
use super::seat::{Around, LABEL, Seat, tail};
use super::{Context, Found, Label, Place, Rejected, Scan, Tier};

/// Judges the candidates of one text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    context: &'a Context<'a>,
    around: Around<'a>,
    /// What was found so far.
    pub(super) scan: Scan,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, context: &'a Context<'a>) -> Self {
        let around = Around { text, before: context.before };
        Self { text, context, around, scan: Scan::default() }
    }

    /// Judges one candidate; returns where to look on.
    pub(super) fn judge(&mut self, range: Range<usize>) -> usize {
        if self.begins_inside(range.start) {
            return range.start + 1;
        }
        if let Some(reason) = self.other_form(&range) {
            return self.reject(range, reason);
        }
        let Some(range) = self.whole(range.clone()) else { return range.start + 1 };
        let hit = &self.text[range.clone()];
        let seat = self.around.seat(&range, self.scan.found.last());
        match family::read(&family::normal(hit)) {
            Ok(parts) => self.weigh(range, Diarienummer::from_parts(parts), seat),
            Err(Reason::Truncated) => self.truncated(range, seat),
            Err(_) => range.end,
        }
    }

    fn weigh(&mut self, range: Range<usize>, number: Diarienummer, seat: Seat) -> usize {
        let digits = range.start + self.text[range.clone()].find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let letters = range.start + self.text[range.clone()].find(char::is_alphabetic).unwrap_or(0);
        if number.prefix().is_some_and(is_label_word) {
            return digits;
        }
        let own = self.context.register.origin(&number) == Origin::Own;
        if number.family() == Family::D1 && !self.is_compact(&range) && (!own || self.continues(range.end)) {
            return letters;
        }
        let verdict = match number.family().has_prefix() {
            true => self.strong(&range, &number, seat, own),
            false => self.weak(&range, &number, seat),
        };
        match verdict {
            Ok(()) => self.accept(range, number, seat),
            // The word may be no prefix at all, and the digits after it a bare number.
            Err(Reason::UnknownPrefix) if digits > range.start && self.text[..digits].ends_with(' ') => {
                digits
            }
            // Every long figure is a candidate of this family: not worth a line in a log.
            Err(_) if number.family() == Family::L5 => range.end,
            Err(reason) => self.reject(range, reason),
        }
    }

    fn accept(&mut self, range: Range<usize>, number: Diarienummer, seat: Seat) -> usize {
        let number = self.with_classification(&range, number, seat);
        let tier = if number.family().has_prefix() { Tier::Strong } else { Tier::Weak };
        let origin = match seat.label {
            Some(Label::Other) => Origin::External,
            _ => self.context.register.origin(&number),
        };
        let end = range.end;
        self.scan.found.push(Found { range, number, label: seat.label, place: seat.place, tier, origin });
        end
    }

    fn reject(&mut self, range: Range<usize>, reason: Reason) -> usize {
        let end = range.end;
        self.scan.rejected.push(Rejected { range, reason });
        end
    }

    /// `KS 2020/` after a label or with own letters: a number whose serial was lost.
    fn truncated(&mut self, range: Range<usize>, seat: Seat) -> usize {
        let letters = self.text[range.clone()].trim_end_matches(|c: char| !c.is_alphabetic());
        let known = self.context.register.prefixes().any(|prefix| prefix == letters.to_uppercase());
        let rest = self.around.line_after(range.end).trim_start();
        let ends = rest.is_empty() || rest.starts_with([')', ',', '.', ';']);
        if ends && (known || seat.label.is_some() || is_label_word(&letters.to_uppercase())) {
            return self.reject(range, Reason::Truncated);
        }
        range.end
    }

    /// Numbers with letters.
    fn strong(
        &self,
        range: &Range<usize>,
        number: &Diarienummer,
        seat: Seat,
        own: bool,
    ) -> Result<(), Reason> {
        let hit = &self.text[range.clone()];
        if self.is_date(range, number) {
            return Err(Reason::Date);
        }
        let prefix = number.prefix().unwrap_or_default();
        let separator = hit.chars().rev().find(|c| matches!(c, ':' | '/' | '-')).unwrap_or(' ');
        let trap = traps::by_prefix(prefix, separator);
        if seat.label.is_some() {
            return seat.foreign_kind.or(trap.filter(|reason| *reason == Reason::Law)).map_or(Ok(()), Err);
        }
        let words = traps::by_words(self.around.words_before(range.start));
        if self.is_span(hit, number) {
            return Err(Reason::Span);
        }
        if own {
            let minutes = words.filter(|reason| match reason {
                Reason::OwnMinutes => {
                    number.layout() != Layout::YearPrefixSerial && self.is_second_word(range)
                }
                Reason::Court | Reason::SigningId => true,
                _ => false,
            });
            return minutes.map_or(Ok(()), Err);
        }
        if self.is_address(range) {
            return Err(Reason::Address);
        }
        // "motion (KS 2023-00584)", "rapport KS 2020/1": a register's letters say more than the word before.
        let words = words.filter(|reason| {
            use Reason::{Court, EuAct, Law, OwnMinutes, SigningId};
            matches!(reason, Court | EuAct | Law | SigningId)
                || (*reason == OwnMinutes && self.is_second_word(range))
        });
        let short = seat.place == Place::Paragraph && prefix.chars().count() <= 4;
        trap.or(words).map_or_else(|| if short { Ok(()) } else { plausible(hit, number) }, Err)
    }

    /// Numbers without letters.
    fn weak(&self, range: &Range<usize>, number: &Diarienummer, seat: Seat) -> Result<(), Reason> {
        let hit = &self.text[range.clone()];
        let before = &self.text[..range.start];
        if before.trim_end().ends_with('§') {
            return Err(Reason::Paragraph);
        }
        if self.continues(range.end) {
            let print = traps::by_words(self.around.words_before(range.start));
            return Err(print.unwrap_or(Reason::Date));
        }
        let announced = seat.label.is_some() || seat.place == Place::Paragraph;
        if announced && (number.family() != Family::L5 || seat.same_line) {
            return seat.foreign_kind.map_or(Ok(()), Err);
        }
        if self.is_span(hit, number) {
            return Err(Reason::Span);
        }
        if let Some(reason) = traps::by_words(self.around.words_before(range.start)) {
            return Err(reason);
        }
        if hit.contains(':') && before.ends_with('(') && self.text[range.end..].starts_with(')') {
            return Err(Reason::Law);
        }
        let month = hit.contains('-') && number.serial().len() == 2;
        let placed = matches!(seat.place, Place::Alone | Place::HeadingEnd)
            && self.context.register.has_bare_numbers()
            && number.family() != Family::L5
            && !month
            && (number.year.len() == 4 || number.serial().len() > 2);
        if placed { Ok(()) } else { Err(Reason::Unlabelled) }
    }

    /// `2020-02-14` with or without a word before; also broken over a line end.
    fn is_date(&self, range: &Range<usize>, number: &Diarienummer) -> bool {
        let hit = &self.text[range.clone()];
        let rest = &self.text.as_bytes()[range.end..];
        let runs_on = matches!(rest, [b'-', digit, ..] if digit.is_ascii_digit());
        let day = number.document().is_some_and(|day| day.len() == 2) && hit.matches('-').count() >= 2;
        runs_on || (number.layout() == Layout::PrefixYearSerial && number.serial().len() == 2 && day)
    }

    /// `2019-2022`, `2018/19`.
    fn is_span(&self, hit: &str, number: &Diarienummer) -> bool {
        let Some(year) = number.year() else { return false };
        let year = u32::from(year);
        let known = self.context.register.origin(number) == Origin::Own && number.prefix().is_some();
        let other: Option<u32> = number.serial().parse().ok();
        let serial_first = matches!(
            number.layout(),
            Layout::PrefixSerialYear | Layout::SerialYear | Layout::ClassSerialYear
        );
        match (number.serial().len(), other) {
            (4, Some(other)) => (1980..2050).contains(&other) && (!known || !hit.contains(':')),
            // "20/2031" begins with its serial and is no span.
            (2, Some(other)) => !known && !serial_first && other == (year + 1) % 100 && !hit.contains(':'),
            _ => false,
        }
    }

    /// What the form alone says: dates, persons, telephones, ids.
    fn other_form(&self, range: &Range<usize>) -> Option<Reason> {
        let hit = &self.text[range.clone()];
        let bytes = hit.as_bytes();
        if bytes.len() == 36 && bytes[8] == b'-' && bytes[13] == b'-' {
            return Some(Reason::SigningId);
        }
        if bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' {
            return Some(Reason::Date);
        }
        if hit.starts_with('0') && hit.contains(' ') && !hit.contains('/') {
            return (!hit.contains(char::is_alphabetic)).then_some(Reason::Phone);
        }
        let (head, tail) = hit.split_once(['-', '+', '–'])?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !(6..=8).contains(&head.len()) || tail.len() != 4 || !digits(head) || !digits(tail) {
            return None;
        }
        let organisation = head.len() == 6 && bytes[2] >= b'2';
        Some(if organisation { Reason::OrganisationNumber } else { Reason::Personnummer })
    }

    /// Whether `start` lies within a word or figure, and is not glued to a label ("Diarienummer20RS263").
    fn begins_inside(&self, start: usize) -> bool {
        let before = &self.text[..start];
        let mut chars = before.chars().rev();
        let Some(last) = chars.next() else { return false };
        if last.is_alphanumeric() || last == '_' || last == '@' {
            return !(last.is_lowercase() && LABEL.is_match(tail(before, 24)));
        }
        let first_is_digit = self.text[start..].starts_with(|c: char| c.is_ascii_digit());
        first_is_digit
            && matches!(last, '-' | '/' | ':' | '.' | ',' | '–' | '+')
            && chars.next().is_some_and(char::is_alphanumeric)
            && !LABEL.is_match(tail(before, 48))
    }

    /// The candidate without a tail that belongs to a longer word; `None` where nothing whole is left.
    fn whole(&self, mut range: Range<usize>) -> Option<Range<usize>> {
        loop {
            let next = self.text[range.end..].chars().next();
            if !next.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                return Some(range);
            }
            let hit = &self.text[range.clone()];
            let glued = next.is_some_and(char::is_uppercase) && hit.ends_with(|c: char| c.is_ascii_digit());
            if glued && LABEL.is_match(tail(&self.text[..range.start], 48)) {
                return Some(range);
            }
            let cut = hit.rfind(['/', ':', '-'])?;
            if family::read(&family::normal(&hit[..cut])).is_err() {
                return None;
            }
            range.end = range.start + cut;
        }
    }

    /// Whether a figure goes on after `end`: `2016/17:171`, `12345,50`.
    fn continues(&self, end: usize) -> bool {
        let mut rest = self.text[end..].chars();
        let joint = rest.next().is_some_and(|c| matches!(c, '-' | '/' | ':' | '.' | ',' | '–'));
        joint && rest.next().is_some_and(char::is_alphanumeric)
    }

    fn is_compact(&self, range: &Range<usize>) -> bool {
        !self.text[range.clone()].contains(char::is_whitespace)
    }

    /// Whether the number is the second word of its line: `Protokoll Ks 47/2014`.
    fn is_second_word(&self, range: &Range<usize>) -> bool {
        self.around.line_before(range.start).split_whitespace().count() == 1
    }

    fn is_address(&self, range: &Range<usize>) -> bool {
        let word =
            self.around.line_before(range.start).rsplit(char::is_whitespace).next().unwrap_or_default();
        word.contains("://") || word.contains("www.") || word.contains(['@', '='])
    }

    /// The classification printed after a number that has its place: `Bun/2024:233 041`.
    fn with_classification(&self, range: &Range<usize>, number: Diarienummer, seat: Seat) -> Diarienummer {
        if number.family() != Family::D4 || number.classification().is_some() || seat.place == Place::Running
        {
            return number;
        }
        let rest = self.around.line_after(range.end);
        let digits = rest.trim();
        let apart = rest.starts_with(char::is_whitespace) && matches!(digits.len(), 2 | 3);
        if !apart || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return number;
        }
        Diarienummer::parse(&format!("{} {digits}", number.printed())).unwrap_or(number)
    }
}

/// Labels that have the form of a prefix.
fn is_label_word(prefix: &str) -> bool {
    matches!(
        prefix,
        "DNR"
            | "DIARIENR"
            | "ÄRENDENR"
            | "NUMMER"
            | "UPPDNR"
            | "MÅLNR"
            | "DRNR"
            | "BETECKN"
            | "DIARIE"
            | "ÄRENDE"
    )
}

/// Whether a number with unknown letters and no label is likely a register's after all.
fn plausible(hit: &str, number: &Diarienummer) -> Result<(), Reason> {
    let letters: String = hit.chars().filter(|c| c.is_alphabetic()).take(8).collect();
    let prefix = number.prefix().unwrap_or_default();
    let count = prefix.chars().count();
    let capitals = (2..=6).contains(&count) && letters.starts_with(prefix);
    let serial = number.serial().len();
    let after_prefix = hit.get(prefix.len()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
    let year_joint = hit.rfind(number.serial()).and_then(|at| hit[..at].chars().next_back()).unwrap_or(' ');
    let likely = match number.family() {
        Family::D1 => serial >= 3,
        Family::D2 | Family::D6 => true,
        Family::D3 => after_prefix.is_ascii_digit() || serial == 5,
        Family::D4 if year_joint == ':' && after_prefix != '/' && after_prefix != '-' => {
            return Err(Reason::ReportSeries);
        }
        Family::D4 if year_joint == ':' => count <= 6,
        Family::D4 if year_joint == '/' => capitals && serial >= 2,
        Family::D4 => capitals && serial >= 3,
        Family::D5 => capitals,
        Family::D7 => serial >= 5,
        Family::D9 => prefix.chars().all(char::is_uppercase) && hit.ends_with(prefix),
        _ => false,
    };
    if likely { Ok(()) } else { Err(Reason::UnknownPrefix) }
}
