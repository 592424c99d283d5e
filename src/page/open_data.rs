//! The page that tells what open data there is.

use serde::Serialize;

use crate::page::directory::Directory;
use crate::page::frame::Frame;
use crate::page::start::{self, Extent};

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct OpenDataView<'a> {
    /// What every page has.
    pub page: Frame,
    /// What the site holds.
    pub extent: Extent,
    /// The collections, by their file names without ending; the theme's strings describe each.
    pub collections: &'static [&'static str],
    /// The schemas under `/data/schema/`, by their file names without ending.
    pub schemas: &'static [&'static str],
    /// A case whose address serves as an example.
    pub example: Option<&'a str>,
    /// A body whose feed and calendar serve as examples.
    pub body: Option<&'a str>,
    /// Whether the data is published as a database too.
    pub sqlite: bool,
}

/// The collections of the contract that come as JSON and CSV.
const COLLECTIONS: &[&str] = &["arenden", "moten", "beslut", "handlingar", "belopp", "personer"];

/// The schemas of the records behind pages; those of the collections have the collections' names.
const SCHEMAS: &[&str] = &[
    "meeting",
    "item",
    "document",
    "case",
    "manifest",
    "changes",
    "arenden",
    "moten",
    "beslut",
    "handlingar",
    "belopp",
    "personer",
];

/// The page.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>) -> OpenDataView<'a> {
    OpenDataView {
        page: Frame::new("open_data", "/oppna-data/", ""),
        extent: start::extent(directory.site),
        collections: COLLECTIONS,
        schemas: SCHEMAS,
        example: directory.site.cases.last().map(|case| case.record.url.as_str()),
        body: directory.site.bodies.first().map(|body| body.url.as_str()),
        sqlite: directory.site.config.sqlite,
    }
}
