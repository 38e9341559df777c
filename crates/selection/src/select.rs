//! Applies a rule to an election.

use num_traits::Zero;

use crate::election::Election;
use crate::endowment;
use crate::equal_shares::Run;
use crate::exact::Fraction;
use crate::explain;
use crate::instance::Instance;
use crate::outcome::{ComparisonReport, EndowmentReport, Outcome, Phase, Reason, TieStep};
use crate::overspending::{self, Ledger};
use crate::quotas::Gate;
use crate::rule::{Comparison, Completion, Fit, QuotaMode, Rule, SelectionRule, Utility};
use crate::{greedy, phragmen, proportional_approval, scores};

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
    /// An amount in the rule is too large for the election's scale.
    #[error("an amount in the rule is above 10^30 of the election's smallest unit")]
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
    /// The rule works with unit costs only.
    #[error("rule `{rule}` works with unit costs only: set `unit_costs` and a `number`")]
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

/// What one method works on: a budget and the projects it may select.
pub(crate) struct Scope {
    pub(crate) budget: u128,
    pub(crate) eligible: Vec<bool>,
}

/// A run of equal shares that counts.
pub(crate) struct CountedRun {
    pub(crate) run: Run,
    /// Number of steps before its first purchase.
    pub(crate) before: usize,
    /// Projects that could be bought.
    pub(crate) eligible: Vec<bool>,
}

/// What a selection has come to so far.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) steps: Vec<Step>,
    pub(crate) reasons: Vec<Option<Reason>>,
    pub(crate) endowment: Option<EndowmentReport>,
    /// Runs of equal shares that count, one for each pot or one in all.
    pub(crate) runs: Vec<CountedRun>,
    pub(crate) comparison: Option<ComparisonReport>,
    /// Runs of bounded overspending, one for each pot or one in all.
    pub(crate) ledgers: Vec<Ledger>,
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
    let mut progress = Progress {
        reasons: vec![None; instance.len()],
        ..Progress::default()
    };
    let eligible: Vec<bool> = (0..instance.len())
        .map(|p| instance.votes[p] > 0 || scored(&instance, rule, p))
        .collect();
    let quotas = rule.quotas.as_ref();
    if quotas.is_some_and(|quotas| quotas.mode == QuotaMode::Pots) {
        select_in_pots(&instance, rule, options, &eligible, &mut progress, watch)?;
    } else {
        let scope = Scope {
            budget: instance.budget,
            eligible,
        };
        let gate = Gate::new(&instance, quotas, instance.budget)?;
        select_in_scope(&instance, rule, options, &scope, gate, &mut progress, watch)?;
    }
    if rule.comparison == Some(Comparison::Greedy) {
        compare_with_greedy(&instance, rule, &mut progress)?;
    }
    explain::outcome(&instance, rule, options, progress)
}

/// True when a score rule may select `project` although no ballot lists it.
fn scored(instance: &Instance<'_>, rule: &SelectionRule, project: usize) -> bool {
    let id = &instance.election.projects[project].id;
    matches!(rule.rule, Rule::Scores(_))
        && instance
            .election
            .score_sheets
            .iter()
            .any(|sheet| sheet.scores.contains_key(id))
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

/// Runs the method once per group, each with its own budget.
fn select_in_pots(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    options: SelectOptions,
    eligible: &[bool],
    progress: &mut Progress,
    watch: &mut dyn FnMut(u64),
) -> Result<(), SelectError> {
    let Some(quotas) = &rule.quotas else {
        return Ok(());
    };
    let whole = Gate::new(instance, Some(quotas), instance.budget)?;
    let mut sum = 0u128;
    for (bounds, ..) in whole.totals() {
        let Some(pot) = bounds.most_money else {
            let reason = format!("group `{}` has no pot: state its `most_money`", bounds.name);
            return Err(SelectError::InfeasibleQuotas { reason });
        };
        sum += pot;
        if sum > instance.budget {
            let reason = format!(
                "the pots add up to more than the budget {}",
                instance.format(instance.budget)
            );
            return Err(SelectError::InfeasibleQuotas { reason });
        }
    }
    for (bounds, ..) in whole.totals() {
        let mut inside = vec![false; instance.len()];
        for member in &bounds.members {
            inside[*member] = eligible[*member];
        }
        let scope = Scope {
            budget: bounds.most_money.unwrap_or(0),
            eligible: inside,
        };
        let mut gate = Gate::new(instance, None, scope.budget)?;
        gate.set_number(bounds.most_number);
        select_in_scope(instance, rule, options, &scope, gate, progress, watch)?;
    }
    Ok(())
}

fn select_in_scope(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    options: SelectOptions,
    scope: &Scope,
    mut gate: Gate,
    progress: &mut Progress,
    watch: &mut dyn FnMut(u64),
) -> Result<(), SelectError> {
    for project in 0..instance.len() {
        if instance.costs[project] == 0 && scope.eligible[project] && gate.admits(project) {
            gate.take(project);
            progress.steps.push(Step::plain(project, Phase::ZeroCost));
        }
    }
    let before = progress.steps.len();
    let mut counted: Option<Run> = None;
    match &rule.rule {
        Rule::Greedy { fit, threshold } => {
            let by = greedy::Order {
                fit: *fit,
                phase: Phase::Greedy,
            };
            greedy::run(instance, scope, &by, *threshold, &mut gate, progress)?;
        }
        Rule::EqualShares {} => {
            let result = endowment::run(instance, rule, options, scope, &gate, watch)?;
            for step in result.steps {
                gate.take(step.project);
                progress.steps.push(step);
            }
            progress.endowment = Some(result.report);
            counted = Some(result.run);
        }
        Rule::BoundedOverspending {} => {
            overspending::run(instance, options, scope, &mut gate, progress);
        }
        Rule::Phragmen { fit } => {
            let order = phragmen::Order {
                fit: *fit,
                phase: Phase::Phragmen,
                only_short: false,
                with_trace: options.trace >= Trace::Rounds,
            };
            phragmen::run(instance, scope, &order, None, &mut gate, progress);
        }
        Rule::ProportionalApproval {} => {
            if !instance.unit_costs {
                return Err(SelectError::UnitCostsOnly {
                    rule: "proportional-approval",
                });
            }
            proportional_approval::run(instance, scope, &mut gate, progress);
        }
        Rule::Scores(by) => scores::run(instance, by, scope, &mut gate, progress)?,
    }
    if !gate.short_groups().is_empty() {
        if let Some(run) = &mut counted {
            run.settle(instance);
        }
        let order = phragmen::Order {
            fit: Fit::Skip,
            phase: Phase::Reserve,
            only_short: true,
            with_trace: options.trace >= Trace::Rounds,
        };
        let base = counted.as_ref();
        phragmen::run(instance, scope, &order, base, &mut gate, progress);
    }
    for completion in &rule.completion {
        match completion {
            Completion::AddOne { .. } | Completion::BudgetIncrease { .. } => {}
            Completion::Utilitarian {} => {
                let phase = Phase::UtilitarianCompletion;
                let votes = vote_instance(instance, rule)?;
                let by = greedy::Order {
                    fit: Fit::Skip,
                    phase,
                };
                greedy::run(&votes, scope, &by, None, &mut gate, progress)?;
            }
            Completion::Phragmen {} => {
                if let Some(run) = &mut counted {
                    run.settle(instance);
                }
                let phase = Phase::PhragmenCompletion;
                let order = phragmen::Order {
                    fit: Fit::Skip,
                    phase,
                    only_short: false,
                    with_trace: options.trace >= Trace::Rounds,
                };
                let base = counted.as_ref();
                phragmen::run(instance, scope, &order, base, &mut gate, progress);
            }
        }
    }
    if let Some(run) = counted {
        let eligible = scope.eligible.clone();
        progress.runs.push(CountedRun {
            run,
            before,
            eligible,
        });
    }
    for project in 0..instance.len() {
        if scope.eligible[project] && progress.reasons[project].is_none() {
            progress.reasons[project] = gate.refusal(project).map(|refusal| refusal.reason());
        }
    }
    Ok(())
}

/// The same instance with utility by votes.
fn vote_instance<'a>(
    instance: &Instance<'a>,
    rule: &'a SelectionRule,
) -> Result<Instance<'a>, SelectError> {
    Instance::with_utility(instance.election, rule, &Utility::Cost {})
}

fn compare_with_greedy(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    progress: &mut Progress,
) -> Result<(), SelectError> {
    let votes = vote_instance(instance, rule)?;
    let mut other = Progress {
        reasons: vec![None; instance.len()],
        ..Progress::default()
    };
    let scope = Scope {
        budget: instance.budget,
        eligible: instance.votes.iter().map(|votes| *votes > 0).collect(),
    };
    let mut gate = Gate::new(instance, rule.quotas.as_ref(), instance.budget)?;
    for project in 0..instance.len() {
        if instance.costs[project] == 0 && scope.eligible[project] && gate.admits(project) {
            gate.take(project);
            other.steps.push(Step::plain(project, Phase::ZeroCost));
        }
    }
    let by = greedy::Order {
        fit: Fit::Skip,
        phase: Phase::Greedy,
    };
    greedy::run(&votes, &scope, &by, None, &mut gate, &mut other)?;
    let mut own = vec![0i32; instance.len()];
    for step in &progress.steps {
        own[step.project] += 1;
    }
    for step in &other.steps {
        own[step.project] -= 1;
    }
    let ballots = &instance.election.ballots;
    let (mut prefer_own, mut prefer_other) = (0u64, 0u64);
    for group in 0..ballots.distinct() {
        let balance: i32 = ballots
            .projects(group)
            .iter()
            .map(|p| own[*p as usize])
            .sum();
        match balance {
            1.. => prefer_own += ballots.weight(group),
            0 => {}
            _ => prefer_other += ballots.weight(group),
        }
    }
    let kept = prefer_other <= prefer_own;
    progress.comparison = Some(ComparisonReport {
        other_selected: other
            .steps
            .iter()
            .map(|step| instance.id(step.project))
            .collect(),
        prefer_own,
        prefer_other,
        kept,
    });
    if !kept {
        for step in &progress.steps {
            if !other.steps.iter().any(|kept| kept.project == step.project) {
                progress.reasons[step.project] = Some(Reason::Comparison);
            }
        }
        progress.steps = other.steps;
        progress.runs = Vec::new();
        progress.ledgers = Vec::new();
    }
    Ok(())
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
