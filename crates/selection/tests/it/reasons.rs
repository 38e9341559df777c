//! Why a project was not selected, held against the numbers that show it.

use std::collections::BTreeMap;

use crate::common::random::draw;
use crate::explanation::{of, outcome, shares};
use madang_selection::{
    Election, Fit, Outcome, ProjectDraft, ProjectExplanation, Quota, QuotaMode, Quotas, Reason,
    Rule, SelectionRule, Utility, VoteType, select,
};

#[test]
fn the_number_is_named_where_it_ended_the_count() {
    let election = crate::common::dev("Netherlands_Amsterdam_604");
    let rule = shares(Utility::Cost {}).with_number(10);
    let outcome = outcome(&election, &rule);
    assert_eq!(outcome.selected.len(), 10);
    let lost = outcome.projects.iter().filter(|p| p.round.is_none());
    let (mut reached, mut short) = (0, 0);
    for project in lost {
        match project.reason {
            Some(Reason::NumberReached) => {
                reached += 1;
                assert_eq!(project.short_by, None, "{}", project.id);
            }
            Some(Reason::TooLittleMoney) => {
                short += 1;
                assert!(project.short_by.is_some(), "{}", project.id);
            }
            other => panic!("{}: {other:?}", project.id),
        }
        // The count did not end because nobody could pay.
        assert_eq!(
            (&project.shares_short, project.supporters_short),
            (&None, None)
        );
    }
    assert!(reached > 5, "{reached} {short}");
}

/// Two seats must go to `a`; two seats in all, so that `b`, which everybody wants, is kept out.
#[test]
fn a_project_kept_out_for_a_group_names_the_group() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(300u64);
    for (id, group) in [("a1", "a"), ("a2", "a"), ("b1", "b")] {
        builder.add_project(ProjectDraft::new(id, 100u64).in_group(group));
    }
    builder
        .add_approvals(["b1"], 6)
        .add_approvals(["a1", "a2"], 4);
    let election = builder.build().expect("a good election");
    let least = Quota::default().with_least_number(2);
    for rule in [
        Rule::EqualShares {},
        Rule::Greedy {
            fit: Fit::Skip,
            threshold: None,
        },
        Rule::Phragmen { fit: Fit::Skip },
        Rule::BoundedOverspending {},
    ] {
        let rule = SelectionRule::new(rule, Utility::Cost {})
            .with_number(2)
            .with_quotas(Quotas::new(
                QuotaMode::Reserve,
                [("a".to_owned(), least.clone())].into(),
            ));
        let outcome = outcome(&election, &rule);
        let lost = of(&outcome, "b1");
        assert_eq!(lost.reason, Some(Reason::Reserved), "{rule:?}");
        assert_eq!(lost.kept_for, ["a"], "{rule:?}");
    }
}

/// Whatever the rule and its bounds: each reason goes with the number that shows it.
#[test]
fn reasons_go_with_their_numbers() {
    let mut met = BTreeMap::new();
    for seed in 0..1500u64 {
        let election = draw(seed + 1_200_000).election(VoteType::Approval);
        let known = |name: &str| {
            let mut projects = election.projects().iter();
            projects.any(|project| project.group.as_deref() == Some(name))
        };
        let least = Quota::default().with_least_number(1).with_most_number(2);
        let groups = ["a", "b"].into_iter().filter(|name| known(name));
        let quotas = Quotas::new(
            QuotaMode::Reserve,
            groups
                .map(|name| (name.to_owned(), least.clone()))
                .collect(),
        );
        let greedy = |fit| Rule::Greedy {
            fit,
            threshold: None,
        };
        for rule in [
            Rule::EqualShares {},
            greedy(Fit::Skip),
            greedy(Fit::NoSkip),
            Rule::Phragmen { fit: Fit::Skip },
            Rule::Phragmen { fit: Fit::NoSkip },
            Rule::BoundedOverspending {},
        ] {
            for quotas in [None, Some(quotas.clone())] {
                let rule = SelectionRule::new(rule.clone(), Utility::Cost {})
                    .with_number([None, Some(3)][(seed % 2) as usize])
                    .with_quotas(quotas);
                let Ok(outcome) = select(&election, &rule) else {
                    continue; // Quotas that cannot be met.
                };
                for project in outcome.projects.iter().filter(|p| p.round.is_none()) {
                    let what = format!("seed {seed} {rule:?} {project:?}");
                    let reason = project.reason.expect("a reason");
                    *met.entry(format!("{reason:?}")).or_insert(0) += 1;
                    reason_holds(&rule, &outcome, project, reason, &what);
                }
            }
        }
    }
    for reason in [
        "NoSupport",
        "AboveBudget",
        "DoesNotFit",
        "TooLittleMoney",
        "NumberReached",
        "Stopped",
        "Reserved",
        "Quota",
    ] {
        assert!(
            met.get(reason).is_some_and(|count| *count > 20),
            "{reason}: {met:?}"
        );
    }
}

fn reason_holds(
    rule: &SelectionRule,
    outcome: &Outcome,
    project: &ProjectExplanation,
    reason: Reason,
    what: &str,
) {
    let number = |text: &str| text.parse::<i64>().expect("a whole number");
    let cost = number(&project.cost);
    let budget = number(&outcome.budget);
    let left = budget
        - outcome
            .rounds
            .iter()
            .map(|round| number(&round.cost))
            .sum::<i64>();
    let over = project.over_budget.as_deref().map(number);
    assert_eq!(
        !project.kept_for.is_empty(),
        reason == Reason::Reserved,
        "{what}"
    );
    assert_eq!(
        project.stopped_by.is_some(),
        reason == Reason::Stopped,
        "{what}"
    );
    match reason {
        Reason::NoSupport => assert_eq!(project.votes, 0, "{what}"),
        Reason::AboveBudget => assert_eq!(over, Some(cost - budget), "{what}"),
        Reason::DoesNotFit => {
            let over = over.expect("by how much");
            assert!(over > 0 && over <= cost - left, "{what}");
            let after = outcome
                .rounds
                .iter()
                .map(|round| number(&round.budget_left));
            let mut after = std::iter::once(budget).chain(after);
            assert!(after.any(|left| cost - left == over), "{what}");
        }
        Reason::TooLittleMoney if rule.rule == (Rule::EqualShares {}) => {
            assert!(project.short_by.is_some(), "{what}");
        }
        Reason::NumberReached => {
            assert_eq!(outcome.selected.len(), 3, "{what}");
            assert_eq!(project.short_by, None, "{what}");
        }
        Reason::Stopped => {
            let stopper = of(outcome, project.stopped_by.as_deref().expect("which"));
            let over = stopper.over_budget.as_deref().map(number);
            let at_the_end = number(&stopper.cost) - left;
            // Afterwards seats of groups below their lower bound may still have been filled.
            assert!(
                over.is_some_and(|over| over > 0 && over <= at_the_end),
                "{what}"
            );
        }
        _ => {}
    }
}
