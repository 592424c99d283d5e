//! Where the paragraphs (§§) of the minutes begin and end.
//!
//! Any line that looks like the head of a paragraph is a candidate; references, contents lists and headings
//! repeated over a page break look the same. What settles it is that paragraphs are numbered upwards one by one:
//! of all candidates, the best rising chain is taken.

use std::sync::LazyLock;

use regex::Regex;

use super::rows::Row;
use super::{above, cover};
use crate::split::headings::{self, Heading};
use crate::split::organs;

/// A paragraph found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Index of its first row: the heading's, or that of a title that stands above it.
    pub(super) start: usize,
    /// Index of the row of its heading.
    pub(super) head: usize,
    /// Index of the first row after it.
    pub(super) end: usize,
    /// Its number as printed, without the sign.
    pub(super) printed: String,
    /// What follows the number on the row of the heading.
    pub(super) rest: String,
    /// The last number of a range that shares the heading ("§§ 7–9").
    pub(super) last: Option<u32>,
    /// Whether the number is a paragraph's; a bare one that no cover counts is the number of an item.
    pub(super) counted: bool,
}

/// A line that may be a heading.
#[derive(Debug, Clone)]
struct Candidate {
    /// Index of its row.
    row: usize,
    /// Number for the chain.
    number: u32,
    /// Number as printed.
    printed: String,
    /// What follows.
    rest: String,
    /// The other end of a range, where the heading has one.
    last: Option<u32>,
    /// How much it looks like a heading; below zero it is none.
    score: i32,
}

/// "§ 12 …", "KS § 12 …", "Paragraf 12 …", "§ 12/24 …". Groups: number, rest.
static SIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:\p{Lu}{1,6}|K[sf]|Ksau|Au|[A-ZÅÄÖ]n)\s?){0,2}(?:§|§§|Paragraf|PARAGRAF)\s?(\d{1,4}(?:/\d{2,4})?)\b\s*[.:]?\s*(.*)$").ok()
});
/// "56 § …". Groups: number, rest.
static NUMBER_FIRST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{1,4}(?:/\d{2,4})?)\s?§\s*[.:]?\s*(.*)$").ok());
/// "P 23 …". Groups: number, rest.
static LETTER_P: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^P\s(\d{1,4})\b\s*(.*)$").ok());
/// "109 Fastställande av …": the sign lost. Groups: number, rest.
static UNSIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\d{1,4})\.?\s+(\p{Lu}.*)$").ok());
/// "12": the number has its line for itself and the title stands below. Groups: number, rest.
static ALONE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\d{1,4})()$").ok());
/// A counter of pages at the end of a line ("… 3 (12)").
static COUNTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|\s)\d{1,4}\s?\(\d{1,4}\)$").ok());
/// The end of a line of a contents list: dot leaders, a page number after much space.
static LEADERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\.{3,}|…{2,}|_{4,}|(?:\. ){4,})\s*\d{0,4}(?:\s*[-–]\s*\d+)?\s*$").ok());
/// What follows the number in a reference: a comma, a small letter, a range, a date.
static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[,;)\]”]|[-–—]\s?\d|och\b|\p{Ll}|\d{1,2}\s(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)|(?:\p{Lu}{2,6}\s)?(?:19|20)\d{2}-\d{2}-\d{2}|(?:den|punkt|mom|st|sid)\b)").ok()
});

/// The number of a paragraph without its year.
pub(super) fn number(printed: &str) -> Option<u32> {
    printed.split('/').next()?.trim().parse().ok()
}

/// Whether a line begins with the number of a paragraph and its sign, whatever body's it is ("KS § 12", "56 §").
pub(super) fn is_head(text: &str) -> bool {
    [&SIGNED, &NUMBER_FIRST].iter().any(|form| form.as_ref().is_some_and(|form| form.is_match(text)))
}

/// The number of a paragraph at the head of a line, with its sign, and what follows.
pub(super) fn headed(text: &str) -> Option<(String, String)> {
    let found = [&SIGNED, &NUMBER_FIRST].iter().find_map(|form| form.as_ref()?.captures(text))?;
    Some((found[1].to_owned(), found[2].trim().to_owned()))
}

/// So few paragraphs are none where other numbers are many more.
const FEW: usize = 3;

/// The paragraphs, in order. `printed` is the range on the cover, where there is one.
pub(super) fn find(rows: &[Row<'_>], printed: Option<&str>) -> Vec<Paragraph> {
    for pattern in [&SIGNED, &NUMBER_FIRST, &LETTER_P] {
        let candidates = candidates(rows, pattern.as_ref());
        let chain = chain(without_contents(rows, within(candidates, printed)), printed);
        // A few signs within a list of numbered matters are what it speaks of: the paragraphs of a statute.
        let few = chain.len() <= FEW && unsigned(rows, printed).len() > 2 * FEW;
        if !chain.is_empty() && !few {
            let mut found = finish(rows, chain);
            above::titles(rows, &mut found);
            return found;
        }
    }
    for form in [behind_number, behind_title] {
        let found = weighed(rows, form);
        let chain = chain(without_contents(rows, within(found, printed)), printed);
        if chain.len() >= 2 {
            return finish(rows, chain);
        }
    }
    let chain = unsigned(rows, printed);
    if !chain.is_empty() {
        // Numbers from one on, which no cover counts, are those of the list of matters.
        let counted = printed.is_some() || chain[0].number != 1;
        let mut found = finish(rows, chain);
        found.iter_mut().for_each(|paragraph| paragraph.counted = counted);
        return found;
    }
    let listed = listed(rows);
    if !listed.is_empty() {
        let mut found = finish(rows, listed);
        found.iter_mut().for_each(|paragraph| paragraph.counted = printed.is_some());
        return found;
    }
    let mut found = finish(rows, alone(rows, printed));
    found.iter_mut().for_each(|paragraph| paragraph.counted = printed.is_some());
    found
}

/// A heading whose sign stands behind the number of its case ("KS 2031/44 § 12 Ny kaj"): number, and what stands around it.
fn behind_number(row: &Row<'_>) -> Option<(String, String)> {
    let (case, rest) = row.text.split_once('§')?;
    let found = SIGNED.as_ref()?.captures(row.text.get(case.len()..)?)?;
    let case = case.trim_end_matches([',', ' ', '–', '-']);
    let own =
        crate::split::numbers::in_text(case).len() == 1 || case.starts_with(|c: char| c.is_ascii_digit());
    (!rest.is_empty() && own && crate::split::numbers::is(case))
        .then(|| (found[1].to_owned(), format!("{case} {}", &found[2])))
}

/// A heading whose sign has a column behind the title ("Ny kaj          § 12"): number and title.
fn behind_title(row: &Row<'_>) -> Option<(String, String)> {
    let cells = crate::split::agenda::segments(row.raw);
    let [(_, title), (_, last)] = cells.as_slice() else { return None };
    let found = SIGNED.as_ref()?.captures(last).filter(|found| found[2].is_empty())?;
    let titled =
        title.starts_with(char::is_uppercase) && !title.ends_with(['.', ':', ',']) && !title.contains('§');
    (titled && !organs::is_elected(title)).then(|| (found[1].to_owned(), title.clone()))
}

/// Every row that the pattern takes for a heading, weighed.
fn candidates(rows: &[Row<'_>], pattern: Option<&Regex>) -> Vec<Candidate> {
    let Some(pattern) = pattern else { return Vec::new() };
    weighed(rows, |row| {
        let found = pattern.captures(&row.text)?;
        Some((found[1].to_owned(), without_range(&row.text, found[2].trim())))
    })
}

/// Every row that the form takes for a heading, weighed.
fn weighed(rows: &[Row<'_>], form: impl Fn(&Row<'_>) -> Option<(String, String)>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.speaks()) {
        let Some((printed, rest)) = form(row) else { continue };
        let Some(number) = number(&printed) else { continue };
        let score = weigh(rows, at, &rest);
        if score > 0 {
            let last = range_end(&row.text, number);
            out.push(Candidate { row: at, number, printed, rest, last, score });
        }
    }
    out
}

/// The other end of a range of paragraphs that share a heading ("Sn § 98 - § 100", "§§ 107–112  Sekretess").
static RANGE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[-–—]\s?(§\s?)?\d{1,4}\b\.?\s*(\p{Lu}.*)?$").ok());

/// What follows the number of a heading, without the other end of a range. A range with one sign
/// may be a reference's, unless the body's letters stand before it and a title behind.
fn without_range(text: &str, rest: &str) -> String {
    let found = RANGE.as_ref().and_then(|form| form.captures(rest));
    let bodys = text.starts_with(char::is_uppercase);
    let signed = |found: &regex::Captures<'_>| {
        let word = text.starts_with("Paragraf");
        found.get(1).is_some() || text.contains("§§") || word || bodys && found.get(2).is_some()
    };
    match found.filter(signed) {
        Some(found) => found.get(2).map_or("", |title| title.as_str()).to_owned(),
        None => rest.to_owned(),
    }
}

/// The number at the other end of the range that heads a row, a few above the first.
fn range_end(text: &str, first: u32) -> Option<u32> {
    const MOST: u32 = 40;
    let (_, rest) = text.split_once(&first.to_string())?;
    let rest = rest.trim_start().strip_prefix(['-', '–', '—'])?.trim_start_matches(['§', ' ']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let last: u32 = rest.get(..digits)?.parse().ok()?;
    (last > first && last - first <= MOST).then_some(last)
}

/// How much the row at `at` looks like a heading.
fn weigh(rows: &[Row<'_>], at: usize, rest: &str) -> i32 {
    if REFERENCE.as_ref().is_some_and(|p| p.is_match(rest))
        || LEADERS.as_ref().is_some_and(|p| p.is_match(rest))
    {
        return -1;
    }
    // What stands on the page before is another line's end.
    let page = rows[at].page;
    let before =
        rows[..at].iter().rev().take_while(|row| !row.blank() && !row.furniture && row.page == page).count();
    let previous = rows[..at].iter().rev().find(|row| row.speaks());
    let open = previous.is_some_and(|row| {
        let text = row.text.as_str();
        let ended = text.ends_with(['.', '!', '?', '”', '"'])
            || headings::recognise(text).is_some()
            || is_head(text)
            || super::cover::is_field(text);
        !ended && text.chars().count() > 40
    });
    let mut score = 2;
    score += if before == 0 { 2 } else { 0 };
    score -= if before > 0 && open { 4 } else { 0 };
    score += if rest.is_empty() || labelled(rest) || !super::heading::has_title(rest) { 2 } else { 0 };
    let next = rows[at + 1..].iter().filter(|row| row.speaks()).take(4);
    score += if next
        .into_iter()
        .any(|row| headings::recognise(&row.text).is_some() || decides(row) || labelled(&row.text))
    {
        2
    } else {
        0
    };
    // A sentence after the number is the end of somebody else's sentence.
    let ended = rest.ends_with('.') && !rest.ends_with("m.m.") && !rest.ends_with("mm.");
    score -= if !ended {
        0
    } else if rest.chars().count() > 30 {
        3
    } else {
        1
    };
    score
}

/// Whether the text begins with the label of a diarienummer.
fn labelled(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["dnr", "d.nr", "diarien", "diarie", "ärendenummer", "ärendenr", "ärende-id", "ärende:", "(dnr"]
        .iter()
        .any(|label| lower.starts_with(label))
}

/// Candidates within the ranges that the cover prints; all of them where none is.
fn within(candidates: Vec<Candidate>, printed: Option<&str>) -> Vec<Candidate> {
    let ranges = printed.map(cover::ranges).unwrap_or_default();
    let fits =
        |candidate: &Candidate| ranges.iter().any(|(from, to)| (*from..=*to).contains(&candidate.number));
    if candidates.iter().any(fits) { candidates.into_iter().filter(fits).collect() } else { candidates }
}

/// Leaves out runs of candidates that stand close together and come back later: a contents list.
fn without_contents(rows: &[Row<'_>], candidates: Vec<Candidate>) -> Vec<Candidate> {
    let close = |a: &Candidate, b: &Candidate| {
        if b.number <= a.number {
            return false;
        }
        let between = rows.get(a.row + 1..b.row).unwrap_or_default();
        let text = between.iter().filter(|row| row.speaks());
        let mut lines = 0;
        for row in text {
            lines += 1;
            if lines > 4 || headings::recognise(&row.text).is_some_and(|h| h.heading != Heading::Description)
            {
                return false;
            }
        }
        true
    };
    let mut keep = vec![true; candidates.len()];
    let mut from = 0;
    while from < candidates.len() {
        let mut to = from + 1;
        while to < candidates.len() && close(&candidates[to - 1], &candidates[to]) {
            to += 1;
        }
        let again = (from..to)
            .filter(|at| candidates[to..].iter().any(|later| later.number == candidates[*at].number))
            .count();
        // A single one that comes back is a paragraph to which an appendix or a line of text refers. Of minutes that
        // are published in part the contents name more than comes back.
        let listed =
            to - from >= 3 && heads_contents(rows, candidates[from].row) || from == 0 && to - from >= 5;
        if to - from >= 2 && again * 2 > to - from || listed && again >= 1 && returns(&candidates, from, to) {
            keep[from..to].iter_mut().for_each(|kept| *kept = false);
        }
        from = to;
    }
    candidates.into_iter().zip(keep).filter_map(|(candidate, kept)| kept.then_some(candidate)).collect()
}

/// Whether a list of contents is headed above the row.
pub(super) fn heads_contents(rows: &[Row<'_>], at: usize) -> bool {
    rows[..at].iter().rev().filter(|row| row.speaks()).take(3).any(|row| {
        let lower = row.text.trim_end_matches([':', '.']).to_lowercase();
        [
            "innehåll",
            "innehållsförteckning",
            "ärendeförteckning",
            "ärendelista",
            "ärenden",
            "§ ärende",
            "paragraf ärende",
        ]
        .contains(&lower.as_str())
    })
}

/// Whether all that follows the run `from..to` is of numbers in it, rising: the paragraphs that the list names. One
/// that refers back to the list's own numbers says nothing of the sort.
fn returns(candidates: &[Candidate], from: usize, to: usize) -> bool {
    let (Some(first), Some(last)) = (candidates.get(from), candidates.get(to - 1)) else { return false };
    let behind = &candidates[to..];
    let within = behind.iter().filter(|later| (first.number..=last.number).contains(&later.number));
    within.clone().count() * 10 >= behind.len() * 8
        && within.filter(|later| later.score >= first.score).count() >= 1
}

/// What a step from one heading to the next is worth: much where no paragraph lies between, little where some are
/// missing. Those that the cover says stand elsewhere are not missing.
fn step(previous: &Candidate, next: &Candidate, ranges: &[(u32, u32)]) -> i32 {
    const SURE: i32 = 6;
    let expected = |number: &u32| ranges.iter().any(|(from, to)| (*from..=*to).contains(number));
    let between = previous.number + 1..next.number;
    let leap = if ranges.is_empty() { between.len() } else { between.take(2000).filter(expected).count() };
    let cost = i32::try_from(leap.min(60)).unwrap_or(60) / 2;
    match leap {
        0 => 6,
        // Two headings beyond doubt are two paragraphs, however many are adjusted on their own between them.
        _ if previous.score >= SURE && next.score >= SURE => -cost.min(4),
        _ => -cost,
    }
}

/// The best rising chain: each step up by one is worth much, a leap costs.
fn chain(candidates: Vec<Candidate>, printed: Option<&str>) -> Vec<Candidate> {
    const REACH: usize = 400;
    let ranges = printed.map(cover::ranges).unwrap_or_default();
    let mut best: Vec<(i32, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (at, candidate) in candidates.iter().enumerate() {
        let mut own = (candidate.score, None);
        for before in at.saturating_sub(REACH)..at {
            let previous = &candidates[before];
            if previous.number >= candidate.number {
                continue;
            }
            let total = best[before].0 + candidate.score + step(previous, candidate, &ranges);
            if total > own.0 {
                own = (total, Some(before));
            }
        }
        best.push(own);
    }
    // Of equal chains the earlier: a heading repeated over a page break comes after the heading itself.
    let mut last: Option<usize> = None;
    for (at, (total, _)) in best.iter().enumerate() {
        if last.is_none_or(|last| *total > best[last].0) {
            last = Some(at);
        }
    }
    let mut taken = vec![false; candidates.len()];
    while let Some(at) = last {
        taken[at] = true;
        last = best[at].1;
    }
    candidates.into_iter().zip(taken).filter_map(|(candidate, taken)| taken.then_some(candidate)).collect()
}

/// Paragraphs whose sign was lost: numbers at the head of a line that rise one by one and have decisions under them.
fn unsigned(rows: &[Row<'_>], printed: Option<&str>) -> Vec<Candidate> {
    let found = candidates(rows, UNSIGNED.as_ref()).into_iter().filter(|c| c.score >= 4).collect();
    let chain = chain(without_contents(rows, within(found, printed)), printed);
    let stepwise = chain.windows(2).filter(|pair| pair[0].number + 1 == pair[1].number).count();
    let with_decision = chain
        .iter()
        .enumerate()
        .filter(|(at, candidate)| {
            let end = chain.get(at + 1).map_or(rows.len(), |next| next.row);
            rows[candidate.row..end].iter().any(decides)
        })
        .count();
    // Councils of associations decide little: their own business comes first then, and a third is decided.
    let opens = chain.first().is_some_and(|first| {
        first.number == 1 && crate::split::agenda::is_ordinary(&first.rest) && with_decision >= 2
    });
    // Between the opening and the close of a meeting all numbers are its own, whatever it decided.
    let ordinary = |candidate: &Candidate| crate::split::agenda::is_ordinary(&candidate.rest);
    let whole = chain.len() >= 5
        && chain[0].number == 1
        && ordinary(&chain[0])
        && chain.iter().rev().take(2).any(ordinary)
        && chain.iter().filter(|candidate| ordinary(candidate)).count() >= 3
        && are_told(rows, &chain);
    let decided = whole || with_decision * if opens { 3 } else { 2 } >= chain.len();
    let sure = chain.len() >= 3 && stepwise + 1 == chain.len() && decided;
    if sure { chain } else { Vec::new() }
}

/// Whether a row heads a decision: by a word, or by nothing but who decides ("DIREKTIONEN BESLUTAR").
fn decides(row: &Row<'_>) -> bool {
    headings::recognise(&row.text).is_some_and(|headed| headed.heading == Heading::Decision)
        || organs::leading(&row.text).is_some_and(|named| {
            !named.genitive
                && matches!(
                    named.rest.trim_end_matches(':').to_lowercase().as_str(),
                    "beslutar" | "beslutar att"
                )
        })
}

/// Whether text stands under nearly every number: under those of a list of matters there is none.
fn are_told(rows: &[Row<'_>], chain: &[Candidate]) -> bool {
    let told = |(at, candidate): (usize, &Candidate)| {
        let end = chain.get(at + 1).map_or(rows.len(), |next| next.row);
        rows[candidate.row + 1..end].iter().any(Row::speaks)
    };
    chain.iter().enumerate().filter(|point| told(*point)).count() * 6 >= chain.len() * 5
}

/// The points of a list of decisions ("Beslutslista"), numbered from one without a sign, each with a sentence by which
/// something is decided.
fn listed(rows: &[Row<'_>]) -> Vec<Candidate> {
    let names = |row: &Row<'_>| {
        let lower = row.text.to_lowercase();
        ["beslutslista", "beslutsförteckning", "beslutsprotokoll"].iter().any(|word| lower.starts_with(word))
    };
    if !rows.iter().filter(|row| !row.blank()).take(12).any(names) {
        return Vec::new();
    }
    let chain = chain(without_contents(rows, candidates(rows, UNSIGNED.as_ref())), None);
    let decides = |row: &Row<'_>| {
        row.speaks() && row.text.ends_with('.') && !crate::split::outcomes::of_text(&row.text).is_empty()
            || organs::leading(&row.text).is_some_and(|named| named.rest.starts_with("beslut"))
    };
    let decided = |(at, candidate): (usize, &Candidate)| {
        let end = chain.get(at + 1).map_or(rows.len(), |next| next.row);
        rows[candidate.row + 1..end].iter().any(decides)
    };
    let told = chain.iter().enumerate().filter(|point| decided(*point)).count();
    let stepwise = chain.windows(2).all(|pair| pair[0].number + 1 == pair[1].number);
    let begins = chain.first().is_some_and(|first| first.number == 1);
    if chain.len() >= 2 && stepwise && begins && told * 2 >= chain.len() { chain } else { Vec::new() }
}

/// Paragraphs whose number has its line for itself, without a sign ("12" over "Ny kaj"). Pages are numbered so too, and
/// then no part of an item follows close below each number; where a counter tells the pages, no bare number does.
fn alone(rows: &[Row<'_>], printed: Option<&str>) -> Vec<Candidate> {
    let counted = rows.iter().any(|row| COUNTED.as_ref().is_some_and(|p| p.is_match(&row.text)));
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.blank() && (counted || !row.furniture)) {
        let number = ALONE.as_ref().and_then(|p| p.captures(&row.text)).and_then(|n| number(&n[1]));
        let (Some(number), Some(title)) = (number, rows[at + 1..].iter().find(|row| !row.blank())) else {
            continue;
        };
        let titled = title.speaks()
            && title.text.chars().next().is_some_and(char::is_uppercase)
            && headings::recognise(&title.text).is_none();
        let score = weigh(rows, at, "");
        if titled && score > 0 {
            let (printed, rest) = (row.text.clone(), String::new());
            found.push(Candidate { row: at, number, printed, rest, last: None, score });
        }
    }
    let chain = chain(within(found, printed), printed);
    let stepwise = chain.windows(2).all(|pair| pair[0].number + 1 == pair[1].number);
    let begins = chain.first().is_some_and(|first| first.number == 1 || printed.is_some());
    let headed = |candidate: &&Candidate| {
        let below = rows[candidate.row + 1..].iter().filter(|row| row.speaks()).take(4);
        below.skip(1).any(|row| headings::recognise(&row.text).is_some() || labelled(&row.text))
    };
    let expected =
        printed.map(cover::ranges).unwrap_or_default().into_iter().flat_map(|(from, to)| from..=to);
    let told = chain.iter().map(|candidate| candidate.number).eq(expected);
    let parted = told || chain.iter().filter(headed).count() * 2 >= chain.len();
    if chain.len() >= 3 && stepwise && begins && parted { chain } else { Vec::new() }
}

/// The chain as paragraphs, each ending where the next begins.
fn finish(rows: &[Row<'_>], chain: Vec<Candidate>) -> Vec<Paragraph> {
    let starts: Vec<usize> = chain.iter().map(|candidate| candidate.row).collect();
    chain
        .into_iter()
        .enumerate()
        .map(|(at, candidate)| Paragraph {
            start: candidate.row,
            head: candidate.row,
            end: starts.get(at + 1).copied().unwrap_or(rows.len()),
            printed: candidate.printed,
            rest: candidate.rest,
            last: candidate.last,
            counted: true,
        })
        .collect()
}

/// "Forts. § 12". Group: number.
static GOES_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:forts\w*\.?|fortsättning(?: på| av)?)\s*(?:§|paragraf)\s?(\d{1,4}(?:/\d{2,4})?)\b.{0,80}$",
    )
    .ok()
});

/// Whether the row repeats the heading of the paragraph `printed`, as minutes do after a page break.
pub(super) fn repeats(row: &Row<'_>, printed: &str) -> bool {
    if GOES_ON
        .as_ref()
        .and_then(|pattern| pattern.captures(&row.text))
        .is_some_and(|found| found[1] == *printed)
    {
        return true;
    }
    [&SIGNED, &NUMBER_FIRST].iter().any(|pattern| {
        pattern.as_ref().and_then(|pattern| pattern.captures(&row.text)).is_some_and(|found| {
            let rest = &found[2];
            found[1] == *printed
                && !REFERENCE.as_ref().is_some_and(|p| p.is_match(rest) && !rest.starts_with("forts"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [
            &GOES_ON,
            &SIGNED,
            &NUMBER_FIRST,
            &LETTER_P,
            &UNSIGNED,
            &ALONE,
            &COUNTED,
            &LEADERS,
            &REFERENCE,
            &RANGE,
        ] {
            assert!(pattern.is_some());
        }
    }
}
