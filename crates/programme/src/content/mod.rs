//! What happens to contents: restricting, releasing and erasing them, and the breaking of seals. The entry itself never
//! changes.

mod erased;
mod ground;
mod noted;
mod own_erased;
mod released;
mod restricted;
mod runs;
mod state;

pub use erased::ContentErased;
pub use ground::Ground;
pub use own_erased::OwnContentErased;
pub use released::ContentReleased;
pub use restricted::ContentRestricted;
pub(crate) use restricted::MOST_HIDDEN;
pub use state::ContentState;
pub(crate) use state::{Contents, Has};

use crate::fact::events;

events! { Content, "content": ContentRestricted, ContentReleased, ContentErased, OwnContentErased }

impl Event {
    /// The content that it is about, by its entry and name.
    pub fn about(&self) -> (u64, &str) {
        match self {
            Event::ContentRestricted(facts) => (facts.entry, &facts.name),
            Event::ContentReleased(facts) => (facts.entry, &facts.name),
            Event::ContentErased(facts) => (facts.entry, &facts.name),
            Event::OwnContentErased(facts) => (facts.entry, &facts.name),
        }
    }

    /// The ground on which the content is gone; `None` where it is not.
    pub fn erases(&self) -> Option<Ground> {
        match self {
            Event::ContentErased(facts) => Some(facts.ground),
            Event::OwnContentErased(_) => Some(OwnContentErased::GROUND),
            Event::ContentRestricted(_) | Event::ContentReleased(_) => None,
        }
    }
}
