//! What a rule works on: the scale of its amounts, pots, thresholds, seats instead of money.

use std::collections::BTreeMap;

use madang_selection::{
    Comparison, Completion, Decimal, Election, Fit, Outcome, Phase, ProjectDraft,
    ProjectExplanation, Quota, QuotaMode, Quotas, Reason, Rule, SelectError, SelectionRule, Stop,
    Utility, VoteType, WarningKind, select,
};

/// Projects as (id, cost, group) and ballots as (ids, voters).
fn election(
    budget: Option<u64>,
    projects: &[(&str, &str, &str)],
    ballots: &[(&[&str], u64)],
) -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    if let Some(budget) = budget {
        builder.budget(budget);
    }
    for (id, cost, group) in projects {
        let cost = Decimal::parse(cost).expect("a cost");
        builder.add_project(ProjectDraft::new(*id, cost).in_group(*group));
    }
    for (ids, voters) in ballots {
        builder.add_approvals(ids.iter().copied(), *voters);
    }
    builder.build().expect("a good election")
}

fn amount(text: &str) -> Option<Decimal> {
    Some(Decimal::parse(text).expect("an amount"))
}

fn equal_shares() -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
}

fn greedy(fit: Fit) -> Rule {
    Rule::Greedy {
        fit,
        threshold: None,
    }
}

fn quotas(mode: QuotaMode, groups: &[(&str, Quota)]) -> Option<Quotas> {
    Some(Quotas::new(
        mode,
        groups
            .iter()
            .map(|(group, quota)| ((*group).to_owned(), quota.clone()))
            .collect(),
    ))
}

fn pot(text: &str) -> Quota {
    Quota::default().with_most_money(amount(text))
}

fn project<'o>(outcome: &'o Outcome, id: &str) -> &'o ProjectExplanation {
    let found = outcome.projects.iter().find(|project| project.id == id);
    found.expect("a project of the election")
}

fn refusal(election: &Election, rule: &SelectionRule) -> String {
    select(election, rule).expect_err("a refusal").to_string()
}

#[test]
fn amounts_of_the_rule_are_not_rounded() {
    // Three voters with half a unit each: two of them can pay one.
    let votes = election(
        Some(100),
        &[("a", "1", "x"), ("b", "2", "x")],
        &[(&["a"], 2), (&["b"], 1)],
    );
    let rule = equal_shares().with_budget(amount("1.5"));
    let outcome = select(&votes, &rule).expect("an outcome");
    assert_eq!(outcome.selected, ["a"]);
    assert_eq!(
        (outcome.budget.as_str(), outcome.total_cost.as_str()),
        ("1.5", "1")
    );
    let endowment = outcome.endowment.expect("equal shares has one");
    assert_eq!(endowment.first, "1/2");
    // A lower bound of 1.5 is not met by 1.
    let least = Quota::default().with_least_money(amount("1.5"));
    let rule = SelectionRule::new(greedy(Fit::Skip), Utility::Cost {})
        .with_quotas(quotas(QuotaMode::Reserve, &[("x", least)]))
        .with_budget(amount("2"));
    let outcome = select(&votes, &rule).expect("an outcome");
    assert_eq!(outcome.selected, ["b"]);
    assert_eq!(outcome.quotas[0].least_money, "1.5");
    // What is above 10^30 of the finest unit is refused, however it comes about.
    let fine = election(Some(1), &[("a", "0.000000000001", "x")], &[(&["a"], 1)]);
    let rule = equal_shares().with_budget(amount("1e30"));
    assert_eq!(select(&fine, &rule), Err(SelectError::AmountTooLarge));
    let rule = equal_shares().with_quotas(quotas(QuotaMode::Pots, &[("x", pot("1e26"))]));
    assert_eq!(select(&fine, &rule), Err(SelectError::AmountTooLarge));
    let dear = election(Some(1), &[("a", "1e30", "x")], &[(&["a"], 1)]);
    let rule = equal_shares().with_budget(amount("0.5"));
    assert_eq!(select(&dear, &rule), Err(SelectError::AmountTooLarge));
}

#[test]
fn seats_are_not_money() {
    let projects = [("a", "500", "x"), ("b", "300.5", "x"), ("c", "7", "y")];
    let ballots: [(&[&str], u64); 2] = [(&["a", "b"], 3), (&["c"], 2)];
    let votes = election(Some(600), &projects, &ballots);
    let pav = SelectionRule::new(Rule::ProportionalApproval {}, Utility::Cost {}).with_number(2);
    let text = refusal(&votes, &pav);
    assert!(text.contains("--unit-costs"), "{text}");
    let seats = pav.clone().with_unit_costs(true);
    let outcome = select(&votes, &seats).expect("an outcome");
    assert_eq!(outcome.selected, ["a", "c"]);
    assert_eq!(
        (outcome.total_cost.as_str(), outcome.budget.as_str()),
        ("2", "2")
    );
    assert_eq!(outcome.money_cost.as_deref(), Some("507"));
    assert_eq!(outcome.warnings.count(WarningKind::CostsAsSeats), 0);
    // Where all cost the same there is nothing to ask for, and the budget holds too.
    let same = election(
        Some(25),
        &[("a", "10", "x"), ("b", "10", "x"), ("c", "10", "y")],
        &ballots,
    );
    let three = pav.with_number(3);
    let outcome = select(&same, &three).expect("an outcome");
    assert_eq!(outcome.selected, ["a", "c"]);
    assert_eq!(
        (outcome.total_cost.as_str(), outcome.money_cost),
        ("20", None)
    );
    // What costs nothing is bought once.
    let free = election(
        Some(5),
        &[("a", "0", "x"), ("b", "0", "x"), ("c", "0", "y")],
        &ballots,
    );
    let outcome = select(&free, &three).expect("an outcome");
    assert_eq!(outcome.selected, ["a", "b", "c"]);
    let outcome = select(&free, &three.with_number(7)).expect("an outcome");
    assert_eq!(outcome.selected, ["a", "b", "c"]);
    // A number without a budget makes costs seats, and says so.
    let without = election(None, &projects, &ballots);
    let rule = equal_shares().with_number(1);
    let outcome = select(&without, &rule).expect("an outcome");
    assert_eq!(outcome.warnings.count(WarningKind::CostsAsSeats), 1);
    assert_eq!(outcome.money_cost.as_deref(), Some("0"));
    // Bounds in money say nothing about seats.
    let rule = seats.with_quotas(quotas(QuotaMode::Caps, &[("x", pot("500"))]));
    let text = refusal(&votes, &rule);
    assert!(text.contains("every project counts as one seat"), "{text}");
}

#[test]
fn a_number_of_zero_is_called_that() {
    let votes = election(Some(100), &[("a", "50", "x")], &[(&["a"], 1)]);
    for unit_costs in [false, true] {
        let rule = equal_shares().with_number(0).with_unit_costs(unit_costs);
        let outcome = select(&votes, &rule).expect("an outcome");
        assert_eq!(project(&outcome, "a").reason, Some(Reason::NoSeats));
        assert_eq!(outcome.warnings.count(WarningKind::ProjectAboveBudget), 0);
    }
}

/// Two groups with a pot and one without.
fn divided() -> Election {
    election(
        Some(100),
        &[
            ("a1", "30", "a"),
            ("a2", "30", "a"),
            ("b1", "20", "b"),
            ("b2", "40", "b"),
            ("c1", "1", "c"),
        ],
        &[
            (&["a1", "b1", "c1"], 3),
            (&["a2", "b2"], 2),
            (&["a1", "b2"], 1),
        ],
    )
}

#[test]
fn each_pot_has_its_own_report() {
    let votes = divided();
    let rule = equal_shares().with_quotas(quotas(
        QuotaMode::Pots,
        &[("a", pot("30")), ("b", pot("60"))],
    ));
    let outcome = select(&votes, &rule).expect("an outcome");
    assert_eq!(outcome.endowment, None);
    let reports: Vec<(Option<&str>, &str)> = outcome
        .endowments()
        .map(|(group, report)| (group, report.first.as_str()))
        .collect();
    assert_eq!(reports, [(Some("a"), "5"), (Some("b"), "10")]);
    let pots: Vec<(&str, &str)> = outcome
        .pots
        .iter()
        .map(|pot| (pot.budget.as_str(), pot.cost.as_str()))
        .collect();
    assert_eq!(pots, [("30", "0"), ("60", "20")]);
    assert_eq!(project(&outcome, "c1").reason, Some(Reason::NoPot));
    assert_eq!(outcome.warnings.count(WarningKind::NoPot), 1);
    assert_eq!(project(&outcome, "a1").reason, Some(Reason::TooLittleMoney));
}

#[test]
fn pots_and_a_number_need_numbers_for_each() {
    let votes = divided();
    let both = |a: Option<u32>, b: Option<u32>| {
        SelectionRule::new(greedy(Fit::Skip), Utility::Cost {})
            .with_quotas(quotas(
                QuotaMode::Pots,
                &[
                    ("a", pot("30").with_most_number(a)),
                    ("b", pot("60").with_most_number(b)),
                ],
            ))
            .with_number(3)
    };
    for (a, b) in [(None, None), (Some(1), None), (Some(2), Some(2))] {
        let text = refusal(&votes, &both(a, b));
        assert!(
            text.contains("3 projects in all cannot be kept to"),
            "{text}"
        );
    }
    let outcome = select(&votes, &both(Some(1), Some(2))).expect("an outcome");
    assert_eq!(outcome.selected, ["a1", "b1", "b2"]);
    // With unit costs the numbers are the pots.
    let numbers = |number| Quota::default().with_most_number(number);
    let rule = |b: u32| {
        SelectionRule::new(greedy(Fit::Skip), Utility::Cost {})
            .with_quotas(quotas(
                QuotaMode::Pots,
                &[("a", numbers(2)), ("b", numbers(b))],
            ))
            .with_number(3)
            .with_unit_costs(true)
    };
    let outcome = select(&votes, &rule(1)).expect("an outcome");
    assert_eq!(outcome.selected, ["a1", "a2", "b1"]);
    let text = refusal(&votes, &rule(2));
    assert!(
        text.contains("add up to 4, more than the budget 3"),
        "{text}"
    );
}

#[test]
fn the_comparison_keeps_to_the_pots() {
    let votes = divided();
    let rule = equal_shares()
        .with_quotas(quotas(
            QuotaMode::Pots,
            &[("a", pot("30")), ("b", pot("60"))],
        ))
        .with_comparison(Comparison::Greedy);
    let outcome = select(&votes, &rule).expect("an outcome");
    let compared = outcome.comparison.as_ref().expect("a comparison");
    // Greedy over all at once would take a1, b1, c1, then what fits of 49.
    assert_eq!(compared.other_selected, ["a1", "b1", "b2"]);
    assert!(!compared.kept);
    assert_eq!(outcome.selected, ["a1", "b1", "b2"]);
    assert!(outcome.quotas.iter().all(|quota| quota.met));
}

#[test]
fn overspending_in_pots_is_told_pot_by_pot() {
    let votes = divided();
    let alone = |group: &str, budget: &str| {
        let rule = SelectionRule::new(Rule::BoundedOverspending {}, Utility::Cost {})
            .with_quotas(quotas(QuotaMode::Pots, &[(group, pot(budget))]));
        select(&votes, &rule).expect("an outcome")
    };
    let (a, b) = (alone("a", "30"), alone("b", "60"));
    let rule = SelectionRule::new(Rule::BoundedOverspending {}, Utility::Cost {})
        .with_quotas(quotas(
            QuotaMode::Pots,
            &[("a", pot("30")), ("b", pot("60"))],
        ))
        .with_completion(vec![Completion::Utilitarian {}]);
    let both = select(&votes, &rule).expect("an outcome");
    let lost: Vec<&ProjectExplanation> = both
        .projects
        .iter()
        .filter(|project| project.round.is_none() && project.id != "c1")
        .collect();
    assert!(
        lost.iter().any(|project| project.id.starts_with('a')),
        "{lost:?}"
    );
    for project_in_both in lost {
        let own = if project_in_both.id.starts_with('a') {
            &a
        } else {
            &b
        };
        let own = project(own, &project_in_both.id);
        assert!(own.money_behind.is_some());
        assert_eq!(project_in_both.money_behind, own.money_behind);
        assert_eq!(project_in_both.supporters_paid, own.supporters_paid);
    }
    for told in both
        .projects
        .iter()
        .filter(|p| p.round.is_some() || p.id == "c1")
    {
        assert_eq!(
            (&told.money_behind, told.supporters_paid.len()),
            (&None, 0),
            "{told:?}"
        );
    }
    assert_eq!(both.pots.len(), 2);
    assert!(both.pots.iter().all(|pot| pot.endowment.is_some()));
}

#[test]
fn what_is_below_the_threshold_is_not_selected_by_any_part_of_a_rule() {
    let votes = election(
        Some(100),
        &[
            ("free", "0", "a"),
            ("low", "10", "a"),
            ("high", "40", "b"),
            ("free2", "0", "b"),
        ],
        &[
            (&["free", "low"], 1),
            (&["high", "free2"], 6),
            (&["high", "low"], 1),
        ],
    );
    let one = Quota::default().with_least_number(1);
    let rules = [
        Rule::EqualShares {},
        Rule::BoundedOverspending {},
        Rule::Phragmen { fit: Fit::Skip },
        greedy(Fit::Skip),
        Rule::Greedy {
            fit: Fit::Skip,
            threshold: amount("3"),
        },
    ];
    for rule in rules {
        for completion in [vec![], vec![Completion::Utilitarian {}]] {
            let of_greedy = matches!(&rule, Rule::Greedy { threshold, .. } if threshold.is_some());
            let rule = SelectionRule::new(rule.clone(), Utility::Cost {})
                .with_completion(completion.clone())
                .with_threshold(amount("3").filter(|_| !of_greedy));
            let outcome = select(&votes, &rule).expect("an outcome");
            assert_eq!(outcome.selected, ["free2", "high"], "{rule:?}");
            for id in ["free", "low"] {
                let reason = project(&outcome, id).reason;
                assert_eq!(reason, Some(Reason::BelowThreshold), "{rule:?}");
            }
            // Nor does it fill a group.
            let rule = rule.with_quotas(quotas(QuotaMode::Reserve, &[("a", one.clone())]));
            let text = refusal(&votes, &rule);
            assert!(text.contains("only 0 stand for selection"), "{text}");
        }
    }
    let rule = equal_shares()
        .with_threshold(amount("3"))
        .with_completion(vec![Completion::add_one(Stop::InfeasibleOrExhaustive)]);
    let outcome = select(&votes, &rule).expect("an outcome");
    assert_eq!(outcome.selected, ["free2", "high"]);
}

#[test]
fn rules_written_before_keep_their_meaning() {
    let text = r#"{"rule":{"kind":"greedy","fit":"skip","threshold":"3"},"utility":{"kind":"cost"},"ties":{"kind":"id"}}"#;
    let rule: SelectionRule = serde_json::from_str(text).expect("a rule");
    assert_eq!(serde_json::to_string(&rule).expect("text"), text);
    let with = equal_shares().with_threshold(amount("2.5"));
    let text = serde_json::to_string(&with).expect("text");
    assert!(text.contains(r#""threshold":"2.5""#), "{text}");
    let again: SelectionRule = serde_json::from_str(&text).expect("a rule");
    assert_eq!(again, with);
}

#[test]
fn a_score_is_enough_to_fill_a_group_and_to_be_selected() {
    let mut votes = election(
        Some(150),
        &[("a", "60", "x"), ("b", "40", "y"), ("c", "40", "y")],
        &[(&["a"], 2)],
    );
    let scores: BTreeMap<String, Decimal> = [("b", 3u64), ("c", 5)]
        .map(|(id, score)| (id.to_owned(), Decimal::from(score)))
        .into();
    let sheet = madang_selection::ScoreSheet::new("panel".to_owned(), "A".to_owned(), scores);
    votes.set_score_sheets(vec![sheet]).expect("a good sheet");
    let rule = SelectionRule::new(
        Rule::Scores(madang_selection::ScoreRule::new(
            9,
            [("panel".to_owned(), 1)].into(),
            madang_selection::Normalisation::Highest {},
        )),
        Utility::Cost {},
    )
    .with_quotas(quotas(
        QuotaMode::Reserve,
        &[(
            "y",
            Quota::default().with_least_number(1).with_most_number(1),
        )],
    ));
    let outcome = select(&votes, &rule).expect("an outcome");
    assert_eq!(outcome.selected, ["a", "c"]);
    assert_eq!(project(&outcome, "b").reason, Some(Reason::Quota));
    assert_eq!(outcome.warnings.count(WarningKind::UnsupportedProject), 0);
    assert!(
        outcome
            .rounds
            .iter()
            .all(|round| round.phase == Phase::Scores)
    );
}
