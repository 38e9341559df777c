//! On which days nobody works, for the clocks of a programme.

use std::collections::BTreeSet;

use jiff::civil::Date;
use madang_words::quoted;
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::clock::{Calendar, Weekday};
use crate::contents::ContentRule;
use crate::days::{day_in, day_of};
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

/// A day in a calendar, with when it came in and went, takes so many times the memory that it takes in the facts.
const OF_CALENDAR: usize = 8;

/// Days of each week on which nobody works: more make everything due later.
const USUAL_REST: usize = 2;

/// The most days that one entry may name.
const MOST_DAYS: usize = 1_000;

/// The most days that a calendar may name, with those that were taken out of it; from rules 6 on a day counts as often as it is named.
const MOST_NAMED: usize = 10_000;

/// A programme has a calendar: what would be due on a day on which nobody works is due on the next on which somebody does. Of days
/// before the entry's it says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarFixed {
    /// The programme.
    pub programme: String,
    /// Days of each week, in their order; not all seven.
    pub weekend: Vec<Weekday>,
    /// Other days, `YYYY-MM-DD`, in their order.
    pub holidays: Vec<String>,
}

/// Days were put into a calendar or taken out of it. What is still due is due by the calendar as it is then; what was done before
/// is held to the one of its day. No day that is over can be named: nothing that was late comes to be in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarAmended {
    /// The programme.
    pub programme: String,
    /// Days on which nobody works any more, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
    /// Days on which somebody works after all, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
}

/// Where what is about a programme as a whole belongs.
pub(super) fn place(state: &State, programme: &str) -> Result<Place, Violation> {
    Ok(Place::of_programme(
        programme,
        SubjectKind::Programme.whole(programme),
        vec![Relation::Programme.to(state.programme(programme)?.entry)],
    ))
}

/// Days as they stand in facts: each once, in their order.
fn days(field: &'static str, texts: &[String]) -> Result<BTreeSet<Date>, Violation> {
    if texts.len() > MOST_DAYS {
        return Err(Violation::field(
            field,
            said!("programme-calendar-many", most = MOST_DAYS),
        ));
    }
    if let Some(pair) = texts.windows(2).find(|pair| pair[0] >= pair[1]) {
        let reason = said!("programme-calendar-order", day = quoted(&pair[1]));
        return Err(Violation::field(field, reason));
    }
    let days = texts.iter().map(|text| day_of(field, text));
    days.collect()
}

impl Fact for CalendarFixed {
    const KIND: &'static str = "calendar.fixed/1";
    const ASKED: &'static str = "fix_calendar";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        if let Some(entry) = programme.calendar_fixed {
            return Err(Violation::out_of_turn(said!(
                "programme-calendar-once",
                entry = entry
            )));
        }
        let in_order = self.weekend.is_sorted_by(|one, next| one < next);
        if !in_order || self.weekend.len() > 6 {
            return Err(Violation::field(
                "weekend",
                said!("programme-calendar-weekend"),
            ));
        }
        let holidays = days("holidays", &self.holidays)?;
        let calendar = Calendar::fixed(&self.weekend, &holidays, Date::MIN, 0);
        check_rest("holidays", &calendar, (&holidays, &BTreeSet::new()))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let since = day_in(&state.programme(&self.programme)?.zone, &state.last_at)?;
        let holidays = days("holidays", &self.holidays)?;
        let calendar = Calendar::fixed(&self.weekend, &holidays, since, entry);
        state.fix_calendar(&self.programme, calendar, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        (self.weekend.len() > USUAL_REST).then_some(Cost::RestsLong)
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        OF_CALENDAR * facts
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

impl Fact for CalendarAmended {
    const KIND: &'static str = "calendar.amended/1";
    const ASKED: &'static str = "amend_calendar";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        if programme.calendar_fixed.is_none() {
            return Err(Violation::out_of_turn(said!("programme-calendar-none")));
        }
        if self.added.is_empty() && self.removed.is_empty() {
            return Err(Violation::field(
                "added",
                said!("programme-calendar-nothing"),
            ));
        }
        let (added, removed) = self.days()?;
        let today = day_in(&programme.zone, by.at)?;
        check_ahead("added", &added, today)?;
        check_ahead("removed", &removed, today)?;
        let calendar = &programme.calendar;
        if let Some(day) = added.iter().find(|day| calendar.is_holiday(**day)) {
            let day = day.to_string();
            let reason = said!("programme-calendar-there", day = day);
            return Err(Violation::field("added", reason));
        }
        if let Some(day) = removed.iter().find(|day| !calendar.is_holiday(**day)) {
            let day = day.to_string();
            let reason = said!("programme-calendar-not-there", day = day);
            return Err(Violation::field("removed", reason));
        }
        let named = match state.rules() {
            ..=5 => calendar.named() + added.len(),
            _ => calendar.mentions() + added.len() + removed.len(),
        };
        if named > MOST_NAMED {
            let reason = said!("programme-calendar-named", most = MOST_NAMED);
            return Err(Violation::field("added", reason));
        }
        check_rest("added", calendar, (&added, &removed))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let (added, removed) = self.days()?;
        let changed = added.into_iter().chain(removed);
        state.amend_calendar(&self.programme, changed, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        (!self.added.is_empty()).then_some(Cost::DaysOff)
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        OF_CALENDAR * facts
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

impl CalendarAmended {
    /// Those that were put in, and those that were taken out.
    fn days(&self) -> Result<(BTreeSet<Date>, BTreeSet<Date>), Violation> {
        Ok((days("added", &self.added)?, days("removed", &self.removed)?))
    }
}

/// Checks that no day is over.
fn check_ahead(field: &'static str, days: &BTreeSet<Date>, today: Date) -> Checked {
    match days.first().filter(|first| **first < today) {
        Some(past) => Err(Violation::field(
            field,
            said!("programme-calendar-over", day = past.to_string()),
        )),
        None => Ok(()),
    }
}

/// Checks that somebody works again soon after each day that is put in.
fn check_rest(
    field: &'static str,
    calendar: &Calendar,
    (added, removed): (&BTreeSet<Date>, &BTreeSet<Date>),
) -> Checked {
    let mut days = added.iter();
    match days.find(|day| calendar.rests_too_long(**day, (added, removed))) {
        Some(day) => Err(Violation::field(
            field,
            said!(
                "programme-calendar-rest",
                day = day.to_string(),
                most = Calendar::MOST_REST
            ),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::ProgrammeBegun;
    use crate::role::ActorRef;

    #[test]
    fn an_amendment_copies_nothing_that_was_said_before() {
        let mut state = State::held_to(5);
        "2026-11-23T08:00:00.000Z".clone_into(&mut state.last_at);
        let programme = ProgrammeBegun {
            id: "p".to_owned(),
            commitment: None,
            currency: "KRW".to_owned(),
            zone: "Asia/Seoul".to_owned(),
            target: None,
            example: false,
        };
        state.add_programme(&programme, 1);
        let fixed = CalendarFixed {
            programme: "p".to_owned(),
            weekend: vec![Weekday::Sunday],
            holidays: Vec::new(),
        };
        fixed.change(&mut state, 2).expect("a calendar");
        let at = |state: &State| {
            state
                .programme("p")
                .expect("a programme")
                .calendar
                .kept_at()
        };
        let before = at(&state);
        let days = ["2027-01-05".to_owned(), "2027-01-07".to_owned()];
        for entry in 3..103 {
            let (added, removed) = match entry % 2 {
                1 => (days.to_vec(), Vec::new()),
                _ => (Vec::new(), days.to_vec()),
            };
            let amended = CalendarAmended {
                programme: "p".to_owned(),
                added,
                removed,
            };
            let by = By {
                actor: ActorRef::parse("official/test").expect("an actor"),
                at: "2026-11-23T08:00:00.000Z",
                index: entry,
            };
            amended.check(&state, &by).expect("in its turn");
            amended.change(&mut state, entry).expect("amended");
            assert_eq!(at(&state), before, "entry {entry}");
        }
        // Copying would make a record of many amendments take the square of their number.
        let calendar = &state.programme("p").expect("a programme").calendar;
        assert_eq!((calendar.named(), calendar.mentions()), (2, 200));
    }
}
