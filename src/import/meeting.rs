//! Sorts drafts by body and day, and reads what the content has of each meeting.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::diag::{self, Code, Diagnostic};
use crate::base::store::{self, StoreError};
use crate::base::text;
use crate::content::config::Config;
use crate::content::gate::Personal;
use crate::content::read;
use crate::content::tree::{self, Tree};
use crate::content::{Body, MeetingContent};
use crate::model::date::Date;
use crate::model::record::{Finding, FindingSeverity, Meeting, Organ, SourceKind};
use crate::split::organs;

use super::Repeat;
use super::imprint::Imprint;
use super::matching;
use super::merge::{self, Merged};
use super::read::Recognised;

/// The content that is there.
pub(super) struct Shelf {
    /// The content folder.
    pub(super) content: PathBuf,
    tree: Tree,
    config: Config,
    bodies: Vec<Body>,
    /// What is wrong with names and places of files, before any is read.
    misplaced: Vec<Diagnostic>,
}

/// The drafts of one meeting, in the order in which they are merged.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) organ: Organ,
    pub(super) day: Date,
    pub(super) drafts: Vec<Recognised>,
}

/// The settings of the site that the content folder lies in. Without `diariet.toml` the content reads all the same;
/// only publishing needs it.
pub(super) fn settings(content: &Path) -> Result<Config, Diagnostic> {
    let root = root_of(content);
    if !store::is_file(&root.join("diariet.toml")) {
        return Ok(Config::default());
    }
    read::config(root).map(|(config, _)| config)
}

fn root_of(content: &Path) -> &Path {
    match content.parent() {
        Some(root) if root != Path::new("") => root,
        _ => Path::new("."),
    }
}

impl Shelf {
    /// Lists the content folder and reads its bodies. A folder that is not there yet is an empty one.
    pub(super) fn open(content: &Path, config: Config) -> Result<Self, StoreError> {
        let root = root_of(content);
        let (tree, misplaced) = if store::is_folder(content) {
            tree::scan_content(root, content)?
        } else {
            (Tree { root: root.to_owned(), content: content.to_owned(), ..Tree::default() }, Vec::new())
        };
        let bodies = tree
            .bodies
            .iter()
            .filter(|(_, files)| files.index)
            .map(|(slug, _)| read::body(&tree, slug, &config, Personal::Raw).0)
            .collect();
        Ok(Self { content: content.to_owned(), tree, config, bodies, misplaced })
    }

    /// Sorts drafts by body and day. A draft without either is an error, since it has no place.
    pub(super) fn sort(
        &self,
        drafts: Vec<Recognised>,
        organ: Option<&str>,
        errors: &mut Vec<Diagnostic>,
    ) -> Vec<Group> {
        let mut groups: BTreeMap<(String, Date), Group> = BTreeMap::new();
        let mut drafts = drafts;
        in_order_of_merging(&mut drafts);
        lend(&mut drafts, organ);
        let mut met: Vec<Organ> = Vec::new();
        for recognised in drafts {
            let meeting = &recognised.draft.meeting;
            let path = recognised.path.display().to_string();
            let organ = match organ.map(str::to_owned).or_else(|| meeting.organ.name.clone()) {
                Some(name) => self.organ(&name, &met),
                None if is_scanned(&recognised) => Err(
                    "the file has no text: its pages are pictures (scans), which say nothing of body and day"
                        .to_owned(),
                ),
                None => Err("the file does not say which body meets".to_owned()),
            };
            let organ = match organ {
                Ok(organ) => organ,
                Err(message) => {
                    let help = if is_scanned(&recognised) {
                        "import it in one call with the agenda or the minutes of its meeting"
                    } else {
                        "name the body with `--organ`"
                    };
                    errors.push(unplaced(message, &path).help(help));
                    continue;
                }
            };
            let Some(day) = meeting.date else {
                let message = "the file does not say on which day the meeting is".to_owned();
                errors.push(
                    unplaced(message, &path)
                        .help("import it in one call with the agenda or the minutes of its meeting"),
                );
                continue;
            };
            met.push(organ.clone());
            let slug = organ.slug.clone().unwrap_or_default();
            let group = groups.entry((slug, day)).or_insert_with(|| Group { organ, day, drafts: Vec::new() });
            group.drafts.push(recognised);
        }
        groups.into_values().collect()
    }

    /// The body that `name` means: one of the content's, by any of its names; one that this run has met; or a new one.
    fn organ(&self, name: &str, met: &[Organ]) -> Result<Organ, String> {
        let known = self.bodies.iter().find(|body| {
            let mut names = std::iter::once(&body.name).chain(&body.names).chain(&body.short);
            body.slug == text::slug(name) || names.any(|other| organs::same(other, name))
        });
        if let Some(body) = known {
            return Ok(Organ { name: Some(body.name.clone()), slug: Some(body.slug.clone()) });
        }
        let is_named = |organ: &&Organ| organ.name.as_ref().is_some_and(|other| organs::same(other, name));
        if let Some(organ) = met.iter().find(is_named) {
            return Ok(organ.clone());
        }
        let slug = text::slug(name);
        if !tree::is_slug(&slug) || tree::RESERVED.contains(&slug.as_str()) {
            return Err(format!("`{name}` cannot be the address of a body"));
        }
        Ok(Organ { name: Some(name.to_owned()), slug: Some(slug) })
    }

    /// Merges a group into what content has of that day's meetings; those that something was merged into. Files that
    /// were merged before are named in `known`.
    pub(super) fn merged(
        &self,
        group: Group,
        repeat: Repeat,
        known: &mut Vec<String>,
    ) -> Result<Vec<Merged>, Vec<Diagnostic>> {
        let mut meetings = self.of_day(&group)?;
        for recognised in group.drafts {
            let is_known = |merged: &Merged| is_known(&recognised, &merged.imprint);
            if repeat == Repeat::Skip && meetings.iter().any(is_known) {
                known.push(recognised.path.display().to_string());
                continue;
            }
            let is_of = |merged: &&mut Merged| is_of(&recognised.draft.meeting, merged);
            let at = meetings.iter_mut().find(is_of);
            match at {
                Some(merged) => merge::file(merged, recognised),
                None => {
                    let folder = folder(&group.organ, group.day, meetings.len());
                    let mut merged = Merged::new(folder, MeetingContent::default(), Imprint::default());
                    merged.meeting.organ = group.organ.clone();
                    merged.meeting.date = Some(group.day);
                    merge::file(&mut merged, recognised);
                    meetings.push(merged);
                }
            }
        }
        meetings.retain(|merged| !merged.files.is_empty());
        Ok(meetings)
    }

    /// The meetings that content has of a body's day; one without content where it has none.
    fn of_day(&self, group: &Group) -> Result<Vec<Merged>, Vec<Diagnostic>> {
        let mut meetings = Vec::new();
        loop {
            let folder = folder(&group.organ, group.day, meetings.len());
            let place = self.content.join(&folder);
            if !meetings.is_empty() && !store::is_folder(&place) {
                return Ok(meetings);
            }
            let imprint = Imprint::read(&place).map_err(|diagnostic| vec![diagnostic])?;
            let content = self.content_of(&group.organ, &folder)?;
            let mut merged = Merged::new(folder, content, imprint);
            merged.meeting.organ = group.organ.clone();
            merged.meeting.date = Some(group.day);
            meetings.push(merged);
        }
    }

    /// What content has of a meeting. Content with errors is not merged with: what cannot be read would be lost.
    fn content_of(&self, organ: &Organ, folder: &str) -> Result<MeetingContent, Vec<Diagnostic>> {
        let Some((_, day)) = folder.split_once('/') else { return Ok(MeetingContent::default()) };
        let options = read::Options { drafts: true, unpublished: true, personal: Personal::Raw };
        let (mut content, mut wrong) = read::meeting(&self.tree, organ, day, &self.config, options);
        if content.record.url.is_empty() {
            return Ok(content);
        }
        let here = format!("content/{folder}/");
        let misplaced = |found: &&Diagnostic| found.path.as_ref().is_some_and(|path| path.starts_with(&here));
        wrong.extend(self.misplaced.iter().filter(misplaced).cloned());
        wrong.extend(read::documents(&self.tree, &mut content, &self.config, options));
        if diag::any_error(&wrong) {
            wrong.retain(|diagnostic| diagnostic.severity == diag::Severity::Error);
            return Err(wrong);
        }
        Ok(content)
    }
}

/// Papers named together with an agenda or minutes are of that meeting, where they do not say otherwise themselves:
/// a body and a day that all others share are lent to those that have none.
fn lend(drafts: &mut [Recognised], organ: Option<&str>) {
    let mut meetings = drafts.iter().map(|recognised| &recognised.draft.meeting).filter_map(|meeting| {
        let name = organ.map(str::to_owned).or_else(|| meeting.organ.name.clone())?;
        Some((name, meeting.date?))
    });
    let Some((name, day)) = meetings.next() else { return };
    if !meetings.all(|(other, date)| date == day && organs::same(&other, &name)) {
        return;
    }
    for meeting in drafts.iter_mut().map(|recognised| &mut recognised.draft.meeting) {
        let fits = |theirs: Option<bool>| theirs.unwrap_or(true);
        let body = fits(meeting.organ.name.as_deref().map(|other| organs::same(other, &name)));
        if body && fits(meeting.date.map(|date| date == day)) {
            meeting.organ.name.get_or_insert_with(|| name.clone());
            meeting.date.get_or_insert(day);
        }
    }
}

fn is_known(recognised: &Recognised, imprint: &Imprint) -> bool {
    recognised.draft.meeting.sources.iter().all(|source| imprint.knows(&source.sha256))
}

/// The folder of a body's meeting of a day: the first, or one more after `there` others.
fn folder(organ: &Organ, day: Date, there: usize) -> String {
    let slug = organ.slug.as_deref().unwrap_or_default();
    if there == 0 { format!("{slug}/{day}") } else { format!("{slug}/{day}-{}", there + 1) }
}

/// Whether a file is of this meeting and not of another one on the same day: it does not begin at another time, or
/// it has an item that is there.
fn is_of(new: &Meeting, merged: &Merged) -> bool {
    let old = &merged.meeting;
    let other_time = matches!((old.start, new.start), (Some(a), Some(b)) if a != b);
    !other_time
        || new.items.is_empty()
        || old.items.is_empty()
        || matching::share_item(&old.items, &new.items)
}

fn unplaced(message: String, path: &str) -> Diagnostic {
    Diagnostic::error(Code::MISSING_KEY, message).in_file(path)
}

/// Notices before minutes, partial minutes before whole ones, else as named.
fn in_order_of_merging(drafts: &mut [Recognised]) {
    drafts.sort_by_key(|recognised| {
        let kind = recognised.draft.meeting.sources.first().map(|source| source.kind);
        match kind {
            Some(SourceKind::Kallelse | SourceKind::Foredragningslista) => 0,
            Some(SourceKind::Delprotokoll) => 2,
            Some(SourceKind::Protokoll) => 3,
            Some(SourceKind::Protokollsutdrag) => 4,
            Some(SourceKind::Anslag) => 5,
            Some(SourceKind::Tjansteskrivelse | SourceKind::Anmalningslista) | None => 1,
        }
    });
}

/// The records that drafts give without any content, one for each body and day; a draft without either is a record
/// of its own.
pub(super) fn alone(drafts: Vec<Recognised>, organ: Option<&str>) -> Vec<Meeting> {
    let mut groups: BTreeMap<(Option<String>, Option<Date>, usize), Vec<Recognised>> = BTreeMap::new();
    let mut drafts = drafts;
    lend(&mut drafts, organ);
    for (at, mut recognised) in drafts.into_iter().enumerate() {
        let meeting = &mut recognised.draft.meeting;
        if let Some(name) = organ {
            meeting.organ.name = Some(name.to_owned());
        }
        meeting.organ.slug = meeting.organ.name.as_deref().map(text::slug).filter(|slug| !slug.is_empty());
        let placed = meeting.organ.slug.is_some() && meeting.date.is_some();
        let key = (meeting.organ.slug.clone(), meeting.date, if placed { 0 } else { at + 1 });
        groups.entry(key).or_default().push(recognised);
    }
    groups.into_values().map(record).collect()
}

fn record(mut drafts: Vec<Recognised>) -> Meeting {
    in_order_of_merging(&mut drafts);
    let mut merged = Merged::new(String::new(), MeetingContent::default(), Imprint::default());
    for recognised in drafts {
        let meeting = &recognised.draft.meeting;
        merge::fill(&mut merged.meeting.organisation, meeting.organisation.as_ref());
        merge::fill(&mut merged.meeting.organ.name, meeting.organ.name.as_ref());
        merge::fill(&mut merged.meeting.organ.slug, meeting.organ.slug.as_ref());
        merge::fill(&mut merged.meeting.date, meeting.date.as_ref());
        merge::file(&mut merged, recognised);
    }
    merge::count_documents(&mut merged);
    let mut meeting = merged.meeting;
    meeting.findings.extend(merged.links.into_iter().map(|(_, link)| link));
    if meeting.organ.name.is_none() {
        meeting.findings.push(unknown("body-not-found", "the file does not say which body meets"));
    }
    if meeting.date.is_none() {
        meeting.findings.push(unknown("day-not-found", "the file does not say on which day the meeting is"));
    }
    let gaps = super::missing::findings(&meeting);
    meeting.findings.extend(gaps);
    let lacks = super::law::lacks(&meeting);
    meeting.findings.extend(lacks.into_iter().map(|lack| lack.finding));
    addressed(&mut meeting);
    meeting
}

/// Whether a file has pages and no text on any of them.
fn is_scanned(recognised: &Recognised) -> bool {
    let meeting = &recognised.draft.meeting;
    let scanned = meeting.findings.iter().any(|finding| finding.code == "page-scan");
    scanned
        && meeting.items.is_empty()
        && meeting.documents.iter().all(|document| document.words.unwrap_or(0) == 0)
}

fn unknown(code: &str, message: &str) -> Finding {
    let severity = FindingSeverity::Error;
    Finding { code: code.to_owned(), severity, message: message.to_owned(), page: None, line: None }
}

/// Gives the record the addresses that it will have.
fn addressed(meeting: &mut Meeting) {
    let (Some(slug), Some(day)) = (&meeting.organ.slug, meeting.date) else { return };
    meeting.url = format!("/{slug}/{day}/");
    for item in &mut meeting.items {
        item.url = format!("{}{}/", meeting.url, item.id);
    }
    for document in &mut meeting.documents {
        let folder = document.item.as_deref().unwrap_or(tree::LOOSE);
        document.url = format!("{}{folder}/{}/", meeting.url, document.id);
    }
}
