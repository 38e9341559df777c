//! The log as far as the entries tell.

use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;

/// The log's part of the state: nothing before its first entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Log(Option<LogState>);

/// The log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogState {
    /// Origin line of its checkpoints.
    pub origin: String,
    /// Keys in order, each with the entry from which it signs.
    pub keys: Vec<(u64, String)>,
}

impl LogState {
    /// The key in force for a checkpoint over `size` entries.
    pub fn key_at(&self, size: u64) -> Option<&str> {
        self.keys
            .iter()
            .rev()
            .find(|(entry, _)| *entry < size)
            .map(|(_, key)| key.as_str())
    }
}

impl State {
    /// The log's origin and keys; `None` before its first entry.
    pub fn log(&self) -> Option<&LogState> {
        self.log.0.as_ref()
    }

    /// The log, or the violation that it has not begun.
    pub(super) fn begun_log(&self) -> Result<&LogState, Violation> {
        self.log().ok_or_else(not_begun)
    }

    pub(super) fn begin_log(&mut self, origin: &str, key: &str, entry: u64) -> Checked {
        if self.log.0.is_some() {
            return Err(Violation::out_of_turn("the record has begun already"));
        }
        self.log.0 = Some(LogState {
            origin: origin.to_owned(),
            keys: vec![(entry, key.to_owned())],
        });
        Ok(())
    }

    pub(super) fn rotate_key(&mut self, key: &str, entry: u64) -> Checked {
        let log = self.log.0.as_mut().ok_or_else(not_begun)?;
        log.keys.push((entry, key.to_owned()));
        Ok(())
    }
}

fn not_begun() -> Violation {
    Violation::out_of_turn("a record begins with log.created")
}
