//! One run of the method with one endowment.

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::BigInt;

use super::candidate::{ExactPayer, ExactPrice, Look, exact_price, look, plain_price};
use super::purses::{Payer, Purses};
use super::settle::add_purse;
use super::{EPSILON, Interval};
use crate::exact::{DenseForm, Fraction, Register, compare_products};
use crate::instance::Instance;
use crate::outcome::TieStep;
use crate::quotas::{Gate, Refusal};
use crate::ties::Tied;
use crate::twins::{Part, Queues, Turn, Turns};
use crate::waiting::Least;

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

/// Projects with exactly the same ρ, next to each other in a queue, whose ρ may be the smallest.
struct Candidate {
    part: Part,
    /// The first of them.
    project: usize,
    rho: Interval,
}

/// A ρ, exactly.
enum Rho {
    /// Everybody pays in full: the cost over payers and factor.
    Plain([u128; 3]),
    Other(Fraction),
}

impl Rho {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Rho::Plain([cost, payers, factor]), Rho::Plain([other, others, by])) => {
                compare_products([*cost, *others, *by], [*other, *payers, *factor])
            }
            _ => self.fraction().compare(&other.fraction()),
        }
    }

    fn fraction(&self) -> Cow<'_, Fraction> {
        match self {
            Rho::Plain([cost, payers, factor]) => {
                Cow::Owned(Fraction::new(*cost, BigInt::from(*payers) * *factor))
            }
            Rho::Other(rho) => Cow::Borrowed(rho),
        }
    }

    /// The nearest double, within three units in the last place.
    fn to_f64(&self) -> f64 {
        match self {
            Rho::Plain([cost, payers, factor]) => *cost as f64 / (*payers as f64 * *factor as f64),
            Rho::Other(rho) => rho.to_f64(),
        }
    }
}

/// Buffers and state that many runs share.
pub(crate) struct EqualShares<'i, 'a> {
    pub(super) instance: &'i Instance<'a>,
    costs: Vec<f64>,
    factors: Vec<f64>,
    payers: Vec<Payer>,
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
        let mut turns = self.opening(&purse, eligible, gate);
        let mut candidates: Vec<Candidate> = Vec::new();
        while gate.open() {
            self.find_candidates(&mut state, &mut turns, &mut candidates, gate);
            let Some((part, purchase)) = self.choose(&mut state, &turns.queues, &mut candidates)
            else {
                break;
            };
            let winner = purchase.project;
            candidates.clear();
            turns.end_round(instance, Some((part, winner)));
            self.pay(&mut state, purchase, purse);
            gate.take(winner);
        }
        state
    }

    /// All projects that might be paid, each with its price if nobody were short of money.
    fn opening(&self, purse: &Interval, eligible: &[bool], gate: &Gate) -> Turns {
        let instance = self.instance;
        let open = |project: usize| {
            // Surely too dear: even all its supporters' endowments do not reach the cost.
            let behind = instance.votes[project] as f64 * purse.high * (1.0 + 4.0 * EPSILON);
            eligible[project]
                && instance.costs[project] > 0
                && instance.votes[project] > 0
                && behind * (1.0 + 4.0 * EPSILON) >= self.costs[project]
        };
        let queues = Queues::new(instance, |project| gate.group_of(project), open);
        Turns::new(instance, queues, |project| {
            self.costs[project] / (instance.shares[project] as f64) / self.factors[project]
                * (1.0 - 8.0 * EPSILON)
        })
    }

    /// Takes every project whose ρ may be the smallest.
    fn find_candidates(
        &mut self,
        state: &mut Run,
        turns: &mut Turns,
        candidates: &mut Vec<Candidate>,
        gate: &Gate,
    ) {
        let instance = self.instance;
        // One of the smallest upper bounds, or two when the second best is wanted as well.
        let mut least = Least::new(self.want_runner_up);
        while let Some(turn) = turns.next(&instance.ties, least.cutoff()) {
            let project = turn.project;
            match gate.refusal(project) {
                None => {}
                // Perhaps later, but not in this round.
                Some(Refusal::Reserve) => {
                    turns.pass(turn, turns.same(instance, turn), turn.bound);
                    continue;
                }
                Some(_) => {
                    turns.drop(turn, turns.same(instance, turn));
                    continue;
                }
            }
            let factor = self.factors[project];
            let price = match self.see(state, turn, least.cutoff()) {
                Look::Dead => {
                    turns.drop_rest(turn);
                    continue;
                }
                Look::Above(low) => {
                    turns.again(turn, low / factor * (1.0 - 4.0 * EPSILON));
                    continue;
                }
                Look::Price(price) => price,
                Look::Unsure => match self.exact(state, project) {
                    None => {
                        turns.drop_rest(turn);
                        continue;
                    }
                    Some(price) => Interval::around(price.to_f64()),
                },
            };
            let rho = Interval {
                low: price.low / factor * (1.0 - 4.0 * EPSILON),
                high: price.high / factor * (1.0 + 4.0 * EPSILON),
            };
            let part = turns.same(instance, turn);
            let limit = || self.plain_limit(state, project);
            let part = turns.queues.while_plain(instance, gate, part, limit);
            turns.pass(turn, part, rho.low);
            least.note(rho.high, part.len());
            candidates.push(Candidate { part, project, rho });
        }
    }

    /// Looks at the project whose turn it is, `cutoff` being the ρ to beat.
    fn see(&mut self, state: &Run, turn: Turn, cutoff: f64) -> Look {
        let project = turn.project;
        let factor = self.factors[project];
        let start = turn.bound * factor * (1.0 - 4.0 * EPSILON);
        let cutoff = cutoff * factor * (1.0 + 4.0 * EPSILON);
        look(
            &self.instance.election.ballots,
            self.instance.supporters(project),
            &state.purses,
            self.costs[project],
            (start, cutoff),
            &mut self.payers,
        )
    }

    /// A cost up to which every supporter of `project` who has anything surely pays in full.
    fn plain_limit(&self, state: &Run, project: usize) -> Option<f64> {
        let (groups, shares) = self.instance.supporters(project);
        let (mut payers, mut least) = (0.0, f64::INFINITY);
        for (slot, &group) in groups.iter().enumerate() {
            if state.purses.is_empty(group as usize) {
                continue;
            }
            let share = shares.map_or(1.0, |shares| shares[slot] as f64);
            payers += self.instance.election.ballots.weight(group as usize) as f64 * share;
            least = least.min(state.purses.range(group as usize).low / share);
        }
        let limit = payers * least * (1.0 - 32.0 * EPSILON);
        (payers > 0.0 && limit > 0.0).then_some(limit)
    }

    /// The candidates with exactly the smallest ρ; exact arithmetic decides where intervals overlap.
    fn smallest(&self, state: &mut Run, candidates: &mut [Candidate]) -> Vec<Part> {
        let highs = candidates.iter().map(|candidate| candidate.rho.high);
        let best = highs.fold(f64::INFINITY, f64::min);
        let close = |candidate: &&mut Candidate| candidate.rho.low <= best;
        let mut smallest: Option<Rho> = None;
        let mut equal: Vec<Part> = Vec::new();
        let count = candidates.iter_mut().filter(close).count();
        for candidate in candidates.iter_mut().filter(close) {
            if count == 1 {
                equal.push(candidate.part);
                break;
            }
            let Some(rho) = self.rho(state, candidate.project) else {
                continue;
            };
            candidate.rho = Interval::around(rho.to_f64());
            match smallest.as_ref().map(|known| rho.compare(known)) {
                Some(Ordering::Greater) => {}
                Some(Ordering::Equal) => equal.push(candidate.part),
                Some(Ordering::Less) | None => {
                    smallest = Some(rho);
                    equal = vec![candidate.part];
                }
            }
        }
        equal
    }

    /// The ρ of `project` exactly, or `None` when it cannot be paid.
    fn rho(&self, state: &mut Run, project: usize) -> Option<Rho> {
        let (cost, factor) = (self.instance.costs[project], self.instance.factors[project]);
        if let Some(payers) = self.plain_payers(state, project) {
            return Some(Rho::Plain([cost, payers, factor]));
        }
        let mut rho = self.exact(state, project)?.fraction();
        rho.denominator *= factor;
        Some(Rho::Other(rho))
    }

    /// The weight × share of the supporters who have anything, where all of them surely pay in full.
    fn plain_payers(&self, state: &Run, project: usize) -> Option<u128> {
        let (groups, shares) = self.instance.supporters(project);
        let ballots = &self.instance.election.ballots;
        let share = |slot: usize| shares.map_or(1, |shares| shares[slot]);
        let open = || {
            let all = groups.iter().map(|group| *group as usize).enumerate();
            all.filter(|(_, group)| !state.purses.is_empty(*group))
        };
        let payers: u128 = open()
            .map(|(slot, group)| u128::from(ballots.weight(group)) * u128::from(share(slot)))
            .sum();
        let price = self.costs[project] / payers as f64 * (1.0 + 8.0 * EPSILON);
        let pays = |(slot, group)| state.purses.range(group).low > price * share(slot) as f64;
        (payers > 0 && open().all(pays)).then_some(payers)
    }

    /// What to buy, and of which candidate it is.
    fn choose(
        &self,
        state: &mut Run,
        queues: &Queues,
        candidates: &mut Vec<Candidate>,
    ) -> Option<(Part, Purchase)> {
        let ties = &self.instance.ties;
        let equal = self.smallest(state, candidates);
        let tied = queues.tied(ties, equal.into_iter());
        let (project, tie_step) = tied.decide(ties)?;
        let own = |candidate: &Candidate| queues.holds(self.instance, candidate.part, project);
        let own = candidates.iter().position(own)?;
        let Candidate { part, rho, .. } = candidates.swap_remove(own);
        let factor = self.factors[project];
        let price = Interval {
            low: rho.low * factor * (1.0 - 4.0 * EPSILON),
            high: rho.high * factor * (1.0 + 4.0 * EPSILON),
        };
        let mut purchase = Purchase {
            project,
            price,
            poor: Vec::new(),
            rich: 0,
            rich_voters: 0,
            level_voters: 0,
            level: 0,
            runner_up: None,
            tied: Tied::default(),
            tie_step,
        };
        if self.want_runner_up {
            // The second of those tied, or the first of the others.
            let next = match tied.first.get(1) {
                Some(second) => Some(*second),
                None => {
                    let equal = self.smallest(state, candidates);
                    let next = queues.tied(ties, equal.into_iter());
                    next.first.first().copied()
                }
            };
            purchase.runner_up = next.and_then(|project| {
                let mut rho = self.exact(state, project)?.fraction();
                rho.denominator *= self.instance.factors[project];
                Some((project, rho))
            });
        }
        purchase.tied = tied.noted();
        Some((part, purchase))
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
