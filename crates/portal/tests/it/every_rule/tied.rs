//! Candidates that stood equal, and some that stayed below a threshold.

use madang_fixtures::greedy;
use madang_programme::votes::Lot;
use madang_selection::{Decimal, Reason, SelectionRule, Ties, Utility};

use super::cases::{A, AB, B, C, Case, NONE, case};

pub fn tied_or_below() -> Vec<Case> {
    vec![by_lot(), by_id(), lowest_cost(), threshold()]
}

const REACHED: Reason = Reason::NumberReached;

fn by_cost() -> SelectionRule {
    SelectionRule::new(greedy(), Utility::Cost {})
}

/// SHA-256 over the lot gives a 9076…, b eed8….
fn by_lot() -> Case {
    Case {
        proposals: &[("a", 50, false), ("b", 50, false), ("c", 30, false)],
        cast: &[(AB, NONE), (AB, NONE), (C, NONE)],
        selected: &["a"],
        lost: &[
            (
                "b",
                REACHED,
                [
                    &[
                        "같은 순위의 제안 2건 가운데 하나를 추첨으로 정했습니다",
                        "Proposal a",
                    ],
                    &[
                        "2 proposals were equal, and one was taken by the lot",
                        "Proposal a",
                    ],
                ],
            ),
            ("c", REACHED, [&[], &[]]),
        ],
        tied: &[
            (
                "a",
                [
                    "2건 가운데 하나를 추첨으로 정했습니다. 이 제안이 선정되었습니다.",
                    "one was taken by the lot: this one.",
                ],
            ),
            (
                "b",
                [
                    "2건 가운데 하나를 추첨으로 정했습니다. 이 제안은 그때",
                    "one was taken by the lot: not this one.",
                ],
            ),
        ],
        ..case(
            "by-lot",
            by_cost()
                .with_ties(Ties::Lot(Lot::default()))
                .with_number(1),
        )
    }
}

fn by_id() -> Case {
    Case {
        proposals: &[("a", 50, false), ("b", 50, false)],
        cast: &[(A, NONE), (B, NONE)],
        selected: &["a"],
        lost: &[(
            "b",
            REACHED,
            [
                &["제안 2건", "번호 순서로"],
                &["2 proposals were equal", "the order of numbers"],
            ],
        )],
        tied: &[
            (
                "a",
                [
                    "2건 가운데 하나를 번호 순서로 정했습니다. 이 제안이 선정되었습니다.",
                    "one was taken by the order of numbers: this one.",
                ],
            ),
            (
                "b",
                [
                    "2건 가운데 하나를 번호 순서로 정했습니다. 이 제안은 그때",
                    "one was taken by the order of numbers: not this one.",
                ],
            ),
        ],
        ..case("by-id", by_cost().with_number(1))
    }
}

/// Two votes for 20 and one for 10 come to the same.
fn lowest_cost() -> Case {
    let per_cost = SelectionRule::new(greedy(), Utility::Cardinality {});
    Case {
        proposals: &[("a", 20, false), ("b", 10, false)],
        cast: &[(A, NONE), (A, NONE), (B, NONE)],
        selected: &["b"],
        lost: &[(
            "a",
            REACHED,
            [
                &["비용이 낮은 순으로", "표가 적은 제안 1건"],
                &[
                    "2 proposals were equal, and one was taken by the lowest cost",
                    "it had 1.",
                ],
            ],
        )],
        tied: &[
            (
                "b",
                [
                    "2건 가운데 하나를 비용이 낮은 순으로 정했습니다. 이 제안이 선정되었습니다.",
                    "one was taken by the lowest cost: this one.",
                ],
            ),
            (
                "a",
                [
                    "2건 가운데 하나를 비용이 낮은 순으로 정했습니다. 이 제안은 그때",
                    "one was taken by the lowest cost: not this one.",
                ],
            ),
        ],
        ..case(
            "lowest-cost",
            per_cost.with_ties(Ties::CostVotes {}).with_number(1),
        )
    }
}

fn threshold() -> Case {
    Case {
        proposals: &[("a", 50, false), ("b", 20, false)],
        cast: &[(A, NONE), (A, NONE), (B, NONE)],
        selected: &["a"],
        lost: &[("b", Reason::BelowThreshold, [&[], &[]])],
        ..case("threshold", by_cost().with_threshold(Decimal::from(2)))
    }
}
