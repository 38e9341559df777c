//! One run of the method with one endowment.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::candidate::{ExactPayer, ExactPrice, Look, exact_price, look, plain_price};
use super::purses::{Payer, Purses};
use super::settle::add_purse;
use super::together::{ExactRho, Means};
use super::{EPSILON, Interval};
use crate::exact::{DenseForm, Fraction, Register};
use crate::instance::Instance;
use crate::outcome::TieStep;
use crate::quotas::{Gate, Refusal};
use crate::ties::Tied;
use crate::twins::Twins;

/// One purchase.
#[derive(Clone, Debug)]
pub(crate) struct Purchase {
    pub(crate) project: usize,
    /// Price per unit of share.
    pub(crate) price: Interval,
    /// Supporters who paid all they had left, their purses not empty before.
    pub(crate) poor: Vec<u32>,
    /// Sum of weight × share over all others who paid.
    pub(crate) rich: u128,
    /// Weight of those others.
    pub(crate) rich_voters: u64,
    /// Weight of the poor for whom all they had left was exactly the full price.
    pub(crate) level_voters: u64,
    /// Sum of weight × share over them.
    pub(crate) level: u128,
    /// The project with the smallest ρ among those not bought, and that ρ; only when asked for.
    pub(crate) runner_up: Option<(usize, Fraction)>,
    /// Projects tied for this purchase, and what decided; none when none was.
    pub(crate) tied: Tied,
    pub(crate) tie_step: Option<TieStep>,
}

/// The outcome of one run.
pub(crate) struct Run {
    pub(crate) purchases: Vec<Purchase>,
    /// Round in which each project was bought (`u32::MAX`: not bought).
    pub(crate) round_of: Vec<u32>,
    pub(crate) purses: Purses,
    pub(crate) register: Register,
}

/// A project waiting in the heap.
#[derive(Clone, Copy, PartialEq)]
struct Waiting {
    bound: f64,
    project: u32,
}

impl Eq for Waiting {}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound
            .total_cmp(&other.bound)
            .then(self.project.cmp(&other.project))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What was seen of a project.
enum Seen {
    /// It cannot be paid any more.
    Gone,
    /// ρ is above this.
    Above(f64),
    /// ρ lies in here.
    Rho(Interval),
}

/// Buffers and state that many runs share.
pub(crate) struct EqualShares<'i, 'a> {
    pub(super) instance: &'i Instance<'a>,
    costs: Vec<f64>,
    factors: Vec<f64>,
    payers: Vec<Payer>,
    /// Projects that may not be bought in this round but perhaps later.
    set_aside: Vec<Waiting>,
    twins: Twins,
    /// Projects with many twins that may still be bought: all of them are gone through in each round.
    pool: Vec<usize>,
    /// By class of twins what its supporters have.
    means: Vec<Option<Means>>,
    /// Also find the second best of each round.
    pub(crate) want_runner_up: bool,
}

pub(super) const NOT_BOUGHT: u32 = u32::MAX;

/// A price that is uncertain by more than this part of the endowment is worked out exactly before
/// purses are reckoned on with it.
pub(super) const LOOSE: f64 = 1.0 / (1u64 << 33) as f64;

impl<'i, 'a> EqualShares<'i, 'a> {
    pub(crate) fn new(instance: &'i Instance<'a>) -> Self {
        Self {
            instance,
            costs: instance.costs.iter().map(|cost| *cost as f64).collect(),
            factors: instance
                .factors
                .iter()
                .map(|factor| *factor as f64)
                .collect(),
            payers: Vec::new(),
            set_aside: Vec::new(),
            pool: Vec::new(),
            means: Vec::new(),
            twins: Twins::new(instance),
            want_runner_up: false,
        }
    }

    /// Runs the method with `endowment` per voter over the projects in `eligible`.
    pub(crate) fn run(&mut self, endowment: &Fraction, eligible: &[bool], gate: &mut Gate) -> Run {
        let instance = self.instance;
        let purse = Interval::around(endowment.to_f64());
        let distinct = instance.election.ballots.distinct();
        let mut state = Run {
            purchases: Vec::new(),
            round_of: vec![NOT_BOUGHT; instance.len()],
            purses: Purses::new(distinct, purse),
            register: Register::new(endowment),
        };
        let mut heap = self.opening_heap(&purse, eligible);
        let mut candidates: Vec<(usize, Interval)> = Vec::new();
        self.set_aside.clear();
        self.means.clear();
        self.means.resize(self.twins.len(), None);
        while gate.open() {
            self.find_candidates(&mut state, &mut heap, &mut candidates, gate);
            let Some((winner, mut purchase)) = self.choose(&mut state, &mut candidates) else {
                break;
            };

            candidates.retain(|(project, _)| *project != winner);
            if self.want_runner_up {
                // The second of those tied, or the first of the others.
                let next = match purchase.tied.first.get(1) {
                    Some(second) => Some(*second),
                    None => self
                        .smallest(&mut state, &mut candidates)
                        .and_then(|equal| {
                            let rank = |project: &usize| instance.ties.rank(*project);
                            equal.into_iter().min_by_key(rank)
                        }),
                };
                purchase.runner_up = next.and_then(|project| {
                    let mut rho = self.exact(&mut state, project)?.fraction();
                    rho.denominator *= instance.factors[project];
                    Some((project, rho))
                });
            }
            heap.extend(self.set_aside.drain(..).map(Reverse));
            for (project, rho) in candidates.drain(..) {
                if self.twins.class(project).is_some() {
                    continue;
                }
                heap.push(Reverse(Waiting {
                    bound: rho.low,
                    project: project as u32,
                }));
            }
            self.pay(&mut state, purchase, purse);
            gate.take(winner);
        }
        state
    }

    /// All projects that might be paid, each with its price if nobody were short of money.
    /// Those with many twins go into the pool instead.
    fn opening_heap(
        &mut self,
        purse: &Interval,
        eligible: &[bool],
    ) -> BinaryHeap<Reverse<Waiting>> {
        let instance = self.instance;
        let payable = (0..instance.len()).filter(|&project| {
            // Surely too dear: even all its supporters' endowments do not reach the cost.
            let behind = instance.votes[project] as f64 * purse.high * (1.0 + 4.0 * EPSILON);
            eligible[project]
                && instance.costs[project] > 0
                && instance.votes[project] > 0
                && behind * (1.0 + 4.0 * EPSILON) >= self.costs[project]
        });
        let (pool, others) = payable.partition(|project| self.twins.class(*project).is_some());
        self.pool = pool;
        let others: Vec<usize> = others;
        let others = others.into_iter();
        others
            .map(|project| Reverse(self.opening(project)))
            .collect()
    }

    /// A project with its price if nobody were short of money.
    fn opening(&self, project: usize) -> Waiting {
        let shares = self.instance.shares[project] as f64;
        let rho = self.costs[project] / shares / self.factors[project] * (1.0 - 8.0 * EPSILON);
        Waiting {
            bound: rho,
            project: project as u32,
        }
    }

    /// Takes from the heap every project whose ρ may be the smallest, and finds those of the pool.
    fn find_candidates(
        &mut self,
        state: &mut Run,
        heap: &mut BinaryHeap<Reverse<Waiting>>,
        candidates: &mut Vec<(usize, Interval)>,
        gate: &Gate,
    ) {
        // The smallest upper bounds: one, or two when the second best is wanted as well.
        let mut least = [f64::INFINITY; 2];
        let last = usize::from(self.want_runner_up);
        let mut note = |project: usize, rho: Interval, least: &mut [f64; 2]| {
            if rho.high < least[0] {
                *least = [rho.high, least[0]];
            } else {
                least[1] = least[1].min(rho.high);
            }
            candidates.push((project, rho));
        };
        let mut pool = std::mem::take(&mut self.pool);
        pool.retain(|&project| {
            match gate.refusal(project) {
                _ if state.round_of[project] != NOT_BOUGHT => return false,
                None => {}
                Some(Refusal::Reserve) => return true,
                Some(_) => return false,
            }
            match self.see_twin(state, project, least[last]) {
                Seen::Gone => return false,
                Seen::Above(_) => {}
                Seen::Rho(rho) => note(project, rho, &mut least),
            }
            true
        });
        self.pool = pool;
        while let Some(Reverse(waiting)) = heap.peek().copied() {
            if waiting.bound > least[last] {
                break;
            }
            heap.pop();
            let project = waiting.project as usize;
            match gate.refusal(project) {
                None => {}
                Some(Refusal::Reserve) => {
                    self.set_aside.push(waiting);
                    continue;
                }
                Some(_) => continue,
            }
            match self.see(state, waiting, least[last]) {
                Seen::Gone => {}
                Seen::Above(bound) => heap.push(Reverse(Waiting { bound, ..waiting })),
                Seen::Rho(rho) => note(project, rho, &mut least),
            }
        }
    }

    /// ρ of a project, unless it is surely above `cutoff`.
    fn see(&mut self, state: &mut Run, waiting: Waiting, cutoff: f64) -> Seen {
        let project = waiting.project as usize;
        let factor = self.factors[project];
        let start = waiting.bound * factor * (1.0 - 4.0 * EPSILON);
        let cutoff = cutoff * factor * (1.0 + 4.0 * EPSILON);
        let seen = look(
            &self.instance.election.ballots,
            self.instance.supporters(project),
            &state.purses,
            self.costs[project],
            (start, cutoff),
            &mut self.payers,
        );
        let price = match seen {
            Look::Dead => return Seen::Gone,
            Look::Above(low) => return Seen::Above(low / factor * (1.0 - 4.0 * EPSILON)),
            Look::Price(price) => price,
            Look::Unsure => match self.exact(state, project) {
                None => return Seen::Gone,
                Some(price) => Interval::around(price.to_f64()),
            },
        };
        Seen::Rho(Interval {
            low: price.low / factor * (1.0 - 4.0 * EPSILON),
            high: price.high / factor * (1.0 + 4.0 * EPSILON),
        })
    }

    /// As [`EqualShares::see`], for a project with many twins.
    fn see_twin(&mut self, state: &mut Run, project: usize, cutoff: f64) -> Seen {
        let Some(rich) = self.in_full(state, project) else {
            return self.see(state, self.opening(project), cutoff);
        };
        let rho = self.costs[project] / rich as f64 / self.factors[project];
        let rho = Interval::around(rho);
        if rho.low > cutoff {
            return Seen::Above(rho.low);
        }
        Seen::Rho(rho)
    }

    /// Weight × share of those who pay for a project with many twins, if they surely all pay in full.
    fn in_full(&mut self, state: &Run, project: usize) -> Option<u128> {
        let class = self.twins.class(project)?;
        let round = state.purchases.len();
        let known = self.means[class].filter(|means| means.round == round);
        let means =
            known.unwrap_or_else(|| Means::of(self.instance, &state.purses, project, round));
        self.means[class] = Some(means);
        means.in_full(self.costs[project])
    }

    /// ρ of `project` exactly, or `None` when it cannot be paid.
    fn exact_rho(&mut self, state: &mut Run, project: usize) -> Option<ExactRho> {
        let (cost, factor) = (self.instance.costs[project], self.instance.factors[project]);
        let plain = self.in_full(state, project);
        if let Some(over) = plain.and_then(|rich| rich.checked_mul(factor)) {
            return Some(ExactRho::Plain(cost, over));
        }
        let mut rho = self.exact(state, project)?.fraction();
        rho.denominator *= factor;
        Some(ExactRho::Full(rho))
    }

    /// The candidates with exactly the smallest ρ; exact arithmetic decides where intervals overlap.
    fn smallest(
        &mut self,
        state: &mut Run,
        candidates: &mut [(usize, Interval)],
    ) -> Option<Vec<usize>> {
        let best = candidates
            .iter()
            .map(|(_, rho)| rho.high)
            .fold(f64::INFINITY, f64::min);
        let close = candidates.iter().filter(|(_, rho)| rho.low <= best).count();
        if close < 2 {
            let only = candidates.iter().find(|(_, rho)| rho.low <= best);
            return only.map(|(project, _)| vec![*project]);
        }
        candidates.sort_unstable_by_key(|(project, _)| *project);
        let mut smallest: Option<ExactRho> = None;
        let mut equal: Vec<usize> = Vec::new();
        for (project, interval) in candidates.iter_mut().filter(|(_, rho)| rho.low <= best) {
            let Some(rho) = self.exact_rho(state, *project) else {
                continue;
            };
            *interval = Interval::around(rho.to_f64());
            match smallest.as_ref().map(|known| rho.compare(known)) {
                Some(Ordering::Greater) => {}
                Some(Ordering::Equal) => equal.push(*project),
                Some(Ordering::Less) | None => {
                    smallest = Some(rho);
                    equal = vec![*project];
                }
            }
        }
        (!equal.is_empty()).then_some(equal)
    }

    /// The candidate to buy.
    fn choose(
        &mut self,
        state: &mut Run,
        candidates: &mut [(usize, Interval)],
    ) -> Option<(usize, Purchase)> {
        let mut close = self.smallest(state, candidates)?;
        let (mut tied, mut tie_step) = (Tied::default(), None);
        if close.len() > 1 {
            tie_step = Some(self.instance.ties.decide(&mut close));
            tied = Tied::of(&close);
        }
        let winner = *close.first()?;
        let rho = candidates.iter().find(|(project, _)| *project == winner)?.1;
        let factor = self.factors[winner];
        let price = Interval {
            low: rho.low * factor * (1.0 - 4.0 * EPSILON),
            high: rho.high * factor * (1.0 + 4.0 * EPSILON),
        };
        let purchase = Purchase {
            project: winner,
            price,
            poor: Vec::new(),
            rich: 0,
            rich_voters: 0,
            level_voters: 0,
            level: 0,
            runner_up: None,
            tied,
            tie_step,
        };
        Some((winner, purchase))
    }

    /// The price of `project` exactly, or `None` when it cannot be paid.
    fn exact(&self, state: &mut Run, project: usize) -> Option<ExactPrice> {
        let (groups, shares) = self.instance.supporters(project);
        let mut payers = Vec::new();
        for (slot, &group) in groups.iter().enumerate() {
            if state.purses.is_empty(group as usize) {
                continue;
            }
            payers.push(ExactPayer {
                group,
                approximate: state.purses.range(group as usize),
                weight: self.instance.election.ballots.weight(group as usize),
                share: shares.map_or(1, |shares| shares[slot]),
            });
        }
        if let Some(price) = plain_price(self.instance.costs[project], &payers) {
            return Some(price);
        }
        state.settle(self.instance);
        let (instance, round_of) = (self.instance, &state.round_of);
        exact_price(
            DenseForm::new(instance.costs[project] as i128),
            0,
            &payers,
            &state.register,
            |group, times, form| {
                add_purse(instance, round_of, group as usize, u32::MAX, times, form);
            },
        )
    }
}
