//! Priceability, decided exactly for any outcome.
//!
//! Let *b* be the endowment. Voters must be able to pay for the selected projects (a flow), and for
//! each other project *c* the supporters' money left, `w(N_c)·b − Σ spent`, must be at most its
//! cost. Raising *b* by *d* lets a voter spend at most *d* more, so it never helps the second
//! condition: all is decided at the smallest *b* that is at least the budget per voter and for which
//! the flow pays everything. There the question is a linear programme. It is answered by
//! payments found (equal shares run on the outcome alone, or the mean of flows under changing
//! priorities), or by weights *y* of the other projects for which no flow at all can spend enough:
//! `Σ y_c (w(N_c)·b − cost(c)) > max over flows of Σ_i (Σ of y_c over the projects i lists) · spent_i`.
//! Both are checked in exact arithmetic; doubles only choose the next weights to try.

use std::borrow::Cow;
use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use serde::{Deserialize, Serialize};

use super::flow::Network;
use super::{AuditError, Evidence, Limits, Subject, Verdict};
use crate::equal_shares::EqualShares;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::quotas::Gate;
use crate::rule::Utility;

/// Most steps of augmenting flows.
const MOST_WORK: u64 = 200_000_000;
/// Most flows tried under changing priorities.
const MOST_FLOWS: usize = 400;

/// Payments that support an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceSystem {
    /// How they were found.
    pub found_by: Cow<'static, str>,
    /// Endowment of each voter in the main unit, exact.
    pub endowment: String,
    /// What each selected project's supporters pay, where equal shares found the payments: everyone
    /// pays `price`, or all they have left if that is less.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purchases: Vec<Purchase>,
    /// What the supporters of each other project have left; nowhere more than its cost.
    pub left: Vec<Leftover>,
}

/// One selected project's price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// The project.
    pub project: String,
    /// Largest payment of a voter in the main unit, exact.
    pub price: String,
}

/// Money left behind one project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    /// The project that was not selected.
    pub project: String,
    /// What its supporters have left, rounded to six decimals.
    pub left: String,
    /// Its cost.
    pub cost: String,
}

/// Why no payments can support an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpriceable {
    /// Smallest endowment in question in the main unit, exact; a larger one is no better.
    pub endowment: String,
    /// Selected projects that nobody can pay for, whatever the endowment: no voter lists them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_supporters: Vec<String>,
    /// Projects not selected, with integer weights: however the selected projects are paid, the
    /// weighted money left with their supporters is more than their weighted cost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<(String, String)>,
    /// Weighted cost in the main unit.
    pub weighted_cost: String,
    /// Least weighted money left in the main unit, rounded to six decimals.
    pub weighted_left: String,
}

/// The question at one endowment `money / per_voter_denominator`, all on the scale of `denominator`.
struct Question<'s, 'a> {
    subject: &'s Subject<'a>,
    /// Numerator of the endowment in smallest units.
    endowment: u128,
    denominator: u128,
    /// Selected projects, ascending; their place is their number in the network.
    chosen: Vec<usize>,
    /// Other projects that have a supporter and whose supporters together have more than the cost.
    others: Vec<usize>,
    work: u64,
}

pub(super) fn check(
    subject: &Subject<'_>,
    limits: &Limits,
) -> Result<(Verdict, Evidence), AuditError> {
    let voters = u128::from(subject.voters());
    let chosen: Vec<usize> = (0..subject.costs.len())
        .filter(|p| subject.selected[*p])
        .collect();
    let votes = subject.election.ballots.votes();
    let unsupported: Vec<String> = chosen
        .iter()
        .filter(|project| votes[**project] == 0 && subject.costs[**project] > 0)
        .map(|project| subject.id(*project))
        .collect();
    if !unsupported.is_empty() {
        let evidence = Unpriceable {
            endowment: "0".to_owned(),
            without_supporters: unsupported,
            weights: Vec::new(),
            weighted_cost: "0".to_owned(),
            weighted_left: "0".to_owned(),
        };
        return Ok((Verdict::Violated, Evidence::NoPrices(Box::new(evidence))));
    }
    if voters == 0 {
        let evidence = PriceSystem {
            found_by: "there are no voters".into(),
            endowment: "0".to_owned(),
            purchases: Vec::new(),
            left: Vec::new(),
        };
        return Ok((Verdict::Holds, Evidence::Prices(Box::new(evidence))));
    }
    let divisor = subject.budget.gcd(&voters).max(1);
    let mut question = Question {
        subject,
        endowment: subject.budget / divisor,
        denominator: voters / divisor,
        chosen,
        others: Vec::new(),
        work: 0,
    };
    // At the budget per voter equal shares often finds payments at once, and no flow is needed.
    if let Some(found) = question.by_either_equal_shares(limits)? {
        return Ok(found);
    }
    let least = (question.endowment, question.denominator);
    if let Err(reason) = question.raise_until_payable() {
        return Ok(bound(reason));
    }
    if (question.endowment, question.denominator) != least
        && let Some(found) = question.by_either_equal_shares(limits)?
    {
        return Ok(found);
    }
    Ok(question.by_flows().unwrap_or_else(bound))
}

fn bound(reason: &str) -> (Verdict, Evidence) {
    let reason = reason.to_owned();
    (Verdict::Undecided, Evidence::Bound { reason })
}

const TOO_LARGE: &str = "amounts times voters are above 10^37: too large for the exact flow";
const TOO_MANY: &str = "more than 1500 projects are selected: too many for the exact flow";
const TOO_MUCH: &str = "the flow took more than 200 million steps";

impl Question<'_, '_> {
    /// Payers by what they list among the selected, each with priority by `reward`.
    fn network(&self, reward: impl Fn(usize) -> u64) -> Result<Network, &'static str> {
        if self.chosen.len() > 1_500 {
            return Err(TOO_MANY);
        }
        let ballots = &self.subject.election.ballots;
        let mut number = vec![u32::MAX; self.subject.costs.len()];
        for (place, project) in (0u32..).zip(&self.chosen) {
            number[*project] = place;
        }
        let mut costs = Vec::with_capacity(self.chosen.len());
        let mut sum = 0u128;
        for project in &self.chosen {
            let cost = self.subject.costs[*project].checked_mul(self.denominator);
            costs.push(cost.ok_or(TOO_LARGE)?);
            sum = cost
                .and_then(|cost| sum.checked_add(cost))
                .ok_or(TOO_LARGE)?;
        }
        let everything = self.endowment.checked_mul(self.subject.voters().into());
        everything
            .filter(|all| *all <= u128::MAX / 4)
            .ok_or(TOO_LARGE)?;
        let mut payers: BTreeMap<(Vec<u32>, u64), u128> = BTreeMap::new();
        for group in 0..ballots.distinct() {
            let listed = ballots.projects(group).iter().map(|p| number[*p as usize]);
            let mut listed: Vec<u32> = listed.filter(|place| *place != u32::MAX).collect();
            if listed.is_empty() {
                continue;
            }
            listed.sort_unstable();
            let money = u128::from(ballots.weight(group)) * self.endowment;
            *payers.entry((listed, reward(group))).or_default() += money;
        }
        Ok(Network::new(
            costs,
            payers,
            MOST_WORK.saturating_sub(self.work),
        ))
    }

    /// Raises the endowment to the smallest at which all selected projects can be paid.
    fn raise_until_payable(&mut self) -> Result<(), &'static str> {
        let ballots = &self.subject.election.ballots;
        loop {
            let mut network = self.network(|_| 0)?;
            network.run().map_err(|_| TOO_MUCH)?;
            self.work += network.work();
            let unpayable = network.unpayable();
            if unpayable.is_empty() {
                break;
            }
            let short: Vec<usize> = unpayable.iter().map(|place| self.chosen[*place]).collect();
            let cost: u128 = short
                .iter()
                .map(|project| self.subject.costs[*project])
                .sum();
            let mut listed = vec![false; ballots.distinct()];
            for project in &short {
                for group in ballots.supporters(*project) {
                    listed[*group as usize] = true;
                }
            }
            let weight: u64 = (0..listed.len())
                .filter(|g| listed[*g])
                .map(|g| ballots.weight(g))
                .sum();
            let divisor = cost.gcd(&u128::from(weight)).max(1);
            self.endowment = cost / divisor;
            self.denominator = u128::from(weight) / divisor;
        }
        let votes = ballots.votes();
        let selected = &self.subject.selected;
        let others = (0..selected.len()).filter(|p| !selected[*p] && votes[*p] > 0);
        let others = others.filter(|p| self.whole(*p) > self.cost(*p));
        self.others = others.collect();
        Ok(())
    }

    /// All the money of the supporters of `project`.
    fn whole(&self, project: usize) -> BigInt {
        BigInt::from(self.endowment) * self.subject.election.ballots.votes()[project]
    }

    fn cost(&self, project: usize) -> BigInt {
        BigInt::from(self.subject.costs[project]) * self.denominator
    }

    fn endowment_text(&self) -> String {
        let unit = BigInt::from(10u128.pow(self.subject.decimals));
        Fraction::new(self.endowment, unit * self.denominator).to_text()
    }

    fn by_either_equal_shares(
        &self,
        limits: &Limits,
    ) -> Result<Option<(Verdict, Evidence)>, AuditError> {
        for utility in [Utility::Cost {}, Utility::Cardinality {}] {
            if let Some(found) = self.by_equal_shares(limits, &utility)? {
                return Ok(Some((Verdict::Holds, Evidence::Prices(Box::new(found)))));
            }
        }
        Ok(None)
    }

    /// Equal shares among the selected projects only; its payments, if they are a price system.
    fn by_equal_shares(
        &self,
        limits: &Limits,
        utility: &Utility,
    ) -> Result<Option<PriceSystem>, AuditError> {
        let mut rule = limits.rule(utility.clone());
        rule.number = rule.number.filter(|_| self.subject.unit_costs);
        let instance = Instance::new(self.subject.election, &rule)?;
        let mut method = EqualShares::new(&instance);
        let mut gate = Gate::without_bounds(&instance, instance.budget).beyond_budget();
        gate.set_number(None);
        let endowment = Fraction::new(self.endowment, self.denominator);
        let eligible: Vec<bool> = (0..instance.len())
            .map(|p| self.subject.selected[p] && instance.costs[p] > 0)
            .collect();
        let mut run = method.run(&endowment, &eligible, &mut gate);
        if run.purchases.len() != eligible.iter().filter(|eligible| **eligible).count() {
            return Ok(None);
        }
        run.settle(&instance);
        let mut left = Vec::new();
        for project in 0..instance.len() {
            if self.subject.selected[project] || instance.votes[project] == 0 {
                continue;
            }
            let value = run
                .register
                .dense_value(&run.money_behind(&instance, project));
            let money = Fraction::new(value, run.register.denominator().clone());
            if money
                .compare(&Fraction::new(instance.costs[project], 1))
                .is_gt()
            {
                return Ok(None);
            }
            left.push(self.leftover(project, money.numerator, money.denominator));
        }
        let unit = BigInt::from(10u128.pow(self.subject.decimals));
        let purchases = run.purchases.iter().enumerate().map(|(round, purchase)| {
            let mut price = run.register.price_fraction(round);
            price.denominator *= &unit;
            Purchase {
                project: self.subject.id(purchase.project),
                price: price.to_text(),
            }
        });
        Ok(Some(PriceSystem {
            found_by: if *utility == (Utility::Cost {}) {
                "equal shares on the outcome, cost utilities"
            } else {
                "equal shares on the outcome, cardinality utilities"
            }
            .into(),
            endowment: self.endowment_text(),
            purchases: purchases.collect(),
            left,
        }))
    }

    fn leftover(
        &self,
        project: usize,
        numerator: impl Into<BigInt>,
        denominator: impl Into<BigInt>,
    ) -> Leftover {
        Leftover {
            project: self.subject.id(project),
            left: self.subject.amount(numerator, denominator),
            cost: self.subject.format(self.subject.costs[project]),
        }
    }

    /// Flows under changing priorities: their mean as payments, or weights as a counterexample.
    fn by_flows(&mut self) -> Result<(Verdict, Evidence), &'static str> {
        let mut spent_sum = vec![BigInt::from(0u32); self.others.len()];
        let mut loads = vec![0f64; self.others.len()];
        let mut flows = 0usize;
        // Each project alone first, then all together, those with most left weighing most.
        for turn in 0..self.others.len() + MOST_FLOWS {
            let single = turn < self.others.len();
            let weights: Vec<u64> = if single {
                (0..self.others.len())
                    .map(|place| u64::from(place == turn))
                    .collect()
            } else {
                let top = loads.iter().copied().fold(f64::MIN, f64::max);
                let scale = |load: &f64| ((load - top).exp() * 1_048_576.0) as u64;
                loads.iter().map(scale).collect()
            };
            let (spent, excess) = self.flow(&weights)?;
            if let Some((cost, left)) = excess {
                return Ok(self.counterexample(&weights, cost, left));
            }
            if self.fits(&spent, 1) {
                return Ok(self.payments(&spent, 1));
            }
            if single {
                continue;
            }
            flows += 1;
            for (place, project) in self.others.iter().enumerate() {
                let left = self.whole(*project) - &spent[place];
                let over = Fraction::new(left, self.whole(*project)).to_f64()
                    - Fraction::new(self.cost(*project), self.whole(*project)).to_f64();
                loads[place] += over * 4.0;
                spent_sum[place] += &spent[place];
            }
            if self.fits(&spent_sum, flows) {
                return Ok(self.payments(&spent_sum, flows));
            }
        }
        Err("neither payments nor a counterexample in 400 flows: it is a close call")
    }

    /// True when payments of which the supporters of each other project spend
    /// `spent / flows` leave none of them with more than the project's cost.
    fn fits(&self, spent: &[BigInt], flows: usize) -> bool {
        self.others
            .iter()
            .zip(spent)
            .all(|(project, spent)| (self.whole(*project) - self.cost(*project)) * flows <= *spent)
    }

    /// The flow that spends most as weighted: what the supporters of each other project spend in
    /// it, and, when even so more is left than their weighted cost, both numbers.
    #[allow(clippy::type_complexity, reason = "two plain results of one flow")]
    fn flow(
        &mut self,
        weights: &[u64],
    ) -> Result<(Vec<BigInt>, Option<(BigInt, BigInt)>), &'static str> {
        let ballots = &self.subject.election.ballots;
        let mut rewards = vec![0u64; ballots.distinct()];
        for (project, weight) in self.others.iter().zip(weights) {
            for group in ballots.supporters(*project) {
                rewards[*group as usize] += weight;
            }
        }
        let mut network = self.network(|group| rewards[group])?;
        network.run().map_err(|_| TOO_MUCH)?;
        self.work += network.work();
        // Voters alike in the network share what they spend in proportion to their number.
        let mut spent: BTreeMap<(&[u32], u64), (u128, u128)> = BTreeMap::new();
        let mut total = BigInt::from(0u32);
        for (index, payer) in network.payers.iter().enumerate() {
            let amount = network.spent(index);
            total += BigInt::from(amount) * payer.priority;
            spent.insert((&payer.projects, payer.priority), (amount, payer.money));
        }
        let (mut cost, mut whole) = (BigInt::from(0u32), BigInt::from(0u32));
        for (project, weight) in self.others.iter().zip(weights) {
            cost += self.cost(*project) * *weight;
            whole += self.whole(*project) * *weight;
        }
        let left = whole - total;
        let excess = (left > cost).then_some((cost, left));
        let mut place_of = vec![u32::MAX; self.subject.costs.len()];
        for (place, project) in (0u32..).zip(&self.chosen) {
            place_of[*project] = place;
        }
        // Spending per voter is rounded down to whole units of the scale: that leaves more money
        // with them, never less, so that what fits then fits.
        let per_group: Vec<BigInt> = (0..ballots.distinct())
            .map(|group| {
                let listed = ballots
                    .projects(group)
                    .iter()
                    .map(|p| place_of[*p as usize]);
                let mut listed: Vec<u32> = listed.filter(|place| *place != u32::MAX).collect();
                listed.sort_unstable();
                let key = (listed.as_slice(), rewards[group]);
                let Some((amount, money)) = spent.get(&key).filter(|(_, money)| *money > 0) else {
                    return BigInt::from(0u32);
                };
                let own = BigInt::from(ballots.weight(group)) * self.endowment;
                own * *amount / *money
            })
            .collect();
        let sums = self.others.iter().map(|project| {
            let groups = ballots.supporters(*project).iter();
            groups.map(|group| &per_group[*group as usize]).sum()
        });
        Ok((sums.collect(), excess))
    }

    fn payments(&self, spent: &[BigInt], flows: usize) -> (Verdict, Evidence) {
        let left = self.others.iter().zip(spent).map(|(project, spent)| {
            let left = self.whole(*project) * flows - spent;
            self.leftover(*project, left, BigInt::from(self.denominator) * flows)
        });
        let evidence = PriceSystem {
            found_by: "the mean of maximum flows".into(),
            endowment: self.endowment_text(),
            purchases: Vec::new(),
            left: left.collect(),
        };
        (Verdict::Holds, Evidence::Prices(Box::new(evidence)))
    }

    fn counterexample(&self, weights: &[u64], cost: BigInt, left: BigInt) -> (Verdict, Evidence) {
        let weighted = self
            .others
            .iter()
            .zip(weights)
            .filter(|(_, weight)| **weight > 0);
        let weights =
            weighted.map(|(project, weight)| (self.subject.id(*project), weight.to_string()));
        let evidence = Unpriceable {
            endowment: self.endowment_text(),
            without_supporters: Vec::new(),
            weights: weights.collect(),
            weighted_cost: self.subject.amount(cost, self.denominator),
            weighted_left: self.subject.amount(left, self.denominator),
        };
        (Verdict::Violated, Evidence::NoPrices(Box::new(evidence)))
    }
}
