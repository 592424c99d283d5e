//! Waits for changes, gathers those that belong together, and builds anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::EventKind;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::watch::Sender;

use crate::base::diag::{Code, Diagnostic};
use crate::base::store;

use super::{News, Rebuilt, Served, is_watched};

/// Quiet that ends a batch: an editor's save is several changes, a `git checkout` many.
const QUIET: Duration = Duration::from_millis(100);

/// The most changes of one batch, for folders that are never quiet.
const BATCH: usize = 100_000;

/// What notify tells us.
type Event = notify::Result<notify::Event>;

/// Begins to watch, on a thread of its own until the process ends. Each batch of changes is handed to `rebuild`, and
/// what came of it is told in `built`.
///
/// # Errors
/// The system cannot watch the folders.
pub(super) fn watch(
    served: &Served,
    mut rebuild: impl FnMut(&BTreeSet<PathBuf>) -> Rebuilt + Send + 'static,
    built: Sender<News>,
) -> Result<(), Diagnostic> {
    let (send, events) = channel::<Event>();
    let mut watcher = notify::recommended_watcher(send).map_err(|cause| blind(&served.root, &cause))?;
    // The root itself tells of `diariet.toml`, which editors replace, and of folders that come and go.
    watcher.watch(&served.root, RecursiveMode::NonRecursive).map_err(|cause| blind(&served.root, &cause))?;
    for name in &served.watched {
        watch_folder(&mut watcher, &served.root.join(name))?;
    }
    let served = served.clone();
    std::thread::spawn(move || {
        while let Some(changed) = batch(&served, &events) {
            for name in &served.watched {
                let folder = served.root.join(name);
                if changed.contains(&folder) {
                    // A folder that came since; if it cannot be watched, its next change is missed, no more.
                    let _ = watch_folder(&mut watcher, &folder);
                }
            }
            if !changed.is_empty() {
                let faults = match rebuild(&changed) {
                    Rebuilt::Anew => None,
                    Rebuilt::Failed(faults) => Some(faults.into()),
                };
                built.send_modify(|news| *news = News { number: news.number + 1, faults });
            }
        }
    });
    Ok(())
}

fn watch_folder(watcher: &mut RecommendedWatcher, folder: &Path) -> Result<(), Diagnostic> {
    if store::is_folder(folder) {
        watcher.watch(folder, RecursiveMode::Recursive).map_err(|cause| blind(folder, &cause))?;
    }
    Ok(())
}

/// The paths of the next batch of changes; `None` when there will be no more.
fn batch(served: &Served, events: &Receiver<Event>) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    note(served, events.recv().ok()?, &mut changed);
    while changed.len() < BATCH {
        match events.recv_timeout(QUIET) {
            Ok(event) => note(served, event, &mut changed),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    Some(changed)
}

fn note(served: &Served, event: Event, changed: &mut BTreeSet<PathBuf>) {
    match event {
        // A build reads every file; that is no change.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
        Ok(event) => changed.extend(event.paths.into_iter().filter(|path| is_watched(served, path))),
        // Events were lost: anything may have changed.
        Err(_) => {
            changed.insert(served.root.clone());
        }
    }
}

fn blind(folder: &Path, cause: &notify::Error) -> Diagnostic {
    Diagnostic::error(Code::IO, format!("failed to watch `{}` for changes ({cause})", folder.display()))
        .in_file(folder.display().to_string())
}
