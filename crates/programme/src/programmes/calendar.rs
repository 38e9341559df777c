//! On which days nobody works, for the clocks of a programme.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use madang_words::quoted;
use serde::{Deserialize, Serialize};

use crate::clock::{Calendar, Weekday};
use crate::contents::ContentRule;
use crate::days::day_of;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::Role;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The most days that one entry may name.
const MOST_DAYS: usize = 1_000;

/// A programme has a calendar: what would be due on a day on which nobody works is due on the next on which somebody does.
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
/// is held to the one of its day.
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
        format!("programme:{programme}"),
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
    const CONTENTS: &'static [ContentRule] = &[];

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        if let Some((entry, _)) = programme.calendars.first() {
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
        days("holidays", &self.holidays).map(drop)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let calendar = Calendar {
            weekend: self.weekend.iter().copied().collect(),
            holidays: Arc::new(days("holidays", &self.holidays)?),
        };
        state.set_calendar(&self.programme, calendar, entry)
    }
}

impl Fact for CalendarAmended {
    const KIND: &'static str = "calendar.amended/1";
    const ASKED: &'static str = "amend_calendar";
    const WHO: &'static [Role] = &[Role::Official];
    const CONTENTS: &'static [ContentRule] = &[];

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        let Some((_, calendar)) = programme.calendars.last() else {
            return Err(Violation::out_of_turn(said!("programme-calendar-none")));
        };
        if self.added.is_empty() && self.removed.is_empty() {
            return Err(Violation::field(
                "added",
                said!("programme-calendar-nothing"),
            ));
        }
        let holidays = &calendar.holidays;
        if let Some(day) = days("added", &self.added)?.intersection(holidays).next() {
            let day = day.to_string();
            let reason = said!("programme-calendar-there", day = day);
            return Err(Violation::field("added", reason));
        }
        if let Some(day) = days("removed", &self.removed)?.difference(holidays).next() {
            let day = day.to_string();
            let reason = said!("programme-calendar-not-there", day = day);
            return Err(Violation::field("removed", reason));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let programme = state.programme(&self.programme)?;
        let mut calendar = programme.calendar(None).clone();
        let holidays = Arc::make_mut(&mut calendar.holidays);
        holidays.extend(days("added", &self.added)?);
        for day in days("removed", &self.removed)? {
            holidays.remove(&day);
        }
        state.set_calendar(&self.programme, calendar, entry)
    }
}
