//! Marks page furniture: running heads, page numbers, footers. Marked, never dropped; what becomes of it is for those
//! who know what a document is.

use std::collections::BTreeMap;

use crate::packet::pdf::frame::{LaidLine, PageFrame};

/// A running line stands this near the top or the bottom of its page, as a share of the page's height …
const EDGE: f32 = 0.08;
/// … or, where it goes on directly from one that does, this near (heads of authorities have several lines).
const DEEP_EDGE: f32 = 0.16;
/// On so many pages a line is a running one.
const PAGES: u32 = 3;
/// Heights are compared in steps of this share: about four points.
const STEP: f32 = 0.005;
/// A page that marks this many lines as artifacts, and most of its text, is marked wrongly.
const MANY: usize = 15;

/// For each page, for each line, whether it is furniture.
pub(super) fn marks(pages: &[PageFrame]) -> Vec<Vec<bool>> {
    let running = Running::count(pages);
    pages.iter().map(|page| of_page(page, &running)).collect()
}

fn of_page(page: &PageFrame, running: &Running) -> Vec<bool> {
    let trusted = artifacts_trusted(page);
    let mut marks: Vec<bool> =
        page.lines.iter().map(|line| (trusted && line.artifact) || running.is_at_edge(line)).collect();
    let order: Vec<usize> = (0..page.lines.len()).filter(|at| !is_blank(&page.lines[*at])).collect();
    spread(page, running, &order, &mut marks);
    let back: Vec<usize> = order.into_iter().rev().collect();
    spread(page, running, &back, &mut marks);
    marks
}

/// Goes on from the marked lines at one edge to lines next to them that run with them: on nearly as many pages. A
/// title that many documents begin with stands on fewer pages than the head above it.
fn spread(page: &PageFrame, running: &Running, order: &[usize], marks: &mut [bool]) {
    let mut pages_of_head = 0;
    for at in order {
        let line = &page.lines[*at];
        if depth(line) >= DEEP_EDGE {
            return;
        }
        let pages = running.pages(line);
        let runs_with_head = pages >= PAGES && pages * 5 >= pages_of_head * 4;
        if !marks[*at] && (pages_of_head == 0 || !runs_with_head) {
            return;
        }
        marks[*at] = true;
        pages_of_head = pages_of_head.max(pages).max(1);
    }
}

fn is_blank(line: &LaidLine) -> bool {
    line.text.is_empty()
}

/// Some programs mark whole pages as artifacts.
fn artifacts_trusted(page: &PageFrame) -> bool {
    let (marked, rest): (Vec<_>, Vec<_>) =
        page.lines.iter().filter(|line| !is_blank(line)).partition(|line| line.artifact);
    let length = |lines: &[&LaidLine]| lines.iter().map(|line| line.text.len()).sum::<usize>();
    marked.len() < MANY || length(&marked) < length(&rest)
}

/// Which lines stand at the same height of how many pages, numbers apart.
struct Running(BTreeMap<(String, i32), u32>);

impl Running {
    fn count(pages: &[PageFrame]) -> Self {
        let mut counts = BTreeMap::new();
        for page in pages {
            let mut seen: Vec<(String, i32)> = page
                .lines
                .iter()
                .filter(|line| depth(line) < DEEP_EDGE)
                .filter_map(|line| Some((shape(&line.text)?, step(line))))
                .collect();
            seen.sort();
            seen.dedup();
            for key in seen {
                *counts.entry(key).or_insert(0) += 1;
            }
        }
        Self(counts)
    }

    fn is_at_edge(&self, line: &LaidLine) -> bool {
        depth(line) < EDGE && self.pages(line) >= PAGES
    }

    /// On how many pages such a line stands at such a height. Rounding may put the same height into neighbouring
    /// steps.
    fn pages(&self, line: &LaidLine) -> u32 {
        let Some(shape) = shape(&line.text) else { return 0 };
        let height = step(line);
        let around = (shape.clone(), height - 1)..=(shape, height + 1);
        self.0.range(around).map(|(_, pages)| pages).sum()
    }
}

/// Distance from the nearer edge.
fn depth(line: &LaidLine) -> f32 {
    line.height.min(1.0 - line.height)
}

#[expect(clippy::cast_possible_truncation, reason = "a share of a page in steps is small")]
fn step(line: &LaidLine) -> i32 {
    (line.height / STEP).round() as i32
}

/// A line with its numbers made equal and its gaps made one. Lines of numbers alone repeat by chance in tables,
/// unless they are page numbers: `12`, `- 12 -`, `12 (303)`, `12/303`.
fn shape(text: &str) -> Option<String> {
    let mut shape = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_ascii_digit() {
            '#'
        } else if c.is_whitespace() {
            ' '
        } else {
            c
        };
        if !(matches!(c, '#' | ' ') && shape.ends_with(c)) {
            shape.push(c);
        }
    }
    let shape = shape.trim();
    let is_page_number =
        || matches!(shape.replace(' ', "").as_str(), "#" | "-#-" | "–#–" | "#(#)" | "#/#" | "(#)" | "[#]");
    (shape.contains(char::is_alphabetic) || is_page_number()).then(|| shape.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, height: f32) -> LaidLine {
        LaidLine { text: text.into(), height, artifact: false }
    }

    fn page(number: u32, lines: Vec<LaidLine>) -> PageFrame {
        PageFrame { number, lines, ..PageFrame::default() }
    }

    #[test]
    fn lines_that_repeat_at_an_edge_are_marked() {
        let pages: Vec<_> = (1..=4)
            .map(|number| {
                page(
                    number,
                    vec![
                        line("Åvika kommun", 0.05),
                        line("Socialnämnden", 0.10),
                        line("Beslut", 0.13 + number as f32 / 50.0),
                        line("1 866 339   2 345 000", 0.95),
                        line(&format!("{number} (4)"), 0.97),
                    ],
                )
            })
            .collect();
        for marks in marks(&pages) {
            assert_eq!(marks, [true, true, false, false, true]);
        }
        for marks in marks(&pages[..2]) {
            assert_eq!(marks, [false; 5]);
        }
    }

    #[test]
    fn a_title_that_documents_begin_with_is_no_running_head() {
        let pages: Vec<_> = (1..=12)
            .map(|number| {
                let title = if number % 3 == 1 { "Tjänsteskrivelse" } else { "Fortsatt text om ärendet" };
                let rest = format!("sida {}", ["ett", "två", "tre"][number as usize % 3]);
                page(number, vec![line("Åvika kommun", 0.05), line(title, 0.10), line(&rest, 0.5)])
            })
            .map(|mut page| {
                let number = page.number;
                page.lines[1].height += if number % 3 == 1 { 0.0 } else { number as f32 / 500.0 };
                page
            })
            .collect();
        for marks in marks(&pages) {
            assert_eq!(marks, [true, false, false]);
        }
    }

    #[test]
    fn artifacts_are_marked_unless_the_whole_page_is_one() {
        let marked = |text: &str| LaidLine { artifact: true, ..line(text, 0.5) };
        let some = page(1, vec![marked("UTKAST"), line("Beslut", 0.5)]);
        assert_eq!(marks(&[some]), [[true, false]]);
        let all = page(1, vec![marked("Ärendet"); 30]);
        assert_eq!(marks(&[all]), [[false; 30]]);
    }

    #[test]
    fn numbers_alone_are_page_numbers_or_nothing() {
        assert_eq!(shape(" 12 (303) ").as_deref(), Some("# (#)"));
        assert_eq!(shape("Sida 12  av 303").as_deref(), Some("Sida # av #"));
        assert_eq!(shape("1 866   2 345"), None);
        assert_eq!(shape(""), None);
    }
}
