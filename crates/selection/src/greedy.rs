//! Greedy selection by total utility per cost.

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::decimal::Decimal;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::outcome::{Phase, Reason};
use crate::quotas::{Gate, Refusal};
use crate::rule::Fit;
use crate::select::{Progress, Scope, SelectError, Step, Value};

/// How a greedy selection goes on.
pub(crate) struct Order {
    pub(crate) fit: Fit,
    pub(crate) phase: Phase,
}

/// Selects by total utility per cost, highest first.
pub(crate) fn run(
    instance: &Instance<'_>,
    scope: &Scope,
    order: &Order,
    threshold: Option<Decimal>,
    gate: &mut Gate,
    progress: &mut Progress,
) -> Result<(), SelectError> {
    let mut keyed: Vec<(usize, Fraction)> = Vec::new();
    let least = threshold.map(|least| {
        // The threshold counts votes or points; shares are in units of the finest decimal.
        let (numerator, denominator) = least.ratio();
        let scale = if instance.unit_shares() {
            1
        } else {
            10u128.pow(instance.election.ballots.points_decimals())
        };
        Fraction::new(BigInt::from(numerator) * scale, denominator)
    });
    for project in 0..instance.len() {
        let open = scope.eligible[project]
            && instance.costs[project] > 0
            && progress.steps.iter().all(|step| step.project != project);
        if !open {
            continue;
        }
        let shares = Fraction::new(instance.shares[project], 1);
        if least
            .as_ref()
            .is_some_and(|least| shares.compare(least) == Ordering::Less)
        {
            progress.reasons[project] = Some(Reason::BelowThreshold);
            continue;
        }
        let utility = BigInt::from(instance.shares[project]) * instance.factors[project];
        keyed.push((project, Fraction::new(utility, instance.costs[project])));
    }
    take_in_order(instance, keyed, order, gate, progress);
    Ok(())
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
    for place in 0..keyed.len() {
        let (project, key) = &keyed[place];
        match gate.refusal(*project) {
            None => {}
            Some(Refusal::Budget) => {
                progress.does_not_fit(gate, *project);
                if order.fit == Fit::NoSkip {
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
        let mut tied: Vec<usize> = keyed[place..]
            .iter()
            .take_while(|(_, other)| other.compare(key) == Ordering::Equal)
            .map(|(project, _)| *project)
            .filter(|project| gate.admits(*project))
            .collect();
        let runner_up = keyed[place + 1..]
            .iter()
            .find(|(project, _)| gate.admits(*project));
        let runner_up = runner_up.map(|(other, key)| (*other, key.clone()));
        let tie_step = (tied.len() > 1).then(|| instance.ties.decide(&mut tied));
        if tie_step.is_none() {
            tied.clear();
        }
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
