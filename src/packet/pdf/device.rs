//! Collects positioned characters from the interpreter's drawing instructions.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use crate::packet::pdf::frame::Stop;
use crate::packet::pdf::layout::letter::{Letter, Piece};
use crate::packet::pdf::strings;

/// A page of a dense table has some 20 000 characters.
pub(super) const MAX_GLYPHS: u32 = 400_000;

/// Maps and drawings have many paths; this is some seconds of work.
pub(super) const MAX_OPERATIONS: u32 = 5_000_000;

/// Marked content nested deeper is counted, not looked at.
const MAX_MARKS: usize = 1_000;

/// Longer replacement texts are cut: one stands for a word, at most a paragraph.
const MAX_ACTUAL_TEXT: usize = 10_000;

/// Text this many degrees from a right angle is still taken for upright (scans are seldom straight).
const STRAIGHT: f64 = 3.0;

/// Everything that was seen on one page.
#[derive(Default)]
pub(super) struct Sheet {
    /// The characters by the angle of their baseline in whole degrees, each in coordinates in which it runs
    /// from left to right, with the height of the page in those coordinates.
    pub(super) frames: BTreeMap<i32, (f64, Vec<Letter>)>,
    /// How many characters were drawn on the page.
    pub(super) glyphs: u32,
    /// How many of them have no known letter.
    pub(super) unmapped: u32,
    /// How many pictures were drawn.
    pub(super) pictures: u32,
    /// How much of the page the pictures cover together.
    pub(super) covered: f32,
    /// How many characters are drawn invisibly.
    pub(super) invisible: u32,
    /// How many lines and surfaces were drawn.
    pub(super) strokes: u32,
}

/// Reads the pages of one file, one after another; keeps fonts between them.
pub(super) struct PageReader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    letters: LetterMaps,
}

impl<'a> PageReader<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, cache: InterpreterCache::new(), letters: LetterMaps::default() }
    }

    /// What is on the page (counted from 0), and what ended the reading early.
    pub(super) fn read(&mut self, at: usize) -> (Sheet, Option<Stop>) {
        let Some(page) = self.pdf.pages().get(at) else { return (Sheet::default(), None) };
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let mut collector = Collector::new((width, height), &mut self.letters);
        let cache = &self.cache;
        let result = catch_unwind(AssertUnwindSafe(|| {
            // The transform turns a rotated page upright and moves the crop box to the origin.
            let upright = Affine::new(page.initial_transform(true).as_coeffs());
            let area = Rect::new(0.0, 0.0, width, height);
            let settings = InterpreterSettings::default();
            let mut context = Context::new(upright, area, cache, self.pdf.xref(), settings);
            interpret_page(page, &mut context, &mut collector);
        }));
        let sheet = collector.sheet;
        let Err(cause) = result else { return (sheet, None) };
        // Whatever was interrupted may have left the cache half filled.
        self.cache = InterpreterCache::new();
        (sheet, Some(cause.downcast::<Stop>().map_or(Stop::Panic, |stop| *stop)))
    }
}

/// A stretch of marked content.
struct Mark {
    /// The text that stands for everything in it, until its first character has taken it.
    actual: Option<Actual>,
    artifact: bool,
}

enum Actual {
    Waiting(String),
    Taken,
}

/// The device of one page.
struct Collector<'s> {
    size: (f64, f64),
    sheet: Sheet,
    letters: &'s mut LetterMaps,
    operations: u32,
    runs: u32,
    marks: Vec<Mark>,
    marks_beyond: u32,
}

impl<'s> Collector<'s> {
    fn new(size: (f64, f64), letters: &'s mut LetterMaps) -> Self {
        let (sheet, marks) = (Sheet::default(), Vec::new());
        Self { size, sheet, letters, operations: 0, runs: 0, marks, marks_beyond: 0 }
    }

    /// Counts one drawing operation against the page's budget. The interpreter has no way to be stopped but this: an
    /// unwinding that does not go through the panic hook and is caught in [`PageReader::read`].
    fn tick(&mut self) {
        self.operations += 1;
        if self.operations > MAX_OPERATIONS {
            resume_unwind(Box::new(Stop::Operations));
        }
        if self.sheet.glyphs >= MAX_GLYPHS {
            resume_unwind(Box::new(Stop::Glyphs));
        }
    }

    fn stroke(&mut self) {
        self.tick();
        self.sheet.strokes += 1;
    }

    /// One character, if it stands on the page.
    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, artifact: bool) {
        self.tick();
        let Some(place) = Place::of(glyph, transform) else { return };
        let (width, height) = self.size;
        let Point { x, y } = place.origin;
        if x < -1.0 || y < -1.0 || x > width + 1.0 || y > height + 1.0 {
            return;
        }
        self.sheet.glyphs += 1;
        let text = self.text(glyph);
        let (angle, frame_height, at) = place.upright(self.size);
        let letter = Letter {
            text,
            x0: at.x,
            x1: at.x + place.advance,
            y: at.y,
            size: place.size,
            run: self.runs,
            artifact,
        };
        let frame = self.sheet.frames.entry(angle).or_insert_with(|| (frame_height, Vec::new()));
        frame.1.push(letter);
    }

    /// The text of a character: of the marked content it stands in, of its own, or U+FFFD.
    fn text(&mut self, glyph: &Glyph<'_>) -> Piece {
        if let Some(actual) = self.marks.iter_mut().rev().find_map(|mark| mark.actual.as_mut()) {
            return match std::mem::replace(actual, Actual::Taken) {
                Actual::Waiting(text) => Piece::from_text(&text),
                Actual::Taken => Piece::None,
            };
        }
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => Piece::from_char(c),
            Some(BfString::String(text)) => Piece::from_text(&text),
            None => self.letters.of(glyph).map_or_else(
                || {
                    self.sheet.unmapped += 1;
                    Piece::Char(char::REPLACEMENT_CHARACTER)
                },
                Piece::from_char,
            ),
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.stroke();
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.stroke();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.tick();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.tick();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.tick();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    #[expect(clippy::cast_possible_truncation, reason = "a share of the page needs no precision")]
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.tick();
        self.sheet.pictures += 1;
        // The transform takes pixels to points.
        let pixels = f64::from(image.width()) * f64::from(image.height());
        let (width, height) = self.size;
        let share = pixels * props.transform.determinant().abs() / (width * height);
        if share.is_finite() {
            self.sheet.covered += share.min(1.0) as f32;
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.tick();
        if self.marks.len() >= MAX_MARKS {
            self.marks_beyond += 1;
            return;
        }
        let actual = properties.and_then(|dict| dict.get::<PdfString<'_>>("ActualText")).map(|text| {
            let bytes = text.as_bytes();
            Actual::Waiting(strings::decode(&bytes[..bytes.len().min(MAX_ACTUAL_TEXT)]))
        });
        self.marks.push(Mark { actual, artifact: tag == b"Artifact" });
    }

    fn end_marked_content(&mut self) {
        if self.marks_beyond > 0 {
            self.marks_beyond -= 1;
        } else {
            self.marks.pop();
        }
    }

    /// Invisible text counts as any other: it is how a scan carries its recognised text. A run that is drawn
    /// twice, filled and stroked, is collected twice; the layout drops what lies upon its like.
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.runs += 1;
        if matches!(mode, DrawMode::Invisible) {
            let count = u32::try_from(run.glyphs().len()).unwrap_or(u32::MAX);
            self.sheet.invisible = self.sheet.invisible.saturating_add(count);
        }
        let artifact = self.marks.iter().any(|mark| mark.artifact);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), artifact);
        }
    }
}

/// Where and how large a character stands.
struct Place {
    origin: Point,
    /// Angle of the baseline in degrees, clockwise.
    angle: f64,
    advance: f64,
    size: f64,
}

impl Place {
    /// `None` where the matrix holds no sensible numbers.
    fn of(glyph: &Glyph<'_>, transform: Affine) -> Option<Self> {
        let [a, b, c, d, ..] = transform.as_coeffs();
        let origin = transform * Point::ZERO;
        // Glyph space has 1000 units to the em.
        let (along, across) = (a.hypot(b) * 1000.0, c.hypot(d) * 1000.0);
        let width = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(type3) => type3.advance_width(),
        };
        let advance = f64::from(width.unwrap_or(500.0)) / 1000.0 * along;
        let size = if across > 0.0 { across } else { along };
        let finite = origin.is_finite() && advance.is_finite() && size.is_finite();
        finite.then(|| Self { origin, angle: b.atan2(a).to_degrees(), advance, size })
    }

    /// The angle in whole degrees, right angles made exact; the page's height and the origin in coordinates in which
    /// the baseline runs from left to right.
    #[expect(clippy::cast_possible_truncation, reason = "an angle in degrees is small")]
    fn upright(&self, (width, height): (f64, f64)) -> (i32, f64, Point) {
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

/// Letters of glyphs for which the file itself names none, by the character maps of the embedded fonts.
#[derive(Default)]
struct LetterMaps {
    fonts: BTreeMap<u128, BTreeMap<u32, char>>,
}

impl LetterMaps {
    /// A file with more fonts than this builds its maps anew.
    const MAX_FONTS: usize = 64;
    /// No font has more characters.
    const MAX_CHARS: usize = 70_000;

    fn of(&mut self, glyph: &Glyph<'_>) -> Option<char> {
        match glyph {
            Glyph::Outline(outline) => {
                let font = outline.font_data()?;
                if self.fonts.len() >= Self::MAX_FONTS && !self.fonts.contains_key(&font.cache_key) {
                    self.fonts.clear();
                }
                let map = self
                    .fonts
                    .entry(font.cache_key)
                    .or_insert_with(|| Self::read(font.data.as_ref().as_ref()));
                map.get(&outline.glyph_id().to_u32()).copied()
            }
            // Fonts of pictures seldom name their glyphs, but often keep the codes of ASCII.
            Glyph::Type3(type3) => char::from_u32(type3.char_code()).filter(char::is_ascii_graphic),
        }
    }

    fn read(font: &[u8]) -> BTreeMap<u32, char> {
        use skrifa::MetadataProvider as _;
        let mut map = BTreeMap::new();
        let Ok(font) = skrifa::FontRef::from_index(font, 0) else { return map };
        for (code, glyph) in font.charmap().mappings().take(Self::MAX_CHARS) {
            // Private codes say nothing.
            if let Some(letter) = char::from_u32(code).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c)) {
                map.entry(glyph.to_u32()).or_insert(letter);
            }
        }
        map
    }
}
