//! Reads bundles ahead on a thread of its own, within a bound on what is in memory at once.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::Scope;

use madang_record::tile::{self, BundleId, TileId};

use crate::source::{Source, SourceError};

/// Bundles that are handed over at once: waking a thread costs as much as checking some entries.
const BATCH: usize = 8;
/// Batches that are read ahead while one is being checked.
const READ_AHEAD: usize = 2;
/// Bytes after which nothing more is read until some were checked. A bundle that is begun is read to its end, which may be
/// some sixty million bytes later.
const MOST_AHEAD: usize = 32 << 20;

/// The files of one bundle.
pub(super) struct Bundle {
    pub(super) id: BundleId,
    pub(super) entries: Vec<u8>,
    pub(super) tile: Option<Vec<u8>>,
    pub(super) contents: Vec<u8>,
    /// Held as long as the bundle is.
    _room: Room,
}

/// Why a bundle is not there.
pub(super) enum Missing {
    /// It is not among the files.
    Entries,
    /// A file could not be read.
    Unread(SourceError),
}

/// A bundle, or why there is none; after that nothing comes.
pub(super) type Read = Result<Bundle, (BundleId, Missing)>;

/// Reads the bundles of the first `size` entries in order.
pub(super) fn read_ahead<'scope, 'env: 'scope>(
    scope: &'scope Scope<'scope, 'env>,
    source: &'env Source,
    size: u64,
) -> Receiver<Vec<Read>> {
    let (sender, receiver) = sync_channel(READ_AHEAD);
    scope.spawn(move || read_all(source, size, &sender));
    receiver
}

fn read_all(source: &Source, size: u64, sender: &SyncSender<Vec<Read>>) {
    let memory = Arc::new(Memory::default());
    let mut batch = Vec::new();
    for id in tile::bundles_for_size(size) {
        if memory.is_full() {
            // What was read must be handed over before it can be checked and let go.
            if !batch.is_empty() && sender.send(std::mem::take(&mut batch)).is_err() {
                return;
            }
            memory.wait();
        }
        let read = read_bundle(source, id, &memory).map_err(|missing| (id, missing));
        let last = read.is_err();
        batch.push(read);
        if (batch.len() == BATCH || last) && sender.send(std::mem::take(&mut batch)).is_err() {
            return;
        }
        if last {
            return;
        }
    }
    // Nobody may be there to take it any more.
    let _ = sender.send(batch);
}

fn read_bundle(source: &Source, id: BundleId, memory: &Arc<Memory>) -> Result<Bundle, Missing> {
    let entries = fetch_entries(source, id).map_err(Missing::Unread)?;
    let entries = entries.ok_or(Missing::Entries)?;
    let tile = fetch_tile(source, id.tile()).map_err(Missing::Unread)?;
    let contents = source.fetch(&tile::body_path(id.index));
    let contents = contents.map_err(Missing::Unread)?.unwrap_or_default();
    let bytes = entries.len() + contents.len();
    Ok(Bundle {
        id,
        entries,
        tile,
        contents,
        _room: memory.take(bytes),
    })
}

/// The entries of a bundle. A log may delete partial bundles once the full one is there: then that one begins with them.
fn fetch_entries(source: &Source, id: BundleId) -> Result<Option<Vec<u8>>, SourceError> {
    let found = source.fetch(&id.path())?;
    if found.is_some() || id.width == 256 {
        return Ok(found);
    }
    let full = BundleId { width: 256, ..id };
    Ok(source.fetch(&full.path())?.map(|mut bytes| {
        let end = (0..id.width).try_fold(0, |at, _| {
            let length = bytes.get(at..at + 2)?.try_into().ok()?;
            Some(at + 2 + usize::from(u16::from_be_bytes(length)))
        });
        // One that is cut short is for the check of its entries to refuse.
        bytes.truncate(end.unwrap_or(bytes.len()));
        bytes
    }))
}

/// The hashes of a tile; as with the entries, the beginning of the full tile stands in for a partial one.
pub(super) fn fetch_tile(source: &Source, id: TileId) -> Result<Option<Vec<u8>>, SourceError> {
    let found = source.fetch(&id.path())?;
    if found.is_some() || id.width == 256 {
        return Ok(found);
    }
    let full = TileId { width: 256, ..id };
    Ok(source.fetch(&full.path())?.map(|mut bytes| {
        bytes.truncate(usize::from(id.width) * 32);
        bytes
    }))
}

/// How many bytes are in memory.
#[derive(Debug, Default)]
struct Memory {
    bytes: Mutex<usize>,
    freed: Condvar,
}

impl Memory {
    fn take(self: &Arc<Memory>, bytes: usize) -> Room {
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) += bytes;
        Room {
            memory: self.clone(),
            bytes,
        }
    }

    fn is_full(&self) -> bool {
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) >= MOST_AHEAD
    }

    fn wait(&self) {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let _until_there_is_room = self
            .freed
            .wait_while(bytes, |bytes| *bytes >= MOST_AHEAD)
            .unwrap_or_else(PoisonError::into_inner);
    }
}

/// Some bytes of the memory, given back when dropped.
#[derive(Debug)]
struct Room {
    memory: Arc<Memory>,
    bytes: usize,
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut bytes = self
            .memory
            .bytes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *bytes -= self.bytes;
        self.memory.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn put(folder: &Path, path: &str, bytes: &[u8]) {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }

    #[test]
    fn the_full_tile_stands_in_for_a_partial_one_that_was_deleted() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = Source::new(&folder.path().to_string_lossy());
        let bundle = BundleId { index: 0, width: 2 };
        assert_eq!(fetch_entries(&source, bundle), Ok(None));
        put(folder.path(), "tile/entries/000", b"\0\x01a\0\x02bc\0\x01d");
        put(folder.path(), "tile/0/000", &[7; 96]);
        let entries = fetch_entries(&source, bundle).expect("readable");
        assert_eq!(entries.as_deref(), Some(&b"\0\x01a\0\x02bc"[..]));
        let tile = fetch_tile(&source, bundle.tile()).expect("readable");
        assert_eq!(tile.map(|tile| tile.len()), Some(64));
        // The partial one itself is preferred, right or wrong.
        put(folder.path(), "tile/entries/000.p/2", b"x");
        let entries = fetch_entries(&source, bundle).expect("readable");
        assert_eq!(entries.as_deref(), Some(&b"x"[..]));
    }

    #[test]
    fn room_comes_back_when_a_bundle_is_let_go() {
        let memory = Arc::new(Memory::default());
        let some = memory.take(MOST_AHEAD - 1);
        assert!(!memory.is_full());
        let more = memory.take(1);
        assert!(memory.is_full());
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| memory.wait());
            drop(more);
            waits.join().expect("it goes on");
        });
        drop(some);
        assert_eq!(*memory.bytes.lock().expect("no panic"), 0);
    }
}
