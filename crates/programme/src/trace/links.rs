//! Which thing an entry is about, and what it says of how things grew out of each other: the facts know it.

use crate::event::Event;
use crate::state::State;
use crate::things::{About, Change};

/// What an event that `state` has taken as entry `index` says of how things hang together.
pub fn links(event: &Event, state: &State, index: u64) -> Vec<Change> {
    event.fact().links(state, index)
}

/// The thing that an entry is about, by the entry that made it: a voice, a need, a proposal, a selection, an answer; `None` where it
/// is about none of these. `state` has taken the entry, and may have taken later ones.
pub fn thing(event: &Event, state: &State, index: u64) -> Option<u64> {
    match event.fact().about() {
        About::Nothing => None,
        About::Begins(_) => Some(index),
        About::Rewords(thing, _) | About::Concerns(thing) => thing.entry(state),
    }
}
