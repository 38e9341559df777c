//! Whether it could have been otherwise, for every candidate of every case, worked out by hand.

use crate::common::Portal;
use crate::sight::{all, page, words};

use super::cases::{Case, cases};
use super::decided;

/// What would have been enough for one that lost: ballots for it alone, voters who choose it as well, money in the budget,
/// lower cost; or how far its score was below. Nothing of all that: never.
#[derive(Default)]
struct Enough {
    ballots: u64,
    approvals: u64,
    money: u64,
    cheaper: u64,
    score: &'static str,
}

fn enough(ballots: u64, approvals: u64, money: u64, cheaper: u64) -> Enough {
    Enough {
        ballots,
        approvals,
        money,
        cheaper,
        score: "",
    }
}

fn by_score(score: &'static str) -> Enough {
    Enough {
        score,
        ..Enough::default()
    }
}

/// By case and proposal.
fn losers() -> Vec<(&'static str, &'static str, Enough)> {
    let never = Enough::default;
    vec![
        // b has to come before a, or 50 to be left beside a's 60.
        ("most-votes", "b", enough(2, 2, 10, 10)),
        // 60 and 50 are spent before 120 are, once there is as much; 40 are left as it is.
        ("most-votes", "d", enough(0, 0, 130, 80)),
        ("most-votes", "e", enough(2, 2, 0, 0)),
        // 4 / 50 is more than 4 / 60; 1 / 24 is more than 2 / 50.
        ("no-skip", "b", enough(2, 2, 10, 10)),
        ("no-skip", "c", enough(1, 1, 50, 16)),
        ("by-lot", "b", enough(1, 1, 0, 0)),
        ("by-lot", "c", enough(1, 1, 0, 0)),
        ("by-id", "b", enough(1, 1, 0, 0)),
        ("lowest-cost", "a", enough(1, 1, 0, 1)),
        ("threshold", "b", enough(1, 1, 0, 0)),
        // As many points, and cheaper.
        ("points", "a", enough(1, 0, 0, 1)),
        // 10 / 83 is more than 6 / 50.
        ("points-per-cost", "a", enough(1, 0, 50, 17)),
        // 3 / 60 is more than 2 / 50.
        ("places", "a", enough(1, 0, 10, 10)),
        ("places", "c", never()),
        // 3 · 25 are enough; 2 · 105 / 3 are; 2 · 33⅓ are for 66.
        ("equal-shares", "b", enough(1, 1, 5, 4)),
        // 2 · 20 are enough; 125 are for all three; 25 is one share.
        ("filled-by-votes", "c", enough(1, 1, 25, 5)),
        // One more is not: with shares of 28 b comes before c.
        ("raised", "c", enough(2, 2, 25, 25)),
        // Nor here: of 140 for five voters each has 28.
        ("increased", "c", enough(2, 2, 25, 25)),
        // A load of 27 − 25 is less than (55 − 50) / 2.
        ("filled-by-loads", "c", enough(1, 1, 25, 3)),
        ("compared", "a", enough(1, 1, 10, 0)),
        ("overspending", "b", enough(3, 3, 20, 20)),
        // A load of 50 / 3 is less than 60 / 3.
        ("phragmen", "b", enough(2, 2, 50, 10)),
        // 2 / 2 + 1 are as much as 2.
        ("proportional", "b", enough(1, 2, 0, 0)),
        ("scale", "a", by_score("0.2083")),
        ("highest", "a", by_score("0.302")),
        ("range", "a", by_score("0.5833")),
        ("rank", "a", by_score("0.2083")),
        ("pots", "b", enough(2, 2, 20, 20)),
        ("pots", "c", never()),
        ("caps", "b", enough(2, 2, 0, 0)),
        ("reserve", "a", enough(0, 0, 20, 20)),
        // 70 are kept for b, whoever chooses c: of 190 they are, and of 100 beside 30.
        ("reserve-before-votes", "c", enough(0, 0, 90, 90)),
    ]
}

/// How many of those who chose a proposal would have had to stay away.
fn winners() -> Vec<(&'static str, &'static str, u64)> {
    vec![
        // Of equal ones a comes first, as long as anybody chooses it.
        ("most-votes", "a", 3),
        ("most-votes", "c", 1),
        ("by-id", "a", 1),
        ("threshold", "a", 1),
        ("points", "b", 1),
        ("equal-shares", "a", 1),
        ("compared", "b", 1),
        ("pots", "a", 2),
        ("scale", "b", 0),
    ]
}

impl Enough {
    fn korean(&self, case: &Case) -> Vec<String> {
        let how = match (case.ranks(), case.has_points()) {
            (true, _) => "이 제안을 첫째로 꼽은",
            (_, true) => "이 제안에만 가장 높은 점수를 준",
            _ => "이 제안만 고른",
        };
        let told = [
            match self.ballots {
                0 => None,
                1 => Some(format!(
                    "{how} 투표지가 한 장만 더 있었어도 선정되었습니다."
                )),
                n => Some(format!("{how} 투표지가 {n}장 더 있었다면 선정되었습니다.")),
            },
            match self.approvals {
                0 => None,
                1 => {
                    Some("투표한 사람 가운데 한 명만 이 제안도 골랐어도 선정되었습니다.".to_owned())
                }
                n => Some(format!(
                    "투표한 사람 가운데 {n}명이 이 제안도 골랐다면 선정되었습니다."
                )),
            },
            (self.money > 0)
                .then(|| format!("예산이 {}원 더 있었다면 선정되었습니다.", self.money)),
            (self.cheaper > 0)
                .then(|| format!("비용이 {}원 적었다면 선정되었습니다.", self.cheaper)),
            (!self.score.is_empty()).then(|| {
                format!(
                    "점수로 마지막에 선정된 제안보다 점수가 {} 낮았습니다.",
                    self.score
                )
            }),
        ];
        let told: Vec<String> = told.into_iter().flatten().collect();
        match told.is_empty() {
            true => vec!["표나 돈이 더 있었다는 것만으로는 선정되지 않았을 것입니다.".to_owned()],
            false => told,
        }
    }

    fn english(&self, case: &Case) -> Vec<String> {
        let how = match (case.ranks(), case.has_points()) {
            (true, _) => "ranked this proposal first",
            (_, true) => "gave this proposal alone the most points",
            _ => "chose this proposal alone",
        };
        let told = [
            match self.ballots {
                0 => None,
                1 => Some(format!(
                    "One more ballot that {how} would have been enough."
                )),
                n => Some(format!(
                    "{n} more ballots that {how} would have been enough."
                )),
            },
            match self.approvals {
                0 => None,
                1 => Some(
                    "It would have been enough if one of those who voted had chosen it as well."
                        .to_owned(),
                ),
                n => Some(format!(
                    "It would have been enough if {n} of those who voted had chosen it as well."
                )),
            },
            (self.money > 0).then(|| {
                format!(
                    "KRW {} more in the budget would have been enough.",
                    self.money
                )
            }),
            (self.cheaper > 0).then(|| {
                format!(
                    "It would have been enough if it had cost KRW {} less.",
                    self.cheaper
                )
            }),
            (!self.score.is_empty()).then(|| {
                format!(
                    "Its score was {} below that of the last one selected by score.",
                    self.score
                )
            }),
        ];
        let told: Vec<String> = told.into_iter().flatten().collect();
        match told.is_empty() {
            true => vec!["More votes or more money alone would not have been enough.".to_owned()],
            false => told,
        }
    }
}

fn spared(fewer: u64) -> [String; 2] {
    match fewer {
        0 => [
            "이 제안을 고른 사람이 아무도 투표하지 않았어도 선정되었습니다.".to_owned(),
            "It would have been selected even if none of those who chose it had voted.".to_owned(),
        ],
        1 => [
            "이 제안을 고른 사람 가운데 한 명만 투표하지 않았어도 선정되지 않았습니다.".to_owned(),
            "Had one of those who chose it not voted, it would not have been selected.".to_owned(),
        ],
        n => [
            format!("이 제안을 고른 사람 가운데 {n}명이 투표하지 않았다면 선정되지 않았습니다."),
            format!("Had {n} of those who chose it not voted, it would not have been selected."),
        ],
    }
}

/// What a page says of it once it is worked out.
async fn told(portal: &Portal, address: &str) -> Vec<String> {
    for _ in 0..200 {
        let document = page(portal, address).await;
        let section = all(&document, "#why-v ~ #otherwise-v + *")[0];
        if section.value().name() == "ul" {
            let told = all(&document, "#otherwise-v + ul > li");
            return told.into_iter().map(words).collect();
        }
        let text = words(section);
        assert!(
            text.contains("being worked out") || text.contains("계산하고 있습니다"),
            "{address}: {text}"
        );
    }
    panic!("{address} is never worked out");
}

#[tokio::test]
async fn every_candidate_under_any_rule_reads_what_would_have_changed_it() {
    let cases = cases();
    let portal = decided(&cases).await;
    let (losers, winners) = (losers(), winners());
    let mut faults = Vec::new();
    for case in &cases {
        for (id, ..) in case.proposals {
            let of = |(name, proposal): (&str, &str)| name == case.name && proposal == *id;
            let lost = losers
                .iter()
                .find(|(name, proposal, _)| of((name, proposal)));
            let won = winners
                .iter()
                .find(|(name, proposal, _)| of((name, proposal)));
            let selected = case.selected.contains(id);
            assert_eq!(
                lost.is_none(),
                selected,
                "{} {id} was worked out",
                case.name
            );
            for (spoken, language) in ["ko", "en"].into_iter().enumerate() {
                let address = format!("/{language}/programmes/{}/proposals/{id}", case.name);
                let told = told(&portal, &address).await;
                let expected = match (lost, won) {
                    (Some((.., enough)), _) if spoken == 0 => enough.korean(case),
                    (Some((.., enough)), _) => enough.english(case),
                    (None, Some((.., fewer))) => vec![spared(*fewer)[spoken].clone()],
                    // Of these it is only known that something is said.
                    (None, None) if told.len() == 1 => continue,
                    (None, None) => vec!["one sentence".to_owned()],
                };
                if told != expected {
                    faults.push(format!("{address}: {told:#?} and not {expected:#?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
