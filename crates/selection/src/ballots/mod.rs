//! Ballots in grouped form: identical ballots are one row with a weight.

use crate::wording::{Wording, wording};

mod grouper;
mod intake;
mod order;
mod weights;

pub(crate) use grouper::{Grouper, MOST_VOTERS};
#[cfg(feature = "pabulib")]
pub(crate) use intake::{Intake, IntakeError};
use weights::Weights;

/// A choice on a ballot: the project's index in [`Election::projects`] and the points given
/// (1 on approval ballots; on ordinal ballots the order of choices is the ranking).
///
/// [`Election::projects`]: crate::Election::projects
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
}

/// Why ballots could not be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CapacityError {
    /// More than 2³² − 1 choices on distinct ballots.
    Entries,
    /// The total weight of voters is above 2⁵³ − 1.
    Weight,
}

impl CapacityError {
    /// What is said of it.
    pub fn wording(&self) -> Wording {
        match self {
            Self::Entries => wording!(
                "error-capacity-entries",
                "more than 4294967295 choices on distinct ballots: split the election"
            ),
            Self::Weight => wording!(
                "error-capacity-weight",
                "the total weight of voters is above 9007199254740991"
            ),
        }
    }
}

impl std::fmt::Display for CapacityError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.wording().fmt(formatter)
    }
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
        let (ballots, order) = grouper.finish(4);
        assert_eq!(ballots.distinct(), 3);
        assert_eq!(ballots.total_weight(), 8);
        assert_eq!(ballots.projects(0), [0u32; 0]);
        assert_eq!(order[1], second);
        assert_eq!(order[2], first);
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
