//! The outcome of a selection as the record holds it (content `outcome` of `selection.published/1`).

use std::sync::Arc;

use madang_programme::votes::engine::Phase;
pub use madang_programme::votes::engine::{Outcome, ProjectExplanation, Round};
use madang_programme::votes::{ANALYSIS, Analysis, OUTCOME};
use madang_store::{Store, StoreError};

use crate::frame::kept::Kept;
use crate::model::{EntryDetail, VoteDetail, read_body};

/// What a published selection says of itself. Both contents last: they can be neither hidden nor erased.
pub struct Decided {
    /// Rounds, ties and what became of each project; `None` where an older or newer engine wrote it otherwise.
    pub outcome: Option<Outcome>,
    /// What was found about it; `None` as above.
    pub analysis: Option<Analysis>,
}

impl Decided {
    /// Reads the contents of the entry that publishes a selection.
    pub fn of(entry: &EntryDetail) -> Decided {
        Decided {
            outcome: read_body(entry, OUTCOME),
            analysis: read_body(entry, ANALYSIS),
        }
    }
}

/// What the selection of a vote says of itself, read once and kept; `None` before it is published.
///
/// # Errors
/// What the store says.
pub async fn decided(
    store: &Store,
    kept: &Kept,
    vote: &VoteDetail,
) -> Result<Option<Arc<Decided>>, StoreError> {
    let Some(selection) = &vote.selection else {
        return Ok(None);
    };
    let index = selection.published.entry;
    if let Some(kept) = kept.get(index) {
        return Ok(Some(kept));
    }
    let entry = store.entry(index).await?;
    Ok(entry.map(|entry| kept.keep(index, Decided::of(&entry))))
}

/// How a project fared.
pub fn project<'a>(outcome: &'a Outcome, id: &str) -> Option<&'a ProjectExplanation> {
    // They stand by ascending id; an older engine may have ordered them otherwise.
    outcome.projects.iter().find(|project| project.id == id)
}

/// The round in which a project was selected.
pub fn round<'a>(outcome: &'a Outcome, project: &ProjectExplanation) -> Option<&'a Round> {
    let number = project.round?;
    outcome.rounds.iter().find(|round| round.round == number)
}

/// What the rule compares of a project: of a selected one as it was when it was.
pub fn value<'a>(outcome: &'a Outcome, project: &'a ProjectExplanation) -> Option<&'a str> {
    match round(outcome, project) {
        Some(round) => Some(&round.value),
        None => project.value.as_deref(),
    }
}

/// The weighted score of a project, where the rule weighs scores: what its voices add up to. What a completion compares of it is
/// another number.
pub fn score(outcome: &Outcome, project: &ProjectExplanation) -> Option<String> {
    if project.score_parts.is_empty() {
        return None;
    }
    let by_score = match round(outcome, project) {
        Some(round) => (round.phase == Phase::Scores).then_some(&round.value),
        None if outcome.rule.completion.is_empty() => project.value.as_ref(),
        None => None,
    };
    let parts = || project.score_parts.iter();
    // Parts are told to twelve digits: their sum is for reading, and decides nothing.
    let sum = || {
        parts()
            .filter_map(|part| part.part.parse::<f64>().ok())
            .sum::<f64>()
    };
    Some(by_score.cloned().unwrap_or_else(|| format!("{:.9}", sum())))
}

/// Whether the rule weighs scores, so that each project has one.
pub fn has_scores(outcome: &Outcome) -> bool {
    outcome
        .projects
        .iter()
        .any(|project| !project.score_parts.is_empty())
}
