//! The last signed checkpoint, kept outside the database: a database that was put back to an earlier time would sign
//! a second tree over the first. Against this file the store sees it and signs nothing.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use madang_record::note::{Note, VerifyingKey};
use madang_record::{Checkpoint, Frontier};
use tokio::sync::watch;

use crate::error::StoreError;
use crate::shared::Shared;

/// The last tree that was committed and its checkpoint.
pub(crate) type Committed = watch::Sender<(Frontier, String)>;

/// How long commits are gathered before the file is written again: it may be behind the database, never ahead.
const PAUSE: Duration = Duration::from_secs(1);

/// Reads the checkpoint in the guard file; `None` where there is no file yet.
///
/// A checkpoint by a key that is not among `keys` is taken at its word: it can only make the store more careful.
fn read(path: &Path, keys: &[VerifyingKey]) -> Result<Option<Checkpoint>, StoreError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(StoreError::File {
                path: path.to_owned(),
                source,
            });
        }
    };
    match Checkpoint::open(&text, keys) {
        Ok(checkpoint) => Ok(Some(checkpoint)),
        Err(error) => {
            tracing::warn!(%error, path = %path.display(), "the guard file is not signed by a key on this record");
            Ok(Some(Checkpoint::parse(&Note::parse(&text)?.text)?))
        }
    }
}

/// The guard file of one store. Whoever writes it, the checkpoint that was committed last is what it holds.
pub(crate) struct Guard {
    path: PathBuf,
    /// What was written last. Held while the file is written, so that its writers take turns.
    written: Mutex<String>,
}

impl Guard {
    pub(crate) fn new(path: PathBuf) -> Guard {
        Guard {
            path,
            written: Mutex::default(),
        }
    }

    /// The checkpoint in the file, as [`read`] gives it.
    pub(crate) fn read(&self, keys: &[VerifyingKey]) -> Result<Option<Checkpoint>, StoreError> {
        read(&self.path, keys)
    }

    /// Writes the newest checkpoint, unless it is in the file or there is none yet.
    pub(crate) fn write(&self, committed: &Committed) -> Result<(), StoreError> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, checkpoint) = committed.borrow().clone();
        if checkpoint.is_empty() || checkpoint == *written {
            return Ok(());
        }
        write(&self.path, &checkpoint)?;
        *written = checkpoint;
        Ok(())
    }
}

/// Writes the guard file: a new file beside it, flushed to the disk, then renamed over it.
fn write(path: &Path, checkpoint: &str) -> Result<(), StoreError> {
    let fail = |source| StoreError::File {
        path: path.to_owned(),
        source,
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    // Another process on the same folder, such as a command beside a server, writes a file of its own.
    name.push(format!(".{}", std::process::id()));
    let new: PathBuf = folder.join(name);
    let mut file = std::fs::File::create(&new).map_err(fail)?;
    file.write_all(checkpoint.as_bytes()).map_err(fail)?;
    file.sync_all().map_err(fail)?;
    std::fs::rename(&new, path).map_err(fail)?;
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(fail)
}

/// Writes the guard file after commits until the store is closed or every handle of it is gone.
pub(crate) async fn keep(shared: Arc<Shared>) {
    let mut committed = shared.committed.subscribe();
    loop {
        committed.borrow_and_update();
        shared.write_guard().await;
        tokio::select! {
            changed = committed.changed() => if changed.is_err() { return },
            () = shared.flush.notified() => return shared.write_guard().await,
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = shared.flush.notified() => shared.flush.notify_one(),
        }
    }
}
