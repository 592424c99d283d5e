//! Tells whether a checksum that somebody cited is one that a page had.

use crate::base::diag::Diagnostic;
use crate::ledger::{History, Ledger, State, Whither};
use crate::model::date::Date;
use crate::{content::read, ledger};

use super::{Material, Options, withdraw};

/// A time in which a page, or what it was read from, had the checksum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// The day on which something else took its place; `None` for what stands there now.
    pub until: Option<Date>,
    /// The address under which the ledger knows it.
    pub address: String,
}

/// When the page at `address`, the meeting that it belongs to, or a file of either had the checksum `sum`; oldest
/// first. `None` where the address was never published.
///
/// # Errors
/// The site cannot be read.
pub fn verify(options: &Options, address: &str, sum: &str) -> Result<Option<Vec<Span>>, Vec<Diagnostic>> {
    let (config, _) = read::config(&options.root).map_err(|diagnostic| vec![diagnostic])?;
    let address = withdraw::within(address, &config.base_url);
    let page = address.split('#').next().unwrap_or_default();
    let resolved = Material::read(options)?.resolve(options, false);
    let settled = resolved.settled;
    let Whither::There(there) = settled.moves.follow(page, &settled.live, &settled.ledger) else {
        return Ok(None);
    };
    let mut addresses = vec![there.clone(), page.to_owned()];
    addresses.extend(ledger::above(&there).map(str::to_owned));
    addresses.extend(ledger::above(page).map(str::to_owned));
    let History { former, .. } = settled.history(&there);
    addresses.extend(former);
    let below: Vec<String> = addresses
        .iter()
        .flat_map(|address| {
            let files = settled.ledger.entries.range(address.clone()..);
            files
                .take_while(move |(file, _)| file.starts_with(address.as_str()))
                .map(|(file, _)| file.clone())
        })
        .filter(|file| !file.ends_with('/'))
        .collect();
    addresses.extend(below);
    addresses.sort();
    addresses.dedup();
    let sum = sum.trim().to_ascii_lowercase();
    let mut spans: Vec<Span> =
        addresses.iter().flat_map(|address| spans(&settled.ledger, address, &sum)).collect();
    spans.sort();
    Ok(Some(spans))
}

fn spans(ledger: &Ledger, address: &str, sum: &str) -> Vec<Span> {
    let Some(entry) = ledger.entries.get(address) else { return Vec::new() };
    let states: Vec<&State> = entry.states.iter().collect();
    let has = |state: &&State| state.sums.iter().any(|known| known == sum);
    let mut out: Vec<Span> = Vec::new();
    for (at, state) in states.iter().enumerate().filter(|(_, state)| has(state)) {
        let next = states.get(at + 1);
        let until = next.filter(|next| !has(next)).map(|next| next.day);
        let gone = if next.is_none() { entry.gone_since(state.day).and_then(|gone| gone.day) } else { None };
        match out.last_mut() {
            // The page changed and the source did not.
            Some(last) if last.until.is_none() => last.until = until.or(gone),
            _ => out.push(Span { from: state.day, until: until.or(gone), address: address.to_owned() }),
        }
    }
    out
}
