//! Bounded overspending: worked cases, and the library against the definition.

use crate::common::random::{Draw, draw};
use crate::common::reference::{Rational, Small, whole};
use madang_selection::{
    Election, Outcome, Phase, ProjectDraft, Reason, Rule, SelectOptions, SelectionRule, Ties,
    Trace, Utility, VoteType, select, select_with,
};

fn rule(utility: Utility) -> SelectionRule {
    SelectionRule::new(Rule::BoundedOverspending {}, utility)
}

fn election(budget: u64, projects: &[(&str, u64)], ballots: &[(&[&str], u64)]) -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(budget);
    for (id, cost) in projects {
        builder.add_project(ProjectDraft::new(*id, *cost));
    }
    for (ballot, weight) in ballots {
        builder.add_approvals(ballot.iter().copied(), *weight);
    }
    builder.build().expect("a good election")
}

#[test]
fn supporters_pay_a_part_and_the_budget_the_rest() {
    // Ten each. Five want the big one and have 50 of its 60: α = 5/6 at t = 10, ρ = 12 per voter,
    // and ρ/α = 10·(6/5)²/60 = 0.24 per unit of cost, below the middle one's 7.5/30 = 0.25.
    let projects = [("big", 60), ("middle", 30), ("small", 10)];
    let ballots: [(&[&str], u64); 3] = [(&["big"], 5), (&["middle"], 4), (&["small"], 1)];
    let election = election(100, &projects, &ballots);
    let outcome = select(&election, &rule(Utility::Cost {})).expect("an outcome");
    assert_eq!(outcome.selected, ["big", "middle", "small"]);
    let values: Vec<&str> = outcome
        .rounds
        .iter()
        .map(|round| round.value.as_str())
        .collect();
    assert_eq!(values, ["0.24", "0.25", "1"]);
    assert_eq!(outcome.rounds[0].phase, Phase::BoundedOverspending);
    let paid = outcome.rounds[0].payments.as_ref().expect("payments");
    assert_eq!(paid.part.as_deref(), Some("0.833333"));
    assert_eq!(
        (paid.paid.as_deref(), paid.price.as_str()),
        (Some("50"), "12")
    );
    assert_eq!(
        (paid.largest.as_str(), paid.effective_votes.as_str()),
        ("10", "6")
    );
    assert_eq!((paid.in_full, paid.in_part, paid.nothing), (0, 5, 0));
    let next = outcome.rounds[0].runner_up.as_ref().expect("a runner-up");
    assert_eq!(
        (next.project.as_str(), next.value.as_str()),
        ("middle", "0.25")
    );
    let paid = outcome.rounds[1].payments.as_ref().expect("payments");
    assert_eq!(
        (paid.part.as_deref(), paid.paid.as_deref()),
        (Some("1"), Some("30"))
    );
    assert_eq!((paid.in_full, paid.in_part), (4, 0));
    // Equal shares leaves the big one out.
    let plain = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    assert_eq!(
        select(&election, &plain).expect("an outcome").selected,
        ["middle", "small"]
    );
}

#[test]
fn what_does_not_fit_or_has_no_money_behind_it_says_so() {
    let projects = [("a", 80), ("b", 30), ("c", 10), ("d", 5)];
    let ballots: [(&[&str], u64); 3] = [(&["a", "c"], 8), (&["b"], 1), (&[], 1)];
    let election = election(100, &projects, &ballots);
    let outcome = select(&election, &rule(Utility::Cost {})).expect("an outcome");
    // The eight pay all they have for the first project and have nothing for the third.
    let reason = |id: &str| {
        outcome
            .projects
            .iter()
            .find(|p| p.id == id)
            .and_then(|p| p.reason)
    };
    assert_eq!(outcome.selected, ["a"]);
    assert_eq!(reason("b"), Some(Reason::DoesNotFit));
    assert_eq!(reason("c"), Some(Reason::TooLittleMoney));
    assert_eq!(reason("d"), Some(Reason::NoSupport));
    let lost = outcome.projects.iter().find(|p| p.id == "c").expect("c");
    assert_eq!(lost.money_behind.as_deref(), Some("0"));
    assert_eq!(lost.supporters_paid["a"], "80");
}

fn utilities() -> [Utility; 5] {
    [
        Utility::Cost {},
        Utility::Cardinality {},
        Utility::Points {},
        Utility::PointsTimesCost {},
        Utility::Borda { scores: None },
    ]
}

fn small(case: &Draw, utility: &Utility) -> (Small, Election) {
    let cost = |project: usize| case.costs[project].max(1);
    let value = |ballot: &[u64], project: usize| match utility {
        _ if ballot[project] == 0 => 0,
        Utility::Cost {} => cost(project),
        Utility::Cardinality {} => 1,
        Utility::Points {} => ballot[project],
        Utility::PointsTimesCost {} => ballot[project] * cost(project),
        Utility::Borda { .. } => {
            let after = |p: &usize| {
                let (own, other) = (ballot[project], ballot[*p]);
                other > 0 && (other < own || (other == own && *p > project))
            };
            (0..ballot.len()).filter(after).count() as u64
        }
    };
    let vote_type = match utility {
        Utility::Cost {} | Utility::Cardinality {} => VoteType::Approval,
        Utility::Borda { .. } => VoteType::Ordinal,
        _ => VoteType::Cumulative,
    };
    let utilities = case
        .points
        .iter()
        .map(|ballot| {
            (0..ballot.len())
                .map(|project| value(ballot, project))
                .collect()
        })
        .collect();
    let small = Small {
        ids: case.ids.clone(),
        costs: case.costs.clone(),
        utilities,
        budget: case.budget,
    };
    (small, case.election(vote_type))
}

fn number(text: &str) -> Rational {
    let (whole_part, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: u64 = format!("{whole_part}{part}").parse().expect("digits");
    whole(digits) / whole(10u64.pow(part.len() as u32))
}

fn assert_near(text: &str, value: &Rational, what: &str) {
    let off = number(text) - value;
    // What is left is rounded down, everything else to the nearest.
    let bound = Rational::new(1.into(), 999_000.into());
    assert!(
        off <= bound && off >= -bound,
        "{what}: {text} is not {value}"
    );
}

fn agree(seed: u64, case: &Draw, utility: &Utility) -> usize {
    let by_cost = seed.is_multiple_of(2);
    let (small, election) = small(case, utility);
    let ties = if by_cost {
        Ties::CostVotes {}
    } else {
        Ties::Id {}
    };
    let rule = rule(utility.clone()).with_ties(ties);
    let outcome: Outcome = select(&election, &rule).expect("an outcome");
    let (bought, rounds, money) = small.bounded_overspending(by_cost);
    let ids: Vec<&String> = bought.iter().map(|project| &small.ids[*project]).collect();
    let what = format!("seed {seed} {utility:?}");
    assert_eq!(outcome.selected.iter().collect::<Vec<_>>(), ids, "{what}");
    let free = bought.len() - rounds.len();
    let mut overspent = 0;
    for (round, (_, paid)) in outcome.rounds[free..].iter().zip(&rounds) {
        let payments = round.payments.as_ref().expect("payments");
        assert_near(payments.paid.as_deref().expect("a sum"), paid, &what);
        overspent += usize::from(payments.part.as_deref() != Some("1"));
    }
    for project in outcome.projects.iter().filter(|p| p.money_behind.is_some()) {
        let index = small
            .ids
            .iter()
            .position(|id| *id == project.id)
            .expect("known");
        let behind = small
            .utilities
            .iter()
            .zip(&money)
            .filter(|(voter, _)| voter[index] > 0);
        let behind: Rational = behind.map(|(_, money)| money.clone()).sum();
        assert_near(
            project.money_behind.as_deref().expect("some"),
            &behind,
            &what,
        );
    }
    let options = SelectOptions::default().with_trace(Trace::Outcome);
    let bare = select_with(&election, &rule, options).expect("an outcome");
    assert_eq!(
        (bare.selected, bare.ties),
        (outcome.selected, outcome.ties),
        "{what}"
    );
    overspent
}

#[test]
fn the_definition_gives_the_same() {
    let mut overspent = 0;
    for seed in 0..300 {
        let case = draw(seed + 600_000);
        for utility in utilities() {
            overspent += agree(seed, &case, &utility);
        }
    }
    assert!(overspent > 500, "only {overspent} purchases overspent");
}

/// Amounts that neither doubles nor the first attempt's bits can tell apart.
#[test]
fn amounts_closer_than_doubles_can_tell() {
    const UNIT: u64 = 1_000_000_000_000_000;
    for seed in 0..100 {
        let mut case = draw(seed + 700_000);
        let mut random = crate::common::random::Generator(seed);
        for cost in &mut case.costs {
            *cost = (*cost).min(6) * UNIT + if *cost > 0 { random.below(3) } else { 0 };
        }
        let voters = case.points.len() as u64;
        case.budget = voters * (1 + random.below(3)) * UNIT / (1 + random.below(3));
        for utility in [
            Utility::Cost {},
            Utility::Cardinality {},
            Utility::Points {},
        ] {
            let (small, election) = small(&case, &utility);
            let outcome = select(&election, &rule(utility)).expect("an outcome");
            let (bought, ..) = small.bounded_overspending(false);
            let ids: Vec<&String> = bought.iter().map(|project| &small.ids[*project]).collect();
            assert_eq!(
                outcome.selected.iter().collect::<Vec<_>>(),
                ids,
                "seed {seed}"
            );
        }
    }
}

#[test]
fn real_votes_are_counted_with_every_utility() {
    for name in [
        "Netherlands_Assen_2024",
        "Poland_Wieliczka_2023_Green_Budget",
    ] {
        let election = crate::common::dev(name);
        for utility in [Utility::Cost {}, Utility::Cardinality {}] {
            let outcome = select(&election, &rule(utility)).expect("an outcome");
            let plain = SelectionRule::new(Rule::EqualShares {}, outcome.rule.utility.clone());
            let plain = select(&election, &plain).expect("an outcome");
            let spent = number(&outcome.total_cost);
            assert!(spent <= number(&outcome.budget), "{name}");
            assert!(
                spent >= number(&plain.total_cost),
                "{name}: nothing was gained"
            );
            for round in &outcome.rounds {
                let payments = round.payments.as_ref().expect("payments");
                let paid = number(payments.paid.as_deref().expect("a sum"));
                assert!(
                    paid <= number(&round.cost),
                    "{name}: more was paid than it cost"
                );
            }
        }
    }
}
