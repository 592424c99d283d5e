//! Turns meetings and the site into files: pages, records, data, index.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use crate::base::diag::Diagnostic;
use crate::content::DocumentText;
use crate::content::config::Config;
use crate::data;
use crate::model::number::Register;
use crate::model::number::scan::{self, Context};
use crate::page::{self, Directory};
use crate::publish::manifest::Manifest;
use crate::publish::{Publication, Report};
use crate::render::Renderer;
use crate::render::numbers::NumberLinks;
use crate::render::theme::Theme;
use crate::search::{Indexer, Options as IndexOptions};
use crate::site::{Meeting, Site};

use super::gather::Seen;
use super::{Options, index};

/// Prints a site into a publication.
pub(super) struct Printer {
    renderer: Renderer,
    publication: Publication,
    indexer: Indexer,
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
            .filter_map(|asset| publication.put(asset.url.trim_start_matches('/'), &asset.bytes).err())
            .collect();
        if wrong.is_empty() {
            Ok(Self { renderer, publication, indexer: Indexer::new(IndexOptions::new(spill(options))) })
        } else {
            Err(wrong)
        }
    }

    /// Prints what needs the texts of a meeting's documents.
    pub(super) fn meeting(&self, config: &Config, seen: &Seen<'_>) -> Vec<Diagnostic> {
        let none = DocumentText::default();
        let mut wrong: Vec<Diagnostic> = seen
            .meeting
            .record
            .documents
            .par_iter()
            .flat_map_iter(|document| {
                let text = seen.texts.get(&document.id).unwrap_or(&none);
                let view = page::document::view(config, seen.body, seen.meeting, document, text);
                self.page("document.html", &document.url, &view)
                    .into_iter()
                    .chain(self.record(&document.url, document))
            })
            .collect();
        wrong.extend(
            seen.copies
                .par_iter()
                .filter_map(|copy| self.publication.put_file(&copy.to, &copy.from).err())
                .collect::<Vec<_>>(),
        );
        wrong.extend(self.index(index::meeting(seen)));
        wrong
    }

    /// Prints everything else.
    pub(super) fn site(&self, site: &Site) -> Vec<Diagnostic> {
        let directory = Directory::new(site);
        let mut wrong = self.fixed(&directory);
        wrong.extend(
            site.meetings
                .par_iter()
                .flat_map_iter(|meeting| self.meeting_pages(&directory, meeting))
                .collect::<Vec<_>>(),
        );
        let cases = site.cases.par_iter().flat_map_iter(|case| {
            let view = page::case::view(&directory, case);
            self.page("case.html", &case.record.url, &view)
                .into_iter()
                .chain(self.record(&case.record.url, &case.record))
        });
        wrong.extend(cases.collect::<Vec<_>>());
        for output in data::collections(site)
            .into_iter()
            .chain(data::schemas())
            .chain([data::schema_of::<Manifest>("manifest")])
        {
            wrong.extend(self.publication.put(&output.path, &output.bytes).err());
        }
        for batch in index::site(site) {
            wrong.extend(self.index(batch));
        }
        wrong
    }

    /// Makes the new site visible.
    pub(super) fn finish(self) -> Result<Report, Vec<Diagnostic>> {
        let wrong = Mutex::new(Vec::new());
        let finished =
            self.indexer.finish(&sink(&self.publication, &wrong)).map_err(|error| vec![error.diagnostic()]);
        let mut wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
        wrong.extend(finished.err().into_iter().flatten());
        if !wrong.is_empty() {
            return Err(wrong);
        }
        self.publication.finish().map_err(|diagnostic| vec![diagnostic])
    }

    fn meeting_pages(&self, directory: &Directory<'_>, meeting: &Meeting) -> Vec<Diagnostic> {
        let record = &meeting.record;
        let mut wrong = self.page("meeting.html", &record.url, &page::meeting::view(directory, meeting));
        wrong.extend(self.record(&record.url, record));
        for item in &record.items {
            wrong.extend(self.page("item.html", &item.url, &page::item::view(directory, meeting, item)));
            wrong.extend(self.record(&item.url, item));
        }
        wrong
    }

    /// The pages that every site has, bodies and the lists of the register.
    fn fixed(&self, directory: &Directory<'_>) -> Vec<Diagnostic> {
        let site = directory.site;
        let mut wrong = self.page("start.html", "/", &page::start::view(directory));
        wrong.extend(self.page("search.html", "/sok/", &page::search::view(directory)));
        wrong.extend(self.page("notices.html", "/anslagstavla/", &page::notices::view(directory, None)));
        wrong.extend(self.page("open_data.html", "/oppna-data/", &page::open_data::view(directory)));
        wrong.extend(self.page("about.html", "/om/", &page::about::view(directory)));
        wrong.extend(self.page(
            "accessibility.html",
            "/tillganglighet/",
            &page::accessibility::view(&site.config),
        ));
        wrong.extend(self.page("not_found.html", "/404.html", &page::not_found::view()));
        let register = page::register::view(directory);
        wrong.extend(self.page("register.html", "/dnr/", &register.start));
        let lists =
            register.lists.par_iter().flat_map_iter(|list| self.page("list.html", &list.page.url, list));
        wrong.extend(lists.collect::<Vec<_>>());
        for body in &site.bodies {
            wrong.extend(self.page("body.html", &body.url, &page::body::view(directory, body)));
        }
        wrong
    }

    fn page<T: Serialize>(&self, template: &str, url: &str, view: &T) -> Vec<Diagnostic> {
        let printed = self
            .renderer
            .page(template, view)
            .and_then(|bytes| self.publication.put(&path(url, "index.html"), &bytes));
        printed.err().into_iter().collect()
    }

    fn record<T: Serialize>(&self, url: &str, record: &T) -> Option<Diagnostic> {
        self.publication.put(&path(url, "index.json"), &data::json(record)).err()
    }

    fn index(&self, batch: crate::search::Batch) -> Vec<Diagnostic> {
        let wrong = Mutex::new(Vec::new());
        let added = self.indexer.add(batch, &sink(&self.publication, &wrong));
        let mut wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
        wrong.extend(added.err().map(|error| error.diagnostic()));
        wrong
    }
}

/// The file that is published for an address: itself, or `index` in the folder that it names.
fn path(url: &str, index: &str) -> String {
    let path = url.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}{index}") } else { path.to_owned() }
}

/// Where the index waits when it does not fit in memory: beside the output, on the same disk.
fn spill(options: &Options) -> PathBuf {
    let name = options.output.file_name().unwrap_or_default().to_string_lossy();
    options.output.with_file_name(format!(".{name}.index"))
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
