//! A proposal is taken back.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::state::{ProposalState, Standing};
use crate::contents::{Content, ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::Role;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// A proposal was taken back before the vote opened, without a word of why: as records of before said it. From rules 5 on only whoever
/// handed it in can.
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
    const WHO: &'static [Role] = &[Role::Official, Role::Participant];
    const CONTENTS: &'static [ContentRule] = &[];

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            format!("proposal:{}/{}", self.programme, self.id),
            vec![Relation::Proposal.to(state.proposal(&self.programme, &self.id)?.entry)],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        check_stands(state, &self.programme, &self.id)?;
        let proposal = state.proposal(&self.programme, &self.id)?;
        if by.actor.role == Role::Participant {
            return state.check_proposes(&self.programme, proposal, by);
        }
        if state.rules() < 5 || proposal.is_by(by) {
            return Ok(());
        }
        Err(Violation::out_of_turn(said!(
            "proposal-withdrawn-by-another",
            id = quoted(&self.id),
            by = &*proposal.by
        )))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.withdraw_proposal(&self.programme, &self.id, entry)
    }
}

/// A proposal was taken back before the vote opened; the content `text` says why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalTakenBack {
    /// The programme.
    pub programme: String,
    /// The proposal.
    pub id: String,
}

/// The content `text` of `proposal.withdrawn/2`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalText {
    /// Why it was taken back.
    pub reason: Text,
}

impl Content for WithdrawalText {
    fn check(&self, _rules: u32) -> Checked {
        self.reason.check("reason", 2000)?;
        Ok(())
    }
}

impl Fact for ProposalTakenBack {
    const KIND: &'static str = "proposal.withdrawn/2";
    const ASKED: &'static str = "take_proposal_back";
    const WHO: &'static [Role] = &[Role::Official, Role::Participant];
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<WithdrawalText>(TEXT)];

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            format!("proposal:{}/{}", self.programme, self.id),
            vec![Relation::Proposal.to(state.proposal(&self.programme, &self.id)?.entry)],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        check_stands(state, &self.programme, &self.id)?;
        let proposal = state.proposal(&self.programme, &self.id)?;
        match by.actor.role {
            Role::Participant => state.check_proposes(&self.programme, proposal, by),
            // An official takes back what others handed in as well, and says why; one of an institution what is that institution's.
            _ => match state.check_whole(by, &self.programme) {
                Ok(()) => Ok(()),
                Err(_) => state.check_proposes(&self.programme, proposal, by),
            },
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.withdraw_proposal(&self.programme, &self.id, entry)
    }
}

impl ProposalState {
    /// How many others go on in it: proposals that were merged into it or split, and what was answered so.
    pub fn others(&self) -> u64 {
        let grew = u64::try_from(self.grew_from.len()).unwrap_or(u64::MAX);
        grew.saturating_add(self.holds)
    }
}

/// Checks that a proposal can be taken back.
fn check_stands(state: &State, programme: &str, id: &str) -> Checked {
    let proposal = state.proposal(programme, id)?;
    if let Some(by) = proposal.adopted {
        return Err(Violation::out_of_turn(said!(
            "proposal-was-adopted",
            id = quoted(id),
            by = by
        )));
    }
    // What goes on in it would be left without an answer.
    let others = proposal.others();
    if state.rules() > 5 && others > 0 {
        return Err(Violation::out_of_turn(said!(
            "proposal-holds-others",
            id = quoted(id),
            others = others
        )));
    }
    match &proposal.standing {
        Standing::Submitted => Ok(()),
        Standing::Withdrawn => Err(Violation::out_of_turn(said!(
            "proposal-withdrawn-already",
            id = quoted(id)
        ))),
        Standing::Merged(_) | Standing::Split(_) => proposal.check_goes_on(id),
        Standing::Candidate(vote) | Standing::Selected(vote) | Standing::NotSelected(vote) => {
            Err(Violation::out_of_turn(said!(
                "proposal-was-up",
                id = quoted(id),
                vote = quoted(vote)
            )))
        }
    }
}
