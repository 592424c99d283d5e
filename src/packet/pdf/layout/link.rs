//! What stands where a link can be clicked.

use hayro_interpret::kurbo::{Point, Rect};

use crate::base::text::squeeze;
use crate::packet::pdf::device::Sheet;
use crate::packet::pdf::frame::{LaidLine, LinkWords};
use crate::packet::pdf::layout::letter::Letter;
use crate::packet::pdf::layout::{columns, emit, segment};

/// A link is drawn about its words, more or less closely.
const SLACK: f64 = 1.0;
/// So many letters at the beginning of a link's text tell its line among those beside it.
const BEGINNING: usize = 12;
/// Longer texts are no names.
const MAX_LETTERS: usize = 2_000;

/// A link's place and its words.
pub(in crate::packet::pdf) struct Spot {
    annotation: u32,
    text: String,
    /// The first line's words, as the page's own line has them.
    first: String,
    /// From where to where on the page it reaches, as shares of its height.
    reach: (f32, f32),
}

/// The links of a page with their words, before the page is laid out.
pub(in crate::packet::pdf) fn spots(sheet: &Sheet) -> Vec<Spot> {
    let Some((height, letters)) = sheet.frames.get(&0) else { return Vec::new() };
    sheet.pinned.links.iter().map(|(annotation, area)| spot(*annotation, *area, letters, *height)).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a share of the page needs no precision")]
fn spot(annotation: u32, area: Rect, letters: &[Letter], height: f64) -> Spot {
    let near = area.inflate(SLACK, SLACK);
    let middle = |letter: &Letter| Point::new((letter.x0 + letter.x1) / 2.0, letter.y - 0.25 * letter.size);
    let own = letters.iter().filter(|letter| near.contains(middle(letter))).take(MAX_LETTERS).cloned();
    let mut blocks = Vec::new();
    columns::order(segment::segments(own.collect()), &mut blocks);
    let mut lines = Vec::new();
    blocks.iter().for_each(|block| emit::block(block, height, &mut lines));
    let words = lines.iter().map(|line| squeeze(&line.text)).filter(|line| !line.is_empty());
    let words: Vec<String> = words.collect();
    let share = |y: f64| (y / height) as f32;
    Spot {
        annotation,
        text: words.join(" "),
        first: words.into_iter().next().unwrap_or_default(),
        reach: (share(near.y0), share(near.y1)),
    }
}

/// The links with the lines that they stand on.
pub(in crate::packet::pdf) fn words(spots: Vec<Spot>, lines: &[LaidLine]) -> Vec<LinkWords> {
    let line_of = |spot: &Spot| {
        let within =
            |line: &LaidLine| !line.text.is_empty() && (spot.reach.0..=spot.reach.1).contains(&line.height);
        let beginning: String = spot.first.chars().take(BEGINNING).collect();
        let named = lines.iter().position(|line| within(line) && squeeze(&line.text).contains(&beginning));
        let found = named.or_else(|| lines.iter().position(within))?;
        u32::try_from(found).ok()
    };
    spots
        .into_iter()
        .map(|spot| LinkWords { annotation: spot.annotation, line: line_of(&spot), text: spot.text })
        .collect()
}
