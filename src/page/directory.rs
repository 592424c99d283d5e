//! Finds bodies, cases and meetings by what records call them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::{Body, CaseFile, Meeting, Site};

/// Where things are, for the pages of a whole site. Made once, shared by all threads.
#[derive(Debug)]
pub struct Directory<'a> {
    /// The site.
    pub site: &'a Site,
    cases: BTreeMap<&'a str, usize>,
    bodies: BTreeMap<&'a str, usize>,
}

/// A number as a record prints it, with its case page where it has one here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberLink<'a> {
    /// As printed.
    pub number: &'a str,
    /// Address of its case page; `None` for somebody else's number.
    pub url: Option<&'a str>,
    /// Title of the case.
    pub title: Option<&'a str>,
}

impl<'a> Directory<'a> {
    /// The directory of a site.
    #[must_use]
    pub fn new(site: &'a Site) -> Self {
        Self {
            site,
            cases: site.cases.iter().enumerate().map(|(at, case)| (case.record.url.as_str(), at)).collect(),
            bodies: site.bodies.iter().enumerate().map(|(at, body)| (body.slug.as_str(), at)).collect(),
        }
    }

    /// The case that a number stands for where the body at `body` writes it: bodies with diaries of their own give
    /// the same number to different cases.
    #[must_use]
    pub fn case(&self, printed: &str, body: Option<&str>) -> Option<&'a CaseFile> {
        let url = self.site.case_url(printed, body)?;
        self.cases.get(url.as_str()).and_then(|at| self.site.cases.get(*at))
    }

    /// The number as the body at `body` prints it, with its page.
    #[must_use]
    pub fn number(&self, printed: &'a str, body: Option<&str>) -> NumberLink<'a> {
        let case = self.case(printed, body);
        NumberLink {
            number: printed,
            url: case.map(|case| case.record.url.as_str()),
            title: case.map(|case| case.record.title.as_str()),
        }
    }

    /// The numbers of an item of a meeting, with their pages.
    #[must_use]
    pub fn numbers(&self, meeting: &Meeting, printed: &'a [String]) -> Vec<NumberLink<'a>> {
        let body = meeting.record.organ.slug.as_deref();
        printed.iter().map(|number| self.number(number, body)).collect()
    }

    /// The body that meets.
    #[must_use]
    pub fn body(&self, meeting: &Meeting) -> Option<&'a Body> {
        let slug = meeting.record.organ.slug.as_deref()?;
        self.bodies.get(slug).and_then(|at| self.site.bodies.get(*at))
    }

    /// The meetings of a body, newest first, with their places in the site.
    pub fn meetings_of<'s>(&'s self, body: &'s Body) -> impl Iterator<Item = (usize, &'a Meeting)> + 's {
        self.site
            .meetings
            .iter()
            .enumerate()
            .filter(|(_, meeting)| meeting.record.organ.slug.as_deref() == Some(&body.slug))
    }
}
