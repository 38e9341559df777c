//! Outcomes of other exact implementations on real votes: pabutools with rationals, an independent
//! prototype, and cities themselves.

use std::collections::BTreeSet;

use madang_selection::{
    Comparison, Completion, Decimal, ExhaustiveOver, Fit, Rule, SelectOptions, SelectionRule,
    Start, Stop, Ties, Trace, Utility, select, select_with,
};
use serde_json::Value;

fn greedy(utility: Utility) -> SelectionRule {
    SelectionRule::new(
        Rule::Greedy {
            fit: Fit::Skip,
            threshold: None,
        },
        utility,
    )
}

fn shares(utility: Utility, completion: Vec<Completion>) -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, utility).with_completion(completion)
}

/// The rule that the expected outcomes call `name`.
fn rule(name: &str) -> Option<SelectionRule> {
    let add_one = || Completion::add_one(Stop::InfeasibleOrExhaustive);
    let cost = Utility::Cost {};
    let cardinality = Utility::Cardinality {};
    Some(match name.trim_end_matches("_plainprofile") {
        "greedy_cost" => greedy(cost),
        "greedy_card" => greedy(cardinality),
        "mes_cost" => shares(cost, vec![]),
        "mes_card" => shares(cardinality, vec![]),
        "mes_points" => shares(Utility::Points {}, vec![]),
        "mes_borda" => shares(Utility::Borda { scores: None }, vec![]),
        "mes_cost_add1" => shares(cost, vec![add_one()]),
        "mes_card_add1" => shares(cardinality, vec![add_one()]),
        "mes_cost_add1u" => shares(cost, vec![add_one(), Completion::Utilitarian {}]),
        "mes_cost_add1_no_exhaustive_stop" => {
            shares(cost, vec![Completion::add_one(Stop::Infeasible)])
        }
        "mes_cost_inc1pct" => shares(
            cost,
            vec![Completion::BudgetIncrease {
                percent: Decimal::from(1),
                stop: Stop::InfeasibleOrExhaustive,
                exhaustive_over: ExhaustiveOver::All,
            }],
        ),
        "phragmen" => SelectionRule::new(Rule::Phragmen { fit: Fit::NoSkip }, cost),
        _ => return None,
    })
}

fn ids(value: &Value) -> Vec<String> {
    let list = value.as_array().expect("a list of ids");
    list.iter()
        .map(|id| id.as_str().expect("an id").to_owned())
        .collect()
}

fn check(name: &str) -> usize {
    let election = crate::common::dev(name);
    let path = crate::common::shared()
        .join("data/pb/expected/dev")
        .join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).expect("expected outcomes beside the votes");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    let mut checked = 0;
    for section in ["rules", "reference_prototype"] {
        let Some(rules) = expected[section].as_object() else {
            continue;
        };
        for (key, entry) in rules {
            let Some(selected) = entry.get("selected").filter(|list| list.is_array()) else {
                continue;
            };
            let rule = rule(key).unwrap_or_else(|| panic!("{name}: unknown rule {key}"));
            let options = SelectOptions::default().with_trace(Trace::Outcome);
            let outcome = select_with(&election, &rule, options)
                .unwrap_or_else(|error| panic!("{name} {section} {key}: {error}"));
            let mut own = outcome.selected.clone();
            if key == "phragmen" {
                own.sort();
            }
            assert_eq!(own, ids(selected), "{name} {section} {key}");
            if let Some(cost) = entry.get("total_cost").and_then(Value::as_str) {
                assert_eq!(outcome.total_cost, cost, "{name} {section} {key}");
            }
            checked += 1;
        }
    }
    checked
}

#[test]
fn every_expected_outcome_is_reproduced() {
    let mut checked = 0;
    for name in crate::common::dev_names() {
        checked += check(&name);
    }
    assert!(checked >= 180, "only {checked} outcomes were compared");
}

#[test]
fn wieliczka_2023_gives_the_official_result() {
    let election = crate::common::dev("Poland_Wieliczka_2023_Green_Budget");
    let outcome = select(&election, &SelectionRule::wieliczka_2023()).expect("an outcome");
    let own: BTreeSet<String> = outcome.selected.iter().cloned().collect();
    let official: BTreeSet<String> = crate::common::official(&election).into_iter().collect();
    assert_eq!(own, official);
    assert!(outcome.comparison.expect("a comparison").kept);

    // pabutools stops as soon as an outcome is exhaustive, and gives other winners.
    let mut early = SelectionRule::wieliczka_2023();
    early.completion = vec![Completion::add_one(Stop::InfeasibleOrExhaustive)];
    let outcome = select(&election, &early).expect("an outcome");
    let early: BTreeSet<String> = outcome.selected.into_iter().collect();
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| -> Vec<String> {
        a.difference(b).cloned().collect()
    };
    assert_eq!(only(&early, &official), ["66", "67"]);
    assert_eq!(only(&official, &early), ["46"]);
}

#[test]
fn assen_2024_gives_the_official_result() {
    let election = crate::common::dev("Netherlands_Assen_2024");
    for start in [Start::Exact, Start::Integral] {
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
            .with_completion(vec![Completion::AddOne {
                start,
                step: Decimal::from(1),
                stop: Stop::Infeasible,
                exhaustive_over: ExhaustiveOver::Supported,
            }])
            .with_ties(Ties::CostVotes {})
            .with_comparison(Comparison::Greedy);
        let outcome = select(&election, &rule).expect("an outcome");
        let own: BTreeSet<String> = outcome.selected.into_iter().collect();
        assert_eq!(
            own,
            crate::common::official(&election).into_iter().collect()
        );
    }
}
