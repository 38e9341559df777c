//! A proposal is talked about.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::endorsed::place;
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The longest comment, in characters.
pub const MOST_COMMENT: usize = 4_000;

/// Somebody said something about a proposal; the words are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalCommented {
    /// The programme.
    pub programme: String,
    /// The proposal.
    pub proposal: String,
    /// The entry of the comment to which this replies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u64>,
}

/// The content `text` of a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentText {
    /// What was said.
    pub text: Text,
}

impl Content for CommentText {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.text.check("text", MOST_COMMENT)?)
    }
}

impl Fact for ProposalCommented {
    const KIND: &'static str = "proposal.commented/1";
    const ASKED: &'static str = "comment_proposal";
    const WHO: &'static [Role] = &[Role::Official, Role::Participant];
    const SCOPE: Scope = Scope::Everybody;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<CommentText>(TEXT).searched()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = place(state, &self.programme, &self.proposal)?;
        place
            .refs
            .extend(self.parent.map(|parent| Relation::RepliesTo.to(parent)));
        Ok(place)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let proposal = state.proposal(&self.programme, &self.proposal)?;
        proposal.check_goes_on(&self.proposal)?;
        let Some(parent) = self.parent else {
            return Ok(());
        };
        match state.comment(&self.programme, parent) {
            Some(comment) if comment.proposal == self.proposal => Ok(()),
            Some(_) | None => Err(Violation::field(
                "parent",
                said!("proposal-no-comment", parent = parent),
            )),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.comment_proposal(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        300
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Comment(&self.programme, &self.proposal)
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Proposal(&self.programme, &self.proposal))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
