//! Greedy selection by total utility per cost.

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::exact::Fraction;
use crate::instance::Instance;
use crate::outcome::Phase;
use crate::progress::{Progress, Step, Value};
use crate::quotas::{Gate, Refusal};
use crate::rule::Fit;
use crate::scopes::Scope;
use crate::ties::Tied;

/// How a greedy selection goes on.
pub(crate) struct Order {
    pub(crate) fit: Fit,
    pub(crate) phase: Phase,
    /// A project dearer than the whole budget does not end what does not skip.
    pub(crate) passes_over_the_dear: bool,
    /// Only projects of groups below a lower bound.
    pub(crate) only_short: bool,
}

/// Selects by total utility per cost, highest first.
pub(crate) fn run(
    instance: &Instance<'_>,
    scope: &Scope,
    order: &Order,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    let open = |project: &usize| {
        scope.eligible[*project] && instance.costs[*project] > 0 && !gate.has(*project)
    };
    let keyed = (0..instance.len()).filter(open).map(|project| {
        let utility = BigInt::from(instance.shares[project]) * instance.factors[project];
        (project, Fraction::new(utility, instance.costs[project]))
    });
    take_in_order(instance, keyed.collect(), order, gate, progress);
}

/// Takes projects by falling key, ties in tie order.
pub(crate) fn take_in_order(
    instance: &Instance<'_>,
    mut keyed: Vec<(usize, Fraction)>,
    order: &Order,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    keyed.sort_by(|a, b| {
        let by_key = b.1.compare(&a.1);
        by_key.then_with(|| instance.ties.rank(a.0).cmp(&instance.ties.rank(b.0)))
    });
    progress.values.extend(keyed.iter().cloned());
    let mut end = 0;
    for place in 0..keyed.len() {
        let (project, key) = &keyed[place];
        if order.only_short && !gate.is_short_of(*project) {
            continue;
        }
        match gate.refusal(*project) {
            None => {}
            Some(Refusal::Budget) => {
                progress.does_not_fit(gate, *project);
                let passed_over = order.passes_over_the_dear && gate.never_fits(*project);
                if order.fit == Fit::NoSkip && !passed_over {
                    let rest = keyed[place + 1..].iter().map(|(project, _)| *project);
                    progress.stop(gate, *project, rest);
                    return;
                }
                continue;
            }
            Some(Refusal::Number) => return,
            Some(Refusal::Reserve) => {
                progress.reserved(gate, *project);
                continue;
            }
            Some(Refusal::UpperBound) => continue,
        }
        // From here on all that have the same key, which stand in tie order.
        if end <= place {
            let equal = |(_, other): &&(usize, Fraction)| other.compare(key) == Ordering::Equal;
            end = place + keyed[place..].iter().take_while(equal).count();
        }
        let mut tied = Tied::default();
        for (project, _) in keyed[place..end]
            .iter()
            .filter(|(other, _)| gate.admits(*other))
        {
            if tied.count < Tied::MOST_KEPT {
                tied.first.push(*project);
            }
            tied.count += 1;
        }
        let runner_up = keyed[place + 1..]
            .iter()
            .find(|(project, _)| gate.admits(*project));
        let runner_up = runner_up.map(|(other, key)| (*other, key.clone()));
        let tie_step = tied.decide(&instance.ties).and_then(|(_, step)| step);
        let tied = tied.noted();
        gate.take(*project);
        progress.steps.push(Step {
            project: *project,
            phase: order.phase,
            value: Value::Exact(key.clone()),
            runner_up,
            tied,
            tie_step,
        });
    }
}
