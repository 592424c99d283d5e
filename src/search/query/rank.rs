//! Reckoning: records by what they hold of the slots, then the best of them page by page.
//!
//! Every sum is made in the order of the slots and of the ways, as in `search.js`: the same bits on both sides.

use std::collections::BTreeMap;

use crate::search::code::{HEAD, PAGE};
use crate::search::postings::Post;
use crate::search::query::plan::{Plan, Slot, Way};

/// How soon more of the same word stops counting.
const SATURATION: f64 = 5.0;
/// What the record as a whole adds to its best page.
const WHOLE: f64 = 0.1;
/// What puts the case of a diarienummer first.
const EXACT: f64 = 1000.0;
/// Records that hold less than this share of what the best one holds are not counted as found.
const SHARE: f64 = 0.2;

/// A record that was found.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    pub(super) record: u32,
    /// Part of the text that the hit leads to; 0 is the head.
    pub(super) page: u32,
    /// Parts that hold something, best first.
    pub(super) pages: Vec<u32>,
    pub(super) score: f64,
}

fn value(values: &[f64], level: u8) -> f64 {
    values.get(usize::from(level)).copied().unwrap_or(0.0)
}

/// What a word is worth that stands in the head at one level and on a page at another.
fn worth(head: u8, page: u8) -> f64 {
    let x = value(&HEAD, head) + value(&PAGE, page);
    x / (x + SATURATION)
}

/// What a way is worth at most: its rarity, for several terms their mean.
fn rarity(way: &Way) -> f64 {
    let sum = way.terms.iter().fold(0.0, |sum, term| sum + term.rarity);
    sum / f64::from(u32::try_from(way.terms.len()).unwrap_or(1).max(1))
}

/// What a way gives each record that holds it, by the record as a whole.
fn gives(way: &Way, mut give: impl FnMut(u32, f64)) {
    let factor = way.weight * rarity(way);
    match way.terms.as_slice() {
        [one] => {
            for post in &one.posts {
                give(post.record, factor * worth(post.head, post.pages.best()));
            }
        }
        several => {
            // A record must hold all of them, and is worth what the weakest gives.
            let mut all: BTreeMap<u32, (usize, f64)> = BTreeMap::new();
            for (place, term) in several.iter().enumerate() {
                for post in &term.posts {
                    let found = worth(post.head, post.pages.best());
                    let entry = all.entry(post.record).or_insert((0, 1.0));
                    if entry.0 == place {
                        *entry = (place + 1, entry.1.min(found));
                    }
                }
            }
            for (record, (found, least)) in all {
                if found == several.len() {
                    give(record, factor * least);
                }
            }
        }
    }
}

/// What a slot weighs when a record's share of the query is reckoned: its rarest way.
fn weight(slot: &Slot) -> f64 {
    slot.ways.iter().fold(0.0, |most, way| f64::max(most, way.weight * rarity(way)))
}

/// A sum over slots: what was found, and the weight of the slots it was found for.
#[derive(Clone, Copy, Default)]
struct Sum {
    value: f64,
    weight: f64,
}

impl Sum {
    fn add(&mut self, value: f64, weight: f64) {
        if value > 0.0 {
            self.value += value;
            self.weight += weight;
        }
    }

    /// The value, the less the more of the query is missing.
    fn score(self, all: f64) -> f64 {
        let share = if all > 0.0 { self.weight / all } else { 0.0 };
        self.value * share * share.sqrt()
    }
}

/// How many records are found, and the best `count` of them, best first.
pub(super) fn rank(
    plan: &Plan,
    records: u32,
    allowed: Option<&[bool]>,
    count: usize,
) -> (usize, Vec<Ranked>) {
    let weights: Vec<f64> = plan.slots.iter().map(weight).collect();
    let all = weights.iter().fold(0.0, |sum, weight| sum + weight);
    let mut sums = vec![Sum::default(); records as usize];
    let mut values = vec![0.0f64; records as usize];
    for (slot, weight) in plan.slots.iter().zip(&weights) {
        values.fill(0.0);
        for way in &slot.ways {
            gives(way, |record, value| {
                if let Some(held) = values.get_mut(record as usize) {
                    *held = f64::max(*held, value);
                }
            });
        }
        sums.iter_mut().zip(&values).for_each(|(sum, value)| sum.add(*value, *weight));
    }
    if let Some(allowed) = allowed {
        sums.iter_mut()
            .zip(allowed)
            .filter(|(_, allowed)| !**allowed)
            .for_each(|(sum, _)| *sum = Sum::default());
    }
    let most = sums.iter().fold(0.0, |most, sum| f64::max(most, sum.weight));
    let found: Vec<(f64, u32)> = (0..)
        .zip(&sums)
        .filter(|(_, sum)| sum.value > 0.0 && sum.weight >= most * SHARE)
        .map(|(record, sum)| (sum.score(all), record))
        .collect();
    let total = found.len();
    let order = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1));
    // The case of a number comes first whatever else was typed, so it must not be cut off here.
    let (mut kept, mut others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, record)| plan.exact.contains(record));
    others.sort_unstable_by(order);
    others.truncate(count);
    kept.extend(others);
    let mut ranked: Vec<Ranked> =
        kept.into_iter().map(|(score, record)| by_page(plan, (&weights, all), (record, score))).collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.record.cmp(&a.record)));
    (total, ranked)
}

fn post_of(posts: &[Post], record: u32) -> Option<&Post> {
    posts.get(posts.partition_point(|post| post.record < record)).filter(|post| post.record == record)
}

/// The level on a page; 0 when it does not stand there.
fn on_page(post: &Post, page: u32) -> u8 {
    post.pages.iter().find(|(number, _)| *number == page).map_or(0, |(_, level)| level)
}

/// Weighs one record page by page.
fn by_page(plan: &Plan, (weights, all): (&[f64], f64), (record, whole): (u32, f64)) -> Ranked {
    // For every slot and way, the posts of this record; a way that lacks one of its terms is out.
    let posts: Vec<Vec<(f64, Vec<&Post>)>> = plan
        .slots
        .iter()
        .map(|slot| {
            let ways = slot.ways.iter().filter_map(|way| {
                let posts: Option<Vec<&Post>> =
                    way.terms.iter().map(|term| post_of(&term.posts, record)).collect();
                posts.map(|posts| (way.weight * rarity(way), posts))
            });
            ways.collect()
        })
        .collect();
    let mut pages: Vec<u32> = posts
        .iter()
        .flatten()
        .flat_map(|(_, posts)| posts)
        .flat_map(|p| p.pages.iter().map(|(n, _)| n))
        .collect();
    pages.push(0);
    pages.sort_unstable();
    pages.dedup();
    let mut scored: Vec<(f64, u32)> = Vec::new();
    for page in pages {
        let mut sum = Sum::default();
        for (ways, weight) in posts.iter().zip(weights) {
            let value = ways.iter().fold(0.0, |most, (factor, posts)| {
                let least = posts
                    .iter()
                    .fold(1.0, |least, post| f64::min(least, worth(post.head, on_page(post, page))));
                f64::max(most, factor * least)
            });
            sum.add(value, *weight);
        }
        scored.push((sum.score(all), page));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best, page) = scored.first().copied().unwrap_or((0.0, 0));
    let exact = if plan.exact.contains(&record) { EXACT } else { 0.0 };
    let pages = scored.iter().map(|(_, page)| *page).collect();
    Ranked { record, page, pages, score: best + whole * WHOLE + exact }
}
