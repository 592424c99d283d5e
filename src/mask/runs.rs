//! The runs of digits in a text, and what stands between them.

use std::ops::Range;

/// Every run of ASCII digits, in order.
pub(super) struct Runs<'a> {
    pub(super) text: &'a str,
    pub(super) list: Vec<Range<usize>>,
    /// What parts each run from the next.
    gaps: Vec<Option<Gap>>,
}

/// What parts two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// A sign, where there is one.
    pub(super) mark: Option<Mark>,
    /// White space, line ends apart: how many characters.
    pub(super) spaces: usize,
    /// Whether a line, or a page, ends there.
    pub(super) broken: bool,
}

/// A sign between groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Hyphen,
    Plus,
    Dot,
    Slash,
    Colon,
}

impl Gap {
    /// Whether nothing that is seen stands there.
    pub(super) const fn is_nothing(self) -> bool {
        self.mark.is_none() && self.spaces == 0 && !self.broken
    }

    /// Whether both look the same to a reader.
    pub(super) fn is_like(self, other: Self) -> bool {
        self.mark == other.mark && (self.mark.is_some() || self.spaces.min(1) == other.spaces.min(1))
    }
}

impl<'a> Runs<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut list = Vec::new();
        let (mut start, mut mark_ends) = (None, 0);
        for (at, byte) in text.bytes().enumerate() {
            // The number of a page in its mark is none of the text's.
            if byte == b'<' && text.get(at..at + 4) == Some("<!--") {
                mark_ends = text.get(at..).and_then(|rest| rest.find("-->")).map_or(0, |end| at + end);
            }
            if at < mark_ends {
                continue;
            }
            match (byte.is_ascii_digit(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    list.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        if let Some(from) = start {
            list.push(from..text.len());
        }
        let gaps = list.windows(2).map(|pair| between(text, pair)).collect();
        Self { text, list, gaps }
    }

    /// The digits of a run.
    pub(super) fn digits(&self, run: usize) -> &'a str {
        self.list.get(run).and_then(|range| self.text.get(range.clone())).unwrap_or_default()
    }

    /// What parts a run from the next; `None` where words or other signs do, or too much.
    pub(super) fn gap(&self, run: usize) -> Option<Gap> {
        *self.gaps.get(run)?
    }

    /// Whether a line ends within the numbers that begin with a run.
    pub(super) fn is_broken(&self, run: usize) -> bool {
        let gaps = self.gaps.get(run..).unwrap_or_default().iter().take(12);
        gaps.map_while(|gap| *gap).any(|gap| gap.broken)
    }

    /// The character before a run.
    pub(super) fn before(&self, run: usize) -> Option<char> {
        let start = self.list.get(run)?.start;
        self.text.get(..start)?.chars().next_back()
    }

    /// The character after a run.
    pub(super) fn after(&self, run: usize) -> Option<char> {
        let end = self.list.get(run)?.end;
        self.text.get(end..)?.chars().next()
    }
}

/// Signs that look like a hyphen, the one that PDFs print for a soft hyphen included.
pub(super) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '~' | '¬')
}

/// What is not seen: soft hyphens, zero widths, and the marks of Markdown.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\\' | '*' | '_' | '`')
}

fn between(text: &str, pair: &[Range<usize>]) -> Option<Gap> {
    let [this, next] = pair else { return None };
    if next.start - this.end > 120 { None } else { gap(text.get(this.end..next.start)?) }
}

fn gap(between: &str) -> Option<Gap> {
    // `(19)811218-9876`
    let between = if between == ")" { "" } else { between };
    let mut gap = Gap { mark: None, spaces: 0, broken: false };
    let mut lines = 0;
    for (nth, line) in between.split('\n').enumerate() {
        lines = nth;
        gap.broken |= nth > 0;
        // A page that begins, or a fence around what stood in columns, parts nothing.
        if nth > 0 && line.trim_start().starts_with("<!--") && line.trim_end().ends_with("-->") {
            continue;
        }
        for c in line.chars() {
            let mark = match c {
                _ if is_unseen(c) || c == '\r' => continue,
                '>' if nth > 0 => continue,
                _ if c.is_whitespace() => {
                    gap.spaces += 1;
                    continue;
                }
                _ if is_hyphen(c) => Mark::Hyphen,
                '+' => Mark::Plus,
                '.' | '·' | '•' => Mark::Dot,
                '/' => Mark::Slash,
                ':' => Mark::Colon,
                _ => return None,
            };
            // Two hyphens are one; two different signs are none.
            if gap.mark.is_some_and(|before| before != mark || mark != Mark::Hyphen) {
                return None;
            }
            gap.mark = Some(mark);
        }
    }
    let too_wide = gap.spaces > if gap.broken { 60 } else { 3 };
    (lines <= 6 && !too_wide).then_some(gap)
}
