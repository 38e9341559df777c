//! All rules that apply to an election, side by side.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::audit::{Audit, AuditError, Check, Verdict, audit};
use crate::decimal::{Decimal, MAX_DECIMALS};
use crate::election::{Election, VoteType};
use crate::limits::Limits;
use crate::rule::{
    Completion, ExhaustiveOver, Fit, Normalisation, Quotas, Rule, ScoreRule, SelectionRule, Start,
    Stop, Ties, Utility,
};
use crate::select::select_with;
use crate::trace::{SelectOptions, Trace};
use crate::wording::Failed;

/// A rule with the name it goes by on the command line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NamedRule {
    /// Its name ([`name`]).
    pub name: String,
    /// True for the rule that the others are put beside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// The rule.
    pub rule: SelectionRule,
}

/// What the rules compared share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shared {
    /// Budget, number and unit costs.
    pub limits: Limits,
    /// Bounds for service groups, under every rule.
    pub quotas: Option<Quotas>,
    /// How ties are broken.
    pub ties: Ties,
    /// Weights of the row by scores; without it the ballots and each body with a score sheet weigh
    /// the same.
    pub scores: Option<ScoreRule>,
    /// Raise per run of add-one; without it a thousandth of the budget per voter: of money in whole
    /// main units and at least one, of seats to two significant digits.
    pub step: Option<Decimal>,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            quotas: None,
            ties: Ties::Id {},
            scores: None,
            step: None,
        }
    }
}

impl Shared {
    /// The same with this raise per run of add-one, or with the usual one.
    #[must_use]
    pub fn with_step(mut self, step: impl Into<Option<Decimal>>) -> Self {
        self.step = step.into();
        self
    }

    /// What other rules share with `rule` to be put beside it.
    pub fn of(rule: &SelectionRule) -> Self {
        Self {
            // Sequential PAV has unit costs of its own.
            limits: Limits::of(rule)
                .with_unit_costs(rule.unit_costs && rule.rule != (Rule::ProportionalApproval {})),
            quotas: rule.quotas.clone(),
            ties: rule.ties.clone(),
            scores: match &rule.rule {
                Rule::Scores(by) => Some(by.clone()),
                _ => None,
            },
            step: None,
        }
    }
}

/// One rule's outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Compared {
    /// The rule.
    #[serde(flatten)]
    pub named: NamedRule,
    /// Ids in the order of selection; none where the rule failed.
    pub selected: Vec<String>,
    /// Why the rule failed on this election.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Failed>,
    /// Its audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<Audit>,
    /// How many selected projects it shares with each rule, in the order of the rules.
    pub shared: Vec<usize>,
}

/// All rules compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Comparison {
    /// Digest of the election ([`crate::digest`]).
    pub input_digest: String,
    /// Every rule.
    pub rules: Vec<Compared>,
    /// Projects that every rule selects.
    pub always: Vec<String>,
    /// Projects that some rule selects and some rule does not, with the number of rules that do.
    pub contested: Vec<(String, usize)>,
}

/// What `rule` is called: the words of `--rule`, `--utility` and `--completion`, then what differs
/// from how `madang select` takes it by itself. Limits, quotas and ties are not part of it.
pub fn name(rule: &SelectionRule) -> String {
    let utility = match &rule.utility {
        Utility::Cost {} => "cost",
        Utility::Cardinality {} => "cardinality",
        Utility::Points {} => "points",
        Utility::PointsTimesCost {} => "points-times-cost",
        Utility::Borda { .. } => "borda",
    };
    let (mut name, usual, fit) = match &rule.rule {
        Rule::Greedy { fit, .. } => {
            let name = match &rule.utility {
                Utility::Cost {} => "greedy".to_owned(),
                Utility::Cardinality {} => "greedy-per-cost".to_owned(),
                Utility::Points {} => "greedy-per-cost points".to_owned(),
                _ => format!("greedy {utility}"),
            };
            (name, Fit::Skip, Some(*fit))
        }
        Rule::EqualShares {} => (format!("equal-shares {utility}"), Fit::Skip, None),
        Rule::BoundedOverspending {} => {
            (format!("bounded-overspending {utility}"), Fit::Skip, None)
        }
        Rule::Phragmen { fit } => ("phragmen".to_owned(), Fit::NoSkip, Some(*fit)),
        Rule::ProportionalApproval {} => ("sequential-pav".to_owned(), Fit::Skip, None),
        Rule::Scores(by) => {
            let bodies = by.bodies.iter();
            let bodies = bodies.map(|(body, weight)| format!(",{body}={weight}"));
            let weights = format!("ballots={}{}", by.ballots, bodies.collect::<String>());
            (format!("scores {weights}"), Fit::Skip, Some(by.fit))
        }
    };
    let completions: Vec<&str> = rule.completion.iter().map(completion_word).collect();
    if !completions.is_empty() {
        name.push(' ');
        name.push_str(&completions.join(","));
    }
    match fit.filter(|fit| *fit != usual) {
        Some(Fit::Skip) => name.push_str(" --fit skip"),
        Some(Fit::NoSkip) => name.push_str(" --fit no-skip"),
        None => {}
    }
    if rule.comparison.is_some() {
        name.push_str(" --comparison greedy");
    }
    name
}

fn completion_word(completion: &Completion) -> &'static str {
    match completion {
        Completion::AddOne { stop, .. } => match stop {
            Stop::Infeasible => "add-one",
            Stop::InfeasibleOrExhaustive => "add-one-until-exhaustive",
        },
        Completion::BudgetIncrease { stop, .. } => match stop {
            Stop::Infeasible => "budget-increase",
            Stop::InfeasibleOrExhaustive => "budget-increase-until-exhaustive",
        },
        Completion::Utilitarian {} => "utilitarian",
        Completion::Phragmen {} => "phragmen",
    }
}

/// `rule` itself, then the rules that apply to the same ballots and limits. Where it is one of these
/// it keeps its place among them.
pub fn rules_beside(election: &Election, rule: &SelectionRule, shared: &Shared) -> Vec<NamedRule> {
    let mut rules = applicable_rules(election, shared);
    match rules.iter_mut().find(|other| other.rule == *rule) {
        Some(own) => own.own = true,
        None => rules.insert(
            0,
            NamedRule {
                name: name(rule),
                own: true,
                rule: rule.clone(),
            },
        ),
    }
    rules
}

/// The rules that apply to the ballots, score sheets and limits of `election`.
pub fn applicable_rules(election: &Election, shared: &Shared) -> Vec<NamedRule> {
    let mut rules = Vec::new();
    let mut add = |rule: Rule, utility: &Utility, completion: Vec<Completion>| {
        let unit_costs = shared.limits.unit_costs || rule == (Rule::ProportionalApproval {});
        let rule = SelectionRule::new(rule, utility.clone())
            .with_completion(completion)
            .with_limits(&shared.limits)
            .with_unit_costs(unit_costs)
            .with_quotas(shared.quotas.clone())
            .with_ties(shared.ties.clone());
        rules.push(NamedRule {
            name: name(&rule),
            own: false,
            rule,
        });
    };
    let greedy = || Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    let (cost, number) = (Utility::Cost {}, Utility::Cardinality {});
    add(greedy(), &cost, vec![]);
    add(greedy(), &number, vec![]);
    let mut utilities = vec![cost.clone(), number];
    if election.vote_type.has_points() {
        add(greedy(), &Utility::PointsTimesCost {}, vec![]);
        utilities.push(Utility::Points {});
        utilities.push(Utility::PointsTimesCost {});
    }
    if election.vote_type == VoteType::Ordinal {
        utilities.push(Utility::Borda { scores: None });
    }
    let add_one = Completion::AddOne {
        start: Start::Exact,
        step: shared.step.unwrap_or_else(|| fair_step(election, shared)),
        stop: Stop::Infeasible,
        exhaustive_over: ExhaustiveOver::Supported,
    };
    for utility in &utilities {
        let completed = vec![add_one.clone(), Completion::Utilitarian {}];
        for completion in [vec![], vec![add_one.clone()], completed] {
            add(Rule::EqualShares {}, utility, completion);
        }
    }
    add(Rule::BoundedOverspending {}, &cost, vec![]);
    add(Rule::Phragmen { fit: Fit::Skip }, &cost, vec![]);
    if shared.limits.number.or(election.number).is_some() {
        add(Rule::ProportionalApproval {}, &cost, vec![]);
    }
    if let Some(by) = shared.scores.clone().or_else(|| equal_weights(election)) {
        add(Rule::Scores(by), &cost, vec![]);
    }
    rules
}

/// The ballots and each body with a score sheet weighing the same; `None` without sheets.
fn equal_weights(election: &Election) -> Option<ScoreRule> {
    let sheets = election.score_sheets.iter();
    let bodies: BTreeMap<String, u32> = sheets.map(|sheet| (sheet.body.clone(), 1)).collect();
    (!bodies.is_empty()).then_some(ScoreRule {
        ballots: 1,
        bodies,
        normalisation: Normalisation::Highest {},
        fit: Fit::Skip,
        threshold: None,
    })
}

/// A thousandth of the budget per voter, so that each raise matters and there are not many: of money
/// in whole main units, at least one; of seats, of which each voter has a small part, to two
/// significant digits. Never zero.
fn fair_step(election: &Election, shared: &Shared) -> Decimal {
    let voters = u128::from(election.ballots.total_weight().max(1));
    let number = shared.limits.number.or(election.number);
    let money = shared.limits.budget.is_some() || election.budget.is_some();
    if let Some(number) = number.filter(|_| shared.limits.unit_costs || !money) {
        let digits = |decimals: u32| u128::from(number) * 10u128.pow(decimals) / (voters * 1_000);
        let decimals = (0..MAX_DECIMALS).find(|decimals| digits(*decimals) >= 10);
        let decimals = decimals.unwrap_or(MAX_DECIMALS);
        let step = Decimal::new(digits(decimals).max(1), decimals);
        return step.unwrap_or(Decimal::from(1));
    }
    let unit = 10u128.pow(election.decimals);
    let budget = match shared.limits.budget {
        Some(budget) => {
            let (numerator, denominator) = budget.ratio();
            numerator / denominator
        }
        None => election.budget.map_or(0, |budget| budget.0) / unit,
    };
    let share = budget / voters / 1_000;
    Decimal::from(u64::try_from(share).unwrap_or(u64::MAX).max(1))
}

/// Runs every rule in `rules` and audits what it selects. `progress` hears how many rules are done.
pub fn compare(
    election: &Election,
    rules: Vec<NamedRule>,
    checks: &BTreeSet<Check>,
    progress: &mut dyn FnMut(usize, usize),
) -> Comparison {
    let of = rules.len();
    let mut compared: Vec<Compared> = Vec::with_capacity(of);
    for (done, named) in rules.into_iter().enumerate() {
        progress(done, of);
        compared.push(one(election, named, checks));
    }
    progress(of, of);
    let sets: Vec<BTreeSet<&String>> = compared
        .iter()
        .map(|rule| rule.selected.iter().collect())
        .collect();
    let overlaps: Vec<Vec<usize>> = sets
        .iter()
        .map(|own| {
            sets.iter()
                .map(|other| own.intersection(other).count())
                .collect()
        })
        .collect();
    let worked = compared.iter().filter(|rule| rule.failed.is_none()).count();
    let (mut always, mut contested) = (Vec::new(), Vec::new());
    for project in &election.projects {
        match sets.iter().filter(|set| set.contains(&project.id)).count() {
            0 => {}
            count if count == worked => always.push(project.id.clone()),
            count => contested.push((project.id.clone(), count)),
        }
    }
    for (rule, shared) in compared.iter_mut().zip(overlaps) {
        rule.shared = shared;
    }
    Comparison {
        input_digest: election.input_digest().to_owned(),
        rules: compared,
        always,
        contested,
    }
}

fn one(election: &Election, named: NamedRule, checks: &BTreeSet<Check>) -> Compared {
    let options = SelectOptions {
        trace: Trace::Outcome,
    };
    let done = select_with(election, &named.rule, options)
        .map_err(AuditError::from)
        .and_then(|outcome| {
            let limits = Limits::of(&named.rule);
            let audit = audit(election, &outcome.selected, &limits, checks)?;
            Ok((outcome.selected, audit))
        });
    let (selected, audit, problem) = match done {
        Ok((selected, audit)) => (selected, Some(audit), None),
        Err(problem) => (Vec::new(), None, Some(problem)),
    };
    Compared {
        named,
        selected,
        failed: problem.map(|problem| problem.wording().into()),
        audit,
        shared: Vec::new(),
    }
}

impl Compared {
    /// The verdict of `check`, if it was made.
    pub fn verdict(&self, check: Check) -> Option<Verdict> {
        let finding = self.audit.as_ref()?.finding(check)?;
        Some(finding.verdict)
    }
}
