//! Another key signs.

use madang_record::{Note, NoteError, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::created::verifying_key;
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

/// Checkpoints from this entry on are signed by another key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRotated {
    /// The new verifier key.
    pub key: String,
    /// The key it replaces: the one in force so far.
    pub replaces: String,
    /// [`endorsement_text`] as a signed note under the key that is replaced, so that whoever trusts that key can
    /// trust this one.
    pub endorsement: String,
}

impl KeyRotated {
    /// The facts of a hand-over from `old` to `new`.
    ///
    /// # Errors
    /// Where the text cannot be signed: an origin that holds a line break, say.
    pub fn endorsed(
        origin: &str,
        old: &SigningKey,
        new: &VerifyingKey,
    ) -> Result<KeyRotated, NoteError> {
        let key = new.to_string();
        let endorsement = Note::sign(&endorsement_text(origin, &key), &[old])?.to_string();
        Ok(KeyRotated {
            key,
            replaces: old.verifying_key().to_string(),
            endorsement,
        })
    }
}

fn malformed(error: &NoteError) -> Violation {
    let reason = said!("log-endorsement-malformed", reason = record_said(error));
    Violation::field("endorsement", reason)
}

/// What the key in force signs to hand over to another.
pub fn endorsement_text(origin: &str, new_key: &str) -> String {
    format!("madang log key rotation\n{origin}\n{new_key}\n")
}

impl Fact for KeyRotated {
    const KIND: &'static str = "log.key_rotated/1";
    const ASKED: &'static str = "rotate_key";
    const WHO: &'static [Role] = &[Role::Operator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(Place::of_record("log", vec![]))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let log = state.begun_log()?;
        let current = log.keys.last().map(|(_, key)| key.as_str());
        if current != Some(self.replaces.as_str()) {
            return Err(Violation::field("replaces", said!("log-key-not-in-force")));
        }
        if log.keys.iter().any(|(_, key)| *key == self.key) {
            return Err(Violation::field("key", said!("log-key-used-before")));
        }
        verifying_key("key", &self.key, &log.origin)?;
        let old = verifying_key("replaces", &self.replaces, &log.origin)?;
        let note = Note::parse(&self.endorsement).map_err(|error| malformed(&error))?;
        let signatures = note.verify(&[old]).map_err(|error| malformed(&error))?;
        if signatures.is_empty() || note.text != endorsement_text(&log.origin, &self.key) {
            return Err(Violation::field("endorsement", said!("log-endorsement")));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.rotate_key(&self.key, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::KeyRotated)
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
