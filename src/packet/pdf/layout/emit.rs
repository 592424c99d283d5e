//! Lines of a block as text: indentation, gaps and blank lines by the distances on the page.

use crate::base::text::nfc;
use crate::packet::pdf::frame::LaidLine;
use crate::packet::pdf::layout::line::TextLine;

/// The width of a character on average, in em.
const CHARACTER: f64 = 0.5;
/// Leading of a paragraph, in em, where too few lines tell it.
const USUAL_LEADING: f64 = 1.2;
/// A gap between lines this much larger than the usual one parts paragraphs.
const PARAGRAPH: f64 = 1.3;
/// The most spaces before a line.
const MAX_INDENT: usize = 60;
/// The least spaces between cells: one is what numbers have within.
const MIN_GAP: usize = 2;
/// The most spaces between cells.
const MAX_GAP: usize = 80;

/// Puts the lines of a block on a page of height `height` after those in `out`, with a blank line between.
pub(super) fn block(lines: &[TextLine], height: f64, out: &mut Vec<LaidLine>) {
    let Some(left) = lines.iter().map(|line| line.x0).reduce(f64::min) else { return };
    let grid = Grid { left, unit: usual_size(lines) * CHARACTER };
    let widest = leading(lines) * PARAGRAPH + 0.05;
    let mut before: Option<f64> = None;
    for line in lines {
        let gap = before.map(|y| (line.y - y) / line.size.max(1.0));
        let apart = gap.map_or(!out.is_empty(), |gap| gap > widest || gap < -1.0);
        if apart {
            out.push(blank(line, height));
        }
        out.push(laid(line, &grid, height));
        before = Some(line.y);
    }
}

/// The distance between baselines within a paragraph: small ones of those found, as large ones part paragraphs.
fn leading(lines: &[TextLine]) -> f64 {
    let mut leadings: Vec<f64> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((b.y - a.y) / b.size.max(1.0)),
            _ => None,
        })
        .filter(|leading| *leading > 0.5 && *leading < 3.0)
        .collect();
    leadings.sort_by(f64::total_cmp);
    leadings.get(leadings.len() / 4).copied().unwrap_or(USUAL_LEADING)
}

fn blank(line: &TextLine, height: f64) -> LaidLine {
    LaidLine { text: String::new(), height: share(line.y, height), artifact: false }
}

/// Columns of characters that a block is set in, so that cells stand below each other in the text, too.
struct Grid {
    left: f64,
    unit: f64,
}

impl Grid {
    /// The column of `x`, counted from 0.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to small positive numbers"
    )]
    fn column(&self, x: f64) -> usize {
        let column = (x - self.left) / self.unit;
        if column.is_finite() { column.round().clamp(0.0, 1000.0) as usize } else { 0 }
    }
}

/// The size of type that most lines have.
fn usual_size(lines: &[TextLine]) -> f64 {
    let mut sizes: Vec<f64> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(1.0)
}

fn laid(line: &TextLine, grid: &Grid, height: f64) -> LaidLine {
    let mut text = " ".repeat(grid.column(line.x0).min(MAX_INDENT));
    let mut length = text.len();
    for (at, segment) in line.segments.iter().enumerate() {
        if at > 0 {
            let gap = grid.column(segment.x0).saturating_sub(length).clamp(MIN_GAP, MAX_GAP);
            text.push_str(&" ".repeat(gap));
            length += gap;
        }
        let piece = segment.text();
        let piece = piece.trim();
        length += piece.chars().count();
        text.push_str(piece);
    }
    let artifact = line.segments.iter().all(|segment| segment.artifact);
    LaidLine { text: nfc(text.trim_end()), height: share(line.y, height), artifact }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of the page needs no precision")]
fn share(y: f64, height: f64) -> f32 {
    let share = y / height;
    if share.is_finite() { share.clamp(0.0, 1.0) as f32 } else { 0.5 }
}
