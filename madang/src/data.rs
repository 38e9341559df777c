//! The data directory: the database, the log's key, the last signed checkpoint, the registrar's token.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use madang_record::SigningKey;
use madang_store::{OpenOptions, Store};

use crate::addresses;

/// Where a command finds its data.
#[derive(Debug, Clone, clap::Args)]
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
    /// Name of the log on its checkpoints when the record is begun: a schemeless address you control
    #[arg(
        long,
        value_name = "NAME",
        default_value = "localhost/madang",
        value_parser = addresses::origin,
        global = true
    )]
    pub origin: String,
}

/// An opened data directory.
#[derive(Debug)]
pub struct DataDirectory {
    path: PathBuf,
    database: String,
}

const LOG_KEY: &str = "log.key";
const NEXT_KEY: &str = "log.key.next";
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
        made.with_context(|| {
            format!(
                "cannot make the data directory {}",
                arguments.data.display()
            )
        })?;
        let directory = DataDirectory::at(arguments)?;
        if arguments.database.is_none() {
            let file = directory.file(DATABASE);
            fs::OpenOptions::new()
                .append(true)
                .create(true)
                .mode(0o600)
                .open(&file)
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(directory)
    }

    /// Opens a directory that must be there.
    ///
    /// # Errors
    /// Where it is not.
    pub fn open(arguments: &DataArguments) -> Result<DataDirectory> {
        if !arguments.data.is_dir() {
            bail!(
                "there is no data directory {}; `madang demo` or `madang serve` makes one, --data names another",
                arguments.data.display()
            );
        }
        DataDirectory::at(arguments)
    }

    fn at(arguments: &DataArguments) -> Result<DataDirectory> {
        let path = fs::canonicalize(&arguments.data).with_context(|| {
            format!(
                "cannot open the data directory {}",
                arguments.data.display()
            )
        })?;
        let database = match &arguments.database {
            Some(url) => url.clone(),
            None => {
                let file = path.join(DATABASE);
                format!(
                    "sqlite://{}",
                    file.to_str()
                        .context("the data directory's path is not UTF-8")?
                )
            }
        };
        Ok(DataDirectory { path, database })
    }

    /// A file in the directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The log's key, if there is one.
    ///
    /// # Errors
    /// A key file that cannot be read.
    pub fn key(&self) -> Result<Option<SigningKey>> {
        let file = self.file(LOG_KEY);
        if !file.exists() {
            return Ok(None);
        }
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let key = SigningKey::parse_skey(text.trim())
            .with_context(|| format!("{} does not hold a signed-note key", file.display()))?;
        Ok(Some(key))
    }

    /// The log's key; a new one where there is none.
    ///
    /// # Errors
    /// A key file that cannot be read or written, or an origin that cannot name a key.
    pub fn key_or_new(&self, origin: &str) -> Result<SigningKey> {
        if let Some(key) = self.key()? {
            return Ok(key);
        }
        let key = new_key(origin)?;
        write_secret(
            &self.file(LOG_KEY),
            format!("{}\n", key.to_skey()).as_bytes(),
        )?;
        Ok(key)
    }

    /// Keeps a key that is about to come into force beside the one that is.
    ///
    /// # Errors
    /// Where its file cannot be written.
    pub fn prepare_key(&self, new: &SigningKey) -> Result<()> {
        write_secret(
            &self.file(NEXT_KEY),
            format!("{}\n", new.to_skey()).as_bytes(),
        )
    }

    /// Puts the prepared key in the place of `old`, which is kept under the name of its key id.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn take_prepared_key(&self, old: &SigningKey) -> Result<()> {
        let id: String = old
            .verifying_key()
            .key_id()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let kept = self.file(&format!("{LOG_KEY}.{id}"));
        write_secret(&kept, format!("{}\n", old.to_skey()).as_bytes())?;
        fs::rename(self.file(NEXT_KEY), self.file(LOG_KEY))
            .and_then(|()| sync(&self.path))
            .context("cannot put the new log key in its place")
    }

    /// The token with which a registrar hands in ballots; a new one where there is none.
    ///
    /// # Errors
    /// Where its file cannot be read or written.
    pub fn registrar_token(&self) -> Result<String> {
        let file = self.file(TOKEN);
        if file.exists() {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            return Ok(text.trim().to_owned());
        }
        let token: String = random::<32>()?
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        write_secret(&file, format!("{token}\n").as_bytes())?;
        Ok(token)
    }

    /// Opens the store, with the log's key and the checkpoint kept beside the database.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn store(
        &self,
        arguments: &DataArguments,
        accept_older_database: Option<String>,
    ) -> Result<Store> {
        let signing_key = self.key_or_new(&arguments.origin)?;
        let options = OpenOptions {
            url: self.database.clone(),
            origin: signing_key.name().to_owned(),
            signing_key,
            guard: Some(self.file("checkpoint")),
            accept_older_database,
        };
        Ok(Store::open(options).await?)
    }
}

impl DataDirectory {
    /// Opens the store for reading.
    ///
    /// # Errors
    /// As [`Store::open_read_only`].
    pub async fn read_only_store(&self) -> Result<Store> {
        Ok(Store::open_read_only(&self.database).await?)
    }
}

/// A new log key from the operating system's randomness.
///
/// # Errors
/// Where there is no randomness, or `origin` cannot name a key.
pub fn new_key(origin: &str) -> Result<SigningKey> {
    SigningKey::from_seed(origin, random()?)
        .with_context(|| format!("{origin:?} cannot name a log"))
}

/// Random bytes from the operating system.
///
/// # Errors
/// Where there are none.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::anyhow!("the operating system gives no random bytes: {error}"))?;
    Ok(bytes)
}

/// Writes a file that only its owner may read, in one step.
pub fn write_secret(file: &Path, content: &[u8]) -> Result<()> {
    let directory = file.parent().unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        // A temporary file is readable by its owner alone from the beginning.
        let mut temporary = tempfile::NamedTempFile::new_in(directory)?;
        temporary.write_all(content)?;
        temporary.as_file().sync_all()?;
        temporary.persist(file)?;
        sync(directory)
    };
    write().with_context(|| format!("cannot write {}", file.display()))
}

/// Makes names that were given or changed in a directory outlast a power cut.
fn sync(directory: &Path) -> std::io::Result<()> {
    fs::File::open(directory)?.sync_all()
}
