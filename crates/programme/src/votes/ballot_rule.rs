//! How ballots are read, and which of them count.

use madang_words::{Said, check_amount};
use serde::{Deserialize, Serialize};

use crate::fact::Checked;
use crate::violation::Violation;
use crate::words::said;

/// What a ballot says about projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BallotType {
    /// A set of projects.
    Approval,
    /// Points spread over projects.
    Cumulative,
    /// Points to each project on its own.
    Scoring,
    /// A ranking, best first.
    Ordinal,
}

/// What becomes of a ballot that names a project that is not on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownProject {
    /// The whole ballot does not count.
    DiscardBallot,
    /// The rest of the ballot counts.
    DropChoice,
}

/// Which ballot counts when a voter cast several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedVoter {
    /// The first.
    CountFirst,
    /// The last: a voter may think again, also out of another's sight.
    CountLast,
    /// None.
    CountNone,
}

impl RepeatedVoter {
    /// Which of a voter's ballots counts, by its place among them in the order in which they came; `None` where none does.
    pub fn counting(self, ballots: u64) -> Option<u64> {
        match (ballots, self) {
            (0, _) => None,
            (1, _) | (_, RepeatedVoter::CountFirst) => Some(0),
            (_, RepeatedVoter::CountLast) => Some(ballots - 1),
            (_, RepeatedVoter::CountNone) => None,
        }
    }

    /// That ballot.
    pub fn chosen<T>(self, ballots: &[T]) -> Option<&T> {
        let place = self.counting(ballots.len() as u64)?;
        ballots.get(usize::try_from(place).ok()?)
    }

    /// Why a ballot of a voter who has one on the record would not count; `None` where it takes that one's place.
    pub fn refuses_another(self) -> Option<Said> {
        match self {
            RepeatedVoter::CountFirst => Some(said!("vote-first-counts")),
            RepeatedVoter::CountNone => Some(said!("vote-none-counts")),
            RepeatedVoter::CountLast => None,
        }
    }
}

/// How ballots are read and which of them count, fixed when the vote opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotRule {
    /// What a ballot says.
    #[serde(rename = "type")]
    pub ballot_type: BallotType,
    /// Fewest choices on a ballot that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_choices: Option<u32>,
    /// Most choices on a ballot that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_choices: Option<u32>,
    /// Most that the projects on a ballot may cost together, smallest unit; a ballot over it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_cost: Option<u64>,
    /// Most points on a ballot together; a ballot over it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_points: Option<u64>,
    /// What becomes of unknown projects.
    pub unknown_project: UnknownProject,
    /// What becomes of a voter's second ballot.
    pub repeated_voter: RepeatedVoter,
}

impl BallotRule {
    /// Checks that the rule can be kept at all.
    pub(super) fn check(&self) -> Checked {
        for (field, amount) in [
            ("ballots.max_cost", self.max_cost),
            ("ballots.max_points", self.max_points),
        ] {
            if let Some(amount) = amount {
                check_amount(field, amount)?;
            }
        }
        if let (Some(min), Some(max)) = (self.min_choices, self.max_choices)
            && min > max
        {
            return Err(Violation::field(
                "ballots.min_choices",
                said!("vote-choices-min", min = min, max = max),
            ));
        }
        let points = matches!(
            self.ballot_type,
            BallotType::Cumulative | BallotType::Scoring
        );
        if self.max_points.is_some() && !points {
            return Err(Violation::field(
                "ballots.max_points",
                said!("vote-points-for-others"),
            ));
        }
        Ok(())
    }
}
