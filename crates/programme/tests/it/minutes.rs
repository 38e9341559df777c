//! Minutes: drafted for those who were there, put right by them, approved, corrected; and what the checks find of them.

use madang_fixtures::{minutes, registrant};
use madang_programme::bodies::MemberClass;
use madang_programme::clock::Period;
use madang_programme::consultations::{Comes, MINUTES, Minutes, Present, Remark, Verdict};
use madang_programme::content::{ContentErased, Ground};
use madang_programme::finding::{Check, Duty, Status};
use madang_programme::openness::Task;
use madang_programme::programmes::{NewPeriods, PeriodsFixed};
use madang_programme::{Command, State};

use crate::consultations::{CLOSES, FACILITATOR, OFFICIAL, OPENS, at, known, refused};
use crate::registering::{actor, full};
use crate::support::*;

const BEGAN: &str = "2026-12-14T05:05:00.000Z";
const ENDED: &str = "2026-12-14T08:50:00.000Z";

fn day(day: &str) -> String {
    format!("2026-12-{day}T08:00:00.000Z")
}

fn said() -> Minutes {
    minutes(BEGAN, ENDED)
}

/// A workshop that was held, to which two came: the first and the second.
fn met() -> State {
    let mut state = full();
    for number in [1, 2] {
        let comes = Comes::Listed(registrant(number));
        at(&mut state, OPENS, FACILITATOR, P.check_in("w", comes));
    }
    let held = P.hold("w", BEGAN, ENDED);
    at(&mut state, "2026-12-14T10:00:00.000Z", FACILITATOR, held);
    state
}

/// The same with a draft of the sixteenth: corrections are asked for until Monday the twenty-first.
fn drafted() -> (State, u64) {
    let mut state = met();
    let draft = P.draft_minutes("w", None, said());
    let draft = at(&mut state, &day("16"), FACILITATOR, draft);
    (state, draft)
}

fn approved() -> (State, u64) {
    let (mut state, draft) = drafted();
    let approve = P.approve_minutes("w", draft, said());
    let approved = at(&mut state, &day("22"), OFFICIAL, approve);
    (state, approved)
}

/// Status and days late of what a check finds about the workshop.
fn of(state: &State, check: Check, now: &str) -> Option<(Status, u32)> {
    let duty = (check == Check::C09).then_some(Duty::Minutes);
    let found = state.findings(&[], now).expect("findings").into_iter();
    let mut own = found.filter(|one| one.subject == "consultation:p/w");
    let finding = own.find(|one| one.check == check && one.duty == duty)?;
    Some((finding.status, finding.late))
}

#[test]
fn minutes_are_drafted_one_after_the_other_of_what_was_held() {
    let draft = |base| P.draft_minutes("w", base, said());
    let unheld = full();
    refused(&unheld, CLOSES, FACILITATOR, draft(None), "nobody said yet");
    let (mut state, first) = drafted();
    for (base, says) in [
        (None, "does not name entry"),
        (Some(first - 1), "does not name entry"),
    ] {
        refused(&state, &day("17"), FACILITATOR, draft(base), says);
    }
    refused(
        &state,
        &day("17"),
        OFFICIAL,
        draft(Some(first)),
        "the role official may not",
    );
    let second = at(&mut state, &day("17"), FACILITATOR, draft(Some(first)));
    let stands = &known(&state, "w").minutes;
    assert_eq!((stands.version, stands.draft()), (2, Some(second)));
    for (began, ended, says) in [
        (ENDED, BEGAN, "is not after"),
        (
            "2026-12-13T05:05:00.000Z",
            ENDED,
            "is not on a day for which it was announced",
        ),
    ] {
        let other = P.draft_minutes("w", Some(second), minutes(began, ended));
        refused(&state, &day("17"), FACILITATOR, other, says);
    }
}

/// Minutes that are otherwise, and why they are refused.
fn otherwise(change: impl FnOnce(&mut Minutes)) -> Minutes {
    let mut minutes = said();
    change(&mut minutes);
    minutes
}

#[test]
fn the_nine_things_are_there_and_nobody_is_named_against_their_will() {
    let state = met();
    let citizen = |name: Option<&str>, consent| Present {
        class: MemberClass::Citizen,
        post: english("Resident"),
        name: name.map(str::to_owned),
        consent,
    };
    let remark = |item, name: Option<&str>, consent| Remark {
        item,
        role: english("A resident"),
        name: name.map(str::to_owned),
        consent,
        gist: english("Too early."),
    };
    let none = "must have 1 to 300 lines";
    for (minutes, says) in [
        (otherwise(|all| all.order.clear()), none),
        (otherwise(|all| all.items.clear()), none),
        (otherwise(|all| all.remarks.clear()), none),
        (otherwise(|all| all.decisions.clear()), none),
        (
            otherwise(|all| {
                all.attendees.clear();
                all.others = 0;
            }),
            "name nobody",
        ),
        (
            otherwise(|all| all.attendees.push(citizen(Some("Kim"), false))),
            "without consent",
        ),
        (
            otherwise(|all| all.observers.push(citizen(None, true))),
            "somebody is said to consent",
        ),
        (
            otherwise(|all| all.remarks.push(remark(1, Some("Kim"), false))),
            "without consent",
        ),
        (
            otherwise(|all| all.remarks.push(remark(3, None, false))),
            "numbered from 1 to 2",
        ),
        (
            otherwise(|all| all.votes[0].against = u32::MAX),
            "numbers up to",
        ),
    ] {
        let draft = P.draft_minutes("w", None, minutes);
        refused(&state, &day("16"), FACILITATOR, draft, says);
    }
    // That nobody watched and nothing was voted on is said by leaving both empty; whoever consents is named.
    let whole = otherwise(|all| {
        all.votes.clear();
        all.attendees.push(citizen(Some("Kim"), true));
        all.remarks.push(remark(2, Some("Kim"), true));
    });
    let mut state = state;
    let draft = P.draft_minutes("w", None, whole);
    at(&mut state, &day("16"), FACILITATOR, draft);
}

#[test]
fn whoever_was_there_asks_for_corrections_in_five_days_and_each_is_settled() {
    let (state, draft) = drafted();
    let ask = |number| P.ask_correction("w", draft, number);
    for (when, by, number, says) in [
        ("22", actor(1), 1, "could be asked for until 2026-12-21"),
        ("17", actor(2), 1, "must be the name under which"),
        ("17", actor(3), 3, "nobody who was checked in"),
        ("17", actor(9), 9, "nobody who was checked in"),
    ] {
        refused(&state, &day(when), &by, ask(number), says);
    }
    let stale = P.ask_correction("w", draft - 1, 1);
    refused(&state, &day("17"), &actor(1), stale, "does not name entry");
    let mut state = state;
    let asked = at(&mut state, &day("21"), &actor(1), ask(1));
    let other = at(&mut state, &day("21"), FACILITATOR, ask(2));
    assert_eq!(known(&state, "w").minutes.unsettled(), Some((asked, 2)));
    let approve = || P.approve_minutes("w", draft, said());
    refused(&state, &day("21"), OFFICIAL, approve(), "until 2026-12-21");
    refused(
        &state,
        &day("22"),
        OFFICIAL,
        approve(),
        "2 corrections are not settled",
    );
    let settle = |of, verdict| P.settle_correction("w", of, verdict);
    let by_official = settle(asked, Verdict::Accepted);
    refused(&state, &day("22"), OFFICIAL, by_official, "may not");
    let unknown = settle(draft, Verdict::Accepted);
    refused(&state, &day("22"), FACILITATOR, unknown, "correction");
    at(
        &mut state,
        &day("22"),
        FACILITATOR,
        settle(asked, Verdict::Accepted),
    );
    let again = settle(asked, Verdict::Declined);
    refused(
        &state,
        &day("22"),
        FACILITATOR,
        again,
        "was settled by entry",
    );
    at(
        &mut state,
        &day("22"),
        FACILITATOR,
        settle(other, Verdict::Declined),
    );
    at(&mut state, &day("22"), OFFICIAL, approve());
    refused(
        &state,
        &day("22"),
        OFFICIAL,
        approve(),
        "were approved by entry",
    );
    let late = P.draft_minutes("w", Some(draft), said());
    refused(
        &state,
        &day("22"),
        FACILITATOR,
        late,
        "were approved by entry",
    );
}

#[test]
fn another_draft_is_open_to_corrections_as_long_and_periods_say_how_long() {
    let (mut state, first) = drafted();
    let again = P.draft_minutes("w", Some(first), said());
    let second = at(&mut state, &day("18"), FACILITATOR, again);
    refused(
        &state,
        &day("22"),
        OFFICIAL,
        P.approve_minutes("w", second, said()),
        "until 2026-12-23",
    );
    refused(
        &state,
        &day("24"),
        OFFICIAL,
        P.approve_minutes("w", first, said()),
        "does not name entry",
    );
    let mut state = met();
    let two = Command::plain(PeriodsFixed {
        programme: "p".to_owned(),
        periods: NewPeriods {
            corrections: Some(Period::Days(2)),
            ..NewPeriods::default()
        },
    });
    at(&mut state, &day("15"), OFFICIAL, two);
    let draft = P.draft_minutes("w", None, said());
    let draft = at(&mut state, &day("16"), FACILITATOR, draft);
    let approve = || P.approve_minutes("w", draft, said());
    refused(&state, &day("18"), OFFICIAL, approve(), "until 2026-12-18");
    at(&mut state, &day("19"), OFFICIAL, approve());
}

#[test]
fn approved_minutes_are_put_right_one_after_the_other() {
    let (state, _) = drafted();
    refused(
        &state,
        &day("22"),
        OFFICIAL,
        P.correct_minutes("w", 3, said()),
        "not approved yet",
    );
    let (mut state, first) = approved();
    let corrected = at(
        &mut state,
        &day("23"),
        OFFICIAL,
        P.correct_minutes("w", first, said()),
    );
    assert_eq!(known(&state, "w").minutes.stands(), Some(corrected));
    refused(
        &state,
        &day("23"),
        OFFICIAL,
        P.correct_minutes("w", first, said()),
        "does not name entry",
    );
}

#[test]
fn minutes_that_are_missing_show_by_themselves() {
    let (held, soon, overdue) = (Status::Held, Status::NotYetDue, Status::Overdue);
    let state = met();
    for check in [Check::C09, Check::C11] {
        assert_eq!(of(&state, check, &day("28")), Some((soon, 0)));
        assert_eq!(of(&state, check, &day("30")), Some((overdue, 2)));
    }
    for check in [Check::C10, Check::C18] {
        assert_eq!(of(&state, check, &day("30")), None);
    }
    let (state, _) = approved();
    for check in [Check::C09, Check::C10, Check::C11, Check::C18] {
        assert_eq!(of(&state, check, &day("30")), Some((held, 0)), "{check:?}");
    }
    // Late, they are there; that they came late is what C11 says for good.
    let (mut state, draft) = drafted();
    let late = P.approve_minutes("w", draft, said());
    at(&mut state, &day("31"), OFFICIAL, late);
    assert_eq!(of(&state, Check::C09, &day("31")), Some((held, 0)));
    assert_eq!(
        of(&state, Check::C11, &day("31")),
        Some((Status::Broken, 3))
    );
    // What is erased is not there.
    let (mut state, approved) = approved();
    let erased = Command::plain(ContentErased {
        entry: approved,
        name: MINUTES.to_owned(),
        ground: Ground::PersonalData,
    });
    at(&mut state, &day("30"), OFFICIAL, erased);
    let found = of(&state, Check::C10, &day("30"));
    assert_eq!(found, Some((Status::Broken, 0)));
}

#[test]
fn the_desk_has_the_next_step() {
    let next = |state: &State, now: &str| {
        let work = state.work("p", &[], now).expect("work").into_iter();
        let of_minutes = [
            Task::DraftMinutes,
            Task::SettleCorrections,
            Task::ApproveMinutes,
        ];
        let mut own = work.filter(|work| of_minutes.contains(&work.task));
        own.next()
            .map(|work| (work.task, work.due, work.late, work.entry))
    };
    let due = |day: &str| format!("2026-12-{day}");
    let state = met();
    let held = known(&state, "w").held.as_ref().expect("held").entry;
    assert_eq!(
        next(&state, &day("14")),
        Some((Task::DraftMinutes, due("21"), 0, held))
    );
    let (mut state, draft) = drafted();
    assert_eq!(next(&state, &day("21")), None);
    assert_eq!(
        next(&state, &day("22")),
        Some((Task::ApproveMinutes, due("28"), 0, draft))
    );
    let ask = P.ask_correction("w", draft, 1);
    let asked = at(&mut state, &day("17"), &actor(1), ask);
    assert_eq!(
        next(&state, &day("22")),
        Some((Task::SettleCorrections, due("21"), 1, asked))
    );
    assert_eq!(next(&approved().0, &day("22")), None);
}
