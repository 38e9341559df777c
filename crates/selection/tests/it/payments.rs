//! What each voter paid, what was left, and when a project was out of reach, against an
//! implementation from the definitions.

use std::collections::BTreeMap;

use crate::common::random::draw;
use crate::common::reference::{Rational, Small, whole};
use madang_selection::{
    Completion, Election, Outcome, Rule, SelectOptions, SelectionRule, Stop, Trace, Utility,
    VoteType, select, select_with,
};

fn traced(election: &Election, rule: &SelectionRule) -> Outcome {
    let options = SelectOptions::default().with_trace(Trace::Payments);
    select_with(election, rule, options).expect("an outcome")
}

/// A decimal text in millionths.
fn millionths(text: &str) -> i128 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{part:0<6}").parse().expect("an amount")
}

#[test]
fn payments_and_what_is_left_are_those_of_the_definition() {
    let mut paid_in_part = 0;
    for seed in 0..2000 {
        let case = draw(seed + 900_000);
        let (small, election) = (Small::by_cost(&case), case.election(VoteType::Approval));
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
        let outcome = traced(&election, &rule);
        let mut without = outcome.clone();
        without.ballots.clear();
        assert_eq!(
            without,
            select(&election, &rule).expect("an outcome"),
            "the payments change nothing else"
        );
        let (_, money) = small.equal_shares(&small.share(), false, &|_, _| true);
        // Voters with the same ballot have the same left.
        let mut left: BTreeMap<Vec<String>, (u64, Rational)> = BTreeMap::new();
        for (ballot, money) in case.points.iter().zip(&money) {
            let listed = (0..ballot.len()).filter(|project| ballot[*project] > 0);
            let mut ids: Vec<String> = listed.map(|project| case.ids[project].clone()).collect();
            ids.sort();
            left.entry(ids).or_insert((0, money.clone())).0 += 1;
        }
        assert_eq!(left.len(), outcome.ballots.len(), "seed {seed}");
        let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
        for ballot in &outcome.ballots {
            let mut ids = ballot.choices.clone();
            ids.sort();
            let (voters, money) = &left[&ids];
            assert_eq!(ballot.voters, *voters, "seed {seed}");
            let floor = (money * whole(1_000_000)).floor().to_integer();
            assert_eq!(
                floor,
                millionths(&ballot.left).into(),
                "seed {seed} {ids:?}"
            );
            for (id, amount) in &ballot.paid {
                assert!(ballot.choices.contains(id));
                *sums.entry(id).or_default() += millionths(amount) * i128::from(*voters);
            }
        }
        for round in outcome
            .rounds
            .iter()
            .filter(|round| round.payments.is_some())
        {
            let payments = round.payments.as_ref().expect("payments");
            let cost = millionths(&round.cost);
            let off = sums[round.project.as_str()] - cost;
            assert!(
                off.unsigned_abs() <= small.utilities.len() as u128,
                "seed {seed}"
            );
            let part = |text: &Option<String>| millionths(text.as_deref().expect("an amount"));
            let (full, rest) = (part(&payments.paid_in_full), part(&payments.paid_in_part));
            assert!((full + rest - cost).abs() <= 1, "seed {seed}");
            assert_eq!(payments.in_part == 0, rest == 0, "seed {seed}");
            paid_in_part += payments.in_part;
        }
    }
    assert!(paid_in_part > 100, "{paid_in_part}");
}

#[test]
fn a_project_is_out_of_reach_after_the_round_that_says_so() {
    let mut later = 0;
    for seed in 0..2000 {
        let case = draw(seed + 950_000);
        let (small, election) = (Small::by_cost(&case), case.election(VoteType::Approval));
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
        let outcome = select(&election, &rule).expect("an outcome");
        let behind_after = |rounds: usize, project: usize| -> Rational {
            let admits = |bought: &[usize], _| bought.len() < rounds;
            let (bought, money) = small.equal_shares(&small.share(), false, &admits);
            assert!(bought.len() <= rounds.max(bought.len()));
            let voters = small.utilities.iter().zip(money);
            voters
                .filter(|(voter, _)| voter[project] > 0)
                .map(|(_, money)| money)
                .sum()
        };
        for project in outcome
            .projects
            .iter()
            .filter(|project| project.round.is_none())
        {
            let index = small
                .ids
                .iter()
                .position(|id| *id == project.id)
                .expect("known");
            let Some(round) = project.unaffordable_after else {
                assert_eq!(project.votes, 0, "seed {seed}: {project:?}");
                continue;
            };
            let cost = whole(small.costs[index]);
            assert!(
                behind_after(round, index) < cost,
                "seed {seed} {}",
                project.id
            );
            // Free projects come first and take nothing.
            if round > 0 && small.costs[index] > 0 {
                assert!(
                    behind_after(round - 1, index) >= cost,
                    "seed {seed} {}",
                    project.id
                );
                later += 1;
            }
        }
        let mut left = millionths(&outcome.budget);
        for round in &outcome.rounds {
            left -= millionths(&round.cost);
            assert_eq!(millionths(&round.budget_left), left, "seed {seed}");
        }
    }
    assert!(later > 300, "{later}");
}

/// Also where the endowment was raised, and where the budget may be overspent by a bounded part.
#[test]
fn nobody_pays_more_or_less_than_they_had() {
    let rules = [
        SelectionRule::new(Rule::EqualShares {}, Utility::Points {})
            .with_completion(vec![Completion::add_one(Stop::Infeasible)]),
        SelectionRule::new(Rule::BoundedOverspending {}, Utility::Points {}),
    ];
    for seed in 0..300 {
        let election = draw(seed + 970_000).election(VoteType::Cumulative);
        for rule in &rules {
            let outcome = traced(&election, rule);
            let Some(endowment) = outcome.endowment.as_ref().map(|report| report.last.clone())
            else {
                let text = outcome.budget.parse::<f64>().expect("a number");
                check(&outcome, text / outcome.voters as f64, seed);
                continue;
            };
            let (a, b) = endowment.split_once('/').unwrap_or((&endowment, "1"));
            let number = |text: &str| text.parse::<f64>().expect("a number");
            check(&outcome, number(a) / number(b), seed);
        }
    }
}

fn check(outcome: &Outcome, endowment: f64, seed: u64) {
    for ballot in &outcome.ballots {
        let paid: i128 = ballot.paid.values().map(|amount| millionths(amount)).sum();
        let all = (paid + millionths(&ballot.left)) as f64 / 1e6;
        assert!(
            (all - endowment).abs() < 2e-5,
            "seed {seed}: {ballot:?} of {endowment}"
        );
    }
}

/// Voters find their payments by the id they have in the source.
#[test]
fn voters_are_named_as_in_the_source() {
    let text = "META\nkey;value\nbudget;90\nvote_type;approval\nPROJECTS\nproject_id;cost\na;60\n\
                b;40\nVOTES\nvoter_id;vote\nx;a\ny;b\nz;a,b\nw;a\n";
    let options = madang_selection::pabulib::ReadOptions::strict();
    let election = madang_selection::pabulib::read(text.as_bytes(), &options).expect("good text");
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    let outcome = traced(&election, &rule);
    let found: Vec<(Vec<String>, &str, &str)> = outcome
        .ballots
        .iter()
        .map(|ballot| {
            let paid = ballot.paid.get("a").map_or("", String::as_str);
            (ballot.voter_ids.clone(), paid, ballot.left.as_str())
        })
        .collect();
    let ids = |ids: &[&str]| {
        ids.iter()
            .map(|id| (*id).to_owned())
            .collect::<Vec<String>>()
    };
    assert_eq!(
        found,
        [
            (ids(&["x", "w"]), "20", "2.5"),
            (ids(&["z"]), "20", "2.5"),
            (ids(&["y"]), "", "22.5"),
        ]
    );
}
