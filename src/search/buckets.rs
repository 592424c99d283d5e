//! Buckets: postings by the first byte of their term, in memory until they are too many, then in files.

use std::path::PathBuf;
use std::sync::Mutex;

use crate::base::store::{self, StoreError};
use crate::search::merge::Options;
use crate::search::postings::varint;

/// Largest file of spilled postings that is read back.
const SPILL_LIMIT: u64 = 1 << 32;

/// The value behind a lock; a thread that panicked while it held it left whole values only.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Whether postings stand in the text, or come from a compound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Own,
    Compound,
}

/// Runs by the first byte of their terms.
pub(super) struct Buckets {
    folder: PathBuf,
    name: &'static str,
    memory: usize,
    state: Mutex<Held>,
}

struct Held {
    open: Vec<Vec<u8>>,
    size: usize,
    /// For every byte, the numbers of the files spilled.
    files: Vec<Vec<u32>>,
    spills: u32,
}

impl Buckets {
    pub(super) fn new(options: &Options, name: &'static str) -> Self {
        let held = Held { open: vec![Vec::new(); 256], size: 0, files: vec![Vec::new(); 256], spills: 0 };
        Self { folder: options.spill.clone(), name, memory: options.memory, state: Mutex::new(held) }
    }

    /// Adds a run of entries of one batch.
    pub(super) fn push(
        &self,
        byte: u8,
        (batch, origin): (u32, Origin),
        run: &[u8],
    ) -> Result<(), StoreError> {
        let mut held = lock(&self.state);
        let open = &mut held.open[usize::from(byte)];
        open.extend_from_slice(&batch.to_le_bytes());
        open.push(u8::from(origin == Origin::Compound));
        open.extend_from_slice(&u32::try_from(run.len()).unwrap_or(0).to_le_bytes());
        open.extend_from_slice(run);
        held.size += run.len() + 9;
        if held.size > self.memory { self.spill(&mut held) } else { Ok(()) }
    }

    fn spill(&self, held: &mut Held) -> Result<(), StoreError> {
        store::make_folder(&self.folder)?;
        let number = held.spills;
        for byte in 0..held.open.len() {
            let bytes = std::mem::take(&mut held.open[byte]);
            if !bytes.is_empty() {
                store::write_new(&self.path(byte, number), &bytes)?;
                held.files[byte].push(number);
            }
        }
        held.spills += 1;
        held.size = 0;
        Ok(())
    }

    fn path(&self, byte: usize, number: u32) -> PathBuf {
        self.folder.join(format!("{}-{number}-{byte:02x}", self.name))
    }

    /// The first bytes for which there is anything.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let held = lock(&self.state);
        (0..=255u8)
            .filter(|b| !held.open[usize::from(*b)].is_empty() || !held.files[usize::from(*b)].is_empty())
            .collect()
    }

    /// Everything in one bucket, appended to `bytes`.
    pub(super) fn load(&self, byte: u8, bytes: &mut Vec<u8>) -> Result<(), StoreError> {
        let files = {
            let held = lock(&self.state);
            bytes.extend_from_slice(&held.open[usize::from(byte)]);
            held.files[usize::from(byte)].clone()
        };
        for number in files {
            bytes.extend(store::read(&self.path(usize::from(byte), number), SPILL_LIMIT)?);
        }
        Ok(())
    }
}

/// Walks the runs of a loaded bucket: batch, origin, entries.
pub(super) fn runs(bytes: &[u8]) -> impl Iterator<Item = (u32, Origin, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(9)?;
        let batch = u32::from_le_bytes(head[..4].try_into().ok()?);
        let origin = if head[4] == 0 { Origin::Own } else { Origin::Compound };
        let (run, after) = after.split_at_checked(u32::from_le_bytes(head[5..].try_into().ok()?) as usize)?;
        rest = after;
        Some((batch, origin, run))
    })
}

/// Walks the entries of a run: term and posts.
pub(super) fn entries(run: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut slice = || {
            let length = varint(run, &mut at)? as usize;
            let slice = run.get(at..at + length)?;
            at += length;
            Some(slice)
        };
        Some((slice()?, slice()?))
    })
}
