//! Proposals are merged into one, or one is split.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::endorsed::place;
use super::state::ProposalState;
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::needs::check_names;
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change, How, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that holds why.
pub const REASON: &str = "reason";

/// The longest reason, in characters.
pub const MOST_REASON: usize = 2_000;

/// The most proposals that are merged or split at once.
const MOST_PROPOSALS: usize = 100;

/// Proposals go on in another one. They stay to be read, point on, and are answered by this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalsMerged {
    /// The programme.
    pub programme: String,
    /// The proposals that go on in the other: one at least.
    pub from: Vec<String>,
    /// The proposal that they go on in.
    pub into: String,
}

/// A proposal goes on in its parts. It stays to be read, points on, and is answered by this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalSplit {
    /// The programme.
    pub programme: String,
    /// The proposal.
    pub proposal: String,
    /// The proposals that it goes on in: two at least.
    pub into: Vec<String>,
}

/// The content `reason` of a merge or a split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeReason {
    /// Why.
    pub reason: Text,
}

impl Content for MergeReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_REASON)?)
    }
}

/// Checks that a proposal can be written together with others, or apart: nobody votes on it, and nothing was decided.
fn check_free(state: &State, programme: &str, id: &str) -> Checked {
    let proposal = state.proposal(programme, id)?;
    proposal.check_goes_on(id)?;
    match proposal.standing.stands() {
        true => Ok(()),
        false => Err(Violation::out_of_turn(said!(
            "proposal-not-mergeable",
            id = quoted(id)
        ))),
    }
}

/// Whether a participant handed a proposal in: they can neither merge nor split, so that somebody else did.
fn is_of_participant(state: &State, programme: &str, id: &str) -> bool {
    let proposal = state.proposal(programme, id);
    proposal.is_ok_and(ProposalState::is_of_participant)
}

/// Checks that from rules 7 on what is left behind was not adopted: what was promised would never be told to be done.
fn check_leaves(state: &State, programme: &str, id: &str) -> Checked {
    match state.proposal(programme, id)?.adopted {
        Some(by) if state.rules() > 6 => Err(Violation::out_of_turn(said!(
            "proposal-adopted-stays",
            id = quoted(id),
            by = by
        ))),
        Some(_) | None => Ok(()),
    }
}

/// Checks others that a proposal goes on in, or that go on in it.
fn check_others(
    state: &State,
    programme: &str,
    (field, others): (&'static str, &[String]),
    own: &str,
) -> Checked {
    check_names(field, others, MOST_PROPOSALS)?;
    for id in others {
        if id == own {
            return Err(Violation::field(
                field,
                said!("proposal-into-itself", id = quoted(id)),
            ));
        }
        check_free(state, programme, id)?;
    }
    Ok(())
}

impl Fact for ProposalsMerged {
    const KIND: &'static str = "proposal.merged/1";
    const ASKED: &'static str = "merge_proposals";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<MergeReason>(REASON)];
    const TOLD: &'static [Told] = &[Told::Merged];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = place(state, &self.programme, &self.into)?;
        for id in &self.from {
            let from = state.proposal(&self.programme, id)?.entry;
            place.refs.push(Relation::From.to(from));
        }
        Ok(place)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_free(state, &self.programme, &self.into)?;
        if self.from.is_empty() {
            return Err(Violation::field("from", said!("proposal-merge-none")));
        }
        let from = ("from", self.from.as_slice());
        check_others(state, &self.programme, from, &self.into)?;
        let mut from = self.from.iter();
        from.try_for_each(|id| check_leaves(state, &self.programme, id))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.merge_proposals(self, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        let mut from = self.from.iter();
        from.any(|id| is_of_participant(state, &self.programme, id))
            .then_some(Cost::ProposalsJoined)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Proposal(&self.programme, &self.into))
    }

    fn links(&self, state: &State, _entry: u64) -> Vec<Change> {
        let into = Thing::Proposal(&self.programme, &self.into).entry(state);
        let from = self.from.iter().filter_map(|from| {
            let from = Thing::Proposal(&self.programme, from).entry(state)?;
            Some(Change::made(into?, How::GrowsFrom, from))
        });
        from.collect()
    }
}

impl Fact for ProposalSplit {
    const KIND: &'static str = "proposal.split/1";
    const ASKED: &'static str = "split_proposal";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<MergeReason>(REASON)];
    const TOLD: &'static [Told] = &[Told::Split];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = place(state, &self.programme, &self.proposal)?;
        for id in &self.into {
            let into = state.proposal(&self.programme, id)?.entry;
            place.refs.push(Relation::Into.to(into));
        }
        Ok(place)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_free(state, &self.programme, &self.proposal)?;
        check_leaves(state, &self.programme, &self.proposal)?;
        if self.into.len() < 2 {
            return Err(Violation::field("into", said!("proposal-split-parts")));
        }
        let into = ("into", self.into.as_slice());
        check_others(state, &self.programme, into, &self.proposal)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.split_proposal(self, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        is_of_participant(state, &self.programme, &self.proposal).then_some(Cost::ProposalsJoined)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Proposal(&self.programme, &self.proposal))
    }

    fn links(&self, state: &State, _entry: u64) -> Vec<Change> {
        let source = Thing::Proposal(&self.programme, &self.proposal).entry(state);
        let parts = self.into.iter().filter_map(|part| {
            let part = Thing::Proposal(&self.programme, part).entry(state)?;
            Some(Change::made(part, How::GrowsFrom, source?))
        });
        parts.collect()
    }
}
