//! Atom feeds (RFC 4287).

use super::Place;
use super::moment::{EPOCH, Moment};
use super::xml::Xml;

/// A feed before it is written.
pub(super) struct Feed<'a> {
    /// Its own address.
    pub(super) url: &'a str,
    /// The page that it follows.
    pub(super) page: &'a str,
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
    /// Who publishes it.
    pub(super) author: &'a str,
    pub(super) rights: &'a str,
    /// Since when there could have been entries, for a feed that has none.
    pub(super) since: Option<Moment>,
    /// Newest first.
    pub(super) entries: Vec<Entry>,
}

/// One piece of news.
pub(super) struct Entry {
    /// What it is known by, a path with a part: "/ks/2026-03-03/bro/#beslut".
    pub(super) name: String,
    /// Its page.
    pub(super) url: String,
    pub(super) title: String,
    pub(super) updated: Moment,
    /// The body.
    pub(super) author: String,
    /// Kind and numbers, as term and label.
    pub(super) categories: Vec<(String, String)>,
    /// The full text, HTML.
    pub(super) content: String,
}

/// The feed as XML.
pub(super) fn write(place: &Place, feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "sv")]);
    xml.text("id", &[], &place.tag(feed.url));
    xml.text("title", &[], feed.title);
    xml.text("subtitle", &[], feed.subtitle);
    let updated = feed.entries.iter().map(|entry| entry.updated).max().or(feed.since);
    // RFC 4287 wants a day of every feed, also of one that has no entry yet.
    let updated = updated.map_or_else(|| EPOCH.to_owned(), |updated| updated.to_string());
    xml.text("updated", &[], &updated);
    author(&mut xml, feed.author);
    let own = [("rel", "self"), ("type", "application/atom+xml"), ("href", &*place.url(feed.url))];
    xml.empty("link", &own);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &*place.url(feed.page))]);
    xml.text("generator", &[], "Diariet");
    xml.text("rights", &[], feed.rights);
    for entry in &feed.entries {
        self::entry(&mut xml, place, entry);
    }
    xml.close("feed");
    xml.finish()
}

fn entry(xml: &mut Xml, place: &Place, entry: &Entry) {
    xml.open("entry", &[]);
    xml.text("id", &[], &place.tag(&entry.name));
    xml.text("title", &[], &entry.title);
    xml.text("updated", &[], &entry.updated.to_string());
    author(xml, &entry.author);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &*place.url(&entry.url))]);
    for (term, label) in &entry.categories {
        xml.empty("category", &[("term", term), ("label", label)]);
    }
    xml.text("content", &[("type", "html")], &entry.content);
    xml.close("entry");
}

fn author(xml: &mut Xml, name: &str) {
    xml.open("author", &[]);
    xml.text("name", &[], name);
    xml.close("author");
}
