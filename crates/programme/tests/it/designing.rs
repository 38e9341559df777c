//! Designs from the fixing of their process to delivery: what each phase asks for, and what is refused.

use madang_fixtures::{INSTITUTION, TASK_FORCE, TOGETHER, figure};
use madang_programme::answers::Pointer;
use madang_programme::bodies::{BodyKind, MemberClass};
use madang_programme::consultations::PointsTo;
use madang_programme::design::{
    DesignNext, DesignOutputAdded, DesignPhase, DesignProcess, DesignState, DesignVerdict,
    OutputKind,
};
use madang_programme::finding::{Check, Duty, Finding, Status};
use madang_programme::{Command, State};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const STUDY: (DesignPhase, OutputKind) = (DesignPhase::Understand, OutputKind::FieldStudy);

/// A programme with a task force, a voice and a need.
fn begun() -> State {
    let mut state = prepared();
    let mut steps = vec![
        P.institution(INSTITUTION, "Interior"),
        P.receive(P.said("1"), english("Later buses")),
        P.need("n", english("A way home")),
    ];
    steps.extend(P.task_force());
    steps.push(P.establish("panel", BodyKind::ExpertPanel, english("Panel")));
    for command in steps {
        give(&mut state, OFFICIAL, command).expect("allowed");
    }
    state
}

/// The same with a design `d` by the five phases, the first of which is open.
fn understanding() -> State {
    let mut state = begun();
    for command in [
        P.fix_process("d", DesignProcess::Kr5, None),
        P.start_phase("d", DesignPhase::Understand),
    ] {
        give(&mut state, OFFICIAL, command).expect("allowed");
    }
    state
}

fn known(state: &State) -> &DesignState {
    state.design("p", "d").expect("it is there")
}

/// The day of the last entry in the programme's zone.
fn today(state: &State) -> String {
    let day = madang_programme::days::day_in("Asia/Seoul", &state.last_at);
    day.expect("a time").to_string()
}

fn refused(state: &State, command: Command, says: &str) {
    let refused = give(&mut state.clone(), OFFICIAL, command).expect_err(says);
    assert!(refused.contains(says), "{refused}");
}

fn go(phase: DesignPhase) -> Command {
    P.close_phase("d", phase, DesignVerdict::Go, None)
}

/// Does all that a phase asks for, and closes it.
fn through(state: &mut State, phase: DesignPhase) {
    if !matches!(known(state).next(), DesignNext::Open(_)) {
        give(state, OFFICIAL, P.start_phase("d", phase)).expect("begun");
    }
    for kinds in phase.needs() {
        let no = u32::try_from(known(state).outputs()).expect("few") + 1;
        let output = P.output("d", no, (phase, kinds[0]));
        give(state, OFFICIAL, P.add_output(output)).expect("added");
    }
    let no = u32::try_from(known(state).sessions()).expect("few") + 1;
    let held = P.hold_session("d", (no, phase), &today(state), &TOGETHER);
    give(state, OFFICIAL, held).expect("held");
    give(state, OFFICIAL, go(phase)).expect("closed");
}

fn found(state: &State) -> Vec<(Status, usize)> {
    let now = "2027-12-01T00:00:00.000Z";
    let all = state.findings(&[], now).expect("a time");
    let own = |finding: &&Finding| finding.check == Check::C16;
    let own = all.iter().filter(own);
    let own = own.map(|finding| {
        assert_eq!(finding.duty, Some(Duty::Together));
        (finding.status, finding.entries.len())
    });
    own.collect()
}

#[test]
fn a_process_is_fixed_for_a_task_force_once() {
    let state = begun();
    let fix = |proposal| P.fix_process("d", DesignProcess::Dd4, proposal);
    refused(&state, fix(Some("a")), "is not selected");
    refused(&state, fix(Some("x")), "there is no proposal");
    let state = understanding();
    let again = P.fix_process("e", DesignProcess::Kr5, None);
    refused(&state, again, "is designed already, as design \"d\"");
    let mut state = begun();
    give(
        &mut state,
        OFFICIAL,
        P.fix_process("", DesignProcess::Dd4, None),
    )
    .expect("fixed");
    let known = state.design("p", "1").expect("it gets the next number");
    assert_eq!(known.next(), DesignNext::Start(DesignPhase::Discover));
}

#[test]
fn phases_follow_each_other_and_each_is_closed_first() {
    let mut state = begun();
    let fix = P.fix_process("d", DesignProcess::Kr5, None);
    give(&mut state, OFFICIAL, fix).expect("fixed");
    refused(
        &state,
        P.start_phase("d", DesignPhase::Discover),
        "must be Understand",
    );
    refused(
        &state,
        P.add_output(P.output("d", 1, STUDY)),
        "no phase is open",
    );
    refused(&state, go(DesignPhase::Understand), "no phase is open");
    let state = understanding();
    refused(
        &state,
        P.start_phase("d", DesignPhase::Understand),
        "phase Understand is open since",
    );
    refused(
        &state,
        go(DesignPhase::Discover),
        "is not the phase that is open, Understand",
    );
}

#[test]
fn what_comes_of_a_phase_can_be_looked_at_and_says_what_its_kind_asks_for() {
    let state = understanding();
    let study = || P.output("d", 1, STUDY);
    let kind = |kind| P.output("d", 1, (DesignPhase::Understand, kind));
    for (output, says) in [
        (DesignOutputAdded { no: 2, ..study() }, "must be 1"),
        (
            DesignOutputAdded {
                figures: Vec::new(),
                ..study()
            },
            "a field study has figures",
        ),
        (
            DesignOutputAdded {
                figures: vec![figure(None, "many")],
                ..study()
            },
            "is no number",
        ),
        (
            DesignOutputAdded {
                figures: vec![figure(Some("007"), "1")],
                ..study()
            },
            "is no number",
        ),
        (
            DesignOutputAdded {
                people: Some(3),
                ..study()
            },
            "only of a test",
        ),
        (
            DesignOutputAdded {
                people: None,
                ..kind(OutputKind::PrototypeTest)
            },
            "with how many people",
        ),
        (
            DesignOutputAdded {
                people: Some(0),
                ..kind(OutputKind::PrototypeTest)
            },
            "must be 1 to",
        ),
        (
            DesignOutputAdded {
                figures: vec![figure(None, "12")],
                ..kind(OutputKind::Pilot)
            },
            "measured before and after",
        ),
    ] {
        refused(&state, P.add_output(output), says);
    }
}

#[test]
fn what_comes_of_a_phase_is_shown_and_cites_what_there_is() {
    let state = understanding();
    let study = || P.output("d", 1, STUDY);
    let problem = (DesignPhase::Understand, OutputKind::ProblemStatement);
    let problem = || P.output("d", 1, problem);
    let own = known(&state).entry;
    for (output, says) in [
        (
            DesignOutputAdded {
                cites: vec![PointsTo::Voice("1".to_owned())],
                ..problem()
            },
            "must name a need",
        ),
        (
            DesignOutputAdded {
                cites: vec![PointsTo::Need("x".to_owned())],
                ..problem()
            },
            "there is no need",
        ),
        (
            DesignOutputAdded {
                cites: vec![PointsTo::Need("n".to_owned()); 2],
                ..study()
            },
            "twice",
        ),
        (
            DesignOutputAdded {
                shown_by: Pointer::Entry(own),
                ..study()
            },
            "shows nothing",
        ),
        (
            DesignOutputAdded {
                shown_by: Pointer::Entry(9_999),
                ..study()
            },
            "there is no entry",
        ),
    ] {
        refused(&state, P.add_output(output), says);
    }
    let mut state = state;
    let shown = DesignOutputAdded {
        shown_by: Pointer::Entry(1),
        cites: vec![PointsTo::Voice("1".to_owned())],
        ..study()
    };
    give(&mut state, OFFICIAL, P.add_output(shown)).expect("added");
    assert_eq!(known(&state).rounds[0].outputs.len(), 1);
}

#[test]
fn a_session_names_classes_that_sit_there_on_a_day_of_the_phase() {
    let state = understanding();
    let day = today(&state);
    let held = |no, day: &str, present: &[MemberClass]| {
        P.hold_session("d", (no, DesignPhase::Understand), day, present)
    };
    refused(&state, held(2, &day, &TOGETHER), "must be 1");
    refused(
        &state,
        held(1, "2020-01-01", &TOGETHER),
        "must be a day from",
    );
    refused(
        &state,
        held(1, "2099-01-01", &TOGETHER),
        "must be a day from",
    );
    refused(&state, held(1, &day, &[]), "say who was there");
    refused(
        &state,
        held(1, &day, &[MemberClass::Citizen; 2]),
        "names the same twice",
    );
    let mut state = state;
    let left = madang_programme::bodies::MemberLeft {
        programme: "p".to_owned(),
        body: TASK_FORCE.to_owned(),
        member: "law".to_owned(),
    };
    give(&mut state, OFFICIAL, Command::plain(left)).expect("left");
    refused(
        &state,
        held(1, &day, &[MemberClass::Expert]),
        "as whom nobody sits",
    );
    give(&mut state, OFFICIAL, held(1, &day, &TOGETHER)).expect("held");
    assert!(known(&state).rounds[0].together().is_some());
}

#[test]
fn to_go_on_needs_everybody_together_and_what_the_phase_is_for() {
    let mut state = understanding();
    let phase = DesignPhase::Understand;
    refused(
        &state,
        go(phase),
        "officials, designers and citizens were there together",
    );
    let day = today(&state);
    let apart = P.hold_session("d", (1, phase), &day, &TOGETHER[..2]);
    give(&mut state, OFFICIAL, apart).expect("held");
    let alone = P.hold_session("d", (2, phase), &day, &TOGETHER[2..]);
    give(&mut state, OFFICIAL, alone).expect("held");
    refused(&state, go(phase), "were there together");
    let together = P.hold_session("d", (3, phase), &day, &TOGETHER);
    give(&mut state, OFFICIAL, together).expect("held");
    refused(&state, go(phase), "none of field study");
    give(&mut state, OFFICIAL, P.add_output(P.output("d", 1, STUDY))).expect("added");
    refused(&state, go(phase), "none of map of those concerned");
    let nowhere = P.close_phase("d", phase, DesignVerdict::Go, Some(phase));
    refused(&state, nowhere, "does not go back");
    through(&mut state, phase);
    let discover = DesignPhase::Discover;
    give(&mut state, OFFICIAL, P.start_phase("d", discover)).expect("begun");
    let held = P.hold_session("d", (5, discover), &day, &TOGETHER);
    give(&mut state, OFFICIAL, held).expect("held");
    refused(
        &state,
        go(discover),
        "none of user journey map or report of insights",
    );
}

#[test]
fn a_design_is_delivered_after_its_last_phase() {
    let mut state = understanding();
    for phase in DesignPhase::ALL {
        through(&mut state, phase);
    }
    let ended = state.size - 1;
    assert_eq!(known(&state).next(), DesignNext::Ended(ended));
    assert!(!known(&state).was_stopped());
    refused(
        &state,
        P.start_phase("d", DesignPhase::Understand),
        "has ended",
    );
    refused(&state, P.add_output(P.output("d", 9, STUDY)), "has ended");
    assert_eq!(found(&state), [(Status::Held, 3); 5]);
    // What is delivered is not designed by the same anew.
    let again = P.fix_process("e", DesignProcess::Kr5, None);
    refused(&state, again, "is designed already");
}

#[test]
fn back_and_stop_are_ends_that_need_a_reason_alone() {
    let mut state = understanding();
    through(&mut state, DesignPhase::Understand);
    let discover = DesignPhase::Discover;
    give(&mut state, OFFICIAL, P.start_phase("d", discover)).expect("begun");
    let back = |to| P.close_phase("d", discover, DesignVerdict::Back, to);
    refused(&state, back(None), "must be this phase or an earlier one");
    refused(
        &state,
        back(Some(DesignPhase::Define)),
        "must be this phase or an earlier one",
    );
    give(&mut state, OFFICIAL, back(Some(DesignPhase::Understand))).expect("back");
    assert_eq!(
        known(&state).next(),
        DesignNext::Start(DesignPhase::Understand)
    );
    let again = P.start_phase("d", DesignPhase::Understand);
    give(&mut state, OFFICIAL, again).expect("begun");
    // What came of it the first time is there; those who were together then were so before anybody knew what is known now.
    assert_eq!(known(&state).lacks(DesignPhase::Understand).count(), 0);
    refused(&state, go(DesignPhase::Understand), "were there together");
    assert_eq!(
        found(&state),
        [
            (Status::Broken, 2),
            (Status::NotYetDue, 1),
            (Status::Held, 3)
        ]
    );
    let stop = P.close_phase("d", DesignPhase::Understand, DesignVerdict::Stop, None);
    give(&mut state, OFFICIAL, stop).expect("stopped");
    assert!(known(&state).was_stopped());
    let anew = P.fix_process("e", DesignProcess::Dd4, None);
    give(&mut state, OFFICIAL, anew).expect("somebody else may");
}
