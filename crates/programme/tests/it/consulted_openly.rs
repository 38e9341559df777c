//! What the checks of openness find about consultations, at each time: C01 to C07, C09, C12 and C15.

use madang_fixtures::{compute, workshop, written};
use madang_programme::State;
use madang_programme::consultations::Plan;
use madang_programme::finding::{Check, Duty, Finding, Status};
use madang_programme::openness::Task;

use crate::consultations::{
    ANNOUNCED, CLOSES, FACILITATOR, OFFICIAL, OPENS, announced, at, convening, held, known,
};
use crate::support::*;

const SUBJECT: &str = "consultation:p/w";

fn found(state: &State, now: &str) -> Vec<Finding> {
    let found = state.findings(&[], now).expect("findings").into_iter();
    found.filter(|finding| finding.subject == SUBJECT).collect()
}

/// Status and days late of what a check finds about the workshop.
fn of(state: &State, check: Check, duty: Option<Duty>, now: &str) -> Option<(Status, u32)> {
    let mut found = found(state, now).into_iter();
    let finding = found.find(|finding| finding.check == check && finding.duty == duty)?;
    Some((finding.status, finding.late))
}

fn day(day: &str) -> String {
    format!("2026-12-{day}T08:00:00.000Z")
}

#[test]
fn whoever_announces_two_weeks_before_is_in_time_and_later_is_late_for_good() {
    let state = announced();
    assert_eq!(
        of(&state, Check::C02, None, ANNOUNCED),
        Some((Status::Held, 0))
    );
    for check in [Check::C01, Check::C03, Check::C07] {
        assert_eq!(
            of(&state, check, None, ANNOUNCED),
            Some((Status::Held, 0)),
            "{check:?}"
        );
    }
    // Nine days before: five late. Until it opens it can be put off.
    let mut late = convening();
    let on_the_fifth = "2026-12-05T08:00:00.000Z";
    at(
        &mut late,
        on_the_fifth,
        OFFICIAL,
        P.announce("w", workshop(OPENS, CLOSES)),
    );
    assert_eq!(
        of(&late, Check::C02, None, on_the_fifth),
        Some((Status::Overdue, 5))
    );
    assert_eq!(
        of(&late, Check::C02, None, OPENS),
        Some((Status::Broken, 5))
    );
    let finding = found(&late, OPENS)
        .into_iter()
        .find(|one| one.check == Check::C02);
    let finding = finding.expect("found");
    assert_eq!(
        (finding.due.as_deref(), finding.done.as_deref()),
        (Some("2026-11-30"), Some("2026-12-05"))
    );
    let mut put_off = late.clone();
    let later = workshop("2026-12-19T05:00:00.000Z", "2026-12-19T09:00:00.000Z");
    let base = known(&late, "w").announced;
    at(
        &mut put_off,
        on_the_fifth,
        OFFICIAL,
        P.announce_otherwise("w", base, later),
    );
    assert_eq!(
        of(&put_off, Check::C02, None, &day("20")),
        Some((Status::Held, 0))
    );
}

#[test]
fn what_is_asked_anew_must_be_known_as_long_before() {
    let mut state = announced();
    let base = known(&state, "w").announced;
    let other = Plan {
        question: english("How do people get to work?"),
        ..workshop(OPENS, CLOSES)
    };
    at(
        &mut state,
        &day("04"),
        OFFICIAL,
        P.announce_otherwise("w", base, other),
    );
    assert_eq!(
        of(&state, Check::C02, None, OPENS),
        Some((Status::Broken, 4))
    );
}

#[test]
fn whoever_cannot_come_takes_part_in_writing() {
    let state = announced();
    assert_eq!(
        of(&state, Check::C04, None, &day("13")),
        Some((Status::NotYetDue, 0))
    );
    assert_eq!(
        of(&state, Check::C04, None, OPENS).map(|(status, _)| status),
        Some(Status::Broken)
    );
    let twin = |closes: &str| Plan {
        twin: Some("w".to_owned()),
        ..written("2026-12-10T05:00:00.000Z", closes)
    };
    for (closes, announced_at, status) in [
        ("2026-12-17T05:00:00.000Z", ANNOUNCED, Status::Held),
        // Open for six days.
        ("2026-12-16T05:00:00.000Z", ANNOUNCED, Status::Broken),
    ] {
        let mut state = state.clone();
        at(
            &mut state,
            announced_at,
            OFFICIAL,
            P.announce("c", twin(closes)),
        );
        assert_eq!(
            of(&state, Check::C04, None, CLOSES).map(|(status, _)| status),
            Some(status)
        );
    }
    // One that is called off serves nobody.
    let mut state = state.clone();
    at(
        &mut state,
        ANNOUNCED,
        OFFICIAL,
        P.announce("c", twin("2026-12-17T05:00:00.000Z")),
    );
    at(&mut state, ANNOUNCED, OFFICIAL, P.call_off("c"));
    assert_eq!(
        of(&state, Check::C04, None, CLOSES).map(|(status, _)| status),
        Some(Status::Broken)
    );
}

#[test]
fn what_is_decided_already_is_no_question() {
    let state = announced();
    assert_eq!(
        of(&state, Check::C05, None, OPENS),
        Some((Status::NotYetDue, 0))
    );
    assert_eq!(
        of(&state, Check::C05, None, CLOSES),
        Some((Status::Held, 0))
    );
    for plan in [
        Plan {
            options: vec![english("A later last bus")],
            ..workshop(OPENS, CLOSES)
        },
        Plan {
            decision_at: Some(CLOSES.to_owned()),
            ..workshop(OPENS, CLOSES)
        },
    ] {
        let mut state = convening();
        at(&mut state, ANNOUNCED, OFFICIAL, P.announce("w", plan));
        assert_eq!(
            of(&state, Check::C05, None, ANNOUNCED),
            Some((Status::Overdue, 0))
        );
        assert_eq!(
            of(&state, Check::C05, None, OPENS),
            Some((Status::Broken, 0))
        );
    }
}

#[test]
fn a_consultation_in_writing_takes_two_weeks() {
    for (closes, expected) in [
        ("2026-12-28T05:00:00.000Z", (Status::Held, 0)),
        ("2026-12-27T05:00:00.000Z", (Status::Broken, 1)),
    ] {
        let mut state = convening();
        at(
            &mut state,
            ANNOUNCED,
            OFFICIAL,
            P.announce("w", written(OPENS, closes)),
        );
        assert_eq!(
            of(&state, Check::C06, None, &day("20")),
            Some((Status::NotYetDue, 0))
        );
        assert_eq!(of(&state, Check::C06, None, closes), Some(expected));
        // Its question is its agenda, and whoever wrote was there.
        assert_eq!(
            of(&state, Check::C09, Some(Duty::Agenda), closes),
            Some((Status::Held, 0))
        );
        let there = of(&state, Check::C09, Some(Duty::Attendance), closes);
        assert_eq!(there, Some((Status::Held, 0)));
        assert_eq!(of(&state, Check::C04, None, closes), None);
    }
    assert_eq!(of(&announced(), Check::C06, None, CLOSES), None);
}

#[test]
fn an_agenda_comes_before_and_who_was_there_within_a_week() {
    let agenda = Some(Duty::Agenda);
    let there = Some(Duty::Attendance);
    let state = announced();
    assert_eq!(
        of(&state, Check::C09, agenda, &day("13")),
        Some((Status::NotYetDue, 0))
    );
    assert_eq!(
        of(&state, Check::C09, agenda, OPENS),
        Some((Status::Broken, 0))
    );
    let mut with = state.clone();
    at(
        &mut with,
        &day("13"),
        FACILITATOR,
        P.publish_agenda("w", None),
    );
    assert_eq!(
        of(&with, Check::C09, agenda, CLOSES),
        Some((Status::Held, 0))
    );
    // Nobody says that it was held: it counts from when it was to end, with nobody pressing anything.
    assert_eq!(
        of(&state, Check::C09, there, &day("21")),
        Some((Status::NotYetDue, 0))
    );
    assert_eq!(
        of(&state, Check::C09, there, &day("22")),
        Some((Status::Overdue, 1))
    );
    let counted = || P.count_attendance("w", None, &[("business", 20), ("general", 9)]);
    for (published, expected) in [("21", (Status::Held, 0)), ("23", (Status::Broken, 2))] {
        let mut state = held();
        at(&mut state, &day(published), FACILITATOR, counted().into());
        assert_eq!(of(&state, Check::C09, there, &day("30")), Some(expected));
    }
}

#[test]
fn what_is_called_off_owes_nothing_and_what_was_broken_stays_so() {
    let mut state = announced();
    at(&mut state, &day("13"), OFFICIAL, P.call_off("w"));
    assert_eq!(found(&state, &day("30")), []);
    let mut late = convening();
    at(
        &mut late,
        &day("05"),
        OFFICIAL,
        P.announce("w", workshop(OPENS, CLOSES)),
    );
    at(&mut late, OPENS, OFFICIAL, P.call_off("w"));
    let checks: Vec<Check> = found(&late, &day("30"))
        .iter()
        .map(|one| one.check)
        .collect();
    assert!(
        checks.contains(&Check::C02) && !checks.contains(&Check::C09),
        "{checks:?}"
    );
}

#[test]
fn the_desk_asks_whoever_convenes_it_for_the_agenda_and_for_who_was_there() {
    let tasks = |state: &State, now: &str| {
        let work = state.work("p", &[], now).expect("work");
        let mut tasks: Vec<(Task, String, u32)> = work
            .into_iter()
            .filter(|work| work.subject == SUBJECT)
            .map(|work| (work.task, work.institution.unwrap_or_default(), work.late))
            .collect();
        tasks.sort();
        tasks
    };
    let interior = || madang_fixtures::INSTITUTION.to_owned();
    let state = announced();
    assert_eq!(tasks(&state, ANNOUNCED), []);
    assert_eq!(tasks(&state, &day("10")), [(Task::Agenda, interior(), 0)]);
    assert_eq!(
        tasks(&held(), &day("24")),
        [
            (Task::Attendance, interior(), 3),
            (Task::DraftMinutes, interior(), 3),
        ]
    );
}

#[test]
fn what_came_of_it_is_there_in_four_weeks_and_summed_up_before_a_selection() {
    let outcomes = Some(Duty::Outcomes);
    let mut state = held();
    let said = P.receive(P.said("1"), english("Later buses"));
    at(&mut state, &day("15"), OFFICIAL, said);
    let late = "2027-01-13T08:00:00.000Z";
    assert_eq!(
        of(&state, Check::C09, outcomes, "2027-01-11T08:00:00.000Z"),
        Some((Status::NotYetDue, 0))
    );
    assert_eq!(
        of(&state, Check::C09, outcomes, late),
        Some((Status::Overdue, 2))
    );
    assert_eq!(of(&state, Check::C15, None, late), None);
    assert_eq!(
        of(&state, Check::C12, None, late),
        Some((Status::NotYetDue, 0))
    );
    at(
        &mut state,
        &day("16"),
        FACILITATOR,
        P.record_outcome("w", 1, "1"),
    );
    assert_eq!(
        of(&state, Check::C09, outcomes, late),
        Some((Status::Held, 0))
    );
    assert_eq!(of(&state, Check::C15, None, late), Some((Status::Held, 0)));
    // Something is selected after it ended.
    let selected = |summed_up: bool| {
        let mut state = state.clone();
        if summed_up {
            at(&mut state, &day("16"), OFFICIAL, P.sum_up(&["w"]));
        }
        for (actor, command) in [
            (OFFICIAL, open_vote("v")),
            ("registrar/test", ballot(1, &["a"])),
            (OFFICIAL, close()),
            (OFFICIAL, open_ballots()),
        ] {
            at(&mut state, &day("17"), actor, command);
        }
        let computed = compute(&state, "p", "v", [opened_ballot(1, 1, &["a"])]);
        at(&mut state, &day("17"), OFFICIAL, computed.into());
        of(&state, Check::C12, None, late).map(|(status, _)| status)
    };
    assert_eq!(selected(true), Some(Status::Held));
    assert_eq!(selected(false), Some(Status::Broken));
}
