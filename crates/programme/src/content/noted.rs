//! What is noted of entries: by entry, in the order of the record.

use std::sync::Arc;

/// Entries in a part that is full.
const PART: usize = 256;

/// One `T` for each entry of which something is noted. A copy that is changed afterwards shares all full parts with the one before,
/// so that each commit can publish its state however much was said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Noted<T> {
    full: Arc<Vec<Part<T>>>,
    last: Arc<Vec<(u64, T)>>,
}

type Part<T> = Arc<[(u64, T)]>;

impl<T> Default for Noted<T> {
    fn default() -> Noted<T> {
        Noted {
            full: Arc::default(),
            last: Arc::default(),
        }
    }
}

impl<T: Clone> Noted<T> {
    /// Notes something of an entry that comes after all others.
    pub(super) fn push(&mut self, entry: u64, noted: T) {
        if self.last.len() == PART {
            let part = std::mem::take(&mut self.last);
            Arc::make_mut(&mut self.full).push(part.iter().cloned().collect());
        }
        Arc::make_mut(&mut self.last).push((entry, noted));
    }

    /// What was noted last.
    pub(super) fn newest(&self) -> Option<&T> {
        self.at_or_before(u64::MAX).map(|(_, noted)| noted)
    }

    /// What was noted last of that entry or of one before it.
    pub(super) fn at_or_before(&self, entry: u64) -> Option<(u64, &T)> {
        let find = |part: &[(u64, T)]| part.partition_point(|(noted, _)| *noted <= entry);
        let within = find(&self.last).checked_sub(1);
        let of_last = within.and_then(|place| self.last.get(place));
        let found = of_last.or_else(|| {
            let begun = |part: &Part<T>| part.first().is_some_and(|(first, _)| *first <= entry);
            let part = self.full.partition_point(begun).checked_sub(1)?;
            let part = self.full.get(part)?;
            part.get(find(part).checked_sub(1)?)
        });
        found.map(|(noted, of)| (*noted, of))
    }

    /// What was noted of that entry.
    pub(super) fn of(&self, entry: u64) -> Option<&T> {
        let (noted, of) = self.at_or_before(entry)?;
        (noted == entry).then_some(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_found_by_its_entry() {
        let mut noted: Noted<Box<str>> = Noted::default();
        assert_eq!((noted.of(0), noted.newest()), (None, None));
        for entry in 0..1000u64 {
            noted.push(entry * 3 + 1, format!("p{entry}").into());
        }
        assert_eq!((noted.full.len(), noted.last.len()), (3, 232));
        for entry in 0..1000u64 {
            let of = |at: u64| noted.of(at).map(|of| &**of);
            assert_eq!(of(entry * 3 + 1), Some(format!("p{entry}").as_str()));
            assert_eq!(of(entry * 3 + 2), None);
            let before = noted.at_or_before(entry * 3 + 2);
            assert_eq!(before.map(|(at, _)| at), Some(entry * 3 + 1));
        }
        assert!(noted.at_or_before(0).is_none());
        let before = noted.clone();
        noted.push(5000, "later".into());
        assert!(Arc::ptr_eq(&before.full, &noted.full));
        assert_eq!(before.of(5000), None);
        assert_eq!(noted.newest().map(|of| &**of), Some("later"));
    }
}
