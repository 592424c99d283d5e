//! Ids of items and documents: slugs of their titles, unique within the meeting.

use std::collections::BTreeSet;

use crate::mask::slug_within;
use crate::model::record::Item;

/// The longest id, in bytes, before a number that makes it unique.
const LONGEST: usize = 60;

/// The ids given so far.
#[derive(Debug)]
pub(crate) struct Ids {
    items: BTreeSet<String>,
    documents: BTreeSet<String>,
}

impl Default for Ids {
    fn default() -> Self {
        // "handlingar" is the address of a meeting's list of documents.
        let reserved: BTreeSet<String> = std::iter::once("handlingar".to_owned()).collect();
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
        unique(&mut self.items, &slug)
    }

    /// Notes that a document has this id already.
    pub(crate) fn take(&mut self, id: &str) {
        self.documents.insert(id.to_owned());
    }

    /// An id for a document of this title.
    pub(crate) fn document(&mut self, title: &str) -> String {
        let slug = slug_within(title, LONGEST);
        unique(&mut self.documents, if slug.is_empty() { "handling" } else { &slug })
    }
}

/// The slug, with the first free number where it is taken.
fn unique(taken: &mut BTreeSet<String>, slug: &str) -> String {
    let mut id = slug.to_owned();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{slug}-{number}");
        number += 1;
    }
    id
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
