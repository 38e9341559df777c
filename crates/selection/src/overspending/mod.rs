//! Method of Equal Shares with bounded overspending (Papasotiropoulos, Pishbin, Skibski, Skowron,
//! Wąs: *Method of Equal Shares with Bounded Overspending*, arXiv 2409.15005), exact.
//!
//! Voters begin with budget / voters. A project that fits what is left of the budget is
//! (α, ρ)-affordable, 0 < α ≤ 1, when `Σ wᵢ·min(bᵢ, α·ρ·uᵢ) = α·cost`: its supporters could pay the
//! part α of it at the price ρ. The project with the smallest ρ/α is bought and its supporters pay
//! `min(bᵢ, ρ·uᵢ)`; what is missing is overspending, which the budget still covers.
//!
//! With `t = α·ρ` and `S(t) = Σ wᵢ·min(bᵢ, t·uᵢ)` the price per part is `t·cost² / S(t)²`. Between
//! two points where a supporter runs out of money this first rises and then falls, so that the
//! smallest value lies at such a point, or where `S(t) = cost`. Of equal values of one project the
//! largest α counts. The smallest value never falls from round to round, so that projects wait in a
//! heap by their last value, as in [`crate::equal_shares`]; doubles with proven bounds decide what
//! they can, [`real`] everything else.

mod ledger;
mod point;
mod real;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use num_bigint::BigInt;

use crate::equal_shares::EPSILON;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::outcome::{EndowmentReport, Phase, Reason, TieStep};
use crate::progress::{Progress, Step, Value};
use crate::quotas::Gate;
use crate::scopes::Scope;
use crate::ties::Tied;
use crate::trace::{SelectOptions, Trace};
use crate::twins::{Part, Queues, Turns};
use crate::waiting::Least;
use point::{Point, Sweep};
use real::{Imprecise, Real, Scale};

/// Bits after the point of the first attempt.
const FIRST_BITS: u64 = 256;

/// Voters with the same money and the same history of payments.
struct Class {
    money: Real,
    /// Zero exactly when the money is.
    approximate: f64,
    /// The class before the last payment, its round and the payment per voter.
    paid: Option<(u32, usize, Real)>,
}

/// One purchase.
struct Purchase {
    project: usize,
    point: Point,
    /// Price per unit of share.
    price: Real,
    /// Largest payment of one voter.
    largest: Real,
    /// What all supporters paid together.
    paid: Real,
    in_full: u64,
    in_part: u64,
    runner_up: Option<(usize, Fraction)>,
    tied: Tied,
    tie_step: Option<TieStep>,
}

/// All voters' money.
struct State<'i, 'a> {
    instance: &'i Instance<'a>,
    scale: Scale,
    classes: Vec<Class>,
    class_of: Vec<u32>,
    purchases: Vec<Purchase>,
}

/// Runs the method and notes purchases, payments and reasons in `progress`.
pub(crate) fn run(
    instance: &Instance<'_>,
    options: SelectOptions,
    scope: &Scope,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    let endowment = Fraction::new(scope.budget, instance.voters().max(1));
    let before = progress.steps.len();
    let mut bits = FIRST_BITS;
    let (state, after, ledger) = loop {
        let mut inner = gate.clone();
        let done = attempt(instance, options, scope, &mut inner, &endowment, bits)
            .and_then(|state| Ok((ledger::ledger(&state, options, scope, before)?, state)));
        match done {
            Ok((ledger, state)) => break (state, inner, ledger),
            Err(Imprecise) => bits *= 2,
        }
    };
    let mut replayed = std::mem::replace(gate, after);
    for purchase in &state.purchases {
        progress.kept_out(&replayed, scope);
        replayed.take(purchase.project);
        let value = state.scale.to_fraction(&purchase.point.value);
        progress.steps.push(Step {
            project: purchase.project,
            phase: Phase::BoundedOverspending,
            value: Value::Exact(value),
            runner_up: purchase.runner_up.clone(),
            tied: purchase.tied.clone(),
            tie_step: purchase.tie_step,
        });
    }
    for project in (0..instance.len()).filter(|p| scope.eligible[*p] && !gate.has(*p)) {
        let mut groups = instance.supporters(project).0.iter();
        let money = |group: &u32| state.money_of(*group).approximate > 0.0;
        if gate.admits(project) && !groups.any(money) {
            progress.reasons[project] = Some(Reason::TooLittleMoney);
        }
    }
    let unit = BigInt::from(10u128.pow(instance.decimals()));
    let share = Fraction::new(endowment.numerator, endowment.denominator * unit);
    let report = EndowmentReport::new(&share, &share, 0, None);
    progress.endowments.push(report);
    progress.ledgers.push(ledger);
}

fn attempt<'i, 'a>(
    instance: &'i Instance<'a>,
    options: SelectOptions,
    scope: &Scope,
    gate: &mut Gate,
    endowment: &Fraction,
    bits: u64,
) -> Result<State<'i, 'a>, Imprecise> {
    let mut state = State::new(instance, scope, endowment, bits)?;
    let ties = &instance.ties;
    let open = |p: usize| scope.eligible[p] && instance.costs[p] > 0 && instance.votes[p] > 0;
    let queues = Queues::new(instance, |project| gate.group_of(project), open);
    let mut turns = Turns::new(instance, queues, |_| 0.0);
    let want_runner_up = options.trace >= Trace::Rounds;
    while gate.open() {
        let (candidates, cutoff) = state.find_candidates(&mut turns, gate, want_runner_up);
        let mut offers: Vec<Offer> = Vec::new();
        for Candidate {
            part,
            project,
            sweep,
        } in &candidates
        {
            if sweep.low <= cutoff
                && let Some(point) = state.best_point(*project, sweep, cutoff)?
            {
                let (part, project) = (*part, *project);
                offers.push(Offer {
                    part,
                    project,
                    point,
                });
            }
        }
        let (mut equal, others) = state.smallest(offers)?;
        let tied = turns
            .queues
            .tied(ties, equal.iter().map(|offer| offer.part));
        let Some((winner, tie_step)) = tied.decide(ties) else {
            break;
        };
        let holds = |offer: &Offer| turns.queues.holds(instance, offer.part, winner);
        let Some(won) = equal.iter().position(holds) else {
            break;
        };
        // The second of those tied, or the first of the others.
        let next = match tied.first.get(1) {
            _ if !want_runner_up => None,
            Some(second) => Some((*second, state.scale.to_fraction(&equal[0].point.value))),
            None => {
                let (equal, _) = state.smallest(others)?;
                let next = turns
                    .queues
                    .tied(ties, equal.iter().map(|offer| offer.part));
                let value = |offer: &Offer| state.scale.to_fraction(&offer.point.value);
                next.first.first().copied().zip(equal.first().map(value))
            }
        };
        let Offer {
            part,
            project,
            mut point,
        } = equal.swap_remove(won);
        // What comes to the same may be bought at another price.
        if instance.costs[project] != instance.costs[winner]
            && let Some(sweep) = Sweep::new(&state, winner)
            && let Some(own) = state.best_point(winner, &sweep, sweep.high)?
        {
            point = own;
        }
        turns.end_round(instance, Some((part, winner)));
        let mut purchase = state.pay(winner, point)?;
        purchase.runner_up = next;
        purchase.tied = tied.noted();
        purchase.tie_step = tie_step;
        state.purchases.push(purchase);
        gate.take(winner);
    }
    Ok(state)
}

/// Projects that come to exactly the same, next to each other in a queue, as seen with doubles.
struct Candidate {
    part: Part,
    /// The first of them.
    project: usize,
    sweep: Sweep,
}

/// Such projects with their best (α, ρ).
struct Offer {
    part: Part,
    /// The one that it is the point of.
    project: usize,
    point: Point,
}

impl<'i, 'a> State<'i, 'a> {
    /// Everybody with the endowment, in numbers of so many bits after the point.
    fn new(
        instance: &'i Instance<'a>,
        scope: &Scope,
        endowment: &Fraction,
        bits: u64,
    ) -> Result<Self, Imprecise> {
        let scale = Scale::new(bits);
        let money = scale.fraction(endowment)?;
        let approximate = if scope.budget == 0 {
            0.0
        } else {
            scale.to_f64(&money)?
        };
        Ok(State {
            instance,
            scale,
            classes: vec![Class {
                money,
                approximate,
                paid: None,
            }],
            class_of: vec![0; instance.election.ballots.distinct()],
            purchases: Vec::new(),
        })
    }
}

impl State<'_, '_> {
    fn money_of(&self, group: u32) -> &Class {
        &self.classes[self.class_of[group as usize] as usize]
    }

    /// Every project whose value may be the smallest, or second smallest, and what that is at most.
    fn find_candidates(
        &self,
        turns: &mut Turns,
        gate: &Gate,
        want_second: bool,
    ) -> (Vec<Candidate>, f64) {
        let instance = self.instance;
        let mut least = Least::new(want_second);
        let mut candidates = Vec::new();
        while let Some(turn) = turns.next(&instance.ties, least.cutoff()) {
            let project = turn.project;
            let part = turns.same(instance, turn);
            if !gate.admits(project) {
                turns.drop(turn, part);
                continue;
            }
            // Without a supporter who has money left a project is lost for good.
            let Some(sweep) = Sweep::new(self, project) else {
                turns.drop_rest(turn);
                continue;
            };
            let limit = || Some(sweep.plain_limit());
            let part = turns.queues.while_plain(instance, gate, part, limit);
            turns.pass(turn, part, sweep.low);
            least.note(sweep.high, part.len());
            candidates.push(Candidate {
                part,
                project,
                sweep,
            });
        }
        (candidates, least.cutoff())
    }

    /// Those with exactly the smallest value, and all others.
    fn smallest(&self, offers: Vec<Offer>) -> Result<(Vec<Offer>, Vec<Offer>), Imprecise> {
        let (mut equal, mut others): (Vec<Offer>, Vec<Offer>) = (Vec::new(), Vec::new());
        for offer in offers {
            let order = match equal.first() {
                Some(known) => self.scale.compare(&offer.point.value, &known.point.value)?,
                None => Ordering::Less,
            };
            match order {
                Ordering::Greater => others.push(offer),
                Ordering::Equal => equal.push(offer),
                Ordering::Less => {
                    others.append(&mut equal);
                    equal.push(offer);
                }
            }
        }
        Ok((equal, others))
    }

    /// What each voter of a class paid last.
    fn payment_of(&self, class: u32) -> Option<&Real> {
        let (_, _, payment) = self.classes[class as usize].paid.as_ref()?;
        Some(payment)
    }

    /// Makes the class of those voters of `old` who pay `price` for each unit of `share`, or all they have: its
    /// number, and whether they pay in full.
    fn charge(&mut self, old: u32, share: u64, price: &Real) -> Result<(u32, bool), Imprecise> {
        let money = &self.classes[old as usize].money;
        let due = self.scale.times(price, u128::from(share));
        let order = self.scale.compare(money, &due)?;
        let (payment, left) = match order {
            Ordering::Greater => {
                let left = self.scale.subtract(money, &due);
                (due, Some(left))
            }
            Ordering::Equal | Ordering::Less => (money.clone(), None),
        };
        let approximate = match &left {
            Some(left) => self.scale.to_f64(left)?,
            None => 0.0,
        };
        let new = self.classes.len() as u32;
        self.classes.push(Class {
            money: left.unwrap_or_else(|| self.scale.zero()),
            approximate,
            paid: Some((old, self.purchases.len(), payment)),
        });
        Ok((new, order != Ordering::Less))
    }

    /// Takes `min(bᵢ, ρ·uᵢ)` from the winner's supporters.
    fn pay(&mut self, project: usize, point: Point) -> Result<Purchase, Imprecise> {
        let instance = self.instance;
        let ballots = &instance.election.ballots;
        let price = match &point.part {
            None => point.reach.clone(),
            Some(part) => self.scale.quotient(&point.reach, part)?,
        };
        let (groups, shares) = instance.supporters(project);
        // What becomes of the voters of a class with a share: their new class, or None when they
        // had nothing.
        let mut moves: BTreeMap<(u32, u64), (u32, bool)> = BTreeMap::new();
        let (mut in_full, mut in_part) = (0, 0);
        let mut paid = self.scale.zero();
        let mut largest: Option<Real> = None;
        for (slot, &group) in groups.iter().enumerate() {
            let old = self.class_of[group as usize];
            if self.classes[old as usize].approximate == 0.0 {
                continue;
            }
            let share = shares.map_or(1, |shares| shares[slot]);
            let (new, full) = match moves.get(&(old, share)) {
                Some(known) => *known,
                None => {
                    let moved = self.charge(old, share, &price)?;
                    let payment = self.payment_of(moved.0);
                    let higher = match (payment, &largest) {
                        (None, _) => false,
                        (Some(_), None) => true,
                        (Some(payment), Some(known)) => {
                            self.scale.compare(payment, known)? == Ordering::Greater
                        }
                    };
                    if higher {
                        largest = payment.cloned();
                    }
                    moves.insert((old, share), moved);
                    moved
                }
            };
            let weight = ballots.weight(group as usize);
            if let Some(payment) = self.payment_of(new) {
                self.scale.add(&mut paid, payment, u128::from(weight));
            }
            if full {
                in_full += weight;
            } else {
                in_part += weight;
            }
            self.class_of[group as usize] = new;
        }
        self.scale.reduce(&mut paid);
        let largest = largest.unwrap_or_else(|| self.scale.zero());
        Ok(Purchase {
            project,
            point,
            price,
            largest,
            paid,
            in_full,
            in_part,
            runner_up: None,
            tied: Tied::default(),
            tie_step: None,
        })
    }
}

/// Relative error of sums of `terms` terms not below zero, each known within a few units in the
/// last place, and of a few products and quotients of them.
fn margin(terms: usize) -> f64 {
    (terms as f64 + 32.0) * 4.0 * EPSILON
}
