//! One at a time: whoever makes or changes a secret of a data directory holds its lock meanwhile.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The file that is locked. It is empty and stays: a lock on a file that somebody else has removed keeps nobody out.
const LOCK: &str = "lock";

/// How long another command may hold the lock before whoever waits is told why nothing happens.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long it may hold it before waiting is given up: it has stopped without ending.
const LONGEST: Duration = Duration::from_secs(300);
/// How often the lock is tried.
const AGAIN: Duration = Duration::from_millis(10);

/// The lock of a data directory, held until this is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a directory, waiting for whoever has it.
    ///
    /// # Errors
    /// Where the file cannot be made, or another process does not let go of it.
    pub async fn take(directory: &Path) -> Result<Lock> {
        let path = directory.join(LOCK);
        let problem = || t!("data-lock", file = path);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .with_context(problem)?;
        let since = Instant::now();
        let mut told = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { _file: file }),
                Err(TryLockError::Error(error)) => return Err(error).with_context(problem),
                Err(TryLockError::WouldBlock) => {}
            }
            if since.elapsed() > LONGEST {
                refuse!("data-held", file = path, seconds = LONGEST.as_secs());
            }
            if !told && since.elapsed() > PATIENCE {
                told = true;
                note!("madang: {}", t!("data-waiting", file = path));
            }
            tokio::time::sleep(AGAIN).await;
        }
    }
}
