//! The votes that were decided with a proposal among their candidates. What comes later takes nothing of it back.

use std::collections::BTreeMap;

use madang_programme::proposals::Candidates;
use madang_store::{Store, StoreError};

use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::votes::labels::Past;

/// The decided votes that a proposal was a candidate of, newest first.
///
/// # Errors
/// What the store says.
pub async fn of_proposal<'a>(
    store: &Store,
    programme: &'a ProgrammeDetail,
    proposal: &str,
) -> Result<Vec<Past<'a>>, StoreError> {
    let mut past = Vec::new();
    for vote in programme.votes.iter().rev() {
        let Some(selection) = &vote.selection else {
            continue;
        };
        let of = candidates(store, &programme.summary.facts.id, &vote.facts.id).await?;
        if let Some(candidate) = of.get(proposal) {
            past.push(Past {
                vote,
                cost: candidate.cost,
                selected: selection.facts.selected.iter().any(|id| id == proposal),
            });
        }
    }
    Ok(past)
}

/// The candidates of a vote as they were when it opened; none of an unknown vote.
///
/// # Errors
/// What the store says.
pub async fn candidates(
    store: &Store,
    programme: &str,
    vote: &str,
) -> Result<Candidates, StoreError> {
    let found = store.with_state(|state| {
        let vote = state.vote(programme, vote);
        vote.map(|vote| vote.candidates.clone()).unwrap_or_default()
    });
    found.await
}

/// Gives proposals the cost, the group and the audiences that they had as candidates of a vote: they may have been amended since.
///
/// # Errors
/// What the store says.
pub async fn as_candidates(
    store: &Store,
    programme: &str,
    vote: &str,
    proposals: &mut BTreeMap<String, ProposalDetail>,
) -> Result<(), StoreError> {
    let then = candidates(store, programme, vote).await?;
    for (id, proposal) in proposals {
        if let Some(then) = then.get(id) {
            proposal.facts.cost = Some(then.cost);
            proposal.facts.group.clone_from(&then.group);
            proposal.facts.audiences.clone_from(&then.audiences);
        }
    }
    Ok(())
}
