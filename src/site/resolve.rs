//! Puts the meetings together.

use std::collections::BTreeMap;

use crate::base::diag::{Code, Diagnostic};
use crate::base::order::SwedishOrder;
use crate::base::text;
use crate::content::config::Config;
use crate::content::read::CaseNote;
use crate::content::{Body, MeetingContent};
use crate::model::number::{Diarienummer, Register};

use super::mentions::Named;
use super::{Meeting, Site, cases};

/// What the pass over a meeting leaves: the meeting without the texts of its documents, and the numbers that those
/// and its items name.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// The meeting.
    pub meeting: Meeting,
    /// Numbers named in the texts of items and documents.
    pub named: Vec<Named>,
}

/// The registers of the configuration; where it names none, those of the items' own numbers. A board's items carry
/// the numbers of its own organisation, so the letters that most of them share are own.
#[must_use]
pub fn learn<'a>(config: &Config, meetings: impl IntoIterator<Item = &'a MeetingContent>) -> Register {
    let configured = config.register.register();
    if !configured.is_empty() {
        return configured;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut bare = 0_usize;
    let items = meetings.into_iter().flat_map(|content| &content.record.items);
    for number in items.flat_map(|item| &item.diarienummer).filter_map(|text| Diarienummer::parse(text).ok())
    {
        match number.prefix() {
            Some(prefix) => *counts.entry(prefix.to_owned()).or_default() += 1,
            None => bare += 1,
        }
    }
    let most = counts.values().copied().max().unwrap_or(0).max(bare);
    // Another authority's number stands in a heading now and then; an own register's does again and again.
    let often = |count: usize| count > 0 && count * 20 >= most;
    let prefixes: Vec<&str> =
        counts.iter().filter(|(_, count)| often(**count)).map(|(prefix, _)| prefix.as_str()).collect();
    let learned = RegisterParts { prefixes, bare: often(bare), by_body: config.register.by_body };
    learned.register()
}

struct RegisterParts<'a> {
    prefixes: Vec<&'a str>,
    bare: bool,
    by_body: bool,
}

impl RegisterParts<'_> {
    fn register(self) -> Register {
        let config = crate::content::config::RegisterConfig {
            prefixes: self.prefixes.into_iter().map(str::to_owned).collect(),
            bare: self.bare,
            by_body: self.by_body,
            collecting: Vec::new(),
        };
        config.register()
    }
}

/// The site of these bodies, meetings and case notes.
#[must_use]
pub fn resolve(
    config: Config,
    register: Register,
    mut bodies: Vec<Body>,
    gathered: Vec<Gathered>,
    notes: &[CaseNote],
) -> (Site, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let order = SwedishOrder::new();
    bodies.sort_by(|a, b| {
        a.order
            .unwrap_or(u32::MAX)
            .cmp(&b.order.unwrap_or(u32::MAX))
            .then_with(|| order.compare(&a.name, &b.name))
    });
    check_parents(&bodies, &mut found);
    let mut named = Vec::new();
    let mut meetings = Vec::new();
    for gathered in gathered {
        let place =
            bodies.iter().position(|body| Some(&body.slug) == gathered.meeting.record.organ.slug.as_ref());
        let Some(place) = place else { continue };
        named.push(gathered.named);
        meetings.push((place, named.len() - 1, gathered.meeting));
    }
    // Newest first; the second meeting of a day stands before the first of it.
    meetings.sort_by(|(a_place, _, a), (b_place, _, b)| {
        b.record
            .date
            .cmp(&a.record.date)
            .then(a_place.cmp(b_place))
            .then_with(|| order.compare(&b.record.url, &a.record.url))
    });
    let mut sorted_named = Vec::new();
    let mut sorted = Vec::new();
    for (_, at, meeting) in meetings {
        sorted_named.push(std::mem::take(&mut named[at]));
        sorted.push(meeting);
    }
    let mut site = Site { config, register, bodies, meetings: sorted, cases: Vec::new() };
    site.cases = cases::gather(&site, &sorted_named, notes, &mut found);
    (site, found)
}

fn check_parents(bodies: &[Body], found: &mut Vec<Diagnostic>) {
    for body in bodies {
        let Some(parent) = &body.parent else { continue };
        if bodies.iter().any(|other| other.slug == *parent && other.slug != body.slug) {
            continue;
        }
        let diagnostic = Diagnostic::error(
            Code::UNKNOWN_REFERENCE,
            format!("`{parent}` is not another body of this site"),
        )
        .in_file(format!("content/{}/_index.md", body.slug));
        found.push(match text::nearest(parent, bodies.iter().map(|body| body.slug.as_str())) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("`parent` takes the name of a folder in `content/`"),
        });
    }
}
