//! Secrets of a vote, each in a file of the data directory: made once, read again, deleted when they have served.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_record::hash::sha256;

use crate::data::{DataDirectory, create_secret, random, read_secret};

/// What a secret is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// The salt of voters' pseudonyms, while ballots are imported.
    Pseudonyms,
    /// The seed of the lot that breaks ties, until the ballots are opened.
    LotSeed,
    /// By which rows of voices are known again; of a programme, whose votes it has nothing to do with.
    Rows,
}

impl Secret {
    /// The file that keeps it.
    pub fn file(self, directory: &DataDirectory, programme: &str, vote: &str) -> PathBuf {
        // Identifiers may hold what file names may not.
        let vote = sha256(format!("{programme}/{vote}").as_bytes()).to_hex();
        let name = match self {
            Secret::Pseudonyms => "import.salt",
            Secret::LotSeed => "lot.seed",
            Secret::Rows => "voices.rows",
        };
        directory.file(&format!("{name}.{}", &vote[..16]))
    }

    /// Reads it; `None` where there is no such file.
    ///
    /// # Errors
    /// A file that cannot be read or holds something else.
    pub fn read(
        self,
        directory: &DataDirectory,
        programme: &str,
        vote: &str,
    ) -> Result<Option<[u8; 32]>> {
        let file = self.file(directory, programme, vote);
        match read_secret(&file)?.map(TryInto::try_into) {
            Some(Ok(secret)) => Ok(Some(secret)),
            Some(Err(_)) => refuse!("data-secret-size", file = file),
            None => Ok(None),
        }
    }

    /// Reads it, or makes and keeps a new one.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn read_or_make(
        self,
        directory: &DataDirectory,
        programme: &str,
        vote: &str,
    ) -> Result<[u8; 32]> {
        if let Some(secret) = self.read(directory, programme, vote)? {
            return Ok(secret);
        }
        let file = self.file(directory, programme, vote);
        create_secret(&file, &random::<32>()?)?;
        // Another command may have been quicker: what stands there is the secret.
        self.read(directory, programme, vote)?
            .with_context(|| t!("files-removed", file = file))
    }

    /// Deletes those of a vote that is over.
    ///
    /// # Errors
    /// A file that cannot be removed.
    pub fn forget_of_vote(directory: &DataDirectory, programme: &str, vote: &str) -> Result<()> {
        for secret in [Secret::Pseudonyms, Secret::LotSeed] {
            secret.forget(directory, programme, vote)?;
        }
        Ok(())
    }

    /// Deletes it.
    ///
    /// # Errors
    /// A file that cannot be removed.
    pub fn forget(self, directory: &DataDirectory, programme: &str, vote: &str) -> Result<()> {
        let file = self.file(directory, programme, vote);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| t!("files-cannot-remove", file = file))
            }
            _ => Ok(()),
        }
    }
}
