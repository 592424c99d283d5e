//! What is pinned to a page rather than drawn on it: links, comments, fields of forms, marks for redaction.
//! ISO 32000-1, 12.5 and 12.7.

use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Object, Rect as PdfRect, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Rect};

use crate::packet::pdf::strings;

/// Entries of one page that are looked at.
pub(super) const MAX_ANNOTATIONS: usize = 2_000;

/// Fields inherit what they are from those above them; forms have a few levels.
const MAX_PARENTS: usize = 16;

/// Longer values are cut: a field holds an answer, at most a page.
const MAX_VALUE: usize = 10_000;

/// Bits of an annotation's flags: not to be shown at all, not on a screen.
const UNSEEN: u32 = 1 << 1 | 1 << 5;

/// The bit of a text field that holds a password.
const PASSWORD: u32 = 1 << 13;

/// What is pinned to one page, in coordinates in which the page stands upright and y grows downwards.
#[derive(Debug, Default)]
pub(super) struct Pinned {
    /// The links: which of the annotations, from 0, and where.
    pub(super) links: Vec<(u32, Rect)>,
    /// How many comments there are.
    pub(super) comments: u32,
    /// Where comments write on the page.
    pub(super) notes: Vec<Rect>,
    /// What is marked for redaction, but still there.
    pub(super) redactions: Vec<Rect>,
    /// Values of fields that the file does not draw.
    pub(super) fields: Vec<(Rect, String)>,
}

/// Reads what is pinned to a page; `upright` takes its coordinates to upright ones.
pub(super) fn read(page: &Page<'_>, upright: Affine) -> Pinned {
    let mut pinned = Pinned::default();
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return pinned };
    for (at, annotation) in (0..).zip(annotations.iter::<Dict<'_>>().take(MAX_ANNOTATIONS)) {
        let area = annotation.get::<PdfRect>("Rect").map(|rect| placed(rect, upright));
        match (annotation.get::<Name<'_>>("Subtype").as_deref(), area) {
            (Some(b"Link"), Some(area)) => pinned.links.push((at, area)),
            (Some(b"Redact"), Some(area)) => pinned.redactions.extend(marked(&annotation, upright, area)),
            (Some(b"Widget"), Some(area)) => {
                pinned.fields.extend(field(&annotation).map(|value| (area, value)));
            }
            (Some(kind), area) if is_comment(kind, &annotation) => {
                pinned.comments += 1;
                pinned.notes.extend(area.filter(|_| kind == b"FreeText"));
            }
            _ => {}
        }
    }
    pinned
}

fn placed(rect: PdfRect, upright: Affine) -> Rect {
    upright.transform_rect_bbox(Rect::new(rect.x0, rect.y0, rect.x1, rect.y1))
}

/// What people add to a file that is not theirs: notes, remarks on a passage. A stamp is none, and neither is text
/// that was typed on the page itself, as forms without fields are filled in.
fn is_comment(kind: &[u8], annotation: &Dict<'_>) -> bool {
    const WITH_WORDS: [&[u8]; 12] = [
        b"Highlight",
        b"Underline",
        b"StrikeOut",
        b"Squiggly",
        b"Caret",
        b"Line",
        b"Square",
        b"Circle",
        b"Polygon",
        b"PolyLine",
        b"Ink",
        b"Sound",
    ];
    let says = || {
        let words = annotation.get::<PdfString<'_>>("Contents");
        words.and_then(|words| strings::line(words.as_bytes())).is_some()
    };
    match kind {
        b"Text" => true,
        b"FreeText" => annotation.get::<Name<'_>>("IT").as_deref() != Some(b"FreeTextTypewriter"),
        kind => WITH_WORDS.contains(&kind) && says(),
    }
}

/// The areas that a mark for redaction covers: its quadrilaterals, else all of it.
fn marked(annotation: &Dict<'_>, upright: Affine, whole: Rect) -> Vec<Rect> {
    let Some(points) = annotation.get::<Array<'_>>("QuadPoints") else { return vec![whole] };
    let numbers: Vec<f64> = points.iter::<f64>().take(8 * MAX_ANNOTATIONS).collect();
    let (quads, _) = numbers.as_chunks::<8>();
    let area = |quad: &[f64; 8]| {
        let [x0, y0, x1, y1, x2, y2, x3, y3] = *quad;
        let (left, right) = (x0.min(x1).min(x2).min(x3), x0.max(x1).max(x2).max(x3));
        let (low, high) = (y0.min(y1).min(y2).min(y3), y0.max(y1).max(y2).max(y3));
        upright.transform_rect_bbox(Rect::new(left, low, right, high))
    };
    if quads.is_empty() { vec![whole] } else { quads.iter().map(area).collect() }
}

/// The value of a text or choice field, where nothing draws it.
fn field(widget: &Dict<'_>) -> Option<String> {
    let drawn = widget.get::<Dict<'_>>("AP").is_some();
    if drawn || widget.get::<u32>("F").unwrap_or(0) & UNSEEN != 0 {
        return None;
    }
    let (mut kind, mut value, mut flags) = (None, None, None);
    let mut node = Some(widget.clone());
    for _ in 0..MAX_PARENTS {
        let Some(dict) = node else { break };
        kind = kind.or_else(|| dict.get::<Name<'_>>("FT").map(|name| name.as_ref().to_vec()));
        value = value.or_else(|| dict.get::<Object<'_>>("V"));
        flags = flags.or_else(|| dict.get::<u32>("Ff"));
        node = dict.get::<Dict<'_>>("Parent");
    }
    let shown = match kind.as_deref()? {
        b"Tx" => flags.unwrap_or(0) & PASSWORD == 0,
        b"Ch" => true,
        _ => false,
    };
    let Some(Object::String(text)) = value.filter(|_| shown) else { return None };
    let bytes = text.as_bytes();
    let text = strings::decode(&bytes[..bytes.len().min(MAX_VALUE)]);
    (!text.trim().is_empty()).then_some(text)
}
