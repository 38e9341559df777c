//! Who said what participants said: by entry, in the order of the record.

use std::sync::Arc;

/// Entries in a part that is full.
const PART: usize = 256;

/// The pseudonyms of those who said something, by entry. A copy that is changed afterwards shares all full parts with the one
/// before, so that each commit can publish its state however much was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Authors {
    full: Arc<Vec<Arc<[Said]>>>,
    last: Arc<Vec<Said>>,
}

type Said = (u64, Box<str>);

impl Authors {
    /// Notes who said the entry that comes after all others.
    pub(super) fn push(&mut self, entry: u64, pseudonym: &str) {
        if self.last.len() == PART {
            let part = std::mem::take(&mut self.last);
            Arc::make_mut(&mut self.full).push(part.iter().cloned().collect());
        }
        Arc::make_mut(&mut self.last).push((entry, pseudonym.into()));
    }

    /// Who said an entry, where a participant did.
    pub(super) fn of(&self, entry: u64) -> Option<&str> {
        let begun = |part: &Arc<[Said]>| part.first().is_some_and(|(first, _)| *first <= entry);
        let before = self.full.partition_point(begun);
        let full = before.checked_sub(1).and_then(|part| self.full.get(part));
        let find = |part: &[Said]| {
            let found = part.binary_search_by_key(&entry, |(known, _)| *known);
            found.ok()
        };
        let of_full = full.and_then(|part| part.get(find(part)?));
        let said = of_full.or_else(|| self.last.get(find(&self.last)?));
        said.map(|(_, pseudonym)| &**pseudonym)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_found_by_what_they_said() {
        let mut authors = Authors::default();
        assert_eq!(authors.of(0), None);
        for entry in 0..1000u64 {
            authors.push(entry * 3, &format!("p{entry}"));
        }
        assert_eq!((authors.full.len(), authors.last.len()), (3, 232));
        for entry in 0..1000u64 {
            assert_eq!(authors.of(entry * 3), Some(format!("p{entry}").as_str()));
            assert_eq!(authors.of(entry * 3 + 1), None);
        }
        let before = authors.clone();
        authors.push(5000, "later");
        assert!(Arc::ptr_eq(&before.full, &authors.full));
        assert_eq!((before.of(5000), authors.of(5000)), (None, Some("later")));
    }
}
