//! Slips in TOML: most spoil one value and nothing else, as a day that there is not; then the rest of the file can be
//! read and held against the format all the same.

use std::ops::Range;

use toml::de::{DeTable, Error};

/// More slips than these are no slips: the file is something else.
const MOST: usize = 20;

/// Whether an error says that a key stands there twice, which makes nothing around it unreadable.
pub(crate) fn is_duplicate(error: &Error) -> bool {
    error.message().contains("duplicate key")
}

/// The text with a number for each value that cannot be read, and the places of those values; `None` where that does
/// not make a whole of it. Every other byte stays where it is.
pub(crate) fn mended(toml: &str, errors: &[Error]) -> Option<(String, Vec<Range<usize>>)> {
    if errors.len() > MOST {
        return None;
    }
    [value_around, line_value].into_iter().find_map(|value| {
        let mut bytes = toml.as_bytes().to_vec();
        let mut values = Vec::new();
        for error in errors.iter().filter(|error| !is_duplicate(error)) {
            let value = value(toml, error.span()?.start)?;
            // A text of several lines that never ends has taken the rest of the file for itself.
            let text = toml.get(value.clone())?;
            if text.starts_with("\"\"\"") || text.starts_with("'''") {
                return None;
            }
            bytes.get_mut(value.clone())?.fill(b' ');
            *bytes.get_mut(value.start)? = b'1';
            values.push(value);
        }
        let text = String::from_utf8(bytes).ok()?;
        let (_, left) = DeTable::parse_recoverable(&text);
        left.iter().all(is_duplicate).then_some((text, values))
    })
}

/// The value in which a byte stands, between the marks that part values.
fn value_around(toml: &str, at: usize) -> Option<Range<usize>> {
    let line = line_of(toml, at);
    let at = at.min(line.end);
    let before = toml.as_bytes().get(line.start..at)?;
    let begin = before.iter().rposition(|byte| b"=,[{".contains(byte))? + 1 + line.start;
    let end = toml.as_bytes()[at..line.end].iter().position(|byte| b",]}#".contains(byte));
    trimmed(toml, begin..end.map_or(line.end, |end| at + end))
}

/// Everything behind the first equals sign of a line.
fn line_value(toml: &str, at: usize) -> Option<Range<usize>> {
    let line = line_of(toml, at);
    let begin = toml.get(line.clone())?.find('=')? + 1 + line.start;
    trimmed(toml, begin..line.end)
}

/// The line of a byte, without its end; that of a line end is the line before it.
fn line_of(toml: &str, at: usize) -> Range<usize> {
    let bytes = toml.as_bytes();
    let at = at.min(bytes.len());
    let begin = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end);
    begin..end
}

fn trimmed(toml: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = toml.get(range.clone())?;
    let begin = range.start + (text.len() - text.trim_start().len());
    let end = begin + text.trim().len();
    (begin < end).then_some(begin..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(toml: &str) -> Option<String> {
        mended(toml, &DeTable::parse_recoverable(toml).1).map(|(text, _)| text)
    }

    #[test]
    fn one_value_is_taken_for_another() {
        assert_eq!(of("a = 2026-02-30\nb = 2\n").unwrap(), "a = 1         \nb = 2\n");
        assert_eq!(of("a = [1, 2026-13-01]").unwrap(), "a = [1, 1         ]");
        assert_eq!(of("a = { b = 25:61, c = 1 }").unwrap(), "a = { b = 1    , c = 1 }");
        assert_eq!(of("a = \"x, y\nb = 2").unwrap(), "a = 1    \nb = 2");
        assert_eq!(of("a = beslut # så\nb = åäö").unwrap(), "a = 1      # så\nb = 1     ");
        assert_eq!(of("a = 1\na = 2026-02-30").unwrap(), "a = 1\na = 1         ");
    }

    #[test]
    fn what_is_no_slip_of_a_value_is_not_mended() {
        for toml in ["= 3", "[[", "a = [1,\nb = 2", "a = \"\"\"x", "a", &"a = x\n".repeat(50)] {
            assert_eq!(of(toml), None, "{toml}");
        }
    }
}
