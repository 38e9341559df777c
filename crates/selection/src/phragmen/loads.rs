//! What each voter carries.

use std::cmp::Ordering;

use crate::equal_shares::{EPSILON, Interval, Run, add_purse};
use crate::exact::{DenseForm, Form, Fraction, Register};
use crate::instance::Instance;
use crate::twins::Twins;
use num_bigint::BigInt;

const UNTOUCHED: u32 = u32::MAX;

/// The load of the voters of one distinct ballot, within `error` of `value`; below zero what equal
/// shares left to them.
struct Load {
    value: f64,
    error: f64,
    weight: f64,
}

/// Loads, and what is needed to know them exactly.
pub(super) struct Loads<'i, 'a> {
    pub(super) instance: &'i Instance<'a>,
    pub(super) base: Option<&'i Run>,
    loads: Vec<Load>,
    /// Number among the purchases of the group's last one.
    last: Vec<u32>,
    /// Projects bought, each with the round that last brought each of its supporters to a load.
    bought: Vec<(usize, Form)>,
    /// The prices of `base`, then the exact loads of the first of those projects.
    register: Register,
    pub(super) twins: Twins,
    /// By class of projects with the same supporters what these carry, with the number of purchases before.
    carried: Vec<Option<(usize, Carried)>>,
}

/// What the supporters of a project carry together: weight × load, without signs, and the error.
#[derive(Clone, Copy, Default)]
struct Carried {
    sum: f64,
    size: f64,
    error: f64,
}

impl<'i, 'a> Loads<'i, 'a> {
    /// First loads: none, or the negative of what `base` left.
    pub(super) fn new(instance: &'i Instance<'a>, base: Option<&'i Run>) -> Self {
        let distinct = instance.election.ballots.distinct();
        let loads = (0..distinct)
            .map(|group| {
                let left = base.map(|run| run.purses.range(group));
                let left = left.unwrap_or(Interval {
                    low: 0.0,
                    high: 0.0,
                });
                Load {
                    value: -left.middle(),
                    error: (left.high - left.low) / 2.0 + left.high * 2.0 * EPSILON,
                    weight: instance.election.ballots.weight(group) as f64,
                }
            })
            .collect();
        let twins = Twins::new(instance);
        let register = base.map_or_else(
            || Register::new(&Fraction::new(0, 1)),
            |run| run.register.clone(),
        );
        Self {
            instance,
            base,
            loads,
            last: vec![UNTOUCHED; distinct],
            bought: Vec::new(),
            register,
            carried: vec![None; twins.len()],
            twins,
        }
    }

    /// `s_c`, exactly.
    pub(super) fn value(&mut self, project: usize) -> Fraction {
        let value = self.exact(project);
        let votes = self.register.denominator() * self.instance.votes[project];
        Fraction::new(value, votes)
    }
}

impl Loads<'_, '_> {
    /// `s_c` as an interval.
    pub(super) fn look(&mut self, project: usize) -> Interval {
        let groups = self.instance.supporters(project).0;
        let Carried { sum, size, error } = self.carried_for(project);
        let cost = self.instance.costs[project] as f64;
        let votes = self.instance.votes[project] as f64;
        let slack = error * 1.001 + (groups.len() + 16) as f64 * EPSILON * (size + cost);
        let (middle, slack) = ((cost + sum) / votes, slack / votes);
        let slack = slack + middle.abs() * 4.0 * EPSILON;
        Interval {
            low: middle - slack,
            high: middle + slack,
        }
    }

    fn carried_for(&mut self, project: usize) -> Carried {
        let class = self.twins.class(project);
        if let Some(class) = class
            && let Some((purchases, carried)) = self.carried[class]
            && purchases == self.bought.len()
        {
            return carried;
        }
        let mut all = Carried::default();
        for group in self.instance.supporters(project).0 {
            let load = &self.loads[*group as usize];
            let term = load.weight * load.value;
            all.sum += term;
            all.size += term.abs();
            all.error += load.weight * load.error;
        }
        if let Some(class) = class {
            self.carried[class] = Some((self.bought.len(), all));
        }
        all
    }

    /// `s_c` times the votes of *c*, as a form.
    fn form(&self, project: usize) -> DenseForm {
        let instance = self.instance;
        let mut form = DenseForm::new(instance.costs[project] as i128);
        let base_prices = self.base_prices() as u32;
        for &group in instance.supporters(project).0 {
            let weight = i128::from(instance.election.ballots.weight(group as usize));
            let last = self.last[group as usize];
            if last != UNTOUCHED {
                form.add_price(base_prices + last, weight);
            } else if let Some(run) = self.base
                && !run.purses.is_empty(group as usize)
            {
                let (round_of, group) = (&run.round_of, group as usize);
                add_purse(instance, round_of, group, u32::MAX, -weight, &mut form);
            }
        }
        form
    }

    /// Works out the exact loads of all purchases so far.
    fn settle(&mut self) {
        let settled = self.register.len() - self.base_prices();
        for (project, form) in &self.bought[settled..] {
            let votes = u128::from(self.instance.votes[*project]);
            self.register.push(form, votes);
        }
    }

    /// Number of prices that the run of equal shares left.
    fn base_prices(&self) -> usize {
        self.base.map_or(0, |run| run.register.len())
    }

    /// `s_c` times the votes of *c*, over the register's denominator.
    pub(super) fn exact(&mut self, project: usize) -> BigInt {
        self.settle();
        self.register.dense_value(&self.form(project))
    }

    /// `s_a` against `s_b`, exactly.
    pub(super) fn compare(&self, a: &(usize, BigInt), b: &(usize, BigInt)) -> Ordering {
        let votes = &self.instance.votes;
        (&a.1 * votes[b.0]).cmp(&(&b.1 * votes[a.0]))
    }

    /// Buys `project`, which brings its supporters to `load`; gives the exact load where it is wanted.
    pub(super) fn buy(
        &mut self,
        project: usize,
        mut load: Interval,
        wanted: bool,
    ) -> Option<Fraction> {
        let round = self.bought.len() as u32;
        self.bought.push((project, Form::from(self.form(project))));
        let exact = wanted.then(|| {
            self.settle();
            self.register.price_fraction(self.register.len() - 1)
        });
        if let Some(exact) = &exact {
            load = Interval::around(exact.to_f64());
        }
        let value = load.middle();
        let error = (load.high - load.low) * 0.501 + value.abs() * EPSILON;
        for &group in self.instance.supporters(project).0 {
            let own = &mut self.loads[group as usize];
            (own.value, own.error) = (value, error);
            self.last[group as usize] = round;
        }
        exact
    }
}
