//! Lines of a block as text: indentation, gaps and blank lines by the distances on the page.

use crate::base::text::nfc;
use crate::packet::pdf::frame::LaidLine;
use crate::packet::pdf::layout::line::TextLine;

/// The width of a space, in em.
const SPACE: f64 = 0.5;
/// Leading of a paragraph, in em, where too few lines tell it.
const USUAL_LEADING: f64 = 1.2;
/// A gap between lines this much larger than the usual one parts paragraphs.
const PARAGRAPH: f64 = 1.3;
/// The most spaces before a line.
const MAX_INDENT: f64 = 60.0;
/// The most spaces between cells.
const MAX_GAP: f64 = 40.0;

/// Puts the lines of a block on a page of height `height` after those in `out`, with a blank line between.
pub(super) fn block(lines: &[TextLine], height: f64, out: &mut Vec<LaidLine>) {
    let Some(left) = lines.iter().map(|line| line.x0).reduce(f64::min) else { return };
    let widest = leading(lines) * PARAGRAPH + 0.05;
    let mut before: Option<f64> = None;
    for line in lines {
        let gap = before.map(|y| (line.y - y) / line.size.max(1.0));
        let apart = gap.map_or(!out.is_empty(), |gap| gap > widest || gap < -1.0);
        if apart {
            out.push(blank(line, height));
        }
        out.push(laid(line, left, height));
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

fn laid(line: &TextLine, left: f64, height: f64) -> LaidLine {
    let mut text = " ".repeat(spaces((line.x0 - left) / (line.size * SPACE), 0.0, MAX_INDENT));
    let mut end: Option<f64> = None;
    for segment in &line.segments {
        if let Some(end) = end {
            let gap = (segment.x0 - end) / (line.size * SPACE);
            text.push_str(&" ".repeat(spaces(gap, 2.0, MAX_GAP)));
        }
        text.push_str(segment.text().trim());
        end = Some(segment.x1);
    }
    let artifact = line.segments.iter().all(|segment| segment.artifact);
    LaidLine { text: nfc(text.trim_end()), height: share(line.y, height), artifact }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to small positive numbers"
)]
fn spaces(width: f64, least: f64, most: f64) -> usize {
    if width.is_finite() { width.round().clamp(least, most) as usize } else { least as usize }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of the page needs no precision")]
fn share(y: f64, height: f64) -> f32 {
    let share = y / height;
    if share.is_finite() { share.clamp(0.0, 1.0) as f32 } else { 0.5 }
}
