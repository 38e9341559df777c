//! Rules side by side: the right rows, under the same limits, by the names of the command line.

use std::collections::{BTreeMap, BTreeSet};

use madang_selection::audit::Check;
use madang_selection::compare::{
    Comparison, NamedRule, Shared, applicable_rules, compare, name, rules_beside,
};
use madang_selection::{
    Completion, Decimal, Election, Fit, ProjectDraft, Quota, QuotaMode, Quotas, Rule, ScoreSheet,
    SelectionRule, Stop, Ties, Utility, VoteType,
};

/// Three of six projects; as committees, every voter has a small part of a seat.
fn committee() -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    builder.number(3);
    for id in ["a", "b", "c", "d", "e", "f"] {
        builder.add_project(ProjectDraft::new(id, 1u64));
    }
    builder.add_approvals(["a"], 40);
    builder.add_approvals(["d"], 25).add_approvals(["e"], 20);
    builder.add_approvals(["d", "f"], 15);
    builder.build().expect("an election")
}

fn all(election: &Election, rules: Vec<NamedRule>) -> Comparison {
    let checks = BTreeSet::from([Check::WithinLimits]);
    compare(election, rules, &checks, &mut |_, _| {})
}

fn row<'c>(found: &'c Comparison, name: &str) -> &'c [String] {
    let row = found.rules.iter().find(|rule| rule.named.name == name);
    &row.unwrap_or_else(|| panic!("no row {name}")).selected
}

#[test]
fn add_one_raises_committees_in_parts_of_a_seat() {
    let election = committee();
    let found = all(&election, applicable_rules(&election, &Shared::default()));
    let plain = row(&found, "equal-shares cost");
    let raised = row(&found, "equal-shares cost add-one");
    // 3/100 of a seat for each of the 20 voters of e is not enough, more is.
    assert_eq!(plain.len(), 2);
    assert_eq!(raised.len(), 3, "{raised:?}");
    let rule = found
        .rules
        .iter()
        .find(|rule| rule.named.name == "equal-shares cost add-one");
    let Some(Completion::AddOne { step, .. }) = rule.and_then(|r| r.named.rule.completion.first())
    else {
        panic!("no add-one");
    };
    assert_eq!(step.to_string(), "0.00003");
}

#[test]
fn the_rule_of_the_report_is_a_row() {
    let election = committee();
    let own = SelectionRule::new(Rule::EqualShares {}, Utility::Cardinality {})
        .with_completion(vec![
            Completion::add_one(Stop::InfeasibleOrExhaustive),
            Completion::Phragmen {},
        ])
        .with_ties(Ties::CostVotes {});
    let rules = rules_beside(&election, &own, &Shared::of(&own));
    assert!(rules[0].own && rules[0].rule == own);
    assert_eq!(
        rules[0].name,
        "equal-shares cardinality add-one-until-exhaustive,phragmen"
    );
    assert_eq!(rules.iter().filter(|rule| rule.own).count(), 1);
    assert!(
        rules
            .iter()
            .all(|rule| rule.rule.ties == Ties::CostVotes {})
    );
    // One that is there anyway is marked, not doubled.
    let plain = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    let again = rules_beside(&election, &plain, &Shared::of(&plain));
    assert_eq!(again.len(), rules.len() - 1);
    assert_eq!(again.iter().filter(|rule| rule.own).count(), 1);
}

#[test]
fn names_are_those_of_the_command_line() {
    let greedy = |utility, fit| {
        let rule = Rule::Greedy {
            fit,
            threshold: None,
        };
        name(&SelectionRule::new(rule, utility))
    };
    assert_eq!(greedy(Utility::Cost {}, Fit::Skip), "greedy");
    assert_eq!(
        greedy(Utility::Cardinality {}, Fit::Skip),
        "greedy-per-cost"
    );
    assert_eq!(
        greedy(Utility::PointsTimesCost {}, Fit::NoSkip),
        "greedy points-times-cost --fit no-skip"
    );
    let phragmen = |fit| {
        name(&SelectionRule::new(
            Rule::Phragmen { fit },
            Utility::Cost {},
        ))
    };
    assert_eq!(phragmen(Fit::NoSkip), "phragmen");
    assert_eq!(phragmen(Fit::Skip), "phragmen --fit skip");
    assert_eq!(
        name(&SelectionRule::wieliczka_2023()),
        "equal-shares cost add-one --comparison greedy"
    );
}

#[test]
fn score_sheets_make_a_row_by_scores() {
    let mut election = committee();
    let scores = BTreeMap::from([("f".to_owned(), Decimal::from(9))]);
    let sheet = ScoreSheet::new("panel".to_owned(), "A".to_owned(), scores);
    assert!(
        !applicable_rules(&election, &Shared::default())
            .iter()
            .any(|r| r.name.starts_with("scores"))
    );
    election.set_score_sheets(vec![sheet]).expect("sheets");
    let found = all(&election, applicable_rules(&election, &Shared::default()));
    assert_eq!(row(&found, "scores ballots=1,panel=1")[0], "f");
}

#[test]
fn quotas_and_unit_costs_hold_for_every_rule() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(30u64);
    for (id, group) in [("a", "x"), ("b", "x"), ("c", "x"), ("d", "y")] {
        let mut project = ProjectDraft::new(id, 10u64);
        project.group = Some(group.to_owned());
        builder.add_project(project);
        builder.add_approvals([id], if id == "d" { 8 } else { 10 });
    }
    let election = builder.build().expect("an election");
    let one = Quota::default().with_most_number(1);
    let own = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
        .with_number(2)
        .with_unit_costs(true)
        .with_quotas(Quotas::new(
            QuotaMode::Caps,
            BTreeMap::from([("x".to_owned(), one)]),
        ));
    let found = all(&election, rules_beside(&election, &own, &Shared::of(&own)));
    for rule in &found.rules {
        let selected = &rule.selected;
        assert!(rule.named.rule.unit_costs && rule.named.rule.quotas == own.quotas);
        assert!(rule.failed.is_none(), "{rule:?}");
        assert!(
            selected.iter().filter(|id| *id != "d").count() <= 1,
            "{rule:?}"
        );
    }
    assert_eq!(row(&found, "greedy"), ["a", "d"]);
}
