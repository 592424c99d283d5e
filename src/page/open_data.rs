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
    /// A case whose address serves as an example.
    pub example: Option<&'a str>,
}

/// The collections of the contract that come as JSON and CSV.
const COLLECTIONS: &[&str] = &["arenden", "moten", "beslut", "handlingar", "belopp", "personer"];

/// The page.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>) -> OpenDataView<'a> {
    OpenDataView {
        page: Frame::new("open_data", "/oppna-data/", ""),
        extent: start::extent(directory.site),
        collections: COLLECTIONS,
        example: directory.site.cases.last().map(|case| case.record.url.as_str()),
    }
}
