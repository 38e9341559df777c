//! The library against slow implementations from the definitions, on thousands of small elections
//! full of ties.

use crate::common::random::{Draw, draw};
use crate::common::reference::{Rational, Small, whole};
use madang_selection::{
    Comparison, Completion, Decimal, Election, ExhaustiveOver, Fit, Outcome, Rule, SelectOptions,
    SelectionRule, Start, Stop, Ties, Trace, Utility, VoteType, select, select_with,
};

const CASES: u64 = 3000;

fn small(draw: &Draw, utility: &Utility) -> Small {
    let value = |ballot: &[u64], project: usize| -> u64 {
        if ballot[project] == 0 {
            return 0;
        }
        match utility {
            Utility::Cost {} => draw.costs[project].max(1),
            Utility::Cardinality {} => 1,
            Utility::Points {} => ballot[project],
            Utility::PointsTimesCost {} => ballot[project] * draw.costs[project].max(1),
            Utility::Borda { scores } => {
                let key = |p: usize| (u64::MAX - ballot[p], p);
                let listed: Vec<usize> = (0..ballot.len()).filter(|p| ballot[*p] > 0).collect();
                let place = listed.iter().filter(|p| key(**p) < key(project)).count();
                match scores {
                    None => (listed.len() - place - 1) as u64,
                    Some(scores) => scores.get(place).map_or(0, |score| u64::from(*score)),
                }
            }
        }
    };
    Small {
        ids: draw.ids.clone(),
        costs: draw.costs.clone(),
        utilities: draw
            .points
            .iter()
            .map(|ballot| {
                (0..ballot.len())
                    .map(|project| value(ballot, project))
                    .collect()
            })
            .collect(),
        budget: draw.budget,
    }
}

fn vote_type(utility: &Utility) -> VoteType {
    match utility {
        Utility::Cost {} | Utility::Cardinality {} => VoteType::Approval,
        Utility::Points {} | Utility::PointsTimesCost {} => VoteType::Cumulative,
        Utility::Borda { .. } => VoteType::Ordinal,
    }
}

fn utilities() -> Vec<Utility> {
    vec![
        Utility::Cost {},
        Utility::Cardinality {},
        Utility::Points {},
        Utility::PointsTimesCost {},
        Utility::Borda { scores: None },
        Utility::Borda {
            scores: Some(vec![3, 2, 1]),
        },
    ]
}

pub fn ties(by_cost: bool) -> Ties {
    if by_cost {
        Ties::CostVotes {}
    } else {
        Ties::Id {}
    }
}

/// The outcome with its full trace, once it is shown that without a trace the same is selected.
pub fn run(election: &Election, rule: &SelectionRule) -> Outcome {
    let failed = |error| panic!("{error} under {rule:?}");
    let outcome = select(election, rule).unwrap_or_else(failed);
    let options = SelectOptions::default().with_trace(Trace::Outcome);
    let bare = select_with(election, rule, options).unwrap_or_else(failed);
    assert_eq!(bare.selected, outcome.selected, "{rule:?}");
    assert_eq!(bare.ties, outcome.ties, "{rule:?}");
    outcome
}

pub fn ids(small: &Small, projects: &[usize]) -> Vec<String> {
    projects
        .iter()
        .map(|project| small.ids[*project].clone())
        .collect()
}

#[test]
fn equal_shares_and_its_prices() {
    for seed in 0..CASES {
        let case = draw(seed);
        for utility in utilities() {
            let by_cost = seed % 2 == 0;
            let small = small(&case, &utility);
            let election = case.election(vote_type(&utility));
            let rule =
                SelectionRule::new(Rule::EqualShares {}, utility.clone()).with_ties(ties(by_cost));
            let outcome = run(&election, &rule);
            let (bought, money) = small.equal_shares(&small.share(), by_cost, &|_, _| true);
            assert_eq!(
                outcome.selected,
                ids(&small, &bought),
                "seed {seed} {utility:?}"
            );
            // What the library says is left behind each project is what the voters have left.
            for project in &outcome.projects {
                let Some(behind) = &project.money_behind else {
                    continue;
                };
                let index = small
                    .ids
                    .iter()
                    .position(|id| *id == project.id)
                    .expect("known");
                let left: Rational = small
                    .utilities
                    .iter()
                    .zip(&money)
                    .filter(|(voter, _)| voter[index] > 0)
                    .map(|(_, money)| money.clone())
                    .sum();
                let case = format!("seed {seed} {utility:?} {}", project.id);
                assert_eq!(*behind, rounded(&left, false), "{case}");
                let cost = whole(small.costs[index]);
                let short = (left < cost).then(|| rounded(&(cost - left), true));
                assert_eq!(project.short_by, short, "{case}");
            }
        }
    }
}

/// Six decimals, rounded down or up.
fn rounded(value: &Rational, up: bool) -> String {
    let scaled = value * whole(1_000_000);
    let scaled = if up { scaled.ceil() } else { scaled.floor() };
    let number: u128 = scaled.to_integer().try_into().expect("small");
    let (integer, part) = (number / 1_000_000, number % 1_000_000);
    if part == 0 {
        return integer.to_string();
    }
    format!("{integer}.{part:06}")
        .trim_end_matches('0')
        .to_owned()
}

#[test]
fn completions_by_endowment() {
    for seed in 0..CASES {
        let case = draw(seed + 100_000);
        let by_cost = seed % 2 == 0;
        let utility = utilities()[(seed % 4) as usize].clone();
        let small = small(&case, &utility);
        let election = case.election(vote_type(&utility));
        let step = ["1", "0.25", "3"][(seed % 3) as usize];
        let exact: Decimal = step.parse().expect("a decimal");
        let (numerator, denominator) = exact.ratio();
        let exact_step = whole(numerator as u64) / whole(denominator as u64);
        for stop in [Stop::Infeasible, Stop::InfeasibleOrExhaustive] {
            let add_one = Completion::AddOne {
                start: Start::Exact,
                step: exact,
                stop,
                exhaustive_over: ExhaustiveOver::Supported,
            };
            let mut rule = SelectionRule::new(Rule::EqualShares {}, utility.clone())
                .with_completion(vec![add_one.clone()])
                .with_ties(ties(by_cost));
            let own = small.add_one(&exact_step, stop == Stop::InfeasibleOrExhaustive, by_cost);
            let outcome = run(&election, &rule);
            assert_eq!(outcome.selected, ids(&small, &own), "seed {seed} {stop:?}");

            rule.completion = vec![add_one, Completion::Utilitarian {}];
            let completed = small.greedy(own.clone(), true, by_cost);
            let outcome = run(&election, &rule);
            assert_eq!(
                outcome.selected,
                ids(&small, &completed),
                "seed {seed} {stop:?}"
            );

            rule.comparison = Some(Comparison::Greedy);
            let other = small.greedy(Vec::new(), true, by_cost);
            let kept = small.compare(completed, other);
            let outcome = run(&election, &rule);
            assert_eq!(
                outcome.selected,
                ids(&small, &kept),
                "seed {seed} {stop:?} compared"
            );
        }
    }
}

#[test]
fn phragmen_alone_and_after_equal_shares() {
    for seed in 0..CASES {
        let case = draw(seed + 200_000);
        let by_cost = seed % 2 == 0;
        let utility = Utility::Cardinality {};
        let small = small(&case, &utility);
        let election = case.election(VoteType::Approval);
        let zero = vec![whole(0); small.utilities.len()];
        for fit in [Fit::Skip, Fit::NoSkip] {
            let rule = SelectionRule::new(Rule::Phragmen { fit }, utility.clone())
                .with_ties(ties(by_cost));
            let own = small.phragmen(Vec::new(), zero.clone(), fit == Fit::Skip, by_cost);
            assert_eq!(
                run(&election, &rule).selected,
                ids(&small, &own),
                "seed {seed} {fit:?}"
            );
        }
        let rule = SelectionRule::new(Rule::EqualShares {}, utility.clone())
            .with_completion(vec![Completion::Phragmen {}])
            .with_ties(ties(by_cost));
        let (bought, money) = small.equal_shares(&small.share(), by_cost, &|_, _| true);
        let loads = money.into_iter().map(|money| -money).collect();
        let own = small.phragmen(bought, loads, true, by_cost);
        assert_eq!(
            run(&election, &rule).selected,
            ids(&small, &own),
            "seed {seed} completion"
        );
    }
}

#[test]
fn greedy_in_all_utilities() {
    for seed in 0..CASES {
        let case = draw(seed + 300_000);
        let by_cost = seed % 2 == 0;
        for utility in utilities() {
            let small = small(&case, &utility);
            let election = case.election(vote_type(&utility));
            let rule = SelectionRule::new(
                Rule::Greedy {
                    fit: Fit::Skip,
                    threshold: None,
                },
                utility.clone(),
            )
            .with_ties(ties(by_cost));
            let own = small.greedy(Vec::new(), false, by_cost);
            assert_eq!(
                run(&election, &rule).selected,
                ids(&small, &own),
                "seed {seed} {utility:?}"
            );
        }
    }
}

#[test]
fn committees() {
    for seed in 0..CASES {
        let mut case = draw(seed + 400_000);
        let number = 1 + (seed % 5) as u32;
        case.costs.fill(1);
        case.budget = u64::from(number);
        let by_cost = seed % 2 == 0;
        let small = small(&case, &Utility::Cardinality {});
        let election = case.election(VoteType::Approval);
        let rule = |rule: Rule| {
            SelectionRule::new(rule, Utility::Cardinality {})
                .with_number(number)
                .with_unit_costs(true)
                .with_ties(ties(by_cost))
        };
        let own = small.proportional_approval(number as usize, by_cost);
        let outcome = run(&election, &rule(Rule::ProportionalApproval {}));
        assert_eq!(outcome.selected, ids(&small, &own), "seed {seed} PAV");
        let (own, _) = small.equal_shares(&small.share(), by_cost, &|_, _| true);
        let outcome = run(&election, &rule(Rule::EqualShares {}));
        assert_eq!(
            outcome.selected,
            ids(&small, &own),
            "seed {seed} equal shares"
        );
        for stop in [Stop::Infeasible, Stop::InfeasibleOrExhaustive] {
            let raised = rule(Rule::EqualShares {}).with_completion(vec![Completion::AddOne {
                start: Start::Exact,
                step: "0.05".parse().expect("a decimal"),
                stop,
                exhaustive_over: ExhaustiveOver::Supported,
            }]);
            let step = whole(1) / whole(20);
            let own = small.add_one(&step, stop == Stop::InfeasibleOrExhaustive, by_cost);
            let outcome = run(&election, &raised);
            assert_eq!(outcome.selected, ids(&small, &own), "seed {seed} {stop:?}");
        }
        let zero = vec![whole(0); small.utilities.len()];
        let own = small.phragmen(Vec::new(), zero, true, by_cost);
        let outcome = run(&election, &rule(Rule::Phragmen { fit: Fit::Skip }));
        assert_eq!(outcome.selected, ids(&small, &own), "seed {seed} Phragmén");
    }
}

/// Amounts that doubles cannot tell apart: every decision near a tie needs exact arithmetic.
#[test]
fn amounts_closer_than_doubles_can_tell() {
    const UNIT: u64 = 10_000_000_000_000_000;
    for seed in 0..CASES {
        let mut case = draw(seed + 500_000);
        let mut random = crate::common::random::Generator(seed);
        for cost in &mut case.costs {
            *cost = (*cost).min(6) * UNIT + if *cost > 0 { random.below(4) } else { 0 };
        }
        // Near a whole number of units for each voter, so that purses end close to prices.
        let voters = case.points.len() as u64;
        case.budget =
            voters * (1 + random.below(3)) * UNIT / (1 + random.below(3)) + random.below(4);
        for utility in [
            Utility::Cost {},
            Utility::Cardinality {},
            Utility::Points {},
        ] {
            let by_cost = seed % 2 == 0;
            let small = small(&case, &utility);
            let election = case.election(vote_type(&utility));
            let rule =
                SelectionRule::new(Rule::EqualShares {}, utility.clone()).with_ties(ties(by_cost));
            let (bought, money) = small.equal_shares(&small.share(), by_cost, &|_, _| true);
            let outcome = run(&election, &rule);
            assert_eq!(
                outcome.selected,
                ids(&small, &bought),
                "seed {seed} {utility:?}"
            );
            let rule = rule.with_completion(vec![Completion::Phragmen {}]);
            let loads = money.into_iter().map(|money| -money).collect();
            let own = small.phragmen(bought, loads, true, by_cost);
            assert_eq!(
                run(&election, &rule).selected,
                ids(&small, &own),
                "seed {seed} {utility:?}"
            );
        }
    }
}
