//! The heading of a paragraph: its diarienummer and its title, on one line or several.

mod numbers;

use std::sync::LazyLock;

use regex::Regex;

use super::paragraphs::{self, Paragraph};
use super::rows::Row;
use super::{Setting, contents};
use crate::base::text::squeeze;
use crate::model::record::Outcome;
use crate::split::headings::{self, Heading};
use crate::split::lines;

/// A heading, read.
#[derive(Debug, Clone, Default)]
pub(super) struct Read {
    /// The title, lines joined; empty where none is printed.
    pub(super) title: String,
    /// Every diarienummer of the heading, as printed.
    pub(super) numbers: Vec<String>,
    /// Who has the case in hand, where the heading says so.
    pub(super) handler: Option<String>,
    /// Index of the first row after the heading.
    pub(super) end: usize,
}

/// How wide the first line of the title is, to learn how wide titles are set.
pub(super) fn first_title_line(rows: &[Row<'_>], paragraph: &Paragraph) -> Option<usize> {
    if let Some(first) = rows.get(paragraph.start..paragraph.head)?.iter().find(|row| row.speaks()) {
        return Some(lines::measure(&first.text));
    }
    let taken = numbers::read(&paragraph.rest, "§ 1");
    if !taken.rest.is_empty() {
        return Some(lines::measure(&taken.rest));
    }
    let numbered = |text: &str| {
        let taken = numbers::read(text, "");
        taken.rest.is_empty() && (!taken.numbers.is_empty() || taken.labelled)
            || !numbers::alone(text).is_empty()
    };
    let below = rows.get(paragraph.head + 1..paragraph.end)?;
    let row = below.iter().filter(|row| row.speaks()).take(4).find(|row| !numbered(&row.text))?;
    let ends = headings::recognise(&row.text).is_some();
    (!ends).then(|| lines::measure(&row.text))
}

/// Whether more than numbers stands beside the number of a paragraph.
pub(super) fn has_title(rest: &str) -> bool {
    !numbers::read(without_chain(rest), "§ 1").rest.is_empty()
}

/// The paragraphs of the bodies that had the case before, as minutes of some houses set them at the head
/// ("Ks § 88, Au § 73").
static CHAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:\p{Lu}{1,6}|\p{Lu}\p{Ll}{1,3}|Ksau|Ksau)\s?(?:§\s?)?\d{1,4}(?:/\d{2,4})?(?:[,;\s]+|$))+",
    )
    .ok()
});

/// The line without the paragraphs of other bodies that begin it; at least one of them has its sign.
fn without_chain(line: &str) -> &str {
    let chain = CHAIN.as_ref().and_then(|pattern| pattern.find(line));
    chain.filter(|chain| chain.as_str().contains('§')).map_or(line, |chain| &line[chain.end()..])
}

/// Who has the case in hand, where a line of a heading tells.
fn handler(text: &str) -> Option<String> {
    let rest = text.strip_prefix("Handläggare")?;
    let name = rest.strip_prefix(':').or_else(|| rest.strip_prefix(' '))?.trim();
    let name = name.split([',', '(']).next().unwrap_or(name).trim();
    crate::split::people::is_name(name).then(|| name.to_owned())
}

/// Reads the heading of a paragraph.
pub(super) fn read(rows: &[Row<'_>], paragraph: &Paragraph, setting: &Setting) -> Read {
    let mut reader = Reader::new(setting);
    reader.listed = setting.contents.get(&paragraph.printed).map(String::as_str);
    reader.first(without_chain(&paragraph.rest), rows.get(paragraph.head).map_or("", |row| row.raw));
    let above = rows.get(paragraph.start..paragraph.head).unwrap_or_default();
    let above: Vec<String> = above.iter().filter(|row| row.speaks()).map(|row| row.text.clone()).collect();
    reader.closed |= !above.is_empty();
    reader.lines.extend(above);
    let mut end = paragraph.head + 1;
    for (at, row) in rows.iter().enumerate().take(paragraph.end).skip(paragraph.head + 1) {
        if row.furniture {
            continue;
        }
        if row.blank() {
            reader.blank = true;
            continue;
        }
        let next = rows[at + 1..paragraph.end].iter().find(|row| row.speaks());
        if !reader.take(&paragraph.printed, row, next.map_or("", |row| row.text.as_str())) {
            break;
        }
        reader.blank = false;
        end = at + 1;
    }
    reader.finish(end)
}

/// The state while lines are taken into the heading.
struct Reader<'a> {
    /// Numbers so far.
    numbers: Vec<String>,
    /// A number that a comma ties to the title: the line as printed, which it is if another number is printed.
    tied: Option<(usize, String, Vec<String>)>,
    /// Lines of the title so far.
    lines: Vec<String>,
    /// Whether a blank line was just passed.
    blank: bool,
    /// Whether the title has ended: its number closed it, or it stood above the number.
    closed: bool,
    /// Who has the case in hand.
    handler: Option<String>,
    /// The title as the list of contents has it.
    listed: Option<&'a str>,
    /// The document's measures.
    setting: &'a Setting,
}

impl<'a> Reader<'a> {
    /// Nothing read yet.
    fn new(setting: &'a Setting) -> Self {
        let (numbers, lines) = (Vec::new(), Vec::new());
        Self { numbers, tied: None, lines, blank: false, closed: false, handler: None, listed: None, setting }
    }

    /// Takes what follows the number of the paragraph on its row.
    fn first(&mut self, rest: &str, raw: &str) {
        let taken = numbers::read(rest, "§ 1");
        let whole = if taken.numbers.is_empty() { numbers::alone(rest) } else { Vec::new() };
        if !whole.is_empty() {
            self.numbers = whole;
            return;
        }
        // A number in a column of its own behind the title.
        let column = raw.trim_end().rsplit_once("   ").map_or("", |(_, tail)| tail.trim());
        let own = if taken.numbers.is_empty() { numbers::alone(column) } else { Vec::new() };
        if let Some(title) =
            rest.strip_suffix(column).filter(|title| !own.is_empty() && !title.trim().is_empty())
        {
            self.numbers = own;
            self.lines.push(squeeze(title));
        } else if taken.rest.is_empty() {
            self.numbers = taken.numbers;
        } else {
            self.closed = closes(rest, raw, &taken);
            self.title(rest, taken, true);
            self.closed |= self.is_whole();
        }
    }

    /// Takes a line into the heading; `false` when the text has begun. `next` is the line below it.
    fn take(&mut self, printed: &str, row: &Row<'_>, next: &str) -> bool {
        let text = row.text.as_str();
        if paragraphs::repeats(row, printed) {
            return true;
        }
        if crate::split::agenda::is_others_number(text) {
            return true;
        }
        if let Some(name) = handler(text) {
            self.handler = Some(name);
            return true;
        }
        let chained = without_chain(text);
        if self.lines.is_empty() && chained.len() < text.len() && chained.is_empty() {
            return true;
        }
        let text = if self.lines.is_empty() { chained } else { text };
        // "SN/2032:101 (KS/2032:140)": the item's own, and that of the other body's case in brackets.
        let before = text.strip_suffix(')').and_then(|text| text.split_once(" ("));
        if let Some((own, other)) = before
            && crate::split::numbers::is(own)
            && crate::split::numbers::is(other)
        {
            self.own(vec![own.to_owned()]);
            return true;
        }
        let taken = numbers::read(text, "");
        if taken.rest.is_empty() && !taken.numbers.is_empty() {
            self.own(taken.numbers);
            return true;
        }
        let alone = numbers::alone(text);
        if !alone.is_empty() {
            self.own(alone);
            return true;
        }
        if taken.rest.is_empty() && taken.labelled {
            return true;
        }
        let under =
            self.lines.last().is_some_and(|last| !last.ends_with(['-', '–', ',']) && !lines::hangs(last));
        if let Some(own) = numbers::below_title(text).filter(|_| under && self.numbers.is_empty()) {
            self.own(vec![own]);
            return true;
        }
        let titled = !self.lines.is_empty();
        if self.is_under(text, next) {
            return true;
        }
        let goes_on = text.starts_with(char::is_lowercase) && !self.blank;
        if self.closed && !goes_on || self.ends(text, next, titled) {
            return false;
        }
        self.closed = closes(text, row.raw, &taken);
        self.title(text, taken, false);
        self.closed |= self.is_whole();
        true
    }

    /// Whether the title is as the list of contents has it.
    fn is_whole(&self) -> bool {
        let title = lines::joined(self.lines.iter().map(String::as_str));
        self.listed.is_some_and(|listed| contents::plain(listed) == contents::plain(&title))
    }

    /// Whether a line says under the title what kind of matter it is ("Remiss från kommunstyrelsen, dnr KS 2031/5"): a
    /// new phrase with a capital between the title and the item's number, and no word that the title hangs on.
    fn is_under(&self, text: &str, next: &str) -> bool {
        const KINDS: [&str; 9] = [
            "Svar på ",
            "Remiss från ",
            "Remiss av ",
            "Skrivelse från ",
            "Skrivelse av ",
            "Motion från ",
            "Motion av ",
            "Yttrande till ",
            "Yttrande över ",
        ];
        let told = numbers::read(next, "");
        let numbered = told.rest.is_empty() && (!told.numbers.is_empty() || told.labelled);
        let hangs = self.lines.last().is_none_or(|last| last.ends_with('–') || lines::hangs(last));
        !hangs && !self.blank && numbered && KINDS.iter().any(|kind| text.starts_with(kind))
    }

    /// Numbers that stand by themselves are the item's; one that a comma ties to the title is then a reference.
    fn own(&mut self, numbers: Vec<String>) {
        if let Some((at, line, loose)) = self.tied.take() {
            self.numbers.retain(|number| !loose.contains(number));
            if let Some(kept) = self.lines.get_mut(at) {
                *kept = line;
            }
        }
        self.numbers.extend(numbers);
    }

    /// Adds a line to the title, its number to the numbers.
    fn title(&mut self, text: &str, taken: numbers::Taken, first: bool) {
        if let Some((open, own)) = numbers::in_brackets(text).filter(|(open, own)| *open > 0 && own.len() > 1)
            && self.numbers.is_empty()
        {
            self.numbers = own;
            self.lines.push(squeeze(&text[..open]));
            return;
        }
        let numbered =
            first || !taken.rest.is_empty() && (taken.labelled || taken.at_end && self.numbers.is_empty());
        if !numbered || taken.numbers.is_empty() {
            self.lines.push(if numbered { taken.rest } else { text.to_owned() });
            return;
        }
        if taken.tied && !self.numbers.is_empty() {
            self.lines.push(text.to_owned());
            return;
        }
        if taken.tied {
            self.tied = Some((self.lines.len(), text.to_owned(), taken.numbers.clone()));
        }
        self.numbers.extend(taken.numbers);
        self.lines.push(taken.rest);
    }

    /// What was read; `end` is the row after it.
    fn finish(self, end: usize) -> Read {
        let title = lines::joined(self.lines.iter().map(String::as_str));
        let (handler, mut numbers) = (self.handler, self.numbers);
        // A number in brackets is the item's own only where no other is printed; else it is a reference in the title.
        match numbers::in_brackets(&title).filter(|_| numbers.is_empty()) {
            Some((open, own)) => {
                numbers.extend(own);
                Read { title: squeeze(&title[..open]), numbers, handler, end }
            }
            None => Read { title: squeeze(&title), numbers, handler, end },
        }
    }

    /// Whether a line is no longer part of the heading.
    fn ends(&self, text: &str, next: &str, titled: bool) -> bool {
        if let Some(headed) = headings::recognise(text) {
            // A title may be the very word that a heading is ("Information"), when nothing stands before it.
            let may_be_title = !titled
                && headed.rest.is_empty()
                && (text.contains(" från ")
                    || matches!(
                        headed.heading,
                        Heading::Treatment
                            | Heading::Recusal
                            | Heading::Immediate
                            | Heading::Adjournment
                            | Heading::Consequences
                    ));
            return !may_be_title;
        }
        let ended = text.ends_with('.') && !text.ends_with("m.m.") && !text.ends_with("fl.");
        let sentence = ended && text.chars().count() > 60;
        let secret = ended && crate::split::outcomes::of_text(text).contains(&Outcome::EjPublicerat);
        let Some(last) = self.lines.last() else { return sentence || secret || is_lead(text) };
        if is_lead(text) {
            return true;
        }
        let lower = text.chars().next().is_some_and(char::is_lowercase);
        let hangs = last.ends_with('–') || lines::hangs(last);
        if lists(text, next) {
            return true;
        }
        // "Punkten flyttas till nästa möte."
        let matter = ["Punkten ", "Ärendet ", "Frågan "].iter().any(|word| text.starts_with(word));
        // "Eva Ek (S) deltar inte på grund av jäv."
        let somebody = || crate::split::people::mentions(text).first().is_some_and(|named| named.start == 0);
        let speaks = || {
            const VERBS: [&str; 9] =
                ["föreslår", "har", "yrkar", "anför", "skriver", "begär", "frågar", "önskar", "ställer"];
            text.split(' ').any(|word| VERBS.contains(&word))
        };
        if !lower
            && !hangs
            && (tells(text)
                || (text.ends_with('.') && matter)
                || (text.ends_with('.') || speaks()) && somebody())
        {
            return true;
        }
        // A short sentence below a title that had room for its first word.
        if !lower && !hangs && ended && lines::breaks_early(last, text, self.setting.width * 9 / 10) {
            return true;
        }
        if self.blank {
            return sentence || !lower && !hangs;
        }
        if lower || hangs || text.starts_with(['(', '-', '–']) {
            return false;
        }
        sentence || lines::breaks_early(last, text, self.setting.title_width * 9 / 10)
    }
}

/// Whether a number ends the line of a title, and the title with it. In a column of its own it ends nothing.
fn closes(text: &str, raw: &str, taken: &numbers::Taken) -> bool {
    let text = text.trim_end();
    let column = raw.trim().rsplit_once("   ").is_some_and(|(_, tail)| {
        squeeze(tail).chars().count() + taken.rest.chars().count() <= text.chars().count() + 2
    });
    let ends = |number: &String| text.ends_with(number.as_str());
    taken.labelled && !column && !lines::hangs(&taken.rest) && taken.numbers.iter().any(ends)
        || numbers::in_brackets(text).is_some_and(|(open, _)| open > 0)
}

/// Whether a line is the first point of a list: a dash alone may also go on with a title, so another must follow.
fn lists(text: &str, next: &str) -> bool {
    let dash = |text: &str| ["– ", "- ", "— "].iter().any(|mark| text.starts_with(mark));
    ["a) ", "a. ", "A) ", "1. ", "1) ", "• ", "· "].iter().any(|mark| text.starts_with(mark))
        || dash(text) && dash(next)
}

/// A finite verb of what the meeting did; titles are nouns ("Fastställande av …").
static FINITE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\s(?:fastställs|fastställes|fastställdes|godkänns|godkännes|godkändes|utses|utsågs|väljs|valdes|läggs|lades|noteras|antecknas|anmäls|anmäles|beviljas|avslås|bifalls|bordläggs|återremitteras|utgår|informerar|informerade|redogör|redogjorde|redovisar|redovisade|presenterar|presenterade|rapporterade|öppnade|öppnar|föredrar|föredrog|utser|väljer|tackar|hälsar|förklarar|besvarar|dras|drogs|återtas|återtogs)(?:\s|[.,:]|$)").ok()
});

/// Whether a line is a sentence about what the meeting did, full stop or not.
fn tells(text: &str) -> bool {
    FINITE.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// Whether the line opens a decision ("Nämnden beslutar").
fn is_lead(text: &str) -> bool {
    crate::split::organs::leading(text).is_some_and(|named| {
        let verb = named.rest.split_whitespace().next().unwrap_or("").to_lowercase();
        !named.genitive && (verb.starts_with("beslut") || verb.starts_with("föreslår"))
    })
}
