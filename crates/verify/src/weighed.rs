//! What entries that the rules allow mean together for whoever relies on the record: what is asked of a whole record before it is told
//! among what costs trust.

use std::collections::BTreeMap;

use madang_programme::State;
use madang_programme::votes::{VotePhase, VoteState};
use madang_words::Said;

use crate::ranges::Ranges;
use crate::said::said;

/// Votes that were under way when the record adopted rules that keep seals at the entry `adopted`, each with its entry: they stay
/// under those they opened under.
pub(crate) fn under_older_rules(adopted: Option<u64>, state: &State) -> Vec<(u64, Said)> {
    let Some(adopted) = adopted else {
        return vec![];
    };
    let stay = state.votes_of_all().filter(|(_, vote)| {
        let over = match vote.phase {
            VotePhase::Selected { entry, .. } | VotePhase::Cancelled { entry, .. } => entry,
            VotePhase::Open | VotePhase::Closed { .. } | VotePhase::Opened { .. } => u64::MAX,
        };
        vote.entry < adopted && over > adopted && !vote.keeps_seals()
    });
    let told = stay.map(|(id, vote)| {
        let what = said("verify-cost-vote-older-rules").text("vote", id);
        (vote.entry, what.number("adopted", adopted))
    });
    told.collect()
}

/// Restrictions of the words of a vote's candidates before its ballots were open, by vote. Of a vote that was called off under seal
/// nothing is left that they could have changed.
pub(crate) fn hidden_candidates(hidden: &[(u64, u64)], state: &State) -> BTreeMap<String, Ranges> {
    let mut found: BTreeMap<String, Ranges> = BTreeMap::new();
    if hidden.is_empty() {
        return found;
    }
    for programme in state.programme_ids() {
        let proposals = state.proposals(programme).into_iter().flatten();
        let words = proposals.flat_map(|(id, proposal)| {
            let own = std::iter::once(proposal.entry);
            let all = own.chain(proposal.amendments.iter().copied());
            all.map(move |entry| (entry, id.as_str()))
        });
        let words: BTreeMap<u64, &str> = words.collect();
        for (index, entry) in hidden {
            let Some(id) = words.get(entry) else {
                continue;
            };
            let under_way = |vote: &VoteState| {
                let over = vote.phase.opened().unwrap_or(u64::MAX);
                (vote.entry..over).contains(index) && vote.candidates.contains_key(*id)
            };
            let mut votes = state.votes(programme);
            if let Some((vote, _)) = votes.find(|(_, vote)| under_way(vote)) {
                found.entry(vote.to_owned()).or_default().push(*index);
            }
        }
    }
    found
}
