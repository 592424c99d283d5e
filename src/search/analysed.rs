//! What earlier builds analysed: the postings of batches that have not changed since.
//!
//! A file is named by everything that the analysis depends on, the program's own texts among it, so that an old
//! file is never mistaken for a new one. Nothing here decides what is published: a file that is missing, cut or
//! cannot be written costs an analysis, no more.

use std::collections::BTreeSet;
use std::hash::{Hash as _, Hasher};
use std::path::PathBuf;
use std::sync::Mutex;

use sha2::{Digest as _, Sha256};

use crate::base::store;
use crate::search::Batch;
use crate::search::buckets::lock;
use crate::search::segment::Runs;

/// What turns text into postings; with other words here, other files.
const PROGRAM: [&str; 8] = [
    include_str!("../../Cargo.lock"),
    include_str!("analysed.rs"),
    include_str!("cards.rs"),
    include_str!("code.rs"),
    include_str!("language.rs"),
    include_str!("postings.rs"),
    include_str!("segment.rs"),
    include_str!("words.rs"),
];

/// Largest file that is read back: the postings of one batch.
const LIMIT: u64 = 1 << 30;

/// A folder of analysed batches.
pub(crate) struct Analysed {
    folder: PathBuf,
    program: Sha256,
    /// Names of the files that this build has use for.
    used: Mutex<BTreeSet<String>>,
}

/// Feeds what is hashed to SHA-256: two batches of the same name are the same.
struct Sum(Sha256);

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

impl Analysed {
    /// What lies in `folder`, which is made when needed.
    pub(crate) fn new(folder: PathBuf) -> Self {
        let program = PROGRAM.iter().fold(Sha256::new(), |sum, text| sum.chain_update(text));
        Self { folder, program, used: Mutex::default() }
    }

    /// The postings of a batch whose records are in their order: as an earlier build left them, or made `anew`.
    pub(crate) fn runs(&self, batch: &Batch, anew: impl FnOnce() -> Runs) -> Runs {
        let mut sum = Sum(self.program.clone());
        batch.records.hash(&mut sum);
        let name: String = sum.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let path = self.folder.join(&name);
        lock(&self.used).insert(name);
        if let Some(runs) = store::read(&path, LIMIT).ok().and_then(|bytes| parsed(&bytes)) {
            return runs;
        }
        let runs = anew();
        // Best effort: the next build analyses the batch again.
        let _ = store::make_folder(&self.folder).and_then(|()| store::write_new(&path, &printed(&runs)));
        runs
    }

    /// Removes what this build had no use for; texts that have been taken away leave no trace here.
    pub(crate) fn tidy(&self) {
        let used = lock(&self.used);
        for entry in store::list(&self.folder).unwrap_or_default() {
            if !used.contains(&entry.name) {
                // Best effort: the next build tries again.
                let _ = store::remove_file(&self.folder.join(&entry.name));
            }
        }
    }
}

/// The runs, each with its first byte and length, after the checksum of them all.
fn printed(runs: &Runs) -> Vec<u8> {
    let mut bytes = vec![0; 32];
    for (first, run) in runs {
        bytes.push(*first);
        bytes.extend_from_slice(&u32::try_from(run.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend_from_slice(run);
    }
    let sum = Sha256::digest(&bytes[32..]);
    bytes[..32].copy_from_slice(&sum);
    bytes
}

/// What `printed` wrote; `None` when it is not whole.
fn parsed(bytes: &[u8]) -> Option<Runs> {
    let (sum, mut rest) = bytes.split_at_checked(32)?;
    if Sha256::digest(rest).as_slice() != sum {
        return None;
    }
    let mut runs = Runs::new();
    while let Some((first, after)) = rest.split_first() {
        let (length, after) = after.split_first_chunk::<4>()?;
        let (run, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        runs.push((*first, run.to_vec()));
        rest = after;
    }
    Some(runs)
}
