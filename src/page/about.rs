//! What the site covers, and what not.

use serde::Serialize;

use crate::page::directory::Directory;
use crate::page::frame::Frame;
use crate::page::start::{self, BodyLine, Extent};

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct AboutView<'a> {
    /// What every page has.
    pub page: Frame,
    /// What the site holds.
    pub extent: Extent,
    /// The bodies, with their periods.
    pub bodies: Vec<BodyLine<'a>>,
}

/// The page.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>) -> AboutView<'a> {
    AboutView {
        page: Frame::new("about", "/om/", ""),
        extent: start::extent(directory.site),
        bodies: start::bodies(directory),
    }
}
