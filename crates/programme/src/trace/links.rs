//! What an entry says of how things grew out of each other.

use std::collections::BTreeSet;

use crate::answers::{self, AnswerGiven, Disposition};
use crate::event::Event;
use crate::state::State;
use crate::votes::SelectionPublished;
use crate::{needs, proposals, voices, votes};

/// How a thing grew out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// An answer was given to a voice or to a proposal.
    Answers,
    /// A voice or a proposal carries on what an answer says goes on in it.
    CarriesOn,
    /// A need groups a voice.
    Groups,
    /// A need is a part of what another was.
    PartOf,
    /// A need took another up.
    TakesUp,
    /// A proposal is to meet a need.
    Meets,
    /// A proposal grew out of another: that was merged into it, split, or was written anew.
    GrowsFrom,
    /// A selection has a proposal in it.
    Selects,
    /// A selection was made with a proposal among its candidates, and does not have it in it.
    PassesOver,
    /// An answer was given to a voice of a need.
    AnswersVoice,
}

impl How {
    /// Every one.
    pub const ALL: [How; 10] = [
        How::Answers,
        How::CarriesOn,
        How::Groups,
        How::PartOf,
        How::TakesUp,
        How::Meets,
        How::GrowsFrom,
        How::Selects,
        How::PassesOver,
        How::AnswersVoice,
    ];

    /// Its name in tables and in the API.
    pub fn name(self) -> &'static str {
        match self {
            How::Answers => "answers",
            How::CarriesOn => "carries_on",
            How::Groups => "groups",
            How::PartOf => "part_of",
            How::TakesUp => "takes_up",
            How::Meets => "meets",
            How::GrowsFrom => "grows_from",
            How::Selects => "selects",
            How::PassesOver => "passes_over",
            How::AnswersVoice => "answers_voice",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<How> {
        How::ALL.into_iter().find(|how| how.name() == name)
    }
}

/// A thing that grew out of another, both by the entries that made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The thing.
    pub thing: u64,
    /// How.
    pub how: How,
    /// What it grew out of.
    pub source: u64,
}

/// What an entry changes of how things hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is so from here on.
    Made(Link),
    /// It is so no more.
    Ended(Link),
}

/// What an event that `state` has taken as entry `index` says of how things hang together.
pub fn links(event: &Event, state: &State, index: u64) -> Vec<Change> {
    match event {
        Event::Needs(event) => of_need(event, state),
        Event::Proposals(event) => of_proposal(event, state, index),
        Event::Answers(answers::Event::AnswerGiven(facts)) => of_answer(facts, state, index),
        Event::Votes(votes::Event::SelectionPublished(facts)) => of_selection(facts, state, index),
        Event::Log(_)
        | Event::Content(_)
        | Event::Commitments(_)
        | Event::People(_)
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Bodies(_)
        | Event::Voices(_)
        | Event::Answers(
            answers::Event::AnswerProgress(_)
            | answers::Event::ReexaminationAsked(_)
            | answers::Event::ExpertiseAsked(_),
        )
        | Event::Votes(
            votes::Event::RuleFixed(_)
            | votes::Event::VoteScheduled(_)
            | votes::Event::VoteRescheduled(_)
            | votes::Event::VoteUnscheduled(_)
            | votes::Event::VoteOpened(_)
            | votes::Event::VoteBegun(_)
            | votes::Event::BallotCast(_)
            | votes::Event::BallotExcluded(_)
            | votes::Event::ScoresSubmitted(_)
            | votes::Event::VoteClosed(_)
            | votes::Event::BallotsOpened(_)
            | votes::Event::VoteCancelled(_),
        ) => vec![],
    }
}

fn made(thing: u64, how: How, source: u64) -> Change {
    Change::Made(Link { thing, how, source })
}

/// An answer, and what goes on by it; what went on by the one whose place it takes does so no more.
fn of_answer(facts: &AnswerGiven, state: &State, index: u64) -> Vec<Change> {
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
    let answers = subject.map(|subject| made(index, How::Answers, subject));
    let begun = goes_on(&facts.disposition, index);
    let changes = [ended.map(Change::Ended), answers, begun.map(Change::Made)];
    changes.into_iter().flatten().collect()
}

fn of_selection(facts: &SelectionPublished, state: &State, index: u64) -> Vec<Change> {
    let selected: BTreeSet<&String> = facts.selected.iter().collect();
    let candidates = state.candidates(&facts.programme, &facts.vote).ok();
    let lost = candidates.into_iter().flatten().map(|(id, _)| id);
    let lost = lost.filter(|id| !selected.contains(id));
    let selected = facts.selected.iter().map(|id| (How::Selects, id));
    let all = selected.chain(lost.map(|id| (How::PassesOver, id)));
    let link = |(how, id): (How, &String)| {
        let proposal = state.proposal(&facts.programme, id).ok()?;
        Some(made(index, how, proposal.entry))
    };
    all.filter_map(link).collect()
}

fn of_need(event: &needs::Event, state: &State) -> Vec<Change> {
    let entry = |programme: &str, id: &str| Some(state.need(programme, id).ok()?.entry);
    let mut changes = Vec::new();
    match event {
        needs::Event::NeedDefined(_) => {}
        needs::Event::NeedVoicesChanged(facts) => {
            let need = entry(&facts.programme, &facts.need);
            let link = |voice: &String| {
                Some(Link {
                    thing: need?,
                    how: How::Groups,
                    source: state.voice(&facts.programme, voice).ok()?.entry,
                })
            };
            changes.extend(facts.add.iter().filter_map(link).map(Change::Made));
            changes.extend(facts.remove.iter().filter_map(link).map(Change::Ended));
        }
        needs::Event::NeedSplit(facts) => {
            let source = entry(&facts.programme, &facts.need);
            let parts = facts.into.iter().filter_map(|part| {
                let part = entry(&facts.programme, part)?;
                Some(made(part, How::PartOf, source?))
            });
            changes.extend(parts);
        }
        needs::Event::NeedsMerged(facts) => {
            let into = entry(&facts.programme, &facts.into);
            for from in &facts.from {
                let from = state.need(&facts.programme, from).ok();
                let Some((into, from)) = into.zip(from) else {
                    continue;
                };
                changes.push(made(into, How::TakesUp, from.entry));
                let voices = from.voices();
                changes.extend(voices.map(|(_, voice)| made(into, How::Groups, voice)));
            }
        }
    }
    changes
}

fn of_proposal(event: &proposals::Event, state: &State, index: u64) -> Vec<Change> {
    let entry = |programme: &str, id: &str| Some(state.proposal(programme, id).ok()?.entry);
    match event {
        proposals::Event::ProposalHandedIn(facts) => {
            let need = |id: &String| {
                let need = state.need(&facts.programme, id).ok()?;
                Some(made(index, How::Meets, need.entry))
            };
            let needs = facts.needs.iter().filter_map(need);
            let from = facts.derived_from.iter().filter_map(|from| {
                let from = entry(&facts.programme, &from.proposal)?;
                Some(made(index, How::GrowsFrom, from))
            });
            needs.chain(from).collect()
        }
        proposals::Event::ProposalsMerged(facts) => {
            let into = entry(&facts.programme, &facts.into);
            let from = facts.from.iter().filter_map(|from| {
                let from = entry(&facts.programme, from)?;
                Some(made(into?, How::GrowsFrom, from))
            });
            from.collect()
        }
        proposals::Event::ProposalSplit(facts) => {
            let source = entry(&facts.programme, &facts.proposal);
            let parts = facts.into.iter().filter_map(|part| {
                let part = entry(&facts.programme, part)?;
                Some(made(part, How::GrowsFrom, source?))
            });
            parts.collect()
        }
        proposals::Event::ProposalSubmitted(_)
        | proposals::Event::ProposalAmended(_)
        | proposals::Event::ProposalWithdrawn(_)
        | proposals::Event::ProposalTakenBack(_)
        | proposals::Event::CallOpened(_)
        | proposals::Event::ProposalRevised(_)
        | proposals::Event::ProposalEndorsed(_)
        | proposals::Event::EndorsementWithdrawn(_)
        | proposals::Event::ProposalCommented(_) => vec![],
    }
}

/// The thing that an entry is about, by the entry that made it: a voice, a need, a proposal, a selection, an answer; `None` where it
/// is about none of these. `state` has taken the entry, and may have taken later ones.
pub fn thing(event: &Event, state: &State, index: u64) -> Option<u64> {
    let voice = |programme: &str, id: &str| Some(state.voice(programme, id).ok()?.entry);
    let need = |programme: &str, id: &str| Some(state.need(programme, id).ok()?.entry);
    let proposal = |programme: &str, id: &str| Some(state.proposal(programme, id).ok()?.entry);
    match event {
        Event::Voices(event) => match event {
            voices::Event::VoiceReceived(_) => Some(index),
            voices::Event::VoiceSupplementAsked(facts) => voice(&facts.programme, &facts.voice),
            voices::Event::VoiceSupplemented(facts) => voice(&facts.programme, &facts.voice),
            voices::Event::VoiceTransferred(facts) => voice(&facts.programme, &facts.voice),
            voices::Event::VoiceWithdrawn(facts) => voice(&facts.programme, &facts.voice),
        },
        Event::Needs(event) => match event {
            needs::Event::NeedDefined(_) => Some(index),
            needs::Event::NeedVoicesChanged(facts) => need(&facts.programme, &facts.need),
            needs::Event::NeedSplit(facts) => need(&facts.programme, &facts.need),
            needs::Event::NeedsMerged(facts) => need(&facts.programme, &facts.into),
        },
        Event::Proposals(event) => match event {
            proposals::Event::ProposalSubmitted(_) | proposals::Event::ProposalHandedIn(_) => {
                Some(index)
            }
            proposals::Event::CallOpened(_) => None,
            proposals::Event::ProposalRevised(facts) => proposal(&facts.programme, &facts.proposal),
            proposals::Event::ProposalEndorsed(facts) => {
                proposal(&facts.programme, &facts.proposal)
            }
            proposals::Event::EndorsementWithdrawn(facts) => {
                proposal(&facts.programme, &facts.proposal)
            }
            proposals::Event::ProposalCommented(facts) => {
                proposal(&facts.programme, &facts.proposal)
            }
            proposals::Event::ProposalsMerged(facts) => proposal(&facts.programme, &facts.into),
            proposals::Event::ProposalSplit(facts) => proposal(&facts.programme, &facts.proposal),
            proposals::Event::ProposalAmended(facts) => {
                proposal(&facts.values.programme, &facts.values.id)
            }
            proposals::Event::ProposalWithdrawn(facts) => proposal(&facts.programme, &facts.id),
            proposals::Event::ProposalTakenBack(facts) => proposal(&facts.programme, &facts.id),
        },
        Event::Answers(event) => match event {
            answers::Event::AnswerGiven(_) => Some(index),
            answers::Event::AnswerProgress(facts) => Some(facts.answer),
            answers::Event::ReexaminationAsked(_) | answers::Event::ExpertiseAsked(_) => {
                let (programme, subject) = event.subject();
                subject.entry(state, programme).ok()
            }
        },
        Event::Votes(votes::Event::SelectionPublished(_)) => Some(index),
        Event::Votes(_)
        | Event::Log(_)
        | Event::Content(_)
        | Event::Commitments(_)
        | Event::People(_)
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Bodies(_) => None,
    }
}
