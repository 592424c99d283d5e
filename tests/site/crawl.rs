//! Follows every link of every page.

use std::collections::{BTreeMap, BTreeSet};

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

#[test]
fn no_internal_link_is_broken() {
    let pages: BTreeMap<String, Page> = DEMO
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (format!("/{}", path.trim_end_matches("index.html")), read(bytes)))
        .collect();
    let mut broken = Vec::new();
    let mut seen = 0;
    for (from, page) in &pages {
        if !page.doubled.is_empty() {
            broken.push(format!("{from} has ids twice: {:?}", page.doubled));
        }
        for link in page.links.iter().filter(|link| !link.contains(':')) {
            seen += 1;
            let (path, anchor) =
                link.split_once('#').map_or((link.as_str(), None), |(path, anchor)| (path, Some(anchor)));
            let path = path.split('?').next().unwrap_or_default();
            let path = if path.is_empty() { from.as_str() } else { path };
            let is_page = pages.get(path);
            let is_file = DEMO.contains_key(path.trim_start_matches('/'));
            let anchored = anchor.is_none_or(|anchor| {
                is_file && is_page.is_none() || is_page.is_some_and(|page| page.ids.contains(anchor))
            });
            if !path.starts_with('/') || (is_page.is_none() && !is_file) || !anchored {
                broken.push(format!("{from} → {link}"));
            }
        }
    }
    assert!(seen > 2000, "only {seen} links");
    broken.sort();
    broken.dedup();
    assert!(broken.is_empty(), "{} broken links:\n{}", broken.len(), broken.join("\n"));
}

/// The records point at pages too.
#[test]
fn addresses_in_records_lead_to_pages() {
    let mut seen = 0;
    for (path, bytes) in DEMO.iter().filter(|(path, _)| path.ends_with("index.json")) {
        let record: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let mut stack = vec![&record];
        while let Some(value) = stack.pop() {
            match value {
                serde_json::Value::Object(fields) => {
                    if let Some(url) = fields.get("url").and_then(serde_json::Value::as_str) {
                        seen += 1;
                        let page = url.split('#').next().unwrap_or_default().trim_start_matches('/');
                        assert!(DEMO.contains_key(&format!("{page}index.html")), "{path} names {url}");
                    }
                    stack.extend(fields.values());
                }
                serde_json::Value::Array(members) => stack.extend(members),
                _ => {}
            }
        }
    }
    assert!(seen > 300, "only {seen} addresses");
}
