//! Compares what a merge would write with the files that stand, and decides for each what happens to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::base::store::{self, StoreError};
use crate::content::tree::{INCOMING, LOOSE};
use crate::content::write;
use crate::model::record::{Document, Item};

use super::imprint::{self, Imprint};
use super::meeting::Shelf;
use super::merge::Merged;
use super::{Change, Imported, What, diff, law};

/// A content file may be as large as this to be compared; the reader's own limit is lower.
const LIMIT: u64 = 256 << 20;

/// The file of a meeting.
const MEETING: &str = "index.md";

/// What is to be written for one meeting.
#[derive(Debug)]
pub(super) struct Plan {
    /// Folder in the content.
    pub(super) folder: String,
    /// The body's `_index.md`, where there is none.
    pub(super) body: Option<(String, String)>,
    /// Files by path in the meeting's folder.
    pub(super) writes: BTreeMap<String, String>,
    /// Files that have served: versions that were laid beside and are now taken over.
    pub(super) removes: BTreeSet<String>,
    imported: Imported,
}

impl Plan {
    /// Whether nothing is to be done.
    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.removes.is_empty() && self.body.is_none()
    }

    pub(super) fn into_imported(self) -> Imported {
        self.imported
    }
}

/// Decides what happens to each file of a merged meeting.
pub(super) fn plan(shelf: &Shelf, mut merged: Merged) -> Result<Plan, StoreError> {
    let mut desk = Desk {
        folder: shelf.content.join(&merged.folder),
        imprint: std::mem::take(&mut merged.imprint),
        writes: BTreeMap::new(),
        removes: BTreeSet::new(),
        changes: Vec::new(),
    };
    desk.forget_removed(&mut merged);
    let text = write::meeting(&merged.meeting, &merged.text);
    desk.settle(MEETING, text)?;
    let orders = desk.orders(&merged.meeting.items)?;
    for (item, order) in merged.meeting.items.iter().zip(orders) {
        if merged.items.contains(&item.id) {
            let text = merged.item_texts.get(&item.id).map_or("", String::as_str);
            desk.settle(&format!("{}.md", item.id), write::item(item, order, text))?;
        }
    }
    desk.documents(&merged)?;
    let body = body(shelf, &merged);
    let imprint = desk.imprint.text();
    let path = desk.folder.join(imprint::NAME);
    let stands = if store::is_file(&path) { store::read(&path, LIMIT)? } else { Vec::new() };
    if stands != imprint.as_bytes() {
        desk.writes.insert(imprint::NAME.to_owned(), imprint);
    }
    let imported = Imported {
        law: law::lacks(&merged.meeting),
        folder: merged.folder.clone(),
        files: merged.files,
        places: merged.places,
        findings: merged.findings,
        links: merged.links,
        numbers: merged.numbers,
        changes: desk.changes,
        meeting: merged.meeting,
    };
    Ok(Plan { folder: merged.folder, body, writes: desk.writes, removes: desk.removes, imported })
}

/// The file of a body that content does not have yet.
fn body(shelf: &Shelf, merged: &Merged) -> Option<(String, String)> {
    let (name, slug) = (merged.meeting.organ.name.as_ref()?, merged.meeting.organ.slug.as_ref()?);
    let path = format!("{slug}/_index.md");
    (!store::is_file(&shelf.content.join(&path))).then(|| (path, write::body(name)))
}

/// The files of one meeting while they are settled.
struct Desk {
    folder: PathBuf,
    imprint: Imprint,
    writes: BTreeMap<String, String>,
    removes: BTreeSet<String>,
    changes: Vec<Change>,
}

impl Desk {
    /// The text that stands, line ends as the importer writes them: git may have changed those.
    fn stands(&self, path: &str) -> Result<Option<String>, StoreError> {
        let file = self.folder.join(path);
        if !store::is_file(&file) {
            return Ok(None);
        }
        let bytes = store::read(&file, LIMIT)?;
        Ok(Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n")))
    }

    fn is_removed(&self, path: &str) -> bool {
        self.imprint.wrote(path) && !store::is_file(&self.folder.join(path))
    }

    /// Takes out of the record what a person has removed, with every reference to it. Where the meeting's own file
    /// is gone the meeting begins anew.
    fn forget_removed(&mut self, merged: &mut Merged) {
        if !store::is_file(&self.folder.join(MEETING)) {
            self.imprint.begin_anew();
            return;
        }
        let gone: BTreeSet<String> = merged
            .meeting
            .items
            .iter()
            .map(|item| item.id.clone())
            .filter(|id| self.is_removed(&format!("{id}.md")))
            .collect();
        self.changes.extend(gone.iter().map(|id| removed(format!("{id}.md"))));
        merged.meeting.items.retain(|item| !gone.contains(&item.id));
        let mut lost = BTreeSet::new();
        merged.meeting.documents.retain(|document| {
            let path = path_of(document);
            let kept =
                !document.item.as_ref().is_some_and(|item| gone.contains(item)) && !self.is_removed(&path);
            if !kept {
                lost.insert(document.id.clone());
                self.changes.push(removed(path));
            }
            kept
        });
        let is_lost = |id: &String| lost.contains(id);
        for document in &mut merged.meeting.documents {
            document.duplicate_of = document.duplicate_of.take().filter(|id| !is_lost(id));
        }
        for attachment in merged.meeting.items.iter_mut().flat_map(|item| &mut item.attachments) {
            attachment.document = attachment.document.take().filter(|id| !is_lost(id));
        }
    }

    /// The place of each item. Those that are there keep theirs, in steps of ten, so that a new one finds room
    /// between two without any other file being touched.
    fn orders(&self, items: &[Item]) -> Result<Vec<u32>, StoreError> {
        let mut known = Vec::new();
        for item in items {
            known.push(self.stands(&format!("{}.md", item.id))?.as_deref().and_then(order_of));
        }
        Ok(between(&known))
    }

    fn documents(&mut self, merged: &Merged) -> Result<(), StoreError> {
        let mut last: BTreeMap<&str, u32> = BTreeMap::new();
        let brought = |document: &&Document| merged.documents.contains(&document.id);
        for document in &merged.meeting.documents {
            let order = self.stands(&path_of(document))?.and_then(|stands| order_of(&stands)).unwrap_or(0);
            let highest = last.entry(folder_of(document)).or_default();
            *highest = (*highest).max(order);
        }
        for document in merged.meeting.documents.iter().filter(brought) {
            let path = path_of(document);
            let stands = self.stands(&path)?;
            let order = stands.as_deref().and_then(order_of).unwrap_or_else(|| {
                let highest = last.entry(folder_of(document)).or_default();
                *highest += 1;
                *highest
            });
            // Without a text of its own in the source, the text that stands is the document's.
            let text = match (merged.document_texts.get(&document.id), &stands) {
                (Some(text), _) => text.as_str(),
                (None, Some(stands)) => body_of(stands),
                (None, None) => "",
            };
            self.settle(&path, write::document(document, order, text))?;
        }
        Ok(())
    }

    /// Decides what happens to one file that shall read `comes`.
    fn settle(&mut self, path: &str, comes: String) -> Result<(), StoreError> {
        let beside = beside(path);
        let what = match self.stands(path)? {
            None => {
                self.imprint.write(path, comes.as_bytes());
                self.writes.insert(path.to_owned(), comes);
                What::Added
            }
            Some(stands) if stands == comes => {
                // What a person has edited stays theirs, though the sources say nothing else.
                if !self.imprint.wrote(path) {
                    self.imprint.write(path, comes.as_bytes());
                }
                self.drop_beside(&beside, &comes)?;
                What::Unchanged
            }
            Some(stands) if self.imprint.is_own(path, stands.as_bytes()) => {
                self.imprint.write(path, comes.as_bytes());
                self.drop_beside(&beside, &comes)?;
                self.writes.insert(path.to_owned(), comes);
                What::Changed
            }
            // The importer has nothing to say that it has not said before.
            Some(_) if self.imprint.has_said(path, comes.as_bytes()) => What::Unchanged,
            Some(stands) => {
                // The papers that come name their file, which must be a source of the meeting for the site to be built.
                let stands = match with_sources(&stands, &comes).filter(|_| path == MEETING) {
                    Some(more) => {
                        self.writes.insert(path.to_owned(), more.clone());
                        more
                    }
                    None => stands,
                };
                let difference = diff::lines(&stands, &comes);
                self.imprint.offer(path, comes.as_bytes());
                let beside = self.free_beside(beside, &comes)?;
                self.writes.insert(beside.clone(), comes);
                What::Kept { beside, difference }
            }
        };
        self.changes.push(Change { path: path.to_owned(), what });
        Ok(())
    }

    /// Removes the version beside a file that now says the same; one that says more is kept.
    fn drop_beside(&mut self, beside: &str, comes: &str) -> Result<(), StoreError> {
        if self.stands(beside)?.is_some_and(|laid| laid == comes) {
            self.removes.insert(beside.to_owned());
        }
        Ok(())
    }

    /// Where a version can be laid beside: a place of its own while another version that nobody has taken over lies there,
    /// for it may hold what this one does not.
    fn free_beside(&self, beside: String, comes: &str) -> Result<String, StoreError> {
        const MOST: u32 = 99;
        let stem = beside.strip_suffix(INCOMING).unwrap_or(&beside).to_owned();
        let mut place = beside;
        for nth in 2..=MOST {
            match self.stands(&place)? {
                Some(laid) if laid != comes => place = format!("{stem}.{nth}{INCOMING}"),
                _ => break,
            }
        }
        Ok(place)
    }
}

fn removed(path: String) -> Change {
    Change { path, what: What::Removed }
}

/// The front matter that stands with the sources that `comes` has more, at its end; nothing else of it is touched. `None`
/// where it has them all.
fn with_sources(stands: &str, comes: &str) -> Option<String> {
    const FENCE: &str = "+++\n";
    const TABLE: &str = "[[sources]]\n";
    let front = |text: &str| {
        let (front, _) = text.strip_prefix(FENCE)?.split_once("\n+++")?;
        Some(front.to_owned())
    };
    let own = front(stands)?;
    let file = |block: &str| block.lines().find(|line| line.starts_with("file = ")).map(str::to_owned);
    let more: Vec<String> = front(comes)?
        .split(TABLE)
        .skip(1)
        .map(|block| block.split("\n[").next().unwrap_or(block).trim_end().to_owned())
        .filter(|block| file(block).is_some_and(|file| !own.lines().any(|line| line.trim() == file)))
        .collect();
    let added: String = more.iter().map(|block| format!("\n\n{TABLE}{block}")).collect();
    let end = FENCE.len() + own.len();
    (!more.is_empty()).then(|| format!("{}{}{}", &stands[..end], added, &stands[end..]))
}

/// Where the version is laid that may not replace `path`.
fn beside(path: &str) -> String {
    format!("{}{INCOMING}", path.strip_suffix(".md").unwrap_or(path))
}

fn folder_of(document: &Document) -> &str {
    document.item.as_deref().unwrap_or(LOOSE)
}

fn path_of(document: &Document) -> String {
    format!("{}/{}.md", folder_of(document), document.id)
}

/// Fills the places that are not known: evenly between their neighbours, else in steps of ten.
fn between(known: &[Option<u32>]) -> Vec<u32> {
    const STEP: u32 = 10;
    let mut orders = Vec::with_capacity(known.len());
    let mut last = 0;
    for (at, order) in known.iter().enumerate() {
        let run = known[at..].iter().take_while(|order| order.is_none()).count();
        let next = known[at + run..].first().copied().flatten();
        last = match (order, next) {
            (Some(order), _) => *order,
            (None, Some(next)) => {
                let parts = u32::try_from(run).unwrap_or(u32::MAX).saturating_add(1);
                last.saturating_add(next.saturating_sub(last) / parts)
            }
            (None, None) => last.saturating_add(STEP),
        };
        orders.push(last);
    }
    orders
}

/// The `order` in a file's front matter.
fn order_of(text: &str) -> Option<u32> {
    text.lines()
        .skip(1)
        .take_while(|line| *line != "+++" && !line.starts_with('['))
        .find_map(|line| line.strip_prefix("order = "))
        .and_then(|number| number.trim().parse().ok())
}

/// What stands below a file's front matter.
fn body_of(text: &str) -> &str {
    text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).map_or("", |(_, body)| body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_told_from_text() {
        let text = "+++\ntitle = \"A\"\norder = 7\n\n[proposal]\norder = 9\n+++\n\nText\n+++\n";
        assert_eq!((order_of(text), body_of(text)), (Some(7), "\nText\n+++\n"));
        assert_eq!((order_of("+++\n+++\n"), body_of("x")), (None, ""));
        assert_eq!(beside("a/b.md"), "a/b.incoming.md");
    }

    #[test]
    fn new_places_lie_between_old_ones() {
        assert_eq!(between(&[None, None]), [10, 20]);
        assert_eq!(between(&[None, Some(10), None, None, Some(20), None]), [5, 10, 13, 16, 20, 30]);
        assert_eq!(between(&[Some(1), None, Some(2)]), [1, 1, 2]);
    }
}
