//! Voters' pseudonyms: nobody can tell a voter's id from one, once the salt is gone.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use madang_record::hash::sha256;

use crate::data::{DataDirectory, random, write_secret};

/// The file that keeps the salt of a vote while ballots are imported into it.
fn file(directory: &DataDirectory, programme: &str, vote: &str) -> PathBuf {
    // Identifiers may hold what file names may not.
    let vote = sha256(format!("{programme}/{vote}").as_bytes()).to_hex();
    directory.file(&format!("import.salt.{}", &vote[..16]))
}

/// A salt for a vote's pseudonyms.
#[derive(Debug)]
pub struct Pseudonyms([u8; 32]);

impl Pseudonyms {
    /// For a check only: no pseudonym made with it goes on record.
    pub fn of_a_check() -> Pseudonyms {
        Pseudonyms([0; 32])
    }

    /// Those of a vote: its salt is kept until [`Pseudonyms::forget`], so that an import that was interrupted goes on with
    /// the same pseudonyms, and a voter who is in two files has one.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn of_vote(directory: &DataDirectory, programme: &str, vote: &str) -> Result<Pseudonyms> {
        let file = file(directory, programme, vote);
        match fs::read(&file) {
            Ok(bytes) => match bytes.try_into() {
                Ok(salt) => Ok(Pseudonyms(salt)),
                Err(_) => bail!(
                    "{} does not hold the salt of an import; remove it only if no import was interrupted",
                    file.display()
                ),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let salt = random::<32>()?;
                write_secret(&file, &salt)?;
                Ok(Pseudonyms(salt))
            }
            Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
        }
    }

    /// Deletes the salt of a vote that takes no more ballots.
    ///
    /// # Errors
    /// A file that cannot be removed.
    pub fn forget(directory: &DataDirectory, programme: &str, vote: &str) -> Result<()> {
        let file = file(directory, programme, vote);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", file.display()))
            }
            _ => Ok(()),
        }
    }

    /// A voter's pseudonym: 32 hex digits.
    pub fn of(&self, voter: &str) -> String {
        let digest = sha256(&[&self.0, voter.as_bytes()].concat());
        digest.to_hex().chars().take(32).collect()
    }
}
