//! Proposals are called for, in a period.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::days::{check_within, day_in, day_of};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// How many days ahead a call can end.
const MOST_AHEAD: i64 = 366;

/// A programme takes proposals from the first of these days to the last. Once it called for any, it takes none at other times; what
/// was proposed in a call is to be answered from the end of the call on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallOpened {
    /// The programme.
    pub programme: String,
    /// The first day, in the programme's zone, `YYYY-MM-DD`.
    pub from: String,
    /// The last day.
    pub to: String,
}

impl Fact for CallOpened {
    const KIND: &'static str = "call.opened/1";
    const ASKED: &'static str = "open_call";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Call.of(&self.programme, &self.from),
            vec![Relation::Programme.to(state.programme(&self.programme)?.entry)],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let today = day_in(&state.programme(&self.programme)?.zone, by.at)?;
        let (from, to) = (day_of("from", &self.from)?, day_of("to", &self.to)?);
        check_within("from", today, from, MOST_AHEAD)?;
        check_within("to", today, to, MOST_AHEAD)?;
        if to < from {
            return Err(Violation::field(
                "to",
                said!("proposal-call-ends-before", from = &self.from),
            ));
        }
        if let Some(last) = state.calls(&self.programme).last()
            && self.from <= last.to
        {
            return Err(Violation::field(
                "from",
                said!(
                    "proposal-call-another",
                    from = &last.from,
                    to = &last.to,
                    entry = last.entry
                ),
            ));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_call(self, entry)
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

/// Checks that a programme takes proposals at the time of `by`: always where it never called for any, else in a call.
pub(super) fn check_called(state: &State, programme: &str, by: &By<'_>) -> Checked {
    let zone = &state.programme(programme)?.zone;
    let today = day_in(zone, by.at)?.to_string();
    let calls = state.calls(programme);
    // The one that is to come, or was the last.
    let next = calls.iter().find(|call| call.to >= today);
    let Some(call) = next.or(calls.last()) else {
        return Ok(());
    };
    if call.takes(&today) {
        return Ok(());
    }
    Err(Violation::out_of_turn(said!(
        "proposal-outside-call",
        from = &call.from,
        to = &call.to,
        zone = quoted(zone)
    )))
}
