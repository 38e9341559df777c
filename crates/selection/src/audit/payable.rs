//! Who can pay for the selected projects: the smallest endowment at which they are paid at all, and
//! flows under changing priorities that look for payments leaving nobody too much.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::flow::{Network, Payers};
use super::priceability::{
    ClassPayments, Leftover, MOST_PAYMENTS, PriceSystem, Question, Unpriceable,
};
use super::{Evidence, FoundBy, Undecided, Verdict};
use crate::exact::Fraction;

/// Most steps of augmenting flows.
const MOST_WORK: u64 = 200_000_000;
/// Most flows tried under changing priorities.
const MOST_FLOWS: usize = 400;
/// Amounts stay below this, so that [`MOST_FLOWS`] of them still have a sum.
const MOST_MONEY: u128 = u128::MAX / 1_024;

/// Loads and the parts that are added to them count in units of 2^-20.
const LOAD_BITS: u32 = 20;
/// How much a part weighs in the exponent of two: 4 / ln 2, as a whole number.
const STEP: i64 = 6;
/// 2^(20 - k/16) for k from 0 to 15, rounded down. A table and shifts, and no `exp`: what a platform's
/// mathematics library returns must not decide which weights a record publishes.
const POWERS: [u64; 16] = [
    1_048_576, 1_004_119, 961_548, 920_781, 881_743, 844_360, 808_562, 774_282, 741_455, 710_019,
    679_917, 651_091, 623_487, 597_053, 571_740, 547_500,
];

/// Voters alike in all that matters: the selected projects and the competing ones that they list.
pub(super) struct Class {
    /// Places in [`Question::chosen`], ascending; never empty.
    chosen: Vec<u32>,
    /// Places in [`Question::others`], ascending.
    others: Vec<u32>,
    weight: u64,
}

/// One flow.
struct Flow {
    /// What the supporters of each other project spend.
    spent: Vec<u128>,
    /// What each class pays, beside its selected projects; empty where that is not recorded.
    paid: Vec<Vec<u128>>,
    /// Weighted cost and weighted money left, where the second is more in every flow.
    excess: Option<(BigInt, BigInt)>,
}

/// 2^(20 - gap) rounded down, `gap` in units of 2^-20.
fn weight(gap: i64) -> u64 {
    let (whole, part) = (gap >> LOAD_BITS, (gap >> (LOAD_BITS - 4)) & 15);
    POWERS[part as usize]
        .checked_shr(u32::try_from(whole).unwrap_or(u32::MAX))
        .unwrap_or(0)
}

impl Question<'_, '_> {
    /// Voters by what they list among the selected and among `others`; those that list nothing
    /// selected cannot pay and are left out.
    fn classes(&self, others: &[usize]) -> Vec<Class> {
        let ballots = &self.subject.election.ballots;
        let places = |listed: &[usize]| {
            let mut places = vec![u32::MAX; self.subject.costs.len()];
            for (place, project) in (0u32..).zip(listed) {
                places[*project] = place;
            }
            places
        };
        let (of_chosen, of_others) = (places(&self.chosen), places(others));
        let mut classes: BTreeMap<(Vec<u32>, Vec<u32>), u64> = BTreeMap::new();
        for group in 0..ballots.distinct() {
            let among = |places: &[u32]| {
                let listed = ballots.projects(group).iter().map(|p| places[*p as usize]);
                let mut listed: Vec<u32> = listed.filter(|place| *place != u32::MAX).collect();
                listed.sort_unstable();
                listed
            };
            let chosen = among(&of_chosen);
            if !chosen.is_empty() {
                let class = classes.entry((chosen, among(&of_others)));
                *class.or_default() += ballots.weight(group);
            }
        }
        let classes = classes.into_iter();
        classes
            .map(|((chosen, others), weight)| Class {
                chosen,
                others,
                weight,
            })
            .collect()
    }

    /// The costs of the selected projects on the scale, and a check that all amounts have room.
    fn scaled_costs(&self) -> Result<Vec<u128>, Undecided> {
        if self.chosen.len() > 1_500 {
            return Err(Undecided::TooMany);
        }
        let mut sum = 0u128;
        let costs = self.chosen.iter().map(|project| {
            let cost = self.subject.costs[*project].checked_mul(self.denominator);
            sum = cost
                .and_then(|cost| sum.checked_add(cost))
                .filter(|sum| *sum <= MOST_MONEY)
                .ok_or(Undecided::TooLarge)?;
            cost.ok_or(Undecided::TooLarge)
        });
        let costs = costs.collect::<Result<Vec<u128>, _>>()?;
        let everything = self.endowment.checked_mul(self.subject.voters().into());
        everything
            .filter(|all| *all <= MOST_MONEY)
            .ok_or(Undecided::TooLarge)?;
        Ok(costs)
    }

    /// The flow in which classes pay by `rewards`, highest first, with the classes behind each payer.
    fn network(
        &self,
        classes: &[Class],
        rewards: &[u64],
    ) -> Result<(Network, Vec<Vec<usize>>), Undecided> {
        let costs = self.scaled_costs()?;
        let mut alike: BTreeMap<(Reverse<u64>, &[u32]), Vec<usize>> = BTreeMap::new();
        for (index, (class, reward)) in classes.iter().zip(rewards).enumerate() {
            let payer = alike.entry((Reverse(*reward), &class.chosen));
            payer.or_default().push(index);
        }
        let (mut payers, mut members) = (Vec::new(), Vec::new());
        for ((Reverse(priority), projects), own) in alike {
            let weight: u64 = own.iter().map(|class| classes[*class].weight).sum();
            payers.push(Payers {
                projects: projects.to_vec(),
                money: self.endowment * u128::from(weight),
                priority,
            });
            members.push(own);
        }
        let left = MOST_WORK.saturating_sub(self.work);
        Ok((Network::new(costs, payers, left), members))
    }

    /// Raises the endowment to the smallest at which all selected projects can be paid.
    pub(super) fn raise_until_payable(&mut self) -> Result<(), Undecided> {
        let ballots = &self.subject.election.ballots;
        let classes = self.classes(&[]);
        let alike = vec![0; classes.len()];
        loop {
            let (mut network, _) = self.network(&classes, &alike)?;
            network.run().map_err(|_| Undecided::TooMuch)?;
            self.work += network.work();
            let unpayable = network.unpayable();
            if unpayable.is_empty() {
                break;
            }
            let costs = unpayable
                .iter()
                .map(|place| self.subject.costs[self.chosen[*place]]);
            let cost: u128 = costs.sum();
            let mut short = vec![false; self.chosen.len()];
            unpayable.iter().for_each(|place| short[*place] = true);
            let weight: u64 = classes
                .iter()
                .filter(|class| class.chosen.iter().any(|place| short[*place as usize]))
                .map(|class| class.weight)
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

    /// Flows under changing priorities: their mean as payments, or weights as a counterexample.
    pub(super) fn by_flows(&mut self) -> Result<(Verdict, Evidence), Undecided> {
        self.classes = self.classes(&self.others);
        let entries: usize = self.classes.iter().map(|class| class.chosen.len()).sum();
        let record = entries <= MOST_PAYMENTS;
        let mut spent_sum = vec![0u128; self.others.len()];
        let mut paid_sum: Vec<Vec<u128>> = Vec::new();
        let mut loads = vec![0i64; self.others.len()];
        let mut flows = 0usize;
        // Each project alone first, then all together, those with most left weighing most.
        for turn in 0..self.others.len() + MOST_FLOWS {
            let single = turn < self.others.len();
            let weights: Vec<u64> = if single {
                let places = 0..self.others.len();
                places.map(|place| u64::from(place == turn)).collect()
            } else {
                let top = loads.iter().copied().max().unwrap_or(0);
                loads.iter().map(|load| weight(top - load)).collect()
            };
            let flow = self.flow(&weights, record)?;
            if let Some((cost, left)) = flow.excess {
                return Ok(self.counterexample(&weights, cost, left));
            }
            if self.fits(&flow.spent, 1) {
                return Ok(self.payments(&flow.spent, &flow.paid, 1));
            }
            if single {
                continue;
            }
            flows += 1;
            for (place, project) in self.others.iter().enumerate() {
                let whole = self.whole(*project);
                let over = &whole - self.cost(*project) - flow.spent[place];
                // Of the supporters' money a part from -1 to 1.
                let part = (over << LOAD_BITS).div_floor(&whole);
                loads[place] += part.to_i64().unwrap_or(0) * STEP;
                spent_sum[place] += flow.spent[place];
            }
            if paid_sum.is_empty() {
                paid_sum = flow.paid;
            } else {
                let pairs = paid_sum
                    .iter_mut()
                    .flatten()
                    .zip(flow.paid.iter().flatten());
                pairs.for_each(|(sum, paid)| *sum += paid);
            }
            if self.fits(&spent_sum, flows) {
                return Ok(self.payments(&spent_sum, &paid_sum, flows));
            }
        }
        Err(Undecided::CloseCall)
    }

    /// True when payments of which the supporters of each other project spend
    /// `spent / flows` leave none of them with more than the project's cost.
    fn fits(&self, spent: &[u128], flows: usize) -> bool {
        let mut pairs = self.others.iter().zip(spent);
        pairs.all(|(project, spent)| {
            (self.whole(*project) - self.cost(*project)) * flows <= BigInt::from(*spent)
        })
    }

    /// The flow that spends most as weighted, and, when even so more is left than the weighted cost,
    /// both numbers.
    fn flow(&mut self, weights: &[u64], record: bool) -> Result<Flow, Undecided> {
        let reward = |class: &Class| -> u64 {
            let others = class.others.iter();
            others.map(|place| weights[*place as usize]).sum()
        };
        let rewards: Vec<u64> = self.classes.iter().map(reward).collect();
        let (mut network, members) = self.network(&self.classes, &rewards)?;
        network.run().map_err(|_| Undecided::TooMuch)?;
        self.work += network.work();
        let mut spent = vec![0u128; self.others.len()];
        let mut paid = vec![Vec::new(); if record { self.classes.len() } else { 0 }];
        let mut total = BigInt::from(0u32);
        for (index, own) in members.iter().enumerate() {
            let amount = network.spent(index);
            total += BigInt::from(amount) * network.payers[index].priority;
            let weight: u64 = own.iter().map(|class| self.classes[*class].weight).sum();
            // Voters alike in the network share what they spend in proportion to their number, in
            // whole units: rounded so that the shares add up, and none is above its own money.
            let (mut before, mut share_before) = (0u64, 0u128);
            let mut rest = network.payments(index).to_vec();
            for class in own {
                before += self.classes[*class].weight;
                let until = part_of(amount, before, weight);
                let mut share = until - share_before;
                share_before = until;
                for place in &self.classes[*class].others {
                    spent[*place as usize] += share;
                }
                if record {
                    paid[*class] = rest
                        .iter_mut()
                        .map(|left| {
                            let own = share.min(*left);
                            (share, *left) = (share - own, *left - own);
                            own
                        })
                        .collect();
                }
            }
        }
        let (mut cost, mut whole) = (BigInt::from(0u32), BigInt::from(0u32));
        for (project, weight) in self.others.iter().zip(weights) {
            cost += self.cost(*project) * *weight;
            whole += self.whole(*project) * *weight;
        }
        let left = whole - total;
        let excess = (left > cost).then_some((cost, left));
        Ok(Flow {
            spent,
            paid,
            excess,
        })
    }

    /// Payments that are `1 / flows` of `spent` and `paid`.
    fn payments(&self, spent: &[u128], paid: &[Vec<u128>], flows: usize) -> (Verdict, Evidence) {
        let left = self.others.iter().zip(spent).map(|(project, spent)| {
            let left = self.whole(*project) * flows - BigInt::from(*spent);
            self.leftover(*project, left, BigInt::from(self.denominator) * flows)
        });
        let left: Vec<Leftover> = left.collect();
        let scale = BigInt::from(10u128.pow(self.subject.decimals)) * self.denominator * flows;
        let ids = |places: &[u32], of: &[usize]| -> Vec<String> {
            let projects = places.iter().map(|place| of[*place as usize]);
            projects.map(|project| self.subject.id(project)).collect()
        };
        let classes = self.classes.iter().zip(paid).map(|(class, paid)| {
            let selected = ids(&class.chosen, &self.chosen);
            let amounts = selected.iter().zip(paid).filter(|(_, paid)| **paid > 0);
            let amounts = amounts
                .map(|(id, paid)| (id.clone(), Fraction::new(*paid, scale.clone()).to_text()));
            ClassPayments {
                paid: amounts.collect(),
                selected,
                other: ids(&class.others, &self.others),
                voters: class.weight,
            }
        });
        let entries: usize = self.classes.iter().map(|class| class.chosen.len()).sum();
        let evidence = PriceSystem {
            found_by: FoundBy::Flows.as_str().into(),
            endowment: self.endowment_text(),
            purchases: Vec::new(),
            classes: classes.collect(),
            payments_left_out: (entries > MOST_PAYMENTS).then_some(entries as u64),
            left,
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

/// `amount · part / whole`, rounded down.
fn part_of(amount: u128, part: u64, whole: u64) -> u128 {
    if part == whole || amount == 0 {
        return amount;
    }
    match amount.checked_mul(part.into()) {
        Some(product) => product / u128::from(whole),
        None => {
            let product = BigInt::from(amount) * part / whole;
            product.to_u128().unwrap_or(amount)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_powers_of_two_in_whole_numbers() {
        for (step, power) in (0i64..).zip(POWERS) {
            // 2^(20 - k/16) to the sixteenth power is 2^(320 - k).
            let exact = BigInt::from(1u32) << (320 - step);
            assert!(BigInt::from(power).pow(16) <= exact, "{step}");
            assert!(BigInt::from(power + 1).pow(16) > exact, "{step}");
        }
        assert_eq!(weight(0), 1 << 20);
        assert_eq!(weight(1 << 20), 1 << 19);
        assert_eq!(weight(3 << 19), POWERS[8] >> 1);
        assert_eq!(weight(21 << 20), 0);
        assert_eq!(weight(i64::MAX), 0);
    }

    #[test]
    fn parts_add_up() {
        assert_eq!(part_of(10, 1, 3), 3);
        assert_eq!(part_of(10, 3, 3), 10);
        assert_eq!(part_of(MOST_MONEY, 1 << 52, 1 << 53), MOST_MONEY / 2);
    }
}
