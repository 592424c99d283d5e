//! Finds the headings of a numbered agenda: the one rising sequence of numbers whose lines look like headings.
//!
//! Numbered lists inside items rise too. So every numbered line is weighed by what surrounds it (labels, section
//! headings, numbers of cases, blank lines), and the heaviest chain 1, 2, 3 … wins as a whole.

use std::sync::LazyLock;

use regex::Regex;

use super::chain::{heaviest, listed, sure, sure_alone, whole};
use super::labels;
use crate::split::rows::Row;

/// A numbered line that may head an item.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// Index of the row.
    pub(crate) at: usize,
    /// Index of the row with which its item begins: the number of a case may stand above it.
    pub(crate) from: usize,
    /// The number, as printed without the full stop.
    pub(crate) number: u32,
    /// The last number, where one heading stands for several ("§§ 7–12"); else the number again.
    pub(crate) last: u32,
    /// What stands after the number on the same line, without dot leaders.
    pub(crate) title: String,
    /// What stands in columns beside the title.
    pub(crate) beside: Vec<String>,
    /// Whether the number is a paragraph's ("§ 12").
    pub(crate) paragraph: bool,
    /// Whether dot leaders and a page number end the line, as in a table of contents.
    pub(crate) leaders: bool,
    /// The word before the number, where it belongs to it ("Kf 41").
    pub(crate) word: Option<String>,
    pub(super) style: Style,
    pub(super) weight: i32,
}

impl Heading {
    /// Whether the number has its line for itself.
    pub(super) fn alone(&self) -> bool {
        self.style == Style::Alone
    }
}

/// How the number is written; one agenda keeps one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Dot,
    Paren,
    Plain,
    /// The number has its line for itself and the title stands below.
    Alone,
    Word,
    /// The letters of the body before the number, on a line for themselves ("Kf 41").
    Series,
    Paragraph,
    /// "12 §".
    ParagraphAfter,
}

static FORMS: LazyLock<Vec<(Style, Regex)>> = LazyLock::new(|| {
    [
        (Style::Word, r"(?i)^(?:[»›•·*–-]\s?)?(?:(?:ärende|punkt)(?:\s+nr)?|nr)\.?\s*(\d{1,3})\s*[.:)–-]?(?:\s*\*)?(?:\s+(.*))?$"),
        (Style::Series, r"^\p{Lu}\p{L}{1,4} (\d{1,3})$"),
        (Style::Paragraph, r"^§{1,2}\s?(\d{1,3}(?:\s?[–-]\s?\d{1,3})?)\s*[.:]?(?:\s+(.*))?$"),
        (Style::ParagraphAfter, r"^(\d{1,3})\s?§\s*[.:]?(?:\s+(\D.*))?$"),
        (Style::Dot, r"^(\d{1,3})\s?\.(?:\s*([^\d\s.].*|\s\d.*))?$"),
        (Style::Paren, r"^(\d{1,3})\s?[):](?:\s+(.*))?$"),
        (Style::Plain, r"^(\d{1,3})(?:\s+(.*))?$"),
        (Style::Alone, r"^(\d{1,2})$"),
    ]
    .into_iter()
    .filter_map(|(style, form)| Some((style, Regex::new(form).ok()?)))
    .collect()
});

static LEADERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\s*(?:\.\s?){4,}\s*\d{0,4}$|\s+\.{2,}\s*\d{1,4}$|\s*…+\s*\d{0,4}$|\s*_{4,}\s*\d{0,4}$").ok()
});

/// Titles of the meeting's own business, which stand in nearly every agenda.
static FORMAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:upprop|val av (?:justera|protokoll)|protokolls?justering|justering|fastställande av (?:dagordning|",
        r"föredragningslist|ärendelist)|godkännande av (?:dagordning|föredragningslist|ärendelist|kallelse)|dagordning|",
        r"(?:mötet|sammanträdet|mötets|sammanträdets) öppn|öppnande|föregående (?:mötes )?protokoll|föregående mötesprotokoll|",
        r"anmälan (?:om|av) jäv|jäv|information|meddelande|delgivning|rapport|anmälningsärende|delegation|övriga frågor|",
        r"avslut|ajournering|förändring(?:ar)? av ärendelist|övriga ärenden|nästa (?:möte|sammanträde)|",
        r"\p{L}+(?:chefen|direktören|ordföranden) informerar)"
    ))
    .ok()
});

/// Whether numbered items follow that nothing but an agenda has: the first is the meeting's own business, or each says
/// that it is a point of the meeting ("Punkt 1").
pub(crate) fn lists_items(rows: &[Row<'_>]) -> bool {
    let found = headings(rows);
    let ordinary = || found.iter().take(2).any(|heading| super::kind::is_ordinary(&heading.title));
    let rises = found.windows(2).all(|pair| pair[0].last + 1 == pair[1].number);
    found.len() >= 3
        && rises
        && (found[0].number == 1 || found[0].number <= 3 && ordinary())
        && (found.iter().all(|heading| heading.style == Style::Word) || ordinary())
}

/// The headings of the agenda within these rows, in order; empty where no sequence is sure enough.
pub(crate) fn headings(rows: &[Row<'_>]) -> Vec<Heading> {
    let mut best: (i32, Vec<Heading>) = (0, Vec::new());
    for style in [
        Style::Dot,
        Style::Plain,
        Style::Paren,
        Style::Word,
        Style::Series,
        Style::Paragraph,
        Style::ParagraphAfter,
        Style::Alone,
    ] {
        let candidates = candidates(rows, style);
        let chain = listed(&candidates, heaviest(&candidates));
        let chain = if style == Style::Alone { whole(rows, chain) } else { chain };
        let weight = chain.iter().map(|h| h.weight).sum();
        let sure = match style {
            Style::Alone => sure_alone(&chain),
            _ => sure(&chain) || is_list(rows, &chain),
        };
        if sure && weight > best.0 {
            best = (weight, stopped(rows, &candidates, chain));
        }
    }
    let below = if best.1.iter().all(Heading::alone) { below_titles(rows) } else { Vec::new() };
    if below.len() > best.1.len() {
        return below;
    }
    let mut headings = if best.1.is_empty() { apart(rows) } else { best.1 };
    take_numbers_above(rows, &mut headings);
    headings
}

/// Gives each heading the number of a case right above it, where the agenda sets them so: a blank line parts them from
/// the item before.
fn take_numbers_above(rows: &[Row<'_>], headings: &mut [Heading]) {
    let above = |heading: &Heading| {
        let at = heading.at.checked_sub(1)?;
        let alone = rows[at].speaks()
            && super::item::bare_number(&rows[at].text)
            && at.checked_sub(1).is_none_or(|over| !rows[over].speaks() || rows[at].page_start);
        alone.then_some(at)
    };
    let found = headings.iter().filter(|heading| above(heading).is_some()).count();
    let below = headings.iter().filter(|heading| number_below(rows, heading)).count();
    if found < 2 || found <= below {
        return;
    }
    for heading in headings {
        if let Some(at) = above(heading) {
            heading.from = at;
            heading.beside.push(rows[at].text.clone());
        }
    }
}

/// Whether the number of a case stands below a heading, before any blank line and not right above the next.
fn number_below(rows: &[Row<'_>], heading: &Heading) -> bool {
    let below = rows[heading.at + 1..].iter().take_while(|row| row.speaks()).take(4);
    below.into_iter().any(|row| super::item::bare_number(&row.text))
}

/// An hour, or from one to another, before the number of an item ("09.15  3. Ny kaj"). Group: from the number on.
static HOUR_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let hour = r"\d{1,2}[.:]\d{2}";
    let item = r"§?\s?\d{1,3}\s?[.)§]?\s+[”\x22]?\p{Lu}.*";
    Regex::new(&format!(r"^(?:[Kk]l\.? ?)?{hour}(?:\s?[-–—](?:\s?{hour})?)?\s+({item})$")).ok()
});

/// The line without the hour before the number of its item.
fn without_hour(text: &str) -> &str {
    let timed = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'k' | 'K'));
    let found = HOUR_BEFORE.as_ref().filter(|_| timed).and_then(|form| form.captures(text));
    found.and_then(|found| found.get(1)).map_or(text, |item| item.as_str())
}

/// Every line of this style that may be a heading, weighed.
pub(super) fn candidates(rows: &[Row<'_>], style: Style) -> Vec<Heading> {
    let Some((_, form)) = FORMS.iter().find(|(s, _)| *s == style) else { return Vec::new() };
    let mut out: Vec<Heading> = Vec::new();
    let series = if style == Style::Series { commonest_word(rows, form) } else { None };
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.speaks()) {
        if style == Style::Series && row.text.split(' ').next() != series {
            continue;
        }
        let marked = row.text.starts_with(['#', '*']).then(|| crate::split::lines::plain(&row.text));
        let text = without_hour(marked.as_deref().unwrap_or(&row.text));
        let Some(found) = form.captures(text) else { continue };
        let Some((number, last)) = found.get(1).and_then(|m| range(m.as_str())) else { continue };
        // A star marks what is new in a notice that was sent again.
        let whole = found.get(2).map_or("", |m| m.as_str().trim());
        let rest = whole.trim_end_matches(" *").trim_end_matches('*');
        let (rest, mut beside) = bold(whole).unwrap_or_else(|| columns(row, rest));
        let (mut title, leaders) = without_leaders(&rest);
        if labels::any(&title) {
            // "1 Ny kaj" may stand above: then this line only repeats its number.
            if style == Style::Word && repeats(rows, at, number) {
                continue;
            }
            beside.push(std::mem::take(&mut title));
        } else if matches!(style, Style::Plain | Style::Paragraph) && super::item::bare_number(&title) {
            beside.push(std::mem::take(&mut title));
        } else if let Some((case, named)) = case_before(&title) {
            beside.push(case);
            title = named;
        }
        let mut heading = Heading {
            at,
            from: at,
            number,
            last,
            title,
            beside,
            paragraph: matches!(style, Style::Paragraph | Style::ParagraphAfter),
            leaders,
            word: series.map(str::to_owned),
            style,
            weight: 0,
        };
        if let Some(weight) = weigh(rows, &heading) {
            heading.weight = weight;
            out.push(heading);
        }
    }
    out
}

/// Numbered titles that stand by themselves between blank lines, where all of them rise and nothing else in the rows is
/// numbered so: an agenda on the page of a portal, which may lack some of its items.
fn apart(rows: &[Row<'_>]) -> Vec<Heading> {
    const LEAST: usize = 6;
    const LETTERS: usize = 8;
    const STEP: u32 = 6;
    let blank = |at: Option<usize>| at.and_then(|at| rows.get(at)).is_none_or(|row| !row.speaks());
    let alone = |heading: &Heading| {
        blank(heading.at.checked_sub(1))
            && (blank(Some(heading.at + 1)) || labels::any(&rows[heading.at + 1].text))
            && heading.title.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS
    };
    for style in [Style::Plain, Style::Dot] {
        let found: Vec<Heading> = candidates(rows, style).into_iter().filter(alone).collect();
        let rises = found
            .windows(2)
            .all(|pair| pair[1].number > pair[0].last && pair[1].number - pair[0].last <= STEP);
        if found.len() >= LEAST && rises && found[0].number <= 3 {
            return found;
        }
    }
    Vec::new()
}

/// The chain with the items that follow its last, where this agenda sets a full stop behind its titles: a stop weighs
/// against a title only where the others have none.
fn stopped(rows: &[Row<'_>], candidates: &[Heading], mut chain: Vec<Heading>) -> Vec<Heading> {
    const LEAST: usize = 3;
    let stops = |heading: &Heading| heading.title.ends_with('.') && !heading.title.ends_with("m.m.");
    if chain.iter().filter(|heading| stops(heading)).count() < LEAST {
        return chain;
    }
    let apart = |at: usize| {
        at.checked_sub(1).is_none_or(|above| !rows[above].speaks())
            && rows.get(at + 1).is_none_or(|below| !below.speaks() || labels::any(&below.text))
    };
    while let Some(last) = chain.last() {
        let next = candidates
            .iter()
            .find(|next| next.at > last.at && next.number == last.last + 1 && stops(next) && apart(next.at));
        let Some(next) = next else { break };
        chain.push(next.clone());
    }
    chain
}

/// Whether the chain is the whole list right below the heading of an agenda ("Ärenden" over "1 Upprop", "2 Ny kaj" …),
/// whatever its titles say: numbers from one on that leave out none, close below each other.
fn is_list(rows: &[Row<'_>], chain: &[Heading]) -> bool {
    const LEAST: usize = 4;
    const CLOSE: usize = 4;
    let Some(first) = chain.first().filter(|first| first.number == 1 && chain.len() >= LEAST) else {
        return false;
    };
    let above = rows[..first.at].iter().rev().take(CLOSE).find(|row| row.speaks());
    let headed = above.is_some_and(|row| {
        let lower = row.text.trim_end_matches(':').to_lowercase();
        crate::split::kind::is_agenda_heading(&row.text) || lower == "ärenden"
    });
    headed
        && chain.windows(2).all(|pair| {
            pair[0].last + 1 == pair[1].number && pair[1].at - pair[0].at <= CLOSE && pair[1].weight >= 0
        })
}

/// The number of a case before the title of its item ("KS 2031/44 Ny kaj"), and the title. What a title begins with may
/// look like one ("Motion 3/2031: …", "2031-09-02 …"): letters must be a register's capitals, figures a year and a serial.
fn case_before(title: &str) -> Option<(String, String)> {
    const LEAST: usize = 4;
    let registered = |case: &str| {
        let letters = case.chars().filter(|c| c.is_alphabetic());
        if letters.clone().count() > 0 {
            return letters.clone().all(char::is_uppercase)
                && crate::split::numbers::in_text(case).len() == 1;
        }
        let parts: Vec<&str> = case.split(['/', '-']).collect();
        let year = |part: &str| part.len() == 4 && part.starts_with("20");
        let serial = |part: &str| part.len() >= 3 && part.bytes().all(|b| b.is_ascii_digit());
        matches!(parts.as_slice(), [a, b] if (year(a) && serial(b) || serial(a) && year(b)) && !(year(a) && year(b)))
    };
    let ends = title.match_indices(' ').map(|(at, _)| at).take(2);
    ends.filter_map(|at| {
        let (case, rest) = (&title[..at], title[at..].trim_start_matches([' ', '–', '-', ':', ',']));
        let named = rest.starts_with(char::is_uppercase)
            && rest.chars().filter(|c| c.is_alphabetic()).count() >= LEAST;
        (named && crate::split::numbers::is(case) && registered(case))
            .then(|| (case.to_owned(), rest.to_owned()))
    })
    .last()
}

/// Numbers that have their lines for themselves below the titles ("Ny kaj" over "2"), rising from one on: what stands
/// below each is a blank line, or what a title has below it.
fn below_titles(rows: &[Row<'_>]) -> Vec<Heading> {
    let below = |at: usize| {
        rows.get(at + 1).is_none_or(|row| {
            row.blank()
                || super::item::bare_number(&row.text)
                || labels::any(&row.text)
                || super::item::opens_section(&row.text)
        })
    };
    let mut out: Vec<Heading> = Vec::new();
    for at in 1..rows.len() {
        let next = u32::try_from(out.len()).unwrap_or(u32::MAX) + 1;
        if !rows[at].speaks() || rows[at].text.parse() != Ok(next) || !below(at) {
            continue;
        }
        let floor = out.last().map_or(0, |last| last.at + 1);
        let top = (floor..at).rev().take(5).take_while(|i| rows[*i].speaks()).last();
        let Some(top) = top.filter(|top| at - top <= 3 && (*top == 0 || rows[top - 1].blank())) else {
            continue;
        };
        let title = crate::split::lines::joined(rows[top..at].iter().map(|row| row.text.as_str()));
        let fits =
            title.starts_with(char::is_uppercase) && !title.ends_with(['.', ':']) && !looks_like_data(&title);
        if fits {
            out.push(Heading { from: top, number: next, last: next, style: Style::Alone, ..bare(at, title) });
        }
    }
    let ordinary = out.first().is_some_and(|first| super::kind::is_ordinary(&first.title));
    if out.len() >= 3 && ordinary { out } else { Vec::new() }
}

/// The word that most lines of this form begin with.
fn commonest_word<'r>(rows: &'r [Row<'_>], form: &Regex) -> Option<&'r str> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for row in rows.iter().filter(|row| row.speaks() && form.is_match(&row.text)) {
        *counts.entry(row.text.split(' ').next()?).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(word, count)| (*count, std::cmp::Reverse(*word))).map(|(word, _)| word)
}

/// The first and the last number of "7" or "7–12"; `None` where they do not rise from one on.
fn range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once(['–', '-']).unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first > 0 && first <= last).then_some((first, last))
}

/// Whether one of the lines just above begins with the same number.
fn repeats(rows: &[Row<'_>], at: usize, number: u32) -> bool {
    let above = rows[..at].iter().rev().filter(|row| row.speaks()).take(4);
    let forms = || FORMS.iter().filter(|(style, _)| matches!(style, Style::Plain | Style::Dot));
    above.into_iter().any(|row| {
        forms().any(|(_, form)| {
            form.captures(&row.text)
                .is_some_and(|found| found[1].parse() == Ok(number) && found.get(2).is_some())
        })
    })
}

/// A title without a number, of an agenda that has none.
pub(crate) fn bare(at: usize, title: String) -> Heading {
    let (beside, paragraph, leaders, word) = (Vec::new(), false, false, None);
    Heading {
        at,
        from: at,
        number: 0,
        last: 0,
        title,
        beside,
        paragraph,
        leaders,
        word,
        style: Style::Plain,
        weight: 0,
    }
}

/// The heading of an item within a group, whose number the caller keeps.
pub(crate) fn part(at: usize, row: &Row<'_>, rest: &str) -> Heading {
    let (rest, mut beside) = columns(row, rest);
    let (mut title, leaders) = without_leaders(&rest);
    // The case's number may stand beside the item's, and the title below.
    if super::item::bare_number(&title) {
        beside.push(std::mem::take(&mut title));
    }
    Heading { beside, leaders, ..bare(at, title) }
}

/// A title set in bold type by the marks of Markdown, and what stands after it, piece by piece: a number behind its
/// label, people in a bracket, a paper that a link names, and what else is said.
fn bold(rest: &str) -> Option<(String, Vec<String>)> {
    let known = |text: &str| super::title::beside(text).is_some();
    let (title, mut tail) = rest.strip_prefix("**")?.split_once("**")?;
    let (mut beside, mut plain) = (Vec::new(), String::new());
    while let Some((at, end)) = tail.find('[').and_then(|at| Some((at, tail[at..].find(')')? + at + 1))) {
        plain.push_str(&tail[..at]);
        beside.push(tail[at..end].to_owned());
        tail = &tail[end..];
    }
    plain.push_str(tail);
    for piece in plain.split(['(', ')']).flat_map(|piece| piece.split(" – ")) {
        let trimmed = |text: &str| text.trim_matches([' ', ',', '–', '-', '.', ';', '*']).to_owned();
        let parts: Vec<String> = piece.split(',').map(trimmed).filter(|part| known(part)).collect();
        let piece = trimmed(piece);
        if known(&piece) || parts.is_empty() && !piece.is_empty() {
            beside.push(piece);
        } else {
            beside.extend(parts);
        }
    }
    Some((title.trim().to_owned(), beside))
}

/// The title's column and the other columns of a line, where wide gaps part them.
fn columns(row: &Row<'_>, rest: &str) -> (String, Vec<String>) {
    let segments: Vec<String> = super::layout::segments(row.raw).into_iter().map(|(_, text)| text).collect();
    // The number has a column of its own, or shares the title's.
    let first = segments.iter().position(|text| {
        rest.starts_with(text.as_str()) || text.ends_with(rest) || {
            let tail = text.split_once(' ').map_or("", |(_, tail)| tail);
            !tail.is_empty() && rest.starts_with(tail)
        }
    });
    let Some(first) = first.filter(|_| segments.len() >= 2 && !rest.is_empty() && !rest.contains("..."))
    else {
        return (rest.to_owned(), Vec::new());
    };
    // The number of the case may have the first column.
    let case = |at: usize| segments.get(at).is_some_and(|text| super::item::bare_number(text));
    if case(first) && segments.len() > first + 2 && !case(first + 1) {
        let known = |text: &String| super::title::beside(text).is_some();
        let beside: Vec<String> = segments[first + 2..].to_vec();
        if beside.iter().all(known) {
            let beside = std::iter::once(segments[first].clone()).chain(beside).collect();
            return (segments[first + 1].clone(), beside);
        }
    }
    let own = &segments[first];
    let title = if rest.starts_with(own.as_str()) {
        own.clone()
    } else {
        own.split_once(' ').map_or_else(|| own.clone(), |(_, tail)| tail.to_owned())
    };
    let beside: Vec<String> = segments[first + 1..].to_vec();
    let known = |text: &String| super::title::beside(text).is_some();
    // A wide gap within running text parts nothing: each column must say what it is. What stands behind the number of a
    // case is no title.
    let from = beside.iter().position(|text| super::item::bare_number(text)).unwrap_or(beside.len());
    if beside[..from].iter().all(known) { (title, beside) } else { (rest.to_owned(), Vec::new()) }
}

/// The text without dot leaders and the page number after them, and whether there were any.
pub(super) fn without_leaders(text: &str) -> (String, bool) {
    match LEADERS.as_ref().and_then(|r| r.find(text)) {
        Some(found) => (text[..found.start()].trim_end().to_owned(), true),
        None => (text.to_owned(), false),
    }
}

/// How much a numbered line looks like a heading; `None` where it cannot be one.
fn weigh(rows: &[Row<'_>], heading: &Heading) -> Option<i32> {
    let ahead = rows[heading.at + 1..].iter().filter(|row| row.speaks());
    let title = heading.title.as_str();
    // The title of a number that has its line for itself stands close below.
    let close = |at: usize| rows.get(at).is_some_and(Row::speaks);
    if heading.style == Style::Alone && !(close(heading.at + 1) || close(heading.at + 2)) {
        return None;
    }
    // The case's number may stand between the item's and the title.
    let between = |row: &&Row<'_>| title.is_empty() && super::item::bare_number(&row.text);
    let cases = ahead.clone().take(2).take_while(between).count();
    let mut ahead = ahead.skip(cases);
    let shown = if title.is_empty() { ahead.next()?.text.as_str() } else { title };
    let first = shown.chars().find(|c| !matches!(c, '"' | '”' | '“' | '»' | '(' | '*'))?;
    // Beside the number of its case a title may be a word and a day.
    let numbered = heading.beside.iter().any(|text| !crate::split::numbers::labelled(text).is_empty());
    if !(first.is_uppercase() || first.is_ascii_digit()) || looks_like_data(shown) && !numbered {
        return None;
    }
    if title.is_empty() && (heading.style == Style::Plain && !numbered || contains_form(shown)) {
        return None;
    }
    let mut weight = 1;
    let above = heading.at.checked_sub(1).map(|above| &rows[above]);
    let before_blank =
        above.is_none_or(|row| row.blank() || row.furniture || super::groups::is_group(&row.text));
    weight += i32::from(before_blank);
    weight += if heading.leaders { 2 } else { 0 };
    weight += if FORMAL.as_ref().is_some_and(|r| r.is_match(shown)) { 2 } else { 0 };
    weight -= if shown.ends_with(['.', ';', ',']) && !shown.ends_with("m.m.") { 3 } else { 0 };
    weight -= if matches!(heading.style, Style::Plain | Style::Alone) { 1 } else { 0 };
    weight += if labels::number(shown) || !crate::split::numbers::in_title(shown).is_empty() { 2 } else { 0 };
    weight += if numbered { 2 } else { i32::from(!heading.beside.is_empty()) };
    // The papers of a numbered list may be marked so too; a number on a line for itself heads no list.
    let paper = |row: &Row<'_>| heading.style == Style::Alone && super::title::is_paper(&row.text);
    weight += if ahead.clone().take(3).any(paper) { 2 } else { 0 };
    weight += signs_below(ahead).max(if cases > 0 { 4 } else { 0 });
    Some(weight)
}

/// Weight of what follows a heading: labels of the item or the first section's heading, close by.
fn signs_below<'r, 'a: 'r>(ahead: impl Iterator<Item = &'r Row<'a>>) -> i32 {
    let mut weight = 0;
    for (far, row) in ahead.take(5).enumerate() {
        let text = labels::without_item_word(&row.text);
        // The title's second line may have the number in a column beside it.
        let beside = || {
            let columns = super::layout::segments(row.raw);
            columns.len() >= 2 && columns.last().is_some_and(|(_, text)| super::item::bare_number(text))
        };
        if far == 0 && !contains_form(text) && text.bytes().any(|b| b.is_ascii_digit()) && beside() {
            weight = weight.max(4);
        }
        if super::item::bare_number(text) && far <= 1 {
            weight = weight.max(4);
        }
        if contains_form(text) {
            break;
        }
        if labels::any(text) {
            weight = weight.max(if far <= 2 { 4 } else { 2 });
        } else if super::item::opens_section(text) {
            weight = weight.max(3);
        }
    }
    weight
}

/// Whether a line begins with a number as items do.
fn contains_form(text: &str) -> bool {
    let text = without_hour(text);
    FORMS.iter().any(|(style, form)| {
        !matches!(style, Style::Plain | Style::Alone | Style::Series) && form.is_match(text)
    })
}

/// Numbers in a row are data of a table, a date or an amount, not a title; numbers of cases and years say nothing.
fn looks_like_data(text: &str) -> bool {
    let text = crate::split::numbers::without(text);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters < 3 || digits > letters
}
