//! A paragraph's text parted at its headings.

use super::paragraphs::{self, Paragraph};
use super::rows::Row;
use crate::split::headings::{self, Headed, Heading};
use crate::split::lines;
use crate::split::votes::columns::{self, Column};

/// A headed part of a paragraph; the first one may lack a heading.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// Its heading.
    pub(super) headed: Option<Headed>,
    /// Its lines, furniture gone, blank lines kept as empty ones.
    pub(super) lines: Vec<String>,
}

impl Section {
    /// What the heading announces.
    pub(super) fn heading(&self) -> Option<Heading> {
        self.headed.as_ref().map(|headed| headed.heading)
    }

    /// Whether the section is of this kind.
    pub(super) fn is(&self, heading: Heading) -> bool {
        self.heading() == Some(heading)
    }

    /// Its lines for reading clauses.
    pub(super) fn borrowed(&self) -> Vec<&str> {
        self.lines.iter().map(String::as_str).collect()
    }

    /// Its text as one run.
    pub(super) fn joined(&self) -> String {
        lines::joined(self.lines.iter().map(String::as_str))
    }

    /// Its text as paragraphs, parted by blank lines and where a sentence ends short of the line's width.
    pub(super) fn paragraphs(&self, width: usize) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut previous: Option<&str> = None;
        let mut blank = false;
        for line in &self.lines {
            if line.is_empty() {
                blank = true;
                continue;
            }
            let bullet = line.starts_with(['-', '–', '•', '·', '*'])
                && line.chars().nth(1).is_some_and(|c| !c.is_ascii_digit());
            let fresh = previous.is_none_or(|before| {
                let ended = lines::ends_sentence(before);
                // A blank line within a sentence is the page's and not the writer's.
                let small = line.chars().next().is_some_and(|c| c.is_lowercase() || c == '(')
                    || !ended && lines::hangs(before);
                bullet && (blank || ended || lines::breaks_early(before, line, width))
                    || blank && (ended || !small)
                    || ended && lines::breaks_early(before, line, width)
            });
            match out.last_mut() {
                Some(last) if !fresh => lines::append(last, line),
                _ => out.push(line.clone()),
            }
            previous = Some(line);
            blank = false;
        }
        out
    }

    /// Whether it has no text.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().all(String::is_empty)
    }
}

/// A row of a table of votes that is set by blanks, with pipes; `table` holds the columns while one goes on.
fn vote(row: &Row<'_>, table: &mut Option<Vec<Column>>) -> Option<String> {
    if row.blank() {
        return None;
    }
    if let Some(columns) = columns::head(row.raw) {
        let text = columns::head_with_pipes(&columns);
        *table = Some(columns);
        return Some(text);
    }
    let text = columns::with_pipes(row.raw, table.as_deref()?);
    if text.is_none() {
        *table = None;
    }
    text
}

/// The sections of a paragraph from the row `from` on.
pub(super) fn read(rows: &[Row<'_>], paragraph: &Paragraph, from: usize) -> Vec<Section> {
    let mut out = vec![Section { headed: None, lines: Vec::new() }];
    let mut table: Option<Vec<Column>> = None;
    for row in rows.get(from..paragraph.end).unwrap_or_default() {
        if row.furniture || paragraphs::repeats(row, &paragraph.printed) {
            continue;
        }
        if let Some(text) = vote(row, &mut table) {
            if let Some(section) = out.last_mut() {
                section.lines.push(text);
            }
            continue;
        }
        // Marks of bold type tell where a heading ends that runs into its text.
        let text = if row.raw.contains("**") { row.raw } else { &row.text };
        let heading = headings::recognise(text).filter(|headed| headed.heading != Heading::Furniture);
        if let Some(headed) = heading {
            let rest = headed.rest.clone();
            let lines = if rest.is_empty() { Vec::new() } else { vec![rest] };
            out.push(Section { headed: Some(headed), lines });
        } else if let Some(section) = out.last_mut() {
            section.lines.push(row.text.clone());
        }
    }
    out.retain(|section| section.headed.is_some() || !section.is_empty());
    out
}
