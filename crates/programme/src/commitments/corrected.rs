//! A commitment is put right: what was recorded stays, and this stands beside it.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::commitment::{CommitmentRecorded, CommitmentText};
use crate::becomes::Becomes;
use crate::contents::{ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A commitment's words or values were put right. Facts and the content `text` say the whole commitment as it is to be
/// read from now on; the entry that is corrected stays beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentCorrected {
    /// The entry that is put right: the commitment's own, or its latest correction.
    pub corrects: u64,
    /// What was wrong, and where the right words or values are found.
    pub reason: Text,
    /// The values as they are to be read.
    pub values: CommitmentRecorded,
}

impl Fact for CommitmentCorrected {
    const KIND: &'static str = "commitment.corrected/1";
    const ASKED: &'static str = "correct_commitment";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<CommitmentText>(TEXT)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = Fact::place(&self.values, state)?;
        place.refs.insert(0, Relation::Corrects.to(self.corrects));
        Ok(place)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        self.reason.check("reason", 2000)?;
        let commitment = state.commitment(&self.values.id)?;
        // Who corrects has seen what stands: two corrections at once do not pass over each other.
        if self.corrects != commitment.stands() {
            return Err(Violation::field(
                "corrects",
                said!(
                    "commitment-corrects-another",
                    corrects = self.corrects,
                    id = quoted(&self.values.id),
                    stands = commitment.stands()
                ),
            ));
        }
        if self.values.country != commitment.country {
            return Err(Violation::field(
                "values.country",
                said!(
                    "commitment-of-another-country",
                    country = quoted(&self.values.country),
                    of = quoted(&commitment.country)
                ),
            ));
        }
        self.values.check_dates(state)?;
        match &self.values.action_plan {
            Some(plan) => state.action_plan(plan).map(drop),
            None => Ok(()),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.correct_commitment(&self.values.id, entry)
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
