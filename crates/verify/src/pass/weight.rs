//! How much memory the state takes for what an entry says. It is counted rather than asked of the system, so that one and the same
//! record is read just as far on every machine; what a thing comes to was measured (`tests/it/things.rs`).

use madang_programme::{Event, State, needs, programmes, proposals, voices};
use madang_record::entry::{EntryRef, VisibilityRef};

/// The first of each kind of thing in a programme takes the room of several.
const FIRSTS: usize = 16 << 10;

/// A day in a calendar, with when it came in and went, takes so many times what it takes in the facts.
const OF_CALENDAR: usize = 8;

/// A content that began restricted.
const RESTRICTED: usize = 96;

/// The name of whoever said something.
const AUTHOR: usize = 72;

/// A candidate of a vote.
const CANDIDATE: usize = 240;

/// Bytes that the state keeps of an entry that it has applied.
pub(super) fn weight(event: &Event, entry: &EntryRef<'_>, state: &State) -> usize {
    let facts = entry.facts.len();
    let thing = match event {
        Event::Log(_) | Event::Commitments(_) => 1_000,
        Event::Content(_) | Event::People(_) => 400,
        Event::Programmes(event) => of_programme(event, facts),
        Event::Institutions(_) => 300,
        Event::Bodies(_) => 1_000,
        Event::Voices(voices::Event::VoiceReceived(_)) => 320,
        Event::Voices(
            voices::Event::VoiceSupplementAsked(_)
            | voices::Event::VoiceSupplemented(_)
            | voices::Event::VoiceTransferred(_)
            | voices::Event::VoiceWithdrawn(_),
        ) => 200,
        Event::Needs(event) => 500 + put_in(event, state),
        Event::Proposals(event) => of_proposal(event),
        Event::Votes(event) => {
            let opening = event.opening();
            let candidates = opening.map_or(0, |opened| opened.candidates as usize);
            1_500 + CANDIDATE.saturating_mul(candidates)
        }
        Event::Answers(_) => 280,
    };
    let visible = entry.bodies.iter().map(|body| &body.visibility);
    let restricted = visible.filter(|visible| matches!(visible, VisibilityRef::Restricted { .. }));
    let said = usize::from(!entry.bodies.is_empty() && entry.actor.starts_with("participant/"));
    let contents = RESTRICTED * restricted.count() + AUTHOR * said;
    facts.saturating_add(thing).saturating_add(contents)
}

fn of_programme(event: &programmes::Event, facts: usize) -> usize {
    match event {
        programmes::Event::ProgrammeCreated(_) | programmes::Event::ProgrammeBegun(_) => FIRSTS,
        programmes::Event::CalendarFixed(_) | programmes::Event::CalendarAmended(_) => {
            OF_CALENDAR * facts
        }
        programmes::Event::GroupDefined(_)
        | programmes::Event::AudienceDefined(_)
        | programmes::Event::PeriodsFixed(_) => 300,
    }
}

fn of_proposal(event: &proposals::Event) -> usize {
    match event {
        proposals::Event::ProposalSubmitted(_) | proposals::Event::ProposalHandedIn(_) => 800,
        proposals::Event::ProposalEndorsed(_) | proposals::Event::EndorsementWithdrawn(_) => 130,
        proposals::Event::ProposalAmended(_)
        | proposals::Event::ProposalRevised(_)
        | proposals::Event::ProposalWithdrawn(_)
        | proposals::Event::ProposalTakenBack(_)
        | proposals::Event::CallOpened(_)
        | proposals::Event::ProposalsMerged(_)
        | proposals::Event::ProposalSplit(_) => 200,
        proposals::Event::ProposalCommented(_) => 300,
    }
}

/// What the voices take that an event puts into a need: one that is merged keeps its own, and the other takes them over.
fn put_in(event: &needs::Event, state: &State) -> usize {
    let number = |programme: &str, id: &str| {
        let need = state.need(programme, id).ok();
        need.map_or(0, |need| {
            usize::try_from(need.number()).unwrap_or(usize::MAX)
        })
    };
    let (now, more) = match event {
        needs::Event::NeedDefined(_) | needs::Event::NeedSplit(_) => return 0,
        needs::Event::NeedVoicesChanged(changed) => {
            let now = number(&changed.programme, &changed.need);
            (now, changed.add.len())
        }
        needs::Event::NeedsMerged(merged) => {
            let from = merged.from.iter();
            let from = from.map(|id| number(&merged.programme, id));
            let more = from.fold(0, usize::saturating_add);
            (number(&merged.programme, &merged.into), more)
        }
    };
    // Before it had so many at least.
    of_voices(now).saturating_sub(of_voices(now.saturating_sub(more)))
}

/// What so many voices of a need take: few stand in a list, more in maps that have room to spare.
fn of_voices(number: usize) -> usize {
    match number {
        0..=64 => 88 * number,
        _ => 24_000 + 110 * number + 300 * number.min(256),
    }
}
