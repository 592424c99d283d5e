//! What a drawing instruction puts on the page: an opaque surface of one colour, or something nobody can tell.

use hayro_interpret::kurbo::{self, Affine, BezPath, Cap, Stroke, StrokeOpts};
use hayro_interpret::{BlendMode, DrawMode, DrawProps, FillRule, Image, Paint as Painted};

use crate::packet::pdf::ink::{Colour, Outline, Paint, Tone};

/// What lets less of its ground through than this hides it.
pub(super) const OPAQUE: f32 = 0.95;
/// What lets more through than this is not there.
const CLEAR: f32 = 0.05;
/// A line as wide as this, in points, can hide text.
const WIDE: f64 = 3.0;
/// Lines with more parts are drawings.
const MAX_PARTS: usize = 200;

/// The outline, on the page, of what is painted; `None` for lines that hide nothing.
pub(super) fn outline(path: impl FnOnce() -> BezPath, mode: &DrawMode, transform: Affine) -> Option<Outline> {
    let stroke = match mode {
        DrawMode::Fill(rule) | DrawMode::FillAndStroke(rule, _) => {
            return Some(Outline { path: transform * path(), even_odd: *rule == FillRule::EvenOdd });
        }
        DrawMode::Stroke(stroke) => stroke,
        DrawMode::Invisible => return None,
    };
    let width = f64::from(stroke.line_width);
    if width * transform.determinant().abs().sqrt() < WIDE || !stroke.dash_array.is_empty() {
        return None;
    }
    let path = path();
    if path.elements().len() > MAX_PARTS {
        return None;
    }
    // Round ends reach a little further; what lies beneath them alone is no word.
    let style = Stroke::new(width).with_caps(Cap::Butt);
    let path = transform * kurbo::stroke(path, &style, &StrokeOpts::default(), 0.1);
    Some(Outline { path, even_odd: false })
}

/// What a surface shows that is painted so.
pub(super) fn tone(props: &DrawProps<'_>, solid: bool) -> Tone {
    let Some((colour, alpha)) = colour(props) else { return Tone::Unknown };
    // What darkens its ground hides it where it is black itself.
    let shown = match props.blend_mode {
        BlendMode::Normal => true,
        BlendMode::Multiply | BlendMode::Darken => colour.iter().all(|part| *part < 16),
        _ => false,
    };
    if solid && shown && alpha > OPAQUE && props.soft_mask.is_none() {
        Tone::Plain(colour)
    } else {
        Tone::Unknown
    }
}

/// What a picture shows: all that it covers, unless parts of it may be clear.
pub(super) fn tone_of_image(image: &Image<'_, '_>, solid: bool) -> Tone {
    let Image::Raster(raster) = image else { return Tone::Unknown };
    let dict = raster.stream().dict();
    let clear = ["SMask", "Mask", "SMaskInData"].iter().any(|key| dict.contains_key(key));
    if solid && !clear { Tone::Picture } else { Tone::Unknown }
}

/// How text is painted.
pub(super) fn of_text(props: &DrawProps<'_>, mode: &DrawMode, solid: bool) -> Paint {
    if matches!(mode, DrawMode::Invisible) {
        return Paint::Not;
    }
    match colour(props) {
        Some((_, alpha)) if alpha < CLEAR => Paint::Not,
        Some((colour, alpha)) if solid && alpha > OPAQUE && props.blend_mode == BlendMode::Normal => {
            Paint::Plain(colour)
        }
        _ => Paint::Unknown,
    }
}

fn colour(props: &DrawProps<'_>) -> Option<(Colour, f32)> {
    let Painted::Color(colour) = &props.paint else { return None };
    let colour = colour.to_rgba();
    let [red, green, blue, _] = colour.to_rgba8();
    let [.., alpha] = colour.components();
    Some(([red, green, blue], alpha))
}
