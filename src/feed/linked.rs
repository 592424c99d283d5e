//! What pages say in schema.org's words (JSON-LD), for search engines and for those who harvest pages.

use serde_json::{Value, json};

use crate::content::Body;
use crate::content::config::Config;
use crate::model::record::{Document, Item};
use crate::site::{CaseFile, Meeting, Site};

use super::json::known;
use super::moment::Moment;
use super::{Place, title_of};

/// The whole site: who publishes it, and how it is searched.
#[must_use]
pub fn of_site(config: &Config) -> String {
    let place = Place::new(config);
    text(json!({
        "@type": "WebSite",
        "@id": place.url("/"),
        "url": place.url("/"),
        "name": config.title,
        "inLanguage": "sv",
        "publisher": organisation(config),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{}?q={{search_term_string}}", place.url("/sok/")),
            },
            "query-input": "required name=search_term_string",
        },
    }))
}

/// A body.
#[must_use]
pub fn of_body(config: &Config, body: &Body) -> String {
    text(body_node(config, body))
}

/// A meeting, as an event.
#[must_use]
pub fn of_meeting(config: &Config, body: &Body, meeting: &Meeting) -> String {
    text(event(config, body, meeting))
}

/// An item, as what was proposed or decided at a meeting.
#[must_use]
pub fn of_item(config: &Config, (body, meeting): (&Body, &Meeting), item: &Item) -> String {
    let place = Place::new(config);
    let status = match (&item.decision, &item.proposal) {
        (Some(_), _) => Some("Beslut"),
        (None, Some(_)) => Some("Förslag"),
        (None, None) => None,
    };
    let clauses = match (&item.decision, &item.proposal) {
        (Some(decision), _) => &decision.clauses[..],
        (None, Some(proposal)) => &proposal.clauses[..],
        (None, None) => &[],
    };
    let clauses: Vec<&str> = clauses.iter().map(|clause| clause.text.as_str()).collect();
    text(json!({
        "@type": "CreativeWork",
        "@id": place.url(&item.url),
        "url": place.url(&item.url),
        "name": title_of(item),
        "inLanguage": "sv",
        "identifier": item.diarienummer,
        "creativeWorkStatus": status,
        "abstract": item.summary,
        "text": if clauses.is_empty() { Value::Null } else { Value::from(clauses.join("\n")) },
        "recordedAt": event(config, body, meeting),
        "license": config.licence.url,
    }))
}

/// A document.
#[must_use]
pub fn of_document(config: &Config, meeting: &Meeting, document: &Document) -> String {
    let place = Place::new(config);
    let item = meeting.record.items.iter().find(|item| Some(&item.id) == document.item.as_ref());
    let whole = item.map_or(&meeting.record.url, |item| &item.url);
    text(json!({
        "@type": "DigitalDocument",
        "@id": place.url(&document.url),
        "url": place.url(&document.url),
        "name": document.title,
        "genre": document.kind.word(),
        "inLanguage": document.language.as_deref().unwrap_or("sv"),
        "identifier": document.diarienummer,
        "dateCreated": document.date,
        "creator": document.sender.as_ref().map(|name| json!({ "@type": "Thing", "name": name })),
        "isPartOf": { "@id": place.url(whole) },
    }))
}

/// A case, as a work that its steps are parts of.
#[must_use]
pub fn of_case(site: &Site, file: &CaseFile) -> String {
    let place = Place::new(&site.config);
    let case = &file.record;
    let mut parts: Vec<Value> = Vec::new();
    for (at, item) in &file.items {
        let item = site.meetings.get(*at).and_then(|meeting| meeting.record.items.get(*item));
        parts.extend(item.map(|item| json!({ "@id": place.url(&item.url) })));
    }
    text(json!({
        "@type": "CreativeWork",
        "@id": place.url(&case.url),
        "url": place.url(&case.url),
        "name": case.title,
        "inLanguage": "sv",
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "diarienummer",
            "value": case.diarienummer,
        },
        "alternateName": case.written_forms.iter().filter(|form| **form != case.diarienummer).collect::<Vec<_>>(),
        "hasPart": parts,
        "publisher": organisation(&site.config),
    }))
}

/// Who publishes the site.
pub(super) fn organisation(config: &Config) -> Value {
    let place = Place::new(config);
    json!({
        "@type": "GovernmentOrganization",
        "@id": place.url("/#utgivare"),
        "name": config.organisation,
    })
}

fn body_node(config: &Config, body: &Body) -> Value {
    let place = Place::new(config);
    json!({
        "@type": "GovernmentOrganization",
        "@id": place.url(&body.url),
        "url": place.url(&body.url),
        "name": body.name,
        "alternateName": body.short,
        "dissolutionDate": body.dissolved,
        "parentOrganization": organisation(config),
    })
}

fn event(config: &Config, body: &Body, meeting: &Meeting) -> Value {
    let place = Place::new(config);
    let record = &meeting.record;
    let starts = record.date.map(|date| match record.start {
        Some(start) => Moment::at(date, Some(start)).to_string(),
        None => date.to_string(),
    });
    let ends = record.date.zip(record.end).filter(|(_, end)| record.start.is_some_and(|start| start < *end));
    let status = if meeting.cancelled { "EventCancelled" } else { "EventScheduled" };
    json!({
        "@type": "Event",
        "@id": place.url(&record.url),
        "url": place.url(&record.url),
        "name": meeting.title,
        "startDate": starts,
        "endDate": ends.map(|(date, end)| Moment::at(date, Some(end)).to_string()),
        "eventStatus": format!("https://schema.org/{status}"),
        "location": record.place.as_ref().map(|name| json!({ "@type": "Place", "name": name, "address": name })),
        "organizer": { "@type": "GovernmentOrganization", "@id": place.url(&body.url), "name": body.name },
    })
}

/// The node as a document of its own: with its context, without what is not known.
fn text(node: Value) -> String {
    let Value::Object(fields) = known(node) else { return String::new() };
    let mut whole = serde_json::Map::new();
    whole.insert("@context".into(), "https://schema.org".into());
    whole.extend(fields);
    Value::Object(whole).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::tests;

    fn parsed(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_meeting_is_an_event_in_swedish_time() {
        let site = tests::site();
        let body = site.body("ks").unwrap();
        let meeting = |date: &str| {
            let found = site.meetings.iter().find(|m| m.record.url == format!("/ks/{date}/")).unwrap();
            parsed(&of_meeting(&site.config, body, found))
        };
        let held = meeting("2026-03-03");
        assert_eq!(held["startDate"], "2026-03-03T13:00:00+01:00");
        assert_eq!(held["endDate"], "2026-03-03T15:15:00+01:00");
        assert_eq!(held["location"]["name"], "Kommunhuset, Torget 1");
        let cancelled = meeting("2026-04-07");
        assert_eq!(cancelled["eventStatus"], "https://schema.org/EventCancelled");
        assert_eq!(cancelled["startDate"], "2026-04-07");
        assert_eq!(cancelled.get("location"), None, "what is not known is not said");
    }

    #[test]
    fn an_item_says_whether_it_is_decided() {
        let site = tests::site();
        let body = site.body("ks").unwrap();
        let item = |url: &str| {
            let meeting = site.meetings.iter().find(|m| url.starts_with(&m.record.url)).unwrap();
            let item = meeting.record.items.iter().find(|item| item.url == url).unwrap();
            parsed(&of_item(&site.config, (body, meeting), item))
        };
        assert_eq!(item("/ks/2026-03-03/bro/")["creativeWorkStatus"], "Beslut");
        let proposed = item("/ks/2026-12-08/skola/");
        assert_eq!(proposed["creativeWorkStatus"], "Förslag");
        assert_eq!(proposed["name"], "Ny skola <i Norr>");
        assert_eq!(proposed["text"], "bygga skolan");
        let case = parsed(&of_case(&site, &site.cases[0]));
        assert_eq!(case["identifier"]["value"], "KS 2026/12");
        assert_eq!(case["hasPart"].as_array().unwrap().len(), 2);
    }
}
