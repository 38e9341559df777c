//! Voters' pseudonyms: nobody can tell a voter's id from one, once the salt is gone.

use anyhow::Result;
use madang_record::hash::sha256;

use super::secrets::Secret;
use crate::data::DataDirectory;

/// A salt for a vote's pseudonyms.
#[derive(Debug)]
pub struct Pseudonyms([u8; 32]);

impl Pseudonyms {
    /// For a check only: no pseudonym made with it goes on record.
    pub fn of_a_check() -> Pseudonyms {
        Pseudonyms([0; 32])
    }

    /// Those of a vote: its salt is kept until the vote is counted, so that an import that was interrupted goes on with
    /// the same pseudonyms, and a voter who is in two files has one.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn of_vote(directory: &DataDirectory, programme: &str, vote: &str) -> Result<Pseudonyms> {
        Secret::Pseudonyms
            .read_or_make(directory, programme, vote)
            .map(Pseudonyms)
    }

    /// A voter's pseudonym: 32 hex digits.
    pub fn of(&self, voter: &str) -> String {
        let digest = sha256(&[&self.0, voter.as_bytes()].concat());
        digest.to_hex().chars().take(32).collect()
    }
}
