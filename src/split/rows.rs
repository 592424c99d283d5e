//! Lines made easy to look at: squeezed text, white space at the front, page starts.

use crate::base::text::{nfc, squeeze};
use crate::packet::Line;
use crate::split::headings::{self, Heading};

/// One line of the source, as recognition looks at it.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    /// Number in the source, from 1.
    pub(crate) number: u32,
    /// Page of the source, where known.
    pub(crate) page: Option<u32>,
    /// The line as it stands.
    pub(crate) raw: &'a str,
    /// The line composed, without white space at its ends, runs of it as one space.
    pub(crate) text: String,
    /// White space characters before the first other one; 0 for a blank line.
    pub(crate) lead: usize,
    /// Whether the line is page furniture: counters, running heads, address blocks.
    pub(crate) furniture: bool,
    /// Whether a page of the source is known to begin here.
    pub(crate) page_start: bool,
    /// What the line announces, where the whole of it is a heading of an item's part.
    pub(crate) heading: Option<Heading>,
}

impl Row<'_> {
    /// Whether nothing but white space stands here.
    pub(crate) fn blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the row is text that belongs to somebody: neither blank nor furniture.
    pub(crate) fn speaks(&self) -> bool {
        !self.blank() && !self.furniture
    }

    /// Whether the row sets columns apart by tabs, as dumps of spreadsheets do.
    pub(crate) fn tabbed(&self) -> bool {
        self.raw.contains('\t') && !self.blank()
    }
}

/// The rows of these lines. A form feed left in a line counts as white space.
pub(crate) fn rows(lines: &[Line]) -> Vec<Row<'_>> {
    let mut out = Vec::with_capacity(lines.len());
    let mut page = None;
    for line in lines {
        let text = squeeze(&nfc(&line.text));
        let lead =
            if text.is_empty() { 0 } else { line.text.chars().take_while(|c| c.is_whitespace()).count() };
        let page_start = line.page.is_some() && line.page != page;
        page = line.page;
        // Once for all that ask later; no heading is longer.
        let heading = if text.is_empty() || text.len() > 130 {
            None
        } else {
            headings::recognise(&text).map(|headed| headed.heading)
        };
        out.push(Row {
            number: line.number,
            page: line.page,
            raw: &line.text,
            text,
            lead,
            furniture: line.furniture,
            page_start,
            heading,
        });
    }
    out
}
