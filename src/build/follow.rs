//! What a page's head says beside what it shows: feeds that follow it, and linked data.

use crate::content::config::Config;
use crate::feed::{linked, links};
use crate::model::record::{Document, Item};
use crate::page::{Directory, Frame};
use crate::site::{Body, CaseFile, Meeting, Site};

/// The start page.
pub(super) fn start(frame: &mut Frame, site: &Site) {
    frame.feeds = links::of_site(&site.config.title);
    frame.linked = Some(linked::of_site(&site.config));
}

/// The page of a body.
pub(super) fn body(frame: &mut Frame, config: &Config, body: &Body) {
    frame.feeds = links::of_body(body);
    frame.linked = Some(linked::of_body(config, body));
}

/// The page of a meeting.
pub(super) fn meeting(frame: &mut Frame, directory: &Directory<'_>, meeting: &Meeting) {
    let Some(body) = directory.body(meeting) else { return };
    frame.feeds = links::of_body(body);
    frame.linked = Some(linked::of_meeting(&directory.site.config, body, meeting));
}

/// The page of an item: its cases are what one follows.
pub(super) fn item(frame: &mut Frame, directory: &Directory<'_>, (meeting, item): (&Meeting, &Item)) {
    let Some(body) = directory.body(meeting) else { return };
    frame.feeds = links::of_numbers(directory.site, meeting, &item.diarienummer);
    frame.feeds.extend(links::of_body(body));
    frame.linked = Some(linked::of_item(&directory.site.config, (body, meeting), item));
}

/// The page of a document; one that search engines are to leave alone says nothing more of itself.
pub(super) fn document(
    frame: &mut Frame,
    config: &Config,
    (body, meeting, document): (&Body, &Meeting, &Document),
) {
    frame.feeds = links::of_body(body);
    if !frame.unlisted {
        frame.linked = Some(linked::of_document(config, meeting, document));
    }
}

/// The page of a case.
pub(super) fn case(frame: &mut Frame, site: &Site, file: &CaseFile) {
    frame.feeds = links::of_case(file);
    frame.linked = Some(linked::of_case(site, file));
}
