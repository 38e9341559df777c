//! Why an election cannot be built.

use crate::ballots::CapacityError;
use crate::decimal::{Decimal, DecimalError};

/// Why an election cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Two projects have the same id.
    #[error("two projects have the id `{id}`: give each project an id of its own")]
    DuplicateProject {
        /// The id.
        id: String,
    },
    /// A project's id is empty or has a comma, which separates ids on ballots.
    #[error("`{id}` is no project id: an id is not empty and has no comma or blank at its ends")]
    BadProjectId {
        /// The id.
        id: String,
    },
    /// An amount does not fit the common scale.
    #[error("{} is {amount}: {reason}", whose(.project))]
    Amount {
        /// The project whose cost it is; the budget where there is none.
        project: Option<String>,
        /// The amount.
        amount: Decimal,
        /// What is wrong.
        reason: DecimalError,
    },
    /// A ballot lists a project that was not added.
    #[error("ballot {ballot} lists the project `{id}`, which does not exist")]
    UnknownProject {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
    },
    /// A ballot lists a project more than once.
    #[error("ballot {ballot} lists the project `{id}` more than once")]
    ProjectTwice {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
    },
    /// A choose-1 ballot lists more than one project.
    #[error("ballot {ballot} lists {count} projects although voters choose one")]
    TooManyChoices {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// How many.
        count: usize,
    },
    /// Points are missing, too many, or too large on the common scale.
    #[error(
        "ballot {ballot} gives project `{id}` {points} points: at most 4294967295 on the common scale"
    )]
    Points {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
        /// The points.
        points: Decimal,
    },
    /// A score sheet names a project that does not exist.
    #[error("the score sheet of {expert} scores the project `{id}`, which does not exist")]
    UnknownScoredProject {
        /// The expert.
        expert: String,
        /// The id.
        id: String,
    },
    /// Two score sheets have the same expert.
    #[error("two score sheets of one body are by {expert}: name each expert once")]
    DuplicateExpert {
        /// The expert.
        expert: String,
    },
    /// Too many ballots.
    #[error(transparent)]
    Capacity(#[from] CapacityError),
}

/// Whose amount is wrong, in words.
fn whose(project: &Option<String>) -> String {
    match project {
        Some(id) => format!("the cost of project `{id}`"),
        None => "the budget".to_owned(),
    }
}
