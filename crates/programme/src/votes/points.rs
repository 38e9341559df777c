//! How many points the ballots of a decided vote give its candidates.

use std::collections::BTreeMap;

use madang_selection::given;
use madang_selection_words::said as engine_said;

use super::selection::{ComputeError, OpenedSheet, drawn_rule, election};
use super::tally::OpenedBallot;
use crate::state::State;

/// Points, or scores by place, of the candidates of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// The digest of what they were added up from: where it is not that of the published selection, other ballots were read.
    pub input_digest: String,
    /// What the ballots that count give each candidate.
    pub given: BTreeMap<String, u64>,
}

/// Adds up the points of a vote whose ballots are open. `sheets` and `ballots` are as [`super::selection::compute`] takes them.
///
/// # Errors
/// As [`super::selection::compute`].
pub fn points<E>(
    state: &State,
    programme: &str,
    vote: &str,
    sheets: &[OpenedSheet],
    ballots: impl IntoIterator<Item = Result<OpenedBallot, E>>,
) -> Result<Points, ComputeError<E>> {
    let (election, _) = election(state, programme, vote, sheets, ballots)?;
    let rule = drawn_rule(state, programme, vote)?;
    let given = given(&election, &rule);
    let given = given.map_err(|error| ComputeError::Engine(engine_said(&error.wording())))?;
    let number = |points| u64::try_from(points).unwrap_or(u64::MAX);
    Ok(Points {
        input_digest: election.input_digest().to_owned(),
        given: given
            .into_iter()
            .map(|(id, points)| (id, number(points)))
            .collect(),
    })
}
