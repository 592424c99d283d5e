//! Follows every link of every page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::DEMO;

/// What a page points at, and what it can be pointed at with.
#[derive(Default)]
struct Page {
    links: Vec<String>,
    ids: BTreeSet<String>,
    doubled: Vec<String>,
}

fn read(html: &[u8]) -> Page {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default())
        .from_utf8()
        .read_from(&mut &html[..])
        .unwrap();
    let mut page = Page::default();
    walk(&dom.document, &mut page);
    page
}

fn walk(node: &Handle, page: &mut Page) {
    if let NodeData::Element { attrs, .. } = &node.data {
        for attribute in attrs.borrow().iter() {
            let value = attribute.value.to_string();
            match &*attribute.name.local {
                "href" | "src" | "action" => page.links.push(value),
                "id" if !page.ids.insert(value.clone()) => page.doubled.push(value),
                _ => {}
            }
        }
    }
    for child in node.children.borrow().iter() {
        walk(child, page);
    }
}

/// Every page by its address.
static PAGES: LazyLock<BTreeMap<String, Page>> = LazyLock::new(|| {
    let pages = DEMO.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (format!("/{}", path.trim_end_matches("index.html")), read(bytes))).collect()
});

/// Where the demo site stands.
const BASE: &str = "https://diariet.lindmora.example";

/// Whether an address of the site, from its root or in full, leads to a page, with its anchor, or to a file.
fn leads(url: &str) -> bool {
    let url = url.strip_prefix(BASE).unwrap_or(url);
    let (path, anchor) = url.split_once('#').map_or((url, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let Some(page) = PAGES.get(path) else { return DEMO.contains_key(path.trim_start_matches('/')) };
    anchor.is_none_or(|anchor| page.ids.contains(anchor))
}

/// Counts the links that lead nowhere, and fails with them all.
#[derive(Default)]
struct Count {
    seen: usize,
    broken: BTreeSet<String>,
}

impl Count {
    fn link(&mut self, from: &str, to: &str) {
        self.seen += 1;
        if !to.is_empty() && !leads(to) {
            self.broken.insert(format!("{from} → {to}"));
        }
    }

    fn at_least(self, least: usize) {
        let list: Vec<_> = self.broken.into_iter().collect();
        assert!(list.is_empty(), "{} broken links:\n{}", list.len(), list.join("\n"));
        assert!(self.seen >= least, "only {} links", self.seen);
    }
}

#[test]
fn no_internal_link_is_broken() {
    let mut count = Count::default();
    for (from, page) in &*PAGES {
        assert!(page.doubled.is_empty(), "{from} has ids twice: {:?}", page.doubled);
        for link in page.links.iter().filter(|link| !link.contains(':')) {
            match link.strip_prefix('#') {
                Some(_) => count.link(from, &format!("{from}{link}")),
                None => count.link(from, link),
            }
        }
    }
    count.at_least(4000);
}

/// Every address of the site that a value names: whole strings that are addresses, from the root or in full.
fn named(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => fields.values().for_each(|value| named(value, found)),
        serde_json::Value::Array(members) => members.iter().for_each(|value| named(value, found)),
        serde_json::Value::String(text) if is_address(text) => found.push(text.clone()),
        _ => {}
    }
}

fn is_address(text: &str) -> bool {
    let rooted = text.starts_with('/') && !text.contains(char::is_whitespace);
    rooted || text.starts_with(BASE) && !text.contains('{')
}

/// Records, collections and OParl point at pages, clauses and files.
#[test]
fn no_address_in_json_is_broken() {
    let mut count = Count::default();
    for (path, bytes) in DEMO.iter().filter(|(path, _)| path.ends_with(".json") && !path.contains("/schema/"))
    {
        let mut addresses = Vec::new();
        named(&serde_json::from_slice(bytes).unwrap(), &mut addresses);
        for address in addresses {
            // The objects of OParl within another's file are found by JSON Pointer; `feeds.rs` follows those.
            let pointer = address.contains(".json#");
            count.link(path, if pointer { address.split('#').next().unwrap() } else { &address });
        }
    }
    count.at_least(3000);
}

#[test]
fn no_address_in_tables_is_broken() {
    let mut count = Count::default();
    for (path, bytes) in DEMO.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or_else(|| panic!("{path} has no mark"));
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.ends_with("\r\n"), "{path}");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        for row in reader.records() {
            let row = row.unwrap();
            row.iter().filter(|cell| is_address(cell)).for_each(|cell| count.link(path, cell));
            for cell in &row {
                let formula = cell.starts_with(['=', '+', '@', '\t']);
                assert!(!formula, "{path}: a spreadsheet would run `{cell}`");
            }
        }
    }
    count.at_least(300);
}

/// What readers of feeds and calendars see: the links of entries, and those in their texts.
#[test]
fn no_address_in_feeds_and_calendars_is_broken() {
    let mut count = Count::default();
    for (path, bytes) in DEMO.iter().filter(|(path, _)| path.ends_with(".xml") || path.ends_with(".rdf")) {
        for url in std::str::from_utf8(bytes).unwrap().split(BASE).skip(1) {
            let end = url.find(|c: char| c.is_whitespace() || "\"<>&'{".contains(c)).unwrap_or(url.len());
            // Things that a catalogue describes have names of their own.
            let name = url[..end].starts_with("/data/dcat.rdf#");
            count.link(path, if name { "/data/dcat.rdf" } else { url[..end].trim_end_matches(['.', ',']) });
        }
    }
    for (path, bytes) in DEMO.iter().filter(|(path, _)| path.ends_with(".ics")) {
        let text = std::str::from_utf8(bytes).unwrap().replace("\r\n ", "");
        for url in text.split("\r\n").filter_map(|line| line.strip_prefix("URL:")) {
            count.link(path, url);
        }
    }
    count.at_least(1000);
}
