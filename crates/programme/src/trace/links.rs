//! Which thing an entry is about, and what it says of how things grew out of each other: the facts know it.

use crate::event::Event;
use crate::state::State;
use crate::things::{About, Begun, Change};

/// What an event that `state` has taken as entry `index` says of how things hang together.
pub fn links(event: &Event, state: &State, index: u64) -> Vec<Change> {
    event.fact().links(state, index)
}

/// The thing that an entry is about, by the entry that made it: a voice, a need, a proposal, a selection, an answer; `None` where it
/// is about none of these. `state` has taken the entry, and may have taken later ones.
pub fn thing(event: &Event, state: &State, index: u64) -> Option<u64> {
    match event.fact().about() {
        About::Nothing => None,
        About::Begins(begun, _) => match begun {
            Begun::Voice(..)
            | Begun::Need
            | Begun::Proposal(..)
            | Begun::Answer(_)
            | Begun::Selection => Some(index),
            // Nothing grows out of a sheet but the selection, which says so of proposals.
            Begun::Sheet(_) => None,
        },
        About::Rewords(thing, _) | About::Concerns(thing) => thing.entry(state),
    }
}
