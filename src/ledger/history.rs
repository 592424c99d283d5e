//! What became of each page since it was first published.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::content::{Alias, Gone};
use crate::model::date::Date;

use super::{Ledger, Moves, Page, State, above};

/// What became of one page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct History {
    /// Day it was first published, as far as the ledger tells.
    pub first: Option<Date>,
    /// What changed since, oldest first.
    pub changes: Vec<Change>,
    /// Anchors that were taken down.
    pub gone: Vec<GoneAnchor>,
    /// Addresses that it had before.
    pub former: Vec<String>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The day.
    pub day: Date,
    /// Checksum of what stood there before.
    pub before: String,
    /// Checksum of what stood there from then on.
    pub after: String,
    /// Checksum of the file or text that it was read from, as citations carry it, where that was another before.
    pub cited: Option<String>,
}

/// An anchor that was taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoneAnchor {
    /// The anchor: `forslag-4`.
    pub anchor: String,
    /// When and why.
    pub gone: Gone,
}

/// One line of `/data/changes.ndjson`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Happened {
    /// The day.
    pub when: Date,
    /// Address of the page or file.
    pub url: String,
    /// "added", "changed" or "withdrawn".
    pub what: String,
    /// SHA-256 of the content before; `null` for what is new, and for pages that are lists of others.
    pub before: Option<String>,
    /// SHA-256 of the content from then on; `null` for what is withdrawn, and for pages that are lists of others.
    pub after: Option<String>,
    /// SHA-256 of the files or texts that the content was read from, as citations carry them, from then on.
    pub sources: Vec<String>,
    /// The address that the page had before, where it moved.
    pub moved_from: Option<String>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
}

impl History {
    /// What became of the page at `address`, which `page` is now and which had the addresses of `formers` before. With `today` what is new is counted as of that day.
    #[must_use]
    pub fn of(
        ledger: &Ledger,
        address: &str,
        page: &Page,
        formers: &[&Formers],
        today: Option<Date>,
    ) -> Self {
        let mut history = Self { former: former(address, formers), ..Self::default() };
        let mut states: Vec<State> = Vec::new();
        for address in history.former.iter().map(String::as_str).chain([address]) {
            let Some(entry) = ledger.entries.get(address) else { continue };
            states.extend(entry.states.iter().cloned());
            history.gone.extend(
                entry
                    .gone_anchors
                    .iter()
                    .filter(|(anchor, _)| !page.has(anchor))
                    .map(|(anchor, gone)| GoneAnchor { anchor: anchor.clone(), gone: gone.clone() }),
            );
        }
        history.former.retain(|old| ledger.entries.contains_key(old));
        states.sort();
        // What was taken down says no more what it said.
        let is_new = page.gone.is_none() && states.last().is_none_or(|last| last.sums != page.sums);
        if let Some(day) = today.filter(|_| is_new) {
            let day = states.last().map_or(day, |last| last.day.max(day));
            states.push(State { day, nth: 1, sums: page.sums.clone() });
        }
        history.first = states.first().map(|state| state.day);
        for pair in states.windows(2) {
            if let [before, after] = pair
                && let (Some(old), Some(new)) = (before.sums.first(), after.sums.first())
                && old != new
            {
                let cited = before.sums.get(1).filter(|sum| after.sums.get(1) != Some(sum)).cloned();
                history.changes.push(Change {
                    day: after.day,
                    before: old.clone(),
                    after: new.clone(),
                    cited,
                });
            }
        }
        history.gone.sort_by(|a, b| a.anchor.cmp(&b.anchor));
        history.gone.dedup_by(|a, b| a.anchor == b.anchor);
        history
    }
}

impl Page {
    /// Whether the page has the anchor.
    #[must_use]
    pub fn has(&self, anchor: &str) -> bool {
        anchor.rsplit_once('-').is_some_and(|(kind, number)| {
            let number = number.parse().unwrap_or_default();
            self.anchors.get(kind).is_some_and(|numbers| numbers.contains(number))
        })
    }
}

/// Old addresses by where they lead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Formers(BTreeMap<String, Vec<String>>);

impl Formers {
    /// Those that these aliases give.
    #[must_use]
    pub fn of<'a>(aliases: impl IntoIterator<Item = &'a Alias>) -> Self {
        let mut formers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for alias in aliases {
            formers.entry(alias.to.clone()).or_default().push(super::moved::canonical(&alias.from));
        }
        Self(formers)
    }

    /// The addresses from which one step leads to `address`: its own, and those of what it lies below.
    fn step<'a>(&'a self, address: &'a str) -> impl Iterator<Item = String> + 'a {
        let own = self.0.get(address).into_iter().flatten().cloned();
        let below = above(address).filter(move |above| *above != address).flat_map(move |above| {
            let rest = &address[above.len()..];
            let old = self.0.get(above).into_iter().flatten().filter(|old| old.ends_with('/'));
            old.map(move |old| format!("{old}{rest}"))
        });
        own.chain(below)
    }
}

/// The addresses that lead to `address`, several after one another too.
fn former(address: &str, formers: &[&Formers]) -> Vec<String> {
    let mut known = BTreeSet::from([address.to_owned()]);
    let mut open = vec![address.to_owned()];
    while let Some(at) = open.pop() {
        for old in formers.iter().flat_map(|formers| formers.step(&at)) {
            if known.len() < MOST_FORMER && known.insert(old.clone()) {
                open.push(old);
            }
        }
    }
    known.remove(address);
    known.into_iter().collect()
}

/// A page that moved more often than this is followed no further.
const MOST_FORMER: usize = 64;

/// Everything that happened, by day and address.
#[must_use]
pub fn happened(ledger: &Ledger, moves: &Moves) -> Vec<Happened> {
    let formers = Formers::of(moves.exact.values());
    let mut all = Vec::new();
    for (address, entry) in &ledger.entries {
        let mut before: Option<&State> = None;
        for state in &entry.states {
            let is_again = before.is_some_and(|before| {
                entry.gone.iter().any(|gone| gone.day.is_some_and(|day| before.day <= day && day < state.day))
            });
            let is_new = before.is_none() || is_again;
            let moved_from = if before.is_none() { moved(ledger, address, state, &formers) } else { None };
            all.push(Happened {
                when: state.day,
                url: address.clone(),
                what: if is_new { "added" } else { "changed" }.into(),
                before: before.filter(|_| !is_new).and_then(|before| before.sums.first().cloned()),
                after: state.sums.first().cloned(),
                sources: state.sums.iter().skip(1).cloned().collect(),
                moved_from,
                reason: None,
            });
            before = Some(state);
        }
        all.extend(entry.gone.iter().filter_map(|gone| {
            let day = gone.day?;
            let before = entry.states.iter().rfind(|state| state.day <= day);
            Some(Happened {
                when: day,
                url: address.clone(),
                what: "withdrawn".into(),
                before: before.and_then(|state| state.sums.first().cloned()),
                after: None,
                sources: Vec::new(),
                moved_from: None,
                reason: Some(gone.reason.clone()),
            })
        }));
    }
    // Of what happened on one day at one address the order in the ledger is the order in which it happened.
    all.sort_by(|a, b| (a.when, &a.url).cmp(&(b.when, &b.url)));
    all
}

/// The address that a page which is new at its own had before.
fn moved(ledger: &Ledger, address: &str, state: &State, formers: &Formers) -> Option<String> {
    let mut old: Vec<(Date, String)> = former(address, &[formers])
        .into_iter()
        .filter_map(|old| Some((ledger.entries.get(&old)?.states.last()?.day, old)))
        .filter(|(day, _)| *day <= state.day)
        .collect();
    old.sort();
    old.pop().map(|(_, old)| old)
}
