//! Opening a store: tables, replay, checks.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use madang_database::{Connection, Database, Migrations};
use madang_programme::log::{DatabaseAccepted, LogBegun, RULES};
use madang_programme::{Actor, Command, Role};
use madang_record::note::{SigningKey, VerifyingKey};
use madang_record::time::parse_at;
use madang_words::quoted;
use tokio::sync::mpsc;

use crate::Store;
use crate::append::writer::{QUEUE, Writer};
use crate::append::{Submission, forget_keys_of_words, salt_submissions, tiles};
use crate::clock::{Clock, system_clock};
use crate::doubt::{self, Doubt};
use crate::error::{StoreError, SubmitError};
use crate::guard::{self, Guard, How, Remembered};
use crate::projection::tables;
use crate::replica::{Head, Watch, key_at};
use crate::shared::Shared;
use crate::traces::keep_clearing;
use crate::words::said;

/// How long whoever begins a record may take to make its guard file.
const BEGINNING: Duration = Duration::from_secs(1);

/// What is never made again is made by migrations; an applied one is never edited.
pub(crate) const MIGRATIONS: Migrations = madang_database::migrations![
    "0001_record",
    "0002_read",
    "0003_described_tables",
    "0004_commits",
    "0005_keys_of_words",
];

/// What a store is opened with.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The database: `sqlite:///path/madang.db` or `postgres://user:password@host/database`.
    /// `?max_page_count=N` after the path keeps an SQLite database within N pages of 4 KiB.
    pub url: String,
    /// The log's origin, as on its checkpoints: a schemeless address.
    pub origin: String,
    /// The key that signs checkpoints; its name is the origin.
    pub signing_key: SigningKey,
    /// The file that holds the last signed checkpoint outside the database. Without one a database that was put back
    /// to an earlier time is not noticed.
    pub guard: Option<PathBuf>,
    /// Why a database that is behind the guard file is to be accepted all the same, or one whose guard file is missing, stale
    /// or damaged: a person's words, which go on the record where entries are known to be lost. Does nothing where there is no
    /// doubt.
    pub accept_older_database: Option<String>,
    /// Why the clock is believed although it is behind the last entry or far ahead of it: a person's words.
    pub accept_clock: Option<String>,
}

impl Store {
    /// Opens a database for recording: makes or updates its tables, begins the record if there is none, replays all
    /// entries and holds them against the signed checkpoint and the guard file.
    ///
    /// A database that is behind the guard file, or on another branch, is opened all the same: it can be read, and
    /// [`Store::read_only_reason`] says why nothing is recorded.
    ///
    /// # Errors
    /// An address that cannot be used, a database that is damaged or holds another log, a key that is not in force.
    pub async fn open(options: OpenOptions) -> Result<Store, StoreError> {
        Store::open_with_clock(options, system_clock()).await
    }

    /// Opens a database with a clock other than the system's.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub async fn open_with_clock(options: OpenOptions, clock: Clock) -> Result<Store, StoreError> {
        let OpenOptions {
            url,
            origin,
            signing_key,
            guard,
            accept_older_database,
            accept_clock,
        } = options;
        if signing_key.name() != origin {
            return Err(StoreError::Key(said!(
                "store-key-named",
                name = quoted(signing_key.name()),
                origin = quoted(&origin)
            )));
        }
        let database = Database::open(&url, &MIGRATIONS).await?;
        let place = database.place().to_owned();
        let shared = Arc::new(Shared::new(database, origin, clock, guard));
        let doubt = prepare(&shared, signing_key.verifying_key());
        let doubt = doubt.await.map_err(|error| error.at(&place))?;
        check_origin(&shared, signing_key.verifying_key()).await?;

        let (sender, queue) = mpsc::channel(QUEUE);
        tokio::spawn(Writer::new(Arc::clone(&shared), signing_key.clone()).run(queue));
        let store = Store {
            shared: Arc::clone(&shared),
            queue: Some(sender),
        };
        if let Some(reason) = accept_clock {
            store.accept_clock(&reason);
        }
        if store.size().await? == 0 {
            if let (Some(doubt), None) = (&doubt, &accept_older_database) {
                return Err(StoreError::Guard(doubt.reason.clone()));
            }
            if let Some(guard) = &shared.guard {
                guard.prepare()?;
            }
            store.begin_log(&signing_key).await?;
        }
        match (doubt, accept_older_database) {
            (None, _) => {
                let how = match shared.clock.doubt() {
                    None => How::Touch,
                    // The file's time says when the clock was believed last.
                    Some(_) => How::Newest,
                };
                // Where it cannot be written, the record is read-only until it can.
                let _ = shared.remember(how).await;
            }
            (Some(doubt), Some(reason)) => store.accept(doubt, reason).await?,
            (Some(doubt), None) => {
                shared.guard.iter().for_each(Guard::leave_alone);
                shared.make_read_only(&doubt.reason);
            }
        }
        if let Some(queue) = &store.queue {
            tokio::spawn(tiles::build(Arc::clone(&shared), queue.downgrade()));
        }
        if shared.read_only_reason().is_none() {
            tokio::spawn(keep_clearing(Arc::clone(&shared)));
        }
        tokio::spawn(guard::keep(shared));
        Ok(store)
    }

    /// Opens a database that holds a record, for reading only: for exports and checks, without a key.
    ///
    /// # Errors
    /// An address that cannot be used, a database without a record, a database that is damaged.
    pub async fn open_read_only(url: &str) -> Result<Store, StoreError> {
        let database = Database::open_read_only(url, &MIGRATIONS).await?;
        tables::check(&mut database.reader().await?.connection()).await?;
        let mut shared = Shared::new(database, String::new(), system_clock(), None);
        let level = shared.replica.level(&shared.database).await?;
        let log = level.state.log().ok_or(StoreError::Empty)?;
        shared.origin.clone_from(&log.origin);
        let last = parse_at(&level.state.last_at).unwrap_or(0);
        shared.clock.entry_at(last);
        Ok(Store {
            shared: Arc::new(shared),
            queue: None,
        })
    }

    /// Records the first entry; another node may have been quicker.
    async fn begin_log(&self, key: &SigningKey) -> Result<(), StoreError> {
        let facts = LogBegun {
            origin: self.shared.origin.clone(),
            key: key.verifying_key().to_string(),
            rules: RULES,
        };
        match self.submit(by_operator(Command::plain(facts))?).await {
            Ok(_) => Ok(()),
            Err(SubmitError::Refused(_)) => check_origin(&self.shared, key.verifying_key()).await,
            Err(error) => Err(StoreError::Closed(error.said())),
        }
    }

    /// Goes on with a database in doubt, for a person's reason. Where entries are known to be lost, the record says so; where
    /// nobody knows, the log does.
    async fn accept(&self, doubt: Doubt, reason: String) -> Result<(), StoreError> {
        tracing::warn!(
            target: "security",
            reason,
            doubt = %doubt.reason,
            "a database in doubt was accepted"
        );
        let database_size = self.size().await?;
        if let Some(signed) = doubt.signed.filter(|signed| signed.size > database_size) {
            let facts = DatabaseAccepted {
                signed_size: signed.size,
                signed_root: signed.root.to_string(),
                database_size,
                reason,
            };
            self.submit(by_operator(Command::plain(facts))?)
                .await
                .map_err(|error| StoreError::Closed(error.said()))?;
        }
        let remembered = self.shared.remember(How::Whatever).await;
        remembered.map_err(StoreError::Guard)
    }
}

fn by_operator(command: Command) -> Result<Submission, StoreError> {
    let actor =
        Actor::new(Role::Operator, "server").map_err(|error| StoreError::Key(error.said()))?;
    Ok(Submission {
        actor,
        idempotency_key: None,
        command,
        terms: Default::default(),
    })
}

/// Brings the tables up to date and replays all entries, as [`load`] does.
async fn prepare(shared: &Shared, own: &VerifyingKey) -> Result<Option<Doubt>, StoreError> {
    salt_submissions(&shared.database).await?;
    tables::update(&shared.database).await?;
    forget_keys_of_words(&shared.database).await?;
    load(shared, own).await
}

/// Replays all entries. Gives the doubt about the database that comes from what is remembered outside it.
async fn load(shared: &Shared, own: &VerifyingKey) -> Result<Option<Doubt>, StoreError> {
    let mut turn = shared.replica.turn().await;
    let mut lent = shared.database.reader().await?;
    let connection = &mut lent.connection();
    let (remembered, head) = remembered(shared, own, connection).await?;
    let mut watch = match &remembered {
        Some(Remembered::Signed(signed)) => Some(Watch {
            size: signed.size,
            root: signed.root,
            holds: None,
        }),
        _ => None,
    };
    turn.catch_up(connection, &head, watch.as_mut()).await?;
    if head.size() > 0 {
        shared
            .committed
            .send_replace((head.frontier.clone(), head.checkpoint.clone()));
        let last = parse_at(&turn.latest().state.last_at).unwrap_or(0);
        shared.clock.entry_at(last);
        shared
            .clock
            .opened(shared.guard.as_ref().and_then(Guard::time));
    }
    match (&shared.guard, remembered) {
        (Some(guard), Some(remembered)) => {
            doubt::doubt(connection, guard.path(), remembered, watch, &head).await
        }
        _ => Ok(None),
    }
}

/// What the guard file says, and how far the database is after that: others may be writing, and a file that is read later says
/// more than the database did. Where a record has its first entry and nothing else, whoever began it this moment may be about
/// to make the file: it is waited for.
async fn remembered(
    shared: &Shared,
    own: &VerifyingKey,
    connection: &mut Connection<'_>,
) -> Result<(Option<Remembered>, Head), StoreError> {
    let since = Instant::now();
    loop {
        let found = match &shared.guard {
            Some(guard) => Some(guard.read(std::slice::from_ref(own), &shared.origin)?),
            None => None,
        };
        let head = Head::read(connection).await?;
        let begins = head.size() == 1 && matches!(found, Some(Remembered::Missing));
        if !begins || since.elapsed() > BEGINNING {
            return Ok((found, head));
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Checks that the database holds this log and that the key is the one in force.
async fn check_origin(shared: &Shared, own: &VerifyingKey) -> Result<(), StoreError> {
    let level = shared.replica.level(&shared.database).await?;
    let state = &level.state;
    let Some(log) = state.log() else {
        return Ok(());
    };
    if log.origin != shared.origin {
        return Err(StoreError::Origin {
            expected: shared.origin.clone(),
            found: log.origin.clone(),
        });
    }
    let in_force = key_at(state, state.size)?;
    if in_force != *own {
        return Err(StoreError::Key(said!(
            "store-key-other",
            in_force = in_force.to_string(),
            own = own.to_string()
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// An applied migration is never edited: databases know them by these hashes and refuse others.
    #[test]
    fn applied_migrations_are_as_they_were() {
        let [sqlite, postgres] = MIGRATIONS.hashes();
        assert_eq!(
            sqlite,
            [
                "135cf1124538099ba8a64237",
                "3d8ca0f01ff0fa55d2bc8f1a",
                "fc4af0de20c907477e1bb195",
                "67467f68a5b58780ac942469",
                "2f9d50f93739f163982c186f"
            ]
        );
        assert_eq!(
            postgres,
            [
                "6bc2afd909ce01b4a57e1f90",
                "5877e598459c7922bd1ecae9",
                "a9e01f5a354e3427c8f6a91e",
                "67467f68a5b58780ac942469",
                "e1ec7dfd6579450460186f5f"
            ]
        );
        for folder in ["sqlite", "postgres"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("migrations")
                .join(folder);
            let files = std::fs::read_dir(folder).expect("the migrations");
            assert_eq!(files.count(), sqlite.len(), "a file that no list names");
        }
    }
}
