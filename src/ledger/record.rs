//! Writes down what a build publishes.

use crate::content::Gone;
use crate::model::date::Date;

use super::{Ledger, Live, Page, State};

/// The ledger with everything that is published on `day`. What is known already is not written again, so that the
/// same content gives the same ledger on every later day.
#[must_use]
pub fn recorded(ledger: &Ledger, live: &Live, day: Date) -> Ledger {
    let mut fresh = ledger.clone();
    for (address, page) in &live.pages {
        match &page.gone {
            Some(gone) => take_down(&mut fresh, address, gone, day),
            None => keep(&mut fresh, address, page, day),
        }
    }
    // A file that never was published is not gone.
    for (address, gone) in live.gone.iter().filter(|(address, _)| ledger.entries.contains_key(*address)) {
        take_down(&mut fresh, address, gone, day);
    }
    for (meeting, notices) in &live.notices {
        fresh.entries.entry(meeting.clone()).or_default().notices.extend(notices.iter().cloned());
    }
    fresh
}

fn keep(ledger: &mut Ledger, address: &str, page: &Page, day: Date) {
    let entry = ledger.entries.entry(address.to_owned()).or_default();
    let last = entry.states.last();
    let gone = entry.gone.last().and_then(|gone| gone.day);
    let is_known =
        last.is_some_and(|last| last.sums == page.sums && gone.is_none_or(|gone| gone <= last.day));
    if !is_known {
        // A day before one that stands in the ledger already is a clock that is wrong.
        let day = day.max(last.map_or(day, |last| last.day)).max(gone.unwrap_or(day));
        let nth = last.filter(|last| last.day == day).map_or(1, |last| last.nth + 1);
        entry.states.insert(State { day, nth, sums: page.sums.clone() });
    }
    for (kind, numbers) in &page.anchors {
        entry.anchors.entry(kind.clone()).or_default().extend(numbers);
    }
}

fn take_down(ledger: &mut Ledger, address: &str, gone: &Gone, day: Date) {
    let entry = ledger.entries.entry(address.to_owned()).or_default();
    let since = entry.states.last().map(|state| state.day);
    let is_known = entry.gone.last().is_some_and(|known| match (known.day, since) {
        (Some(known), Some(since)) => known >= since,
        _ => true,
    });
    if !is_known {
        let day = gone.day.unwrap_or(day).max(since.unwrap_or(day));
        entry.gone.insert(Gone { day: Some(day), reason: gone.reason.clone() });
    }
}
