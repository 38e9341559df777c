//! What the explanation of an outcome says, held against reruns and recomputation.

mod common;

use std::collections::BTreeSet;

use common::random::draw;
use madang_selection::{
    Completion, Election, Outcome, Phase, ProjectDraft, Rule, SelectionRule, Stop, Ties, Utility,
    VoteType, select,
};

fn shares(utility: Utility) -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, utility)
}

fn outcome(election: &Election, rule: &SelectionRule) -> Outcome {
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
    let mut builder = Election::builder(election.vote_type);
    builder.budget(
        outcome
            .budget
            .parse::<madang_selection::Decimal>()
            .expect("a budget"),
    );
    for project in &election.projects {
        let cost = election.format(project.cost);
        let cost: madang_selection::Decimal = cost.parse().expect("a cost");
        builder.add_project(ProjectDraft::new(project.id.as_str(), cost));
    }
    let (mut left, mut there) = (count, 0);
    for group in 0..election.ballots.distinct() {
        let listed = election.ballots.projects(group).iter();
        let mut ids: Vec<&str> = listed
            .map(|project| election.projects[*project as usize].id.as_str())
            .collect();
        let mut weight = election.ballots.weight(group);
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
            let rule = SelectionRule {
                ties,
                ..shares(utility)
            };
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
        let election = common::dev(name);
        for utility in [Utility::Cost {}, Utility::Cardinality {}] {
            stated += supporters_are_the_least(&election, &shares(utility), name);
        }
    }
    assert!(stated > 10, "{stated}");
}

/// A raised endowment may end elsewhere with other ballots: what was missing in the end is stated,
/// and no number of supporters.
#[test]
fn nothing_is_claimed_where_the_endowment_is_raised() {
    let election = common::dev("Poland_Wieliczka_2023_Green_Budget");
    let rule = SelectionRule {
        completion: vec![Completion::add_one(Stop::Infeasible)],
        ties: Ties::CostVotes {},
        ..shares(Utility::Cost {})
    };
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
