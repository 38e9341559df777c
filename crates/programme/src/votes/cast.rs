//! A ballot is cast under seal.

use madang_words::{check_identifier, check_strict_identifier_before_8, quoted};
use serde::{Deserialize, Serialize};

use super::state::check_takes;
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that holds a ballot's choices.
pub const BALLOT: &str = "ballot";

/// A ballot was cast. The choices are in the content `ballot`, sealed until the vote's ballots are opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotCast {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// Pseudonym of the voter, for this vote only: 32 hex digits.
    pub voter: String,
}

/// The content `ballot` of `ballot.cast/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotContent {
    /// Identifiers of projects; best first in a ranking.
    pub choices: Vec<String>,
    /// Points, one for each choice; absent for approvals and rankings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Vec<u64>>,
}

impl Content for BallotContent {
    fn check(&self, rules: u32) -> Checked {
        // A choice may be of no project of the vote: its rule says what becomes of it. It is never anything else.
        for choice in &self.choices {
            match rules {
                ..=3 => check_identifier("choices", choice)?,
                // What was handed in under rules before 8 can be chosen under those of now.
                4.. => check_strict_identifier_before_8("choices", choice)?,
            }
        }
        match &self.points {
            Some(points) if points.len() != self.choices.len() => Err(Violation::field(
                "points",
                said!(
                    "vote-points-for-choices",
                    points = points.len(),
                    choices = self.choices.len()
                ),
            )),
            Some(_) | None => Ok(()),
        }
    }
}

/// Checks what a voter is called: 32 hex digits, in small letters.
///
/// # Errors
/// What is no such name.
pub fn check_voter(voter: &str) -> Checked {
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if voter.len() == 32 && voter.bytes().all(is_hex) {
        return Ok(());
    }
    Err(Violation::field("voter", said!("kernel-hex-32")))
}

impl Fact for BallotCast {
    const KIND: &'static str = "ballot.cast/1";
    const ASKED: &'static str = "cast_ballot";
    const WHO: &'static [Role] = &[Role::Registrar, Role::Participant];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<BallotContent>(BALLOT).sealed()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let vote = state.vote(&self.programme, &self.vote)?;
        let place = Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![Relation::Vote.to(vote.entry)],
        );
        Ok(place.in_grain(vote.grain))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        check_voter(&self.voter)?;
        check_takes(state, &self.programme, &self.vote, by)?;
        self.check_own(state, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.count_ballot(&self.programme, &self.vote, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Ballot(self)
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

impl BallotCast {
    /// Checks that who casts for themselves does so in a vote that has a roll, and under their own name in it.
    fn check_own(&self, state: &State, by: &By<'_>) -> Checked {
        if by.actor.role != Role::Participant {
            return Ok(());
        }
        if !state.vote(&self.programme, &self.vote)?.has_roll() {
            let vote = quoted(&self.vote);
            return Err(Violation::out_of_turn(said!("vote-no-roll", vote = vote)));
        }
        if by.actor.pseudonym != self.voter {
            return Err(Violation::field("voter", said!("vote-voter-own")));
        }
        Ok(())
    }
}

/// Asks to cast a ballot under seal.
#[derive(Clone, Debug)]
pub struct CastBallot {
    /// The facts.
    pub facts: BallotCast,
    /// What the ballot says.
    pub ballot: BallotContent,
}

impl Ask for CastBallot {
    fn name(&self) -> &'static str {
        BallotCast::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.ballot)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let until = Place::vote(&self.facts.programme, &self.facts.vote);
        let content = NewContent::sealed(BALLOT, &self.ballot, until)?;
        let mut asked = Asked::from(self.facts);
        asked.contents.push(content);
        Ok(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_rules_4_on_a_choice_is_as_strict_as_the_identifier_of_a_project() {
        for (choice, before, now) in [
            ("46", true, true),
            ("nowhere", true, true),
            ("a,b", true, false),
            ("=1", true, false),
            ("４６", true, false),
            ("46\u{200b}", true, false),
            ("a/b", false, false),
        ] {
            let ballot = BallotContent {
                choices: vec![choice.to_owned()],
                points: None,
            };
            assert_eq!(ballot.check(3).is_ok(), before, "{choice:?}");
            assert_eq!(ballot.check(4).is_ok(), now, "{choice:?}");
        }
    }
}
