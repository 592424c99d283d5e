//! All batches together: numbering, compounds, shards, directories.
//!
//! Postings wait in buckets by the first byte of their term and go to the spill folder when they grow beyond
//! `Options::memory`; each bucket is then sorted and written on its own, in parallel. What arrives first never
//! shows: records are numbered in the order of the batches' keys once all are there.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use rayon::prelude::*;

use crate::base::store::{self, StoreError};
use crate::search::analysed::Analysed;
use crate::search::buckets::{Buckets, Origin, entries, lock, runs};
use crate::search::code;
use crate::search::compound::Vocabulary;
use crate::search::lookup::{Lookup, Texts};
use crate::search::postings::{self, Pages, Post, varint};
use crate::search::segment::{self, Segment, put_entry};
use crate::search::shelf::{Cutter, Shelf};
use crate::search::sorted::{Entry, Sorted};
use crate::search::start::{self, Kept, Order};
use crate::search::{Batch, Sink};

/// Records listed under the first letters of a word, for those who are still typing.
const TYPED: usize = 40;
/// Least head level of such records: the title.
const TITLE: u8 = 4;
/// A compound that at most so many records hold is looked for by its parts too.
const RARE: usize = 8;

/// How an index is made.
#[derive(Debug, Clone)]
pub struct Options {
    /// A folder of the indexer's own for what does not fit in memory; made when needed, removed at the end.
    pub spill: PathBuf,
    /// Bytes of postings held in memory before they are spilled.
    pub memory: usize,
    /// A folder of the indexer's own where the analysis of a batch waits for the next build, which then analyses only
    /// what has changed. Never seen in what is written: without it the same files are made.
    pub analysed: Option<PathBuf>,
}

impl Options {
    /// 96 MB of postings in memory, nothing kept for the next build.
    #[must_use]
    pub fn new(spill: impl Into<PathBuf>) -> Self {
        Self { spill: spill.into(), memory: 96 << 20, analysed: None }
    }
}

/// Collects batches and writes the index.
pub struct Indexer {
    options: Options,
    kept: Mutex<Vec<Kept>>,
    buckets: Buckets,
    analysed: Option<Analysed>,
}

impl Indexer {
    /// An empty index.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let buckets = Buckets::new(&options, "run");
        let analysed = options.analysed.clone().map(Analysed::new);
        Self { options, kept: Mutex::default(), buckets, analysed }
    }

    /// Analyses a batch and adds it. Any thread, any order.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn add(&self, batch: Batch, sink: &impl Sink) -> Result<(), StoreError> {
        let Segment { key, records, attributes, cards, runs } =
            segment::analyse(batch, self.analysed.as_ref());
        let mut places = Vec::with_capacity(cards.len());
        for card in cards {
            sink.put(code::path(&card.name), card.bytes)?;
            places.push((card.record, card.part, card.name));
        }
        let batch = {
            let mut kept = lock(&self.kept);
            kept.push(Kept { key, records, attributes, cards: places });
            u32::try_from(kept.len() - 1).unwrap_or(u32::MAX)
        };
        runs.iter().try_for_each(|(byte, run)| self.buckets.push(*byte, (batch, Origin::Own), run))
    }

    /// Writes what needs all batches: shards of terms, directories, attributes, and the start file.
    ///
    /// # Errors
    /// A file cannot be written, or what was spilled cannot be read.
    pub fn finish(self, sink: &impl Sink) -> Result<(), StoreError> {
        let kept = self.kept.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let order = Order::of(&kept);
        let extra = Buckets::new(&self.options, "part");
        let merge = Merge { own: &self.buckets, extra: &extra, order: &order, words: Vocabulary::default() };
        let merge = Merge { words: merge.vocabulary()?, ..merge };
        let parts = merge.compounds()?;
        let mut written: Vec<Written> = merge
            .bytes()
            .into_par_iter()
            .map(|byte| merge.bucket(byte, parts.get(&byte), sink))
            .collect::<Result<_, _>>()?;
        let mut shelves: Vec<Shelf> =
            written.iter_mut().flat_map(|w| std::mem::take(&mut w.shelves)).collect();
        shelves.extend(aids(&written, sink)?);
        shelves.sort_by(|a, b| a.first.cmp(&b.first));
        start::start(&kept, &order, &shelves, sink)?;
        self.analysed.iter().for_each(Analysed::tidy);
        if store::is_folder(&self.options.spill) {
            store::remove_tree(&self.options.spill)?;
        }
        Ok(())
    }
}

/// A term's exact stem: what stands after the key, or the key where they are the same.
fn exact(term: &[u8]) -> &str {
    let text = std::str::from_utf8(term).unwrap_or("");
    text.split_once('\0').map_or(text, |(_, exact)| exact)
}

/// Terms that begin so may be words.
fn is_wordy(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte >= 0x80
}

/// Compounds of one bucket with their parts, a plus sign between.
type Parts = Lookup<Box<[u8]>, Box<str>>;

struct Merge<'a> {
    own: &'a Buckets,
    extra: &'a Buckets,
    order: &'a Order,
    words: Vocabulary,
}

/// What one bucket gives besides its files.
#[derive(Default)]
struct Written {
    shelves: Vec<Shelf>,
    typed: BTreeMap<String, Vec<(u8, u32)>>,
    /// Keys that spelling mistakes and compounds are put right by, with how common they are.
    spelt: Vec<(String, u32)>,
}

impl Merge<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.own.bytes();
        bytes.extend(self.extra.bytes());
        bytes.sort_unstable();
        bytes.dedup();
        bytes
    }

    /// The stems that may be parts of compounds.
    fn vocabulary(&self) -> Result<Vocabulary, StoreError> {
        let wordy: Vec<u8> = self.own.bytes().into_iter().filter(|byte| is_wordy(*byte)).collect();
        let lists: Vec<Vec<String>> =
            wordy.into_par_iter().map(|byte| self.common(byte)).collect::<Result<_, _>>()?;
        let mut words = Vocabulary::default();
        lists.iter().flatten().for_each(|stem| words.add(stem));
        Ok(words)
    }

    fn common(&self, byte: u8) -> Result<Vec<String>, StoreError> {
        let mut bytes = Vec::new();
        self.own.load(byte, &mut bytes)?;
        let mut places: Texts<&[u8], usize> = Texts::default();
        let mut counts: Vec<(&[u8], u32, u8)> = Vec::new();
        for (_, _, run) in runs(&bytes) {
            for (term, blob) in entries(run) {
                let place = *places.get_or_insert_with(term, || {
                    counts.push((term, 0, 0));
                    counts.len() - 1
                });
                let (found, head) = measure(blob);
                let count = &mut counts[place];
                (count.1, count.2) = (count.1 + found, count.2.max(head));
            }
        }
        let accepted = counts.into_iter().filter_map(|(term, found, head)| {
            let stem = exact(term);
            Vocabulary::accepts(stem, found, self.order.records, head >= TITLE).then(|| stem.to_owned())
        });
        Ok(accepted.collect())
    }

    /// Gives every compound's postings to its parts; returns the parts by the compound's first byte.
    fn compounds(&self) -> Result<BTreeMap<u8, Parts>, StoreError> {
        let wordy: Vec<u8> = self.own.bytes().into_iter().filter(|byte| is_wordy(*byte)).collect();
        wordy.into_par_iter().map(|byte| Ok((byte, self.compounds_of(byte)?))).collect()
    }

    fn compounds_of(&self, byte: u8) -> Result<Parts, StoreError> {
        let mut bytes = Vec::new();
        self.own.load(byte, &mut bytes)?;
        let mut known: Texts<&[u8], Option<Vec<String>>> = Texts::default();
        let mut compounds = Parts::default();
        for (batch, _, run) in runs(&bytes) {
            let mut given: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
            for (term, blob) in entries(run) {
                let parts = known.get_or_insert_with(term, || {
                    let parts = self.words.parts(exact(term));
                    if parts.is_empty() {
                        return None;
                    }
                    compounds.insert(term.into(), parts.join("+").into());
                    Some(parts.iter().map(|part| segment::term(part)).collect())
                });
                for part in parts.iter().flatten() {
                    let first = part.bytes().next().unwrap_or_default();
                    put_entry(given.entry(first).or_default(), part.as_bytes(), blob);
                }
            }
            given
                .iter()
                .try_for_each(|(byte, run)| self.extra.push(*byte, (batch, Origin::Compound), run))?;
        }
        Ok(compounds)
    }

    /// Sorts and writes one bucket.
    fn bucket(&self, byte: u8, parts: Option<&Parts>, sink: &impl Sink) -> Result<Written, StoreError> {
        let mut bytes = Vec::new();
        self.own.load(byte, &mut bytes)?;
        self.extra.load(byte, &mut bytes)?;
        let all = Sorted::of(&bytes, &self.order.base);
        let (mut written, mut cutter, mut line) = (Written::default(), Cutter::default(), Vec::new());
        for same in all.entries.chunk_by(|a, b| a.term == b.term || all.key(a) == all.key(b)) {
            let Ok(key) = std::str::from_utf8(all.key(&same[0])) else { continue };
            line.clear();
            line.extend_from_slice(key.as_bytes());
            let (mut found, mut titled) = (0, false);
            for variant in same.chunk_by(|a, b| a.term == b.term) {
                let posts = united(variant);
                block(all.text(&variant[0]), parts, (&posts, &mut line));
                found += u32::try_from(posts.len()).unwrap_or(u32::MAX);
                titled |= posts.iter().any(|post| post.head >= TITLE);
                typed(key, &posts, &mut written.typed);
            }
            if is_wordy(byte) && Vocabulary::accepts(key, found, self.order.records, titled) {
                written.spelt.push((key.to_owned(), found));
            }
            cutter.line(key, &line);
        }
        written.shelves = put_all(cutter, sink)?;
        Ok(written)
    }
}

/// One variant of a key: its exact stem where it is another, its parts where it is a rare compound, its posts.
fn block(term: &[u8], parts: Option<&Parts>, (posts, line): (&[Post], &mut Vec<u8>)) {
    line.push(b'\t');
    if term.contains(&0) {
        line.extend_from_slice(exact(term).as_bytes());
    }
    line.push(b' ');
    if let (true, Some(parts)) = (posts.len() <= RARE, parts.and_then(|parts| parts.get(term))) {
        line.extend_from_slice(parts.as_bytes());
    }
    line.push(b' ');
    postings::print(posts, line);
}

/// How many records a blob names, and the highest head level.
fn measure(blob: &[u8]) -> (u32, u8) {
    let (mut at, mut found, mut best) = (0, 0, 0);
    while let (Some(_), Some(head)) = (varint(blob, &mut at), varint(blob, &mut at)) {
        for _ in 0..head / 8 {
            varint(blob, &mut at);
        }
        found += 1;
        best = best.max(u8::try_from(head % 8).unwrap_or(0));
    }
    (found, best)
}

/// The posts of one term over all batches, whose records follow one another.
fn united(entries: &[Entry<'_>]) -> Vec<Post> {
    let (mut posts, mut batch) = (Vec::new(), Vec::new());
    for same in entries.chunk_by(|a, b| a.base == b.base) {
        for entry in same {
            let share = if entry.origin == Origin::Own { 1.0 } else { code::COMPOUND };
            // Blobs are this program's own; one that cannot be read to its end gives what it has.
            let _ = postings::read_posts(entry.blob, entry.base, share, &mut batch);
        }
        // A term in its own right and as a part of compounds.
        if same.len() > 1 {
            postings::unite(&mut batch);
        }
        posts.append(&mut batch);
    }
    posts
}

/// Notes the records with a word in their title under the word's first two and three letters.
fn typed(key: &str, posts: &[Post], lists: &mut BTreeMap<String, Vec<(u8, u32)>>) {
    for letters in [2, 3] {
        let Some((end, _)) = key.char_indices().nth(letters) else { return };
        if !key.bytes().next().is_some_and(is_wordy) || posts.iter().all(|post| post.head < TITLE) {
            return;
        }
        let list = lists.entry(key[..end].to_owned()).or_default();
        list.extend(posts.iter().filter(|post| post.head >= TITLE).map(|post| (post.head, post.record)));
        if list.len() > TYPED * 20 {
            shorten(list);
        }
    }
}

/// Keeps the records with the word highest, the newest of equals; each once.
fn shorten(list: &mut Vec<(u8, u32)>) {
    list.sort_unstable_by(|a, b| b.cmp(a));
    let mut seen = std::collections::BTreeSet::new();
    list.retain(|(_, record)| seen.insert(*record));
    list.truncate(TYPED);
}

fn put_all(mut cutter: Cutter, sink: &impl Sink) -> Result<Vec<Shelf>, StoreError> {
    cutter.close();
    let put = |(shelf, bytes): (Shelf, Vec<u8>)| sink.put(code::path(&shelf.name), bytes).map(|()| shelf);
    cutter.done.into_iter().map(put).collect()
}

/// The lines that help those who type: `^` first letters → records; `<` first and `>` last three letters → words.
fn aids(written: &[Written], sink: &impl Sink) -> Result<Vec<Shelf>, StoreError> {
    let mut lines: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (letters, mut list) in written.iter().flat_map(|w| w.typed.clone()) {
        shorten(&mut list);
        list.sort_unstable_by_key(|(_, record)| *record);
        let posts: Vec<Post> = list
            .iter()
            .map(|(head, record)| Post { record: *record, head: *head, pages: Pages::default() })
            .collect();
        let mut line = format!("^{letters}\t  ").into_bytes();
        postings::print(&posts, &mut line);
        lines.insert(format!("^{letters}"), line);
    }
    for (word, found) in written.iter().flat_map(|w| &w.spelt) {
        let places: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let (Some(front), Some(back)) =
            (places.get(3), places.len().checked_sub(4).and_then(|n| places.get(n)))
        else {
            continue;
        };
        let common = char::from(b'0' + u8::try_from(found.ilog2().min(9)).unwrap_or(9));
        for (key, rest) in [
            (format!("<{}", &word[..*front]), &word[*front..]),
            (format!(">{}", &word[*back..]), &word[..*back]),
        ] {
            let line = lines.entry(key.clone()).or_insert_with(|| format!("{key}\t").into_bytes());
            line.extend_from_slice(format!("{rest}{common} ").as_bytes());
        }
    }
    let mut shelves = Vec::new();
    for mark in ['<', '>', '^'] {
        let mut cutter = Cutter::default();
        lines.iter().filter(|(key, _)| key.starts_with(mark)).for_each(|(key, line)| cutter.line(key, line));
        shelves.extend(put_all(cutter, sink)?);
    }
    Ok(shelves)
}
