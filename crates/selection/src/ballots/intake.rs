//! Takes in the ballots of a file, grouping them on a thread of its own once there are many.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::grouper::{Batch, Grouper};
use super::{Ballots, CapacityError};

/// Ballots grouped at a time.
const BATCH: usize = 1024;
/// Batches after which grouping goes to a thread of its own, beside reading.
const WORTH_TWO: usize = 100;
/// Batches that may wait for it.
const WAITING: usize = 16;

/// A ballot, counted from 0, that could not be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IntakeError {
    pub(crate) ballot: u64,
    pub(crate) error: CapacityError,
}

/// The grouper with the groups of the ballots so far, where they are wanted.
struct Grouping {
    grouper: Grouper,
    groups: Option<Vec<u32>>,
    taken: u64,
}

impl Grouping {
    fn add(&mut self, batch: &Batch) -> Result<(), IntakeError> {
        let added = self.grouper.add_batch(batch, self.groups.as_mut());
        added.map_err(|(index, error)| IntakeError {
            ballot: self.taken + index as u64,
            error,
        })?;
        self.taken += batch.len() as u64;
        Ok(())
    }
}

enum Place {
    Here(Box<Grouping>),
    Thread(
        SyncSender<Batch>,
        JoinHandle<Result<Option<Grouping>, IntakeError>>,
    ),
    /// After a failure.
    Gone,
}

/// Collects ballots in the order of a file.
pub(crate) struct Intake {
    place: Place,
    batch: Batch,
    with_points: bool,
    batches: usize,
}

impl Intake {
    /// `with_points`: ballots carry points; `ordered`: the order of choices is part of the ballot;
    /// `keep_groups`: the group of each ballot is wanted in the end.
    pub(crate) fn new(with_points: bool, ordered: bool, keep_groups: bool) -> Self {
        Self {
            place: Place::Here(Box::new(Grouping {
                grouper: Grouper::new(with_points, ordered),
                groups: keep_groups.then(Vec::new),
                taken: 0,
            })),
            batch: Batch::default(),
            with_points,
            batches: 0,
        }
    }

    /// Adds the ballot of one voter: choices in canonical order, no project twice. An error may be
    /// about an earlier ballot.
    pub(crate) fn add(&mut self, projects: &[u32], points: &[u32]) -> Result<(), IntakeError> {
        self.batch.push(projects, points);
        if self.batch.len() < BATCH {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<(), IntakeError> {
        let batch = std::mem::take(&mut self.batch);
        self.batches += 1;
        // Points are put on a common scale as they come, which is not left to another thread.
        if self.batches == WORTH_TWO && !self.with_points {
            self.move_to_thread();
        }
        match &mut self.place {
            Place::Here(grouping) => grouping.add(&batch),
            Place::Thread(sender, _) => match sender.send(batch) {
                Ok(()) => Ok(()),
                // It has stopped, which it does on an error only.
                Err(_) => self.grouping().map(|_| ()),
            },
            Place::Gone => Ok(()),
        }
    }

    /// Leaves grouping where it is when the system gives no thread.
    fn move_to_thread(&mut self) {
        let (hand_over, begin) = sync_channel::<Grouping>(1);
        let (sender, receiver) = sync_channel::<Batch>(WAITING);
        let work = move || {
            let Ok(mut grouping) = begin.recv() else {
                return Ok(None);
            };
            for batch in receiver {
                grouping.add(&batch)?;
            }
            Ok(Some(grouping))
        };
        let Ok(thread) = std::thread::Builder::new().spawn(work) else {
            return;
        };
        if let Place::Here(grouping) =
            std::mem::replace(&mut self.place, Place::Thread(sender, thread))
        {
            // The thread waits for it.
            let _ = hand_over.send(*grouping);
        }
    }

    /// The grouping, no longer on a thread.
    fn grouping(&mut self) -> Result<Option<Grouping>, IntakeError> {
        match std::mem::replace(&mut self.place, Place::Gone) {
            Place::Here(grouping) => Ok(Some(*grouping)),
            Place::Thread(sender, thread) => {
                drop(sender);
                thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }
            Place::Gone => Ok(None),
        }
    }

    /// Decimals of the points taken in so far.
    pub(crate) fn points_decimals(&self) -> u32 {
        match &self.place {
            Place::Here(grouping) => grouping.grouper.points_decimals(),
            _ => 0,
        }
    }

    /// Makes room for points with `decimals` decimals; false when a number taken in before then
    /// no longer fits.
    pub(crate) fn widen_points(&mut self, decimals: u32) -> Result<bool, IntakeError> {
        if decimals <= self.points_decimals() {
            return Ok(true);
        }
        self.flush()?;
        Ok(match &mut self.place {
            Place::Here(grouping) => grouping.grouper.widen_points(decimals),
            _ => true,
        })
    }

    /// The ballots in canonical order, and the group of each ballot taken in, where wanted.
    pub(crate) fn finish(
        mut self,
        projects: usize,
    ) -> Result<(Ballots, Option<Vec<u32>>), IntakeError> {
        self.flush()?;
        let Some(Grouping {
            grouper, groups, ..
        }) = self.grouping()?
        else {
            return Ok((Ballots::default(), None));
        };
        let (ballots, order) = grouper.finish(projects);
        let groups = groups.map(|mut groups| {
            let mut number = vec![0u32; order.len()];
            for (own, provisional) in (0u32..).zip(&order) {
                number[*provisional as usize] = own;
            }
            for group in &mut groups {
                *group = number[*group as usize];
            }
            groups
        });
        Ok((ballots, groups))
    }
}
