//! Finds where a text names own cases, with the words around the number.

use crate::base::text;
use crate::content::DocumentText;
use crate::model::number::scan::{self, Context};
use crate::model::number::{Diarienummer, Origin, Register};
use crate::model::record::Mention;

/// A number that a text names, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The number.
    pub number: Diarienummer,
    /// The place.
    pub mention: Mention,
    /// What the place calls the matter, where the number is one cell of a table row.
    pub row: Option<String>,
}

/// Characters of the quote on each side of the number.
const AROUND: usize = 110;

/// The own numbers that the pages of a document name, each once a page.
#[must_use]
pub fn in_document(document: &DocumentText, register: &Register, url: &str, title: &str) -> Vec<Named> {
    let mut named = Vec::new();
    for (page, markdown) in &document.pages {
        let anchor = page.map_or_else(|| url.to_owned(), |page| format!("{url}#sida-{page}"));
        let found = in_text(markdown, register, &anchor, title);
        named.extend(found.into_iter().map(|mut one| {
            one.mention.page = *page;
            one
        }));
    }
    named
}

/// The own numbers that a Markdown text names, each once.
#[must_use]
pub fn in_text(markdown: &str, register: &Register, url: &str, title: &str) -> Vec<Named> {
    if !markdown.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut named: Vec<Named> = Vec::new();
    for found in scan::find(markdown, &Context { register, before: "" }).found {
        if found.origin != Origin::Own || named.iter().any(|one| one.number == found.number) {
            continue;
        }
        let line = line_around(markdown, found.range.start);
        let mention = Mention {
            url: url.to_owned(),
            title: title.to_owned(),
            page: None,
            line: None,
            quote: quote(markdown, line.clone(), &found.range),
        };
        let row = row(&markdown[line], markdown.get(found.range.clone()).unwrap_or_default());
        named.push(Named { number: found.number, mention, row });
    }
    named
}

fn line_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end
}

/// The words around the number, cut at words, without marks of Markdown.
fn quote(text: &str, line: std::ops::Range<usize>, number: &std::ops::Range<usize>) -> String {
    let number = number.start..number.end.max(line.start).min(text.len());
    let start =
        text[line.start..number.start].char_indices().rev().nth(AROUND).map(|(at, _)| line.start + at);
    let line_end = line.end.max(number.end);
    let end = text[number.end..line_end].char_indices().nth(AROUND).map(|(at, _)| number.end + at);
    let from = start.map_or(line.start, |at| {
        text[at..number.start].find(' ').map_or(number.start, |space| at + space + 1)
    });
    let to = end.map_or(line_end, |at| {
        text[number.end..at].rfind(' ').map_or(number.end, |space| number.end + space)
    });
    let words = unmarked(&text[from..to]);
    format!("{}{words}{}", if start.is_some() { "… " } else { "" }, if end.is_some() { " …" } else { "" })
}

/// A line as it is read: without list, heading and table marks.
fn unmarked(line: &str) -> String {
    let line = line.trim_start_matches(['#', '>', ' ', '-', '*']);
    let mut out = String::with_capacity(line.len());
    let mut escaped = false;
    for c in line.chars() {
        match c {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '|' if !escaped => out.push_str(" · "),
            '*' | '`' if !escaped => {}
            c => out.push(c),
        }
        escaped = false;
    }
    text::squeeze(&out).trim_matches(['·', ' ']).to_owned()
}

/// The other cells of the table row that the number stands alone in a cell of.
fn row(line: &str, number: &str) -> Option<String> {
    let cells: Vec<String> =
        line.trim().strip_prefix('|')?.trim_end_matches('|').split('|').map(unmarked).collect();
    let number = text::squeeze(number);
    let others: Vec<&str> =
        cells.iter().map(String::as_str).filter(|cell| *cell != number && !cell.is_empty()).collect();
    (others.len() < cells.len() && !others.is_empty()).then(|| others.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_quoted_with_its_words() {
        let register = Register::new(["KS"]);
        let text = "Inledning.\n\nBeslutet i **KS 2025/118** gäller till vidare, liksom RUN 430/2018.\n\n| Dnr | Sökande | Belopp |\n|---|---|--:|\n| KS 2025/9 | Hembygdsföreningen | 5 000 |\n";
        let named = in_text(text, &register, "/x/", "X");
        assert_eq!(named.len(), 2, "{named:?}");
        assert_eq!(named[0].mention.quote, "Beslutet i KS 2025/118 gäller till vidare, liksom RUN 430/2018.");
        assert_eq!(named[0].row, None);
        assert_eq!(named[1].row.as_deref(), Some("Hembygdsföreningen, 5 000"));
    }
}
