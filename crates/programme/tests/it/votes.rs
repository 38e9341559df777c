//! Votes that end otherwise than by an untroubled count: ties by lot, a vote called off, a rule that cannot be applied.

use madang_programme::proposals::Standing;
use madang_programme::votes::VotePhase;
use madang_programme::votes::selection::compute;
use madang_programme::votes::{BallotsOpened, VoteCancelled};
use madang_programme::votes::{Lot, LotPledge, RuleFixed};
use madang_programme::{Command, State};
use madang_selection::{
    Decimal, Fit, Quota, QuotaMode, Quotas, Rule, SelectionRule, TieStep, Ties, Utility,
};

use crate::support::*;

const OFFICIAL: &str = "official/test";

fn drawn(seed: &str, value: &str) -> Lot {
    Lot::new(seed, value)
}

/// Greedy by votes; everything else is decided by lot.
fn lot_rule(ties: Ties, lot: Option<LotPledge>) -> Command {
    let greedy = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    Command::plain(RuleFixed {
        programme: "p".into(),
        id: "lot".into(),
        rule: SelectionRule::new(greedy, Utility::Cost {})
            .with_ties(ties)
            .with_number(1),
        lot,
    })
}

fn pledge(seed: &str) -> LotPledge {
    LotPledge {
        seed_hash: drawn(seed, "").seed_hash(),
        value: english("The numbers of the lottery's draw 1234"),
    }
}

fn open_with(lot: Option<Lot>) -> Command {
    Command::plain(BallotsOpened {
        programme: "p".into(),
        vote: "v".into(),
        lot,
    })
}

fn cancel() -> Command {
    Command::plain(VoteCancelled {
        programme: "p".into(),
        vote: "v".into(),
        reason: english("The register of voters was wrong"),
    })
}

/// A closed vote in which all three proposals have one vote each, under a rule that breaks ties by lot.
fn tied(seed: &str) -> State {
    let mut state = prepared();
    let rule = lot_rule(Ties::Lot(Lot::default()), Some(pledge(seed)));
    give(&mut state, OFFICIAL, rule).expect("a rule with a pledge");
    give(&mut state, OFFICIAL, open_vote_under("v", "lot")).expect("the vote opens");
    for (voter, choice) in [(1, "a"), (2, "b"), (3, "c")] {
        give(&mut state, "registrar/test", ballot(voter, &[choice])).expect("a ballot");
    }
    give(&mut state, OFFICIAL, close()).expect("closing");
    state
}

#[test]
fn a_lot_is_pledged_before_the_vote_and_drawn_after_it() {
    let none = Some(pledge("s"));
    for (command, reason) in [
        (lot_rule(Ties::Lot(Lot::default()), None), "lot is missing"),
        (lot_rule(Ties::Id {}, none.clone()), "breaks no ties by lot"),
        (
            lot_rule(Ties::Lot(drawn("s", "known already")), none.clone()),
            "before the vote the lot is not drawn",
        ),
        (
            lot_rule(
                Ties::CostVotesLot(Lot::default()),
                Some(LotPledge {
                    seed_hash: "abc".into(),
                    ..pledge("s")
                }),
            ),
            "64 lower-case hex digits",
        ),
    ] {
        let refused = give(&mut prepared(), OFFICIAL, command).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }

    for (lot, reason) in [
        (None, "lot is missing"),
        (Some(drawn("another", "17")), "is not the seed"),
        (Some(drawn("seed", "")), "lot.value is empty"),
    ] {
        let refused = give(&mut tied("seed"), OFFICIAL, open_with(lot)).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }
    // A rule without a lot takes none.
    let mut plain = voting();
    give(&mut plain, OFFICIAL, close()).expect("closing");
    let refused = give(&mut plain, OFFICIAL, open_with(Some(drawn("s", "v"))));
    assert!(refused.expect_err("no lot").contains("no ties by lot"));
}

#[test]
fn the_public_value_decides_and_anyone_gets_the_same() {
    let mut winners = std::collections::BTreeSet::new();
    for value in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        let mut state = tied("seed");
        let lot = open_with(Some(drawn("seed", value)));
        give(&mut state, OFFICIAL, lot).expect("the lot that was pledged");
        let ballots = || {
            [(1u8, "a"), (2, "b"), (3, "c")].map(|(voter, choice)| opened_ballot(voter, &[choice]))
        };
        let computed = compute(&state, "p", "v", &[], ballots()).expect("a selection");
        assert_eq!(
            compute(&state, "p", "v", &[], ballots()).expect("again"),
            computed
        );
        let ties = computed.outcome["ties"].as_array().expect("ties");
        assert_eq!(ties.len(), 1);
        assert_eq!(
            ties[0]["decided_by"],
            serde_json::to_value(TieStep::Lot).expect("plain")
        );
        assert_eq!(computed.outcome["rule"]["ties"]["value"], value);
        winners.extend(computed.facts.selected);
    }
    assert!(winners.len() > 1, "one value may not decide for all");
}

#[test]
fn a_cancelled_vote_selects_nothing_and_frees_its_proposals() {
    // Open, closed, and after the seals were broken.
    let mut closed = voting();
    give(&mut closed, OFFICIAL, close()).expect("closing");
    let mut opened = closed.clone();
    give(&mut opened, OFFICIAL, open_ballots()).expect("opening");
    for (mut state, unsealed) in [(voting(), false), (closed, false), (opened, true)] {
        let refused = give(&mut state, "registrar/test", cancel());
        assert!(
            refused
                .expect_err("no registrar's business")
                .contains("registrar")
        );
        give(&mut state, OFFICIAL, cancel()).expect("cancelling");
        assert!(matches!(
            state.vote("p", "v").expect("a vote").phase,
            VotePhase::Cancelled { .. }
        ));
        assert_eq!(state.is_unsealed("vote:p/v"), unsealed);
        let proposals = state.proposals("p").expect("a programme");
        assert!(
            proposals
                .values()
                .all(|p| p.standing == Standing::Submitted)
        );
        for step in [close(), open_ballots(), cancel()] {
            give(&mut state, OFFICIAL, step).expect_err("it is over");
        }
        give(&mut state, "registrar/test", ballot(9, &["a"])).expect_err("it is over");
        give(&mut state, OFFICIAL, open_vote("w")).expect("the next vote opens");
    }
    let mut blank = voting();
    let reasonless = Command::plain(VoteCancelled {
        programme: "p".into(),
        vote: "v".into(),
        reason: english(" "),
    });
    let refused = give(&mut blank, OFFICIAL, reasonless).expect_err("no reason");
    assert!(refused.contains("reason"), "{refused}");
}

#[test]
fn a_vote_does_not_open_under_a_rule_that_cannot_be_applied() {
    let quotas = |least: u32| {
        Quotas::new(
            QuotaMode::Reserve,
            [(
                "general".to_owned(),
                Quota::default().with_least_number(least),
            )]
            .into(),
        )
    };
    // Three proposals stand, two of which the budget pays for.
    for (least, opens) in [(2, true), (3, false), (4, false)] {
        let mut state = prepared();
        let rule = RuleFixed {
            programme: "p".into(),
            id: "quotas".into(),
            rule: SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
                .with_budget(Decimal::from(100))
                .with_quotas(quotas(least)),
            lot: None,
        };
        give(&mut state, OFFICIAL, Command::plain(rule)).expect("the rule itself is sound");
        let opening = give(&mut state, OFFICIAL, open_vote_under("v", "quotas"));
        match opening {
            Ok(()) => assert!(opens, "{least}"),
            Err(refused) => {
                assert!(!opens && refused.contains("cannot be applied"), "{refused}");
            }
        }
    }
}

#[test]
fn small_steps_are_no_reason_to_refuse_a_vote() {
    // Nobody knows before the vote how many raises it will take.
    let mut state = prepared();
    let rule = RuleFixed {
        programme: "p".into(),
        id: "steps".into(),
        rule: SelectionRule::wieliczka_2023().with_budget(Decimal::from(48_000_000_000u64)),
        lot: None,
    };
    give(&mut state, OFFICIAL, Command::plain(rule)).expect("the rule is sound");
    give(&mut state, OFFICIAL, open_vote_under("v", "steps")).expect("the vote opens");
}

/// What a threshold keeps out is for the ballots to say, and the record's amounts are money even where a rule counts seats.
#[test]
fn a_vote_for_seats_with_a_threshold_is_published_with_its_cost() {
    let mut state = prepared();
    let one = Quota::default().with_least_number(1);
    let greedy = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    let rule = RuleFixed {
        programme: "p".into(),
        id: "seats".into(),
        rule: SelectionRule::new(greedy, Utility::Cost {})
            .with_number(2)
            .with_threshold(Decimal::from(2))
            .with_quotas(Quotas::new(
                QuotaMode::Reserve,
                [("general".to_owned(), one)].into(),
            )),
        lot: None,
    };
    give(&mut state, OFFICIAL, Command::plain(rule)).expect("the rule is sound");
    give(&mut state, OFFICIAL, open_vote_under("v", "seats")).expect("the vote opens");
    for (voter, choices) in [(1, &["a", "b"][..]), (2, &["b"]), (3, &["c", "nowhere"])] {
        give(&mut state, "registrar/test", ballot(voter, choices)).expect("a ballot");
    }
    give(&mut state, OFFICIAL, close()).expect("closing");
    give(&mut state, OFFICIAL, open_ballots()).expect("opening the ballots");
    let computed = compute(&state, "p", "v", &[], opened_ballots()).expect("a selection");
    assert_eq!(computed.facts.selected, ["b"]);
    assert_eq!(computed.facts.total_cost, 60);
}
