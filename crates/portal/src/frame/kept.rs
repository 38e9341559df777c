//! What was worked out from entries, kept in memory: an entry never changes, so that a page need not work it out again.

use std::any::{Any, TypeId};
use std::collections::{BTreeSet, VecDeque};
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, Semaphore};

/// How many things are kept; the one that was asked for longest ago goes first.
const MOST: usize = 16;

/// How many things may be under way at once. Who asks for more is told to come back.
const MOST_BEGUN: usize = 8;

type Thing = Arc<dyn Any + Send + Sync>;

/// What a thing follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The entry.
    pub entry: u64,
    /// The last entry that hid, showed or erased anything that it rests on; `None` where nothing was, or nothing can be.
    pub changed_by: Option<u64>,
    /// Which of several things that follow from the entry, by its place; 0 where there is one.
    pub part: usize,
}

impl From<u64> for Source {
    /// An entry whose contents can be neither hidden nor erased.
    fn from(entry: u64) -> Source {
        Source {
            entry,
            changed_by: None,
            part: 0,
        }
    }
}

type Key = (TypeId, Source);

/// Things by their type and what they follow from: one for each type and entry.
pub struct Kept {
    things: Mutex<VecDeque<(Key, Thing)>>,
    begun: Mutex<BTreeSet<Key>>,
    ended: Notify,
    heavy: Semaphore,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept {
            things: Mutex::default(),
            begun: Mutex::default(),
            ended: Notify::new(),
            heavy: Semaphore::new(1),
        }
    }
}

impl Kept {
    /// What is kept of that type.
    pub fn get<T: Any + Send + Sync>(&self, source: impl Into<Source>) -> Option<Arc<T>> {
        let mut things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (TypeId::of::<T>(), source.into());
        let place = things.iter().position(|(known, _)| *known == key)?;
        let found = things.remove(place)?;
        let thing = Arc::clone(&found.1);
        things.push_back(found);
        thing.downcast().ok()
    }

    /// Keeps a thing in the place of what followed from the same entry before.
    pub fn keep<T: Any + Send + Sync>(&self, source: impl Into<Source>, thing: T) -> Arc<T> {
        let mut things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, source) = (TypeId::of::<T>(), source.into());
        let same = |from: &Source| (from.entry, from.part) == (source.entry, source.part);
        things.retain(|((known, from), _)| *known != of || !same(from));
        if things.len() >= MOST {
            things.pop_front();
        }
        let thing = Arc::new(thing);
        things.push_back(((of, source), Arc::clone(&thing) as Thing));
        thing
    }

    /// Forgets what is kept of that type for an entry.
    pub fn forget<T: Any + Send + Sync>(&self, entry: u64) {
        let mut things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        let of = TypeId::of::<T>();
        things.retain(|((known, from), _)| *known != of || from.entry != entry);
    }

    /// A thing that takes a while: what is kept of it, or what `work` gives within `patience`. It is worked out once however
    /// many ask, and goes on where nobody waits any more. `None` where it is still under way, where too much is under way
    /// already, or where it came to nothing.
    pub async fn worked_out<T: Any + Send + Sync>(
        self: &Arc<Self>,
        source: impl Into<Source>,
        patience: Duration,
        work: impl Future<Output = Option<T>> + Send + 'static,
    ) -> Option<Arc<T>> {
        let source = source.into();
        if let Some(kept) = self.get(source) {
            return Some(kept);
        }
        let key = (TypeId::of::<T>(), source);
        if self.begin(key) {
            let begun = Begun {
                kept: Arc::clone(self),
                key,
            };
            tokio::spawn(async move {
                if let Some(thing) = work.await {
                    begun.kept.keep(source, thing);
                }
            });
        }
        // In time or not: what is there is there.
        let _ = tokio::time::timeout(patience, self.end_of(key)).await;
        self.get(source)
    }

    /// Waits for the turn of what keeps a processor busy for long: one such thing at a time. `None` where there are no turns
    /// any more.
    pub async fn turn(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        self.heavy.acquire().await.ok()
    }

    /// Notes that a thing is under way, where that is new and there is room.
    fn begin(&self, key: Key) -> bool {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.len() < MOST_BEGUN && begun.insert(key)
    }

    /// Whether a thing of that type is being worked out.
    pub fn is_under_way<T: Any>(&self, source: impl Into<Source>) -> bool {
        self.is_begun((TypeId::of::<T>(), source.into()))
    }

    fn is_begun(&self, key: Key) -> bool {
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.contains(&key)
    }

    /// Waits until a thing is not under way any more.
    async fn end_of(&self, key: Key) {
        loop {
            let mut ended = std::pin::pin!(self.ended.notified());
            ended.as_mut().enable();
            if !self.is_begun(key) {
                return;
            }
            ended.await;
        }
    }
}

/// A thing under way, until this is dropped: also where its work panics.
struct Begun {
    kept: Arc<Kept>,
    key: Key,
}

impl Drop for Begun {
    fn drop(&mut self) {
        let mut begun = self
            .kept
            .begun
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        begun.remove(&self.key);
        self.kept.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

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

    #[test]
    fn what_was_changed_is_not_what_was_kept() {
        let kept = Kept::default();
        let changed = |by| Source {
            entry: 7,
            changed_by: Some(by),
            part: 0,
        };
        kept.keep(7, "as it was");
        assert_eq!(kept.get::<&str>(changed(9)), None);
        kept.keep(changed(9), "without one");
        assert_eq!(kept.get::<&str>(7), None, "the old one is gone");
        assert_eq!(
            kept.get::<&str>(changed(9)).as_deref(),
            Some(&"without one")
        );
        kept.forget::<&str>(7);
        assert_eq!(kept.get::<&str>(changed(9)), None);
    }

    #[tokio::test]
    async fn what_takes_a_while_is_worked_out_once() {
        let kept = Arc::new(Kept::default());
        let (times, go) = (Arc::new(AtomicU32::new(0)), Arc::new(Notify::new()));
        let work = || {
            let (times, go) = (Arc::clone(&times), Arc::clone(&go));
            async move {
                times.fetch_add(1, Ordering::Relaxed);
                go.notified().await;
                Some("done")
            }
        };
        for _ in 0..3 {
            let early = kept.worked_out(1, Duration::from_millis(1), work()).await;
            assert_eq!(early, None, "nobody waits for longer than they want");
        }
        go.notify_one();
        let found = kept.worked_out(1, LONG, work()).await;
        assert_eq!(found.as_deref(), Some(&"done"));
        assert_eq!(times.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn what_comes_to_nothing_or_panics_can_be_asked_for_again() {
        let kept = Arc::new(Kept::default());
        let nothing = kept.worked_out(1, LONG, async { None::<u64> }).await;
        assert_eq!(nothing, None);
        let panicked = kept.worked_out::<u64>(1, LONG, async { panic!("a fault") });
        assert_eq!(panicked.await, None);
        let found = kept.worked_out(1, LONG, async { Some(3u64) }).await;
        assert_eq!(found.as_deref(), Some(&3));
    }

    #[tokio::test]
    async fn only_so_much_is_under_way_at_once() {
        let kept = Arc::new(Kept::default());
        let moment = Duration::from_millis(1);
        for entry in 0..MOST_BEGUN as u64 {
            let never = std::future::pending::<Option<u64>>();
            assert_eq!(kept.worked_out(entry, moment, never).await, None);
        }
        let one_more = kept.worked_out(99, LONG, async { Some(1u64) }).await;
        assert_eq!(one_more, None, "it was not begun, and nobody waited for it");
        assert_eq!(
            kept.begun
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .len(),
            MOST_BEGUN
        );
    }
}
