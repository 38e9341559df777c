//! The last signed checkpoint, kept outside the database: a database that was put back to an earlier time would sign
//! a second tree over the first. Against this file the store sees it and signs nothing.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use madang_record::Checkpoint;
use madang_record::note::{Note, VerifyingKey};

use crate::error::StoreError;
use crate::shared::Shared;

/// How long commits are gathered before the file is written again: it may be behind the database, never ahead.
const PAUSE: Duration = Duration::from_secs(1);

/// Reads the checkpoint in the guard file; `None` where there is no file yet.
///
/// A checkpoint by a key that is not among `keys` is taken at its word: it can only make the store more careful.
pub(crate) fn read(path: &Path, keys: &[VerifyingKey]) -> Result<Option<Checkpoint>, StoreError> {
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

/// Writes the guard file: a new file beside it, flushed to the disk, then renamed over it.
pub(crate) fn write(path: &Path, checkpoint: &str) -> Result<(), StoreError> {
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
    name.push(".new");
    let new: PathBuf = folder.join(name);
    let mut file = std::fs::File::create(&new).map_err(fail)?;
    file.write_all(checkpoint.as_bytes()).map_err(fail)?;
    file.sync_all().map_err(fail)?;
    std::fs::rename(&new, path).map_err(fail)?;
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(fail)
}

/// Writes the guard file after commits until every handle of the store is gone.
pub(crate) async fn keep(shared: Arc<Shared>) {
    let Some(path) = shared.guard.clone() else {
        return;
    };
    let mut committed = shared.committed.subscribe();
    let mut last = String::new();
    loop {
        let (_, checkpoint) = committed.borrow_and_update().clone();
        if checkpoint != last && !checkpoint.is_empty() {
            write_in_background(path.clone(), checkpoint.clone()).await;
            last = checkpoint;
        }
        tokio::select! {
            changed = committed.changed() => if changed.is_err() { return },
            () = shared.flush.notified() => {
                let (_, checkpoint) = committed.borrow_and_update().clone();
                if checkpoint != last && !checkpoint.is_empty() {
                    write_in_background(path.clone(), checkpoint).await;
                }
                return;
            }
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = shared.flush.notified() => shared.flush.notify_one(),
        }
    }
}

async fn write_in_background(path: PathBuf, checkpoint: String) {
    let written = tokio::task::spawn_blocking(move || write(&path, &checkpoint)).await;
    match written {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "the guard file could not be written"),
        Err(error) => tracing::error!(%error, "the guard file could not be written"),
    }
}
