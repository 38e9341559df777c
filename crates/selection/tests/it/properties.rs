//! What must hold whatever the ballots: outcomes of small random elections before and after changes
//! that must not matter, or must matter in one direction only.

use std::collections::BTreeMap;

use crate::common::random::{Draw, draw};
use madang_selection::audit::{Limits, Verdict, audit, promised};
use madang_selection::{
    Completion, Decimal, Election, ExhaustiveOver, Fit, Outcome, ProjectDraft, Quota, QuotaMode,
    Quotas, Rule, SelectError, SelectionRule, Start, Stop, Ties, Utility, VoteType, Warnings,
    select,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same cases on every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(20_261_123),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Ballots with points, changed step by step and then built.
#[derive(Clone, Debug)]
struct Case {
    projects: Vec<(String, Decimal, Option<String>)>,
    ballots: Vec<(Vec<u64>, u64)>,
    budget: Decimal,
}

impl Case {
    fn new(seed: u64) -> Self {
        let Draw {
            ids,
            costs,
            points,
            budget,
            groups,
        } = draw(seed);
        let costs = costs.into_iter().map(Decimal::from);
        Self {
            projects: ids
                .into_iter()
                .zip(costs)
                .zip(groups)
                .map(|((a, b), c)| (a, b, c))
                .collect(),
            ballots: points.into_iter().map(|ballot| (ballot, 1)).collect(),
            budget: Decimal::from(budget),
        }
    }

    fn election(&self, vote_type: VoteType) -> Election {
        let mut builder = Election::builder(vote_type);
        builder.budget(self.budget);
        for (id, cost, group) in &self.projects {
            let mut project = ProjectDraft::new(id.clone(), *cost);
            project.group.clone_from(group);
            builder.add_project(project);
        }
        for (ballot, weight) in &self.ballots {
            let mut listed: Vec<usize> = (0..ballot.len()).filter(|p| ballot[*p] > 0).collect();
            if vote_type == VoteType::Ordinal {
                // By points, then by id as a number, whatever the order of the projects.
                let number = |p: usize| self.projects[p].0.trim_start_matches('k').parse::<u64>();
                listed.sort_by_key(|p| (u64::MAX - ballot[*p], number(*p).expect("a number")));
            }
            let choices = listed
                .into_iter()
                .map(|p| (self.projects[p].0.clone(), Decimal::from(ballot[p])));
            builder.add_ballot(choices, *weight);
        }
        builder.build().expect("a good election")
    }

    /// Costs and budget times `numerator / denominator`, exactly.
    fn scaled(&self, factor: Decimal) -> Self {
        let product = |amount: Decimal| {
            let ((a, b), (c, d)) = (amount.ratio(), factor.ratio());
            let (value, unit) = (a * c, b * d);
            let text = format!("{}.{:06}", value / unit, value % unit * 1_000_000 / unit);
            text.parse::<Decimal>().expect("an amount")
        };
        let mut scaled = self.clone();
        for (_, cost, _) in &mut scaled.projects {
            *cost = product(*cost);
        }
        scaled.budget = product(self.budget);
        scaled
    }

    /// The same with projects and ballots in another order.
    fn shuffled(&self, seed: u64) -> Self {
        let mut random = crate::common::random::Generator(seed);
        let mut shuffle = |length: usize| {
            let mut order: Vec<usize> = (0..length).collect();
            for at in (1..length).rev() {
                order.swap(at, random.below(at as u64 + 1) as usize);
            }
            order
        };
        let (projects, ballots) = (shuffle(self.projects.len()), shuffle(self.ballots.len()));
        let ballot = |(points, weight): &(Vec<u64>, u64)| {
            (projects.iter().map(|p| points[*p]).collect(), *weight)
        };
        Self {
            projects: projects.iter().map(|p| self.projects[*p].clone()).collect(),
            ballots: ballots.iter().map(|b| ballot(&self.ballots[*b])).collect(),
            budget: self.budget,
        }
    }
}

fn case() -> impl Strategy<Value = Case> {
    any::<u64>().prop_map(Case::new)
}

fn add_one(step: &str, stop: Stop) -> Completion {
    Completion::AddOne {
        start: Start::Exact,
        step: step.parse().expect("a decimal"),
        stop,
        exhaustive_over: ExhaustiveOver::Supported,
    }
}

fn shares(utility: Utility) -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, utility)
}

fn greedy() -> SelectionRule {
    let rule = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    SelectionRule::new(rule, Utility::Cost {})
}

/// Every rule whose outcome does not depend on the unit of money, with its ballots.
fn rules() -> Vec<(VoteType, SelectionRule)> {
    let (cost, number) = (Utility::Cost {}, Utility::Cardinality {});
    let phragmen = |fit| SelectionRule::new(Rule::Phragmen { fit }, Utility::Cost {});
    let overspending = |utility| SelectionRule::new(Rule::BoundedOverspending {}, utility);
    let by_cost = |rule: SelectionRule| rule.with_ties(Ties::CostVotes {});
    let mut greedy_by_number = greedy();
    greedy_by_number.utility = number.clone();
    let approval = [
        shares(cost.clone()),
        by_cost(shares(number.clone())),
        shares(cost.clone()).with_completion(vec![Completion::Utilitarian {}]),
        shares(number.clone()).with_completion(vec![Completion::Phragmen {}]),
        overspending(cost),
        overspending(number.clone()),
        greedy(),
        by_cost(greedy_by_number),
        phragmen(Fit::Skip),
        by_cost(phragmen(Fit::NoSkip)),
        SelectionRule::new(Rule::ProportionalApproval {}, number)
            .with_number(3)
            .with_unit_costs(true),
    ];
    let mut rules: Vec<_> = approval.map(|rule| (VoteType::Approval, rule)).into();
    rules.push((VoteType::Cumulative, shares(Utility::Points {})));
    rules.push((VoteType::Scoring, overspending(Utility::PointsTimesCost {})));
    rules.push((VoteType::Ordinal, shares(Utility::Borda { scores: None })));
    rules
}

/// With rules that raise the endowment by an amount of money.
fn all_rules() -> Vec<(VoteType, SelectionRule)> {
    let mut rules = rules();
    for stop in [Stop::Infeasible, Stop::InfeasibleOrExhaustive] {
        let rule = shares(Utility::Cost {})
            .with_completion(vec![add_one("0.5", stop), Completion::Utilitarian {}]);
        rules.push((VoteType::Approval, rule));
    }
    rules.push((VoteType::Approval, SelectionRule::wieliczka_2023()));
    rules
}

fn run(election: &Election, rule: &SelectionRule) -> Outcome {
    select(election, rule).unwrap_or_else(|error| panic!("{error} under {rule:?}"))
}

/// The whole outcome but for warnings, whose examples name lines and count rows.
fn explained(election: &Election, rule: &SelectionRule) -> Outcome {
    let mut outcome = run(election, rule);
    outcome.warnings = Warnings::default();
    outcome
}

fn selected(case: &Case, vote_type: VoteType, rule: &SelectionRule) -> Vec<String> {
    run(&case.election(vote_type), rule).selected
}

/// Quotas without a bound, in every mode that has none.
fn unbounded(mode: QuotaMode) -> Quotas {
    Quotas::new(
        mode,
        ["a", "b"]
            .map(|group| (group.to_owned(), Quota::default()))
            .into(),
    )
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn order_of_voters_and_projects_does_not_matter(case in case(), seed in any::<u64>()) {
        let other = case.shuffled(seed);
        for (vote_type, rule) in all_rules() {
            let own = explained(&case.election(vote_type), &rule);
            prop_assert_eq!(own, explained(&other.election(vote_type), &rule), "{:?}", rule);
        }
    }

    #[test]
    fn splitting_and_merging_identical_voters_does_not_matter(case in case()) {
        let mut merged: BTreeMap<Vec<u64>, u64> = BTreeMap::new();
        for (ballot, weight) in &case.ballots {
            *merged.entry(ballot.clone()).or_default() += weight;
        }
        let merged = Case { ballots: merged.into_iter().collect(), ..case.clone() };
        for (vote_type, rule) in all_rules() {
            let own = explained(&case.election(vote_type), &rule);
            prop_assert_eq!(own, explained(&merged.election(vote_type), &rule), "{:?}", rule);
        }
    }

    #[test]
    fn the_electorate_many_times_over_selects_the_same(case in case(), times in 2u64..9) {
        let mut many = case.clone();
        for (_, weight) in &mut many.ballots {
            *weight *= times;
        }
        for (vote_type, rule) in rules() {
            let own = selected(&case, vote_type, &rule);
            prop_assert_eq!(own, selected(&many, vote_type, &rule), "{:?}", rule);
        }
    }

    #[test]
    fn the_unit_of_money_does_not_matter(
        case in case(),
        factor in prop::sample::select(vec!["0.25", "1.5", "3", "0.008", "1000000"]),
    ) {
        let scaled = case.scaled(factor.parse().expect("a decimal"));
        for (vote_type, rule) in rules() {
            let own = selected(&case, vote_type, &rule);
            prop_assert_eq!(own, selected(&scaled, vote_type, &rule), "{:?}", rule);
        }
        for stop in [Stop::Infeasible, Stop::InfeasibleOrExhaustive] {
            let rule = |step: &str| shares(Utility::Cost {}).with_completion(vec![add_one(step, stop)]);
            let own = selected(&case, VoteType::Approval, &rule("1"));
            prop_assert_eq!(own, selected(&scaled, VoteType::Approval, &rule(factor)));
        }
    }

    #[test]
    fn new_names_in_the_same_order_do_not_matter(case in case()) {
        let mut renamed = case.clone();
        for (id, ..) in &mut renamed.projects {
            id.insert(0, 'k');
        }
        for (vote_type, rule) in all_rules() {
            let own: Vec<String> = selected(&case, vote_type, &rule)
                .into_iter()
                .map(|id| format!("k{id}"))
                .collect();
            prop_assert_eq!(own, selected(&renamed, vote_type, &rule), "{:?}", rule);
        }
    }

    #[test]
    fn a_project_without_support_changes_nothing(case in case(), cost in 0u64..9) {
        let mut more = case.clone();
        more.projects.insert(0, ("0".to_owned(), Decimal::from(cost), Some("a".to_owned())));
        for (ballot, _) in &mut more.ballots {
            ballot.insert(0, 0);
        }
        for (vote_type, rule) in all_rules() {
            let own = selected(&case, vote_type, &rule);
            prop_assert_eq!(own, selected(&more, vote_type, &rule), "{:?}", rule);
        }
    }

    #[test]
    fn a_project_that_its_supporters_can_never_pay_changes_nothing(case in case()) {
        // Everybody's supporters together have less than this.
        let (budget, unit) = case.budget.ratio();
        let dear = Decimal::from((budget / unit) as u64 + 1);
        let mut more = case.clone();
        more.projects.insert(0, ("0".to_owned(), dear, None));
        for (ballot, _) in &mut more.ballots {
            ballot.insert(0, 1);
        }
        for utility in [Utility::Cost {}, Utility::Cardinality {}] {
            let rule = shares(utility);
            let own = selected(&case, VoteType::Approval, &rule);
            prop_assert_eq!(own, selected(&more, VoteType::Approval, &rule));
        }
    }

    #[test]
    fn equal_shares_ends_when_nothing_can_be_paid(case in case()) {
        for (vote_type, rule) in [
            (VoteType::Approval, shares(Utility::Cost {})),
            (VoteType::Approval, shares(Utility::Cardinality {})),
            (VoteType::Cumulative, shares(Utility::Points {})),
        ] {
            let outcome = run(&case.election(vote_type), &rule);
            for project in outcome.projects.iter().filter(|p| p.round.is_none() && p.votes > 0) {
                prop_assert!(project.short_by.is_some(), "{} can be paid", project.id);
            }
        }
    }

    #[test]
    fn promises_of_proportionality_are_kept(case in case(), number in 1u32..6) {
        for utility in [Utility::Cost {}, Utility::Cardinality {}] {
            let fine = add_one("0.1", Stop::Infeasible);
            for completion in [vec![], vec![fine.clone()], vec![fine, Completion::Utilitarian {}]] {
                for unit_costs in [false, true] {
                    let rule = shares(utility.clone()).with_completion(completion.clone()).with_number(unit_costs.then_some(number)).with_unit_costs(unit_costs);
                    let election = case.election(VoteType::Approval);
                    let checks = promised(&election, &rule);
                    prop_assert!(checks.len() > 2, "{:?} promises too little", rule);
                    let outcome = run(&election, &rule);
                    let found = audit(&election, &outcome.selected, &Limits::of(&rule), &checks)
                        .expect("an audit");
                    for finding in found.findings {
                        prop_assert_eq!(finding.verdict, Verdict::Holds, "{:?}", finding);
                    }
                }
            }
        }
    }

    #[test]
    fn quotas_without_bounds_change_nothing(mut case in case()) {
        for (index, (_, _, group)) in case.projects.iter_mut().enumerate() {
            *group = Some(if index == 0 { "a" } else { "b" }.to_owned());
        }
        prop_assume!(case.projects.len() > 1);
        for mode in [QuotaMode::Caps, QuotaMode::Reserve] {
            for (vote_type, rule) in all_rules() {
                let own = selected(&case, vote_type, &rule);
                let bounded = rule.with_quotas(unbounded(mode));
                prop_assert_eq!(own, selected(&case, vote_type, &bounded), "{:?}", bounded);
            }
        }
    }

    #[test]
    fn quotas_are_met_or_refused(
        mut case in case(),
        bounds in prop::collection::vec((0u32..3, 0u32..4, 0u64..20, prop::bool::ANY), 2),
    ) {
        for (index, (_, _, group)) in case.projects.iter_mut().enumerate() {
            *group = Some(["a", "b"][index % 2].to_owned());
        }
        prop_assume!(case.projects.len() > 1);
        let groups = ["a", "b"].into_iter().zip(&bounds).map(|(group, (least, more, most, cap))| {
            let quota = Quota::default().with_least_number(*least).with_most_number(cap.then_some(least + more)).with_most_money((*cap && *more == 0).then(|| Decimal::from(*most)));
            (group.to_owned(), quota)
        });
        let quotas = Quotas::new(QuotaMode::Reserve, groups.collect());
        for (vote_type, rule) in all_rules().into_iter().filter(|(_, r)| r.comparison.is_none()) {
            let rule = rule.with_quotas(quotas.clone());
            match select(&case.election(vote_type), &rule) {
                Ok(outcome) => prop_assert!(
                    outcome.quotas.iter().all(|quota| quota.met),
                    "{:?} {:?}", rule, outcome.quotas
                ),
                Err(SelectError::InfeasibleQuotas { .. }) => {}
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
    }

    #[test]
    fn a_further_vote_never_unseats_a_winner_of_greedy(case in case(), which in any::<usize>()) {
        let before = selected(&case, VoteType::Approval, &greedy());
        for id in &before {
            let project = case.projects.iter().position(|(own, ..)| own == id).expect("known");
            let mut more = case.clone();
            let voter = which % more.ballots.len();
            more.ballots[voter].0[project] = 1;
            let after = selected(&more, VoteType::Approval, &greedy());
            prop_assert!(after.contains(id), "{} lost by a vote", id);
            // A new voter for it alone does not either.
            let mut ballot = vec![0; case.projects.len()];
            ballot[project] = 1;
            let mut more = case.clone();
            more.ballots.push((ballot, 1));
            prop_assert!(selected(&more, VoteType::Approval, &greedy()).contains(id));
        }
    }
}
