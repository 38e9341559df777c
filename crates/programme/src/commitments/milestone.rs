//! A milestone of a commitment.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::checked;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};

/// A milestone of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MilestoneRecorded {
    /// The commitment.
    pub commitment: String,
    /// Its code: `1.b.1`.
    pub code: String,
    /// Title.
    pub title: Text,
    /// Year it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<u32>,
    /// Start date, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// End date, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// True where the reviewer derived it from the commitment's text.
    pub derived_by_reviewer: bool,
}

impl Fact for MilestoneRecorded {
    const KIND: &'static str = "milestone.recorded/1";
    const ASKED: &'static str = "record_milestone";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_record(
            SubjectKind::Milestone.of(&self.commitment, &self.code),
            vec![Relation::Commitment.to(state.commitment(&self.commitment)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        state.check_identifier("code", &self.code)?;
        state.check_source_date("start_date", self.start_date.as_deref())?;
        state.check_source_date("end_date", self.end_date.as_deref())?;
        if state.rules() > 3 {
            checked::period(self.start_date.as_deref(), self.end_date.as_deref())?;
        }
        state.check_title_from(7, "title", &self.title, 1000)?;
        let commitment = state.commitment(&self.commitment)?;
        let known = commitment.milestones.get(&self.code).copied();
        absent("milestone", &self.code, known)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_milestone(&self.commitment, &self.code, entry)
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
