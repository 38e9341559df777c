//! A proposal is taken back.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::state::Standing;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::Role;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// A proposal was taken back before the vote opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalWithdrawn {
    /// The programme.
    pub programme: String,
    /// The proposal.
    pub id: String,
}

impl Fact for ProposalWithdrawn {
    const KIND: &'static str = "proposal.withdrawn/1";
    const ASKED: &'static str = "withdraw_proposal";
    const WHO: &'static [Role] = &[Role::Official];
    const CONTENTS: &'static [ContentRule] = &[];

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            format!("proposal:{}/{}", self.programme, self.id),
            vec![Relation::Proposal.to(state.proposal(&self.programme, &self.id)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        if state.proposal(&self.programme, &self.id)?.standing == Standing::Submitted {
            return Ok(());
        }
        Err(Violation::out_of_turn(said!(
            "proposal-not-withdrawable",
            id = quoted(&self.id)
        )))
    }

    fn change(&self, state: &mut State, _entry: u64) -> Checked {
        state.withdraw_proposal(&self.programme, &self.id)
    }
}
