//! Which item of one source is which item of another: by paragraph, number, title, order.
//!
//! A match is made only where nothing else fits as well; several items of a meeting may carry one diarienummer, and
//! one title may stand twice. What could be a match but need not be is a doubt, for a person to settle.

use std::collections::BTreeSet;

use crate::base::text;
use crate::model::number::Diarienummer;
use crate::model::record::{Document, DocumentKind, Item, ItemKind};

/// What became of one new item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// It is the item at this place of the old ones.
    Is(usize),
    /// It may be one of these, and is none until a person says so.
    Doubt(Vec<usize>),
    /// It is new.
    New,
}

/// What items are compared by.
#[derive(Debug)]
struct Face {
    title: String,
    words: BTreeSet<String>,
    numbers: BTreeSet<String>,
    /// Words of the title that name somebody or something: with a capital or a figure, but for the first.
    names: BTreeSet<String>,
    number: Option<String>,
    paragraph: Option<String>,
}

impl Face {
    fn of(item: &Item) -> Self {
        let title = plain(&item.title);
        Self {
            words: title.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            title,
            names: names(&item.title),
            numbers: item.diarienummer.iter().map(|number| key(number)).collect(),
            number: item.number.as_deref().map(plain),
            paragraph: item.paragraph.as_deref().map(plain),
        }
    }

    fn shares_number(&self, other: &Self) -> bool {
        !self.numbers.is_disjoint(&other.numbers)
    }

    /// Whether both say something that cannot be of one item.
    fn contradicts(&self, other: &Self) -> bool {
        let numbers = !self.numbers.is_empty() && !other.numbers.is_empty() && !self.shares_number(other);
        let paragraphs = matches!((&self.paragraph, &other.paragraph), (Some(a), Some(b)) if a != b);
        numbers || paragraphs
    }

    /// Whether each title names something that the other does not ("Tallen 3" and "Tallen 4").
    fn names_another(&self, other: &Self) -> bool {
        self.names.difference(&other.names).next().is_some()
            && other.names.difference(&self.names).next().is_some()
    }

    /// Whether both have numbers, and none in common.
    fn other_case(&self, other: &Self) -> bool {
        !self.numbers.is_empty() && !other.numbers.is_empty() && !self.shares_number(other)
    }

    fn same_paragraph(&self, other: &Self) -> bool {
        self.paragraph.is_some() && self.paragraph == other.paragraph
    }

    fn same_title(&self, other: &Self) -> bool {
        !self.title.is_empty() && self.title == other.title
    }

    /// Whether the titles have a word in common that says something; a year does not.
    fn shares_word(&self, other: &Self) -> bool {
        const LEAST: usize = 5;
        self.words.intersection(&other.words).any(|word| word.chars().count() >= LEAST)
    }

    /// How alike the titles are, in hundredths: shared words, or one that begins as the other.
    fn likeness(&self, other: &Self) -> usize {
        let (short, long) = if self.title.len() <= other.title.len() { (self, other) } else { (other, self) };
        if short.title.len() >= 20 && long.title.starts_with(&short.title) {
            return 95;
        }
        let shared = self.words.intersection(&other.words).count();
        let all = self.words.len() + other.words.len();
        (200 * shared).checked_div(all).unwrap_or(0)
    }
}

/// The words of a title that name somebody or something, folded. A year says when, and names nothing.
fn names(title: &str) -> BTreeSet<String> {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != ':').filter(|word| !word.is_empty());
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let own = |(at, word): &(usize, &str)| {
        let figure = word.contains(|c: char| c.is_ascii_digit()) && !year(word);
        figure || *at > 0 && word.starts_with(char::is_uppercase)
    };
    words.enumerate().filter(own).map(|(_, word)| plain(word)).collect()
}

/// A title for comparison: folded, letters and digits only.
pub(super) fn plain(title: &str) -> String {
    let mut out = String::new();
    for c in text::folded(title).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.trim_end().to_owned()
}

/// A number for comparison, whatever its spelling.
pub(super) fn key(number: &str) -> String {
    Diarienummer::parse(number).map_or_else(|_| plain(number), |number| number.key().to_owned())
}

/// What each of `new` is among `old`.
pub(super) fn items(old: &[Item], new: &[Item]) -> Vec<Match> {
    let old: Vec<Face> = old.iter().map(Face::of).collect();
    let new: Vec<Face> = new.iter().map(Face::of).collect();
    let mut pairing = Pairing { taken: vec![false; old.len()], found: vec![None; new.len()], old, new };
    pairing.single(|a, b| {
        a.same_paragraph(b)
            && !a.other_case(b)
            && (a.same_title(b)
                || a.likeness(b) >= 40 && !a.names_another(b)
                || a.shares_number(b)
                || is_bare(a, b))
    });
    pairing.single(|a, b| a.number.is_some() && a.number == b.number && a.same_title(b) && !a.contradicts(b));
    pairing.in_order(|a, b| a.same_title(b) && a.numbers == b.numbers && !a.contradicts(b));
    pairing.single(|a, b| a.same_title(b) && !a.contradicts(b));
    pairing.single(|a, b| a.shares_number(b) && a.likeness(b) >= 50 && !a.contradicts(b));
    pairing.single(|a, b| {
        a.shares_number(b)
            && a.likeness(b) >= 20
            && a.shares_word(b)
            && !a.names_another(b)
            && !a.contradicts(b)
    });
    // A person may have given the item another title.
    pairing
        .single(|a, b| a.shares_number(b) && a.number.is_some() && a.number == b.number && !a.contradicts(b));
    pairing.single(|a, b| a.likeness(b) >= 80 && !a.names_another(b) && !a.contradicts(b));
    pairing.single(|a, b| {
        a.number.is_some()
            && a.number == b.number
            && a.likeness(b) >= 50
            && !a.names_another(b)
            && !a.contradicts(b)
    });
    pairing.between_neighbours();
    pairing.finish()
}

/// Whether one of the two is a hole: a paragraph without title and number.
fn is_bare(a: &Face, b: &Face) -> bool {
    [a, b].iter().any(|face| face.title.is_empty() && face.numbers.is_empty())
}

struct Pairing {
    old: Vec<Face>,
    new: Vec<Face>,
    taken: Vec<bool>,
    found: Vec<Option<usize>>,
}

impl Pairing {
    fn open_new(&self) -> Vec<usize> {
        (0..self.new.len()).filter(|at| self.found[*at].is_none()).collect()
    }

    fn open_old(&self) -> Vec<usize> {
        (0..self.old.len()).filter(|at| !self.taken[*at]).collect()
    }

    fn join(&mut self, old: usize, new: usize) {
        self.taken[old] = true;
        self.found[new] = Some(old);
    }

    /// Joins those that fit each other and nobody else.
    fn single(&mut self, fits: impl Fn(&Face, &Face) -> bool) {
        let (open_old, open_new) = (self.open_old(), self.open_new());
        let mut joins = Vec::new();
        for new in &open_new {
            let mut partners = open_old.iter().filter(|old| fits(&self.old[**old], &self.new[*new]));
            if let (Some(old), None) = (partners.next(), partners.next())
                && open_new.iter().filter(|other| fits(&self.old[*old], &self.new[**other])).count() == 1
            {
                joins.push((*old, *new));
            }
        }
        joins.into_iter().for_each(|(old, new)| self.join(old, new));
    }

    /// Joins what stands equally often on both sides, first with first.
    fn in_order(&mut self, fits: impl Fn(&Face, &Face) -> bool) {
        for new in self.open_new() {
            if self.found[new].is_some() {
                continue;
            }
            let olds: Vec<usize> =
                self.open_old().into_iter().filter(|old| fits(&self.old[*old], &self.new[new])).collect();
            let Some(first) = olds.first() else { continue };
            let news: Vec<usize> = self
                .open_new()
                .into_iter()
                .filter(|other| fits(&self.old[*first], &self.new[*other]))
                .collect();
            if olds.len() == news.len() {
                olds.into_iter().zip(news).for_each(|(old, new)| self.join(old, new));
            }
        }
    }

    /// Joins an item whose neighbours on both sides are joined to neighbours of the only open item between them.
    fn between_neighbours(&mut self) {
        // Nothing is left to join, as on a first import; each look below takes in all items.
        if self.open_old().is_empty() {
            return;
        }
        for new in self.open_new() {
            let before = self.found[..new].iter().rev().find_map(|old| *old).map_or(0, |old| old + 1);
            let after = self.found[new + 1..].iter().find_map(|old| *old).unwrap_or(self.old.len());
            let mut open = (before..after).filter(|old| !self.taken[*old]);
            let (Some(old), None) = (open.next(), open.next()) else { continue };
            let mut earlier = 0;
            let mut rivals = 0;
            for found in &self.found {
                match found {
                    Some(old) => earlier = old + 1,
                    None => rivals += usize::from(earlier == before),
                }
            }
            let (a, b) = (&self.old[old], &self.new[new]);
            let alike = !a.names_another(b)
                && (a.likeness(b) >= 50 || a.shares_number(b) && (a.shares_word(b) || is_bare(a, b)));
            if rivals == 1 && alike && !a.contradicts(b) {
                self.join(old, new);
            }
        }
    }

    fn finish(self) -> Vec<Match> {
        let open = self.open_old();
        self.found
            .iter()
            .zip(&self.new)
            .map(|(found, face)| {
                if let Some(old) = found {
                    return Match::Is(*old);
                }
                let likely: Vec<usize> = open
                    .iter()
                    .copied()
                    .filter(|old| {
                        let other = &self.old[*old];
                        // Another paragraph is another item, unless all else says that its number has changed.
                        let moved =
                            matches!((&other.paragraph, &face.paragraph), (Some(a), Some(b)) if a != b);
                        let same = other.same_title(face) && other.shares_number(face);
                        if moved { same } else { other.shares_number(face) || other.likeness(face) >= 60 }
                    })
                    .collect();
                if likely.is_empty() { Match::New } else { Match::Doubt(likely) }
            })
            .collect()
    }
}

/// Whether an item of business (not a formality, which every meeting has) is on both sides.
pub(super) fn share_item(old: &[Item], new: &[Item]) -> bool {
    let business = |item: &&Item| item.kind != ItemKind::Formalia;
    let old: Vec<Item> = old.iter().filter(business).cloned().collect();
    let new: Vec<Item> = new.iter().filter(business).cloned().collect();
    items(&old, &new).iter().any(|found| *found != Match::New)
}

/// Which document of `old` each of `new` is: same item, kind and title, first with first; else the same stretch of
/// the same source.
pub(super) fn documents(old: &[Document], new: &[Document]) -> Vec<Option<usize>> {
    let mut taken = vec![false; old.len()];
    let name = |document: &Document| (document.item.clone(), document.kind, plain(&document.title));
    let stretch = |document: &Document| (document.source.clone(), document.pages, document.lines);
    let mut found = vec![None; new.len()];
    let mut claim = |fits: &dyn Fn(&Document, &Document) -> bool, found: &mut Vec<Option<usize>>| {
        for (at, document) in new.iter().enumerate() {
            if found[at].is_none()
                && let Some(is) = (0..old.len()).find(|is| !taken[*is] && fits(&old[*is], document))
            {
                taken[is] = true;
                found[at] = Some(is);
            }
        }
    };
    claim(&|a, b| name(a) == name(b) && stretch(a) == stretch(b), &mut found);
    // Minutes of some paragraphs add up: those of another file are another document.
    let partial = |document: &Document| {
        matches!(document.kind, DocumentKind::Delprotokoll | DocumentKind::Protokollsutdrag)
            && document.item.is_none()
    };
    claim(&|a, b| name(a) == name(b) && (!partial(a) || a.source == b.source), &mut found);
    let alike = |a: &Document, b: &Document| {
        let words = |document: &Document| -> BTreeSet<String> {
            plain(&document.title).split(' ').map(str::to_owned).collect()
        };
        let (a_words, b_words) = (words(a), words(b));
        let shared = a_words.intersection(&b_words).count() * 200 / (a_words.len() + b_words.len()).max(1);
        shared >= 50 || a.diarienummer.iter().any(|number| b.diarienummer.contains(number))
    };
    claim(
        &|a, b| (a.pages.is_some() || a.lines.is_some()) && stretch(a) == stretch(b) && alike(a, b),
        &mut found,
    );
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(number: &str, paragraph: &str, dnr: &str, title: &str) -> Item {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut item = Item::new("", title, ItemKind::Beslut);
        item.number = some(number);
        item.paragraph = some(paragraph);
        item.diarienummer = some(dnr).into_iter().collect();
        item
    }

    #[test]
    fn minutes_find_the_items_of_the_agenda() {
        let old = [
            item("1", "", "", "Val av justerare"),
            item("2", "", "KS 2026/1", "Budget för år 2027"),
            item("3", "", "KS 2026/2", "Motion om cykelbanor i Norra Lindmora"),
            item("4", "", "KS 2026/2", "Remiss av motionen om cykelbanor"),
            item("5", "", "", "Information"),
            item("6", "", "", "Information"),
        ];
        let new = [
            item("", "10", "", "Upprop"),
            item("", "11", "", "Val av justerare"),
            item("", "12", "KS-2026:1", "Budget 2027"),
            item("", "13", "KS 2026/2", "Motion om cykelbanor i Norra Lindmora"),
            item("", "14", "KS 2026/2", "Remiss av motionen om cykelbanor, fortsatt"),
            item("", "15", "", "Information"),
            item("", "16", "", "Information"),
        ];
        use Match::{Is, New};
        assert_eq!(items(&old, &new), [New, Is(0), Is(1), Is(2), Is(3), Is(4), Is(5)]);
        assert_eq!(items(&new, &new), (0..new.len()).map(Is).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_not_sure_is_not_joined() {
        let old = [
            item("1", "", "KS 2026/2", "Cykelbanor, del 1"),
            item("2", "", "KS 2026/2", "Cykelbanor, del 2"),
        ];
        let new = [item("", "7", "KS 2026/2", "Cykelbanor")];
        assert_eq!(items(&old, &new), [Match::Doubt(vec![0, 1])]);
        let other = [item("", "7", "KS 2026/9", "Cykelbanor, del 1")];
        assert_eq!(items(&old[..1], &other), [Match::Doubt(vec![0])], "same title, other case");
        let elsewhere = [item("", "8", "", "Upprop")];
        assert_eq!(items(&old, &elsewhere), [Match::New]);
    }

    #[test]
    fn a_paragraph_is_itself_and_no_other() {
        let old = [item("", "5", "KS 2026/2", "Cykelbanor")];
        assert_eq!(items(&old, &[item("", "6", "", "Cykelbanor")]), [Match::New]);
        let moved = [item("", "6", "KS 2026/2", "Cykelbanor")];
        assert_eq!(items(&old, &moved), [Match::Doubt(vec![0])], "its number may have changed");
        let shifted = [item("", "5", "KS 2026/3", "Cykelbanor i Vik")];
        assert_eq!(items(&old, &shifted), [Match::New], "another case took its number");
        assert_eq!(items(&old, &[item("", "5", "KS 2026/2", "Cykelbanor i Lindmora")]), [Match::Is(0)]);
        assert_eq!(
            items(&[item("", "163", "", "")], &[item("", "163", "KS 2026/7", "Ett ärende")]),
            [Match::Is(0)]
        );
    }

    #[test]
    fn titles_that_name_another_are_not_one() {
        for (a, b) in [
            ("Försäljning av fastigheten Tallen 3", "Försäljning av fastigheten Tallen 4"),
            ("Avsägelse från Anna Berg (S) i nämnden", "Avsägelse från Bo Berg (S) i nämnden"),
        ] {
            let found = items(&[item("3", "", "", a)], &[item("", "41", "", b)]);
            assert!(!matches!(found[0], Match::Is(_)), "{a} / {b}");
        }
        let found = items(
            &[item("5", "", "KS 2026/9", "Budget 2027 med plan 2028")],
            &[item("", "61", "KS 2026/9", "Skattesats 2027")],
        );
        assert_eq!(found, [Match::Doubt(vec![0])]);
    }

    #[test]
    fn order_decides_between_two_joined_neighbours() {
        let old = [
            item("1", "", "", "Upprop"),
            item("2", "", "", "Taxa för renhållning 2027"),
            item("3", "", "", "Övrigt"),
        ];
        let new = [
            item("", "1", "", "Upprop"),
            item("", "2", "", "Taxa för avfall och renhållning år 2027"),
            item("", "3", "", "Övrigt"),
        ];
        assert_eq!(items(&old, &new)[1], Match::Is(1));
    }
}
