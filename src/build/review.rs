//! What a person should see before personal data is published or masked: everything that is met in the content, where,
//! and why.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::base::diag::{self, Diagnostic};
use crate::content::MeetingContent;
use crate::content::gate::{Met, Personal};
use crate::content::read::{self, KeptBack};
use crate::content::tree::{self, REVIEW, Tree};
use crate::mask::{Decision, Policy};
use crate::model::record::Organ;

use super::Options;
use super::look::Look;

/// Personal data in the content of a site.
#[derive(Debug, Clone, Default)]
pub struct Reviewed {
    /// Everything that was met, by file and line.
    pub met: Vec<Sighting>,
    /// Files that are not published as they are, because they hold what is masked.
    pub kept_back: Vec<(String, KeptBack)>,
    /// Decisions that hold for nothing: the file that they stand in, and what they say.
    pub idle: Vec<(String, Decision)>,
    /// What is wrong with the content.
    pub found: Vec<Diagnostic>,
}

/// Personal data at a place, with the decision that it follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Where and what.
    pub met: Met,
    /// The clerk's decision.
    pub decision: Option<Decision>,
}

/// Looks through the content of the site as a build reads it. What is withheld is not read, and so not told of.
#[must_use]
pub fn review(options: &Options) -> Reviewed {
    let (config, mut found) = match read::config(&options.root) {
        Ok(read) => read,
        Err(diagnostic) => return Reviewed { found: vec![diagnostic], ..Reviewed::default() },
    };
    let (tree, wrong) = match tree::scan(&options.root) {
        Ok(scanned) => scanned,
        Err(error) => {
            found.push(error.diagnostic());
            return Reviewed { found, ..Reviewed::default() };
        }
    };
    found.extend(wrong);
    let mut reviewed = Reviewed { found, ..Reviewed::default() };
    let mut used = BTreeSet::new();
    for (slug, _) in tree.bodies.iter().filter(|(_, files)| files.index) {
        let (_, met, wrong) = read::body(&tree, slug, &config, Personal::Reviewed);
        reviewed.take(met, wrong, &config.policy, &mut used);
    }
    let (_, met, wrong) = read::cases(&tree, &config, Personal::Reviewed);
    reviewed.take(met, wrong, &config.policy, &mut used);
    let read = read::Options { drafts: options.drafts, unpublished: false, personal: Personal::Reviewed };
    let look = Look::new(options);
    let meetings = folders(&tree);
    let contents: Vec<_> = meetings
        .par_iter()
        .map(|(organ, folder)| {
            let (mut content, mut wrong) = read::meeting(&tree, organ, folder, &config, read);
            wrong.extend(read::documents(&tree, &mut content, &config, read));
            wrong.extend(look.through(&config, &mut content));
            (content, wrong)
        })
        .collect();
    let site_wide = config.policy.decisions().len();
    for (content, wrong) in contents {
        reviewed.meeting(content, wrong, site_wide, &mut used);
    }
    let idle = config.policy.decisions().iter().enumerate().filter(|(at, _)| !used.contains(at));
    reviewed.idle.extend(idle.map(|(_, decision)| ("diariet.toml".to_owned(), decision.clone())));
    reviewed.met.sort_by(|a, b| (&a.met.file, a.met.line).cmp(&(&b.met.file, b.met.line)));
    diag::sort(&mut reviewed.found);
    reviewed
}

fn folders(tree: &Tree) -> Vec<(Organ, &str)> {
    let bodies = tree.bodies.iter().filter(|(_, files)| files.index);
    bodies
        .flat_map(|(slug, files)| {
            let organ = Organ { name: None, slug: Some(slug.clone()) };
            files.meetings.keys().map(move |folder| (organ.clone(), folder.as_str()))
        })
        .collect()
}

impl Reviewed {
    fn take(&mut self, met: Vec<Met>, wrong: Vec<Diagnostic>, policy: &Policy, used: &mut BTreeSet<usize>) {
        self.found.extend(wrong);
        used.extend(met.iter().filter_map(|met| met.decision));
        self.met.extend(met.into_iter().map(|met| {
            let decision = met.decision.and_then(|at| policy.decisions().get(at)).cloned();
            Sighting { met, decision }
        }));
    }

    /// A meeting, whose decisions stand behind those of the whole site.
    fn meeting(
        &mut self,
        content: MeetingContent,
        wrong: Vec<Diagnostic>,
        site_wide: usize,
        used: &mut BTreeSet<usize>,
    ) {
        let mut own = BTreeSet::new();
        let MeetingContent { met, review, record, .. } = content;
        self.take(met, wrong, &review.policy, &mut own);
        let folder = format!("content{}", record.url);
        let idle = review.policy.decisions().iter().enumerate().skip(site_wide);
        let idle = idle.filter(|(at, _)| !own.contains(at));
        self.idle.extend(idle.map(|(_, decision)| (format!("{folder}{REVIEW}"), decision.clone())));
        used.extend(own.into_iter().filter(|at| *at < site_wide));
        self.kept_back
            .extend(review.kept_back.into_iter().map(|(file, why)| (format!("{folder}{file}"), why)));
    }
}
