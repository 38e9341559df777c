//! Very many things by identifier: a copy that is changed afterwards shares all but a small part with the one before, so that
//! each commit can publish its state however many voices there are.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Parts. Of a hundred thousand things one part has about four hundred.
const PARTS: usize = 256;

/// Things by identifier, in no order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Many<T> {
    parts: Vec<Arc<BTreeMap<String, T>>>,
    number: u64,
}

impl<T> Default for Many<T> {
    fn default() -> Many<T> {
        Many {
            parts: vec![Arc::default(); PARTS],
            number: 0,
        }
    }
}

/// The part that an identifier is in (FNV-1a): the same on every machine.
fn part(id: &str) -> usize {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    id.bytes().fold(0x811c_9dc5, mix) as usize % PARTS
}

impl<T: Clone> Many<T> {
    /// How many there are.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The thing of that identifier.
    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.parts.get(part(id))?.get(id)
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        let part = self.parts.get_mut(part(id))?;
        // What is not there is no reason to copy.
        part.contains_key(id)
            .then(|| Arc::make_mut(part).get_mut(id))
            .flatten()
    }

    /// Puts a thing there, in the place of one of the same identifier.
    pub(crate) fn insert(&mut self, id: &str, thing: T) {
        if let Some(part) = self.parts.get_mut(part(id)) {
            let before = Arc::make_mut(part).insert(id.to_owned(), thing);
            self.number += u64::from(before.is_none());
        }
    }

    /// Takes a thing out.
    pub(crate) fn remove(&mut self, id: &str) {
        if let Some(part) = self.parts.get_mut(part(id))
            && part.contains_key(id)
        {
            Arc::make_mut(part).remove(id);
            self.number -= 1;
        }
    }

    /// The number that the next thing gets, where they are numbered: one may have been given by hand.
    pub(crate) fn next_number(&self) -> String {
        let mut next = self.number + 1;
        while self.get(&next.to_string()).is_some() {
            next += 1;
        }
        next.to_string()
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        let things = self.parts.iter().flat_map(|part| part.iter());
        things.map(|(id, thing)| (id.as_str(), thing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_shares_what_is_not_changed() {
        let mut many = Many::default();
        for number in 0..10_000u64 {
            many.insert(&number.to_string(), number);
        }
        many.insert("7", 70);
        assert_eq!((many.number(), many.get("7")), (10_000, Some(&70)));
        assert_eq!(many.iter().count(), 10_000);
        let before = many.clone();
        *many.get_mut("8").expect("it is there") = 80;
        assert_eq!(many.get_mut("none"), None);
        let parts = before.parts.iter().zip(&many.parts);
        let copied = parts.filter(|(one, other)| !Arc::ptr_eq(one, other));
        assert_eq!(copied.count(), 1);
        assert_eq!((before.get("8"), many.get("8")), (Some(&8), Some(&80)));
        many.remove("8");
        many.remove("none");
        assert_eq!((many.number(), many.get("8")), (9_999, None));
        assert_eq!(many.next_number(), "10000");
    }
}
