//! Whose a number is: the organisation's own registers, configured and learned.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::{self, Label, Place};
use super::{Diarienummer, Family, Layout};

/// Whose register a number stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// This organisation's: its case has a page.
    Own,
    /// Somebody else's: a reference, never a case page.
    External,
}

/// How far a bare number is unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Diary {
    /// One register for the whole organisation.
    #[default]
    Organisation,
    /// One register per body, as is lawful and usual (RÅ 1991 ref. 50): `2019/14` of two bodies is two cases.
    Body,
}

/// The registers that are the organisation's own.
///
/// Without any, every number is external: better no page than somebody else's case as ours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    /// Letters, with the order of parts that they are bound to; `None` means any order.
    own: BTreeSet<(String, Option<Layout>)>,
    bare: bool,
    diary: Diary,
}

impl Register {
    /// The registers of a configuration. Each of `prefixes` is the letters alone (`KS`), which then hold for every
    /// form, or an example (`19RS1`), which holds for that form only.
    #[must_use]
    pub fn new<'a>(prefixes: impl IntoIterator<Item = &'a str>) -> Self {
        let own = prefixes
            .into_iter()
            .map(|entry| match Diarienummer::parse(entry) {
                Ok(number) if number.prefix().is_some() => (number.prefix.clone(), Some(number.layout)),
                _ => (super::family::normal(entry).to_uppercase(), None),
            })
            .filter(|(prefix, _)| !prefix.is_empty())
            .collect();
        Self { own, ..Self::default() }
    }

    /// The same, with numbers without letters as own.
    #[must_use]
    pub fn with_bare_numbers(mut self) -> Self {
        self.bare = true;
        self
    }

    /// The same, with bare numbers unique as far as `diary` says.
    #[must_use]
    pub fn with_diary(mut self, diary: Diary) -> Self {
        self.diary = diary;
        self
    }

    /// Whether nothing is configured or learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && !self.bare
    }

    /// Whether numbers without letters are own.
    #[must_use]
    pub fn has_bare_numbers(&self) -> bool {
        self.bare
    }

    /// The letters of the own registers, in order.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.own.iter().map(|(prefix, _)| prefix.as_str())
    }

    /// Whose `number` is, by its own form.
    #[must_use]
    pub fn origin(&self, number: &Diarienummer) -> Origin {
        let own = match number.prefix() {
            Some(prefix) => self.knows(prefix, number.layout),
            None => self.bare,
        };
        if own { Origin::Own } else { Origin::External }
    }

    fn knows(&self, prefix: &str, layout: Layout) -> bool {
        self.own.contains(&(prefix.to_owned(), None)) || self.own.contains(&(prefix.to_owned(), Some(layout)))
    }

    /// The last step of the address of `number`'s case. Where each body has its own diary, a bare number carries the
    /// body's slug: `socialnamnden-2019-14`.
    #[must_use]
    pub fn slug(&self, number: &Diarienummer, body: Option<&str>) -> String {
        match (self.diary, number.prefix(), body) {
            (Diary::Body, None, Some(body)) => format!("{body}-{}", number.slug()),
            _ => number.slug(),
        }
    }

    /// Learns the registers of a packet from its own labels: letters that stand after "Diarienummer:", "Dnr" or "§ 5"
    /// at the head of a line. Letters seen much less often than the commonest are somebody else's letterhead. Where
    /// no line begins with a label, labels within lines count; where there is none at all, numbers with a cell or a
    /// line to themselves.
    pub fn learn<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) {
        let mut seen: [BTreeMap<(String, Option<Layout>), usize>; 3] = Default::default();
        for (_, found) in scan::in_lines(lines, &Self::default()).found {
            let number = &found.number;
            let class = match (found.label, found.place) {
                (Some(Label::Other), _) => continue,
                (Some(Label::Own), Place::Head) | (None, Place::Paragraph) => 0,
                (Some(Label::Own), _) => 1,
                (None, Place::Alone) if number.family() <= Family::D8 => 2,
                _ => continue,
            };
            let name = match number.prefix() {
                Some(prefix) => (prefix.to_owned(), Some(number.layout)),
                None => (String::new(), None),
            };
            *seen[class].entry(name).or_default() += 1;
        }
        let Some(best) = seen.iter().find(|class| !class.is_empty()) else { return };
        let most = best.values().copied().max().unwrap_or(0);
        for (name, _) in best.iter().filter(|(_, count)| **count * 4 >= most) {
            if name.0.is_empty() {
                self.bare = true;
            } else {
                self.own.insert(name.clone());
            }
        }
    }
}
