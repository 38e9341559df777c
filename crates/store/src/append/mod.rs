//! The way in: commands become entries, many in one transaction.

mod answer;
mod batch;
mod closing;
mod keys;
mod make;
mod nodes;
mod rehearsal;
mod standing;
pub(crate) mod tiles;
pub(crate) mod writer;

pub(crate) use keys::{forget_keys_of_words, salt_submissions};
pub use rehearsal::{Rehearsal, Rehearsed};

use madang_programme::{Actor, Command};
use madang_record::body::Salt;

/// One command and who asks for it.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Who asks.
    pub actor: Actor,
    /// A key of the asker's choice, up to 200 bytes. The same key by the same actor with the same command is recorded
    /// once, however often it is asked for; with another command it is refused.
    pub idempotency_key: Option<String>,
    /// What is asked.
    pub command: Command,
    /// What else is to hold.
    pub terms: Terms,
}

/// What is to hold of a submission beside the rules.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// In whose name the idempotency key is remembered, where that is not the asker's: a file is the same file whoever brings it.
    /// What the asker recorded under the key before is known as well.
    pub key_of: Option<Actor>,
    /// Whether the idempotency key is made of the words that come with it: then it is forgotten when they are erased, since whoever
    /// can make such keys could guess the words from it.
    pub key_of_words: bool,
    /// Whose only ballot it is to be: it is refused where one of that voter stands whose place it would not take.
    pub only_ballot_of: Option<VoterIn>,
}

/// A voter in a vote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VoterIn {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// The voter's pseudonym.
    pub voter: String,
}

/// What one command of several became.
#[derive(Clone, Debug, PartialEq)]
pub struct Committed {
    /// Its entry.
    pub index: u64,
    /// The salts of its bodies by their names, with which it can be proved what they say.
    pub salts: Vec<(String, Salt)>,
    /// True where an earlier command with the same idempotency key had recorded it.
    pub repeated: bool,
}
