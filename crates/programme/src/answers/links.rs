//! What an answer changes of how things hang together.

use super::disposition::Disposition;
use super::given::AnswerGiven;
use crate::state::State;
use crate::things::{Change, How, Link};

/// An answer, and what goes on by it; what went on by the one whose place it takes does so no more.
pub(super) fn links_of(facts: &AnswerGiven, state: &State, entry: u64) -> Vec<Change> {
    let goes_on = |disposition: &Disposition, by: u64| {
        let Disposition::Merged { into } = disposition else {
            return None;
        };
        Some(Link {
            thing: into.entry(state, &facts.programme).ok()?,
            how: How::CarriesOn,
            source: by,
        })
    };
    let dealt = state.dealt(&facts.programme, &facts.subject);
    let mut answers = dealt.into_iter().flat_map(|dealt| &dealt.answers);
    let before = answers.find(|given| Some(given.entry) == facts.supersedes);
    let ended = before.and_then(|given| goes_on(&given.disposition, given.entry));
    let subject = facts.subject.entry(state, &facts.programme).ok();
    let answers = subject.map(|subject| Change::made(entry, How::Answers, subject));
    let begun = goes_on(&facts.disposition, entry);
    let changes = [ended.map(Change::Ended), answers, begun.map(Change::Made)];
    changes.into_iter().flatten().collect()
}
