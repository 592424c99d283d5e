//! One positioned character.

/// A character as it stands on the page, in coordinates in which its baseline runs from left to right and y grows
/// downwards; units are points.
#[derive(Debug, Clone)]
pub(in crate::packet::pdf) struct Letter {
    /// What it says.
    pub(in crate::packet::pdf) text: Piece,
    /// Left edge.
    pub(in crate::packet::pdf) x0: f64,
    /// Left edge of what comes next.
    pub(in crate::packet::pdf) x1: f64,
    /// Baseline.
    pub(in crate::packet::pdf) y: f64,
    /// Size of the type.
    pub(in crate::packet::pdf) size: f64,
    /// Which drawing operation it came from.
    pub(in crate::packet::pdf) run: u32,
    /// Whether the file marks it as an artifact.
    pub(in crate::packet::pdf) artifact: bool,
}

impl Letter {
    /// Whether it is white space and nothing else.
    pub(in crate::packet::pdf) fn is_space(&self) -> bool {
        matches!(self.text, Piece::Char(' '))
    }

    /// Whether it is a letter or digit.
    pub(super) fn is_alphanumeric(&self) -> bool {
        match &self.text {
            Piece::None => false,
            Piece::Char(c) => c.is_alphanumeric(),
            Piece::Text(text) => text.chars().all(char::is_alphanumeric),
        }
    }

    /// Whether it is a digit, 0 to 9.
    pub(super) fn is_digit(&self) -> bool {
        match &self.text {
            Piece::None => false,
            Piece::Char(c) => c.is_ascii_digit(),
            Piece::Text(text) => text.starts_with(|c: char| c.is_ascii_digit()),
        }
    }
}

/// What one glyph says. Most say one character, and a page has thousands; hence not a `String`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::packet::pdf) enum Piece {
    /// Nothing: its text was said by a glyph before it.
    None,
    /// One character. White space of every kind is the plain space.
    Char(char),
    /// Several (ligatures, replacement texts).
    Text(Box<str>),
}

impl Piece {
    /// One character, cleaned.
    pub(in crate::packet::pdf) fn from_char(c: char) -> Self {
        match clean(c) {
            Some(c) => ligature(c).map_or(Self::Char(c), |letters| Self::Text(letters.into())),
            None => Self::None,
        }
    }

    /// Several characters, cleaned.
    pub(in crate::packet::pdf) fn from_text(text: &str) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Self::None,
            (Some(c), None) => Self::from_char(c),
            _ => {
                let mut cleaned = String::with_capacity(text.len());
                for c in text.chars().filter_map(clean) {
                    match ligature(c) {
                        Some(letters) => cleaned.push_str(letters),
                        None => cleaned.push(c),
                    }
                }
                match cleaned.as_str() {
                    "" => Self::None,
                    blank if blank.trim().is_empty() => Self::Char(' '),
                    _ => Self::Text(cleaned.into()),
                }
            }
        }
    }
}

/// White space as a space; bullets of symbol fonts (which carry their codes from U+F000) as bullets; nothing for
/// control characters and marks without width.
fn clean(c: char) -> Option<char> {
    match c {
        '\u{200B}' => Some(' '),
        '\u{FEFF}' | '\u{200C}' | '\u{200D}' | '\u{2060}' => None,
        // Symbol and Wingdings, as office programs use them in lists.
        '\u{F0B7}' => Some('•'),
        '\u{F0A7}' => Some('▪'),
        '\u{F0D8}' => Some('➢'),
        '\u{F0FC}' => Some('✓'),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The letters of a typographic ligature; nobody searches for the ligature.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_clean() {
        assert_eq!(Piece::from_text("ﬁ"), Piece::Text("fi".into()));
        assert_eq!(Piece::from_text("o\u{308}"), Piece::Text("o\u{308}".into()));
        assert_eq!(Piece::from_text("\u{a0}"), Piece::Char(' '));
        assert_eq!(Piece::from_text("\r\n"), Piece::Char(' '));
        assert_eq!(Piece::from_text("\0"), Piece::None);
        assert_eq!(Piece::from_char('\u{F0B7}'), Piece::Char('•'));
    }
}
