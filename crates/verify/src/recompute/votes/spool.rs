//! Opened ballots, sorted by voter outside memory.
//!
//! A verifier meets ballots in the order in which they were cast and must count them voter by voter, in memory that
//! does not grow with the log: runs of bounded size are sorted and written to a temporary file each, then merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use madang_programme::votes::BallotContent;
use madang_programme::votes::tally::OpenedBallot;
use madang_record::to_canonical;
use madang_words::Said;
use thiserror::Error;

use crate::said::{quoted, said, unreadable};

/// How many bytes of ballots are kept before a run is written.
const RUN_BYTES: usize = 16 << 20;

/// One ballot: voter, entry, content as canonical JSON. The derived order is the order of a tally.
type Record = (String, u64, Vec<u8>);

/// The ballots of one vote.
#[derive(Debug)]
pub(crate) struct Spool {
    run: Vec<Record>,
    bytes: usize,
    run_bytes: usize,
    written: Vec<File>,
}

impl Spool {
    pub(crate) fn new() -> Spool {
        Spool::with_run_bytes(RUN_BYTES)
    }

    fn with_run_bytes(run_bytes: usize) -> Spool {
        Spool {
            run: Vec::new(),
            bytes: 0,
            run_bytes,
            written: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, voter: &str, entry: u64, content: &[u8]) -> io::Result<()> {
        self.bytes += voter.len() + content.len() + size_of::<Record>();
        self.run.push((voter.to_owned(), entry, content.to_vec()));
        if self.bytes >= self.run_bytes {
            self.write_run()?;
        }
        Ok(())
    }

    fn write_run(&mut self) -> io::Result<()> {
        self.run.sort_unstable();
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for record in self.run.drain(..) {
            write_record(&mut file, &record)?;
        }
        self.bytes = 0;
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.written.push(file);
        Ok(())
    }

    /// The ballots by voter and entry.
    pub(crate) fn into_sorted(mut self) -> io::Result<Sorted> {
        self.run.sort_unstable();
        let mut runs: Vec<Run> = self
            .written
            .into_iter()
            .map(|file| Run::File(BufReader::new(file)))
            .collect();
        runs.push(Run::Memory(self.run.into_iter()));
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for (number, run) in runs.iter_mut().enumerate() {
            if let Some(record) = run.next()? {
                heap.push(Reverse((record, number)));
            }
        }
        Ok(Sorted { runs, heap })
    }
}

#[derive(Debug)]
enum Run {
    File(BufReader<File>),
    Memory(std::vec::IntoIter<Record>),
}

impl Run {
    fn next(&mut self) -> io::Result<Option<Record>> {
        match self {
            Run::File(file) => read_record(file),
            Run::Memory(records) => Ok(records.next()),
        }
    }
}

/// Ballots in the order of a tally.
#[derive(Debug)]
pub(crate) struct Sorted {
    runs: Vec<Run>,
    heap: BinaryHeap<Reverse<(Record, usize)>>,
}

impl Sorted {
    fn next_record(&mut self) -> io::Result<Option<Record>> {
        let Some(Reverse((record, number))) = self.heap.pop() else {
            return Ok(None);
        };
        if let Some(run) = self.runs.get_mut(number)
            && let Some(following) = run.next()?
        {
            self.heap.push(Reverse((following, number)));
        }
        Ok(Some(record))
    }
}

impl Iterator for Sorted {
    type Item = io::Result<OpenedBallot>;

    fn next(&mut self) -> Option<Self::Item> {
        let (voter, entry, content) = match self.next_record() {
            Ok(record) => record?,
            Err(error) => return Some(Err(error)),
        };
        let content = read_ballot(&content).map_err(|reason| Malformed::of(entry, reason));
        Some(content.map(|content| OpenedBallot {
            entry,
            voter,
            content: Some(content),
        }))
    }
}

/// Reads a ballot that is written as the server writes one: everything has one spelling.
fn read_ballot(bytes: &[u8]) -> Result<BallotContent, Said> {
    let content: BallotContent =
        serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
    let written = to_canonical(&content).map_err(|error| quoted(&error))?;
    if written != bytes {
        return Err(said("verify-content-spelling"));
    }
    Ok(content)
}

/// A ballot that is none, with the reason.
#[derive(Debug, Error)]
#[error("{0}")]
pub(super) struct Malformed(pub(super) Said);

impl Malformed {
    /// As an error of the reading of ballots, with the ballot's entry.
    pub(super) fn of(entry: u64, reason: Said) -> io::Error {
        let reason = said("verify-ballot-malformed")
            .number("entry", entry)
            .said("reason", reason);
        io::Error::new(io::ErrorKind::InvalidData, Self(reason))
    }
}

fn write_record(file: &mut impl Write, (voter, entry, content): &Record) -> io::Result<()> {
    file.write_all(&(voter.len() as u32).to_le_bytes())?;
    file.write_all(voter.as_bytes())?;
    file.write_all(&entry.to_le_bytes())?;
    file.write_all(&(content.len() as u32).to_le_bytes())?;
    file.write_all(content)
}

fn read_record(file: &mut impl Read) -> io::Result<Option<Record>> {
    let mut length = [0; 4];
    match file.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let voter = read_bytes(file, u32::from_le_bytes(length))?;
    let voter = String::from_utf8(voter)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let mut entry = [0; 8];
    file.read_exact(&mut entry)?;
    file.read_exact(&mut length)?;
    let content = read_bytes(file, u32::from_le_bytes(length))?;
    Ok(Some((voter, u64::from_le_bytes(entry), content)))
}

fn read_bytes(file: &mut impl Read, length: u32) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length as usize];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_on_disk_and_in_memory_merge_by_voter_then_entry() {
        let mut spool = Spool::with_run_bytes(2_000);
        for entry in 0..500u64 {
            let voter = format!("{:032x}", entry * 7919 % 101);
            spool
                .add(&voter, entry, br#"{"choices":["1"]}"#)
                .expect("a temporary file");
        }
        assert!(
            spool.written.len() > 5,
            "several runs were written: {}",
            spool.written.len()
        );
        let ballots: Vec<OpenedBallot> = spool
            .into_sorted()
            .expect("runs")
            .collect::<io::Result<_>>()
            .expect("well-formed ballots");
        assert_eq!(ballots.len(), 500);
        let keys: Vec<(&str, u64)> = ballots
            .iter()
            .map(|b| (b.voter.as_str(), b.entry))
            .collect();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_ballot_that_is_none_is_an_error_with_its_entry() {
        let mut spool = Spool::new();
        spool.add("v", 7, b"[]").expect("no file needed");
        let error = spool
            .into_sorted()
            .expect("one run")
            .next()
            .expect("one ballot")
            .expect_err("not a ballot");
        assert!(error.to_string().contains("entry 7"), "{error}");
    }
}
