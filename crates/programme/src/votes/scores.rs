//! A member of a body hands in scores under seal.

use std::collections::BTreeMap;

use madang_selection::Decimal;
use madang_words::quoted;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::state::check_takes;
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// The content that holds a member's scores.
pub const SCORES: &str = "scores";

/// A member of a body scored the candidates. The scores are in the content `scores`, sealed like the ballots: nobody who
/// scores or votes later can go by them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoresSubmitted {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// The body.
    pub body: String,
    /// The member's pseudonym in that body.
    pub member: String,
}

/// The content `scores` of `scores.submitted/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoresContent {
    /// Score by proposal, exact decimals; a proposal left out has no score from this member.
    pub scores: BTreeMap<String, Decimal>,
}

impl Content for ScoresContent {
    fn check(&self, _rules: u32) -> Checked {
        // Any decimals: the rule's scale says what they are worth.
        Ok(())
    }
}

impl Fact for ScoresSubmitted {
    const KIND: &'static str = "scores.submitted/1";
    const ASKED: &'static str = "submit_scores";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ScoresContent>(SCORES)
        .sealed()
        .beside(names_candidates)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let vote = state.vote(&self.programme, &self.vote)?;
        let member = state.member(&self.programme, &self.body, &self.member)?;
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![Relation::Vote.to(vote.entry), Relation::Member.to(member)],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        check_takes(state, &self.programme, &self.vote, by)?;
        let vote = state.vote(&self.programme, &self.vote)?;
        let body = state.body(&self.programme, &self.body)?;
        if body.composed.is_some() || vote.by_criteria.contains_key(&self.body) {
            return Err(Violation::field("body", said!("vote-members-own-sheets")));
        }
        let sheet = (self.body.clone(), self.member.clone());
        let known = vote.sheets.get(&sheet).copied();
        absent(
            "score sheet",
            &format!("{}/{}", self.body, self.member),
            known,
        )?;
        check_member_in_time(state, self)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_sheet(self, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        let vote = state.vote(&self.programme, &self.vote).ok()?;
        let member = state
            .member(&self.programme, &self.body, &self.member)
            .ok()?;
        (member > vote.entry).then_some(Cost::ScoredLate)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Sheet(self)
    }

    fn about(&self) -> About<'_> {
        // Nothing grows out of a sheet but the selection, which says so of proposals.
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// Checks that who hands in scores was appointed before the vote opened.
pub(crate) fn check_member_in_time(state: &State, sheet: &ScoresSubmitted) -> Checked {
    let vote = state.vote(&sheet.programme, &sheet.vote)?;
    let member = state.member(&sheet.programme, &sheet.body, &sheet.member)?;
    if state.rules() > 6 && member > vote.entry {
        return Err(Violation::field(
            "member",
            said!(
                "vote-member-late",
                member = quoted(&sheet.member),
                entry = member,
                opened = vote.entry
            ),
        ));
    }
    Ok(())
}

/// Asks to hand in a member's scores under seal.
#[derive(Clone, Debug)]
pub struct SubmitScores {
    /// The facts.
    pub facts: ScoresSubmitted,
    /// The scores.
    pub scores: ScoresContent,
}

impl Ask for SubmitScores {
    fn name(&self) -> &'static str {
        ScoresSubmitted::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.scores)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let until = Place::vote(&self.facts.programme, &self.facts.vote);
        let content = NewContent::sealed(SCORES, &self.scores, until)?;
        let mut asked = Asked::from(self.facts);
        asked.contents.push(content);
        Ok(asked)
    }
}

/// A sheet names candidates of its vote, and nothing else.
fn names_candidates(event: &Event, state: &State, content: &Value) -> Checked {
    let Event::Votes(super::Event::ScoresSubmitted(sheet)) = event else {
        return Ok(());
    };
    let scores = content["scores"].as_object().into_iter().flatten();
    let mut scored = scores.map(|(id, _)| id);
    scored.try_for_each(|id| check_scored(state, &sheet.programme, &sheet.vote, id))
}

/// Checks that a proposal can be scored in a vote.
///
/// # Errors
/// What is no candidate of it, as the field `scores.` with its identifier.
pub fn check_scored(state: &State, programme: &str, vote: &str, id: &str) -> Checked {
    if state.vote(programme, vote)?.candidates.contains_key(id) {
        return Ok(());
    }
    Err(Violation::field(
        format!("{SCORES}.{id}"),
        said!("proposal-no-candidate", id = quoted(id)),
    ))
}
