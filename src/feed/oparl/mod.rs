//! The site as OParl 1.1 (<https://schema.oparl.org/1.1/>): static JSON that clients of council systems read.
//!
//! Comes in: a [`Site`]. Goes out: files under `/oparl/`, begun at `/oparl/system.json`: each object of its own, and
//! lists of all objects of a kind in pages of a hundred, oldest first, so that pages that are full stay as they are.
//! Invariant: what is referred to by its address has a file there. A `File` is always embedded, and its id points into
//! the record beside the document's page; a place is a part of its meeting.
//! Absent on purpose: the filters by time of change, which static files cannot answer; `start` of meetings whose
//! clock time is not known; officials, of whom records name more than a list of the elected should. `created` and
//! `modified`, which OParl demands and the content does not say, are the day that the object tells of, or, where
//! that is to come, the one on which its page was last changed; of what was withdrawn, the day on which it was.
//!
//! | of Diariet | in OParl |
//! |---|---|
//! | organisation | Body |
//! | body, party | Organization |
//! | meeting | Meeting |
//! | item | AgendaItem |
//! | case | Paper |
//! | item of a case | Consultation |
//! | document, source | File |
//! | somebody elected | Person, Membership |

mod file;
mod list;
mod meeting;
mod paper;
mod people;
mod system;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::model::date::{Date, Time};
use crate::site::{Meeting, Site};

use super::json::known;
use super::moment::{EPOCH, Moment};
use super::{Output, Place};

pub use file::Described;

/// Address of the object that clients begin with.
pub const SYSTEM: &str = "/oparl/system.json";

/// Shows every file of the interface to `put`, several at once.
pub fn each(site: &Site, place: &Place, put: &(dyn Fn(Output) + Sync)) {
    let oparl = Oparl::new(site, place);
    oparl.put_system(put);
    oparl.put_meetings(put);
    oparl.put_papers(put);
    oparl.put_people(put);
}

/// The paths at which the object of a published file stood before: its address is made of those of pages, and `former`
/// has their old ones by the present one.
#[must_use]
pub fn former(path: &str, former: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let object = path.strip_prefix("oparl/").and_then(|path| path.strip_suffix(".json"));
    let Some((kind, object)) = object.and_then(|object| object.split_once('/')) else { return Vec::new() };
    // A page's present address and its old ones, as parts of a path.
    let steps = |prefix: &str, page: &str| -> Vec<String> {
        let old = former.get(&format!("/{prefix}{page}/")).into_iter().flatten();
        let old = old.filter_map(|old| old.trim_matches('/').strip_prefix(prefix).map(str::to_owned));
        std::iter::once(page.to_owned()).chain(old).collect()
    };
    let (first, rest) = object.split_once('/').unwrap_or((object, ""));
    let objects: Vec<String> = match kind {
        "meeting" | "agendaitem" | "organization" => steps("", object),
        "paper" => steps("dnr/", object),
        "consultation" => {
            let items = steps("", rest);
            steps("dnr/", first)
                .iter()
                .flat_map(|case| items.iter().map(move |item| format!("{case}/{item}")))
                .collect()
        }
        "membership" => steps("", first).iter().map(|body| format!("{body}/{rest}")).collect(),
        _ => Vec::new(),
    };
    // The first is where it stands now.
    objects.iter().skip(1).map(|object| format!("oparl/{kind}/{object}.json")).collect()
}

/// A site with what its objects need of one another.
struct Oparl<'a> {
    site: &'a Site,
    place: Place,
    /// Places of the documents that belong to a case, sorted: meeting and document.
    in_cases: Vec<(usize, usize)>,
    /// Addresses of the cases.
    cases: BTreeSet<&'a str>,
    people: people::People<'a>,
}

impl<'a> Oparl<'a> {
    fn new(site: &'a Site, place: &Place) -> Self {
        let mut in_cases: Vec<(usize, usize)> =
            site.cases.iter().flat_map(|file| file.documents.iter().copied()).collect();
        in_cases.sort_unstable();
        in_cases.dedup();
        let cases = site.cases.iter().map(|file| file.record.url.as_str()).collect();
        Self { site, place: place.clone(), in_cases, cases, people: people::People::new(site) }
    }

    /// The full address of an object: its kind in lower case and a path without slashes at its ends.
    fn id(&self, kind: &str, path: &str) -> String {
        self.place.url(&address(kind, path))
    }

    /// The day of a meeting, or the one on which what is to come was told of at this page.
    fn told(&self, page: &str, day: Option<Date>) -> Option<Date> {
        day.map(|day| self.place.told(page, day))
    }

    fn body_id(&self) -> String {
        self.place.url("/oparl/body.json")
    }
}

/// The address of an object within the site.
fn address(kind: &str, path: &str) -> String {
    format!("/oparl/{kind}/{}.json", path.trim_matches('/'))
}

/// An object of this type with what is known of it.
fn object(kind: &str, id: &str, day: Option<Date>, fields: Value) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("id".into(), id.into());
    object.insert("type".into(), format!("https://schema.oparl.org/1.1/{kind}").into());
    if let Value::Object(fields) = known(fields) {
        object.extend(fields);
    }
    // Demanded also where nothing has a day yet, as in Atom.
    let stamp = day.map_or_else(|| EPOCH.to_owned(), |day| Moment::day(day).to_string());
    object.insert("created".into(), stamp.clone().into());
    object.insert("modified".into(), stamp.into());
    Value::Object(object)
}

/// A file with this object, at its own address.
fn output(place: &Place, object: &Value) -> Output {
    let id = object["id"].as_str().unwrap_or_default();
    let path = id.strip_prefix(&place.url("/")).unwrap_or(id).to_owned();
    Output { path, bytes: bytes(object) }
}

fn bytes(value: &Value) -> Vec<u8> {
    // Values of text, numbers and lists always serialise.
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A place that is a part of another object.
fn location(id: &str, day: Option<Date>, name: &str) -> Value {
    object("Location", &format!("{id}#location"), day, json!({ "description": name }))
}

/// The instant of a clock time; `None` where it is not known.
fn moment_of(date: Option<Date>, time: Option<Time>) -> Option<String> {
    date.zip(time).map(|(date, time)| Moment::at(date, Some(time)).to_string())
}

/// Meetings are listed oldest first: places in `Site::meetings`, which stand newest first.
fn oldest_first(site: &Site) -> impl Iterator<Item = (usize, &Meeting)> {
    site.meetings.iter().enumerate().rev()
}

#[cfg(test)]
mod tests;
