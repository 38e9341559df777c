//! A database that is behind a signed checkpoint was accepted.

use madang_record::Hash;
use madang_words::check_not_blank;
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A person decided to go on with a database that is behind a checkpoint signed earlier: entries were lost, and
/// receipts for them no longer verify. This entry says so for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseAccepted {
    /// Size of the tree in the checkpoint that was signed earlier.
    pub signed_size: u64,
    /// Its root hash, hex.
    pub signed_root: String,
    /// Size of the tree in the database that was accepted.
    pub database_size: u64,
    /// Why, in the operator's words; no personal data.
    pub reason: String,
}

impl Fact for DatabaseAccepted {
    const KIND: &'static str = "log.database_accepted/1";
    const ASKED: &'static str = "accept_database";
    const WHO: &'static [Role] = &[Role::Operator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(Place::of_record("log", vec![]))
    }

    fn check(&self, _state: &State, by: &By<'_>) -> Checked {
        if self.database_size != by.index {
            return Err(Violation::field(
                "database_size",
                said!("log-database-size", must = by.index),
            ));
        }
        if self.signed_size <= self.database_size {
            return Err(Violation::field(
                "signed_size",
                said!(
                    "log-database-not-behind",
                    signed = self.signed_size,
                    database = self.database_size
                ),
            ));
        }
        if self.signed_root.parse::<Hash>().is_err() {
            return Err(Violation::field("signed_root", said!("kernel-hex-64")));
        }
        Ok(check_not_blank("reason", &self.reason, 2000)?)
    }

    fn change(&self, _state: &mut State, _entry: u64) -> Checked {
        // It is on the record, and nothing else follows from it.
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::DatabaseAccepted(self))
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
