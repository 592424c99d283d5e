//! Text strings of a PDF: UTF-16, UTF-8 or `PDFDocEncoding` (ISO 32000-2, 7.9.2.2).

use crate::base::text::nfc;

/// Longer strings are cut; nothing that a person wrote as a title or a name is longer.
const MAX_CHARS: usize = 2_000;

/// Codes 0x18–0x1F of `PDFDocEncoding` (ISO 32000-1, annex D.2).
const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];

/// Codes 0x80–0x9F of `PDFDocEncoding`.
const SIGNS: [char; 32] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ',
    'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}',
];

/// A text string as text, whole.
pub(super) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|code| doc_encoding(*code)).collect(),
    }
}

/// A text string as a name or title: one line, composed, within bounds; `None` where nothing is left.
pub(super) fn line(bytes: &[u8]) -> Option<String> {
    // Cut before decoding, too: a string of megabytes may stand behind every bookmark.
    let text = decode(&bytes[..bytes.len().min(4 * MAX_CHARS)]);
    let plain: String = text.chars().take(MAX_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = nfc(plain.trim());
    (!plain.is_empty()).then_some(plain)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let text: String =
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map(|c| c.unwrap_or('\u{FFFD}')).collect();
    without_language(&text)
}

/// An escape character brackets a language code within UTF-16 text (ISO 32000-1, 7.9.2.2).
fn without_language(text: &str) -> String {
    if !text.contains('\u{1b}') {
        return text.to_owned();
    }
    text.split('\u{1b}').step_by(2).collect()
}

fn doc_encoding(code: u8) -> char {
    match code {
        0x18..=0x1F => ACCENTS[usize::from(code - 0x18)],
        0x80..=0x9F => SIGNS[usize::from(code - 0x80)],
        0xA0 => '€',
        _ => char::from(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_encodings_are_read() {
        assert_eq!(decode(b"M\xF6te \x85 \xA7 1"), "Möte – § 1");
        assert_eq!(decode(b"\xFE\xFF\x00M\x00\xF6"), "Mö");
        assert_eq!(decode(b"\xFF\xFEM\x00\xF6\x00"), "Mö");
        assert_eq!(decode("\u{FEFF}Mö".as_bytes()), "Mö");
        assert_eq!(decode(b"\xFE\xFF\x00\x1b\x00s\x00v\x00\x1b\x00M"), "M");
    }

    #[test]
    fn lines_are_clean_and_short() {
        assert_eq!(line(b" \r\n "), None);
        assert_eq!(line(b"a\r\nb"), Some("a  b".into()));
        assert_eq!(line(&b"x".repeat(1 << 20)).map(|text| text.len()), Some(MAX_CHARS));
    }
}
