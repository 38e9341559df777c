//! How proposals fared in the last vote that was decided, in short: for their cards and for the order of a list.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use madang_programme::votes::OUTCOME;
use madang_programme::votes::engine::Outcome;
use madang_store::{Store, StoreError};

use crate::model::{ProgrammeDetail, ProposalDetail, read_body};

/// How a proposal fared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fared {
    /// Its votes.
    pub votes: u64,
    /// Its score, where the rule weighs scores.
    pub score: Option<String>,
    /// Why it was not selected, or the tie that it won, in a sentence or two.
    pub why: Option<String>,
    /// What it was to cost when the vote opened, smallest unit, where that was looked up.
    pub cost: Option<u64>,
}

/// How the candidates of a vote fared, by identifier; empty before there is a selection.
pub type AllFared = BTreeMap<String, Fared>;

/// The outcome of a programme's last vote that was decided; `None` before, or where it is not public.
///
/// # Errors
/// What the store says.
pub async fn decided(
    store: &Store,
    programme: &ProgrammeDetail,
) -> Result<Option<Outcome>, StoreError> {
    let mut selections = programme
        .votes
        .iter()
        .rev()
        .filter_map(|vote| vote.selection.as_ref());
    let Some(selection) = selections.next() else {
        return Ok(None);
    };
    let entry = store.entry(selection.published.entry).await?;
    Ok(entry.as_ref().and_then(|entry| read_body(entry, OUTCOME)))
}

/// The votes of the candidates of an outcome.
pub fn votes(outcome: &Outcome) -> AllFared {
    let fared = |votes| Fared {
        votes,
        ..Fared::default()
    };
    let projects = outcome.projects.iter();
    projects
        .map(|project| (project.id.clone(), fared(project.votes)))
        .collect()
}

/// The most proposals that are put in order by how they fared.
pub const MOST_ORDERED: u64 = 1000;

/// Puts proposals in the order of their votes, most first; what was no candidate comes last.
pub fn by_votes(proposals: &mut [ProposalDetail], all: &AllFared) {
    proposals.sort_by_key(|proposal| {
        let fared = all.get(&proposal.facts.id);
        Reverse(fared.map(|fared| fared.votes + 1))
    });
}

/// Puts proposals in the order of selection; then what was not selected, by votes.
pub fn by_selection(proposals: &mut [ProposalDetail], all: &AllFared) {
    by_votes(proposals, all);
    proposals.sort_by_key(|proposal| proposal.rank.unwrap_or(u32::MAX));
}
