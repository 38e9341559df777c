//! The log's key: found, made where there is no record yet, rotated. Nothing here writes over a key.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_programme::{Actor, Role};
use madang_record::note::{Note, VerifyingKey};
use madang_record::{Checkpoint, SigningKey};
use madang_store::{Store, system_clock};

use super::lock::Lock;
use super::{Accepted, DataArguments, DataDirectory, secret};

/// The key that signs.
const LOG_KEY: &str = "log.key";
/// A key that is about to come into force. Keys that were in force are beside it, under the ids of theirs.
const NEXT_KEY: &str = "log.key.next";

/// The key that a store is opened with.
#[derive(Debug)]
pub(super) struct KeyToOpen {
    pub(super) key: SigningKey,
    /// True where it was made for a record that is about to begin.
    made: bool,
    /// Held until the store is open, where a key was made or moved for it.
    _lock: Option<Lock>,
}

/// What `madang key rotate` did.
#[derive(Debug)]
pub enum Rotated {
    /// An entry puts a new key in force.
    Now { entry: u64, key: VerifyingKey },
    /// A rotation that was stopped half-way was on record already; its key is in its place now.
    Finished { key: VerifyingKey },
}

/// A key file.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    key: SigningKey,
}

impl DataDirectory {
    /// The log's key, if there is one.
    ///
    /// # Errors
    /// A key file that cannot be read, is open to others, or is a link to something that is not there.
    pub fn key(&self) -> Result<Option<SigningKey>> {
        read_key(&self.file(LOG_KEY))
    }

    /// The key to open the store with: the one that is there, or a new one where nothing was ever recorded.
    ///
    /// # Errors
    /// A key that is missing or not in force, with the files in which it was sought.
    pub(super) async fn key_to_open(&self, origin: &str) -> Result<KeyToOpen> {
        if let Err(error) = secret::clear_half_written(&self.path) {
            tracing::warn!("{error:#}");
        }
        if fs::symlink_metadata(self.file(NEXT_KEY)).is_err()
            && let Some(key) = self.key()?
        {
            return Ok(KeyToOpen {
                key,
                made: false,
                _lock: None,
            });
        }
        let lock = Lock::take(&self.path).await?;
        let (key, made) = match self.key_in_force().await? {
            Some(in_force) if in_force.path == self.file(NEXT_KEY) => {
                self.take_next_key()?;
                (in_force.key, false)
            }
            Some(in_force) => (in_force.key, false),
            None => match self.key()? {
                Some(key) => (key, false),
                None => (self.make_key(origin)?, true),
            },
        };
        Ok(KeyToOpen {
            key,
            made,
            _lock: Some(lock),
        })
    }

    /// After a store could not be opened with a key: takes a key back that was made for a record which somebody else has
    /// begun meanwhile, and says which files were looked at.
    pub(super) async fn explain(&self, opened_with: &KeyToOpen) -> Result<()> {
        if opened_with.made {
            let file = self.file(LOG_KEY);
            let ours = read_key(&file)?
                .is_some_and(|key| key.verifying_key() == opened_with.key.verifying_key());
            if ours && self.key_in_force().await.is_err() {
                fs::remove_file(&file).with_context(|| t!("files-cannot-remove", file = file))?;
            }
        }
        self.key_in_force().await.map(drop)
    }

    /// The key file whose key signed the database's last checkpoint; `None` where there is no record.
    ///
    /// # Errors
    /// Where no file here holds that key, or only one that was put away.
    async fn key_in_force(&self) -> Result<Option<Found>> {
        let checkpoint = Store::signed_checkpoint(&self.database).await;
        let checkpoint = checkpoint.map_err(|error| self.about_the_database(error))?;
        let Some(checkpoint) = checkpoint else {
            return Ok(None);
        };
        let signed_by = |key: &SigningKey| {
            Checkpoint::open(&checkpoint, std::slice::from_ref(key.verifying_key())).is_ok()
        };
        let mut sought = Vec::new();
        for name in [LOG_KEY, NEXT_KEY] {
            let path = self.file(name);
            match read_key(&path)? {
                Some(key) if signed_by(&key) => return Ok(Some(Found { path, key })),
                Some(key) => sought.push(t!("key-holds-another", file = path, key = id(&key))),
                None => sought.push(t!("key-not-there", file = path)),
            }
        }
        let signer = Note::parse(&checkpoint)?
            .signatures
            .first()
            .map(|line| hex(&line.key_id));
        let signer = signer.unwrap_or_default();
        let both = sought.into_iter();
        let sought = both.reduce(|first, second| t!("key-and", first = first, second = second));
        let sought = sought.unwrap_or_default();
        let log_key = self.file(LOG_KEY);
        if let Some(kept) = self
            .kept_keys()?
            .into_iter()
            .find(|kept| signed_by(&kept.key))
        {
            refuse!(
                "key-kept",
                signer = signer,
                sought = sought,
                kept = kept.path,
                file = log_key
            );
        }
        refuse!("key-missing", signer = signer, sought = sought)
    }

    /// The keys that were in force once.
    fn kept_keys(&self) -> Result<Vec<Found>> {
        let problem = || t!("files-cannot-read", file = self.path);
        let mut kept = Vec::new();
        for file in fs::read_dir(&self.path).with_context(problem)? {
            let path = file.with_context(problem)?.path();
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            if name.starts_with("log.key.") && name != NEXT_KEY {
                kept.extend(read_key(&path)?.map(|key| Found { path, key }));
            }
        }
        Ok(kept)
    }

    /// Makes the key of a record that is about to begin; the lock is held.
    fn make_key(&self, origin: &str) -> Result<SigningKey> {
        let traces = [self.file(NEXT_KEY), self.guard.clone()];
        if let Some(trace) = traces
            .iter()
            .find(|trace| fs::symlink_metadata(trace).is_ok())
        {
            refuse!("key-was-one", file = self.file(LOG_KEY), trace = trace);
        }
        let key = new_key(origin)?;
        secret::create(&self.file(LOG_KEY), &text_of(&key))?;
        // What stands there is the key, whoever wrote it.
        self.key()?
            .with_context(|| t!("files-removed", file = self.file(LOG_KEY)))
    }

    /// Puts another key in force: a prepared one where there is one, else a new one.
    ///
    /// # Errors
    /// Where the key in force is not here, or the store does not record the change. The prepared key stays, and the next
    /// call goes on from it.
    pub async fn rotate_key(&self, arguments: &DataArguments) -> Result<Rotated> {
        let _lock = Lock::take(&self.path).await?;
        secret::clear_half_written(&self.path)?;
        let (log_key, next_key) = (self.file(LOG_KEY), self.file(NEXT_KEY));
        if let Ok(target) = fs::read_link(&log_key) {
            refuse!("key-link", file = log_key, target = target);
        }
        let in_force = self.key_in_force().await?;
        let in_force = in_force.with_context(|| t!("key-none-to-rotate"))?;
        if in_force.path == next_key {
            self.take_next_key()?;
            let key = in_force.key.verifying_key().clone();
            return Ok(Rotated::Finished { key });
        }
        // The new key is kept before it is in force: a stop in between leaves both on disk.
        if read_key(&next_key)?.is_none() {
            let new = new_key(in_force.key.name())?;
            secret::create(&next_key, &text_of(&new))?;
        }
        let next = read_key(&next_key)?.with_context(|| t!("files-removed", file = next_key))?;
        let key = next.verifying_key().clone();
        let stays = || t!("key-prepared", file = next_key);
        let store = self
            .open_store(in_force.key, arguments, Accepted::default(), system_clock())
            .await
            .with_context(stays)?;
        let receipt = store
            .rotate_key(Actor::new(Role::Operator, "console")?, next)
            .await;
        store.close().await;
        let entry = receipt.with_context(stays)?.proof.index;
        self.take_next_key()?;
        Ok(Rotated::Now { entry, key })
    }

    /// Puts the key that has come into force in the place of the one before, which is kept under its id. The lock is held.
    fn take_next_key(&self) -> Result<()> {
        let (log_key, next_key) = (self.file(LOG_KEY), self.file(NEXT_KEY));
        if let Ok(target) = fs::read_link(&log_key) {
            tracing::warn!(
                key = %next_key.display(),
                link = %log_key.display(),
                target = %target.display(),
                "the link leads to a key that was replaced; keep the new one where you keep secrets"
            );
            return Ok(());
        }
        if let Some(old) = self.key()? {
            self.keep_key(&old)?;
        }
        fs::rename(&next_key, &log_key)
            .and_then(|()| secret::sync(&self.path))
            .with_context(|| t!("key-cannot-place", next = next_key, file = log_key))
    }

    /// Keeps a key that was in force under its id.
    fn keep_key(&self, old: &SigningKey) -> Result<()> {
        let name = format!("{LOG_KEY}.{}", id(old));
        // Ids have four bytes: two keys may share one.
        for number in 1..100 {
            let file = match number {
                1 => self.file(&name),
                number => self.file(&format!("{name}.{number}")),
            };
            if secret::create(&file, &text_of(old))? {
                return Ok(());
            }
            if read_key(&file)?.is_some_and(|kept| kept.verifying_key() == old.verifying_key()) {
                return Ok(());
            }
        }
        refuse!("key-too-many", file = self.file(&name))
    }
}

fn read_key(file: &Path) -> Result<Option<SigningKey>> {
    let Some(text) = secret::read_text(file)? else {
        return Ok(None);
    };
    let key = SigningKey::parse_skey(&text).with_context(|| t!("key-no-key", file = file))?;
    Ok(Some(key))
}

/// A new log key from the operating system's randomness.
fn new_key(origin: &str) -> Result<SigningKey> {
    SigningKey::from_seed(origin, secret::random()?)
        .with_context(|| t!("key-origin", origin = origin))
}

fn text_of(key: &SigningKey) -> Vec<u8> {
    format!("{}\n", key.to_skey()).into_bytes()
}

fn id(key: &SigningKey) -> String {
    hex(&key.verifying_key().key_id())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
