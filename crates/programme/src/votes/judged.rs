//! Whether a ballot can count under its vote's own rule: asked when it is handed in, and when ballots are counted.

use madang_words::money::separated;
use madang_words::{Said, quoted};
use thiserror::Error;

use super::ballot_rule::{BallotRule, BallotType, UnknownProject};
use super::cast::BallotContent;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// A ballot that counts: its candidates by whatever names them, with their points, and which choices were dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting<'b, K> {
    /// Candidates in the order of the ballot, each with its points (0 where the ballot has none).
    pub choices: Vec<(K, u64)>,
    /// Unknown projects that were left out under `drop_choice`.
    pub dropped: Vec<&'b str>,
}

/// Why a ballot does not count, whatever else its voter cast.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.said())]
pub enum NotCounted {
    /// It names a project that is not a candidate.
    UnknownProject(String),
    /// It names a project twice.
    RepeatedChoice(String),
    /// There is nothing (left) on it.
    Empty,
    /// It has fewer choices than the rule asks for.
    TooFewChoices {
        /// How many.
        found: u64,
        /// How many there must be.
        least: u32,
    },
    /// It has more choices than the rule allows.
    TooManyChoices {
        /// How many.
        found: u64,
        /// How many there may be.
        most: u32,
    },
    /// Its projects cost more together than the rule allows.
    OverCost {
        /// What they cost.
        found: u64,
        /// What they may cost.
        most: u64,
    },
    /// It has more points than the rule allows.
    OverPoints {
        /// How many.
        found: u64,
        /// How many there may be.
        most: u64,
    },
    /// It has points where there should be none.
    Points,
    /// It has no points, or not one number for each choice, where there should be.
    NoPoints,
}

impl NotCounted {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            NotCounted::UnknownProject(id) => said!("proposal-no-candidate", id = quoted(id)),
            NotCounted::RepeatedChoice(id) => said!("vote-ballot-repeats", id = quoted(id)),
            NotCounted::Empty => said!("vote-ballot-empty"),
            NotCounted::TooFewChoices { found, least } => {
                said!("vote-ballot-too-few", found = *found, least = *least)
            }
            NotCounted::TooManyChoices { found, most } => {
                said!("vote-ballot-too-many", found = *found, most = *most)
            }
            NotCounted::OverCost { found, most } => {
                let (found, most) = (found.to_string(), most.to_string());
                said!(
                    "vote-ballot-over-cost",
                    found = separated(&found),
                    most = separated(&most)
                )
            }
            NotCounted::OverPoints { found, most } => {
                said!("vote-ballot-over-points", found = *found, most = *most)
            }
            NotCounted::Points => said!("vote-ballot-points"),
            NotCounted::NoPoints => said!("vote-ballot-no-points"),
        }
    }
}

impl BallotRule {
    /// Whether a ballot counts under this rule, as far as it alone tells. `candidate` gives what a project is known by and
    /// what it costs.
    ///
    /// # Errors
    /// The first reason for which it does not count.
    pub fn judge<'b, K: PartialEq>(
        &self,
        candidate: impl Fn(&str) -> Option<(K, u64)>,
        ballot: &'b BallotContent,
    ) -> Result<Counting<'b, K>, NotCounted> {
        let scored = matches!(
            self.ballot_type,
            BallotType::Cumulative | BallotType::Scoring
        );
        let points = match (scored, &ballot.points) {
            (false, Some(_)) => return Err(NotCounted::Points),
            (true, None) => return Err(NotCounted::NoPoints),
            (true, Some(points)) if points.len() != ballot.choices.len() => {
                return Err(NotCounted::NoPoints);
            }
            (_, points) => points.as_deref(),
        };
        let (mut choices, mut cost, mut sum, mut dropped) =
            (Vec::<(K, u64)>::new(), 0u64, 0u64, Vec::new());
        for (place, id) in ballot.choices.iter().enumerate() {
            let points = points.map_or(0, |points| points[place]);
            match candidate(id) {
                Some((known, its_cost)) => {
                    if choices.iter().any(|(other, _)| *other == known) {
                        return Err(NotCounted::RepeatedChoice(id.clone()));
                    }
                    choices.push((known, points));
                    cost = cost.saturating_add(its_cost);
                    sum = sum.saturating_add(points);
                }
                None if self.unknown_project == UnknownProject::DropChoice => {
                    dropped.push(id.as_str());
                }
                None => return Err(NotCounted::UnknownProject(id.clone())),
            }
        }
        self.check_limits(choices.len() as u64, cost, sum)?;
        Ok(Counting { choices, dropped })
    }

    fn check_limits(&self, found: u64, cost: u64, sum: u64) -> Result<(), NotCounted> {
        if found == 0 {
            return Err(NotCounted::Empty);
        }
        if let Some(least) = self.min_choices.filter(|least| found < u64::from(*least)) {
            return Err(NotCounted::TooFewChoices { found, least });
        }
        if let Some(most) = self.max_choices.filter(|most| found > u64::from(*most)) {
            return Err(NotCounted::TooManyChoices { found, most });
        }
        if let Some(most) = self.max_cost.filter(|most| cost > *most) {
            return Err(NotCounted::OverCost { found: cost, most });
        }
        if let Some(most) = self.max_points.filter(|most| sum > *most) {
            return Err(NotCounted::OverPoints { found: sum, most });
        }
        Ok(())
    }
}

impl State {
    /// Whether a ballot can be handed in to count in a vote, as far as it alone tells: a later ballot of the same voter may still
    /// replace it. Gives the choices that would be dropped, which whoever hands it in is to be told. One with more choices than
    /// there are candidates is refused: what is already on a record is counted without them.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such vote.
    pub fn judge_ballot(
        &self,
        programme: &str,
        vote: &str,
        ballot: &BallotContent,
    ) -> Result<Result<Vec<String>, NotCounted>, Violation> {
        let vote = self.vote(programme, vote)?;
        let candidate = |id: &str| {
            let (id, proposal) = vote.candidates.get_key_value(id)?;
            Some((id.as_str(), proposal.cost))
        };
        let judged = vote.ballots.judge(candidate, ballot);
        let (found, most) = (ballot.choices.len(), vote.candidates.len());
        Ok(judged.and_then(|counting| match found > most {
            true => Err(NotCounted::TooManyChoices {
                found: found as u64,
                most: u32::try_from(most).unwrap_or(u32::MAX),
            }),
            false => Ok(counting.dropped.into_iter().map(str::to_owned).collect()),
        }))
    }
}
