//! Names that are given once each.

use std::collections::{BTreeMap, BTreeSet};

/// The names given so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    taken: BTreeSet<String>,
    /// For each base, the number that is tried next: all below it are taken.
    next: BTreeMap<String, u32>,
}

impl Names {
    /// Notes that a name is taken.
    pub fn take(&mut self, name: impl Into<String>) {
        self.taken.insert(name.into());
    }

    /// `base`, or the first of `base-2`, `base-3` … that is free; it is taken then. A thousand of one base cost no more
    /// than a thousand others.
    pub fn give(&mut self, base: &str) -> String {
        if self.taken.insert(base.to_owned()) {
            return base.to_owned();
        }
        let next = self.next.entry(base.to_owned()).or_insert(2);
        loop {
            let name = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

impl<T: Into<String>> FromIterator<T> for Names {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        let mut taken = Self::default();
        names.into_iter().for_each(|name| taken.take(name));
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_free_number_is_given() {
        let mut names: Names = ["kajen", "kajen-3"].into_iter().collect();
        let given: Vec<String> = (0..3).map(|_| names.give("kajen")).collect();
        assert_eq!(given, ["kajen-2", "kajen-4", "kajen-5"]);
        assert_eq!(names.give("kajen-2"), "kajen-2-2");
        assert_eq!(names.give("bron"), "bron");
    }
}
