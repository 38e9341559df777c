//! What came of a consultation is recorded, outcome by outcome.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

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

/// The most voices, needs and proposals that one outcome points to.
pub const MOST_POINTS: usize = 100;

/// The longest outcome, in characters.
const MOST_TEXT: usize = 10_000;

/// Something that a consultation came to, and the voices, needs or proposals that it came from: one at least. Its words are in the
/// content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRecorded {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// Its number among the outcomes of the consultation, from 1.
    pub no: u32,
    /// What it points to.
    pub points_to: Vec<PointsTo>,
}

/// What an outcome points to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointsTo {
    /// A voice, by its identifier.
    Voice(String),
    /// A need, likewise.
    Need(String),
    /// A proposal, likewise.
    Proposal(String),
}

impl PointsTo {
    /// Its identifier.
    pub fn id(&self) -> &str {
        match self {
            PointsTo::Voice(id) | PointsTo::Need(id) | PointsTo::Proposal(id) => id,
        }
    }

    /// The entry that began it.
    pub(crate) fn entry(&self, state: &State, programme: &str) -> Result<u64, Violation> {
        let (thing, what) = match self {
            PointsTo::Voice(id) => (Thing::Voice(programme, id), "voice"),
            PointsTo::Need(id) => (Thing::Need(programme, id), "need"),
            PointsTo::Proposal(id) => (Thing::Proposal(programme, id), "proposal"),
        };
        let entry = thing.entry(state);
        entry.ok_or_else(|| Violation::unknown(what, self.id()))
    }
}

/// The content `text` of an outcome, and of a summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeText {
    /// What it came to.
    pub text: Text,
}

impl Content for OutcomeText {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.text.check("text", MOST_TEXT)?)
    }
}

impl Fact for OutcomeRecorded {
    const KIND: &'static str = "outcome.recorded/1";
    const ASKED: &'static str = "record_outcome";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<OutcomeText>(TEXT).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::state::place(state, &self.programme, &self.consultation)?;
        for one in &self.points_to {
            let entry = one.entry(state, &self.programme)?;
            place.refs.push(Relation::Cites.to(entry));
        }
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        known.check_not_closed()?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        known.check_ended(&self.consultation, by.at)?;
        let next = known.outcomes.saturating_add(1);
        if self.no != next {
            return Err(Violation::field(
                "no",
                said!("consultation-outcome-next", next = next),
            ));
        }
        if !(1..=MOST_POINTS).contains(&self.points_to.len()) {
            return Err(Violation::field(
                "points_to",
                said!("consultation-outcome-points", most = MOST_POINTS),
            ));
        }
        for (number, one) in self.points_to.iter().enumerate() {
            one.entry(state, &self.programme)?;
            if self.points_to[..number].contains(one) {
                return Err(Violation::field(
                    "points_to",
                    said!("consultation-named-twice", id = quoted(one.id())),
                ));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_outcome(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        300
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
