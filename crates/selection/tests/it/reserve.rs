//! Lower bounds for groups against all subsets: met by every outcome, or refused with the reason.

use std::collections::BTreeMap;

use crate::common::random::{Draw, Generator, draw};
use crate::common::reference::Small;
use madang_selection::{
    Completion, Decimal, Fit, Quota, QuotaMode, Quotas, Rule, ScoreRule, ScoreSheet, SelectError,
    SelectionRule, Stop, Utility, VoteType, select,
};

fn reserve(groups: &[(&str, Quota)]) -> Quotas {
    Quotas::new(
        QuotaMode::Reserve,
        groups
            .iter()
            .map(|(group, quota)| ((*group).to_owned(), quota.clone()))
            .collect(),
    )
}

/// One group `x` with projects of these costs; later ones have more votes.
fn of_costs(costs: &[u64], budget: u64) -> Draw {
    let points = (0..costs.len())
        .map(|voter| (0..costs.len()).map(|p| u64::from(p >= voter)).collect())
        .collect();
    Draw {
        ids: (0..costs.len()).map(|p| format!("p{p}")).collect(),
        costs: costs.to_vec(),
        points,
        budget,
        groups: vec![Some("x".to_owned()); costs.len()],
    }
}

fn greedy() -> Rule {
    Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    }
}

fn selected(case: &Draw, quota: Quota) -> Result<Vec<String>, String> {
    let rule = SelectionRule::new(greedy(), Utility::Cost {}).with_quotas(reserve(&[("x", quota)]));
    match select(&case.election(VoteType::Approval), &rule) {
        Ok(outcome) => {
            assert!(outcome.quotas[0].met, "{:?}", outcome.quotas);
            Ok(outcome.selected)
        }
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn upper_bounds_of_a_group_are_looked_at_ahead() {
    // The 9 has most votes, but with it no second project fits below 10.
    let quota = Quota::default()
        .with_least_number(2)
        .with_most_money(Decimal::from(10));
    let found = selected(&of_costs(&[3, 5, 9], 100), quota);
    assert_eq!(found, Ok(vec!["p1".to_owned(), "p0".to_owned()]));
    // Two of them must reach 100: 10 and 20 do not.
    let quota = Quota::default()
        .with_least_money(Decimal::from(100))
        .with_most_number(2);
    let found = selected(&of_costs(&[95, 20, 10], 200), quota);
    assert_eq!(found, Ok(vec!["p2".to_owned(), "p0".to_owned()]));
}

#[test]
fn the_least_money_that_reaches_a_bound_is_not_the_cheapest_first() {
    let least = |money| Quota::default().with_least_money(Decimal::from(money));
    let found = selected(&of_costs(&[1, 100], 100), least(50));
    assert_eq!(found, Ok(vec!["p1".to_owned()]));
    let reason = selected(&of_costs(&[1, 101, 50], 99), least(52)).expect_err("not in budget");
    assert!(reason.contains("less than its lower bound"), "{reason}");
    let reason = selected(&of_costs(&[40, 60, 70], 99), least(80)).expect_err("not in budget");
    assert!(reason.contains("cost 100 but the budget is 99"), "{reason}");
    let between = Quota::default()
        .with_least_money(Decimal::from(45))
        .with_most_money(Decimal::from(55));
    let reason = selected(&of_costs(&[10, 20, 60], 99), between).expect_err("no such sum");
    assert!(
        reason.contains("no choice of at least 0 projects"),
        "{reason}"
    );
}

#[test]
fn bounds_in_money_with_too_many_sums_are_refused() {
    let costs: Vec<u64> = (0..40).map(|power| 1 << power).collect();
    let quota = Quota::default().with_least_money(Decimal::from(1 << 39));
    let reason = selected(&of_costs(&costs, 1 << 41), quota).expect_err("too many");
    assert!(reason.contains("coarser steps"), "{reason}");
}

/// Bounds on the scale of a small election: least and most projects, least and most money.
type Limits = BTreeMap<String, [Option<u64>; 4]>;

/// The bounds of one group as a rule states them.
fn quota(bounds: &[Option<u64>; 4]) -> Quota {
    let [least_number, most_number, least_money, most_money] = *bounds;
    Quota::default()
        .with_least_number(least_number.map(|number| number as u32))
        .with_most_number(most_number.map(|number| number as u32))
        .with_least_money(least_money.map(Decimal::from))
        .with_most_money(most_money.map(Decimal::from))
}

fn limits(random: &mut Generator, case: &Draw) -> Limits {
    let mut limits = Limits::new();
    for group in ["a", "b"] {
        let members = case.groups.iter().zip(&case.costs);
        let members = members.filter(|(own, _)| own.as_deref() == Some(group));
        let costs: Vec<u64> = members.map(|(_, cost)| *cost).collect();
        if costs.is_empty() {
            continue;
        }
        let total: u64 = costs.iter().sum();
        let mut some =
            |bound: u64, one_in: u64| (random.below(one_in) == 0).then(|| random.below(bound + 1));
        let least_number = some(costs.len() as u64, 2);
        let most_number = some(costs.len() as u64, 3).map(|more| more + least_number.unwrap_or(0));
        let least_money = some(total, 2);
        let most_money = some(total, 3).map(|more| more + least_money.unwrap_or(0));
        limits.insert(
            group.to_owned(),
            [least_number, most_number, least_money, most_money],
        );
    }
    limits
}

fn within(case: &Draw, limits: &Limits, set: &[usize]) -> bool {
    limits.iter().all(|(group, bounds)| {
        let own = set
            .iter()
            .filter(|p| case.groups[**p].as_ref() == Some(group));
        let (number, money) = own.fold((0, 0), |(n, m), p| (n + 1, m + case.costs[*p]));
        bounds[0].is_none_or(|least| number >= least)
            && bounds[1].is_none_or(|most| number <= most)
            && bounds[2].is_none_or(|least| money >= least)
            && bounds[3].is_none_or(|most| money <= most)
    })
}

/// True when some set of projects that may be selected holds `set` and keeps to everything.
fn can_be_met(
    case: &Draw,
    eligible: &[bool],
    number: Option<u32>,
    limits: &Limits,
    set: &[usize],
) -> bool {
    (0u32..1 << case.costs.len()).any(|mask| {
        let chosen: Vec<usize> = (0..case.costs.len())
            .filter(|p| mask >> p & 1 == 1)
            .collect();
        set.iter().all(|p| mask >> p & 1 == 1)
            && chosen.iter().all(|p| eligible[*p])
            && chosen.iter().map(|p| case.costs[*p]).sum::<u64>() <= case.budget
            && number.is_none_or(|number| chosen.len() <= number as usize)
            && within(case, limits, &chosen)
    })
}

/// Every method that takes bounds; the panel weighs as much as the ballots.
fn rules() -> [Rule; 6] {
    let by_scores = ScoreRule::new(
        1,
        [("panel".to_owned(), 1)].into(),
        madang_selection::Normalisation::Highest {},
    );
    [
        Rule::EqualShares {},
        greedy(),
        Rule::Greedy {
            fit: Fit::NoSkip,
            threshold: None,
        },
        Rule::Phragmen { fit: Fit::NoSkip },
        Rule::BoundedOverspending {},
        Rule::Scores(by_scores.with_fit(Fit::NoSkip)),
    ]
}

#[test]
fn every_rule_meets_all_bounds_or_says_why_none_can() {
    let (mut met, mut refused, mut filled) = (0, 0, 0);
    for seed in 0..1500 {
        let mut case = draw(seed + 2_000_000);
        let mut random = Generator(seed);
        case.budget += random.below(10);
        let limits = limits(&mut random, &case);
        let small = Small::by_cost(&case);
        let groups = limits
            .iter()
            .map(|(group, bounds)| (group.clone(), quota(bounds)));
        let quotas = Quotas::new(QuotaMode::Reserve, groups.collect());
        let number = (random.below(3) == 0).then(|| random.below(6) as u32);
        let threshold = (random.below(4) == 0).then(|| 1 + random.below(4));
        let mut election = case.election(VoteType::Approval);
        let scored = random.below(case.ids.len() as u64) as usize;
        let scores = [(case.ids[scored].clone(), Decimal::from(3))];
        let sheet = ScoreSheet::new("panel".to_owned(), "A".to_owned(), scores.into());
        election
            .set_score_sheets(vec![sheet])
            .expect("a good sheet");
        for rule in rules() {
            let completion = match (&rule, seed % 3) {
                (Rule::EqualShares {}, 0) => vec![Completion::add_one(Stop::Infeasible)],
                (_, 1) => vec![Completion::Utilitarian {}],
                _ => Vec::new(),
            };
            let has_score = |p: usize| matches!(rule, Rule::Scores(_)) && p == scored;
            let eligible: Vec<bool> = (0..case.costs.len())
                .map(|p| {
                    (small.votes(p) > 0 || has_score(p))
                        && threshold.is_none_or(|least| small.votes(p) >= least)
                })
                .collect();
            let rule = SelectionRule::new(rule, Utility::Cost {})
                .with_quotas(quotas.clone())
                .with_number(number)
                .with_completion(completion)
                .with_threshold(threshold.map(Decimal::from));
            let possible = can_be_met(&case, &eligible, number, &limits, &[]);
            let outcome = match select(&election, &rule) {
                Ok(outcome) => outcome,
                Err(SelectError::InfeasibleQuotas { reason }) => {
                    assert!(!possible, "seed {seed}: {reason} {rule:?} {case:?}");
                    refused += 1;
                    continue;
                }
                Err(error) => panic!("seed {seed}: {error}"),
            };
            assert!(possible, "seed {seed}");
            let index = |id: &String| case.ids.iter().position(|own| own == id).expect("known");
            let set: Vec<usize> = outcome.selected.iter().map(index).collect();
            assert!(
                can_be_met(&case, &eligible, number, &limits, &set)
                    && within(&case, &limits, &set)
                    && outcome.quotas.iter().all(|quota| quota.met),
                "seed {seed}: {set:?} {rule:?} {case:?}"
            );
            met += 1;
            let reserve = madang_selection::Phase::Reserve;
            filled += usize::from(outcome.rounds.iter().any(|round| round.phase == reserve));
        }
    }
    assert!(
        met > 1000 && refused > 1000 && filled > 50,
        "{met} {refused} {filled}"
    );
}

/// What equal shares buys is what it would buy if each purchase were tried against all subsets.
#[test]
fn what_is_refused_is_what_would_break_a_bound() {
    let mut bounded = 0;
    for seed in 0..800 {
        let mut case = draw(seed + 2_100_000);
        case.costs
            .iter_mut()
            .for_each(|cost| *cost = (*cost).max(1));
        let limits = limits(&mut Generator(seed), &case);
        let small = Small::by_cost(&case);
        let eligible: Vec<bool> = (0..case.costs.len()).map(|p| small.votes(p) > 0).collect();
        if !can_be_met(&case, &eligible, None, &limits, &[]) {
            continue;
        }
        let admits = |set: &[usize], p: usize| {
            let with = [set, &[p]].concat();
            can_be_met(&case, &eligible, None, &limits, &with)
        };
        let (bought, _) = small.equal_shares(&small.share(), false, &admits);
        let groups = limits
            .iter()
            .map(|(group, bounds)| (group.as_str(), quota(bounds)));
        let groups: Vec<(&str, Quota)> = groups.collect();
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
            .with_quotas(reserve(&groups));
        let outcome = select(&case.election(VoteType::Approval), &rule).expect("an outcome");
        let own: Vec<&String> = bought.iter().map(|p| &case.ids[*p]).collect();
        let found: Vec<&String> = outcome.selected.iter().take(own.len()).collect();
        assert_eq!(found, own, "seed {seed}");
        let (free, _) = small.equal_shares(&small.share(), false, &|_, _| true);
        bounded += usize::from(free != bought);
    }
    assert!(bounded > 50, "{bounded}");
}
