//! A proposal is taken back.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::state::{ProposalState, Standing};
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule, TEXT};
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
    const SCOPE: Scope = Scope::Institution { since: 5 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::TakenBack];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Proposal.of(&self.programme, &self.id),
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

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        taken_back(state, &self.programme, &self.id, false)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Proposal(&self.programme, &self.id))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
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
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<WithdrawalText>(TEXT)];
    const TOLD: &'static [Told] = &[Told::TakenBack];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Proposal.of(&self.programme, &self.id),
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

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        taken_back(state, &self.programme, &self.id, true)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Proposal(&self.programme, &self.id))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// What it costs that a proposal is taken back: by an official, or by whomever where others went on in it.
fn taken_back(state: &State, programme: &str, id: &str, says_why: bool) -> Option<Cost<'static>> {
    let by_official = state.was_by(Role::Official);
    let others = state
        .proposal(programme, id)
        .map_or(0, ProposalState::others);
    (by_official || others > 0).then_some(Cost::ProposalTakenBack {
        by_official,
        says_why,
        left_others: others > 0,
    })
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
