//! Projects that may be bought in a round, and which of them is.

use std::cmp::Ordering;

use super::super::EPSILON;
use super::WarmStart;
use super::open::Turn;
use super::price::{Band, Bound, Plain};
use crate::exact::compare_products;
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

/// What a candidate comes to exactly where everybody who has anything pays in full: the cost over payers and factor; and its place in
/// the order of ties.
#[derive(Clone, Copy)]
pub(super) struct Exact {
    cost: u128,
    payers: u128,
    factor: u128,
    rank: u32,
}

impl Exact {
    /// Whether it is bought before another.
    pub(super) fn precedes(&self, other: &Exact) -> bool {
        let own = [self.cost, other.payers, other.factor];
        let others = [other.cost, self.payers, self.factor];
        let order = compare_products(own, others);
        order.then(self.rank.cmp(&other.rank)) == Ordering::Less
    }
}

/// What decides an exact price beside doubles: two with the same are the same.
#[derive(PartialEq)]
struct Payers {
    cost: u128,
    factor: u128,
    /// Weight × share of all who surely pay in full.
    rich: u64,
    /// Class, weight and share of all others who have anything.
    others: Vec<(u32, u64, u64)>,
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
        if let Some(plain) = plain {
            // Weights and shares are whole numbers whose sums are below 2^53.
            self.open.set_payers(turn, plain.payers as u128);
        }
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

    /// What a candidate comes to exactly, where that does not depend on the endowment.
    pub(super) fn exact(&self, candidate: &Candidate) -> Option<Exact> {
        let project = candidate.project;
        Some(Exact {
            cost: self.instance.costs[project],
            payers: candidate.plain?.payers as u128,
            factor: self.instance.factors[project],
            rank: self.instance.ties.rank(project),
        })
    }

    /// Whether nothing from the project whose turn it is on to the end of its queue can be bought before what comes to `known`
    /// exactly. Nobody pays more than in full, so that it comes to no less than its cost over those who can pay and its factor;
    /// no dearer one comes to less; and where it comes to the same the order of ties decides. Of few ballots that list many projects
    /// hundreds of queues come to the same in nearly every round, and are passed over so.
    pub(super) fn is_beaten(&self, turn: Turn, known: &Exact) -> bool {
        let least = Exact {
            cost: self.instance.costs[turn.project],
            payers: self.open.payers(turn),
            factor: self.instance.factors[turn.project],
            rank: self.open.rank(turn),
        };
        known.precedes(&least)
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

    /// Who pays for a candidate. Where two cost the same, the same voters may pay less than in full for them, and those who surely pay in
    /// full weigh the same, they come to exactly the same for every endowment: up to the dearer one's price both get the same money at
    /// each price. Of few ballots that list many projects most ties are so, and doubles never tell.
    fn payers(&self, candidate: &Candidate) -> Payers {
        let (instance, seen) = (self.instance, candidate.seen);
        let members = self.classes.members(seen);
        let mut payers = Payers {
            cost: instance.costs[seen],
            factor: instance.factors[seen],
            rich: 0,
            others: Vec::new(),
        };
        let entries = members.classes.iter().zip(&members.weights);
        for (slot, (class, weight)) in entries.enumerate() {
            let held = &self.held[*class as usize];
            if held.is_nothing() {
                continue;
            }
            let share = members.shares.as_ref().map_or(1.0, |shares| shares[slot]);
            let dues = candidate
                .price
                .high
                .map(|high| high * share * (1.0 + 4.0 * EPSILON));
            let pays = |end: usize| held.ends[end] - held.error > dues[end];
            // Weights and shares are whole numbers whose sums are below 2^53.
            let (weight, share) = (*weight as u64, share as u64);
            if pays(0) && pays(1) {
                payers.rich += weight * share;
            } else {
                payers.others.push((*class, weight, share));
            }
        }
        payers.others.sort_unstable();
        payers
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
            let factors = |a: &Candidate, b: &Candidate| {
                let payers = b.plain?.payers as u128;
                let (factor, cost) = (
                    self.instance.factors[b.project],
                    self.instance.costs[a.project],
                );
                Some([payers, factor, cost])
            };
            let order = match factors(other, first).zip(factors(first, other)) {
                Some((own, others)) => compare_products(own, others),
                None if self.payers(other) == self.payers(first) => Ordering::Equal,
                None => return None,
            };
            let rank = |candidate: &Candidate| self.instance.ties.rank(candidate.project);
            if order.then(rank(other).cmp(&rank(first))) == Ordering::Less {
                first = other;
            }
        }
        Some(first)
    }
}
