//! Collects positioned characters from the interpreter's drawing instructions.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, interpret_page,
};

use crate::packet::pdf::annotations::{self, Pinned};
use crate::packet::pdf::damage;
use crate::packet::pdf::frame::{Damage, Stop};
use crate::packet::pdf::ink::{Drawn, Ink, Outline, Paint};
use crate::packet::pdf::layout::letter::{Letter, Piece};
use crate::packet::pdf::paint;
use crate::packet::pdf::seen::{Held, Place, seen};
use crate::packet::pdf::strings;

/// A page of a dense table has some 20 000 characters.
pub(super) const MAX_GLYPHS: u32 = 400_000;

/// Maps and drawings have many paths; this is some seconds of work.
pub(super) const MAX_OPERATIONS: u32 = 5_000_000;

/// Marked content nested deeper is counted, not looked at.
const MAX_MARKS: usize = 1_000;

/// Longer replacement texts are cut: one stands for a word, at most a paragraph.
const MAX_ACTUAL_TEXT: usize = 10_000;

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
    /// How many characters stand for what a picture shows.
    pub(super) invisible: u32,
    /// How many characters lie beneath what was painted over them.
    pub(super) beneath: u32,
    /// How many characters cannot be seen for other reasons.
    pub(super) unseen: u32,
    /// Whether too much was painted to tell what lies beneath what.
    pub(super) unsure: bool,
    /// How many lines and surfaces were drawn.
    pub(super) strokes: u32,
    /// What is pinned to the page.
    pub(super) pinned: Pinned,
    /// What is wrong with its drawing instructions.
    pub(super) damage: Option<Damage>,
}

/// Reads the pages of one file, one after another; keeps fonts between them.
pub(super) struct PageReader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    letters: LetterMaps,
    /// Whether the file has layers.
    layered: bool,
}

impl<'a> PageReader<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let layered = catalog.is_some_and(|catalog| catalog.contains_key("OCProperties"));
        Self { pdf, cache: InterpreterCache::new(), letters: LetterMaps::default(), layered }
    }

    /// What is on the page (counted from 0), and what ended the reading early.
    pub(super) fn read(&mut self, at: usize) -> (Sheet, Option<Stop>) {
        let Some(page) = self.pdf.pages().get(at) else { return (Sheet::default(), None) };
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        // Turns a rotated page upright and moves the crop box to the origin.
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        let pinned = catch_unwind(AssertUnwindSafe(|| annotations::read(page, upright)));
        let pinned = pinned.unwrap_or_default();
        let mut collector = Collector::new((width, height), &pinned.notes, &mut self.letters);
        let cache = &self.cache;
        let result = catch_unwind(AssertUnwindSafe(|| {
            let area = Rect::new(0.0, 0.0, width, height);
            // What is pinned to the page comes last, and some of it is not the page's.
            for (content, pinned) in [(RenderContent::PAGE, false), (RenderContent::ANNOTATIONS, true)] {
                let settings = InterpreterSettings { render_content: content, ..Default::default() };
                let mut context = Context::new(upright, area, cache, self.pdf.xref(), settings);
                collector.pinned = pinned;
                interpret_page(page, &mut context, &mut collector);
            }
        }));
        let (drawn, layered) = ((collector.runs, collector.glyphs), self.layered);
        let (mut sheet, letters, mut ink) = (collector.sheet, collector.held, collector.ink);
        pinned.redactions.iter().for_each(|area| ink.hide(*area));
        let looked = catch_unwind(AssertUnwindSafe(|| seen(letters, ink, (width, height), &mut sheet)));
        for (area, value) in &pinned.fields {
            fill_in(&mut sheet, *area, value, height);
        }
        sheet.pinned = pinned;
        sheet.damage = catch_unwind(AssertUnwindSafe(|| damage::of(page, drawn, layered))).unwrap_or(None);
        let stopped = match result.err() {
            Some(cause) => {
                // Whatever was interrupted may have left the cache half filled.
                self.cache = InterpreterCache::new();
                Some(cause.downcast::<Stop>().map_or(Stop::Panic, |stop| *stop))
            }
            None => looked.unwrap_or(Some(Stop::Panic)),
        };
        (sheet, stopped)
    }
}

/// Writes the value of a field where the field stands, in type that fits.
fn fill_in(sheet: &mut Sheet, area: Rect, value: &str, height: f64) {
    let lines: Vec<&str> = value.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).collect();
    let count = f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    let size = (area.height() / count.max(1.0) / 1.2).clamp(4.0, 11.0);
    let frame = sheet.frames.entry(0).or_insert_with(|| (height, Vec::new()));
    for (at, line) in (1..).zip(lines) {
        let y = area.y0 + f64::from(at) * area.height() / count.max(1.0) - 0.25 * size;
        let wide = line.chars().map(|_| 0.5 * size).sum::<f64>();
        let x0 = area.x0 + 2.0;
        let x1 = area.x1.max(x0 + 1.0).min(x0 + wide);
        let text = Piece::from_text(line);
        frame.1.push(Letter { text, x0, x1, y, size, run: u32::MAX, artifact: false });
        sheet.glyphs = sheet.glyphs.saturating_add(1);
    }
}

/// A stretch of marked content.
struct Mark {
    /// The text that stands for everything in it, until its first character has taken it.
    actual: Option<Actual>,
    artifact: bool,
    /// Which of the page's marks with such a text it is, from 1.
    span: u32,
}

enum Actual {
    Waiting(String),
    Taken,
}

/// The device of one page.
struct Collector<'s> {
    size: (f64, f64),
    sheet: Sheet,
    held: Vec<Held>,
    ink: Ink,
    /// Whether each of the open groups shows what is painted in it as it is.
    groups: Vec<bool>,
    letters: &'s mut LetterMaps,
    operations: u32,
    runs: u32,
    /// How many characters these had, wherever they stand.
    glyphs: u32,
    spans: u32,
    marks: Vec<Mark>,
    marks_beyond: u32,
    /// Whether what is drawn is pinned to the page.
    pinned: bool,
    /// Where comments write.
    notes: &'s [Rect],
}

impl<'s> Collector<'s> {
    fn new(size: (f64, f64), notes: &'s [Rect], letters: &'s mut LetterMaps) -> Self {
        Self {
            size,
            sheet: Sheet::default(),
            held: Vec::new(),
            ink: Ink::default(),
            groups: Vec::new(),
            letters,
            operations: 0,
            runs: 0,
            glyphs: 0,
            spans: 0,
            marks: Vec::new(),
            marks_beyond: 0,
            pinned: false,
            notes,
        }
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

    /// One character, if it stands on the page and is the page's own.
    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, run: &Run) {
        self.tick();
        let Some(place) = Place::of(glyph, transform) else { return };
        let (width, height) = self.size;
        let Point { x, y } = place.origin;
        if x < -1.0 || y < -1.0 || x > width + 1.0 || y > height + 1.0 {
            return;
        }
        if self.pinned && self.notes.iter().any(|note| note.contains(place.origin)) {
            return;
        }
        self.sheet.glyphs += 1;
        let (text, span) = self.text(glyph);
        let (angle, frame_height, at) = place.upright(self.size);
        let letter = Letter {
            text,
            x0: at.x,
            x1: at.x + place.advance,
            y: at.y,
            size: place.size,
            run: self.runs,
            artifact: run.artifact,
        };
        let points = place.points(transform);
        let cut = self.ink.cuts(points[1], points[6]);
        let drawn = Drawn { order: run.order, points, paint: run.paint, cut };
        self.held.push(Held { angle, height: frame_height, letter, drawn, span });
    }

    /// The text of a character: of the marked content it stands in, of its own, or U+FFFD. With the mark that it
    /// stands in, if that has a text.
    fn text(&mut self, glyph: &Glyph<'_>) -> (Piece, u32) {
        let marked = self.marks.iter_mut().rev().find_map(|mark| Some((mark.actual.as_mut()?, mark.span)));
        if let Some((actual, span)) = marked {
            let piece = match std::mem::replace(actual, Actual::Taken) {
                Actual::Waiting(text) => Piece::from_text(&text),
                Actual::Taken => Piece::None,
            };
            return (piece, span);
        }
        (self.own_text(glyph), 0)
    }

    fn own_text(&mut self, glyph: &Glyph<'_>) -> Piece {
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

/// What the characters of one drawing operation have in common.
struct Run {
    order: u32,
    paint: Paint,
    artifact: bool,
}

impl Collector<'_> {
    /// Whether what is painted now is shown as it is.
    fn is_solid(&self) -> bool {
        self.groups.iter().all(|solid| *solid)
    }

    /// Paints what a path encloses or what its line covers.
    fn surface(&mut self, path: impl FnOnce() -> BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        self.tick();
        self.sheet.strokes += 1;
        let solid = self.is_solid();
        if let Some(path) = paint::outline(path, mode, props.transform) {
            self.ink.paint(path, || paint::tone(props, solid));
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.surface(|| path.clone(), &props, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.surface(|| rect.to_path(0.1), &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.tick();
        self.ink.clip(Outline { path: clip.path.clone(), even_odd: clip.fill == FillRule::EvenOdd });
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.tick();
        self.ink.clip(Outline { path: rect.to_path(0.1), even_odd: false });
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.tick();
        self.groups.push(opacity > paint::OPAQUE && mask.is_none() && blend == BlendMode::Normal);
    }

    fn pop_clip(&mut self) {
        self.ink.unclip();
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    #[expect(clippy::cast_possible_truncation, reason = "a share of the page needs no precision")]
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.tick();
        self.sheet.pictures += 1;
        // The transform takes pixels to points.
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let (width, height) = self.size;
        let share = pixels.area() * props.transform.determinant().abs() / (width * height);
        if share.is_finite() {
            self.sheet.covered += share.min(1.0) as f32;
        }
        let tone = paint::tone_of_image(&image, self.is_solid());
        let outline = Outline { path: props.transform * pixels.to_path(0.1), even_odd: false };
        self.ink.paint(outline, || tone);
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
        self.spans += u32::from(actual.is_some());
        let span = if actual.is_some() { self.spans } else { 0 };
        self.marks.push(Mark { actual, artifact: tag == b"Artifact", span });
    }

    fn end_marked_content(&mut self) {
        if self.marks_beyond > 0 {
            self.marks_beyond -= 1;
        } else {
            self.marks.pop();
        }
    }

    /// A run that is drawn twice, filled and stroked, is collected twice; the layout drops what lies upon its like.
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.runs += 1;
        self.glyphs = self.glyphs.saturating_add(u32::try_from(run.glyphs().len()).unwrap_or(u32::MAX));
        let artifact = self.marks.iter().any(|mark| mark.artifact);
        let paint = paint::of_text(&props, mode, self.is_solid());
        let common = Run { order: self.ink.next(), paint, artifact };
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), &common);
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
