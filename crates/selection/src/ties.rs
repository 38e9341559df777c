//! The order in which tied projects are taken.

use std::cmp::Reverse;

use sha2::{Digest, Sha256};

use crate::digest::hex;
use crate::election::Election;
use crate::outcome::{Tie, TieStep};
use crate::rule::{Lot, Ties};

/// A total order of projects, and which step of it separates any two.
pub(crate) struct TieOrder {
    keys: Vec<TieKey>,
    rank: Vec<u32>,
    /// Projects by rank.
    order: Vec<usize>,
    by_cost: bool,
    by_lot: bool,
}

/// Projects that come to exactly the same, so that a tie is to be broken: how many, and the first of them in the order of ties.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tied {
    pub(crate) count: usize,
    pub(crate) first: Vec<usize>,
}

impl Tied {
    /// So many of them are kept, as many as are told.
    pub(crate) const MOST_KEPT: usize = Tie::MOST_LISTED;

    /// The first, which is bought, and which step put it before the next, where there is one.
    pub(crate) fn decide(&self, ties: &TieOrder) -> Option<(usize, Option<TieStep>)> {
        match self.first.as_slice() {
            [] => None,
            [only] => Some((*only, None)),
            [first, second, ..] => Some((*first, Some(ties.decided_by(*first, *second)))),
        }
    }

    /// What is noted of a tie: nothing where only one project came to that.
    pub(crate) fn noted(self) -> Self {
        match self.count {
            0 | 1 => Self::default(),
            _ => self,
        }
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct TieKey {
    cost_votes: Option<(u128, Reverse<u64>)>,
    lot: Option<String>,
    /// Projects stand in id order, so their index is the rank of the id.
    index: usize,
}

impl TieOrder {
    pub(crate) fn new(election: &Election, costs: &[u128], votes: &[u64], ties: &Ties) -> Self {
        let (by_cost, lot) = match ties {
            Ties::Id {} => (false, None),
            Ties::CostVotes {} => (true, None),
            Ties::Lot(lot) => (false, Some(lot)),
            Ties::CostVotesLot(lot) => (true, Some(lot)),
        };
        let keys: Vec<TieKey> = (0..costs.len())
            .map(|index| TieKey {
                cost_votes: by_cost.then(|| (costs[index], Reverse(votes[index]))),
                lot: lot.map(|lot| draw(lot, &election.projects[index].id)),
                index,
            })
            .collect();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
        let mut rank = vec![0u32; keys.len()];
        for (place, index) in order.iter().enumerate() {
            rank[*index] = place as u32;
        }
        Self {
            keys,
            rank,
            order,
            by_cost,
            by_lot: lot.is_some(),
        }
    }

    /// Place of `project` in the order (0 = first).
    pub(crate) fn rank(&self, project: usize) -> u32 {
        self.rank[project]
    }

    /// The project at a place of the order.
    pub(crate) fn at(&self, rank: u32) -> usize {
        self.order[rank as usize]
    }

    /// True when `project`, had it `more` votes, would come before `other`.
    pub(crate) fn would_precede(&self, project: usize, more: u64, other: usize) -> bool {
        let mut key = self.keys[project].clone();
        if let Some((_, Reverse(votes))) = &mut key.cost_votes {
            *votes = votes.saturating_add(more);
        }
        key < self.keys[other]
    }

    /// Which step put the first of two tied projects before the second.
    pub(crate) fn decided_by(&self, first: usize, second: usize) -> TieStep {
        let (first, second) = (&self.keys[first], &self.keys[second]);
        if self.by_cost
            && let (Some((cost_a, votes_a)), Some((cost_b, votes_b))) =
                (first.cost_votes, second.cost_votes)
        {
            if cost_a != cost_b {
                return TieStep::LowestCost;
            }
            if votes_a != votes_b {
                return TieStep::MostVotes;
            }
        }
        if self.by_lot {
            TieStep::Lot
        } else {
            TieStep::Id
        }
    }
}

/// The ids of all projects in the order of the lot.
pub(crate) fn drawn_order(lot: &Lot, election: &Election) -> Vec<String> {
    let ids = election.projects.iter().map(|project| project.id.clone());
    let mut drawn: Vec<(String, String)> = ids.map(|id| (draw(lot, &id), id)).collect();
    drawn.sort();
    drawn.into_iter().map(|(_, id)| id).collect()
}

/// The lot of one project: SHA-256, in lower-case hex, over a line that names the formula, a line with the seed, a line
/// with the public value, and the id. Lots are compared as texts, the lowest first.
fn draw(lot: &Lot, id: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"madang-selection lot 1\n");
    for part in [&lot.seed, &lot.value] {
        hasher.update(part.as_bytes());
        hasher.update(b"\n");
    }
    hasher.update(id.as_bytes());
    hex(&hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector in the README; `printf` and `sha256sum` give the same.
    #[test]
    fn the_lot_of_the_readme() {
        let lot = Lot {
            seed: "acorn".to_owned(),
            value: "2026-11-27: 4 8 15 16 23 42".to_owned(),
        };
        let readme = include_str!("../README.md");
        for id in ["park", "bench", "lamp"] {
            let line = format!("{id:<6} {}", draw(&lot, id));
            assert!(readme.contains(&line), "the README lacks: {line}");
        }
        assert!(readme.contains(&lot.seed) && readme.contains(&lot.value));
        assert!(readme.contains(&lot.seed_hash()), "{}", lot.seed_hash());
    }
}
