//! All rules that apply to an election, side by side.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::audit::{Audit, AuditError, Check, Limits, Verdict, audit};
use crate::decimal::Decimal;
use crate::election::{Election, VoteType};
use crate::rule::{
    Completion, ExhaustiveOver, Fit, Rule, SelectionRule, Start, Stop, Ties, Utility,
};
use crate::select::{SelectOptions, Trace, select_with};

/// A rule with the name it goes by on the command line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedRule {
    /// Its name: method, utility, completion.
    pub name: String,
    /// The rule.
    pub rule: SelectionRule,
}

/// What the rules compared share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Budget in the currency's main unit, if not the election's own.
    pub budget: Option<Decimal>,
    /// Number of projects, if not the election's own.
    pub number: Option<u32>,
    /// How ties are broken.
    pub ties: Ties,
    /// Raise per run of add-one; without it a thousandth of the budget per voter, at least one.
    pub step: Option<Decimal>,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            budget: None,
            number: None,
            ties: Ties::Id {},
            step: None,
        }
    }
}

/// One rule's outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The rule.
    #[serde(flatten)]
    pub named: NamedRule,
    /// Ids in the order of selection; none where the rule failed.
    pub selected: Vec<String>,
    /// Why the rule failed on this election.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
    /// Its audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<Audit>,
    /// How many selected projects it shares with each rule, in the order of the rules.
    pub shared: Vec<usize>,
}

/// All rules compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

/// The rules that apply to the ballots and limits of `election`.
pub fn applicable_rules(election: &Election, shared: &Shared) -> Vec<NamedRule> {
    let mut rules = Vec::new();
    let mut add = |name: String, rule: Rule, utility: &Utility, completion: Vec<Completion>| {
        let rule = SelectionRule {
            completion,
            budget: shared.budget,
            number: shared.number,
            ties: shared.ties.clone(),
            unit_costs: rule == (Rule::ProportionalApproval {}),
            ..SelectionRule::new(rule, utility.clone())
        };
        rules.push(NamedRule { name, rule });
    };
    let greedy = || Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    let (cost, number) = (Utility::Cost {}, Utility::Cardinality {});
    add("greedy".to_owned(), greedy(), &cost, vec![]);
    add("greedy-per-cost".to_owned(), greedy(), &number, vec![]);
    let mut utilities = vec![("cost", cost.clone()), ("cardinality", number)];
    if election.vote_type.has_points() {
        add(
            "greedy points".to_owned(),
            greedy(),
            &Utility::PointsTimesCost {},
            vec![],
        );
        utilities.push(("points", Utility::Points {}));
        utilities.push(("points-times-cost", Utility::PointsTimesCost {}));
    }
    if election.vote_type == VoteType::Ordinal {
        utilities.push(("borda", Utility::Borda { scores: None }));
    }
    let add_one = Completion::AddOne {
        start: Start::Exact,
        step: shared.step.unwrap_or_else(|| fair_step(election, shared)),
        stop: Stop::Infeasible,
        exhaustive_over: ExhaustiveOver::Supported,
    };
    for (name, utility) in &utilities {
        let equal_shares = || Rule::EqualShares {};
        add(
            format!("equal-shares {name}"),
            equal_shares(),
            utility,
            vec![],
        );
        let completion = vec![add_one.clone()];
        add(
            format!("equal-shares {name} add-one"),
            equal_shares(),
            utility,
            completion,
        );
        let completion = vec![add_one.clone(), Completion::Utilitarian {}];
        add(
            format!("equal-shares {name} add-one,utilitarian"),
            equal_shares(),
            utility,
            completion,
        );
    }
    add(
        "bounded-overspending cost".to_owned(),
        Rule::BoundedOverspending {},
        &cost,
        vec![],
    );
    add(
        "phragmen".to_owned(),
        Rule::Phragmen { fit: Fit::Skip },
        &cost,
        vec![],
    );
    if shared.number.or(election.number).is_some() {
        add(
            "sequential-pav".to_owned(),
            Rule::ProportionalApproval {},
            &cost,
            vec![],
        );
    }
    rules
}

/// A thousandth of the budget per voter, in whole main units, at least one: each raise then matters
/// and there are not many.
fn fair_step(election: &Election, shared: &Shared) -> Decimal {
    let unit = 10u128.pow(election.decimals);
    let budget = match shared.budget {
        Some(budget) => {
            let (numerator, denominator) = budget.ratio();
            numerator / denominator
        }
        None => election.budget.map_or(0, |budget| budget.0) / unit,
    };
    let share = budget / u128::from(election.ballots.total_weight().max(1)) / 1_000;
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
    let (selected, audit, failed) = match done {
        Ok((selected, audit)) => (selected, Some(audit), None),
        Err(problem) => (Vec::new(), None, Some(problem.to_string())),
    };
    Compared {
        named,
        selected,
        failed,
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
