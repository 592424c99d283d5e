//! The index's files: the start file, directories, lines of terms, cards, attributes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use crate::base::store::StoreError;
use crate::model::record::Outcome;
use crate::search::Kind;
use crate::search::cards::{self, Card};
use crate::search::code::{self, Reader};
use crate::search::postings::{self, Post};
use crate::search::query::Filter;

/// Reads a file of the site by its path from the root.
pub trait Load {
    /// The file's text.
    ///
    /// # Errors
    /// It cannot be read.
    fn load(&self, path: &str) -> Result<String, StoreError>;
}

impl<F: Fn(&str) -> Result<String, StoreError>> Load for F {
    fn load(&self, path: &str) -> Result<String, StoreError> {
        self(path)
    }
}

/// One variant of a key: an exact stem and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Variant {
    /// Exact stem, å ä ö kept.
    pub(super) exact: String,
    /// Stems of its parts, where it is a rare compound.
    pub(super) parts: Vec<String>,
    /// Where it stands.
    pub(super) posts: Vec<Post>,
}

/// A file that is not what it should be.
fn foreign(path: &str) -> StoreError {
    let cause = std::io::Error::new(std::io::ErrorKind::InvalidData, "not a search index of this version");
    StoreError::Io { action: "read", path: Path::new(path).to_owned(), cause }
}

/// A directory: sorted keys with names of files, or of further directory files.
struct Directory<K> {
    deep: bool,
    entries: Vec<(K, String)>,
}

pub(super) struct Files<L> {
    load: L,
    /// Number of records in the index.
    pub(super) records: u32,
    attributes: String,
    terms: Directory<String>,
    cards: Directory<(u32, u32)>,
    seen: Mutex<BTreeMap<String, String>>,
}

impl<L: Load> Files<L> {
    pub(super) fn open(load: L) -> Result<Self, StoreError> {
        const START: &str = "search/start.txt";
        let text = load.load(START)?;
        let (head, rest) = text.split_once('\n').ok_or_else(|| foreign(START))?;
        let (terms, cards) = rest.split_once("\n\n").ok_or_else(|| foreign(START))?;
        let fields: Vec<&str> = head.split(' ').collect();
        let ["diariet", "1", records, attributes, terms_deep, cards_deep] = fields[..] else {
            return Err(foreign(START));
        };
        Ok(Self {
            load,
            records: records.parse().map_err(|_| foreign(START))?,
            attributes: attributes.to_owned(),
            terms: Directory { deep: terms_deep == "1", entries: term_entries(terms) },
            cards: Directory { deep: cards_deep == "1", entries: card_entries(cards) },
            seen: Mutex::default(),
        })
    }

    fn named(&self, name: &str) -> Result<String, StoreError> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(text) = seen.get(name) {
            return Ok(text.clone());
        }
        let text = self.load.load(&code::path(name))?;
        seen.insert(name.to_owned(), text.clone());
        Ok(text)
    }

    /// The files that may hold keys from `key` on, at most `count` of them.
    fn shelves(&self, key: &str, count: usize) -> Result<Vec<String>, StoreError> {
        let names = after(&self.terms.entries, &key.to_owned(), count);
        if !self.terms.deep {
            return Ok(names);
        }
        let mut found = Vec::new();
        for name in names {
            let entries = term_entries(&self.named(&name)?);
            found.extend(after(&entries, &key.to_owned(), count));
        }
        found.truncate(count);
        Ok(found)
    }

    /// What stands after the key on its line.
    pub(super) fn line(&self, key: &str) -> Result<Option<String>, StoreError> {
        let Some(name) = self.shelves(key, 1)?.pop() else { return Ok(None) };
        let text = self.named(&name)?;
        Ok(text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('\t').map(str::to_owned)))
    }

    /// The variants of a key; none where the site does not have it.
    pub(super) fn variants(&self, key: &str) -> Result<Vec<Variant>, StoreError> {
        Ok(self.line(key)?.map_or_else(Vec::new, |line| variants(key, &line)))
    }

    /// Keys that begin with `prefix` with their variants, from the two files where they begin.
    pub(super) fn beginning(&self, prefix: &str) -> Result<Vec<(String, Vec<Variant>)>, StoreError> {
        let mut found = Vec::new();
        for name in self.shelves(prefix, 2)? {
            for line in self.named(&name)?.lines().filter(|line| line.starts_with(prefix)) {
                if let Some((key, rest)) = line.split_once('\t') {
                    found.push((key.to_owned(), variants(key, rest)));
                }
            }
        }
        Ok(found)
    }

    /// The words listed under a key of three letters, with how common each is.
    pub(super) fn words(&self, key: &str) -> Result<Vec<(String, u8)>, StoreError> {
        let line = self.line(key)?.unwrap_or_default();
        let words = line.split(' ').filter_map(|word| {
            let (word, common) = word.split_at_checked(word.len().checked_sub(1)?)?;
            Some((word.to_owned(), *common.as_bytes().first()?))
        });
        Ok(words.collect())
    }

    /// The card of a record with one part of its text.
    pub(super) fn card(&self, record: u32, part: u32) -> Result<Option<Card>, StoreError> {
        let wanted = (record, part);
        let Some(mut entry) = at_or_before(&self.cards.entries, &wanted).cloned() else { return Ok(None) };
        if self.cards.deep {
            let entries = card_entries(&self.named(&entry.1)?);
            let Some(found) = at_or_before(&entries, &wanted) else { return Ok(None) };
            entry = found.clone();
        }
        Ok(cards::find(&self.named(&entry.1)?, record - entry.0.0, part))
    }

    /// Which records the filter lets through.
    pub(super) fn allowed(&self, filter: &Filter) -> Result<Vec<bool>, StoreError> {
        let text = self.named(&self.attributes)?;
        let mut allowed = Vec::with_capacity(self.records as usize);
        let kind = filter
            .kind
            .and_then(|k| Kind::ALL.iter().position(|one| *one == k))
            .map(|place| place.to_string());
        let outcome = filter.outcome.and_then(|o| Outcome::ALL.iter().position(|one| *one == o));
        let day = |text: &Option<String>| text.as_ref().map(|t| t.replace('-', ""));
        let (from, to) = (day(&filter.from), day(&filter.to));
        for line in text.lines() {
            let columns: Vec<Vec<&str>> = line.split('|').map(column).collect();
            let [kinds, organs, dates, outcomes] = columns.as_slice() else { continue };
            for (((k, organ), date), bits) in kinds.iter().zip(organs).zip(dates).zip(outcomes) {
                let bits = u32::from_str_radix(bits, 16).unwrap_or(0);
                allowed.push(
                    kind.as_ref().is_none_or(|kind| kind == k)
                        && filter.organ.as_ref().is_none_or(|slug| slug == organ)
                        && outcome.is_none_or(|place| bits >> place & 1 == 1)
                        && from.as_ref().is_none_or(|from| *date >= from.as_str())
                        && to.as_ref().is_none_or(|to| {
                            !date.is_empty() && &date[..to.len().min(date.len())] <= to.as_str()
                        }),
                );
            }
        }
        Ok(allowed)
    }
}

/// A column of runs, spelt out.
fn column(text: &str) -> Vec<&str> {
    let runs = text.split(',').map(|run| run.split_once('*').unwrap_or((run, "1")));
    runs.flat_map(|(value, count)| std::iter::repeat_n(value, count.parse().unwrap_or(0))).collect()
}

fn term_entries(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(key, name)| (key.to_owned(), name.to_owned()))
        .collect()
}

fn card_entries(text: &str) -> Vec<((u32, u32), String)> {
    let mut record = 0;
    let lines = text.lines().filter_map(|line| {
        let mut reader = Reader(line.as_bytes());
        record += reader.number()?;
        let part = reader.number()?;
        Some(((record, part), std::str::from_utf8(reader.0).ok()?.to_owned()))
    });
    lines.collect()
}

/// The last entry whose key is not after `key`.
fn at_or_before<'a, K: Ord>(entries: &'a [(K, String)], key: &K) -> Option<&'a (K, String)> {
    entries.get(entries.partition_point(|(first, _)| first <= key).checked_sub(1)?)
}

/// The names of that entry and those after it, `count` in all.
fn after<K: Ord>(entries: &[(K, String)], key: &K, count: usize) -> Vec<String> {
    let from = entries.partition_point(|(first, _)| first <= key).saturating_sub(1);
    entries.iter().skip(from).take(count).map(|(_, name)| name.clone()).collect()
}

fn variants(key: &str, line: &str) -> Vec<Variant> {
    let blocks = line.split('\t').filter_map(|block| {
        let mut fields = block.splitn(3, ' ');
        let (exact, parts, posts) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Variant {
            exact: if exact.is_empty() { key.to_owned() } else { exact.to_owned() },
            parts: parts.split('+').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
            posts: postings::parse(posts)?,
        })
    });
    blocks.collect()
}
