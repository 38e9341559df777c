//! How many more supporters a project would have needed, exactly, where the endowment is fixed.
//!
//! Had `m` voters who paid for nothing listed project *c* too, nothing else would have changed until
//! *c* is bought: their purses are whole and nobody else's money is touched. In round *t*, in which
//! ρ was paid per unit of utility, *c* would have come first if its supporters' payments at that
//! price, `Σ wᵢ·min(bᵢ, ρ·u) + m·min(b, ρ·u)`, are more than its cost; or equal to it and the tie
//! order puts it first, or nobody has as much as ρ·u, so that a lower price gives as much; after the last round, if all they have left is its cost or more. The least
//! `m` over all rounds is the number, and with one less the run is as it was.
//!
//! ρ never falls and purses never grow, so that each supporter pays ρ·u up to some round and all
//! they have from then on: one pass over the supporters' ballots gives all rounds. Doubles with a
//! bound on their error decide unless an integer lies within it.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use crate::election::VoteType;
use crate::equal_shares::{EPSILON, Run, purse_form};
use crate::instance::Instance;
use crate::progress::CountedRun;
use crate::rule::{Rule, SelectionRule, Utility};

impl SelectionRule {
    /// Whether an outcome by this rule, from ballots of that kind, says of projects how many supporters they lacked
    /// ([`ProjectExplanation::supporters_short`](crate::ProjectExplanation::supporters_short)): where it can be said of the
    /// run alone, as nothing comes after it, nothing but money keeps a project out, and a voter can list one more project
    /// than before without other changes.
    pub fn says_supporters_short(&self, vote_type: VoteType) -> bool {
        self.rule == (Rule::EqualShares {})
            && self.completion.is_empty()
            && self.comparison.is_none()
            && self.quotas.is_none()
            && matches!(self.utility, Utility::Cost {} | Utility::Cardinality {})
            && vote_type == VoteType::Approval
    }
}

/// What all projects have in common.
pub(crate) struct MoreSupporters<'r, 'a> {
    instance: &'r Instance<'a>,
    run: &'r Run,
    /// Endowment and price of each round, rounded.
    endowment: f64,
    prices: Vec<f64>,
    /// Round in which the voters of each distinct ballot paid all they had left.
    poor_in: &'r [u32],
    /// True for distinct ballots whose voters paid for nothing, and the weight of all of them.
    untouched: Vec<bool>,
    untouched_weight: u64,
}

/// What one project's supporters pay at each round's price.
struct Paying {
    /// The price of each round for a supporter of this project.
    due: Vec<f64>,
    /// Weight of those who pay it, and what all others have, both as differences between rounds.
    rich: Vec<f64>,
    poor: Vec<f64>,
    /// Additions made.
    terms: usize,
}

impl<'r, 'a> MoreSupporters<'r, 'a> {
    /// For a run with a fixed endowment and shares of one, its prices settled, that ended because
    /// nobody could pay for anything more.
    pub(crate) fn new(instance: &'r Instance<'a>, counted: &'r CountedRun) -> Self {
        let run = &counted.run;
        let ballots = &instance.election.ballots;
        let paid = |group: usize| {
            let mut listed = ballots.projects(group).iter();
            listed.any(|project| run.round_of[*project as usize] != u32::MAX)
        };
        let untouched: Vec<bool> = (0..ballots.distinct()).map(|group| !paid(group)).collect();
        let untouched_weight = (0..untouched.len())
            .filter(|group| untouched[*group])
            .map(|group| ballots.weight(group))
            .sum();
        Self {
            instance,
            run,
            endowment: run.register.endowment().to_f64(),
            prices: (0..run.purchases.len())
                .map(|round| run.register.price_fraction(round).to_f64())
                .collect(),
            poor_in: &counted.poor_in,
            untouched,
            untouched_weight,
        }
    }

    /// The least number of voters who paid for nothing and would have had to list `project` as well;
    /// `None` when there are not so many. In the end `at_end` whole endowments cover what is missing.
    pub(crate) fn needed(&self, project: usize, at_end: &BigInt) -> Option<u64> {
        let ballots = &self.instance.election.ballots;
        let own: u64 = self
            .instance
            .supporters(project)
            .0
            .iter()
            .filter(|group| self.untouched[**group as usize])
            .map(|group| ballots.weight(*group as usize))
            .sum();
        let there = self.untouched_weight - own;
        if there == 0 {
            return None;
        }
        let mut best = at_end.to_u64().unwrap_or(u64::MAX).max(1);
        let paying = self.paying(project);
        let ranges = self.ranges(project, &paying);
        best = ranges.iter().fold(best, |best, (_, high)| best.min(*high));
        for (round, (low, high)) in ranges.iter().enumerate() {
            if *low < best && low < high && *low <= there {
                best = best.min(self.exactly(project, round));
            }
        }
        (best <= there).then_some(best)
    }

    fn paying(&self, project: usize) -> Paying {
        let (instance, rounds) = (self.instance, self.prices.len());
        let factor = instance.factors[project] as f64;
        let due = self.run.purchases.iter().zip(&self.prices);
        let mut paying = Paying {
            due: due
                .map(|(bought, price)| price / instance.factors[bought.project] as f64 * factor)
                .collect(),
            rich: vec![0.0; rounds + 1],
            poor: vec![0.0; rounds + 1],
            terms: 0,
        };
        // Rounding must not undo that prices never fall.
        for round in 1..rounds {
            paying.due[round] = paying.due[round].max(paying.due[round - 1]);
        }
        let mut paid: Vec<u32> = Vec::new();
        for &group in instance.supporters(project).0 {
            let last = self.poor_in[group as usize];
            paid.clear();
            paid.extend(
                instance
                    .ballot(group as usize)
                    .map(|(listed, _)| self.run.round_of[listed as usize])
                    .filter(|round| *round != u32::MAX && *round <= last),
            );
            paid.sort_unstable();
            let weight = instance.election.ballots.weight(group as usize) as f64;
            let (mut purse, mut from) = (self.endowment, 0usize);
            for &round in &paid {
                paying.add(from, round as usize + 1, purse, weight);
                from = round as usize + 1;
                purse = (purse - self.prices[round as usize]).max(0.0);
            }
            if last == u32::MAX {
                paying.add(from, rounds, purse, weight);
            }
        }
        paying
    }

    /// For each round the least number that may do and the one that surely does.
    fn ranges(&self, project: usize, paying: &Paying) -> Vec<(u64, u64)> {
        let instance = self.instance;
        let cost = instance.costs[project] as f64;
        let most = instance.votes[project] as f64 * self.endowment;
        let slack = (paying.terms + 64) as f64 * 16.0 * EPSILON * (most + cost);
        let (mut rich, mut poor) = (0.0, 0.0);
        let rounds = paying.due.iter().enumerate().map(|(round, due)| {
            rich += paying.rich[round];
            poor += paying.poor[round];
            let whole = self.endowment.min(*due);
            let missing = cost - rich * due - poor;
            let low = (missing - slack) / whole * (1.0 - 16.0 * EPSILON);
            let high = (missing + slack) / whole * (1.0 + 16.0 * EPSILON);
            (
                low.ceil().max(1.0) as u64,
                (high.floor() + 1.0).max(1.0) as u64,
            )
        });
        rounds.collect()
    }

    /// The number for `round`, exactly.
    fn exactly(&self, project: usize, round: usize) -> u64 {
        let (instance, run) = (self.instance, self.run);
        let (register, winner) = (&run.register, run.purchases[round].project);
        let factor = instance.factors[winner];
        // All amounts over the register's denominator times the winner's factor.
        let price = register.price_fraction(round).numerator * instance.factors[project];
        let mut missing = register.denominator() * instance.costs[project] * factor;
        let endowment = register.whole_endowment() * factor;
        let mut in_full = endowment >= price;
        for &group in instance.supporters(project).0 {
            let group = group as usize;
            if self.poor_in[group] < round as u32 {
                continue;
            }
            let form = purse_form(instance, &run.round_of, group, round as u32);
            let purse = register.value(&form) * factor;
            in_full |= purse >= price;
            missing -= (&purse).min(&price) * instance.election.ballots.weight(group);
        }
        let whole = endowment.min(price);
        if !whole.is_positive() || !missing.is_positive() {
            return 1;
        }
        let (number, rest) = missing.div_mod_floor(&whole);
        let number = number.to_u64().unwrap_or(u64::MAX);
        let ties = &instance.ties;
        let first = !in_full || ties.would_precede(project, number, winner);
        if rest == BigInt::ZERO && first {
            number
        } else {
            number.saturating_add(1)
        }
    }
}

impl Paying {
    /// Adds voters with `purse` before each of the rounds from `from` to before `to`.
    fn add(&mut self, from: usize, to: usize, purse: f64, weight: f64) {
        let to = to.min(self.due.len());
        if from >= to {
            return;
        }
        let split = from + self.due[from..to].partition_point(|due| *due <= purse);
        self.rich[from] += weight;
        self.rich[split] -= weight;
        self.poor[split] += weight * purse;
        self.poor[to] -= weight * purse;
        self.terms += 4;
    }
}
