//! Votes that end otherwise than by an untroubled count: ties by lot, a vote called off, a rule that cannot be applied.

use std::convert::Infallible;

use madang_fixtures::six_of_45;
use madang_programme::proposals::Standing;
use madang_programme::votes::VotePhase;
use madang_programme::votes::beside::{Family, beside};
use madang_programme::votes::selection::compute;
use madang_programme::votes::{BallotsOpened, VoteCancelled};
use madang_programme::votes::{Lot, LotForm, LotPledge, RuleFixed, VoteScheduled};
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
        form: None,
        hours_after_close: None,
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
        (Some(drawn("seed", "")), "public value of the lot is empty"),
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
            [(1, "a"), (2, "b"), (3, "c")].map(|(entry, choice)| {
                Ok::<_, Infallible>(opened_ballot(entry, entry.into(), &[choice]))
            })
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

/// Six different numbers from 1 to 45, no sooner than a day after the vote.
fn pledged_draw() -> LotPledge {
    LotPledge {
        form: Some(six_of_45()),
        hours_after_close: Some(24),
        ..pledge("seed")
    }
}

#[test]
fn a_lot_s_value_has_the_pledged_form_and_comes_no_sooner_than_pledged() {
    let hopeless = LotForm {
        numbers: 3,
        least: 7,
        most: 9,
        ascending: true,
    };
    let refused = LotPledge {
        form: Some(hopeless),
        ..pledged_draw()
    };
    let refused = lot_rule(Ties::Lot(Lot::default()), Some(refused));
    let refused = give(&mut prepared(), OFFICIAL, refused).expect_err("one value only");
    assert!(
        refused.contains("more than one possible value"),
        "{refused}"
    );

    let mut state = prepared();
    let rule = lot_rule(Ties::Lot(Lot::default()), Some(pledged_draw()));
    give(&mut state, OFFICIAL, rule).expect("a rule with a pledge");
    give(&mut state, OFFICIAL, open_vote_under("v", "lot")).expect("the vote opens");
    give(&mut state, "registrar/test", ballot(1, &["a"])).expect("a ballot");
    give_at(&mut state, "2026-11-24T09:00:00.000Z", OFFICIAL, close()).expect("closing");
    let value = "3 11 15 29 35 44";
    let late = "2026-11-25T09:00:00.000Z";
    for (at, value, reason) in [
        ("2026-11-25T08:59:59.999Z", value, "no sooner than 24 hours"),
        (late, "3 11 15 29 35", "pledged were 6 whole numbers"),
        (late, "3 11 15 29 35 46", "from 1 to 45"),
        (late, "3 11 15 29 35 35", "all different"),
        (late, "11 3 15 29 35 44", "ascending"),
        (late, "03 11 15 29 35 44", "pledged were"),
        (late, "3  11 15 29 35 44", "one blank"),
        (late, "whatever I like", "pledged were"),
    ] {
        let opening = open_with(Some(drawn("seed", value)));
        let refused = give_at(&mut state.clone(), at, OFFICIAL, opening).expect_err(reason);
        assert!(refused.contains(reason), "{value}: {refused}");
    }
    let opening = open_with(Some(drawn("seed", value)));
    give_at(&mut state, late, OFFICIAL, opening).expect("the value in its time");
}

fn schedule(opens_at: &str, closes_at: &str) -> Command {
    Command::plain(VoteScheduled {
        programme: "p".into(),
        vote: "v".into(),
        title: english("Flagship vote"),
        opens_at: opens_at.into(),
        closes_at: closes_at.into(),
    })
}

#[test]
fn a_vote_takes_ballots_between_its_announced_times_and_at_no_other() {
    let (opens, closes) = ("2026-12-01T00:00:00.000Z", "2026-12-02T00:00:00.000Z");
    let before = prepared();
    for (from, until, reason) in [
        ("2026-11-22T00:00:00.000Z", closes, "is past"),
        (closes, opens, "is not after the opening"),
        (opens, opens, "is not after the opening"),
        ("2026-12-01", closes, "is not a time"),
        (opens, "2026-02-30T00:00:00.000Z", "is not a time"),
    ] {
        let refused = give(&mut before.clone(), OFFICIAL, schedule(from, until)).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }

    let mut state = before;
    // Announced again before it opens: the last one holds.
    give(
        &mut state,
        OFFICIAL,
        schedule("2026-11-30T00:00:00.000Z", closes),
    )
    .expect("announced");
    give(&mut state, OFFICIAL, schedule(opens, closes)).expect("announced again");
    let early = "2026-11-30T23:59:59.999Z";
    let refused = give_at(&mut state, early, OFFICIAL, open_vote("v")).expect_err("early");
    assert!(
        refused.contains("takes ballots from") || refused.contains("take ballots from"),
        "{refused}"
    );
    give_at(&mut state, opens, OFFICIAL, open_vote("v")).expect("in time");
    let refused = give_at(&mut state, opens, OFFICIAL, schedule(opens, closes));
    assert!(refused.expect_err("it is open").contains("exists already"));
    let last = "2026-12-01T23:59:59.999Z";
    give_at(&mut state, last, "registrar/test", ballot(1, &["a"])).expect("in time");
    let refused = give_at(&mut state, last, OFFICIAL, close()).expect_err("before its end");
    assert!(refused.contains("not closed"), "{refused}");
    let refused = give_at(&mut state, closes, "registrar/test", ballot(2, &["a"]));
    assert!(refused.expect_err("late").contains("takes ballots until"));
    give_at(&mut state, closes, OFFICIAL, close()).expect("at its end");
}

/// What a rule would have selected that looks at places alone is no answer where money is short.
#[test]
fn no_rule_beside_a_selection_spends_more_than_there_is() {
    let mut state = prepared();
    let greedy = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    let rule = RuleFixed {
        programme: "p".into(),
        id: "both".into(),
        rule: SelectionRule::new(greedy, Utility::Cost {})
            .with_number(2)
            .with_budget(Decimal::from(100)),
        lot: None,
    };
    give(&mut state, OFFICIAL, Command::plain(rule)).expect("the rule is sound");
    give(&mut state, OFFICIAL, open_vote_under("v", "both")).expect("the vote opens");
    for (voter, choices) in [(1, &["b", "c"][..]), (2, &["b", "c"])] {
        give(&mut state, "registrar/test", ballot(voter, choices)).expect("a ballot");
    }
    give(&mut state, OFFICIAL, close()).expect("closing");
    give(&mut state, OFFICIAL, open_ballots()).expect("opening the ballots");
    let ballots = [
        opened_ballot(1, 1, &["b", "c"]),
        opened_ballot(2, 2, &["b", "c"]),
    ];
    let ballots = ballots.map(Ok::<_, std::convert::Infallible>);
    let beside = beside(&state, "p", "v", &[], ballots).expect("other rules");
    let cost = |id: &String| match id.as_str() {
        "a" => 40,
        "b" => 60,
        _ => 70,
    };
    let mut applied = 0;
    for other in &beside.others {
        let Some(selected) = &other.selected else {
            assert_eq!(other.family, Family::ProportionalApproval);
            continue;
        };
        applied += 1;
        assert!(selected.iter().map(cost).sum::<u64>() <= 100, "{other:?}");
    }
    assert_eq!((applied, beside.others.len()), (2, 3), "{beside:?}");
}
