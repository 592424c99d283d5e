//! From positioned characters to lines of text.
//!
//! Comes in: a [`Sheet`]. Goes out: its lines from top to bottom, column by column, as a reader would go, with
//! indentation, blank lines between paragraphs, and table cells at least two spaces apart: Swedish thousands have
//! spaces in them, so a single one would glue columns of money together.
//! Invariant: every character of the sheet is in one line, but for copies that lie upon each other.
//! Absent on purpose: joining of lines, removal of anything.
//!
//! [`segment`] makes runs of neighbours, [`columns`] finds the order of blocks, [`line`] the lines within a block,
//! [`emit`] writes them out; [`link`] tells the words of links. Thresholds are in em, tuned on the output of office
//! programs, typesetters and browsers.

mod columns;
mod emit;
pub(super) mod letter;
mod line;
pub(super) mod link;
mod segment;

use crate::packet::pdf::device::Sheet;
use crate::packet::pdf::frame::LaidLine;

/// The lines of a page: upright text first, then what is turned, by angle. The sheet's characters are used up.
pub(super) fn lines(sheet: &mut Sheet) -> Vec<LaidLine> {
    let mut out = Vec::new();
    for (height, letters) in std::mem::take(&mut sheet.frames).into_values() {
        let mut blocks = Vec::new();
        columns::order(segment::segments(letters), &mut blocks);
        for block in &blocks {
            emit::block(block, height, &mut out);
        }
    }
    out
}
