//! One batch analysed: its card files, what filters need to know of it, and its postings by term.

use std::cell::RefCell;
use std::rc::Rc;

use crate::model::record::Outcome;
use crate::search::analysed::Analysed;
use crate::search::cards::{self, CardFile};
use crate::search::code;
use crate::search::lookup::{Lookup, Texts};
use crate::search::postings::{Post, put_post, put_varint};
use crate::search::words::{Class, Mode, Scan, is_stop, plain, squash};
use crate::search::{Batch, Kind, SearchRecord, Weight, language};

/// Length of a page, in words, at which a word that stands there once weighs 1.
const PAGE_LENGTH: f64 = 250.0;

/// A batch, analysed.
pub(crate) struct Segment {
    /// The batch's key.
    pub(crate) key: String,
    /// Number of records indexed (copies are not).
    pub(crate) records: u32,
    /// What filters need, in columns of runs.
    pub(crate) attributes: String,
    /// Card files.
    pub(crate) cards: Vec<CardFile>,
    /// Its postings.
    pub(crate) runs: Runs,
}

/// The form in which a term is stored: key without å, ä, ö, then the exact stem where it differs.
#[must_use]
pub fn term(exact: &str) -> String {
    let key = plain(exact);
    if key == exact { key } else { format!("{key}\0{exact}") }
}

/// Words that a thread remembers before it forgets them all.
const REMEMBERED: usize = 1 << 17;

/// Words with the terms that they stand for. Most words of a batch stood in the one before.
#[derive(Default)]
struct Terms {
    /// Word as scanned → number of its term, and whether it is a stop word.
    words: Texts<Box<[u8]>, (u32, bool)>,
    numbers: Lookup<Rc<str>, u32>,
    texts: Vec<Rc<str>>,
}

impl Terms {
    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let term: Rc<str> = term.into();
        self.texts.push(Rc::clone(&term));
        self.numbers.insert(term, number);
        number
    }

    fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// Makes room where there are too many.
    fn forget(&mut self) {
        if self.words.len() >= REMEMBERED || self.texts.len() >= REMEMBERED {
            *self = Self::default();
        }
    }

    /// The term of a token, and whether it is a stop word. Words and codes never look alike: only codes hold digits.
    fn of(&mut self, text: &str, class: Class) -> (u32, bool) {
        if let Some(known) = self.words.get(text.as_bytes()) {
            return *known;
        }
        let found = match class {
            Class::Word => (self.number(&term(&language::stem_anew(text))), is_stop(text)),
            Class::Code => (self.number(&term(text)), false),
        };
        self.words.insert(text.as_bytes(), found);
        found
    }
}

/// Where a term stands: record, part (0 is the head), level.
#[derive(Clone, Copy, Default)]
struct Entry {
    term: u32,
    record: u32,
    part: u32,
    level: u8,
}

/// Analyses one batch, unless `analysed` remembers it.
#[must_use]
pub(crate) fn analyse(mut batch: Batch, analysed: Option<&Analysed>) -> Segment {
    batch.records.retain(|record| record.duplicate_of.is_none());
    batch.records.sort_by(|a, b| (a.kind, &a.url).cmp(&(b.kind, &b.url)));
    let parts: Vec<_> = batch.records.iter().map(cards::parts).collect();
    let mut writer = cards::Writer::default();
    for (number, (record, parts)) in (0..).zip(batch.records.iter().zip(&parts)) {
        writer.record(number, record, parts);
    }
    let anew = || WORK.with_borrow_mut(|work| work.analyse(&batch.records, &parts));
    let runs = match analysed {
        Some(analysed) => analysed.runs(&batch, anew),
        None => anew(),
    };
    Segment {
        records: u32::try_from(batch.records.len()).unwrap_or(u32::MAX),
        attributes: attributes(&batch.records),
        key: batch.key,
        cards: writer.finish(),
        runs,
    }
}

/// Entries by first byte of their term: length and text of the term, length and posts.
pub(crate) type Runs = Vec<(u8, Vec<u8>)>;

thread_local! {
    /// What an analysis needs, kept from batch to batch.
    static WORK: RefCell<Work> = RefCell::default();
}

#[derive(Default)]
struct Work {
    scan: Scan,
    terms: Terms,
    entries: Vec<Entry>,
    /// How many entries each term has.
    counts: Vec<u32>,
    /// The terms that have any, with the first bytes of their texts.
    used: Vec<(u64, u32)>,
    sorted: Vec<Entry>,
    found: Vec<u32>,
    weighed: Vec<(u32, f64)>,
}

impl Work {
    fn analyse(&mut self, records: &[SearchRecord], parts: &[Vec<(Option<u32>, String)>]) -> Runs {
        self.terms.forget();
        for (number, (record, parts)) in (0..).zip(records.iter().zip(parts)) {
            self.head(number, record);
            for (part, (_, text)) in (1..).zip(parts.iter().skip(1)) {
                self.page((number, part), text);
            }
        }
        self.runs()
    }

    fn push(&mut self, entry: Entry) {
        let term = entry.term as usize;
        if self.counts.len() <= term {
            self.counts.resize(self.terms.texts.len().max(term + 1), 0);
        }
        if self.counts[term] == 0 {
            self.used.push((first_bytes(self.terms.text(entry.term).as_bytes()), entry.term));
        }
        self.counts[term] += 1;
        self.entries.push(entry);
    }

    fn page(&mut self, (record, part): (u32, u32), text: &str) {
        self.scan.fill(text);
        self.found.clear();
        let (terms, found) = (&mut self.terms, &mut self.found);
        self.scan.tokens(Mode::Text, |token| {
            let (term, stop) = terms.of(token.text, token.class);
            if !stop {
                found.push(term);
            }
        });
        let mut found = std::mem::take(&mut self.found);
        found.sort_unstable();
        let norm = 0.4 + 0.6 * length(&self.scan) / PAGE_LENGTH;
        for same in found.chunk_by(|a, b| a == b) {
            let times = u32::try_from(same.len()).unwrap_or(u32::MAX);
            let level = code::page_level(f64::from(times) / norm);
            self.push(Entry { term: same[0], record, part, level });
        }
        self.found = found;
    }

    /// Adds a field of the head: its words weigh `weight`, less in a field longer than `usual` words.
    fn field(&mut self, text: &str, (weight, usual): (f64, f64)) {
        self.scan.fill(text);
        let norm = 0.6 + 0.4 * length(&self.scan) / usual;
        let (terms, weighed) = (&mut self.terms, &mut self.weighed);
        self.scan.tokens(Mode::Text, |token| {
            let (term, stop) = terms.of(token.text, token.class);
            // Stop words are found in titles only, so that a query of nothing else still has an answer.
            weighed.push((term, if stop { 0.5 } else { weight / norm }));
        });
    }

    fn head(&mut self, number: u32, record: &SearchRecord) {
        self.weighed.clear();
        self.field(&record.title, (8.0, 8.0));
        for field in &record.fields {
            self.field(
                &field.text,
                match field.weight {
                    Weight::Title => (8.0, 8.0),
                    Weight::People => (5.0, 30.0),
                    Weight::Clause => (3.0, 60.0),
                    Weight::Summary => (2.0, 120.0),
                    Weight::Related => (1.5, 40.0),
                },
            );
        }
        for printed in &record.numbers {
            let squashed = squash(printed);
            let term = self.terms.number(&term(&squashed));
            self.weighed.push((term, 16.0));
            if record.kind == Kind::Arende {
                let exact = self.terms.number(&format!("={}", plain(&squashed)));
                self.weighed.push((exact, 16.0));
            }
        }
        // A stable sort: the weights of one term are added in the order of the text, the same on every run.
        let mut weighed = std::mem::take(&mut self.weighed);
        weighed.sort_by_key(|(term, _)| *term);
        for same in weighed.chunk_by(|a, b| a.0 == b.0) {
            let sum: f64 = same.iter().map(|(_, weight)| weight).sum();
            let level = code::head_level(sum * record.kind.factor());
            self.push(Entry { term: same[0].0, record: number, part: 0, level });
        }
        self.weighed = weighed;
    }

    /// Puts the entries in the order of their terms' texts, those of one term in the order in which they came.
    fn sort(&mut self) {
        let terms = &self.terms;
        self.used.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| terms.text(a.1).cmp(terms.text(b.1))));
        let mut from = 0;
        for (_, term) in &self.used {
            let place = &mut self.counts[*term as usize];
            from += std::mem::replace(place, from);
        }
        self.sorted.clear();
        self.sorted.resize(self.entries.len(), Entry::default());
        for entry in self.entries.drain(..) {
            let place = &mut self.counts[entry.term as usize];
            self.sorted[*place as usize] = entry;
            *place += 1;
        }
        for (_, term) in self.used.drain(..) {
            self.counts[term as usize] = 0;
        }
    }

    /// The entries by term, in the order of the terms' text. Leaves nothing of the batch behind.
    fn runs(&mut self) -> Runs {
        self.sort();
        let mut runs = Runs::new();
        let mut blob = Vec::new();
        for same in self.sorted.chunk_by(|a, b| a.term == b.term) {
            let text = self.terms.text(same[0].term);
            let Some(first) = text.bytes().next() else { continue };
            blob.clear();
            posts(same, &mut blob);
            if runs.last().is_none_or(|(byte, _)| *byte != first) {
                runs.push((first, Vec::new()));
            }
            if let Some((_, run)) = runs.last_mut() {
                put_entry(run, text.as_bytes(), &blob);
            }
        }
        runs
    }
}

/// The first eight bytes of a term as a number that sorts as they do.
pub(crate) fn first_bytes(term: &[u8]) -> u64 {
    let mut first = [0; 8];
    let length = term.len().min(8);
    first[..length].copy_from_slice(&term[..length]);
    u64::from_be_bytes(first)
}

/// Appends an entry: length and text of the term, length and posts.
pub(crate) fn put_entry(run: &mut Vec<u8>, term: &[u8], blob: &[u8]) {
    put_varint(run, u32::try_from(term.len()).unwrap_or(0));
    run.extend_from_slice(term);
    put_varint(run, u32::try_from(blob.len()).unwrap_or(0));
    run.extend_from_slice(blob);
}

/// Writes the entries of one term, which stand by record and part.
fn posts(entries: &[Entry], blob: &mut Vec<u8>) {
    let mut last = 0;
    for same in entries.chunk_by(|a, b| a.record == b.record) {
        let head = same.iter().find(|entry| entry.part == 0).map_or(0, |entry| entry.level);
        let pages =
            same.iter().filter(|entry| entry.part > 0).map(|entry| (entry.part, entry.level)).collect();
        let post = Post { record: same[0].record, head, pages };
        put_post(blob, &post, last);
        last = post.record;
    }
}

fn length(scan: &Scan) -> f64 {
    u32::try_from(scan.len()).map_or(0.0, f64::from)
}

/// Four columns parted by `|` (kind, body, date, outcomes), each a list of runs `value*count`.
fn attributes(records: &[SearchRecord]) -> String {
    let kind = |r: &SearchRecord| Kind::ALL.iter().position(|k| *k == r.kind).unwrap_or(0).to_string();
    let organ = |r: &SearchRecord| r.organ.slug.clone().unwrap_or_default();
    let date = |r: &SearchRecord| r.date.map_or(String::new(), |d| d.to_string().replace('-', ""));
    let outcomes = |r: &SearchRecord| {
        let places = Outcome::ALL.iter().enumerate().filter(|(_, o)| r.outcomes.contains(o));
        format!("{:x}", places.fold(0u32, |bits, (place, _)| bits | 1 << place))
    };
    [column(records, kind), column(records, organ), column(records, date), column(records, outcomes)]
        .join("|")
}

fn column(records: &[SearchRecord], value: impl Fn(&SearchRecord) -> String) -> String {
    let values: Vec<String> = records.iter().map(value).collect();
    let runs = values.chunk_by(|a, b| a == b).map(|run| match run {
        [one] => one.clone(),
        _ => format!("{}*{}", run[0], run.len()),
    });
    runs.collect::<Vec<_>>().join(",")
}
