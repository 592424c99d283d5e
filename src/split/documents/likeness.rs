//! How alike two titles or two texts are: by their words, because line breaks, hyphens and spellings differ.

use std::collections::BTreeSet;

use crate::base::text::folded;

/// The words of a text, folded, hyphens and punctuation as gaps.
pub(crate) fn words(text: &str) -> Vec<String> {
    folded(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Shares of words in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Likeness {
    /// Of both together (Dice).
    pub(crate) both: f64,
    /// Of the shorter one.
    pub(crate) shorter: f64,
    /// Words of the shorter one.
    pub(crate) count: usize,
}

/// How alike two sets of words are.
pub(crate) fn of(a: &BTreeSet<String>, b: &BTreeSet<String>) -> Likeness {
    let common = a.intersection(b).count();
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return Likeness { both: 0.0, shorter: 0.0, count: 0 };
    }
    Likeness { both: 2.0 * share(common, a.len() + b.len()), shorter: share(common, shorter), count: shorter }
}

/// How alike two titles are.
pub(crate) fn titles(a: &str, b: &str) -> Likeness {
    of(&words(a).into_iter().collect(), &words(b).into_iter().collect())
}

/// `part` of `whole`, 0 for nothing of nothing.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}
