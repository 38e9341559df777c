//! A summary of consultations is published.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::outcome::OutcomeText;
use crate::becomes::Becomes;
use crate::contents::{ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The most consultations that one summary is of.
pub const MOST_SUMMARISED: usize = 100;

/// What was said in consultations that ended, in short: one or several. Its words are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryPublished {
    /// The programme.
    pub programme: String,
    /// The consultations.
    pub consultations: Vec<String>,
}

impl Fact for SummaryPublished {
    const KIND: &'static str = "summary.published/1";
    const ASKED: &'static str = "publish_summary";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<OutcomeText>(TEXT).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut refs = Vec::with_capacity(self.consultations.len());
        for id in &self.consultations {
            let known = state.consultation(&self.programme, id)?;
            refs.push(Relation::Consultation.to(known.entry));
        }
        // It is about the first that it names, and refers to all.
        let first = self.consultations.first().map_or("", String::as_str);
        Ok(Place::of_programme(
            &self.programme,
            Place::consultation(&self.programme, first),
            refs,
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.programme(&self.programme)?;
        if !(1..=MOST_SUMMARISED).contains(&self.consultations.len()) {
            return Err(Violation::field(
                "consultations",
                said!("consultation-summary-of", most = MOST_SUMMARISED),
            ));
        }
        for (number, id) in self.consultations.iter().enumerate() {
            let known = state.consultation(&self.programme, id)?;
            known.check_live(id)?;
            state.check_acts_there(by, &self.programme, &known.plan.institution)?;
            known.check_ended(id, by.at)?;
            if self.consultations[..number].contains(id) {
                return Err(Violation::field(
                    "consultations",
                    said!("consultation-named-twice", id = quoted(id)),
                ));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_summary(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        300 + 100 * self.consultations.len()
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
