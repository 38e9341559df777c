//! One transaction's worth of commands, on its way to becoming entries.

use std::collections::HashMap;

use madang_programme::{Event, State, Violation, role};
use madang_record::body::Salt;
use madang_record::receipt::ReceiptBody;
use madang_record::time::{MAX_UNIX_MS, entry_id, format_at, parse_at};
use madang_record::{
    BodyCommitment, Checkpoint, Entry, EntryRef, Frontier, Hash, Receipt, SigningKey, TlogProof,
    body_hash, inclusion_proof, leaf_hash, to_canonical,
};

use super::fingerprint::{command_hash, key_hash};
use super::nodes::Nodes;
use super::tables::{BODY, ENTRY, SUBMISSION};
use super::{Committed, Submission};
use crate::database::{Connection, Rows, values};
use crate::error::{StoreError, SubmitError};
use crate::read::project::Projection;

/// The longest idempotency key, in bytes.
const MAX_KEY: usize = 200;

/// Rows that are held back before they are written.
const ROWS: usize = 1024;

/// What a batch knows about its time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// Milliseconds since 1970.
    pub(super) unix_ms: u64,
}

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

/// Idempotency keys that the batch asks the database about at once.
pub(super) type KnownKeys = HashMap<Hash, (Hash, u64)>;

/// A batch that is being made. It changes the state as it goes; when it fails, the state must be taken back.
#[derive(Debug)]
pub(super) struct Batch {
    start: u64,
    pub(super) frontier: Frontier,
    nodes: Nodes,
    entries: Rows,
    bodies: Rows,
    submissions: Rows,
    waiting: usize,
    projection: Projection,
    keys: KnownKeys,
    made: Vec<Made>,
    /// True where a body was erased, so that its traces must go from the write-ahead log.
    pub(super) erased: bool,
}

impl Batch {
    /// A batch after a tree, knowing which of its idempotency keys are on record already.
    pub(super) fn new(frontier: &Frontier, keys: KnownKeys) -> Batch {
        Batch {
            start: frontier.size(),
            frontier: frontier.clone(),
            nodes: Nodes::new(frontier),
            entries: Rows::new(ENTRY),
            bodies: Rows::new(BODY),
            submissions: Rows::new(SUBMISSION),
            waiting: 0,
            projection: Projection::default(),
            keys,
            made: Vec::new(),
            erased: false,
        }
    }

    /// Whether nothing is to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.made.is_empty()
    }

    /// The index of the batch's first entry with its bytes.
    pub(super) fn first(&self) -> Option<(u64, &[u8])> {
        self.made.first().map(|made| (self.start, &*made.bytes))
    }

    /// Takes a command: asks the rules, makes its entry, changes the state.
    ///
    /// # Errors
    /// What the database says when rows are written. A refusal is an [`Outcome`].
    pub(super) async fn take(
        &mut self,
        connection: &mut Connection<'_>,
        state: &mut State,
        submission: Submission,
        now: Now,
    ) -> Result<Outcome, StoreError> {
        let key = match self.check_key(&submission) {
            Ok(Some((_, _, Some(entry)))) => return Ok(Outcome::Repeated(entry)),
            Ok(Some((key, command, None))) => Some((key, command)),
            Ok(None) => None,
            Err(refused) => return Ok(Outcome::Refused(refused)),
        };
        let index = self.frontier.size();
        let (made, event) = match make(state, submission, now)? {
            Ok(made) => made,
            Err(violation) => return Ok(Outcome::Refused(SubmitError::Refused(violation))),
        };
        let mut text = None;
        for (name, salt, content) in made.bodies {
            self.bodies.push(values![
                index,
                &name,
                salt.as_bytes().as_slice(),
                content.as_slice()
            ]);
            if name == madang_programme::body::TEXT {
                text = Some(content);
            }
        }
        if let Some((key, command)) = key {
            self.submissions.push(values![key, command, index]);
            self.keys.insert(key, (command, index));
        }
        let nodes = &mut self.nodes;
        self.frontier
            .append_with(leaf_hash(&made.bytes), |level, index, hash| {
                nodes.completed(level, index, hash)
            });
        self.entries
            .push(values![index, made.space, made.bytes.as_slice()]);
        self.made.push(Made {
            bytes: made.bytes,
            bodies: made.receipt_bodies,
        });
        if let Event::ContentErased(erased) = &event {
            // The body may have been made in this very batch.
            self.write_rows(connection).await?;
            connection
                .execute(
                    "DELETE FROM body WHERE entry = $1 AND name = $2",
                    values![erased.entry, &erased.name],
                )
                .await?;
            self.erased = true;
        }
        if matches!(event, Event::ContentReleased(_)) {
            self.write_rows(connection).await?;
        }
        self.projection
            .take(connection, state, index, &event, text.as_deref())
            .await?;
        self.waiting += 1;
        if self.waiting >= ROWS {
            self.write_rows(connection).await?;
        }
        Ok(Outcome::New(self.made.len() - 1))
    }

    /// Looks the submission's key up among the known ones: its hash, its command's and the entry it made.
    fn check_key(
        &self,
        submission: &Submission,
    ) -> Result<Option<(Hash, Hash, Option<u64>)>, SubmitError> {
        let Some(key) = &submission.idempotency_key else {
            return Ok(None);
        };
        if key.is_empty() || key.len() > MAX_KEY {
            let reason = format!("has {} bytes; it must have 1 to {MAX_KEY}", key.len());
            return Err(SubmitError::Refused(Violation::field(
                "idempotency key",
                reason,
            )));
        }
        let (name, command) = (
            key_hash(&submission.actor, key),
            command_hash(&submission.command),
        );
        match self.keys.get(&name) {
            None => Ok(Some((name, command, None))),
            Some((known, entry)) if *known == command => Ok(Some((name, command, Some(*entry)))),
            Some((_, entry)) => Err(SubmitError::KeyReused {
                key: key.clone(),
                entry: *entry,
            }),
        }
    }

    async fn write_rows(&mut self, connection: &mut Connection<'_>) -> Result<(), StoreError> {
        self.waiting = 0;
        self.entries.write(connection).await?;
        self.bodies.write(connection).await?;
        self.submissions.write(connection).await?;
        self.projection.write(connection).await
    }

    /// Writes what is left, signs the new tree and moves the head. Gives the checkpoint; it must not be shown before
    /// the transaction is committed.
    pub(super) async fn finish(
        &mut self,
        connection: &mut Connection<'_>,
        origin: &str,
        key: &SigningKey,
    ) -> Result<String, StoreError> {
        self.write_rows(connection).await?;
        let checkpoint = Checkpoint {
            origin: origin.to_owned(),
            size: self.frontier.size(),
            root: self.frontier.root(),
        };
        let signed = checkpoint.sign(key)?;
        let changed = connection
            .execute(
                "UPDATE head SET size = $1, frontier = $2, checkpoint = $3 WHERE id = 1 AND size = $4",
                values![self.frontier.size(), self.frontier.to_bytes(), &signed, self.start],
            )
            .await?;
        if changed != 1 {
            return Err(StoreError::damaged("the head moved while it was locked"));
        }
        Ok(signed)
    }

    /// The receipt of an entry of this batch.
    pub(super) fn receipt(&self, position: usize, checkpoint: &str) -> Result<Receipt, StoreError> {
        let made = self
            .made
            .get(position)
            .ok_or_else(|| StoreError::damaged("an entry of the batch is missing"))?;
        let index = self.start + position as u64;
        let hashes = inclusion_proof(&self.nodes, index, self.frontier.size())?;
        let entry = String::from_utf8(made.bytes.clone())
            .map_err(|_| StoreError::damaged(format!("entry {index} is not text")))?;
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

/// Asks the database which idempotency keys are on record.
pub(super) async fn known_keys(
    connection: &mut Connection<'_>,
    submissions: impl Iterator<Item = &Submission>,
) -> Result<KnownKeys, StoreError> {
    const AT_ONCE: usize = 128;
    let names: Vec<Hash> = submissions
        .filter_map(|submission| {
            Some(key_hash(
                &submission.actor,
                submission.idempotency_key.as_ref()?,
            ))
        })
        .collect();
    let mut known = KnownKeys::new();
    for chunk in names.chunks(AT_ONCE) {
        // One statement for every number of keys: the last key stands in for the missing ones.
        let length = if chunk.len() == 1 { 1 } else { AT_ONCE };
        let placeholders: Vec<String> = (1..=length).map(|number| format!("${number}")).collect();
        let text = format!(
            "SELECT key, command, entry FROM submission WHERE key IN ({})",
            placeholders.join(",")
        );
        let filler = chunk.last().into_iter().cycle();
        let values = chunk
            .iter()
            .chain(filler)
            .take(length)
            .map(|name| (*name).into())
            .collect();
        for row in connection.rows(&text, values).await? {
            known.insert(row.hash(0)?, (row.hash(1)?, row.number(2)?));
        }
    }
    Ok(known)
}

/// An entry as it is made.
struct New {
    bytes: Vec<u8>,
    space: String,
    bodies: Vec<(String, Salt, Vec<u8>)>,
    receipt_bodies: Vec<ReceiptBody>,
}

/// Makes the entry that a command asks for and applies it to the state.
///
/// # Errors
/// The outer error is the system's, the inner one a refusal; after either the state is as it was.
fn make(
    state: &mut State,
    submission: Submission,
    now: Now,
) -> Result<Result<(New, Event), Violation>, StoreError> {
    let draft = match submission.command.draft(state) {
        Ok(draft) => draft,
        Err(violation) => return Ok(Err(violation)),
    };
    if let Err(violation) = role::check(submission.actor.role, draft.event.kind()) {
        return Ok(Err(violation));
    }
    let mut bodies = Vec::with_capacity(draft.bodies.len());
    let mut receipt_bodies = Vec::with_capacity(draft.bodies.len());
    let mut commitments = Vec::with_capacity(draft.bodies.len());
    for body in draft.bodies {
        let content = match to_canonical(&body.content) {
            Ok(content) => content,
            Err(error) => return Ok(Err(Violation::field(body.name, error.to_string()))),
        };
        let salt = Salt::from_bytes(random()?);
        commitments.push(BodyCommitment {
            name: body.name.to_owned(),
            hash: body_hash(&salt, &content),
            visibility: body.visibility,
        });
        receipt_bodies.push(ReceiptBody {
            name: body.name.to_owned(),
            salt,
            content: body.content,
        });
        bodies.push((body.name.to_owned(), salt, content));
    }
    let facts = match draft.event.facts() {
        Ok(facts) => facts,
        Err(error) => return Ok(Err(Violation::field("facts", error.to_string()))),
    };
    // The record's time never goes back, whatever the clock does.
    let unix_ms = now
        .unix_ms
        .max(parse_at(&state.last_at).unwrap_or(0))
        .min(MAX_UNIX_MS);
    let at = format_at(unix_ms)
        .ok_or_else(|| StoreError::damaged("the clock is beyond the year 9999"))?;
    let entry = Entry {
        kind: draft.event.kind().to_owned(),
        id: entry_id(unix_ms, &random()?),
        at,
        actor: submission.actor.to_string(),
        space: draft.place.space,
        subject: draft.place.subject,
        refs: draft.place.refs,
        facts,
        bodies: commitments,
    };
    let bytes = match entry.to_bytes() {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Err(Violation::field("entry", error.to_string()))),
    };
    let parsed = EntryRef::parse(&bytes).map_err(|error| StoreError::damaged(error.to_string()))?;
    match state.apply(&parsed) {
        Ok(event) => Ok(Ok((
            New {
                space: entry.space,
                bytes,
                bodies,
                receipt_bodies,
            },
            event,
        ))),
        Err(error) => Ok(Err(Violation::field("entry", error.cause.to_string()))),
    }
}

fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(StoreError::Random)?;
    Ok(bytes)
}
