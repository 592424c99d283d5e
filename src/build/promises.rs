//! What the site has promised: addresses published before, where they lead, and what pages were.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::base::store::{self, StoreError};
use crate::content::config::Config;
use crate::content::{Alias, Body, DocumentText, Gone};
use crate::ledger::{
    self, Formers, History, Ledger, Live, Moves, Numbers, Page, Posted, Whither, check, sums,
};
use crate::model::date::Date;
use crate::model::record::{Decision, Document, Item, Notice, Published};
use crate::page::{self, Directory};
use crate::site::{Meeting, Site};

use super::Options;
use super::gather::Seen;

/// Pages that every site has.
const FIXED: &[&str] =
    &["/", "/anslagstavla/", "/dnr/", "/om/", "/oppna-data/", "/pengar/", "/sok/", "/tillganglighet/"];

/// The ledger while meetings are read.
pub(super) struct Promises {
    ledger: Ledger,
    root: PathBuf,
    today: Option<Date>,
    record: bool,
    /// Of the configuration and the bodies.
    aliases: Vec<Alias>,
    formers: Formers,
    gathered: Mutex<(Live, Vec<Alias>)>,
}

/// The ledger when everything has been read.
pub(super) struct Settled {
    /// What the site is published with.
    pub(super) ledger: Ledger,
    /// Everything that has an address.
    pub(super) live: Live,
    /// Where old addresses lead.
    pub(super) moves: Moves,
    formers: Formers,
    /// How many addresses are new, where the ledger is kept and has changed.
    pub(super) recorded: Option<usize>,
    root: PathBuf,
    /// The day under which this build is recorded, if it is.
    day: Option<Date>,
}

impl Promises {
    /// Opens the ledger of the site. The published site tells whether it is the right one.
    pub(super) fn open(options: &Options, config: &Config, bodies: &[Body]) -> (Self, Vec<Diagnostic>) {
        let (mut ledger, mut found) = match Ledger::open(&options.root) {
            Ok(Some((ledger, found))) => (Some(ledger), found),
            Ok(None) => (None, Vec::new()),
            Err(diagnostic) => (Some(Ledger::default()), vec![diagnostic]),
        };
        if found.is_empty() {
            found.extend(lost(ledger.as_mut(), &options.output));
        }
        let aliases = config.redirects.iter().chain(bodies.iter().flat_map(|body| &body.aliases));
        let aliases: Vec<Alias> = aliases.cloned().collect();
        let promises = Self {
            ledger: ledger.unwrap_or_default(),
            root: options.root.clone(),
            today: options.today,
            record: options.record && !options.drafts,
            formers: Formers::of(&aliases),
            aliases,
            gathered: Mutex::default(),
        };
        (promises, found)
    }

    /// Takes a meeting along while its texts are at hand.
    pub(super) fn meeting(&self, seen: &Seen<'_>) {
        let mut live = Live::default();
        let meeting = seen.meeting;
        live.pages.insert(meeting.record.url.clone(), meeting_page(seen.body, meeting));
        for item in &meeting.record.items {
            let text = meeting.item_texts.get(&item.id).map_or("", String::as_str);
            live.pages.insert(item.url.clone(), item_page(item, text));
        }
        let none = DocumentText::default();
        for document in &meeting.record.documents {
            let text = seen.texts.get(&document.id).unwrap_or(&none);
            live.pages.insert(document.url.clone(), document_page(document, text));
        }
        for copy in seen.copies {
            let sums = store::sha256(&copy.from).map(|sum| vec![sum]).unwrap_or_default();
            live.pages.insert(format!("/{}", copy.to), Page { sums, ..Page::default() });
        }
        live.gone = seen.gone.clone();
        let notices: BTreeSet<Posted> = meeting
            .record
            .sources
            .iter()
            .filter_map(|source| posted(&source.file, source.notice.as_ref()?))
            .collect();
        if !notices.is_empty() {
            live.notices.insert(meeting.record.url.clone(), notices);
        }
        // A thread that panicked did so outside this lock.
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.0.extend(live);
        gathered.1.extend(seen.aliases.iter().cloned());
        let published = seen.replaced.iter().filter(|(old, _)| self.ledger.entries.contains_key(*old));
        gathered.1.extend(published.map(|(old, new)| Alias {
            from: old.clone(),
            to: new.clone(),
            source: Source::new(format!("content{}index.md", meeting.record.url), ""),
            range: 0..0,
        }));
    }

    /// What became of a document since it was first published.
    pub(super) fn document(&self, seen: &Seen<'_>, document: &Document, text: &DocumentText) -> History {
        let (everywhere, here) = (&self.formers, Formers::of(seen.aliases));
        let page = document_page(document, text);
        History::of(&self.ledger, &document.url, &page, &[everywhere, &here], self.day())
    }

    fn day(&self) -> Option<Date> {
        self.today.filter(|_| self.record)
    }

    /// Compares the whole site with the ledger: what would vanish, and aliases that cannot be.
    pub(super) fn settle(self, site: &Site) -> (Settled, Vec<Diagnostic>) {
        let day = self.day();
        let (mut live, mut aliases) = self.gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
        lists(site, &mut live);
        aliases.extend(self.aliases);
        // Meetings are read in any order; who claims an address first is told by the files' names.
        aliases.sort_by(|a, b| (a.source.name(), a.range.start).cmp(&(b.source.name(), b.range.start)));
        let (moves, mut found) = Moves::gather(aliases, &live, &self.ledger);
        found.extend(check::vanished(&self.ledger, &live, &moves, self.today));
        let (mut ledger, mut recorded) = (self.ledger, None);
        if let Some(day) = day {
            let fresh = ledger::recorded(&ledger, &live, day);
            let new = fresh.entries.keys().filter(|address| !ledger.entries.contains_key(*address)).count();
            recorded = Some(new).filter(|_| fresh != ledger);
            ledger = fresh;
        }
        let formers = Formers::of(moves.exact.values());
        (Settled { ledger, live, moves, formers, recorded, root: self.root, day }, found)
    }
}

impl Settled {
    /// What became of a page since it was first published; empty for pages that are lists of others.
    pub(super) fn history(&self, address: &str) -> History {
        match self.live.pages.get(address) {
            // What is new stands in the ledger by now, if it is to stand there at all.
            Some(page) => History::of(&self.ledger, address, page, &[&self.formers], None),
            None => History::default(),
        }
    }

    /// Old addresses that a page answers at, each with where it leads; those that were taken down are not among them.
    pub(super) fn moved(&self) -> BTreeMap<String, String> {
        let expected = self.moves.patterns.iter().flat_map(|(from, to, _)| {
            self.live.pages.keys().filter_map(move |address| from.fill(&to.matches(address)?))
        });
        let mut moved = BTreeMap::new();
        let old = self.moves.exact.keys().cloned().chain(self.ledger.entries.keys().cloned()).chain(expected);
        for old in old.filter(|old| !old.contains('?')) {
            if let Whither::There(to) = self.moves.follow(&old, &self.live, &self.ledger)
                && to != old
            {
                let alias = self.moves.exact.get(&old).map(|alias| alias.to.as_str());
                // An alias may lead to a place on a page.
                let anchored = alias.filter(|alias| alias.contains('#')).map(str::to_owned);
                moved.insert(old, anchored.unwrap_or(to));
            }
        }
        moved
    }

    /// Addresses at which bodies and cases were published before, by where they are now.
    pub(super) fn former_folders(&self) -> BTreeMap<String, Vec<String>> {
        let mut former: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (old, to) in self.moved() {
            if old.ends_with('/') && self.ledger.entries.contains_key(&old) {
                former.entry(to).or_default().push(old);
            }
        }
        former
    }

    /// The address under which a page that has moved was first published, by the present one: programs know it by that.
    pub(super) fn first_addresses(&self, former: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, String> {
        let first = |address: &String| Some(self.ledger.entries.get(address)?.states.first()?.day);
        let moved = former.iter().filter_map(|(now, old)| {
            let (day, oldest) = old.iter().filter_map(|old| Some((first(old)?, old))).min()?;
            // A page that was there before the one that leads to it now has a name of its own.
            first(now).is_none_or(|own| day <= own).then(|| (now.clone(), oldest.clone()))
        });
        moved.collect()
    }

    /// The day on which each page was last changed.
    pub(super) fn last_changes(&self) -> BTreeMap<String, Date> {
        let entries = self.ledger.entries.iter();
        entries.filter_map(|(address, entry)| Some((address.clone(), entry.states.last()?.day))).collect()
    }

    /// Addresses where nothing stands but what is said of what was taken down.
    pub(super) fn gone(&self) -> BTreeMap<String, Gone> {
        let known = |address: &String| self.ledger.entries.contains_key(address);
        let mut gone = self.live.gone.clone();
        gone.retain(|address, _| known(address));
        for address in self.ledger.entries.keys().filter(|address| !self.live.pages.contains_key(*address)) {
            let follow = self.moves.follow(address, &self.live, &self.ledger);
            if let Some(known) =
                self.ledger.gone(address).filter(|_| follow == Whither::There(address.clone()))
            {
                gone.insert(address.clone(), known.clone());
            }
        }
        gone
    }

    /// The anchors that an old page had.
    pub(super) fn anchors(&self, old: &str) -> Vec<String> {
        let Some(entry) = self.ledger.entries.get(old) else { return Vec::new() };
        let anchors = entry.anchors.iter();
        anchors
            .flat_map(|(kind, numbers)| numbers.iter().map(move |number| format!("{kind}-{number}")))
            .collect()
    }

    /// The nearest page above an address that is there.
    pub(super) fn above<'s>(&'s self, address: &'s str) -> Option<&'s str> {
        ledger::above(address).find(|above| self.live.pages.contains_key(*above))
    }

    /// Writes the ledger, if this build is one that it is kept of. What stood in the file is returned.
    pub(super) fn write(&self) -> Result<Option<Kept>, Diagnostic> {
        if self.day.is_none() {
            return Ok(None);
        }
        let path = self.root.join(ledger::NAME);
        let kept = Kept { path: path.clone(), before: store::read(&path, u64::MAX >> 1).ok() };
        let text = self.ledger.write();
        if kept.before.as_deref() == Some(text.as_bytes()) {
            return Ok(None);
        }
        store::write(&path, text.as_bytes()).map_err(|error| error.diagnostic())?;
        Ok(Some(kept))
    }
}

/// The ledger as it was before a publication.
pub(super) struct Kept {
    path: PathBuf,
    before: Option<Vec<u8>>,
}

impl Kept {
    /// Puts it back: the publication failed.
    pub(super) fn restore(&self) -> Result<(), StoreError> {
        match &self.before {
            Some(bytes) => store::write(&self.path, bytes),
            None => store::remove_file(&self.path),
        }
    }
}

/// What the published site knows that the ledger does not: it was lost, or taken back to an older state. The ledger has
/// it again then, so that no address is lost with its line.
fn lost(ledger: Option<&mut Ledger>, output: &Path) -> Option<Diagnostic> {
    let published = Ledger::published(output).filter(|published| !published.entries.is_empty())?;
    let shown = output.join(ledger::PUBLISHED).display().to_string();
    let Some(ledger) = ledger else {
        let message = format!("`{}` is not there, but the published site was made with one", ledger::NAME);
        return Some(
            Diagnostic::error(Code::LOST_LEDGER, message)
                .in_file(ledger::NAME)
                .help(format!("take it back from git, or copy `{shown}` to `{}`", ledger::NAME)),
        );
    };
    let lacks = ledger.lacks(&published);
    ledger.join(published);
    let (count, first) = lacks?;
    let lines = if count == 1 { "line" } else { "lines" };
    let message = format!(
        "`{}` lacks {count} {lines} of the published site's ledger, the first for `{first}`",
        ledger::NAME
    );
    Some(Diagnostic::warning(Code::LOST_LEDGER, message).in_file(ledger::NAME).help(format!(
        "all but notices (`anslag`) are read from `{shown}`, and a build writes them again; if that site was never public, remove its folder first"
    )))
}

/// Pages that list others, and the notice board.
fn lists(site: &Site, live: &mut Live) {
    FIXED.iter().for_each(|address| live.list(address));
    for body in &site.bodies {
        let page = Page { sums: sums::body(body), ..Page::default() };
        live.pages.insert(body.url.clone(), page);
    }
    site.cases.iter().for_each(|case| live.list(&case.record.url));
    let directory = Directory::new(site);
    for list in page::register::view(&directory).lists {
        live.list(&list.page.url);
    }
    page::money::views(&directory).iter().for_each(|view| live.list(&view.page.url));
    for notice in page::notices::view(&directory, None).notices {
        if let Some(posted) = posted(&notice.source.file, notice.notice) {
            live.board.entry(notice.meeting.url.to_owned()).or_default().insert(posted);
        }
    }
}

/// A notice with the days that bind: it stands at least until the last day to appeal.
fn posted(file: &str, notice: &Notice) -> Option<Posted> {
    let last = notice.appeal_last.or(notice.taken_down)?;
    Some(Posted { posted: notice.posted?, last, file: file.to_owned() })
}

fn meeting_page(body: &Body, meeting: &Meeting) -> Page {
    let record = &meeting.record;
    let day = record.date.map(|date| format!(" {}", date.long())).unwrap_or_default();
    let own = Some(meeting.title.as_str()).filter(|title| *title != format!("{}{day}", body.name));
    Page {
        sums: sums::meeting(record, own, &meeting.text),
        gone: gone(record.withdrawn, record.reason.as_deref()),
        ..Page::default()
    }
}

fn item_page(item: &Item, text: &str) -> Page {
    let mut anchors = BTreeMap::new();
    clauses("forslag", item.proposal.as_ref().map_or(0, |proposal| proposal.clauses.len()), &mut anchors);
    decided(item.decision.as_ref(), &mut anchors);
    Page { sums: sums::item(item, text), anchors, gone: gone(item.withdrawn, item.reason.as_deref()) }
}

fn document_page(document: &Document, text: &DocumentText) -> Page {
    let mut anchors = BTreeMap::new();
    if matches!(document.published, Published::Text | Published::File) {
        decided(document.decision.as_ref(), &mut anchors);
        let pages: Numbers = text.pages.iter().filter_map(|(number, _)| *number).collect();
        if !pages.is_empty() {
            anchors.insert("sida".to_owned(), pages);
        }
    }
    let is_gone = document.published == Published::Withdrawn;
    let gone = Gone { day: document.withdrawn, reason: document.reason.clone().unwrap_or_default() };
    Page { sums: sums::document(document, text), anchors, gone: is_gone.then_some(gone) }
}

fn gone(day: Option<Date>, reason: Option<&str>) -> Option<Gone> {
    day.map(|day| Gone { day: Some(day), reason: reason.unwrap_or_default().to_owned() })
}

fn decided(decision: Option<&Decision>, anchors: &mut BTreeMap<String, Numbers>) {
    clauses("beslut", decision.map_or(0, |decision| decision.clauses.len()), anchors);
}

fn clauses(kind: &str, count: usize, anchors: &mut BTreeMap<String, Numbers>) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if count > 0 {
        anchors.insert(kind.to_owned(), (1..=count).collect());
    }
}
