//! Groups of people who vote alike, found by minimising an exact description length.
//!
//! For a partition with counts `a`, `d` of agreement and disagreement by group and statement, Q is the log-probability of the votes
//! and H the cost of naming everybody's group; J = Q - H is the integrated classification likelihood of latent class analysis with
//! uniform priors (Biernacki, Celeux, Govaert 2010). Q says who belongs where, J how many groups there are. All integers, in
//! 2^-32 bit.

mod choose;
mod objective;
mod refine;
mod search;
mod split;

pub use choose::{choose, letter};
pub use search::least_size;

pub(crate) use choose::ranks;
pub(crate) use objective::Counts;
pub(crate) use refine::{Grouping, MOST_GROUPS, Part, movers, sums};

use crate::hash;
use crate::matrix::{Matrix, Tally};
use crate::numbers::Tables;
use crate::rows::Rows;

/// More people than these are grouped by a sample of as many.
pub const SAMPLE: usize = 20_000;

/// The best partition found into one number of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Level {
    /// How many groups.
    pub groups: usize,
    /// What the votes tell given the groups, never above 0, in 2^-32 bit.
    pub quality: i128,
    /// What naming everybody's group costs, in 2^-32 bit.
    pub label_cost: i128,
    /// J less J of one group, in 2^-32 bit: what the groups are worth.
    pub gain: i128,
    /// People by group, the largest first.
    pub sizes: Vec<usize>,
    /// The group of each unit: 0 for the largest.
    pub labels: Vec<u8>,
}

/// The groups of a conversation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Groups {
    /// How many groups there are; 0 where nobody is placed.
    pub count: usize,
    /// What was found for each number of groups, from one upwards; not every number need be there.
    pub levels: Vec<Level>,
    pub(crate) counts: Counts,
    pub(crate) tables: Tables,
}

impl Groups {
    /// Finds the groups of those who are placed.
    pub fn of(matrix: &Matrix) -> Self {
        let rows = matrix.units();
        let placed = matrix.placed().iter().zip(matrix.unit_of());
        // Evidence asks for all voters, labels for people and groups.
        let tables = Tables::new(matrix.people().len() + MOST_GROUPS + 2);
        let hashed = placed.map(|(person, unit)| {
            let name = matrix.people()[*person as usize].as_str();
            (hash::of_person(matrix.name(), name), name, *unit)
        });
        Self::found(rows, tables, hashed)
    }

    /// Searches all, or by a sample where there are very many: `hashed` has everybody's hash, pseudonym and unit.
    fn found<'a>(
        rows: &Rows,
        tables: Tables,
        hashed: impl Iterator<Item = ([u8; 32], &'a str, u32)>,
    ) -> Self {
        let found = if rows.people() > SAMPLE {
            let weights = sample(hashed.collect(), rows.len());
            search::search_by_some(rows, &tables, &weights)
        } else {
            search::search(rows, &tables)
        };
        Self::ranked(rows, tables, found)
    }

    /// The same for some of the people, each with hash, pseudonym and unit. Gives how many of each unit's people they are, and which
    /// units are left.
    pub(crate) fn of_some(
        rows: &Rows,
        people: &[([u8; 32], &str, u32)],
    ) -> (Self, Vec<u32>, Vec<u32>) {
        let mut weights = vec![0; rows.len()];
        for (_, _, unit) in people {
            weights[*unit as usize] += 1;
        }
        let (some, kept) = rows.some(&weights);
        let tables = Tables::new(some.people() + MOST_GROUPS + 2);
        let place = |unit: u32| kept.partition_point(|other| *other < unit) as u32;
        let hashed = people.iter();
        let hashed = hashed.map(|(hash, name, unit)| (*hash, *name, place(*unit)));
        let found = Self::found(&some, tables, hashed);
        (found, weights, kept)
    }

    fn ranked(rows: &Rows, tables: Tables, found: search::Levels) -> Self {
        let one = found[0].as_ref().map_or(0, |found| found.grouping.quality);
        let members: Vec<u32> = (0..rows.len() as u32).collect();
        let levels = found.into_iter().flatten().map(|found| {
            let groups = found.grouping.groups();
            let ranks = ranks(rows, &found.grouping.labels, groups);
            let labels = found.grouping.labels.iter();
            let labels = labels.map(|label| ranks[usize::from(*label)]).collect();
            let mut sizes = found.sizes;
            sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
            let label_cost = tables.label_cost(&sizes);
            Level {
                groups,
                quality: found.grouping.quality,
                label_cost,
                gain: found.grouping.quality - label_cost - one,
                sizes,
                labels,
            }
        });
        let levels: Vec<Level> = levels.collect();
        let count = choose(&gains(&levels));
        let labels = levels.iter().find(|level| level.groups == count);
        let counts = match labels {
            Some(level) => Counts::of(rows, &members, &level.labels, count),
            None => Counts::none(rows.statements(), count),
        };
        Self {
            count,
            levels,
            counts,
            tables,
        }
    }

    /// What was found for one number of groups.
    pub fn level(&self, groups: usize) -> Option<&Level> {
        self.levels.iter().find(|level| level.groups == groups)
    }

    /// The partition that is published; `None` where nobody is placed.
    pub fn chosen(&self) -> Option<&Level> {
        self.level(self.count)
    }

    /// Agreements and disagreements of those who are placed, by statement, of one group of the published partition.
    pub fn cell(&self, group: usize, statement: usize) -> (usize, usize) {
        self.counts.cell(group, statement)
    }

    /// How the votes of each group divide, passes included: by statement, then by group.
    pub fn tallies(&self, matrix: &Matrix) -> Vec<Vec<Tally>> {
        let mut tallies = vec![vec![Tally::default(); self.count]; matrix.statements().len()];
        let Some(chosen) = self.chosen() else {
            return tallies;
        };
        for (person, unit) in matrix.placed().iter().zip(matrix.unit_of()) {
            let group = usize::from(chosen.labels[*unit as usize]);
            for (statement, vote) in matrix.votes(*person as usize) {
                tallies[*statement as usize][group].count(*vote);
            }
        }
        tallies
    }
}

/// The gains by number of groups less one.
pub(crate) fn gains(levels: &[Level]) -> Vec<Option<i128>> {
    let most = levels.iter().map(|level| level.groups).max().unwrap_or(0);
    let gain = |groups| {
        let level = levels.iter().find(|level| level.groups == groups);
        level.map(|level| level.gain)
    };
    (1..=most).map(gain).collect()
}

/// Of so many people with their hashes, pseudonyms and units, how many of each unit are in the sample: those with the smallest
/// hashes.
fn sample(mut hashed: Vec<([u8; 32], &str, u32)>, units: usize) -> Vec<u32> {
    hashed.sort_unstable();
    let mut weights = vec![0; units];
    for (_, _, unit) in hashed.iter().take(SAMPLE) {
        weights[*unit as usize] += 1;
    }
    weights
}
