//! Taking the price of a purchase from the purses.

use super::candidate::{ExactPayer, exact_price};
use super::purses::Taken;
use super::run::{LOOSE, Purchase, Run};
use super::settle::{add_purse, left_to_pay, purse_form};
use super::{EqualShares, Interval};
use crate::exact::DenseForm;

impl EqualShares<'_, '_> {
    /// Takes the price from the purses of the winner's supporters.
    pub(super) fn pay(&mut self, state: &mut Run, mut purchase: Purchase, endowment: Interval) {
        let instance = self.instance;
        let project = purchase.project;
        let supporters = instance.supporters(project);
        let ballots = &instance.election.ballots;
        let mut taken = state.purses.take(ballots, supporters, purchase.price);
        if !taken.unsure.is_empty() {
            self.settle_unsure(state, &mut purchase, &mut taken);
        }
        let price = purchase.price;
        purchase.poor = taken.poor;
        purchase.rich += u128::from(taken.rich);
        purchase.rich_voters += taken.rich_voters;
        state.round_of[project] = state.purchases.len() as u32;
        state.purchases.push(purchase);
        // Without this the bound on errors could double with each purchase.
        let most = supporters.1.and_then(|shares| shares.iter().max());
        let most = most.map_or(1.0, |share| *share as f64);
        let mut spread = (price.high - price.low) / 2.0 * most;
        if spread > LOOSE * endowment.high && taken.rich > 0 {
            state.settle(instance);
            let exact = state.register.price_fraction(state.purchases.len() - 1);
            let exact = Interval::around(exact.to_f64());
            state
                .purses
                .correct(supporters, price.middle() - exact.middle());
            spread = (exact.high - exact.low) / 2.0 * most;
        }
        state.purses.widen(spread, endowment.high);
    }

    /// Settles with exact arithmetic who of those whose purse is close to the price paid all they had.
    fn settle_unsure(&self, state: &mut Run, purchase: &mut Purchase, taken: &mut Taken) {
        let instance = self.instance;
        let ballots = &instance.election.ballots;
        state.settle(instance);
        let round_of = &state.round_of;
        let left = left_to_pay(instance, round_of, purchase.project, &taken.poor, u32::MAX);
        let payers: Vec<ExactPayer> = taken
            .unsure
            .iter()
            .map(|&(group, share)| ExactPayer {
                group,
                approximate: state.purses.range(group as usize),
                weight: ballots.weight(group as usize),
                share,
            })
            .collect();
        let rich = u128::from(taken.rich);
        let purse = |group: u32, times, form: &mut DenseForm| {
            add_purse(instance, round_of, group as usize, u32::MAX, times, form);
        };
        let price = exact_price(left, rich, &payers, &state.register, purse);
        // The surely rich paid the middle of what the price was known to be. What that was off by comes
        // first, so that taking the same from the others leaves what the exact price leaves.
        let paid = purchase.price.middle();
        if let Some(exact) = &price {
            purchase.price = Interval::around(exact.to_f64());
            let supporters = instance.supporters(purchase.project);
            state
                .purses
                .correct(supporters, paid - purchase.price.middle());
        }
        for payer in payers {
            let group = payer.group as usize;
            let poor = price.as_ref().is_none_or(|price| {
                // money / D ≤ price · share, without dividing
                let form = purse_form(instance, &state.round_of, group, u32::MAX);
                let money = state.register.value(&form) * &price.denominator * price.rich;
                let due = &price.numerator * state.register.denominator() * payer.share;
                if money == due {
                    purchase.level_voters += payer.weight;
                    purchase.level += u128::from(payer.weight) * u128::from(payer.share);
                }
                money <= due
            });
            if poor {
                state.purses.settle(group, None);
                taken.poor.push(payer.group);
            } else {
                let due = paid * payer.share as f64;
                state.purses.settle(group, Some(due));
                purchase.rich += u128::from(payer.weight) * u128::from(payer.share);
                purchase.rich_voters += payer.weight;
            }
        }
        taken.poor.sort_unstable();
    }
}
