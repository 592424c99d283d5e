//! Runs of characters on one baseline without large gaps.

use crate::packet::pdf::layout::letter::{Letter, Piece};

/// Baselines this near are one.
const SAME_BASELINE: f64 = 0.15;
/// Sub- and superscripts stand this near.
const SCRIPT_BASELINE: f64 = 0.55;
/// Smaller than this part of its neighbour, a character may be a sub- or superscript.
const SCRIPT_SIZE: f64 = 0.85;
/// Neighbours overlap by at most this much …
const MAX_OVERLAP: f64 = 0.6;
/// … and are at most this far apart; beyond lies another cell.
const MAX_GAP: f64 = 0.9;
/// Copies for fake bold and shadows lie this near each other.
const COPY: f64 = 0.12;
/// How many characters above each other are looked at for copies. Hostile pages stack millions.
const MAX_STACK: usize = 400;

/// A run of characters on one baseline.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// The characters, as drawn.
    pub(super) letters: Vec<Letter>,
    /// Left edge.
    pub(super) x0: f64,
    /// Right edge.
    pub(super) x1: f64,
    /// Baseline.
    pub(super) y: f64,
    /// Size of the largest type in it.
    pub(super) size: f64,
    /// Whether the file marks it as an artifact.
    pub(super) artifact: bool,
}

impl Segment {
    fn new(letter: Letter) -> Self {
        let Letter { x0, x1, y, size, artifact, .. } = letter;
        Self { letters: vec![letter], x0, x1, y, size, artifact }
    }

    /// Whether `letter`, which is drawn next, goes on from here.
    fn takes(&self, letter: &Letter) -> bool {
        let end = self.letters.last().map_or(self.x1, |last| last.x1);
        let em = self.size.max(letter.size).max(1.0);
        let rise = (letter.y - self.y).abs();
        let script = letter.size < self.size * SCRIPT_SIZE || self.size < letter.size * SCRIPT_SIZE;
        let level = rise < SAME_BASELINE * em || (script && rise < SCRIPT_BASELINE * em);
        level && is_near(letter.x0 - end, em) && self.artifact == letter.artifact
    }

    fn push(&mut self, letter: Letter) {
        if letter.size > self.size * 1.15 {
            self.size = letter.size;
            self.y = letter.y;
        }
        self.x0 = self.x0.min(letter.x0);
        self.x1 = self.x1.max(letter.x1);
        self.letters.push(letter);
    }

    /// The same without white space at its ends; `None` if nothing is left.
    fn trimmed(mut self) -> Option<Self> {
        while self.letters.last().is_some_and(Letter::is_space) {
            self.letters.pop();
        }
        let lead = self.letters.iter().take_while(|letter| letter.is_space()).count();
        self.letters.drain(..lead);
        if self.letters.iter().all(|letter| letter.text == Piece::None) {
            return None;
        }
        self.x0 = self.letters.iter().map(|letter| letter.x0).reduce(f64::min)?;
        self.x1 = self.letters.iter().map(|letter| letter.x1).reduce(f64::max)?;
        Some(self)
    }

    /// The text, with spaces where the gaps say so.
    pub(super) fn text(&self) -> String {
        let has_spaces = self.letters.iter().any(Letter::is_space);
        // Where the file draws its spaces, small gaps are more likely kerning.
        let threshold = if has_spaces { 0.15 } else { 0.125 };
        let spacing = self.letter_spacing();
        let mut out = String::with_capacity(self.letters.len());
        let mut before: Option<&Letter> = None;
        for letter in &self.letters {
            if let Some(before) = before {
                let gap = letter.x0 - before.x1 - spacing;
                if gap > threshold * before.size.max(letter.size) {
                    push_space(&mut out);
                }
            }
            push_piece(&mut out, letter);
            before = Some(letter);
        }
        out
    }

    /// Headings are sometimes spaced out: the usual gap between letters, if it is wide. Some programs draw such a
    /// heading in one operation; where each letter is drawn alone, all gaps must be much the same.
    fn letter_spacing(&self) -> f64 {
        let median = |gaps: &[f64]| gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
        let drawn_together = self.letter_gaps(|a, b| a.run == b.run);
        if drawn_together.len() >= 3 {
            let usual = median(&drawn_together);
            return if usual > 0.1 * self.size { usual } else { 0.0 };
        }
        let gaps = self.letter_gaps(|_, _| true);
        let usual = median(&gaps);
        let even = gaps.first().is_some_and(|least| *least > 0.6 * usual);
        let wide = usual > 0.1 * self.size && usual < 0.25 * self.size;
        if gaps.len() >= 3 && even && wide { usual } else { 0.0 }
    }

    /// The gaps between neighbouring letters that `together` accepts, by size.
    fn letter_gaps(&self, together: impl Fn(&Letter, &Letter) -> bool) -> Vec<f64> {
        let mut gaps: Vec<f64> = self
            .letters
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] if a.is_alphanumeric() && b.is_alphanumeric() && together(a, b) => Some(b.x0 - a.x1),
                _ => None,
            })
            .collect();
        gaps.sort_by(f64::total_cmp);
        gaps
    }
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_piece(out: &mut String, letter: &Letter) {
    match &letter.text {
        Piece::None => {}
        Piece::Char(' ') => push_space(out),
        Piece::Char(c) => out.push(*c),
        Piece::Text(text) => out.push_str(text),
    }
}

fn is_near(gap: f64, em: f64) -> bool {
    gap > -MAX_OVERLAP * em && gap < MAX_GAP * em
}

/// The runs of all characters of a page, by baseline and from left to right.
pub(super) fn segments(letters: Vec<Letter>) -> Vec<Segment> {
    let mut drawn: Vec<Segment> = Vec::new();
    for letter in without_copies(letters) {
        match drawn.last_mut() {
            Some(segment) if segment.takes(&letter) => segment.push(letter),
            _ => drawn.push(Segment::new(letter)),
        }
    }
    let mut segments: Vec<Segment> = drawn.into_iter().filter_map(Segment::trimmed).collect();
    segments.sort_by(|a, b| a.y.total_cmp(&b.y));
    baselines(segments).into_iter().flat_map(merged).collect()
}

/// Drops characters that lie upon their like, the later drawn one of each two.
fn without_copies(letters: Vec<Letter>) -> Vec<Letter> {
    let mut by_x: Vec<usize> = (0..letters.len()).collect();
    by_x.sort_by(|a, b| letters[*a].x0.total_cmp(&letters[*b].x0));
    let mut keep = vec![true; letters.len()];
    for (at, first) in by_x.iter().enumerate() {
        let a = &letters[*first];
        let reach = a.size * COPY;
        for second in by_x[at + 1..].iter().take(MAX_STACK) {
            let b = &letters[*second];
            if b.x0 - a.x0 >= reach {
                break;
            }
            let upon = (a.y - b.y).abs() < reach && (a.size - b.size).abs() < a.size * 0.2;
            if upon && a.text == b.text && keep[*first] && keep[*second] {
                keep[*first.max(second)] = false;
            }
        }
    }
    let mut kept = keep.into_iter();
    letters.into_iter().filter(|_| kept.next().unwrap_or(true)).collect()
}

/// Groups segments, sorted by y, that share a baseline.
fn baselines(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    // Lines that a segment may still belong to are never further back.
    const LOOK_BACK: usize = 12;
    let mut lines: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        let home = lines.iter_mut().rev().take(LOOK_BACK).find(|line| {
            line.first().is_some_and(|first| {
                (first.y - segment.y).abs() < 0.3 * first.size.min(segment.size).max(1.0)
            })
        });
        match home {
            Some(line) => line.push(segment),
            None => lines.push(vec![segment]),
        }
    }
    lines
}

/// Joins neighbours on one baseline that were drawn out of order.
fn merged(mut line: Vec<Segment>) -> Vec<Segment> {
    line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut out: Vec<Segment> = Vec::with_capacity(line.len());
    for segment in line {
        match out.last_mut() {
            Some(last)
                if is_near(segment.x0 - last.x1, last.size.max(segment.size))
                    && last.artifact == segment.artifact =>
            {
                last.x1 = last.x1.max(segment.x1);
                last.size = last.size.max(segment.size);
                last.letters.extend(segment.letters);
            }
            _ => out.push(segment),
        }
    }
    out
}
