//! What the explanation of an outcome says, held against reruns and recomputation.

use std::collections::BTreeSet;

use crate::common::random::draw;
use madang_selection::{
    Completion, Decimal, Election, Fit, Normalisation, Outcome, Phase, ProjectDraft,
    ProjectExplanation, Reason, Rule, ScoreRule, ScoreSheet, SelectOptions, SelectionRule, Stop,
    Tie, Ties, Trace, Utility, VoteType, select, select_with,
};

pub fn shares(utility: Utility) -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, utility)
}

pub fn outcome(election: &Election, rule: &SelectionRule) -> Outcome {
    select(election, rule).expect("an outcome")
}

/// The election in which `count` voters who paid for nothing under `outcome` list `id` too (or, with
/// `alone`, in which `count` more voters list it alone), and how many such voters there were.
fn with_more(
    election: &Election,
    outcome: &Outcome,
    id: &str,
    count: u64,
    alone: bool,
) -> (Election, u64) {
    let paid: BTreeSet<&str> = outcome
        .rounds
        .iter()
        .filter(|round| round.phase == Phase::EqualShares)
        .map(|round| round.project.as_str())
        .collect();
    let mut builder = Election::builder(election.vote_type());
    builder.budget(outcome.budget.parse::<Decimal>().expect("a budget"));
    for project in election.projects() {
        let cost = election.format(project.cost);
        let cost: Decimal = cost.parse().expect("a cost");
        builder.add_project(ProjectDraft::new(project.id.as_str(), cost));
    }
    let (mut left, mut there) = (count, 0);
    for group in 0..election.ballots().distinct() {
        let listed = election.ballots().projects(group).iter();
        let mut ids: Vec<&str> = listed
            .map(|project| election.projects()[*project as usize].id.as_str())
            .collect();
        let mut weight = election.ballots().weight(group);
        if !alone && !ids.contains(&id) && !ids.iter().any(|id| paid.contains(id)) {
            there += weight;
            let more = weight.min(left);
            left -= more;
            weight -= more;
            let longer = ids.iter().copied().chain([id]).collect::<Vec<&str>>();
            if more > 0 {
                builder.add_approvals(longer, more);
            }
        }
        if weight > 0 {
            builder.add_approvals(std::mem::take(&mut ids), weight);
        }
    }
    if alone {
        builder.add_approvals([id], count);
    }
    (builder.build().expect("a good election"), there)
}

/// Holds each stated number of supporters against reruns; gives how many were stated.
fn supporters_are_the_least(election: &Election, rule: &SelectionRule, what: &str) -> usize {
    let before = outcome(election, rule);
    let mut stated = 0;
    for project in before
        .projects
        .iter()
        .filter(|p| p.round.is_none() && p.votes > 0)
    {
        let selected = |count: u64| {
            let (changed, there) = with_more(election, &before, &project.id, count, false);
            let after = outcome(&changed, rule).selected;
            (after.contains(&project.id), after, there)
        };
        match project.supporters_short {
            Some(number) => {
                stated += 1;
                assert!(number > 0, "{what} {}", project.id);
                assert!(
                    selected(number).0,
                    "{what} {}: {number} will not do",
                    project.id
                );
                let (found, after, _) = selected(number - 1);
                assert!(!found, "{what} {}: {number} is too many", project.id);
                assert_eq!(after, before.selected, "{what} {}", project.id);
            }
            None => {
                let (found, _, there) = selected(u64::MAX);
                assert!(!found, "{what} {}: all {there} would do", project.id);
            }
        }
    }
    stated
}

#[test]
fn so_many_more_supporters_would_have_done_and_one_less_would_not() {
    let mut stated = 0;
    for seed in 0..2500 {
        let election = draw(seed + 1_100_000).election(VoteType::Approval);
        for (utility, ties) in [
            (Utility::Cost {}, Ties::Id {}),
            (Utility::Cost {}, Ties::CostVotes {}),
            (Utility::Cardinality {}, Ties::CostVotes {}),
            (Utility::Cardinality {}, Ties::Id {}),
        ] {
            let rule = shares(utility).with_ties(ties);
            stated += supporters_are_the_least(&election, &rule, &format!("seed {seed} {rule:?}"));
        }
    }
    assert!(stated > 1500, "{stated}");
}

#[test]
fn so_many_more_supporters_would_have_done_on_real_votes() {
    let mut stated = 0;
    for name in [
        "Netherlands_Assen_2024",
        "Netherlands_Amsterdam_604",
        "Poland_Wieliczka_2023_Green_Budget",
    ] {
        let election = crate::common::dev(name);
        for utility in [Utility::Cost {}, Utility::Cardinality {}] {
            stated += supporters_are_the_least(&election, &shares(utility), name);
        }
    }
    assert!(stated > 10, "{stated}");
}

/// The project called `id` among those explained.
pub fn of<'o>(outcome: &'o Outcome, id: &str) -> &'o ProjectExplanation {
    let found = outcome.projects.iter().find(|project| project.id == id);
    found.expect("every project is explained")
}

/// The largest payment and the votes it stands for, from what the voters of each ballot paid.
fn largest_payments_hold(election: &Election, rule: &SelectionRule, what: &str) -> usize {
    let options = SelectOptions::default().with_trace(Trace::Payments);
    let outcome = select_with(election, rule, options).expect("an outcome");
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let mut above_the_price = 0;
    for round in &outcome.rounds {
        let Some(payments) = &round.payments else {
            continue;
        };
        let paid = outcome
            .ballots
            .iter()
            .filter_map(|ballot| ballot.paid.get(&round.project));
        let largest = paid.max_by(|a, b| number(a).total_cmp(&number(b)));
        assert_eq!(
            largest,
            Some(&payments.largest),
            "{what} round {}",
            round.round
        );
        let effective = number(&round.cost) / number(&payments.largest);
        let off = (number(&payments.effective_votes) - effective).abs() / effective;
        assert!(off < 1e-3, "{what} round {}: {effective}", round.round);
        let (a, b) = payments
            .price
            .split_once('/')
            .unwrap_or((&payments.price, "1"));
        above_the_price += usize::from(number(&payments.largest) > 1.01 * number(a) / number(b));
    }
    above_the_price
}

#[test]
fn the_largest_payment_is_one_that_somebody_made() {
    let kinds = [
        (VoteType::Approval, Utility::Cost {}),
        (VoteType::Cumulative, Utility::Points {}),
        (VoteType::Scoring, Utility::PointsTimesCost {}),
        (VoteType::Ordinal, Utility::Borda { scores: None }),
    ];
    let mut differ = 0;
    for seed in 0..400 {
        for (vote_type, utility) in &kinds {
            let election = draw(seed + 1_300_000).election(*vote_type);
            for rule in [Rule::EqualShares {}, Rule::BoundedOverspending {}] {
                let rule = SelectionRule::new(rule, utility.clone());
                let what = format!("seed {seed} {rule:?}");
                differ += largest_payments_hold(&election, &rule, &what);
            }
        }
    }
    assert!(differ > 500, "{differ}");
    let points = Utility::Points {};
    let katowice = crate::common::dev("Poland_Katowice_2020");
    assert!(largest_payments_hold(&katowice, &shares(points.clone()), "Katowice") > 0);
    let zurich = crate::common::dev("Switzerland_Zurich_D10");
    let rule = SelectionRule::new(Rule::BoundedOverspending {}, points);
    assert!(largest_payments_hold(&zurich, &rule, "Zurich") > 0);
}

/// Of projects that were not selected the value, to hold against the last that was.
#[test]
fn values_of_those_not_selected_stand_beside_the_last_selected() {
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let mut compared = 0;
    for seed in 0..400 {
        let election = draw(seed + 1_400_000).election(VoteType::Approval);
        let greedy = Rule::Greedy {
            fit: Fit::Skip,
            threshold: None,
        };
        for (rule, larger_first) in [
            (greedy, true),
            (Rule::ProportionalApproval {}, true),
            (Rule::Phragmen { fit: Fit::Skip }, false),
        ] {
            let rule = SelectionRule::new(rule, Utility::Cost {})
                .with_number(3)
                .with_unit_costs(true);
            let outcome = outcome(&election, &rule);
            assert!(
                outcome
                    .rounds
                    .iter()
                    .all(|round| { round.votes == of(&outcome, &round.project).votes })
            );
            let Some(last) = outcome.rounds.last() else {
                continue;
            };
            for project in outcome
                .projects
                .iter()
                .filter(|p| p.round.is_none() && p.votes > 0)
            {
                let value = number(project.value.as_deref().expect("a value"));
                let last = number(&last.value);
                let (best, next) = if larger_first {
                    (last, value)
                } else {
                    (value, last)
                };
                assert!(best >= next - 1e-9, "seed {seed} {rule:?} {project:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

/// What each voice adds to a weighted value adds up to it.
#[test]
fn the_parts_of_a_score_add_up() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(2u64);
    for id in ["a", "b", "c", "d"] {
        builder.add_project(ProjectDraft::new(id, 1u64));
    }
    builder.add_approvals(["a", "b"], 3).add_approvals(["c"], 4);
    for (expert, scores) in [("1", [9, 2, 5, 7]), ("2", [3, 8, 1, 10])] {
        builder.add_score_sheet(ScoreSheet::new(
            "panel".to_owned(),
            expert.to_owned(),
            ["a", "b", "c", "d"]
                .into_iter()
                .zip(scores)
                .map(|(id, score)| (id.to_owned(), Decimal::from(score as u64)))
                .collect(),
        ));
    }
    let election = builder.build().expect("a good election");
    let by = ScoreRule::new(
        2,
        [("panel".to_owned(), 3)].into(),
        Normalisation::Highest {},
    );
    let rule = SelectionRule::new(Rule::Scores(by), Utility::Cost {});
    let outcome = outcome(&election, &rule);
    let number = |text: &str| text.parse::<f64>().expect("a number");
    for project in &outcome.projects {
        let round = project
            .round
            .map(|round| outcome.rounds[round - 1].value.as_str());
        let value = round.or(project.value.as_deref()).expect("a value");
        assert_eq!(project.score_parts.len(), 2, "{project:?}");
        let sum: f64 = project
            .score_parts
            .iter()
            .map(|part| number(&part.part))
            .sum();
        assert!((sum - number(value)).abs() < 1e-9, "{project:?}");
    }
    // 2/5 of 3 of 4 votes; 3/5 of the mean of 9/9 and 3/10.
    let parts: Vec<(&str, &str)> = of(&outcome, "a")
        .score_parts
        .iter()
        .map(|part| (part.voice.as_str(), part.part.as_str()))
        .collect();
    assert_eq!(parts, [("panel", "0.39"), ("ballots", "0.3")]);
    // Nobody voted for `d`, which lost by its score and not for want of support.
    assert!(of(&outcome, "d").reason != Some(Reason::NoSupport));
}

/// Many equal projects: each tie says how many, and lists a few.
#[test]
fn a_large_tie_is_counted_and_not_listed_over_and_over() {
    let mut builder = Election::builder(VoteType::Approval);
    let ids: Vec<String> = (0..300)
        .map(|number| format!("project-{number:04}"))
        .collect();
    builder.budget(300u64);
    for id in &ids {
        builder.add_project(ProjectDraft::new(id.as_str(), 1u64));
    }
    builder.add_approvals(ids.iter().map(String::as_str), 3);
    let election = builder.build().expect("a good election");
    let outcome = outcome(&election, &shares(Utility::Cost {}));
    assert_eq!(outcome.selected, ids);
    assert_eq!(outcome.ties.len(), 299);
    for tie in &outcome.ties {
        assert_eq!(tie.tied, 301 - tie.round);
        assert_eq!(tie.projects.len(), tie.tied.min(Tie::MOST_LISTED));
        assert_eq!(tie.projects[0], ids[tie.round - 1]);
    }
}

/// A raised endowment may end elsewhere with other ballots: what was missing in the end is stated,
/// and no number of supporters.
#[test]
fn nothing_is_claimed_where_the_endowment_is_raised() {
    let election = crate::common::dev("Poland_Wieliczka_2023_Green_Budget");
    let rule = shares(Utility::Cost {})
        .with_completion(vec![Completion::add_one(Stop::Infeasible)])
        .with_ties(Ties::CostVotes {});
    let before = outcome(&election, &rule);
    assert!(before.projects.iter().all(|p| p.supporters_short.is_none()));
    let project = before.projects.iter().find(|p| p.id == "16").expect("16");
    assert_eq!(project.shares_short.as_deref(), Some("1"));
    let (more, _) = with_more(&election, &before, "16", 1, true);
    let after = outcome(&more, &rule);
    assert!(
        !after.selected.contains(&"16".to_owned()),
        "it would have been false"
    );
}
