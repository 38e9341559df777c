//! Applies a rule to an election.

use std::collections::BTreeMap;

use num_traits::Zero;

use crate::election::Election;
use crate::endowment;
use crate::equal_shares::Run;
use crate::exact::Fraction;
use crate::explain;
use crate::instance::Instance;
use crate::outcome::{
    ComparisonReport, EndowmentReport, Outcome, Phase, PotReport, Reason, TieStep,
};
use crate::overspending::{self, Ledger};
use crate::quotas::{Gate, Refusal};
use crate::rule::{Comparison, Completion, Fit, Quotas, Rule, SelectionRule, Utility};
use crate::scopes::{self, Scope};
use crate::{bounds, comparison, greedy, phragmen, proportional_approval, scores};

/// Why a rule cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectError {
    /// Neither the rule nor the election states a budget or a number.
    #[error("there is no budget: state `budget` in the rule or in the election, or a `number`")]
    NoBudget,
    /// Unit costs without a number.
    #[error("unit costs need a `number` of projects in the rule or in the election")]
    NoNumber,
    /// An amount is too large on the common scale of election and rule.
    #[error(
        "an amount is above 10^30 of the smallest unit that the amounts of election and rule are \
         written in: write the rule's amounts with fewer decimals, or smaller"
    )]
    AmountTooLarge,
    /// The utility needs other ballots.
    #[error("utility `{utility}` needs {needed} ballots but the election has {found} ballots")]
    UtilityNeedsBallots {
        /// The utility.
        utility: &'static str,
        /// What it needs.
        needed: &'static str,
        /// What there is.
        found: &'static str,
    },
    /// Points too large to be summed exactly in a double.
    #[error("project `{id}` has more than 9007199254740991 points in units of the finest decimal")]
    TooManyPoints {
        /// The project.
        id: String,
    },
    /// Ties are broken by a lot that is not drawn.
    #[error(
        "ties are broken by lot, but the lot is not drawn: it needs the `seed` that was committed to and the public `value`"
    )]
    LotNotDrawn,
    /// A completion that the rule does not have, or in the wrong place.
    #[error("completion: {reason}")]
    Completion {
        /// What is wrong.
        reason: &'static str,
    },
    /// Raising the endowment would take too many runs.
    #[error(
        "raising the endowment by {step} would take more than {most} runs: use a larger step, \
         such as a thousandth of the budget per voter"
    )]
    TooManyRaises {
        /// The step.
        step: String,
        /// The most runs made.
        most: u64,
    },
    /// The rule is for committees, but costs differ.
    #[error(
        "rule `{rule}` is for committees, where every project costs the same, but here costs differ: \
         `unit_costs` (--unit-costs) with a `number` counts every project as one seat, whatever it \
         costs"
    )]
    UnitCostsOnly {
        /// The rule.
        rule: &'static str,
    },
    /// Quotas name a group that no project has.
    #[error("quotas name the group `{group}` but no project is in it: {found}")]
    UnknownGroup {
        /// The group.
        group: String,
        /// Which column was looked at, and which groups and columns there are.
        found: String,
    },
    /// Quotas that cannot hold together.
    #[error("the quotas cannot be met: {reason}")]
    InfeasibleQuotas {
        /// The exact reason.
        reason: String,
    },
    /// A score rule without weights, or with a body that has no score sheet.
    #[error("scores: {reason}")]
    Scores {
        /// What is wrong.
        reason: String,
    },
}

/// How much of the explanation to work out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// Selected projects, ties and costs; no rounds and no projects' explanations.
    Outcome,
    /// Also each round's price and payments, and how each project fared.
    Rounds,
    /// Also what each project fell short by and where its supporters' money went.
    #[default]
    Full,
    /// Also what the voters of each distinct ballot paid: as much data as the ballots themselves.
    Payments,
}

/// Options that do not change what is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelectOptions {
    /// How much to explain.
    pub trace: Trace,
}

/// Selects projects by `rule`, with the full explanation.
///
/// # Errors
/// When the rule cannot be applied to this election; see [`SelectError`].
pub fn select(election: &Election, rule: &SelectionRule) -> Result<Outcome, SelectError> {
    select_with(election, rule, SelectOptions::default())
}

/// One purchase by any method.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) project: usize,
    pub(crate) phase: Phase,
    /// What the method minimised or maximised.
    pub(crate) value: Value,
    pub(crate) runner_up: Option<(usize, Fraction)>,
    pub(crate) tied: Vec<usize>,
    pub(crate) tie_step: Option<TieStep>,
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

/// Selects projects by `rule`, explaining as much as `options` ask for. What is selected does not
/// depend on `options`.
///
/// # Errors
/// As [`select`].
pub fn select_with(
    election: &Election,
    rule: &SelectionRule,
    options: SelectOptions,
) -> Result<Outcome, SelectError> {
    select_watched(election, rule, options, &mut |_| {})
}

/// As [`select_with`]; `watch` hears from time to time how often the endowment was raised so far (with pots: in the pot at
/// hand). It cannot change what is selected.
///
/// # Errors
/// As [`select`].
pub fn select_watched(
    election: &Election,
    rule: &SelectionRule,
    options: SelectOptions,
    watch: &mut dyn FnMut(u64),
) -> Result<Outcome, SelectError> {
    let instance = Instance::new(election, rule)?;
    check_completions(rule)?;
    if rule.ties.lot().is_some_and(|lot| !lot.is_drawn()) {
        return Err(SelectError::LotNotDrawn);
    }
    let scores = match &rule.rule {
        Rule::Scores(by) => Some(scores::weighted(&instance, by)?),
        _ => None,
    };
    let method = Method {
        instance: &instance,
        rule,
        options,
        scores: scores.as_deref().unwrap_or_default(),
    };
    let mut progress = Progress {
        reasons: scopes::barred(&instance, rule, scores.as_deref()),
        ..Progress::default()
    };
    let eligible: Vec<bool> = progress.reasons.iter().map(Option::is_none).collect();
    for (scope, gate) in scopes::scopes(&instance, rule, &eligible)? {
        method.select_in(&scope, gate, &mut progress, watch)?;
    }
    if let Some(quotas) = scopes::pots(rule) {
        note_outside(&instance, quotas, &mut progress.reasons);
    }
    if rule.comparison == Some(Comparison::Greedy) {
        comparison::with_greedy(&instance, rule, &eligible, &mut progress)?;
    }
    let quotas = match &rule.quotas {
        Some(quotas) => bounds::bounds(&instance, quotas, &eligible)?,
        None => Vec::new(),
    };
    explain::outcome(&instance, rule, options, &quotas, progress)
}

/// Notes which projects are in no pot.
fn note_outside(instance: &Instance<'_>, quotas: &Quotas, reasons: &mut [Option<Reason>]) {
    for (project, reason) in instance.election.projects.iter().zip(reasons) {
        let group = project.group.as_ref();
        if reason.is_none() && group.is_none_or(|group| !quotas.groups.contains_key(group)) {
            *reason = Some(Reason::NoPot);
        }
    }
}

fn check_completions(rule: &SelectionRule) -> Result<(), SelectError> {
    for (place, completion) in rule.completion.iter().enumerate() {
        let raises = matches!(
            completion,
            Completion::AddOne { .. } | Completion::BudgetIncrease { .. }
        );
        let reason = if raises && place > 0 {
            "raising the endowment must come first"
        } else if raises && rule.rule != (Rule::EqualShares {}) {
            "only equal shares has an endowment that can be raised"
        } else if *completion == (Completion::Phragmen {}) && rule.rule != (Rule::EqualShares {}) {
            "completion by Phragmén's rule starts from what equal shares left to the voters"
        } else {
            continue;
        };
        return Err(SelectError::Completion { reason });
    }
    Ok(())
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

/// A rule about to be applied.
struct Method<'m, 'a> {
    instance: &'m Instance<'a>,
    rule: &'m SelectionRule,
    options: SelectOptions,
    /// Scores by project; empty unless the rule goes by them.
    scores: &'m [Fraction],
}

impl Method<'_, '_> {
    /// Selects in one scope.
    fn select_in(
        &self,
        scope: &Scope,
        mut gate: Gate,
        progress: &mut Progress,
        watch: &mut dyn FnMut(u64),
    ) -> Result<(), SelectError> {
        let (instance, options) = (self.instance, self.options);
        take_free(instance, scope, &mut gate, progress);
        let before = progress.steps.len();
        let mut counted: Option<Run> = None;
        let mut number_reached = false;
        let gate = &mut gate;
        match &self.rule.rule {
            Rule::Greedy { fit, .. } => {
                greedy::run(
                    instance,
                    scope,
                    &in_order(*fit, Phase::Greedy),
                    gate,
                    progress,
                );
            }
            Rule::EqualShares {} => {
                let result = endowment::run(instance, self.rule, options, scope, gate, watch)?;
                for step in result.steps {
                    progress.kept_out(gate, scope);
                    gate.take(step.project);
                    progress.steps.push(step);
                }
                number_reached = !gate.open();
                progress.endowments.push(result.report);
                counted = Some(result.run);
            }
            Rule::BoundedOverspending {} => {
                overspending::run(instance, options, scope, gate, progress);
            }
            Rule::Phragmen { fit } => {
                let order = self.by_load(*fit, Phase::Phragmen);
                phragmen::run(instance, scope, &order, None, gate, progress);
            }
            Rule::ProportionalApproval {} => {
                let costs = &instance.costs;
                if !instance.unit_costs && costs.windows(2).any(|pair| pair[0] != pair[1]) {
                    return Err(SelectError::UnitCostsOnly {
                        rule: "proportional-approval",
                    });
                }
                let with_trace = options.trace >= Trace::Rounds;
                proportional_approval::run(instance, scope, with_trace, gate, progress);
            }
            Rule::Scores(by) => {
                let order = in_order(by.fit, Phase::Scores);
                scores::run(instance, self.scores, scope, &order, gate, progress);
            }
        }
        progress.kept_out(gate, scope);
        self.fill_short_groups(scope, &mut counted, gate, progress);
        self.complete(scope, &mut counted, gate, progress)?;
        if let Some(group) = &scope.group {
            progress.pots.push(PotReport {
                group: group.clone(),
                budget: instance.format(scope.budget),
                cost: instance.format(gate.spent()),
                endowment: progress.endowments.last().cloned(),
            });
        }
        if let Some(run) = counted {
            let eligible = scope.eligible.clone();
            progress.runs.push(CountedRun {
                run,
                before,
                eligible,
                number_reached,
                poor_in: Vec::new(),
            });
        }
        progress.note_refused(gate, scope, completes_in_order(self.rule));
        Ok(())
    }

    /// Fills groups that are below a lower bound: by score where the rule goes by scores, else by
    /// Phragmén's rule.
    fn fill_short_groups(
        &self,
        scope: &Scope,
        counted: &mut Option<Run>,
        gate: &mut Gate,
        progress: &mut Progress,
    ) {
        if gate.short_groups().is_empty() {
            return;
        }
        if let Rule::Scores(_) = &self.rule.rule {
            let order = greedy::Order {
                only_short: true,
                ..in_order(Fit::Skip, Phase::Reserve)
            };
            scores::run(self.instance, self.scores, scope, &order, gate, progress);
            return;
        }
        if let Some(run) = counted {
            run.settle(self.instance);
        }
        let order = phragmen::Order {
            only_short: true,
            ..self.by_load(Fit::Skip, Phase::Reserve)
        };
        let base = counted.as_ref();
        phragmen::run(self.instance, scope, &order, base, gate, progress);
    }

    /// What follows the method.
    fn complete(
        &self,
        scope: &Scope,
        counted: &mut Option<Run>,
        gate: &mut Gate,
        progress: &mut Progress,
    ) -> Result<(), SelectError> {
        for completion in &self.rule.completion {
            match completion {
                // Part of the method.
                Completion::AddOne { .. } | Completion::BudgetIncrease { .. } => {}
                Completion::Utilitarian {} => {
                    let votes = vote_instance(self.instance, self.rule)?;
                    let order = in_order(Fit::Skip, Phase::UtilitarianCompletion);
                    greedy::run(&votes, scope, &order, gate, progress);
                }
                Completion::Phragmen {} => {
                    if let Some(run) = counted {
                        run.settle(self.instance);
                    }
                    let order = self.by_load(Fit::Skip, Phase::PhragmenCompletion);
                    let base = counted.as_ref();
                    phragmen::run(self.instance, scope, &order, base, gate, progress);
                }
            }
        }
        Ok(())
    }

    fn by_load(&self, fit: Fit, phase: Phase) -> phragmen::Order {
        phragmen::Order {
            fit,
            phase,
            only_short: false,
            with_trace: self.options.trace >= Trace::Rounds,
        }
    }
}

fn in_order(fit: Fit, phase: Phase) -> greedy::Order {
    greedy::Order {
        fit,
        phase,
        only_short: false,
    }
}

/// True when what the rule leaves is filled up by a completion that takes whatever fits.
pub(crate) fn completes_in_order(rule: &SelectionRule) -> bool {
    let mut completions = rule.completion.iter();
    completions.any(|c| matches!(c, Completion::Utilitarian {} | Completion::Phragmen {}))
}

/// The same instance with utility by votes.
pub(crate) fn vote_instance<'a>(
    instance: &Instance<'a>,
    rule: &'a SelectionRule,
) -> Result<Instance<'a>, SelectError> {
    Instance::with_utility(instance.election, rule, &Utility::Cost {})
}

impl Step {
    pub(crate) fn plain(project: usize, phase: Phase) -> Self {
        Self {
            project,
            phase,
            value: Value::Exact(Fraction::new(num_bigint::BigInt::zero(), 1)),
            runner_up: None,
            tied: Vec::new(),
            tie_step: None,
        }
    }
}
