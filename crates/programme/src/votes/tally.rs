//! Which ballots count: a vote's own rule applied to its opened ballots.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{BallotContent, BallotRule, BallotType, Counting, NotCounted};

/// A ballot of a vote whose ballots were opened, read from the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedBallot {
    /// Its entry.
    pub entry: u64,
    /// The voter's pseudonym.
    pub voter: String,
    /// What it says; `None` where its seal was kept, since another ballot of the same voter is the one that counts:
    /// [`super::VoteState::keeps_seals`].
    pub content: Option<BallotContent>,
}

/// Which ballots counted and which did not. A ballot is counted in exactly one of the fields from `counted` to
/// `excluded`, so that these add up to `cast`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyReport {
    /// Ballots cast.
    pub cast: u64,
    /// Ballots that counted.
    pub counted: u64,
    /// Did not count: another ballot of the same voter was the one that is looked at, or none of them is.
    pub repeated: u64,
    /// Did not count: named a project that is not a candidate.
    pub unknown_project: u64,
    /// Did not count: named a project twice.
    pub repeated_choice: u64,
    /// Did not count: nothing (left) on it.
    pub empty: u64,
    /// Did not count: fewer choices than the rule asks for.
    pub too_few_choices: u64,
    /// Did not count: more choices than the rule allows.
    pub too_many_choices: u64,
    /// Did not count: its projects cost more together than the rule allows.
    pub over_cost: u64,
    /// Did not count: more points than the rule allows, points where there should be none, or none where there should be.
    pub over_points: u64,
    /// Did not count: taken out before the selection, each by an entry of its own.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub excluded: u64,
    /// Choices dropped from ballots that counted otherwise: unknown projects under `drop_choice`.
    pub dropped_choices: u64,
    /// Score sheets that were taken out before the selection, each by an entry of its own; no ballots. Records that are held to
    /// rules before 4 do not say.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub excluded_sheets: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A counted ballot: candidates by their index in the sorted list of candidates, with points where it has any.
pub type CountedBallot = (Vec<u32>, Option<Vec<u64>>);

/// Counts ballots that come in the order of their voter's pseudonym and, for one voter, of their entries.
#[derive(Debug)]
pub struct Tally<'a> {
    rule: &'a BallotRule,
    candidates: BTreeMap<&'a str, (u32, u64)>,
    counted: BTreeMap<CountedBallot, u64>,
    report: TallyReport,
    pending: Option<Pending>,
}

#[derive(Debug)]
struct Pending {
    voter: String,
    first: Option<BallotContent>,
    last: Option<BallotContent>,
    ballots: u64,
}

impl<'a> Tally<'a> {
    /// A tally under `rule` over candidates with their costs.
    pub fn new(
        rule: &'a BallotRule,
        candidates: impl IntoIterator<Item = (&'a str, u64)>,
    ) -> Tally<'a> {
        let sorted: BTreeMap<&str, u64> = candidates.into_iter().collect();
        let candidates = sorted
            .into_iter()
            .zip(0..)
            .map(|((id, cost), index)| (id, (index, cost)))
            .collect();
        Tally {
            rule,
            candidates,
            counted: BTreeMap::new(),
            report: TallyReport::default(),
            pending: None,
        }
    }

    /// Takes the next ballot.
    pub fn add(&mut self, ballot: OpenedBallot) {
        self.report.cast += 1;
        match &mut self.pending {
            Some(pending) if pending.voter == ballot.voter => {
                pending.ballots += 1;
                pending.last = ballot.content;
            }
            _ => {
                self.settle();
                self.pending = Some(Pending {
                    voter: ballot.voter,
                    first: ballot.content.clone(),
                    last: ballot.content,
                    ballots: 1,
                });
            }
        }
    }

    /// The counted ballots, identical ones grouped with how many there were, and the report.
    pub fn finish(mut self) -> (BTreeMap<CountedBallot, u64>, TallyReport) {
        self.settle();
        (self.counted, self.report)
    }

    /// Decides over the ballots of one voter.
    fn settle(&mut self) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        let chosen = match self.rule.repeated_voter.counting(pending.ballots) {
            Some(0) => pending.first,
            Some(_) => pending.last,
            None => {
                self.report.repeated += pending.ballots;
                return;
            }
        };
        self.report.repeated += pending.ballots - 1;
        match chosen {
            Some(chosen) => self.count(chosen),
            // The one that was opened in its place was taken out after that.
            None => self.report.repeated += 1,
        }
    }

    fn count(&mut self, ballot: BallotContent) {
        let candidate = |id: &str| self.candidates.get(id).copied();
        match self.rule.judge(candidate, &ballot) {
            Ok(Counting {
                mut choices,
                dropped,
            }) => {
                self.report.counted += 1;
                self.report.dropped_choices += dropped.len() as u64;
                if self.rule.ballot_type != BallotType::Ordinal {
                    choices.sort_unstable();
                }
                let (choices, points) = choices.into_iter().unzip();
                let points = ballot.points.is_some().then_some(points);
                *self.counted.entry((choices, points)).or_default() += 1;
            }
            Err(reason) => *self.report.of(&reason) += 1,
        }
    }
}

impl TallyReport {
    /// The number of ballots that did not count for a reason.
    fn of(&mut self, reason: &NotCounted) -> &mut u64 {
        match reason {
            NotCounted::UnknownProject(_) => &mut self.unknown_project,
            NotCounted::RepeatedChoice(_) => &mut self.repeated_choice,
            NotCounted::Empty => &mut self.empty,
            NotCounted::TooFewChoices { .. } => &mut self.too_few_choices,
            NotCounted::TooManyChoices { .. } => &mut self.too_many_choices,
            NotCounted::OverCost { .. } => &mut self.over_cost,
            NotCounted::OverPoints { .. } | NotCounted::Points | NotCounted::NoPoints => {
                &mut self.over_points
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RepeatedVoter, UnknownProject};
    use super::*;

    fn rule() -> BallotRule {
        BallotRule {
            ballot_type: BallotType::Approval,
            min_choices: Some(1),
            max_choices: Some(2),
            max_cost: Some(100),
            max_points: None,
            unknown_project: UnknownProject::DiscardBallot,
            repeated_voter: RepeatedVoter::CountLast,
        }
    }

    fn ballot(entry: u64, voter: &str, choices: &[&str]) -> OpenedBallot {
        let choices = choices.iter().map(|id| (*id).to_owned()).collect();
        OpenedBallot {
            entry,
            voter: voter.to_owned(),
            content: Some(BallotContent {
                choices,
                points: None,
            }),
        }
    }

    fn tally(
        rule: &BallotRule,
        ballots: &[OpenedBallot],
    ) -> (BTreeMap<CountedBallot, u64>, TallyReport) {
        let mut tally = Tally::new(rule, [("a", 40), ("b", 50), ("c", 80)]);
        for ballot in ballots {
            tally.add(ballot.clone());
        }
        tally.finish()
    }

    #[test]
    fn every_ballot_is_reported_once() {
        let ballots = [
            ballot(1, "v1", &["a"]),
            ballot(5, "v1", &["b", "a"]),
            ballot(2, "v2", &["a", "zzz"]),
            ballot(3, "v3", &["a", "a"]),
            ballot(4, "v4", &[]),
            ballot(6, "v5", &["a", "c"]),
            ballot(7, "v6", &["a", "b"]),
            ballot(8, "v7", &["a", "b", "c"]),
        ];
        let (counted, report) = tally(&rule(), &ballots);
        assert_eq!(counted, BTreeMap::from([((vec![0, 1], None), 2)]));
        let expected = TallyReport {
            cast: 8,
            counted: 2,
            repeated: 1,
            unknown_project: 1,
            repeated_choice: 1,
            empty: 1,
            over_cost: 1,
            too_many_choices: 1,
            ..TallyReport::default()
        };
        assert_eq!(report, expected);
    }

    #[test]
    fn the_votes_own_rule_decides_over_repeated_voters_and_unknown_projects() {
        let ballots = [
            ballot(1, "v", &["a"]),
            ballot(2, "v", &["b"]),
            ballot(3, "w", &["c", "zzz"]),
        ];
        let first = BallotRule {
            repeated_voter: RepeatedVoter::CountFirst,
            unknown_project: UnknownProject::DropChoice,
            ..rule()
        };
        let (counted, report) = tally(&first, &ballots);
        assert_eq!(
            counted,
            BTreeMap::from([((vec![0], None), 1), ((vec![2], None), 1)])
        );
        assert_eq!(
            (report.counted, report.repeated, report.dropped_choices),
            (2, 1, 1)
        );

        let none = BallotRule {
            repeated_voter: RepeatedVoter::CountNone,
            ..rule()
        };
        let (counted, report) = tally(&none, &ballots);
        assert!(counted.is_empty());
        assert_eq!((report.repeated, report.unknown_project), (2, 1));
    }

    #[test]
    fn points_must_fit_the_ballot_type() {
        let scored = BallotRule {
            ballot_type: BallotType::Cumulative,
            max_points: Some(10),
            max_cost: None,
            ..rule()
        };
        let with = |points: Option<Vec<u64>>, voter: &str| OpenedBallot {
            entry: 0,
            voter: voter.to_owned(),
            content: Some(BallotContent {
                choices: vec!["b".to_owned(), "a".to_owned()],
                points,
            }),
        };
        let ballots = [
            with(None, "1"),
            with(Some(vec![3, 8]), "2"),
            with(Some(vec![3, 7]), "3"),
            with(Some(vec![1]), "4"),
        ];
        let (counted, report) = tally(&scored, &ballots);
        assert_eq!(
            counted,
            BTreeMap::from([((vec![0, 1], Some(vec![7, 3])), 1)])
        );
        assert_eq!((report.counted, report.over_points), (1, 3));
    }
}
