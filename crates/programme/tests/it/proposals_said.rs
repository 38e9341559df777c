//! What becomes of participants' proposals: who stands behind which version, comments, merges and splits, and that they are voted on
//! like any other.

use madang_programme::answers::{Disposition, Subject};
use madang_programme::programmes::Moment;
use madang_programme::proposals::{
    EndorsementWithdrawn, MergeReason, ProposalSplit, ProposalTakenBack, ProposalWithdrawn, REASON,
    Standing, WithdrawalText,
};
use madang_programme::{Command, State};

use crate::proposing::{proposing, refused};
use crate::support::*;

const OFFICIAL: &str = "official/test";
const FACILITATOR: &str = "facilitator/yard";
const AUTHOR: &str = "participant/abc";
const OTHER: &str = "participant/def";

pub fn split(id: &str, into: &[&str]) -> Command {
    let facts = ProposalSplit {
        programme: "p".into(),
        proposal: id.into(),
        into: into.iter().map(|id| (*id).to_owned()).collect(),
    };
    let reason = english("They are two.");
    Command::said(REASON, facts, MergeReason { reason })
}

pub fn unendorse(id: &str, version: u32) -> Command {
    Command::plain(EndorsementWithdrawn {
        programme: "p".into(),
        proposal: id.into(),
        version,
    })
}

#[test]
fn one_name_endorses_one_version_once() {
    let mut state = proposing();
    refused(
        &state,
        AUTHOR,
        P.endorse("mine", 1),
        "nobody endorses their own",
    );
    refused(&state, OFFICIAL, P.endorse("mine", 1), "may not do");
    refused(
        &state,
        "participant/e1",
        P.endorse("mine", 2),
        "version 1 stands",
    );
    for name in ["e1", "e2", "e3"] {
        let actor = format!("participant/{name}");
        give(&mut state, &actor, P.endorse("mine", 1)).expect("an endorsement");
        refused(
            &state,
            &actor,
            P.endorse("mine", 1),
            "one person endorses it once",
        );
    }
    give(
        &mut state,
        AUTHOR,
        P.revise("mine", 1, None, "Night buses for all"),
    )
    .expect("version 2");
    give(&mut state, "participant/e4", P.endorse("mine", 2)).expect("the new version");
    refused(&state, "participant/e1", P.endorse("mine", 2), "once");
    let counted = |state: &State, id: &str| -> Vec<(u32, u64)> {
        state.endorsements("p", id).into_iter().collect()
    };
    assert_eq!(counted(&state, "mine"), [(1, 3), (2, 1)]);
    refused(
        &state,
        "participant/e9",
        unendorse("mine", 1),
        "is not endorsed by you",
    );
    refused(&state, "participant/e1", unendorse("mine", 2), "which is 1");
    give(&mut state, "participant/e1", unendorse("mine", 1)).expect("taken back");
    refused(
        &state,
        "participant/e1",
        unendorse("mine", 1),
        "is not endorsed by you",
    );
    give(&mut state, "participant/e1", P.endorse("mine", 2)).expect("anew");
    assert_eq!(counted(&state, "mine"), [(1, 2), (2, 2)]);
    // A merge adds nothing up.
    give(&mut state, "participant/e1", P.endorse("yours", 1)).expect("another proposal");
    give(&mut state, OFFICIAL, P.merge_proposals(&["mine"], "yours")).expect("merged");
    assert_eq!(counted(&state, "yours"), [(1, 1)]);
    assert_eq!(counted(&state, "mine"), [(1, 2), (2, 2)]);
    refused(
        &state,
        "participant/e5",
        P.endorse("mine", 2),
        "it goes on in \"yours\"",
    );
    give(&mut state, "participant/e2", unendorse("mine", 1)).expect("also of what went on");
}

#[test]
fn a_comment_replies_to_one_on_the_same_proposal() {
    let mut state = proposing();
    let first = state.size;
    give(
        &mut state,
        OTHER,
        P.comment("mine", None, "Also on Sundays?"),
    )
    .expect("a comment");
    let reply = state.size;
    give(&mut state, OFFICIAL, P.comment("mine", Some(first), "Yes.")).expect("a reply");
    give(&mut state, OTHER, P.comment("mine", Some(reply), "Thanks.")).expect("a reply to it");
    let root = |entry| state.comment("p", entry).expect("a comment").root;
    assert_eq!([root(first), root(reply), root(reply + 1)], [first; 3]);
    for (actor, command, says) in [
        (
            OTHER,
            P.comment("yours", Some(first), "x"),
            "no comment on this proposal",
        ),
        (
            OTHER,
            P.comment("mine", Some(0), "x"),
            "no comment on this proposal",
        ),
        (
            OTHER,
            P.comment("mine", Some(9_999), "x"),
            "no comment on this proposal",
        ),
        (OTHER, P.comment("none", None, "x"), "no proposal"),
        (OTHER, P.comment("mine", None, " "), "text is empty"),
        (OTHER, P.comment("mine", None, &"x".repeat(4_001)), "text"),
        ("registrar/test", P.comment("mine", None, "x"), "may not do"),
    ] {
        refused(&state, actor, command, says);
    }
    give(&mut state, OFFICIAL, P.take_back("mine", "Asked for")).expect("taken back");
    refused(
        &state,
        OTHER,
        P.comment("mine", None, "x"),
        "withdrawn already",
    );
}

#[test]
fn what_is_merged_points_on_and_is_answered_by_that() {
    let mut state = proposing();
    for (command, says) in [
        (P.merge_proposals(&[], "mine"), "is empty"),
        (
            P.merge_proposals(&["mine"], "mine"),
            "nothing goes on in itself",
        ),
        (P.merge_proposals(&["yours", "yours"], "mine"), "twice"),
        (P.merge_proposals(&["none"], "mine"), "no proposal"),
        (P.merge_proposals(&["mine"], "none"), "no proposal"),
        (split("mine", &["yours"]), "fewer than two"),
        (
            split("mine", &["yours", "mine"]),
            "nothing goes on in itself",
        ),
    ] {
        refused(&state, FACILITATOR, command, says);
    }
    refused(
        &state,
        AUTHOR,
        P.merge_proposals(&["mine"], "yours"),
        "may not do",
    );
    let by = state.size;
    give(
        &mut state,
        FACILITATOR,
        P.merge_proposals(&["mine"], "yours"),
    )
    .expect("merged");
    let mine = state.proposal("p", "mine").expect("it stays to be read");
    assert_eq!(mine.standing, Standing::Merged("yours".into()));
    assert_eq!(
        state.proposal("p", "yours").expect("yours").grew_from,
        ["mine"]
    );
    for (actor, command) in [
        (AUTHOR, P.revise("mine", 1, None, "x")),
        (OFFICIAL, P.take_back("mine", "x")),
        (OFFICIAL, P.merge_proposals(&["mine"], "a")),
        (OFFICIAL, P.merge_proposals(&["a"], "mine")),
        (OFFICIAL, split("mine", &["a", "b"])),
    ] {
        let refused = draft(&state, actor, command).expect_err("it goes on elsewhere");
        let refused = told(&refused.said());
        assert!(
            refused.contains("merged by entry") || refused.contains("merged or split"),
            "{refused}"
        );
    }
    let answer = P.answer(Subject::Proposal("mine".into()), Disposition::Adopted);
    let answer = madang_fixtures::answered(answer);
    refused(&state, OFFICIAL, answer, "it goes on in \"yours\"");
    let of = state.programme("p").expect("a programme");
    let moment = Moment::at("p", of, &state.last_at).expect("a moment");
    let clocks = state.answer_clocks(&moment, &Subject::Proposal("mine".into()));
    assert_eq!(clocks.len(), 1);
    assert_eq!(clocks[0].done.map(|(entry, _)| entry), Some(by));
    let parts = state.size;
    give(&mut state, OFFICIAL, split("yours", &["a", "b"])).expect("split");
    let yours = state.proposal("p", "yours").expect("it stays to be read");
    assert_eq!(
        yours.standing,
        Standing::Split(vec!["a".into(), "b".into()])
    );
    assert_eq!(yours.left.as_ref().map(|(by, _)| *by), Some(parts));
    assert_eq!(state.proposal("p", "a").expect("a").grew_from, ["yours"]);
}

#[test]
fn authors_take_back_what_is_theirs_with_or_without_a_word() {
    let state = proposing();
    let withdraw = || {
        Command::plain(ProposalWithdrawn {
            programme: "p".into(),
            id: "mine".into(),
        })
    };
    let take_back = || {
        let facts = ProposalTakenBack {
            programme: "p".into(),
            id: "mine".into(),
        };
        let reason = english("I moved away.");
        Command::worded(facts, WithdrawalText { reason })
    };
    for command in [withdraw(), take_back()] {
        refused(&state, OTHER, command.clone(), "not who handed it in");
        let mut state = state.clone();
        give(&mut state, AUTHOR, command).expect("their own");
        let mine = state.proposal("p", "mine").expect("mine");
        assert_eq!(mine.standing, Standing::Withdrawn);
    }
}

#[test]
fn a_vote_opens_once_everything_has_a_cost_and_is_about_all_alike() {
    let mut state = proposing();
    refused(
        &state,
        OFFICIAL,
        open_vote("v"),
        "proposal \"mine\" has no cost",
    );
    give(
        &mut state,
        AUTHOR,
        P.revise("mine", 1, Some(30), "Night buses"),
    )
    .expect("a cost");
    refused(
        &state,
        OFFICIAL,
        open_vote("v"),
        "proposal \"yours\" has no cost",
    );
    give(&mut state, OFFICIAL, P.merge_proposals(&["yours"], "mine")).expect("merged");
    give(&mut state, OFFICIAL, open_vote("v")).expect("it opens");
    let candidates: Vec<(String, u64)> = {
        let all = state.candidates("p", "v").expect("a vote");
        all.map(|(id, of)| (id.clone(), of.cost)).collect()
    };
    let costs = [("a", 40), ("b", 60), ("c", 70), ("mine", 30)];
    assert_eq!(candidates, costs.map(|(id, cost)| (id.to_owned(), cost)));
    refused(
        &state,
        AUTHOR,
        P.revise("mine", 2, None, "x"),
        "up for a vote",
    );
    refused(
        &state,
        OFFICIAL,
        P.merge_proposals(&["a"], "b"),
        "up for a vote",
    );
    for (voter, choices) in [(1, &["mine", "a"][..]), (2, &["mine"])] {
        give(&mut state, "registrar/test", ballot(voter, choices)).expect("a ballot");
    }
    give(&mut state, OFFICIAL, close()).expect("closed");
    give(&mut state, OFFICIAL, open_ballots()).expect("opened");
    let ballots = [
        opened_ballot(1, 1, &["mine", "a"]),
        opened_ballot(2, 2, &["mine"]),
    ];
    let computed = madang_fixtures::compute(&state, "p", "v", ballots);
    give(&mut state, OFFICIAL, computed.into()).expect("a selection");
    let mine = state.proposal("p", "mine").expect("mine");
    assert_eq!(mine.standing, Standing::Selected("v".into()));
}
