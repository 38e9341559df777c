//! What a selection has come to on its way: purchases, and why what was not bought was not.

use std::collections::BTreeMap;

use num_traits::Zero;

use crate::equal_shares::Run;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::ledger::Ledger;
use crate::outcome::{ComparisonReport, EndowmentReport, Phase, PotReport, Reason, TieStep};
use crate::quotas::{Gate, Refusal};
use crate::scopes::Scope;
use crate::ties::Tied;

/// One purchase by any method.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) project: usize,
    pub(crate) phase: Phase,
    /// What the method minimised or maximised.
    pub(crate) value: Value,
    pub(crate) runner_up: Option<(usize, Fraction)>,
    pub(crate) tied: Tied,
    pub(crate) tie_step: Option<TieStep>,
}

impl Step {
    pub(crate) fn plain(project: usize, phase: Phase) -> Self {
        Self {
            project,
            phase,
            value: Value::Exact(Fraction::new(num_bigint::BigInt::zero(), 1)),
            runner_up: None,
            tied: Tied::default(),
            tie_step: None,
        }
    }
}

/// A step's value: known, to be taken from the run of equal shares, or not worked out as no trace is wanted.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Exact(Fraction),
    OfRun,
    Untraced,
}

/// A run of equal shares that counts.
pub(crate) struct CountedRun {
    pub(crate) run: Run,
    /// Number of steps before its first purchase.
    pub(crate) before: usize,
    /// Projects that could be bought.
    pub(crate) eligible: Vec<bool>,
    /// It ended because the number of projects was reached, not because nobody could pay.
    pub(crate) number_reached: bool,
    /// Round in which the voters of each distinct ballot paid all they had left; empty until the run
    /// is explained.
    pub(crate) poor_in: Vec<u32>,
}

/// What a selection has come to so far.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) steps: Vec<Step>,
    pub(crate) reasons: Vec<Option<Reason>>,
    /// By pot, or one in all.
    pub(crate) endowments: Vec<EndowmentReport>,
    /// What each pot came to.
    pub(crate) pots: Vec<PotReport>,
    /// Runs of equal shares that count, one for each pot or one in all.
    pub(crate) runs: Vec<CountedRun>,
    pub(crate) comparison: Option<ComparisonReport>,
    /// Runs of bounded overspending, one for each pot or one in all.
    pub(crate) ledgers: Vec<Ledger>,
    /// By project the number that a rule compares, as it was in the end.
    pub(crate) values: BTreeMap<usize, Fraction>,
    /// By project how much it is over what was left of the budget.
    pub(crate) over_budget: BTreeMap<usize, u128>,
    /// By project the groups whose lower bounds kept it out.
    pub(crate) kept_for: BTreeMap<usize, Vec<String>>,
    /// By project the one that ended the rule before its turn.
    pub(crate) stopped_by: BTreeMap<usize, usize>,
}

impl Progress {
    /// Notes that `project` does not fit now that its turn has come.
    pub(crate) fn does_not_fit(&mut self, gate: &Gate, project: usize) {
        self.reasons[project] = Some(Reason::DoesNotFit);
        if let Some(over) = gate.over_budget(project) {
            self.over_budget.insert(project, over);
        }
    }

    /// Notes that `project` is kept out for now, so that groups can have their lower bounds.
    pub(crate) fn reserved(&mut self, gate: &Gate, project: usize) {
        self.reasons[project] = Some(Reason::Reserved);
        self.kept_for.insert(project, gate.kept_for(project));
    }

    /// Notes all of `scope` that are kept out for that now.
    pub(crate) fn kept_out(&mut self, gate: &Gate, scope: &Scope) {
        if !gate.reserves() {
            return;
        }
        for project in (0..scope.eligible.len()).filter(|p| scope.eligible[*p] && !gate.has(*p)) {
            if gate.refusal(project) == Some(Refusal::Reserve) {
                self.reserved(gate, project);
            }
        }
    }

    /// Notes why each project of `scope` that was not taken may not be taken now, unless that is known;
    /// `completed`: what a completion passed over was not kept out for good by what came before it.
    pub(crate) fn note_refused(&mut self, gate: &Gate, scope: &Scope, completed: bool) {
        for project in (0..scope.eligible.len()).filter(|p| scope.eligible[*p] && !gate.has(*p)) {
            let noted = self.reasons[project];
            let open = noted.is_none()
                || completed && matches!(noted, Some(Reason::Stopped | Reason::TooLittleMoney));
            if open && let Some(refusal) = gate.refusal(project) {
                self.reasons[project] = Some(refusal.reason());
            }
            if let Some(over) = gate.over_budget(project) {
                self.over_budget.entry(project).or_insert(over);
            }
        }
    }

    /// Notes that the rule ended at `project`, which did not fit, before those of `rest` that could
    /// still have come.
    pub(crate) fn stop(&mut self, gate: &Gate, project: usize, rest: impl Iterator<Item = usize>) {
        for other in rest.filter(|other| *other != project) {
            let open = matches!(gate.refusal(other), None | Some(Refusal::Budget));
            if open && !gate.has(other) && self.reasons[other].is_none() {
                self.reasons[other] = Some(Reason::Stopped);
                self.stopped_by.insert(other, project);
            }
        }
    }
}

/// Buys what costs nothing, as far as it may be selected.
pub(crate) fn take_free(
    instance: &Instance<'_>,
    scope: &Scope,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    for project in 0..instance.len() {
        if instance.costs[project] == 0 && scope.eligible[project] && gate.admits(project) {
            gate.take(project);
            progress.steps.push(Step::plain(project, Phase::ZeroCost));
        }
    }
}
