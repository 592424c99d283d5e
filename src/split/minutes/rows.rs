//! The lines of the minutes, cleaned once.

use crate::packet::Line;
use crate::split::lines::plain;

/// One line.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    /// Number in the source.
    pub(super) number: u32,
    /// Page of the source.
    pub(super) page: Option<u32>,
    /// The line as it stands: its columns may matter.
    pub(super) raw: &'a str,
    /// The line without marks and with single spaces.
    pub(super) text: String,
    /// Whether it belongs to the page and not to the text.
    pub(super) furniture: bool,
}

impl Row<'_> {
    /// Whether nothing stands on it.
    pub(super) fn blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it is text.
    pub(super) fn speaks(&self) -> bool {
        !self.furniture && !self.blank()
    }
}

/// The text without the rule of underscores above it, whose line end was lost ("__________KS § 12").
fn without_rule(text: String) -> String {
    const LEAST: usize = 5;
    let rest = text.trim_start_matches('_');
    if text.len() - rest.len() >= LEAST && !rest.is_empty() { rest.trim_start().to_owned() } else { text }
}

/// The rows of these lines.
pub(super) fn read(lines: &[Line]) -> Vec<Row<'_>> {
    lines
        .iter()
        .map(|line| Row {
            number: line.number,
            page: line.page,
            raw: &line.text,
            text: without_rule(plain(&crate::base::text::nfc(&line.text))),
            furniture: line.furniture,
        })
        .collect()
}
