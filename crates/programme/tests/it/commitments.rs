//! Commitments are put right beside what was recorded, by who has seen what stands.

use madang_programme::commitments::{
    ActionPlanRecorded, CommitmentCorrected, CommitmentRecorded, CommitmentText,
};
use madang_programme::place::{Relation, references};
use madang_programme::{Command, State};
use madang_record::EntryRef;

use crate::support::*;

const OFFICIAL: &str = "official/test";

pub fn values() -> CommitmentRecorded {
    CommitmentRecorded {
        id: "KR0018".into(),
        country: "KR".into(),
        action_plan: None,
        cycle: Some(2014),
        number: Some("1.b".into()),
        number_elsewhere: None,
        status: None,
        start_date: None,
        end_date: None,
        policy_areas: vec![],
        policy_areas_source: None,
        policy_areas_newer: vec![],
        policy_areas_newer_source: None,
        url: None,
    }
}

fn correct(corrects: u64, values: CommitmentRecorded, reason: &str) -> Command {
    let facts = CommitmentCorrected {
        corrects,
        reason: english(reason),
        values,
    };
    let text = CommitmentText {
        title: Some(english("Customized services")),
        ..CommitmentText::default()
    };
    Command::worded(facts, text)
}

fn recorded(state: &State) -> u64 {
    state.commitment("KR0018").expect("on the record").entry
}

#[test]
fn a_correction_stands_beside_what_it_corrects() {
    let mut state = prepared();
    let first = state.size;
    let own = recorded(&state);
    give(&mut state, OFFICIAL, correct(own, values(), "The number")).expect("a correction");
    let commitment = state.commitment("KR0018").expect("still there");
    assert_eq!((commitment.entry, commitment.stands()), (own, first));

    // The next one corrects the correction, and says so by its references.
    let second = draft(&state, OFFICIAL, correct(first, values(), "Again")).expect("a draft");
    let second = entry(&state, second, OFFICIAL);
    let bytes = second.to_bytes().expect("an entry");
    let parsed = EntryRef::parse(&bytes).expect("canonical");
    assert_eq!(parsed.subject, "commitment:KR0018");
    let rests_on: Vec<_> = references(state.size, &parsed).collect();
    assert_eq!(rests_on, [(state.size, Relation::Corrects, first)]);
    state.apply(&parsed).expect("a second correction");
    let commitment = state.commitment("KR0018").expect("still there");
    assert_eq!(commitment.corrections, [first, first + 1]);
}

#[test]
fn what_is_no_correction_is_refused() {
    let before = prepared();
    let own = recorded(&before);
    let elsewhere = CommitmentRecorded {
        country: "PL".into(),
        ..values()
    };
    let unknown = CommitmentRecorded {
        id: "KR9999".into(),
        ..values()
    };
    let unplanned = CommitmentRecorded {
        action_plan: Some("KR-9".into()),
        ..values()
    };
    for (actor, command, reason) in [
        (
            "registrar/test",
            correct(own, values(), "Why"),
            "may not do",
        ),
        (OFFICIAL, correct(own, values(), "  "), "reason is empty"),
        (OFFICIAL, correct(own + 1, values(), "Why"), "what stands"),
        (OFFICIAL, correct(own, elsewhere, "Why"), "is one of \"KR\""),
        (OFFICIAL, correct(own, unknown, "Why"), "no commitment"),
        (OFFICIAL, correct(own, unplanned, "Why"), "no action plan"),
    ] {
        let mut state = before.clone();
        let refused = give(&mut state, actor, command).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
        assert_eq!(state, before);
    }

    // Two officials at once: the second has not seen what the first put right.
    let mut state = before;
    give(&mut state, OFFICIAL, correct(own, values(), "Why")).expect("the first");
    let refused = give(&mut state, OFFICIAL, correct(own, values(), "Why")).expect_err("late");
    assert!(refused.contains("what stands"), "{refused}");
}

#[test]
fn a_correction_can_move_a_commitment_into_its_plan() {
    let mut state = prepared();
    let own = recorded(&state);
    let plan = ActionPlanRecorded {
        id: "KR-2".into(),
        country: "KR".into(),
        number: 2,
        cycle: 2014,
        title: english("Second Action Plan"),
        process: None,
    };
    give(&mut state, OFFICIAL, Command::plain(plan)).expect("a plan");
    let moved = CommitmentRecorded {
        action_plan: Some("KR-2".into()),
        ..values()
    };
    let draft = draft(&state, OFFICIAL, correct(own, moved, "Its plan")).expect("a draft");
    let relations: Vec<_> = draft.place.refs.iter().map(|to| to.relation).collect();
    assert_eq!(relations, [Relation::Corrects, Relation::ActionPlan]);
}
