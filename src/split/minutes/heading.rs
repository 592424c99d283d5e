//! The heading of a paragraph: its diarienummer and its title, on one line or several.

use std::sync::LazyLock;

use regex::Regex;

use super::Setting;
use super::paragraphs::{self, Paragraph};
use super::rows::Row;
use crate::base::text::squeeze;
use crate::model::number::Register;
use crate::model::number::scan::{self, Context, Place, Tier};
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
    let taken = numbers(&paragraph.rest, "§ 1");
    if !taken.rest.is_empty() {
        return Some(lines::measure(&taken.rest));
    }
    let row = rows.get(paragraph.start + 1..paragraph.end)?.iter().find(|row| row.speaks())?;
    let ends = headings::recognise(&row.text).is_some();
    (!ends).then(|| lines::measure(&row.text))
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
    let first = numbers(without_chain(&paragraph.rest), "§ 1");
    let mut reader =
        Reader { numbers: first.numbers, lines: Vec::new(), blank: false, handler: None, setting };
    if !first.rest.is_empty() {
        reader.lines.push(first.rest);
    }
    let mut end = paragraph.start + 1;
    for (at, row) in rows.iter().enumerate().take(paragraph.end).skip(paragraph.start + 1) {
        if row.furniture {
            continue;
        }
        if row.blank() {
            reader.blank = true;
            continue;
        }
        if !reader.take(&row.text, &paragraph.printed, row) {
            break;
        }
        reader.blank = false;
        end = at + 1;
    }
    let title = lines::joined(reader.lines.iter().map(String::as_str));
    let handler = reader.handler;
    let mut numbers = reader.numbers;
    // A number in brackets is the item's own only where no other is printed; else it is a reference in the title.
    match in_brackets(&title).filter(|_| numbers.is_empty()) {
        Some((open, number)) => {
            numbers.push(number);
            Read { title: squeeze(&title[..open]), numbers, handler, end }
        }
        None => Read { title: squeeze(&title), numbers, handler, end },
    }
}

/// The state while lines are taken into the heading.
struct Reader<'a> {
    /// Numbers so far.
    numbers: Vec<String>,
    /// Lines of the title so far.
    lines: Vec<String>,
    /// Whether a blank line was just passed.
    blank: bool,
    /// Who has the case in hand.
    handler: Option<String>,
    /// The document's measures.
    setting: &'a Setting,
}

impl Reader<'_> {
    /// Takes a line into the heading; `false` when the text has begun.
    fn take(&mut self, text: &str, printed: &str, row: &Row<'_>) -> bool {
        if paragraphs::repeats(row, printed) {
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
        let taken = numbers(text, "");
        if taken.rest.is_empty() && !taken.numbers.is_empty() {
            self.numbers.extend(taken.numbers);
            return true;
        }
        let titled = !self.lines.is_empty();
        if self.ends(text, titled) {
            return false;
        }
        let with_number =
            !taken.rest.is_empty() && (taken.labelled || taken.at_end && self.numbers.is_empty());
        let text = if with_number { taken.rest } else { text.to_owned() };
        if with_number {
            self.numbers.extend(taken.numbers);
        }
        self.lines.push(text);
        true
    }

    /// Whether a line is no longer part of the heading.
    fn ends(&self, text: &str, titled: bool) -> bool {
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
        let sentence = text.ends_with('.') && text.chars().count() > 60;
        let Some(last) = self.lines.last() else { return sentence || is_lead(text) };
        if is_lead(text) {
            return true;
        }
        let lower = text.chars().next().is_some_and(char::is_lowercase);
        let hangs = last.ends_with('–') || lines::hangs(last);
        if !lower && !hangs && tells(text) {
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

/// A finite verb of what the meeting did; titles are nouns ("Fastställande av …").
static FINITE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\s(?:fastställs|fastställes|fastställdes|godkänns|godkännes|godkändes|utses|utsågs|väljs|valdes|läggs|lades|noteras|antecknas|anmäls|anmäles|beviljas|avslås|bifalls|bordläggs|återremitteras|utgår|informerar|informerade|redogör|redovisar|utser|väljer|tackar|hälsar|förklarar|besvarar)(?:\s|[.,:]|$)").ok()
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

/// What a line of a heading holds.
#[derive(Debug, Default)]
struct Taken {
    /// Numbers after a label, after the §, or alone.
    numbers: Vec<String>,
    /// The line without them and their labels.
    rest: String,
    /// Whether a label stood before a number.
    labelled: bool,
    /// Whether a number with the letters of a register ends the line.
    at_end: bool,
}

/// Words that announce a number, wherever they stand.
const LABELS: [&str; 12] = [
    "diarienummer",
    "diarienr",
    "ärendenummer",
    "ärendenr",
    "ärende-id",
    "d.nr",
    "dnr",
    "ärendebeteckning",
    "beteckning",
    "diarie-nr",
    "diarie nr",
    "ärende nr",
];

/// Takes the numbers out of a line. `before` is what stands before it: the sign and number of the paragraph.
fn numbers(line: &str, before: &str) -> Taken {
    let parted = parted(line);
    let line = parted.as_str();
    let text = if before.is_empty() { line.to_owned() } else { format!("{before} {line}") };
    let offset = text.len() - line.len();
    let register = Register::default();
    let scan = scan::find(&text, &Context { register: &register, before: "" });
    let mut taken = Taken::default();
    let mut keep = line.to_owned();
    for found in scan.found.iter().rev() {
        let class = found.range.end + class_after(text.get(found.range.end..).unwrap_or(""));
        let at_end = found.tier == Tier::Strong
            && text.get(class..).is_some_and(|rest| rest.trim().is_empty())
            && text.get(..found.range.start).is_some_and(|before| before.ends_with(' '));
        let heading = at_end || !matches!(found.place, Place::Running);
        if !heading || found.range.start < offset || found.range.end > text.len() {
            continue;
        }
        let (start, end) = (found.range.start - offset, found.range.end - offset);
        let label = label_before(&keep[..start]);
        let class = class_after(keep.get(end..).unwrap_or(""));
        taken.labelled |= label.is_some();
        taken.at_end |= at_end;
        taken.numbers.insert(0, found.number.printed().to_owned());
        keep.replace_range(label.unwrap_or(start)..end + class, " ");
    }
    taken.rest =
        squeeze(keep.trim_matches([' ', ',', ';', '(', ')']).trim_start_matches(['-', '–', ' ', '.', ':']));
    // Brackets that held more than the number are restored.
    if taken.numbers.is_empty() {
        taken.rest = squeeze(line);
    }
    // A label with nothing after it.
    let bare = taken.rest.trim_end_matches([':', ' ', '.']).to_lowercase();
    if LABELS.contains(&bare.as_str()) {
        taken.rest.clear();
        taken.labelled = true;
    } else if let Some(label) = label_before(&taken.rest) {
        taken.rest = squeeze(&taken.rest[..label]);
    }
    taken
}

/// A number after whose year a classification is glued on ("00383/2018134").
static GLUED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\d{1,6}/(?:19|20)\d{2})(\d{1,3})(\s|$)").ok());

/// The line with a glued classification set apart.
fn parted(line: &str) -> String {
    GLUED.as_ref().map_or_else(|| line.to_owned(), |glued| glued.replace_all(line, "$1 $2$3").into_owned())
}

/// Where the label that ends the text begins.
fn label_before(text: &str) -> Option<usize> {
    let trimmed = text.trim_end_matches([' ', ':', '.', '(', '\u{a0}']);
    LABELS.iter().find_map(|label| {
        let start = trimmed.len().checked_sub(label.len())?;
        let own = trimmed.get(start..)?;
        let boundary = trimmed[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        (boundary && own.to_lowercase() == *label)
            .then(|| trimmed[..start].trim_end_matches(['(', ' ']).len())
    })
}

/// Length of a classification that stands after a number ("  041", "1.1.1.").
fn class_after(text: &str) -> usize {
    let digits = text.trim_start_matches(' ');
    let len = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
    let class = &digits[..len];
    let rest = digits[len..].chars().next();
    let plain = class.len() == 3 && class.bytes().all(|b| b.is_ascii_digit());
    let dotted = class.contains('.') && class.len() >= 3;
    if (plain || dotted) && rest.is_none_or(|c| c == ' ' || c == ')') {
        text.len() - digits.len() + len
    } else {
        0
    }
}

/// A number in brackets at the end of a title, with where the bracket begins.
fn in_brackets(title: &str) -> Option<(usize, String)> {
    let inner = title.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let register = Register::default();
    let text = &inner[open + 1..];
    let scan = scan::find(text, &Context { register: &register, before: "" });
    let found = scan.found.first()?;
    let alone = squeeze(&text[..found.range.start]).to_lowercase();
    let label = alone.trim_end_matches([':', '.', ' ']);
    ((label.is_empty() || LABELS.contains(&label)) && text[found.range.end..].trim().is_empty())
        .then(|| (open, found.number.printed().to_owned()))
}
