//! Audits of any outcome, also one that was chosen elsewhere.
//!
//! A listed project counts as approved: points and ranks are not looked at. Every verdict is exact
//! and comes with what proves it: a group of voters, a project and the numbers where an axiom is
//! violated; the payments or the closest group of each project where it holds.

mod cohesive;
mod flow;
mod justified;
mod payable;
mod priceability;
mod promise;
mod representation;

use std::collections::BTreeSet;

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::election::Election;
use crate::error::SelectError;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::rule::{Fit, Rule, SelectionRule, Utility};

pub use justified::{BallotGroup, Closest, Deprived};
pub use priceability::{
    ClassPayments, Leftover, MOST_PAYMENTS, PriceSystem, Purchase, Unpriceable,
};
pub use promise::promised;
pub use representation::{GroupShare, Representation, Represented, VoterColumn, representation};

/// Why an outcome cannot be audited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The outcome names a project that the election does not have.
    #[error("the outcome selects `{id}`, but the election has no such project")]
    UnknownProject {
        /// The id.
        id: String,
    },
    /// The outcome names a project twice.
    #[error("the outcome selects `{id}` more than once")]
    SelectedTwice {
        /// The id.
        id: String,
    },
    /// There is nothing to hold the outcome against.
    #[error(transparent)]
    Limits(#[from] SelectError),
}

/// What the outcome had to keep to, where that is not what the election itself says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Budget in the currency's main unit.
    pub budget: Option<Decimal>,
    /// Number of projects.
    pub number: Option<u32>,
    /// Count every project as one seat.
    pub unit_costs: bool,
}

impl Limits {
    /// The same with this budget in the currency's main unit, or with the election's own.
    #[must_use]
    pub fn with_budget(mut self, budget: impl Into<Option<Decimal>>) -> Self {
        self.budget = budget.into();
        self
    }

    /// The same with this number of projects, or with the election's own.
    #[must_use]
    pub fn with_number(mut self, number: impl Into<Option<u32>>) -> Self {
        self.number = number.into();
        self
    }

    /// The same counting every project as one seat, or not.
    #[must_use]
    pub fn with_unit_costs(mut self, unit_costs: bool) -> Self {
        self.unit_costs = unit_costs;
        self
    }

    /// The limits under which `rule` selects.
    pub fn of(rule: &SelectionRule) -> Self {
        Self {
            budget: rule.budget,
            number: rule.number,
            unit_costs: rule.unit_costs,
        }
    }
}

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// The outcome costs no more than the budget and has no more projects than the number.
    WithinLimits,
    /// Justified representation.
    Jr,
    /// Extended justified representation (unit costs).
    Ejr,
    /// EJR+ (unit costs).
    EjrPlus,
    /// EJR+ up to one project, satisfaction being the cost of selected projects.
    EjrPlusCost,
    /// EJR+ up to one project, satisfaction being the number of selected projects.
    EjrPlusCardinality,
    /// Priceability.
    Priceability,
}

impl Check {
    /// All checks.
    pub const ALL: [Self; 7] = [
        Self::WithinLimits,
        Self::Jr,
        Self::Ejr,
        Self::EjrPlus,
        Self::EjrPlusCost,
        Self::EjrPlusCardinality,
        Self::Priceability,
    ];

    /// The name used in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WithinLimits => "within-limits",
            Self::Jr => "jr",
            Self::Ejr => "ejr",
            Self::EjrPlus => "ejr-plus",
            Self::EjrPlusCost => "ejr-plus-cost",
            Self::EjrPlusCardinality => "ejr-plus-cardinality",
            Self::Priceability => "priceability",
        }
    }

    /// The check called `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.as_str() == word)
    }

    /// What is asked of the outcome, with its source.
    pub fn definition(self) -> &'static str {
        match self {
            Self::WithinLimits => {
                "The selected projects cost at most the budget and are at most as many as the number."
            }
            Self::Jr => {
                "Justified representation (Aziz, Brill, Conitzer, Elkind, Freeman, Walsh 2017; with \
                 costs as in Aziz, Lee, Talmon 2018): no group of voters who all list a project that \
                 was not selected, whose shares of the budget together pay for it, is left without \
                 any selected project."
            }
            Self::Ejr => {
                "Extended justified representation (Aziz et al. 2017), unit costs: in every group \
                 whose shares pay for l seats and who all list the same l projects, someone has at \
                 least l selected projects."
            }
            Self::EjrPlus => {
                "EJR+ (Brill, Peters 2023), unit costs: in every group whose shares pay for l seats \
                 and who all list one project that was not selected, someone has at least l selected \
                 projects."
            }
            Self::EjrPlusCost => {
                "EJR+ up to one project, satisfaction by cost (Brill, Peters 2023): in every group \
                 who all list a project that was not selected and whose shares of the budget pay for \
                 it, someone has selected projects which together with it cost more than the group's \
                 shares."
            }
            Self::EjrPlusCardinality => {
                "EJR+ up to one project, satisfaction by number (Brill, Peters 2023): in every group \
                 who all list a project that was not selected, someone has so many selected projects \
                 that this number plus one, times the project's cost, is more than the group's \
                 shares of the budget."
            }
            Self::Priceability => {
                "Priceability (Peters, Skowron 2020; with costs: Peters, Pierczyński, Skowron 2021, \
                 and conditions C1 to C5 of Peters, Pierczyński, Shah, Skowron 2021): with equal \
                 endowments of together at least the budget, voters can pay for exactly the selected \
                 projects, each paying only for what they list, so that the supporters of no other \
                 project have more than its cost left."
            }
        }
    }
}

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It is violated; the evidence is a counterexample.
    Violated,
    /// It could not be decided within the bound on the work.
    Undecided,
}

/// What proves a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Evidence {
    /// The outcome's cost and number beside the limits.
    Totals {
        /// Projects selected.
        number: usize,
        /// Most that may be selected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<usize>,
    },
    /// For each project that was not selected, the group that comes closest to deserving it.
    /// Nobody deserves anything where each group's `needed` is more than its `money`.
    Closest {
        /// By the distance, closest first.
        groups: Vec<Closest>,
    },
    /// A group that deserves more than it has.
    Deprived(Box<Deprived>),
    /// It follows from another check that holds.
    FollowsFrom {
        /// That check.
        check: Check,
    },
    /// Every set of projects was gone through.
    Exhausted {
        /// Sets looked at.
        sets: u64,
    },
    /// Payments that support the outcome.
    Prices(Box<PriceSystem>),
    /// Why no payments can support the outcome.
    NoPrices(Box<Unpriceable>),
    /// Why nothing could be decided.
    Bound {
        /// In words.
        reason: String,
    },
}

/// What must be known to read a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Note {
    /// The check measures shares of the budget, but the outcome ended at the number of projects with
    /// money left for more: the limit on the number is what binds, whatever the rule.
    NumberBinds,
}

impl Note {
    /// In English.
    pub fn in_english(self) -> &'static str {
        match self {
            Self::NumberBinds => {
                "The limit on the number of projects is what binds: it was reached with money left \
                 for more, and this check measures shares of the whole budget."
            }
        }
    }
}

/// One check with its verdict and evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// What was checked.
    pub check: Check,
    /// What it came to.
    pub verdict: Verdict,
    /// What proves the verdict.
    pub evidence: Evidence,
    /// What must be known to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
}

/// The audit of one outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Audit {
    /// The outcome's ids as given.
    pub selected: Vec<String>,
    /// Their cost (their number with unit costs).
    pub total_cost: String,
    /// The budget (the number with unit costs).
    pub budget: String,
    /// Total weight of the voters.
    pub voters: u64,
    /// Digest of the election ([`crate::digest`]).
    pub input_digest: String,
    /// Violated if any check is; else undecided if any is; else holds.
    pub verdict: Verdict,
    /// Every check made.
    pub findings: Vec<Finding>,
    /// Who has something they voted for.
    pub representation: Representation,
}

impl Audit {
    /// The finding of `check`, if it was made.
    pub fn finding(&self, check: Check) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.check == check)
    }
}

/// An outcome beside its election, on one scale.
pub(crate) struct Subject<'a> {
    pub(crate) election: &'a Election,
    pub(crate) costs: Vec<u128>,
    pub(crate) budget: u128,
    pub(crate) number: Option<usize>,
    pub(crate) unit_costs: bool,
    pub(crate) decimals: u32,
    pub(crate) selected: Vec<bool>,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(
        election: &'a Election,
        selected: &[String],
        limits: &Limits,
    ) -> Result<Self, AuditError> {
        let rule = limits.rule(Utility::Cardinality {});
        let instance = Instance::new(election, &rule)?;
        let mut chosen = vec![false; election.projects.len()];
        for id in selected {
            let index = election.project_index(id);
            let index = index.ok_or_else(|| AuditError::UnknownProject { id: id.clone() })?;
            if std::mem::replace(&mut chosen[index], true) {
                return Err(AuditError::SelectedTwice { id: id.clone() });
            }
        }
        Ok(Self {
            election,
            budget: instance.budget,
            number: instance.number,
            unit_costs: instance.unit_costs,
            decimals: instance.decimals(),
            costs: instance.costs,
            selected: chosen,
        })
    }

    pub(crate) fn voters(&self) -> u64 {
        self.election.ballots.total_weight()
    }

    pub(crate) fn id(&self, project: usize) -> String {
        self.election.projects[project].id.clone()
    }

    pub(crate) fn format(&self, amount: u128) -> String {
        crate::Money(amount).to_decimal_string(self.decimals)
    }

    /// `numerator / denominator` smallest units in the main unit, rounded to six decimals.
    pub(crate) fn amount(
        &self,
        numerator: impl Into<BigInt>,
        denominator: impl Into<BigInt>,
    ) -> String {
        let unit = BigInt::from(10u128.pow(self.decimals));
        Fraction::new(numerator, denominator.into() * unit).to_decimal(6)
    }

    /// The shares of the budget of voters with total weight `weight`.
    pub(crate) fn shares(&self, weight: u64) -> String {
        if self.voters() == 0 {
            return "0".to_owned();
        }
        self.amount(BigInt::from(self.budget) * weight, self.voters())
    }

    /// True when the outcome ended at the number of projects although the budget, which is another
    /// limit, would have paid for one more.
    fn number_binds(&self) -> bool {
        let chosen = self.selected.iter().filter(|chosen| **chosen).count();
        let reached = self.number.is_some_and(|number| chosen >= number);
        let left = self.budget.saturating_sub(self.total_cost());
        let mut others = self.costs.iter().zip(&self.selected);
        !self.unit_costs && reached && others.any(|(cost, chosen)| !chosen && *cost <= left)
    }

    fn total_cost(&self) -> u128 {
        let costs = self.costs.iter().zip(&self.selected);
        costs
            .filter(|(_, selected)| **selected)
            .map(|(c, _)| *c)
            .sum()
    }
}

impl Limits {
    pub(crate) fn rule(&self, utility: Utility) -> SelectionRule {
        SelectionRule {
            budget: self.budget,
            number: self.number,
            unit_costs: self.unit_costs,
            ..SelectionRule::new(
                Rule::Greedy {
                    fit: Fit::Skip,
                    threshold: None,
                },
                utility,
            )
        }
    }
}

/// Audits the outcome `selected` of `election`: every check in `checks` that applies (EJR and EJR+
/// proper only with unit costs), and who is represented.
///
/// # Errors
/// When the outcome names unknown projects or one twice, or there is neither budget nor number.
pub fn audit(
    election: &Election,
    selected: &[String],
    limits: &Limits,
    checks: &BTreeSet<Check>,
) -> Result<Audit, AuditError> {
    let subject = Subject::new(election, selected, limits)?;
    let mut findings = Vec::new();
    for check in Check::ALL {
        if !checks.contains(&check) {
            continue;
        }
        let found = match check {
            Check::WithinLimits => Some(within_limits(&subject)),
            Check::Jr => Some(justified::check(&subject, justified::Measure::None)),
            Check::EjrPlusCost => Some(justified::check(&subject, justified::Measure::Cost)),
            Check::EjrPlusCardinality => {
                Some(justified::check(&subject, justified::Measure::Number))
            }
            Check::EjrPlus => subject
                .unit_costs
                .then(|| justified::check(&subject, justified::Measure::Number)),
            Check::Ejr => subject.unit_costs.then(|| cohesive::check(&subject)),
            Check::Priceability => Some(priceability::check(&subject, limits)?),
        };
        if let Some((verdict, evidence)) = found {
            let about_money = check != Check::WithinLimits && verdict == Verdict::Violated;
            findings.push(Finding {
                check,
                verdict,
                evidence,
                note: (about_money && subject.number_binds()).then_some(Note::NumberBinds),
            });
        }
    }
    let any = |verdict| findings.iter().any(|found| found.verdict == verdict);
    let verdict = if any(Verdict::Violated) {
        Verdict::Violated
    } else if any(Verdict::Undecided) {
        Verdict::Undecided
    } else {
        Verdict::Holds
    };
    Ok(Audit {
        selected: selected.to_vec(),
        total_cost: subject.format(subject.total_cost()),
        budget: subject.format(subject.budget),
        voters: subject.voters(),
        input_digest: election.input_digest().to_owned(),
        verdict,
        findings,
        representation: representation::of(&subject),
    })
}

fn within_limits(subject: &Subject<'_>) -> (Verdict, Evidence) {
    let number = subject.selected.iter().filter(|chosen| **chosen).count();
    let holds =
        subject.total_cost() <= subject.budget && subject.number.is_none_or(|most| number <= most);
    let evidence = Evidence::Totals {
        number,
        most: subject.number,
    };
    (Verdict::of(holds), evidence)
}

impl Verdict {
    fn of(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Violated }
    }
}
