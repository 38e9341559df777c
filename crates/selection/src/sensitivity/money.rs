//! More money for what is selected.

use super::scenario::{Scenario, run};
use crate::election::Election;
use crate::outcome::Outcome;
use crate::rule::{QuotaMode, SelectionRule};
use crate::{Decimal, Money, Wording};

/// More money: in the budget, and in the bound of one project's group where that is in money.
pub(super) struct MoreMoney<'s> {
    election: &'s Election,
    rule: SelectionRule,
    budget: Option<Decimal>,
    /// The project's group with the money it may have.
    group: Option<(&'s str, Decimal)>,
    decimals: u32,
}

impl<'s> MoreMoney<'s> {
    /// `None` where no money limits what is selected.
    pub(super) fn new(
        election: &'s Election,
        rule: &SelectionRule,
        project: usize,
    ) -> Option<Self> {
        let budget = match (rule.budget, election.budget) {
            (Some(budget), _) => Some(budget),
            (None, Some(Money(units))) => Some(Decimal::new(units, election.decimals).ok()?),
            (None, None) => None,
        };
        let quotas = rule.quotas.as_ref();
        let own = election.projects[project].group.as_deref();
        let group = own.and_then(|own| {
            let most = quotas?.groups.get(own)?.most_money?;
            Some((own, most))
        });
        // Each pot is a budget of its own.
        let in_pots = quotas.is_some_and(|quotas| quotas.mode == QuotaMode::Pots);
        let limited = group.is_some() || (budget.is_some() && !in_pots);
        let amounts = budget.into_iter().chain(group.map(|(_, most)| most));
        let decimals = amounts.map(|amount| amount.decimals()).max()?;
        (limited && !rule.unit_costs).then(|| Self {
            election,
            rule: rule.clone(),
            budget,
            group,
            decimals: decimals.max(election.decimals),
        })
    }

    /// Decimals of the amounts.
    pub(super) fn decimals(&self) -> u32 {
        self.decimals
    }

    /// As much as all projects cost: then there is money for whatever the rule takes.
    pub(super) fn most(&self) -> u128 {
        let costs = self.election.projects.iter();
        let all: u128 = costs.map(|project| project.cost.0).sum();
        all.saturating_mul(10u128.pow(self.decimals - self.election.decimals))
    }

    fn more(&self, money: Decimal, amount: u128) -> Result<Decimal, Wording> {
        let units = money.scaled(self.decimals);
        let units = units.and_then(|units| units.checked_add(amount));
        Decimal::new(units.unwrap_or(u128::MAX), self.decimals).map_err(|problem| problem.wording())
    }
}

impl Scenario for MoreMoney<'_> {
    fn run(&mut self, amount: u128) -> Result<Outcome, Wording> {
        if let Some(budget) = self.budget {
            self.rule.budget = Some(self.more(budget, amount)?);
        }
        if let Some((group, most)) = self.group {
            let most = self.more(most, amount)?;
            let quotas = self.rule.quotas.as_mut();
            if let Some(quota) = quotas.and_then(|quotas| quotas.groups.get_mut(group)) {
                quota.most_money = Some(most);
            }
        }
        run(self.election, &self.rule)
    }
}
