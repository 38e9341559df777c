//! Hiding never changes a decision in silence: what counts in a vote under way is taken out by an entry that names the
//! vote, and the tally says so.

use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::log::RulesAdopted;
use madang_programme::votes::selection::compute;
use madang_programme::votes::{BallotExcluded, VoteCancelled};
use madang_programme::{Command, State};

use crate::support::*;

const OFFICIAL: &str = "official/test";

fn exclude(vote: &str, entry: u64, name: &str) -> Command {
    Command::plain(BallotExcluded {
        programme: "p".into(),
        vote: vote.into(),
        entry,
        name: name.into(),
        ground: Ground::Order,
    })
}

fn erase(entry: u64, name: &str) -> Command {
    Command::plain(ContentErased {
        entry,
        name: name.into(),
        ground: Ground::ErasureRequest,
    })
}

fn restrict(entry: u64) -> Command {
    Command::plain(ContentRestricted {
        entry,
        name: "ballot".into(),
        ground: Ground::Order,
        roles: vec!["official".into()],
        review_by: "2027-01-01".into(),
    })
}

/// An open vote under the rules of now, and the entry of its first ballot of three.
fn strict() -> (State, u64) {
    let mut state = voting();
    give(
        &mut state,
        "operator/server",
        Command::plain(RulesAdopted { rules: 2 }),
    )
    .expect("rules");
    let first = state.size - 4;
    (state, first)
}

#[test]
fn a_ballot_of_a_vote_under_way_cannot_just_disappear() {
    // As records were begun it could, before and after the closing.
    let old = voting();
    let first = old.size - 3;
    give(&mut old.clone(), OFFICIAL, erase(first, "ballot")).expect("the rules of before");

    let (mut state, first) = strict();
    for step in [close(), open_ballots()] {
        for command in [erase(first, "ballot"), restrict(first)] {
            let refused = give(&mut state, OFFICIAL, command).expect_err("it counts");
            assert!(refused.contains("counts in vote:p/v"), "{refused}");
        }
        give(&mut state, OFFICIAL, step).expect("a step");
    }
    // Other words go as before, and the ballot too once the selection is published.
    give(&mut state.clone(), OFFICIAL, erase(4, "text")).expect("a proposal's words");
    let computed = compute(&state, "p", "v", &[], opened_ballots()).expect("a selection");
    give(&mut state, OFFICIAL, Command::from(computed)).expect("publishing");
    give(&mut state, OFFICIAL, erase(first, "ballot")).expect("what was counted is counted");
}

#[test]
fn what_is_taken_out_is_counted() {
    let (mut state, first) = strict();
    for (command, reason) in [
        (exclude("w", first, "ballot"), "no vote"),
        (
            exclude("v", first - 1, "ballot"),
            "no content \"ballot\" that counts",
        ),
        (
            exclude("v", first + 3, "ballot"),
            "no content \"ballot\" that counts",
        ),
        (
            exclude("v", first, "scores"),
            "no content \"scores\" that counts",
        ),
        (
            exclude("v", first, "text"),
            "no content \"text\" that counts",
        ),
    ] {
        let refused = give(&mut state, OFFICIAL, command).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }
    let refused = give(&mut state, "registrar/test", exclude("v", first, "ballot"));
    assert!(
        refused
            .expect_err("no registrar's business")
            .contains("may not")
    );
    give(&mut state, OFFICIAL, exclude("v", first, "ballot")).expect("an order");
    let refused = give(&mut state, OFFICIAL, exclude("v", first, "ballot")).expect_err("twice");
    assert!(refused.contains("was erased"), "{refused}");
    give(&mut state, OFFICIAL, close()).expect("closing");
    give(&mut state, OFFICIAL, open_ballots()).expect("opening");

    let rest = || opened_ballots().into_iter().skip(1);
    let computed = compute(&state, "p", "v", &[], rest()).expect("a selection");
    let tally = &computed.facts.tally;
    assert_eq!((tally.cast, tally.counted, tally.excluded), (3, 2, 1));
    // Neither a ballot less nor the one that was taken out.
    for ballots in [
        opened_ballots(),
        opened_ballots().into_iter().skip(2).collect(),
    ] {
        let refused = compute(&state, "p", "v", &[], ballots).expect_err("another number");
        assert!(
            refused
                .to_string()
                .contains("3 ballots were cast and 1 taken out"),
            "{refused}"
        );
    }
    give(&mut state, OFFICIAL, Command::from(computed)).expect("publishing");
    let refused = give(&mut state, OFFICIAL, exclude("v", first + 1, "ballot")).expect_err("late");
    assert!(refused.contains("what was counted stands"), "{refused}");
}

#[test]
fn a_cancelled_vote_holds_nothing() {
    let (mut state, first) = strict();
    let cancel = Command::plain(VoteCancelled {
        programme: "p".into(),
        vote: "v".into(),
        reason: english("The register of voters was wrong"),
    });
    give(&mut state, OFFICIAL, cancel).expect("cancelling");
    give(&mut state, OFFICIAL, exclude("v", first, "ballot")).expect_err("it is over");
    give(&mut state, OFFICIAL, erase(first, "ballot")).expect("nothing rests on it");
}
