//! Bounds for service groups on the scale of an instance.

use std::collections::BTreeMap;

use crate::error::SelectError;
use crate::instance::Instance;
use crate::reach::{Demand, Way, ways};
use crate::rule::{Quota, QuotaMode, Quotas};
use crate::wording::{Wording, wording};

/// One group's bounds on the scale of an instance.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    pub(crate) name: String,
    pub(crate) least_number: usize,
    pub(crate) most_number: Option<usize>,
    pub(crate) least_money: u128,
    pub(crate) most_money: Option<u128>,
    /// Projects of the group that can be selected, by ascending cost, then index.
    pub(crate) members: Vec<usize>,
}

impl Bounds {
    /// What the group must and may still take after `number` projects for `money`.
    pub(crate) fn demand(&self, number: usize, money: u128) -> Demand {
        let left = |most: usize| most.saturating_sub(number);
        Demand {
            least_number: self.least_number.saturating_sub(number),
            most_number: self.most_number.map_or(usize::MAX, left),
            least_money: self.least_money.saturating_sub(money),
            most_money: self
                .most_money
                .map_or(u128::MAX, |most| most.saturating_sub(money)),
        }
    }

    /// Why the group cannot meet its bounds whatever else is selected.
    fn infeasible(&self, instance: &Instance<'_>) -> Wording {
        let name = &self.name;
        let cost = |members: &[usize]| -> u128 { members.iter().map(|m| instance.costs[*m]).sum() };
        if self.members.len() < self.least_number {
            return wording!(
                "error-too-few-members",
                "group `{group}` must have {least} projects but only {members} stand for selection",
                group = name,
                least = self.least_number,
                members = self.members.len()
            );
        }
        let cheapest = cost(&self.members[..self.least_number]);
        if self.most_money.is_some_and(|most| cheapest > most) {
            return wording!(
                "error-cheapest-above",
                "the {least} cheapest projects of group `{group}` cost {cost}, above its upper bound",
                least = self.least_number,
                group = name,
                cost = instance.format(cheapest)
            );
        }
        if cost(&self.members) < self.least_money {
            return wording!(
                "error-all-below",
                "all projects of group `{group}` together cost less than its lower bound {least}",
                group = name,
                least = instance.format(self.least_money)
            );
        }
        let number = between(
            self.least_number.to_string(),
            self.most_number.map(|most| most.to_string()),
        );
        let money = between(
            instance.format(self.least_money),
            self.most_money.map(|most| instance.format(most)),
        );
        wording!(
            "error-no-choice",
            "no choice of {number} projects of group `{group}` costs {money}",
            number = number,
            group = name,
            money = money
        )
    }

    /// The ways to meet the bounds from nothing.
    ///
    /// # Errors
    /// The exact reason when there is none, or when it cannot be told.
    pub(crate) fn all_ways(&self, instance: &Instance<'_>) -> Result<Vec<Way>, SelectError> {
        let costs: Vec<u128> = self.members.iter().map(|m| instance.costs[*m]).collect();
        let reason = match ways(&costs, &self.demand(0, 0)) {
            Some(ways) if !ways.is_empty() => return Ok(ways),
            Some(_) => self.infeasible(instance),
            None => wording!(
                "error-too-many-sums",
                "group `{group}` has too many different sums of costs (more than {most}) below its `least_money` for `reserve` to tell exactly what must be set aside: state a `least_number` instead, or costs in coarser steps",
                group = &self.name,
                most = crate::reach::MOST_SUMS
            ),
        };
        Err(SelectError::InfeasibleQuotas { reason })
    }
}

/// Two bounds, or the one that there is.
fn between(least: String, most: Option<String>) -> Wording {
    match most {
        Some(most) => wording!(
            "error-between",
            "at least {least} and at most {most}",
            least = least,
            most = most
        ),
        None => wording!("error-at-least", "at least {least}", least = least),
    }
}

/// Puts the quotas on the scale of the instance and checks each on its own. Members are the
/// projects in `eligible` that cost no more than everything.
pub(crate) fn bounds(
    instance: &Instance<'_>,
    quotas: &Quotas,
    eligible: &[bool],
) -> Result<Vec<Bounds>, SelectError> {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, project) in instance.election.projects.iter().enumerate() {
        if let Some(group) = &project.group {
            let list = members.entry(group).or_default();
            if eligible[index] && instance.costs[index] <= instance.budget {
                list.push(index);
            }
        }
    }
    let infeasible = |reason| Err(SelectError::InfeasibleQuotas { reason });
    let mut list = Vec::new();
    for (name, quota) in &quotas.groups {
        let Some(mut members) = members.remove(name.as_str()) else {
            return Err(SelectError::UnknownGroup {
                group: name.clone(),
                found: instance.election.where_groups_are(),
            });
        };
        let Quota {
            least_number,
            most_number,
            least_money,
            most_money,
        } = *quota;
        if instance.unit_costs && (least_money.is_some() || most_money.is_some()) {
            return infeasible(wording!(
                "error-money-of-seats",
                "group `{group}` has a bound in money, but every project counts as one seat: state `least_number` and `most_number` instead",
                group = name
            ));
        }
        let money = |amount: Option<crate::Decimal>| {
            amount.map(|amount| instance.money(amount)).transpose()
        };
        let (least_money, most_money) = (money(least_money)?, money(most_money)?);
        let crossed = least_number
            .zip(most_number)
            .is_some_and(|(least, most)| least > most)
            || least_money
                .zip(most_money)
                .is_some_and(|(least, most)| least > most);
        if crossed {
            return infeasible(wording!(
                "error-crossed-bounds",
                "group `{group}` has a lower bound above its upper bound",
                group = name
            ));
        }
        let lower = least_number.unwrap_or(0) > 0 || least_money.unwrap_or(0) > 0;
        if lower && quotas.mode != QuotaMode::Reserve {
            return infeasible(wording!(
                "error-lower-bound-mode",
                "group `{group}` has a lower bound, which only the mode `reserve` can guarantee",
                group = name
            ));
        }
        members.sort_by_key(|member| (instance.costs[*member], *member));
        list.push(Bounds {
            name: name.clone(),
            least_number: least_number.unwrap_or(0) as usize,
            most_number: most_number.map(|most| most as usize),
            least_money: least_money.unwrap_or(0),
            most_money,
            members,
        });
    }
    Ok(list)
}
