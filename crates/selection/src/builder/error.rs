//! Why an election cannot be built.

use std::fmt;

use crate::ballots::CapacityError;
use crate::decimal::{Decimal, DecimalError};
use crate::wording::{Wording, wording};

/// Why an election cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Two projects have the same id.
    DuplicateProject {
        /// The id.
        id: String,
    },
    /// A project's id is empty or has a comma, which separates ids on ballots.
    BadProjectId {
        /// The id.
        id: String,
    },
    /// An amount does not fit the common scale.
    Amount {
        /// The project whose cost it is; the budget where there is none.
        project: Option<String>,
        /// The amount.
        amount: Decimal,
        /// What is wrong.
        reason: DecimalError,
    },
    /// A ballot lists a project that was not added.
    UnknownProject {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
    },
    /// A ballot lists a project more than once.
    ProjectTwice {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
    },
    /// A choose-1 ballot lists more than one project.
    TooManyChoices {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// How many.
        count: usize,
    },
    /// Points are missing, too many, or too large on the common scale.
    Points {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
        /// The points.
        points: Decimal,
    },
    /// A score sheet names a project that does not exist.
    UnknownScoredProject {
        /// The expert.
        expert: String,
        /// The id.
        id: String,
    },
    /// Two score sheets have the same expert.
    DuplicateExpert {
        /// The expert.
        expert: String,
    },
    /// Too many ballots.
    Capacity(#[from] CapacityError),
}

impl BuildError {
    /// What is said of it.
    pub fn wording(&self) -> Wording {
        match self {
            Self::DuplicateProject { id } => wording!(
                "error-duplicate-project",
                "two projects have the id `{id}`: give each project an id of its own",
                id = id
            ),
            Self::BadProjectId { id } => wording!(
                "error-bad-project-id",
                "`{id}` is no project id: an id is not empty and has no comma or blank at its ends",
                id = id
            ),
            Self::Amount {
                project: Some(id),
                amount,
                reason,
            } => wording!(
                "error-cost",
                "the cost of project `{id}` is {amount}: {reason}",
                id = id,
                amount = amount,
                reason = reason.wording()
            ),
            Self::Amount {
                project: None,
                amount,
                reason,
            } => wording!(
                "error-budget",
                "the budget is {amount}: {reason}",
                amount = amount,
                reason = reason.wording()
            ),
            Self::UnknownProject { ballot, id } => wording!(
                "error-unknown-project",
                "ballot {ballot} lists the project `{id}`, which does not exist",
                ballot = *ballot,
                id = id
            ),
            Self::ProjectTwice { ballot, id } => wording!(
                "error-project-twice",
                "ballot {ballot} lists the project `{id}` more than once",
                ballot = *ballot,
                id = id
            ),
            Self::TooManyChoices { ballot, count } => wording!(
                "error-too-many-choices",
                "ballot {ballot} lists {count} projects although voters choose one",
                ballot = *ballot,
                count = *count
            ),
            Self::Points { ballot, id, points } => wording!(
                "error-points",
                "ballot {ballot} gives project `{id}` {points} points: at most 4294967295 on the common scale",
                ballot = *ballot,
                id = id,
                points = points
            ),
            Self::UnknownScoredProject { expert, id } => wording!(
                "error-unknown-scored",
                "the score sheet of {expert} has a score of the project `{id}`, which does not exist",
                expert = expert,
                id = id
            ),
            Self::DuplicateExpert { expert } => wording!(
                "error-duplicate-expert",
                "two score sheets of one body are by {expert}: name each expert once",
                expert = expert
            ),
            Self::Capacity(error) => error.wording(),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wording().fmt(formatter)
    }
}
