//! Writes down who paid what in a run of bounded overspending.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;

use super::State;
use super::real::{Imprecise, Real};
use crate::exact::{DIGITS, Fraction};
use crate::ledger::Ledger;
use crate::lost::{self, Lost};
use crate::outcome::Payments;
use crate::scopes::Scope;
use crate::trace::{SelectOptions, Trace};
use crate::twins::Queues;

/// Decimals of prices, for whoever computes them again.
const PRICE_DIGITS: u32 = 30;

/// What was paid, as far as `options` ask for it.
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
    let book = Book {
        state,
        unit: BigInt::from(10u128.pow(state.instance.decimals())),
    };
    if options.trace >= Trace::Rounds {
        ledger.payments = book.payments()?;
    }
    if options.trace >= Trace::Full {
        book.losers(scope, &mut ledger);
        ledger.class_of.clone_from(&state.class_of);
        if state.instance.election.voters.is_some() {
            ledger.history = book.history();
        }
    }
    if options.trace >= Trace::Payments {
        book.by_class(&mut ledger);
    }
    Ok(ledger)
}

/// A run with the unit that its amounts are written in.
struct Book<'s, 'i, 'a> {
    state: &'s State<'i, 'a>,
    unit: BigInt,
}

impl Book<'_, '_, '_> {
    fn in_main_unit(&self, value: &Real) -> Fraction {
        let Fraction {
            numerator,
            denominator,
        } = self.state.scale.to_fraction(value);
        Fraction::new(numerator, denominator * &self.unit)
    }

    fn money(&self, value: &Real, digits: u32) -> String {
        self.in_main_unit(value).to_decimal(digits)
    }

    /// The id of the project that was bought in a round.
    fn bought_in(&self, round: usize) -> String {
        let State {
            instance,
            purchases,
            ..
        } = self.state;
        instance.id(purchases[round].project)
    }

    /// The payments of each purchase.
    fn payments(&self) -> Result<Vec<Payments>, Imprecise> {
        let State {
            instance, scale, ..
        } = self.state;
        let payments = self.state.purchases.iter().map(|purchase| {
            let votes = instance.votes[purchase.project];
            let cost = scale.whole(instance.costs[purchase.project]);
            let effective = scale.quotient(&cost, &purchase.largest)?;
            let part = match &purchase.point.part {
                Some(part) => scale.to_fraction(part).to_decimal(DIGITS),
                None => "1".to_owned(),
            };
            Ok(Payments {
                largest: self.money(&purchase.largest, DIGITS),
                effective_votes: scale.to_fraction(&effective).to_decimal(DIGITS),
                in_full: purchase.in_full,
                in_part: purchase.in_part,
                nothing: votes - purchase.in_full - purchase.in_part,
                paid_in_full: None,
                paid_in_part: None,
                price: self.money(&purchase.price, PRICE_DIGITS),
                part: Some(part),
                paid: Some(self.money(&purchase.paid, DIGITS)),
            })
        });
        payments.collect()
    }

    /// What stands behind each project that was not bought, and what its supporters paid for instead.
    fn losers(&self, scope: &Scope, ledger: &mut Ledger) {
        let (instance, scale, state) = (self.state.instance, &self.state.scale, self.state);
        let mut lost: Vec<bool> = (0..instance.len())
            .map(|p| scope.eligible[p] && instance.costs[p] > 0 && instance.votes[p] > 0)
            .collect();
        for purchase in &state.purchases {
            lost[purchase.project] = false;
        }
        let queues = Queues::new(instance, |_| None, |project| lost[project]);
        let mut by_short = Vec::new();
        for queue in 0..queues.len() {
            let mut money = None;
            for project in queues.projects(&instance.ties, queue) {
                let money: &Fraction = money.get_or_insert_with(|| {
                    let weights = self.weights(project);
                    let mut behind = scale.zero();
                    let had = state.classes.iter().zip(&weights);
                    for (class, weight) in had.filter(|(_, weight)| **weight > 0) {
                        scale.add(&mut behind, &class.money, *weight);
                    }
                    scale.to_fraction(&behind)
                });
                let Fraction {
                    numerator,
                    denominator,
                } = money;
                let cost = denominator * instance.costs[project];
                by_short.push(Lost {
                    project,
                    short: Fraction::new(cost - numerator, denominator.clone()),
                });
                let behind = Fraction::new(numerator.clone(), denominator * &self.unit);
                ledger
                    .behind
                    .insert(project, behind.to_decimal_down(DIGITS));
            }
        }
        let told = lost::told(state.purchases.len(), by_short);
        let is_told = |project: usize| told.binary_search(&project).is_ok();
        let queues = Queues::new(instance, |_| None, is_told);
        for queue in 0..queues.len() {
            let mut flows = None;
            for project in queues.projects(&instance.ties, queue) {
                let flows: &BTreeMap<String, String> =
                    flows.get_or_insert_with(|| self.paid_by(self.weights(project)));
                ledger.flows.insert(project, flows.clone());
            }
        }
    }

    /// Voters of each class that support `project`.
    fn weights(&self, project: usize) -> Vec<u128> {
        let State {
            instance,
            classes,
            class_of,
            ..
        } = self.state;
        let mut weights = vec![0u128; classes.len()];
        for &group in instance.supporters(project).0 {
            let weight = instance.election.ballots.weight(group as usize);
            weights[class_of[group as usize] as usize] += u128::from(weight);
        }
        weights
    }

    /// What so many voters of each class paid together for each purchase.
    fn paid_by(&self, mut weights: Vec<u128>) -> BTreeMap<String, String> {
        let State { scale, classes, .. } = self.state;
        let mut paid: BTreeMap<usize, Real> = BTreeMap::new();
        // A class comes after the one it came from, so that one way down collects the history.
        for index in (0..weights.len()).rev() {
            let weight = weights[index];
            if weight == 0 {
                continue;
            }
            if let Some((from, round, payment)) = &classes[index].paid {
                let sum = paid.entry(*round).or_insert_with(|| scale.zero());
                scale.add(sum, payment, weight);
                weights[*from as usize] += weight;
            }
        }
        let flows = paid
            .iter()
            .map(|(round, sum)| (self.bought_in(*round), self.money(sum, DIGITS)));
        flows.collect()
    }

    /// For each class the one it came from, and what each of its voters paid then for which project.
    fn history(&self) -> Vec<Option<(u32, usize, Fraction)>> {
        let history = self.state.classes.iter().map(|class| {
            let (from, round, payment) = class.paid.as_ref()?;
            let project = self.state.purchases[*round].project;
            Some((*from, project, self.state.scale.to_fraction(payment)))
        });
        history.collect()
    }

    /// All that each voter of a class paid, and what they have left, for every class that voters are in at the end.
    fn by_class(&self, ledger: &mut Ledger) {
        let classes = &self.state.classes;
        let ends: BTreeSet<u32> = self.state.class_of.iter().copied().collect();
        for end in ends {
            let (mut paid, mut class) = (BTreeMap::new(), &classes[end as usize]);
            let left = self.state.scale.to_fraction(&class.money);
            while let Some((from, round, payment)) = &class.paid {
                paid.insert(self.bought_in(*round), self.money(payment, DIGITS));
                class = &classes[*from as usize];
            }
            ledger.classes.insert(end, (paid, left));
        }
    }
}
