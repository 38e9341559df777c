//! Whether the groups survive halving the participants, and other numbers of votes from which people are placed.

use crate::groups::Groups;
use crate::hash;
use crate::matrix::Matrix;

/// Half samples that are searched again.
pub const HALVES: usize = 20;

/// Below so many billionths of agreement the groups do not survive halving the participants.
pub const SURVIVES: i64 = 600_000_000;

/// One half of the participants, searched again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Half {
    /// How many groups were found in it.
    pub groups: usize,
    /// Adjusted Rand index with the published groups, in billionths: of the partition into as many groups, or of its own where
    /// there is none.
    pub agreement: i64,
}

/// All halves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stability {
    /// By number of the half.
    pub halves: Vec<Half>,
}

impl Stability {
    /// Searches every half, on so many threads, which change nothing of the result. None where nobody is placed.
    pub fn of(matrix: &Matrix, groups: &Groups, threads: usize) -> Self {
        if groups.chosen().is_none() {
            return Self { halves: Vec::new() };
        }
        let hashes = hashes(matrix);
        let half = |number: usize| half(matrix, groups, &hashes, number);
        let all: Vec<usize> = (0..HALVES).collect();
        let threads = threads.clamp(1, HALVES);
        if threads == 1 {
            let halves = all.into_iter().map(half).collect();
            return Self { halves };
        }
        let parts = all.chunks(HALVES.div_ceil(threads));
        let searched = std::thread::scope(|scope| {
            let started: Vec<_> = parts
                .map(|part| {
                    let search = || {
                        part.iter()
                            .map(|number| half(*number))
                            .collect::<Vec<Half>>()
                    };
                    // Where the system gives no thread it is searched here.
                    let thread = std::thread::Builder::new().spawn_scoped(scope, search);
                    (part, thread.ok())
                })
                .collect();
            let ended = started.into_iter().map(|(part, thread)| match thread {
                Some(thread) => match thread.join() {
                    Ok(halves) => halves,
                    Err(panic) => std::panic::resume_unwind(panic),
                },
                None => part.iter().map(|number| half(*number)).collect(),
            });
            ended.collect::<Vec<_>>()
        });
        Self {
            halves: searched.concat(),
        }
    }

    /// Twice the median agreement, in billionths; 0 without halves.
    pub fn median_twice(&self) -> i64 {
        let mut sorted: Vec<i64> = self.halves.iter().map(|half| half.agreement).collect();
        sorted.sort_unstable();
        match sorted.get(sorted.len() / 2) {
            Some(upper) => sorted[(sorted.len() - 1) / 2] + upper,
            None => 0,
        }
    }

    /// Whether the groups survive halving the participants; `true` without halves.
    pub fn survives(&self) -> bool {
        self.halves.is_empty() || self.median_twice() >= 2 * SURVIVES
    }

    /// In how many halves as many groups were found.
    pub fn as_many(&self, groups: usize) -> usize {
        let same = self.halves.iter().filter(|half| half.groups == groups);
        same.count()
    }
}

/// Hash, pseudonym and unit of each who is placed.
fn hashes(matrix: &Matrix) -> Vec<([u8; 32], &str, u32)> {
    let people = matrix.placed().iter().zip(matrix.unit_of());
    let hashed = people.map(|(person, unit)| {
        let name = matrix.people()[*person as usize].as_str();
        (hash::of_person(matrix.name(), name), name, *unit)
    });
    hashed.collect()
}

fn half(matrix: &Matrix, groups: &Groups, hashes: &[([u8; 32], &str, u32)], number: usize) -> Half {
    let people = hashes.iter().filter(|(hash, ..)| hash[number] & 1 == 1);
    let people: Vec<([u8; 32], &str, u32)> = people.copied().collect();
    let (found, weights, kept) = Groups::of_some(matrix.units(), &people);
    let level = found.level(groups.count).or_else(|| found.chosen());
    let published = groups.chosen();
    let agreement = match (level, published) {
        (Some(level), Some(published)) => {
            let pairs = kept.iter().zip(&level.labels).map(|(unit, label)| {
                let unit = *unit as usize;
                (published.labels[unit], *label, u64::from(weights[unit]))
            });
            adjusted_rand(pairs)
        }
        _ => WHOLE,
    };
    Half {
        groups: found.count,
        agreement,
    }
}

/// Full agreement in billionths.
pub const WHOLE: i64 = 1_000_000_000;

/// The adjusted Rand index (Hubert, Arabie 1985) of two labellings with weights, in billionths, rounded to the nearest; full
/// agreement where it is undefined, as with one group in both.
pub fn adjusted_rand(labels: impl IntoIterator<Item = (u8, u8, u64)>) -> i64 {
    let mut table = std::collections::BTreeMap::new();
    let (mut ones, mut others) = ([0_u64; 256], [0_u64; 256]);
    let mut all = 0;
    for (one, other, weight) in labels {
        *table.entry((one, other)).or_insert(0_u64) += weight;
        ones[usize::from(one)] += weight;
        others[usize::from(other)] += weight;
        all += weight;
    }
    let pairs = |count: &u64| i128::from(*count) * (i128::from(*count) - 1) / 2;
    let both: i128 = table.values().map(pairs).sum();
    let one: i128 = ones.iter().map(pairs).sum();
    let other: i128 = others.iter().map(pairs).sum();
    let whole = pairs(&all);
    // (both - expected) / (mean - expected) with expected = one * other / whole, times 2 * whole. At most 2^25 people are known,
    // whose pairs are below 2^49: no product reaches 2^101.
    let above = 2 * (both * whole - one * other);
    let below = (one + other) * whole - 2 * one * other;
    if below == 0 {
        return WHOLE;
    }
    billionths(above, below)
}

/// `above` / `below` in billionths, rounded to the nearest, digit by digit, so that no product leaves the integers.
fn billionths(above: i128, below: i128) -> i64 {
    let (mut value, mut rest) = (above.div_euclid(below), above.rem_euclid(below));
    for _ in 0..9 {
        rest *= 10;
        value = value * 10 + rest / below;
        rest %= below;
    }
    (value + i128::from(2 * rest >= below)) as i64
}

/// What another number of votes from which people are placed would find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sensitivity {
    /// The fewest agreements and disagreements with which somebody is placed.
    pub min_votes: u32,
    /// How many people are placed then.
    pub placed: usize,
    /// How many groups there are then.
    pub groups: usize,
    /// Adjusted Rand index with the published groups over those who are placed in both, in billionths.
    pub agreement: i64,
}

/// Groups with people placed from three, seven and fifteen votes on.
pub fn sensitivity(matrix: &Matrix, groups: &Groups) -> Vec<Sensitivity> {
    let labels = |matrix: &Matrix, groups: &Groups| {
        let mut labels = vec![None; matrix.people().len()];
        if let Some(chosen) = groups.chosen() {
            for (person, unit) in matrix.placed().iter().zip(matrix.unit_of()) {
                labels[*person as usize] = Some(chosen.labels[*unit as usize]);
            }
        }
        labels
    };
    let published = labels(matrix, groups);
    let asked = [3, 7, 15].map(|min_votes| {
        let other = matrix.with_min_votes(min_votes);
        let found = Groups::of(&other);
        let pairs = published.iter().zip(labels(&other, &found));
        let pairs = pairs.filter_map(|(one, other)| Some(((*one)?, other?, 1)));
        Sensitivity {
            min_votes,
            placed: other.placed().len(),
            groups: found.count,
            agreement: adjusted_rand(pairs),
        }
    });
    asked.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_one_for_the_same_and_nought_for_one_group() {
        let two = |label: u8| if label < 5 { 0 } else { 1 };
        let same = (0..10).map(|label| (two(label), 1 - two(label), 1));
        assert_eq!(adjusted_rand(same), WHOLE);
        let one = (0..10).map(|label| (two(label), 0, 1));
        assert_eq!(adjusted_rand(one), 0);
        assert_eq!(adjusted_rand([]), WHOLE);
        // By hand: both = 3 + 0 + 1 = 4, one = 6 + 1, other = 3 + 3, whole = 15; 36 / 111.
        let table = [(0, 0, 3), (0, 1, 1), (1, 1, 2)];
        assert_eq!(adjusted_rand(table), 324_324_324);
    }
}
