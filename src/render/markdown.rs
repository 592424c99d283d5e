//! Markdown to HTML: raw HTML off, links sanitised, headings that fit under the page's own, numbers linked.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use comrak::html::ChildRendering;
use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Options, create_formatter, parse_document};

use crate::base::text;
use crate::render::numbers::NumberLinks;

/// Turns the texts of one page into HTML. One value serves one page, so that ids of headings are unique on it and no
/// heading skips a level where one text goes on after another.
pub struct Markdown<'a> {
    links: &'a NumberLinks,
    /// What stands before an address within the site, where the site stands in a folder.
    prefix: &'a str,
    ids: BTreeSet<String>,
    /// Level that the highest heading of the text gets.
    top: u8,
    /// Level of the last heading written.
    last: u8,
}

impl<'a> Markdown<'a> {
    /// For texts whose highest heading shall have level `top` (2–6).
    #[must_use]
    pub fn new(links: &'a NumberLinks, prefix: &'a str, top: u8) -> Self {
        let top = top.clamp(2, 6);
        Self { links, prefix, ids: BTreeSet::new(), top, last: top - 1 }
    }

    /// The HTML of texts that follow one another (the pages of a document).
    #[must_use]
    pub fn pages(&mut self, texts: &[&str]) -> Vec<String> {
        let arena = Arena::new();
        let options = options();
        let roots: Vec<_> = texts.iter().map(|text| parse_document(&arena, text, &options)).collect();
        let highest = roots.iter().flat_map(|root| root.descendants()).filter_map(level).min().unwrap_or(1);
        roots.into_iter().map(|root| self.page(&arena, root, highest)).collect()
    }

    /// The HTML of one text.
    #[must_use]
    pub fn text(&mut self, text: &str) -> String {
        self.pages(&[text]).concat()
    }

    fn page<'t>(&mut self, arena: &'t Arena<'t>, root: &'t AstNode<'t>, highest: u8) -> String {
        let nodes: Vec<_> = root.descendants().collect();
        let mut headings = Vec::new();
        for node in nodes {
            if let Some(level) = level(node) {
                headings.push(self.heading(node, level, highest));
            }
            self.settle(arena, node);
        }
        headings.reverse();
        let mut out = String::new();
        // Writing to a string cannot fail; were it to, the text so far would stand.
        let _ = Page::format_document(root, &options(), &mut out, headings);
        out
    }

    /// Gives a heading its level and its id.
    fn heading<'t>(&mut self, node: &'t AstNode<'t>, level: u8, highest: u8) -> String {
        let wanted = (level - highest).saturating_add(self.top).min(6);
        let given = wanted.min(self.last + 1).max(self.top);
        self.last = given;
        if let NodeValue::Heading(heading) = &mut node.data_mut().value {
            heading.level = given;
        }
        self.id(&plain(node))
    }

    fn id(&mut self, title: &str) -> String {
        // A word before the slug: an id of the text must never be one of the page's own anchors (`beslut-1`).
        let slug = format!("r-{}", text::slug_within(title, 60));
        let slug = slug.trim_end_matches('-').to_owned();
        let mut id = slug.clone();
        let mut count = 1;
        while !self.ids.insert(id.clone()) {
            count += 1;
            id = format!("{slug}-{count}");
        }
        id
    }

    /// Makes a node harmless and useful: pictures become their words, links keep only addresses of known kinds,
    /// numbers become links.
    fn settle<'t>(&self, arena: &'t Arena<'t>, node: &'t AstNode<'t>) {
        let text = match &mut node.data_mut().value {
            NodeValue::Text(text) => {
                // `&#x202e;` is a character only now.
                if let Cow::Owned(tamed) = text::tame(text) {
                    *text = tamed.into();
                }
                text.to_string()
            }
            NodeValue::Link(link) => {
                link.url = self.target(&link.url);
                link.title = text::tame(&link.title).into_owned();
                return;
            }
            // A site without third-party requests shows no picture that it does not publish itself.
            image @ NodeValue::Image(_) => {
                *image = NodeValue::Emph;
                return;
            }
            _ => return,
        };
        let parts = self.links.parts(&text);
        if parts.iter().all(|(_, url)| url.is_none()) || inside_link(node) {
            return;
        }
        for (piece, url) in parts {
            let leaf = arena.alloc(NodeValue::Text(piece.to_owned().into()).into());
            match url {
                None => node.insert_before(leaf),
                Some(url) => {
                    let url = self.target(&url);
                    let link = NodeLink { url, title: String::new() };
                    let link = arena.alloc(NodeValue::Link(Box::new(link)).into());
                    link.append(leaf);
                    node.insert_before(link);
                }
            }
        }
        node.detach();
    }

    /// The address of a link: within the site, on the web, or a mailbox; anything else leads nowhere.
    fn target(&self, url: &str) -> String {
        let lower = url.to_ascii_lowercase();
        let known = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
        match url.strip_prefix('/') {
            Some(rest) if !rest.starts_with(['/', '\\']) => format!("{}{url}", self.prefix),
            None if known || !lower.contains(':') => url.to_owned(),
            _ => String::new(),
        }
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = false;
    options.render.r#unsafe = false;
    options.render.compact_html = true;
    options
}

fn level<'t>(node: &'t AstNode<'t>) -> Option<u8> {
    match &node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

fn inside_link<'t>(node: &'t AstNode<'t>) -> bool {
    node.ancestors().any(|ancestor| matches!(ancestor.data().value, NodeValue::Link(_)))
}

/// The words of a node.
fn plain<'t>(node: &'t AstNode<'t>) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

// `Vec<String>` holds the ids of the headings still to come, the next one last.
create_formatter!(Page<Vec<String>>, {
    NodeValue::Heading(ref heading) => |context, entering| {
        if entering {
            let id = context.user.pop().unwrap_or_default();
            write!(context, "<h{} id=\"{id}\">", heading.level)?;
        } else {
            write!(context, "</h{}>", heading.level)?;
        }
    },
    // A wide table scrolls in a frame of its own, which the keyboard must reach.
    NodeValue::Table(_) => |context, node, entering| {
        if entering {
            context.write_str("<div class=\"scroll\" tabindex=\"0\">")?;
        }
        let rendering = comrak::html::format_node_default(context, node, entering)?;
        if !entering {
            context.write_str("</div>")?;
        }
        return Ok(rendering);
    },
    NodeValue::TableCell => |context, node, entering| {
        return cell(context, node, entering);
    },
    // What the source could not be recovered from is kept line by line.
    NodeValue::CodeBlock(ref block) => |context, entering| {
        if entering {
            context.write_str("<pre class=\"verbatim\" tabindex=\"0\">")?;
            context.escape(block.literal.trim_end_matches('\n'))?;
            context.write_str("</pre>")?;
        }
    },
    NodeValue::LineBreak => |context, entering| {
        if entering {
            context.write_str("<br>\n")?;
        }
    },
    NodeValue::ThematicBreak => |context, entering| {
        if entering {
            context.write_str("<hr>\n")?;
        }
    },
    NodeValue::HtmlBlock(_) => |entering| {
        // Raw HTML is dropped, whoever wrote it.
        let _ = entering;
    },
    NodeValue::HtmlInline(_) => |entering| {
        let _ = entering;
    },
});

fn cell<'t>(
    context: &mut comrak::html::Context<Vec<String>>,
    node: &'t AstNode<'t>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    // A heading without words heads nothing: the corner above the first column of many tables is empty.
    let head = node.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)))
        && !plain(node).trim().is_empty();
    let tag = if head { "th" } else { "td" };
    if !entering {
        write!(context, "</{tag}>")?;
        return Ok(ChildRendering::HTML);
    }
    write!(context, "<{tag}")?;
    if head {
        context.write_str(" scope=\"col\"")?;
    }
    if if head { heads_numbers(node) } else { is_number(&plain(node)) } {
        context.write_str(" class=\"number\"")?;
    }
    context.write_str(">")?;
    Ok(ChildRendering::HTML)
}

/// Whether a heading stands over figures: the cell below it decides.
fn heads_numbers<'t>(cell: &'t AstNode<'t>) -> bool {
    let column = cell.preceding_siblings().count() - 1;
    let below = cell.parent().and_then(|row| row.next_sibling()).and_then(|row| row.children().nth(column));
    below.is_some_and(|below| is_number(&plain(below)))
}

/// Whether a cell holds a figure, with its unit perhaps, so that it lines up to the right.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let figure = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c.is_whitespace());
    let unit = text[figure.len()..].trim();
    let is_unit = unit.is_empty()
        || ["kr", "kr.", "kronor", "tkr", "mkr", "mnkr", "st", "st."].contains(&unit.to_lowercase().as_str());
    is_unit
        && figure.bytes().any(|byte| byte.is_ascii_digit())
        && figure.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, ',' | '.' | '-' | '−' | '–' | '+' | '%' | ':')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        Markdown::new(&NumberLinks::none(), "", 2).text(text)
    }

    #[test]
    fn raw_html_and_dangerous_links_vanish() {
        let out = html(
            "<script>alert(1)</script>\n\nA <b onclick=x>b</b> [c](javascript:alert(1)) [d](//evil.example) ![e](https://evil.example/x.png) [f](data:text/html,x)\n\n[g](JAVASCRIPT:x) <https://example.org> [h](/dnr/) [i](/\\evil.example)",
        );
        assert_eq!(html("a&#x202e;b&#1;c &#0;"), "<p>abc \u{fffd}</p>");
        for bad in ["<script", "onclick", "javascript:", "JAVASCRIPT:", "evil", "<img", "data:text"] {
            assert!(!out.contains(bad), "{bad}: {out}");
        }
        assert!(out.contains(r#"href="/dnr/""#), "{out}");
        assert!(out.contains(r#"href="https://example.org""#), "{out}");
    }

    #[test]
    fn headings_fit_under_the_page_and_skip_no_level() {
        let links = NumberLinks::none();
        let mut markdown = Markdown::new(&links, "", 2);
        let pages = markdown.pages(&["### Bakgrund\n\n##### Djupt", "# Titel\n\n### Bakgrund"]);
        assert_eq!(
            pages,
            [
                "<h2 id=\"r-bakgrund\">Bakgrund</h2><h3 id=\"r-djupt\">Djupt</h3>",
                "<h2 id=\"r-titel\">Titel</h2><h3 id=\"r-bakgrund-2\">Bakgrund</h3>"
            ]
        );
    }

    #[test]
    fn numbers_become_links_but_not_within_links() {
        let links = NumberLinks::new(|text| {
            text.match_indices("KS 2026/12")
                .map(|(at, m)| (at..at + m.len(), "/dnr/ks-2026-12/".into()))
                .collect()
        });
        let out = Markdown::new(&links, "/mapp", 2).text("Se KS 2026/12, och [KS 2026/12](/om/).");
        assert_eq!(
            out.trim(),
            "<p>Se <a href=\"/mapp/dnr/ks-2026-12/\">KS 2026/12</a>, och <a href=\"/mapp/om/\">KS 2026/12</a>.</p>"
        );
    }

    #[test]
    fn figures_are_told_from_words() {
        for yes in ["60 000", "60\u{a0}000 kr", "−1,5 %", "12 tkr", "2024-01-01", "1.200,00 kronor"] {
            assert!(is_number(yes), "{yes}");
        }
        for no in ["", "kr", "§ 12", "KS 2026/1", "4 personer", "Lindmora 4:12"] {
            assert!(!is_number(no), "{no}");
        }
    }

    #[test]
    fn tables_have_scopes_and_figures_line_up() {
        let out = html("| Förening | Kronor |\n|---|---|\n| Norrsken | 60 000 |\n");
        assert!(out.contains("<th scope=\"col\">Förening</th>"), "{out}");
        assert!(out.contains("<th scope=\"col\" class=\"number\">Kronor</th>"), "{out}");
        assert!(out.contains("<td class=\"number\">60 000</td>"), "{out}");
        let corner = html("|  | Kronor |\n|---|---|\n| Norrsken | 60 000 |\n");
        assert!(corner.contains("<td></td><th scope") || corner.contains("<td></td>\n<th scope"), "{corner}");
    }

    #[test]
    fn breaks_are_written_as_html_has_them() {
        let out = html("en\\\ntvå\n\n---\n\ntre");
        assert!(out.contains("en<br>\ntvå") && out.contains("<hr>\n") && !out.contains("/>"), "{out}");
    }
}
