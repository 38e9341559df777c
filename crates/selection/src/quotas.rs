//! The gate that keeps a selection within budget, number and the bounds of service groups.

use crate::bounds::{Bounds, bounds};
use crate::error::SelectError;
use crate::instance::Instance;
use crate::outcome::Reason;
use crate::reach::{Way, together, ways};
use crate::rule::{QuotaMode, Quotas};
use crate::wording::wording;

/// Decides which projects may be bought next.
///
/// A project once refused is refused for good: what is reserved for groups is known exactly, so that
/// after more purchases a choice that meets all bounds with this project would have been one before.
/// The exception is a gate that lets the budget be overrun: what it refuses for the sake of a lower
/// bound may be admitted once every group has what it must have ([`Refusal::Reserve`]).
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
    /// What must be set aside for each group and for all; only with `reserve`.
    ways: Vec<Vec<Way>>,
    all_ways: Vec<Way>,
    count: usize,
    money: u128,
}

impl Gate {
    /// The gate of `instance` under `quotas` with `budget` to spend. Projects that are not in
    /// `eligible` count for no group.
    ///
    /// # Errors
    /// Bounds that cannot be met, with the exact reason.
    pub(crate) fn new(
        instance: &Instance<'_>,
        quotas: &Quotas,
        eligible: &[bool],
        budget: u128,
    ) -> Result<Self, SelectError> {
        let groups = bounds(instance, quotas, eligible)?;
        let mut gate = Self::without_bounds(instance, budget);
        for (index, group) in groups.iter().enumerate() {
            for member in &group.members {
                gate.group_of[*member] = Some(index);
            }
        }
        gate.reserve = quotas.mode == QuotaMode::Reserve;
        gate.taken_number = vec![0; groups.len()];
        gate.taken_money = vec![0; groups.len()];
        gate.groups = groups;
        if gate.reserve {
            let own = gate.groups.iter().map(|group| group.all_ways(instance));
            gate.ways = own.collect::<Result<_, _>>()?;
            gate.all_ways = gate.together_but(None);
            gate.check_feasible(instance)?;
        }
        Ok(gate)
    }

    /// The gate of `instance` with `budget` to spend and no bounds for groups.
    pub(crate) fn without_bounds(instance: &Instance<'_>, budget: u128) -> Self {
        Self {
            budget,
            number: instance.number,
            within_budget: true,
            reserve: false,
            costs: instance.costs.clone(),
            group_of: vec![None; instance.len()],
            taken: vec![false; instance.len()],
            taken_number: Vec::new(),
            taken_money: Vec::new(),
            groups: Vec::new(),
            ways: Vec::new(),
            all_ways: Vec::new(),
            count: 0,
            money: 0,
        }
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
        if self.reserve && !self.in_reach_with(project) {
            return Some(Refusal::Reserve);
        }
        None
    }

    /// True when every lower bound can still be met, within number and budget, once `project` is bought too.
    fn in_reach_with(&self, project: usize) -> bool {
        // A group that needs nothing more needs nothing more afterwards.
        let short = self.group_of[project].filter(|group| self.ways[*group] != [(0, 0)]);
        let own;
        let ways = match short {
            None => &self.all_ways,
            Some(group) => {
                own = together(
                    &self.together_but(Some(group)),
                    &self.ways_of(group, Some(project)),
                );
                &own
            }
        };
        let fits = |(number, money): &Way| {
            let seats = self
                .number
                .is_none_or(|most| self.count + 1 + number <= most);
            seats && self.money + self.costs[project] + money <= self.budget
        };
        // With nothing to set aside the budget alone decides, which a raised run may overrun.
        *ways == [(0, 0)] || ways.iter().any(fits)
    }

    /// By how much `project` exceeds what is left of the budget, if it does.
    pub(crate) fn over_budget(&self, project: usize) -> Option<u128> {
        let over = (self.money + self.costs[project]).saturating_sub(self.budget);
        (over > 0).then_some(over)
    }

    /// True when `project` alone costs more than the whole budget.
    pub(crate) fn never_fits(&self, project: usize) -> bool {
        self.costs[project] > self.budget
    }

    /// True when there are bounds for groups.
    pub(crate) fn has_bounds(&self) -> bool {
        !self.groups.is_empty()
    }

    /// True when something may have to be set aside for groups.
    pub(crate) fn reserves(&self) -> bool {
        self.reserve
    }

    /// Names of the groups for which something must be set aside if `project` is bought.
    pub(crate) fn kept_for(&self, project: usize) -> Vec<String> {
        let needs_more = |group: &usize| {
            let also = Some(project).filter(|_| self.group_of[project] == Some(*group));
            self.ways_of(*group, also) != [(0, 0)]
        };
        (0..self.groups.len())
            .filter(needs_more)
            .map(|group| self.groups[group].name.clone())
            .collect()
    }

    /// Notes that `project` was bought.
    pub(crate) fn take(&mut self, project: usize) {
        self.taken[project] = true;
        self.count += 1;
        self.money += self.costs[project];
        if let Some(group) = self.group_of[project] {
            self.taken_number[group] += 1;
            self.taken_money[group] += self.costs[project];
            if self.reserve && self.ways[group] != [(0, 0)] {
                self.ways[group] = self.ways_of(group, None);
                self.all_ways = self.together_but(None);
            }
        }
    }

    /// Groups still below a lower bound.
    pub(crate) fn short_groups(&self) -> Vec<usize> {
        let totals = self.totals().into_iter().enumerate();
        totals
            .filter(|(_, (group, number, money))| {
                *number < group.least_number || *money < group.least_money
            })
            .map(|(index, _)| index)
            .collect()
    }

    /// True when `project` is in a group that is still below a lower bound.
    pub(crate) fn is_short_of(&self, project: usize) -> bool {
        let group = self.group_of[project];
        group.is_some_and(|group| self.short_groups().contains(&group))
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

    /// The ways to meet what `group` still needs if `also`, one of its projects, is bought.
    fn ways_of(&self, group: usize, also: Option<usize>) -> Vec<Way> {
        let bounds = &self.groups[group];
        let number = self.taken_number[group] + usize::from(also.is_some());
        let money = self.taken_money[group] + also.map_or(0, |project| self.costs[project]);
        let rest = bounds
            .members
            .iter()
            .filter(|member| !self.taken[**member] && Some(**member) != also);
        let costs: Vec<u128> = rest.map(|member| self.costs[*member]).collect();
        // There were no more sums than may be gone through at the beginning, and they only get fewer.
        ways(&costs, &bounds.demand(number, money)).unwrap_or_default()
    }

    /// The ways to meet what all groups but one still need.
    fn together_but(&self, group: Option<usize>) -> Vec<Way> {
        let others = self
            .ways
            .iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != group);
        others.fold(vec![(0, 0)], |all, (_, own)| together(&all, own))
    }

    fn check_feasible(&self, instance: &Instance<'_>) -> Result<(), SelectError> {
        // By ascending number of projects and falling cost.
        let (Some(fewest), Some(cheapest)) = (self.all_ways.first(), self.all_ways.last()) else {
            return Ok(());
        };
        let number = self.number.unwrap_or(usize::MAX);
        let in_number = |way: &&Way| way.0 <= number;
        let reason = if fewest.0 > number {
            wording!(
                "error-bounds-number",
                "the lower bounds need {needed} projects but only {number} are selected",
                needed = fewest.0,
                number = number
            )
        } else if cheapest.1 > self.budget {
            wording!(
                "error-bounds-budget",
                "the cheapest projects that meet the lower bounds cost {cost} but the budget is {budget}",
                cost = instance.format(cheapest.1),
                budget = instance.format(self.budget)
            )
        } else if let Some(way) = self.all_ways.iter().rev().find(in_number)
            && way.1 > self.budget
        {
            wording!(
                "error-bounds-both",
                "the cheapest {number} projects or fewer that meet the lower bounds cost {cost} but the budget is {budget}",
                number = number,
                cost = instance.format(way.1),
                budget = instance.format(self.budget)
            )
        } else {
            return Ok(());
        };
        Err(SelectError::InfeasibleQuotas { reason })
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
    /// A lower bound would go out of reach. The only refusal that may end, see [`Gate`].
    Reserve,
}

impl Refusal {
    pub(crate) fn reason(&self) -> Reason {
        match self {
            Self::Number => Reason::NumberReached,
            Self::Budget => Reason::DoesNotFit,
            Self::UpperBound => Reason::Quota,
            Self::Reserve => Reason::Reserved,
        }
    }
}
