//! Audits of any outcome, also one that was chosen elsewhere.
//!
//! A listed project counts as approved: points and ranks are not looked at. Every verdict is exact
//! and comes with what proves it: a group of voters, a project and the numbers where an axiom is
//! violated; the payments or the closest group of each project where it holds.

mod check;
mod cohesive;
mod flow;
mod justified;
mod payable;
mod priceability;
mod promise;
mod representation;
mod sentences;
mod subject;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::election::Election;
use crate::error::SelectError;
use crate::wording::{Wording, wording};

pub use crate::limits::Limits;
pub use check::Check;
pub use justified::{BallotGroup, Closest, Deprived};
pub use priceability::{
    ClassPayments, Leftover, MOST_PAYMENTS, PriceSystem, Purchase, Unpriceable,
};
pub use promise::promised;
pub use representation::{GroupShare, Representation, Represented, VoterColumn, representation};
pub use sentences::{FoundBy, Undecided};
pub(crate) use subject::Subject;

/// Why an outcome cannot be audited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The outcome names a project that the election does not have.
    UnknownProject {
        /// The id.
        id: String,
    },
    /// The outcome names a project twice.
    SelectedTwice {
        /// The id.
        id: String,
    },
    /// There is nothing to hold the outcome against.
    Limits(#[from] SelectError),
}

impl AuditError {
    /// What is said of it.
    pub fn wording(&self) -> Wording {
        match self {
            Self::UnknownProject { id } => wording!(
                "error-outcome-unknown",
                "the outcome selects `{id}`, but the election has no such project",
                id = id
            ),
            Self::SelectedTwice { id } => wording!(
                "error-outcome-twice",
                "the outcome selects `{id}` more than once",
                id = id
            ),
            Self::Limits(error) => error.wording(),
        }
    }
}

impl std::fmt::Display for AuditError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.wording().fmt(formatter)
    }
}

/// What a check came to. There is no fourth: a match over it is whole.
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
        /// In words, which [`Undecided`] knows.
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
