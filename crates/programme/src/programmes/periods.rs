//! How long what is due in a programme may take.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::calendar::place;
use crate::becomes::Becomes;
use crate::clock::Period;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The longest period in days, and in months.
const MOST: (u16, u16) = (366, 12);

/// From here on what begins is due within these periods; one that is not named stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPeriods {
    /// Until a voice or a proposal is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Period>,
    /// Until progress on what was adopted is told again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Period>,
    /// Until what was hidden for a deliberation is looked at again after its decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliberation: Option<Period>,
    /// Until personal data in public words are hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data: Option<Period>,
    /// Until whoever was there can ask no more for corrections of drafted minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Period>,
}

/// How long each thing may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// Until a voice or a proposal is answered.
    pub answer: Period,
    /// Until progress on what was adopted is told again.
    pub progress: Period,
    /// Until what was hidden for a deliberation is looked at again after its decision.
    pub deliberation: Period,
    /// Until personal data in public words are hidden.
    pub personal_data: Period,
    /// Until whoever was there can ask no more for corrections of drafted minutes.
    pub corrections: Period,
}

/// What holds where a programme fixed nothing: the month of the decree on citizens' proposals (art. 10) for answers, half a year
/// between reports.
pub const USUAL: Periods = Periods {
    answer: Period::Months(1),
    progress: Period::Days(183),
    deliberation: Period::Days(7),
    personal_data: Period::Days(3),
    corrections: Period::Days(5),
};

/// A programme has periods of its own. They hold for what begins after this entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodsFixed {
    /// The programme.
    pub programme: String,
    /// The periods that are new.
    pub periods: NewPeriods,
}

impl NewPeriods {
    /// Each that is named, with its name.
    fn named(&self) -> impl Iterator<Item = (&'static str, Period)> {
        let all = [
            ("answer", self.answer),
            ("progress", self.progress),
            ("deliberation", self.deliberation),
            ("personal_data", self.personal_data),
            ("corrections", self.corrections),
        ];
        all.into_iter()
            .filter_map(|(name, period)| period.map(|period| (name, period)))
    }
}

/// The days from which periods are compared: a month may have 28 days to 31, so that which period is longer depends on when it begins.
fn some_days() -> impl Iterator<Item = Date> {
    (1..=12).map(|month| date(2027, month, 1))
}

impl PeriodsFixed {
    /// Whether any of its periods, which `state` has taken, is longer than before, whenever it begins.
    fn is_longer(&self, state: &State) -> bool {
        let Ok(programme) = state.programme(&self.programme) else {
            return false;
        };
        let mut newest_first = programme.fixed_periods.iter().rev();
        let Some((_, now)) = newest_first.next() else {
            return false;
        };
        let before = newest_first.next().map_or(USUAL, |(_, before)| *before);
        let all = |periods: Periods| {
            [
                periods.answer,
                periods.progress,
                periods.deliberation,
                periods.personal_data,
                periods.corrections,
            ]
        };
        let mut pairs = all(*now).into_iter().zip(all(before));
        pairs.any(|(now, before)| some_days().any(|day| now.after(day) > before.after(day)))
    }
}

impl Fact for PeriodsFixed {
    const KIND: &'static str = "periods.fixed/1";
    const ASKED: &'static str = "fix_periods";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        state.programme(&self.programme)?;
        if self.periods.named().next().is_none() {
            return Err(Violation::field(
                "periods",
                said!("programme-periods-nothing"),
            ));
        }
        for (name, period) in self.periods.named() {
            let fits = match period {
                Period::Days(days) => (1..=MOST.0).contains(&days),
                Period::Months(months) => (1..=MOST.1).contains(&months),
            };
            if !fits {
                let (days, months) = (u64::from(MOST.0), u64::from(MOST.1));
                let reason = said!("programme-periods-long", days = days, months = months);
                return Err(Violation::field(name, reason));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let before = state.programme(&self.programme)?.periods(u64::MAX);
        let new = &self.periods;
        let periods = Periods {
            answer: new.answer.unwrap_or(before.answer),
            progress: new.progress.unwrap_or(before.progress),
            deliberation: new.deliberation.unwrap_or(before.deliberation),
            personal_data: new.personal_data.unwrap_or(before.personal_data),
            corrections: new.corrections.unwrap_or(before.corrections),
        };
        state.set_periods(&self.programme, periods, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        self.is_longer(state).then_some(Cost::PeriodsLonger)
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
