//! By what the clocks of a programme run: its calendar, and its periods.

use madang_programme::Command;
use madang_programme::clock::{Period, Weekday};
use madang_programme::programmes::{
    CalendarAmended, CalendarFixed, NewPeriods, PeriodsFixed, USUAL,
};

use crate::support::*;

const OFFICIAL: &str = "official/test";

fn days(days: &[&str]) -> Vec<String> {
    days.iter().map(|day| (*day).to_owned()).collect()
}

fn fix(weekend: &[Weekday], holidays: &[&str]) -> Command {
    Command::plain(CalendarFixed {
        programme: "p".to_owned(),
        weekend: weekend.to_vec(),
        holidays: days(holidays),
    })
}

fn amend(added: &[&str], removed: &[&str]) -> Command {
    Command::plain(CalendarAmended {
        programme: "p".to_owned(),
        added: days(added),
        removed: days(removed),
    })
}

fn periods(periods: NewPeriods) -> Command {
    Command::plain(PeriodsFixed {
        programme: "p".to_owned(),
        periods,
    })
}

fn refused(state: &madang_programme::State, command: Command, says: &str) {
    let refused = draft(state, OFFICIAL, command).expect_err(says);
    let refused = told(&refused.said());
    assert!(refused.contains(says), "{refused}");
}

#[test]
fn a_calendar_is_fixed_once_and_amended_after() {
    let mut state = prepared();
    let weekend = [Weekday::Saturday, Weekday::Sunday];
    refused(&state, amend(&["2026-12-25"], &[]), "no calendar was fixed");
    refused(&state, fix(&Weekday::ALL, &[]), "not all seven");
    refused(
        &state,
        fix(&[Weekday::Sunday, Weekday::Saturday], &[]),
        "in their order",
    );
    let twice = ["2026-12-25", "2026-12-25"];
    refused(
        &state,
        fix(&weekend, &twice),
        "is not after the day before it",
    );
    refused(&state, fix(&weekend, &["2026-02-30"]), "holidays");
    give(&mut state, OFFICIAL, fix(&weekend, &["2026-12-25"])).expect("a calendar");
    refused(&state, fix(&weekend, &[]), "was fixed by entry");
    refused(&state, amend(&[], &[]), "names no day");
    refused(
        &state,
        amend(&["2026-12-25"], &[]),
        "is in the calendar already",
    );
    refused(
        &state,
        amend(&[], &["2026-12-24"]),
        "is not in the calendar",
    );
    let before = state.size;
    give(
        &mut state,
        OFFICIAL,
        amend(&["2026-12-24"], &["2026-12-25"]),
    )
    .expect("an amendment");
    let programme = state.programme("p").expect("a programme");
    let day = |text: &str| text.parse().expect("a day");
    let works = |done| {
        let calendar = programme.calendar(done);
        [day("2026-12-24"), day("2026-12-25"), day("2026-12-26")].map(|day| calendar.works(day))
    };
    // What was done before is held to the calendar of its day, what is still to be done to the newest.
    assert_eq!(works(None), [false, true, false]);
    assert_eq!(works(Some(before)), [true, false, false]);
    assert_eq!(works(Some(before + 1)), [false, true, false]);
    assert_eq!(works(Some(0)), [true, true, true]);
}

#[test]
fn a_calendar_leaves_working_days_and_names_none_that_is_over() {
    let mut state = prepared();
    let most: Vec<Weekday> = Weekday::ALL[..6].to_vec();
    // Every Sunday a holiday: nothing would ever fall due.
    let sundays = ["2026-12-06", "2026-12-13"];
    refused(&state, fix(&most, &sundays), "more than 14 days on end");
    give(&mut state, OFFICIAL, fix(&most, &sundays[..1])).expect("a calendar");
    refused(
        &state,
        amend(&sundays[1..], &[]),
        "more than 14 days on end",
    );
    refused(&state, amend(&["2026-11-22"], &[]), "is over");
    refused(&state, amend(&[], &["2026-11-22"]), "is over");
    // Of the days before it was fixed it says nothing: Friday 20 November 2026 counts, the next does not.
    let day = |text: &str| text.parse().expect("a day");
    let calendar = state.programme("p").expect("a programme").calendar(None);
    assert!(calendar.works(day("2026-11-20")) && !calendar.works(day("2026-11-27")));
}

#[test]
fn periods_hold_for_what_begins_after_them() {
    let mut state = prepared();
    refused(&state, periods(NewPeriods::default()), "name nothing");
    for wrong in [Period::Days(0), Period::Days(367), Period::Months(13)] {
        let answer = Some(wrong);
        let periods = periods(NewPeriods {
            answer,
            ..NewPeriods::default()
        });
        refused(&state, periods, "answer must be 1 to 366 days");
    }
    let first = state.size;
    let fourteen = NewPeriods {
        answer: Some(Period::Days(14)),
        ..NewPeriods::default()
    };
    give(&mut state, OFFICIAL, periods(fourteen)).expect("periods");
    let half = NewPeriods {
        progress: Some(Period::Months(3)),
        ..NewPeriods::default()
    };
    give(&mut state, OFFICIAL, periods(half)).expect("more");
    let programme = state.programme("p").expect("a programme");
    assert_eq!(programme.periods(first), USUAL);
    let now = programme.periods(state.size);
    assert_eq!(programme.periods(first + 1).answer, Period::Days(14));
    assert_eq!(programme.periods(first + 1).progress, USUAL.progress);
    assert_eq!(
        (now.answer, now.progress),
        (Period::Days(14), Period::Months(3))
    );
    assert_eq!(
        (now.deliberation, now.personal_data),
        (Period::Days(7), Period::Days(3))
    );
}
