//! What stands at an address that was published before: where the page is now, or why it was taken down.

use serde::Serialize;

use crate::content::Gone;
use crate::ledger::Query;
use crate::page::frame::Frame;

/// A page that has another address now.
#[derive(Debug, Serialize)]
pub struct MovedView<'a> {
    /// What every page has.
    pub page: Frame,
    /// Where it leads.
    pub to: &'a str,
    /// The anchors that the old page had: they lead to the same ones of the new page.
    pub anchors: Vec<String>,
}

/// The page at `old`, which leads to `to`.
#[must_use]
pub fn moved<'a>(old: &str, to: &'a str, anchors: Vec<String>) -> MovedView<'a> {
    let mut page = Frame::new("moved", old, "").unlisted();
    page.canonical = Some(to.split('#').next().unwrap_or(to).to_owned());
    page.refresh = Some(to.to_owned());
    MovedView { page, to, anchors }
}

/// An address of another system whose query alone told its pages apart.
#[derive(Debug, Serialize)]
pub struct QueriesView<'a> {
    /// What every page has.
    pub page: Frame,
    /// The address before the question mark.
    pub path: &'a str,
    /// Every query that is known here with where it leads.
    pub queries: Vec<QueryLine<'a>>,
}

/// One address with a query.
#[derive(Debug, Serialize)]
pub struct QueryLine<'a> {
    /// The query.
    pub query: &'a str,
    /// Where it leads.
    pub to: &'a str,
}

/// The page at `path`.
#[must_use]
pub fn queries<'a>(path: &'a str, queries: &'a [Query]) -> QueriesView<'a> {
    let line = |query: &'a Query| QueryLine { query: &query.query, to: &query.alias.to };
    let mut queries: Vec<_> = queries.iter().map(line).collect();
    queries.sort_by_key(|line| line.query);
    QueriesView { page: Frame::new("queries", path, "").unlisted(), path, queries }
}

/// An address where something was that was taken down.
#[derive(Debug, Serialize)]
pub struct GoneView<'a> {
    /// What every page has.
    pub page: Frame,
    /// What was here: "body", "case", "meeting", "item", "document", "file" or "page".
    pub what: &'static str,
    /// When and why it was taken down.
    pub gone: &'a Gone,
    /// The nearest page above that is there.
    pub above: Option<&'a str>,
}

/// The page at `old`.
#[must_use]
pub fn gone<'a>(old: &str, gone: &'a Gone, above: Option<&'a str>) -> GoneView<'a> {
    GoneView { page: Frame::new("gone", old, "").unlisted(), what: what(old), gone, above }
}

/// What an address is of, by its form.
fn what(address: &str) -> &'static str {
    let steps: Vec<&str> = address.trim_matches('/').split('/').collect();
    match steps.as_slice() {
        _ if !address.ends_with('/') => "file",
        ["dnr", _] => "case",
        ["dnr", ..] => "page",
        [_] => "body",
        [_, _] => "meeting",
        [_, _, _] => "item",
        [_, _, _, _] => "document",
        _ => "page",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_what_was_there() {
        for (address, expected) in [
            ("/ks/", "body"),
            ("/ks/2026-03-03/", "meeting"),
            ("/ks/2026-03-03/bron/", "item"),
            ("/ks/2026-03-03/bron/karta/", "document"),
            ("/ks/2026-03-03/bron/karta/karta.pdf", "file"),
            ("/dnr/ks-2026-12/", "case"),
        ] {
            assert_eq!(what(address), expected, "{address}");
        }
    }
}
