//! Feeds, calendars, site map: well-formed, leading to what is there, and steady.

use std::collections::BTreeSet;
use std::fs;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::{DEMO, built, page, small};

const BASE: &str = "https://diariet.lindmora.example";

/// The paths of published files that end so.
fn ending(ending: &str) -> Vec<&'static str> {
    DEMO.keys().map(String::as_str).filter(|path| path.ends_with(ending)).collect()
}

/// Every address in an XML file: `href` and `rdf:resource` of elements, and the text of `loc`.
fn addresses(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    let mut in_loc = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => {
                in_loc = element.name().as_ref() == "loc";
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    if matches!(attribute.key.as_ref(), "href" | "rdf:resource" | "rdf:about") {
                        found.push(attribute.value.into_owned());
                    }
                }
            }
            Event::Text(text) if in_loc => found.push(text.to_string()),
            Event::End(_) => in_loc = false,
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// Whether an address within the demo site leads to a published file.
fn leads_somewhere(url: &str) -> bool {
    let path =
        url.trim_start_matches(BASE).trim_start_matches('/').split(['#', '?']).next().unwrap_or_default();
    DEMO.contains_key(path) || DEMO.contains_key(&format!("{path}index.html"))
}

#[test]
fn xml_is_well_formed_and_leads_to_what_is_there() {
    let mut seen = 0;
    for path in ending(".xml").into_iter().chain(ending(".rdf")) {
        for url in addresses(page(path)).iter().filter(|url| url.starts_with(BASE)) {
            assert!(leads_somewhere(url), "{path} names {url}");
            seen += 1;
        }
    }
    assert!(seen > 500, "only {seen} addresses");
}

#[test]
fn every_body_and_case_can_be_followed() {
    for path in [
        "flode/atom.xml",
        "flode/beslut/atom.xml",
        "kalender.ics",
        "kommunstyrelsen/atom.xml",
        "kommunstyrelsen/kalender.ics",
    ] {
        assert!(DEMO.contains_key(path), "{path}");
    }
    let cases = ending("index.html").iter().filter(|path| path.starts_with("dnr/ks-")).count();
    let feeds = ending("atom.xml").iter().filter(|path| path.starts_with("dnr/ks-")).count();
    assert_eq!(cases, feeds);
    let html = page("kommunstyrelsen/index.html");
    for link in ["/flode/atom.xml", "/kommunstyrelsen/atom.xml", "/kommunstyrelsen/kalender.ics"] {
        assert!(html.contains(&format!("href=\"{link}\"")), "no {link} in the head");
    }
}

/// The text between the first `<name>` after `at` and its end.
fn between<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    xml.split(&format!("<{name}>"))
        .skip(1)
        .filter_map(|rest| rest.split(&format!("</{name}>")).next())
        .collect()
}

#[test]
fn entries_are_bounded_and_have_ids_of_their_own() {
    for path in ending("atom.xml") {
        let feed = page(path);
        let ids = between(feed, "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path} has an id twice");
        assert!(ids.iter().all(|id| id.starts_with("tag:diariet.lindmora.example,2026:/")), "{path}");
        assert!(path.starts_with("dnr/") || ids.len() <= 51, "{path} is too long");
        let mut days = between(feed, "updated").into_iter().skip(1).collect::<Vec<_>>();
        let newest_first = days.clone();
        days.sort_unstable();
        days.reverse();
        let date = |day: &&str| day[..10].to_owned();
        assert_eq!(
            newest_first.iter().map(date).collect::<Vec<_>>(),
            days.iter().map(date).collect::<Vec<_>>(),
            "{path}"
        );
    }
}

#[test]
fn the_site_map_names_the_pages_that_may_be_found_and_no_others() {
    let named: BTreeSet<String> =
        addresses(page("sitemap.xml")).into_iter().filter(|url| url.starts_with(BASE)).collect();
    let found: BTreeSet<String> = ending(".html")
        .into_iter()
        .filter(|path| !page(path).contains("<meta name=\"robots\" content=\"noindex\">"))
        .map(|path| format!("{BASE}/{}", path.trim_end_matches("index.html")))
        .collect();
    assert!(found.len() > 100);
    assert_eq!(named, found);
    assert!(page("robots.txt").contains(&format!("Sitemap: {BASE}/sitemap.xml")));
}

#[test]
fn calendars_are_folded_and_name_each_meeting_once() {
    let meetings = serde_json::from_slice::<serde_json::Value>(&DEMO["data/moten.json"]).unwrap();
    for path in ending(".ics") {
        let text = page(path);
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{path}");
        let unfolded = text.replace("\r\n ", "");
        let uids: Vec<&str> = unfolded.split("\r\n").filter_map(|line| line.strip_prefix("UID:")).collect();
        assert_eq!(uids.iter().collect::<BTreeSet<_>>().len(), uids.len(), "{path}");
        if path == "kalender.ics" {
            assert_eq!(uids.len(), meetings.as_array().unwrap().len());
        }
        for url in unfolded.split("\r\n").filter_map(|line| line.strip_prefix("URL:")) {
            assert!(leads_somewhere(url), "{path} names {url}");
        }
    }
}

#[test]
fn linked_data_stands_in_pages_and_cannot_be_broken_out_of() {
    let title = "+++\ntitle = \"</script><script>alert(1)</script> & <!--\"\nkind = \"beslut\"\n+++\n";
    let site = small(&[("content/ks/2026-03-03/bro.md", title.as_bytes())]);
    let files = built(site.path());
    let html = std::str::from_utf8(&files["ks/2026-03-03/bro/index.html"]).unwrap();
    let data = html
        .split("<script type=\"application/ld+json\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["name"], "</script><script>alert(1)</script> & <!--");
    assert_eq!(data["@id"], "https://exempelby.example/ks/2026-03-03/bro/");
    assert_eq!(
        html.matches("alert(1)").count(),
        html.matches("alert(1)\\u003c").count() + html.matches("alert(1)&lt;").count()
    );
}

#[test]
fn a_change_elsewhere_leaves_a_feed_as_it_was() {
    let item = |number: &str, title: &str| {
        format!("+++\ntitle = \"{title}\"\nkind = \"beslut\"\ndiarienummer = [\"{number}\"]\n+++\n")
    };
    let bridge = item("KS 2026/12", "Bron");
    let site = small(&[
        ("content/ks/2026-03-03/bro.md", bridge.as_bytes()),
        ("content/ks/2026-03-03/vag.md", item("KS 2026/13", "Vägen").as_bytes()),
    ]);
    let before = built(site.path());
    fs::write(site.path().join("content/ks/2026-03-03/vag.md"), item("KS 2026/13", "Vägen norrut")).unwrap();
    let after = built(site.path());
    assert!(before["dnr/ks-2026-12/atom.xml"] == after["dnr/ks-2026-12/atom.xml"]);
    assert!(before["dnr/ks-2026-13/atom.xml"] != after["dnr/ks-2026-13/atom.xml"]);
}

/// What OParl 1.1 demands of each type.
const DEMANDED: [(&str, &[&str]); 12] = [
    ("System", &["oparlVersion", "body"]),
    (
        "Body",
        &[
            "name",
            "organization",
            "person",
            "meeting",
            "paper",
            "agendaItem",
            "consultation",
            "file",
            "membership",
            "legislativeTerm",
            "legislativeTermList",
            "locationList",
        ],
    ),
    ("LegislativeTerm", &["name", "startDate", "endDate"]),
    ("Organization", &["body", "name"]),
    ("Person", &["body", "name"]),
    ("Membership", &["person", "organization", "role"]),
    ("Meeting", &["name", "organization"]),
    ("AgendaItem", &["name", "order"]),
    ("Paper", &["body", "name", "reference"]),
    ("Consultation", &["paper", "agendaItem", "organization"]),
    ("File", &["accessUrl"]),
    ("Location", &["description"]),
];

#[test]
fn oparl_has_what_it_demands_and_leads_to_what_is_there() {
    let mut types = BTreeSet::new();
    for path in DEMO.keys().filter(|path| path.starts_with("oparl/")) {
        let file: serde_json::Value = serde_json::from_str(page(path)).unwrap();
        let mut stack = vec![&file];
        while let Some(value) = stack.pop() {
            match value {
                serde_json::Value::Object(fields) => {
                    if let Some(kind) = fields.get("type").and_then(serde_json::Value::as_str) {
                        let kind = kind.strip_prefix("https://schema.oparl.org/1.1/").unwrap();
                        let (_, demanded) = DEMANDED.iter().find(|(known, _)| *known == kind).unwrap();
                        for field in ["id", "created", "modified"].iter().chain(*demanded) {
                            assert!(fields.contains_key(*field), "{path}: a {kind} without {field}");
                        }
                        types.insert(kind.to_owned());
                    }
                    stack.extend(fields.values());
                }
                serde_json::Value::Array(members) => stack.extend(members),
                serde_json::Value::String(text) if text.starts_with(BASE) => {
                    assert!(leads_somewhere(text), "{path} names {text}");
                }
                serde_json::Value::Null => panic!("{path} holds null"),
                _ => {}
            }
        }
    }
    assert_eq!(types.len(), DEMANDED.len(), "of {types:?}");
}

/// An object at its own address is the object that lists and other objects embed. Where it stood before its page moved,
/// it stands too, and its id says where it is now.
#[test]
fn objects_of_oparl_are_where_their_ids_say() {
    let (mut seen, mut moved) = (0, 0);
    for path in DEMO.keys().filter(|path| path.starts_with("oparl/") && !path.starts_with("oparl/list/")) {
        let object: serde_json::Value = serde_json::from_str(page(path)).unwrap();
        if object["id"] == format!("{BASE}/{path}") {
            seen += 1;
        } else {
            let id = object["id"].as_str().unwrap();
            assert!(page(&id[BASE.len() + 1..]) == page(path), "{path} is not what stands at {id}");
            let old = path.trim_start_matches("oparl/").split_once('/').unwrap().1.trim_end_matches(".json");
            let ends =
                |file: &&String| file.ends_with("/index.html") && old.ends_with(&file[..file.len() - 11]);
            let html = DEMO.keys().filter(ends).map(|file| page(file)).max_by_key(|html| html.len());
            assert!(html.unwrap().contains("<body class=\"is-moved\""), "nothing has moved from {path}");
            moved += 1;
        }
    }
    assert!(seen > 200 && moved > 0, "{seen} objects, {moved} of them elsewhere before");
    let files: serde_json::Value = serde_json::from_str(page("oparl/list/file.json")).unwrap();
    for file in files["data"].as_array().unwrap() {
        let (record, pointer) = file["id"].as_str().unwrap().split_once('#').unwrap();
        let record: serde_json::Value = serde_json::from_str(page(&record[BASE.len() + 1..])).unwrap();
        assert_eq!(record.pointer(pointer), Some(file));
    }
}

/// Every page names the site's feed and calendar, and none that is not there.
#[test]
fn every_page_can_be_followed() {
    let mut seen = 0;
    for path in ending(".html") {
        let head = page(path).split("</head>").next().unwrap();
        let links: Vec<&str> = head.split("<link rel=\"alternate\" ").skip(1).collect();
        for (kind, address) in
            [("application/atom+xml", "/flode/atom.xml"), ("text/calendar", "/kalender.ics")]
        {
            let named = format!("type=\"{kind}\" href=\"{address}\"");
            assert_eq!(
                links.iter().filter(|link| link.starts_with(&named)).count(),
                1,
                "{address} in {path}"
            );
        }
        for link in links {
            let address = link.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            assert!(leads_somewhere(address), "{path} names {address}");
            seen += 1;
        }
    }
    assert!(seen > 1_000, "only {seen} links");
}

/// What is to come was told of before: no feed and no calendar says that it was changed on a day that is not yet there.
#[test]
fn no_news_is_of_the_future() {
    let ledger = page("data/ledger.txt");
    let state =
        regex::Regex::new(r"(?m)^/[^ #]* ([0-9]{4}-[0-9]{2}-[0-9]{2})(?:/[0-9]+)?(?: [0-9a-f]{64})*$")
            .unwrap();
    let newest = state.captures_iter(ledger).map(|found| found[1].to_owned()).max().unwrap();
    let coming = DEMO.keys().filter(|path| path.ends_with("/index.json")).any(|path| {
        let day = path.split('/').nth(1).unwrap_or_default();
        day.len() == 10 && day > newest.as_str()
    });
    assert!(coming, "the demo site has a meeting to come after {newest}");
    let told = regex::Regex::new(r"<updated>([0-9-]{10})T|\nDTSTAMP:([0-9]{8})T").unwrap();
    let mut seen = 0;
    for path in ending("atom.xml").into_iter().chain(ending(".ics")) {
        for found in told.captures_iter(page(path)) {
            let day = found.get(1).or(found.get(2)).unwrap().as_str().replace('-', "");
            assert!(day <= newest.replace('-', ""), "{path}: {day} is after {newest}");
            seen += 1;
        }
    }
    assert!(seen > 300, "only {seen}");
    let system: serde_json::Value = serde_json::from_str(page("oparl/system.json")).unwrap();
    assert!(system["modified"].as_str().unwrap()[..10] <= newest[..], "{system}");
}
