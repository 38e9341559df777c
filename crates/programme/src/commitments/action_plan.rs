//! A country's action plan.

use madang_words::{Text, check_country, check_slug};
use serde::{Deserialize, Serialize};

use super::checked;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// A country's action plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionPlanRecorded {
    /// Identifier: `KR-2`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// The plan's number in that country, from 1.
    pub number: u32,
    /// First year.
    pub cycle: u32,
    /// Title.
    pub title: Text,
    /// How the plan was drawn up, where a source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process: Option<PlanProcess>,
}

/// How a plan was drawn up, as coded by the Open Government Partnership's reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanProcess {
    /// Consultation steps that were followed, …
    pub steps_followed: u32,
    /// … of so many.
    pub steps_of: u32,
    /// Whether a forum met regularly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regular_forum: Option<bool>,
    /// Whether a self-assessment was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_assessment_published: Option<bool>,
    /// Whether there were two weeks for comments on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub two_week_comment_period: Option<bool>,
    /// Where that is written.
    pub source: String,
}

impl Fact for ActionPlanRecorded {
    const KIND: &'static str = "action_plan.recorded/1";
    const ASKED: &'static str = "record_action_plan";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(Place::of_record(
            SubjectKind::ActionPlan.whole(&self.id),
            vec![],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("id", &self.id)?;
        check_country(&self.country)?;
        state.check_title_from(7, "title", &self.title, 400)?;
        if state.rules() > 3 {
            checked::year("cycle", [self.cycle])?;
            checked::not_blank("process.source", self.process.iter().map(|of| &of.source))?;
            if self
                .process
                .as_ref()
                .is_some_and(|of| of.steps_followed > of.steps_of)
            {
                return Err(Violation::field(
                    "steps_followed",
                    said!("commitment-steps-too-many"),
                ));
            }
        }
        absent("action plan", &self.id, state.action_plan(&self.id).ok())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_action_plan(&self.id, entry);
        Ok(())
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
