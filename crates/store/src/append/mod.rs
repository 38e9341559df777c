//! The way in: commands become entries, many in one transaction.

mod answer;
mod batch;
mod keys;
mod make;
mod nodes;
mod rehearsal;
pub(crate) mod tiles;
pub(crate) mod writer;

pub(crate) use keys::salt_submissions;
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
