//! Prints what stands at old addresses, and what is told of everything that changed.

use std::fmt::Write as _;

use serde::Serialize;

use crate::base::diag::Diagnostic;
use crate::data;
use crate::feed;
use crate::ledger::{self, Happened};
use crate::page::{self, Frame};
use crate::publish::path::{self, decoded};
use crate::publish::redirects;
use crate::site::Site;

use super::super::promises::Settled;
use super::Printer;

impl Printer {
    /// Pages at old addresses, rules for servers, the ledger and the list of changes.
    pub(super) fn old(&self, site: &Site, settled: &Settled) -> Vec<Diagnostic> {
        let moved = settled.moved();
        let mut wrong = Vec::new();
        for (old, to) in &moved {
            let view = page::moved::moved(old, to, settled.anchors(old));
            wrong.extend(self.at_old("moved.html", &view.page, &view));
        }
        for (path, queries) in &settled.moves.queries {
            let view = page::moved::queries(path, queries);
            wrong.extend(self.at_old("queries.html", &view.page, &view));
        }
        let gone = settled.gone();
        for (old, gone) in &gone {
            let above = settled.above(old);
            let view = page::moved::gone(old, gone, above);
            wrong.extend(self.at_old("gone.html", &view.page, &view));
        }
        wrong.extend(self.again(settled));
        let place = feed::Place::new(&site.config);
        let folder = place.folder();
        let rules = redirects::rules(&settled.moves, (&settled.live, &settled.ledger), folder);
        let mut files = redirects::server_files(&path::base(&site.config.base_url), &rules, &moved);
        files.push((ledger::PUBLISHED, settled.ledger.write()));
        files.push(("data/changes.ndjson", lines(&ledger::happened(&settled.ledger, &settled.moves))));
        wrong.extend(
            files
                .iter()
                .filter_map(|(path, text)| super::put(&self.publication, path, text.as_bytes()).err()),
        );
        wrong.extend(self.put(&data::schema_of::<Happened>("changes")));
        wrong
    }

    /// Records and objects of OParl at the addresses where programs knew them: these follow no page that leads on. What
    /// stands there says by its own address where it is now.
    fn again(&self, settled: &Settled) -> Vec<Diagnostic> {
        let former = settled.former_folders();
        if former.is_empty() {
            return Vec::new();
        }
        let mut wrong = Vec::new();
        for path in self.publication.paths() {
            let record = path.strip_suffix("index.json").and_then(|folder| former.get(&format!("/{folder}")));
            let records =
                record.into_iter().flatten().map(|old| format!("{}index.json", old.trim_start_matches('/')));
            for old in records.chain(feed::oparl::former(&path, &former)) {
                if self.publication.is_free(&old) {
                    wrong.extend(self.publication.put_again(&old, &path).err());
                }
            }
        }
        wrong
    }

    /// Prints a page at an old address, which may be that of a file: then it stands in a folder of the file's name.
    /// Where the address cannot be a path of this site, or differs from one in case alone, servers know it all the
    /// same.
    fn at_old<T: Serialize>(&self, template: &str, frame: &Frame, view: &T) -> Option<Diagnostic> {
        let path = format!("{}/index.html", decoded(&frame.url)?.trim_matches('/'));
        if !self.publication.is_free(&path) {
            return None;
        }
        self.renderer
            .page(template, view)
            .and_then(|bytes| super::put(&self.publication, &path, &bytes))
            .err()
    }
}

/// One record a line.
fn lines(all: &[Happened]) -> String {
    let mut out = String::new();
    for one in all {
        // Records hold text and lists only, and those always serialise.
        let _ = writeln!(out, "{}", serde_json::to_string(one).unwrap_or_default());
    }
    out
}
