//! Links of an agenda that lead to its papers: which item a document belongs to, and which of its listed attachments
//! it is, in the words of whoever made the agenda.
//!
//! Only links that stand within an item and lead behind the agenda count. A table of contents leads to items, and a
//! report's own links stand in the report.

use std::collections::BTreeMap;

use super::boundaries::{self, Linked, Start};
use super::likeness;
use super::signs::Head;
use crate::model::record::{DocumentKind, Item};
use crate::packet::Link;
use crate::split::rows::Row;

/// A page that an item links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// What it is.
    pub(super) linked: Linked,
    /// What the link calls it, where that is a name.
    pub(super) name: Option<String>,
}

/// The pages that items link to. One that several items link to is no paper of either.
pub(super) fn of(rows: &[Row<'_>], from: usize, links: &[Link], items: &[Item]) -> BTreeMap<u32, Target> {
    let agenda = rows[..from].iter().rev().find_map(|row| row.page).unwrap_or(0);
    let mut found: BTreeMap<u32, Option<Target>> = BTreeMap::new();
    for link in links {
        let (Some(page), Some(line)) = (link.inner().filter(|page| *page > agenda), link.line) else {
            continue;
        };
        let holds = |item: &Item| item.lines.is_some_and(|(first, last)| (first..=last).contains(&line));
        let Some(item) = items.iter().position(holds) else { continue };
        let at = rows.partition_point(|row| row.number < line);
        let Some(row) = rows.get(at).filter(|_| at < from) else { continue };
        let target = target(item, &items[item], &link.text, &row.text);
        let known = found.entry(page).or_insert_with(|| Some(target.clone()));
        match known {
            Some(known) if known.linked.item != item => *found.entry(page).or_default() = None,
            // A title that runs over two lines is two links.
            Some(known) if known.linked.attachment.is_none() => *known = target,
            _ => {}
        }
    }
    found.into_iter().filter_map(|(page, target)| Some((page, target?))).collect()
}

/// What a link of an item leads to, by its own words, else by those of its line.
fn target(at: usize, item: &Item, text: &str, line: &str) -> Target {
    let own = is_name(text);
    let words = if own { text } else { line };
    let best = item
        .attachments
        .iter()
        .map(|attachment| likeness::titles(&attachment.title, words))
        .enumerate()
        .filter(|(_, like)| like.both >= 0.75 || like.shorter >= 1.0 && like.count >= 2)
        .max_by(|(_, a), (_, b)| a.both.total_cmp(&b.both));
    let attachment = best.map(|(attachment, _)| attachment);
    let is_item = likeness::titles(&item.title, words).shorter >= 0.6;
    let name = (own && attachment.is_none() && !is_item).then(|| text.to_owned());
    Target { linked: Linked { item: at, attachment }, name }
}

/// Whether words name anything ("sidan 12", "länk" and "bilaga" do not).
fn is_name(text: &str) -> bool {
    const POINTERS: [&str; 12] = [
        "sida",
        "sidan",
        "sid",
        "s",
        "länk",
        "till",
        "handlingen",
        "handling",
        "bilaga",
        "se",
        "pdf",
        "öppna",
    ];
    let words = likeness::words(text);
    words.iter().any(|word| word.chars().all(char::is_alphabetic) && !POINTERS.contains(&word.as_str()))
}

/// Marks the documents that items link to, and adds those that nothing else shows.
pub(super) fn add(
    rows: &[Row<'_>],
    from: usize,
    links: &BTreeMap<u32, Target>,
    items: &[Item],
    starts: &mut Vec<Start>,
) {
    let goes_on = boundaries::goes_on(rows);
    for (page, target) in links {
        let linked = Some(target.linked);
        if let Some(start) = starts.iter_mut().find(|start| rows[start.at].page == Some(*page)) {
            start.linked = linked;
            continue;
        }
        let first = rows.partition_point(|row| row.page.is_none_or(|own| own < *page)).max(from);
        let top =
            (first..rows.len()).take_while(|at| rows[*at].page == Some(*page)).find(|at| rows[*at].speaks());
        let Some(at) = top.filter(|at| !goes_on(*at)) else { continue };
        let listed = target.linked.attachment.and_then(|a| items[target.linked.item].attachments.get(a));
        let subject = listed.map(|attachment| attachment.title.clone()).or_else(|| target.name.clone());
        let head = Head { subject, ..Head::default() };
        starts.push(Start { head, linked, ..Start::new(at, DocumentKind::Okand, "link") });
    }
    starts.sort_by_key(|start| start.at);
}
