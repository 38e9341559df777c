//! Groups identical ballots as they come.

use super::{Ballots, CapacityError, order};

/// Collects ballots one by one and groups identical ones.
#[derive(Debug, Default)]
pub(crate) struct Grouper {
    ballots: Ballots,
    /// Open addressing; each slot holds the hash's low half above the number of the group plus one, so
    /// that neither growing nor most collisions touch the ballots.
    table: Vec<u64>,
    with_points: bool,
    keep_slots: bool,
}

const VACANT: u64 = 0;
/// The part of a hash that the table keeps.
const TAG: u64 = 0xffff_ffff;
/// Largest total weight: every integer up to it is exact in JSON and in a double.
pub(crate) const MOST_VOTERS: u64 = (1 << 53) - 1;

/// Ballots that come together: their choices one after the other, and where each ballot's end.
#[derive(Debug, Default)]
pub(super) struct Batch {
    projects: Vec<u32>,
    points: Vec<u32>,
    ends: Vec<usize>,
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn clear(&mut self) {
        self.projects.clear();
        self.points.clear();
        self.ends.clear();
    }

    pub(super) fn push(&mut self, projects: &[u32], points: &[u32]) {
        self.projects.extend_from_slice(projects);
        self.points.extend_from_slice(points);
        self.ends.push(self.projects.len());
    }

    /// Projects and points of one ballot.
    pub(super) fn ballot(&self, index: usize) -> (&[u32], &[u32]) {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        let range = start..self.ends[index];
        let points = self.points.get(range.clone()).unwrap_or_default();
        (&self.projects[range], points)
    }
}

impl Grouper {
    /// `with_points`: ballots carry points; `ordered`: the order of choices is part of the ballot.
    pub(crate) fn new(with_points: bool, ordered: bool) -> Self {
        Self {
            ballots: Ballots {
                offsets: vec![0],
                ..Ballots::default()
            },
            table: vec![VACANT; 1024],
            with_points,
            keep_slots: with_points || ordered,
        }
    }

    /// Adds a ballot (choices already in canonical order, no project twice) and returns the
    /// provisional number of its group.
    pub(crate) fn add(
        &mut self,
        projects: &[u32],
        points: &[u32],
        weight: u64,
    ) -> Result<u32, CapacityError> {
        self.make_room(1);
        self.add_hashed(hash(projects, points) & TAG, projects, points, weight)
    }

    /// Adds a voter for each ballot of `batch`, and their provisional groups to `groups`. On failure
    /// says which ballot it was.
    pub(super) fn add_batch(
        &mut self,
        batch: &Batch,
        mut groups: Option<&mut Vec<u32>>,
    ) -> Result<(), (usize, CapacityError)> {
        self.make_room(batch.len());
        let mask = self.table.len() - 1;
        // The table is larger than the caches. Asking for all slots first, none of which depends on
        // another, lets memory bring many at a time.
        let tags: Vec<u64> = (0..batch.len())
            .map(|index| {
                let (projects, points) = batch.ballot(index);
                let tag = hash(projects, points) & TAG;
                std::hint::black_box(self.table[tag as usize & mask]);
                tag
            })
            .collect();
        for (index, tag) in tags.into_iter().enumerate() {
            let (projects, points) = batch.ballot(index);
            let group = self.add_hashed(tag, projects, points, 1);
            let group = group.map_err(|error| (index, error))?;
            if let Some(groups) = &mut groups {
                groups.push(group);
            }
        }
        Ok(())
    }

    /// Grows the table unless it holds `more` ballots with room to spare.
    fn make_room(&mut self, more: usize) {
        let mut slots = self.table.len();
        while (self.ballots.distinct() + more) * 8 >= slots * 5 {
            slots *= 2;
        }
        if slots > self.table.len() {
            let mut table = vec![VACANT; slots];
            for entry in std::mem::take(&mut self.table) {
                if entry != VACANT {
                    place(&mut table, entry);
                }
            }
            self.table = table;
        }
    }

    fn add_hashed(
        &mut self,
        tag: u64,
        projects: &[u32],
        points: &[u32],
        weight: u64,
    ) -> Result<u32, CapacityError> {
        let total = self.ballots.total_weight.checked_add(weight);
        self.ballots.total_weight = total
            .filter(|total| *total <= MOST_VOTERS)
            .ok_or(CapacityError::Weight)?;
        let mask = self.table.len() - 1;
        let mut slot = tag as usize & mask;
        loop {
            let entry = self.table[slot];
            if entry == VACANT {
                break;
            }
            if entry >> 32 == tag {
                let known = (entry & TAG) as usize - 1;
                if self.ballots.projects(known) == projects && self.ballots.points(known) == points
                {
                    let weight = self.ballots.weights.get(known) + weight;
                    self.ballots.weights.set(known, weight);
                    return Ok(known as u32);
                }
            }
            slot = (slot + 1) & mask;
        }
        let ballots = &mut self.ballots;
        let end = u32::try_from(ballots.projects.len() + projects.len())
            .map_err(|_| CapacityError::Entries)?;
        let group = u32::try_from(ballots.distinct())
            .ok()
            .filter(|group| *group != u32::MAX);
        let group = group.ok_or(CapacityError::Entries)?;
        self.table[slot] = entry_of(tag, group);
        ballots.projects.extend_from_slice(projects);
        if self.with_points {
            ballots.points.extend_from_slice(points);
        }
        ballots.offsets.push(end);
        ballots.weights.push(weight);
        Ok(group)
    }

    /// Enters all ballots again, their points having changed.
    fn rehash(&mut self) {
        let ballots = &self.ballots;
        self.table.fill(VACANT);
        for group in 0..ballots.distinct() {
            let tag = hash(ballots.projects(group), ballots.points(group)) & TAG;
            place(&mut self.table, entry_of(tag, group as u32));
        }
    }

    /// Decimals of the points taken in so far.
    pub(crate) fn points_decimals(&self) -> u32 {
        self.ballots.points_decimals
    }

    /// Makes room for points with `decimals` decimals; false when a number taken in before then
    /// no longer fits.
    pub(crate) fn widen_points(&mut self, decimals: u32) -> bool {
        let Some(more) = decimals.checked_sub(self.ballots.points_decimals) else {
            return true;
        };
        if more == 0 {
            return true;
        }
        let factor = 10u64.saturating_pow(more);
        for points in &mut self.ballots.points {
            let scaled = u64::from(*points).checked_mul(factor);
            match scaled.and_then(|scaled| u32::try_from(scaled).ok()) {
                Some(scaled) => *points = scaled,
                None => return false,
            }
        }
        self.ballots.points_decimals = decimals;
        self.rehash();
        true
    }

    /// Puts the distinct ballots into canonical order and builds the index from projects to
    /// supporters. Returns the ballots and the provisional number of each.
    pub(crate) fn finish(self, projects: usize) -> (Ballots, Vec<u32>) {
        let Self {
            ballots: mut source,
            table,
            keep_slots,
            ..
        } = self;
        drop(table);
        // Decimals that no number uses say nothing: 1.0 and 1 are the same points.
        while source.points_decimals > 0 && source.points.iter().all(|points| points % 10 == 0) {
            source.points.iter_mut().for_each(|points| *points /= 10);
            source.points_decimals -= 1;
        }
        let (mut ballots, order) = order::sorted(source, projects);
        order::index_supporters(&mut ballots, projects, keep_slots);
        (ballots, order)
    }
}

fn entry_of(tag: u64, group: u32) -> u64 {
    tag << 32 | (u64::from(group) + 1)
}

/// Puts `entry` into the first vacant slot from where its hash points.
fn place(table: &mut [u64], entry: u64) {
    let mask = table.len() - 1;
    let mut slot = (entry >> 32) as usize & mask;
    while table[slot] != VACANT {
        slot = (slot + 1) & mask;
    }
    table[slot] = entry;
}

/// Folded multiplication over the choices; the layout of the table never reaches a result.
fn hash(projects: &[u32], points: &[u32]) -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for &value in projects.iter().chain(points) {
        let product = u128::from(state ^ u64::from(value)) * 0xd6e8_feb8_6659_fd93u128;
        state = (product as u64) ^ ((product >> 64) as u64);
    }
    state ^ (state >> 29)
}
