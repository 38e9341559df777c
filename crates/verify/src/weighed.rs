//! What entries that the rules allow mean together for whoever relies on the record: what is asked of a whole record before it is told
//! among what costs trust.

use std::collections::BTreeMap;

use madang_programme::State;
use madang_programme::contents::TEXT;
use madang_programme::proposals::ProposalState;
use madang_programme::votes::VotePhase;
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

/// Words that were hidden: by the entry that says them, from which entry on and until which.
#[derive(Debug, Default)]
pub(crate) struct HiddenWords(BTreeMap<u64, Vec<Span>>);

/// From one entry on until another.
type Span = (u64, u64);

/// Of what is not shown again.
const FOR_GOOD: u64 = u64::MAX;

impl HiddenWords {
    /// Takes the entry `index`, which hides a content or makes it be gone; `state` has taken it.
    pub(crate) fn hide(&mut self, index: u64, of: (u64, &str), state: &State) {
        self.change(index, of, state);
        if of.1 == TEXT {
            self.0.entry(of.0).or_default().push((index, FOR_GOOD));
        }
    }

    /// Takes the entry `index`, which shows a content again.
    pub(crate) fn show(&mut self, index: u64, of: (u64, &str), state: &State) {
        self.change(index, of, state);
    }

    /// What was so before the entry `index` is so until there.
    fn change(&mut self, index: u64, (entry, name): (u64, &str), state: &State) {
        if name != TEXT {
            return;
        }
        match self.0.get_mut(&entry).and_then(|spans| spans.last_mut()) {
            Some((_, until)) => *until = index.min(*until),
            None if state.began_restricted(entry, name) => {
                self.0.insert(entry, vec![(entry, index)]);
            }
            None => {}
        }
    }

    /// When the words of an entry were hidden.
    fn of(&self, entry: u64, state: &State) -> Vec<Span> {
        match self.0.get(&entry) {
            Some(spans) => spans.clone(),
            None if state.began_restricted(entry, TEXT) => vec![(entry, FOR_GOOD)],
            None => vec![],
        }
    }
}

/// What hid the words of a vote's candidates while it was under way, by vote: also what had hidden them before and did not end until it
/// opened. Of a vote that was called off under seal nothing is left that it could have changed.
pub(crate) fn hidden_candidates(hidden: &HiddenWords, state: &State) -> BTreeMap<String, Ranges> {
    let mut found: BTreeMap<String, Ranges> = BTreeMap::new();
    for programme in state.programme_ids() {
        let Ok(proposals) = state.proposals(programme) else {
            continue;
        };
        for (id, vote) in state.votes(programme) {
            let under_way = (vote.entry, vote.phase.opened().unwrap_or(u64::MAX));
            let candidates = vote.candidates.keys();
            let candidates = candidates.filter_map(|candidate| proposals.get(candidate));
            let hiding = candidates.flat_map(|proposal| {
                let read = read_during(proposal, under_way);
                read.into_iter().flat_map(move |(entry, (from, until))| {
                    let spans = hidden.of(entry, state).into_iter();
                    let meets = move |span: &Span| span.0 < until && from < span.1;
                    spans.filter(meets).map(|(by, _)| by)
                })
            });
            let mut hiding: Ranges = hiding.collect();
            hiding.normalise();
            if hiding.count() > 0 {
                found.entry(id.to_owned()).or_default().absorb(&hiding);
            }
        }
    }
    found
}

/// The entries by which a proposal was read between two entries of the record, each with when that was.
fn read_during(proposal: &ProposalState, (from, until): Span) -> Vec<(u64, Span)> {
    let amendments = || proposal.amendments.iter().copied();
    let versions = std::iter::once(proposal.entry).chain(amendments());
    let next = amendments().chain([u64::MAX]);
    let read = versions.zip(next).map(|(entry, next)| {
        let read = (entry.max(from), next.min(until));
        (entry, read)
    });
    read.filter(|(_, (from, until))| from < until).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_hidden_from_one_entry_to_the_next() {
        let (state, mut hidden) = (State::default(), HiddenWords::default());
        hidden.hide(5, (1, TEXT), &state);
        // Hidden for longer by another entry: that is one time of being hidden after the other.
        hidden.hide(7, (1, TEXT), &state);
        hidden.show(9, (1, TEXT), &state);
        hidden.hide(12, (1, TEXT), &state);
        hidden.hide(13, (1, "reason"), &state);
        hidden.show(14, (2, TEXT), &state);
        let of = |entry| hidden.of(entry, &state);
        assert_eq!(of(1), [(5, 7), (7, 9), (12, FOR_GOOD)]);
        assert!(of(2).is_empty());
    }
}
