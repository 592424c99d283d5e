//! Whether the drawing instructions of a page came through whole.
//!
//! What is compressed carries a checksum (RFC 1950), which readers of PDFs pass by: of a stream that is damaged in its
//! middle they show the first half, and nobody is told.

use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Stream, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;

use crate::packet::pdf::frame::Damage;

/// A page's instructions may be cut into so many streams; beyond, they are taken as whole.
const MAX_STREAMS: usize = 1_000;

/// Bytes behind the checksum that belong to it no more: line ends.
const SLACK: usize = 4;

/// What is wrong with a page's instructions. `drawn` are the operations that drew text and the characters they drew;
/// `layered` says that the file has layers, of which some may not be shown.
pub(super) fn of(page: &Page<'_>, drawn: (u32, u32), layered: bool) -> Option<Damage> {
    let stream = page.raw().get::<Stream<'_>>("Contents").map(|stream| vec![stream]);
    let contents = stream.or_else(|| {
        let parts = page.raw().get::<Array<'_>>("Contents")?;
        Some(parts.iter::<Stream<'_>>().take(MAX_STREAMS).collect())
    });
    let Some(contents) = contents else {
        // There is something to be drawn, and it cannot be found.
        return page.raw().contains_key("Contents").then_some(Damage::BrokenOff);
    };
    if !contents.iter().all(is_whole) {
        return Some(if breaks_off(page) { Damage::BrokenOff } else { Damage::Checksum });
    }
    (!layered && loses_text(page, drawn)).then_some(Damage::TextLost)
}

/// Whether much of the text that is to be drawn was not: its font is not there.
fn loses_text(page: &Page<'_>, (runs, glyphs): (u32, u32)) -> bool {
    let stream = page.page_stream().unwrap_or_default();
    let shows = stream.windows(2).filter(|pair| matches!(*pair, b"Tj" | b"TJ")).count();
    // Most pages are done with here, without going through their instructions again.
    if usize::try_from(runs).is_ok_and(|runs| runs * 10 >= shows * 9) {
        return false;
    }
    let mut bytes = 0_usize;
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        bytes += match operation {
            TypedInstruction::ShowText(show) => show.0.as_bytes().len(),
            TypedInstruction::NextLineAndShowText(show) => show.0.as_bytes().len(),
            TypedInstruction::ShowTextWithParameters(show) => show.2.as_bytes().len(),
            TypedInstruction::ShowTexts(show) => {
                show.0.iter::<PdfString<'_>>().map(|text| text.as_bytes().len()).sum()
            }
            _ => 0,
        };
    }
    // A character takes one byte or two.
    let glyphs = usize::try_from(glyphs).unwrap_or(usize::MAX);
    bytes > 10 && glyphs.saturating_mul(3) < bytes
}

fn is_whole(stream: &Stream<'_>) -> bool {
    // Where more than one filter is laid upon it, or it is prepared for compression, the checksum is of something else.
    if stream.filters().as_slice() != [Filter::FlateDecode] || stream.dict().contains_key("DecodeParms") {
        return true;
    }
    let Ok(data) = stream.decoded_data() else { return false };
    let sum = adler(&data).to_be_bytes();
    let raw = stream.raw_data();
    let end = raw.get(raw.len().saturating_sub(4 + SLACK)..).unwrap_or_default();
    end.windows(4).any(|window| window == sum)
}

/// Whether text is begun that is never ended, or a state saved that is never restored.
fn breaks_off(page: &Page<'_>) -> bool {
    let (mut texts, mut states) = (0_i64, 0_i64);
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::BeginText(_) => texts += 1,
            TypedInstruction::EndText(_) => texts -= 1,
            TypedInstruction::SaveState(_) => states += 1,
            TypedInstruction::RestoreState(_) => states -= 1,
            _ => {}
        }
    }
    texts != 0 || states != 0
}

/// Adler-32.
fn adler(data: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    /// So many bytes can be added before the sums must be reduced.
    const CHUNK: usize = 5_552;
    let (mut low, mut high) = (1_u32, 0_u32);
    for chunk in data.chunks(CHUNK) {
        for byte in chunk {
            low += u32::from(*byte);
            high += low;
        }
        low %= MODULUS;
        high %= MODULUS;
    }
    (high << 16) | low
}

#[cfg(test)]
mod tests {
    #[test]
    fn checksums_are_those_of_the_standard() {
        assert_eq!(super::adler(b""), 1);
        assert_eq!(super::adler(b"Wikipedia"), 0x11E6_0398);
        assert_eq!(super::adler(&[0xFF; 100_000]), 0x149A_302C);
    }
}
