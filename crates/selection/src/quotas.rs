//! Bounds for service groups, and the gate that keeps a selection within them.

use std::collections::BTreeMap;

use crate::instance::Instance;
use crate::outcome::Reason;
use crate::rule::{Quota, QuotaMode, Quotas};
use crate::select::SelectError;

/// One group's bounds on the scale of an instance.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    pub(crate) name: String,
    pub(crate) least_number: usize,
    pub(crate) most_number: Option<usize>,
    pub(crate) least_money: u128,
    pub(crate) most_money: Option<u128>,
    /// Members by ascending cost, then index.
    pub(crate) members: Vec<usize>,
}

/// Decides which projects may be bought next. A project once refused is refused for good, but for
/// one that what is reserved for groups refuses: where the budget may be overrun, it is admitted
/// again once every group has what it must have.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    budget: u128,
    number: Option<usize>,
    within_budget: bool,
    reserve: bool,
    costs: Vec<u128>,
    group_of: Vec<Option<usize>>,
    groups: Vec<Bounds>,
    taken: Vec<bool>,
    taken_number: Vec<usize>,
    taken_money: Vec<u128>,
    count: usize,
    money: u128,
}

impl Gate {
    /// The gate of `instance` under `quotas` with `budget` to spend.
    pub(crate) fn new(
        instance: &Instance<'_>,
        quotas: Option<&Quotas>,
        budget: u128,
    ) -> Result<Self, SelectError> {
        let groups = match quotas {
            Some(quotas) => bounds(instance, quotas)?,
            None => Vec::new(),
        };
        let mut group_of = vec![None; instance.len()];
        for (index, group) in groups.iter().enumerate() {
            for member in &group.members {
                group_of[*member] = Some(index);
            }
        }
        let gate = Self {
            budget,
            number: instance.number,
            within_budget: true,
            reserve: quotas.is_some_and(|quotas| quotas.mode == QuotaMode::Reserve),
            costs: instance.costs.clone(),
            group_of,
            taken: vec![false; instance.len()],
            taken_number: vec![0; groups.len()],
            taken_money: vec![0; groups.len()],
            groups,
            count: 0,
            money: 0,
        };
        if gate.reserve {
            gate.check_feasible(instance)?;
        }
        Ok(gate)
    }

    /// The same gate letting the budget be overrun, as a run with a raised endowment may.
    pub(crate) fn beyond_budget(&self) -> Self {
        Self {
            within_budget: false,
            ..self.clone()
        }
    }

    /// The same gate letting any number of projects be bought.
    pub(crate) fn beyond_number(&self) -> Self {
        Self {
            number: None,
            ..self.clone()
        }
    }

    /// Refuses from now on what does not fit the budget.
    pub(crate) fn stay_within_budget(&mut self) {
        self.within_budget = true;
    }

    /// True when `project` was bought.
    pub(crate) fn has(&self, project: usize) -> bool {
        self.taken[project]
    }

    /// Sets the most projects that may be bought.
    pub(crate) fn set_number(&mut self, number: Option<usize>) {
        self.number = match (self.number, number) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }

    /// Money spent so far.
    pub(crate) fn spent(&self) -> u128 {
        self.money
    }

    /// False when the number of projects is reached.
    pub(crate) fn open(&self) -> bool {
        self.number.is_none_or(|number| self.count < number)
    }

    /// True when `project` may be bought now.
    pub(crate) fn admits(&self, project: usize) -> bool {
        self.refusal(project).is_none()
    }

    /// Why `project` may not be bought now.
    pub(crate) fn refusal(&self, project: usize) -> Option<Refusal> {
        let cost = self.costs[project];
        if !self.open() {
            return Some(Refusal::Number);
        }
        if self.within_budget && self.money + cost > self.budget {
            return Some(Refusal::Budget);
        }
        if let Some(group) = self.group_of[project] {
            let bounds = &self.groups[group];
            if bounds
                .most_number
                .is_some_and(|most| self.taken_number[group] >= most)
                || bounds
                    .most_money
                    .is_some_and(|most| self.taken_money[group] + cost > most)
            {
                return Some(Refusal::UpperBound);
            }
        }
        if self.reserve {
            let (number, money) = self.missing(Some(project));
            let seats = self
                .number
                .is_none_or(|most| self.count + 1 + number <= most);
            // With nothing to set aside the budget alone decides, which a raised run may overrun.
            let apart = number > 0 || money > 0;
            if apart && (!seats || self.money + cost + money > self.budget) {
                return Some(Refusal::Reserve);
            }
        }
        None
    }

    /// Notes that `project` was bought.
    pub(crate) fn take(&mut self, project: usize) {
        self.taken[project] = true;
        self.count += 1;
        self.money += self.costs[project];
        if let Some(group) = self.group_of[project] {
            self.taken_number[group] += 1;
            self.taken_money[group] += self.costs[project];
        }
    }

    /// Groups still below a lower bound.
    pub(crate) fn short_groups(&self) -> Vec<usize> {
        (0..self.groups.len())
            .filter(|group| self.need(*group, None) > (0, 0))
            .collect()
    }

    /// The group of `project` among those with bounds.
    pub(crate) fn group_of(&self, project: usize) -> Option<usize> {
        self.group_of[project]
    }

    /// Name, projects taken and money taken of each group with bounds.
    pub(crate) fn totals(&self) -> Vec<(&Bounds, usize, u128)> {
        let totals = self.taken_number.iter().zip(&self.taken_money);
        self.groups
            .iter()
            .zip(totals)
            .map(|(group, (n, m))| (group, *n, *m))
            .collect()
    }

    /// Projects and money that `group` still needs if `also` is bought.
    fn need(&self, group: usize, also: Option<usize>) -> (usize, u128) {
        let bounds = &self.groups[group];
        let extra = also.filter(|project| self.group_of[*project] == Some(group));
        let number = self.taken_number[group] + usize::from(extra.is_some());
        let money = self.taken_money[group] + extra.map_or(0, |project| self.costs[project]);
        (
            bounds.least_number.saturating_sub(number),
            bounds.least_money.saturating_sub(money),
        )
    }

    /// Seats and money to set aside so that every lower bound can still be met: for each group its
    /// cheapest remaining projects up to the missing number, and further up to the missing money.
    fn missing(&self, also: Option<usize>) -> (usize, u128) {
        let (mut seats, mut reserved) = (0, 0);
        for group in 0..self.groups.len() {
            let (number, money) = self.need(group, also);
            if number == 0 && money == 0 {
                continue;
            }
            let rest = self.groups[group]
                .members
                .iter()
                .filter(|member| !self.taken[**member] && Some(**member) != also);
            let (mut count, mut sum) = (0, 0);
            for member in rest {
                if count >= number && sum >= money {
                    break;
                }
                count += 1;
                sum += self.costs[*member];
            }
            if count < number || sum < money {
                return (usize::MAX / 2, u128::MAX / 4);
            }
            seats += count;
            reserved += sum;
        }
        (seats, reserved)
    }

    fn check_feasible(&self, instance: &Instance<'_>) -> Result<(), SelectError> {
        for group in &self.groups {
            let cheapest: u128 = group
                .members
                .iter()
                .take(group.least_number)
                .map(|m| self.costs[*m])
                .sum();
            let reason = if group.members.len() < group.least_number {
                format!(
                    "group `{}` must have {} projects but only {} stand for selection",
                    group.name,
                    group.least_number,
                    group.members.len()
                )
            } else if group.most_money.is_some_and(|most| cheapest > most) {
                format!(
                    "the {} cheapest projects of group `{}` cost {}, above its upper bound",
                    group.least_number,
                    group.name,
                    instance.format(cheapest)
                )
            } else if group.members.iter().map(|m| self.costs[*m]).sum::<u128>() < group.least_money
            {
                format!(
                    "all projects of group `{}` together cost less than its lower bound {}",
                    group.name,
                    instance.format(group.least_money)
                )
            } else {
                continue;
            };
            return Err(SelectError::InfeasibleQuotas { reason });
        }
        let (seats, money) = self.missing(None);
        if let Some(number) = self.number.filter(|number| seats > *number) {
            let reason =
                format!("the lower bounds need {seats} projects but only {number} are selected");
            return Err(SelectError::InfeasibleQuotas { reason });
        }
        if money > self.budget {
            let reason = format!(
                "the cheapest projects that meet the lower bounds cost {} but the budget is {}",
                instance.format(money),
                instance.format(self.budget)
            );
            return Err(SelectError::InfeasibleQuotas { reason });
        }
        Ok(())
    }
}

/// Why the gate refuses a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The number of projects is reached.
    Number,
    /// It does not fit the budget.
    Budget,
    /// Its group's upper bound is reached.
    UpperBound,
    /// A lower bound would go out of reach.
    Reserve,
}

impl Refusal {
    pub(crate) fn reason(&self) -> Reason {
        match self {
            Self::Number => Reason::Outranked,
            Self::Budget => Reason::DoesNotFit,
            Self::UpperBound | Self::Reserve => Reason::Quota,
        }
    }
}

/// Puts the quotas on the scale of the instance and checks each on its own.
fn bounds(instance: &Instance<'_>, quotas: &Quotas) -> Result<Vec<Bounds>, SelectError> {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, project) in instance.election.projects.iter().enumerate() {
        // What no voter supports and what costs more than everything can never be selected.
        if let Some(group) = &project.group
            && instance.votes[index] > 0
            && instance.costs[index] <= instance.budget
        {
            members.entry(group).or_default().push(index);
        }
    }
    let known = |name: &str| {
        instance
            .election
            .projects
            .iter()
            .any(|project| project.group.as_deref() == Some(name))
    };
    let mut list = Vec::new();
    for (name, quota) in &quotas.groups {
        if !known(name) {
            return Err(SelectError::UnknownGroup {
                group: name.clone(),
                found: instance.election.where_groups_are(),
            });
        }
        let Quota {
            least_number,
            most_number,
            least_money,
            most_money,
        } = quota;
        let money = |amount: &Option<crate::Decimal>| {
            amount
                .map(|amount| {
                    let (numerator, denominator) = amount.ratio();
                    let scaled = numerator.checked_mul(10u128.pow(instance.decimals()));
                    Ok(scaled.ok_or(SelectError::AmountTooLarge)? / denominator)
                })
                .transpose()
        };
        let (least_money, most_money) = (money(least_money)?, money(most_money)?);
        let crossed = least_number
            .zip(*most_number)
            .is_some_and(|(least, most)| least > most)
            || least_money
                .zip(most_money)
                .is_some_and(|(least, most)| least > most);
        if crossed {
            let reason = format!("group `{name}` has a lower bound above its upper bound");
            return Err(SelectError::InfeasibleQuotas { reason });
        }
        let lower = least_number.unwrap_or(0) > 0 || least_money.unwrap_or(0) > 0;
        if lower && quotas.mode != QuotaMode::Reserve {
            let reason = format!(
                "group `{name}` has a lower bound, which only the mode `reserve` can guarantee"
            );
            return Err(SelectError::InfeasibleQuotas { reason });
        }
        let mut members = members.remove(name.as_str()).unwrap_or_default();
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
