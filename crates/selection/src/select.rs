//! Applies a rule to an election.

use crate::election::Election;
use crate::endowment;
use crate::equal_shares::Run;
use crate::error::SelectError;
use crate::exact::Fraction;
use crate::explain;
use crate::instance::{Instance, vote_instance};
use crate::outcome::{Outcome, Phase, PotReport, Reason};
use crate::overspending;
use crate::progress::{CountedRun, Progress, take_free};
use crate::quotas::Gate;
use crate::rule::{Comparison, Completion, Fit, Quotas, Rule, SelectionRule};
use crate::scopes::{self, Scope};
use crate::trace::{SelectOptions, Trace};
use crate::wording::wording;
use crate::work::{Allowance, Pace, Work};
use crate::{bounds, comparison, greedy, phragmen, proportional_approval, scores};

/// Selects projects by `rule`, with the full explanation.
///
/// # Errors
/// When the rule cannot be applied to this election; see [`SelectError`].
pub fn select(election: &Election, rule: &SelectionRule) -> Result<Outcome, SelectError> {
    select_with(election, rule, SelectOptions::default())
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
    select_within(election, rule, options, &mut Allowance::unlimited())
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
    let allowance = &mut Allowance::unlimited();
    select_paced(election, rule, options, &mut Pace { allowance, watch })
}

/// As [`select_with`], as long as `allowance` lasts. What it may take at most is taken before it begins, and each further pass
/// with a raised endowment as it comes. It cannot change what is selected.
///
/// # Errors
/// As [`select`]; [`SelectError::AllowanceSpent`] where it would take more.
pub fn select_within(
    election: &Election,
    rule: &SelectionRule,
    options: SelectOptions,
    allowance: &mut Allowance,
) -> Result<Outcome, SelectError> {
    let watch = &mut |_| {};
    select_paced(election, rule, options, &mut Pace { allowance, watch })
}

fn select_paced(
    election: &Election,
    rule: &SelectionRule,
    options: SelectOptions,
    pace: &mut Pace<'_>,
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
    let work = Work::of(&instance, &eligible);
    work.check()?;
    pace.allowance.take(work.units(rule))?;
    for (scope, gate) in scopes::scopes(&instance, rule, &eligible)? {
        method.select_in(&scope, gate, &mut progress, pace)?;
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
            wording!("error-raise-first", "raising the endowment must come first")
        } else if raises && rule.rule != (Rule::EqualShares {}) {
            wording!(
                "error-raise-equal-shares",
                "only equal shares has an endowment that can be raised"
            )
        } else if *completion == (Completion::Phragmen {}) && rule.rule != (Rule::EqualShares {}) {
            wording!(
                "error-complete-equal-shares",
                "completion by Phragmén's rule starts from what equal shares left to the voters"
            )
        } else {
            continue;
        };
        return Err(SelectError::Completion { reason });
    }
    Ok(())
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
        pace: &mut Pace<'_>,
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
                    &in_order(self.rule, *fit, Phase::Greedy),
                    gate,
                    progress,
                );
            }
            Rule::EqualShares {} => {
                let result = endowment::run(instance, self.rule, options, scope, gate, pace)?;
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
                let order = in_order(self.rule, by.fit, Phase::Scores);
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
        progress.note_refused(gate, scope, self.rule.completes_in_order());
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
                ..in_order(self.rule, Fit::Skip, Phase::Reserve)
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
                    let order = in_order(self.rule, Fit::Skip, Phase::UtilitarianCompletion);
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

fn in_order(rule: &SelectionRule, fit: Fit, phase: Phase) -> greedy::Order {
    greedy::Order {
        fit,
        phase,
        passes_over_the_dear: rule.passes_over_the_dear(),
        only_short: false,
    }
}
