//! The one rising sequence of numbers that heads the items, chosen among all lines that could.

use super::numbered::{Heading, Style, candidates};
use crate::split::rows::Row;

/// Whether a chain is an agenda and not some list: two headings with signs of their own, or several in a row.
pub(super) fn sure(chain: &[Heading]) -> bool {
    let signed = chain.iter().filter(|h| h.weight >= 4).count();
    let total: i32 = chain.iter().map(|h| h.weight).sum();
    let count = i32::try_from(chain.len()).unwrap_or(i32::MAX);
    chain.first().is_some_and(|h| h.number <= 3 || h.paragraph || signed >= 2)
        && (signed >= 2
            || (signed == 1 && chain.len() <= 3)
            || (chain.len() >= 3 && total >= count && chain[0].number == 1)
            // The first item may stand on another page.
            || (chain.len() >= 5 && total >= count && chain[0].number <= 3 && chain[0].weight >= 2)
            || (chain.len() >= 3 && total >= 2 * count && chain[0].paragraph))
}

/// Whether numbers that have their lines for themselves are an agenda's: pages are numbered so too. An agenda begins
/// with the meeting's own business, leaves out no number, and most of its titles say what they are.
pub(super) fn sure_alone(chain: &[Heading]) -> bool {
    const OWN_SIGNS: i32 = 2;
    let signed = chain.iter().filter(|h| h.weight >= OWN_SIGNS).count();
    chain.len() >= 3
        && chain.windows(2).all(|pair| pair[0].last + 1 == pair[1].number)
        && chain.first().is_some_and(|h| h.number == 1 && h.weight >= OWN_SIGNS)
        && signed * 2 >= chain.len()
}

/// The chain with the numbers that were taken for pages': a page may begin with the number of an item, which has its line
/// for itself as the page's number would. Only what fills a hole of one number is an item.
pub(super) fn whole(rows: &[Row<'_>], chain: Vec<Heading>) -> Vec<Heading> {
    let mut out: Vec<Heading> = Vec::with_capacity(chain.len());
    for heading in chain {
        if let Some(before) = out.last().filter(|before| before.last + 2 == heading.number) {
            let number = before.last + 1;
            // "06" where all have two digits.
            let printed = |at: &usize| rows[*at].furniture && rows[*at].text.parse() == Ok(number);
            let mut between = (before.at + 1..heading.at).filter(printed);
            let stands = |at: usize| rows.get(at + 1).is_some_and(Row::speaks);
            if let (Some(at), None) = (between.next().filter(|at| stands(*at)), between.next()) {
                let filled = Heading { at, from: at, number, last: number, weight: 1, ..before.clone() };
                out.push(filled);
            }
        }
        out.push(heading);
    }
    out
}

/// The chain, or the list that it leaves: where a list stands first and only some of its items follow one by one, the
/// heaviest chain leaps from the list's middle to them and loses the rest.
pub(super) fn listed(candidates: &[Heading], chain: Vec<Heading>) -> Vec<Heading> {
    let mut list: Vec<Heading> = chain.first().cloned().into_iter().collect();
    while let Some(last) = list.last() {
        let next = candidates
            .iter()
            .find(|next| next.at > last.at && next.at - last.at <= 5 && next.number == last.number + 1);
        let Some(next) = next else { break };
        list.push(next.clone());
    }
    let known = chain.iter().all(|heading| {
        list.iter().any(|other| other.number == heading.number && alike(&other.title, &heading.title))
    });
    if known && list.len() > chain.len() { list } else { chain }
}

/// Headings that come again below the list of items, each with the index of its item: where a list stands first and
/// the items follow one by one, the second places hold what is said of them.
pub(super) fn again(rows: &[Row<'_>], chain: &[Heading]) -> Vec<(usize, Heading)> {
    let Some(last) = chain.last() else { return Vec::new() };
    // The list may write its numbers with a full stop, and the items below without.
    let other = match last.style {
        Style::Dot => Some(Style::Plain),
        Style::Plain => Some(Style::Dot),
        _ => None,
    };
    let own = repeated(rows, chain, last, last.style);
    match other {
        Some(other) if own.is_empty() => repeated(rows, chain, last, other),
        _ => own,
    }
}

/// The headings below the last of the chain, in one style, that are its own again.
fn repeated(rows: &[Row<'_>], chain: &[Heading], last: &Heading, style: Style) -> Vec<(usize, Heading)> {
    let mut out: Vec<(usize, Heading)> = Vec::new();
    for heading in candidates(rows, style).into_iter().filter(|heading| heading.at > last.at) {
        let next = out.last().map_or(0, |(index, _)| index + 1);
        // The title may stand below the number ("§ 4      HN 2031/44" over "Ny kaj").
        let below =
            rows[heading.at + 1..].iter().find(|row| row.speaks()).map_or("", |row| row.text.as_str());
        let title = if heading.title.is_empty() { below } else { heading.title.as_str() };
        let known = (next..chain.len()).find(|index| {
            let listed = &chain[*index];
            listed.number == heading.number && alike(&listed.title, title)
        });
        out.extend(known.map(|index| (index, heading)));
    }
    // A few that come again may be anything, and the last of them would get all that follows.
    if out.len() >= 2 && out.len() * 3 >= chain.len() { out } else { Vec::new() }
}

/// Whether two first lines of titles are one title, wrapped here and there.
fn alike(a: &str, b: &str) -> bool {
    let bare = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (a, b) = (bare(a), bare(b));
    let least = a.len().min(b.len());
    least >= 5 && (a.starts_with(&b) || b.starts_with(&a))
}

/// Whether two headings that follow each other closely have one number by mistake: both show that they are items, and
/// their titles differ.
fn twice(earlier: &Heading, heading: &Heading) -> bool {
    const CLOSE: usize = 12;
    const SIGNED: i32 = 4;
    heading.number == earlier.last
        && heading.at - earlier.at <= CLOSE
        && earlier.weight.min(heading.weight) >= SIGNED
        // A list of contents above has the titles that stand below the numbers here.
        && if heading.title.is_empty() { !earlier.leaders } else { !alike(&earlier.title, &heading.title) }
}

/// The heaviest rising chain. A missing number costs, and so does the same number twice.
pub(super) fn heaviest(candidates: &[Heading]) -> Vec<Heading> {
    let mut best: Vec<(i32, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (i, heading) in candidates.iter().enumerate() {
        let alone = heading.weight - if heading.number == 1 { 0 } else { 2 };
        let mut value = (alone, None);
        for (j, earlier) in candidates[..i].iter().enumerate() {
            let step = heading.number.saturating_sub(earlier.last);
            let cost = match step {
                0 if twice(earlier, heading) => 3,
                1 => 0,
                2..=4 => i32::try_from(step - 1).unwrap_or(3),
                _ => continue,
            };
            // Lines that follow each other closely are a list of items.
            let close = i32::from(step == 1 && heading.at - earlier.at <= 4);
            let total = best[j].0 + heading.weight + close - cost;
            if total >= value.0 {
                value = (total, Some(j));
            }
        }
        best.push(value);
    }
    let mut chain = Vec::new();
    let mut next = (0..best.len()).max_by_key(|i| (best[*i].0, std::cmp::Reverse(*i)));
    while let Some(i) = next {
        chain.push(candidates[i].clone());
        next = best[i].1;
    }
    chain.reverse();
    chain
}
