//! Which blocks of a page are read before which: columns of running text downwards, tables across.

use crate::packet::pdf::layout::line::{TextLine, lines};
use crate::packet::pdf::layout::segment::Segment;

/// Columns within columns; more is no page for reading.
const MAX_DEPTH: u32 = 8;
/// Beyond this many segments a page is a drawing or an attack, and is read across.
const MAX_SEGMENTS: usize = 6_000;
/// Steps in which the page's width is searched for a gutter, in points.
const STEP: f64 = 3.0;
/// A gutter is at least this wide, in points.
const MIN_GUTTER: f64 = 5.0;
/// A block narrower than this has no columns, in points.
const MIN_WIDTH: f64 = 120.0;
/// The largest page that the search is worth, in points.
const MAX_WIDTH: f64 = 5_000.0;

/// Puts the blocks of `segments` into `blocks` in reading order.
pub(super) fn order(segments: Vec<Segment>, blocks: &mut Vec<Vec<TextLine>>) {
    order_within(segments, 0, blocks);
}

fn order_within(mut segments: Vec<Segment>, depth: u32, blocks: &mut Vec<Vec<TextLine>>) {
    if segments.is_empty() {
        return;
    }
    segments.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let gutter = if depth < MAX_DEPTH { Gutter::find(&segments) } else { None };
    let Some(gutter) = gutter else {
        blocks.push(lines(segments));
        return;
    };
    let below = segments.split_off(gutter.end);
    let zone = segments.split_off(gutter.start);
    let (left, right) = zone.into_iter().partition(|segment| segment.x1 < gutter.x);
    for part in [segments, left, right, below] {
        order_within(part, depth + 1, blocks);
    }
}

/// A vertical gap that no segment from `start` to `end` crosses.
#[derive(Debug, Clone, Copy)]
struct Gutter {
    start: usize,
    end: usize,
    x: f64,
}

impl Gutter {
    /// The gutter of the longest columns, if they are columns. The segments are sorted by y.
    fn find(segments: &[Segment]) -> Option<Self> {
        if !(8..=MAX_SEGMENTS).contains(&segments.len()) {
            return None;
        }
        let left = segments.iter().map(|segment| segment.x0).reduce(f64::min)?;
        let right = segments.iter().map(|segment| segment.x1).reduce(f64::max)?;
        let width = right - left;
        if !(MIN_WIDTH..=MAX_WIDTH).contains(&width) {
            return None;
        }
        let mut best: Option<(usize, Self)> = None;
        let mut x = left + width * 0.15;
        while x < left + width * 0.85 {
            for (score, gutter) in Self::runs(segments, x) {
                if score >= 3 && best.is_none_or(|(most, _)| score > most) {
                    best = Some((score, gutter));
                }
            }
            x += STEP;
        }
        best?.1.settled(segments)
    }

    /// The runs of segments that none crosses at `x`, each with the count of its smaller side.
    fn runs(segments: &[Segment], x: f64) -> impl Iterator<Item = (usize, Self)> {
        let side = move |segment: &Segment| {
            if segment.x1 < x - 1.0 {
                Some(0)
            } else if segment.x0 > x + 1.0 {
                Some(1)
            } else {
                None
            }
        };
        let mut start = 0;
        std::iter::from_fn(move || {
            if start >= segments.len() {
                return None;
            }
            let mut counts = [0_usize; 2];
            let mut end = start;
            while let Some(side) = segments.get(end).and_then(side) {
                counts[side] += 1;
                end += 1;
            }
            let gutter = Self { start, end, x };
            start = end + 1;
            Some((counts[0].min(counts[1]), gutter))
        })
    }

    /// The same without the segments that share a line with the crossing ones, in the middle of its gap; `None`
    /// where the sides are no columns.
    fn settled(mut self, segments: &[Segment]) -> Option<Self> {
        let shares_line = |a: &Segment, b: &Segment| (a.y - b.y).abs() < 0.3 * a.size;
        if let Some(crossing) = segments.get(self.end) {
            while self.end > self.start && shares_line(&segments[self.end - 1], crossing) {
                self.end -= 1;
            }
        }
        if let Some(crossing) = self.start.checked_sub(1).and_then(|at| segments.get(at)) {
            while self.start < self.end && shares_line(&segments[self.start], crossing) {
                self.start += 1;
            }
        }
        let zone = segments.get(self.start..self.end)?;
        let (left, right): (Vec<&Segment>, Vec<&Segment>) =
            zone.iter().partition(|segment| segment.x1 < self.x);
        let from = left.iter().map(|segment| segment.x1).reduce(f64::max)?;
        let to = right.iter().map(|segment| segment.x0).reduce(f64::min)?;
        self.x = f64::midpoint(from, to);
        (to - from >= MIN_GUTTER && are_columns(&left, &right)).then_some(self)
    }
}

/// One line of one side of a gutter.
struct SideLine {
    y: f64,
    x0: f64,
    x1: f64,
    letters: u32,
    digits: u32,
}

/// One side of a gutter in numbers.
struct Side {
    lines: Vec<SideLine>,
    /// Share of the lines that fill most of the side's width.
    full: f64,
    /// Characters of a line, on average.
    length: f64,
    /// Share of the characters that are digits.
    digits: f64,
}

impl Side {
    fn of(segments: &[&Segment]) -> Self {
        let mut lines: Vec<SideLine> = Vec::new();
        for segment in segments {
            let letters = count(segment.letters.len());
            let digits = count(segment.letters.iter().filter(|letter| letter.is_digit()).count());
            match lines.last_mut() {
                Some(line) if (line.y - segment.y).abs() < 0.35 * segment.size => {
                    line.x0 = line.x0.min(segment.x0);
                    line.x1 = line.x1.max(segment.x1);
                    line.letters += letters;
                    line.digits += digits;
                }
                _ => {
                    lines.push(SideLine { y: segment.y, x0: segment.x0, x1: segment.x1, letters, digits });
                }
            }
        }
        let left = lines.iter().map(|line| line.x0).fold(f64::MAX, f64::min);
        let right = lines.iter().map(|line| line.x1).fold(f64::MIN, f64::max);
        let full = lines.iter().filter(|line| line.x1 - line.x0 > 0.7 * (right - left)).count();
        let letters: u32 = lines.iter().map(|line| line.letters).sum();
        let digits: u32 = lines.iter().map(|line| line.digits).sum();
        let rows = f64::from(count(lines.len()).max(1));
        Self {
            full: f64::from(count(full)) / rows,
            length: f64::from(letters) / rows,
            digits: f64::from(digits) / f64::from(letters.max(1)),
            lines,
        }
    }

    /// Share of the baselines of the shorter side that the other has too.
    fn alignment(&self, other: &Self, em: f64) -> f64 {
        let near = 0.2 * em;
        let mut aligned = 0_u32;
        let mut rest = other.lines.as_slice();
        for line in &self.lines {
            while let [first, tail @ ..] = rest
                && first.y < line.y - near
            {
                rest = tail;
            }
            if rest.first().is_some_and(|first| (first.y - line.y).abs() <= near) {
                aligned += 1;
            }
        }
        let shorter = self.lines.len().min(other.lines.len());
        f64::from(aligned) / f64::from(count(shorter).max(1))
    }
}

/// Counts on a page fit.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Whether two sides of a gutter are running text, to be read down, rather than cells of a table, to be read across.
///
/// Tables have numbers, short lines and shared baselines. Running text fills its width, or goes on for many lines;
/// or its baselines differ from those beside it, which no table's do.
fn are_columns(left: &[&Segment], right: &[&Segment]) -> bool {
    let em = left.first().map_or(4.0, |segment| segment.size.max(4.0));
    let (left, right) = (Side::of(left), Side::of(right));
    let rows = left.lines.len().min(right.lines.len());
    let length = left.length.min(right.length);
    let digits = left.digits.max(right.digits);
    if rows < 3 || digits > 0.25 || length < 12.0 {
        return false;
    }
    let apart = rows >= 4 && left.alignment(&right, em) < 0.6;
    let filled = rows >= 4 && left.full.min(right.full) > 0.5 && length > 18.0;
    let long = rows >= 7 && length > 20.0 && digits < 0.12;
    apart || filled || long
}
