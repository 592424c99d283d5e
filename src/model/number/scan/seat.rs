//! Where a candidate stands: after which label, in which place of its line.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::family::pattern;
use super::super::traps::Reason;
use super::{Found, Label, Place};

/// So much of a line is looked at on either side: a text without line ends must not be read again for each number.
const WINDOW: usize = 400;

/// A label at the end of what stands before a number.
pub(super) static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?i)(?:^|[^\\p{L}])(?:(?<whose>ert|er|deras|externt|extern|annans|motpartens|avsändarens|sökandens|vårt|vår)[ ]+)?\
         (?<label>d\\.?[ -]?nr|diarie-?nr|diarie-?nummer|ärendenr|ärendenummer|ärende-?id|(?:ärende)?beteckning(?:/diarienr)?|\
         uppdnr|målnr|målnummer|handlings-?id)\
         [\\s:.*_|]*$",
    )
});

static PARAGRAPH: LazyLock<Regex> =
    LazyLock::new(|| pattern("§+[ \u{a0}\t]*[0-9]{1,4}(?:/[0-9]{2,4})?[ \u{a0}\t*]+$"));

static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern("^[#*\\s]*§+[ \u{a0}\t]*[0-9]{1,4}"));

/// What stands around a candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat {
    pub(super) label: Option<Label>,
    pub(super) place: Place,
    /// The label says that what follows is no case: a court's, a document's.
    pub(super) foreign_kind: Option<Reason>,
    /// Label and number share a line.
    pub(super) same_line: bool,
}

/// A text, and what stood before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) text: &'a str,
    pub(super) before: &'a str,
}

impl<'a> Around<'a> {
    /// The line up to `start`, as far as it is looked at.
    pub(super) fn line_before(self, start: usize) -> &'a str {
        tail(&self.text[..start], WINDOW).rsplit('\n').next().unwrap_or_default()
    }

    /// The line from `end` on, as far as it is looked at.
    pub(super) fn line_after(self, end: usize) -> &'a str {
        head(&self.text[end..], WINDOW).split('\n').next().unwrap_or_default()
    }

    /// The words before `start` on its line; the line above, where this one has only begun.
    pub(super) fn words_before(self, start: usize) -> &'a str {
        let line = self.line_before(start);
        let begun = line.trim().is_empty() && line.len() == start;
        tail(if begun { self.before } else { line }, 64)
    }

    /// Where the candidate at `range` stands; `last` is the number found before it.
    pub(super) fn seat(self, range: &Range<usize>, last: Option<&Found>) -> Seat {
        let own_line = self.line_before(range.start);
        let begun = own_line.trim_matches([' ', '\t', '*', '|']).is_empty() && own_line.len() == range.start;
        let before = if begun { self.before } else { &self.text[..range.start] };
        // A long line above is running text, and a label at its end no head of this number.
        if !(begun && before.len() >= 200)
            && let Some(found) = LABEL.captures(tail(before, 64))
        {
            return labelled(&found, tail(before, 64), begun);
        }
        let place = self.place(range, own_line);
        match last.and_then(|last| self.chained(range, last)) {
            Some((label, place)) => Seat { label, place, foreign_kind: None, same_line: true },
            None => Seat { label: None, place, foreign_kind: None, same_line: true },
        }
    }

    /// The label or the § of the number just before: `Dnr 2019/14, 2019/15 och 2019/16`.
    fn chained(self, range: &Range<usize>, last: &Found) -> Option<(Option<Label>, Place)> {
        let between = self.text.get(last.range.end..range.start)?.trim();
        let joined = matches!(between, "," | "och" | "samt" | ";" | ", och" | "&");
        let placed = last.label.is_some() || last.place == Place::Paragraph;
        (joined && placed).then_some((last.label, last.place))
    }

    fn place(self, range: &Range<usize>, own_line: &str) -> Place {
        if let Some(found) = PARAGRAPH.find(own_line)
            && is_head(&own_line[..found.start()])
        {
            return Place::Paragraph;
        }
        let rest = self.line_after(range.end);
        let letters = self.text[range.clone()].contains(char::is_alphabetic);
        if is_column(own_line, letters) || is_cell(own_line, rest) {
            return Place::Alone;
        }
        if is_blank(rest) && HEADING.is_match(own_line) { Place::HeadingEnd } else { Place::Running }
    }
}

/// What a label says of the number that follows it.
fn labelled(found: &Captures<'_>, before: &str, begun: bool) -> Seat {
    let label = found.name("label").map(|label| label.range()).unwrap_or_default();
    let whose = found.name("whose").map(|whose| whose.as_str().to_lowercase());
    let start = found.name("whose").map_or(label.start, |whose| whose.start());
    let kind = before[label.clone()].to_lowercase();
    let own = matches!(whose.as_deref(), None | Some("vårt" | "vår")) && !kind.starts_with("upp");
    Seat {
        label: Some(if own { Label::Own } else { Label::Other }),
        place: if is_head(&before[..start]) { Place::Head } else { Place::Label },
        foreign_kind: match kind.chars().next() {
            Some('m') => Some(Reason::Court),
            Some('h') => Some(Reason::DocumentId),
            _ => None,
        },
        same_line: !begun && !before[label.end..].contains('\n'),
    }
}

/// Whether a number begins a column that is set with blanks. Figures do so in every table, and say nothing by it.
fn is_column(before: &str, letters: bool) -> bool {
    letters && before.ends_with("  ")
}

/// Whether a number has a line or a cell to itself, a classification of up to three digits apart.
fn is_cell(before: &str, rest: &str) -> bool {
    let cell = before.rsplit(['|', '\t']).next().unwrap_or_default();
    let cell = cell.rsplit("  ").next().unwrap_or_default();
    let after = rest.split(['|', '\t']).next().unwrap_or_default();
    let code = after.trim();
    let classified = code.len() <= 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    is_blank(cell) && (is_blank(after) || classified || after.starts_with("  "))
}

fn is_blank(text: &str) -> bool {
    text.trim_matches([' ', '*', '(', ')', '\r', '\u{a0}']).is_empty()
}

/// Whether nothing but a §, a list number and marks stands before a label.
fn is_head(before: &str) -> bool {
    let cell = before.rsplit(['\n', '|', '\t']).next().unwrap_or_default();
    let cell = HEADING.find(cell).map_or(cell, |found| &cell[found.end()..]);
    !cell.contains(char::is_alphanumeric)
}

/// The last bytes of a text, at most `most`, from a character boundary on.
pub(super) fn tail(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The first bytes of a text, at most `most`, up to a character boundary.
fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
