//! A proposal is amended: what was handed in stays, and this stands beside it.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::state::ProposalState;
use super::submitted::{CALLED, ProposalSubmitted, ProposalText};
use crate::becomes::Becomes;
use crate::contents::{ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{ActorRef, Role, Scope};
use crate::state::State;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A proposal's words or values were changed before a vote on it opened. Facts and the content `text` say the whole proposal
/// as it is to be read from now on; the entry that is amended stays beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalAmended {
    /// The entry that is amended: the proposal's own, or its latest amendment.
    pub amends: u64,
    /// What was changed, and why.
    pub reason: Text,
    /// The values as they are to be read.
    pub values: ProposalSubmitted,
}

impl ProposalState {
    /// Whether a participant handed it in.
    pub fn is_of_participant(&self) -> bool {
        let actor = ActorRef::parse(&self.by);
        actor.is_ok_and(|actor| actor.role == Role::Participant)
    }
}

impl Fact for ProposalAmended {
    const KIND: &'static str = "proposal.amended/1";
    const ASKED: &'static str = "amend_proposal";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ProposalText>(TEXT).searched()];
    const TOLD: &'static [Told] = &[Told::Amended, Told::Revised];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = Fact::place(&self.values, state)?;
        place.refs.insert(0, Relation::Corrects.to(self.amends));
        Ok(place)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        self.reason.check("reason", 2000)?;
        let id = &self.values.id;
        let proposal = state.proposal(&self.values.programme, id)?;
        // Who amends has seen what stands: two amendments at once do not pass over each other.
        if self.amends != proposal.reads() {
            return Err(Violation::field(
                "amends",
                said!(
                    "proposal-amends-another",
                    amends = self.amends,
                    id = quoted(id),
                    stands = proposal.reads()
                ),
            ));
        }
        // Nobody votes on something else than they read, and what was selected is what was voted on.
        if !proposal.standing.stands() {
            return Err(Violation::out_of_turn(said!(
                "proposal-not-amendable",
                id = quoted(id)
            )));
        }
        self.values.check_values(state)?;
        // What people handed in they revise themselves. Nobody else need say what it costs, which a vote asks for.
        let only_costs = proposal.cost.is_none()
            && proposal.group == self.values.group
            && proposal.audiences == self.values.audiences;
        if state.rules() > 5 && proposal.is_of_participant() && !only_costs {
            return Err(Violation::out_of_turn(said!(
                "proposal-amends-participant",
                id = quoted(id)
            )));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.amend_proposal(&self.values, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        let proposal = state.proposal(&self.values.programme, &self.values.id);
        let of_participant = proposal.is_ok_and(ProposalState::is_of_participant);
        of_participant.then_some(Cost::ProposalAmended)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Proposal(&self.values.programme, &self.values.id)
    }

    fn about(&self) -> About<'_> {
        let of = &self.values;
        About::Rewords(Thing::Proposal(&of.programme, &of.id), CALLED)
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
