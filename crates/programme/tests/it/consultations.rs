//! Consultations from their announcement on: what is taken when and of whom, and what is refused.

use madang_fixtures::{INSTITUTION, workshop, written};
use madang_programme::consultations::{ConsultationState, Plan};
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

pub fn refused(state: &State, when: &str, actor: &str, command: Command, says: &str) {
    let refused = give_at(&mut state.clone(), when, actor, command).expect_err(says);
    assert!(refused.contains(says), "{refused}");
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
