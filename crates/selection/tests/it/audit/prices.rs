//! Payments that support an outcome, held against conditions C1 to C5.

use std::collections::{BTreeMap, BTreeSet};

use super::case::Case;
use super::verdict;
use madang_selection::audit::{Check, Evidence, Limits, PriceSystem, Verdict, audit};
use madang_selection::{Election, ProjectDraft, VoteType};

/// `7`, `22/7` or `0.5` as numerator and denominator.
fn fraction(text: &str) -> (i128, i128) {
    let whole = |text: &str| text.parse::<i128>().expect("a whole number");
    if let Some((numerator, denominator)) = text.split_once('/') {
        return (whole(numerator), whole(denominator));
    }
    (whole(text), 1)
}

/// Checks payments as anyone can who has the ballots: conditions C1 to C5.
fn check_payments(case: &Case, prices: &PriceSystem) {
    // All amounts over one denominator.
    let texts = prices.classes.iter().flat_map(|class| class.paid.values());
    let scale = texts
        .chain([&prices.endowment])
        .map(|text| fraction(text).1)
        .fold(1, num_integer::lcm);
    let amount = |text: &str| fraction(text).0 * (scale / fraction(text).1);
    let endowment = amount(&prices.endowment);
    let cost = |project: usize| i128::from(case.costs[project]) * scale;
    let voters = case.ballots.len() as i128;
    assert!(endowment * voters >= i128::from(case.budget) * scale);
    let competing: Vec<&String> = prices.left.iter().map(|left| &left.project).collect();
    let mut classes: BTreeMap<(Vec<String>, Vec<String>), u64> = BTreeMap::new();
    for (voter, ballot) in case.ballots.iter().enumerate() {
        let selected: Vec<String> = case.chosen_of(voter).into_iter().map(Case::id).collect();
        let other = ballot.iter().map(|project| Case::id(*project));
        let other = other.filter(|id| competing.contains(&id)).collect();
        if !selected.is_empty() {
            *classes.entry((selected, other)).or_default() += 1;
        }
    }
    assert_eq!(classes.len(), prices.classes.len());
    let mut paid = vec![0; case.costs.len()];
    let mut left = vec![0; case.costs.len()];
    for (project, left) in left.iter_mut().enumerate() {
        let votes = case.ballots.iter().filter(|b| b.contains(&project)).count();
        *left = endowment * votes as i128;
    }
    for class in &prices.classes {
        let key = (class.selected.clone(), class.other.clone());
        assert_eq!(classes.get(&key), Some(&class.voters));
        let mut spent = 0;
        for (id, text) in &class.paid {
            assert!(class.selected.contains(id));
            assert!(amount(text) > 0);
            paid[id[1..].parse::<usize>().expect("an id")] += amount(text);
            spent += amount(text);
        }
        assert!(spent <= endowment * i128::from(class.voters), "{class:?}");
        for id in &class.other {
            left[id[1..].parse::<usize>().expect("an id")] -= spent;
        }
    }
    for project in 0..case.costs.len() {
        if case.selected.contains(&project) {
            assert_eq!(paid[project], cost(project));
        } else {
            assert!(left[project] <= cost(project), "p{project}");
        }
    }
}

#[test]
fn payments_found_by_flows_can_be_checked_by_anyone() {
    let mut seen = 0;
    for seed in 0..2_000 {
        let case = Case::draw(seed, seed % 2 == 0);
        let audit = case.audit();
        let finding = audit.finding(Check::Priceability).expect("a finding");
        if let Evidence::Prices(prices) = &finding.evidence
            && prices.found_by == "the mean of maximum flows"
        {
            check_payments(&case, prices);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

/// A record's analysis is compared byte for byte, so what flows find must not depend on how a
/// platform rounds: weights tried are whole numbers.
#[test]
fn what_flows_find_is_the_same_on_every_machine() {
    let golden = [
        (
            3_457,
            r#"{"kind":"no-prices","endowment":"19/4","weights":[["p0","62757"],["p2","1048576"],["p3","440871"]],"weighted_cost":"8768276","weighted_left":"8916017.5"}"#,
        ),
        (
            7_269,
            r#"{"kind":"no-prices","endowment":"5","weights":[["p1","608"],["p2","1048576"],["p4","710019"]],"weighted_cost":"4231465","weighted_left":"4974389"}"#,
        ),
        (
            5_538,
            r#"{"kind":"prices","found_by":"the mean of maximum flows","endowment":"5/7","classes":[{"selected":["p1"],"other":[],"voters":1,"paid":{"p1":"2/7"}},{"selected":["p1","p4"],"other":["p2","p3"],"voters":1,"paid":{"p1":"5/7"}},{"selected":["p1","p4","p5"],"other":["p0"],"voters":1,"paid":{"p5":"3/7"}},{"selected":["p1","p4","p5"],"other":["p0","p2"],"voters":1,"paid":{"p5":"4/7"}},{"selected":["p4"],"other":["p0","p3"],"voters":1,"paid":{"p4":"3/7"}},{"selected":["p4"],"other":["p2","p3"],"voters":1,"paid":{"p4":"4/7"}},{"selected":["p5"],"other":[],"voters":1,"paid":{}}],"left":[{"project":"p0","left":"0.714286","cost":"1"},{"project":"p2","left":"0.285714","cost":"1"},{"project":"p3","left":"0.428571","cost":"1"}]}"#,
        ),
    ];
    for (seed, expected) in golden {
        let audit = Case::draw(seed, seed % 2 == 0).audit();
        let finding = audit.finding(Check::Priceability).expect("a finding");
        let found = serde_json::to_string(&finding.evidence).expect("JSON");
        assert_eq!(found, expected, "seed {seed}");
    }
}

#[test]
fn an_outcome_above_the_number_still_has_its_payments() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(4u64).number(1);
    for id in ["a", "b", "c"] {
        builder.add_project(ProjectDraft::new(id, 2u64));
    }
    builder.add_approvals(["a", "c"], 1);
    builder.add_approvals(["b"], 1);
    let election = builder.build().expect("a good election");
    let checks = BTreeSet::from([Check::WithinLimits, Check::Priceability]);
    let outcome = ["a".to_owned(), "b".to_owned()];
    let audit = audit(&election, &outcome, &Limits::default(), &checks).expect("an audit");
    assert_eq!(
        verdict(&audit, Check::WithinLimits),
        Some(Verdict::Violated)
    );
    let finding = audit.finding(Check::Priceability).expect("a finding");
    let Evidence::Prices(prices) = &finding.evidence else {
        panic!("{finding:?}");
    };
    assert!(prices.found_by.starts_with("equal shares"), "{prices:?}");
    assert_eq!(prices.purchases.len(), 2);
}
