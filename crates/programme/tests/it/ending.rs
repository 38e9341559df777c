//! How consultations end: what is waived and when that counts, what keeps one from being closed, and the say that people had.

use madang_programme::State;
use madang_programme::consultations::{Influence, OpenDuty, Part};
use madang_programme::finding::{Check, Duty, Finding, Status};
use madang_programme::openness::Task;
use madang_programme::voices::VoiceReceived;

use crate::consultations::{
    ANNOUNCED, FACILITATOR, OFFICIAL, OPENS, announced, at, held, known, refused,
};
use crate::support::*;
use crate::voices::withdraw;

const ADMINISTRATOR: &str = "administrator/console";
const REVIEWER: &str = "reviewer/court";

fn day(day: &str) -> String {
    format!("2026-12-{day}T08:00:00.000Z")
}

/// What a check finds about the workshop.
fn found(state: &State, check: Check, duty: Option<Duty>, now: &str) -> Finding {
    let found = state.findings(&[], now).expect("findings").into_iter();
    let mut own = found.filter(|one| one.subject == "consultation:p/w");
    let found = own.find(|one| one.check == check && one.duty == duty);
    found.expect("a finding")
}

/// Status, days late and whether it is by a waiver, of something that the workshop owes.
fn of(state: &State, part: Part, now: &str) -> (Status, u32, bool) {
    let found = found(state, Check::C09, Some(part.duty()), now);
    (found.status, found.late, found.by_waiver)
}

#[test]
fn what_is_waived_in_time_counts_as_kept_until_its_day_and_late_it_does_not() {
    let waive = |part, until| P.waive("w", part, until);
    let mut state = held();
    let attendance = Part::Attendance;
    assert_eq!(
        of(&state, attendance, &day("22")),
        (Status::Overdue, 1, false)
    );
    let mut late = state.clone();
    at(
        &mut late,
        &day("22"),
        ADMINISTRATOR,
        waive(attendance, "2026-12-31"),
    );
    assert_eq!(
        of(&late, attendance, &day("23")),
        (Status::Overdue, 2, false)
    );
    at(
        &mut state,
        &day("21"),
        ADMINISTRATOR,
        waive(attendance, "2026-12-28"),
    );
    assert_eq!(of(&state, attendance, &day("28")), (Status::Held, 0, true));
    assert_eq!(
        of(&state, attendance, &day("29")),
        (Status::Overdue, 1, false)
    );
    // Done by then it is kept by the waiver, and after that it was late.
    let counted = || P.count_attendance("w", None, &[("business", 20), ("general", 9)]);
    for (published, expected) in [
        ("28", (Status::Held, 0, true)),
        ("30", (Status::Broken, 2, false)),
    ] {
        let mut state = state.clone();
        at(&mut state, &day(published), FACILITATOR, counted().into());
        assert_eq!(of(&state, attendance, &day("31")), expected);
    }
    // An agenda can only be waived before it begins, and is not owed afterwards.
    let mut before = announced();
    at(
        &mut before,
        ANNOUNCED,
        ADMINISTRATOR,
        waive(Part::Agenda, "2026-12-14"),
    );
    assert_eq!(
        of(&before, Part::Agenda, &day("30")),
        (Status::Held, 0, true)
    );
    let mut after = announced();
    at(
        &mut after,
        OPENS,
        ADMINISTRATOR,
        waive(Part::Agenda, "2026-12-31"),
    );
    assert_eq!(
        of(&after, Part::Agenda, &day("30")),
        (Status::Broken, 16, false)
    );
    let mut minutes = state.clone();
    at(
        &mut minutes,
        &day("28"),
        ADMINISTRATOR,
        waive(Part::Minutes, "2027-01-31"),
    );
    let in_time = found(&minutes, Check::C11, None, &day("31"));
    assert_eq!((in_time.status, in_time.by_waiver), (Status::Held, true));
}

#[test]
fn a_waiver_is_of_something_that_is_missing_and_has_an_end() {
    let mut state = held();
    let counted = P.count_attendance("w", None, &[("business", 20), ("general", 9)]);
    at(&mut state, &day("15"), FACILITATOR, counted.into());
    for (actor, part, until, says) in [
        (OFFICIAL, Part::Minutes, "2026-12-31", "may not"),
        (
            ADMINISTRATOR,
            Part::Attendance,
            "2026-12-31",
            "is there already",
        ),
        (ADMINISTRATOR, Part::Minutes, "2026-12-14", "2026-12-14"),
        (ADMINISTRATOR, Part::Minutes, "2036-12-14", "2036-12-14"),
        (ADMINISTRATOR, Part::Minutes, "soon", "soon"),
    ] {
        let waiver = P.waive("w", part, until);
        refused(&state, &day("15"), actor, waiver, says);
    }
}

#[test]
fn a_consultation_is_closed_when_nothing_of_it_is_open() {
    let close = || P.close_consultation("w");
    let open = |state: &State, now: &str| state.open_duties("p", "w", now).expect("there");
    let state = announced();
    refused(&state, OPENS, OFFICIAL, close(), "has not ended");
    refused(
        &state,
        &day("15"),
        OFFICIAL,
        close(),
        "nobody said yet that",
    );
    let mut state = held();
    let heard = VoiceReceived {
        consultation: Some("w".to_owned()),
        ..P.said("1")
    };
    let heard = P.receive(heard, english("Later buses"));
    at(&mut state, &day("15"), OFFICIAL, heard);
    assert_eq!(
        open(&state, &day("15")),
        [
            OpenDuty::Missing(Part::Agenda),
            OpenDuty::Missing(Part::Attendance),
            OpenDuty::Missing(Part::Minutes),
            OpenDuty::Missing(Part::Outcomes),
            OpenDuty::Voices("1".to_owned(), 1),
        ]
    );
    for (part, says) in [
        (Part::Agenda, "had no agenda"),
        (Part::Attendance, "who was there is not published"),
        (Part::Minutes, "the minutes are not approved"),
    ] {
        refused(&state, &day("16"), OFFICIAL, close(), says);
        let waiver = P.waive("w", part, "2027-01-31");
        at(&mut state, &day("16"), ADMINISTRATOR, waiver);
    }
    refused(
        &state,
        &day("16"),
        OFFICIAL,
        close(),
        "nothing is recorded yet",
    );
    let outcome = P.record_outcome("w", 1, "1");
    at(&mut state, &day("16"), FACILITATOR, outcome);
    refused(
        &state,
        &day("16"),
        OFFICIAL,
        close(),
        "1 voice is not answered",
    );
    let taken_back = withdraw("1");
    at(&mut state, &day("16"), OFFICIAL, taken_back);
    nothing_is_owed(state);
}

/// What is left of a workshop of which nothing is open: to close it.
fn nothing_is_owed(mut state: State) {
    let close = || P.close_consultation("w");
    let closing = Some(Duty::Closing);
    let late = "2027-03-10T08:00:00.000Z";
    let found_open = found(&state, Check::C14, closing, late);
    assert_eq!((found_open.status, found_open.late), (Status::Overdue, 2));
    let work = state.work("p", &[], late).expect("work");
    assert!(work.iter().any(|work| work.task == Task::CloseConsultation));
    at(&mut state, &day("17"), OFFICIAL, close());
    assert_eq!(
        found(&state, Check::C14, closing, late).status,
        Status::Held
    );
    for command in [close(), P.record_outcome("w", 2, "1")] {
        refused(&state, &day("17"), OFFICIAL, command, "was closed by entry");
    }
    let waiver = P.waive("w", Part::Minutes, "2027-01-31");
    refused(
        &state,
        &day("17"),
        ADMINISTRATOR,
        waiver,
        "was closed by entry",
    );
}

#[test]
fn the_say_that_was_promised_is_assessed_by_a_reviewer_with_evidence() {
    let state = announced();
    let entry = known(&state, "w").entry;
    let assess = |base, level, evidence: &[u64]| P.assess("w", base, (level, evidence));
    let consult = Influence::Consult;
    refused(
        &state,
        OPENS,
        REVIEWER,
        assess(None, consult, &[entry]),
        "has not ended",
    );
    let mut state = held();
    let size = state.size;
    for (actor, evidence, says) in [
        (OFFICIAL, vec![entry], "may not"),
        (REVIEWER, vec![], "must name from 1"),
        (REVIEWER, vec![entry, entry], "twice"),
        (REVIEWER, vec![size], "none of this programme"),
        (REVIEWER, vec![0], "none of this programme"),
    ] {
        let command = assess(None, consult, &evidence);
        refused(&state, &day("15"), actor, command, says);
    }
    let of = |state: &State, now: &str| {
        let found = found(state, Check::C08, None, now);
        (found.status, found.late)
    };
    assert_eq!(
        of(&state, "2027-03-14T08:00:00.000Z"),
        (Status::NotYetDue, 0)
    );
    assert_eq!(of(&state, "2027-03-15T08:00:00.000Z"), (Status::Overdue, 1));
    let first = at(
        &mut state,
        &day("15"),
        REVIEWER,
        assess(None, consult, &[entry]),
    );
    assert_eq!(of(&state, "2027-03-15T08:00:00.000Z"), (Status::Held, 0));
    let blind = assess(None, Influence::Inform, &[entry]);
    refused(&state, &day("16"), REVIEWER, blind, "does not name entry");
    let again = assess(Some(first), Influence::Inform, &[entry, first]);
    at(&mut state, &day("16"), REVIEWER, again);
    let level = known(&state, "w").assessed.as_ref().map(|one| one.level);
    assert_eq!(level, Some(Influence::Inform));
}
