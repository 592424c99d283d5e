//! Compounds taken apart by the site's own vocabulary: `kompetensförsörjning` is also `kompetens` and `försörjning`.

use crate::search::language::stem;
use crate::search::lookup::Texts;

/// Shortest part at all, in letters.
const SHORTEST: usize = 3;
/// How often a compound's first part is taken apart again.
const DEPTH: usize = 3;

/// The stems that may be part of a compound.
#[derive(Debug, Default)]
pub struct Vocabulary(Texts<Box<[u8]>, ()>);

impl Vocabulary {
    /// Whether a stem that `found` of `records` records hold, in a title if `titled`, may be a part.
    #[must_use]
    pub fn accepts(stem: &str, found: u32, records: u32, titled: bool) -> bool {
        let letters = stem.chars().count();
        let enough = if letters >= 5 { 1 + records / 5000 } else { 3 + records / 1000 };
        letters >= SHORTEST && stem.chars().all(char::is_alphabetic) && (titled || found >= enough)
    }

    /// Adds a stem.
    pub fn add(&mut self, stem: &str) {
        self.0.insert(stem.as_bytes(), ());
    }

    fn has(&self, stem: &str) -> bool {
        self.0.get(stem.as_bytes()).is_some()
    }

    /// The stems of the parts of `word` (a stem itself), empty where it is no compound of known words.
    #[must_use]
    pub fn parts(&self, word: &str) -> Vec<String> {
        let mut parts = Vec::new();
        self.collect(word, DEPTH, &mut parts);
        parts
    }

    fn collect(&self, word: &str, depth: usize, parts: &mut Vec<String>) {
        let Some((head, tail)) = self.split(word, depth) else { return };
        for part in [tail, head] {
            if self.has(&part) && !parts.contains(&part) {
                parts.push(part.clone());
            }
            self.collect(&part, depth - 1, parts);
        }
    }

    /// The rightmost place at which both sides are known, a last part of three letters as a last resort.
    fn split(&self, word: &str, depth: usize) -> Option<(String, String)> {
        let places: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        let longest = places.len().checked_sub(SHORTEST).filter(|_| depth > 0)?;
        let order = (SHORTEST..longest).rev().chain(std::iter::once(longest).filter(|at| *at > SHORTEST));
        order.filter_map(|at| places.get(at)).find_map(|at| {
            let (head, tail) = word.split_at(*at);
            // The last part is looked up first: most places fail there, and stemming costs.
            if !self.has(tail) {
                return None;
            }
            Some((self.head(head, depth)?, tail.to_owned()))
        })
    }

    /// The stem of a compound's first part: known itself, without its linking `s`, or a compound in its turn.
    fn head(&self, head: &str, depth: usize) -> Option<String> {
        let bare = head.strip_suffix('s').filter(|bare| bare.chars().count() >= SHORTEST);
        let forms = [Some(head.to_owned()), bare.map(str::to_owned), Some(stem(head))];
        let mut forms = forms.into_iter().flatten().filter(|form| form.chars().count() >= SHORTEST);
        forms
            .clone()
            .find(|form| self.has(form))
            .or_else(|| forms.find(|form| self.split(form, depth - 1).is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_fall_apart_at_known_words_only() {
        let mut words = Vocabulary::default();
        for word in ["kompetens", "försörjning", "plan", "rosenbergs", "pris", "social", "välfärd"] {
            words.add(&stem(word));
        }
        assert_eq!(words.parts(&stem("kompetensförsörjning")), ["försörjning", "kompet"]);
        assert_eq!(words.parts("kompetensförsörjningsplan"), ["plan", "försörjning", "kompet"]);
        assert_eq!(words.parts(&stem("rosenbergpriset")), ["pris", "rosenberg"]);
        assert!(words.parts("förening").is_empty());
    }
}
