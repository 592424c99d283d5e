//! Swedish order with numbers in it: § 9 before § 10, Z before Å before Ä before Ö, V and W apart.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Compares text as a Swedish reader sorts it (CLDR `sv`, numeric); equal text falls back to byte order, so that
/// the order is total and the same on every machine.
pub struct SwedishOrder(Option<CollatorBorrowed<'static>>);

impl SwedishOrder {
    /// The order; made once and shared.
    #[must_use]
    pub fn new() -> Self {
        let preferences = CollatorPreferences::from(&locale!("sv-u-kn"));
        Self(icu_collator::Collator::try_new(preferences, CollatorOptions::default()).ok())
    }

    /// How `a` and `b` stand to each other.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        // Without tables (the crate was built without its data) bytes still give a total order.
        self.0.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b)).then_with(|| a.cmp(b))
    }
}

impl Default for SwedishOrder {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_readers_find_things_where_they_look() {
        let order = SwedishOrder::new();
        let mut words = [
            "Örebro",
            "§ 10",
            "Älvsjö",
            "Zinkgruvan",
            "§ 9",
            "Åmål",
            "Växjö",
            "Wästerås",
            "KS 2026/10",
            "KS 2026/2",
        ];
        words.sort_by(|a, b| order.compare(a, b));
        assert_eq!(
            words,
            [
                "§ 9",
                "§ 10",
                "KS 2026/2",
                "KS 2026/10",
                "Växjö",
                "Wästerås",
                "Zinkgruvan",
                "Åmål",
                "Älvsjö",
                "Örebro"
            ]
        );
    }
}
