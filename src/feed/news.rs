//! What is new: meetings, proposals, decisions and documents, as entries of feeds.

use crate::content::Body;
use crate::model::date::Date;
use crate::model::number::Diarienummer;
use crate::model::record::{
    Decision, Document, Item, ItemKind, Outcome, Proposal, Published, SourceState, Vote,
};
use crate::page::meeting::minutes_of;
use crate::site::{CaseFile, Meeting, Site};

use super::atom::{self, Entry, Feed};
use super::html::Html;
use super::moment::Moment;
use super::{Output, Place, title_of};

/// As many entries has a feed that grows for ever. That of a case has all.
const NEWEST: usize = 50;

/// Addresses of the feeds that every site has.
pub(super) const SITE_FEED: &str = "/flode/atom.xml";
/// The feed of decisions only.
pub(super) const DECISIONS_FEED: &str = "/flode/beslut/atom.xml";

/// All that is new on a site, newest first. Made once; each feed takes its part.
pub struct News<'a> {
    site: &'a Site,
    place: Place,
    pieces: Vec<Piece<'a>>,
}

/// One piece of news, not yet put in words.
#[derive(Clone, Copy)]
struct Piece<'a> {
    meeting: &'a Meeting,
    what: What<'a>,
    updated: Moment,
}

/// What a feed follows.
struct Subject<'s> {
    /// Address of the feed.
    url: &'s str,
    /// The page that it follows.
    page: &'s str,
    title: String,
    words: &'s str,
    /// The year from which on there could have been news.
    since: Option<u16>,
}

#[derive(Clone, Copy)]
enum What<'a> {
    /// A meeting that was called, held or called off.
    Meeting,
    /// An item with what is proposed.
    Proposal(&'a Item, &'a Proposal),
    /// An item with what was decided.
    Decision(&'a Item, &'a Decision),
    /// An item with neither.
    Item(&'a Item),
    /// A delegate's decision.
    Delegation(&'a Document, &'a Decision),
    /// Another document.
    Document(&'a Document),
}

impl<'a> News<'a> {
    /// The news of a site.
    #[must_use]
    pub fn new(site: &'a Site, place: &Place) -> Self {
        let told = |piece| told(place, piece);
        let mut pieces: Vec<Piece<'a>> = site.meetings.iter().flat_map(of_meeting).map(told).collect();
        // Stable: on one day the order of the site stays.
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.updated));
        Self { site, place: place.clone(), pieces }
    }

    /// The feed of the whole site.
    #[must_use]
    pub fn of_site(&self) -> Output {
        let title = self.site.config.title.clone();
        let subject = Subject { url: SITE_FEED, page: "/", title, words: SITE_WORDS, since: None };
        self.feed(&subject, self.newest(|_| true))
    }

    /// The feed of decisions, those of delegates among them.
    #[must_use]
    pub fn of_decisions(&self) -> Output {
        let title = format!("Beslut – {}", self.site.config.title);
        let decided = |piece: &Piece<'_>| matches!(piece.what, What::Decision(..) | What::Delegation(..));
        let subject = Subject { url: DECISIONS_FEED, page: "/", title, words: DECISIONS_WORDS, since: None };
        self.feed(&subject, self.newest(decided))
    }

    /// The feed of a body.
    #[must_use]
    pub fn of_body(&self, body: &Body) -> Output {
        let title = format!("{} – {}", body.name, self.site.config.title);
        let own = |piece: &Piece<'_>| piece.meeting.record.organ.slug.as_deref() == Some(&*body.slug);
        let url = body_feed(body);
        let subject = Subject { url: &url, page: &body.url, title, words: BODY_WORDS, since: None };
        self.feed(&subject, self.newest(own))
    }

    /// The feed of a case, with all that ever happened in it.
    #[must_use]
    pub fn of_case(&self, file: &'a CaseFile) -> Output {
        let case = &file.record;
        let title = format!("{} – {}", case.diarienummer, case.title);
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        for (at, item) in &file.items {
            let Some(meeting) = self.site.meetings.get(*at) else { continue };
            if let Some(item) = meeting.record.items.get(*item) {
                pieces.extend(of_item(meeting, item));
            }
        }
        for (at, document) in &file.documents {
            let Some(meeting) = self.site.meetings.get(*at) else { continue };
            pieces.extend(meeting.record.documents.get(*document).and_then(|d| of_document(meeting, d)));
        }
        pieces.iter_mut().for_each(|piece| *piece = told(&self.place, *piece));
        // On one day what came last stands first: a decision before its proposal.
        pieces.reverse();
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.updated));
        let entries = pieces.iter().map(|piece| self.entry(piece)).collect();
        let url = case_feed(file);
        let since = Diarienummer::parse(&case.diarienummer).ok().and_then(|number| number.year());
        let subject = Subject { url: &url, page: &case.url, title, words: CASE_WORDS, since };
        self.feed(&subject, entries)
    }

    fn newest(&self, wanted: impl Fn(&Piece<'a>) -> bool) -> Vec<Entry> {
        let worth = |piece: &&Piece<'a>| is_news(piece) && wanted(piece);
        self.pieces.iter().filter(worth).take(NEWEST).map(|piece| self.entry(piece)).collect()
    }

    fn feed(&self, subject: &Subject<'_>, entries: Vec<Entry>) -> Output {
        let config = &self.site.config;
        let since = subject.since.and_then(|year| Date::new(i16::try_from(year).ok()?, 1, 1));
        let feed = Feed {
            url: subject.url,
            page: subject.page,
            title: &subject.title,
            subtitle: subject.words,
            author: &config.organisation,
            rights: &config.licence.name,
            since: since.map(Moment::day),
            entries,
        };
        let path = subject.url.trim_start_matches('/').to_owned();
        Output { path, bytes: atom::write(&self.place, &feed) }
    }

    fn entry(&self, piece: &Piece<'a>) -> Entry {
        let meeting = piece.meeting;
        let organ = meeting.record.organ.name.clone().unwrap_or_default();
        let (kind, label) = kind(piece);
        let mut categories = vec![(kind.to_owned(), label.to_owned())];
        categories.extend(numbers(piece).iter().map(|number| (number.clone(), format!("dnr {number}"))));
        let url = page_of(piece).to_owned();
        let title = match piece.what {
            What::Meeting => meeting.title.clone(),
            What::Proposal(item, _) | What::Item(item) | What::Decision(item, _) => at_meeting(meeting, item),
            What::Delegation(document, _) | What::Document(document) => document.title.clone(),
        };
        let part = match piece.what {
            What::Proposal(..) => "#forslag",
            What::Decision(..) => "#beslut",
            _ => "",
        };
        Entry {
            name: format!("{url}{part}"),
            title: format!("{label}: {title}"),
            url,
            updated: piece.updated,
            author: if organ.is_empty() { self.site.config.organisation.clone() } else { organ },
            categories,
            content: self.words(piece),
        }
    }

    /// The full text of a piece of news.
    fn words(&self, piece: &Piece<'a>) -> String {
        let mut html = Html::default();
        match piece.what {
            What::Meeting => self.meeting(&mut html, piece.meeting),
            What::Proposal(item, proposal) => {
                html.paragraph(&format!(
                    "{} Det här är ett förslag, inte ett beslut.",
                    asked(piece, proposal)
                ));
                clauses(&mut html, proposal.clauses.iter().map(|clause| clause.text.as_str()));
                clauses(&mut html, proposal.conditions.iter().map(String::as_str));
                self.around(&mut html, piece.meeting, item);
            }
            What::Decision(item, decision) => {
                html.paragraph(&decided(piece.meeting, item, decision));
                decision_text(&mut html, decision);
                self.around(&mut html, piece.meeting, item);
            }
            What::Item(item) => {
                html.paragraph(&format!("På dagordningen för {}.", piece.meeting.title));
                for point in &item.points {
                    html.paragraph(&point.text);
                }
                self.around(&mut html, piece.meeting, item);
            }
            What::Delegation(document, decision) => {
                html.paragraph(&format!("Delegationsbeslut{}.", outcomes(&decision.outcomes)));
                decision_text(&mut html, decision);
                self.document(&mut html, document);
            }
            What::Document(document) => self.document(&mut html, document),
        }
        html.finish()
    }

    fn meeting(&self, html: &mut Html, meeting: &Meeting) {
        let record = &meeting.record;
        if meeting.cancelled {
            html.paragraph("Sammanträdet är inställt.");
        }
        let day = record.date.map(|date| format!("{} {}", date.weekday(), date.long())).unwrap_or_default();
        let start = record.start.map(|time| format!(" klockan {time}")).unwrap_or_default();
        let place = record.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        html.paragraph(&format!("{day}{start}{place}"));
        let items: Vec<_> =
            record.items.iter().map(|item| (title_of(item), Some(self.place.url(&item.url)))).collect();
        html.links(&items);
    }

    /// What stands around proposal and decision: summary, cases, documents.
    fn around(&self, html: &mut Html, meeting: &Meeting, item: &Item) {
        html.paragraphs(item.summary.as_deref().unwrap_or_default());
        let body = meeting.record.organ.slug.as_deref();
        let cases: Vec<_> = item
            .diarienummer
            .iter()
            .map(|number| {
                let url = self.site.case_url(number, body).map(|url| self.place.url(&url));
                (format!("Diarienummer {number}"), url)
            })
            .collect();
        html.links(&cases);
        let documents: Vec<_> = meeting
            .record
            .documents
            .iter()
            .filter(|document| document.item.as_deref() == Some(&item.id))
            .filter(|document| document.published != Published::Withdrawn)
            .map(|document| (document.title.clone(), Some(self.place.url(&document.url))))
            .collect();
        html.links(&documents);
    }

    fn document(&self, html: &mut Html, document: &Document) {
        let mut facts = vec![document.kind.word().to_owned()];
        facts.extend(document.sender.as_ref().map(|sender| format!("från {sender}")));
        facts.extend(document.date.map(Date::long));
        html.paragraph(&facts.join(", "));
        if !is_shown(document) {
            let reason = document.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            html.paragraph(&format!("Innehållet publiceras inte här{reason}"));
        }
        html.links(&[("Handlingen".to_owned(), Some(self.place.url(&document.url)))]);
    }
}

const SITE_WORDS: &str = "Sammanträden, förslag och beslut, de senaste först.";
const DECISIONS_WORDS: &str = "Beslut av alla organ och på delegation, de senaste först.";
const BODY_WORDS: &str = "Sammanträden, förslag och beslut, de senaste först.";
const CASE_WORDS: &str = "Allt som har hänt i ärendet enligt de dokument som finns här, det senaste först.";

/// Address of the feed of a body.
pub(super) fn body_feed(body: &Body) -> String {
    format!("{}atom.xml", body.url)
}

/// Address of the feed of a case.
pub(super) fn case_feed(file: &CaseFile) -> String {
    format!("{}atom.xml", file.record.url)
}

/// The address of the page that a piece of news is about.
fn page_of<'a>(piece: &Piece<'a>) -> &'a str {
    match piece.what {
        What::Meeting => &piece.meeting.record.url,
        What::Proposal(item, _) | What::Item(item) | What::Decision(item, _) => &item.url,
        What::Delegation(document, _) | What::Document(document) => &document.url,
    }
}

/// The piece, as told when its page was last changed where it tells of a day to come: no news is of the future.
fn told<'a>(place: &Place, piece: Piece<'a>) -> Piece<'a> {
    Piece { updated: piece.updated.not_after(place.last_change(page_of(&piece))), ..piece }
}

fn of_meeting(meeting: &Meeting) -> Vec<Piece<'_>> {
    let Some(date) = meeting.record.date else { return Vec::new() };
    let updated = meeting.record.adjusted.filter(|adjusted| *adjusted > date);
    let updated = updated.map_or_else(|| Moment::at(date, meeting.record.start), Moment::day);
    let mut pieces = vec![Piece { meeting, what: What::Meeting, updated }];
    for item in &meeting.record.items {
        // What was proposed stands with what was decided once there is a decision.
        let of_item = of_item(meeting, item);
        pieces.extend(of_item.into_iter().next_back());
    }
    pieces.extend(meeting.record.documents.iter().filter_map(|document| of_document(meeting, document)));
    pieces
}

/// An item as news: proposal, then decision; where there is neither, the item itself.
fn of_item<'a>(meeting: &'a Meeting, item: &'a Item) -> Vec<Piece<'a>> {
    let Some(date) = meeting.record.date else { return Vec::new() };
    let held = Moment::at(date, meeting.record.start);
    let mut pieces = Vec::new();
    if let Some(proposal) = item.proposal.as_ref().filter(|proposal| !proposal.clauses.is_empty()) {
        pieces.push(Piece { meeting, what: What::Proposal(item, proposal), updated: held });
    }
    if let Some(decision) = &item.decision {
        let adjusted = adjusted(meeting, item).filter(|adjusted| *adjusted > date);
        let updated = adjusted.map_or(held, Moment::day);
        pieces.push(Piece { meeting, what: What::Decision(item, decision), updated });
    }
    if pieces.is_empty() {
        pieces.push(Piece { meeting, what: What::Item(item), updated: held });
    }
    pieces
}

/// The day on which the paragraph's minutes were adjusted.
fn adjusted(meeting: &Meeting, item: &Item) -> Option<Date> {
    let minutes = minutes_of(meeting, item)?;
    minutes.notice.and_then(|notice| notice.adjusted).or(meeting.record.adjusted)
}

fn of_document<'a>(meeting: &'a Meeting, document: &'a Document) -> Option<Piece<'a>> {
    let date = document.date.or(meeting.record.date)?;
    let what = match &document.decision {
        _ if document.published == Published::Withdrawn => return None,
        Some(decision) if is_shown(document) => What::Delegation(document, decision),
        _ => What::Document(document),
    };
    Some(Piece { meeting, what, updated: Moment::day(date) })
}

/// Whether it is news to somebody who follows more than the case.
fn is_news(piece: &Piece<'_>) -> bool {
    match piece.what {
        What::Meeting | What::Delegation(..) => true,
        What::Proposal(item, _) | What::Decision(item, _) => item.kind != ItemKind::Formalia,
        What::Item(item) => {
            item.kind == ItemKind::Information && (!item.points.is_empty() || item.summary.is_some())
        }
        What::Document(_) => false,
    }
}

fn is_shown(document: &Document) -> bool {
    matches!(document.published, Published::Text | Published::File)
}

fn kind(piece: &Piece<'_>) -> (&'static str, &'static str) {
    match piece.what {
        What::Meeting if piece.meeting.cancelled => ("mote", "Inställt"),
        What::Meeting if piece.meeting.has_minutes() => ("mote", "Protokoll"),
        What::Meeting => ("mote", "Kallelse"),
        What::Proposal(..) => ("forslag", "Förslag"),
        What::Decision(..) => ("beslut", "Beslut"),
        What::Item(_) => ("arende", "Ärende"),
        What::Delegation(..) => ("delegationsbeslut", "Delegationsbeslut"),
        What::Document(_) => ("handling", "Handling"),
    }
}

fn numbers<'a>(piece: &Piece<'a>) -> &'a [String] {
    match piece.what {
        What::Meeting => &[],
        What::Proposal(item, _) | What::Decision(item, _) | What::Item(item) => &item.diarienummer,
        What::Delegation(document, _) | What::Document(document) => &document.diarienummer,
    }
}

fn at_meeting(meeting: &Meeting, item: &Item) -> String {
    let paragraph = item.paragraph.as_ref().map(|paragraph| format!(" § {paragraph}")).unwrap_or_default();
    format!("{} – {}{paragraph}", title_of(item), meeting.title)
}

fn asked(piece: &Piece<'_>, proposal: &Proposal) -> String {
    let organ = proposal.organ.as_ref().or(piece.meeting.record.organ.name.as_ref());
    let organ = organ.map(|organ| format!(" i {organ}")).unwrap_or_default();
    format!("Förslag till beslut{organ}.")
}

fn decided(meeting: &Meeting, item: &Item, decision: &Decision) -> String {
    let organ = decision.organ.as_ref().or(meeting.record.organ.name.as_ref());
    let organ = organ.map(|organ| format!(" i {organ}")).unwrap_or_default();
    let day = meeting.record.date.map(|date| format!(" {}", date.long())).unwrap_or_default();
    let paragraph = item.paragraph.as_ref().map(|paragraph| format!(" § {paragraph}")).unwrap_or_default();
    let state = minutes_of(meeting, item).and_then(|minutes| minutes.source.state);
    let state = match state {
        _ if decision.immediate => " Paragrafen är omedelbart justerad.",
        Some(SourceState::Utkast | SourceState::Ojusterat) => " Protokollet är inte justerat.",
        _ => "",
    };
    format!("Beslut{organ}{day}{paragraph}{}.{state}", outcomes(&decision.outcomes))
}

fn outcomes(outcomes: &[Outcome]) -> String {
    if outcomes.is_empty() {
        return String::new();
    }
    let words: Vec<&str> = outcomes.iter().map(|outcome| outcome.word()).collect();
    format!(": {}", words.join(", "))
}

/// One clause is a paragraph, several are numbered.
fn clauses<'t>(html: &mut Html, clauses: impl ExactSizeIterator<Item = &'t str>) {
    if clauses.len() > 1 {
        html.numbered(clauses);
    } else {
        clauses.for_each(|clause| html.paragraph(clause));
    }
}

fn decision_text(html: &mut Html, decision: &Decision) {
    clauses(html, decision.clauses.iter().map(|clause| clause.text.as_str()));
    clauses(html, decision.conditions.iter().map(String::as_str));
    for vote in &decision.votes {
        html.paragraph(&counted(vote));
    }
    for (name, said) in [("Reservation", &decision.reservations), ("Särskilt yttrande", &decision.statements)]
    {
        for said in said {
            html.paragraph(&format!("{name}: {}. {}", said.by.join(", "), said.text));
        }
    }
}

fn counted(vote: &Vote) -> String {
    let counts = [("ja", vote.yes), ("nej", vote.no), ("avstår", vote.abstain)];
    let counts: Vec<String> =
        counts.iter().filter_map(|(word, count)| count.map(|count| format!("{count} {word}"))).collect();
    let means = |word: &str, text: &Option<String>| {
        text.as_ref().map(|text| format!(" {word} betyder {text}.")).unwrap_or_default()
    };
    format!(
        "Omröstning: {}.{}{}",
        counts.join(", "),
        means("Ja", &vote.yes_means),
        means("Nej", &vote.no_means)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::tests;

    fn text(output: &Output) -> String {
        String::from_utf8(output.bytes.clone()).unwrap()
    }

    fn ids(feed: &str) -> Vec<&str> {
        feed.split("<id>").skip(1).filter_map(|rest| rest.split("</id>").next()).collect()
    }

    #[test]
    fn proposals_and_decisions_are_named_as_such() {
        let site = tests::site();
        let feed = text(&News::new(&site, &Place::new(&site.config)).of_site());
        assert!(
            feed.contains(
                "<title>Förslag: Ny skola &lt;i Norr&gt; – Kommunstyrelsen 8 december 2026</title>"
            )
        );
        assert!(
            feed.contains("<title>Beslut: Gångbro över Ljusån – Kommunstyrelsen 3 mars 2026 § 21</title>")
        );
        assert!(feed.contains("Det här är ett förslag, inte ett beslut."));
        assert!(feed.contains("anslå 3 000 000 kronor till bron &amp;amp; dess räcken"), "escaped twice");
        assert!(feed.contains("Omröstning: 7 ja, 4 nej. Ja betyder bifall."));
        assert!(!feed.contains("Val av justerare – "), "formalities are no news");
        let decisions = text(&News::new(&site, &Place::new(&site.config)).of_decisions());
        assert!(decisions.contains("#beslut</id>") && !decisions.contains("#forslag</id>"));
        assert!(decisions.contains("Delegationsbeslut: Handlingen bidrag"));
    }

    #[test]
    fn the_feed_of_a_case_has_all_and_hides_what_is_not_published() {
        let site = tests::site();
        let case = site.cases.iter().find(|case| case.record.diarienummer == "KS 2026/12").unwrap();
        let feed = text(&News::new(&site, &Place::new(&site.config)).of_case(case));
        assert_eq!(
            ids(&feed),
            [
                "tag:moten.exempelby.example,2026:/dnr/ks-2026-12/atom.xml",
                "tag:moten.exempelby.example,2026:/kf/2026-03-23/bro/",
                "tag:moten.exempelby.example,2026:/ks/2026-03-03/bro/#beslut",
                "tag:moten.exempelby.example,2026:/ks/2026-03-03/bro/#forslag",
                "tag:moten.exempelby.example,2026:/ks/2026-03-03/bro/avtal/",
                "tag:moten.exempelby.example,2026:/ks/2026-03-03/bro/skrivelse/",
            ]
        );
        assert!(feed.contains("Innehållet publiceras inte här: Sekretess"));
        assert!(!feed.contains("ritning"), "what is withdrawn is in no feed");
        assert!(feed.contains("<updated>2026-03-23T00:00:00+01:00</updated>"));
        assert!(
            feed.contains("<updated>2026-03-10T00:00:00+01:00</updated>"),
            "a decision is new when adjusted"
        );
    }

    #[test]
    fn ids_stay_when_other_content_changes() {
        let site = tests::site();
        let before = text(&News::new(&site, &Place::new(&site.config)).of_site());
        let mut changed = site.clone();
        changed.meetings.remove(0);
        let item = &mut changed.meetings.last_mut().unwrap().record.items[0];
        item.title = "Val av en justerare".into();
        let after = text(&News::new(&changed, &Place::new(&changed.config)).of_site());
        let before = ids(&before);
        assert!(ids(&after).iter().all(|id| before.contains(id)), "{after}");
    }

    #[test]
    fn a_feed_without_entries_has_a_day() {
        let mut site = tests::site();
        site.meetings.clear();
        assert!(
            text(&News::new(&site, &Place::new(&site.config)).of_site())
                .contains("<updated>1970-01-01T00:00:00+01:00</updated>")
        );
        let case = site.cases[0].clone();
        assert!(
            text(&News::new(&site, &Place::new(&site.config)).of_case(&case))
                .contains("<updated>2026-01-01T00:00:00+01:00</updated>")
        );
    }
}
