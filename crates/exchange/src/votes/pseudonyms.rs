//! Voters' pseudonyms: nobody can tell a voter's id from one, once the salt is gone.

use madang_record::hash::sha256;

/// The pseudonyms of one vote.
#[derive(Debug)]
pub struct Pseudonyms([u8; 32]);

impl Pseudonyms {
    /// For a check only: no pseudonym made with it goes on record.
    pub fn of_a_check() -> Pseudonyms {
        Pseudonyms([0; 32])
    }

    /// Those made with the salt of a vote, which whoever imports keeps until the vote is counted: an import that was
    /// interrupted goes on with the same pseudonyms, and a voter who is in two files has one.
    pub fn with_salt(salt: [u8; 32]) -> Pseudonyms {
        Pseudonyms(salt)
    }

    /// A voter's pseudonym: 32 hex digits.
    pub fn of(&self, voter: &str) -> String {
        let digest = sha256(&[&self.0, voter.as_bytes()].concat());
        digest.to_hex().chars().take(32).collect()
    }
}
