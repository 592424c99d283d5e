//! The notice board: coming meetings of the council, notices of adjusted minutes, how to appeal, and nothing else;
//! Kommunallagen 8:9–12.

use serde::Serialize;

use crate::model::date::Date;
use crate::model::record::{Notice, Source};
use crate::page::directory::Directory;
use crate::page::frame::Frame;
use crate::page::meeting::{Entry, Head, agenda, head};
use crate::page::start::coming_meetings;
use crate::site::Meeting;

/// What the page shows.
#[derive(Debug, Serialize)]
pub struct NoticesView<'a> {
    /// What every page has.
    pub page: Frame,
    /// The notices, last posted first.
    pub notices: Vec<NoticeView<'a>>,
    /// Coming meetings of the council, next first (8:10, 5:13).
    pub meetings: Vec<Announced<'a>>,
}

/// A meeting of the council that is announced: time, place and items.
#[derive(Debug, Serialize)]
pub struct Announced<'a> {
    /// Anchor on the page.
    pub anchor: String,
    /// The meeting.
    pub meeting: Head<'a>,
    /// What it will treat.
    pub items: Vec<Entry<'a>>,
}

/// A notice.
#[derive(Debug, Serialize)]
pub struct NoticeView<'a> {
    /// Anchor on the page.
    pub anchor: String,
    /// The meeting.
    pub meeting: Head<'a>,
    /// The minutes that were adjusted.
    pub source: &'a Source,
    /// What the notice says.
    pub notice: &'a Notice,
}

/// The notice board as of `today`: a notice is left out from the day after it was taken down, and never before its last
/// day to appeal has passed, whatever day the minutes print. Without `today` the newest notice of the site tells
/// the day: it cannot have been posted later than the site was made.
#[must_use]
pub fn view<'a>(directory: &Directory<'a>, today: Option<Date>) -> NoticesView<'a> {
    let sources = || directory.site.meetings.iter().flat_map(|meeting| &meeting.record.sources);
    let newest = sources().filter_map(|source| source.notice.as_ref()?.posted).max();
    let today = today.max(newest);
    let mut notices: Vec<_> = directory
        .site
        .meetings
        .iter()
        .flat_map(|meeting| meeting.record.sources.iter().map(move |source| (meeting, source)))
        .filter_map(|(meeting, source)| {
            let notice = source.notice.as_ref().filter(|notice| stands(notice, today))?;
            Some(NoticeView { anchor: String::new(), meeting: head(directory, meeting), source, notice })
        })
        .collect();
    notices.sort_by(|a, b| (b.notice.posted, a.meeting.url).cmp(&(a.notice.posted, b.meeting.url)));
    for (at, notice) in notices.iter_mut().enumerate() {
        notice.anchor = format!("anslag-{}", at + 1);
    }
    NoticesView { page: Frame::new("notices", "/anslagstavla/", ""), notices, meetings: announced(directory) }
}

/// The law announces the meetings of the council alone; every council is called that, in a municipality and a region.
fn announced<'a>(directory: &Directory<'a>) -> Vec<Announced<'a>> {
    let is_council = |meeting: &&Meeting| {
        directory.body(meeting).is_some_and(|body| body.name.to_lowercase().contains("fullmäktige"))
    };
    let meetings =
        coming_meetings(directory).into_iter().filter(is_council).filter(|meeting| !meeting.cancelled);
    meetings
        .enumerate()
        .map(|(at, meeting)| Announced {
            anchor: format!("sammantrade-{}", at + 1),
            meeting: head(directory, meeting),
            items: agenda(directory, meeting),
        })
        .collect()
}

fn stands(notice: &Notice, today: Option<Date>) -> bool {
    let end = notice.taken_down.max(notice.appeal_last);
    notice.posted.is_some() && today.zip(end).is_none_or(|(today, end)| today <= end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_stands_through_its_last_day() {
        let notice = Notice {
            posted: Date::parse("2026-03-05"),
            taken_down: Date::parse("2026-03-27"),
            ..Notice::default()
        };
        assert!(stands(&notice, Date::parse("2026-03-27")));
        assert!(!stands(&notice, Date::parse("2026-03-28")));
        assert!(stands(&notice, None));
        assert!(!stands(&Notice::default(), None));
        let early = Notice { appeal_last: Date::parse("2026-03-30"), ..notice };
        assert!(stands(&early, Date::parse("2026-03-30")), "taken down too early, it stands all the same");
        assert!(!stands(&early, Date::parse("2026-03-31")));
    }
}
