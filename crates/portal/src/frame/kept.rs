//! What was worked out from entries, kept in memory: an entry never changes, so that a page need not work it out again.

use std::any::{Any, TypeId};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many things are kept; the one that was asked for longest ago goes first.
const MOST: usize = 16;

type Thing = Arc<dyn Any + Send + Sync>;

/// Things by their type and the entry that they follow from. Only for what follows from a content that cannot be hidden or
/// erased.
#[derive(Default)]
pub struct Kept(Mutex<VecDeque<((TypeId, u64), Thing)>>);

impl Kept {
    /// What is kept of that type for an entry.
    pub fn get<T: Any + Send + Sync>(&self, entry: u64) -> Option<Arc<T>> {
        let mut things = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (TypeId::of::<T>(), entry);
        let place = things.iter().position(|(known, _)| *known == key)?;
        let found = things.remove(place)?;
        let thing = Arc::clone(&found.1);
        things.push_back(found);
        thing.downcast().ok()
    }

    /// Keeps what follows from an entry.
    pub fn keep<T: Any + Send + Sync>(&self, entry: u64, thing: T) -> Arc<T> {
        let mut things = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (TypeId::of::<T>(), entry);
        things.retain(|(known, _)| *known != key);
        if things.len() >= MOST {
            things.pop_front();
        }
        let thing = Arc::new(thing);
        things.push_back((key, Arc::clone(&thing) as Thing));
        thing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_longest_ago_goes_first() {
        let kept = Kept::default();
        for entry in 0..MOST as u64 {
            kept.keep(entry, entry * 10);
        }
        assert_eq!(kept.get::<u64>(0).as_deref(), Some(&0));
        assert_eq!(kept.get::<String>(0), None, "of another type");
        kept.keep(99, 990u64);
        assert_eq!(kept.get::<u64>(1), None);
        assert_eq!(kept.get::<u64>(0).as_deref(), Some(&0));
        assert_eq!(kept.get::<u64>(99).as_deref(), Some(&990));
    }
}
