//! A member declares what they have to do with the proposals.

use std::collections::BTreeSet;

use jiff::civil::Date;
use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule};
use crate::days::{day_in, day_of};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that says what a member has to do with the proposals that they declared.
pub const DETAILS: &str = "details";

/// Those who may read it.
const READERS: &[Role] = &[Role::Administrator, Role::Official];

/// The longest details, in characters.
pub const MOST_DETAILS: usize = 4_000;

/// The most proposals that a member declares.
const MOST_PROPOSALS: usize = 1_000;

/// A member declared, for one vote, with which proposals they have to do; with none, where they name none. They score none of those. What
/// they found out later they declare later: what they scored of it then does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterestDeclared {
    /// The programme.
    pub programme: String,
    /// The body.
    pub body: String,
    /// The vote: one that is announced, or open, or counted and not decided yet.
    pub vote: String,
    /// The member: whoever acts.
    pub member: String,
    /// The proposals with which they have to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<String>,
    /// The day on which they found out, where that was after they had declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discovered: Option<String>,
}

/// The content `details`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterestDetails {
    /// What it is.
    pub details: Text,
}

impl Content for InterestDetails {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.details.check("details", MOST_DETAILS)?)
    }
}

/// Whoever names a proposal says what they have to do with it.
fn names_some(event: &Event) -> bool {
    let Event::Scoring(super::Event::InterestDeclared(declared)) = event else {
        return false;
    };
    !declared.proposals.is_empty()
}

impl InterestDeclared {
    fn check_proposals(&self, state: &State) -> Checked {
        let distinct: BTreeSet<&String> = self.proposals.iter().collect();
        if distinct.len() != self.proposals.len() || self.proposals.len() > MOST_PROPOSALS {
            return Err(Violation::field(
                "proposals",
                said!("scoring-proposals-twice"),
            ));
        }
        for id in &self.proposals {
            if state.proposal(&self.programme, id).is_err() {
                return Err(Violation::field(
                    "proposals",
                    said!("scoring-no-proposal", id = quoted(id)),
                ));
            }
        }
        Ok(())
    }

    fn check_discovered(&self, state: &State, by: &By<'_>) -> Checked {
        let Some(discovered) = &self.discovered else {
            return Ok(());
        };
        if self.proposals.is_empty() {
            return Err(Violation::field(
                "proposals",
                said!("scoring-discovered-nothing"),
            ));
        }
        let day: Date = day_of("discovered", discovered)?;
        let zone = &state.programme(&self.programme)?.zone;
        match day > day_in(zone, by.at)? {
            true => Err(Violation::field(
                "discovered",
                said!("scoring-discovered-later"),
            )),
            false => Ok(()),
        }
    }
}

impl Fact for InterestDeclared {
    const KIND: &'static str = "interest.declared/1";
    const ASKED: &'static str = "declare_interest";
    const WHO: &'static [Role] = &[Role::Participant];
    const SCOPE: Scope = Scope::Everybody;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<InterestDetails>(DETAILS)
        .only(READERS)
        .needed_where(names_some)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let member = state.member(&self.programme, &self.body, &self.member)?;
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![
                Relation::Vote.to(state.vote_entry(&self.programme, &self.vote)?),
                Relation::Member.to(member),
            ],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let of = (self.programme.as_str(), self.body.as_str());
        state.check_member_acts(of, &self.member, by)?;
        state.check_not_over(&self.programme, &self.vote)?;
        self.check_proposals(state)?;
        self.check_discovered(state, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.declare_interest(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        facts.saturating_add(1_000)
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

/// Asks to declare an interest, or that there is none.
#[derive(Clone, Debug)]
pub struct DeclareInterest {
    /// The facts.
    pub facts: InterestDeclared,
    /// What it is, where there is any.
    pub details: Option<InterestDetails>,
}

impl Ask for DeclareInterest {
    fn name(&self) -> &'static str {
        InterestDeclared::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.details)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let mut asked = Asked::from(self.facts);
        if let Some(details) = &self.details {
            let content = NewContent::restricted(DETAILS, details, READERS)?;
            asked.contents.push(content);
        }
        Ok(asked)
    }
}
