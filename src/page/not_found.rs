//! The page for addresses that lead nowhere.

use serde::Serialize;

use crate::page::frame::Frame;

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct NotFoundView {
    /// What every page has.
    pub page: Frame,
}

/// The page.
#[must_use]
pub fn view() -> NotFoundView {
    NotFoundView { page: Frame::new("not_found", "/404.html", "").unlisted() }
}
