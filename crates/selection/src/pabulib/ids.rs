//! Finds projects by their ids, and voter ids that stand twice.

use std::collections::{HashMap, HashSet};

use crate::election::Project;

/// Ids that are plain integers below this are found by a table instead of a search.
const TABLE: usize = 1 << 20;
/// Not a project.
pub(super) const NONE: u32 = u32::MAX;

/// Finds a project by the bytes of its id.
pub(super) struct IdLookup<'p> {
    table: Vec<u32>,
    named: HashMap<&'p [u8], u32>,
}

impl<'p> IdLookup<'p> {
    pub(super) fn new(projects: &'p [Project]) -> Self {
        let (mut table, mut named) = (Vec::new(), HashMap::new());
        for (index, project) in projects.iter().enumerate() {
            let bytes = project.id.as_bytes();
            match plain_integer(bytes) {
                Some(number) => {
                    if table.len() <= number {
                        table.resize(number + 1, NONE);
                    }
                    table[number] = index as u32;
                }
                None => {
                    named.insert(bytes, index as u32);
                }
            }
        }
        Self { table, named }
    }

    /// The project whose id is the plain integer at the beginning of `list`, up to a comma or the end,
    /// and the length of that id. `None` says nothing: [`IdLookup::find`] may still find it.
    pub(super) fn find_first(&self, list: &[u8]) -> Option<(u32, usize)> {
        let (number, length) = leading_integer(list)?;
        let project = self.table.get(number).filter(|index| **index != NONE)?;
        Some((*project, length))
    }

    pub(super) fn find(&self, id: &[u8]) -> Option<u32> {
        match plain_integer(id) {
            Some(number) => self
                .table
                .get(number)
                .copied()
                .filter(|index| *index != NONE),
            None => self.named.get(id).copied(),
        }
    }
}

/// The value of `0`, `7`, `123`, … below [`TABLE`]; no sign, no leading zero.
fn plain_integer(bytes: &[u8]) -> Option<usize> {
    let (value, length) = leading_integer(bytes)?;
    (length == bytes.len() && value < TABLE).then_some(value)
}

/// The integer of at most seven digits, without sign or leading zero, that ends at a comma or with
/// `bytes`, and its length.
#[inline]
fn leading_integer(bytes: &[u8]) -> Option<(usize, usize)> {
    let (mut value, mut length) = (0usize, 0);
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        if digit >= 10 {
            if *byte != b',' {
                return None;
            }
            break;
        }
        value = value * 10 + usize::from(digit);
        length += 1;
        if length > 7 {
            return None;
        }
    }
    let plain = length > 0 && (bytes[0] != b'0' || length == 1);
    plain.then_some((value, length))
}

/// Sees whether a voter id stands twice. While ids are ascending integers, as in most files, no
/// set is needed.
#[derive(Default)]
pub(super) struct VoterIds {
    last: Option<u64>,
    seen: Option<HashSet<Box<[u8]>>>,
    ascending: Vec<(u64, u64)>,
}

impl VoterIds {
    /// True when `id` was met before.
    pub(super) fn repeats(&mut self, id: &[u8]) -> bool {
        let number = canonical_number(id);
        let Some(seen) = &mut self.seen else {
            if let Some(number) = number.filter(|number| self.last.is_none_or(|l| *number > l)) {
                match self.ascending.last_mut() {
                    Some((_, end)) if *end + 1 == number => *end = number,
                    _ => self.ascending.push((number, number)),
                }
                self.last = Some(number);
                return false;
            }
            self.seen = Some(HashSet::new());
            return self.repeats(id);
        };
        let in_run = number.is_some_and(|number| {
            let run = self
                .ascending
                .partition_point(|(start, _)| *start <= number);
            run > 0 && self.ascending[run - 1].1 >= number
        });
        in_run || !seen.insert(id.into())
    }
}

/// The value of a number written without sign or leading zero, up to 18 digits.
fn canonical_number(bytes: &[u8]) -> Option<u64> {
    if bytes.is_empty() || bytes.len() > 18 || (bytes[0] == b'0' && bytes.len() > 1) {
        return None;
    }
    bytes.iter().try_fold(0u64, |value, byte| {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        Some(value * 10 + u64::from(digit))
    })
}
