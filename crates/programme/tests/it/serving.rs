//! Services from their start on: what is taken when and of whom, and what is refused.

use madang_fixtures::{INSTITUTION, compute, resting_on, resting_on_nothing};
use madang_programme::answers::Pointer;
use madang_programme::consultations::PointsTo;
use madang_programme::finding::{Check, Finding, Status};
use madang_programme::openness::Task;
use madang_programme::services::{ServiceState, VersionChange};
use madang_programme::trace::How;
use madang_programme::voices::{Channel, SpokenOf, VoiceReceived};
use madang_programme::{Command, State};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const DUE: &str = "2027-03-31";
const LATER: &str = "2027-05-31";

/// A programme with a voice, in which proposal `a` is selected and `b` is not.
fn decided() -> State {
    let mut state = prepared();
    let steps = [
        (OFFICIAL, P.institution(INSTITUTION, "Interior")),
        (OFFICIAL, P.receive(P.said("1"), english("Later buses"))),
        (OFFICIAL, P.need("n", english("A way home"))),
        (OFFICIAL, open_vote("v")),
        ("registrar/hall", ballot(1, &["a"])),
        (OFFICIAL, close()),
        (OFFICIAL, open_ballots()),
    ];
    for (actor, command) in steps {
        give(&mut state, actor, command).expect("allowed");
    }
    let opened = [opened_ballot(ballot_entry(&state), 1, &["a"])];
    let computed = compute(&state, "p", "v", opened);
    give(&mut state, OFFICIAL, computed.into()).expect("selected");
    state
}

/// The entry of the only ballot.
fn ballot_entry(state: &State) -> u64 {
    // It was cast before the vote was closed, its ballots opened.
    state.size - 3
}

/// The same with a service `s` of proposal `a`.
fn started() -> State {
    let mut state = decided();
    give(&mut state, OFFICIAL, P.start_service("s", "a")).expect("started");
    state
}

fn known(state: &State) -> &ServiceState {
    state.service("p", "s").expect("it is there")
}

fn refused(state: &State, command: Command, says: &str) {
    let refused = give(&mut state.clone(), OFFICIAL, command).expect_err(says);
    assert!(refused.contains(says), "{refused}");
}

fn address() -> Pointer {
    Pointer::Address("https://example.org/night-bus".to_owned())
}

#[test]
fn a_service_is_developed_from_a_selected_proposal_once() {
    let state = decided();
    refused(&state, P.start_service("s", "c"), "is not selected");
    refused(&state, P.start_service("s", "x"), "there is no proposal");
    let state = started();
    refused(
        &state,
        P.start_service("t", "a"),
        "is developed into service",
    );
    assert_eq!(state.service_of_proposal("p", "a"), Some("s"));
    let mut other = decided();
    give(&mut other, OFFICIAL, P.start_service("", "a")).expect("started");
    assert!(other.service("p", "1").is_ok(), "it gets the next number");
}

#[test]
fn a_milestone_is_moved_with_the_day_that_stands_and_reached_by_evidence_alone() {
    let mut state = started();
    refused(&state, P.set_milestone("s", 2, DUE), "must be 1");
    refused(&state, P.set_milestone("s", 1, "2020-01-01"), "is past");
    refused(&state, P.set_milestone("x", 1, DUE), "there is no service");
    give(&mut state, OFFICIAL, P.set_milestone("s", 1, DUE)).expect("set");
    let set = state.size - 1;
    let moved = |days| P.move_milestone("s", 1, days);
    refused(&state, moved((LATER, DUE)), "is due now, 2027-03-31");
    refused(&state, moved((DUE, DUE)), "is due already");
    refused(
        &state,
        P.move_milestone("s", 2, (DUE, LATER)),
        "no milestone",
    );
    give(&mut state, OFFICIAL, moved((DUE, LATER))).expect("moved");
    let milestone = &known(&state).milestones[0];
    assert_eq!((milestone.due.as_str(), milestone.moved.len()), (LATER, 1));
    let reach = |evidence: &[Pointer]| P.reach_milestone("s", 1, evidence);
    refused(&state, reach(&[]), "must name 1 to 20");
    refused(
        &state,
        reach(&[address(), address()]),
        "names something twice",
    );
    for own in [0, known(&state).entry, set, set + 1] {
        refused(&state, reach(&[Pointer::Entry(own)]), "shows nothing");
    }
    refused(&state, reach(&[Pointer::Entry(9_999)]), "there is no entry");
    give(&mut state, OFFICIAL, reach(&[address(), Pointer::Entry(1)])).expect("reached");
    refused(&state, reach(&[address()]), "was reached");
    refused(&state, moved((LATER, DUE)), "was reached");
}

#[test]
fn each_change_of_a_version_cites_what_people_said_or_says_that_there_is_nothing() {
    let mut state = started();
    let voice = || PointsTo::Voice("1".to_owned());
    let release = |n, change| P.release("s", n, vec![change]);
    refused(&state, release(2, resting_on_nothing()), "must be 1");
    refused(&state, P.release("s", 1, vec![]), "must say 1 to 50");
    let silent = VersionChange {
        none_because: None,
        ..resting_on_nothing()
    };
    refused(&state, release(1, silent), "one of both");
    let both = VersionChange {
        cites: vec![voice()],
        ..resting_on_nothing()
    };
    refused(&state, release(1, both), "one of both");
    let twice = resting_on(&[voice(), voice()]);
    refused(&state, release(1, twice), "twice");
    let nobody = resting_on(&[PointsTo::Voice("9".to_owned())]);
    refused(&state, release(1, nobody), "there is no voice");
    let cites = [voice(), PointsTo::Need("n".to_owned())];
    let changes = vec![resting_on(&cites), resting_on_nothing()];
    let (links, of) = linked(&mut state, OFFICIAL, P.release("s", 1, changes));
    let entry = state.size - 1;
    let voice = state.voice("p", "1").expect("there").entry;
    let need = state.need("p", "n").expect("there").entry;
    let expected = [
        (How::VersionOf, entry, known(&state).entry),
        (How::RestsOn, entry, voice),
        (How::RestsOn, entry, need),
    ];
    assert_eq!((links, of), (expected.to_vec(), Some(entry)));
    assert_eq!(known(&state).versions[0].cites, cites);
}

#[test]
fn feedback_names_a_service_that_is_there_and_a_version_that_was_released() {
    let before = decided();
    let feedback = |service: Option<(&str, Option<u32>)>| {
        let facts = VoiceReceived {
            channel: Channel::ServiceFeedback,
            service: service.map(|(id, version)| SpokenOf {
                id: id.to_owned(),
                version,
            }),
            ..P.said("f")
        };
        P.receive(facts, english("It is late."))
    };
    give(&mut before.clone(), OFFICIAL, feedback(None)).expect("there is no service yet");
    refused(&before, feedback(Some(("s", None))), "there is no service");
    let mut state = started();
    refused(&state, feedback(None), "names the service");
    refused(&state, feedback(Some(("s", Some(1)))), "a released version");
    let (links, _) = linked(&mut state.clone(), OFFICIAL, feedback(Some(("s", None))));
    assert_eq!(links[0].2, known(&state).entry, "it is about the service");
    let release = P.release("s", 1, vec![resting_on_nothing()]);
    give(&mut state, OFFICIAL, release).expect("released");
    refused(&state, feedback(Some(("s", None))), "a released version");
    refused(&state, feedback(Some(("s", Some(2)))), "a released version");
    let version = state.size - 1;
    let (links, of) = linked(&mut state, OFFICIAL, feedback(Some(("s", Some(1)))));
    assert_eq!(links, [(How::SpeaksOf, state.size - 1, version)]);
    assert_eq!(of, Some(state.size - 1));
}

#[test]
fn nothing_happens_to_a_service_that_ended() {
    let mut state = started();
    give(&mut state, OFFICIAL, P.set_milestone("s", 1, DUE)).expect("set");
    give(&mut state, OFFICIAL, P.retire("s")).expect("ended");
    for command in [
        P.set_milestone("s", 2, DUE),
        P.move_milestone("s", 1, (DUE, LATER)),
        P.reach_milestone("s", 1, &[address()]),
        P.release("s", 1, vec![resting_on_nothing()]),
        P.retire("s"),
    ] {
        refused(&state, command, "has ended");
    }
    let work = state.work("p", &[], "2027-04-02T08:00:00.000Z");
    let work = work.expect("a programme");
    assert!(work.iter().all(|one| one.task != Task::Milestone));
}

#[test]
fn a_milestone_is_work_of_who_leads_from_a_week_before_its_day_on() {
    let mut state = started();
    give(&mut state, OFFICIAL, P.set_milestone("s", 1, DUE)).expect("set");
    let entry = state.size - 1;
    for (now, late) in [
        ("2027-03-23T08:00:00.000Z", None),
        ("2027-03-24T08:00:00.000Z", Some(0)),
        ("2027-03-31T08:00:00.000Z", Some(0)),
        ("2027-04-02T08:00:00.000Z", Some(2)),
    ] {
        let work = state.work("p", &[], now).expect("a programme");
        let own = work.iter().find(|one| one.task == Task::Milestone);
        assert_eq!(own.map(|one| one.late), late, "{now}");
        if let Some(own) = own {
            assert_eq!(own.institution.as_deref(), Some(INSTITUTION));
            assert_eq!((own.subject.as_str(), own.entry), ("service:p/s", entry));
        }
    }
}

#[test]
fn versions_and_milestones_that_are_reached_are_found_to_cite() {
    let mut state = started();
    give(&mut state, OFFICIAL, P.set_milestone("s", 1, DUE)).expect("set");
    let release = P.release("s", 1, vec![resting_on_nothing()]);
    give(&mut state, OFFICIAL, release).expect("released");
    let version = state.size - 1;
    let reached = P.reach_milestone("s", 1, &[Pointer::Entry(version)]);
    give(&mut state, OFFICIAL, reached).expect("a version shows that it runs");
    let found = state.findings(&[], "2027-04-02T08:00:00.000Z");
    let found: Vec<Finding> = found.expect("a time");
    let own = found.iter().filter(|one| one.subject == "service:p/s");
    let own: Vec<_> = own
        .map(|one| (one.check, one.status, one.entries.as_slice()))
        .collect();
    let service = known(&state).entry;
    let held = |entries| (Check::C15, Status::Held, entries);
    assert_eq!(
        own,
        [
            held(&[service, version][..]),
            held(&[version - 1, version + 1][..])
        ]
    );
}
