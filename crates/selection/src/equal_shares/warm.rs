//! Equal shares again and again with an endowment that rises in steps.
//!
//! A *pass* runs the method for a whole range of endowments at once, and says that all of them buy
//! the same projects in the same order; where it cannot, a shorter range is tried, in the end a
//! single endowment, and where doubles cannot decide even that
//! [`EqualShares::run`](super::EqualShares::run) does. So every endowment on the way gives what a
//! run from the beginning gives. The endowments are `b(x)` with *x* from 0 (first) to 1 (last),
//! linear in *x*.
//!
//! *Purses.* At each time a purse is within `error` of a linear function of *x*, given by its ends
//! at 0 and 1. At the beginning that is the endowment itself. Who pays less than they have keeps a
//! linear function; who surely cannot pay the price has exactly nothing left; what is left to those
//! who are poor for some *x* only, `max(0, l(x))` with *l* linear, is convex and lies below the line
//! between its ends, by at most what is then added to the error.
//!
//! *Lower ends of prices.* For any set *P* of a project's supporters, with *R* the sum of weight ×
//! share over the others, `Σ wᵢ·min(bᵢ, p·sᵢ) ≤ Σ_P wᵢ·bᵢ + p·R`. At the true price *p* the left
//! side is the cost, so that `p ≥ (cost − Σ_P wᵢ·bᵢ) / R`, which is linear in *x*; and when *P* is
//! everybody and has less than the cost the project cannot be paid. Both hold for whatever *P*.
//!
//! *Upper ends.* `min(bᵢ, h·sᵢ)` is concave in `(bᵢ, h)`. So when prices *h* at both ends bring the
//! cost together there, by the least that purses may hold, the line between them does for every *x*.
//!
//! *From pass to pass.* Let a bound be worked out at the beginning of round *t*. If in a later pass
//! the same projects were bought in the same order before round *t*, and there nobody's purse is
//! more than *d* larger than it was, then `p ≥ (cost − Σ_P wᵢ·bᵢ − d·Σ_P wᵢ) / R` in that pass. *d*
//! is the sum over the passes between of the largest rise of a purse: at the beginning it is the
//! rise of the endowment; a purchase changes only the purses of the supporters, each of which is
//! compared with what it was after the same purchase in the pass before.
//!
//! *From round to round.* For one endowment ρ of a project never falls, so that a bound of round *t*
//! holds in every later round, and a project that cannot be paid never can again.
//!
//! *A round.* The price of the project bought in this round the last time is worked out; so is that
//! of every project whose bound does not exceed the smallest price found so far. All others are
//! surely dearer. The project whose upper end lies below the others' lower ends at 0 and at 1, hence
//! everywhere between, is bought; prices that everybody who has money pays in full do not depend on
//! *x* and are compared as integers. Anything else is unclear.
//!
//! Purses are kept by class of voters ([`Classes`]). A pass that fails leaves no trace.

mod candidate;
mod least;
mod lines;
mod open;
mod price;

use candidate::{Candidate, Exact};
use lines::{Ends, Held, rest};
use open::Open;
use price::{Band, Bound, Seen};

use super::classes::Classes;
use super::{EPSILON, EqualShares, Interval};
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::quotas::{Gate, Refusal};
use crate::twins::Queues;

/// One round as it is known after a pass.
#[derive(Default)]
struct Round {
    /// What was bought; nothing at the end.
    project: Option<usize>,
    /// Price at the last endowment, and its change per endowment.
    price: f64,
    slope: f64,
    /// Least money of the supporters after paying, at the last endowment.
    after: Vec<f64>,
    /// Bounds on other projects at the beginning.
    bounds: Vec<Bound>,
    /// Sum over passes of the largest rise of a purse at the beginning.
    risen: f64,
}

/// How a pass ended.
enum Pass {
    Done,
    Unclear,
    /// A project was bought that classes are not split by.
    Unsplit(usize),
}

/// Passes with rising endowments over one set of eligible projects.
pub(crate) struct WarmStart<'i, 'a> {
    instance: &'i Instance<'a>,
    eligible: &'i [bool],
    classes: Classes,
    held: Vec<Held>,
    open: Open<'i, 'a>,
    /// The last pass.
    rounds: Vec<Round>,
    /// The pass under way.
    fresh: Vec<Round>,
    /// How many rounds were taken over, and the last of them that had a bound of its own on each project.
    taken_over: u64,
    taken_over_of: Vec<u64>,
    /// Least endowment at the end of the last pass.
    endowment: Option<f64>,
    /// Passes over one endowment that doubles could not decide.
    #[cfg(test)]
    unclear: u64,
}

impl<'i, 'a> WarmStart<'i, 'a> {
    /// Begins after a run that bought `bought`.
    pub(crate) fn new(
        instance: &'i Instance<'a>,
        eligible: &'i [bool],
        gate: &Gate,
        bought: impl IntoIterator<Item = usize>,
    ) -> Self {
        let mut classes = Classes::new(instance);
        classes.split_by(instance, bought);
        let payable = |project: usize| {
            eligible[project] && instance.costs[project] > 0 && instance.votes[project] > 0
        };
        let least = (0..instance.len()).map(|project| {
            if !payable(project) {
                return f64::INFINITY;
            }
            let (cost, factor) = (instance.costs[project], instance.factors[project]);
            cost as f64 / instance.shares[project] as f64 / factor as f64 * (1.0 - 8.0 * EPSILON)
        });
        let queues = Queues::new(instance, |project| gate.group_of(project), payable);
        Self {
            instance,
            eligible,
            open: Open::new(instance, queues, least.collect()),
            held: Vec::new(),
            rounds: Vec::new(),
            fresh: Vec::new(),
            taken_over: 0,
            taken_over_of: vec![0; instance.len()],
            endowment: None,
            classes,
            #[cfg(test)]
            unclear: 0,
        }
    }

    /// Runs the method with `endowment` per voter from `gate`; gives the gate as it is afterwards.
    pub(crate) fn run(
        &mut self,
        method: &mut EqualShares<'_, '_>,
        endowment: &Fraction,
        gate: &Gate,
    ) -> Gate {
        if let Some(after) = self.run_all([endowment, endowment], gate) {
            return after;
        }
        #[cfg(test)]
        {
            self.unclear += 1;
        }
        let mut inner = gate.clone();
        method.run(endowment, self.eligible, &mut inner);
        inner
    }

    /// Runs the method for all endowments from the first to the second, if it is clear that they
    /// all buy the same in the same order; gives the gate as it is afterwards.
    pub(crate) fn run_all(&mut self, endowments: [&Fraction; 2], gate: &Gate) -> Option<Gate> {
        loop {
            let mut inner = gate.clone();
            self.fresh.clear();
            match self.pass(endowments, &mut inner) {
                Pass::Done => {
                    self.keep();
                    return Some(inner);
                }
                Pass::Unclear => return None,
                Pass::Unsplit(project) => {
                    self.classes.split_by(self.instance, [project]);
                    self.rounds.clear();
                    self.endowment = None;
                }
            }
        }
    }

    fn pass(&mut self, endowments: [&Fraction; 2], gate: &mut Gate) -> Pass {
        let ends = endowments.map(|endowment| Interval::around(endowment.to_f64()));
        let width = ends[1].middle() - ends[0].middle();
        let error = (ends[0].high - ends[0].low).max(ends[1].high - ends[1].low) / 2.0;
        let held = Held {
            ends: ends.map(Interval::middle),
            error: error * (1.0 + 4.0 * EPSILON),
        };
        self.held.clear();
        self.held.resize(self.classes.count(), held);
        self.open.begin();
        let highest = ends[0].high.max(ends[1].high) * (1.0 + 4.0 * EPSILON);
        let mut rise = self
            .endowment
            .map_or(0.0, |before| (highest - before).max(0.0));
        // True while the same was bought as in the last pass.
        let mut following = true;
        while gate.open() {
            let round = self.fresh.len();
            following &= round < self.rounds.len();
            self.fresh.push(Round::default());
            if following {
                self.fresh[round].risen = self.rounds[round].risen + rise;
                self.apply_bounds(round);
            }
            let expected = following.then(|| self.rounds[round].project).flatten();
            let expected = expected.map(|project| {
                let Round { price, slope, .. } = self.rounds[round];
                let before = self.endowment.unwrap_or(ends[0].low);
                let near = |end: Interval| price + slope * (end.middle() - before);
                (project, ends.map(near))
            });
            let Some(candidates) = self.candidates(expected, gate) else {
                return Pass::Unclear;
            };
            if candidates.is_empty() {
                break;
            }
            let Some(winner) = self.cheapest(&candidates) else {
                return Pass::Unclear;
            };
            let (project, price) = (winner.project, self.price_of(winner));
            if !self.classes.are_split_by(project) {
                return Pass::Unsplit(project);
            }
            for other in candidates.iter().filter(|other| other.project != project) {
                self.fresh[round].bounds.push(other.bound);
            }
            self.open.end_round(Some((winner.part, project)));
            following &= expected.is_some_and(|(expected, _)| expected == project);
            rise = self.pay(project, price, following.then_some(rise));
            let own = &mut self.fresh[round];
            (own.project, own.price) = (Some(project), price.high[1]);
            own.slope = if width > 0.0 {
                (price.high[1] - price.high[0]) / width
            } else if following {
                self.rounds[round].slope
            } else {
                0.0
            };
            gate.take(project);
        }
        self.endowment = Some((held.ends[1] - held.error) * (1.0 - 4.0 * EPSILON));
        Pass::Done
    }

    /// Takes over what the pass found. Bounds of the last pass go on to hold at the beginning of a
    /// round as long as the same was bought before it.
    fn keep(&mut self) {
        let mut following = true;
        self.rounds.truncate(self.fresh.len());
        for (index, mut fresh) in self.fresh.drain(..).enumerate() {
            let Some(known) = self.rounds.get_mut(index).filter(|_| following) else {
                self.rounds.truncate(index);
                self.rounds.push(fresh);
                following = false;
                continue;
            };
            following = known.project == fresh.project;
            self.taken_over += 1;
            for own in &fresh.bounds {
                self.taken_over_of[own.project] = self.taken_over;
            }
            let others = known.bounds.iter();
            let others =
                others.filter(|bound| self.taken_over_of[bound.project] != self.taken_over);
            fresh.bounds.extend(others);
            *known = fresh;
        }
    }

    /// Raises the bounds of this round by what is known from passes before.
    fn apply_bounds(&mut self, round: usize) {
        let risen = self.fresh[round].risen;
        for bound in &self.rounds[round].bounds {
            let factor = self.instance.factors[bound.project] as f64;
            let rho = bound.price(risen) / factor * (1.0 - 4.0 * EPSILON);
            self.open.raise(bound.project, rho);
        }
    }

    /// Every project whose ρ may be the smallest, with its price; `None` when that is unclear.
    fn candidates(
        &mut self,
        expected: Option<(usize, Ends)>,
        gate: &Gate,
    ) -> Option<Vec<Candidate>> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut best = [f64::INFINITY; 2];
        let mut first: Option<Exact> = None;
        let mut next = expected;
        loop {
            let known = next.take().and_then(|(project, guess)| {
                let turn = self.open.first_with(project)?;
                let costs = &self.instance.costs;
                let dearer = costs[turn.project] as f64 / costs[project] as f64;
                Some((turn, guess.map(|guess| guess * dearer)))
            });
            let least = || {
                let turn = self.open.next(best[0].max(best[1]))?;
                let factor = self.instance.factors[turn.project] as f64;
                Some((turn, best.map(|best| best * factor)))
            };
            let Some((turn, guess)) = known.or_else(least) else {
                return Some(found);
            };
            if let Some(refusal) = gate.refusal(turn.project) {
                let part = self.open.same(turn);
                match refusal {
                    // Perhaps not for good.
                    Refusal::Reserve => self.open.pass(turn, part, turn.bound),
                    _ => self.open.drop(turn, part),
                }
                continue;
            }
            if first.is_some_and(|first| self.is_beaten(turn, &first)) {
                self.open.leave(turn);
                continue;
            }
            let factor = self.instance.factors[turn.project] as f64;
            let cutoff = best.map(|best| best * factor * (1.0 + 4.0 * EPSILON));
            self.classes.prepare(self.instance, turn.project);
            let (seen, bound) = self.look(turn, guess, cutoff);
            match seen {
                Seen::Dead => {
                    self.open.drop_rest(turn);
                    self.note(bound);
                }
                Seen::Above(low) => {
                    let rho = low / factor * (1.0 - 4.0 * EPSILON);
                    self.open.set_above(turn, rho);
                    self.note(bound);
                }
                Seen::Price { price, plain } => {
                    let candidate = self.candidate(turn, gate, (price, plain), bound)?;
                    let rho = candidate.rho.high;
                    if rho[0] + rho[1] < best[0] + best[1] {
                        best = rho;
                    }
                    if let Some(exact) = self.exact(&candidate)
                        && first.is_none_or(|first| exact.precedes(&first))
                    {
                        first = Some(exact);
                    }
                    found.push(candidate);
                }
                Seen::Unsure => return None,
            }
        }
    }

    fn note(&mut self, bound: Bound) {
        if let Some(round) = self.fresh.last_mut() {
            round.bounds.push(bound);
        }
    }

    /// Takes the price of `project` from its supporters. With the rise of purses before, where the
    /// purchase is the one of the last pass, gives that after it.
    fn pay(&mut self, project: usize, price: Band, rise: Option<f64>) -> f64 {
        let round = self.fresh.len() - 1;
        // Perhaps another of its queue was looked at.
        self.classes.prepare(self.instance, project);
        let members = self.classes.members(project);
        let middle = [0, 1].map(|end| (price.low[end] + price.high[end]) / 2.0);
        let spread = [0, 1].map(|end| (price.high[end] - price.low[end]) / 2.0);
        let spread = spread[0].max(spread[1]) + 4.0 * EPSILON * middle[0].max(middle[1]);
        let mut after = Vec::with_capacity(members.classes.len());
        let mut highest = rise.unwrap_or(0.0);
        let before = rise.map(|_| self.rounds[round].after.as_slice());
        for (slot, class) in members.classes.iter().enumerate() {
            let share = members.shares.as_ref().map_or(1.0, |shares| shares[slot]);
            let held = &mut self.held[*class as usize];
            let ends = [0, 1].map(|end| held.ends[end] - middle[end] * share);
            let size = held.ends[0].abs().max(held.ends[1].abs());
            let error = held.error + spread * share + 4.0 * EPSILON * size;
            *held = rest(ends, error);
            if let Some(before) = before {
                let most = held.ends[0].max(held.ends[1]) + held.error;
                let more = (most - before[slot]) * (1.0 + 4.0 * EPSILON);
                highest = if more > highest { more } else { highest };
            }
            after.push((held.ends[1] - held.error) * (1.0 - 4.0 * EPSILON));
        }
        self.fresh[round].after = after;
        highest
    }
}

#[cfg(test)]
mod tests;
