//! Finds the diarienummer of a text, by tiers, and says why the rest is none.
//!
//! Strong families (letters and digits) are taken wherever they stand, unless a trap speaks against them or their
//! letters are unknown and could be anything. Bare numbers are taken only after a label, after `§ 5`, with a line or
//! cell of their own, or at the end of a § heading. One pass of one pattern finds the candidates; what stands around
//! each decides. The pattern has no word boundary, because that would send every line with å, ä or ö to the slow
//! engine; boundaries are looked at here.

use std::ops::Range;

use super::Diarienummer;
use super::register::{Origin, Register};
use super::traps::Reason;

mod candidates;
mod judge;
mod seat;

use candidates::CANDIDATE;
use judge::Scanner;

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

/// The numbers of `text`, one line or many. A number broken after its hyphen or slash is joined over the line end.
#[must_use]
pub fn find(text: &str, context: &Context<'_>) -> Scan {
    let mut scanner = Scanner::new(text, context);
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
