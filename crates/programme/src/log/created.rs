//! The record begins.

use madang_record::{Algorithm, NoteError, VerifyingKey};
use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::rules::check_known;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::record::record_said;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The first entry of every record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogCreated {
    /// The log's origin, as on its checkpoints: a schemeless address.
    pub origin: String,
    /// The key that signs the checkpoints, as a signed-note verifier key (`vkey`).
    pub key: String,
}

impl Fact for LogCreated {
    const KIND: &'static str = "log.created/1";
    const ASKED: &'static str = "create_log";
    const WHO: &'static [Role] = &[Role::Operator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(Place::of_record("log", vec![]))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        if state.log().is_some() {
            return Err(Violation::out_of_turn(said!("log-begun-already")));
        }
        verifying_key("key", &self.key, &self.origin).map(drop)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.begin_log(&self.origin, &self.key, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_000
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// The first entry of a record that says which rules it is held to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogBegun {
    /// The log's origin, as on its checkpoints: a schemeless address.
    pub origin: String,
    /// The key that signs the checkpoints, as a signed-note verifier key (`vkey`).
    pub key: String,
    /// The version of its rules: [`super::RULES`].
    pub rules: u32,
}

impl Fact for LogBegun {
    const KIND: &'static str = "log.created/2";
    const ASKED: &'static str = "begin_log";
    const WHO: &'static [Role] = &[Role::Operator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(Place::of_record("log", vec![]))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        if state.log().is_some() {
            return Err(Violation::out_of_turn(said!("log-begun-already")));
        }
        check_known(self.rules)?;
        verifying_key("key", &self.key, &self.origin).map(drop)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.begin_log(&self.origin, &self.key, entry)?;
        state.adopt_rules(self.rules)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_000
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// Reads a log key and checks that it is one: Ed25519, named by the origin.
pub(super) fn verifying_key(
    field: &'static str,
    key: &str,
    origin: &str,
) -> Result<VerifyingKey, Violation> {
    let parsed: VerifyingKey = key.parse().map_err(|error: NoteError| {
        Violation::field(
            field,
            said!("log-key-malformed", reason = record_said(&error)),
        )
    })?;
    if parsed.name() != origin || parsed.algorithm() != Algorithm::Ed25519 {
        return Err(Violation::field(
            field,
            said!("log-key-of-another", origin = quoted(origin)),
        ));
    }
    Ok(parsed)
}
