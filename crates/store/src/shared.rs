//! What a store's tasks have in common.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use madang_record::Frontier;
use tokio::sync::{Notify, RwLock as Gate, Semaphore, SemaphorePermit, watch};

use crate::attachments::Folder;
use crate::clock::{Clock, WatchedClock};
use crate::error::StoreError;
use crate::guard::{Committed, Guard, How};
use crate::overview::shapes::ProgrammeSummary;
use crate::projection::similar;
use crate::replica::Replica;
use crate::words::said;
use madang_database::{Database, Remains};
use madang_words::Said;

/// How often the log says that transactions fail, while they do.
const SAY_AGAIN: Duration = Duration::from_secs(60);

/// More tasks than a store has in the background.
const BACKGROUND: u32 = 64;

/// Transactions that fail, one after another.
#[derive(Default)]
struct Failing {
    reason: Option<Said>,
    /// When the log said so last, and how many have failed since.
    said: Option<Instant>,
    unsaid: u64,
}

/// Something that was read, with the number of acts that it follows from.
pub(crate) struct Kept<T>(Mutex<Option<(u64, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(Mutex::default())
    }
}

impl<T> Kept<T> {
    /// What was read of that number of acts, if that is what was read last.
    pub(crate) fn at(&self, acts: u64) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, found) = kept.as_ref()?;
        (*of == acts).then(|| Arc::clone(found))
    }

    /// Forgets what was read.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Keeps what was read of that number of acts.
    pub(crate) fn keep(&self, acts: u64, found: Arc<T>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((acts, found));
    }
}

/// What the tasks and the handles of one store share.
pub(crate) struct Shared {
    pub(crate) database: Database,
    /// What follows from the entries, as the last commit left it.
    pub(crate) replica: Replica,
    /// Held while traces of erased contents are cleared; where they remained the last time.
    pub(crate) clearing: tokio::sync::Mutex<Remains>,
    /// The list of programmes, as it was read last.
    pub(crate) programmes: Kept<Vec<ProgrammeSummary>>,
    /// How often pairs of letters stand in what was said, as it was read last.
    pub(crate) pairs: similar::Known,
    /// Passed by every commit; a test shuts it, as a disk does that does not answer.
    pub(crate) commits: Arc<Gate<()>>,
    /// Why nothing is recorded; `None` while all is well.
    read_only: RwLock<Option<Said>>,
    /// Held by each task of the background while it uses the database, which is not closed under it.
    background: Semaphore,
    pub(crate) origin: String,
    pub(crate) clock: WatchedClock,
    pub(crate) guard: Option<Guard>,
    /// Where files lie that came with voices, where the store keeps any.
    pub(crate) attachments: OnceLock<Arc<Folder>>,
    /// The last tree that was committed and its checkpoint: wakes the tile builder and the guard.
    pub(crate) committed: Committed,
    failing: Mutex<Failing>,
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
            clearing: tokio::sync::Mutex::default(),
            programmes: Kept::default(),
            pairs: similar::Known::default(),
            attachments: OnceLock::new(),
            commits: Arc::default(),
            read_only: RwLock::default(),
            background: Semaphore::new(BACKGROUND as usize),
            origin,
            clock: WatchedClock::new(clock),
            guard: guard.map(Guard::new),
            committed: watch::Sender::new((Frontier::new(), String::new())),
            failing: Mutex::default(),
            flush: Notify::new(),
        }
    }

    /// Leave for a task of the background to use the database; `None` once the store closes.
    pub(crate) async fn in_background(&self) -> Option<SemaphorePermit<'_>> {
        self.background.acquire().await.ok()
    }

    /// Waits for the tasks of the background, and closes the database.
    pub(crate) async fn close(&self) {
        // Whoever else closes it has waited too.
        let waited = self.background.acquire_many(BACKGROUND).await;
        self.background.close();
        drop(waited);
        self.database.close().await;
    }

    /// Why nothing is recorded at present: a reason that stands until a person has decided, or one that passes.
    pub(crate) fn read_only_reason(&self) -> Option<Said> {
        let stands = self
            .read_only
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let trouble = || self.guard.as_ref().and_then(Guard::trouble);
        stands.or_else(trouble).or_else(|| self.clock.doubt())
    }

    /// Makes the guard file remember the last commit; says why it does not.
    pub(crate) async fn remember(self: &Arc<Shared>, how: How) -> Result<(), Said> {
        let stands = self
            .read_only
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some();
        if self.guard.is_none() || (stands && how != How::Newest) {
            return Ok(());
        }
        let shared = Arc::clone(self);
        let remembered = tokio::task::spawn_blocking(move || match &shared.guard {
            Some(guard) => guard.remember(&shared.committed, how),
            None => Ok(()),
        });
        remembered
            .await
            .unwrap_or_else(|error| Err(said!("store-text", text = error.to_string())))
    }

    /// A transaction did not come about. It is said in the log once, and then once a minute.
    pub(crate) fn transaction_failed(&self, error: &StoreError) {
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        failing.reason = Some(error.said());
        if failing.said.is_some_and(|said| said.elapsed() < SAY_AGAIN) {
            failing.unsaid += 1;
            return;
        }
        let since = std::mem::take(&mut failing.unsaid);
        tracing::warn!(%error, since, "a transaction failed; nothing was recorded");
        failing.said = Some(Instant::now());
    }

    /// A transaction came about.
    pub(crate) fn transaction_succeeded(&self) {
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        if failing.reason.is_some() {
            let unsaid = failing.unsaid;
            tracing::warn!(unsaid, "transactions come about again");
            *failing = Failing::default();
        }
    }

    /// Why the last transaction did not come about, if it did not.
    pub(crate) fn failing(&self) -> Option<Said> {
        let failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        failing.reason.clone()
    }

    /// Records nothing from here on. The first reason stands.
    pub(crate) fn make_read_only(&self, reason: &Said) {
        let mut guard = self
            .read_only
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if guard.is_none() {
            tracing::error!(target: "security", %reason, "the record is read-only");
            *guard = Some(reason.clone());
        }
    }
}
