//! Lines within a block that is read across.

use crate::packet::pdf::layout::segment::Segment;

/// Segments beside each other.
#[derive(Debug)]
pub(super) struct TextLine {
    /// The segments, from left to right.
    pub(super) segments: Vec<Segment>,
    /// Baseline.
    pub(super) y: f64,
    /// Size of the largest type in it.
    pub(super) size: f64,
    /// Left edge.
    pub(super) x0: f64,
}

/// A line of a table has some dozens of cells; hostile pages have a hundred thousand.
const MAX_SEGMENTS: usize = 500;

impl TextLine {
    fn new(segment: Segment) -> Self {
        let Segment { y, size, x0, .. } = segment;
        Self { segments: vec![segment], y, size, x0 }
    }

    /// Whether the segment stands on this line, beside what is there.
    fn takes(&self, segment: &Segment) -> bool {
        let small = self.size.min(segment.size).max(1.0);
        let large = self.size.max(segment.size);
        let rise = (self.y - segment.y).abs();
        let level = rise < 0.35 * small || (small < 0.8 * large && rise < 0.55 * large);
        let beside =
            |other: &Segment| other.x1 <= segment.x0 + 0.4 * small || segment.x1 <= other.x0 + 0.4 * small;
        level && self.segments.len() < MAX_SEGMENTS && self.segments.iter().all(beside)
    }

    fn push(&mut self, segment: Segment) {
        if segment.size > self.size {
            self.size = segment.size;
            self.y = segment.y;
        }
        self.x0 = self.x0.min(segment.x0);
        self.segments.push(segment);
    }
}

/// The lines of a block's segments, from top to bottom.
pub(super) fn lines(mut segments: Vec<Segment>) -> Vec<TextLine> {
    const LOOK_BACK: usize = 6;
    segments.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut lines: Vec<TextLine> = Vec::new();
    for segment in segments {
        match lines.iter_mut().rev().take(LOOK_BACK).find(|line| line.takes(&segment)) {
            Some(line) => line.push(segment),
            None => lines.push(TextLine::new(segment)),
        }
    }
    for line in &mut lines {
        line.segments.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    lines
}
