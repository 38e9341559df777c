//! The last signed checkpoint, kept outside the database: a database that was put back to an earlier time would sign
//! a second tree over the first. Against this file the store sees it and signs nothing.
//!
//! It fails closed. A file that is missing, damaged, stale or cannot be written makes the record read-only, and a receipt goes
//! out only after the file remembers the checkpoint that it carries.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use madang_programme::record_said;
use madang_record::note::{Note, VerifyingKey};
use madang_record::{Checkpoint, Frontier};
use madang_words::{Argument, Said, quoted, system_said};
use tokio::sync::watch;

use crate::error::StoreError;
use crate::shared::Shared;
use crate::words::said;

/// The last tree that was committed and its checkpoint.
pub(crate) type Committed = watch::Sender<(Frontier, String)>;

/// How many transactions the file may be behind a database that nobody else writes: one whose answers wait for it, one that
/// waits behind that, one that was committed meanwhile, and one to spare. None of their receipts is out yet.
pub(crate) const MOST_BEHIND: usize = 4;

/// How often a file that could not be written is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// How often the file's time is set anew while nothing is recorded: it says when the clock was last believed.
const TOUCH: Duration = Duration::from_secs(600);

/// How long another process may hold the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// Most bytes of the file that are read: a checkpoint is far shorter, and what is cut off is none.
const MOST: u64 = 1 << 20;

/// What the file says when the store is opened.
#[derive(Debug)]
pub(crate) enum Remembered {
    /// There is no file.
    Missing,
    /// There is one that says nothing; why.
    Damaged(Argument),
    /// The checkpoint that was signed last.
    Signed(Checkpoint),
}

/// How the memory outside the database does.
#[derive(Clone, Debug)]
pub struct GuardStatus {
    /// Its file.
    pub path: PathBuf,
    /// How many entries the checkpoint in it is about.
    pub entries: u64,
    /// How many entries this process has committed that it does not remember yet: no receipt for them is out.
    pub behind: u64,
    /// Why it cannot be written at present.
    pub trouble: Option<Said>,
}

/// The guard file of one store. Whoever writes it, the checkpoint that was committed last is what it holds.
pub(crate) struct Guard {
    path: PathBuf,
    /// What was written last. Held while the file is written, so that its writers take turns.
    written: Mutex<String>,
    entries: AtomicU64,
    trouble: RwLock<Option<Said>>,
    /// True where a person has to decide first: the file stays as it is.
    left_alone: AtomicBool,
}

impl Guard {
    pub(crate) fn new(path: PathBuf) -> Guard {
        // A file behind a link is written where it is; the link stays.
        let path = fs::canonicalize(&path).unwrap_or(path);
        Guard {
            path,
            written: Mutex::default(),
            entries: AtomicU64::new(0),
            trouble: RwLock::default(),
            left_alone: AtomicBool::new(false),
        }
    }

    /// Writes nothing from here on.
    pub(crate) fn leave_alone(&self) {
        self.left_alone.store(true, Ordering::Relaxed);
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What the file says.
    ///
    /// A checkpoint by a key that is not among `keys` is taken at its word: it can only make the store more careful.
    ///
    /// # Errors
    /// A file about another log: it is that log's memory, and must not be written over.
    pub(crate) fn read(
        &self,
        keys: &[VerifyingKey],
        origin: &str,
    ) -> Result<Remembered, StoreError> {
        let text = match fs::metadata(&self.path) {
            // Whoever reads a pipe waits until somebody writes into it.
            Ok(about) if !about.is_file() => {
                return Ok(Remembered::Damaged(said!("store-guard-no-file").into()));
            }
            _ => File::open(&self.path).and_then(|file| io::read_to_string(file.take(MOST))),
        };
        let text = match text {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Remembered::Missing),
            Err(error) => return Ok(Remembered::Damaged(system_said(&error).into())),
        };
        let parsed = match Note::parse(&text).map(|note| Checkpoint::parse(&note.text)) {
            Ok(Ok(checkpoint)) => checkpoint,
            Ok(Err(error)) => return Ok(Remembered::Damaged(record_said(&error).into())),
            Err(error) => return Ok(Remembered::Damaged(record_said(&error).into())),
        };
        if parsed.origin != origin {
            return Err(StoreError::Guard(said!(
                "store-guard-other-log",
                path = self.path.display().to_string(),
                other = quoted(parsed.origin),
                origin = quoted(origin)
            )));
        }
        if let Err(error) = Checkpoint::open(&text, keys) {
            tracing::warn!(%error, path = %self.path.display(), "the guard file is not signed by the key at hand");
        }
        Ok(Remembered::Signed(parsed))
    }

    /// Makes sure that a file can be made where there is none, before a record begins that it must remember.
    pub(crate) fn prepare(&self) -> Result<(), StoreError> {
        if self.path.exists() {
            return Ok(());
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}", std::process::id()));
        let probe = folder.join(name);
        let made = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&probe);
        made.and_then(|_| fs::remove_file(&probe)).map_err(|error| {
            StoreError::Guard(said!(
                "store-guard-not-made",
                path = self.path.display().to_string(),
                problem = system_said(&error)
            ))
        })
    }

    /// When the file was written last, by the system's own account.
    // The types of the parts differ between systems: what is a conversion on one is none on another.
    #[allow(clippy::useless_conversion)]
    pub(crate) fn time(&self) -> Option<u64> {
        // Past the C library: what a program is made to believe about the clock does not change what the disk says.
        let about = rustix::fs::stat(&self.path).ok()?;
        let (seconds, nanoseconds) = (about.st_mtime, about.st_mtime_nsec);
        let seconds = u64::try_from(seconds).ok()?;
        Some(seconds * 1000 + u64::try_from(nanoseconds).ok()? / 1_000_000)
    }

    pub(crate) fn trouble(&self) -> Option<Said> {
        let trouble = self.trouble.read().unwrap_or_else(PoisonError::into_inner);
        trouble.clone()
    }

    pub(crate) fn status(&self, committed: u64) -> GuardStatus {
        let entries = self.entries.load(Ordering::Relaxed);
        GuardStatus {
            path: self.path.clone(),
            entries,
            behind: committed.saturating_sub(entries),
            trouble: self.trouble(),
        }
    }

    /// Makes the file remember the newest checkpoint. Says why it does not, and keeps that for whoever asks.
    pub(crate) fn remember(&self, committed: &Committed, how: How) -> Result<(), Said> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let (frontier, checkpoint) = committed.borrow().clone();
        let known = checkpoint == *written && how == How::Newest;
        if checkpoint.is_empty() || known || self.left_alone.load(Ordering::Relaxed) {
            return Ok(());
        }
        let result = write(&self.path, &checkpoint, frontier.size(), how);
        let mut trouble = self.trouble.write().unwrap_or_else(PoisonError::into_inner);
        match result {
            Ok(()) => {
                *written = checkpoint;
                self.entries.store(frontier.size(), Ordering::Relaxed);
                if trouble.take().is_some() {
                    tracing::info!(target: "security", path = %self.path.display(), "the guard file is written again");
                }
                Ok(())
            }
            Err(error) => {
                let problem = match error.kind() {
                    ErrorKind::TimedOut if error.raw_os_error().is_none() => {
                        said!("store-guard-held")
                    }
                    _ => system_said(&error),
                };
                let reason = said!(
                    "store-guard-not-written",
                    path = self.path.display().to_string(),
                    problem = problem
                );
                if trouble.is_none() {
                    tracing::error!(target: "security", path = %self.path.display(), %error, "the guard file cannot be written");
                }
                *trouble = Some(reason.clone());
                Err(reason)
            }
        }
    }
}

/// In which way the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// Unless it holds this checkpoint or, by another process on the same record, a newer one.
    Newest,
    /// The same, and its time is set anew in any case.
    Touch,
    /// Whatever it holds: a person has accepted what the database holds.
    Whatever,
}

/// Writes the guard file and waits until the disk has it.
fn write(path: &Path, checkpoint: &str, size: u64, how: How) -> io::Result<()> {
    let file = match open_locked(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return replace(path, checkpoint),
        Err(error) => return Err(error),
    };
    let mut current = vec![0; 4096];
    let length = file.read_at(&mut current, 0)?;
    current.truncate(length);
    if how != How::Whatever && is_newer(&current, checkpoint, size) {
        return Ok(());
    }
    if current == checkpoint.as_bytes() {
        return match how {
            How::Touch => Ok(rustix::fs::futimens(&file, &now())?),
            How::Newest | How::Whatever => Ok(()),
        };
    }
    if current.len() == checkpoint.len() {
        // The note fits into one sector, which a disk writes whole or not at all; and no disk is too full for it.
        file.write_all_at(checkpoint.as_bytes(), 0)?;
        return file.sync_data();
    }
    match replace(path, checkpoint) {
        Err(error) if error.kind() == ErrorKind::StorageFull => {
            file.write_all_at(checkpoint.as_bytes(), 0)?;
            file.set_len(checkpoint.len() as u64)?;
            file.sync_all()
        }
        written => written,
    }
}

/// The kernel's own time for a file's last change.
fn now() -> rustix::fs::Timestamps {
    let special = |tv_nsec| rustix::fs::Timespec { tv_sec: 0, tv_nsec };
    rustix::fs::Timestamps {
        last_access: special(rustix::fs::UTIME_OMIT),
        last_modification: special(rustix::fs::UTIME_NOW),
    }
}

/// Opens the file and keeps other processes, such as a command beside a server, from writing it meanwhile.
fn open_locked(path: &Path) -> io::Result<File> {
    let since = Instant::now();
    loop {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        match file.try_lock() {
            // It may have been replaced while it was waited for.
            Ok(()) if fs::metadata(path)?.ino() == file.metadata()?.ino() => return Ok(file),
            Ok(()) => continue,
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => {}
        }
        if since.elapsed() > PATIENCE {
            let reason = "another process holds it and does not go on";
            return Err(io::Error::new(ErrorKind::TimedOut, reason));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Whether the file holds a checkpoint of the same log over more entries.
fn is_newer(current: &[u8], checkpoint: &str, size: u64) -> bool {
    let parsed = std::str::from_utf8(current)
        .ok()
        .and_then(|text| Note::parse(text).ok())
        .and_then(|note| Checkpoint::parse(&note.text).ok());
    parsed.is_some_and(|found| {
        found.size > size && checkpoint.lines().next() == Some(found.origin.as_str())
    })
}

/// Puts a new file in the place of the old one: written beside it, flushed to the disk, renamed over it.
fn replace(path: &Path, checkpoint: &str) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let new = folder.join(name);
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&new)?;
        if let Ok(old) = fs::metadata(path) {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(checkpoint.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, path)?;
        File::open(folder)?.sync_all()
    };
    write().inspect_err(|_| {
        // What is left of it is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&new);
    })
}

/// Looks after the guard file until the store is closed or every handle of it is gone: tries again where it could not be
/// written, and keeps its time fresh.
pub(crate) async fn keep(shared: Arc<Shared>) {
    let mut touched = Instant::now();
    loop {
        tokio::select! {
            () = tokio::time::sleep(AGAIN) => {}
            () = shared.flush.notified() => {
                // Whoever waited for it has been told already.
                let _ = shared.remember(How::Newest).await;
                return;
            }
        }
        let trouble = shared.guard.as_ref().and_then(Guard::trouble);
        if trouble.is_some() {
            let _ = shared.remember(How::Newest).await;
        } else if touched.elapsed() > TOUCH && shared.read_only_reason().is_none() {
            touched = Instant::now();
            let _ = shared.remember(How::Touch).await;
        }
    }
}
