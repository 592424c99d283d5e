//! The lines of the ledger: one fact each.
//!
//! ```text
//! /ks/2026-03-03/bron/ 2026-03-05 <sha256> [<sha256> …]      what stood there from that day on
//! /ks/2026-03-03/bron/ 2026-03-05/2 <sha256>                 the second state of a day
//! /dnr/ks-2026-12/ 2026-03-05                                a page that is a list of others
//! /ks/2026-03-03/bron/#beslut 1-3                            anchors
//! /ks/2026-03-03/bron/ 2026-04-01 gone <reason>              taken down
//! /ks/2026-03-03/bron/#forslag-4 2026-04-01 gone <reason>    an anchor taken down
//! /ks/2026-03-03/ anslag 2026-03-05 2026-03-27 <file>        a notice: posted, last day, the minutes
//! ```

use std::collections::BTreeMap;

use crate::base::text::squeeze;
use crate::content::Gone;
use crate::model::date::Date;

use super::{Entry, Ledger, Numbers, Posted, State};

/// Reads a line into the ledger.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read(line: &str, ledger: &mut Ledger) -> Result<(), &'static str> {
    let (address, fact) = line.split_once(' ').unwrap_or((line, ""));
    if !address.starts_with('/') || address.contains("//") || address.chars().any(char::is_control) {
        return Err("it does not begin with an address");
    }
    let fact = parse(address, fact)?;
    let (page, anchor) = address.split_once('#').map_or((address, ""), |(page, anchor)| (page, anchor));
    let entry = ledger.entries.entry(page.to_owned()).or_default();
    match fact {
        Fact::State(state) => drop(entry.states.insert(state)),
        Fact::Gone(gone) if anchor.is_empty() => drop(entry.gone.insert(gone)),
        Fact::Gone(gone) => keep_earliest(&mut entry.gone_anchors, anchor, gone),
        Fact::Anchors(numbers) => entry.anchors.entry(anchor.to_owned()).or_default().extend(&numbers),
        Fact::Notice(posted) => drop(entry.notices.insert(posted)),
    }
    Ok(())
}

/// What a line says of its address.
enum Fact {
    State(State),
    Gone(Gone),
    Anchors(Numbers),
    Notice(Posted),
}

fn parse(address: &str, fact: &str) -> Result<Fact, &'static str> {
    let (first, rest) = fact.split_once(' ').unwrap_or((fact, ""));
    if first == "anslag" && !address.contains('#') {
        return notice(rest).map(Fact::Notice);
    }
    let Some((day, nth)) = day(first) else {
        return match address.split_once('#') {
            Some(_) => Numbers::parse(fact).map(Fact::Anchors).ok_or("numbers of anchors were expected"),
            None => Err("a day was expected after the address"),
        };
    };
    if let Some(reason) = rest.strip_prefix("gone ") {
        return Ok(Fact::Gone(Gone { day: Some(day), reason: reason.to_owned() }));
    }
    if address.contains('#') {
        return Err("an anchor has numbers, or a day with `gone` and a reason");
    }
    let sums: Vec<String> = rest.split(' ').filter(|sum| !sum.is_empty()).map(str::to_owned).collect();
    let is_sum =
        |sum: &String| sum.len() == 64 && sum.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if sums.iter().all(is_sum) {
        Ok(Fact::State(State { day, nth, sums }))
    } else {
        Err("a checksum has 64 hexadecimal digits")
    }
}

/// "2026-03-05", "2026-03-05/2".
fn day(text: &str) -> Option<(Date, u32)> {
    let (day, nth) = text.split_once('/').unwrap_or((text, "1"));
    Some((Date::parse(day)?, nth.parse().ok().filter(|nth| *nth > 0)?))
}

fn notice(rest: &str) -> Result<Posted, &'static str> {
    let mut words = rest.splitn(3, ' ');
    let mut day = || words.next().and_then(Date::parse);
    match (day(), day()) {
        (Some(posted), Some(last)) => {
            let file = words.next().unwrap_or_default().to_owned();
            Ok(Posted { posted, last, file })
        }
        _ => Err("a notice has the day it was posted, its last day and a file"),
    }
}

/// Of two that took down one anchor, in two branches, the first is the one that did.
pub(super) fn keep_earliest(anchors: &mut BTreeMap<String, Gone>, anchor: &str, gone: Gone) {
    match anchors.get(anchor) {
        Some(known) if *known <= gone => {}
        _ => drop(anchors.insert(anchor.to_owned(), gone)),
    }
}

/// The lines of an entry.
pub(super) fn write(address: &str, entry: &Entry, lines: &mut Vec<String>) {
    for State { day, nth, sums } in &entry.states {
        let nth = if *nth == 1 { String::new() } else { format!("/{nth}") };
        let parts: Vec<&str> = sums.iter().map(String::as_str).collect();
        lines.push(format!("{address} {day}{nth} {}", parts.join(" ")).trim_end().to_owned());
    }
    let gone = |gone: &Gone| {
        let day = gone.day.map(|day| day.to_string()).unwrap_or_default();
        format!("{day} gone {}", squeeze(&gone.reason))
    };
    lines.extend(entry.gone.iter().map(|one| format!("{address} {}", gone(one))));
    lines.extend(entry.anchors.iter().map(|(kind, numbers)| format!("{address}#{kind} {numbers}")));
    lines.extend(entry.gone_anchors.iter().map(|(anchor, one)| format!("{address}#{anchor} {}", gone(one))));
    for Posted { posted, last, file } in &entry.notices {
        lines.push(format!("{address} anslag {posted} {last} {file}").trim_end().to_owned());
    }
}
