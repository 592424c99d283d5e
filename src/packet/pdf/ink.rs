//! What can be seen of a page's characters: what was painted, in which order, and what lies above what.
//!
//! A PDF keeps what is painted over. A black box drawn upon a name hides it from the eye and from nobody else, and so
//! does text in the colour of its ground, text that a clip cuts away, and text that is not painted at all. What cannot
//! be seen is no part of the page; the text that a scan was recognised to hold is, as it stands for what is seen.

use std::rc::Rc;

use hayro_interpret::kurbo::{BezPath, Point, Rect, Shape as _};

/// Surfaces that are thinner than this are lines and underlines, and hide nothing.
const THIN: f64 = 2.0;
/// A path with more parts than this is a drawing; where exactly it paints is not asked.
const MAX_PARTS: usize = 400;
/// Surfaces of one page that are kept. Maps have some thousand.
const MAX_SURFACES: usize = 20_000;
/// Questions about one page that are answered.
const MAX_QUESTIONS: u64 = 60_000_000;
/// The page is cut into so many squares each way, so that a question is asked of what is near.
const GRID: usize = 32;
/// Two colours this near, of 255, cannot be told apart.
const SAME: u8 = 12;
/// A picture that covers this much of the page is the page: a scan.
const SCAN: f64 = 0.5;
/// Darker than this, of 255, a box is one that somebody put there to hide.
const DARK: u32 = 96;

/// A colour as the eye sees it.
pub(super) type Colour = [u8; 3];

/// What a surface shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// One opaque colour.
    Plain(Colour),
    /// An opaque picture.
    Picture,
    /// Nobody knows: patterns, shadings, what shines through, drawings.
    Unknown,
}

/// Whether a character can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// It can.
    Seen,
    /// It is the recognised text of a picture.
    Recognised,
    /// Something opaque lies upon it; whether that is dark.
    Covered {
        /// Whether it is as dark as what people hide words with.
        dark: bool,
    },
    /// It cannot, for another reason.
    Hidden,
}

/// How a character was painted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Paint {
    /// In this colour.
    Plain(Colour),
    /// In some way that can be seen.
    Unknown,
    /// Not at all.
    Not,
}

/// A character as it was drawn.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    /// When.
    pub(super) order: u32,
    /// Points of its body, the first one its middle.
    pub(super) points: [Point; 7],
    /// How.
    pub(super) paint: Paint,
    /// Whether a clip cuts it away.
    pub(super) cut: bool,
}

/// A path and what counts as its inside.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    /// The path, on the page.
    pub(super) path: BezPath,
    /// Whether what it encloses twice is outside.
    pub(super) even_odd: bool,
}

impl Outline {
    fn contains(&self, point: Point) -> bool {
        let winding = self.path.winding(point);
        if self.even_odd { winding % 2 != 0 } else { winding != 0 }
    }

    /// Whether it is an upright rectangle: its bounds say all of it.
    fn is_box(&self) -> bool {
        let bounds = self.path.bounding_box();
        self.path.elements().len() <= 6
            && (self.path.area().abs() - bounds.area()).abs() <= 0.001 * bounds.area()
    }
}

/// A clip, with those that it lies within.
#[derive(Debug)]
struct Clip {
    bounds: Rect,
    path: Option<Outline>,
    outer: Option<Rc<Clip>>,
}

impl Clip {
    fn contains(&self, point: Point) -> bool {
        let mut clip = Some(self);
        while let Some(here) = clip {
            if !here.bounds.contains(point) || here.path.as_ref().is_some_and(|path| !path.contains(point)) {
                return false;
            }
            clip = here.outer.as_deref();
        }
        true
    }
}

#[derive(Debug)]
struct Surface {
    order: u32,
    bounds: Rect,
    /// `None` where it is its bounds.
    path: Option<Outline>,
    clip: Option<Rc<Clip>>,
    tone: Tone,
}

impl Surface {
    fn contains(&self, point: Point) -> bool {
        self.bounds.contains(point)
            && self.path.as_ref().is_none_or(|path| path.contains(point))
            && self.clip.as_ref().is_none_or(|clip| clip.contains(point))
    }
}

/// Everything painted on one page.
#[derive(Debug, Default)]
pub(super) struct Ink {
    order: u32,
    clips: Vec<Rc<Clip>>,
    surfaces: Vec<Surface>,
    /// Whether there were more surfaces than are kept.
    pub(super) overflow: bool,
}

impl Ink {
    /// The place of the next thing painted in the order of all.
    pub(super) fn next(&mut self) -> u32 {
        self.order += 1;
        self.order
    }

    /// Keeps out of what is painted from now on all that lies outside of a path.
    pub(super) fn clip(&mut self, outline: Outline) {
        let bounds = outline.path.bounding_box();
        let outer = self.clips.last().cloned();
        let bounds = outer.as_ref().map_or(bounds, |outer| bounds.intersect(outer.bounds));
        let path = Some(outline).filter(|own| !own.is_box() && own.path.elements().len() <= MAX_PARTS);
        self.clips.push(Rc::new(Clip { bounds, path, outer }));
    }

    /// Ends the last clip.
    pub(super) fn unclip(&mut self) {
        self.clips.pop();
    }

    /// Whether what stands here is cut away.
    pub(super) fn cuts(&self, left: Point, right: Point) -> bool {
        self.clips.last().is_some_and(|clip| {
            let body = Rect::from_points(left, right);
            let slack = 0.25 * body.width().min(body.height());
            let body = body.inflate(slack, slack);
            clip.bounds.intersect(body).is_zero_area()
        })
    }

    /// Paints a path.
    pub(super) fn paint(&mut self, outline: Outline, tone: impl FnOnce() -> Tone) {
        let order = self.next();
        let mut bounds = outline.path.bounding_box();
        if let Some(clip) = self.clips.last() {
            bounds = bounds.intersect(clip.bounds);
        }
        if !bounds.is_finite() || bounds.width() < THIN || bounds.height() < THIN {
            return;
        }
        if self.surfaces.len() >= MAX_SURFACES {
            self.overflow = true;
            return;
        }
        let drawing = outline.path.elements().len() > MAX_PARTS;
        let tone = if drawing { Tone::Unknown } else { tone() };
        let path = Some(outline).filter(|own| !drawing && !own.is_box());
        let clip = self.clips.last().filter(|clip| has_path(clip)).cloned();
        self.surfaces.push(Surface { order, bounds, path, clip, tone });
    }

    /// Hides an area for good, whenever what is there was painted.
    pub(super) fn hide(&mut self, area: Rect) {
        let tone = Tone::Plain([0; 3]);
        self.surfaces.push(Surface { order: u32::MAX, bounds: area, path: None, clip: None, tone });
    }

    /// Makes ready for questions about a page of this size.
    /// `outlined` says that the page is drawn, letters and all.
    pub(super) fn settle(self, size: (f64, f64), outlined: bool) -> Settled {
        let mut squares = vec![Vec::new(); GRID * GRID];
        for (at, surface) in self.surfaces.iter().enumerate() {
            let (x0, y0) = square(Point::new(surface.bounds.x0, surface.bounds.y0), size);
            let (x1, y1) = square(Point::new(surface.bounds.x1, surface.bounds.y1), size);
            for y in y0..=y1 {
                squares[y * GRID + x0..=y * GRID + x1].iter_mut().for_each(|square| square.push(at));
            }
        }
        let area = size.0 * size.1;
        let pictured = self.surfaces.iter().filter(|surface| surface.tone == Tone::Picture);
        let scanned = pictured.map(|surface| surface.bounds.area()).sum::<f64>() >= SCAN * area;
        Settled { surfaces: self.surfaces, squares, size, scanned, outlined, left: MAX_QUESTIONS }
    }
}

fn has_path(clip: &Rc<Clip>) -> bool {
    clip.path.is_some() || clip.outer.as_ref().is_some_and(has_path)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the grid")]
fn square(point: Point, (width, height): (f64, f64)) -> (usize, usize) {
    let of = |at: f64, whole: f64| {
        let share = at / whole * 32.0;
        if share.is_finite() { share.clamp(0.0, 31.0) as usize } else { 0 }
    };
    (of(point.x, width), of(point.y, height))
}

/// A page of which everything is painted.
pub(super) struct Settled {
    surfaces: Vec<Surface>,
    squares: Vec<Vec<usize>>,
    size: (f64, f64),
    /// Whether pictures make the page.
    scanned: bool,
    /// Whether drawings do.
    outlined: bool,
    left: u64,
}

impl Settled {
    /// Whether a character can be seen; `None` where no more questions are answered.
    pub(super) fn sight(&mut self, drawn: &Drawn) -> Option<Sight> {
        if self.left == 0 {
            return None;
        }
        if drawn.cut {
            return Some(Sight::Hidden);
        }
        Some(match drawn.paint {
            Paint::Not => self.unpainted(drawn),
            Paint::Plain(colour) => {
                self.covered(drawn, drawn.order).unwrap_or_else(|| self.upon(drawn, colour))
            }
            Paint::Unknown => self.covered(drawn, drawn.order).unwrap_or(Sight::Seen),
        })
    }

    /// Text that is not painted stands for a picture or a drawing, or for nothing.
    fn unpainted(&mut self, drawn: &Drawn) -> Sight {
        let picture = self.last(drawn.points[0], u32::MAX - 1, |tone| !matches!(tone, Tone::Plain(_)));
        match picture.map(|at| self.surfaces[at].order) {
            Some(order) => self.covered(drawn, order).unwrap_or(Sight::Recognised),
            None if self.scanned || self.outlined => self.covered(drawn, 0).unwrap_or(Sight::Recognised),
            None => Sight::Hidden,
        }
    }

    /// What lies upon a character that was painted at `order`.
    fn covered(&mut self, drawn: &Drawn, order: u32) -> Option<Sight> {
        let mut dark = true;
        let mut pictured = false;
        for point in drawn.points {
            let above = self.last(point, u32::MAX, |tone| tone != Tone::Unknown)?;
            let surface = &self.surfaces[above];
            if surface.order <= order {
                return None;
            }
            match surface.tone {
                Tone::Plain(colour) => dark &= is_dark(colour),
                _ => pictured = true,
            }
        }
        // Behind the picture of a page its text lies hidden on purpose.
        if pictured && self.scanned {
            return Some(Sight::Recognised);
        }
        Some(Sight::Covered { dark: dark && !pictured })
    }

    /// A character on its ground: the paper, where nothing was painted before it.
    fn upon(&mut self, drawn: &Drawn, colour: Colour) -> Sight {
        let ground = self.last(drawn.points[0], drawn.order, |_| true).map(|at| self.surfaces[at].tone);
        match ground.unwrap_or(Tone::Plain([255; 3])) {
            Tone::Plain(ground) if is_same(ground, colour) && is_dark(ground) => {
                Sight::Covered { dark: true }
            }
            // The marks by which programs for signing find their places, and worse.
            Tone::Plain(ground) if is_same(ground, colour) => Sight::Hidden,
            Tone::Plain(_) | Tone::Picture | Tone::Unknown => Sight::Seen,
        }
    }

    /// The last surface at a point, of those painted up to `until`, that shows what is `wanted`.
    fn last(&mut self, point: Point, until: u32, wanted: impl Fn(Tone) -> bool) -> Option<usize> {
        let (x, y) = square(point, self.size);
        for at in self.squares[y * GRID + x].iter().rev() {
            self.left = self.left.saturating_sub(1);
            let surface = &self.surfaces[*at];
            if surface.order <= until && wanted(surface.tone) && surface.contains(point) {
                return Some(*at);
            }
        }
        None
    }
}

fn is_dark([red, green, blue]: Colour) -> bool {
    (u32::from(red) * 3 + u32::from(green) * 6 + u32::from(blue)) / 10 < DARK
}

fn is_same(a: Colour, b: Colour) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= SAME)
}
