//! The state and the tree's right edge in memory, kept level with the database.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex as Lock, PoisonError};
use std::time::{Duration, Instant};

use madang_database::{Connection, Database, Row, values};
use madang_programme::State;
use madang_programme::record_said;
use madang_record::note::VerifyingKey;
use madang_record::{Checkpoint, EntryRef, Frontier, Hash, leaf_hash};
use tokio::sync::{Mutex, MutexGuard, watch};

use crate::error::StoreError;
use crate::guard::MOST_BEHIND;
use crate::projection::general::comes_in_numbers;
use crate::words::said;

/// Entries read at a time.
pub(crate) const CHUNK: u64 = 1024;

/// Entries that are applied again to the spare level; after more, copying the state costs less.
const MOST_KEPT: usize = 4096;

/// The newest entries that are kept in memory, for lists that show no more.
pub(crate) const RECENT: usize = 64;

/// How old what a page shows may be. Whoever commits knows what other nodes committed before; without commits the database
/// is asked.
const FRESH: Duration = Duration::from_millis(200);

/// The head row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Head {
    pub(crate) frontier: Frontier,
    pub(crate) checkpoint: String,
    /// The sizes at which the newest transactions began, oldest first: [`BEGAN`] of them, or as many as there were since databases
    /// keep them.
    pub(crate) began: Vec<u64>,
}

/// Transactions of which a database keeps where they began: one more than a guard file may be behind.
const BEGAN: usize = MOST_BEHIND + 1;

impl Head {
    /// Reads the head as it is now.
    pub(crate) async fn read(connection: &mut Connection<'_>) -> Result<Head, StoreError> {
        let text = "SELECT size, frontier, checkpoint, began FROM head WHERE id = 1";
        Head::from_row(connection.row(text, vec![]).await?.as_ref())
    }

    /// Reads the head and keeps other writers out until the transaction ends. Gives also what the read tables were made
    /// from.
    pub(crate) async fn lock(
        connection: &mut Connection<'_>,
    ) -> Result<(Head, String), StoreError> {
        let tables = "(SELECT description FROM read_tables WHERE id = 1)";
        // SQLite's transaction is a writing one from its beginning and needs no such word.
        let update = if connection.is_sqlite() {
            ""
        } else {
            " FOR UPDATE"
        };
        let text = format!(
            "SELECT size, frontier, checkpoint, began, {tables} FROM head WHERE id = 1{update}"
        );
        let row = connection.row(&text, vec![]).await?;
        let head = Head::from_row(row.as_ref())?;
        let tables = row.map(|row| row.optional_text(4)).transpose()?.flatten();
        Ok((head, tables.unwrap_or_default()))
    }

    fn from_row(row: Option<&Row>) -> Result<Head, StoreError> {
        let row = row.ok_or_else(|| StoreError::damaged(said!("store-no-head")))?;
        let frontier = Frontier::from_bytes(&row.bytes(1)?)?;
        if frontier.size() != row.number(0)? {
            return Err(StoreError::damaged(said!("store-edge-differs")));
        }
        Ok(Head {
            frontier,
            checkpoint: row.text(2)?,
            began: row.text(3)?.split(',').flat_map(str::parse).collect(),
        })
    }

    /// What is kept of where transactions began, once another begins here.
    pub(crate) fn beginning(&self) -> String {
        let began = self.began.iter().copied().chain([self.size()]);
        let surplus = (self.began.len() + 1).saturating_sub(BEGAN);
        let began: Vec<String> = began.skip(surplus).map(|size| size.to_string()).collect();
        began.join(",")
    }

    /// Whether more transactions than [`MOST_BEHIND`] began with so many entries or more; `None` where that is not kept.
    pub(crate) fn is_far_beyond(&self, size: u64) -> Option<bool> {
        let oldest = self.began.first()?;
        (self.began.len() >= BEGAN).then_some(*oldest >= size)
    }

    pub(crate) fn size(&self) -> u64 {
        self.frontier.size()
    }
}

/// A tree whose root is to be compared when the replay passes its size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watch {
    pub(crate) size: u64,
    pub(crate) root: Hash,
    /// What the entries gave; `None` while there are fewer.
    pub(crate) holds: Option<bool>,
}

/// What follows from the entries up to a size. It never changes once it is published.
#[derive(Clone, Debug, Default)]
pub(crate) struct Level {
    pub(crate) state: State,
    pub(crate) frontier: Frontier,
    /// The newest entries, oldest first.
    pub(crate) recent: VecDeque<Arc<[u8]>>,
    /// How many entries there were when the last one came that is not one of great numbers: what follows from those alone is
    /// the same while this is.
    pub(crate) acts: u64,
}

impl Level {
    pub(crate) fn size(&self) -> u64 {
        self.frontier.size()
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let index = self.size();
        let entry = EntryRef::parse(bytes).map_err(|error| {
            StoreError::damaged(said!(
                "store-entry-unreadable",
                entry = index,
                problem = record_said(&error)
            ))
        })?;
        self.state.apply(&entry)?;
        self.frontier.append(leaf_hash(bytes));
        self.remember(entry.kind, bytes);
        Ok(())
    }

    /// Notes an entry that the state and the tree have taken.
    pub(crate) fn remember(&mut self, kind: &str, bytes: &[u8]) {
        if !comes_in_numbers(kind) {
            self.acts = self.state.size;
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(bytes.into());
    }
}

/// The levels of this process: one is published after each commit, and whoever reads looks at that one, however long the
/// next takes.
#[derive(Debug, Default)]
pub(crate) struct Replica {
    published: watch::Sender<Arc<Level>>,
    spare: Mutex<Option<Spare>>,
    /// When the published level was found to be all that the database has.
    confirmed: Lock<Option<Instant>>,
}

/// The level that was published before the last one, and the entries between the two. Nobody looks at it any more as a
/// rule: then a few entries make it the copy to work on, and no state is copied, however large it has become.
#[derive(Debug)]
struct Spare {
    level: Arc<Level>,
    since: Vec<Vec<u8>>,
}

/// The turn to make the next level.
pub(crate) struct Turn<'r> {
    replica: &'r Replica,
    spare: MutexGuard<'r, Option<Spare>>,
}

impl Replica {
    /// The level of the last commit that this process knows.
    pub(crate) fn latest(&self) -> Arc<Level> {
        Arc::clone(&self.published.borrow())
    }

    /// The level of a moment ago at most: for pages, which are as old as that anyway when they are read.
    pub(crate) async fn recent(&self, database: &Database) -> Result<Arc<Level>, StoreError> {
        let confirmed = *self
            .confirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if confirmed.is_some_and(|at| at.elapsed() < FRESH) {
            return Ok(self.latest());
        }
        self.level(database).await
    }

    fn confirm(&self, at: Instant) {
        let mut confirmed = self
            .confirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *confirmed = (*confirmed).max(Some(at));
    }

    /// Waits until nobody else makes a level.
    pub(crate) async fn turn(&self) -> Turn<'_> {
        Turn {
            replica: self,
            spare: self.spare.lock().await,
        }
    }

    /// The level that follows from all entries in the database, those of other nodes too. A writer is waited for only
    /// while it does the same.
    pub(crate) async fn level(&self, database: &Database) -> Result<Arc<Level>, StoreError> {
        let (known, asked) = (self.latest(), Instant::now());
        let mut lent = database.reader().await?;
        let connection = &mut lent.connection();
        let head = Head::read(connection).await?;
        if head.size() <= known.size() {
            compare(&known, &head)?;
            self.confirm(asked);
            return Ok(known);
        }
        let mut published = self.published.subscribe();
        let mut turn = tokio::select! {
            turn = self.turn() => turn,
            level = published.wait_for(|level| level.size() >= head.size()) => {
                let level = level.map_err(|_| StoreError::Closed(said!("store-stopped")))?;
                return Ok(Arc::clone(&level));
            }
        };
        if self.latest().size() < head.size() {
            turn.catch_up(connection, &head, None).await?;
            self.confirm(asked);
        }
        Ok(self.latest())
    }
}

impl Turn<'_> {
    /// The level of the last commit that this process knows.
    pub(crate) fn latest(&self) -> Arc<Level> {
        self.replica.latest()
    }

    /// A copy of the latest level to work on. What is not published of it is forgotten.
    pub(crate) fn copy(&mut self) -> Level {
        let latest = self.latest();
        self.spare
            .take()
            .and_then(|spare| {
                let mut level = Arc::try_unwrap(spare.level).ok()?;
                for bytes in &spare.since {
                    level.take(bytes).ok()?;
                }
                (level.frontier == latest.frontier).then_some(level)
            })
            .unwrap_or_else(|| Level::clone(&latest))
    }

    /// Shows a level to all who read from here on. `entries` are those since the latest one.
    pub(crate) fn publish(&mut self, level: Level, entries: Vec<Vec<u8>>) {
        let before = self.replica.published.send_replace(Arc::new(level));
        self.replica.confirm(Instant::now());
        *self.spare = (entries.len() <= MOST_KEPT).then_some(Spare {
            level: before,
            since: entries,
        });
    }

    /// Gives a copy back to which nothing was done.
    pub(crate) fn give_back(&mut self, level: Level) {
        *self.spare = Some(Spare {
            level: Arc::new(level),
            since: Vec::new(),
        });
    }

    /// Publishes a level with the entries that the database has and the latest one has not, and checks that they make
    /// the tree that the head says, under a checkpoint signed by the key in force.
    pub(crate) async fn catch_up(
        &mut self,
        connection: &mut Connection<'_>,
        head: &Head,
        mut watch: Option<&mut Watch>,
    ) -> Result<(), StoreError> {
        let latest = self.latest();
        if head.size() <= latest.size() {
            return compare(&latest, head);
        }
        let mut level = self.copy();
        let mut entries = Vec::new();
        while level.size() < head.size() {
            let from = level.size();
            let to = head.size().min(from + CHUNK);
            let rows = connection
                .rows(
                    "SELECT idx, bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx",
                    values![from, to],
                )
                .await?;
            for (expected, row) in (from..to).zip(&rows) {
                if row.number(0)? != expected {
                    return Err(StoreError::damaged(said!(
                        "store-entry-missing",
                        entry = expected
                    )));
                }
                let bytes = row.bytes(1)?;
                level.take(&bytes)?;
                if entries.len() <= MOST_KEPT {
                    entries.push(bytes);
                }
                if let Some(watch) = watch.as_deref_mut()
                    && watch.size == level.size()
                {
                    watch.holds = Some(watch.root == level.frontier.root());
                }
            }
            if rows.len() as u64 != to - from {
                return Err(StoreError::damaged(said!(
                    "store-entry-missing",
                    entry = from + rows.len() as u64
                )));
            }
        }
        if level.frontier != head.frontier {
            return Err(forked(head));
        }
        check_signature(&level.state, head)?;
        self.publish(level, entries);
        Ok(())
    }
}

/// Holds a head that is not ahead of a level against it.
fn compare(level: &Level, head: &Head) -> Result<(), StoreError> {
    if head.size() < level.size() {
        return Err(behind(head.size(), level.size()));
    }
    if head.frontier != level.frontier {
        return Err(forked(head));
    }
    Ok(())
}

fn forked(head: &Head) -> StoreError {
    StoreError::Forked(said!("store-forked", size = head.size()))
}

fn behind(found: u64, known: u64) -> StoreError {
    StoreError::Forked(said!("store-behind", size = found, signed = known))
}

/// The key that must have signed a checkpoint over `size` entries.
pub(crate) fn key_at(state: &State, size: u64) -> Result<VerifyingKey, StoreError> {
    let log = state.log().ok_or(StoreError::Empty)?;
    let key = log
        .key_at(size)
        .ok_or_else(|| StoreError::damaged(said!("store-no-key")))?;
    Ok(VerifyingKey::parse(key)?)
}

/// Checks that the head's checkpoint is signed by the key in force and is about the head's tree.
pub(crate) fn check_signature(state: &State, head: &Head) -> Result<(), StoreError> {
    let checkpoint = Checkpoint::open(&head.checkpoint, &[key_at(state, head.size())?])?;
    if checkpoint.size != head.size() || checkpoint.root != head.frontier.root() {
        return Err(StoreError::damaged(said!("store-checkpoint-differs")));
    }
    Ok(())
}
