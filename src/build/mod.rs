//! The main job: content becomes the published site.
//!
//! Comes in: a site's folder. Goes out: a published site, or every reason why not.
//! Invariant: each content file is read once; the texts of documents are held for one meeting a thread at a time;
//! with a single error nothing is published. Absent on purpose: what a page says, how it looks, where bytes go.

mod gather;

use std::path::{Path, PathBuf};

use crate::base::diag::{self, Code, Diagnostic};
use crate::content::Body;
use crate::content::config::Config;
use crate::content::read::{self, CaseNote};
use crate::content::tree::{self, Tree};
use crate::site::{self, Gathered, Site};

use gather::Watcher;

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
}

impl Options {
    /// The site in `root`, published in its `public/`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), output: root.join("public"), base_url: None, drafts: false }
    }
}

/// Everything that `build` would refuse or warn of, in the order in which people see it. Nothing is written.
#[must_use]
pub fn check(options: &Options) -> Vec<Diagnostic> {
    let mut found = match Material::read(options) {
        Ok(material) => {
            let (_, found) = material.resolve(&gather::Nobody);
            found
        }
        Err(found) => found,
    };
    diag::sort(&mut found);
    found
}

/// The site as read, before its documents.
struct Material {
    config: Config,
    tree: Tree,
    bodies: Vec<Body>,
    notes: Vec<CaseNote>,
    found: Vec<Diagnostic>,
    options: read::Options,
}

impl Material {
    /// Reads configuration, bodies and case notes, and lists the rest.
    fn read(options: &Options) -> Result<Self, Vec<Diagnostic>> {
        let (mut config, mut found) = read::config(&options.root).map_err(|diagnostic| vec![diagnostic])?;
        if let Some(url) = &options.base_url {
            url.trim_end_matches('/').clone_into(&mut config.base_url);
        }
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
                let (body, wrong) = read::body(&options.root, slug, &config);
                bodies.push(body);
                found.extend(wrong);
            }
        }
        let (notes, wrong) = read::cases(&tree, &config);
        found.extend(wrong);
        if bodies.is_empty() {
            found.push(
                Diagnostic::warning(Code::EMPTY_SITE, "the site has no bodies and so no meetings")
                    .in_file("content")
                    .help("`diariet import FILE` makes content of a meeting's papers"),
            );
        }
        let options = read::Options { drafts: options.drafts };
        Ok(Self { config, tree, bodies, notes, found, options })
    }

    /// Reads every meeting and puts the site together. `watcher` sees each meeting while its texts are at hand.
    fn resolve(mut self, watcher: &impl Watcher) -> (Site, Vec<Diagnostic>) {
        let (contents, wrong) = gather::meetings(&self);
        self.found.extend(wrong);
        let register = site::learn(&self.config, &contents);
        let (gathered, wrong): (Vec<Gathered>, _) = gather::documents(&self, contents, &register, watcher);
        self.found.extend(wrong);
        let (site, wrong) = site::resolve(self.config, register, self.bodies, gathered, &self.notes);
        self.found.extend(wrong);
        (site, self.found)
    }
}
