//! Turns meetings and the site into files: pages, records, data, index.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use crate::base::diag::Diagnostic;
use crate::content::DocumentText;
use crate::content::config::Config;
use crate::data;
use crate::feed;
use crate::model::number::Register;
use crate::model::number::scan::{self, Context};
use crate::page::{self, Directory, Frame};
use crate::publish::manifest::Manifest;
use crate::publish::{Publication, Report};
use crate::render::Renderer;
use crate::render::numbers::NumberLinks;
use crate::render::theme::Theme;
use crate::search::{Indexer, Options as IndexOptions};
use crate::site::{Meeting, Site};

use super::gather::Seen;
use super::promises::{Promises, Settled};
use super::{Options, follow, guard, index};

mod old;

/// Prints a site into a publication.
pub(super) struct Printer {
    renderer: Renderer,
    publication: Publication,
    indexer: Indexer,
    /// Addresses of pages that may be found.
    listed: Mutex<BTreeSet<String>>,
    /// The database, where one is asked for.
    #[cfg(feature = "sqlite")]
    database: Option<data::sqlite::Database>,
}

impl Printer {
    /// A printer for this site, with the theme's own files already put.
    pub(super) fn new(
        config: &Config,
        register: &Register,
        options: &Options,
    ) -> Result<Self, Vec<Diagnostic>> {
        let theme = Theme::load(&options.root, &config.theme)?;
        let assets = theme.assets();
        let renderer = Renderer::new(&theme, config, &assets, links(register))?;
        let publication = Publication::begin(&options.output).map_err(|diagnostic| vec![diagnostic])?;
        let wrong: Vec<Diagnostic> = assets
            .iter()
            .filter_map(|asset| put(&publication, asset.url.trim_start_matches('/'), &asset.bytes).err())
            .collect();
        if wrong.is_empty() {
            Ok(Self {
                renderer,
                publication,
                indexer: Indexer::new(IndexOptions {
                    analysed: Some(beside(options, "analysed")),
                    ..IndexOptions::new(beside(options, "index"))
                }),
                listed: Mutex::default(),
                #[cfg(feature = "sqlite")]
                database: database(config, options)?,
            })
        } else {
            Err(wrong)
        }
    }

    /// Prints what needs the texts of a meeting's documents.
    pub(super) fn meeting(&self, config: &Config, seen: &Seen<'_>, promises: &Promises) -> Vec<Diagnostic> {
        let none = DocumentText::default();
        let mut wrong: Vec<Diagnostic> = seen
            .meeting
            .record
            .documents
            .par_iter()
            .flat_map_iter(|document| {
                let text = seen.texts.get(&document.id).unwrap_or(&none);
                let mut view = page::document::view(config, seen.body, seen.meeting, document, text);
                view.history = promises.document(seen, document, text);
                follow::document(&mut view.page, config, (seen.body, seen.meeting, document));
                self.page("document.html", &view.page, &view).into_iter().chain(
                    self.record(&document.url, &feed::oparl::Described::new(config, seen.meeting, document)),
                )
            })
            .collect();
        wrong.extend(
            seen.copies
                .par_iter()
                .filter_map(|copy| self.publication.put_file(&copy.to, &copy.from).err())
                .collect::<Vec<_>>(),
        );
        let batch = index::meeting(seen);
        #[cfg(feature = "sqlite")]
        wrong.extend(self.database.as_ref().and_then(|database| database.add(&batch).err()));
        wrong.extend(self.index(batch));
        wrong
    }

    /// Prints everything else.
    pub(super) fn site(&self, site: &Site, settled: &Settled) -> Vec<Diagnostic> {
        let directory = Directory::new(site);
        let mut wrong = self.fixed(&directory);
        wrong.extend(
            site.meetings
                .par_iter()
                .flat_map_iter(|meeting| self.meeting_pages(&directory, settled, meeting))
                .collect::<Vec<_>>(),
        );
        let cases = site.cases.par_iter().flat_map_iter(|case| {
            let mut view = page::case::view(&directory, case);
            follow::case(&mut view.page, site, case);
            self.page("case.html", &view.page, &view)
                .into_iter()
                .chain(self.record(&case.record.url, &case.record))
        });
        wrong.extend(cases.collect::<Vec<_>>());
        let schemas = data::schemas().into_iter().chain([data::schema_of::<Manifest>("manifest")]);
        for output in data::collections(site).into_iter().chain(schemas) {
            wrong.extend(self.put(&output));
        }
        wrong.extend(self.feeds(site, settled));
        wrong.extend(self.database_of(site));
        wrong.extend(self.old(site, settled));
        for batch in index::site(site) {
            wrong.extend(self.index(batch));
        }
        wrong
    }

    /// Writes the database, which has the texts of every meeting by now.
    #[cfg(feature = "sqlite")]
    fn database_of(&self, site: &Site) -> Vec<Diagnostic> {
        let Some(database) = &self.database else { return Vec::new() };
        let mut wrong: Vec<_> =
            index::site(site).iter().filter_map(|batch| database.add(batch).err()).collect();
        let put = database.finish(site).and_then(|path| self.publication.put_file(data::sqlite::PATH, &path));
        wrong.extend(put.err());
        wrong
    }

    /// A program without databases has none to write; one that was asked for was refused before.
    #[cfg(not(feature = "sqlite"))]
    #[expect(clippy::unused_self, reason = "the other program's needs it")]
    fn database_of(&self, _site: &Site) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// Makes the new site visible.
    pub(super) fn finish(self, settled: &Settled) -> Result<Report, Vec<Diagnostic>> {
        let wrong = Mutex::new(Vec::new());
        let finished =
            self.indexer.finish(&sink(&self.publication, &wrong)).map_err(|error| vec![error.diagnostic()]);
        let mut wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
        wrong.extend(finished.err().into_iter().flatten());
        if !wrong.is_empty() {
            return Err(wrong);
        }
        // The ledger first: killed in between, it holds an address too many until the next build, never one too few.
        let mut kept = None;
        let finished = self.publication.finish_after(|| {
            kept = settled.write()?;
            Ok(())
        });
        finished.map_err(|diagnostic| {
            let restored = kept.and_then(|kept| kept.restore().err());
            [diagnostic].into_iter().chain(restored.map(|error| error.diagnostic())).collect()
        })
    }

    fn meeting_pages(
        &self,
        directory: &Directory<'_>,
        settled: &Settled,
        meeting: &Meeting,
    ) -> Vec<Diagnostic> {
        let record = &meeting.record;
        let mut view = page::meeting::view(directory, meeting);
        view.history = settled.history(&record.url);
        follow::meeting(&mut view.page, directory, meeting);
        let mut wrong = self.page("meeting.html", &view.page, &view);
        wrong.extend(self.record(&record.url, record));
        for item in &record.items {
            let mut view = page::item::view(directory, meeting, item);
            view.history = settled.history(&item.url);
            follow::item(&mut view.page, directory, (meeting, item));
            wrong.extend(self.page("item.html", &view.page, &view));
            wrong.extend(self.record(&item.url, item));
        }
        wrong
    }

    /// The pages that every site has, bodies and the lists of the register.
    fn fixed(&self, directory: &Directory<'_>) -> Vec<Diagnostic> {
        let site = directory.site;
        let mut start = page::start::view(directory);
        follow::start(&mut start.page, site);
        let mut wrong = self.page("start.html", &start.page, &start);
        let view = page::search::view(directory);
        wrong.extend(self.page("search.html", &view.page, &view));
        let view = page::notices::view(directory, None);
        wrong.extend(self.page("notices.html", &view.page, &view));
        for view in page::money::views(directory) {
            wrong.extend(self.page("money.html", &view.page, &view));
        }
        let view = page::open_data::view(directory);
        wrong.extend(self.page("open_data.html", &view.page, &view));
        let view = page::about::view(directory);
        wrong.extend(self.page("about.html", &view.page, &view));
        let view = page::accessibility::view(&site.config);
        wrong.extend(self.page("accessibility.html", &view.page, &view));
        let view = page::not_found::view();
        wrong.extend(self.page("not_found.html", &view.page, &view));
        let register = page::register::view(directory);
        wrong.extend(self.page("register.html", &register.start.page, &register.start));
        let lists = register.lists.par_iter().flat_map_iter(|list| self.page("list.html", &list.page, list));
        wrong.extend(lists.collect::<Vec<_>>());
        for body in &site.bodies {
            let mut view = page::body::view(directory, body);
            follow::body(&mut view.page, &site.config, body);
            wrong.extend(self.page("body.html", &view.page, &view));
        }
        wrong
    }

    /// Prints feeds and calendars, and, when every page is printed, the map of those that may be found.
    fn feeds(&self, site: &Site, settled: &Settled) -> Vec<Diagnostic> {
        let wrong = Mutex::new(Vec::new());
        let put = |output: feed::Output| {
            if let Some(diagnostic) = self.put(&output) {
                wrong.lock().unwrap_or_else(PoisonError::into_inner).push(diagnostic);
            }
        };
        // Whoever follows an old address goes on being told: programs that read feeds follow no page that leads on.
        let former = settled.former_folders();
        let place = feed::Place::new(&site.config)
            .moved(settled.first_addresses(&former))
            .changed(settled.last_changes());
        feed::each(site, &place, |output| {
            let (folder, name) = output.path.rsplit_once('/').unwrap_or_default();
            for old in former.get(&format!("/{folder}/")).into_iter().flatten() {
                let path = format!("{}{name}", old.trim_start_matches('/'));
                if self.publication.is_free(&path) {
                    put(feed::Output { path, bytes: output.bytes.clone() });
                }
            }
            put(output);
        });
        let listed: Vec<String> = self.listed().iter().cloned().collect();
        feed::sitemap::sitemap(&place, &listed).into_iter().for_each(put);
        put(feed::sitemap::robots(&place));
        wrong.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn listed(&self) -> MutexGuard<'_, BTreeSet<String>> {
        // A thread that panicked did so outside this lock.
        self.listed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, output: &feed::Output) -> Option<Diagnostic> {
        put(&self.publication, &output.path, &output.bytes).err()
    }

    fn page<T: Serialize>(&self, template: &str, frame: &Frame, view: &T) -> Vec<Diagnostic> {
        if !frame.unlisted {
            self.listed().insert(frame.url.clone());
        }
        let printed = self
            .renderer
            .page(template, view)
            .and_then(|bytes| put(&self.publication, &path(&frame.url, "index.html"), &bytes));
        printed.err().into_iter().collect()
    }

    fn record<T: Serialize>(&self, url: &str, record: &T) -> Option<Diagnostic> {
        put(&self.publication, &path(url, "index.json"), &data::json(record)).err()
    }

    fn index(&self, batch: crate::search::Batch) -> Vec<Diagnostic> {
        let wrong = Mutex::new(Vec::new());
        let added = self.indexer.add(batch, &sink(&self.publication, &wrong));
        let mut wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
        wrong.extend(added.err().map(|error| error.diagnostic()));
        wrong
    }
}

/// Puts what was printed, unless the last look at it finds a personnummer.
fn put(publication: &Publication, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    guard::of(path, bytes).map_or_else(|| publication.put(path, bytes), Err)
}

/// The file that is published for an address: itself, or `index` in the folder that it names.
fn path(url: &str, index: &str) -> String {
    let path = url.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}{index}") } else { path.to_owned() }
}

/// A folder of the program's own beside the output, on the same disk: where the index waits when it does not fit in
/// memory, and what the next build need not analyse again.
pub(super) fn beside(options: &Options, what: &str) -> PathBuf {
    let name = options.output.file_name().unwrap_or_default().to_string_lossy();
    options.output.with_file_name(format!(".{name}.{what}"))
}

/// The database, where one is asked for; it waits beside the output too.
#[cfg(feature = "sqlite")]
fn database(config: &Config, options: &Options) -> Result<Option<data::sqlite::Database>, Vec<Diagnostic>> {
    let folder = beside(options, "sqlite");
    let database = config.sqlite.then(|| data::sqlite::Database::begin(&folder)).transpose();
    database.map_err(|diagnostic| vec![diagnostic])
}

/// Takes the files of the index; what goes wrong is kept with its place.
fn sink<'a>(
    publication: &'a Publication,
    wrong: &'a Mutex<Vec<Diagnostic>>,
) -> impl crate::search::Sink + 'a {
    move |path: String, bytes: Vec<u8>| {
        if let Err(diagnostic) = publication.put(&path, &bytes) {
            wrong.lock().unwrap_or_else(PoisonError::into_inner).push(diagnostic);
        }
        Ok(())
    }
}

/// Own numbers in running text lead to their case.
fn links(register: &Register) -> NumberLinks {
    let register = register.clone();
    NumberLinks::new(move |text| {
        let found = scan::find(text, &Context { register: &register, before: "" }).found;
        let own = found.into_iter().filter(|found| found.origin == crate::model::number::Origin::Own);
        own.map(|found| (found.range, format!("/dnr/{}/", register.slug(&found.number, None)))).collect()
    })
}
