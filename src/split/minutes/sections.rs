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
                let next = out.last().is_some_and(|text| follows(text, line));
                next || bullet && (blank || ended || lines::breaks_early(before, line, width))
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

/// Whether a line begins with the number or the letter that comes behind the one with which a paragraph begins.
fn follows(paragraph: &str, line: &str) -> bool {
    let marker = |text: &str| -> Option<(u32, char)> {
        let (word, _) = text.split_once(' ')?;
        let sign = word.chars().next_back().filter(|sign| matches!(sign, ')' | '.'))?;
        let value = &word[..word.len() - 1];
        match value.as_bytes() {
            [letter @ b'a'..=b'z'] => Some((u32::from(*letter), sign)),
            [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'] => Some((value.parse().ok()?, sign)),
            _ => None,
        }
    };
    marker(paragraph).is_some_and(|(value, sign)| marker(line) == Some((value + 1, sign)))
}

/// A table of votes that goes on.
enum Table {
    /// One name a row, a mark below the word of its vote.
    Marks(Vec<Column>),
    /// A list of names below each word.
    Lists(Vec<Column>),
}

/// A row of a table of votes that is set by blanks, as rows that tell the vote of each name; `table` holds the columns
/// while one goes on.
fn vote(row: &Row<'_>, table: &mut Option<Table>) -> Option<Vec<String>> {
    if row.blank() {
        return None;
    }
    if let Some(columns) = columns::lists(row.raw) {
        *table = Some(Table::Lists(columns));
        return Some(Vec::new());
    }
    if let Some(columns) = columns::head(row.raw) {
        let text = columns::head_with_pipes(&columns);
        *table = Some(Table::Marks(columns));
        return Some(vec![text]);
    }
    let rows = match table.as_ref()? {
        Table::Marks(columns) => columns::with_pipes(row.raw, columns).map(|text| vec![text]),
        Table::Lists(columns) => columns::listed(row.raw, columns),
    };
    if rows.is_none() {
        *table = None;
    }
    rows
}

/// Puts a day that a heading's line breaks back together ("Nämndens behandling 2031-" over "04-16").
fn whole_day(section: &mut Section) {
    let Some(headed) = section.headed.as_mut().filter(|headed| headed.text.ends_with('-')) else { return };
    let broken = headed.text.trim_end_matches('-').ends_with(|c: char| c.is_ascii_digit());
    let at = section.lines.iter().position(|line| !line.is_empty());
    let Some(line) = at.and_then(|at| section.lines.get_mut(at)).filter(|_| broken) else { return };
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    if rest.len() < line.len() {
        headed.text.push_str(&line[..line.len() - rest.len()]);
        *line = rest.trim_start().to_owned();
    }
}

/// Whether a line stands over the names of those who sign minutes or an extract of them.
fn signs_off(text: &str) -> bool {
    const WORDS: [&str; 5] =
        ["vid protokollet", "justeras", "justerat", "rätt utdraget intygar", "rätt utdraget bestyrker"];
    // "Justeras: Eva Ek, Bo Alm"
    let (word, names) = text.split_once(": ").unwrap_or((text, ""));
    let named = names.split([',', '/']).flat_map(|part| part.split(" och ")).map(str::trim);
    WORDS.contains(&word.trim_end_matches([':', '.', ' ']).to_lowercase().as_str())
        && named.filter(|name| !name.is_empty()).all(crate::split::people::is_name)
}

/// Whether a line holds nothing but names and offices of those who sign, a day, or dots and strokes to sign on.
fn signature(row: &Row<'_>) -> bool {
    crate::split::agenda::segments(row.raw).iter().all(|(_, text)| {
        let name = text.split_once(" (").map_or(text.as_str(), |(name, _)| name);
        let office = text.split(' ').count() <= 3 && crate::split::people::offices::any(text);
        signs_off(text)
            || !text.contains(char::is_alphanumeric)
            || super::dates::only(text).is_some()
            || crate::split::people::is_name(name)
            || office
    })
}

/// The sections of a paragraph from the row `from` on.
pub(super) fn read(rows: &[Row<'_>], paragraph: &Paragraph, from: usize) -> Vec<Section> {
    let mut out = vec![Section { headed: None, lines: Vec::new() }];
    let mut table: Option<Table> = None;
    let mut signing = false;
    for row in rows.get(from..paragraph.end).unwrap_or_default() {
        let signs = |row: &Row<'_>| {
            let columns = crate::split::agenda::segments(row.raw);
            !columns.is_empty() && columns.iter().all(|(_, text)| signs_off(text))
        };
        signing = signs(row) || signing && (row.blank() || row.furniture || signature(row));
        if signing || row.furniture || paragraphs::repeats(row, &paragraph.printed) {
            continue;
        }
        if let Some(rows) = vote(row, &mut table) {
            if let Some(section) = out.last_mut() {
                section.lines.extend(rows);
            }
            continue;
        }
        // Marks of bold type tell where a heading ends that runs into its text.
        let text = if row.raw.contains("**") { row.raw } else { &row.text };
        // "Förslag till yttrande" is a paper where papers are listed.
        let listed = out.last().is_some_and(|section| section.is(Heading::Basis) && !section.is_empty())
            && row.text.eq_ignore_ascii_case("förslag till yttrande");
        let heading =
            headings::recognise(text).filter(|headed| headed.heading != Heading::Furniture && !listed);
        if let (None, Some((before, rest))) = (&heading, within(text))
            && let Some(headed) = headings::recognise(rest)
        {
            if let Some(section) = out.last_mut() {
                section.lines.push(before.to_owned());
            }
            let lines = vec![headed.rest.clone()];
            out.push(Section { headed: Some(headed), lines });
            continue;
        }
        if let Some(headed) = heading {
            let rest = headed.rest.clone();
            let lines = if rest.is_empty() { Vec::new() } else { vec![rest] };
            out.push(Section { headed: Some(headed), lines });
        } else if let Some(section) = out.last_mut() {
            section.lines.push(row.text.clone());
        }
    }
    out.retain(|section| section.headed.is_some() || !section.is_empty());
    out.iter_mut().for_each(whole_day);
    at_once(&mut out);
    out
}

/// The text before "Beslut: …" that follows a sentence on the same line, and the rest of the line.
fn within(text: &str) -> Option<(&str, &str)> {
    let at = text.find(" Beslut: ")?;
    let (before, rest) = text.split_at(at);
    let ended = lines::ends_sentence(before) || before.ends_with([')', '”', '"']);
    (ended && rest.len() > " Beslut: ".len()).then(|| (before, rest.trim_start()))
}

/// That the paragraph is adjusted at once is a point of the decision too, where it stands close below it, and of a
/// proposal wherever it stands.
fn at_once(sections: &mut [Section]) {
    for at in 1..sections.len() {
        let before = &sections[at - 1];
        let close = before.is(Heading::Proposal)
            || before.is(Heading::Decision) && before.lines.last().is_some_and(|line| !line.is_empty());
        let Some(headed) = sections[at].headed.as_ref().filter(|headed| headed.heading == Heading::Immediate)
        else {
            continue;
        };
        let said = ["förklaras", "justeras"].iter().any(|verb| headed.text.contains(verb));
        if close && said && headed.text.contains(' ') {
            let sentence = format!("{}.", headed.text.trim_end_matches('.'));
            sections[at - 1].lines.push(sentence);
        }
    }
}
