//! Rules that share the budget among voters, and proportional ones.

use madang_selection::{
    Comparison, Completion, Decimal, ExhaustiveOver, Fit, Reason, Rule, SelectionRule, Stop,
    Utility,
};

use super::cases::{A, AB, B, C, Case, NONE, case};

/// Four voters with 25 each: two pay for a, and b and c are left to be completed.
fn completed(name: &'static str, completion: Vec<Completion>) -> Case {
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    Case {
        proposals: &[("a", 40, false), ("b", 55, false), ("c", 30, false)],
        cast: &[(A, NONE), (A, NONE), (&["b", "c"], NONE), (B, NONE)],
        selected: &["a", "b"],
        lost: &[(
            "c",
            Reason::DoesNotFit,
            [
                &["5원", "25원"],
                &["KRW 5 of the budget was left, KRW 25 short"],
            ],
        )],
        ..case(name, rule.with_completion(completion))
    }
}

pub fn by_shares() -> Vec<Case> {
    let increase = Completion::BudgetIncrease {
        percent: Decimal::from(10),
        stop: Stop::Infeasible,
        exhaustive_over: ExhaustiveOver::All,
    };
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    vec![
        // Each of three has 33⅓, so that 3⅓ are missing for b.
        Case {
            proposals: &[("a", 30, false), ("b", 70, false)],
            cast: &[(A, NONE), (B, NONE), (B, NONE)],
            selected: &["a"],
            lost: &[(
                "b",
                Reason::TooLittleMoney,
                [
                    &["4원", "표가 적은 제안 1건"],
                    &["That is KRW 4 short of its cost.", "it had 1."],
                ],
            )],
            ..case("equal-shares", rule.clone())
        },
        completed("filled-by-votes", vec![Completion::Utilitarian {}]),
        completed(
            "raised",
            vec![
                Completion::add_one(Stop::Infeasible),
                Completion::Utilitarian {},
            ],
        ),
        completed("increased", vec![increase, Completion::Utilitarian {}]),
        completed("filled-by-loads", vec![Completion::Phragmen {}]),
        // Two of three have more of their proposals where b is.
        Case {
            proposals: &[("a", 10, false), ("b", 100, false)],
            cast: &[(B, NONE), (B, NONE), (A, NONE)],
            selected: &["b"],
            lost: &[("a", Reason::Comparison, [&[], &[]])],
            ..case("compared", rule.with_comparison(Comparison::Greedy))
        },
    ]
}

pub fn by_loads() -> Vec<Case> {
    let of = |rule| SelectionRule::new(rule, Utility::Cost {});
    vec![
        Case {
            proposals: &[("a", 60, false), ("b", 60, false)],
            cast: &[(A, NONE), (A, NONE), (A, NONE), (B, NONE)],
            selected: &["a"],
            lost: &[(
                "b",
                Reason::DoesNotFit,
                [
                    &["40원", "20원"],
                    &["KRW 40 of the budget was left, KRW 20 short"],
                ],
            )],
            ..case("overspending", of(Rule::BoundedOverspending {}))
        },
        // Loads of 20 for a, 40 for c; then nothing is left.
        Case {
            proposals: &[("a", 60, false), ("b", 50, false), ("c", 40, false)],
            cast: &[(A, NONE), (A, NONE), (A, NONE), (&["b", "c"], NONE)],
            selected: &["a", "c"],
            lost: &[("b", Reason::DoesNotFit, [&["50원"], &["KRW 50 short"]])],
            ..case("phragmen", of(Rule::Phragmen { fit: Fit::Skip }))
        },
        // After a its voters count half: b has 1, c 2.
        Case {
            rule: of(Rule::ProportionalApproval {}).with_number(2),
            proposals: &[("a", 10, false), ("b", 10, false), ("c", 10, false)],
            cast: &[(AB, NONE), (AB, NONE), (A, NONE), (C, NONE), (C, NONE)],
            selected: &["a", "c"],
            lost: &[("b", Reason::NumberReached, [&[], &[]])],
            ..case("proportional", of(Rule::ProportionalApproval {}))
        },
    ]
}
