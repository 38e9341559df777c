//! The state and the tree's right edge in memory, kept level with the database.

use madang_programme::State;
use madang_record::note::VerifyingKey;
use madang_record::{Checkpoint, EntryRef, Frontier, Hash, leaf_hash};

use crate::database::{Connection, values};
use crate::error::StoreError;

/// Entries read at a time.
pub(crate) const CHUNK: u64 = 1024;

/// The head row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Head {
    pub(crate) frontier: Frontier,
    pub(crate) checkpoint: String,
}

impl Head {
    /// Reads the head, `for_update` to keep other writers out until the transaction ends.
    pub(crate) async fn read(
        connection: &mut Connection<'_>,
        for_update: bool,
    ) -> Result<Head, StoreError> {
        // SQLite's transaction is a writing one from its beginning and needs no such word.
        let text = if for_update && !connection.is_sqlite() {
            "SELECT size, frontier, checkpoint FROM head WHERE id = 1 FOR UPDATE"
        } else {
            "SELECT size, frontier, checkpoint FROM head WHERE id = 1"
        };
        let row = connection.row(text, vec![]).await?;
        let row = row.ok_or_else(|| StoreError::damaged("the head row is missing"))?;
        let frontier = Frontier::from_bytes(&row.bytes(1)?)?;
        if frontier.size() != row.number(0)? {
            return Err(StoreError::damaged(
                "the size of the tree and its right edge disagree",
            ));
        }
        Ok(Head {
            frontier,
            checkpoint: row.text(2)?,
        })
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

/// The state and right edge that follow from the entries up to a size.
#[derive(Debug, Default)]
pub(crate) struct Replica {
    pub(crate) state: State,
    pub(crate) frontier: Frontier,
    /// What to go back to when a transaction failed half-way: what some earlier commit left.
    base: Option<Box<(State, Frontier)>>,
    /// True while `state` may hold entries that were not committed.
    pub(crate) dirty: bool,
}

impl Replica {
    /// Goes back to a committed state; [`Replica::catch_up`] brings it level again.
    pub(crate) fn reset(&mut self) {
        let (state, frontier) = self.base.as_deref().cloned().unwrap_or_default();
        (self.state, self.frontier) = (state, frontier);
        self.dirty = false;
    }

    /// Remembers this committed state to go back to.
    pub(crate) fn keep(&mut self) {
        self.base = Some(Box::new((self.state.clone(), self.frontier.clone())));
    }

    /// Applies the entries that the database has and this replica has not, and checks that they make the tree that the
    /// head says, under a checkpoint signed by the key in force.
    pub(crate) async fn catch_up(
        &mut self,
        connection: &mut Connection<'_>,
        head: &Head,
        mut watch: Option<&mut Watch>,
    ) -> Result<(), StoreError> {
        // The right edge moves with commits only, so that it says what was signed even after a failure.
        let known = self.frontier.size();
        if head.size() < known {
            return Err(behind(head.size(), known));
        }
        let failed = self.dirty;
        if failed {
            self.reset();
        }
        while self.frontier.size() < head.size() {
            let from = self.frontier.size();
            let to = head.size().min(from + CHUNK);
            let rows = connection
                .rows(
                    "SELECT idx, bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx",
                    values![from, to],
                )
                .await?;
            for (expected, row) in (from..to).zip(&rows) {
                if row.number(0)? != expected {
                    return Err(StoreError::damaged(format!("entry {expected} is missing")));
                }
                self.take(&row.bytes(1)?)?;
                if let Some(watch) = watch.as_deref_mut()
                    && watch.size == self.frontier.size()
                {
                    watch.holds = Some(watch.root == self.frontier.root());
                }
            }
            if rows.len() as u64 != to - from {
                return Err(StoreError::damaged(format!(
                    "entry {} is missing",
                    from + rows.len() as u64
                )));
            }
        }
        if self.frontier != head.frontier {
            return Err(StoreError::Forked(format!(
                "the {} entries in the database do not make the tree that the head of the database says: entries were \
                 altered, or the database was put back to another time. Restore a backup that `madang verify` accepts",
                head.size()
            )));
        }
        if head.size() > known || failed {
            check_signature(&self.state, head)?;
        }
        if failed || self.base.is_none() {
            // After one failure there may be more: the next way back is short.
            self.keep();
        }
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let index = self.frontier.size();
        let entry = EntryRef::parse(bytes).map_err(|error| {
            StoreError::damaged(format!("entry {index} cannot be read: {error}"))
        })?;
        self.state.apply(&entry)?;
        self.frontier.append(leaf_hash(bytes));
        Ok(())
    }
}

fn behind(found: u64, known: u64) -> StoreError {
    StoreError::Forked(format!(
        "the database has {found} entries, but {known} were signed: it was put back to an earlier time, or lost its last \
         commits. Restore the newer database; or, if those entries are lost for good, start with the option that accepts \
         this one, which says so on the record"
    ))
}

/// The key that must have signed a checkpoint over `size` entries.
pub(crate) fn key_at(state: &State, size: u64) -> Result<VerifyingKey, StoreError> {
    let log = state.log().ok_or(StoreError::Empty)?;
    let key = log
        .key_at(size)
        .ok_or_else(|| StoreError::damaged("the record names no key"))?;
    Ok(VerifyingKey::parse(key)?)
}

/// Checks that the head's checkpoint is signed by the key in force and is about the head's tree.
pub(crate) fn check_signature(state: &State, head: &Head) -> Result<(), StoreError> {
    let checkpoint = Checkpoint::open(&head.checkpoint, &[key_at(state, head.size())?])?;
    if checkpoint.size != head.size() || checkpoint.root != head.frontier.root() {
        return Err(StoreError::damaged(
            "the checkpoint in the database is about another tree than its head",
        ));
    }
    Ok(())
}
