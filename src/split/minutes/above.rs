//! Titles that stand above the number of their paragraph.

use super::heading;
use super::paragraphs::{self, Paragraph};
use super::rows::Row;
use crate::split::headings::{self, Heading};

/// Lets each paragraph begin with the title that stands above its number, in minutes that set titles so ("Ny kaj" over
/// "§ 12   HN 2031/44"): nearly all numbers have a title close above them and none beside them.
pub(super) fn titles(rows: &[Row<'_>], found: &mut [Paragraph]) {
    let tops: Vec<Option<usize>> = found.iter().map(|paragraph| title(rows, paragraph)).collect();
    let titled = tops.iter().flatten().count();
    if titled < 3 || titled * 5 < found.len() * 4 {
        return;
    }
    for (at, top) in tops.into_iter().enumerate() {
        let Some(top) = top else { continue };
        if let Some(before) = at.checked_sub(1).and_then(|before| found.get_mut(before)) {
            before.end = top;
        }
        found[at].start = top;
    }
}

/// The first row of the title that stands close above the number of a paragraph, which has no title beside it.
fn title(rows: &[Row<'_>], paragraph: &Paragraph) -> Option<usize> {
    let beside = heading::has_title(&paragraph.rest);
    let above = rows[..paragraph.head].iter().rev().take_while(|row| row.speaks()).take(5).count();
    let top = paragraph.head - above;
    // "Information" alone is a title as well as a heading.
    let heads = |text: &str| {
        headings::recognise(text).is_some_and(|headed| above > 1 || headed.heading != Heading::Treatment)
    };
    let fits = rows[top..paragraph.head].iter().all(|row| {
        !row.text.ends_with(['.', ':', ';']) && !heads(&row.text) && !paragraphs::is_head(&row.text)
    });
    let capital = rows.get(top).is_some_and(|row| row.text.starts_with(char::is_uppercase));
    // A title that stands below its number follows close upon it.
    let below = rows.get(paragraph.head + 1).is_some_and(|row| {
        row.speaks() && heading::has_title(&row.text) && headings::recognise(&row.text).is_none()
    });
    (!beside && !below && (1..=4).contains(&above) && fits && capital).then_some(top)
}
