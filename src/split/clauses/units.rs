//! Lines of a block put together to units: a marked point of a list, or a plain paragraph.

use std::sync::LazyLock;

use regex::Regex;

use super::{Text, lead};
use crate::split::lines::{append, breaks_early, ends_sentence, hangs, plain};
use crate::split::{organs, people};

/// How a unit begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// No mark: a paragraph.
    None,
    /// The word "att" at the head of a line.
    Att,
    /// "1." or "1)".
    Number(u32),
    /// "a." or "a)".
    Letter(char),
    /// A dash or a bullet.
    Dash,
}

impl Marker {
    /// Whether two marks are of one kind of list.
    pub(super) fn same_list(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// A point or a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// How it begins.
    pub(super) marker: Marker,
    /// Its text without the mark ("att" stays: it is a word of the clause).
    pub(super) text: String,
    /// Index of its last line in the block.
    pub(super) last: usize,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
    /// Whether it is a text below a heading that no list knows.
    pub(super) headed: bool,
}

impl Unit {
    /// The text with its mark, as a part of another clause shows it.
    pub(super) fn printed(&self) -> String {
        match self.marker {
            Marker::None | Marker::Att => self.text.clone(),
            Marker::Number(number) => format!("{number}. {}", self.text),
            Marker::Letter(letter) => format!("{letter}) {}", self.text),
            Marker::Dash => format!("– {}", self.text),
        }
    }

    /// Whether its mark is the first of a list.
    pub(super) fn begins_list(&self) -> bool {
        matches!(self.marker, Marker::Number(1) | Marker::Letter('a' | 'A'))
    }
}

/// A numbered point.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // An amount may begin the point: "2. 8 000 tkr …".
    let amount = r"\d{1,3}(?: \d{3})*(?:,\d+)? (?:kronor|kr|tkr|mkr|mnkr|ksek|msek|miljon|procent|%).*";
    Regex::new(&format!(r"^(?:att\s+)?(\d{{1,2}})\s?[.)]\s*(\p{{L}}.*|§.*|[”\x22].*|\d{{4}}.*|{amount})$"))
        .ok()
});
/// A lettered point.
static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^([a-zA-Z])\s?[.)]\s+(\S.*)$").ok());
/// A point with a dash or a bullet; a bare mark is an empty point.
static DASH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[-–—−•*·▪●\u{f0b7}]\s*([\p{L}”\x22\d(].*)?$").ok());
/// A lead and the first number of its list on one line: "beslutar att 1. …".
static INLINE_ONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(.*\b(?:att|beslutar|besluta|följande)\s*:?)\s+1\s?[.)]\s+(\p{L}.*)$").ok()
});

/// The units of a block, in order.
pub(super) fn read(text: &Text<'_>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut previous: Option<String> = None;
    let mut blank = false;
    let (all_att, counted) = (all_att(text.lines), counted(text.lines));
    let mut alone = false;
    for (index, line) in text.lines.iter().enumerate() {
        let mut line = plain(line);
        if line.is_empty() {
            blank = true;
            continue;
        }
        // "att" in a column of its own stands on a line by itself in the text.
        if line == "att" {
            alone = true;
            continue;
        }
        if std::mem::take(&mut alone) {
            line.insert_str(0, "att ");
        }
        for line in parts(&line) {
            let place = Place {
                units: &units,
                previous: previous.as_deref(),
                blank,
                width: text.width,
                all_att,
                counted,
            };
            match place.begins(&line) {
                Some((marker, rest)) => {
                    let headed =
                        marker == Marker::None && (blank && heads(&rest, text, index) || begins_paper(&rest));
                    units.push(Unit { marker, text: rest, last: index, after_blank: blank, headed });
                }
                None => {
                    if let Some(unit) = units.last_mut() {
                        append(&mut unit.text, &line);
                        unit.last = index;
                    }
                }
            }
            previous = Some(line);
            blank = false;
        }
    }
    units.retain(|unit| unit.text.chars().any(char::is_alphanumeric));
    units
}

/// Whether a line is the word for a memo or an extract and nothing else: another paper begins.
fn begins_paper(line: &str) -> bool {
    matches!(line.to_lowercase().as_str(), "tjänsteskrivelse" | "tjänsteutlåtande" | "protokollsutdrag")
}

/// Whether the line at `index` is set as a heading: short, without a stop, right above a line with a sentence's capital
/// that it had room for.
fn heads(line: &str, text: &Text<'_>, index: usize) -> bool {
    const LONGEST: usize = 60;
    let below = text.lines.get(index + 1).map(|below| plain(below)).unwrap_or_default();
    line.chars().count() <= LONGEST
        && line.starts_with(char::is_uppercase)
        && line.ends_with(char::is_alphabetic)
        && below.starts_with(char::is_uppercase)
        && text.width > 0
        && breaks_early(line, &below, text.width)
        && !hangs(line)
        && !organs::acts(line)
        && !organs::is_elected(line)
        && !line.contains(" att ")
        && ends_sentence(&last_of(text, index))
}

/// The last line of the paragraph that goes on below the line at `index`.
fn last_of(text: &Text<'_>, index: usize) -> String {
    let lines = text.lines[index..].iter().map(|line| plain(line));
    lines.take_while(|line| !line.is_empty()).last().unwrap_or_default()
}

/// Whether every line but the lead begins with "att", so that each is a clause of its own, punctuation or not.
fn all_att(lines: &[&str]) -> bool {
    let filled: Vec<String> = lines.iter().map(|line| plain(line)).filter(|line| !line.is_empty()).collect();
    // Where the word stands alone its clause may go on over lines, but "att" begins each.
    if filled.iter().filter(|line| *line == "att").count() > 0 {
        return false;
    }
    let att = |line: &String| line.starts_with("att ");
    let from = usize::from(filled.first().is_some_and(|first| !att(first)));
    filled.len() >= from + 2 && filled[from..].iter().all(att)
}

/// Whether points are counted by bare numbers: "1 Planen antas." over "2 Taxan upphävs.", from one on.
fn counted(lines: &[&str]) -> bool {
    let number = |line: &&str| {
        let (digits, rest) = line.trim_start().split_once(' ')?;
        let point = digits.len() <= 2 && rest.trim_start().starts_with(char::is_uppercase);
        digits.parse::<u32>().ok().filter(|_| point)
    };
    let mut numbers = lines.iter().filter_map(number);
    numbers.next() == Some(1)
        && numbers.next() == Some(2)
        && (3..).zip(numbers).all(|(at, number)| at == number)
}

/// The line, parted where a lead and the first point of its list share it.
fn parts(line: &str) -> Vec<String> {
    match INLINE_ONE.as_ref().and_then(|pattern| pattern.captures(line)) {
        Some(found) if lead::read(&found[1]).is_some() => {
            vec![found[1].to_owned(), format!("1. {}", &found[2])]
        }
        _ => sentences_with_att(line),
    }
}

/// A line of sentences that each begin with "Att", parted.
fn sentences_with_att(line: &str) -> Vec<String> {
    if !line.starts_with("Att ") {
        return vec![line.to_owned()];
    }
    let (mut out, mut from) = (Vec::new(), 0);
    for (at, _) in line.match_indices(". Att ") {
        out.push(line[from..=at].to_owned());
        from = at + 2;
    }
    out.push(line[from..].to_owned());
    out
}

/// Where a line stands.
struct Place<'a> {
    /// Units so far.
    units: &'a [Unit],
    /// The line before, blank lines not counted.
    previous: Option<&'a str>,
    /// Whether blank lines stand between.
    blank: bool,
    /// How wide a full line is.
    width: usize,
    /// Whether every line of the list begins with "att".
    all_att: bool,
    /// Whether bare numbers count the points.
    counted: bool,
}

impl Place<'_> {
    /// The mark and the text of a line that begins a unit; `None` for one that goes on.
    fn begins(&self, line: &str) -> Option<(Marker, String)> {
        if let Some(found) = self.marked(line) {
            return Some(found);
        }
        self.begins_paragraph(line).then(|| (Marker::None, line.to_owned()))
    }

    /// A line that begins a point of a list.
    fn marked(&self, line: &str) -> Option<(Marker, String)> {
        if let Some(found) = NUMBER.as_ref().and_then(|pattern| pattern.captures(line)) {
            let number = found[1].parse().ok()?;
            if self.number_fits(number) {
                return Some((Marker::Number(number), found[2].to_owned()));
            }
        }
        // "1 Nämnden godkänner …", the full stop left out.
        if let Some((digits, rest)) = line.split_once(' ')
            && let Ok(number) = digits.parse()
            && digits.len() <= 2
            && (organs::acts(rest)
                || self.numbers_on(number, rest)
                || self.counted && rest.starts_with(char::is_uppercase))
            && self.number_fits(number)
        {
            return Some((Marker::Number(number), rest.to_owned()));
        }
        if let Some(found) = LETTER.as_ref().and_then(|pattern| pattern.captures(line)) {
            let letter = found[1].chars().next()?;
            if self.letter_fits(letter) {
                return Some((Marker::Letter(letter), found[2].to_owned()));
            }
        }
        if let Some(found) = DASH.as_ref().and_then(|pattern| pattern.captures(line))
            && self.may_begin(line)
        {
            return Some((Marker::Dash, found.get(1).map_or("", |m| m.as_str()).to_owned()));
        }
        let lower = line.to_lowercase();
        // "Styrelsen" over "godkänner planen, samt" over "antar budgeten.": each verb begins a point.
        if self.verb_begins(line) {
            return Some((Marker::Att, line.to_owned()));
        }
        let att =
            lower.starts_with("att ") || lower.starts_with("dels att ") || lower.starts_with("samt att ");
        (att && self.att_begins()).then(|| (Marker::Att, line.to_owned()))
    }

    /// Whether a new point may begin here at all: not in the middle of a sentence that fills its line.
    fn may_begin(&self, line: &str) -> bool {
        let Some(previous) = self.previous else { return true };
        self.blank
            || ends_point(previous)
            || lead::read(previous).is_some()
            || breaks_early(previous, line, self.width)
            || self.units.last().is_some_and(|unit| unit.text.is_empty())
    }

    /// Whether a bare number is the next of a list whose point before it has ended.
    fn numbers_on(&self, number: u32, rest: &str) -> bool {
        let last =
            self.units.last().is_some_and(|unit| unit.marker == Marker::Number(number.saturating_sub(1)));
        last && rest.starts_with(char::is_uppercase) && self.previous.is_some_and(ends_sentence)
    }

    /// Whether the number continues a list, or begins one where one may begin.
    fn number_fits(&self, number: u32) -> bool {
        let last = self.units.iter().rev().find_map(|unit| match unit.marker {
            Marker::Number(last) => Some(last),
            _ => None,
        });
        let before = self
            .previous
            .is_none_or(|previous| self.blank || ends_point(previous) || lead::read(previous).is_some());
        (number == 1 && (before || last.is_none())) || last.is_some_and(|last| number == last + 1)
    }

    /// Whether the letter continues a list, or begins one.
    fn letter_fits(&self, letter: char) -> bool {
        let last = self.units.iter().rev().find_map(|unit| match unit.marker {
            Marker::Letter(last) => Some(last),
            _ => None,
        });
        matches!(letter, 'a' | 'A') || last.is_some_and(|last| u32::from(letter) == u32::from(last) + 1)
    }

    /// Whether "att" at the head of this line begins a clause and is not just a wrapped word.
    fn att_begins(&self) -> bool {
        let Some(previous) = self.previous else { return true };
        let lower = previous.to_lowercase();
        let goes_on =
            ["uppdrag", "åt", "för", "om", "på", "till", "av", "genom", "från", "än", "eller", "så", "med"]
                .iter()
                .any(|word| lower.ends_with(&format!(" {word}")));
        !goes_on
            && (self.blank
                || self.all_att && lower.starts_with("att ")
                || ends_point(previous)
                || lead::read(previous).is_some()
                || self.units.iter().any(|unit| unit.marker == Marker::Att)
                    && self.units.last().is_some_and(|unit| unit.marker != Marker::None)
                    && breaks_early(previous, "förklaringsmodell", self.width))
    }

    /// Whether a verb in small letters begins a point: below a blank line, right under the body's name or behind a point
    /// that began so.
    fn verb_begins(&self, line: &str) -> bool {
        let word = line.split(' ').next().unwrap_or("");
        let verb = word.len() >= 4
            && word.chars().all(char::is_lowercase)
            && word.ends_with('r')
            && !matches!(word, "eller" | "under" | "efter" | "över" | "samtliga" | "utöver" | "inför");
        let Some(last) = self.units.last().filter(|_| verb && self.blank) else { return false };
        let first = last.marker == Marker::None && organs::is_elected(&last.text);
        let next = last.marker == Marker::Att
            && !last.text.starts_with("att ")
            && self.previous.is_some_and(ends_point);
        first || next && !last.text.to_lowercase().starts_with("att")
    }

    /// Whether an unmarked line begins a paragraph.
    fn begins_paragraph(&self, line: &str) -> bool {
        let Some(previous) = self.previous else { return true };
        if self.units.last().is_some_and(|unit| unit.text.is_empty()) {
            return false;
        }
        let lower_start = line.chars().next().is_some_and(char::is_lowercase);
        let cut = previous.ends_with('-') && !previous.ends_with(" -");
        // "samt" over "föreslår fullmäktige besluta": a lead within a sentence, and what follows is for another body.
        let proposes = lower_start && line.starts_with("föresl") && lead::read(line).is_some();
        if proposes && self.blank && ends_point(previous) {
            return true;
        }
        let bracket = previous.matches('(').count() > previous.matches(')').count();
        if lower_start || cut || bracket {
            return false;
        }
        let ended = ends_sentence(previous) || lead::read(previous).is_some();
        if self.blank {
            return ended || !hangs(previous);
        }
        // That the paragraph is adjusted at once is decided by itself.
        if ends_sentence(previous) && line.starts_with("Paragrafen ") && line.contains("juster") {
            return true;
        }
        let opens = organs::acts(line);
        let early = breaks_early(previous, line, self.width);
        // Where a sentence ends with a full line, the next decision begins, unless it only explains this one.
        let after_point =
            self.units.last().is_some_and(|unit| unit.marker != Marker::None && unit.marker != Marker::Att)
                && breaks_early(previous, line, self.width * 17 / 20);
        // A list of people, one a line, ends where a sentence begins.
        let after_names = people::is_entry(previous) && !people::is_entry(line);
        ended && (early || !explains(line)) || opens && early || after_point || after_names
    }
}

/// Whether a line ends as the point of a list may.
fn ends_point(line: &str) -> bool {
    let line = line.trim_end();
    ends_sentence(line)
        || line.ends_with([',', ';'])
        || [" samt", " och", " dels"].iter().any(|word| line.ends_with(word))
}

/// Whether a sentence goes on about the decision before it, instead of deciding something else.
pub(super) fn explains(line: &str) -> bool {
    const GROUNDS: [&str; 4] = [
        "Beslutet är fattat med stöd",
        "Beslutet fattas med stöd",
        "Beslutet grundas på",
        "Beslutet grundar sig på",
    ];
    if GROUNDS.iter().any(|words| line.starts_with(words)) {
        return true;
    }
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or("").to_lowercase();
    let refers =
        ["det", "detta", "den", "denna", "dessa", "de", "vidare", "därutöver", "dessutom", "samtidigt"];
    refers.contains(&first.as_str())
        || words.next().is_some_and(|word| matches!(word, "ska" | "skall" | "bör" | "kan"))
}
