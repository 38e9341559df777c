//! A member hands in scores by the criteria of their body, under seal.

use std::collections::BTreeMap;

use madang_words::quoted;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::votes::{SCORES, ScoresSubmitted, check_member_in_time, check_scored, check_takes};
use crate::words::said;

/// A member scored the candidates of a vote by the criteria of their body; what they handed in before does not count any more. The scores
/// are in the content `scores`, sealed like the ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SheetSubmitted(pub ScoresSubmitted);

/// The content `scores` of `scores.submitted/2`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriteriaScores {
    /// By proposal its score by each criterion; a proposal left out has none from this member.
    pub scores: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Content for CriteriaScores {
    fn check(&self, _rules: u32) -> Checked {
        // What fits is held against the criteria: `fits`.
        Ok(())
    }
}

impl Fact for SheetSubmitted {
    const KIND: &'static str = "scores.submitted/2";
    const ASKED: &'static str = "submit_sheet";
    const WHO: &'static [Role] = &[Role::Participant];
    const SCOPE: Scope = Scope::Everybody;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<CriteriaScores>(SCORES)
        .sealed()
        .beside(fits)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        self.0.place(state)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let own = &self.0;
        check_takes(state, &own.programme, &own.vote, by)?;
        let of = (own.programme.as_str(), own.body.as_str());
        state.check_member_acts(of, &own.member, by)?;
        check_member_in_time(state, own)?;
        let panel = state.panel(&own.programme, &own.vote, &own.body);
        if panel.is_none_or(|panel| panel.criteria.is_none()) {
            return Err(Violation::out_of_turn(said!(
                "scoring-no-criteria",
                body = quoted(&own.body)
            )));
        }
        if panel.is_none_or(|panel| !panel.declarations.contains_key(&own.member)) {
            return Err(Violation::out_of_turn(said!("scoring-undeclared")));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.score(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Sheet(&self.0)
    }

    fn about(&self) -> About<'_> {
        // Nothing grows out of a sheet but the selection, which says so of proposals.
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// A sheet names candidates of its vote that its member may score, each by every criterion and by nothing else.
fn fits(event: &Event, state: &State, content: &Value) -> Checked {
    let Event::Scoring(super::Event::SheetSubmitted(SheetSubmitted(own))) = event else {
        return Ok(());
    };
    let panel = state.panel(&own.programme, &own.vote, &own.body);
    let Some((panel, fixed)) = panel.and_then(|panel| Some((panel, panel.criteria.as_ref()?)))
    else {
        return Ok(());
    };
    let sheet = serde_json::from_value::<CriteriaScores>(content.clone());
    let sheet = sheet.map_err(|error| Violation::unreadable(SCORES, error))?;
    for (id, scores) in &sheet.scores {
        let at = || format!("{SCORES}.{id}");
        check_scored(state, &own.programme, &own.vote, id)?;
        if panel.is_blocked(&own.member, id) {
            let blocked = said!("scoring-blocked", id = quoted(id));
            return Err(Violation::field(at(), blocked));
        }
        let known = |criterion: &String| fixed.criteria.iter().any(|one| one.id == *criterion);
        if scores.len() != fixed.criteria.len() || !scores.keys().all(known) {
            let partly = said!("scoring-every-criterion", id = quoted(id));
            return Err(Violation::field(at(), partly));
        }
        let over = fixed.criteria.iter().find(|one| {
            let score = scores.get(&one.id);
            score.is_some_and(|score| *score > one.scale)
        });
        if let Some(one) = over {
            let most = said!(
                "scoring-above",
                criterion = quoted(&one.id),
                most = one.scale
            );
            return Err(Violation::field(at(), most));
        }
    }
    Ok(())
}

/// Asks to hand in a member's scores under seal.
#[derive(Clone, Debug)]
pub struct SubmitSheet {
    /// The facts.
    pub facts: SheetSubmitted,
    /// The scores.
    pub scores: CriteriaScores,
}

impl Ask for SubmitSheet {
    fn name(&self) -> &'static str {
        SheetSubmitted::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.scores)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let until = Place::vote(&self.facts.0.programme, &self.facts.0.vote);
        let content = NewContent::sealed(SCORES, &self.scores, until)?;
        let mut asked = Asked::from(self.facts);
        asked.contents.push(content);
        Ok(asked)
    }
}
