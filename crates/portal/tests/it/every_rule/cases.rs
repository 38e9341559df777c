//! The votes, small enough to be worked out on paper.

use madang_fixtures::{approval, greedy};
use madang_programme::votes::{BallotRule, BallotType, Lot};
use madang_selection::{Decimal, Fit, Normalisation, Reason, Rule, SelectionRule, Ties, Utility};

use super::{shares, tied, weighed};

/// A proposal that lost, why, and what its page says of it in Korean and English.
type Lost = (&'static str, Reason, [&'static [&'static str]; 2]);
/// What a voter chose, with points where ballots have them.
type Cast = (&'static [&'static str], &'static [u64]);

/// A vote and what follows from it.
pub struct Case {
    pub name: &'static str,
    pub rule: SelectionRule,
    pub ballots: BallotRule,
    /// Identifier, cost, and whether it is in the group.
    pub proposals: &'static [(&'static str, u64, bool)],
    pub cast: &'static [Cast],
    pub selected: &'static [&'static str],
    pub lost: &'static [Lost],
    /// Who stood equal with others, and what that reads on its page, card and row in Korean and English.
    pub tied: &'static [(&'static str, [&'static str; 2])],
    /// To four places.
    pub scores: &'static [(&'static str, &'static str)],
}

impl Case {
    /// How many chose it; the last on a ballot that ranks gets nothing.
    pub fn votes(&self, id: &str) -> usize {
        let ranks = self.ranks();
        let gives = |choices: &[&str]| {
            let place = choices.iter().position(|choice| *choice == id);
            place.is_some_and(|place| !ranks || place + 1 < choices.len())
        };
        let cast = self.cast.iter();
        cast.filter(|(choices, _)| gives(choices)).count()
    }

    /// Whether ballots rank.
    pub fn ranks(&self) -> bool {
        self.ballots.ballot_type == BallotType::Ordinal
    }

    /// Whether ballots have points.
    pub fn has_points(&self) -> bool {
        self.ballots.ballot_type == BallotType::Scoring
    }

    /// What a page says of how a proposal stood: its votes and its place among all.
    pub fn standing(&self, id: &str, spoken: usize) -> String {
        let votes = self.votes(id);
        if matches!(
            self.rule.utility,
            Utility::Points {} | Utility::PointsTimesCost {} | Utility::Borda { .. }
        ) {
            return match (spoken, votes) {
                (0, _) => format!("{votes}명이 이 제안에 점수를 주었습니다."),
                (_, 1) => "One person gave it points".to_owned(),
                _ => format!("{votes} people gave it points"),
            };
        }
        let all = self.proposals.len();
        let more = self
            .proposals
            .iter()
            .filter(|(other, ..)| self.votes(other) > votes);
        match (spoken, more.count() + 1) {
            (0, 1) => format!("득표는 {votes}표로 {all}건 중 첫 번째입니다."),
            (0, place) => format!("득표는 {votes}표로 {all}건 중 {place}번째입니다."),
            (_, place) if votes == 1 => {
                format!("With 1 vote it stands at place {place} of {all}.")
            }
            (_, place) => format!("With {votes} votes it stands at place {place} of {all}."),
        }
    }

    /// What the selection says on top of who decided.
    pub fn decided_by(&self, spoken: usize) -> [String; 2] {
        let (ballots, panel) = match self.scores.is_empty() {
            true => (100, 0),
            false => (25, 75),
        };
        match spoken {
            0 => [
                format!("시민 투표의 비중은 {ballots}%였습니다."),
                match panel {
                    0 => "The Panel 의 비중은 0%였습니다.".to_owned(),
                    _ => "The Panel 의 비중은 75%였습니다. 위원 3명 가운데 2명이 평가표를 냈습니다."
                        .to_owned(),
                },
            ],
            _ => [
                format!("The ballots had {ballots}% of the weight."),
                match panel {
                    0 => "The Panel had 0% of the weight.".to_owned(),
                    _ => "The Panel had 75% of the weight. 2 of its 3 members handed in a score sheet."
                        .to_owned(),
                },
            ],
        }
    }

    /// What the rule says of scores, Korean and English; nothing of rules without any.
    pub fn scored_by(&self) -> Vec<[&'static str; 2]> {
        let Rule::Scores(scores) = &self.rule.rule else {
            return Vec::new();
        };
        let scale = match scores.normalisation {
            Normalisation::Scale { .. } => ["만점 5점으로 나누어", "the top of the scale, 5,"],
            Normalisation::Highest {} => [
                "가장 높은 점수로 나누어",
                "the highest that the member gave,",
            ],
            Normalisation::Range {} => [
                "가장 낮은 점수를 0,",
                "The lowest score that a member gave counts as 0",
            ],
            Normalisation::Rank {} => ["점수는 순위로만", "count only as an order"],
        };
        let mean = [
            "위원들의 값을 평균한",
            "is the mean over its members who handed in",
        ];
        vec![scale, mean]
    }

    /// The parts of the engine that it is a case of.
    pub fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        let rule = &self.rule;
        let mut kinds = vec![
            ("rule", rule.rule.kind()),
            ("utility", rule.utility.kind()),
            ("ties", rule.ties.kind()),
        ];
        kinds.extend(rule.completion.iter().map(|one| ("completion", one.kind())));
        kinds.extend(rule.quotas.iter().map(|one| ("quotas", one.mode.kind())));
        if let Rule::Scores(scores) = &rule.rule {
            kinds.push(("normalisation", scores.normalisation.kind()));
        }
        kinds
    }
}

pub fn case(name: &'static str, rule: SelectionRule) -> Case {
    Case {
        name,
        rule: rule.with_budget(Decimal::from(100)),
        ballots: approval(),
        proposals: &[],
        cast: &[],
        selected: &[],
        lost: &[],
        tied: &[],
        scores: &[],
    }
}

pub fn cases() -> Vec<Case> {
    let mut cases = by_votes();
    cases.extend(tied::tied_or_below());
    cases.extend(by_points());
    cases.extend(shares::by_shares());
    cases.extend(shares::by_loads());
    cases.extend(weighed::by_scores());
    cases.extend(weighed::in_groups());
    cases
}

pub const A: &[&str] = &["a"];
pub const B: &[&str] = &["b"];
pub const C: &[&str] = &["c"];
pub const AB: &[&str] = &["a", "b"];
pub const NONE: &[u64] = &[];

fn by_votes() -> Vec<Case> {
    vec![most_votes(), no_skip()]
}

/// 60 of 100 are spent on a, and 40 are left for c.
fn most_votes() -> Case {
    Case {
        proposals: &[
            ("a", 60, false),
            ("b", 50, false),
            ("c", 40, false),
            ("d", 120, false),
            ("e", 10, false),
        ],
        cast: &[
            (AB, NONE),
            (AB, NONE),
            (A, NONE),
            (&["c", "d"], NONE),
            (&["d"], NONE),
        ],
        selected: &["a", "c"],
        lost: &[
            (
                "b",
                Reason::DoesNotFit,
                [
                    &[
                        "남은 예산은 40원",
                        "10원이 모자랐습니다",
                        "표가 적은 제안 1건",
                    ],
                    &[
                        "KRW 40 of the budget was left, KRW 10 short",
                        "1 proposal with fewer votes was selected; it had 1.",
                    ],
                ],
            ),
            (
                "d",
                Reason::AboveBudget,
                [
                    &["20원 많이 듭니다"],
                    &["It cost KRW 20 more than there was."],
                ],
            ),
            ("e", Reason::NoSupport, [&[], &[]]),
        ],
        ..case("most-votes", SelectionRule::new(greedy(), Utility::Cost {}))
    }
}

fn no_skip() -> Case {
    let no_skip = Rule::Greedy {
        fit: Fit::NoSkip,
        threshold: None,
    };
    Case {
        proposals: &[("a", 60, false), ("b", 50, false), ("c", 40, false)],
        cast: &[(AB, NONE), (AB, NONE), (A, NONE), (&["a", "c"], NONE)],
        selected: &["a"],
        lost: &[
            (
                "b",
                Reason::DoesNotFit,
                [
                    &["40원", "10원"],
                    &["KRW 40 of the budget was left, KRW 10 short"],
                ],
            ),
            (
                "c",
                Reason::Stopped,
                [
                    &["Proposal b"],
                    &["did not fit into what was left of the budget: Proposal b"],
                ],
            ),
        ],
        ..case(
            "no-skip",
            SelectionRule::new(no_skip, Utility::Cardinality {}),
        )
    }
}

fn by_points() -> Vec<Case> {
    vec![equal_points(), points_per_cost(), places()]
}

fn scoring() -> BallotRule {
    BallotRule {
        ballot_type: BallotType::Scoring,
        max_points: Some(20),
        ..approval()
    }
}

/// Ten points each at the same cost, but b from two people.
fn equal_points() -> Case {
    Case {
        ballots: scoring(),
        proposals: &[("a", 50, false), ("b", 50, false)],
        cast: &[(A, &[10]), (B, &[5]), (B, &[5])],
        selected: &["b"],
        lost: &[(
            "a",
            Reason::NumberReached,
            [
                &["표가 많은 순으로"],
                &["2 proposals were equal, and one was taken by the most votes"],
            ],
        )],
        tied: &[
            (
                "b",
                [
                    "2건 가운데 하나를 표가 많은 순으로 정했습니다. 이 제안이 선정되었습니다.",
                    "one was taken by the most votes: this one.",
                ],
            ),
            (
                "a",
                [
                    "2건 가운데 하나를 표가 많은 순으로 정했습니다. 이 제안은 그때",
                    "one was taken by the most votes: not this one.",
                ],
            ),
        ],
        ..case(
            "points",
            SelectionRule::new(greedy(), Utility::PointsTimesCost {})
                .with_ties(Ties::CostVotesLot(Lot::default()))
                .with_number(1),
        )
    }
}

/// 10 points for 100 are fewer than 6 for 50.
fn points_per_cost() -> Case {
    Case {
        ballots: scoring(),
        proposals: &[("a", 100, false), ("b", 50, false)],
        cast: &[(A, &[10]), (B, &[6])],
        selected: &["b"],
        lost: &[(
            "a",
            Reason::DoesNotFit,
            [&["50원"], &["KRW 50 of the budget was left, KRW 50 short"]],
        )],
        ..case(
            "points-per-cost",
            SelectionRule::new(greedy(), Utility::Points {}),
        )
    }
}

/// a has 2, b 1 + 1: of a cost of 60 and one of 50.
fn places() -> Case {
    let ordinal = BallotRule {
        ballot_type: BallotType::Ordinal,
        ..approval()
    };
    Case {
        ballots: ordinal,
        proposals: &[("a", 60, false), ("b", 50, false), ("c", 200, false)],
        cast: &[(&["a", "b", "c"], NONE), (&["b", "c"], NONE)],
        selected: &["b"],
        lost: &[
            (
                "a",
                Reason::DoesNotFit,
                [
                    &["50원", "10원"],
                    &["KRW 50 of the budget was left, KRW 10 short"],
                ],
            ),
            ("c", Reason::NoSupport, [&[], &[]]),
        ],
        ..case(
            "places",
            SelectionRule::new(greedy(), Utility::Borda { scores: None }),
        )
    }
}
