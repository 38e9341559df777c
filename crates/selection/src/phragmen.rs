//! Phragmén's sequential rule with costs, exact.
//!
//! Voters carry loads, first zero. Buying project *c* brings its supporters to the common load
//! `s_c = (cost + Σ wᵢ·xᵢ) / Σ wᵢ`; the project with the smallest `s_c` is bought. As a completion
//! of equal shares a voter's first load is the negative of what they have left (Peters, Skowron).
//! `s_c` never falls, so that projects wait in a heap by their last value. What is chosen is known from doubles with
//! bounds on their error wherever these part the candidates; the exact loads are worked out when they do not, or when
//! the trace is wanted.

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::equal_shares::{EPSILON, Interval, Run, add_purse};
use crate::exact::{DenseForm, Form, Fraction, Register};
use crate::instance::Instance;
use crate::outcome::Phase;
use crate::progress::{Progress, Step, Value};
use crate::quotas::{Gate, Refusal};
use crate::rule::Fit;
use crate::scopes::Scope;
use crate::twins::{Part, Queues, Turns};
use crate::waiting::Least;

/// How a run of Phragmén's rule goes on.
pub(crate) struct Order {
    pub(crate) fit: Fit,
    pub(crate) phase: Phase,
    /// Only projects of groups below a lower bound.
    pub(crate) only_short: bool,
    /// Whether exact loads and the runner-up of each round are wanted; they cost more than the choice itself.
    pub(crate) with_trace: bool,
}

const UNTOUCHED: u32 = u32::MAX;

/// The load of the voters of one distinct ballot, within `error` of `value`; below zero what equal
/// shares left to them.
struct Load {
    value: f64,
    error: f64,
    weight: f64,
}

/// Loads, and what is needed to know them exactly.
struct Loads<'i, 'a> {
    instance: &'i Instance<'a>,
    base: Option<&'i Run>,
    loads: Vec<Load>,
    /// Number among the purchases of the group's last one.
    last: Vec<u32>,
    /// Projects bought, each with the round that last brought each of its supporters to a load.
    bought: Vec<(usize, Form)>,
    /// The prices of `base`, then the exact loads of the first of those projects.
    register: Register,
}

impl<'i, 'a> Loads<'i, 'a> {
    /// First loads: none, or the negative of what `base` left.
    fn new(instance: &'i Instance<'a>, base: Option<&'i Run>) -> Self {
        let distinct = instance.election.ballots.distinct();
        let loads = (0..distinct)
            .map(|group| {
                let left = base.map(|run| run.purses.range(group));
                let left = left.unwrap_or(Interval {
                    low: 0.0,
                    high: 0.0,
                });
                Load {
                    value: -left.middle(),
                    error: (left.high - left.low) / 2.0 + left.high * 2.0 * EPSILON,
                    weight: instance.election.ballots.weight(group) as f64,
                }
            })
            .collect();
        let register = base.map_or_else(
            || Register::new(&Fraction::new(0, 1)),
            |run| run.register.clone(),
        );
        Self {
            instance,
            base,
            loads,
            last: vec![UNTOUCHED; distinct],
            bought: Vec::new(),
            register,
        }
    }

    /// `s_c`, exactly.
    fn value(&mut self, project: usize) -> Fraction {
        let carried = self.carried(project);
        self.value_with(project, &carried)
    }

    /// What the supporters of `project` carry together, over the register's denominator.
    fn carried(&mut self, project: usize) -> BigInt {
        self.exact(project) - self.register.denominator() * self.instance.costs[project]
    }

    /// `s_c`, its supporters carrying so much.
    fn value_with(&self, project: usize, carried: &BigInt) -> Fraction {
        let denominator = self.register.denominator();
        let value = carried + denominator * self.instance.costs[project];
        Fraction::new(value, denominator * self.instance.votes[project])
    }
}

impl Loads<'_, '_> {
    /// `s_c` as an interval.
    fn look(&self, project: usize) -> Interval {
        let (mut sum, mut size, mut error) = (0.0f64, 0.0f64, 0.0f64);
        let groups = self.instance.supporters(project).0;
        for group in groups {
            let load = &self.loads[*group as usize];
            let term = load.weight * load.value;
            sum += term;
            size += term.abs();
            error += load.weight * load.error;
        }
        let cost = self.instance.costs[project] as f64;
        let votes = self.instance.votes[project] as f64;
        let slack = error * 1.001 + (groups.len() + 16) as f64 * EPSILON * (size + cost);
        let (middle, slack) = ((cost + sum) / votes, slack / votes);
        let slack = slack + middle.abs() * 4.0 * EPSILON;
        Interval {
            low: middle - slack,
            high: middle + slack,
        }
    }

    /// `s_c` times the votes of *c*, as a form.
    fn form(&self, project: usize) -> DenseForm {
        let instance = self.instance;
        let mut form = DenseForm::new(instance.costs[project] as i128);
        let base_prices = self.base_prices() as u32;
        for &group in instance.supporters(project).0 {
            let weight = i128::from(instance.election.ballots.weight(group as usize));
            let last = self.last[group as usize];
            if last != UNTOUCHED {
                form.add_price(base_prices + last, weight);
            } else if let Some(run) = self.base
                && !run.purses.is_empty(group as usize)
            {
                let (round_of, group) = (&run.round_of, group as usize);
                add_purse(instance, round_of, group, u32::MAX, -weight, &mut form);
            }
        }
        form
    }

    /// Works out the exact loads of all purchases so far.
    fn settle(&mut self) {
        let settled = self.register.len() - self.base_prices();
        for (project, form) in &self.bought[settled..] {
            let votes = u128::from(self.instance.votes[*project]);
            self.register.push(form, votes);
        }
    }

    /// Number of prices that the run of equal shares left.
    fn base_prices(&self) -> usize {
        self.base.map_or(0, |run| run.register.len())
    }

    /// `s_c` times the votes of *c*, over the register's denominator.
    fn exact(&mut self, project: usize) -> BigInt {
        self.settle();
        self.register.dense_value(&self.form(project))
    }

    /// `s_a` against `s_b`, exactly.
    fn compare(&self, a: &(usize, BigInt), b: &(usize, BigInt)) -> Ordering {
        let votes = &self.instance.votes;
        (&a.1 * votes[b.0]).cmp(&(&b.1 * votes[a.0]))
    }

    /// Buys `project`, which brings its supporters to `load`; gives the exact load where it is wanted.
    fn buy(&mut self, project: usize, mut load: Interval, wanted: bool) -> Option<Fraction> {
        let round = self.bought.len() as u32;
        self.bought.push((project, Form::from(self.form(project))));
        let exact = wanted.then(|| {
            self.settle();
            self.register.price_fraction(self.register.len() - 1)
        });
        if let Some(exact) = &exact {
            load = Interval::around(exact.to_f64());
        }
        let value = load.middle();
        let error = (load.high - load.low) * 0.501 + value.abs() * EPSILON;
        for &group in self.instance.supporters(project).0 {
            let own = &mut self.loads[group as usize];
            (own.value, own.error) = (value, error);
            self.last[group as usize] = round;
        }
        exact
    }
}

/// Buys projects in order of the load they bring. `base`, a run of equal shares whose prices are
/// settled, gives the voters' first loads.
pub(crate) fn run(
    instance: &Instance<'_>,
    scope: &Scope,
    order: &Order,
    base: Option<&Run>,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    let mut state = Loads::new(instance, base);
    buy_in_order(&mut state, scope, order, gate, progress);
    if order.with_trace && !order.only_short {
        let lost = |p: usize| scope.eligible[p] && !gate.has(p) && instance.votes[p] > 0;
        let queues = Queues::new(instance, |_| None, lost);
        for queue in 0..queues.len() {
            // The same supporters carry the same.
            let mut carried = None;
            for project in queues.projects(&instance.ties, queue) {
                let carried = carried.get_or_insert_with(|| state.carried(project));
                progress
                    .values
                    .insert(project, state.value_with(project, carried));
            }
        }
    }
}

/// Every project that may be bought, by the least load that it may bring.
fn opening(state: &Loads<'_, '_>, scope: &Scope, gate: &Gate, progress: &Progress) -> Turns {
    let instance = state.instance;
    let mut taken = vec![false; instance.len()];
    for step in &progress.steps {
        taken[step.project] = true;
    }
    let open = |project: usize| {
        scope.eligible[project]
            && !taken[project]
            && instance.votes[project] > 0
            && instance.costs[project] > 0
            && instance.costs[project] <= scope.budget
    };
    let queues = Queues::new(instance, |project| gate.group_of(project), open);
    Turns::new(instance, queues, |project| {
        // Loads only grow: what it costs its supporters while nobody carries anything is the least.
        let least = instance.costs[project] as f64 / instance.votes[project] as f64;
        match state.base {
            None => least * (1.0 - 8.0 * EPSILON),
            Some(_) => f64::NEG_INFINITY,
        }
    })
}

/// Projects with the same supporters and the same cost, whose load may be the smallest.
struct Candidate {
    part: Part,
    /// The first of them.
    project: usize,
    load: Interval,
}

/// Every project whose load may be the smallest; where the trace is wanted, or second smallest.
fn find_candidates(
    state: &Loads<'_, '_>,
    order: &Order,
    short: &[usize],
    turns: &mut Turns,
    gate: &Gate,
    progress: &mut Progress,
) -> Vec<Candidate> {
    let instance = state.instance;
    let wanted = |project: usize| {
        !order.only_short
            || gate
                .group_of(project)
                .is_some_and(|group| short.contains(&group))
    };
    let mut least = Least::new(order.with_trace);
    let mut candidates = Vec::new();
    while let Some(turn) = turns.next(&instance.ties, least.cutoff()) {
        let project = turn.project;
        let part = turns.same(instance, turn);
        let dropped = match gate.refusal(project) {
            None => !wanted(project),
            // What does not fit still ends the selection when it is its turn.
            Some(Refusal::Budget) => order.fit == Fit::Skip,
            Some(Refusal::Reserve) => {
                for project in turns.queues.all(&instance.ties, [part]) {
                    progress.reserved(gate, project);
                }
                true
            }
            Some(_) => true,
        };
        if dropped {
            turns.drop(turn, part);
            continue;
        }
        let load = state.look(project);
        turns.pass(turn, part, load.low);
        least.note(load.high, part.len());
        candidates.push(Candidate {
            part,
            project,
            load,
        });
    }
    candidates
}

/// Whether one of those whose turn it is does not fit, where that ends the selection; the reasons are noted.
fn is_stopped(
    (instance, queues): (&Instance<'_>, &Queues),
    equal: &[Candidate],
    scope: &Scope,
    order: &Order,
    gate: &Gate,
    progress: &mut Progress,
) -> bool {
    let too_dear = equal
        .iter()
        .filter(|candidate| !gate.admits(candidate.project));
    let too_dear: Vec<Part> = too_dear.map(|candidate| candidate.part).collect();
    if order.fit != Fit::NoSkip || too_dear.is_empty() {
        return false;
    }
    let too_dear = queues.all(&instance.ties, too_dear);
    let Some(first) = too_dear.first() else {
        return false;
    };
    for project in &too_dear {
        progress.does_not_fit(gate, *project);
    }
    let rest = (0..scope.eligible.len()).filter(|project| scope.eligible[*project]);
    progress.stop(gate, *first, rest);
    true
}

fn buy_in_order(
    state: &mut Loads<'_, '_>,
    scope: &Scope,
    order: &Order,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    let instance = state.instance;
    let ties = &instance.ties;
    let mut turns = opening(state, scope, gate, progress);
    loop {
        let short = if order.only_short {
            gate.short_groups()
        } else {
            Vec::new()
        };
        if !gate.open() || (order.only_short && short.is_empty()) {
            return;
        }
        let candidates = find_candidates(state, order, &short, &mut turns, gate, progress);
        let (equal, others) = smallest(state, candidates);
        if is_stopped(
            (instance, &turns.queues),
            &equal,
            scope,
            order,
            gate,
            progress,
        ) {
            return;
        }
        let tied = turns.queues.tied(ties, equal.iter().map(|own| own.part));
        let Some((winner, tie_step)) = tied.decide(ties) else {
            return;
        };
        let holds = |own: &&Candidate| turns.queues.holds(instance, own.part, winner);
        let Some(&Candidate { part, load, .. }) = equal.iter().find(holds) else {
            return;
        };
        // The second of those tied, or the first of the others.
        let next = match tied.first.get(1) {
            _ if !order.with_trace => None,
            Some(second) => Some(*second),
            None => {
                let equal = smallest(state, others).0.into_iter();
                let next = turns.queues.tied(ties, equal.map(|own| own.part));
                next.first.first().copied()
            }
        };
        let runner_up = next.map(|project| (project, state.value(project)));
        turns.end_round(instance, Some((part, winner)));
        let exact = state.buy(winner, load, order.with_trace);
        gate.take(winner);
        progress.steps.push(Step {
            project: winner,
            phase: order.phase,
            value: exact.map_or(Value::Untraced, Value::Exact),
            runner_up,
            tied: tied.noted(),
            tie_step,
        });
    }
}

/// The candidates with exactly the smallest `s_c`, and all others.
fn smallest(
    state: &mut Loads<'_, '_>,
    candidates: Vec<Candidate>,
) -> (Vec<Candidate>, Vec<Candidate>) {
    let highs = candidates.iter().map(|candidate| candidate.load.high);
    let best = highs.fold(f64::INFINITY, f64::min);
    let (close, mut others): (Vec<Candidate>, Vec<Candidate>) = candidates
        .into_iter()
        .partition(|candidate| candidate.load.low <= best);
    if close.len() < 2 {
        return (close, others);
    }
    let mut known: Option<(usize, BigInt)> = None;
    let mut equal: Vec<Candidate> = Vec::new();
    for candidate in close {
        let entry = (candidate.project, state.exact(candidate.project));
        match known.as_ref().map(|known| state.compare(&entry, known)) {
            Some(Ordering::Greater) => others.push(candidate),
            Some(Ordering::Equal) => equal.push(candidate),
            Some(Ordering::Less) | None => {
                known = Some(entry);
                others.append(&mut equal);
                equal.push(candidate);
            }
        }
    }
    (equal, others)
}
