//! What the engine writes can be read back, and written again is the same to the byte.

use std::collections::{BTreeMap, BTreeSet};

use madang_selection::audit::{Audit, Check, Limits, audit};
use madang_selection::compare::{Comparison, Shared, applicable_rules, compare};
use madang_selection::influence::{Influence, influence};
use madang_selection::sensitivity::{Bounds, Sensitivity, sensitivity};
use madang_selection::{
    Completion, Decimal, Election, Fit, Lot, Normalisation, Outcome, ProjectDraft, Quota,
    QuotaMode, Quotas, Rule, ScoreRule, ScoreSheet, SelectOptions, SelectionRule, Stop, Ties,
    Trace, Utility, VoteType, select_with,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::common;
use crate::common::random::draw;

/// Reads `written` back as what it was and writes it again.
fn comes_back<T: Serialize + DeserializeOwned>(written: &T) {
    let text = serde_json::to_string(written).expect("JSON");
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    // Told by what is written: why something failed has a key besides, which no JSON holds.
    assert_eq!(text, serde_json::to_string(&read).expect("JSON"));
    // As the record gives it back: by way of a value, whose keys stand in another order.
    let value = serde_json::to_value(written).expect("JSON");
    let read: T = serde_json::from_value(value).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(text, serde_json::to_string(&read).expect("JSON"));
}

fn rules_of_every_kind() -> Vec<SelectionRule> {
    let plain = |rule| SelectionRule::new(rule, Utility::Cost {});
    let lot = Lot::new("seed".to_owned(), "value".to_owned());
    let mut by_lot = plain(Rule::Greedy {
        fit: Fit::NoSkip,
        threshold: None,
    });
    by_lot.ties = Ties::CostVotesLot(lot);
    let mut completed = plain(Rule::EqualShares {});
    completed.completion = vec![
        Completion::add_one(Stop::Infeasible),
        Completion::Phragmen {},
    ];
    vec![
        SelectionRule::wieliczka_2023(),
        by_lot,
        completed,
        plain(Rule::EqualShares {}),
        plain(Rule::BoundedOverspending {}),
        plain(Rule::Phragmen { fit: Fit::Skip }),
    ]
}

fn all_of_it(election: &Election, rule: &SelectionRule, trace: Trace) {
    let outcome: Outcome = select_with(election, rule, SelectOptions::default().with_trace(trace))
        .unwrap_or_else(|error| panic!("{error}"));
    comes_back(&outcome);
    let checks = BTreeSet::from(Check::ALL);
    let found: Audit = audit(election, &outcome.selected, &Limits::of(rule), &checks)
        .unwrap_or_else(|error| panic!("{error}"));
    comes_back(&found);
    let moved: Influence =
        influence(election, rule, &mut |_, _| {}).unwrap_or_else(|error| panic!("{error}"));
    comes_back(&moved);
    let bounds = Bounds::default().with_each_side(2).with_most_runs(40);
    let near: Sensitivity = sensitivity(election, rule, &outcome, bounds, &mut |_, _| {})
        .unwrap_or_else(|error| panic!("{error}"));
    comes_back(&near);
}

#[test]
fn random_elections_under_every_rule() {
    for seed in 0..12 {
        let election = draw(seed).election(VoteType::Approval);
        for rule in rules_of_every_kind() {
            all_of_it(&election, &rule, Trace::Payments);
        }
        let shared = Shared::default();
        let rules = applicable_rules(&election, &shared);
        let checks = BTreeSet::from(Check::ALL);
        let compared: Comparison = compare(&election, rules, &checks, &mut |_, _| {});
        comes_back(&compared);
    }
}

#[test]
fn pots_bounds_and_scores() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(100u64);
    for (id, cost, group) in [
        ("a", 40u64, "x"),
        ("b", 30, "x"),
        ("c", 20, "y"),
        ("d", 500, "y"),
    ] {
        builder.add_project(ProjectDraft::new(id, cost).in_group(group).named(id));
    }
    builder.add_approvals(["a", "b"], 3).add_approvals(["c"], 2);
    for (expert, score) in [("one", 3u64), ("two", 5)] {
        builder.add_score_sheet(ScoreSheet::new(
            "panel".to_owned(),
            expert.to_owned(),
            BTreeMap::from([("a".to_owned(), Decimal::from(score))]),
        ));
    }
    let election = builder.build().expect("an election");
    let bounds = |least: Option<u32>| {
        let quota = Quota::default()
            .with_least_number(least)
            .with_most_money(Decimal::from(50));
        BTreeMap::from([("x".to_owned(), quota.clone()), ("y".to_owned(), quota)])
    };
    let scores = Rule::Scores(
        ScoreRule::new(
            1,
            BTreeMap::from([("panel".to_owned(), 2)]),
            Normalisation::Highest {},
        )
        .with_fit(Fit::NoSkip),
    );
    let modes = [
        (QuotaMode::Pots, None),
        (QuotaMode::Caps, None),
        (QuotaMode::Reserve, Some(1)),
    ];
    for (mode, least) in modes {
        for rule in [Rule::EqualShares {}, scores.clone()] {
            let mut rule = SelectionRule::new(rule, Utility::Cost {});
            rule.quotas = Some(Quotas::new(mode, bounds(least)));
            all_of_it(&election, &rule, Trace::Full);
        }
    }
}

#[test]
fn a_file_with_rows_of_voters_and_doubtful_input() {
    for name in [
        "Worldwide_Mechanical_Turk_Ranking_value_7",
        "Netherlands_Assen_2024",
    ] {
        let election = common::dev(name);
        all_of_it(&election, &SelectionRule::wieliczka_2023(), Trace::Payments);
        all_of_it(
            &election,
            &SelectionRule::new(Rule::BoundedOverspending {}, Utility::Cost {}),
            Trace::Payments,
        );
    }
}
