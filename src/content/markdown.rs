//! What the reader needs to know of a Markdown text: its pages, its sections as plain text, its tables.
//!
//! Rendering to HTML is not done here.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use crate::base::text;
use crate::model::record::{Cell, Section, Table};

/// The options with which content is read everywhere: GitHub's tables and strike-through, no raw HTML.
#[must_use]
pub fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.render.r#unsafe = false;
    options
}

/// Cuts a document's Markdown at its page marks, lines of the form `<!-- sida 12 -->`.
#[must_use]
pub fn pages(markdown: &str) -> Vec<(Option<u32>, String)> {
    let mut pages: Vec<(Option<u32>, String)> = vec![(None, String::new())];
    for line in markdown.split_inclusive('\n') {
        if let Some(page) = page_mark(line) {
            pages.push((Some(page), String::new()));
        } else if let Some((_, text)) = pages.last_mut() {
            text.push_str(line);
        }
    }
    if pages.len() > 1 && pages.first().is_some_and(|(_, text)| text.trim().is_empty()) {
        pages.remove(0);
    }
    pages
}

/// The page that a line says begins.
#[must_use]
pub fn page_mark(line: &str) -> Option<u32> {
    let inner = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    inner.trim().strip_prefix("sida ")?.trim().parse().ok()
}

/// The sections of an item's text: each `##` heading (or higher) with the plain text under it. Text before the
/// first heading is a section without heading.
#[must_use]
pub fn sections(markdown: &str) -> Vec<Section> {
    let mut sections = vec![Section { heading: String::new(), text: String::new() }];
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    for node in root.children() {
        let level = match &node.data.borrow().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        match (level, sections.last_mut()) {
            (Some(1 | 2), _) => sections.push(Section { heading: inline(node), text: String::new() }),
            (_, Some(section)) => append(node, &mut section.text),
            (_, None) => {}
        }
    }
    sections.retain(|section| !section.heading.is_empty() || !section.text.is_empty());
    sections
}

/// The text without its marks: paragraphs parted by a blank line, list items and table rows each on a line.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut out = String::new();
    for node in root.children() {
        append(node, &mut out);
    }
    out
}

/// The tables of a text. A paragraph before a table that begins with "Tabell", or is bold as a whole, is its caption.
#[must_use]
pub fn tables(markdown: &str) -> Vec<Table> {
    // Parsing costs; most texts have no table.
    if !markdown.contains("|-") && !markdown.contains("| -") && !markdown.contains("|:") {
        return Vec::new();
    }
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut tables = Vec::new();
    let mut caption = None;
    for node in root.children() {
        let is_table = matches!(node.data.borrow().value, NodeValue::Table(_));
        if is_table {
            tables.push(table(node, caption.take()));
        }
        let is_paragraph = matches!(node.data.borrow().value, NodeValue::Paragraph);
        caption =
            is_paragraph.then(|| inline(node)).filter(|text| text.starts_with("Tabell") || is_strong(node));
    }
    tables
}

/// Whether a paragraph is one piece of bold text.
fn is_strong<'a>(node: &'a AstNode<'a>) -> bool {
    let mut children = node.children();
    let first = children.next().is_some_and(|child| matches!(child.data.borrow().value, NodeValue::Strong));
    first && children.next().is_none()
}

fn table<'a>(node: &'a AstNode<'a>, caption: Option<String>) -> Table {
    let mut table = Table { caption, ..Table::default() };
    for row in node.children() {
        let cells: Vec<String> = row.children().map(inline).collect();
        if matches!(row.data.borrow().value, NodeValue::TableRow(true)) {
            table.columns = cells;
        } else {
            table.rows.push(cells.into_iter().map(cell).collect());
        }
    }
    table
}

/// A cell; a number where the text is one, thousands parted by spaces or not, and nothing else.
fn cell(text: String) -> Cell {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let body = digits.strip_prefix(['-', '−']).unwrap_or(&digits);
    // A leading zero marks a code or a telephone number; a group that is not of three digits, two numbers in one cell.
    let grouped = text.split([' ', '\u{a0}', '\u{202f}']).skip(1).all(|group| group.len() == 3);
    let plain = !body.is_empty()
        && body.bytes().all(|b| b.is_ascii_digit())
        && (body == "0" || !body.starts_with('0'));
    match digits.replace('−', "-").parse() {
        Ok(number) if plain && grouped => Cell::Number(number),
        _ => Cell::Text(text),
    }
}

/// Quotations are looked into, however deep they are nested: not by recursion, which would end with the stack.
fn append<'a>(node: &'a AstNode<'a>, out: &mut String) {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let is_quotation = matches!(node.data.borrow().value, NodeValue::BlockQuote);
        if is_quotation {
            open.extend(node.reverse_children());
        } else {
            append_block(node, out);
        }
    }
}

fn append_block<'a>(node: &'a AstNode<'a>, out: &mut String) {
    let gap = |out: &mut String| {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
    };
    match &node.data.borrow().value {
        NodeValue::List(_) => {
            gap(out);
            let items: Vec<String> = node.children().map(|item| text::squeeze(&inline(item))).collect();
            out.push_str(&items.join("\n"));
        }
        NodeValue::Table(_) => {
            gap(out);
            let row = |row: &'a AstNode<'a>| row.children().map(inline).collect::<Vec<_>>().join("  ");
            out.push_str(&node.children().map(row).collect::<Vec<_>>().join("\n"));
        }
        NodeValue::CodeBlock(block) => {
            gap(out);
            out.push_str(block.literal.trim_end());
        }
        NodeValue::HtmlBlock(_) | NodeValue::ThematicBreak => {}
        _ => {
            let text = inline(node);
            if !text.is_empty() {
                gap(out);
                out.push_str(&text);
            }
        }
    }
}

/// The text of everything below a node, line breaks as spaces.
fn inline<'a>(node: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    for below in node.descendants() {
        match &below.data.borrow().value {
            // `&#x202e;` is a character only now.
            NodeValue::Text(text) => out.push_str(&text::tame(text)),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            NodeValue::Paragraph | NodeValue::Item(_) if !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_cut_at_their_marks() {
        let text = "<!-- sida 3 -->\nEtt\n\n<!-- sida 4 -->\nTvå\n<!-- annat -->\n";
        assert_eq!(
            pages(text),
            [(Some(3), "Ett\n\n".to_owned()), (Some(4), "Två\n<!-- annat -->\n".to_owned())]
        );
        assert_eq!(pages("bara text"), [(None, "bara text".to_owned())]);
    }

    #[test]
    fn sections_are_plain_text() {
        let sections = sections(
            "Inledning\nfortsätter.\n\n## Bedömning\n\nFörst *ett*.\n\n- a\n- b\n\n### Under\n\nSist",
        );
        assert_eq!(sections[0], Section { heading: String::new(), text: "Inledning fortsätter.".into() });
        assert_eq!(
            sections[1],
            Section { heading: "Bedömning".into(), text: "Först ett.\n\na\nb\n\nUnder\n\nSist".into() }
        );
    }

    #[test]
    fn tables_have_captions_and_numbers() {
        let tables = tables(
            "Tabell 1. Stöd\n\n| Dnr | Belopp | Telefon |\n|---|--:|---|\n| KS 2025/1 | 30 000 | 019 |\n| x | 12 34 | 0 |\n",
        );
        assert_eq!(tables[0].caption.as_deref(), Some("Tabell 1. Stöd"));
        assert_eq!(tables[0].columns, ["Dnr", "Belopp", "Telefon"]);
        assert_eq!(
            tables[0].rows[0],
            [Cell::Text("KS 2025/1".into()), Cell::Number(30000), Cell::Text("019".into())]
        );
        assert_eq!(tables[0].rows[1], [Cell::Text("x".into()), Cell::Text("12 34".into()), Cell::Number(0)]);
    }
}
