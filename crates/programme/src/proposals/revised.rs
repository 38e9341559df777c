//! A proposal is revised by whoever handed it in.

use madang_words::{check_amount, quoted};
use serde::{Deserialize, Serialize};

use super::submitted::{CALLED, ProposalText};
use crate::becomes::Becomes;
use crate::contents::{ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A proposal reads otherwise from here on: its next version. The content `text` has the whole of its words; what was read before
/// stays beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalRevised {
    /// The programme.
    pub programme: String,
    /// The proposal.
    pub proposal: String,
    /// Which version this is: one more than the last.
    pub version: u32,
    /// The version that was seen: the last.
    pub base: u32,
    /// Cost in the programme's currency, smallest unit; as before where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<u64>,
}

impl Fact for ProposalRevised {
    const KIND: &'static str = "proposal.revised/1";
    const ASKED: &'static str = "revise_proposal";
    const WHO: &'static [Role] = &[Role::Official, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ProposalText>(TEXT).searched()];
    const TOLD: &'static [Told] = &[Told::Revised];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let proposal = state.proposal(&self.programme, &self.proposal)?;
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Proposal.of(&self.programme, &self.proposal),
            vec![
                Relation::Replaces.to(proposal.reads()),
                Relation::Proposal.to(proposal.entry),
            ],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let id = &self.proposal;
        let proposal = state.proposal(&self.programme, id)?;
        state.check_proposes(&self.programme, proposal, by)?;
        // Nobody votes on something else than they read.
        if !proposal.standing.stands() {
            return Err(Violation::out_of_turn(said!(
                "proposal-not-revisable",
                id = quoted(id)
            )));
        }
        // Two revisions at once do not pass over each other.
        proposal.check_version("base", self.base)?;
        if self.version != self.base.saturating_add(1) {
            return Err(Violation::field(
                "version",
                said!("proposal-version-next", base = self.base),
            ));
        }
        match self.cost {
            Some(cost) => Ok(check_amount("cost", cost)?),
            None => Ok(()),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.revise_proposal(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Proposal(&self.programme, &self.proposal)
    }

    fn about(&self) -> About<'_> {
        About::Rewords(Thing::Proposal(&self.programme, &self.proposal), CALLED)
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
