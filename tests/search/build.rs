//! An index in memory, and an engine on it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use diariet::base::store::StoreError;
use diariet::search::query::Engine;
use diariet::search::{Batch, Indexer, Options};

/// The files of an index by path.
pub(crate) type Files = BTreeMap<String, String>;

/// Indexes batches in the order given, with `memory` bytes before spilling.
pub(crate) fn index_with(batches: Vec<Batch>, memory: usize) -> Files {
    let folder = tempfile::tempdir().unwrap();
    index_by(batches, Options { memory, ..Options::new(folder.path().join("spill")) })
}

/// Indexes batches in the order given.
pub(crate) fn index_by(batches: Vec<Batch>, options: Options) -> Files {
    let files = Mutex::new(Files::new());
    let sink = |path: String, bytes: Vec<u8>| {
        files.lock().unwrap().insert(path, String::from_utf8(bytes).unwrap());
        Ok(())
    };
    let spill = options.spill.clone();
    let indexer = Indexer::new(options);
    for batch in batches {
        indexer.add(batch, &sink).unwrap();
    }
    indexer.finish(&sink).unwrap();
    assert!(!spill.exists(), "what was spilled is removed");
    files.into_inner().unwrap()
}

pub(crate) fn index(batches: Vec<Batch>) -> Files {
    index_with(batches, 96 << 20)
}

/// An engine on files in memory.
pub(crate) fn engine(files: &Files) -> Engine<impl Fn(&str) -> Result<String, StoreError> + '_> {
    Engine::open(move |path: &str| {
        files.get(path).cloned().ok_or_else(|| StoreError::Io {
            action: "read",
            path: Path::new(path).to_owned(),
            cause: std::io::ErrorKind::NotFound.into(),
        })
    })
    .unwrap()
}
