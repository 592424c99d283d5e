//! Maps from words: one look-up for every word of the site, so that they are made for short texts.

use std::borrow::Borrow;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A fast hasher without a random seed: the terms come from the site's own text, and order is never read from it.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Fx(u64);

impl Hasher for Fx {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        // The rest in two halves that may overlap: without a copy whose length is known only here.
        let (quads, bytes) = (rest.first_chunk::<4>(), rest.last_chunk::<4>());
        if let (Some(first), Some(last)) = (quads, bytes) {
            self.write_u64(
                u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)),
            );
        } else if !rest.is_empty() {
            self.write_u64(rest.iter().fold(rest.len() as u64, |sum, byte| sum << 8 | u64::from(*byte)));
        }
    }

    // What ends a text, and the length of a slice, tell nothing that the tables of this room need.
    fn write_u8(&mut self, _: u8) {}

    fn write_usize(&mut self, _: usize) {}

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// A map that is filled and asked, never walked.
#[expect(
    clippy::disallowed_types,
    reason = "one look-up for every word of the site; its order is never read"
)]
pub(crate) type Lookup<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Fx>>;

/// At most eight bytes, filled up with zeros, as a number; read in two halves that may overlap.
fn within_eight(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<8>(), bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(all), ..) => u64::from_le_bytes(*all),
        (_, Some(first), Some(last)) => {
            let beyond = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - bytes.len()));
            u64::from(u32::from_le_bytes(*first)) | beyond << 32
        }
        _ => bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    }
}

/// A text of sixteen bytes at most as two numbers, filled up with zeros; `None` where it is longer or ends in a zero.
fn short(text: &[u8]) -> Option<(u64, u64)> {
    if text.len() > 16 || text.last() == Some(&0) {
        return None;
    }
    let Some((first, rest)) = text.split_first_chunk::<8>() else { return Some((within_eight(text), 0)) };
    let last = match (rest, text.last_chunk::<8>()) {
        ([], _) | (_, None) => 0,
        (rest, Some(last)) => u64::from_le_bytes(*last) >> (8 * (8 - rest.len())),
    };
    Some((u64::from_le_bytes(*first), last))
}

/// A map from texts. Most words are short: they are kept, hashed and compared as two numbers, without a pointer to
/// follow.
#[derive(Debug)]
pub(super) struct Texts<K, V> {
    short: Lookup<(u64, u64), V>,
    long: Lookup<K, V>,
}

impl<K, V> Default for Texts<K, V> {
    fn default() -> Self {
        Self { short: Lookup::default(), long: Lookup::default() }
    }
}

impl<K: Borrow<[u8]> + Hash + Eq, V> Texts<K, V> {
    /// The value of a text.
    pub(crate) fn get(&self, text: &[u8]) -> Option<&V> {
        short(text).map_or_else(|| self.long.get(text), |key| self.short.get(&key))
    }

    /// The value of a text, made by `make` where there is none.
    pub(crate) fn get_or_insert_with<'t>(&mut self, text: &'t [u8], make: impl FnOnce() -> V) -> &mut V
    where
        K: From<&'t [u8]>,
    {
        match short(text) {
            Some(key) => self.short.entry(key).or_insert_with(make),
            None => self.long.entry(text.into()).or_insert_with(make),
        }
    }

    /// Sets the value of a text.
    pub(crate) fn insert<'t>(&mut self, text: &'t [u8], value: V)
    where
        K: From<&'t [u8]>,
    {
        match short(text) {
            Some(key) => self.short.insert(key, value),
            None => self.long.insert(text.into(), value),
        };
    }

    /// Number of texts.
    pub(crate) fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_length_are_told_apart() {
        let letters = b"abcdefghijklmnopqrst";
        let mut texts: Vec<Vec<u8>> = (0..=letters.len()).map(|n| letters[..n].to_vec()).collect();
        for n in 0..letters.len() {
            for wrong in [b'z', 0] {
                let mut other = letters.to_vec();
                other[n] = wrong;
                texts.extend((n + 1..=letters.len()).map(|end| other[..end].to_vec()));
            }
        }
        let mut map: Texts<Box<[u8]>, usize> = Texts::default();
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(*map.get_or_insert_with(text, || place), place, "{text:?}");
        }
        assert_eq!(map.len(), texts.len());
        map.insert(b"abc", 1_000);
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(map.get(text), Some(&if text == b"abc" { 1_000 } else { place }));
        }
        assert_eq!(map.get(b"another"), None);
    }
}
