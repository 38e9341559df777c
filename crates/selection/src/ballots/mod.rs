//! Ballots in grouped form: identical ballots are one row with a weight.

mod weights;

use std::cmp::Ordering;

use weights::Weights;

/// A choice on a ballot: the project's index in [`Election::projects`] and the points given
/// (1 on approval ballots; on ordinal ballots the order of choices is the ranking).
///
/// [`Election::projects`]: crate::Election::projects
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Index of the project.
    pub project: u32,
    /// Points, in units of 10^-[`Ballots::points_decimals`].
    pub points: u32,
}

/// Distinct ballots in canonical (lexicographic) order, each with the total weight of the voters
/// who cast it. Memory is 4 bytes per choice for approvals and rankings, 8 with points, and the
/// same again for the index from projects to their supporters.
#[derive(Clone, Debug, Default)]
pub struct Ballots {
    offsets: Vec<u32>,
    projects: Vec<u32>,
    points: Vec<u32>,
    weights: Weights,
    points_decimals: u32,
    total_weight: u64,
    supporter_offsets: Vec<u32>,
    supporter_groups: Vec<u32>,
    supporter_slots: Vec<u32>,
    votes: Vec<u64>,
}

impl Ballots {
    /// Number of distinct ballots (an empty ballot counts as one).
    pub fn distinct(&self) -> usize {
        self.weights.len()
    }

    /// Total weight of all voters, those with empty ballots included.
    pub fn total_weight(&self) -> u64 {
        self.total_weight
    }

    /// Weight of the voters who cast the distinct ballot `group`.
    pub fn weight(&self, group: usize) -> u64 {
        self.weights.get(group)
    }

    /// Number of choices over all distinct ballots.
    pub fn entries(&self) -> usize {
        self.projects.len()
    }

    /// Decimals of the points: a choice's points are integers in units of 10^-this.
    pub fn points_decimals(&self) -> u32 {
        self.points_decimals
    }

    /// Project indices on the distinct ballot `group`: ascending, or by rank on ordinal ballots.
    pub fn projects(&self, group: usize) -> &[u32] {
        &self.projects[self.range(group)]
    }

    /// Points beside [`Ballots::projects`]; empty on approval and ordinal ballots.
    pub fn points(&self, group: usize) -> &[u32] {
        if self.points.is_empty() {
            &[]
        } else {
            &self.points[self.range(group)]
        }
    }

    /// The choices of the distinct ballot `group` with their points (1 where there are none).
    pub fn choices(&self, group: usize) -> impl Iterator<Item = Choice> + '_ {
        let points = self.points(group);
        self.projects(group)
            .iter()
            .enumerate()
            .map(move |(slot, &project)| Choice {
                project,
                points: points.get(slot).copied().unwrap_or(1),
            })
    }

    /// Total weight of the voters who list each project, by project index.
    pub fn votes(&self) -> &[u64] {
        &self.votes
    }

    /// Distinct ballots that list `project`, ascending.
    pub fn supporters(&self, project: usize) -> &[u32] {
        &self.supporter_groups[self.supporter_range(project)]
    }

    /// Where on each ballot of [`Ballots::supporters`] the project stands (0 = first). Kept only
    /// for ballots whose points or order matter; empty on approval ballots.
    pub(crate) fn supporter_slots(&self, project: usize) -> &[u32] {
        if self.supporter_slots.is_empty() {
            &[]
        } else {
            &self.supporter_slots[self.supporter_range(project)]
        }
    }

    /// Gives the voters of `group` another total weight (within the bound on all weights).
    pub(crate) fn set_weight(&mut self, group: usize, weight: u64) {
        let before = self.weights.get(group);
        self.weights.set(group, weight);
        self.total_weight = self.total_weight - before + weight;
        for slot in self.range(group) {
            let votes = &mut self.votes[self.projects[slot] as usize];
            *votes = *votes - before + weight;
        }
    }

    fn range(&self, group: usize) -> std::ops::Range<usize> {
        self.offsets[group] as usize..self.offsets[group + 1] as usize
    }

    fn supporter_range(&self, project: usize) -> std::ops::Range<usize> {
        self.supporter_offsets[project] as usize..self.supporter_offsets[project + 1] as usize
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        self.projects(a)
            .cmp(self.projects(b))
            .then_with(|| self.points(a).cmp(self.points(b)))
    }
}

/// Why ballots could not be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CapacityError {
    /// More than 2³² − 1 choices on distinct ballots.
    #[error("more than 4294967295 choices on distinct ballots: split the election")]
    Entries,
    /// The total weight of voters is above 2⁵³ − 1.
    #[error("the total weight of voters is above 9007199254740991")]
    Weight,
}

/// Collects ballots one by one and groups identical ones as they come.
#[derive(Debug, Default)]
pub(crate) struct Grouper {
    ballots: Ballots,
    /// Open addressing; each slot holds the hash's low half above the number of the group, so that
    /// neither growing nor most collisions touch the ballots.
    table: Vec<u64>,
    with_points: bool,
    keep_slots: bool,
}

const VACANT: u64 = u64::MAX;
/// The part of a hash that the table keeps.
const TAG: u64 = 0xffff_ffff;
/// Largest total weight: every integer up to it is exact in JSON and in a double.
const MAX_WEIGHT: u64 = (1 << 53) - 1;

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
        let total = self.ballots.total_weight.checked_add(weight);
        self.ballots.total_weight = total
            .filter(|total| *total <= MAX_WEIGHT)
            .ok_or(CapacityError::Weight)?;
        if self.ballots.distinct() * 8 >= self.table.len() * 5 {
            self.grow(self.table.len() * 2);
        }
        let mask = self.table.len() - 1;
        let tag = hash(projects, points) & TAG;
        let mut slot = tag as usize & mask;
        loop {
            let entry = self.table[slot];
            if entry == VACANT {
                break;
            }
            let known = entry as u32 as usize;
            if entry >> 32 == tag
                && self.ballots.projects(known) == projects
                && self.ballots.points(known) == points
            {
                let weight = self.ballots.weights.get(known) + weight;
                self.ballots.weights.set(known, weight);
                return Ok(known as u32);
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
        self.table[slot] = tag << 32 | u64::from(group);
        ballots.projects.extend_from_slice(projects);
        if self.with_points {
            ballots.points.extend_from_slice(points);
        }
        ballots.offsets.push(end);
        ballots.weights.push(weight);
        Ok(group)
    }

    /// Moves the entries to a table with `slots` slots.
    fn grow(&mut self, slots: usize) {
        let mut table = vec![VACANT; slots];
        for entry in std::mem::take(&mut self.table) {
            if entry != VACANT {
                place(&mut table, entry);
            }
        }
        self.table = table;
    }

    /// Enters all ballots again, their points having changed.
    fn rehash(&mut self) {
        let ballots = &self.ballots;
        self.table.fill(VACANT);
        for group in 0..ballots.distinct() {
            let tag = hash(ballots.projects(group), ballots.points(group)) & TAG;
            place(&mut self.table, tag << 32 | group as u64);
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
        let Some(factor) = 10u32.checked_pow(more) else {
            return self.ballots.points.is_empty();
        };
        for points in &mut self.ballots.points {
            match points.checked_mul(factor) {
                Some(scaled) => *points = scaled,
                None => return false,
            }
        }
        self.ballots.points_decimals = decimals;
        self.rehash();
        true
    }

    /// Puts the distinct ballots into canonical order and builds the index from projects to
    /// supporters. Returns the ballots and, for each provisional group, its final number.
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
        let order = canonical_order(&source);
        let mut ballots = Ballots {
            offsets: Vec::with_capacity(source.offsets.len()),
            projects: Vec::with_capacity(source.projects.len()),
            points: Vec::with_capacity(source.points.len()),
            weights: Weights::with_capacity(source.weights.len()),
            points_decimals: source.points_decimals,
            total_weight: source.total_weight,
            ..Ballots::default()
        };
        ballots.offsets.push(0);
        let mut renumber = vec![0u32; order.len()];
        for (rank, &group) in order.iter().enumerate() {
            renumber[group as usize] = rank as u32;
            ballots
                .projects
                .extend_from_slice(source.projects(group as usize));
            ballots
                .points
                .extend_from_slice(source.points(group as usize));
            ballots.offsets.push(ballots.projects.len() as u32);
            ballots.weights.push(source.weights.get(group as usize));
        }
        source = Ballots::default();
        drop(source);
        drop(order);
        index_supporters(&mut ballots, projects, keep_slots);
        (ballots, renumber)
    }
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

/// Groups in lexicographic order. The first choices are packed into one integer so that most
/// comparisons never touch the ballots themselves.
fn canonical_order(ballots: &Ballots) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = (0..ballots.distinct())
        .map(|group| {
            let mut key = 0u64;
            for slot in 0..4 {
                let project = ballots
                    .projects(group)
                    .get(slot)
                    .map_or(0, |p| p.saturating_add(1));
                key = (key << 16) | u64::from(project.min(0xffff));
            }
            (key, group as u32)
        })
        .collect();
    // Project numbers at or above 0xffff share a key; the full comparison separates them.
    keyed.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0)
            .then_with(|| ballots.compare(a.1 as usize, b.1 as usize))
    });
    if ballots.projects.iter().any(|project| *project >= 0xfffe) {
        keyed.sort_unstable_by(|a, b| ballots.compare(a.1 as usize, b.1 as usize));
    }
    keyed.into_iter().map(|(_, group)| group).collect()
}

fn index_supporters(ballots: &mut Ballots, projects: usize, keep_slots: bool) {
    let mut offsets = vec![0u32; projects + 1];
    for &project in &ballots.projects {
        offsets[project as usize + 1] += 1;
    }
    for project in 0..projects {
        offsets[project + 1] += offsets[project];
    }
    let mut next = offsets.clone();
    let mut groups = vec![0u32; ballots.projects.len()];
    let mut votes = vec![0u64; projects];
    let mut slots = vec![0u32; if keep_slots { groups.len() } else { 0 }];
    for group in 0..ballots.distinct() {
        for (slot, &project) in ballots.projects(group).iter().enumerate() {
            let place = &mut next[project as usize];
            groups[*place as usize] = group as u32;
            votes[project as usize] += ballots.weights.get(group);
            if keep_slots {
                slots[*place as usize] = slot as u32;
            }
            *place += 1;
        }
    }
    ballots.supporter_offsets = offsets;
    ballots.supporter_groups = groups;
    ballots.supporter_slots = slots;
    ballots.votes = votes;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_orders() {
        let mut grouper = Grouper::new(false, false);
        let first = grouper.add(&[2, 3], &[], 1).expect("good input");
        let second = grouper.add(&[0, 1], &[], 4).expect("good input");
        assert_eq!(grouper.add(&[2, 3], &[], 2).expect("good input"), first);
        grouper.add(&[], &[], 1).expect("good input");
        let (ballots, renumber) = grouper.finish(4);
        assert_eq!(ballots.distinct(), 3);
        assert_eq!(ballots.total_weight(), 8);
        assert_eq!(ballots.projects(0), [0u32; 0]);
        assert_eq!(renumber[second as usize], 1);
        assert_eq!(renumber[first as usize], 2);
        assert_eq!(ballots.weight(2), 3);
        assert_eq!(ballots.supporters(3), [2]);
    }

    #[test]
    fn order_holds_for_many_projects() {
        let mut grouper = Grouper::new(false, false);
        for project in [70_000, 3, 65_535, 65_534, 90_000, 1] {
            grouper.add(&[project], &[], 1).expect("good input");
        }
        let (ballots, _) = grouper.finish(90_001);
        let firsts: Vec<u32> = (0..6).map(|group| ballots.projects(group)[0]).collect();
        assert_eq!(firsts, [1, 3, 65_534, 65_535, 70_000, 90_000]);
    }

    #[test]
    fn weight_has_a_bound() {
        let mut grouper = Grouper::new(false, false);
        assert_eq!(grouper.add(&[0], &[], u64::MAX), Err(CapacityError::Weight));
    }
}
