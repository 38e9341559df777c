//! Participants stand behind a proposal, as it reads in one version.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use crate::becomes::{Becomes, Ended};
use crate::contents::ContentRule;
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

/// Somebody endorsed a proposal, under a name that they have for this alone. One person does so once: whoever hands out the names
/// gives each of them one, and which was taken is asked where it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalEndorsed {
    /// The programme.
    pub programme: String,
    /// The proposal.
    pub proposal: String,
    /// The version that they read: the last.
    pub version: u32,
}

/// Somebody took their endorsement back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndorsementWithdrawn {
    /// The programme.
    pub programme: String,
    /// The proposal.
    pub proposal: String,
    /// The version that they had endorsed.
    pub version: u32,
}

/// The place of what is about a proposal.
pub(super) fn place(state: &State, programme: &str, id: &str) -> Result<Place, Violation> {
    Ok(Place::of_programme(
        programme,
        SubjectKind::Proposal.of(programme, id),
        vec![Relation::Proposal.to(state.proposal(programme, id)?.entry)],
    ))
}

impl Fact for ProposalEndorsed {
    const KIND: &'static str = "proposal.endorsed/1";
    const ASKED: &'static str = "endorse_proposal";
    const WHO: &'static [Role] = &[Role::Participant];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.proposal)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let (programme, id) = (&self.programme, &self.proposal);
        let proposal = state.proposal(programme, id)?;
        proposal.check_goes_on(id)?;
        // Under another name only whoever hands out the names can tell.
        if proposal.is_by(by) {
            return Err(Violation::field("actor", said!("proposal-endorsed-own")));
        }
        proposal.check_version("version", self.version)?;
        match state.endorsement(programme, id, by.actor.pseudonym) {
            Some(endorsement) => Err(Violation::out_of_turn(said!(
                "proposal-endorsed-already",
                id = quoted(id),
                entry = endorsement.entry
            ))),
            None => Ok(()),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.endorse_proposal(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        130
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Endorsement(self)
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Proposal(&self.programme, &self.proposal))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

impl Fact for EndorsementWithdrawn {
    const KIND: &'static str = "proposal.endorsement_withdrawn/1";
    const ASKED: &'static str = "withdraw_endorsement";
    const WHO: &'static [Role] = &[Role::Participant];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.proposal)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let (programme, id) = (&self.programme, &self.proposal);
        state.proposal(programme, id)?;
        match state.endorsement(programme, id, by.actor.pseudonym) {
            None => Err(Violation::out_of_turn(said!(
                "proposal-not-endorsed",
                id = quoted(id)
            ))),
            Some(endorsement) if endorsement.version != self.version => Err(Violation::field(
                "version",
                said!("proposal-endorsed-version", version = endorsement.version),
            )),
            Some(_) => Ok(()),
        }
    }

    fn change(&self, state: &mut State, _entry: u64) -> Checked {
        state.withdraw_endorsement(self)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        130
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Ends(Ended::Endorsement(&self.programme, &self.proposal))
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Proposal(&self.programme, &self.proposal))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
