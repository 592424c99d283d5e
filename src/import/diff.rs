//! The difference between what a person has edited and what an import would write, for the eye.

use similar::{ChangeTag, TextDiff};

/// Longest difference that is shown; the file that lies beside holds the whole.
const MOST_LINES: usize = 40;

/// Lines that differ, with two lines around; `-` is what stands, `+` what the import has.
pub(super) fn lines(stands: &str, comes: &str) -> String {
    let diff = TextDiff::from_lines(stands, comes);
    let mut out = String::new();
    let mut shown = 0;
    for (at, group) in diff.grouped_ops(2).iter().enumerate() {
        if at > 0 {
            out.push_str("  …\n");
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            if shown == MOST_LINES {
                out.push_str("  … and more\n");
                return out;
            }
            shown += 1;
            let mark = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            out.push(mark);
            out.push(' ');
            out.push_str(change.value().trim_end_matches('\n'));
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_both_sides_and_ends() {
        assert_eq!(lines("a\nb\nc\n", "a\nB\nc\n"), "  a\n- b\n+ B\n  c\n");
        assert_eq!(lines("a\n", "a\n"), "");
        let long: String = (0..100).map(|n| format!("{n}\n")).collect();
        assert!(lines("", &long).ends_with("… and more\n"));
    }
}
