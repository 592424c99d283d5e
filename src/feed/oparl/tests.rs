use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use serde_json::Value;

use super::*;
use crate::feed::tests;

/// Every file, by its path.
fn published() -> BTreeMap<String, Value> {
    published_of(&tests::site())
}

fn published_of(site: &Site) -> BTreeMap<String, Value> {
    let files = Mutex::new(BTreeMap::new());
    each(site, &Place::new(&site.config), &|output: Output| {
        let before =
            files.lock().unwrap().insert(output.path, serde_json::from_slice(&output.bytes).unwrap());
        assert!(before.is_none());
    });
    files.into_inner().unwrap()
}

#[test]
fn a_meeting_has_its_items_in_order_from_one() {
    let files = published();
    let meeting = &files["oparl/meeting/ks/2026-03-03.json"];
    assert_eq!(meeting["start"], "2026-03-03T13:00:00+01:00");
    assert_eq!(meeting["meetingState"], "durchgeführt");
    let orders: Vec<&Value> =
        meeting["agendaItem"].as_array().unwrap().iter().map(|item| &item["order"]).collect();
    assert_eq!(orders, [1, 2]);
    let item = &meeting["agendaItem"][1];
    assert_eq!(item["number"], "§ 21");
    assert_eq!(item["result"], "bifall");
    assert_eq!(item.get("meeting"), None, "within its meeting it does not name it");
    let alone = &files["oparl/agendaitem/ks/2026-03-03/bro.json"];
    assert_eq!(alone["meeting"], meeting["id"]);
    assert_eq!(
        meeting["resultsProtocol"]["accessUrl"],
        "https://moten.exempelby.example/ks/2026-03-03/protokoll.pdf"
    );
    assert_eq!(meeting.get("invitation"), None, "a source that is not published is not pointed at");
    assert_eq!(files["oparl/meeting/ks/2026-04-07.json"]["cancelled"], true);
    assert_eq!(files["oparl/meeting/ks/2026-04-07.json"].get("start"), None, "no clock time is known");
}

#[test]
fn a_proposal_is_no_resolution() {
    let files = published();
    let item = &files["oparl/agendaitem/ks/2026-12-08/skola.json"];
    assert_eq!(item.get("resolutionText"), None);
    let treated = &files["oparl/consultation/ks-2026-77/ks/2026-12-08/skola.json"];
    assert_eq!(treated.get("authoritative"), None);
    assert_eq!(files["oparl/consultation/ks-2026-12/ks/2026-03-03/bro.json"]["authoritative"], true);
}

#[test]
fn a_case_is_a_paper_with_what_is_published() {
    let files = published();
    let paper = &files["oparl/paper/ks-2026-12.json"];
    assert_eq!(paper["reference"], "KS 2026/12");
    assert_eq!(paper["date"], "2026-02-10");
    let names: Vec<&str> = paper["auxiliaryFile"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Handlingen skrivelse", "Handlingen avtal"]);
    let withdrawn =
        files["oparl/list/file.json"]["data"].as_array().unwrap().iter().find(|file| file["deleted"] == true);
    let withdrawn = withdrawn.expect("what was withdrawn is told of as deleted");
    assert_eq!(withdrawn.get("name"), None);
    assert_eq!(withdrawn["created"], "2026-02-10T00:00:00+01:00");
    assert_eq!(withdrawn["modified"], "2026-03-20T00:00:00+01:00", "the day on which it went");
    assert_eq!(paper["consultation"].as_array().unwrap().len(), 2);
}

#[test]
fn only_the_elected_are_people() {
    let files = published();
    let people = files["oparl/list/person.json"]["data"].as_array().unwrap();
    let names: Vec<&str> = people.iter().map(|person| person["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Åsa Ek", "Bo Alm"]);
    assert_eq!(people[0]["membership"][0]["startDate"], "2023-01-01");
    assert_eq!(people[1]["membership"][0]["role"], "ersättare");
    assert_eq!(files["oparl/body.json"]["legislativeTerm"][0]["name"], "2022–2026");
}

/// A new site has no meeting and no day; OParl demands one all the same.
#[test]
fn a_site_without_meetings_has_what_is_demanded() {
    let mut site = tests::site();
    site.meetings.clear();
    site.cases.clear();
    let files = published_of(&site);
    for path in ["oparl/system.json", "oparl/body.json", "oparl/organization/ks.json"] {
        for field in ["id", "type", "created", "modified"] {
            assert!(files[path][field].is_string(), "{path} has no {field}");
        }
    }
    assert_eq!(files["oparl/list/meeting.json"]["data"], serde_json::json!([]));
    assert_eq!(files["oparl/body.json"]["legislativeTerm"], serde_json::json!([]));
}

#[test]
fn objects_are_known_where_their_pages_were() {
    let former_pages: BTreeMap<String, Vec<String>> = [
        ("/ks/2026-03-03/bro/", "/kst/2026-03-03/bron/"),
        ("/ks/", "/kst/"),
        ("/dnr/ks-2026-12/", "/dnr/ks-2026-21/"),
    ]
    .map(|(now, old)| (now.to_owned(), vec![old.to_owned()]))
    .into();
    for (path, expected) in [
        ("oparl/agendaitem/ks/2026-03-03/bro.json", &["oparl/agendaitem/kst/2026-03-03/bron.json"][..]),
        ("oparl/organization/ks.json", &["oparl/organization/kst.json"]),
        ("oparl/membership/ks/bo-alm-ledamot.json", &["oparl/membership/kst/bo-alm-ledamot.json"]),
        ("oparl/paper/ks-2026-12.json", &["oparl/paper/ks-2026-21.json"]),
        (
            "oparl/consultation/ks-2026-12/ks/2026-03-03/bro.json",
            &[
                "oparl/consultation/ks-2026-12/kst/2026-03-03/bron.json",
                "oparl/consultation/ks-2026-21/ks/2026-03-03/bro.json",
                "oparl/consultation/ks-2026-21/kst/2026-03-03/bron.json",
            ],
        ),
        ("oparl/organization/parti/ks.json", &[]),
        ("oparl/list/meeting.json", &[]),
        ("oparl/meeting/ks/2026-03-03.json", &[]),
    ] {
        assert_eq!(former(path, &former_pages), expected, "{path}");
    }
}

/// Whatever stands where the specification wants the address of an object leads to that object.
#[test]
fn references_lead_to_objects() {
    let files = published();
    let base = "https://moten.exempelby.example/";
    let keys: BTreeSet<&str> = [
        "system",
        "body",
        "organization",
        "person",
        "meeting",
        "paper",
        "agendaItem",
        "consultation",
        "file",
        "locationList",
        "membership",
        "legislativeTermList",
        "subOrganizationOf",
        "onBehalfOf",
        "participant",
        "relatedPaper",
        "first",
        "prev",
        "self",
        "next",
        "last",
    ]
    .into();
    let mut seen = 0;
    let mut stack: Vec<&Value> = files.values().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let texts = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                    for url in texts.iter().filter_map(Value::as_str).filter(|_| keys.contains(key.as_str()))
                    {
                        let path = url.strip_prefix(base).unwrap_or_else(|| panic!("{key}: {url}"));
                        assert!(files.contains_key(path), "{key}: {url}");
                        seen += 1;
                    }
                    stack.push(value);
                }
            }
            Value::Array(members) => stack.extend(members),
            _ => {}
        }
    }
    assert!(seen > 50, "only {seen} references");
}
