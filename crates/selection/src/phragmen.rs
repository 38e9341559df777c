//! Phragmén's sequential rule with costs, exact.
//!
//! Voters carry loads, first zero. Buying project *c* brings its supporters to the common load
//! `s_c = (cost + Σ wᵢ·xᵢ) / Σ wᵢ`; the project with the smallest `s_c` is bought. As a completion
//! of equal shares a voter's first load is the negative of what they have left (Peters, Skowron).
//! `s_c` never falls, so that projects wait in a heap by their last value. What is chosen is known from doubles with
//! bounds on their error wherever these part the candidates; the exact loads are worked out when they do not, or when
//! the trace is wanted.

mod loads;

use std::cmp::{Ordering, Reverse};

use crate::equal_shares::{EPSILON, Interval, Run};
use crate::instance::Instance;
use crate::outcome::Phase;
use crate::progress::{Progress, Step, Value};
use crate::quotas::{Gate, Refusal};
use crate::rule::Fit;
use crate::scopes::Scope;
use crate::ties::Tied;
use crate::waiting::{Bound, Waiting};
use loads::Loads;
use num_bigint::BigInt;

/// How a run of Phragmén's rule goes on.
pub(crate) struct Order {
    pub(crate) fit: Fit,
    pub(crate) phase: Phase,
    /// Only projects of groups below a lower bound.
    pub(crate) only_short: bool,
    /// Whether exact loads and the runner-up of each round are wanted; they cost more than the choice itself.
    pub(crate) with_trace: bool,
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
        for project in (0..instance.len()).filter(|p| scope.eligible[*p] && !gate.has(*p)) {
            if instance.votes[project] > 0 {
                progress.values.insert(project, state.value(project));
            }
        }
    }
}

/// Every project that may be bought: in a heap by the least load that it may bring, or, those that have the same supporters as
/// many others, together in a pool.
fn waiting(state: &Loads<'_, '_>, scope: &Scope, progress: &Progress) -> (Waiting, Vec<usize>) {
    let instance = state.instance;
    let mut taken = vec![false; instance.len()];
    for step in &progress.steps {
        taken[step.project] = true;
    }
    let open = (0..instance.len()).filter(|&project| {
        scope.eligible[project]
            && !taken[project]
            && instance.votes[project] > 0
            && instance.costs[project] > 0
            && instance.costs[project] <= scope.budget
    });
    let (pool, others): (Vec<usize>, Vec<usize>) =
        open.partition(|project| state.twins.class(*project).is_some());
    let others = others.into_iter().map(|project| {
        // Loads only grow: what it costs its supporters while nobody carries anything is the least.
        let least = instance.costs[project] as f64 / instance.votes[project] as f64;
        let bound = match state.base {
            None => least * (1.0 - 8.0 * EPSILON),
            Some(_) => f64::NEG_INFINITY,
        };
        Reverse((Bound(bound), project))
    });
    (others.collect(), pool)
}

/// What was found in a round.
struct Found {
    /// The smallest upper bounds: one, or two where the trace is wanted.
    least: [f64; 2],
    last: usize,
    candidates: Vec<(usize, Interval)>,
}

impl Found {
    fn cutoff(&self) -> f64 {
        self.least[self.last]
    }

    fn note(&mut self, project: usize, value: Interval) {
        if value.high < self.least[0] {
            self.least = [value.high, self.least[0]];
        } else {
            self.least[1] = self.least[1].min(value.high);
        }
        self.candidates.push((project, value));
    }
}

/// Takes from the heap every project whose load may be the smallest; where the trace is wanted, or second smallest. Those of
/// the pool stay there.
fn find_candidates(
    state: &mut Loads<'_, '_>,
    order: &Order,
    short: &[usize],
    (heap, pool): (&mut Waiting, &mut Vec<usize>),
    gate: &Gate,
    progress: &mut Progress,
) -> Vec<(usize, Interval)> {
    let wanted = |project: usize| {
        !order.only_short
            || gate
                .group_of(project)
                .is_some_and(|group| short.contains(&group))
    };
    let mut dropped = |project: usize| match gate.refusal(project) {
        _ if gate.has(project) => true,
        None => !wanted(project),
        // What does not fit still ends the selection when it is its turn.
        Some(Refusal::Budget) => order.fit == Fit::Skip,
        Some(Refusal::Reserve) => {
            progress.reserved(gate, project);
            true
        }
        Some(_) => true,
    };
    let mut found = Found {
        least: [f64::INFINITY; 2],
        last: usize::from(order.with_trace),
        candidates: Vec::new(),
    };
    pool.retain(|&project| {
        let kept = !dropped(project);
        if kept {
            let value = state.look(project);
            if value.low <= found.cutoff() {
                found.note(project, value);
            }
        }
        kept
    });
    while let Some(Reverse((Bound(bound), project))) = heap.peek().copied() {
        if bound > found.cutoff() {
            break;
        }
        heap.pop();
        if !dropped(project) {
            let value = state.look(project);
            found.note(project, value);
        }
    }
    found.candidates
}

/// Whether one of those whose turn it is does not fit, where that ends the selection; the reasons are noted.
fn is_stopped(
    equal: &[usize],
    scope: &Scope,
    order: &Order,
    gate: &Gate,
    progress: &mut Progress,
) -> bool {
    if order.fit != Fit::NoSkip {
        return false;
    }
    let too_dear = equal.iter().copied();
    let too_dear: Vec<usize> = too_dear.filter(|project| !gate.admits(*project)).collect();
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
    let (mut heap, mut pool) = waiting(state, scope, progress);
    loop {
        let short = if order.only_short {
            gate.short_groups()
        } else {
            Vec::new()
        };
        if !gate.open() || (order.only_short && short.is_empty()) {
            return;
        }
        let waiting = (&mut heap, &mut pool);
        let mut candidates = find_candidates(state, order, &short, waiting, gate, progress);
        let Some(mut equal) = smallest(state, &candidates) else {
            return;
        };
        if is_stopped(&equal, scope, order, gate, progress) {
            return;
        }
        let (mut tied, mut tie_step) = (Tied::default(), None);
        if equal.len() > 1 {
            tie_step = Some(instance.ties.decide(&mut equal));
            tied = Tied::of(&equal);
        }
        let winner = equal[0];
        let at = candidates
            .iter()
            .position(|(project, _)| *project == winner);
        let Some((_, load)) = at.map(|at| candidates.remove(at)) else {
            return;
        };
        // The second of those tied, or the first of the others.
        let next = match tied.first.get(1) {
            _ if !order.with_trace => None,
            Some(second) => Some(*second),
            None => smallest(state, &candidates).and_then(|equal| {
                let rank = |project: &usize| instance.ties.rank(*project);
                equal.into_iter().min_by_key(rank)
            }),
        };
        let runner_up = next.map(|project| (project, state.value(project)));
        for (project, value) in candidates {
            if state.twins.class(project).is_none() {
                heap.push(Reverse((Bound(value.low), project)));
            }
        }
        let exact = state.buy(winner, load, order.with_trace);
        gate.take(winner);
        progress.steps.push(Step {
            project: winner,
            phase: order.phase,
            value: exact.map_or(Value::Untraced, Value::Exact),
            runner_up,
            tied,
            tie_step,
        });
    }
}

/// The candidates with exactly the smallest `s_c`.
fn smallest(state: &mut Loads<'_, '_>, candidates: &[(usize, Interval)]) -> Option<Vec<usize>> {
    let best = candidates
        .iter()
        .map(|(_, value)| value.high)
        .fold(f64::INFINITY, f64::min);
    let mut close: Vec<usize> = candidates
        .iter()
        .filter(|(_, value)| value.low <= best)
        .map(|(p, _)| *p)
        .collect();
    if close.len() < 2 {
        return (!close.is_empty()).then_some(close);
    }
    close.sort_unstable();
    // The same cost and the same supporters bring the same load.
    let alike = |project: usize| (state.twins.class(project), state.instance.costs[project]);
    let first = alike(close[0]);
    if first.0.is_some() && close.iter().all(|project| alike(*project) == first) {
        return Some(close);
    }
    let mut equal: Vec<(usize, BigInt)> = Vec::new();
    for project in close {
        let entry = (project, state.exact(project));
        match equal.first().map(|known| state.compare(&entry, known)) {
            Some(Ordering::Greater) => {}
            Some(Ordering::Equal) => equal.push(entry),
            Some(Ordering::Less) | None => equal = vec![entry],
        }
    }
    Some(equal.into_iter().map(|(project, _)| project).collect())
}
