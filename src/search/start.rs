//! The start file and the directories: how a query finds the file that it needs.

use crate::base::store::StoreError;
use crate::search::Sink;
use crate::search::code;
use crate::search::shelf::{self, Shelf};

/// What is kept of a batch once its postings are in the buckets.
pub(super) struct Kept {
    pub(super) key: String,
    pub(super) records: u32,
    pub(super) attributes: String,
    /// Where each card file begins, and its name.
    pub(super) cards: Vec<(u32, u32, String)>,
}

/// The number of each batch's first record, by arrival; and the batches by key.
pub(super) struct Order {
    pub(super) base: Vec<u32>,
    pub(super) sorted: Vec<usize>,
    pub(super) records: u32,
}

impl Order {
    pub(super) fn of(kept: &[Kept]) -> Self {
        let mut sorted: Vec<usize> = (0..kept.len()).collect();
        sorted.sort_by(|a, b| kept[*a].key.cmp(&kept[*b].key));
        let mut base = vec![0; kept.len()];
        let mut records = 0;
        for batch in &sorted {
            base[*batch] = records;
            records += kept[*batch].records;
        }
        Self { base, sorted, records }
    }
}

/// Directories of more entries than this get files of their own.
const INLINE: usize = 160;

/// Writes the directories, the attributes and `search/start.txt`, the one file that keeps its name.
pub(super) fn start(
    kept: &[Kept],
    order: &Order,
    shelves: &[Shelf],
    sink: &impl Sink,
) -> Result<(), StoreError> {
    let mut attributes = String::new();
    let mut cards: Vec<(u32, u32, String)> = Vec::new();
    for batch in &order.sorted {
        let (kept, base) = (&kept[*batch], order.base[*batch]);
        attributes.push_str(&kept.attributes);
        attributes.push('\n');
        cards.extend(kept.cards.iter().map(|(record, part, name)| (base + record, *part, name.clone())));
    }
    let attributes_name = code::name(attributes.as_bytes());
    sink.put(code::path(&attributes_name), attributes.into_bytes())?;
    let terms = shelf::directory(shelves);
    let (terms_deep, terms) = root(terms, terms_text, sink)?;
    let cards = cards.into_iter().map(|(record, part, name)| ((record, part), name)).collect();
    let (cards_deep, cards) = root(cards, cards_text, sink)?;
    let head = format!("diariet 1 {} {attributes_name} {terms_deep} {cards_deep}\n", order.records);
    let text = format!("{head}{}\n{}", terms_text(&terms), cards_text(&cards));
    sink.put("search/start.txt".into(), text.into_bytes())
}

/// What a directory lists: where a file begins, and its name.
type Entries<K> = Vec<(K, String)>;

/// The entries of a directory that stand in the start file: all of them and 0, or those of its files and 1.
fn root<K: Clone>(
    lines: Entries<K>,
    text: fn(&[(K, String)]) -> String,
    sink: &impl Sink,
) -> Result<(u8, Entries<K>), StoreError> {
    if lines.len() <= INLINE {
        return Ok((0, lines));
    }
    let mut roots = Vec::new();
    let mut from = 0;
    for (at, (_, name)) in lines.iter().enumerate() {
        let size = at + 1 - from;
        // Cut by content, as shelves are: a new entry changes the directory near it only.
        let cut = size >= shelf::FAN * 2 || (size >= shelf::FAN / 2 && name.ends_with(['0', 'b']));
        if cut || at + 1 == lines.len() {
            let bytes = text(&lines[from..=at]).into_bytes();
            let name = code::name(&bytes);
            roots.push((lines[from].0.clone(), name.clone()));
            sink.put(code::path(&name), bytes)?;
            from = at + 1;
        }
    }
    Ok((1, roots))
}

fn terms_text(lines: &[(String, String)]) -> String {
    lines.iter().map(|(key, name)| format!("{key}\t{name}\n")).collect()
}

/// A line for each card file: steps in record number, part, name.
fn cards_text(lines: &[((u32, u32), String)]) -> String {
    let mut out = Vec::new();
    let mut last = 0;
    for ((record, part), name) in lines {
        code::put(&mut out, record - last);
        code::put(&mut out, *part);
        out.extend_from_slice(name.as_bytes());
        out.push(b'\n');
        last = *record;
    }
    String::from_utf8(out).unwrap_or_default()
}
