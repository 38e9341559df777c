//! What an entry says of how things grew out of each other.

use crate::event::Event;
use crate::state::State;
use crate::{needs, proposals, voices, votes};

/// How a thing grew out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A need groups a voice.
    Groups,
    /// A need is a part of what another was.
    PartOf,
    /// A need took another up.
    TakesUp,
    /// A selection has a proposal in it.
    Selects,
}

impl How {
    /// Every one.
    pub const ALL: [How; 4] = [How::Groups, How::PartOf, How::TakesUp, How::Selects];

    /// Its name in tables and in the API.
    pub fn name(self) -> &'static str {
        match self {
            How::Groups => "groups",
            How::PartOf => "part_of",
            How::TakesUp => "takes_up",
            How::Selects => "selects",
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
        Event::Votes(votes::Event::SelectionPublished(facts)) => {
            let link = |id: &String| {
                let proposal = state.proposal(&facts.programme, id).ok()?;
                Some(made(index, How::Selects, proposal.entry))
            };
            facts.selected.iter().filter_map(link).collect()
        }
        Event::Log(_)
        | Event::Content(_)
        | Event::Commitments(_)
        | Event::People(_)
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Bodies(_)
        | Event::Voices(_)
        | Event::Proposals(_)
        | Event::Answers(_)
        | Event::Votes(
            votes::Event::RuleFixed(_)
            | votes::Event::VoteScheduled(_)
            | votes::Event::VoteOpened(_)
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

/// The thing that an entry is about, by the entry that made it: a voice, a need, a proposal, a selection; `None` where it is
/// about none of these. `state` has taken the entry, and may have taken later ones.
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
            proposals::Event::ProposalSubmitted(_) => Some(index),
            proposals::Event::ProposalAmended(facts) => {
                proposal(&facts.values.programme, &facts.values.id)
            }
            proposals::Event::ProposalWithdrawn(facts) => proposal(&facts.programme, &facts.id),
            proposals::Event::ProposalTakenBack(facts) => proposal(&facts.programme, &facts.id),
        },
        Event::Answers(event) => {
            let (programme, subject) = event.subject();
            subject.entry(state, programme).ok()
        }
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
