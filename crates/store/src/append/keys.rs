//! Idempotency keys: what makes two submissions the same.

use std::collections::HashMap;

use madang_database::{Connection, Database, Rows, Value, values};
use madang_programme::votes::{BALLOT, BallotExcluded};
use madang_programme::{Actor, Command, Event, Fact, State, Violation};
use madang_record::Salt;
use madang_record::hash::sha256;

use super::Submission;
use crate::Store;
use crate::error::{StoreError, SubmitError};
use crate::kept::tables::{KEYS_OF_WORDS, SUBMISSION};
use crate::kept::{entry_bytes, parse, salt};
use crate::listed::{MOST, listed};
use crate::replica::{CHUNK, Head};
use crate::words::said;

/// The longest idempotency key, in bytes.
const MAX_KEY: usize = 200;

/// Where an earlier version kept commands without salt.
const UNSALTED: &str = "submission_unsalted";

/// The first half of a SHA-256 hash. Nobody but the actor itself gains from two keys or commands with the same one.
pub(super) type Fingerprint = [u8; 16];

/// Idempotency keys that are on record, among those of a batch.
#[derive(Debug, Default)]
pub(super) struct KnownKeys(HashMap<Fingerprint, Known>);

/// What is kept of an idempotency key.
#[derive(Debug)]
struct Known {
    /// The command, as [`salted`] makes it.
    command: Fingerprint,
    entry: u64,
    /// The salts of the entry's bodies, in the order of their names.
    salts: Vec<Salt>,
    /// What the entry says for good, where one of its bodies was erased: then nothing else is left to compare a command with.
    gone: Option<Box<Event>>,
    /// The entry that took it out of its vote, where it was a ballot: its receipt would say that a vote was cast that nobody
    /// counts. One that was counted and erased since keeps its receipt.
    taken_out: Option<u64>,
}

impl Known {
    fn is_of(&self, state: &State, command: &Fingerprint, submission: &Submission) -> bool {
        if let Some(event) = &self.gone {
            return submission.command.asks_for(state, event);
        }
        self.command == salted(command, &self.salts)
            || self.command == salted(&of_command_before(&submission.command), &self.salts)
    }
}

/// What a submission's idempotency key says.
pub(super) enum Key {
    /// There is none.
    None,
    /// It made this entry before.
    Known(u64),
    /// It and the command are new.
    New(Fingerprint, Fingerprint),
}

impl KnownKeys {
    /// Takes up what another look-up found; what is known already stays.
    pub(super) fn learn(&mut self, found: KnownKeys) {
        for (key, known) in found.0 {
            self.0.entry(key).or_insert(known);
        }
    }

    /// Takes up a key with the command and the new entry that it stands for. Gives its row.
    pub(super) fn remember(
        &mut self,
        key: Fingerprint,
        command: &Fingerprint,
        of_words: bool,
        entry: u64,
        bodies: &[(String, Salt, Vec<u8>)],
    ) -> Vec<Value> {
        let mut salts: Vec<_> = bodies.iter().map(|(name, salt, _)| (name, *salt)).collect();
        salts.sort_by_key(|(name, _)| *name);
        let salts: Vec<Salt> = salts.into_iter().map(|(_, salt)| salt).collect();
        let command = salted(command, &salts);
        let known = Known {
            command,
            entry,
            salts,
            gone: None,
            taken_out: None,
        };
        self.0.insert(key, known);
        values![
            key.as_slice(),
            command.as_slice(),
            entry,
            u64::from(of_words)
        ]
    }

    /// Notes that entry `by` took the ballot `entry` out of its vote, for keys that come behind it.
    pub(super) fn take_out(&mut self, entry: u64, by: u64) {
        for known in self.0.values_mut().filter(|known| known.entry == entry) {
            known.taken_out = Some(by);
        }
    }

    /// Looks the submission's key up among the known ones.
    pub(super) fn look_up(
        &self,
        state: &State,
        submission: &Submission,
    ) -> Result<Key, SubmitError> {
        let Some(key) = &submission.idempotency_key else {
            return Ok(Key::None);
        };
        if key.is_empty() || key.len() > MAX_KEY {
            let reason = said!("store-key-length", bytes = key.len(), most = MAX_KEY);
            return Err(SubmitError::Refused(Violation::field(
                "idempotency key",
                reason,
            )));
        }
        let command = of_command(&submission.command);
        let names = names(submission);
        let known = names.iter().find_map(|name| self.0.get(name));
        match (known, names.first()) {
            (None, Some(name)) => Ok(Key::New(*name, command)),
            (None, None) => Ok(Key::None),
            (Some(known), _) if known.is_of(state, &command, submission) => {
                let entry = known.entry;
                match known.taken_out {
                    None => Ok(Key::Known(entry)),
                    Some(by) => Err(SubmitError::TakenOut { entry, by }),
                }
            }
            (Some(known), _) => Err(SubmitError::KeyReused {
                key: key.clone(),
                entry: known.entry,
            }),
        }
    }
}

fn fingerprint(bytes: &[u8]) -> Fingerprint {
    let mut half = Fingerprint::default();
    half.copy_from_slice(&sha256(bytes).as_bytes()[..16]);
    half
}

impl Store {
    /// The entry that an actor's idempotency key made, where it made one: what is asked again under it is the same, however things stand
    /// meanwhile.
    ///
    /// # Errors
    /// What the database says.
    pub async fn recorded_under(
        &self,
        actor: &Actor,
        key: &str,
    ) -> Result<Option<u64>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT entry FROM submission WHERE key = $1";
        let of = values![of_key(actor, key).as_slice()];
        let row = lent.connection().row(text, of).await?;
        Ok(row.map(|row| row.number(0)).transpose()?)
    }
}

/// Names an actor's key in the database, so that the key itself is not kept.
fn of_key(actor: &Actor, key: &str) -> Fingerprint {
    fingerprint(format!("{actor}\n{key}").as_bytes())
}

/// The names of a submission's key: first that under which it is remembered, then that of the asker, where that is another. A database
/// in which another than the asker recorded a file before files had a name in common does not show it here: of a name only a hash is kept,
/// and to try every post that ever brought anything would cost each import several times its look-ups. Proposals of such a file are
/// refused as being there already, its ballots where their vote takes no second one; elsewhere the same ballot takes its own place.
fn names(submission: &Submission) -> Vec<Fingerprint> {
    let terms = &submission.terms;
    let keys = submission.idempotency_key.iter();
    let actors = terms.key_of.iter().chain([&submission.actor]);
    keys.flat_map(|key| actors.clone().map(move |actor| of_key(actor, key)))
        .collect()
}

/// Stands for what a command asks for, so that a key that comes with another command is noticed: its name and content
/// as canonical JSON.
fn of_command(command: &Command) -> Fingerprint {
    // What has no canonical form cannot become an entry and is refused when its event is made.
    fingerprint(&command.content().unwrap_or_default())
}

/// The same as it was kept before names and contents were written canonically: databases of that time still know it.
fn of_command_before(command: &Command) -> Fingerprint {
    fingerprint(&command.content_as_declared().unwrap_or_default())
}

/// A command as it is kept: together with the salts of its entry's contents. From a hash without them a ballot could be
/// guessed long after it was erased; they are erased with the contents.
fn salted(command: &Fingerprint, salts: &[Salt]) -> Fingerprint {
    let salts = salts.iter().flat_map(|salt| salt.as_bytes());
    let bytes: Vec<u8> = salts.chain(command).copied().collect();
    fingerprint(&bytes)
}

/// Asks the database which idempotency keys are on record.
pub(super) async fn known_keys(
    connection: &mut Connection<'_>,
    submissions: impl Iterator<Item = &Submission>,
) -> Result<KnownKeys, StoreError> {
    let names: Vec<Fingerprint> = submissions.flat_map(names).collect();
    let mut known = KnownKeys::default();
    let mut gone = HashMap::new();
    for chunk in names.chunks(MOST) {
        let (placeholders, values) = listed(chunk, 1);
        let text = format!(
            "SELECT s.key, s.command, s.entry, \
             (SELECT count(*) FROM content c WHERE c.entry = s.entry AND c.status = 'erased'), b.salt \
             FROM submission s LEFT JOIN body b ON b.entry = s.entry \
             WHERE s.key IN ({placeholders}) ORDER BY s.key, b.name"
        );
        for row in connection.rows(&text, values).await? {
            let command = kept(&row.bytes(1)?)?;
            let (entry, erased) = (row.number(2)?, row.number(3)? > 0);
            let key = kept(&row.bytes(0)?)?;
            if erased {
                gone.insert(key, entry);
            }
            let known = known.0.entry(key);
            let known = known.or_insert_with(|| Known {
                command,
                entry,
                salts: Vec::new(),
                gone: None,
                taken_out: None,
            });
            if let Some(bytes) = row.optional_bytes(4)? {
                known.salts.push(salt(&bytes)?);
            }
        }
    }
    for (key, entry) in gone {
        let bytes = entry_bytes(connection, entry, entry + 1).await?;
        let bytes = bytes.first().map(Vec::as_slice).unwrap_or_default();
        let parsed = parse(entry, bytes)?;
        let event = Event::parse(parsed.kind, parsed.facts).map_err(|error| {
            StoreError::damaged(said!("store-some-unreadable", problem = error.to_string()))
        })?;
        if let Some(known) = known.0.get_mut(&key) {
            known.gone = Some(Box::new(event));
            known.taken_out = excluded_by(connection, entry).await?;
        }
    }
    Ok(known)
}

/// The entry that took a ballot out of its vote; `None` where what erased a content was no such entry.
async fn excluded_by(
    connection: &mut Connection<'_>,
    entry: u64,
) -> Result<Option<u64>, StoreError> {
    let text = "SELECT by_entry FROM content WHERE entry = $1 AND name = $2 AND status = 'erased'";
    let row = connection.row(text, values![entry, BALLOT]).await?;
    let Some(by) = row.map(|row| row.number(0)).transpose()? else {
        return Ok(None);
    };
    let bytes = entry_bytes(connection, by, by + 1).await?;
    let bytes = bytes.first().map(Vec::as_slice).unwrap_or_default();
    let excluded = parse(by, bytes)?.kind == BallotExcluded::KIND;
    Ok(excluded.then_some(by))
}

/// What a row has in `of_words` that a version recorded which did not say whether its key is made of words.
const UNSAID: u64 = 2;

/// Forgets keys from which words could be guessed that an earlier version erased without them.
pub(crate) async fn forget_keys_of_words(database: &Database) -> Result<(), StoreError> {
    // Asked alone: of two who open a new database at once, one makes its tables, and neither is to wait for the other in a circle.
    let unsaid = format!("SELECT count(*) FROM submission WHERE of_words = {UNSAID}");
    let mut lent = database.reader().await?;
    if lent.connection().number(&unsaid, vec![]).await? == 0 {
        return Ok(());
    }
    drop(lent);
    let erased = format!(
        "SELECT entry FROM submission WHERE of_words = 2 AND {KEYS_OF_WORDS} \
         AND entry IN (SELECT entry FROM content WHERE status = 'erased')"
    );
    let rows = database
        .reader()
        .await?
        .connection()
        .rows(&erased, vec![])
        .await?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut changes = database.begin().await?;
    let connection = &mut changes.connection();
    for row in rows {
        let entry = row.number(0)?;
        let text = "DELETE FROM submission WHERE entry = $1";
        connection.execute(text, values![entry]).await?;
        let text = "INSERT INTO trace (entry) VALUES ($1) ON CONFLICT DO NOTHING";
        connection.execute(text, values![entry]).await?;
    }
    Ok(changes.commit().await?)
}

/// Salts the commands of a database that an earlier program made, and drops the table with the unsalted ones.
pub(crate) async fn salt_submissions(database: &Database) -> Result<(), StoreError> {
    if !database
        .reader()
        .await?
        .connection()
        .has_table(UNSALTED)
        .await?
    {
        return Ok(());
    }
    let mut changes = database.begin().await?;
    let connection = &mut changes.connection();
    Head::lock(connection).await?;
    // Another node may have been quicker.
    if connection.has_table(UNSALTED).await? {
        let mut last = Vec::new();
        loop {
            let text = format!(
                "SELECT key, command, entry FROM {UNSALTED} WHERE key > $1 ORDER BY key LIMIT {CHUNK}"
            );
            let rows = connection.rows(&text, values![last.as_slice()]).await?;
            let Some(row) = rows.last() else { break };
            last = row.bytes(0)?;
            let mut salted_rows = Rows::new(&SUBMISSION);
            for row in &rows {
                let entry = row.number(2)?;
                let text = "SELECT salt FROM body WHERE entry = $1 ORDER BY name";
                let salts = connection.rows(text, values![entry]).await?;
                let salts = salts.iter().map(|row| salt(&row.bytes(0)?));
                let salts = salts.collect::<Result<Vec<_>, _>>()?;
                let command = salted(&kept(&row.bytes(1)?)?, &salts);
                let key = row.bytes(0)?;
                salted_rows.push(values![key, command.as_slice(), entry, UNSAID])?;
            }
            salted_rows.write(connection).await?;
        }
        connection.drop_table(UNSALTED).await?;
    }
    Ok(changes.commit().await?)
}

fn kept(bytes: &[u8]) -> Result<Fingerprint, StoreError> {
    Fingerprint::try_from(bytes).map_err(|_| StoreError::damaged(said!("store-key-malformed")))
}
