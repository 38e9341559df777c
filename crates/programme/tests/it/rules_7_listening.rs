//! What is asked from rules 7 on, and was not before.

use madang_fixtures::{INSTITUTION, answered};
use madang_programme::answers::{Disposition, Subject};
use madang_programme::log::RulesAdopted;
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::proposals::{MergeReason, ProposalSplit};
use madang_programme::voices::{Channel, VoiceReceived};
use madang_programme::{Command, State};

use crate::proposing::{proposing, refused};
use crate::support::*;

const OFFICIAL: &str = "official/test";
const FACILITATOR: &str = "facilitator/yard";
const AUTHOR: &str = "participant/abc";
const ONE: &str = "account-00000000000000000000000000000000";

/// The same record under rules 6 and under rules 7.
fn before_and_now(state: &State) -> [State; 2] {
    [6, 7].map(|rules| {
        let mut state = state.clone();
        let adopted = Command::plain(RulesAdopted { rules });
        give(&mut state, "operator/server", adopted).expect("rules");
        state
    })
}

/// Taken before, refused now for that reason.
fn newly_refused(state: &State, actor: &str, command: &Command, says: &str) {
    let [before, now] = before_and_now(state);
    draft(&before, actor, command.clone()).expect("as records of before have it");
    refused(&now, actor, command.clone(), says);
}

#[test]
fn what_was_adopted_goes_on_by_itself() {
    let mut state = proposing();
    for part in ["one", "two"] {
        let part = P.hand_in(P.own_proposal(part), "A part");
        give(&mut state, AUTHOR, part).expect("a part");
    }
    let adopted = P.answer(Subject::Proposal("mine".to_owned()), Disposition::Adopted);
    give(&mut state, OFFICIAL, answered(adopted)).expect("adopted");
    let says = "was adopted by entry";
    let merge = P.merge_proposals(&["mine"], "yours");
    newly_refused(&state, FACILITATOR, &merge, says);
    let split = ProposalSplit {
        programme: "p".to_owned(),
        proposal: "mine".to_owned(),
        into: vec!["one".to_owned(), "two".to_owned()],
    };
    let reason = english("Two services.");
    let split = Command::said("reason", split, MergeReason { reason });
    newly_refused(&state, FACILITATOR, &split, says);
    // Others may still go on in it: its own answer stands, and theirs is that.
    for state in before_and_now(&state) {
        let into = P.merge_proposals(&["yours"], "mine");
        draft(&state, FACILITATOR, into).expect("into what was adopted");
    }
}

#[test]
fn administrators_and_reviewers_are_of_no_single_institution() {
    let granted = |role, institution: Option<&str>| {
        Command::plain(RoleGranted {
            holder: ONE.to_owned(),
            role,
            programme: Some("p".to_owned()),
            institution: institution.map(str::to_owned),
        })
    };
    let state = proposing();
    for role in [Granted::Administrator, Granted::Reviewer] {
        let for_one = granted(role, Some(INSTITUTION));
        newly_refused(&state, "administrator/test", &for_one, "must be left out");
    }
    for role in [Granted::Official, Granted::Facilitator] {
        for state in before_and_now(&state) {
            let for_one = granted(role, Some(INSTITUTION));
            draft(&state, "administrator/test", for_one).expect("for one institution");
        }
    }
    // Whoever was granted it so before administers nothing any more.
    let mut state = state;
    let for_one = granted(Granted::Administrator, Some(INSTITUTION));
    give(&mut state, "administrator/test", for_one).expect("as records of before have it");
    let another = Command::plain(RoleGranted {
        holder: "account-11111111111111111111111111111111".to_owned(),
        role: Granted::Official,
        programme: Some("p".to_owned()),
        institution: None,
    });
    let actor = format!("administrator/{ONE}");
    let [mut before, mut now] = before_and_now(&state);
    give(&mut before, &actor, another.clone()).expect("as records of before have it");
    let refused = give(&mut now, &actor, another.clone()).expect_err("of one institution");
    assert!(refused.contains("for one institution"), "{refused}");
    let whole = granted(Granted::Administrator, None);
    let [_, mut now] = before_and_now(&state);
    give(&mut now, "administrator/test", whole).expect("for the whole programme");
    give(&mut now, &actor, another).expect("an administrator of the programme");
}

#[test]
fn by_the_portal_people_speak_themselves() {
    let state = proposing();
    let said = |channel| {
        let facts = VoiceReceived {
            channel,
            ..P.said("new")
        };
        P.receive(facts, english("The last bus leaves too early."))
    };
    for actor in [OFFICIAL, FACILITATOR] {
        newly_refused(&state, actor, &said(Channel::Portal), "must not be portal");
        for state in before_and_now(&state) {
            draft(&state, actor, said(Channel::Media)).expect("what the paper said");
        }
    }
    for state in before_and_now(&state) {
        draft(&state, AUTHOR, said(Channel::Portal)).expect("one's own");
    }
}
