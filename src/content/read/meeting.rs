//! Reads one meeting: its own file, its items and its documents, with the references between them.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Code, Diagnostic};
use crate::base::{store, text};
use crate::content::config::Config;
use crate::content::fields::{At, Fields};
use crate::content::gate::{Gate, Met, Personal};
use crate::content::tree::{self, LOOSE, MeetingFiles, REVIEW, Tree};
use crate::content::{Alias, FileCopy, MeetingContent, format, front};
use crate::mask::Policy;
use crate::model::date::Date;
use crate::model::record::{
    Finding, FindingSeverity, Item, Meeting, Notice, Organ, Person, Published, Role, Source, SourceKind,
    SourceState,
};

use super::document::{self, ReadDocument};
use super::item::{self, ReadItem};
use super::{Below, Input, Review, parts, unpublished};

/// How to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether drafts are taken along.
    pub drafts: bool,
    /// Whether what is not published is taken along: for those who write the files again, never for a site.
    pub unpublished: bool,
    /// What becomes of personal data.
    pub personal: Personal,
}

/// The meeting in `content/<organ>/<folder>/` with its items; [`documents`] reads its documents.
#[must_use]
pub fn meeting(
    tree: &Tree,
    organ: &Organ,
    folder: &str,
    config: &Config,
    options: Options,
) -> (MeetingContent, Vec<Diagnostic>) {
    let slug = organ.slug.clone().unwrap_or_default();
    let Some(files) = tree.bodies.get(&slug).and_then(|body| body.meetings.get(folder)) else {
        return (MeetingContent::default(), Vec::new());
    };
    let place = Place { tree, config, slug: &slug, folder, files, personal: options.personal };
    let mut found = Vec::new();
    let review = place.review(&mut found);
    let mut content = place.head(review, &mut found);
    content.record.organisation = Some(config.organisation.clone());
    content.record.organ = organ.clone();
    content.record.date = tree::meeting_day(folder);
    content.record.url = format!("/{slug}/{folder}/");
    if content.record.withdrawn.is_some() && !options.unpublished {
        unpublished::of_meeting(&mut content);
    }
    place.items(&mut content, options, &mut found);
    (content, found)
}

/// Reads the documents of a meeting that [`meeting`] has read, with their texts.
#[must_use]
pub fn documents(
    tree: &Tree,
    content: &mut MeetingContent,
    config: &Config,
    options: Options,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let url = content.record.url.clone();
    let Some((slug, folder)) = url.trim_matches('/').split_once('/') else { return found };
    if let Some(files) = tree.bodies.get(slug).and_then(|body| body.meetings.get(folder)) {
        let place = Place { tree, config, slug, folder, files, personal: options.personal };
        let mut named = place.documents(content, options, &mut found);
        named.extend(content.review.cleaned.values().cloned());
        if options.personal != Personal::Raw {
            super::files::settle(&place, content, &mut found);
        }
        place.unnamed_files(content, &named, &mut found);
    }
    found
}

/// Where a meeting lies.
pub(super) struct Place<'a> {
    tree: &'a Tree,
    pub(super) config: &'a Config,
    slug: &'a str,
    folder: &'a str,
    files: &'a MeetingFiles,
    personal: Personal,
}

impl Place<'_> {
    pub(super) fn name(&self, file: &str) -> String {
        format!("content/{}/{}/{file}", self.slug, self.folder)
    }

    pub(super) fn path(&self, file: &str) -> std::path::PathBuf {
        self.tree.path(&self.name(file))
    }

    /// What is decided of its personal data. Whoever writes the files again asks for none.
    fn review(&self, found: &mut Vec<Diagnostic>) -> Review {
        let policy = &self.config.policy;
        if !self.files.review || self.personal == Personal::Raw {
            return Review::none(policy);
        }
        let (path, name) = (self.path(REVIEW), self.name(REVIEW));
        let gate = Gate::refusing();
        let input = Input { path: &path, name: &name, limit: self.config.limits.content_file, gate: &gate };
        let (review, wrong) = super::review::review(input, policy, self.files);
        found.extend(wrong);
        review
    }

    /// Opens one of its files, with the personal data in it told to `met`.
    fn read<T>(
        &self,
        file: &str,
        policy: &Policy,
        met: &mut Vec<Met>,
        read: impl FnOnce(Input<'_>) -> (T, Vec<Diagnostic>),
    ) -> (T, Vec<Diagnostic>) {
        let gate = Gate::new(self.personal, policy, file);
        let (path, name) = (self.path(file), self.name(file));
        let result =
            read(Input { path: &path, name: &name, limit: self.config.limits.content_file, gate: &gate });
        met.extend(gate.into_met());
        result
    }

    fn head(&self, review: Review, found: &mut Vec<Diagnostic>) -> MeetingContent {
        if !self.files.index {
            return MeetingContent { review, ..MeetingContent::default() };
        }
        let mut met = Vec::new();
        let (content, wrong) = self.read("index.md", &review.policy, &mut met, |input| {
            super::content_file(input, &format::MEETING, |fields, text| self.read_head(fields, text))
        });
        found.extend(wrong);
        MeetingContent { review, met, ..content }
    }

    fn read_head(&self, fields: &Fields<'_, '_, '_>, text: Below<'_>) -> MeetingContent {
        let mut content = MeetingContent {
            title: fields.text("title"),
            cancelled: fields.flag("cancelled").unwrap_or(false),
            draft: fields.flag("draft").unwrap_or(false),
            text: text.read(fields).trim().to_owned(),
            aliases: parts::aliases(fields, &format!("/{}/{}/", self.slug, self.folder)),
            ..MeetingContent::default()
        };
        let withdrawn = fields.day("withdrawn");
        parts::reason_of(fields, withdrawn);
        let mut sources = Vec::new();
        for table in fields.tables("sources", &format::SOURCE) {
            sources.extend(self.source(&table, &mut content));
        }
        // The minutes of the whole meeting speak for it; where there are only partial ones, the first of those.
        let main =
            [SourceKind::Protokoll, SourceKind::Delprotokoll, SourceKind::Anslag].iter().find_map(|kind| {
                sources.iter().find(|source: &&Source| source.kind == *kind && source.notice.is_some())
            });
        let notice = main.and_then(|source| source.notice.clone()).unwrap_or_default();
        content.record = Meeting {
            start: fields.clock("start"),
            end: fields.clock("end"),
            place: fields.text("place"),
            chair: fields.text("chair"),
            secretary: fields.text("secretary"),
            adjusters: fields.texts("adjusters"),
            adjusted: notice.adjusted,
            posted: notice.posted,
            taken_down: notice.taken_down,
            appeal_last: notice.appeal_last,
            appeal_computed: notice.appeal_computed,
            kept_at: notice.kept_at,
            people: fields.tables("people", &format::PERSON).iter().map(person).collect(),
            findings: fields.tables("findings", &format::FINDING).iter().map(finding).collect(),
            withdrawn,
            reason: fields.text("reason"),
            sources,
            ..Meeting::default()
        };
        content
    }

    fn source(&self, fields: &Fields<'_, '_, '_>, content: &mut MeetingContent) -> Option<Source> {
        // All keys are read before any is missed, so that every error of the table is found.
        let (kind, notice) = (fields.word("kind", SourceKind::from_word), notice(fields));
        let (kind, at) = (kind?, fields.text_at("file")?);
        let here = self.files.files.binary_search(&at.value).is_ok();
        let publish = fields.word("published", |word| Some(word == "file"));
        if fields.flag("masked") == Some(true) {
            content.masked.insert(at.value.clone());
        }
        if publish == Some(true) && !here {
            self.missing_file(fields, &at, &self.files.files);
        }
        let mut sha256 = fields.text_at("sha256").map(|at| at.value).unwrap_or_default();
        if here && publish != Some(false) {
            if let Some(refused) = active(&at.value) {
                fields.reader().report(refused.at(fields.reader().source(), at.range.clone(), "here"));
            }
            let to = format!("{}/{}/{}", self.slug, self.folder, published_name(&at.value));
            content.files.insert(at.value.clone(), format!("/{to}"));
            content.copies.push(FileCopy { from: self.path(&at.value), to });
            sha256 = self.checked_sum(fields, &at, sha256);
        }
        Some(Source {
            kind,
            file: at.value,
            sha256,
            pages: fields.count("pages"),
            paragraphs: fields.text("paragraphs"),
            state: fields.word("state", SourceState::from_word),
            published: None,
            reason: None,
            notice,
        })
    }

    /// The file's checksum; a recorded one that differs means that the file was replaced without a word.
    fn checked_sum(&self, fields: &Fields<'_, '_, '_>, at: &At<String>, recorded: String) -> String {
        match store::sha256(&self.path(&at.value)) {
            Ok(sum) => {
                if !recorded.is_empty() && recorded != sum {
                    let diagnostic = Diagnostic::warning(
                        Code::INCONSISTENT,
                        format!("`{}` is not the file that `sha256` was taken of", at.value),
                    )
                    .at(fields.reader().source(), at.range.clone(), format!("now {sum}"))
                    .help("if the file was replaced on purpose, put the new checksum here");
                    fields.reader().report(diagnostic);
                }
                sum
            }
            Err(error) => {
                fields.reader().report(error.diagnostic());
                recorded
            }
        }
    }

    fn missing_file(&self, fields: &Fields<'_, '_, '_>, at: &At<String>, there: &[String]) {
        let diagnostic = Diagnostic::error(
            Code::MISSING_FILE,
            format!("there is no file `{}` here", at.value),
        )
        .at(fields.reader().source(), at.range.clone(), "not found");
        let near = text::nearest(&at.value, there.iter().map(String::as_str));
        fields.reader().report(match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("put it into `content/{}/{}/`", self.slug, self.folder)),
        });
    }

    fn items(&self, content: &mut MeetingContent, options: Options, found: &mut Vec<Diagnostic>) {
        let mut items: Vec<ReadItem> = Vec::new();
        for id in &self.files.items {
            let file = format!("{id}.md");
            let MeetingContent { review, met, .. } = content;
            let (mut read, wrong) = self.read(&file, &review.policy, met, |input| item::item(input, id));
            found.extend(wrong);
            self.check_named(&read, found);
            read.item.url = format!("{}{id}/", content.record.url);
            content.aliases.extend(leading(&mut read.aliases, &read.item.url));
            if read.draft && !options.drafts {
                continue;
            }
            if !options.unpublished {
                unpublished::of_item(&content.record, &mut read);
            }
            items.push(read);
        }
        items.sort_by_cached_key(|read| {
            (read.order.unwrap_or(u32::MAX), place_of(&read.item), read.item.id.clone())
        });
        for read in items {
            content.item_texts.insert(read.item.id.clone(), read.text);
            content.record.items.push(read.item);
        }
    }

    /// Attachments must name documents of this meeting.
    fn check_named(&self, read: &ReadItem, found: &mut Vec<Diagnostic>) {
        for at in &read.named {
            let there = || self.files.documents.iter().map(|(_, id)| id.as_str());
            if there().any(|id| id == at.value) {
                continue;
            }
            let file = format!("{}.md", read.item.id);
            let diagnostic = Diagnostic::error(
                Code::UNKNOWN_REFERENCE,
                format!("there is no document `{}` in this meeting", at.value),
            );
            let diagnostic = self.pointing(diagnostic, &file, at);
            found.push(match text::nearest(&at.value, there()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("leave `document` out where the attachment is not here"),
            });
        }
    }

    /// Points at a place of a file that was read before; it is opened again, for errors are few.
    fn pointing(&self, diagnostic: Diagnostic, file: &str, at: &At<String>) -> Diagnostic {
        let name = self.name(file);
        match front::open(&self.path(file), &name, self.config.limits.content_file) {
            Ok(source) => diagnostic.at(&source, at.range.clone(), "here"),
            Err(_) => diagnostic.in_file(name),
        }
    }

    /// Reads the documents. Returns the files that they name, below the meeting's folder.
    fn documents(
        &self,
        content: &mut MeetingContent,
        options: Options,
        found: &mut Vec<Diagnostic>,
    ) -> BTreeSet<String> {
        let mut named = BTreeSet::new();
        let mut documents = Vec::new();
        let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
        for (folder, id) in &self.files.documents {
            let file = format!("{folder}/{id}.md");
            if let Some(other) = ids.insert(id, folder) {
                let diagnostic = Diagnostic::error(
                    Code::DUPLICATE,
                    format!("two documents of this meeting are called `{id}`"),
                )
                .in_file(self.name(&file))
                .help(format!(
                    "the other lies in `{other}/`; a document's name is unique within its meeting"
                ));
                found.push(diagnostic);
            }
            let MeetingContent { review, met, .. } = &mut *content;
            let (mut read, wrong) =
                self.read(&file, &review.policy, met, |input| document::document(input, id));
            found.extend(wrong);
            named.extend(read.file.iter().map(|at| format!("{folder}/{}", at.value)));
            if read.draft && !options.drafts {
                continue;
            }
            read.document.item = (folder != LOOSE).then(|| folder.clone());
            read.document.url = format!("{}{folder}/{id}/", content.record.url);
            content.aliases.extend(leading(&mut read.aliases, &read.document.url));
            if !options.unpublished {
                unpublished::of_document(&content.record, &mut read);
            }
            self.place_document(content, &mut read, (folder, &file), found);
            documents.push(read);
        }
        let order: BTreeMap<String, usize> =
            content.record.items.iter().enumerate().map(|(at, item)| (item.id.clone(), at)).collect();
        documents.sort_by_cached_key(|read| {
            let document = &read.document;
            let item = document.item.as_ref().and_then(|item| order.get(item)).copied().unwrap_or(usize::MAX);
            (item, read.order.unwrap_or(u32::MAX), document.pages, document.lines, document.id.clone())
        });
        // A draft item takes its documents along.
        documents.retain(|read| read.document.item.as_ref().is_none_or(|item| order.contains_key(item)));
        for read in documents {
            content.texts.insert(read.document.id.clone(), read.text);
            content.record.documents.push(read.document);
        }
        if !options.unpublished {
            unpublished::of_files(content);
        }
        let there: BTreeSet<&str> =
            content.record.documents.iter().map(|document| document.id.as_str()).collect();
        for attachment in content.record.items.iter_mut().flat_map(|item| &mut item.attachments) {
            attachment.document = attachment.document.take().filter(|id| there.contains(id.as_str()));
        }
        named
    }

    /// Checks what a document says of other files, and takes its own file along.
    fn place_document(
        &self,
        content: &mut MeetingContent,
        read: &mut ReadDocument,
        (folder, file): (&str, &str),
        found: &mut Vec<Diagnostic>,
    ) {
        let unknown = |what: &str, at: &At<String>| {
            let diagnostic =
                Diagnostic::error(Code::UNKNOWN_REFERENCE, format!("`{}` is not {what}", at.value));
            self.pointing(diagnostic, file, at)
        };
        if let Some(at) = &read.source
            && !content.record.sources.iter().any(|source| source.file == at.value)
        {
            found.push(
                unknown("a source of this meeting", at)
                    .help("`[[sources]]` in the meeting's `index.md` lists them"),
            );
        }
        if let (Some(at), Some((_, last))) = (&read.source, read.document.pages) {
            let pages = content
                .record
                .sources
                .iter()
                .find(|source| source.file == at.value)
                .and_then(|source| source.pages);
            if pages.is_some_and(|pages| last > pages) {
                let diagnostic = Diagnostic::error(
                    Code::INCONSISTENT,
                    format!("page {last} lies behind the end of `{}`", at.value),
                );
                found.push(self.pointing(diagnostic, file, at));
            }
        }
        if let Some(at) = &read.copy_of
            && (at.value == read.document.id || !self.files.documents.iter().any(|(_, id)| *id == at.value))
        {
            found.push(unknown("another document of this meeting", at));
            read.document.duplicate_of = None;
        }
        self.own_file(content, read, (folder, file), found);
    }

    fn own_file(
        &self,
        content: &mut MeetingContent,
        read: &mut ReadDocument,
        (folder, file): (&str, &str),
        found: &mut Vec<Diagnostic>,
    ) {
        let document = &mut read.document;
        let text_sum = || {
            let mut text = String::new();
            for (_, page) in &read.text.pages {
                text.push_str(page);
            }
            store::sha256_of(text.as_bytes())
        };
        match (&read.file, document.published) {
            (Some(at), published) => {
                let inside = format!("{folder}/{}", at.value);
                if self.files.files.binary_search(&inside).is_err() {
                    let diagnostic = Diagnostic::error(
                        Code::MISSING_FILE,
                        format!("there is no file `{}` beside the document", at.value),
                    );
                    found.push(
                        self.pointing(diagnostic, file, at)
                            .help(format!("put it into `content/{}/{}/{folder}/`", self.slug, self.folder)),
                    );
                } else if published == Published::File {
                    found.extend(active(&at.value).map(|refused| self.pointing(refused, file, at)));
                    let to = format!("{}{}", document.url.trim_start_matches('/'), published_name(&at.value));
                    document.file = Some(format!("/{to}"));
                    let from = self.path(&inside);
                    document.sha256 = store::sha256(&from).ok();
                    content.copies.push(FileCopy { from, to });
                }
            }
            (None, Published::File) => found.push(
                Diagnostic::error(
                    Code::MISSING_KEY,
                    "a document that is published as `file` must name its `file`",
                )
                .in_file(self.name(file)),
            ),
            (None, _) => {}
        }
        if document.sha256.is_none() && matches!(document.published, Published::Text | Published::File) {
            document.sha256 = Some(text_sum());
        }
    }

    /// Files that lie in the content but are named by nothing: most often a slip of the pen. A file that is named and
    /// not published may lie there.
    fn unnamed_files(&self, content: &MeetingContent, named: &BTreeSet<String>, found: &mut Vec<Diagnostic>) {
        for file in &self.files.files {
            let is_source = content.record.sources.iter().any(|source| source.file == *file);
            if !is_source && !named.contains(file) {
                let name = self.name(file);
                found.push(
                    Diagnostic::warning(
                        Code::UNEXPECTED_FILE,
                        format!("`{name}` is not named by anything, so it is not published"),
                    )
                    .in_file(name)
                    .help("name it in `[[sources]]` of the meeting or as `file` of a document"),
                );
            }
        }
    }
}

/// The aliases of a page, now that its address is known.
fn leading(aliases: &mut Vec<Alias>, url: &str) -> Vec<Alias> {
    let aliases = std::mem::take(aliases);
    aliases.into_iter().map(|alias| Alias { to: url.to_owned(), ..alias }).collect()
}

/// The sort key of an item without `order`: its number, then its paragraph.
fn place_of(item: &Item) -> (u32, u32) {
    let number = |text: &Option<String>| {
        let digits: String =
            text.as_deref().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(u32::MAX)
    };
    (number(&item.number), number(&item.paragraph))
}

/// The name that a file has on the site: ASCII, lower case, its ending kept.
pub(super) fn published_name(file: &str) -> String {
    match file.rsplit_once('.') {
        Some((stem, ending)) => format!("{}.{}", text::slug(stem), text::slug(ending)),
        None => text::slug(file),
    }
}

/// Endings of files that a browser shows or saves and nothing else. What it would run, or take for a page of the site,
/// is not published as it came.
const PASSIVE: [&str; 28] = [
    "avif", "csv", "doc", "docx", "eml", "epub", "geojson", "gif", "jpeg", "jpg", "json", "md", "mp3", "mp4",
    "msg", "odp", "ods", "odt", "pdf", "png", "ppt", "pptx", "rtf", "tif", "tiff", "txt", "xls", "xlsx",
];

/// The error for a file that may not be published as it is.
fn active(file: &str) -> Option<Diagnostic> {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if PASSIVE.contains(&ending.as_str()) {
        return None;
    }
    let message = format!("`{file}` is of a kind that is not published as it is");
    let help = "save it as PDF and publish that, or say `published = \"metadata\"`";
    Some(Diagnostic::error(Code::BAD_VALUE, message).help(help))
}

fn person(fields: &Fields<'_, '_, '_>) -> Person {
    Person {
        name: fields.text("name").unwrap_or_default(),
        party: fields.text("party"),
        role: fields.word("role", Role::from_word).unwrap_or(Role::Ovrig),
        present: fields.flag("present"),
        scope: fields.text("scope"),
    }
}

fn finding(fields: &Fields<'_, '_, '_>) -> Finding {
    Finding {
        code: fields.text("code").unwrap_or_default(),
        severity: fields.word("severity", FindingSeverity::from_word).unwrap_or(FindingSeverity::Note),
        message: fields.text("message").unwrap_or_default(),
        page: fields.count("page"),
        line: fields.count("line"),
    }
}

/// What a source says of its notice; the last day to appeal is computed where it is not printed.
fn notice(fields: &Fields<'_, '_, '_>) -> Option<Notice> {
    let printed = fields.day("appeal_last");
    let posted = fields.day("posted");
    let computed = posted.and_then(appeal_end);
    let notice = Notice {
        adjusted: fields.day("adjusted"),
        posted,
        taken_down: fields.day("taken_down"),
        appeal_last: printed.or(computed),
        appeal_computed: printed.is_none() && computed.is_some(),
        kept_at: fields.text("kept_at"),
    };
    if let (Some(down), Some(last)) = (notice.taken_down, notice.appeal_last)
        && down < last
    {
        let diagnostic = Diagnostic::warning(
            Code::INCONSISTENT,
            format!("the notice is taken down on {down}, before the last day to appeal, {last}"),
        )
        .at(fields.reader().source(), fields.place_of("taken_down"), "the day that is given")
        .help("it may not be removed before (KL 8:12): it stands on the board until then; if the minutes print it so, it is shown so");
        fields.reader().report(diagnostic);
    }
    (notice != Notice::default()).then_some(notice)
}

/// Three weeks from the day of posting (Kommunallagen 13:5), moved to a weekday (lag 1930:173).
fn appeal_end(posted: Date) -> Option<Date> {
    posted.plus_days(21).map(Date::or_next_weekday)
}
