//! The main job: content becomes the published site.
//!
//! Comes in: a site's folder. Goes out: a published site, or every reason why not.
//! Invariant: each content file is read once; the texts of documents are held for one meeting a thread at a time;
//! with a single error nothing is published. Absent on purpose: what a page says, how it looks, where bytes go.

mod follow;
mod gather;
mod guard;
mod index;
mod look;
mod print;
mod promises;
pub mod review;
pub mod verify;
pub mod withdraw;

use std::path::{Path, PathBuf};

use crate::base::diag::{self, Code, Diagnostic};
use crate::base::store;
use crate::content::Body;
use crate::content::config::Config;
use crate::content::gate::Personal;
use crate::content::read::{self, CaseNote};
use crate::content::tree::{self, Tree};
use crate::model::date::Date;
use crate::packet::Limits;
use crate::publish::Report;
use crate::site::{self, Site};

use look::Look;
use print::Printer;
use promises::{Promises, Settled};

/// What to build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site goes.
    pub output: PathBuf,
    /// An address in place of the configuration's.
    pub base_url: Option<String>,
    /// Whether drafts are published too.
    pub drafts: bool,
    /// How files are looked into before they are published, which starts processes of this program. Without it they
    /// are judged by their texts in the content alone.
    pub files: Option<Limits>,
    /// The day of today, for notices that may not be gone yet and for what is new in the ledger. Without it nothing
    /// is written into the ledger.
    pub today: Option<Date>,
    /// Whether this build is the publication that the ledger is kept of, and not a look at one.
    pub record: bool,
}

impl Options {
    /// The site in `root`, published in its `public/`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            output: root.join("public"),
            base_url: None,
            drafts: false,
            files: None,
            today: None,
            record: false,
        }
    }
}

/// What was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Built {
    /// Bodies.
    pub bodies: usize,
    /// Meetings.
    pub meetings: usize,
    /// Items.
    pub items: usize,
    /// Documents.
    pub documents: usize,
    /// Cases.
    pub cases: usize,
    /// What became of the files.
    pub files: Report,
    /// How many addresses are new in the ledger; `None` where it is as it was.
    pub recorded: Option<usize>,
}

/// Everything that [`build`] would refuse or warn of, in the order in which people see it. Nothing is written.
#[must_use]
pub fn check(options: &Options) -> Vec<Diagnostic> {
    let mut found = match Material::read(options) {
        Ok(material) => material.resolve(options, false).found,
        Err(found) => found,
    };
    diag::sort(&mut found);
    found
}

/// Publishes the site. `None` where anything is wrong: what was published before is then as it was. The diagnostics
/// are sorted; with a site there are warnings among them only.
#[must_use]
pub fn build(options: &Options) -> (Option<Built>, Vec<Diagnostic>) {
    let (built, mut found) = match Material::read(options) {
        Ok(material) => material.publish(options),
        Err(found) => (None, found),
    };
    diag::sort(&mut found);
    (built, found)
}

/// The site with its meetings.
struct Resolved {
    /// Where it is to be printed and nothing was wrong before its meetings.
    printer: Option<Printer>,
    site: Site,
    settled: Settled,
    found: Vec<Diagnostic>,
}

/// The site as read, before its meetings.
struct Material {
    config: Config,
    tree: Tree,
    bodies: Vec<Body>,
    notes: Vec<CaseNote>,
    found: Vec<Diagnostic>,
    options: read::Options,
    look: Look,
    /// The folders of bodies and meetings, before anything in them was read.
    folders: Vec<(String, u64)>,
}

impl Material {
    /// Reads configuration, bodies and case notes, and lists the rest.
    fn read(options: &Options) -> Result<Self, Vec<Diagnostic>> {
        let (mut config, mut found) = read::config(&options.root).map_err(|diagnostic| vec![diagnostic])?;
        if let Some(url) = &options.base_url {
            url.trim_end_matches('/').clone_into(&mut config.base_url);
        }
        // What cannot be listed is told of by the scan.
        let folders = store::folders(&options.root.join("content")).unwrap_or_default();
        let (tree, wrong) = match tree::scan(&options.root) {
            Ok(scanned) => scanned,
            Err(error) => {
                found.push(
                    error.diagnostic().help("a site's content lies in `content/`; `diariet init` makes one"),
                );
                return Err(found);
            }
        };
        found.extend(wrong);
        let mut bodies = Vec::new();
        for (slug, files) in &tree.bodies {
            if files.index {
                let (body, _, wrong) = read::body(&tree, slug, &config, Personal::Masked);
                bodies.push(body);
                found.extend(wrong);
            }
        }
        let (notes, _, wrong) = read::cases(&tree, &config, Personal::Masked);
        found.extend(wrong);
        if bodies.is_empty() {
            found.push(
                Diagnostic::warning(Code::EMPTY_SITE, "the site has no bodies and so no meetings")
                    .in_file("content")
                    .help("`diariet import FILE` makes content of a meeting's papers"),
            );
        }
        let read = read::Options { drafts: options.drafts, unpublished: false, personal: Personal::Masked };
        let look = Look::new(options);
        Ok(Self { config, tree, bodies, notes, found, options: read, look, folders })
    }

    /// Publishes what was read, if nothing is wrong with it.
    fn publish(mut self, options: &Options) -> (Option<Built>, Vec<Diagnostic>) {
        let (content, folders) = (self.tree.content.clone(), std::mem::take(&mut self.folders));
        let Resolved { printer, site, settled, mut found } = self.resolve(options, true);
        if store::folders(&content).is_ok_and(|now| now != folders) {
            // An import that wrote a meeting while it was read: half of it may be of before, half of after.
            found.push(
                Diagnostic::error(Code::IO, "the content changed while it was read")
                    .in_file("content")
                    .help("wait until the import has ended, and build again"),
            );
        }
        let Some(printer) = printer.filter(|_| !diag::any_error(&found)) else {
            return (None, found);
        };
        found.extend(printer.site(&site, &settled));
        if diag::any_error(&found) {
            return (None, found);
        }
        match printer.finish(&settled) {
            Ok(files) => (Some(built(&site, files, settled.recorded)), found),
            Err(wrong) => {
                found.extend(wrong);
                (None, found)
            }
        }
    }

    /// Reads every meeting and puts the site together. To be printed, the documents' pages are printed while their
    /// texts are at hand, unless something is wrong by then: the errors of the rest are wanted all the same.
    fn resolve(mut self, options: &Options, print: bool) -> Resolved {
        let (contents, wrong) = gather::meetings(&self);
        self.found.extend(wrong);
        let (promises, wrong) = Promises::open(options, &self.config, &self.bodies);
        self.found.extend(wrong);
        let register = site::learn(&self.config, &contents);
        let printer = if print && !diag::any_error(&self.found) {
            Printer::new(&self.config, &register, options).map_err(|wrong| self.found.extend(wrong)).ok()
        } else {
            None
        };
        let watch = |seen: &gather::Seen<'_>| {
            promises.meeting(seen);
            match &printer {
                Some(printer) => printer.meeting(&self.config, seen, &promises),
                None => Vec::new(),
            }
        };
        let (gathered, wrong) = gather::documents(&self, contents, &register, &watch);
        self.found.extend(wrong);
        if print {
            self.look.save();
        }
        // What cannot be read must not look as if it had been taken away.
        let is_whole = !diag::any_error(&self.found);
        let (site, wrong) = site::resolve(self.config, register, self.bodies, gathered, &self.notes);
        self.found.extend(wrong);
        let (settled, wrong) = promises.settle(&site);
        self.found.extend(wrong.into_iter().filter(|one| is_whole || one.code == Code::BAD_ALIAS));
        Resolved { printer, site, settled, found: self.found }
    }
}

fn built(site: &Site, files: Report, recorded: Option<usize>) -> Built {
    Built {
        bodies: site.bodies.len(),
        meetings: site.meetings.len(),
        items: site.meetings.iter().map(|meeting| meeting.record.items.len()).sum(),
        documents: site.meetings.iter().map(|meeting| meeting.record.documents.len()).sum(),
        cases: site.cases.len(),
        files,
        recorded,
    }
}
