//! The entries of a bucket in the order of their terms.

use crate::search::buckets::{Origin, entries, runs};
use crate::search::lookup::Texts;
use crate::search::segment::first_bytes;

/// An entry within a loaded bucket.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// Place of the term among the bucket's terms.
    pub(super) term: u32,
    /// The batch's first record.
    pub(super) base: u32,
    pub(super) origin: Origin,
    /// The posts.
    pub(super) blob: &'a [u8],
}

/// The entries of a bucket by term. Most terms stand in many batches, so the terms are sorted and the entries counted
/// into their places.
pub(super) struct Sorted<'a> {
    /// The terms, in the order in which they were met.
    terms: Vec<&'a [u8]>,
    /// Entries by the order of their terms' text, then of batches.
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Sorted<'a> {
    /// The entries of a loaded bucket; `base` has every batch's first record, by arrival.
    pub(super) fn of(bytes: &'a [u8], base: &[u32]) -> Self {
        let (mut met, mut terms) = (Vec::new(), Vec::new());
        let mut known: Texts<&[u8], u32> = Texts::default();
        for (batch, origin, run) in runs(bytes) {
            let base = base.get(batch as usize).copied().unwrap_or(0);
            for (text, blob) in entries(run) {
                let term = *known.get_or_insert_with(text, || {
                    terms.push(text);
                    u32::try_from(terms.len() - 1).unwrap_or(u32::MAX)
                });
                met.push(Entry { term, base, origin, blob });
            }
        }
        Self { entries: in_order(met, &terms), terms }
    }

    /// The text of an entry's term.
    pub(super) fn text(&self, entry: &Entry<'a>) -> &'a [u8] {
        self.terms.get(entry.term as usize).copied().unwrap_or_default()
    }

    /// The key of an entry: its term up to the exact stem.
    pub(super) fn key(&self, entry: &Entry<'a>) -> &'a [u8] {
        self.text(entry).split(|b| *b == 0).next().unwrap_or_default()
    }
}

/// Puts the entries where they belong.
fn in_order<'a>(met: Vec<Entry<'a>>, terms: &[&[u8]]) -> Vec<Entry<'a>> {
    let mut order: Vec<(u64, u32)> = (0..).zip(terms).map(|(n, term)| (first_bytes(term), n)).collect();
    let text = |n: u32| terms.get(n as usize).copied().unwrap_or_default();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| text(a.1).cmp(text(b.1))));
    let mut places = vec![0usize; terms.len()];
    met.iter().for_each(|entry| places[entry.term as usize] += 1);
    let mut from = 0;
    for (_, term) in order {
        let place = &mut places[term as usize];
        from += std::mem::replace(place, from);
    }
    let mut entries = met.clone();
    for entry in met {
        let place = &mut places[entry.term as usize];
        entries[*place] = entry;
        *place += 1;
    }
    entries.chunk_by_mut(|a, b| a.term == b.term).for_each(|same| {
        // Stable: what one batch's compounds give a part stays in the order of the batch.
        same.sort_by_key(|entry| (entry.base, entry.origin));
    });
    entries
}
