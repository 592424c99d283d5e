//! Rows of a document put together to running text: furniture out, lines joined, headings, lists and tables kept.

use super::agenda::begins_point;
use super::documents::tables;
use super::headings;
use super::lines::{append, breaks_early, ends_sentence, width};
use super::rows::Row;
use super::{Block, furniture};

/// The blocks of these rows.
pub(crate) fn read(rows: &[Row<'_>]) -> Vec<Block> {
    let mut writer = Writer::new(rows);
    let tables = tables::find(rows);
    let mut next = tables.into_iter().peekable();
    let mut i = 0;
    while i < rows.len() {
        writer.page(&rows[i]);
        if let Some(found) = next.next_if(|found| found.from == i) {
            writer.close();
            writer.out.push(Block::Table(found.table));
            i = found.to;
            continue;
        }
        writer.row(i);
        i += 1;
    }
    writer.close();
    writer.out
}

/// What is being put together.
enum Open {
    Nothing,
    Paragraph(String),
    List(Option<u32>, Vec<String>),
    Verbatim(Vec<String>),
}

/// The state between rows.
struct Writer<'r, 'a> {
    rows: &'r [Row<'a>],
    out: Vec<Block>,
    open: Open,
    width: usize,
    double: bool,
    gap: usize,
    page: Option<u32>,
    /// Pages that began while a paragraph or a point runs on: their marks stand behind it.
    pages: Vec<u32>,
    last: String,
}

impl<'r, 'a> Writer<'r, 'a> {
    /// Nothing written yet.
    fn new(rows: &'r [Row<'a>]) -> Self {
        let texts = || rows.iter().filter(|row| row.speaks()).map(|row| row.text.as_str());
        let speaking = texts().count();
        let spaced = rows.windows(2).filter(|pair| pair[0].speaks() && pair[1].blank()).count();
        Self {
            rows,
            out: Vec::new(),
            open: Open::Nothing,
            width: width(texts()),
            double: speaking >= 8 && spaced * 10 >= speaking * 7,
            gap: 0,
            page: None,
            pages: Vec::new(),
            last: String::new(),
        }
    }

    /// Notes a new page. A paragraph runs on over it and is of the page on which it began; the mark stands before what
    /// comes next.
    fn page(&mut self, row: &Row<'_>) {
        if row.page.is_some() && row.page != self.page {
            self.page = row.page;
            if let Some(page) = row.page {
                if self.runs_on() {
                    self.pages.push(page);
                } else {
                    self.close();
                    self.out.push(Block::Page(page));
                }
            }
        }
    }

    /// Whether what is open plainly goes on on the next page.
    fn runs_on(&self) -> bool {
        matches!(&self.open, Open::Paragraph(text) if !ends_sentence(text))
            || matches!(self.open, Open::List(..))
    }

    /// Takes one row in.
    fn row(&mut self, i: usize) {
        let row = &self.rows[i];
        if row.blank() {
            self.gap += 1;
            return;
        }
        if row.furniture || furniture::counter(&row.text).is_some() || self.repeats_head(row) {
            return;
        }
        let text = row.text.as_str();
        if let Some(level) = self.heading(i) {
            self.close();
            self.out.push(Block::Heading { level, text: text.trim_end_matches(':').to_owned() });
        } else if let Some((start, point)) = self.point(row) {
            self.add_point(start, point);
        } else if data(text) {
            self.add_verbatim(text);
        } else if self.goes_on(text) {
            self.grow(text);
        } else {
            self.close();
            self.open = Open::Paragraph(text.to_owned());
        }
        text.clone_into(&mut self.last);
        self.gap = 0;
    }

    /// Whether a row in the middle of a sentence, behind a page's end, is one with which the document begins: a running
    /// head that comes back too seldom to be known by that.
    fn repeats_head(&self, row: &Row<'_>) -> bool {
        const HEAD: usize = 4;
        let mut head = self.rows.iter().filter(|row| !row.blank()).take(HEAD);
        !self.pages.is_empty() && head.any(|first| first.text == row.text && first.number < row.number)
    }

    /// The level of a heading, where the row is one.
    fn heading(&self, i: usize) -> Option<u8> {
        let text = self.rows[i].text.as_str();
        let length = text.chars().count();
        if length > 100
            || text.ends_with(['.', ',', ';', '-'])
            || !text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        {
            return None;
        }
        let announces = self.rows[i].heading.is_some_and(|heading| heading != headings::Heading::Furniture)
            && headings::recognise(text).is_some_and(|headed| headed.rest.is_empty());
        if announces {
            return Some(2);
        }
        let number = text.split(' ').next().unwrap_or("");
        let depth = number
            .trim_end_matches('.')
            .split('.')
            .filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
            .count();
        let chapter =
            depth >= 1 && number.trim_end_matches('.').split('.').count() == depth && number.len() <= 7;
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        // "punkt" over "2.2.13 ska …": a sentence goes on.
        let named = text[number.len()..].trim_start().starts_with(|c: char| !c.is_lowercase());
        if chapter && depth >= 2 && letters >= 3 && length <= 80 && named && self.ended() {
            return Some(if depth == 2 { 3 } else { 4 });
        }
        let alone =
            (self.gap > 0 || self.out.is_empty() || !matches!(self.open, Open::Paragraph(_))) && self.ended();
        let capitals = letters >= 4 && !text.chars().any(char::is_lowercase) && length <= 60;
        if capitals && alone {
            return Some(2);
        }
        let below =
            self.rows[i + 1..].iter().find(|row| row.speaks()).map_or(0, |row| row.text.chars().count());
        let short = length <= 60
            && letters >= 3
            && below >= 60.max(length + 15)
            && !text.contains(':')
            && !begins_point(text);
        (short && alone && !self.double && (self.gap > 0 || self.out.is_empty())).then_some(3)
    }

    /// Whether what stands before has come to its end.
    fn ended(&self) -> bool {
        self.last.is_empty()
            || ends_sentence(&self.last)
            || breaks_early(&self.last, "xxxxxxxx", self.width)
            || self.gap > 0
    }

    /// The point that a row begins, with its number where it has one.
    fn point<'t>(&self, row: &'t Row<'_>) -> Option<(Option<u32>, &'t str)> {
        let text = row.text.as_str();
        if begins_point(text) {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                return Some((text[..digits].parse().ok(), text[digits + 1..].trim_start()));
            }
            let rest = text
                .trim_start_matches(['•', '·', '▪', '●', '➢', '\u{f0b7}', '*', '-', '–', '−'])
                .trim_start();
            return (!rest.is_empty()).then_some((None, rest));
        }
        // A bullet that was lost leaves its blank behind; one line alone may be a page's first.
        let lost = (1..=2).contains(&row.lead) && row.page.is_none();
        let listed =
            matches!(self.open, Open::List(..)) || self.last.ends_with(':') || self.next_is_lost(row.number);
        (lost && listed && text.chars().next().is_some_and(char::is_alphanumeric)).then_some((None, text))
    }

    /// Whether the next row but its own continuation lines lost a bullet too.
    fn next_is_lost(&self, number: u32) -> bool {
        let at = self.rows.partition_point(|row| row.number <= number);
        self.rows[at..].iter().filter(|row| !row.blank()).take(3).any(|row| (1..=2).contains(&row.lead))
            && ends_or_starts_list(&self.last)
    }

    /// Whether a row goes on from what is open.
    fn goes_on(&self, text: &str) -> bool {
        let small = text.chars().next().is_some_and(char::is_lowercase);
        match &self.open {
            Open::Nothing | Open::Verbatim(_) => false,
            Open::List(_, points) => points
                .last()
                .is_some_and(|last| self.gap == 0 || self.double || small && !ends_sentence(last)),
            Open::Paragraph(paragraph) => {
                let early = breaks_early(&self.last, text, self.width) && ends_sentence(&self.last);
                let open = !ends_sentence(paragraph);
                match self.gap {
                    0 => !early,
                    _ if self.double => open || !early && self.gap <= 2,
                    _ => open && small,
                }
            }
        }
    }

    /// Adds to what is open.
    fn grow(&mut self, text: &str) {
        match &mut self.open {
            Open::Paragraph(paragraph) => append(paragraph, text),
            Open::List(_, points) => {
                if let Some(last) = points.last_mut() {
                    append(last, text);
                }
            }
            _ => {}
        }
    }

    /// Adds a point to the list that is open, or opens one.
    fn add_point(&mut self, start: Option<u32>, text: &str) {
        let fits = match &self.open {
            Open::List(None, _) => start.is_none(),
            Open::List(Some(first), points) => start.is_some_and(|n| {
                u32::try_from(points.len()).is_ok_and(|len| first.checked_add(len) == Some(n))
            }),
            _ => false,
        };
        if !fits || !self.pages.is_empty() {
            self.close();
            self.open = Open::List(start, Vec::new());
        }
        if let Open::List(_, points) = &mut self.open {
            points.push(text.to_owned());
        }
    }

    /// Adds a line whose shape carries meaning.
    fn add_verbatim(&mut self, text: &str) {
        if let Open::Verbatim(lines) = &mut self.open {
            lines.push(text.to_owned());
            return;
        }
        self.close();
        self.open = Open::Verbatim(vec![text.to_owned()]);
    }

    /// Writes what is open.
    fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Paragraph(text) => self.out.push(Block::Paragraph(text)),
            Open::List(start, items) => self.out.push(Block::List { start, items }),
            Open::Verbatim(lines) => self.out.push(Block::Verbatim(lines)),
        }
        self.out.extend(self.pages.drain(..).map(Block::Page));
    }
}

/// Whether a line can stand before a list's point: it ends something, or a list is announced.
fn ends_or_starts_list(last: &str) -> bool {
    last.is_empty() || ends_sentence(last) || last.chars().count() < 60
}

/// Whether a line is data: more numbers than words.
fn data(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let numbers = words.iter().filter(|word| word.bytes().next().is_some_and(|b| b.is_ascii_digit())).count();
    words.len() >= 3 && numbers >= 3 && numbers * 2 >= words.len()
}
