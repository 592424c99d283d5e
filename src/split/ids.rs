//! Ids of items and documents: slugs of their titles, unique within the meeting.

use crate::base::names::Names;
use crate::mask::slug_within;
use crate::model::record::Item;

/// The longest id, in bytes, before a number that makes it unique.
const LONGEST: usize = 60;

/// The ids given so far.
#[derive(Debug)]
pub(crate) struct Ids {
    items: Names,
    documents: Names,
}

impl Default for Ids {
    fn default() -> Self {
        // "handlingar" is the address of a meeting's list of documents.
        let reserved: Names = std::iter::once("handlingar").collect();
        Self { items: reserved.clone(), documents: reserved }
    }
}

impl Ids {
    /// An id for this item.
    pub(crate) fn item(&mut self, item: &Item) -> String {
        let mut slug = slug_within(&item.title, LONGEST);
        if slug.is_empty() {
            slug = match (&item.paragraph, &item.number) {
                (Some(paragraph), _) => slug_within(&format!("paragraf-{paragraph}"), LONGEST),
                (None, Some(number)) => slug_within(&format!("arende-{number}"), LONGEST),
                (None, None) => "arende".to_owned(),
            };
        }
        self.items.give(&slug)
    }

    /// Notes that a document has this id already.
    pub(crate) fn take(&mut self, id: &str) {
        self.documents.take(id);
    }

    /// An id for a document of this title.
    pub(crate) fn document(&mut self, title: &str) -> String {
        let slug = slug_within(title, LONGEST);
        self.documents.give(if slug.is_empty() { "handling" } else { &slug })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::ItemKind;

    #[test]
    fn ids_are_unique_and_never_reserved() {
        let mut ids = Ids::default();
        assert_eq!(ids.item(&Item::new("", "Handlingar", ItemKind::Beslut)), "handlingar-2");
        assert_eq!(ids.document("Bilaga"), "bilaga");
        assert_eq!(ids.document("Bilaga"), "bilaga-2");
        let mut item = Item::new("", "", ItemKind::Sekretess);
        item.paragraph = Some("163".to_owned());
        assert_eq!(ids.item(&item), "paragraf-163");
    }
}
