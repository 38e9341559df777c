//! What an entry that the rules allow means for whoever relies on the record: what is asked of it before it is told among what costs
//! trust.

use std::collections::BTreeMap;

use jiff::civil::Date;
use madang_programme::answers::Subject;
use madang_programme::programmes::{Periods, USUAL};
use madang_programme::proposals::ProposalState;
use madang_programme::votes::{VotePhase, VoteState};
use madang_programme::{Role, State, answers, programmes, votes};
use madang_words::Said;

use crate::ranges::Ranges;
use crate::said::said;

/// From it periods are compared: none of its months and those after it is shorter than another.
const SOME_DAY: Date = jiff::civil::date(2027, 7, 1);

/// Whether the entry that `state` applied last is an official's.
pub(crate) fn by_official(state: &State) -> bool {
    by_role(state, Role::Official)
}

pub(crate) fn by_role(state: &State, role: Role) -> bool {
    let last = state.last_by.split_once('/').map(|(role, _)| role);
    last == Some(role.name())
}

/// Whether whoever made the last entry is the operator, who names the first administrator, or holds a role on the record.
pub(crate) fn by_granted(state: &State) -> bool {
    let holder = state
        .last_by
        .split_once('/')
        .map_or("", |(_, holder)| holder);
    by_role(state, Role::Operator) || !state.roles_of(holder).is_empty()
}

/// Whether an answer that `state` has applied takes the place of one that adopted what is not adopted any more.
pub(crate) fn takes_back(given: &answers::AnswerGiven, state: &State) -> bool {
    let dealt = state.dealt(&given.programme, &given.subject);
    let mut before = dealt
        .into_iter()
        .flat_map(|dealt| dealt.answers.iter().rev().skip(1));
    let adopted = before
        .next()
        .is_some_and(|before| before.disposition.is_adopted());
    adopted && !given.disposition.is_adopted()
}

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

pub(crate) fn called_off(cancelled: &votes::VoteCancelled, state: &State) -> Said {
    let vote = state.vote(&cancelled.programme, &cancelled.vote).ok();
    let opened = vote.and_then(|vote| vote.phase.opened());
    said(match opened {
        Some(_) => "verify-cost-cancelled-opened",
        None => "verify-cost-cancelled",
    })
    .text("vote", &cancelled.vote)
    .number("cast", vote.map_or(0, |vote| vote.cast))
}

/// Whether something was said by people themselves, so that they can ask for another look at its answer: a voice, or a proposal that a
/// participant handed in.
pub(crate) fn is_of_people(programme: &str, subject: &Subject, state: &State) -> bool {
    match subject {
        Subject::Voice(_) => true,
        Subject::Proposal(id) => {
            let proposal = state.proposal(programme, id);
            proposal.is_ok_and(ProposalState::is_of_participant)
        }
    }
}

/// Whether periods that `state` has applied are longer than those before them.
pub(crate) fn longer(fixed: &programmes::PeriodsFixed, state: &State) -> bool {
    let Ok(programme) = state.programme(&fixed.programme) else {
        return false;
    };
    let mut newest_first = programme.fixed_periods.iter().rev();
    let Some((_, now)) = newest_first.next() else {
        return false;
    };
    let before = newest_first.next().map_or(USUAL, |(_, before)| *before);
    let ends = |periods: Periods| {
        let all = [
            periods.answer,
            periods.progress,
            periods.deliberation,
            periods.personal_data,
        ];
        all.map(|period| period.after(SOME_DAY))
    };
    let (now, before) = (ends(*now), ends(before));
    now.iter().zip(&before).any(|(now, before)| now > before)
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
