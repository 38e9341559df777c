//! Writes down who paid what in a run of bounded overspending.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::State;
use super::real::{Imprecise, Real};
use crate::exact::{DIGITS, Fraction};
use crate::ledger::Ledger;
use crate::outcome::Payments;
use crate::scopes::Scope;
use crate::trace::{SelectOptions, Trace};

/// Decimals of prices, for whoever computes them again.
const PRICE_DIGITS: u32 = 30;

pub(super) fn ledger(
    state: &State<'_, '_>,
    options: SelectOptions,
    scope: &Scope,
    before: usize,
) -> Result<Ledger, Imprecise> {
    let mut ledger = Ledger {
        before,
        ..Ledger::default()
    };
    if options.trace < Trace::Rounds {
        return Ok(ledger);
    }
    let (instance, scale) = (state.instance, &state.scale);
    let unit = BigInt::from(10u128.pow(instance.decimals()));
    let in_main_unit = |value: &Real| {
        let Fraction {
            numerator,
            denominator,
        } = scale.to_fraction(value);
        Fraction::new(numerator, denominator * &unit)
    };
    let money = |value: &Real, digits: u32| in_main_unit(value).to_decimal(digits);
    for purchase in &state.purchases {
        let votes = instance.votes[purchase.project];
        let cost = scale.whole(instance.costs[purchase.project]);
        let effective = scale.quotient(&cost, &purchase.largest)?;
        let part = match &purchase.point.part {
            Some(part) => scale.to_fraction(part).to_decimal(DIGITS),
            None => "1".to_owned(),
        };
        ledger.payments.push(Payments {
            largest: money(&purchase.largest, DIGITS),
            effective_votes: scale.to_fraction(&effective).to_decimal(DIGITS),
            in_full: purchase.in_full,
            in_part: purchase.in_part,
            nothing: votes - purchase.in_full - purchase.in_part,
            paid_in_full: None,
            paid_in_part: None,
            price: money(&purchase.price, PRICE_DIGITS),
            part: Some(part),
            paid: Some(money(&purchase.paid, DIGITS)),
        });
    }
    if options.trace < Trace::Full {
        return Ok(ledger);
    }
    let mut lost: Vec<bool> = (0..instance.len())
        .map(|p| scope.eligible[p] && instance.costs[p] > 0 && instance.votes[p] > 0)
        .collect();
    for purchase in &state.purchases {
        lost[purchase.project] = false;
    }
    let mut weights = vec![0u128; state.classes.len()];
    for project in (0..instance.len()).filter(|project| lost[*project]) {
        weights.fill(0);
        for &group in instance.supporters(project).0 {
            let weight = instance.election.ballots.weight(group as usize);
            weights[state.class_of[group as usize] as usize] += u128::from(weight);
        }
        let mut behind = scale.zero();
        for (class, weight) in state.classes.iter().zip(&weights).filter(|(_, w)| **w > 0) {
            scale.add(&mut behind, &class.money, *weight);
        }
        let mut paid: BTreeMap<usize, Real> = BTreeMap::new();
        // A class comes after the one it came from, so that one way down collects the history.
        for index in (0..weights.len()).rev() {
            let weight = weights[index];
            if weight == 0 {
                continue;
            }
            if let Some((from, round, payment)) = &state.classes[index].paid {
                let sum = paid.entry(*round).or_insert_with(|| scale.zero());
                scale.add(sum, payment, weight);
                weights[*from as usize] += weight;
            }
        }
        let behind = in_main_unit(&behind).to_decimal_down(DIGITS);
        ledger.behind.insert(project, behind);
        let flows = paid.iter().map(|(round, sum)| {
            let winner = instance.id(state.purchases[*round].project);
            (winner, money(sum, DIGITS))
        });
        ledger.flows.insert(project, flows.collect());
    }
    ledger.class_of.clone_from(&state.class_of);
    if instance.election.voters.is_some() {
        let history = state.classes.iter().map(|class| {
            let (from, round, payment) = class.paid.as_ref()?;
            let project = state.purchases[*round].project;
            Some((*from, project, scale.to_fraction(payment)))
        });
        ledger.history = history.collect();
    }
    if options.trace >= Trace::Payments {
        for class in &state.classes {
            // A class comes after the one it came from.
            let mut paid = class.paid.as_ref().map_or(BTreeMap::new(), |(from, ..)| {
                ledger.classes[*from as usize].0.clone()
            });
            if let Some((_, round, payment)) = &class.paid {
                let winner = instance.id(state.purchases[*round].project);
                paid.insert(winner, money(payment, DIGITS));
            }
            ledger.classes.push((paid, scale.to_fraction(&class.money)));
        }
    }
    Ok(ledger)
}
