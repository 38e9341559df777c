//! Few ballots that list many projects, so that many have exactly the same supporters: the library against slow implementations
//! from the definitions.

use crate::agreement::{self, ids, ties};
use crate::common::random::{Draw, Generator};
use crate::common::reference::{Small, whole};
use madang_selection::influence::influence_within;
use madang_selection::{
    Allowance, Completion, Decimal, Election, ExhaustiveOver, Fit, Outcome, ProjectDraft, Rule,
    SelectError, SelectOptions, SelectionRule, Start, Stop, Utility, VoteType, WarningKind, Work,
    select, select_within, work,
};

/// One to four distinct ballots; on each of them all projects, most or half of them, with the same points or others.
fn draw(seed: u64) -> Draw {
    let mut random = Generator(seed);
    let projects = 3 + random.below(14) as usize;
    let most = [1, 3, 12, 40][random.below(4) as usize];
    let costs: Vec<u64> = (0..projects)
        .map(|_| match random.below(25) {
            0 => 0,
            _ => 1 + random.below(most),
        })
        .collect();
    let mut points = Vec::new();
    for _ in 0..=random.below(4) {
        let (listed, given) = (random.below(4), random.below(3));
        let ballot: Vec<u64> = (0..projects)
            .map(|project| match listed {
                1 if project % 2 == 0 => 0,
                2 if project % 5 == 0 => 0,
                3 if random.below(3) == 0 => 0,
                _ if given == 0 => 1 + random.below(3),
                _ => given,
            })
            .collect();
        for _ in 0..=random.below(3) {
            points.push(ballot.clone());
        }
    }
    let groups = (0..projects).map(|_| [None, Some("a"), Some("b")][random.below(3) as usize]);
    Draw {
        ids: (0..projects).map(|id| (7 + id * 3).to_string()).collect(),
        groups: groups.map(|group| group.map(str::to_owned)).collect(),
        budget: random.below(costs.iter().sum::<u64>() + 3),
        costs,
        points,
    }
}

fn small(case: &Draw, utility: &Utility) -> Small {
    let cost = |project: usize| case.costs[project].max(1);
    let value = |ballot: &[u64], project: usize| match utility {
        _ if ballot[project] == 0 => 0,
        Utility::Cost {} => cost(project),
        Utility::Cardinality {} => 1,
        Utility::Points {} => ballot[project],
        _ => ballot[project] * cost(project),
    };
    let own = |ballot: &Vec<u64>| (0..ballot.len()).map(|own| value(ballot, own)).collect();
    Small {
        ids: case.ids.clone(),
        costs: case.costs.clone(),
        utilities: case.points.iter().map(own).collect(),
        budget: case.budget,
    }
}

const UTILITIES: [(VoteType, Utility); 4] = [
    (VoteType::Approval, Utility::Cost {}),
    (VoteType::Approval, Utility::Cardinality {}),
    (VoteType::Cumulative, Utility::Points {}),
    (VoteType::Cumulative, Utility::PointsTimesCost {}),
];

/// As [`agreement::run`], once it is shown that ties are told as they are.
fn run(election: &Election, rule: &SelectionRule) -> Outcome {
    let outcome = agreement::run(election, rule);
    for tie in &outcome.ties {
        // Of those tied the first is bought, and the second would have been next at the same value.
        let round = &outcome.rounds[tie.round - 1];
        let next = round.runner_up.as_ref().expect("another was tied");
        assert_eq!(
            tie.projects[..2],
            [round.project.clone(), next.project.clone()]
        );
        assert_eq!(next.value, round.value, "{rule:?}");
        assert_eq!(tie.projects.len(), tie.tied.min(20));
    }
    outcome
}

#[test]
fn equal_shares_and_its_completions() {
    for seed in 0..1500 {
        let (case, by_cost) = (draw(seed), seed % 2 == 0);
        for (vote_type, utility) in UTILITIES {
            let small = small(&case, &utility);
            let election = case.election(vote_type);
            let rule = SelectionRule::new(Rule::EqualShares {}, utility).with_ties(ties(by_cost));
            let what = format!("seed {seed} {:?}", rule.utility);
            let (bought, money, tied) = small.equal_shares_with_ties(&small.share(), by_cost);
            let outcome = run(&election, &rule);
            assert_eq!(outcome.selected, ids(&small, &bought), "{what}");
            let told: Vec<usize> = outcome.ties.iter().map(|tie| tie.tied).collect();
            assert_eq!(told, tied, "{what}");

            let loads = money.into_iter().map(|money| -money).collect();
            let own = small.phragmen(bought, loads, true, by_cost);
            let completed = rule.clone().with_completion(vec![Completion::Phragmen {}]);
            assert_eq!(
                run(&election, &completed).selected,
                ids(&small, &own),
                "{what}"
            );

            let stop = [Stop::Infeasible, Stop::InfeasibleOrExhaustive][seed as usize % 2];
            let raised = rule.with_completion(vec![Completion::AddOne {
                start: Start::Exact,
                step: Decimal::from(1u64),
                stop,
                exhaustive_over: ExhaustiveOver::Supported,
            }]);
            let own = small.add_one(&whole(1), stop != Stop::Infeasible, by_cost);
            assert_eq!(
                run(&election, &raised).selected,
                ids(&small, &own),
                "{what} {stop:?}"
            );
        }
    }
}

#[test]
fn bounded_overspending() {
    for seed in 0..400 {
        let (case, by_cost) = (draw(seed + 100_000), seed % 2 == 0);
        for (vote_type, utility) in UTILITIES {
            let small = small(&case, &utility);
            let rule = SelectionRule::new(Rule::BoundedOverspending {}, utility);
            let rule = rule.with_ties(ties(by_cost));
            let outcome = run(&case.election(vote_type), &rule);
            let (bought, rounds, _) = small.bounded_overspending(by_cost);
            let what = format!("seed {seed} {:?}", rule.utility);
            assert_eq!(outcome.selected, ids(&small, &bought), "{what}");
            let free = bought.len() - rounds.len();
            for (round, (_, paid)) in outcome.rounds[free..].iter().zip(&rounds) {
                let payments = round.payments.as_ref().expect("payments");
                let paid_here = payments.paid.as_deref().expect("a sum");
                let cost: u64 = round.cost.parse().expect("a number");
                assert_eq!(paid_here == round.cost, *paid == whole(cost), "{what}");
            }
        }
    }
}

#[test]
fn phragmen_greedy_and_committees() {
    for seed in 0..1500 {
        let (mut case, by_cost) = (draw(seed + 200_000), seed % 2 == 0);
        let utility = Utility::Cost {};
        let of = |rule: Rule| SelectionRule::new(rule, Utility::Cost {}).with_ties(ties(by_cost));
        let own = small(&case, &utility);
        let election = case.election(VoteType::Approval);
        for fit in [Fit::Skip, Fit::NoSkip] {
            let zero = vec![whole(0); own.utilities.len()];
            let bought = own.phragmen(Vec::new(), zero, fit == Fit::Skip, by_cost);
            let outcome = run(&election, &of(Rule::Phragmen { fit }));
            assert_eq!(outcome.selected, ids(&own, &bought), "seed {seed} {fit:?}");
        }
        let threshold = None;
        let fit = Fit::Skip;
        let outcome = run(&election, &of(Rule::Greedy { fit, threshold }));
        let bought = own.greedy(Vec::new(), false, by_cost);
        assert_eq!(outcome.selected, ids(&own, &bought), "seed {seed} greedy");

        let number = 1 + (seed % 9) as u32;
        case.costs.fill(1);
        case.budget = u64::from(number);
        let own = small(&case, &utility);
        let rule = of(Rule::ProportionalApproval {}).with_number(number);
        let outcome = run(
            &case.election(VoteType::Approval),
            &rule.with_unit_costs(true),
        );
        let bought = own.proportional_approval(number as usize, by_cost);
        assert_eq!(outcome.selected, ids(&own, &bought), "seed {seed} PAV");
    }
}

/// Voters with one ballot list all projects, which cost so much.
fn alike(projects: usize, budget: u64, cost: impl Fn(usize) -> u64) -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(budget);
    let ids: Vec<String> = (0..projects).map(|id| id.to_string()).collect();
    for (index, id) in ids.iter().enumerate() {
        builder.add_project(ProjectDraft::new(id.clone(), cost(index)));
    }
    builder.add_approvals(ids, 3);
    builder.build().expect("an election")
}

/// Where payments past losers are too many, they are told of the hundred that were short of the least, by the rules that have such
/// payments; nothing else is left out.
#[test]
fn payments_of_the_nearest_are_told() {
    let cost = |project: u64| {
        if project.is_multiple_of(2) {
            1
        } else {
            2 + project / 2 % 7
        }
    };
    let election = alike(4_600, 2_300, |project| cost(project as u64));
    for rule in [Rule::EqualShares {}, Rule::BoundedOverspending {}] {
        let rule = SelectionRule::new(rule, Utility::Cardinality {});
        let outcome = select(&election, &rule).expect("an outcome");
        let lost = outcome.projects.iter().filter(|own| own.round.is_none());
        let (told, untold): (Vec<_>, Vec<_>) =
            lost.partition(|own| !own.supporters_paid.is_empty());
        assert_eq!((told.len(), untold.len()), (100, 2_200));
        assert!(told.iter().all(|own| own.cost == "2"));
        assert!(
            told.iter()
                .all(|own| own.supporters_paid.len() == outcome.selected.len())
        );
        assert!(
            untold
                .iter()
                .all(|own| own.money_behind.is_some() && own.reason.is_some())
        );
        let left_out = outcome.warnings.count(WarningKind::PaymentsLeftOut);
        assert_eq!(left_out, untold.len() as u64);
    }
}

#[test]
fn too_much_work_is_refused_before_it_begins() {
    let election = alike(200, 100, |_| 1);
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    let told = work(&election, &rule).expect("it applies");
    assert_eq!(
        (told.projects, told.rounds, told.steps()),
        (200, 100, 20_000)
    );
    let fewer = rule.clone().with_number(7);
    assert_eq!(work(&election, &fewer).expect("it applies").rounds, 7);

    let election = alike(70_000, 70_000, |_| 1);
    let refused = select(&election, &rule).expect_err("too much");
    let told = SelectError::TooMuchWork {
        projects: 70_000,
        rounds: 70_000,
        most: Work::MOST_STEPS,
    };
    assert_eq!(refused, told);
    let what_to_do = refused.to_string();
    assert!(what_to_do.contains("--number"), "{what_to_do}");
    let few = select(&election, &fewer).expect("less");
    assert_eq!(few.selected.len(), 7);
}

#[test]
fn what_may_be_done_is_asked_before_a_run_and_before_each_raise() {
    // Two hundred projects and as many choices of one ballot, a hundred rounds.
    let election = alike(200, 100, |_| 1);
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    let run = 100 * (200 + 200);
    let selected = |rule: &SelectionRule, units: u64| {
        let mut allowance = Allowance::new(units);
        let options = SelectOptions::default();
        let outcome = select_within(&election, rule, options, &mut allowance);
        outcome.map(|outcome| (outcome.selected.len(), allowance.left()))
    };
    assert_eq!(selected(&rule, run), Ok((100, 0)));
    assert_eq!(selected(&rule, run - 1), Err(SelectError::AllowanceSpent));
    // Nothing is bought by less than one more for everybody: one raise by as much ends it.
    let raised = rule.with_completion(vec![Completion::AddOne {
        start: Start::Exact,
        step: Decimal::from(1u64),
        stop: Stop::Infeasible,
        exhaustive_over: ExhaustiveOver::Supported,
    }]);
    assert_eq!(selected(&raised, run + 400), Ok((100, 0)));
    let spent = Err(SelectError::AllowanceSpent);
    assert_eq!(selected(&raised, run + 399), spent);
    let mut allowance = Allowance::new(2 * run);
    let spent = influence_within(&election, &raised, &mut allowance, &mut |_, _| {});
    assert!(spent.is_ok(), "there is no voice to leave out");
    let spent = influence_within(&election, &raised, &mut allowance, &mut |_, _| {});
    assert_eq!(spent, Err(SelectError::AllowanceSpent));
}
