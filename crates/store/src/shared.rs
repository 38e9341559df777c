//! What a store's tasks have in common.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use madang_record::Frontier;
use tokio::sync::{Mutex, Notify, RwLock as Gate, watch};

use crate::error::StoreError;
use crate::guard::{Committed, Guard};
use crate::replica::Replica;
use madang_database::{Database, Remains};

/// Gives the time in milliseconds since 1970-01-01T00:00:00Z.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// The system's clock.
pub fn system_clock() -> Clock {
    Arc::new(|| {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
    })
}

/// What the tasks and the handles of one store share.
pub(crate) struct Shared {
    pub(crate) database: Database,
    /// What follows from the entries, as the last commit left it.
    pub(crate) replica: Replica,
    /// Held while traces of erased contents are cleared; where they remained the last time.
    pub(crate) clearing: Mutex<Remains>,
    /// Passed by every commit; a test shuts it, as a disk does that does not answer.
    pub(crate) commits: Arc<Gate<()>>,
    /// Why nothing is recorded; `None` while all is well.
    read_only: RwLock<Option<String>>,
    pub(crate) origin: String,
    pub(crate) clock: Clock,
    pub(crate) guard: Option<Guard>,
    /// The last tree that was committed and its checkpoint: wakes the tile builder and the guard.
    pub(crate) committed: Committed,
    /// Told when the guard file is to be written at once.
    pub(crate) flush: Notify,
}

impl Shared {
    pub(crate) fn new(
        database: Database,
        origin: String,
        clock: Clock,
        guard: Option<PathBuf>,
    ) -> Shared {
        Shared {
            database,
            replica: Replica::default(),
            clearing: Mutex::default(),
            commits: Arc::default(),
            read_only: RwLock::default(),
            origin,
            clock,
            guard: guard.map(Guard::new),
            committed: watch::Sender::new((Frontier::new(), String::new())),
            flush: Notify::new(),
        }
    }

    pub(crate) fn read_only_reason(&self) -> Option<String> {
        self.read_only
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Brings the guard file level with the last commit. A file that cannot be written makes the log say so, and is
    /// tried again after the next commit.
    pub(crate) async fn write_guard(self: &Arc<Shared>) {
        if self.guard.is_none() || self.read_only_reason().is_some() {
            return;
        }
        let shared = Arc::clone(self);
        let written = tokio::task::spawn_blocking(move || match &shared.guard {
            Some(guard) => guard.write(&shared.committed),
            None => Ok(()),
        });
        let written = written
            .await
            .unwrap_or_else(|error| match error.is_cancelled() {
                // The program ends; the file may be behind the database.
                true => Ok(()),
                false => Err(StoreError::Closed(error.to_string())),
            });
        if let Err(error) = written {
            tracing::error!(%error, "the guard file could not be written");
        }
    }

    /// Records nothing from here on. The first reason stands.
    pub(crate) fn make_read_only(&self, reason: &str) {
        let mut guard = self
            .read_only
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if guard.is_none() {
            tracing::error!(reason, "the record is read-only");
            *guard = Some(reason.to_owned());
        }
    }
}
