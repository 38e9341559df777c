//! Scores of a panel beside ballots, and bounds of groups.

use std::collections::BTreeMap;

use madang_fixtures::{GROUP, greedy};
use madang_selection::{
    Decimal, Normalisation, Quota, QuotaMode, Quotas, Reason, Rule, ScoreRule, SelectionRule,
    Utility,
};

use super::cases::{A, AB, B, C, Case, NONE, case};

/// Ballots weigh 1 and give a 1, b ⅓; the panel weighs 3, one of it gives a 2 and b 4, the other 1 and 4.
pub fn by_scores() -> Vec<Case> {
    let top = Decimal::from(5);
    let of = |name, normalisation, lost, scores| {
        let weights = BTreeMap::from([("panel".to_owned(), 3)]);
        let rule = Rule::Scores(ScoreRule::new(1, weights, normalisation));
        Case {
            proposals: &[("a", 50, false), ("b", 50, false)],
            cast: &[(A, NONE), (A, NONE), (AB, NONE)],
            selected: &["b"],
            lost,
            scores,
            ..case(
                name,
                SelectionRule::new(rule, Utility::Cost {}).with_number(1),
            )
        }
    };
    vec![
        // (1 + 3 · 0.3) / 4 and (⅓ + 3 · 0.8) / 4
        of(
            "scale",
            Normalisation::Scale { top },
            &[(
                "a",
                Reason::NumberReached,
                [
                    &["점수는 0.475이고", "0.6833"],
                    &["Its score is 0.475; that of the last one selected by score is 0.6833."],
                ],
            )],
            &[("a", "0.475"), ("b", "0.6833")],
        ),
        // (1 + 3 · 0.375) / 4 and (⅓ + 3) / 4
        of(
            "highest",
            Normalisation::Highest {},
            &[(
                "a",
                Reason::NumberReached,
                [
                    &["점수는 0.5312이고", "0.8333"],
                    &["Its score is 0.5312; that of the last one selected by score is 0.8333."],
                ],
            )],
            &[("a", "0.5312"), ("b", "0.8333")],
        ),
        // 1 / 4 and (⅓ + 3) / 4
        of(
            "range",
            Normalisation::Range {},
            &[(
                "a",
                Reason::NumberReached,
                [
                    &["점수는 0.25이고", "0.8333"],
                    &["Its score is 0.25; that of the last one selected by score is 0.8333."],
                ],
            )],
            &[("a", "0.25"), ("b", "0.8333")],
        ),
        // (1 + 3 · ¼) / 4 and (⅓ + 3 · ¾) / 4
        of(
            "rank",
            Normalisation::Rank {},
            &[(
                "a",
                Reason::NumberReached,
                [
                    &["점수는 0.4375이고", "0.6458"],
                    &["Its score is 0.4375; that of the last one selected by score is 0.6458."],
                ],
            )],
            &[("a", "0.4375"), ("b", "0.6458")],
        ),
    ]
}

pub fn in_groups() -> Vec<Case> {
    vec![
        pots(),
        caps(),
        reserve(),
        reserve_filled(),
        reserve_before_votes(),
    ]
}

/// Most votes first, with a bound of the group.
fn bounded(mode: QuotaMode, quota: Quota) -> SelectionRule {
    let quotas = Quotas::new(mode, BTreeMap::from([(GROUP.to_owned(), quota)]));
    SelectionRule::new(greedy(), Utility::Cost {}).with_quotas(quotas)
}

/// Equal shares, with one of the group at least.
fn shares_with_one_at_least() -> SelectionRule {
    let one_at_least = Quota::default().with_least_number(1);
    let one_at_least = BTreeMap::from([(GROUP.to_owned(), one_at_least)]);
    SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
        .with_quotas(Quotas::new(QuotaMode::Reserve, one_at_least))
        .with_budget(Decimal::from(100))
}

fn pots() -> Case {
    let pot = Quota::default().with_most_money(Decimal::from(50));
    Case {
        proposals: &[("a", 40, true), ("b", 30, true), ("c", 10, false)],
        cast: &[(AB, NONE), (A, NONE), (C, NONE)],
        selected: &["a"],
        lost: &[
            (
                "b",
                Reason::DoesNotFit,
                [
                    &["10원", "20원"],
                    &["KRW 10 of the budget was left, KRW 20 short"],
                ],
            ),
            ("c", Reason::NoPot, [&[], &[]]),
        ],
        ..case("pots", bounded(QuotaMode::Pots, pot))
    }
}

fn caps() -> Case {
    Case {
        proposals: &[("a", 40, true), ("b", 30, true), ("c", 20, false)],
        cast: &[(AB, NONE), (A, NONE), (C, NONE)],
        selected: &["a", "c"],
        lost: &[("b", Reason::Quota, [&[], &[]])],
        ..case(
            "caps",
            bounded(QuotaMode::Caps, Quota::default().with_most_number(1)),
        )
    }
}

/// With a only 30 would be left, and the group's one proposal costs 50.
fn reserve() -> Case {
    Case {
        proposals: &[("a", 70, false), ("b", 50, true)],
        cast: &[(A, NONE), (A, NONE), (B, NONE)],
        selected: &["b"],
        lost: &[(
            "a",
            Reason::Reserved,
            [
                &["표가 적은 제안 1건", "General의 하한을"],
                &["it had 1.", "The lower bound of General would"],
            ],
        )],
        ..case(
            "reserve",
            bounded(QuotaMode::Reserve, Quota::default().with_least_number(1)),
        )
    }
}

/// Three have 33⅓ each: two cannot pay 70 for b, which the group is then filled with.
fn reserve_filled() -> Case {
    Case {
        rule: shares_with_one_at_least(),
        proposals: &[("a", 30, false), ("b", 70, true)],
        cast: &[(A, NONE), (B, NONE), (B, NONE)],
        selected: &["a", "b"],
        ..case(
            "reserve-filled",
            SelectionRule::new(greedy(), Utility::Cost {}),
        )
    }
}

/// As where the reserve is filled, and c has more votes than what fills the group.
fn reserve_before_votes() -> Case {
    Case {
        rule: shares_with_one_at_least(),
        proposals: &[("a", 30, false), ("b", 70, true), ("c", 120, false)],
        cast: &[(A, NONE), (&["b", "c"], NONE), (C, NONE)],
        selected: &["a", "b"],
        lost: &[(
            "c",
            Reason::AboveBudget,
            [
                &["20원 많이 듭니다", "하한에 못 미친 서비스군의 자리는"],
                &["The places of a group below its lower bound are filled"],
            ],
        )],
        ..case(
            "reserve-before-votes",
            SelectionRule::new(greedy(), Utility::Cost {}),
        )
    }
}
