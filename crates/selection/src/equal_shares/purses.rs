//! What the voters have left, as doubles with a bound on their error.

use super::{EPSILON, Interval};
use crate::ballots::Ballots;
use crate::threads::both;

/// Supporters of one project: distinct ballots, ascending, with their shares unless all are one.
pub(crate) type Supporters<'s> = (&'s [u32], Option<&'s [u64]>);

/// From so many supporters on two threads share the work. Sums are cut in the middle whether or not
/// there are two cores, so that every machine does the same.
const WORTH_TWO: usize = 1 << 15;

/// Sums of so many terms are added up by themselves first, and those sums then with compensation, so
/// that rounding does not grow with the supporters.
const CHUNK: usize = 64;

/// What is left of the endowment per voter, by distinct ballot.
///
/// A purse is exactly zero once its owners paid all they had; others are above zero and within one
/// common bound of the truth, which grows with each purchase by what its price is uncertain.
#[derive(Clone, Debug)]
pub(crate) struct Purses {
    money: Vec<f64>,
    error: f64,
}

/// A supporter between poor and rich, the purse on the scale of the price.
#[derive(Clone, Copy)]
pub(super) struct Payer {
    pub(super) low: f64,
    pub(super) money: f64,
    pub(super) weight: f64,
    pub(super) share: f64,
}

/// Sums over a project's supporters at a price.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    /// Money of those who surely cannot pay the price in full.
    pub(super) poor: f64,
    /// Weight of those of them who have anything.
    pub(super) poor_weight: f64,
    /// Weight × share of those who surely can pay even the ceiling.
    pub(super) rich: f64,
}

/// Bound on the relative error of [`Sums::poor`] and what is then added one by one, in units of
/// [`EPSILON`]: a chunk's own sum, the compensated sum of chunks (Neumaier 1974), and `more` terms.
pub(super) fn terms(more: usize) -> f64 {
    (CHUNK + 16 + more) as f64
}

/// What a purchase took from its supporters.
#[derive(Default)]
pub(super) struct Taken {
    /// Who surely paid all they had, ascending.
    pub(super) poor: Vec<u32>,
    /// Weight × share, and weight, of those who surely paid in full.
    pub(super) rich: u64,
    pub(super) rich_voters: u64,
    /// Whose purse is too close to the price to tell, with their shares; their purses are as before.
    pub(super) unsure: Vec<(u32, u64)>,
}

impl Purses {
    pub(super) fn new(distinct: usize, endowment: Interval) -> Self {
        Self {
            money: vec![endowment.middle(); distinct],
            error: (endowment.high - endowment.low) / 2.0,
        }
    }

    /// Bound on the error of every purse that is not empty.
    pub(super) fn error(&self) -> f64 {
        self.error
    }

    /// True when exactly nothing is left.
    pub(crate) fn is_empty(&self, group: usize) -> bool {
        self.money[group] == 0.0
    }

    /// A range that holds what is left.
    pub(crate) fn range(&self, group: usize) -> Interval {
        let money = self.money[group];
        let error = if money == 0.0 { 0.0 } else { self.error };
        Interval {
            low: money - error,
            high: money + error,
        }
    }

    /// Sums over the supporters at the price `start`; those who can pay it but perhaps not `ceiling`
    /// are put into `between`.
    pub(super) fn sums(
        &self,
        ballots: &Ballots,
        (groups, shares): Supporters<'_>,
        (start, ceiling): (f64, f64),
        between: &mut Vec<Payer>,
    ) -> Sums {
        between.clear();
        let part = |groups: &[u32], shares: Option<&[u64]>, between: &mut Vec<Payer>| match shares {
            None => self.sums_of(ballots, groups, |_| 1.0, (start, ceiling), between),
            Some(shares) => {
                let share = |slot: usize| shares[slot] as f64;
                self.sums_of(ballots, groups, share, (start, ceiling), between)
            }
        };
        let Some([left, right]) = halves((groups, shares)) else {
            return part(groups, shares, between);
        };
        let (own, (other, more)) = both(
            || part(left.0, left.1, between),
            || {
                let mut between = Vec::new();
                (part(right.0, right.1, &mut between), between)
            },
        );
        between.extend(more);
        Sums {
            poor: own.poor + other.poor,
            poor_weight: own.poor_weight + other.poor_weight,
            rich: own.rich + other.rich,
        }
    }

    #[inline(always)]
    fn sums_of(
        &self,
        ballots: &Ballots,
        groups: &[u32],
        share_at: impl Fn(usize) -> f64,
        (start, ceiling): (f64, f64),
        between: &mut Vec<Payer>,
    ) -> Sums {
        let mut sums = Sums::default();
        let mut lost = 0.0;
        for (chunk, groups) in groups.chunks(CHUNK).enumerate() {
            let mut poor_money = 0.0;
            for (slot, group) in groups.iter().enumerate() {
                let money = self.money[*group as usize];
                let weight = ballots.weight(*group as usize) as f64;
                let share = share_at(chunk * CHUNK + slot);
                // Dividing by the share puts the purse on the scale of the price.
                let low = (money - self.error) / share * (1.0 - 4.0 * EPSILON);
                let (poor, rich) = (low < start, low >= ceiling);
                // Without branches, which could not be foreseen.
                poor_money += if poor { weight * money } else { 0.0 };
                sums.poor_weight += if poor & (money > 0.0) { weight } else { 0.0 };
                sums.rich += if rich { weight * share } else { 0.0 };
                if !poor && !rich {
                    between.push(Payer {
                        low,
                        money,
                        weight,
                        share,
                    });
                }
            }
            // What the addition rounds away, exactly (Knuth's two-sum).
            let sum = sums.poor + poor_money;
            let added = sum - sums.poor;
            lost += (sums.poor - (sum - added)) + (poor_money - added);
            sums.poor = sum;
        }
        sums.poor += lost;
        sums
    }

    /// Takes `price` per share from the supporters, or all they have.
    pub(super) fn take(
        &mut self,
        ballots: &Ballots,
        supporters: Supporters<'_>,
        price: Interval,
    ) -> Taken {
        let error = self.error;
        let Some([left, right]) = halves(supporters) else {
            return take_from(&mut self.money, 0, error, ballots, supporters, price);
        };
        let first = right.0[0] as usize;
        let (below, above) = self.money.split_at_mut(first);
        let (mut own, other) = both(
            || take_from(below, 0, error, ballots, left, price),
            || take_from(above, first, error, ballots, right, price),
        );
        own.poor.extend(other.poor);
        own.unsure.extend(other.unsure);
        own.rich += other.rich;
        own.rich_voters += other.rich_voters;
        own
    }

    /// Empties the purse of `group`, or takes `due` from it when that surely leaves something.
    pub(super) fn settle(&mut self, group: usize, due: Option<f64>) {
        self.money[group] = due.map_or(0.0, |due| above_zero(self.money[group] - due));
    }

    /// Adds `more` per share to the supporters whose purse is not empty.
    pub(super) fn correct(&mut self, supporters: Supporters<'_>, more: f64) {
        let Some([left, right]) = halves(supporters) else {
            return correct_in(&mut self.money, 0, supporters, more);
        };
        let first = right.0[0] as usize;
        let (below, above) = self.money.split_at_mut(first);
        both(
            || correct_in(below, 0, left, more),
            || correct_in(above, first, right, more),
        );
    }

    /// Raises the bound on errors after a purchase whose payments are known to `spread`, `highest`
    /// being the most anybody ever had.
    pub(super) fn widen(&mut self, spread: f64, highest: f64) {
        self.error += spread * (1.0 + 4.0 * EPSILON) + 4.0 * EPSILON * highest;
    }
}

/// Zero is kept for purses that are exactly empty.
fn above_zero(money: f64) -> f64 {
    money.max(f64::MIN_POSITIVE)
}

/// Takes `price` per share from supporters whose purses stand in `money` from `first` on.
fn take_from(
    money: &mut [f64],
    first: usize,
    error: f64,
    ballots: &Ballots,
    (groups, shares): Supporters<'_>,
    price: Interval,
) -> Taken {
    let mut taken = Taken::default();
    let middle = price.middle();
    for (slot, &group) in groups.iter().enumerate() {
        let purse = &mut money[group as usize - first];
        if *purse == 0.0 {
            continue;
        }
        let share = shares.map_or(1, |shares| shares[slot]);
        let times = share as f64;
        if *purse - error > price.high * times * (1.0 + 4.0 * EPSILON) {
            *purse = above_zero(*purse - middle * times);
            let weight = ballots.weight(group as usize);
            taken.rich += weight * share;
            taken.rich_voters += weight;
        } else if *purse + error < price.low * times * (1.0 - 4.0 * EPSILON) {
            *purse = 0.0;
            taken.poor.push(group);
        } else {
            taken.unsure.push((group, share));
        }
    }
    taken
}

/// Adds `more` per share to supporters whose purses stand in `money` from `first` on.
fn correct_in(money: &mut [f64], first: usize, (groups, shares): Supporters<'_>, more: f64) {
    for (slot, group) in groups.iter().enumerate() {
        let purse = &mut money[*group as usize - first];
        if *purse > 0.0 {
            let share = shares.map_or(1.0, |shares| shares[slot] as f64);
            *purse = above_zero(*purse + more * share);
        }
    }
}

/// Two halves of so many supporters that two threads are worth their while.
pub(super) fn halves((groups, shares): Supporters<'_>) -> Option<[Supporters<'_>; 2]> {
    let middle = groups.len() / 2;
    (groups.len() >= WORTH_TWO).then(|| {
        let shares = shares.map(|shares| shares.split_at(middle));
        let (left, right) = groups.split_at(middle);
        [(left, shares.map(|s| s.0)), (right, shares.map(|s| s.1))]
    })
}
