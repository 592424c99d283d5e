//! Telephone numbers: in every grouping that people use, with and without country, and broken over lines.
//!
//! A number is told from dates, amounts and numbers of cases by its first digits, which must be an area or a net that
//! exists, and by how many follow. Mobile numbers are a person's; others are judged by what stands around them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::around::Around;
use super::person::{pattern, tail};
use super::policy::Policy;
use super::runs::{Gap, Mark, Runs};
use super::{Finding, Kind, Verdict};

/// Areas of two and three digits with their zero; others that begin with a zero have four.
const SHORT_AREAS: [&str; 22] = [
    "08", "011", "013", "016", "018", "019", "021", "023", "026", "031", "033", "035", "036", "040", "042",
    "044", "046", "054", "060", "063", "090", "010",
];

/// What sort of number the first digits make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Net {
    /// A mobile phone's.
    Mobile,
    /// One that only organisations have: `0771`, `020`, `010`.
    Service,
    /// An area's; so many digits are the area.
    Area(usize),
}

/// A number that was read: its last run, its digits from the zero on, and whether it had a country before it.
struct Read {
    last: usize,
    digits: String,
    first_group: usize,
    gaps: Vec<Gap>,
    lengths: Vec<usize>,
}

pub(super) fn find(runs: &Runs<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    let mut run = 0;
    while run < runs.list.len() {
        run = one(runs, run, policy, found).map_or(run + 1, |last| last + 1);
    }
}

fn one(runs: &Runs<'_>, run: usize, policy: &Policy, found: &mut Vec<Finding>) -> Option<usize> {
    let start = runs.list.get(run)?.start;
    let digits = runs.digits(run);
    let before = runs.before(run);
    let plus = before == Some('+');
    let country = plus && digits.starts_with("46") || digits.starts_with("0046");
    if !country && !digits.starts_with('0') {
        return local(runs, run, policy, found);
    }
    // Part of a date, a decimal or a longer number; or of a word.
    let glued = before.is_some_and(|c| c.is_alphabetic()) && !is_labelled(runs, start);
    let chained = run > 0
        && runs
            .gap(run - 1)
            .is_some_and(|gap| gap.mark.is_some() && gap.spaces == 0 && (!gap.broken || digits.len() < 3))
        && !plus;
    if glued || chained {
        return None;
    }
    let read = if country { abroad(runs, run, plus)? } else { read(runs, run, digits, String::new())? };
    let labelled = is_labelled(runs, start);
    let net = net(&read.digits)?;
    // In a row of numbers a hyphen after a space is a minus.
    let in_row = run > 0 && runs.gap(run - 1).is_some_and(|gap| gap.mark.is_none() && !gap.broken);
    let minus = in_row && read.gaps.first().is_some_and(|gap| gap.spaces > 0);
    if !is_whole(&read, net, labelled) || minus && !labelled && net != Net::Mobile {
        return None;
    }
    let from = if plus { start - 1 } else { start };
    let range = from..runs.list.get(read.last)?.end;
    let (verdict, reason) = judge(runs.text, &range, net, policy);
    found.push(Finding::new(range, Kind::Phone, verdict, reason));
    Some(read.last)
}

/// A number with the country before it, read as if it had its zero.
fn abroad(runs: &Runs<'_>, run: usize, plus: bool) -> Option<Read> {
    let digits = runs.digits(run).strip_prefix(if plus { "46" } else { "0046" })?;
    if digits.is_empty() {
        // `+46 (0)70`, `+46 70`
        let next = runs.digits(run + 1);
        phone_gap(runs, run)?;
        return if next == "0" {
            phone_gap(runs, run + 1)?;
            read(runs, run + 2, runs.digits(run + 2), "0".into())
        } else {
            let zero = if next.starts_with('0') { "" } else { "0" };
            read(runs, run + 1, next, zero.into())
        };
    }
    let zero = if digits.starts_with('0') { "" } else { "0" };
    read(runs, run, digits, zero.into())
}

/// Reads groups of digits as long as they can be one number.
fn read(runs: &Runs<'_>, run: usize, first: &str, before: String) -> Option<Read> {
    let mut read =
        Read { last: run, digits: before + first, first_group: 0, gaps: Vec::new(), lengths: Vec::new() };
    read.first_group = read.digits.len();
    read.lengths.push(read.digits.len());
    while let Some(gap) = phone_gap(runs, read.last) {
        let next = runs.digits(read.last + 1);
        // A line may end within a number, but not before something that is whole without what follows.
        let is_enough = read.digits.len() >= 8 && !(read.digits.starts_with("07") && read.digits.len() < 10);
        if read.digits.len() + next.len() > 10 || next.is_empty() || gap.broken && is_enough {
            break;
        }
        if next.len() < 2 && read.lengths.len() > 1 {
            break;
        }
        read.digits.push_str(next);
        read.gaps.push(gap);
        read.lengths.push(next.len());
        read.last += 1;
    }
    // A run that goes on after it makes it something longer.
    let goes_on = runs
        .gap(read.last)
        .is_some_and(|gap| gap.mark == Some(Mark::Hyphen) && gap.spaces == 0 && !gap.broken);
    (!goes_on && (8..=10).contains(&read.digits.len())).then_some(read)
}

/// What parts two groups of a number; brackets around the area too.
fn phone_gap(runs: &Runs<'_>, run: usize) -> Option<Gap> {
    if let Some(gap) = runs.gap(run) {
        let ok = match gap.mark {
            None => true,
            // Behind a line's end a hyphen may be a list's, and a full stop ends a sentence.
            Some(Mark::Hyphen | Mark::Slash | Mark::Dot) => !gap.broken,
            Some(_) => false,
        };
        let ok = ok && gap.spaces <= 3;
        return ok.then_some(gap);
    }
    let (this, next) = (runs.list.get(run)?, runs.list.get(run + 1)?);
    let between = runs.text.get(this.end..next.start)?;
    let inner = between.len() <= 5 && between.chars().all(|c| " ()-–".contains(c));
    inner.then_some(Gap { mark: None, spaces: 1, broken: false })
}

fn net(digits: &str) -> Option<Net> {
    let area = |length: usize| digits.get(..length).unwrap_or_default();
    if ["070", "072", "073", "076", "079"].contains(&area(3)) {
        return Some(Net::Mobile);
    }
    if ["020", "010"].contains(&area(3))
        || area(3) == "077"
        || ["0200", "0900", "0939", "0944"].contains(&area(4))
    {
        return Some(Net::Service);
    }
    let short = SHORT_AREAS.iter().find(|known| digits.starts_with(**known));
    match short {
        Some(known) => Some(Net::Area(known.len())),
        None if digits.starts_with("00") || digits.starts_with("07") => None,
        None => Some(Net::Area(4)),
    }
}

/// Whether the groups are those of a telephone number and not of a date, a time or a column.
fn is_whole(read: &Read, net: Net, labelled: bool) -> bool {
    let length = read.digits.len();
    let first = read.gaps.first();
    let hyphen = first.is_some_and(|gap| matches!(gap.mark, Some(Mark::Hyphen | Mark::Slash)));
    let clock = read.lengths.iter().all(|length| *length == 2)
        && first.is_some_and(|gap| gap.mark == Some(Mark::Dot));
    match net {
        // A personnummer's first six digits are no mobile number's first group.
        Net::Mobile => length == 10 && read.lengths != [6, 4] && read.first_group > 2 && !clock,
        Net::Service => labelled || hyphen && length >= 8 && read.first_group <= 4,
        Net::Area(area) => {
            let parted = read.first_group == area;
            let least = match area {
                2 if !labelled => 9,
                2 => 8,
                _ => 9,
            };
            let date = read.lengths == [2, 2, 4] || clock;
            length >= least && !date && (labelled || parted && hyphen)
        }
    }
}

/// A number without its area, after its label.
fn local(runs: &Runs<'_>, run: usize, policy: &Policy, found: &mut Vec<Finding>) -> Option<usize> {
    let range = runs.list.get(run)?;
    let before = tail(runs.text.get(..range.start)?, 24);
    // `tel`, `tfn`, `telefon`, `mobil`: most numbers stand behind none, and are asked no more.
    let label = before.trim_end_matches([' ', '\u{a0}', '.', ':']);
    if label.len() == before.len() || !label.ends_with(['l', 'n', 'L', 'N']) || !LOCAL.is_match(before) {
        return None;
    }
    let (mut last, mut length) = (run, runs.digits(run).len());
    while let Some(gap) = runs.gap(last).filter(|gap| gap.spaces == 1 && gap.mark.is_none() && !gap.broken) {
        let next = runs.digits(last + 1).len();
        if length + next > 8 || !(2..=3).contains(&next) || gap.broken {
            break;
        }
        (last, length) = (last + 1, length + next);
    }
    if !(5..=8).contains(&length) || last == run {
        return None;
    }
    let range = range.start..runs.list.get(last)?.end;
    let (verdict, reason) = judge(runs.text, &range, Net::Area(0), policy);
    found.push(Finding::new(range, Kind::Phone, verdict, reason));
    Some(last)
}

fn is_labelled(runs: &Runs<'_>, start: usize) -> bool {
    LABEL.is_match(tail(runs.text.get(..start).unwrap_or_default(), 40))
}

fn judge(text: &str, range: &Range<usize>, net: Net, policy: &Policy) -> (Verdict, &'static str) {
    if policy.is_official_place() {
        return (Verdict::Keep, "it stands where only what is official stands");
    }
    if net == Net::Service {
        return (Verdict::Keep, "a number that only organisations have");
    }
    if net == Net::Mobile && policy.masks_mobiles() {
        return (Verdict::Mask, "a mobile number; those of officials stay only where the policy says so");
    }
    let around = Around::new(text, range);
    if around.is_private(policy) {
        (Verdict::Mask, "a private person's mailbox or lodging stands beside it")
    } else if around.is_work(policy) {
        (Verdict::Keep, "an official mailbox, a letterhead, a role or an organisation stands beside it")
    } else {
        (Verdict::Mask, "nothing beside it says that it is an official's or an organisation's")
    }
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:tel(?:efon)?(?:nummer|nr)?|tfn|tele|mobil(?:telefon|nummer|nr)?|mob|fax|telefax|ring|nås på|sms|swish|hemtelefon|arbetstelefon|direktnr|direkt|t|m)\b[\s.:()*_\\|+-]{0,8}(?:nummer|nr|på|via|till)?[\s.:(+]{0,4}$",
    )
});

static LOCAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:tel(?:efon)?|tfn|hemtelefon|mobil)\b[.:]{0,2}[ \x{a0}]{1,3}$"));

#[cfg(test)]
pub(super) fn compile() {
    for pattern in [&LABEL, &LOCAL] {
        assert!(!pattern.as_str().is_empty());
    }
}
