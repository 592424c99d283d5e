//! Puts a draft together with what is known of its meeting.
//!
//! Agenda and minutes are two layers. An agenda (kallelse) says what is proposed: a newer one renews that and touches
//! no decision. Minutes say what was decided: they add to the items that are there and fill what the agenda left
//! open, but its titles and proposals stand. What a source does not say takes nothing away.

mod item;
mod people;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::names::Names;
use crate::base::{store, text};
use crate::content::{MeetingContent, markdown, tree, write};
use crate::mask;
use crate::model::record::{
    Document, Finding, FindingSeverity, Item, Meeting, Notice, Published, Source, SourceKind,
};
use crate::split::{Block, Draft};

use super::Place;
use super::imprint::Imprint;
use super::matching::{self, Match};
use super::numbers::Numbers;
use super::read::Recognised;

/// A meeting with everything merged so far.
#[derive(Debug)]
pub(super) struct Merged {
    /// Folder in the content.
    pub(super) folder: String,
    /// The record.
    pub(super) meeting: Meeting,
    /// Markdown below the meeting's front matter.
    pub(super) text: String,
    /// Markdown below the items' front matter, by id.
    pub(super) item_texts: BTreeMap<String, String>,
    /// Markdown of the documents that a draft brought, by id.
    pub(super) document_texts: BTreeMap<String, String>,
    /// Items that a draft spoke of.
    pub(super) items: BTreeSet<String>,
    /// Documents that a draft brought.
    pub(super) documents: BTreeSet<String>,
    /// What was written before.
    pub(super) imprint: Imprint,
    /// Names of the files merged.
    pub(super) files: Vec<String>,
    /// The numbers that stand in those files.
    pub(super) numbers: Numbers,
    /// Where the items that the files speak of stand in them, by id.
    pub(super) places: BTreeMap<String, Place>,
    /// What was found, with the file it is about.
    pub(super) findings: Vec<(String, Finding)>,
    /// Where the links of those files lead, with the file.
    pub(super) links: Vec<(String, Finding)>,
}

/// Which layer a source speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// What is proposed.
    Agenda,
    /// What was decided, in the whole meeting.
    Minutes,
    /// What was decided in some paragraphs.
    SomeMinutes,
    /// Papers that go with a meeting.
    Papers,
}

impl Layer {
    fn of(kind: Option<SourceKind>) -> Self {
        match kind {
            Some(SourceKind::Kallelse | SourceKind::Foredragningslista) => Self::Agenda,
            Some(SourceKind::Protokoll) => Self::Minutes,
            Some(SourceKind::Delprotokoll | SourceKind::Protokollsutdrag) => Self::SomeMinutes,
            Some(SourceKind::Tjansteskrivelse | SourceKind::Anmalningslista | SourceKind::Anslag) | None => {
                Self::Papers
            }
        }
    }
}

impl Merged {
    /// A meeting as content has it.
    pub(super) fn new(folder: String, content: MeetingContent, imprint: Imprint) -> Self {
        Self {
            folder,
            meeting: content.record,
            text: content.text,
            item_texts: content.item_texts,
            document_texts: BTreeMap::new(),
            items: BTreeSet::new(),
            documents: BTreeSet::new(),
            imprint,
            files: Vec::new(),
            places: BTreeMap::new(),
            numbers: Numbers::default(),
            findings: Vec::new(),
            links: Vec::new(),
        }
    }

    fn find(&mut self, file: &str, finding: Finding) {
        if !self.meeting.findings.contains(&finding) {
            self.meeting.findings.push(finding.clone());
        }
        if !self.findings.iter().any(|(_, other)| *other == finding) {
            self.findings.push((file.to_owned(), finding));
        }
    }
}

/// Takes `from` where nothing is there yet.
pub(super) fn fill<T: Clone>(into: &mut Option<T>, from: Option<&T>) {
    if into.is_none() {
        *into = from.cloned();
    }
}

/// Takes `from` where it says something.
fn renew<T>(into: &mut Option<T>, from: Option<T>) {
    if from.is_some() {
        *into = from;
    }
}

/// Takes `from` where it holds something.
fn renew_list<T>(into: &mut Vec<T>, from: Vec<T>) {
    if !from.is_empty() {
        *into = from;
    }
}

/// Takes `from` where nothing is there yet.
fn fill_list<T>(into: &mut Vec<T>, from: Vec<T>) {
    if into.is_empty() {
        *into = from;
    }
}

/// Merges what was recognised in one file.
pub(super) fn file(merged: &mut Merged, recognised: Recognised) {
    merged.numbers.extend(recognised.numbers);
    let Draft { meeting: mut new, texts } = recognised.draft;
    let source = new.sources.first().cloned();
    let layer = Layer::of(source.as_ref().map(|source| source.kind));
    let file = source.as_ref().map(|source| source.file.clone()).unwrap_or_default();
    let revision =
        layer == Layer::Agenda && merged.meeting.sources.iter().any(|old| is_older_agenda(old, &new.sources));

    let matches = matching::items(&merged.meeting.items, &new.items);
    let names = item_names(merged, &new.items, &matches);
    for (id, item) in names.iter().zip(&new.items) {
        let (page, line) = (item.pages.map(|(page, _)| page), item.lines.map(|(line, _)| line));
        merged.places.insert(id.clone(), Place { file: file.clone(), page, line });
    }
    let mut documents = std::mem::take(&mut new.documents);
    let drafted: BTreeMap<&String, &String> = new.items.iter().map(|item| &item.id).zip(&names).collect();
    for document in &mut documents {
        document.item = document.item.take().and_then(|item| drafted.get(&item).map(|name| (*name).clone()));
        fill(&mut document.source, Some(&file));
        if document.item.is_none() {
            let items = merged.meeting.items.iter().map(|item| (&item.id, item));
            let items: Vec<_> = items.chain(names.iter().zip(&new.items)).collect();
            document.item = of_number(document, items.iter().copied())
                .or_else(|| of_listed(document, items.iter().copied()));
        }
    }
    let document_names = merge_documents(merged, documents, &texts);
    for item in &mut new.items {
        for attachment in &mut item.attachments {
            attachment.document =
                attachment.document.take().and_then(|document| document_names.get(&document).cloned());
        }
    }
    if revision {
        withdrawn(merged, &matches, &file);
    }
    merge_items(merged, std::mem::take(&mut new.items), &Items { matches, names, layer, file: &file });
    link_attachments(merged);
    head(merged, &mut new, layer);
    sources(merged, new.sources);
    for finding in new.findings {
        merged.find(&file, finding);
    }
    merged.links.extend(recognised.links.into_iter().map(|link| (file.clone(), link)));
    merged.ledger_sources(source.as_ref());
    merged.files.push(file);
}

impl Merged {
    fn ledger_sources(&mut self, source: Option<&Source>) {
        if let Some(source) = source {
            self.imprint.merged(&source.sha256);
        }
    }
}

fn is_older_agenda(old: &Source, new: &[Source]) -> bool {
    Layer::of(Some(old.kind)) == Layer::Agenda && new.iter().all(|source| source.sha256 != old.sha256)
}

/// The id that each new item has in the meeting: that of the item it is, or a fresh one.
fn item_names(merged: &Merged, new: &[Item], matches: &[Match]) -> Vec<String> {
    let mut taken: Names =
        merged.meeting.items.iter().map(|item| item.id.as_str()).chain(["index", tree::LOOSE]).collect();
    new.iter()
        .zip(matches)
        .map(|(item, found)| match found {
            Match::Is(at) => merged.meeting.items[*at].id.clone(),
            Match::Doubt(_) | Match::New => {
                let base = [&item.id, &mask::slug_within(&item.title, 60)]
                    .into_iter()
                    .find(|base| tree::is_slug(base))
                    .cloned()
                    .unwrap_or_else(|| nameless(item));
                taken.give(&base)
            }
        })
        .collect()
}

fn nameless(item: &Item) -> String {
    let slug = match (&item.paragraph, &item.number) {
        (Some(paragraph), _) => text::slug(&format!("paragraf-{paragraph}")),
        (None, Some(number)) => text::slug(&format!("arende-{number}")),
        (None, None) => "arende".to_owned(),
    };
    if tree::is_slug(&slug) { slug } else { "arende".to_owned() }
}

/// How the items of a draft are to be merged.
struct Items<'a> {
    matches: Vec<Match>,
    names: Vec<String>,
    layer: Layer,
    file: &'a str,
}

fn merge_items(merged: &mut Merged, new: Vec<Item>, items: &Items<'_>) {
    // Items that are inserted move the others; matches count in the list as it was.
    let old: Vec<String> = merged.meeting.items.iter().map(|item| item.id.clone()).collect();
    let mut after = None;
    for ((mut item, found), name) in new.into_iter().zip(&items.matches).zip(&items.names) {
        name.clone_into(&mut item.id);
        item.url = String::new();
        match found {
            Match::Is(_) => {
                let at = position(&merged.meeting.items, name);
                if let Some(old) = at.and_then(|at| merged.meeting.items.get_mut(at)) {
                    let renamed = title_differs(old, &item);
                    let body = merged.item_texts.get(name).cloned().unwrap_or_default();
                    let differs = item::merge(old, item, items.layer);
                    let body = item::body(old, body);
                    let finding = differs.then(|| decision_differs(old));
                    merged.item_texts.insert(name.clone(), body);
                    let found = finding.into_iter().chain(renamed);
                    found.for_each(|finding| merged.find(items.file, finding));
                }
                after = at.or(after);
            }
            Match::Doubt(likely) => {
                let likely: Vec<&String> = likely.iter().filter_map(|at| old.get(*at)).collect();
                merged.find(items.file, doubt(&item, &likely));
                after = Some(insert(merged, item, after));
            }
            Match::New => after = Some(insert(merged, item, after)),
        }
        merged.items.insert(name.clone());
    }
}

fn position(items: &[Item], id: &str) -> Option<usize> {
    items.iter().position(|item| item.id == id)
}

/// Puts a new item after the one that stands before it in its source.
fn insert(merged: &mut Merged, item: Item, after: Option<usize>) -> usize {
    let at = after.map_or(0, |after| after + 1).min(merged.meeting.items.len());
    merged.item_texts.insert(item.id.clone(), write::sections(&item));
    merged.meeting.items.insert(at, item);
    at
}

/// The items that `item` may be, for a person to settle.
fn doubt(item: &Item, likely: &[&String]) -> Finding {
    let names: Vec<String> = likely.iter().map(|id| format!("`{id}.md`")).collect();
    Finding {
        code: "unsure-match".into(),
        severity: FindingSeverity::Warning,
        message: format!(
            "{} may be {}; it was kept apart: if they are one, move its decision there and remove its file",
            label(item),
            names.join(" or ")
        ),
        page: item.pages.map(|(first, _)| first),
        line: item.lines.map(|(first, _)| first),
    }
}

/// What people call an item: "§ 12 `Title`".
pub(super) fn label(item: &Item) -> String {
    let title = text::shortened(&item.title, 60);
    match (&item.paragraph, &item.number) {
        (Some(paragraph), _) => format!("§ {paragraph} `{title}`"),
        (None, Some(number)) => format!("item {number} `{title}`"),
        (None, None) => format!("the item `{title}`"),
    }
}

/// What was taken for an item though its title is another, for a person to see: a number, or the order, told that they are
/// one. A title that only says more or less of the same words is not worth it.
fn title_differs(old: &Item, new: &Item) -> Option<Finding> {
    let words = |title: &str| matching::plain(title).split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (a, b) = (words(&old.title), words(&new.title));
    let differs = !old.title.is_empty() && !new.title.is_empty() && !a.is_subset(&b) && !b.is_subset(&a);
    differs.then(|| Finding {
        code: "title-differs".into(),
        severity: FindingSeverity::Note,
        message: format!("{} was taken for `{}`: see that they are one", label(new), old.title),
        page: new.pages.map(|(first, _)| first),
        line: new.lines.map(|(first, _)| first),
    })
}

fn decision_differs(item: &Item) -> Finding {
    Finding {
        code: "decision-differs".into(),
        severity: FindingSeverity::Warning,
        message: format!("two sources decide {} in different words; look at both", label(item)),
        page: None,
        line: None,
    }
}

/// Says which items of an earlier agenda the new one does not have. They stay: their addresses are given.
fn withdrawn(merged: &mut Merged, matches: &[Match], file: &str) {
    let gone: Vec<Finding> = merged
        .meeting
        .items
        .iter()
        .enumerate()
        .filter(|(at, item)| {
            item.decision.is_none() && item.number.is_some() && !matches.contains(&Match::Is(*at))
        })
        .map(|(_, item)| Finding {
            code: "not-in-revision".into(),
            severity: FindingSeverity::Warning,
            message: format!(
                "{} (`{}.md`) is not in this revision of the agenda; it was left",
                label(item),
                item.id
            ),
            page: None,
            line: None,
        })
        .collect();
    gone.into_iter().for_each(|finding| merged.find(file, finding));
}

/// Merges the documents; returns the id that each draft id became.
fn merge_documents(
    merged: &mut Merged,
    new: Vec<Document>,
    texts: &BTreeMap<String, Vec<Block>>,
) -> BTreeMap<String, String> {
    let found = matching::documents(&merged.meeting.documents, &new);
    let mut taken: Names = merged.meeting.documents.iter().map(|document| document.id.as_str()).collect();
    let mut names = BTreeMap::new();
    for (document, at) in new.iter().zip(&found) {
        let name = match at {
            Some(at) => merged.meeting.documents[*at].id.clone(),
            None => {
                let base = [&document.id, &mask::slug_within(&document.title, 60)]
                    .into_iter()
                    .find(|base| tree::is_slug(base))
                    .cloned()
                    .unwrap_or_else(|| "handling".to_owned());
                taken.give(&base)
            }
        };
        names.insert(document.id.clone(), name);
    }
    for (mut document, at) in new.into_iter().zip(found) {
        let drafted = std::mem::take(&mut document.id);
        let Some(name) = names.get(&drafted).cloned() else { continue };
        document.id.clone_from(&name);
        document.duplicate_of = document.duplicate_of.take().and_then(|copy| names.get(&copy).cloned());
        if let Some(blocks) = texts.get(&drafted) {
            merged.document_texts.insert(name.clone(), write::blocks(blocks));
        }
        merged.documents.insert(name);
        match at.and_then(|at| merged.meeting.documents.get_mut(at)) {
            Some(old) => renew_document(old, document),
            None => merged.meeting.documents.push(document),
        }
    }
    names
}

/// The one item that carries a number of the document's own.
fn of_number<'a>(document: &Document, items: impl Iterator<Item = (&'a String, &'a Item)>) -> Option<String> {
    let numbers: BTreeSet<String> =
        document.diarienummer.iter().map(|number| matching::key(number)).collect();
    let owners: BTreeSet<&String> = items
        .filter(|(_, item)| item.diarienummer.iter().any(|number| numbers.contains(&matching::key(number))))
        .map(|(id, _)| id)
        .collect();
    let mut owners = owners.into_iter();
    owners.next().filter(|_| owners.next().is_none()).cloned()
}

/// The one item that lists a document which came in a file of its own.
fn of_listed<'a>(document: &Document, items: impl Iterator<Item = (&'a String, &'a Item)>) -> Option<String> {
    let owners: BTreeSet<&String> = items
        .filter(|(_, item)| item.attachments.iter().any(|listed| names(&listed.title, document)))
        .map(|(id, _)| id)
        .collect();
    let mut owners = owners.into_iter();
    owners.next().filter(|_| owners.next().is_none()).cloned()
}

/// Whether a listed title names a document: its own title, perhaps behind its mark ("Bilaga 1 Skiss över piren") or before
/// more words, its kind and day ("Tjänsteskrivelse 2031-02-20"), or the name of its file with more words.
fn names(listed: &str, document: &Document) -> bool {
    let dated = document.date.is_some_and(|day| listed.contains(&day.to_string()))
        && listed.to_lowercase().contains(document.kind.word());
    dated || is_titled(listed, document)
}

/// The same by the title or the name of the file alone.
fn is_titled(listed: &str, document: &Document) -> bool {
    let listed = matching::plain(listed);
    let several = |name: &str| name.split(' ').count() >= 2;
    let title = matching::plain(&document.title);
    let file = document.source.as_deref().unwrap_or("");
    let stem = matching::plain(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    listed == title
        || several(&title)
            && (listed.ends_with(&format!(" {title}")) || listed.starts_with(&format!("{title} ")))
        || several(&stem) && (listed == stem || listed.starts_with(&format!("{stem} ")))
}

/// Links what an item lists to the document of the same title that came in another file.
fn link_attachments(merged: &mut Merged) {
    let documents = &merged.meeting.documents;
    for item in &mut merged.meeting.items {
        for attachment in item.attachments.iter_mut().filter(|attachment| attachment.document.is_none()) {
            // Of a paper that is no item's yet a kind and a day say too little.
            let mut same = documents.iter().filter(|document| match &document.item {
                Some(own) => *own == item.id && names(&attachment.title, document),
                None => is_titled(&attachment.title, document),
            });
            if let (Some(document), None) = (same.next(), same.next()) {
                attachment.document = Some(document.id.clone());
                merged.items.insert(item.id.clone());
            }
        }
    }
}

/// What a person has said of a document (how it is published, its own file) stands; the rest is the new source's.
fn renew_document(old: &mut Document, new: Document) {
    let kept = old.clone();
    *old = Document {
        id: kept.id,
        item: kept.item,
        url: String::new(),
        published: kept.published,
        reason: kept.reason,
        withdrawn: kept.withdrawn,
        file: kept.file,
        versions: kept.versions,
        language: new.language.or(kept.language),
        sender: new.sender.or(kept.sender),
        rights_holder: kept.rights_holder,
        date: new.date.or(kept.date),
        decision: new.decision.or(kept.decision),
        ..new
    };
    if old.published != Published::Text && old.published != Published::File {
        old.words = None;
    }
}

/// The meeting's own facts. Minutes know better than an agenda when it was and who was there.
fn head(merged: &mut Merged, new: &mut Meeting, layer: Layer) {
    let old = &mut merged.meeting;
    renew(&mut old.organisation, new.organisation.take());
    let people = std::mem::take(&mut new.people);
    let adjusters = std::mem::take(&mut new.adjusters);
    let had_minutes = old.sources.iter().any(|source| source.kind == SourceKind::Protokoll);
    if layer == Layer::Minutes || (layer == Layer::Agenda && !had_minutes) {
        renew(&mut old.start, new.start);
        renew(&mut old.end, new.end);
        renew(&mut old.place, new.place.take());
        renew(&mut old.chair, new.chair.take());
        renew(&mut old.secretary, new.secretary.take());
        renew_list(&mut old.adjusters, adjusters);
    } else {
        fill(&mut old.start, new.start.as_ref());
        fill(&mut old.end, new.end.as_ref());
        fill(&mut old.place, new.place.as_ref());
        fill(&mut old.chair, new.chair.as_ref());
        fill(&mut old.secretary, new.secretary.as_ref());
        fill_list(&mut old.adjusters, adjusters);
    }
    people::merge(&mut old.people, people, layer);
    // The notice belongs to the source that it was printed in.
    let notice = Notice {
        adjusted: new.adjusted,
        posted: new.posted,
        taken_down: new.taken_down,
        appeal_last: new.appeal_last,
        appeal_computed: new.appeal_computed,
        kept_at: new.kept_at.take(),
    };
    if let Some(source) = new.sources.first_mut()
        && source.notice.is_none()
        && notice != Notice::default()
    {
        source.notice = Some(notice);
    }
}

/// Adds sources; one with the same bytes, or a newer file of the same kind under the same name, replaces the old.
fn sources(merged: &mut Merged, new: Vec<Source>) {
    let meeting = &mut merged.meeting;
    for source in new {
        let same = meeting.sources.iter().position(|old| old.sha256 == source.sha256);
        let same = same.or_else(|| {
            meeting.sources.iter().position(|old| old.kind == source.kind && old.file == source.file)
        });
        match same.and_then(|at| meeting.sources.get_mut(at)) {
            Some(old) => {
                let notice = source.notice.clone().or(old.notice.take());
                *old = Source { notice, ..source };
            }
            None => meeting.sources.push(source),
        }
    }
    let kinds = [SourceKind::Protokoll, SourceKind::Delprotokoll, SourceKind::Anslag];
    let main = kinds.iter().find_map(|kind| {
        meeting.sources.iter().find(|source| source.kind == *kind && source.notice.is_some())
    });
    if let Some(notice) = main.and_then(|source| source.notice.clone()) {
        meeting.adjusted = notice.adjusted;
        meeting.posted = notice.posted;
        meeting.taken_down = notice.taken_down;
        meeting.appeal_last = notice.appeal_last;
        meeting.appeal_computed = notice.appeal_computed;
        meeting.kept_at = notice.kept_at;
    }
}

/// Fills what a reader of the written documents would count: words, checksum, tables.
pub(super) fn count_documents(merged: &mut Merged) {
    for document in &mut merged.meeting.documents {
        let Some(text) = merged.document_texts.get(&document.id) else { continue };
        let text = text.trim();
        let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        document.words = u32::try_from(words).ok();
        let whole: String = markdown::pages(text).into_iter().map(|(_, page)| page).collect();
        document.sha256 = Some(store::sha256_of(whole.as_bytes()));
        if document.tables.is_empty() {
            document.tables = markdown::tables(text);
        }
    }
}
