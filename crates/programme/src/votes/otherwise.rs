//! Whether it could have been otherwise: what each candidate of a decided vote was missing, or had to spare. Nothing of it is on
//! record, and nothing is decided by it.

use std::collections::BTreeMap;

use madang_selection::sensitivity::{Margin, margins};
use madang_selection::{SelectOptions, SelectionRule, select_with};
use madang_selection_words::said as engine_said;

use super::selection::{ComputeError, OpenedSheet, drawn_rule, election};
use super::tally::OpenedBallot;
use crate::state::State;

/// What was found about the candidates of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// The digest of what it was found from: where it is not that of the published selection, other ballots were read.
    pub input_digest: String,
    /// What is selected from it: where it is not what was published, it says nothing of that.
    pub selected: Vec<String>,
    /// What each candidate was missing, or had to spare; of those that were not looked at there is nothing.
    pub margins: BTreeMap<String, Margin>,
}

/// Looks at every candidate of a vote whose ballots are open, or at `only` one, the nearest losers first, as long as `go_on` says
/// so: it is asked before each of them. `sheets` and `ballots` are as [`super::selection::compute`] takes them.
///
/// # Errors
/// As [`super::selection::compute`].
pub fn otherwise<E>(
    state: &State,
    programme: &str,
    vote: &str,
    sheets: &[OpenedSheet],
    ballots: impl IntoIterator<Item = Result<OpenedBallot, E>>,
    only: Option<&str>,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Otherwise, ComputeError<E>> {
    let (election, _) = election(state, programme, vote, sheets, ballots)?;
    let rule: SelectionRule = drawn_rule(state, programme, vote)?;
    let refused =
        |error: madang_selection::SelectError| ComputeError::Engine(engine_said(&error.wording()));
    let outcome = select_with(&election, &rule, SelectOptions::default()).map_err(refused)?;
    let margins = margins(&election, &rule, &outcome, only, go_on).map_err(refused)?;
    Ok(Otherwise {
        input_digest: election.input_digest().to_owned(),
        selected: outcome.selected,
        margins,
    })
}
