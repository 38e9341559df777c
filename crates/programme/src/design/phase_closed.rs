//! A phase of a design is closed.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::phase::{DesignPhase, one_of};
use super::state::{DesignState, place};
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that says why.
pub const REASON: &str = "reason";

/// The longest reason, in characters.
const MOST_REASON: usize = 10_000;

/// How often a design begins a phase at most.
pub const MOST_ROUNDS: usize = 100;

/// A phase is closed, and it is decided how the design goes on. Why is in the content `reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignPhaseClosed {
    /// The programme.
    pub programme: String,
    /// The design.
    pub design: String,
    /// The phase, which is open.
    pub phase: DesignPhase,
    /// How it goes on.
    pub verdict: DesignVerdict,
    /// The phase to which it goes back, where it does: this one or an earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<DesignPhase>,
}

/// How a design goes on after a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignVerdict {
    /// With the next phase; after the last it is delivered.
    Go,
    /// With a phase again.
    Back,
    /// Not at all.
    Stop,
}

impl DesignVerdict {
    /// Every one.
    pub const ALL: [DesignVerdict; 3] =
        [DesignVerdict::Go, DesignVerdict::Back, DesignVerdict::Stop];

    /// Its name on the record and in the API.
    pub fn name(self) -> &'static str {
        match self {
            DesignVerdict::Go => "go",
            DesignVerdict::Back => "back",
            DesignVerdict::Stop => "stop",
        }
    }
}

/// The content `reason` of a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictReason {
    /// Why.
    pub reason: Text,
}

impl Content for VerdictReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_REASON)?)
    }
}

impl DesignPhaseClosed {
    fn check_back(&self, known: &DesignState) -> Checked {
        match (self.verdict, self.back_to) {
            (DesignVerdict::Back, Some(to))
                if to <= self.phase && known.process.phases().contains(&to) =>
            {
                match known.rounds.len() >= MOST_ROUNDS {
                    true => Err(Violation::out_of_turn(said!(
                        "design-rounds-many",
                        most = MOST_ROUNDS
                    ))),
                    false => Ok(()),
                }
            }
            (DesignVerdict::Back, _) => {
                Err(Violation::field("back_to", said!("design-back-where")))
            }
            (DesignVerdict::Go | DesignVerdict::Stop, None) => Ok(()),
            (DesignVerdict::Go | DesignVerdict::Stop, Some(_)) => {
                Err(Violation::field("back_to", said!("design-back-nowhere")))
            }
        }
    }
}

impl Fact for DesignPhaseClosed {
    const KIND: &'static str = "design.phase_closed/1";
    const ASKED: &'static str = "close_design_phase";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<VerdictReason>(REASON).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.design)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.design(&self.programme, &self.design)?;
        state.check_acts_within(by, &self.programme, &known.lead)?;
        let round = known.open_round(&self.design, self.phase)?;
        self.check_back(known)?;
        if self.verdict != DesignVerdict::Go {
            return Ok(());
        }
        if !round.had_everybody() {
            return Err(Violation::field("verdict", said!("design-go-together")));
        }
        match known.lacks(self.phase).next() {
            None => Ok(()),
            Some(lacks) => {
                let reason = said!("design-go-lacks", kinds = one_of(lacks));
                Err(Violation::field("verdict", reason))
            }
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.close_phase(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
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
