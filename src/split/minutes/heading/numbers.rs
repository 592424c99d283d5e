//! The diarienummer in the lines of a paragraph's heading.

use std::sync::LazyLock;

use regex::Regex;

use crate::base::text::squeeze;
use crate::model::number::scan::{self, Context, Place, Tier};
use crate::model::number::{Diarienummer, Family, Reason, Register};

/// What a line of a heading holds.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Numbers after a label, after the §, or alone.
    pub(super) numbers: Vec<String>,
    /// The line without them and their labels.
    pub(super) rest: String,
    /// Whether a label stood before a number.
    pub(super) labelled: bool,
    /// Whether a number with the letters of a register ends the line.
    pub(super) at_end: bool,
    /// Whether a comma or a bracket ties the number to the words before it ("Remiss från styrelsen, dnr KS 2031/5"): it is
    /// the item's only where no other is printed.
    pub(super) tied: bool,
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
pub(super) fn read(line: &str, before: &str) -> Taken {
    let parted = parted(line);
    let line = parted.as_str();
    let text = if before.is_empty() { line.to_owned() } else { format!("{before} {line}") };
    let offset = text.len() - line.len();
    let register = Register::default();
    let scan = scan::find(&text, &Context { register: &register, before: "" });
    let mut taken = Taken::default();
    let mut keep = line.to_owned();
    let mut ends = text.trim_end().len();
    for found in scan.found.iter().rev() {
        let class = found.range.end + class_after(text.get(found.range.end..).unwrap_or(""));
        // Several numbers end a line together, a comma between them.
        let at_end = found.tier == Tier::Strong
            && text.get(class..ends).is_none_or(|rest| matches!(rest.trim(), "" | ","))
            && text.get(..found.range.start).is_some_and(|before| {
                before.ends_with(' ') || before.is_empty() && ends < text.trim_end().len()
            });
        // What a ministry registers is never a municipality's or a region's own case.
        let at_end = at_end && (found.number.family() != Family::D3 || found.label.is_some());
        let heading = at_end || !matches!(found.place, Place::Running);
        if !heading || found.range.start < offset || found.range.end > text.len() {
            continue;
        }
        ends = found.range.start;
        let (start, end) = (found.range.start - offset, found.range.end - offset);
        let label = label_before(&keep[..start]);
        let class = class_after(keep.get(end..).unwrap_or(""));
        taken.labelled |= label.is_some();
        taken.at_end |= at_end;
        let bracketed = keep[..start].ends_with('(') && keep[end..].starts_with(')');
        taken.tied |= keep[..label.unwrap_or(start)].trim_end().ends_with(',') || bracketed;
        taken.numbers.insert(0, found.number.printed().to_owned());
        keep.replace_range(label.unwrap_or(start)..end + class, " ");
    }
    let rest = keep.trim_matches([' ', ',', ';', '(', ')']);
    // The last bracket of "… från Eva Ek (S)" is the title's.
    let open = rest.matches('(').count() > rest.matches(')').count() && keep.trim_end().ends_with(')');
    let rest = if open { format!("{rest})") } else { rest.to_owned() };
    taken.rest = squeeze(rest.trim_start_matches(['-', '–', ' ', '.', ':']));
    // The dash that parts the title from its number goes with the number.
    if taken.at_end {
        let kept = taken.rest.trim_end_matches(['–', '—', ' ', ':']);
        let kept = kept.strip_suffix(" -").unwrap_or(kept);
        taken.rest.truncate(kept.len());
    }
    // Brackets that held more than the number are restored.
    if taken.numbers.is_empty() {
        taken.rest = squeeze(line);
    }
    // What stands behind a label is no part of the title, known form or not.
    if taken.numbers.is_empty()
        && let Some(label) = unread(&taken.rest)
    {
        taken.rest.truncate(label);
        taken.labelled = true;
    }
    // A label with nothing after it.
    let bare = taken.rest.trim_end_matches([':', ' ', '.']).to_lowercase();
    let matter = !taken.numbers.is_empty() && matches!(bare.as_str(), "ärende" | "ärenden");
    if LABELS.contains(&bare.as_str()) || matter {
        taken.rest.clear();
        taken.labelled = true;
    } else if let Some(label) = label_before(&taken.rest) {
        taken.rest = squeeze(&taken.rest[..label]);
    }
    taken
}

/// Where the label begins behind which a value of no known form ends the line ("Dnr Q9-77-0112").
fn unread(line: &str) -> Option<usize> {
    const DIGITS: usize = 3;
    let (before, value) = line.rsplit_once([' ', ':']).unwrap_or(("", line));
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    // The letters of a register may stand apart.
    let apart = || {
        let (before, letters) = before.rsplit_once([' ', ':'])?;
        label_before(before)
            .filter(|_| letters.chars().count() <= 6 && letters.chars().all(char::is_alphabetic))
    };
    label_before(before).or_else(apart).filter(|_| digits >= DIGITS)
}

/// The number that a line right under a title is, with nothing but its classification: no word or figure is needed to
/// tell it, as nothing else stands so. Spans of years, months and laws look like numbers.
pub(super) fn below_title(line: &str) -> Option<String> {
    const LONGEST: usize = 30;
    let line = line.trim();
    if line.len() > LONGEST || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let cut = line.rfind(' ').filter(|at| class_after(&line[*at..]) == line.len() - at);
    let text = cut.map_or(line, |at| &line[..at]);
    let register = Register::default();
    let scan = scan::find(text, &Context { register: &register, before: "" });
    let number = Diarienummer::parse(text).ok()?;
    let body = number.prefix().is_some_and(crate::split::organs::is_letters);
    let untold = |reason| {
        matches!(reason, Reason::UnknownPrefix | Reason::Unlabelled) || body && reason == Reason::ReportSeries
    };
    if !scan.rejected.iter().all(|rejected| untold(rejected.reason)) {
        return None;
    }
    let serial = number.serial();
    let fits = match (number.prefix(), number.year()) {
        (_, None) => body,
        (Some(prefix), Some(_)) => {
            let short = matches!(number.family(), Family::D1 | Family::D7 | Family::D11);
            text.starts_with(char::is_uppercase)
                && number.family() != Family::D3
                && (!short || prefix.chars().count() >= 2 && serial.len() >= 3)
        }
        (None, Some(year)) => {
            let value: u32 = serial.parse().ok()?;
            let month = text.contains('-') && serial.len() == 2;
            let next = serial.len() == 2 && value == (u32::from(year) + 1) % 100;
            let span = serial.len() == 4 && (1980..2050).contains(&value);
            let short = text.len() - serial.len() < 4 && serial.len() < 3;
            number.family() != Family::L5 && !(month || next || span || short)
        }
    };
    fits.then(|| number.printed().to_owned())
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

/// Length of a classification that stands after a number ("  041", " - 041", "1.1.1.").
fn class_after(text: &str) -> usize {
    let digits = text.trim_start_matches(' ');
    // Behind a dash only the end of the line makes three digits one.
    let behind_dash = digits.strip_prefix(['-', '–']).map(str::trim);
    if behind_dash.is_some_and(|class| class.len() == 3 && class.bytes().all(|b| b.is_ascii_digit())) {
        return text.len();
    }
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

/// The numbers that fill a bracket at the end of a title, with where the bracket begins.
pub(super) fn in_brackets(title: &str) -> Option<(usize, Vec<String>)> {
    let inner = title.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    several(&inner[open + 1..]).map(|numbers| (open, numbers))
}

/// The numbers of a text that is numbers and nothing else, each perhaps with its label, parted by commas or "och".
fn several(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if text.len() > 160 {
        return None;
    }
    let parts =
        text.split([',', ';']).flat_map(|part| part.split(" och ")).flat_map(|part| part.split(" samt "));
    parts.map(only).collect()
}

/// The number that a text is, with nothing but its label.
fn only(text: &str) -> Option<String> {
    let text = text.trim();
    let register = Register::default();
    let scan = scan::find(text, &Context { register: &register, before: "" });
    let Some(found) = scan.found.first() else { return filling(text, &scan) };
    let before = squeeze(&text[..found.range.start]).to_lowercase();
    let label = before.trim_end_matches([':', '.', ' ']);
    let own = found.number.family() != Family::D3 || !label.is_empty();
    (own && (label.is_empty() || LABELS.contains(&label)) && text[found.range.end..].trim().is_empty())
        .then(|| found.number.printed().to_owned())
}

/// Letters that no label tells are a register's where the number fills the bracket ("(REV 2031/6)") or the line, and
/// nothing says that it is something else.
fn filling(text: &str, scan: &scan::Scan) -> Option<String> {
    let untold = |reason| matches!(reason, Reason::UnknownPrefix | Reason::Unlabelled);
    let only = scan.rejected.iter().all(|rejected| untold(rejected.reason));
    let number = Diarienummer::parse(text).ok().filter(|_| only)?;
    // Small letters are told by the stroke that ties them to the year ("sbf/2031:6").
    let tied = text.trim().to_uppercase();
    let small = number.prefix().is_some_and(|prefix| tied.starts_with(&format!("{prefix}/")));
    let capitals =
        number.prefix().is_some_and(|prefix| prefix.len() >= 2 && (text.trim().starts_with(prefix) || small));
    // "Ks 12/0207": the letters of a body as it writes them in running text.
    let written = text.trim().split([' ', '-']).next().unwrap_or("");
    let cased = written.starts_with(char::is_uppercase)
        && written.chars().skip(1).all(char::is_lowercase)
        && crate::split::organs::is_letters(&written.to_uppercase());
    let capitals = capitals || cased;
    let sure = !matches!(number.family(), Family::D3 | Family::D10 | Family::D11);
    (text.len() <= 30 && capitals && sure).then(|| number.printed().to_owned())
}

/// The numbers that a line of a heading is, with the letters of a register and nothing else.
pub(super) fn alone(line: &str) -> Vec<String> {
    let register = Register::default();
    let one = |text: &str| filling(text, &scan::find(text, &Context { register: &register, before: "" }));
    one(line)
        .map(|number| vec![number])
        .or_else(|| several(line).filter(|numbers| numbers.len() > 1))
        .unwrap_or_default()
}
