//! The writer: one task a process, group commit without a timer. While one transaction commits, requests queue; the
//! next transaction takes them all.

use std::sync::Arc;
use std::time::Duration;

use madang_database::{Changes, values};
use madang_programme::log::{KeyRotated, endorsement_text};
use madang_programme::{Actor, Command};
use madang_record::note::{Note, SigningKey};
use madang_record::time::parse_at;
use madang_record::{Frontier, Receipt};
use madang_words::quoted;
use tokio::sync::{mpsc, oneshot};

use super::answer::{self, Answer};
use super::batch::{Batch, Outcome};
use super::keys::known_keys;
use super::make::Now;
use super::tiles::NewTiles;
use super::{Committed, Submission};
use crate::error::{StoreError, SubmitError};
use crate::projection::tables;
use crate::record;
use crate::replica::{Head, Level, Turn, key_at};
use crate::shared::Shared;
use crate::traces::keep_clearing;
use crate::words::said;

/// Submissions in one transaction.
const MAX_BATCH: usize = 1024;

/// Requests that may wait before those who ask wait themselves.
pub(crate) const QUEUE: usize = 8192;

/// How often the database is asked what became of a commit before the question is given up.
const ASK_AGAIN: u32 = 20;

/// Something for the writer to do.
pub(crate) enum Work {
    /// One command.
    One(
        Box<Submission>,
        oneshot::Sender<Result<Receipt, SubmitError>>,
    ),
    /// Several commands, all or none, in a transaction of their own.
    All(
        Vec<Submission>,
        oneshot::Sender<Result<Vec<Committed>, SubmitError>>,
    ),
    /// Another signing key, asked for by an actor.
    Rotate(
        Box<SigningKey>,
        Actor,
        oneshot::Sender<Result<Receipt, SubmitError>>,
    ),
    /// Full tiles to keep.
    Tiles(NewTiles, oneshot::Sender<Result<(), StoreError>>),
}

/// One command with its answer's way back.
type One = (Submission, oneshot::Sender<Result<Receipt, SubmitError>>);

/// The writer's own state.
pub(crate) struct Writer {
    shared: Arc<Shared>,
    key: SigningKey,
    /// To where answers wait until their checkpoint is remembered outside the database.
    answers: mpsc::Sender<Answer>,
}

/// A transaction that is committed.
pub(super) struct Done {
    pub(super) outcomes: Vec<Outcome>,
    pub(super) batch: Batch,
    pub(super) checkpoint: String,
}

/// A transaction that is ready to be committed.
struct Prepared<'s> {
    changes: Changes,
    turn: Turn<'s>,
    /// What the state will be.
    level: Level,
    done: Done,
}

impl Writer {
    pub(crate) fn new(shared: Arc<Shared>, key: SigningKey) -> Writer {
        let (answers, waiting) = mpsc::channel(1);
        tokio::spawn(answer::deliver(Arc::clone(&shared), waiting));
        Writer {
            shared,
            key,
            answers,
        }
    }

    /// Works until every handle of the store is gone.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Work>) {
        let mut next = None;
        loop {
            let first = match next.take() {
                Some(work) => work,
                None => match queue.recv().await {
                    Some(work) => work,
                    None => break,
                },
            };
            match first {
                Work::One(submission, reply) => {
                    let mut ones = vec![(*submission, reply)];
                    next = gather(&mut queue, &mut ones).await;
                    self.ones(ones).await;
                }
                Work::All(submissions, reply) => {
                    let done = self.all(submissions).await;
                    self.answer_when_remembered(done, reply).await;
                }
                Work::Rotate(key, actor, reply) => {
                    let done = self.rotate(*key, actor).await;
                    self.answer_when_remembered(done, reply).await;
                }
                Work::Tiles(tiles, reply) => {
                    let _ = reply.send(self.tiles(tiles).await);
                }
            }
        }
        self.shared.flush.notify_one();
    }

    /// Records commands of different people in one transaction; each is answered for itself.
    async fn ones(&mut self, ones: Vec<One>) {
        let (submissions, replies): (Vec<_>, Vec<_>) = ones.into_iter().unzip();
        match self.record(submissions, false).await {
            Ok(done) => {
                let shared = Arc::clone(&self.shared);
                let answer: Answer = Box::new(move |remembered| {
                    for (outcome, reply) in done.outcomes.iter().zip(replies) {
                        answer::one(&shared, &done, outcome, &remembered, reply);
                    }
                });
                self.hand_over(answer).await;
            }
            Err(error) => {
                for reply in replies {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }

    /// Answers when what was committed is remembered outside the database.
    async fn answer_when_remembered<T: Send + 'static>(
        &self,
        done: Result<T, SubmitError>,
        reply: oneshot::Sender<Result<T, SubmitError>>,
    ) {
        let answer: Answer = Box::new(move |remembered| {
            let held_back = remembered.map_err(SubmitError::NotRemembered);
            let _ = reply.send(done.and_then(|done| held_back.map(|()| done)));
        });
        self.hand_over(answer).await;
    }

    /// Gives an answer to whoever delivers it; waits while another is before it, so that little is committed that is not
    /// remembered yet.
    async fn hand_over(&self, answer: Answer) {
        if let Err(mpsc::error::SendError(answer)) = self.answers.send(answer).await {
            answer(Err(said!("store-stopped")));
        }
    }

    /// Records all of several commands or none.
    async fn all(&mut self, submissions: Vec<Submission>) -> Result<Vec<Committed>, SubmitError> {
        let done = self.record(submissions, true).await?;
        let mut committed = Vec::with_capacity(done.outcomes.len());
        for outcome in &done.outcomes {
            committed.push(match outcome {
                Outcome::New(position) => done.batch.committed(*position),
                Outcome::Refused(error) => return Err(error.clone()),
                Outcome::Repeated(index) => match done.batch.position(*index) {
                    Some(position) => Committed {
                        repeated: true,
                        ..done.batch.committed(position)
                    },
                    None => {
                        let salts = record::salts(&self.shared.database, *index).await;
                        let salts =
                            salts.map_err(|error| SubmitError::OutcomeUnknown(error.said()))?;
                        Committed {
                            index: *index,
                            salts,
                            repeated: true,
                        }
                    }
                },
            });
        }
        Ok(committed)
    }

    /// Signs with another key from here on: the checkpoint over the entry that says so carries its signature.
    async fn rotate(&mut self, key: SigningKey, actor: Actor) -> Result<Receipt, SubmitError> {
        if key.name() != self.shared.origin {
            let (name, origin) = (quoted(key.name()), quoted(&self.shared.origin));
            let reason = said!("store-key-origin", name = name, origin = origin);
            return Err(SubmitError::Refused(madang_programme::Violation::field(
                "key", reason,
            )));
        }
        let new = key.verifying_key().to_string();
        let endorsement = Note::sign(&endorsement_text(&self.shared.origin, &new), &[&self.key]);
        let endorsement = endorsement
            .map_err(|error| SubmitError::nothing_recorded(&error.into()))?
            .to_string();
        let facts = KeyRotated {
            key: new,
            replaces: self.key.verifying_key().to_string(),
            endorsement,
        };
        let submission = Submission {
            actor,
            idempotency_key: None,
            command: Command::plain(facts),
            terms: Default::default(),
        };
        let old = std::mem::replace(&mut self.key, key);
        match self.record_signed(vec![submission], true, Some(&old)).await {
            Ok(done) => done
                .batch
                .receipt(0, &done.checkpoint)
                .map_err(|e| SubmitError::OutcomeUnknown(e.said())),
            Err(error) => {
                self.key = old;
                Err(error)
            }
        }
    }

    async fn tiles(&self, tiles: NewTiles) -> Result<(), StoreError> {
        let mut changes = self.shared.database.begin().await?;
        tiles.write(&mut changes.connection()).await?;
        Ok(changes.commit().await?)
    }

    async fn record(
        &mut self,
        submissions: Vec<Submission>,
        all: bool,
    ) -> Result<Done, SubmitError> {
        self.record_signed(submissions, all, None).await
    }

    /// Records submissions in one transaction. `before` is the key in force before it, where that changes.
    async fn record_signed(
        &mut self,
        submissions: Vec<Submission>,
        all: bool,
        before: Option<&SigningKey>,
    ) -> Result<Done, SubmitError> {
        if let Some(reason) = self.shared.read_only_reason() {
            return Err(SubmitError::ReadOnly(reason));
        }
        let shared = Arc::clone(&self.shared);
        let in_force = before.unwrap_or(&self.key);
        let prepared = self.prepare(&shared, submissions, all, in_force).await;
        let Prepared {
            changes,
            mut turn,
            mut level,
            done,
        } = match prepared {
            Ok(prepared) => prepared,
            Err(Failure::Refused(error)) => return Err(error),
            Err(Failure::Store(error)) => {
                let error = error.at(self.shared.database.place());
                let submit = SubmitError::nothing_recorded(&error);
                if let SubmitError::ReadOnly(reason) = &submit {
                    self.shared.make_read_only(reason);
                } else {
                    self.shared.transaction_failed(&error);
                }
                return Err(submit);
            }
        };
        if done.batch.is_empty() {
            turn.give_back(level);
            let _ = changes.rollback().await;
            return Ok(done);
        }
        let _passed = shared.commits.read().await;
        if let Err(error) = changes.commit().await {
            let error = StoreError::from(error);
            tracing::debug!(%error, "a commit failed; asking the database what became of it");
            let became = self.ask(&done.batch, &error).await;
            became.inspect_err(|_| shared.transaction_failed(&error))?;
            // It is on record. The state is read anew by whoever asks for it next.
        } else {
            let entries = done.batch.complete(&mut level);
            turn.publish(level, entries);
        }
        if done.batch.erased {
            tokio::spawn(keep_clearing(Arc::clone(&self.shared)));
        }
        shared.transaction_succeeded();
        let committed: (Frontier, String) = (done.batch.frontier.clone(), done.checkpoint.clone());
        self.shared.committed.send_replace(committed);
        Ok(done)
    }

    /// Opens a transaction and does everything in it but the commit.
    async fn prepare<'s>(
        &self,
        shared: &'s Shared,
        submissions: Vec<Submission>,
        all: bool,
        in_force: &SigningKey,
    ) -> Result<Prepared<'s>, Failure> {
        let mut changes = shared.database.begin().await.map_err(StoreError::from)?;
        let connection = &mut changes.connection();
        let (head, tables) = Head::lock(connection).await?;
        tables::compare(connection, &tables)?;
        let mut turn = shared.replica.turn().await;
        // What other nodes recorded is published before anything is added to it: who reads it does not wait for us.
        turn.catch_up(connection, &head, None).await?;
        check_key(&turn.latest(), in_force)?;
        let keys = known_keys(connection, submissions.iter()).await?;
        let mut level = turn.copy();
        let mut batch = Batch::new(&head, keys);
        let last = parse_at(&level.state.last_at).unwrap_or(0);
        shared.clock.entry_at(last);
        let now = shared.clock.checked();
        let now = now.map_err(|doubt| Failure::Refused(SubmitError::ReadOnly(doubt)))?;
        let now = Now { unix_ms: now };
        let of = submissions.len();
        let outcomes = batch
            .take(connection, &mut level.state, submissions, now, all)
            .await?;
        if all && let Some(Outcome::Refused(error)) = outcomes.last() {
            let error = match error.clone() {
                SubmitError::Refused(violation) if of > 1 => SubmitError::RefusedAt {
                    position: outcomes.len() - 1,
                    of,
                    violation,
                },
                other => other,
            };
            changes.rollback().await.map_err(StoreError::from)?;
            return Err(Failure::Refused(error));
        }
        let checkpoint = if batch.is_empty() {
            String::new()
        } else {
            batch.finish(connection, &shared.origin, &self.key).await?
        };
        Ok(Prepared {
            changes,
            turn,
            level,
            done: Done {
                outcomes,
                batch,
                checkpoint,
            },
        })
    }

    /// Finds out whether a transaction whose commit failed is on record after all.
    async fn ask(&self, batch: &Batch, error: &StoreError) -> Result<(), SubmitError> {
        let Some((index, bytes)) = batch.first() else {
            return Ok(());
        };
        for attempt in 0..ASK_AGAIN {
            let asked = async {
                // Behind the head's lock, so that a commit that is still under way is waited for.
                let mut changes = self.shared.database.begin().await?;
                let connection = &mut changes.connection();
                Head::lock(connection).await?;
                let row = connection
                    .row("SELECT bytes FROM entry WHERE idx = $1", values![index])
                    .await?;
                changes.rollback().await?;
                Ok::<_, StoreError>(row)
            };
            match asked.await {
                Ok(row) => {
                    let found = row.and_then(|row| row.bytes(0).ok());
                    if found.as_deref() == Some(bytes) {
                        return Ok(());
                    }
                    return Err(SubmitError::nothing_recorded(error));
                }
                Err(asking) => {
                    tracing::warn!(%asking, attempt, "the database does not say what became of a commit");
                    tokio::time::sleep(Duration::from_millis(100 * u64::from(attempt + 1))).await;
                }
            }
        }
        Err(SubmitError::OutcomeUnknown(error.said()))
    }
}

/// Why a transaction did not come about.
enum Failure {
    Refused(SubmitError),
    Store(StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Store(error)
    }
}

/// Takes what is waiting, up to a batch. Gives the first piece of work that is of another kind.
async fn gather(queue: &mut mpsc::Receiver<Work>, ones: &mut Vec<One>) -> Option<Work> {
    let mut idle = 0;
    while ones.len() < MAX_BATCH {
        match queue.try_recv() {
            Ok(Work::One(submission, reply)) => ones.push((*submission, reply)),
            Ok(other) => return Some(other),
            Err(_) => {
                // Those who were answered just now may be about to ask again: let them, without a timer.
                idle += 1;
                if idle > 3 {
                    return None;
                }
                tokio::task::yield_now().await;
            }
        }
    }
    None
}

/// Checks that the key that is about to sign is the one in force.
fn check_key(level: &Level, key: &SigningKey) -> Result<(), StoreError> {
    if level.state.log().is_none() {
        return Ok(());
    }
    let in_force = key_at(&level.state, level.size())?;
    if in_force == *key.verifying_key() {
        return Ok(());
    }
    Err(StoreError::Key(said!(
        "store-key-rotated",
        in_force = in_force.to_string(),
        own = key.verifying_key().to_string()
    )))
}
