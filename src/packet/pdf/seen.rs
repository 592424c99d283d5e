//! Which of a page's characters are seen, once everything on it is painted; the others are counted and left out.

use std::collections::BTreeSet;

use hayro_interpret::font::Glyph;
use hayro_interpret::kurbo::{Affine, Point};

use crate::packet::pdf::device::Sheet;
use crate::packet::pdf::frame::Stop;
use crate::packet::pdf::ink::{Drawn, Ink, Paint, Sight};
use crate::packet::pdf::layout::letter::{Letter, Piece};

/// Text this many degrees from a right angle is still taken for upright (scans are seldom straight).
const STRAIGHT: f64 = 3.0;

/// What stands in place of words beneath a dark box, as a box is what the page shows.
const BOX: &str = "███";

/// At least so many surfaces make a page one that is drawn rather than written.
const DRAWING: u32 = 20;

/// A character until the whole page is painted.
#[derive(Debug)]
pub(super) struct Held {
    /// Angle of its baseline.
    pub(super) angle: i32,
    /// Height of the page in the letter's coordinates.
    pub(super) height: f64,
    /// The letter.
    pub(super) letter: Letter,
    /// How it was drawn.
    pub(super) drawn: Drawn,
    /// The marked content whose text stands for it and others; 0 for none.
    pub(super) span: u32,
}

/// Puts what is seen into the sheet. What ended the looking early, with all that was not looked at left out.
pub(super) fn seen(held: Vec<Held>, ink: Ink, size: (f64, f64), sheet: &mut Sheet) -> Option<Stop> {
    sheet.unsure = ink.overflow;
    let unpainted = held.iter().filter(|one| matches!(one.drawn.paint, Paint::Not)).count();
    let unpainted = u32::try_from(unpainted).unwrap_or(u32::MAX);
    let outlined = sheet.strokes >= DRAWING && sheet.strokes.saturating_mul(2) >= unpainted;
    let mut settled = ink.settle(size, outlined);
    let mut sights: Vec<Sight> = held.iter().map_while(|one| settled.sight(&one.drawn)).collect();
    let stopped = (sights.len() < held.len()).then_some(Stop::Operations);
    spread(&held, &mut sights);
    let twins = twins(&held, &sights);
    let mut boxed: Option<Held> = None;
    for (one, sight) in held.into_iter().zip(sights) {
        let counts = !one.letter.is_space() && one.letter.text != Piece::None && !twins.has(&one);
        match sight {
            Sight::Seen | Sight::Recognised => {
                sheet.invisible += u32::from(sight == Sight::Recognised);
                close(boxed.take(), sheet);
                push(one, sheet);
            }
            Sight::Covered { dark } => {
                sheet.beneath += u32::from(counts);
                if dark && counts {
                    boxed = Some(widened(boxed, one, sheet));
                }
            }
            Sight::Hidden => sheet.unseen += u32::from(counts),
        }
    }
    close(boxed, sheet);
    stopped
}

/// One text stands for all characters of a span: where one of them is covered, none may be read.
fn spread(held: &[Held], sights: &mut [Sight]) {
    let covered = |sight: &Sight| matches!(sight, Sight::Covered { .. });
    let spans: BTreeSet<u32> = held
        .iter()
        .zip(sights.iter())
        .filter(|(one, sight)| one.span > 0 && covered(sight))
        .map(|(one, _)| one.span)
        .collect();
    for (one, sight) in held.iter().zip(sights).filter(|(one, _)| spans.contains(&one.span)) {
        if one.span > 0 && !covered(sight) {
            *sight = Sight::Covered { dark: true };
        }
    }
}

fn push(one: Held, sheet: &mut Sheet) {
    let frame = sheet.frames.entry(one.angle).or_insert_with(|| (one.height, Vec::new()));
    frame.1.push(one.letter);
}

fn close(boxed: Option<Held>, sheet: &mut Sheet) {
    if let Some(one) = boxed {
        push(one, sheet);
    }
}

/// The box so far, reaching to one more character, or a new one.
fn widened(boxed: Option<Held>, one: Held, sheet: &mut Sheet) -> Held {
    match boxed {
        Some(mut open) if goes_on(&open, &one) => {
            open.letter.x1 = open.letter.x1.max(one.letter.x1);
            open
        }
        other => {
            close(other, sheet);
            let letter = Letter { text: Piece::Text(BOX.into()), ..one.letter };
            Held { letter, ..one }
        }
    }
}

fn goes_on(open: &Held, one: &Held) -> bool {
    let (a, b) = (&open.letter, &one.letter);
    let em = a.size.max(b.size);
    open.angle == one.angle && (a.y - b.y).abs() < 0.3 * em && b.x0 - a.x1 < em && b.x0 >= a.x0
}

/// The places of characters that are seen, so that one which is drawn twice is not said to be hidden.
struct Twins(BTreeSet<(String, i32, i64, i64)>);

impl Twins {
    fn has(&self, one: &Held) -> bool {
        let (text, angle, x, y) = key(one);
        let near = [-1, 0, 1];
        near.iter().any(|dx| near.iter().any(|dy| self.0.contains(&(text.clone(), angle, x + dx, y + dy))))
    }
}

fn twins(held: &[Held], sights: &[Sight]) -> Twins {
    let is_seen = |sight: &Sight| matches!(sight, Sight::Seen | Sight::Recognised);
    if sights.iter().all(is_seen) {
        return Twins(BTreeSet::new());
    }
    Twins(held.iter().zip(sights).filter(|(_, sight)| is_seen(sight)).map(|(one, _)| key(one)).collect())
}

#[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
fn key(one: &Held) -> (String, i32, i64, i64) {
    let text = match &one.letter.text {
        Piece::None => String::new(),
        Piece::Char(c) => c.to_string(),
        Piece::Text(text) => text.to_string(),
    };
    (text, one.angle, one.letter.x0.round() as i64, one.letter.y.round() as i64)
}

/// Where and how large a character stands.
pub(super) struct Place {
    /// Where its baseline begins.
    pub(super) origin: Point,
    /// Angle of the baseline in degrees, clockwise.
    angle: f64,
    /// Width, in points.
    pub(super) advance: f64,
    /// Size of the type.
    pub(super) size: f64,
    /// Width, in the glyph's own units.
    width: f64,
}

impl Place {
    /// `None` where the matrix holds no sensible numbers.
    pub(super) fn of(glyph: &Glyph<'_>, transform: Affine) -> Option<Self> {
        let [a, b, c, d, ..] = transform.as_coeffs();
        let origin = transform * Point::ZERO;
        // Glyph space has 1000 units to the em.
        let (along, across) = (a.hypot(b) * 1000.0, c.hypot(d) * 1000.0);
        let width = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(type3) => type3.advance_width(),
        };
        let width = f64::from(width.unwrap_or(500.0));
        let advance = width / 1000.0 * along;
        let size = if across > 0.0 { across } else { along };
        let finite = origin.is_finite() && advance.is_finite() && size.is_finite();
        finite.then(|| Self { origin, angle: b.atan2(a).to_degrees(), advance, size, width })
    }

    /// Points of the character's body: the middle, then three heights at its left and its right. A line that strikes
    /// it out or underlines it does not cover them all.
    pub(super) fn points(&self, transform: Affine) -> [Point; 7] {
        let (left, right) = (0.25 * self.width, 0.75 * self.width);
        [
            (0.5 * self.width, 220.0),
            (left, 60.0),
            (left, 220.0),
            (left, 400.0),
            (right, 60.0),
            (right, 220.0),
            (right, 400.0),
        ]
        .map(|at| transform * Point::from(at))
    }

    /// The angle in whole degrees, right angles made exact; the page's height and the origin in coordinates in which
    /// the baseline runs from left to right.
    #[expect(clippy::cast_possible_truncation, reason = "an angle in degrees is small")]
    pub(super) fn upright(&self, (width, height): (f64, f64)) -> (i32, f64, Point) {
        let Point { x, y } = self.origin;
        let quarter = (self.angle / 90.0).round();
        if (self.angle - quarter * 90.0).abs() > STRAIGHT {
            let degrees = self.angle.round();
            return (degrees as i32, height, Affine::rotate(-degrees.to_radians()) * self.origin);
        }
        match (quarter as i32).rem_euclid(4) {
            0 => (0, height, Point::new(x, y)),
            1 => (90, width, Point::new(y, width - x)),
            2 => (180, height, Point::new(width - x, height - y)),
            _ => (270, width, Point::new(height - y, x)),
        }
    }
}
