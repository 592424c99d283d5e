//! What would vanish.

use crate::base::diag::{Code, Diagnostic};
use crate::model::date::Date;

use super::{Entry, Ledger, Live, Moves, NAME, Posted, Whither};

/// So many lost addresses are named one by one; more are counted.
const MOST_NAMED: usize = 200;

/// Every address, anchor and notice of the ledger that a build with these pages would lose, as of `today`.
#[must_use]
pub fn vanished(ledger: &Ledger, live: &Live, moves: &Moves, today: Option<Date>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (address, entry) in &ledger.entries {
        if entry.states.is_empty() && entry.anchors.is_empty() {
            continue;
        }
        match moves.follow(address, live, ledger) {
            Whither::There(there) => anchors((address, entry), &there, (live, ledger), &mut found),
            // Said of the alias itself.
            Whither::Circle => {}
            Whither::Nowhere => found.push(vanishing(address, entry, live)),
        }
    }
    if found.len() > MOST_NAMED {
        let more = found.len() - MOST_NAMED;
        found.truncate(MOST_NAMED);
        let message = format!("{more} more published addresses or anchors would vanish");
        found.push(Diagnostic::error(Code::VANISHED, message).in_file(NAME).help(
            "where a whole body or meeting is gone, one alias or withdrawal of it is enough for all that lay below",
        ));
    }
    found.extend(notices(ledger, live, moves, today));
    found
}

fn vanishing(address: &str, entry: &Entry, live: &Live) -> Diagnostic {
    let message = format!("`{address}` was published and would vanish");
    let diagnostic = Diagnostic::error(Code::VANISHED, message).in_file(NAME);
    let diagnostic = match moved_to(entry, live) {
        Some(now) => diagnostic.help(format!("the same content stands at `{now}` now")),
        None => diagnostic,
    };
    // Cases and files have no front matter.
    let alias = if address.starts_with("/dnr/") || !address.ends_with('/') {
        format!("`[[redirects]]` in `diariet.toml`, `from = \"{address}\"` and `to` where it is now")
    } else {
        format!("`aliases = [\"{address}\"]` in the front matter of the page that took its place")
    };
    diagnostic
        .help(format!("if it has moved: {alias}"))
        .help(format!("if it is to be gone: `diariet withdraw {address} --reason \"…\"`"))
}

/// The page that says what was last said there.
fn moved_to<'a>(entry: &Entry, live: &'a Live) -> Option<&'a str> {
    let sum = entry.states.last()?.sums.first()?;
    live.pages.iter().find(|(_, page)| page.sums.first() == Some(sum)).map(|(address, _)| address.as_str())
}

fn anchors(
    (address, entry): (&str, &Entry),
    there: &str,
    (live, ledger): (&Live, &Ledger),
    found: &mut Vec<Diagnostic>,
) {
    let Some(page) = live.pages.get(there).filter(|page| page.gone.is_none()) else { return };
    let known_there = ledger.entries.get(there);
    let gone_there = known_there.map(|entry| &entry.gone_anchors);
    for (kind, numbers) in &entry.anchors {
        let here = page.anchors.get(kind);
        for number in numbers.iter().filter(|number| !here.is_some_and(|here| here.contains(*number))) {
            let anchor = format!("{kind}-{number}");
            // A page that moved had the anchor at its new address too: it is told once.
            let is_told = address != there
                && known_there
                    .and_then(|known| known.anchors.get(kind))
                    .is_some_and(|known| known.contains(number));
            let is_gone = is_told
                || entry.gone_anchors.contains_key(&anchor)
                || gone_there.is_some_and(|gone| gone.contains_key(&anchor));
            if !is_gone {
                let message = format!("`{address}#{anchor}` was published and would vanish");
                found.push(
                    Diagnostic::error(Code::VANISHED, message)
                        .in_file(NAME)
                        .help("clauses and pages keep their numbers: put it back where it stood")
                        .help(format!(
                            "if it is to be gone: `diariet withdraw \"{address}#{anchor}\" --reason \"…\"`"
                        )),
                );
            }
        }
    }
}

/// Notices that would be gone before their day.
fn notices(ledger: &Ledger, live: &Live, moves: &Moves, today: Option<Date>) -> Vec<Diagnostic> {
    let newest = live.notices.values().flatten().map(|notice| notice.posted).max();
    let Some(today) = today.or(newest) else { return Vec::new() };
    let mut found = Vec::new();
    for (meeting, entry) in &ledger.entries {
        let standing: Vec<&Posted> = entry.notices.iter().filter(|notice| notice.stands(today)).collect();
        if standing.is_empty() {
            continue;
        }
        // A meeting that moved takes its notices along.
        let now = match moves.follow(meeting, live, ledger) {
            Whither::There(now) => now,
            _ => meeting.clone(),
        };
        let board = live.board.get(&now);
        let is_there = |notice: &Posted| {
            board.is_some_and(|board| {
                board.iter().any(|there| there.file == notice.file || there.posted == notice.posted)
            })
        };
        found.extend(
            standing.into_iter().filter(|notice| !is_there(notice)).map(|notice| removed(meeting, notice)),
        );
    }
    found
}

fn removed(meeting: &str, notice: &Posted) -> Diagnostic {
    let Posted { posted, last, file } = notice;
    let message =
        format!("the notice of `{file}` ({meeting}), posted {posted}, stands until {last} and would be gone");
    Diagnostic::error(Code::NOTICE_REMOVED, message)
        .in_file(NAME)
        .help("a notice may not be removed before the time to appeal has run out (KL 8:12): put it back")
        .help(format!("if a day was misprinted, correct it and take the line `{meeting} anslag {posted} {last}` out of `{NAME}`"))
}
