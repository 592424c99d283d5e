//! Numbers that a narrow column broke over two lines: "SBN" over "2031/40", "KS 2031/" over "123".
//!
//! Comes in: the packet. Goes out: the packet with the whole number on the first of the two lines, or `None` where none
//! is broken. Only halves that stand below each other in one column and are one number together are joined.

use crate::packet::{Line, Packet};
use crate::split::agenda::segments;
use crate::split::numbers;

/// Numbers are no longer than this, and halves are shorter.
const LONGEST: usize = 16;

/// The packet with broken numbers put together; `None` where it has none.
pub(crate) fn out(packet: &Packet) -> Option<Packet> {
    let found: Vec<(usize, String, String)> = (1..packet.lines.len())
        .filter_map(|at| {
            let (above, below) = joined(&packet.lines[at - 1].text, &packet.lines[at].text)?;
            Some((at, above, below))
        })
        .collect();
    if found.is_empty() {
        return None;
    }
    let mut lines: Vec<Line> = packet.lines.clone();
    for (at, above, below) in found {
        lines[at - 1].text = above;
        lines[at].text = below;
    }
    Some(Packet { lines, ..packet.clone() })
}

/// The two lines with the number whole on the first, where the last columns of both are its halves.
fn joined(above: &str, below: &str) -> Option<(String, String)> {
    let end = above.trim_end();
    let last = end.chars().next_back()?;
    // Few lines end so, and the rest is dear to look at.
    let open = matches!(last, '/' | '-' | ':');
    if !(open || last.is_uppercase()) || !below.trim_end().ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (columns, under) = (segments(above), segments(below));
    let ((at, first), (under, second)) = (columns.last()?, under.last()?);
    let half = second.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | ':' | '.'));
    if columns.len() < 2 || at.abs_diff(*under) > 1 || *at < 8 || !half {
        return None;
    }
    let letters = (2..=6).contains(&first.chars().count()) && first.chars().all(char::is_uppercase);
    let whole = match open {
        true => format!("{first}{second}"),
        false if letters => format!("{first} {second}"),
        false => return None,
    };
    // A date that wraps is no number: letters tell, or a serial behind its year.
    let told = whole.contains(char::is_alphabetic) || second.len() >= 3;
    if whole.chars().count() > LONGEST + 4
        || !told
        || open && second.contains(['/', '-', ':'])
        || !numbers::is(&whole)
    {
        return None;
    }
    let head = end.get(..end.len().checked_sub(first.len())?)?;
    let rest = below.trim_end();
    let rest = rest.get(..rest.len().checked_sub(second.len())?)?.trim_end();
    Some((format!("{head}{whole}"), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_in_one_column_are_one_number() {
        let text = |above: &str, below: &str| joined(above, below);
        assert_eq!(
            text("2    Ny kaj              HN", "                         2031/40"),
            Some(("2    Ny kaj              HN 2031/40".to_owned(), String::new()))
        );
        assert_eq!(
            text("2    Ny kaj och          HN 2031/", "     brygga              123"),
            Some(("2    Ny kaj och          HN 2031/123".to_owned(), "     brygga".to_owned()))
        );
        assert_eq!(
            text("2    Ny kaj              2031-", "                         00123").map(|(above, _)| above),
            Some("2    Ny kaj              2031-00123".to_owned())
        );
        for (above, below) in [
            ("2    Ny kaj              HN", "     2031/40"),
            ("2    Ny kaj              2031-", "                         10"),
            ("2    Ny kaj              SOM", "                         12"),
            ("HN", "2031/40"),
            ("", ""),
        ] {
            assert_eq!(text(above, below), None, "{above}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_lines_are_survived(above in "[A-ZÅ/ :0-9-]{0,40}", below in "[ 0-9/Å-]{0,40}") {
            let _ = joined(&above, &below);
        }
    }
}
