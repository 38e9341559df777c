//! The best partition found for each number of groups.

use crate::numbers::Tables;
use crate::rows::Rows;

use super::objective::sizes;
use super::refine::{Grouping, MOST_GROUPS, Part, place, refine};
use super::split::{best_merge, best_split, dissolve};

/// The best partition found into one number of groups.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub grouping: Grouping,
    /// How many people each group has, by its number in `grouping`.
    pub sizes: Vec<usize>,
}

/// What was found, by the number of groups less one.
pub(crate) type Levels = [Option<Found>; MOST_GROUPS];

/// The fewest people that a group may have among so many.
pub fn least_size(people: usize) -> usize {
    people.div_ceil(50).max(5)
}

struct Search<'a> {
    part: Part<'a>,
    least: usize,
    best: Levels,
}

impl Search<'_> {
    /// Keeps a partition where no group is too small and none into as many groups was as good.
    fn offer(&mut self, grouping: Grouping) {
        let part = self.part;
        let groups = grouping.groups();
        let sizes = sizes(part.rows, part.members, &grouping.labels, groups);
        let Some(best) = self.best.get_mut(groups - 1) else {
            return;
        };
        let better = best
            .as_ref()
            .is_none_or(|found| grouping.quality > found.grouping.quality);
        if better && (groups == 1 || sizes.iter().all(|size| *size >= self.least)) {
            *best = Some(Found { grouping, sizes });
        }
    }

    fn grouping(&self, groups: usize) -> Option<&Grouping> {
        let found = self.best.get(groups - 1)?.as_ref()?;
        Some(&found.grouping)
    }
}

/// Splits from one group upwards, then merges downwards. Nothing is found where nobody is.
pub(crate) fn search(rows: &Rows, tables: &Tables) -> Levels {
    let members: Vec<u32> = (0..rows.len() as u32).collect();
    let part = Part {
        rows,
        tables,
        members: &members,
    };
    let mut search = Search {
        part,
        least: least_size(rows.people()),
        best: Default::default(),
    };
    if rows.is_empty() {
        return search.best;
    }
    search.offer(Grouping::of(part, vec![0; rows.len()], 1));
    for groups in 1..MOST_GROUPS {
        let Some(mut grouping) = search
            .grouping(groups)
            .and_then(|grouping| best_split(part, grouping))
        else {
            break;
        };
        refine(part, &mut grouping, usize::MAX);
        dissolve(part, &mut grouping, search.least);
        search.offer(grouping);
    }
    for groups in (3..=MOST_GROUPS).rev() {
        let merged = search
            .grouping(groups)
            .and_then(|grouping| best_merge(part, grouping));
        if let Some(mut grouping) = merged {
            refine(part, &mut grouping, usize::MAX);
            search.offer(grouping);
        }
    }
    search.best
}

/// The same for very many people: groups are looked for among some of them, whose number `weights` says of each unit; then all
/// are placed by these groups' tables and refined.
pub(crate) fn search_by_some(rows: &Rows, tables: &Tables, weights: &[u32]) -> Levels {
    let (some, _) = rows.some(weights);
    let found = search(&some, tables);
    let members: Vec<u32> = (0..rows.len() as u32).collect();
    let part = Part {
        rows,
        tables,
        members: &members,
    };
    let mut search = Search {
        part,
        least: least_size(rows.people()),
        best: Default::default(),
    };
    for found in found.into_iter().flatten() {
        let counts = &found.grouping.counts;
        let labels = place(rows, tables, counts, &members);
        let mut grouping = Grouping::of(part, labels, counts.groups);
        refine(part, &mut grouping, usize::MAX);
        search.offer(grouping);
    }
    search.best
}
