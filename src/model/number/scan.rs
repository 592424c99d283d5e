//! Finds the diarienummer of a text, by tiers, and says why the rest is none.
//!
//! Strong families (letters and digits) are taken wherever they stand, unless a trap speaks against them or their
//! letters are unknown and could be anything. Bare numbers are taken only after a label, after `§ 5`, with a line or
//! cell of their own, or at the end of a § heading. One pass of one pattern finds the candidates; what stands around
//! each decides. The pattern has no word boundary, because that would send every line with å, ä or ö to the slow
//! engine; boundaries are looked at here.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Diarienummer;
use super::family::{self, Family, Layout, SHORT_YEAR, YEAR, pattern};
use super::register::{Origin, Register};
use super::traps::{self, Reason};

/// Whose number a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// The author's own: `Dnr`, `Diarienummer`, `Vår beteckning`.
    Own,
    /// Somebody else's: `Ert dnr`, `Externt diarienummer`.
    Other,
}

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// After a label that begins its line or cell, or follows the § that does.
    Head,
    /// After a label within a line.
    Label,
    /// Directly after `§ 5` at the beginning of a line.
    Paragraph,
    /// It has a line or a table cell to itself.
    Alone,
    /// It ends a § heading.
    HeadingEnd,
    /// Within running text.
    Running,
}

/// How much a number needs its surroundings to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// It carries the letters of a register.
    Strong,
    /// It is bare digits.
    Weak,
}

/// A number found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text; it may run over a line end.
    pub range: Range<usize>,
    /// The number.
    pub number: Diarienummer,
    /// The label before it.
    pub label: Option<Label>,
    /// Where it stands.
    pub place: Place,
    /// How much it needed that.
    pub tier: Tier,
    /// Whose it is, by the register and the label.
    pub origin: Origin,
}

/// Something that looks like a number and was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Why.
    pub reason: Reason,
}

/// What a text holds; both lists in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Numbers.
    pub found: Vec<Found>,
    /// What was not taken.
    pub rejected: Vec<Rejected>,
}

/// The same for lines: each with the index of the line that it begins in, ranges within that line (a number that is
/// broken runs on beyond its end, counting the line end as one byte).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineScan {
    /// Numbers.
    pub found: Vec<(usize, Found)>,
    /// What was not taken.
    pub rejected: Vec<(usize, Rejected)>,
}

/// What is known before a text is read.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Registers of the organisation.
    pub register: &'a Register,
    /// The text before, for a label on the line above; may be empty.
    pub before: &'a str,
}

/// Spaces that stand within numbers.
const SPACE: &str = "[ \u{a0}\u{2007}\u{2009}\u{202f}]";
/// Hyphens and dashes, and the line end that may follow them.
const DASH: &str = "[-\u{2010}-\u{2015}\u{2212}]";

static CANDIDATE: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        // What is something else by its form alone.
        "YEAR-[0-9]{2}-[0-9]{2}",
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        "[0-9]{6,8}[-+–][0-9]{4}",
        "0[0-9]{1,3}[-– ][0-9]{1,3}(?: [0-9]{2,3}){1,3}",
        // Strong families.
        "[0-9]{2}~?CAPITAL{2,4}~?[0-9]{1,6}",
        "YEAR/CAPITAL{2,4}~[0-9]{3,5}(?:~[0-9]{1,3})?",
        "YEAR\\.[0-9]{1,5}~CAPITAL{2,4}",
        "CAPITALLETTER{0,7}(?:~|[/]|=)?YEAR(?:[/:]|=)BREAK[0-9]{1,6}\
         (?::-?[0-9]{1,3}|-[0-9]{1,2}(?:\\.[0-9]+)+|-[0-9]{1,3}|/(?:[0-9]{3}|CAPITAL[A-ZÅÄÖa-zåäö0-9]{0,7}))?",
        "CAPITALLETTER{0,7}(?:~|[/])[0-9]{1,6}(?::[0-9]{1,3})?(?:/|=)BREAKYEAR",
        "CAPITAL{2,4}~?YY(?:/|=)[0-9]{1,6}(?:~[0-9]{3})?",
        "CAPITAL{2,4}~[0-9]{6}",
        // Weak families.
        "[0-9]{1,3}(?:\\.[0-9]{1,3}){1,5}-[0-9]{2,5}/YEAR",
        "YEAR(?:[/:]|=)BREAK[0-9]{1,6}(?:-[0-9]+(?:\\.[0-9]+)+|:-?[0-9]{1,3})?",
        "[0-9]{1,6}/BREAKYEAR(?:[0-9]{1,2}(?:\\.[0-9]{1,2}){1,5})?",
        "[0-9]{1,6}=YEAR",
        "[0-9]{1,5}/YY",
        "[0-9]{5,7}",
        // What breaks off.
        "(?:CAPITALLETTER{0,7}(?:~|[/]|=)?)?YEAR(?:[/:]|=)",
    ];
    let all = forms.join("|").replace("BREAK", "(?:\\r?\\n[ \\t]*)?");
    let all = all.replace("YEAR", YEAR).replace("YY", SHORT_YEAR).replace("CAPITAL", "[A-ZÅÄÖ]");
    pattern(&all.replace("LETTER", "[A-Za-zÅÄÖåäö]").replace('~', SPACE).replace('=', DASH))
});

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?i)(?:^|[^\\p{L}])(?:(?<whose>ert|er|deras|externt|extern|annans|motpartens|avsändarens|sökandens|vårt|vår)[ ]+)?\
         (?<label>d\\.?-?nr|diarie-?nr|diarie-?nummer|ärendenr|ärendenummer|ärende-?id|(?:ärende)?beteckning(?:/diarienr)?|\
         uppdnr|målnr|målnummer|handlings-?id)\
         [\\s:.*_|]*$",
    )
});

static PARAGRAPH: LazyLock<Regex> =
    LazyLock::new(|| pattern("§+[ \u{a0}\t]*[0-9]{1,4}(?:/[0-9]{2,4})?[ \u{a0}\t*]+$"));

static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern("^[#*\\s]*§+[ \u{a0}\t]*[0-9]{1,4}"));

/// The numbers of `text`, one line or many. A number broken after its hyphen or slash is joined over the line end.
#[must_use]
pub fn find(text: &str, context: &Context<'_>) -> Scan {
    let mut scanner = Scanner { text, context, scan: Scan::default() };
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        let mut at = 0;
        while let Some(hit) = CANDIDATE.find_at(text, at) {
            at = scanner.judge(hit.range()).max(hit.start() + 1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
    }
    scanner.scan
}

/// The numbers of many lines, with labels and broken numbers seen over line ends.
#[must_use]
pub fn in_lines<'a>(lines: impl IntoIterator<Item = &'a str>, register: &Register) -> LineScan {
    let mut scan = LineScan::default();
    let mut before = "";
    let mut lines = lines.into_iter().enumerate().peekable();
    let mut joined = String::new();
    while let Some((index, line)) = lines.next() {
        if line.bytes().any(|byte| byte.is_ascii_digit()) {
            let next = lines.peek().map_or("", |(_, next)| *next);
            let text = with_broken_end(line, next, &mut joined);
            let whole = find(text, &Context { register, before });
            let here = |range: &Range<usize>| range.start < line.len();
            scan.found.extend(whole.found.into_iter().filter(|f| here(&f.range)).map(|f| (index, f)));
            scan.rejected.extend(whole.rejected.into_iter().filter(|r| here(&r.range)).map(|r| (index, r)));
        }
        if !line.trim().is_empty() {
            before = line;
        }
    }
    scan
}

/// `line`, with the first word of the next one where a number may be broken between them.
fn with_broken_end<'a>(line: &'a str, next: &str, joined: &'a mut String) -> &'a str {
    let end = line.trim_end();
    let broken = end.ends_with(['-', '/', '–'])
        && next.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && end.len() > 4;
    if !broken {
        return line;
    }
    joined.clear();
    joined.push_str(end);
    joined.push('\n');
    joined.push_str(next.trim_start());
    joined
}

/// What stands around a candidate.
#[derive(Debug, Clone, Copy)]
struct Seat {
    label: Option<Label>,
    place: Place,
    /// The label says that what follows is no case: a court's, a document's.
    foreign_kind: Option<Reason>,
    /// Label and number share a line.
    same_line: bool,
}

struct Scanner<'a> {
    text: &'a str,
    context: &'a Context<'a>,
    scan: Scan,
}

impl Scanner<'_> {
    /// Judges one candidate; returns where to look on.
    fn judge(&mut self, range: Range<usize>) -> usize {
        if self.begins_inside(range.start) {
            return range.start + 1;
        }
        if let Some(reason) = self.other_form(&range) {
            return self.reject(range, reason);
        }
        let Some(range) = self.whole(range.clone()) else { return range.start + 1 };
        let hit = &self.text[range.clone()];
        let seat = self.seat(&range);
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
        let rest = self.text[range.end..].lines().next().unwrap_or_default().trim_start();
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
        let words = traps::by_words(self.words_before(range.start));
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
            let print = traps::by_words(self.words_before(range.start));
            return Err(print.unwrap_or(Reason::Date));
        }
        let announced = seat.label.is_some() || seat.place == Place::Paragraph;
        if announced && (number.family() != Family::L5 || seat.same_line) {
            return seat.foreign_kind.map_or(Ok(()), Err);
        }
        if self.is_span(hit, number) {
            return Err(Reason::Span);
        }
        if let Some(reason) = traps::by_words(self.words_before(range.start)) {
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
        match (number.serial().len(), other) {
            (4, Some(other)) => (1980..2050).contains(&other) && (!known || !hit.contains(':')),
            (2, Some(other)) => !known && other == (year + 1) % 100 && !hit.contains(':'),
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
        if hit.starts_with('0') && hit.contains(' ') && hit.contains(|c: char| !c.is_alphanumeric()) {
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

    /// The line so far; the line before, where this one has only begun.
    fn words_before(&self, start: usize) -> &str {
        let before = &self.text[..start];
        let line = tail(before, 64).rsplit('\n').next().unwrap_or_default();
        if line.trim().is_empty() && !before.contains('\n') { tail(self.context.before, 64) } else { line }
    }

    /// Whether the number is the second word of its line: `Protokoll Ks 47/2014`.
    fn is_second_word(&self, range: &Range<usize>) -> bool {
        let line = self.text[..range.start].rsplit('\n').next().unwrap_or_default();
        line.split_whitespace().count() == 1
    }

    fn is_address(&self, range: &Range<usize>) -> bool {
        let start = self.text[..range.start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let head = self.text.get(start..range.start).unwrap_or_default();
        head.contains("://") || head.contains("www.") || head.contains('@') || head.contains('=')
    }

    /// The classification printed after a number that has its place: `Bun/2024:233 041`.
    fn with_classification(&self, range: &Range<usize>, number: Diarienummer, seat: Seat) -> Diarienummer {
        if number.family() != Family::D4 || number.classification().is_some() || seat.place == Place::Running
        {
            return number;
        }
        let rest = self.text[range.end..].lines().next().unwrap_or_default();
        let digits = rest.trim();
        let apart = rest.starts_with(char::is_whitespace) && matches!(digits.len(), 2 | 3);
        if !apart || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return number;
        }
        Diarienummer::parse(&format!("{} {digits}", number.printed())).unwrap_or(number)
    }

    fn seat(&self, range: &Range<usize>) -> Seat {
        let own_line = self.text[..range.start].rsplit('\n').next().unwrap_or_default();
        let above = own_line.trim_matches([' ', '\t', '*', '|']).is_empty();
        let borrowed = above && own_line.len() == range.start;
        let before =
            if borrowed { tail(self.context.before, 64) } else { tail(&self.text[..range.start], 64) };
        if let Some(found) = LABEL.captures(before).filter(|_| !borrowed || self.context.before.len() < 200) {
            let label = found.name("label").map(|label| label.range()).unwrap_or_default();
            let whose = found.name("whose").map(|whose| whose.as_str().to_lowercase());
            let start = found.name("whose").map_or(label.start, |whose| whose.start());
            let kind = before[label.clone()].to_lowercase();
            return Seat {
                label: Some(match whose.as_deref() {
                    None | Some("vårt" | "vår") if !kind.starts_with("upp") => Label::Own,
                    _ => Label::Other,
                }),
                place: if is_head(&before[..start]) { Place::Head } else { Place::Label },
                foreign_kind: match kind.chars().next() {
                    Some('m') => Some(Reason::Court),
                    Some('h') => Some(Reason::DocumentId),
                    _ => None,
                },
                same_line: !borrowed && !before[label.end..].contains('\n'),
            };
        }
        let place = self.place(range, own_line);
        match self.chained(range) {
            Some((label, place)) if place != Place::Running => {
                Seat { label, place, foreign_kind: None, same_line: true }
            }
            _ => Seat { label: None, place, foreign_kind: None, same_line: true },
        }
    }

    /// The label of the number just before: `Dnr 2019/14, 2019/15 och 2019/16`.
    fn chained(&self, range: &Range<usize>) -> Option<(Option<Label>, Place)> {
        let last = self.scan.found.last()?;
        let between = self.text.get(last.range.end..range.start)?.trim();
        let joined = matches!(between, "," | "och" | "samt" | ";" | ", och" | "&");
        (joined && last.label.is_some()).then_some((last.label, last.place))
    }

    fn place(&self, range: &Range<usize>, own_line: &str) -> Place {
        if let Some(found) = PARAGRAPH.find(own_line)
            && is_head(&own_line[..found.start()])
        {
            return Place::Paragraph;
        }
        let rest = self.text[range.end..].lines().next().unwrap_or_default();
        // Columns set with blanks are cells too.
        let cell_before =
            own_line.rsplit(['|', '\t']).next().unwrap_or_default().rsplit("  ").next().unwrap_or_default();
        let cell_after = rest.split(['|', '\t']).next().unwrap_or_default();
        let cell_after = if cell_after.starts_with("  ") { "" } else { cell_after };
        let blank = |text: &str| text.trim_matches([' ', '*', '(', ')', '\r', '\u{a0}']).is_empty();
        let classified =
            cell_after.trim().len() <= 3 && cell_after.trim().bytes().all(|b| b.is_ascii_digit());
        let column = own_line.ends_with("  ") && self.text[range.clone()].contains(char::is_alphabetic);
        if column || (blank(cell_before) && (blank(cell_after) || classified)) {
            return Place::Alone;
        }
        if blank(rest) && HEADING.is_match(own_line) {
            return Place::HeadingEnd;
        }
        Place::Running
    }
}

/// Whether nothing but a §, a list number and marks stands before a label.
fn is_head(before: &str) -> bool {
    let cell = before.rsplit(['\n', '|', '\t']).next().unwrap_or_default();
    let cell = HEADING.find(cell).map_or(cell, |found| &cell[found.end()..]);
    !cell.contains(char::is_alphanumeric)
}

/// The last bytes of a text, at most `most`, from a character boundary on.
fn tail(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
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
        _ => false,
    };
    if likely { Ok(()) } else { Err(Reason::UnknownPrefix) }
}
