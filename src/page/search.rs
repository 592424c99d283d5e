//! The search page: the form, and the registers for those without JavaScript.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::record::Outcome;
use crate::page::directory::Directory;
use crate::page::frame::Frame;
use crate::page::register::{self, Shelf};
use crate::page::start::{self, BodyLine, Extent};

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct SearchView<'a> {
    /// What every page has.
    pub page: Frame,
    /// The bodies.
    pub bodies: Vec<BodyLine<'a>>,
    /// Years with cases, newest first.
    pub years: Vec<Shelf>,
    /// Letters.
    pub letters: Vec<Shelf>,
    /// Years with meetings, newest first.
    pub meeting_years: Vec<i16>,
    /// Outcomes to choose from.
    pub outcomes: &'static [Outcome],
    /// What the site holds.
    pub extent: Extent,
}

/// The page.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>) -> SearchView<'a> {
    let register = register::view(directory).start;
    let dates = directory.site.meetings.iter().filter_map(|meeting| meeting.record.date);
    let years: BTreeSet<i16> = dates.map(|date| date.year()).collect();
    SearchView {
        meeting_years: years.into_iter().rev().collect(),
        page: Frame::new("search", "/sok/", "").unlisted(),
        bodies: start::bodies(directory),
        years: register.years,
        letters: register.letters,
        outcomes: Outcome::ALL,
        extent: register.extent,
    }
}
