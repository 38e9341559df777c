//! The one pass over a record: everything is read once, in order, in memory that does not grow with the log.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use madang_programme::State;
use madang_record::tile::{self, BundleId, TileId};
use madang_record::{BundleReader, EntryRef, Frontier, Hash, OpenBodyRef, TileError, leaf_hash};

use crate::bodies::Bodies;
use crate::recount::{OpenBodies, Recount};
use crate::report::Report;
use crate::source::{Source, SourceError};
use crate::tiles::{DueTile, TileEdge};

/// Bundles that are handed over at once: waking a thread costs as much as checking some entries.
const BATCH: usize = 8;

/// Batches that are read ahead while one is being checked.
const READ_AHEAD: usize = 2;

/// Something to hold against the tree at a certain size or index.
pub(crate) struct Expectation {
    /// What it is, for the report.
    pub(crate) name: String,
    /// What the tree must show.
    pub(crate) kind: ExpectationKind,
}

pub(crate) enum ExpectationKind {
    /// The tree of the first `size` entries has this root.
    Root { size: u64, root: Hash },
    /// The entry at this index has this leaf hash.
    Leaf { index: u64, leaf: Hash },
}

/// The files of one bundle.
struct Bundle {
    id: BundleId,
    entries: Result<Option<Vec<u8>>, SourceError>,
    tile: Result<Option<Vec<u8>>, SourceError>,
    bodies: Result<Option<Vec<u8>>, SourceError>,
}

pub(crate) struct Pass<'a> {
    source: &'a Source,
    report: &'a mut Report,
    state: State,
    frontier: Frontier,
    edge: TileEdge,
    bodies: Bodies,
    recount: Recount,
    expectations: Vec<Expectation>,
    /// Set at the first entry that breaks a rule: what follows from it cannot be judged.
    replay_stopped: bool,
}

/// Where a pass ended.
pub(crate) struct Passed {
    pub(crate) state: State,
    pub(crate) size: u64,
    pub(crate) root: Hash,
}

impl<'a> Pass<'a> {
    pub(crate) fn new(
        source: &'a Source,
        report: &'a mut Report,
        expectations: Vec<Expectation>,
    ) -> Pass<'a> {
        Pass {
            source,
            report,
            state: State::default(),
            frontier: Frontier::new(),
            edge: TileEdge::default(),
            bodies: Bodies::default(),
            recount: Recount::default(),
            expectations,
            replay_stopped: false,
        }
    }

    /// Reads all of the first `size` entries.
    pub(crate) fn run(mut self, size: u64, progress: &mut dyn FnMut(u64, u64)) -> Passed {
        self.check_roots();
        let source = self.source;
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel(READ_AHEAD);
            scope.spawn(move || {
                let mut bundles = tile::bundles_for_size(size).map(|id| Bundle {
                    id,
                    entries: source.fetch(&id.path()),
                    tile: source.fetch(&id.tile().path()),
                    bodies: source.fetch(&tile::body_path(id.index)),
                });
                loop {
                    let batch: Vec<Bundle> = bundles.by_ref().take(BATCH).collect();
                    if batch.is_empty() || sender.send(batch).is_err() {
                        return;
                    }
                }
            });
            self.bundles(receiver, size, progress);
        });
        if self.frontier.size() == size {
            for due in std::mem::take(&mut self.edge).finish() {
                self.compare(&due);
            }
        }
        if !self.replay_stopped && self.frontier.size() == size {
            std::mem::take(&mut self.bodies).settle(&self.state, self.report);
            self.check_erased();
        }
        Passed {
            size: self.frontier.size(),
            root: self.frontier.root(),
            state: self.state,
        }
    }

    fn bundles(
        &mut self,
        receiver: Receiver<Vec<Bundle>>,
        size: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) {
        for bundle in receiver.into_iter().flatten() {
            if !self.bundle(bundle) {
                return;
            }
            progress(self.frontier.size(), size);
        }
    }

    /// Checks one bundle; false where the rest cannot be read for what is missing here.
    fn bundle(&mut self, bundle: Bundle) -> bool {
        let first = bundle.id.first_entry();
        let path = bundle.id.path();
        let bytes = match bundle.entries {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                self.report
                    .fail(Some(first), path, "the bundle of entries is missing");
                return false;
            }
            Err(error) => {
                self.report.unread(first, &error);
                return false;
            }
        };
        let entries = match BundleReader::new(&bytes, bundle.id.width) {
            Ok(entries) => entries,
            Err(error) => {
                let leaves = bundle.tile.ok().flatten().unwrap_or_default();
                let entry = first + position(&error, bundle.id.width, &bytes, &leaves);
                self.report.fail(Some(entry), path, error.to_string());
                return false;
            }
        };
        let bodies = match bundle.bodies {
            Ok(bodies) => bodies.unwrap_or_default(),
            Err(error) => {
                self.report.unread(first, &error);
                return false;
            }
        };
        let end = first + u64::from(bundle.id.width);
        let open = self.open_bodies(bundle.id.index, &bodies, first, end);

        let mut leaves = Vec::with_capacity(entries.len());
        let mut filled = Vec::new();
        for (index, bytes) in (first..).zip(entries) {
            let leaf = leaf_hash(bytes);
            leaves.push(leaf);
            self.entry(index, bytes, &leaf, &path, &open);
            let edge = &mut self.edge;
            self.frontier.append_with(leaf, |level, _, hash| {
                // Level 0 is compared bundle by bundle, below.
                if level > 0 {
                    filled.extend(edge.add(level, hash));
                }
            });
            self.check_roots();
        }
        let tile = DueTile {
            level: 0,
            index: bundle.id.index,
            hashes: leaves,
        };
        match bundle.tile {
            Ok(published) => {
                tile.compare(&bundle.id.tile().path(), published.as_deref(), self.report)
            }
            Err(error) => self.report.unread(first, &error),
        }
        for due in &filled {
            self.compare(due);
        }
        true
    }

    fn compare(&mut self, due: &DueTile) {
        let path = TileId {
            level: due.level,
            index: due.index,
            width: due.hashes.len() as u16,
        }
        .path();
        match self.source.fetch(&path) {
            Ok(published) => due.compare(&path, published.as_deref(), self.report),
            Err(error) => self.report.unread(due.first_entry(0), &error),
        }
    }

    /// The open bodies of a bundle by entry and name. Lines for entries from `end` on belong to a log that has grown
    /// since its checkpoint was read.
    fn open_bodies<'b>(
        &mut self,
        bundle: u64,
        bytes: &'b [u8],
        first: u64,
        end: u64,
    ) -> OpenBodies<'b> {
        let path = tile::body_path(bundle);
        let mut open = OpenBodies::default();
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.report.fail(Some(first), path, "the file is not UTF-8");
            return open;
        };
        let mut last = first;
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let Some(line) = line.strip_suffix('\n') else {
                let reason = format!("line {number} does not end: the file was cut off");
                self.report.fail(Some(last), &path, reason);
                break;
            };
            match OpenBodyRef::parse(line) {
                Ok(body) if body.entry >= end => {}
                Ok(body) if body.entry < first => {
                    self.report.fail(
                        Some(first),
                        &path,
                        format!("line {number} belongs to entry {}", body.entry),
                    );
                }
                Ok(body) if body.entry < last => {
                    let reason = format!("line {number} stands behind those of later entries");
                    self.report.fail(Some(body.entry), &path, reason);
                }
                Ok(body) => {
                    last = body.entry;
                    if !open.add(body) {
                        let reason = format!("line {number} repeats a body");
                        self.report.fail(Some(last), &path, reason);
                    }
                }
                Err(error) => {
                    let reason = format!("line {number}: {error}");
                    self.report.fail(Some(last), &path, reason);
                }
            }
        }
        open
    }

    fn entry(&mut self, index: u64, bytes: &[u8], leaf: &Hash, path: &str, open: &OpenBodies<'_>) {
        self.expectations
            .retain(|expectation| match &expectation.kind {
                ExpectationKind::Leaf {
                    index: at,
                    leaf: must,
                } if *at == index => {
                    if must == leaf {
                        self.report.hold(format!(
                            "{} stands in the record as entry {index}",
                            expectation.name
                        ));
                    } else {
                        self.report.fail(
                            Some(index),
                            &expectation.name,
                            format!(
                                "entry {index} of the record is another than the one in the receipt"
                            ),
                        );
                    }
                    false
                }
                _ => true,
            });
        let entry = match EntryRef::parse(bytes) {
            Ok(entry) => entry,
            Err(error) => {
                self.report.fail(Some(index), path, error.to_string());
                self.replay_stopped = true;
                return;
            }
        };
        let mut present = 0;
        for commitment in &entry.bodies {
            match open.get(index, commitment.name) {
                Some(body) => {
                    present += 1;
                    self.bodies
                        .open(index, commitment.name, &commitment.visibility);
                    if body.hash() == commitment.hash {
                        self.report.open_bodies += 1;
                    } else {
                        let reason = format!(
                            "the body {:?} does not fit the hash in the entry: it or its salt was altered",
                            commitment.name
                        );
                        self.report
                            .fail(Some(index), tile::body_path(index / 256), reason);
                    }
                }
                None => self
                    .bodies
                    .absent(index, commitment.name, &commitment.visibility),
            }
        }
        if open.of(index).len() > present {
            self.report.fail(
                Some(index),
                tile::body_path(index / 256),
                "a body is published that the entry does not commit to",
            );
        }
        if self.replay_stopped {
            return;
        }
        let event = match self.state.apply(&entry) {
            Ok(event) => event,
            Err(error) => {
                self.report.fail(Some(index), path, error.to_string());
                self.replay_stopped = true;
                return;
            }
        };
        match self.report.kinds.get_mut(entry.kind) {
            Some(count) => *count += 1,
            None => {
                self.report.kinds.insert(entry.kind.to_owned(), 1);
            }
        }
        self.recount
            .entry(index, entry.subject, &event, open, &self.state, self.report);
    }

    /// Holds the tree of this size against what is expected of it.
    fn check_roots(&mut self) {
        let size = self.frontier.size();
        let due = |kind: &ExpectationKind| matches!(kind, ExpectationKind::Root { size: at, .. } if *at == size);
        if !self
            .expectations
            .iter()
            .any(|expectation| due(&expectation.kind))
        {
            return;
        }
        let root = self.frontier.root();
        let report = &mut *self.report;
        self.expectations.retain(|expectation| match &expectation.kind {
            ExpectationKind::Root { size: at, root: must } if *at == size => {
                if *must == root {
                    report.hold(format!("{} of size {size} is an earlier state of this record", expectation.name));
                } else {
                    report.fail(
                        size.checked_sub(1),
                        &expectation.name,
                        format!("its root over {size} entries is {must}, this record's is {root}: the record was rewritten"),
                    );
                }
                false
            }
            _ => true,
        });
    }

    /// What an entry says is erased must be gone from the files.
    fn check_erased(&mut self) {
        // Bodies that were met open are settled in `Bodies`; public ones are not tracked there, being many.
        use madang_programme::state::ContentState;
        let hidden: Vec<(u64, String)> = self
            .state
            .contents()
            .filter(|(_, _, state)| !matches!(state, ContentState::Released { .. }))
            .map(|(entry, name, _)| (entry, name.to_owned()))
            .collect();
        for (entry, name) in hidden {
            let path = tile::body_path(entry / 256);
            if let Ok(Some(bytes)) = self.source.fetch(&path) {
                let there = String::from_utf8_lossy(&bytes)
                    .lines()
                    .filter_map(|line| OpenBodyRef::parse(line).ok())
                    .any(|body| body.entry == entry && body.name == name);
                if there {
                    self.report.fail(
                        Some(entry),
                        path,
                        format!(
                            "the body {name:?} was erased or restricted, and yet it is published"
                        ),
                    );
                }
            }
        }
    }
}

/// The position in a bundle of the first entry that an error is about. A length that was altered makes one entry swallow
/// others and shows only further on: the published leaf hashes tell where it began.
fn position(error: &TileError, width: u16, bytes: &[u8], leaves: &[u8]) -> u64 {
    let (whole, end) = match error {
        TileError::Truncated {
            position, offset, ..
        } => (*position, *offset),
        TileError::TrailingBytes { offset, .. } => (width, *offset),
        _ => return 0,
    };
    let readable = BundleReader::new(bytes.get(..end).unwrap_or_default(), whole);
    let altered = readable.ok().and_then(|entries| {
        entries
            .zip(leaves.chunks_exact(32))
            .position(|(entry, leaf)| leaf_hash(entry).as_bytes() != leaf)
    });
    altered.map_or(u64::from(whole.min(width - 1)), |position| position as u64)
}
