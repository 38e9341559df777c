//! The data directory: the database, the log's key, the last signed checkpoint, the registrar's token.

mod key;
mod lock;
mod secret;

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_accounts::Accounts;
use madang_record::SigningKey;
use madang_store::{Clock, OpenOptions, Store, StoreError, system_clock};

use crate::addresses;
use crate::logging::SECURITY;
use crate::mistakes;
use crate::output::GUARD_OPTION;

pub use key::Rotated;
pub use secret::{
    create as create_secret, random, read as read_secret, read_text as read_secret_text,
};

/// Where a command finds its data.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Record")]
pub struct DataArguments {
    /// Data directory: database, log key, last signed checkpoint, registrar's token
    #[arg(
        long,
        value_name = "DIR",
        default_value = "./madang-data",
        env = "MADANG_DATA",
        global = true
    )]
    pub data: PathBuf,
    /// Database, if not the SQLite file in the data directory: postgres://user@host/name or sqlite:///path
    #[arg(long, value_name = "URL", env = "MADANG_DATABASE", global = true)]
    pub database: Option<String>,
    /// Name of the log on its checkpoints when the record is begun: a schemeless address you control. It stands for good. Without it
    /// localhost/madang, which suits a trial only
    #[arg(
        long,
        value_name = "NAME",
        env = "MADANG_ORIGIN",
        value_parser = addresses::origin,
        global = true
    )]
    pub origin: Option<String>,
    /// File that remembers the last signed checkpoint; best on other storage than the database, so that whoever puts back
    /// the one does not put back the other. `checkpoint` in the data directory, if not given
    #[arg(long, value_name = "FILE", env = "MADANG_GUARD", global = true)]
    pub guard: Option<PathBuf>,
    /// Folder of the files that came with voices; one for all nodes of a record. `attachments` in the data directory, if not given
    #[arg(long, value_name = "DIR", env = "MADANG_ATTACHMENTS", global = true)]
    pub attachments: Option<PathBuf>,
    /// File for what matters to security: refused tokens, keys, guard file, clock, what a person accepted
    #[arg(long, value_name = "FILE", env = "MADANG_SECURITY_LOG", global = true)]
    pub security_log: Option<PathBuf>,
    /// Go on with a clock that is behind the last entry, or far ahead of it, for this reason
    #[arg(long, value_name = "REASON", global = true)]
    pub accept_clock: Option<String>,
}

/// What a record is called that nobody names: one to try things out with.
const TRIAL_ORIGIN: &str = "localhost/madang";

/// Whether nobody but this machine can be who a record of that name is of.
pub fn is_of_a_trial(origin: &str) -> bool {
    origin.split('/').next() == Some("localhost")
}

impl DataArguments {
    /// What a record is called that begins now.
    pub fn origin_to_begin(&self) -> &str {
        self.origin.as_deref().unwrap_or(TRIAL_ORIGIN)
    }

    /// Says where somebody names a record otherwise than it is called: its name stands since its first entry.
    pub fn say_other_origin(&self, store: &Store) {
        if let Some(named) = self
            .origin
            .as_deref()
            .filter(|named| *named != store.origin())
        {
            let origin = store.origin();
            note!(
                "madang: {}",
                t!("data-other-origin", origin = origin, named = named)
            );
        }
    }

    /// The files that every command on a record writes where somebody named them, with their options.
    pub fn outputs(&self) -> Vec<(&'static str, &Path)> {
        let guard = self.guard.as_deref().map(|path| (GUARD_OPTION, path));
        let log = self.security_log.as_deref();
        let log = log.map(|path| ("--security-log", path));
        guard.into_iter().chain(log).collect()
    }
}

/// An opened data directory.
#[derive(Clone, Debug)]
pub struct DataDirectory {
    path: PathBuf,
    database: String,
    /// The file that remembers the last signed checkpoint.
    guard: PathBuf,
    /// The folder of the files that came with voices.
    attachments: PathBuf,
}

/// What a person accepts when a store is opened, with their reasons.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    /// A database that is behind what was signed.
    pub older_database: Option<String>,
}

const GUARD: &str = "checkpoint";
const ATTACHMENTS: &str = "attachments";
const TOKEN: &str = "registrar.token";
const DATABASE: &str = "madang.db";

impl DataDirectory {
    /// Opens the directory; makes it where it is missing.
    ///
    /// # Errors
    /// Where it cannot be made, or is a file.
    pub fn create(arguments: &DataArguments) -> Result<DataDirectory> {
        // Ballots under seal lie in it: it is its owner's alone, and so is the database.
        let made = fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&arguments.data);
        made.with_context(|| t!("data-cannot-make", place = arguments.data))?;
        let directory = DataDirectory::at(arguments)?;
        if arguments.database.is_none() {
            let file = directory.file(DATABASE);
            fs::OpenOptions::new()
                .append(true)
                .create(true)
                .mode(0o600)
                .open(&file)
                .with_context(|| t!("files-cannot-write", file = file))?;
        }
        Ok(directory)
    }

    /// Opens a directory with a database in which nothing can be written, and says why; `None` where something can, where there
    /// is no database, and where it is elsewhere.
    ///
    /// # Errors
    /// Where the directory cannot be opened.
    pub fn readable(arguments: &DataArguments) -> Result<Option<(DataDirectory, String)>> {
        let file = arguments.data.join(DATABASE);
        if arguments.database.is_some() || !file.exists() {
            return Ok(None);
        }
        // SQLite writes beside its file too.
        let written = fs::OpenOptions::new().append(true).open(&file);
        let (refused, place) = match (written, tempfile::tempfile_in(&arguments.data)) {
            (Err(error), _) => (error, file),
            (Ok(_), Err(error)) => (error, arguments.data.clone()),
            (Ok(_), Ok(_)) => return Ok(None),
        };
        let for_reading = [ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied];
        if !for_reading.contains(&refused.kind()) {
            return Ok(None);
        }
        let why = mistakes::said(&refused);
        let reason = t!("data-read-only", place = place, why = why);
        Ok(Some((DataDirectory::at(arguments)?, reason)))
    }

    /// Opens a directory that must be there.
    ///
    /// # Errors
    /// Where it is not.
    pub fn open(arguments: &DataArguments) -> Result<DataDirectory> {
        if !arguments.data.is_dir() {
            refuse!("data-none", place = arguments.data);
        }
        DataDirectory::at(arguments)
    }

    /// Whether a record is there, as far as files tell; a database elsewhere is one for itself.
    pub fn has_record(arguments: &DataArguments) -> bool {
        let file = arguments.data.join(DATABASE);
        arguments.data.is_dir() && (arguments.database.is_some() || file.exists())
    }

    fn at(arguments: &DataArguments) -> Result<DataDirectory> {
        let path = fs::canonicalize(&arguments.data);
        let path = path.with_context(|| t!("data-cannot-open", place = arguments.data))?;
        let own = || sqlite_address(&path.join(DATABASE));
        let database = arguments.database.clone().unwrap_or_else(own);
        for file in Accounts::files_with(&database) {
            keep_to_owner(&file);
        }
        if may_be_plain(&database) {
            tracing::warn!(
                target: SECURITY,
                "the connection to the database may go in plain text: add ?sslmode=verify-full to its address, or sslmode=disable \
                 where that is meant"
            );
        }
        let guard = arguments.guard.clone().unwrap_or_else(|| path.join(GUARD));
        let attachments = arguments.attachments.clone();
        let attachments = attachments.unwrap_or_else(|| path.join(ATTACHMENTS));
        Ok(DataDirectory {
            path,
            database,
            guard,
            attachments,
        })
    }

    /// A file in the directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The file that remembers the last signed checkpoint.
    pub fn guard(&self) -> &Path {
        &self.guard
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The token with which a registrar hands in ballots, where there is one.
    ///
    /// # Errors
    /// Where its file cannot be read, or is open to others.
    pub fn known_token(&self) -> Result<Option<String>> {
        secret::read_text(&self.file(TOKEN))
    }

    /// The token with which a registrar hands in ballots; a new one where there is none.
    ///
    /// # Errors
    /// Where its file cannot be read or written, or is open to others.
    pub fn registrar_token(&self) -> Result<String> {
        if let Some(token) = self.known_token()? {
            return Ok(token);
        }
        let file = self.file(TOKEN);
        let token: String = random::<32>()?
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        secret::create(&file, format!("{token}\n").as_bytes())?;
        // What stands there is the token, whoever wrote it.
        secret::read_text(&file)?.with_context(|| t!("files-removed", file = file))
    }

    /// Opens the store, with the log's key and the checkpoint kept beside the database.
    ///
    /// # Errors
    /// As [`Store::open`], and a key that is missing or not in force.
    pub async fn store(&self, arguments: &DataArguments, accepted: Accepted) -> Result<Store> {
        self.store_with_clock(arguments, accepted, system_clock())
            .await
    }

    /// The same with a clock of its own: for an example whose entries are to be of days that are past.
    ///
    /// # Errors
    /// As [`DataDirectory::store`].
    pub async fn store_with_clock(
        &self,
        arguments: &DataArguments,
        accepted: Accepted,
        clock: Clock,
    ) -> Result<Store> {
        let key = self.key_to_open(arguments.origin_to_begin()).await?;
        let opened = self.open_store(key.key.clone(), arguments, accepted, clock);
        match opened.await {
            Err(error)
                if matches!(
                    error.downcast_ref(),
                    Some(StoreError::Key(_) | StoreError::Origin { .. })
                ) =>
            {
                self.explain(&key).await?;
                Err(error)
            }
            Ok(store) => {
                arguments.say_other_origin(&store);
                Ok(store)
            }
            Err(error) => Err(error),
        }
    }

    async fn open_store(
        &self,
        signing_key: SigningKey,
        arguments: &DataArguments,
        accepted: Accepted,
        clock: Clock,
    ) -> Result<Store> {
        let options = OpenOptions {
            url: self.database.clone(),
            origin: signing_key.name().to_owned(),
            signing_key,
            guard: Some(self.guard.clone()),
            accept_older_database: accepted.older_database,
            accept_clock: arguments.accept_clock.clone(),
        };
        let opened = Store::open_with_clock(options, clock).await;
        self.with_attachments(opened.map_err(|error| self.about_the_database(error))?)
            .await
    }

    async fn with_attachments(&self, store: Store) -> Result<Store> {
        store.keep_attachments_in(&self.attachments).await?;
        Ok(store)
    }

    /// Opens the accounts beside the database.
    ///
    /// # Errors
    /// As [`Accounts::open`].
    pub async fn accounts(&self) -> Result<Accounts> {
        Ok(Accounts::open(&self.database, madang_accounts::system_clock()).await?)
    }

    /// Opens the store for reading.
    ///
    /// # Errors
    /// As [`Store::open_read_only`].
    pub async fn read_only_store(&self) -> Result<Store> {
        let opened = Store::open_read_only(&self.database).await;
        self.with_attachments(opened.map_err(|error| self.about_the_database(error))?)
            .await
    }

    /// The same of an error in which one of the database may be.
    pub fn about(&self, error: anyhow::Error) -> anyhow::Error {
        match error.downcast::<StoreError>() {
            Ok(error) => self.about_the_database(error),
            Err(error) => error,
        }
    }

    /// An error of the database, with its name and what to do.
    pub fn about_the_database(&self, error: StoreError) -> anyhow::Error {
        let name = match fs::canonicalize(self.file(DATABASE)) {
            Ok(file) if self.database == sqlite_address(&self.file(DATABASE)) => {
                file.display().to_string()
            }
            // An address may hold a password.
            _ => t!("data-database-named"),
        };
        let words = error.to_string();
        let damaged = matches!(error, StoreError::Damaged(_) | StoreError::Replay(_))
            || ["malformed", "not a database"]
                .iter()
                .any(|said| words.contains(said));
        if damaged {
            return anyhow::Error::new(error).context(t!("data-damaged", name = name));
        }
        match error {
            StoreError::Database(_) | StoreError::Forked(_) => {
                anyhow::Error::new(error).context(name)
            }
            error => anyhow::Error::new(error),
        }
    }
}

/// Takes the rights of others away from a database and the files beside it: ballots under seal lie in them, or the addresses and
/// passwords of accounts. Where that cannot
/// be done the log says so, and the database is opened all the same.
fn keep_to_owner(database: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = database.as_os_str().to_owned();
        file.push(suffix);
        let Ok(about) = fs::metadata(&file) else {
            continue;
        };
        let mode = about.permissions().mode() & 0o777;
        if mode & 0o077 == 0 {
            continue;
        }
        let owner_alone = fs::Permissions::from_mode(mode & 0o700);
        let taken = fs::set_permissions(&file, owner_alone);
        let file = Path::new(&file).display();
        match taken {
            Ok(()) => tracing::warn!(
                target: SECURITY,
                "{file} was open to others than its owner (mode {mode:04o}): their rights are taken away; whoever has read it \
                 knows the ballots under seal, or what is kept of accounts"
            ),
            Err(error) => tracing::warn!(
                target: SECURITY,
                "{file} is open to others than its owner (mode {mode:04o}) and that cannot be changed ({error}): chmod 600 it"
            ),
        }
    }
}

/// Whether a database elsewhere is spoken to without saying that the connection must be encrypted: then it need not be.
fn may_be_plain(database: &str) -> bool {
    let Ok(address) = url::Url::parse(database) else {
        return false;
    };
    let here = match address.host_str() {
        None => true,
        Some(host) => {
            ["localhost", "127.0.0.1", "[::1]"].contains(&host) || host.starts_with("%2F")
        }
    };
    let stated =
        |(name, _): (std::borrow::Cow<'_, str>, _)| name == "sslmode" || name == "ssl-mode";
    let socket = |(name, _): (std::borrow::Cow<'_, str>, _)| name == "host";
    address.scheme().starts_with("postgres")
        && !here
        && !address.query_pairs().any(stated)
        && !address.query_pairs().any(socket)
}

/// The address of an SQLite file. A path may hold what means something in an address (`%`, `?`, `#`): each byte that is not
/// plain is written by its number, so that the address leads back to this very path.
fn sqlite_address(path: &Path) -> String {
    let mut address = "sqlite://".to_owned();
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests;
