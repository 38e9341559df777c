//! Projects that may be bought in a round, and which of them is.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::super::EPSILON;
use super::WarmStart;
use super::open::Turn;
use super::price::{Band, Bound, Plain};
use crate::quotas::Gate;
use crate::twins::Part;

/// Projects with exactly the same ρ, one of which may be bought in this round.
pub(super) struct Candidate {
    pub(super) part: Part,
    /// The first of them, whose price it is.
    seen: usize,
    /// The one of them that comes first in the order of ties.
    pub(super) project: usize,
    pub(super) rho: Band,
    price: Band,
    plain: Option<Plain>,
    pub(super) bound: Bound,
}

impl WarmStart<'_, '_> {
    /// The project whose turn it is with all that come to the same.
    pub(super) fn candidate(
        &mut self,
        turn: Turn,
        gate: &Gate,
        (price, plain): (Band, Option<Plain>),
        bound: Bound,
    ) -> Option<Candidate> {
        let instance = self.instance;
        let factor = instance.factors[turn.project] as f64;
        let rho = Band {
            low: price.low.map(|low| low / factor * (1.0 - 4.0 * EPSILON)),
            high: price.high.map(|high| high / factor * (1.0 + 4.0 * EPSILON)),
        };
        let part = self.open.same(turn);
        let limit = || plain.map(|plain| plain.limit);
        let queues = &self.open.queues;
        let part = queues.while_plain(instance, gate, part, limit);
        let project = queues.foremost(&instance.ties, part)?;
        self.open.pass(turn, part, rho.low[0].min(rho.low[1]));
        Some(Candidate {
            part,
            seen: turn.project,
            project,
            rho,
            price,
            plain,
            bound,
        })
    }

    /// The price of the project that a candidate stands for.
    pub(super) fn price_of(&self, candidate: &Candidate) -> Band {
        let cost = self.instance.costs[candidate.project];
        match candidate.plain {
            Some(plain) if cost != self.instance.costs[candidate.seen] => {
                let price = cost as f64 / plain.payers;
                Band {
                    low: [price * (1.0 - 4.0 * EPSILON); 2],
                    high: [price * (1.0 + 4.0 * EPSILON); 2],
                }
            }
            _ => candidate.price,
        }
    }

    /// The candidate with the smallest ρ for every endowment that comes first in the order of ties.
    pub(super) fn cheapest<'c>(&self, candidates: &'c [Candidate]) -> Option<&'c Candidate> {
        let middle = |candidate: &Candidate| candidate.rho.high[0] + candidate.rho.high[1];
        let mut first = candidates
            .iter()
            .min_by(|a, b| middle(a).total_cmp(&middle(b)))?;
        let best = first.rho.high;
        let dearer = |other: &Candidate| other.rho.low[0] > best[0] && other.rho.low[1] > best[1];
        for other in candidates.iter().filter(|other| !dearer(other)) {
            if other.project == first.project {
                continue;
            }
            // cost / (payers · factor) against the same of the other.
            let value = |a: &Candidate, b: &Candidate| {
                let payers = BigInt::from(b.plain?.payers as u128);
                let factor = self.instance.factors[b.project];
                Some(payers * factor * self.instance.costs[a.project])
            };
            let order = value(other, first)?.cmp(&value(first, other)?);
            let rank = |candidate: &Candidate| self.instance.ties.rank(candidate.project);
            if order.then(rank(other).cmp(&rank(first))) == Ordering::Less {
                first = other;
            }
        }
        Some(first)
    }
}
