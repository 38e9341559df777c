//! Very many things by identifier: a copy that is changed afterwards shares all but a small part with the one before, so that
//! each commit can publish its state however many voices there are.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

/// Parts. Of a hundred thousand things one part has about four hundred.
const PARTS: usize = 256;

/// So many things stand in one list, which costs nothing while it is empty: a record may have any number of programmes with one
/// voice each.
const FEW: usize = 64;

/// The things of one part. A map has room for eleven from the first on: it holds them by address.
type Part<T> = Arc<BTreeMap<String, Box<T>>>;

/// Things by identifier, in no order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Many<T> {
    kept: Kept<T>,
    number: u64,
}

#[derive(Clone, Debug, PartialEq)]
enum Kept<T> {
    /// By identifier in order.
    Few(Vec<(String, T)>),
    /// By the part that an identifier is in.
    Parts(Vec<Part<T>>),
}

impl<T> Default for Many<T> {
    fn default() -> Many<T> {
        Many {
            kept: Kept::Few(Vec::new()),
            number: 0,
        }
    }
}

/// The part that an identifier is in (FNV-1a): the same on every machine.
fn part(id: &str) -> usize {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    id.bytes().fold(0x811c_9dc5, mix) as usize % PARTS
}

/// Where a thing stands among few, or is to stand.
fn place<T>(few: &[(String, T)], id: &str) -> Result<usize, usize> {
    few.binary_search_by(|(known, _)| known.as_str().cmp(id))
}

impl<T: Clone> Many<T> {
    /// How many there are.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The thing of that identifier.
    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        match &self.kept {
            Kept::Few(few) => {
                let place = place(few, id).ok()?;
                few.get(place).map(|(_, thing)| thing)
            }
            Kept::Parts(parts) => parts.get(part(id))?.get(id).map(Box::as_ref),
        }
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        match &mut self.kept {
            Kept::Few(few) => {
                let place = place(few, id).ok()?;
                few.get_mut(place).map(|(_, thing)| thing)
            }
            Kept::Parts(parts) => {
                let part = parts.get_mut(part(id))?;
                // What is not there is no reason to copy.
                part.contains_key(id)
                    .then(|| Arc::make_mut(part).get_mut(id).map(Box::as_mut))
                    .flatten()
            }
        }
    }

    /// Puts a thing there, in the place of one of the same identifier.
    pub(crate) fn insert(&mut self, id: &str, thing: T) {
        if let Kept::Few(few) = &self.kept
            && few.len() == FEW
            && place(few, id).is_err()
        {
            self.part();
        }
        let before = match &mut self.kept {
            Kept::Few(few) => match place(few, id) {
                Ok(place) => few
                    .get_mut(place)
                    .map(|(_, known)| mem::replace(known, thing)),
                Err(place) => {
                    if few.len() == few.capacity() {
                        few.reserve_exact(few.len().max(1));
                    }
                    few.insert(place, (id.to_owned(), thing));
                    None
                }
            },
            Kept::Parts(parts) => parts
                .get_mut(part(id))
                .and_then(|part| Arc::make_mut(part).insert(id.to_owned(), Box::new(thing)))
                .map(|before| *before),
        };
        self.number += u64::from(before.is_none());
    }

    /// Takes a thing out.
    pub(crate) fn remove(&mut self, id: &str) {
        let taken = match &mut self.kept {
            Kept::Few(few) => place(few, id).ok().map(|place| few.remove(place).1),
            Kept::Parts(parts) => {
                let part = parts.get_mut(part(id));
                let part = part.filter(|part| part.contains_key(id));
                part.and_then(|part| Arc::make_mut(part).remove(id))
                    .map(|taken| *taken)
            }
        };
        self.number -= u64::from(taken.is_some());
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
        let (few, parts): (&[(String, T)], &[Part<T>]) = match &self.kept {
            Kept::Few(few) => (few.as_slice(), &[]),
            Kept::Parts(parts) => (&[], parts.as_slice()),
        };
        let few = few.iter().map(|(id, thing)| (id.as_str(), thing));
        let things = parts.iter().flat_map(|part| part.iter());
        few.chain(things.map(|(id, thing)| (id.as_str(), thing.as_ref())))
    }

    /// Takes what were few apart.
    fn part(&mut self) {
        if let Kept::Few(few) = &mut self.kept {
            let things = mem::take(few);
            // One nothing is shared by all parts that have nothing.
            let mut parts: Vec<Part<T>> = vec![Arc::default(); PARTS];
            for (id, thing) in things {
                if let Some(part) = parts.get_mut(part(&id)) {
                    Arc::make_mut(part).insert(id, Box::new(thing));
                }
            }
            self.kept = Kept::Parts(parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<T>(many: &Many<T>) -> &[Part<T>] {
        match &many.kept {
            Kept::Few(_) => &[],
            Kept::Parts(parts) => parts,
        }
    }

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
        let pairs = parts(&before).iter().zip(parts(&many));
        let copied = pairs.filter(|(one, other)| !Arc::ptr_eq(one, other));
        assert_eq!(copied.count(), 1);
        assert_eq!((before.get("8"), many.get("8")), (Some(&8), Some(&80)));
        many.remove("8");
        many.remove("none");
        assert_eq!((many.number(), many.get("8")), (9_999, None));
        assert_eq!(many.next_number(), "10000");
    }

    #[test]
    fn few_take_the_room_of_few_and_are_found_all_the_same() {
        let mut many = Many::default();
        let mut known = BTreeMap::new();
        assert_eq!(many.get("1"), None);
        for number in (0..2 * FEW as u64).rev() {
            many.insert(&number.to_string(), number);
            known.insert(number.to_string(), number);
            assert_eq!(parts(&many).is_empty(), known.len() <= FEW);
            if let Kept::Few(few) = &many.kept {
                assert!(few.capacity() < 2 * few.len(), "{}", few.capacity());
            }
            many.insert(&number.to_string(), number);
            let mut all: Vec<_> = many.iter().collect();
            all.sort_unstable();
            let all = all.into_iter().map(|(id, thing)| (id.to_owned(), *thing));
            assert_eq!(all.collect::<BTreeMap<_, _>>(), known);
            assert_eq!(many.number(), known.len() as u64);
            let mut fewer = many.clone();
            fewer.remove("none");
            fewer.remove(&number.to_string());
            assert_eq!(fewer.get(&number.to_string()), None);
            assert_eq!(fewer.number(), many.number() - 1);
            *many.get_mut(&number.to_string()).expect("it is there") += 1;
            assert_eq!(many.get(&number.to_string()), Some(&(number + 1)));
            known.insert(number.to_string(), number + 1);
        }
    }
}
