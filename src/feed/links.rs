//! What each page can be followed by: the feeds and calendars that its head names.

use crate::content::Body;
use crate::page::frame::FeedLink;
use crate::site::{CaseFile, Meeting, Site, case_url};

use super::calendar::{SITE_CALENDAR, body_calendar};
use super::news::{DECISIONS_FEED, SITE_FEED, body_feed, case_feed};

/// Feeds and calendar of the whole site, which every page names.
#[must_use]
pub fn of_site(title: &str) -> Vec<FeedLink> {
    vec![
        FeedLink::atom(SITE_FEED, title),
        FeedLink::atom(DECISIONS_FEED, &format!("Beslut – {title}")),
        FeedLink::calendar(SITE_CALENDAR, title),
    ]
}

/// Feed and calendar of a body.
#[must_use]
pub fn of_body(body: &Body) -> Vec<FeedLink> {
    vec![FeedLink::atom(&body_feed(body), &body.name), FeedLink::calendar(&body_calendar(body), &body.name)]
}

/// The feed of a case.
#[must_use]
pub fn of_case(file: &CaseFile) -> Vec<FeedLink> {
    vec![FeedLink::atom(&case_feed(file), &file.record.diarienummer)]
}

/// The feeds of these numbers' cases where the body of `meeting` writes them; numbers that are not own have none.
#[must_use]
pub fn of_numbers(site: &Site, meeting: &Meeting, numbers: &[String]) -> Vec<FeedLink> {
    let body = meeting.record.organ.slug.as_deref();
    let feed = |number: &String| {
        case_url(&site.register, number, body).map(|url| FeedLink::atom(&format!("{url}atom.xml"), number))
    };
    let mut feeds: Vec<FeedLink> = numbers.iter().filter_map(feed).collect();
    feeds.dedup_by(|a, b| a.url == b.url);
    feeds
}
