//! One transaction's worth of commands, on its way to becoming entries.

use madang_database::{Connection, Rows, values};
use madang_programme::trust::{Cost, Hiding};
use madang_programme::{Event, State, votes};
use madang_record::receipt::ReceiptBody;
use madang_record::{
    Checkpoint, Frontier, Receipt, SigningKey, TlogProof, inclusion_proof, leaf_hash,
};

use super::keys::{Key, KnownKeys};
use super::make::{Now, Random, make};
use super::nodes::Nodes;
use super::standing::Standing;
use super::{Committed, Submission};
use crate::error::{StoreError, SubmitError};
use crate::kept::parse;
use crate::kept::tables::{BODY, ENTRY, SUBMISSION};
use crate::projection::Projection;
use crate::projection::general::comes_in_numbers;
use crate::projection::rows::Then;
use crate::replica::{Head, Level, RECENT};
use crate::words::said;

/// Entries that are made while the ones before them are written to SQLite.
const AT_ONCE_SQLITE: usize = 64;

/// The same for PostgreSQL, where each statement is a journey.
const AT_ONCE_POSTGRES: usize = 512;

/// Entries that are made without a look at whether the database waits for something to write.
const UNINTERRUPTED: usize = 16;

/// What became of one submission.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// A new entry: its position in the batch.
    New(usize),
    /// Its idempotency key had made this entry before.
    Repeated(u64),
    /// Nothing was recorded.
    Refused(SubmitError),
}

/// An entry of the batch.
#[derive(Debug)]
pub(super) struct Made {
    bytes: Vec<u8>,
    bodies: Vec<ReceiptBody>,
}

/// Rows on their way into the database.
#[derive(Debug)]
struct Waiting {
    entries: Rows,
    bodies: Rows,
    submissions: Rows,
    projection: Projection,
}

impl Default for Waiting {
    fn default() -> Waiting {
        Waiting {
            entries: Rows::new(&ENTRY),
            bodies: Rows::new(&BODY),
            submissions: Rows::new(&SUBMISSION),
            projection: Projection::default(),
        }
    }
}

impl Waiting {
    async fn write(&mut self, connection: &mut Connection<'_>) -> Result<(), StoreError> {
        self.entries.write(connection).await?;
        self.bodies.write(connection).await?;
        self.submissions.write(connection).await?;
        self.projection.write(connection).await
    }
}

/// Why entries are not made for a moment.
enum Pause {
    /// Some are made, to be written at once.
    Full,
    /// The last one changes rows that are there already.
    Change(u64, Box<Event>),
    /// There are no more, or one was refused where all were asked for.
    End,
}

/// A batch that is being made. It changes the state as it goes; when it fails, the state must be taken back.
#[derive(Debug)]
pub(super) struct Batch {
    start: u64,
    /// What the head will say of where transactions began.
    began: String,
    pub(super) frontier: Frontier,
    nodes: Nodes,
    waiting: Waiting,
    keys: KnownKeys,
    standing: Standing,
    made: Vec<Made>,
    /// How many entries there were after the last one that is not one of great numbers; 0 without such.
    acts: u64,
    random: Random,
    /// True where a body was erased, so that its traces must go from the write-ahead log.
    pub(super) erased: bool,
}

impl Batch {
    /// A batch after a tree, whose head is locked, knowing which of its idempotency keys are on record already.
    pub(super) fn new(head: &Head, keys: KnownKeys) -> Batch {
        let frontier = &head.frontier;
        Batch {
            began: head.beginning(),
            start: frontier.size(),
            frontier: frontier.clone(),
            nodes: Nodes::new(frontier),
            waiting: Waiting::default(),
            keys,
            standing: Standing::default(),
            made: Vec::new(),
            acts: 0,
            random: Random::default(),
            erased: false,
        }
    }

    /// Whether nothing is to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.made.is_empty()
    }

    /// Brings a level up to what the batch made, whose state took it already. Gives the bytes of the entries.
    pub(super) fn complete(&self, level: &mut Level) -> Vec<Vec<u8>> {
        level.frontier.clone_from(&self.frontier);
        level.acts = level.acts.max(self.acts);
        let newest = self.made.len().saturating_sub(RECENT);
        for made in self.made.iter().skip(newest) {
            level.recent.push_back(made.bytes.as_slice().into());
        }
        let surplus = level.recent.len().saturating_sub(RECENT);
        level.recent.drain(..surplus);
        self.made.iter().map(|made| made.bytes.clone()).collect()
    }

    /// The index of the batch's first entry with its bytes.
    pub(super) fn first(&self) -> Option<(u64, &[u8])> {
        self.made.first().map(|made| (self.start, &*made.bytes))
    }

    /// Takes commands: asks the rules, makes their entries, changes the state, writes their rows. While the database
    /// writes some, the next ones are made. Where `all` are asked for, the first refusal is the last outcome.
    ///
    /// # Errors
    /// What the database says. A refusal is an [`Outcome`].
    pub(super) async fn take(
        &mut self,
        connection: &mut Connection<'_>,
        state: &mut State,
        submissions: Vec<Submission>,
        now: Now,
        all: bool,
    ) -> Result<Vec<Outcome>, StoreError> {
        self.standing.learn(connection, state, &submissions).await?;
        let mut outcomes = Vec::with_capacity(submissions.len());
        let mut rest = submissions.into_iter();
        let mut writing = Waiting::default();
        let at_once = if connection.is_sqlite() {
            AT_ONCE_SQLITE
        } else {
            AT_ONCE_POSTGRES
        };
        loop {
            let mut some = rest.by_ref().take(at_once);
            let (written, pause) = tokio::join!(
                writing.write(connection),
                self.make(state, &mut some, &mut outcomes, now, all)
            );
            written?;
            let pause = pause?;
            std::mem::swap(&mut writing, &mut self.waiting);
            match pause {
                Pause::Full => {}
                Pause::Change(index, event) => {
                    writing.write(connection).await?;
                    self.change(connection, state, index, &event).await?;
                }
                Pause::End => {
                    writing.write(connection).await?;
                    return Ok(outcomes);
                }
            }
        }
    }

    /// Makes entries without touching the database.
    async fn make(
        &mut self,
        state: &mut State,
        some: &mut (dyn Iterator<Item = Submission> + Send),
        outcomes: &mut Vec<Outcome>,
        now: Now,
        all: bool,
    ) -> Result<Pause, StoreError> {
        let mut made = 0;
        for submission in some {
            made += 1;
            let (outcome, change) = self.one(state, submission, now)?;
            let refused = matches!(outcome, Outcome::Refused(_));
            outcomes.push(outcome);
            if all && refused {
                return Ok(Pause::End);
            }
            if let Some((index, event)) = change {
                return Ok(Pause::Change(index, Box::new(event)));
            }
            if made % UNINTERRUPTED == 0 {
                tokio::task::yield_now().await;
            }
        }
        Ok(if made > 0 { Pause::Full } else { Pause::End })
    }

    /// Makes one entry. Gives its event where that changes rows that are there already.
    fn one(
        &mut self,
        state: &mut State,
        submission: Submission,
        now: Now,
    ) -> Result<(Outcome, Option<(u64, Event)>), StoreError> {
        let key = match self.keys.look_up(state, &submission) {
            Ok(Key::Known(entry)) => return Ok((Outcome::Repeated(entry), None)),
            Ok(Key::New(key, command)) => Some((key, command)),
            Ok(Key::None) => None,
            Err(refused) => return Ok((Outcome::Refused(refused), None)),
        };
        if let Some(refused) = self.standing.refuse(state, &submission) {
            return Ok((Outcome::Refused(refused), None));
        }
        let index = self.frontier.size();
        let of_words = submission.terms.key_of_words;
        let (made, event) = match make(&mut self.random, state, submission, now)? {
            Ok(made) => made,
            Err(violation) => {
                return Ok((Outcome::Refused(SubmitError::Refused(violation)), None));
            }
        };
        if let Some((key, command)) = key {
            let row = self
                .keys
                .remember(key, &command, of_words, index, &made.bodies);
            self.waiting.submissions.push(row)?;
        }
        for (name, salt, content) in &made.bodies {
            let salt = salt.as_bytes().as_slice();
            let row = values![index, name, salt, content.as_slice()];
            self.waiting.bodies.push(row)?;
        }
        let leaf = leaf_hash(&made.bytes);
        let nodes = &mut self.nodes;
        self.frontier.append_with(leaf, |level, index, hash| {
            nodes.completed(level, index, hash);
        });
        let row = values![index, made.space, made.bytes.as_slice()];
        self.waiting.entries.push(row)?;
        let contents = made.bodies.iter();
        let contents = contents.map(|(name, _, content)| (name.as_str(), content.as_slice()));
        let then = self.waiting.projection.add(
            state,
            index,
            &parse(index, &made.bytes)?,
            &event,
            &contents.collect(),
        )?;
        if let Event::Votes(votes::Event::BallotCast(ballot)) = &event {
            self.standing.remember(state, ballot, index);
        }
        if !comes_in_numbers(event.kind()) {
            self.acts = index + 1;
        }
        self.made.push(Made {
            bytes: made.bytes,
            bodies: made.receipt_bodies,
        });
        let change = (then == Then::Changes).then_some((index, event));
        Ok((Outcome::New(self.made.len() - 1), change))
    }

    /// Follows an event that changes rows, all earlier ones being written.
    async fn change(
        &mut self,
        connection: &mut Connection<'_>,
        state: &State,
        index: u64,
        event: &Event,
    ) -> Result<(), StoreError> {
        let projection = &mut self.waiting.projection;
        projection.change(connection, state, index, event).await?;
        let Some(hides) = event.fact().cost(state).and_then(Cost::hides) else {
            return Ok(());
        };
        match hides.how {
            Hiding::Restricted { .. } => return Ok(()),
            Hiding::Excluded { .. } => self.keys.take_out(hides.entry, index),
            Hiding::Erased => {}
        }
        self.erased = true;
        self.standing.forget(connection, state, hides.entry).await
    }

    /// Signs the new tree and moves the head. Gives the checkpoint; it must not be shown before
    /// the transaction is committed.
    pub(super) async fn finish(
        &mut self,
        connection: &mut Connection<'_>,
        origin: &str,
        key: &SigningKey,
    ) -> Result<String, StoreError> {
        let checkpoint = Checkpoint {
            origin: origin.to_owned(),
            size: self.frontier.size(),
            root: self.frontier.root(),
        };
        let signed = checkpoint.sign(key)?;
        let changed = connection
            .execute(
                "UPDATE head SET size = $1, frontier = $2, checkpoint = $3, began = $4 WHERE id = 1 AND size = $5",
                values![self.frontier.size(), self.frontier.to_bytes(), &signed, &self.began, self.start],
            )
            .await?;
        if changed != 1 {
            return Err(StoreError::damaged(said!("store-head-moved")));
        }
        Ok(signed)
    }

    /// The receipt of an entry of this batch.
    pub(super) fn receipt(&self, position: usize, checkpoint: &str) -> Result<Receipt, StoreError> {
        let made = self
            .made
            .get(position)
            .ok_or_else(|| StoreError::mistaken("an entry of the batch is missing"))?;
        let index = self.start + position as u64;
        let hashes = inclusion_proof(&self.nodes, index, self.frontier.size())?;
        let entry = String::from_utf8(made.bytes.clone())
            .map_err(|_| StoreError::damaged(said!("store-not-text", entry = index)))?;
        let proof = TlogProof {
            extra: None,
            index,
            hashes,
            checkpoint: checkpoint.to_owned(),
        };
        Ok(Receipt {
            entry,
            proof,
            bodies: made.bodies.clone(),
        })
    }

    /// What a submission of this batch became.
    pub(super) fn committed(&self, position: usize) -> Committed {
        let bodies = self
            .made
            .get(position)
            .map(|made| made.bodies.as_slice())
            .unwrap_or_default();
        Committed {
            index: self.start + position as u64,
            salts: bodies
                .iter()
                .map(|body| (body.name.clone(), body.salt))
                .collect(),
            repeated: false,
        }
    }

    /// The position in this batch of the entry at an index.
    pub(super) fn position(&self, index: u64) -> Option<usize> {
        let position = usize::try_from(index.checked_sub(self.start)?).ok()?;
        (position < self.made.len()).then_some(position)
    }
}
