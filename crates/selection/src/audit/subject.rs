//! An outcome made ready for the checks.

use num_bigint::BigInt;

use super::AuditError;
use crate::election::Election;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::limits::Limits;
use crate::rule::{Rule, SelectionRule, Utility};

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
        // Any method would do: what counts here are costs and limits.
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cardinality {});
        let rule = rule.with_limits(limits);
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
    pub(super) fn number_binds(&self) -> bool {
        let chosen = self.selected.iter().filter(|chosen| **chosen).count();
        let reached = self.number.is_some_and(|number| chosen >= number);
        let left = self.budget.saturating_sub(self.total_cost());
        let mut others = self.costs.iter().zip(&self.selected);
        !self.unit_costs && reached && others.any(|(cost, chosen)| !chosen && *cost <= left)
    }

    pub(super) fn total_cost(&self) -> u128 {
        let costs = self.costs.iter().zip(&self.selected);
        costs
            .filter(|(_, selected)| **selected)
            .map(|(c, _)| *c)
            .sum()
    }
}
