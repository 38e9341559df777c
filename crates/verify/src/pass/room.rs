//! How much memory the state takes for an entry, beside what its kind says: what every kind takes for its contents.

use madang_programme::{Event, State};
use madang_record::entry::{EntryRef, VisibilityRef};

/// A content that began restricted, with its time.
const RESTRICTED: usize = 160;

/// The name of whoever said something.
const AUTHOR: usize = 72;

/// What an entry with contents is about, where it is, beside its subject's own bytes.
const ABOUT: usize = 48;

/// Bytes that the state keeps of an entry that it has applied.
pub(super) fn room(event: &Event, entry: &EntryRef<'_>, state: &State) -> usize {
    let facts = entry.facts.len();
    let thing = event.fact().room(facts, state);
    let visible = entry.bodies.iter().map(|body| &body.visibility);
    let restricted = visible.filter(|visible| matches!(visible, VisibilityRef::Restricted { .. }));
    let said = usize::from(!entry.bodies.is_empty() && entry.actor.starts_with("participant/"));
    let about = match entry.bodies.is_empty() {
        true => 0,
        false => ABOUT + entry.subject.len(),
    };
    let contents = RESTRICTED * restricted.count() + AUTHOR * said + about;
    facts.saturating_add(thing).saturating_add(contents)
}
