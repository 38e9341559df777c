//! Pairs of a name of 128 bits and an entry, sorted outside memory: identifiers that are looked through for doubles, voters whose
//! ballots are counted.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// A name and its entry.
pub(crate) type Key = (u128, u64);

/// Pairs that are kept in memory before a sorted run of them is written.
const RUN: usize = 100_000;

/// Bytes of a pair in a file.
const WIDTH: usize = 24;

/// The number that 32 hex digits stand for; others are passed over.
pub(crate) fn number(hex: &str) -> u128 {
    hex.bytes()
        .filter_map(|digit| char::from(digit).to_digit(16))
        .fold(0, |number, digit| number << 4 | u128::from(digit))
}

/// Pairs as they come.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    run: Vec<Key>,
    written: Vec<File>,
}

impl Keys {
    pub(crate) fn push(&mut self, key: Key) -> io::Result<()> {
        self.run.push(key);
        if self.run.len() < RUN {
            return Ok(());
        }
        self.run.sort_unstable();
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for (name, entry) in self.run.drain(..) {
            file.write_all(&name.to_le_bytes())?;
            file.write_all(&entry.to_le_bytes())?;
        }
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        self.written.push(file);
        Ok(())
    }

    /// The pairs in order.
    pub(crate) fn sorted(&mut self) -> io::Result<Sorted<'_>> {
        self.run.sort_unstable();
        let mut runs = vec![Run::Memory(self.run.iter())];
        for file in &self.written {
            let mut file = file;
            file.rewind()?;
            runs.push(Run::File(BufReader::new(file)));
        }
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for (number, run) in runs.iter_mut().enumerate() {
            heap.extend(run.next()?.map(|key| Reverse((key, number))));
        }
        Ok(Sorted { runs, heap })
    }

    /// Forgets all of them.
    pub(crate) fn clear(&mut self) {
        self.run.clear();
        self.written.clear();
    }
}

#[derive(Debug)]
enum Run<'k> {
    Memory(std::slice::Iter<'k, Key>),
    File(BufReader<&'k File>),
}

impl Run<'_> {
    fn next(&mut self) -> io::Result<Option<Key>> {
        let file = match self {
            Run::Memory(keys) => return Ok(keys.next().copied()),
            Run::File(file) => file,
        };
        let mut bytes = [0; WIDTH];
        match file.read_exact(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other?,
        }
        let (mut name, mut entry) = ([0; 16], [0; 8]);
        name.copy_from_slice(&bytes[..16]);
        entry.copy_from_slice(&bytes[16..]);
        Ok(Some((u128::from_le_bytes(name), u64::from_le_bytes(entry))))
    }
}

/// Pairs by name and entry.
#[derive(Debug)]
pub(crate) struct Sorted<'k> {
    runs: Vec<Run<'k>>,
    heap: BinaryHeap<Reverse<(Key, usize)>>,
}

impl Iterator for Sorted<'_> {
    type Item = io::Result<Key>;

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((key, number)) = self.heap.pop()?;
        let following = match self.runs.get_mut(number).map(Run::next) {
            Some(Ok(following)) => following,
            Some(Err(error)) => return Some(Err(error)),
            None => None,
        };
        self.heap
            .extend(following.map(|key| Reverse((key, number))));
        Some(Ok(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_on_disk_and_in_memory_come_in_order_as_often_as_they_are_asked_for() {
        let mut keys = Keys::default();
        let many = 2 * RUN as u64 + 7;
        for entry in 0..many {
            keys.push((u128::from(entry * 7919 % 1009), entry))
                .expect("a temporary file");
        }
        assert_eq!(keys.written.len(), 2);
        for _ in 0..2 {
            let sorted: Vec<Key> = keys
                .sorted()
                .expect("runs")
                .collect::<io::Result<_>>()
                .expect("pairs");
            assert_eq!(sorted.len() as u64, many);
            assert!(sorted.is_sorted());
        }
        keys.clear();
        assert_eq!(keys.sorted().expect("no runs").count(), 0);
    }

    #[test]
    fn hex_digits_are_read_with_and_without_hyphens() {
        assert_eq!(number("ff"), 255);
        assert_eq!(
            number("ffffffff-ffff-4fff-bfff-ffffffffffff"),
            number("ffffffffffff4fffbfffffffffffffff")
        );
    }
}
