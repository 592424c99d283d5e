//! Writes. Every meeting is made ready beside the content and then takes its place in one step, so that a process
//! that dies, or a disk that fills, leaves each meeting as it was or as it shall be.

use std::path::{Path, PathBuf};

use crate::base::store::{self, EntryKind, Lock, StoreError};

use super::plan::Plan;

/// Hidden folder in the content where meetings are made ready; whoever reads content passes it by.
const FOLDER: &str = ".import";

/// The lock file. It lies beside the folder and not in it: whoever removes the folder must still hold the lock, or the
/// next import makes its meetings ready in a folder that is being removed.
const LOCK: &str = ".import.lock";

/// Keeps other imports out until it is dropped; then nothing of it is left.
pub(super) struct Hold {
    folder: PathBuf,
    // Released after the folder is removed: fields are dropped after `drop`.
    _lock: Lock,
}

impl Drop for Hold {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next import.
        let _ = store::remove_tree(&self.folder);
    }
}

/// Keeps other imports out.
pub(super) fn lock(content: &Path) -> Result<Hold, StoreError> {
    store::make_folder(content)?;
    let lock = store::lock(&content.join(LOCK))?;
    Ok(Hold { folder: content.join(FOLDER), _lock: lock })
}

/// Writes the plans. With an error before the first meeting has taken its place, nothing has changed.
pub(super) fn write(content: &Path, plans: &[Plan]) -> Result<(), StoreError> {
    let ready = content.join(FOLDER).join("ready");
    // What a killed import left behind.
    store::remove_tree(&ready)?;
    make(content, &ready, plans).and_then(|made| place(&made))
}

/// A meeting that is ready, or a body's file.
enum Made {
    Body { path: PathBuf, text: String },
    Meeting { ready: PathBuf, place: PathBuf },
}

fn make(content: &Path, ready: &Path, plans: &[Plan]) -> Result<Vec<Made>, StoreError> {
    let mut made = Vec::new();
    for plan in plans.iter().filter(|plan| !plan.is_empty()) {
        if let Some((path, text)) = &plan.body {
            made.push(Made::Body { path: content.join(path), text: text.clone() });
        }
        let (from, to) = (content.join(&plan.folder), ready.join(&plan.folder));
        store::make_folder(&to)?;
        if store::is_folder(&from) {
            copy_others(&from, &to, plan)?;
        }
        for (path, text) in &plan.writes {
            let file = to.join(path);
            store::make_folder(file.parent().unwrap_or(&to))?;
            store::write_new(&file, text.as_bytes())?;
        }
        made.push(Made::Meeting { ready: to, place: from });
    }
    Ok(made)
}

/// Takes along every file that the plan does not write: sources, what a person has laid there, hidden files.
fn copy_others(from: &Path, to: &Path, plan: &Plan) -> Result<(), StoreError> {
    for entry in store::whole_tree(from)? {
        match entry.kind {
            EntryKind::Folder => store::make_folder(&to.join(&entry.name))?,
            EntryKind::File
                if !plan.writes.contains_key(&entry.name) && !plan.removes.contains(&entry.name) =>
            {
                store::link_or_copy(&from.join(&entry.name), &to.join(&entry.name))?;
            }
            EntryKind::File | EntryKind::Link | EntryKind::Other => {}
        }
    }
    Ok(())
}

fn place(made: &[Made]) -> Result<(), StoreError> {
    for one in made {
        match one {
            Made::Body { path, text } => store::write(path, text.as_bytes())?,
            Made::Meeting { ready, place } => {
                if let Some(body) = place.parent() {
                    store::make_folder(body)?;
                }
                store::exchange(ready, place)?;
            }
        }
    }
    Ok(())
}
