//! Consultations from their announcement on: what is taken when and of whom, and what is refused.

use madang_fixtures::{INSTITUTION, workshop, written};
use madang_programme::bodies::MemberClass;
use madang_programme::consultations::{
    Attendant, ConsultationState, CountedBy, Invitation, Mode, Plan, Registration,
};
use madang_programme::place::Relation;
use madang_programme::voices::{Channel, VoiceReceived};
use madang_programme::{Command, State};

use crate::support::*;

pub const OFFICIAL: &str = "official/test";
pub const FACILITATOR: &str = "facilitator/yard";

/// Monday, 23 November 2026, 17:00 in Seoul: when consultations here are announced.
pub const ANNOUNCED: &str = "2026-11-23T08:00:00.000Z";
/// Three weeks later, for an afternoon.
pub const OPENS: &str = "2026-12-14T05:00:00.000Z";
pub const CLOSES: &str = "2026-12-14T09:00:00.000Z";

/// A programme with an institution.
pub fn convening() -> State {
    let mut state = prepared();
    give(&mut state, OFFICIAL, P.institution(INSTITUTION, "Interior")).expect("an institution");
    state
}

pub fn at(state: &mut State, at: &str, actor: &str, command: Command) -> u64 {
    give_at(state, at, actor, command).expect("allowed");
    state.size - 1
}

/// The same with a workshop `w`.
pub fn announced() -> State {
    let mut state = convening();
    at(
        &mut state,
        ANNOUNCED,
        OFFICIAL,
        P.announce("w", workshop(OPENS, CLOSES)),
    );
    state
}

/// The same after it was held.
pub fn held() -> State {
    let mut state = announced();
    let held = P.hold("w", "2026-12-14T05:05:00.000Z", "2026-12-14T08:50:00.000Z");
    at(&mut state, "2026-12-14T10:00:00.000Z", FACILITATOR, held);
    state
}

pub fn known<'s>(state: &'s State, id: &str) -> &'s ConsultationState {
    state.consultation("p", id).expect("it is there")
}

fn refused(state: &State, when: &str, actor: &str, command: Command, says: &str) {
    let refused = give_at(&mut state.clone(), when, actor, command).expect_err(says);
    assert!(refused.contains(says), "{refused}");
}

#[test]
fn what_is_announced_has_all_that_people_need_to_know() {
    let state = convening();
    let plan = || workshop(OPENS, CLOSES);
    let registration = |from: &str, to: &str, capacity| Plan {
        registration: Some(Registration {
            from: from.to_owned(),
            to: to.to_owned(),
            capacity,
        }),
        ..plan()
    };
    let day = |day: &str| format!("2026-12-{day}T05:00:00.000Z");
    for (plan, says) in [
        (workshop(OPENS, OPENS), "is not after"),
        (workshop(CLOSES, OPENS), "is not after"),
        (workshop("soon", CLOSES), "is not a time of the form"),
        (
            workshop(&day("29"), "2029-12-01T05:00:00.000Z"),
            "731 days are allowed",
        ),
        (workshop("2026-11-20T05:00:00.000Z", CLOSES), "is past"),
        // On the sixth day after the announcement.
        (
            workshop("2026-11-29T05:00:00.000Z", CLOSES),
            "is 6 days after the announcement",
        ),
        (
            Plan {
                place: None,
                ..plan()
            },
            "people come together there",
        ),
        (
            Plan {
                mode: Mode::Hybrid,
                ..plan()
            },
            "people take part over the network",
        ),
        (
            Plan {
                mode: Mode::Hybrid,
                url: Some("ftp://x".to_owned()),
                ..plan()
            },
            "address",
        ),
        (
            Plan {
                mode: Mode::InPerson,
                ..written(OPENS, CLOSES)
            },
            "must be online",
        ),
        (
            Plan {
                invitation: Invitation::Invited,
                ..plan()
            },
            "say by what people are invited",
        ),
        (
            Plan {
                criterion: Some(english("Residents")),
                ..plan()
            },
            "everybody may come",
        ),
        (
            Plan {
                twin: Some("w".to_owned()),
                ..plan()
            },
            "names the consultation itself",
        ),
        (
            Plan {
                twin: Some("x".to_owned()),
                ..plan()
            },
            "consultation \"x\"",
        ),
        (
            Plan {
                body: Some("x".to_owned()),
                ..plan()
            },
            "body \"x\"",
        ),
        (
            Plan {
                institution: "x".to_owned(),
                ..plan()
            },
            "institution \"x\"",
        ),
        (
            Plan {
                options: vec![english("A"), english("A")],
                ..plan()
            },
            "has an option twice",
        ),
        (registration(&day("10"), &day("10"), None), "is not after"),
        (registration(&day("10"), &day("20"), None), "is not after"),
        (
            registration(&day("01"), &day("13"), Some(0)),
            "a number from 1 to",
        ),
        (
            Plan {
                decision_at: Some("later".to_owned()),
                ..plan()
            },
            "is not a time of the form",
        ),
    ] {
        refused(&state, ANNOUNCED, OFFICIAL, P.announce("w", plan), says);
    }
    for plan in [
        plan(),
        written(OPENS, &day("30")),
        registration("2026-11-23T09:00:00.000Z", &day("13"), Some(36)),
        workshop("2026-11-30T05:00:00.000Z", CLOSES),
    ] {
        let mut state = state.clone();
        at(
            &mut state,
            ANNOUNCED,
            OFFICIAL,
            P.announce("", plan.clone()),
        );
        assert_eq!(known(&state, "1").plan, plan);
        refused(
            &state,
            ANNOUNCED,
            OFFICIAL,
            P.announce("1", plan),
            "exists already",
        );
    }
}

#[test]
fn it_is_announced_otherwise_until_it_opens_and_by_who_has_seen_it() {
    let state = announced();
    let base = known(&state, "w").announced;
    let other = || Plan {
        question: english("How do people get to work?"),
        ..workshop(OPENS, CLOSES)
    };
    let later = workshop("2026-12-15T05:00:00.000Z", "2026-12-15T09:00:00.000Z");
    let change = |base, plan| P.announce_otherwise("w", base, plan);
    refused(
        &state,
        ANNOUNCED,
        OFFICIAL,
        change(base - 1, other()),
        "what is announced now is entry",
    );
    refused(
        &state,
        OPENS,
        OFFICIAL,
        change(base, later.clone()),
        "the consultation began at",
    );
    // What it asks is another: that takes as long as a new one, and a later day does not.
    let late = "2026-12-10T05:00:00.000Z";
    refused(
        &state,
        late,
        OFFICIAL,
        change(base, other()),
        "is 4 days after",
    );
    let earlier = workshop("2026-12-13T05:00:00.000Z", CLOSES);
    refused(
        &state,
        late,
        OFFICIAL,
        change(base, earlier),
        "is 3 days after",
    );
    let mut state = state;
    let changed = at(&mut state, late, OFFICIAL, change(base, later.clone()));
    let stands = known(&state, "w");
    assert_eq!(
        (stands.entry, stands.announced, stands.changes),
        (base, changed, 1)
    );
    assert_eq!(stands.plan, later);
    refused(
        &state,
        late,
        OFFICIAL,
        change(base, later),
        "Look at it, and send yours again",
    );
}

#[test]
fn two_agendas_never_stand_at_once_and_none_comes_late() {
    let mut state = announced();
    let written = written(OPENS, "2026-12-30T05:00:00.000Z");
    at(&mut state, ANNOUNCED, OFFICIAL, P.announce("c", written));
    let before = "2026-12-13T05:00:00.000Z";
    let agenda = |base| P.publish_agenda("w", base);
    refused(
        &state,
        before,
        FACILITATOR,
        P.publish_agenda("c", None),
        "no agenda but its question",
    );
    refused(
        &state,
        OPENS,
        FACILITATOR,
        agenda(None),
        "an agenda is published before that",
    );
    refused(
        &state,
        before,
        FACILITATOR,
        agenda(Some(3)),
        "nothing of this sort was published",
    );
    let first = at(&mut state, before, FACILITATOR, agenda(None));
    refused(
        &state,
        before,
        OFFICIAL,
        agenda(None),
        "does not name entry",
    );
    let second = at(&mut state, before, OFFICIAL, agenda(Some(first)));
    refused(
        &state,
        before,
        OFFICIAL,
        agenda(Some(first)),
        "does not name entry",
    );
    assert_eq!(known(&state, "w").agenda(), Some(second));
}

#[test]
fn it_was_held_on_a_day_for_which_it_was_announced_and_once() {
    let state = announced();
    let hold = |began: &str, ended: &str| P.hold("w", began, ended);
    let (began, ended) = ("2026-12-14T05:05:00.000Z", "2026-12-14T08:50:00.000Z");
    let after = "2026-12-14T10:00:00.000Z";
    for (began, ended, says) in [
        (ended, began, "is not after"),
        (began, "2026-12-14T10:00:01.000Z", "has not come yet"),
        (
            "2026-12-13T05:00:00.000Z",
            ended,
            "not on a day for which it was announced",
        ),
        ("yesterday", ended, "is not a time of the form"),
    ] {
        refused(&state, after, FACILITATOR, hold(began, ended), says);
    }
    refused(
        &state,
        after,
        OFFICIAL,
        hold(began, ended),
        "the role official may not",
    );
    let state = held();
    refused(
        &state,
        after,
        FACILITATOR,
        hold(began, ended),
        "was held, as entry",
    );
    refused(
        &state,
        after,
        OFFICIAL,
        P.call_off("w"),
        "was held, as entry",
    );
}

#[test]
fn nobody_ends_duties_by_calling_off_what_is_over() {
    let mut state = announced();
    refused(
        &state,
        CLOSES,
        OFFICIAL,
        P.call_off("w"),
        "say that it was held",
    );
    at(&mut state, OPENS, OFFICIAL, P.call_off("w"));
    let after = "2026-12-14T10:00:00.000Z";
    for (actor, command) in [
        (OFFICIAL, P.call_off("w")),
        (FACILITATOR, P.publish_agenda("w", None)),
        (FACILITATOR, P.hold("w", OPENS, "2026-12-14T08:00:00.000Z")),
        (
            OFFICIAL,
            P.announce_otherwise("w", known(&state, "w").announced, workshop(OPENS, CLOSES)),
        ),
    ] {
        refused(&state, after, actor, command, "was called off by entry");
    }
}

#[test]
fn attendance_is_published_after_it_was_held_and_gives_nobody_away() {
    let groups = [
        ("business", 12),
        ("general", 10),
        ("target", 7),
        ("vulnerable", 0),
    ];
    let counted = |base| P.count_attendance("w", base, &groups);
    let day = "2026-12-15T05:00:00.000Z";
    refused(
        &announced(),
        day,
        FACILITATOR,
        counted(None).into(),
        "nobody said yet that",
    );
    let mut state = held();
    let mut other = counted(None);
    other.total = 30;
    refused(
        &state,
        day,
        FACILITATOR,
        other.into(),
        "come to 29; 30 attendees are not named",
    );
    let mut other = counted(None);
    other.minimum = 2;
    refused(
        &state,
        day,
        FACILITATOR,
        other.into(),
        "a number from 3 to 100",
    );
    let first = at(&mut state, day, FACILITATOR, counted(None).into());
    assert_eq!(known(&state, "w").hidden(CountedBy::Group), None);
    refused(
        &state,
        day,
        FACILITATOR,
        counted(None).into(),
        "does not name entry",
    );
    // One came to be counted, and now some are few: they are told together with others, and stay so.
    let few = [
        ("business", 12),
        ("general", 13),
        ("target", 4),
        ("vulnerable", 0),
    ];
    let few = P.count_attendance("w", Some(first), &few);
    let second = at(&mut state, day, FACILITATOR, few.into());
    let hidden = known(&state, "w")
        .hidden(CountedBy::Group)
        .expect("hidden")
        .clone();
    assert!(hidden.len() == 2 && hidden.contains("target"), "{hidden:?}");
    let third = at(&mut state, day, FACILITATOR, counted(Some(second)).into());
    assert_eq!(known(&state, "w").hidden(CountedBy::Group), Some(&hidden));
    assert_eq!(known(&state, "w").attendance(), Some(third));
}

/// Whoever writes entries by another program than ours cannot tell more than the rule allows.
#[test]
fn what_gives_somebody_away_is_refused_whoever_made_it() {
    let state = held();
    let day = "2026-12-15T05:00:00.000Z";
    let tables = |tables: serde_json::Value, total: u32| {
        let facts = serde_json::json!({
            "programme": "p", "consultation": "w", "total": total, "named": 0, "minimum": 5,
            "tables": tables,
        });
        let facts = serde_json::from_value(facts).expect("facts");
        Command::plain::<madang_programme::consultations::AttendancePublished>(facts)
    };
    let table = |cells: serde_json::Value, together: &[&str], sum: u32| {
        let mut table = serde_json::json!({"by": "group", "cells": cells});
        if !together.is_empty() {
            table["together"] = serde_json::json!({"cells": together, "sum": sum});
        }
        table
    };
    let cells = || serde_json::json!({"business": 17, "general": 12});
    for (table, total, says) in [
        (
            table(serde_json::json!({"a": 25, "b": 4}), &[], 0),
            29,
            "which are fewer than 5",
        ),
        (
            table(serde_json::json!({"a": 20}), &["b"], 9),
            29,
            "two categories or more",
        ),
        (
            table(serde_json::json!({"a": 20}), &["b", "c"], 9),
            29,
            "come to 10 at least",
        ),
        (
            table(serde_json::json!({"a": 17}), &["c", "b"], 12),
            29,
            "each once and in order",
        ),
        (
            table(serde_json::json!({"a": 17}), &["a", "b"], 12),
            29,
            "each once and in order",
        ),
        (table(cells(), &[], 0), 30, "30 attendees are not named"),
        (
            table(serde_json::json!({"a": 4}), &[], 0),
            4,
            "must be left out",
        ),
    ] {
        let command = tables(serde_json::json!([table]), total);
        refused(&state, day, FACILITATOR, command, says);
    }
    let twice = serde_json::json!([table(cells(), &[], 0), table(cells(), &[], 0)]);
    refused(
        &state,
        day,
        FACILITATOR,
        tables(twice, 29),
        "each there once",
    );
    let fine = serde_json::json!([table(cells(), &[], 0)]);
    at(&mut state.clone(), day, FACILITATOR, tables(fine, 29));
}

#[test]
fn who_is_named_is_named_and_the_others_are_counted() {
    let mut state = held();
    let mut counted = P.count_attendance("w", None, &[("business", 20), ("general", 9)]);
    counted.total += 1;
    counted.people = vec![Attendant {
        class: MemberClass::Official,
        post: english("Director of transport"),
        name: None,
    }];
    let drafted = draft_at(&state, "2026-12-15T05:00:00.000Z", counted.clone().into());
    let facts = drafted.event.facts().expect("facts");
    assert_eq!(
        (facts["total"].as_u64(), facts["named"].as_u64()),
        (Some(30), Some(1))
    );
    assert_eq!(drafted.contents.len(), 1);
    at(
        &mut state,
        "2026-12-15T05:00:00.000Z",
        FACILITATOR,
        counted.into(),
    );
}

fn draft_at(state: &State, at: &str, command: Command) -> madang_programme::Draft {
    let by = madang_programme::By {
        actor: madang_programme::ActorRef::parse(FACILITATOR).expect("an actor"),
        at,
        index: state.size,
    };
    command.draft(state, &by).expect("allowed")
}

#[test]
fn what_is_said_in_a_consultation_names_one_that_takes_it() {
    let mut state = announced();
    let plan = written(OPENS, "2026-12-30T05:00:00.000Z");
    let written = at(&mut state, ANNOUNCED, OFFICIAL, P.announce("c", plan));
    let said = |id: &str, consultation: &str| {
        let facts = VoiceReceived {
            channel: Channel::Consultation,
            consultation: Some(consultation.to_owned()),
            ..P.said(id)
        };
        P.receive(facts, english("Later buses"))
    };
    let participant = "participant/abc";
    refused(
        &state,
        OPENS,
        participant,
        said("1", "x"),
        "consultation \"x\"",
    );
    let before = "2026-12-14T04:59:59.999Z";
    refused(
        &state,
        before,
        participant,
        said("1", "c"),
        "begins only at",
    );
    let after = "2026-12-30T05:00:00.000Z";
    refused(&state, after, participant, said("1", "c"), "closed at");
    let entry = at(&mut state, OPENS, participant, said("1", "c"));
    let drafted = state.voice("p", "1").expect("a voice");
    assert_eq!(drafted.entry, entry);
    assert!(Relation::ALL.contains(&Relation::Consultation) && written < entry);
    // What was said on paper is entered afterwards too.
    at(&mut state, after, OFFICIAL, said("2", "c"));
}

#[test]
fn what_came_of_it_points_to_what_was_said_and_is_numbered() {
    let mut state = announced();
    let said = P.receive(P.said("1"), english("Later buses"));
    at(&mut state, ANNOUNCED, OFFICIAL, said);
    let outcome = |no, voice: &str| P.record_outcome("w", no, voice);
    refused(&state, OPENS, FACILITATOR, outcome(1, "1"), "has not ended");
    // Nobody says that it was held: what was announced counts.
    refused(&state, CLOSES, FACILITATOR, outcome(2, "1"), "must be 1");
    refused(&state, CLOSES, FACILITATOR, outcome(1, "x"), "voice \"x\"");
    let nothing: madang_programme::consultations::OutcomeRecorded = serde_json::from_value(
        serde_json::json!({"programme": "p", "consultation": "w", "no": 1, "points_to": []}),
    )
    .expect("facts");
    let text = madang_programme::consultations::OutcomeText {
        text: english("Nothing"),
    };
    let nothing = Command::worded(nothing, text);
    refused(&state, CLOSES, FACILITATOR, nothing, "must name from 1 to");
    at(&mut state, CLOSES, FACILITATOR, outcome(1, "1"));
    at(&mut state, CLOSES, OFFICIAL, outcome(2, "1"));
    assert_eq!(known(&state, "w").outcomes, 2);
    refused(
        &state,
        CLOSES,
        FACILITATOR,
        P.sum_up(&["w"]),
        "the role facilitator may not",
    );
    refused(&state, CLOSES, OFFICIAL, P.sum_up(&[]), "must name 1 to");
    refused(
        &state,
        CLOSES,
        OFFICIAL,
        P.sum_up(&["w", "w"]),
        "names \"w\" twice",
    );
    refused(&state, OPENS, OFFICIAL, P.sum_up(&["w"]), "has not ended");
    at(&mut state, CLOSES, OFFICIAL, P.sum_up(&["w"]));
}
