//! Exact amounts of a run: prices, purses and what follows from them, as integer combinations of the
//! endowment and of earlier prices ([`crate::exact`]).

use num_bigint::BigInt;
use num_traits::Signed;

use super::purses::halves;
use super::run::{NOT_BOUGHT, Run};
use crate::exact::{DenseForm, Form};
use crate::instance::Instance;
use crate::threads::both;

/// Adds `times` the purse of a group that was never poor before round `until`.
pub(crate) fn add_purse(
    instance: &Instance<'_>,
    round_of: &[u32],
    group: usize,
    until: u32,
    times: i128,
    form: &mut DenseForm,
) {
    form.endowment += times;
    for (project, share) in instance.ballot(group) {
        let round = round_of[project as usize];
        if round < until && round != NOT_BOUGHT {
            form.add_price(round, -(times * i128::from(share)));
        }
    }
}

/// The cost of `project` less all the money that `poor` had before round `until`.
pub(super) fn left_to_pay(
    instance: &Instance<'_>,
    round_of: &[u32],
    project: usize,
    poor: &[u32],
    until: u32,
) -> DenseForm {
    let less = |poor: &[u32], mut form: DenseForm| {
        for &group in poor {
            let group = group as usize;
            let weight = i128::from(instance.election.ballots.weight(group));
            add_purse(instance, round_of, group, until, -weight, &mut form);
        }
        form
    };
    let cost = DenseForm::new(instance.costs[project] as i128);
    let Some([(left, _), (right, _)]) = halves((poor, None)) else {
        return less(poor, cost);
    };
    let (mut form, other) = both(|| less(left, cost), || less(right, DenseForm::new(0)));
    form.add(&other);
    form
}

/// The purse of a group that was never poor before round `until`, as a form.
pub(crate) fn purse_form(
    instance: &Instance<'_>,
    round_of: &[u32],
    group: usize,
    until: u32,
) -> Form {
    let mut form = Form {
        endowment: 1,
        ..Form::default()
    };
    for (project, share) in instance.ballot(group) {
        let round = round_of[project as usize];
        if round < until && round != NOT_BOUGHT {
            form.prices.push((round, -i128::from(share)));
        }
    }
    form.prices.sort_unstable();
    form
}

impl Run {
    /// Works out the exact prices of all purchases so far.
    pub(crate) fn settle(&mut self, instance: &Instance<'_>) {
        while self.register.len() < self.purchases.len() {
            let round = self.register.len();
            let purchase = &self.purchases[round];
            let form = left_to_pay(
                instance,
                &self.round_of,
                purchase.project,
                &purchase.poor,
                round as u32,
            );
            let form = Form::from(form);
            // Everybody poor: each pays what they have and the price is the largest payment.
            if purchase.rich == 0 {
                let (form, divisor) = self.largest_payment(instance, round);
                self.register.push(&form, divisor);
            } else {
                self.register.push(&form, purchase.rich);
            }
        }
    }

    /// The price of a round in which every supporter paid all they had.
    fn largest_payment(&self, instance: &Instance<'_>, round: usize) -> (Form, u128) {
        let purchase = &self.purchases[round];
        let (groups, shares) = instance.supporters(purchase.project);
        let mut best: Option<(BigInt, u64, Form)> = None;
        for &group in &purchase.poor {
            let slot = groups.binary_search(&group).unwrap_or(0);
            let share = shares.map_or(1, |shares| shares[slot]);
            let form = purse_form(instance, &self.round_of, group as usize, round as u32);
            let money = self.register.value(&form);
            if best.as_ref().is_none_or(|(known, known_share, _)| {
                (&money * *known_share - known * share).is_positive()
            }) {
                best = Some((money, share, form));
            }
        }
        best.map_or((Form::default(), 1), |(_, share, form)| {
            (form, u128::from(share))
        })
    }

    /// For each distinct ballot the round in which its voters paid all they had left (`u32::MAX`:
    /// in none).
    pub(crate) fn poor_in(&self, instance: &Instance<'_>) -> Vec<u32> {
        let mut poor_in = vec![u32::MAX; instance.election.ballots.distinct()];
        for (round, purchase) in (0u32..).zip(&self.purchases) {
            for group in &purchase.poor {
                poor_in[*group as usize] = round;
            }
        }
        poor_in
    }

    /// Money of all of a project's supporters in the end, as a form.
    pub(crate) fn money_behind(&self, instance: &Instance<'_>, project: usize) -> DenseForm {
        let mut form = DenseForm::new(0);
        for &group in instance.supporters(project).0 {
            if !self.purses.is_empty(group as usize) {
                let weight = i128::from(instance.election.ballots.weight(group as usize));
                let round_of = &self.round_of;
                add_purse(
                    instance,
                    round_of,
                    group as usize,
                    u32::MAX,
                    weight,
                    &mut form,
                );
            }
        }
        form
    }
}
