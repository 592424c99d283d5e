//! The pass over the meetings: first their items, then, when own numbers are known, their documents.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::diag::Diagnostic;
use crate::content::{Alias, Body, DocumentText, FileCopy, Gone, MeetingContent, read};
use crate::model::number::Register;
use crate::model::record::{Item, Organ};
use crate::site::mentions::{self, Named};
use crate::site::{Gathered, Meeting};

use super::Material;

/// A meeting while the texts of its documents are in memory.
pub(super) struct Seen<'a> {
    pub(super) body: &'a Body,
    pub(super) meeting: &'a Meeting,
    /// By document id.
    pub(super) texts: &'a BTreeMap<String, DocumentText>,
    /// Files to be copied to the site.
    pub(super) copies: &'a [FileCopy],
    /// Addresses that the meeting, its items and documents had before.
    pub(super) aliases: &'a [Alias],
    /// Files that are kept back because a part of them was withdrawn.
    pub(super) gone: &'a BTreeMap<String, Gone>,
    /// Files in whose places stand copies without personal data, and those.
    pub(super) replaced: &'a BTreeMap<String, String>,
}

/// Every meeting with its items, in the order of the tree.
pub(super) fn meetings(material: &Material) -> (Vec<MeetingContent>, Vec<Diagnostic>) {
    let mut folders: Vec<(Organ, &str)> = Vec::new();
    for body in &material.bodies {
        let Some(files) = material.tree.bodies.get(&body.slug) else { continue };
        let organ = Organ { name: Some(body.name.clone()), slug: Some(body.slug.clone()) };
        folders.extend(files.meetings.keys().map(|folder| (organ.clone(), folder.as_str())));
    }
    let read: Vec<_> = folders
        .par_iter()
        .map(|(organ, folder)| {
            read::meeting(&material.tree, organ, folder, &material.config, material.options)
        })
        .collect();
    let mut found = Vec::new();
    let mut contents = Vec::new();
    for (content, wrong) in read {
        found.extend(wrong);
        if !content.draft || material.options.drafts {
            contents.push(content);
        }
    }
    (contents, found)
}

/// Reads the documents of every meeting, shows it to `watch` (several at once), and lets the texts go again.
pub(super) fn documents(
    material: &Material,
    contents: Vec<MeetingContent>,
    register: &Register,
    watch: &(dyn Fn(&Seen<'_>) -> Vec<Diagnostic> + Sync),
) -> (Vec<Gathered>, Vec<Diagnostic>) {
    let read: Vec<(Option<Gathered>, Vec<Diagnostic>)> = contents
        .into_par_iter()
        .map(|mut content| {
            let mut found = read::documents(&material.tree, &mut content, &material.config, material.options);
            found.extend(material.look.through(&material.config, &mut content));
            let body =
                material.bodies.iter().find(|body| Some(&body.slug) == content.record.organ.slug.as_ref());
            let Some(body) = body else { return (None, found) };
            let named = named(&content, register);
            let texts = std::mem::take(&mut content.texts);
            let copies = std::mem::take(&mut content.copies);
            let aliases = std::mem::take(&mut content.aliases);
            let gone = std::mem::take(&mut content.gone);
            let replaced = std::mem::take(&mut content.replaced);
            let meeting = Meeting::new(body, content);
            found.extend(watch(&Seen {
                body,
                meeting: &meeting,
                texts: &texts,
                copies: &copies,
                aliases: &aliases,
                gone: &gone,
                replaced: &replaced,
            }));
            (Some(Gathered { meeting, named }), found)
        })
        .collect();
    let mut found = Vec::new();
    let mut gathered = Vec::new();
    for (one, wrong) in read {
        found.extend(wrong);
        gathered.extend(one);
    }
    (gathered, found)
}

/// The own numbers that the meeting's texts name, with their places.
fn named(content: &MeetingContent, register: &Register) -> Vec<Named> {
    let mut named = Vec::new();
    for item in &content.record.items {
        let text = content.item_texts.get(&item.id).map_or("", String::as_str);
        named.extend(mentions::in_text(&item_text(item, text), register, &item.url, &item.title));
    }
    for document in &content.record.documents {
        if let Some(text) = content.texts.get(&document.id) {
            named.extend(mentions::in_document(text, register, &document.url, &document.title));
        }
    }
    named
}

/// All that an item says, a line for each part.
fn item_text(item: &Item, text: &str) -> String {
    let mut lines: Vec<&str> = vec![&item.title];
    lines.extend(item.summary.as_deref());
    lines.extend(item.points.iter().map(|point| point.text.as_str()));
    if let Some(proposal) = &item.proposal {
        lines.extend(proposal.clauses.iter().map(|clause| clause.text.as_str()));
        lines.extend(proposal.conditions.iter().map(String::as_str));
    }
    if let Some(decision) = &item.decision {
        lines.extend(decision.clauses.iter().map(|clause| clause.text.as_str()));
        lines.extend(decision.conditions.iter().map(String::as_str));
        lines.extend(decision.procedure.as_deref());
        let said = decision.motions.iter().chain(&decision.reservations).chain(&decision.statements);
        lines.extend(said.map(|said| said.text.as_str()));
    }
    lines.extend(item.attachments.iter().map(|attachment| attachment.title.as_str()));
    lines.push(text);
    lines.join("\n\n")
}
