//! Each round: what was bought, at which price, and who paid it.

use num_bigint::BigInt;

use super::Detail;
use crate::equal_shares::purse_form;
use crate::exact::{DIGITS, Fraction};
use crate::outcome::{Loads, Payments, Phase, Round, RunnerUp};
use crate::progress::{CountedRun, Step, Value};

impl Detail<'_, '_> {
    /// Every round in order.
    pub(super) fn rounds(&self, steps: &[Step]) -> Vec<Round> {
        let mut spent = 0u128;
        let rounds = steps.iter().enumerate().map(|(index, step)| {
            spent += self.instance.costs[step.project];
            self.round(index, step, spent)
        });
        rounds.collect()
    }

    /// The round of one step, `spent` being what is spent with it.
    fn round(&self, index: usize, step: &Step, spent: u128) -> Round {
        let instance = self.instance;
        let counted = self.runs.iter().rev().find(|run| run.before <= index);
        let bought = counted.and_then(|counted| {
            let round = index.checked_sub(counted.before)?;
            let purchase = counted.run.purchases.get(round)?;
            (step.phase == Phase::EqualShares && purchase.project == step.project)
                .then_some((counted, round))
        });
        let value = match (&bought, &step.value) {
            (_, Value::Exact(fraction)) => fraction.to_significant(),
            (Some((counted, round)), Value::OfRun) => {
                let mut rho = counted.run.register.price_fraction(*round);
                rho.denominator *= instance.factors[step.project];
                rho.to_significant()
            }
            (None, Value::OfRun) | (_, Value::Untraced) => String::new(),
        };
        Round {
            round: index + 1,
            phase: step.phase,
            project: instance.id(step.project),
            cost: instance.format(instance.costs[step.project]),
            votes: instance.votes[step.project],
            budget_left: instance.format(instance.budget.saturating_sub(spent)),
            value,
            payments: match bought {
                Some((counted, round)) => Some(self.payments(counted, round)),
                None => self.overspent(index, step),
            },
            loads: self.loads(step),
            runner_up: step.runner_up.as_ref().map(|(project, value)| RunnerUp {
                project: instance.id(*project),
                value: value.to_significant(),
            }),
        }
    }

    /// What the supporters of a project bought by Phragmén's rule carry.
    fn loads(&self, step: &Step) -> Option<Loads> {
        let (Phase::Phragmen | Phase::PhragmenCompletion | Phase::Reserve) = step.phase else {
            return None;
        };
        let Value::Exact(after) = &step.value else {
            return None;
        };
        let votes = self.instance.votes[step.project];
        let carried =
            &after.numerator * votes - &after.denominator * self.instance.costs[step.project];
        let before = Fraction::new(carried, &after.denominator * votes);
        Some(Loads {
            before: self.in_main_unit(&before).to_text(),
            after: self.in_main_unit(after).to_text(),
        })
    }

    /// Payments of a purchase with bounded overspending.
    fn overspent(&self, index: usize, step: &Step) -> Option<Payments> {
        let mut ledgers = self.ledgers.iter().rev();
        let ledger = ledgers.find(|ledger| ledger.before <= index)?;
        let payments = ledger.payments.get(index - ledger.before);
        payments
            .filter(|_| step.phase == Phase::BoundedOverspending)
            .cloned()
    }

    /// The largest payment of one voter in a round, `price` being that per unit of share.
    fn largest(&self, counted: &CountedRun, round: usize, price: &Fraction) -> Fraction {
        let (instance, run, poor_in) = (self.instance, &counted.run, &counted.poor_in);
        let purchase = &run.purchases[round];
        let (groups, Some(shares)) = instance.supporters(purchase.project) else {
            return price.clone();
        };
        // Whoever was not poor by then paid in full.
        let payers = groups.iter().zip(shares);
        let rich = payers.filter(|(group, _)| poor_in[**group as usize] as usize > round);
        let most = rich.map(|(_, share)| *share).max().unwrap_or(0);
        let mut largest = &price.numerator * most;
        for &group in &purchase.poor {
            let slot = groups.binary_search(&group);
            if slot.is_ok_and(|slot| shares[slot] > most) {
                let form = purse_form(instance, &run.round_of, group as usize, round as u32);
                largest = largest.max(run.register.value(&form));
            }
        }
        Fraction::new(largest, price.denominator.clone())
    }

    fn payments(&self, counted: &CountedRun, round: usize) -> Payments {
        let (instance, run) = (self.instance, &counted.run);
        let ballots = &instance.election.ballots;
        let purchase = &run.purchases[round];
        let price = run.register.price_fraction(round);
        let cost = BigInt::from(instance.costs[purchase.project]);
        let largest = self.largest(counted, round, &price);
        let effective = Fraction::new(&cost * &largest.denominator, largest.numerator.clone());
        let in_full = &price.numerator * (purchase.rich + purchase.level);
        let in_part = cost * &price.denominator - &in_full;
        let over = |numerator: BigInt| Fraction::new(numerator, price.denominator.clone());
        let (in_full, in_part) = (over(in_full), over(in_part));
        let poor: u64 = purchase
            .poor
            .iter()
            .map(|group| ballots.weight(*group as usize))
            .sum();
        let (rich, level) = (purchase.rich_voters, purchase.level_voters);
        Payments {
            largest: self.amount(&largest),
            effective_votes: effective.to_decimal(DIGITS),
            in_full: rich + level,
            in_part: poor - level,
            nothing: instance.votes[purchase.project] - poor - rich,
            paid_in_full: Some(self.amount(&in_full)),
            paid_in_part: Some(self.amount(&in_part)),
            price: self.in_main_unit(&price).to_text(),
            part: None,
            paid: None,
        }
    }
}
