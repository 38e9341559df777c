//! One run of the method with one endowment.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::candidate::{ExactPayer, ExactPrice, Look, exact_price, look, plain_price};
use super::purses::{Payer, Purses, Taken};
use super::settle::{add_purse, left_to_pay, purse_form};
use super::{EPSILON, Interval};
use crate::exact::{DenseForm, Fraction, Register};
use crate::instance::Instance;
use crate::outcome::TieStep;
use crate::quotas::{Gate, Refusal};

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
    /// Projects tied for this purchase, in tie order, and what decided; empty when none was.
    pub(crate) tied: Vec<usize>,
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

/// Buffers and state that many runs share.
pub(crate) struct EqualShares<'i, 'a> {
    instance: &'i Instance<'a>,
    costs: Vec<f64>,
    factors: Vec<f64>,
    payers: Vec<Payer>,
    /// Projects that may not be bought in this round but perhaps later.
    set_aside: Vec<Waiting>,
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
        while gate.open() {
            self.find_candidates(&mut state, &mut heap, &mut candidates, gate);
            let Some((winner, mut purchase)) = self.choose(&mut state, &mut candidates) else {
                break;
            };

            candidates.retain(|(project, _)| *project != winner);
            if self.want_runner_up {
                purchase.runner_up =
                    self.smallest(&mut state, &mut candidates)
                        .and_then(|mut equal| {
                            equal.sort_by_key(|project| instance.ties.rank(*project));
                            let project = *equal.first()?;
                            let mut rho = self.exact(&mut state, project)?.fraction();
                            rho.denominator *= instance.factors[project];
                            Some((project, rho))
                        });
            }
            heap.extend(self.set_aside.drain(..).map(Reverse));
            for (project, rho) in candidates.drain(..) {
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
    fn opening_heap(&self, purse: &Interval, eligible: &[bool]) -> BinaryHeap<Reverse<Waiting>> {
        let instance = self.instance;
        (0..instance.len())
            .filter(|&project| {
                // Surely too dear: even all its supporters' endowments do not reach the cost.
                let behind = instance.votes[project] as f64 * purse.high * (1.0 + 4.0 * EPSILON);
                eligible[project]
                    && instance.costs[project] > 0
                    && instance.votes[project] > 0
                    && behind * (1.0 + 4.0 * EPSILON) >= self.costs[project]
            })
            .map(|project| {
                let rho =
                    self.costs[project] / (instance.shares[project] as f64) / self.factors[project]
                        * (1.0 - 8.0 * EPSILON);
                Reverse(Waiting {
                    bound: rho,
                    project: project as u32,
                })
            })
            .collect()
    }

    /// Takes from the heap every project whose ρ may be the smallest.
    fn find_candidates(
        &mut self,
        state: &mut Run,
        heap: &mut BinaryHeap<Reverse<Waiting>>,
        candidates: &mut Vec<(usize, Interval)>,
        gate: &Gate,
    ) {
        // The smallest upper bounds: one, or two when the second best is wanted as well.
        let (mut best, mut second) = (f64::INFINITY, f64::INFINITY);
        while let Some(Reverse(waiting)) = heap.peek().copied() {
            let cutoff = if self.want_runner_up { second } else { best };
            if waiting.bound > cutoff {
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
            let factor = self.factors[project];
            let start = waiting.bound * factor * (1.0 - 4.0 * EPSILON);
            let cutoff = cutoff * factor * (1.0 + 4.0 * EPSILON);
            let cost = self.costs[project];
            let seen = look(
                &self.instance.election.ballots,
                self.instance.supporters(project),
                &state.purses,
                cost,
                (start, cutoff),
                &mut self.payers,
            );
            let price = match seen {
                Look::Dead => continue,
                Look::Above(low) => {
                    let bound = low / factor * (1.0 - 4.0 * EPSILON);
                    heap.push(Reverse(Waiting {
                        bound,
                        project: waiting.project,
                    }));
                    continue;
                }
                Look::Price(price) => price,
                Look::Unsure => match self.exact(state, project) {
                    None => continue,
                    Some(price) => Interval::around(price.to_f64()),
                },
            };
            let rho = Interval {
                low: price.low / factor * (1.0 - 4.0 * EPSILON),
                high: price.high / factor * (1.0 + 4.0 * EPSILON),
            };
            if rho.high < best {
                second = best;
                best = rho.high;
            } else {
                second = second.min(rho.high);
            }
            candidates.push((project, rho));
        }
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
        let mut smallest: Option<Fraction> = None;
        let mut equal: Vec<usize> = Vec::new();
        for (project, interval) in candidates.iter_mut().filter(|(_, rho)| rho.low <= best) {
            let Some(price) = self.exact(state, *project) else {
                continue;
            };
            let mut rho = price.fraction();
            rho.denominator *= self.instance.factors[*project];
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
        let (mut tied, mut tie_step) = (Vec::new(), None);
        if close.len() > 1 {
            tie_step = Some(self.instance.ties.decide(&mut close));
            tied.clone_from(&close);
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

    /// Takes the price from the purses of the winner's supporters.
    fn pay(&mut self, state: &mut Run, mut purchase: Purchase, endowment: Interval) {
        let instance = self.instance;
        let project = purchase.project;
        let supporters = instance.supporters(project);
        let ballots = &instance.election.ballots;
        let mut taken = state.purses.take(ballots, supporters, purchase.price);
        if !taken.unsure.is_empty() {
            self.settle_unsure(state, &mut purchase, &mut taken);
        }
        let price = purchase.price;
        purchase.poor = taken.poor;
        purchase.rich += u128::from(taken.rich);
        purchase.rich_voters += taken.rich_voters;
        state.round_of[project] = state.purchases.len() as u32;
        state.purchases.push(purchase);
        // Without this the bound on errors could double with each purchase.
        let most = supporters.1.and_then(|shares| shares.iter().max());
        let most = most.map_or(1.0, |share| *share as f64);
        let mut spread = (price.high - price.low) / 2.0 * most;
        if spread > LOOSE * endowment.high && taken.rich > 0 {
            state.settle(instance);
            let exact = state.register.price_fraction(state.purchases.len() - 1);
            let exact = Interval::around(exact.to_f64());
            state
                .purses
                .correct(supporters, price.middle() - exact.middle());
            spread = (exact.high - exact.low) / 2.0 * most;
        }
        state.purses.widen(spread, endowment.high);
    }

    /// Settles with exact arithmetic who of those whose purse is close to the price paid all they had.
    fn settle_unsure(&self, state: &mut Run, purchase: &mut Purchase, taken: &mut Taken) {
        let instance = self.instance;
        let ballots = &instance.election.ballots;
        state.settle(instance);
        let round_of = &state.round_of;
        let left = left_to_pay(instance, round_of, purchase.project, &taken.poor, u32::MAX);
        let payers: Vec<ExactPayer> = taken
            .unsure
            .iter()
            .map(|&(group, share)| ExactPayer {
                group,
                approximate: state.purses.range(group as usize),
                weight: ballots.weight(group as usize),
                share,
            })
            .collect();
        let rich = u128::from(taken.rich);
        let purse = |group: u32, times, form: &mut DenseForm| {
            add_purse(instance, round_of, group as usize, u32::MAX, times, form);
        };
        let price = exact_price(left, rich, &payers, &state.register, purse);
        // The surely rich paid the middle of what the price was known to be. What that was off by comes
        // first, so that taking the same from the others leaves what the exact price leaves.
        let paid = purchase.price.middle();
        if let Some(exact) = &price {
            purchase.price = Interval::around(exact.to_f64());
            let supporters = instance.supporters(purchase.project);
            state
                .purses
                .correct(supporters, paid - purchase.price.middle());
        }
        for payer in payers {
            let group = payer.group as usize;
            let poor = price.as_ref().is_none_or(|price| {
                // money / D ≤ price · share, without dividing
                let form = purse_form(instance, &state.round_of, group, u32::MAX);
                let money = state.register.value(&form) * &price.denominator * price.rich;
                let due = &price.numerator * state.register.denominator() * payer.share;
                if money == due {
                    purchase.level_voters += payer.weight;
                    purchase.level += u128::from(payer.weight) * u128::from(payer.share);
                }
                money <= due
            });
            if poor {
                state.purses.settle(group, None);
                taken.poor.push(payer.group);
            } else {
                let due = paid * payer.share as f64;
                state.purses.settle(group, Some(due));
                purchase.rich += u128::from(payer.weight) * u128::from(payer.share);
                purchase.rich_voters += payer.weight;
            }
        }
        taken.poor.sort_unstable();
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
