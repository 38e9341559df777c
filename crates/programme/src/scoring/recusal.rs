//! A member does not score a proposal.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::days::day_in;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that says why.
const REASON: &str = "reason";

/// The longest reason, in characters.
const MOST_REASON: usize = 2_000;

/// How a member came not to score a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecusalKind {
    /// The rules exclude them.
    Excluded,
    /// Somebody asked for it, and was right.
    Challenged,
    /// They stay away themselves.
    SelfExcluded,
}

impl RecusalKind {
    /// Every one.
    pub const ALL: [RecusalKind; 3] = [
        RecusalKind::Excluded,
        RecusalKind::Challenged,
        RecusalKind::SelfExcluded,
    ];

    /// Its name on the record.
    pub fn name(self) -> &'static str {
        match self {
            RecusalKind::Excluded => "excluded",
            RecusalKind::Challenged => "challenged",
            RecusalKind::SelfExcluded => "self_excluded",
        }
    }
}

/// It was decided that a member does not score a proposal, by whoever is in the chair; by an administrator while nobody is; by the member
/// themselves, where they stay away. What they scored of it does not count. Why is in the content `reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecusalDecided {
    /// The programme.
    pub programme: String,
    /// The body.
    pub body: String,
    /// The vote.
    pub vote: String,
    /// The member.
    pub member: String,
    /// The proposal.
    pub proposal: String,
    /// How it came to that.
    pub kind: RecusalKind,
}

/// The content `reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecusalReason {
    /// Why.
    pub reason: Text,
}

impl Content for RecusalReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_REASON)?)
    }
}

impl RecusalDecided {
    fn check_decides(&self, state: &State, by: &By<'_>) -> Checked {
        let body = state.body(&self.programme, &self.body)?;
        let zone = &state.programme(&self.programme)?.zone;
        let day = day_in(zone, by.at)?.to_string();
        let chair = body.chair(&day);
        if by.actor.role == Role::Administrator {
            return match chair {
                None => Ok(()),
                Some(_) => Err(Violation::field("actor", said!("scoring-chair-decides"))),
            };
        }
        let own = self.kind == RecusalKind::SelfExcluded && by.actor.pseudonym == self.member;
        let chairs = chair.is_some_and(|chair| chair.member == by.actor.pseudonym);
        if chairs || own && body.sits(&self.member, &day).is_some() {
            return Ok(());
        }
        Err(Violation::field("actor", said!("scoring-chair-decides")))
    }
}

impl Fact for RecusalDecided {
    const KIND: &'static str = "recusal.decided/1";
    const ASKED: &'static str = "decide_recusal";
    const WHO: &'static [Role] = &[Role::Administrator, Role::Participant];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<RecusalReason>(REASON).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let member = state.member(&self.programme, &self.body, &self.member)?;
        let proposal = state.proposal(&self.programme, &self.proposal)?.entry;
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![
                Relation::Vote.to(state.vote_entry(&self.programme, &self.vote)?),
                Relation::Member.to(member),
                Relation::Proposal.to(proposal),
            ],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        self.check_decides(state, by)?;
        state.member(&self.programme, &self.body, &self.member)?;
        state.proposal(&self.programme, &self.proposal)?;
        state.check_not_over(&self.programme, &self.vote)?;
        let panel = state.panel(&self.programme, &self.vote, &self.body);
        let known = panel.and_then(|panel| panel.recused(&self.member, &self.proposal));
        match known {
            Some(known) => Err(Violation::field(
                "proposal",
                said!(
                    "scoring-recused-already",
                    id = quoted(&self.proposal),
                    entry = known.entry
                ),
            )),
            None => Ok(()),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.recuse(self, entry)
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
