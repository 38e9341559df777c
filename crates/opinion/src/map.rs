//! The picture: everybody in two dimensions, by Polis' projection. Floating point, and nothing is decided by it.
//!
//! The sums that the axes rest on are integers, so that neither the order of people nor their names touch the last bit.

use crate::conversation::Vote;
use crate::eigen::{Eigen, largest};
use crate::matrix::Matrix;

/// Two axes and everybody's place on them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Map {
    /// How many statements there are, those that are not analysed as well.
    pub statements_all: usize,
    /// The largest eigenvalues, up to six.
    pub eigenvalues: Vec<f64>,
    /// Which share of all that differs each of the two axes shows.
    pub explained: Vec<f64>,
    /// By statement, the mean vote, between -1 and 1; 0 without votes.
    pub means: Vec<f64>,
    /// By statement, its loadings on the two axes; 0 where there is no such axis.
    pub loadings: Vec<[f64; 2]>,
    /// By statement, how far from the middle who agrees with it stands.
    pub extremities: Vec<f64>,
    /// By person, as in [`Matrix::people`], the place on the two axes.
    pub places: Vec<[f64; 2]>,
}

/// The eigenvalues that are kept.
const KEPT: usize = 6;

/// Below this share of the first eigenvalue there is nothing but rounding.
const NOTHING: f64 = 1e-12;

/// Axes that differ by less than this share of the first are no axes of their own.
const APART: f64 = 1e-6;

impl Map {
    /// Projects everybody who voted, by the two directions in which votes differ most.
    pub fn of(matrix: &Matrix) -> Self {
        let means = means(matrix);
        let mut covariance = covariance(matrix, &means);
        let statements = means.len();
        let trace: f64 = (0..statements)
            .map(|at| covariance[at * statements + at])
            .sum();
        let Eigen { values, vectors } = largest(&mut covariance, statements, KEPT, 2);
        let least = values.first().map_or(0.0, |first| first * NOTHING);
        let mut loadings = vec![[0.0; 2]; statements];
        for (axis, vector) in vectors.iter().enumerate() {
            if values[axis] > least && values[axis] > f64::MIN_POSITIVE {
                let sign = sign(vector);
                for (loading, value) in loadings.iter_mut().zip(vector) {
                    loading[axis] = sign * value;
                }
            }
        }
        let share = |value: &f64| match trace > 0.0 {
            true => value / trace,
            false => 0.0,
        };
        let explained = values.iter().take(2).map(share).collect();
        let mut map = Self {
            statements_all: matrix.statements_all(),
            eigenvalues: values,
            explained,
            means,
            loadings,
            extremities: Vec::new(),
            places: Vec::new(),
        };
        map.extremities = map.extremities();
        map.places = map.places(matrix);
        map
    }

    /// Whether a second axis means anything: its eigenvalue stands apart from the third.
    pub fn second_axis(&self) -> bool {
        let value = |at: usize| self.eigenvalues.get(at).copied().unwrap_or(0.0);
        value(1) - value(2) >= APART * value(0) && value(1) > 0.0
    }

    fn extremities(&self) -> Vec<f64> {
        let scale = (self.statements_all as f64).sqrt();
        let each = self.means.iter().zip(&self.loadings);
        let each = each.map(|(mean, [first, second])| {
            scale * (1.0 - mean).abs() * (first * first + second * second).sqrt()
        });
        each.collect()
    }

    /// A statement that is not analysed counts as a vote of everybody, as it does with Polis.
    fn places(&self, matrix: &Matrix) -> Vec<[f64; 2]> {
        let all = self.statements_all as f64;
        let left_out = self.statements_all - self.means.len();
        let each = (0..matrix.people().len()).map(|person| {
            let votes = matrix.votes(person);
            let scale = (all / (votes.len() + left_out).max(1) as f64).sqrt();
            let mut place = [0.0; 2];
            for (statement, vote) in votes {
                let statement = *statement as usize;
                let from_mean = f64::from(vote.number()) - self.means[statement];
                for (place, loading) in place.iter_mut().zip(self.loadings[statement]) {
                    *place += from_mean * loading;
                }
            }
            place.map(|place| scale * place)
        });
        each.collect()
    }
}

/// The sign that makes the largest loading positive; of those that are equal but for rounding the first decides.
fn sign(vector: &[f64]) -> f64 {
    let most = vector
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    let first = vector
        .iter()
        .find(|value| value.abs() >= most * (1.0 - 1e-9));
    match first {
        Some(value) if *value < 0.0 => -1.0,
        Some(_) | None => 1.0,
    }
}

fn means(matrix: &Matrix) -> Vec<f64> {
    let tallies = matrix.tallies().into_iter();
    let means = tallies.map(|tally| match tally.votes() {
        0 => 0.0,
        votes => (f64::from(tally.agree) - f64::from(tally.disagree)) / f64::from(votes),
    });
    means.collect()
}

/// Bits of one of the four sums that are kept in one number, and the people after whom they are taken out of it.
const FIELD: u32 = 16;
const FLUSHED: usize = (1 << (FIELD - 1)) - 1;

/// The sums over people who voted on both of two statements, each kept at least 0 by adding one a person: how many they are, the
/// first's votes, the second's, and their products.
fn packed(first: Vote, second: Vote) -> u64 {
    let (first, second) = (i64::from(first.number()), i64::from(second.number()));
    let field = |value: i64, place: u32| ((value + 1) as u64) << (place * FIELD);
    1 | field(first, 1) | field(second, 2) | field(first * second, 3)
}

/// The lower triangle of the matrix of co-moments around the means, row by row, of votes that were cast.
fn covariance(matrix: &Matrix, means: &[f64]) -> Vec<f64> {
    let statements = means.len();
    let mut fields = vec![0_u64; statements * statements];
    let mut sums = vec![[0_i64; 4]; 0];
    let people = matrix.people().len();
    for person in 0..people {
        let votes = matrix.votes(person);
        for (at, (first, vote)) in votes.iter().enumerate() {
            let row = &mut fields[*first as usize * statements..][..statements];
            let codes = [Vote::Disagree, Vote::Pass, Vote::Agree].map(|other| packed(*vote, other));
            for (second, other) in &votes[..=at] {
                row[*second as usize] += codes[*other as usize];
            }
        }
        if (person + 1) % FLUSHED == 0 {
            sums.resize(fields.len(), [0; 4]);
            flush(&mut fields, &mut sums);
        }
    }
    if people >= FLUSHED {
        flush(&mut fields, &mut sums);
    }
    let mut covariance = vec![0.0; fields.len()];
    for first in 0..statements {
        for second in 0..=first {
            let at = first * statements + second;
            let all = sums
                .get(at)
                .map_or_else(|| unpacked(fields[at]), |sums| *sums);
            let [both, firsts, seconds, products] = all.map(|sum| sum as f64);
            let (mean, other) = (means[first], means[second]);
            covariance[at] = products - other * firsts - mean * seconds + mean * other * both;
        }
    }
    covariance
}

fn unpacked(field: u64) -> [i64; 4] {
    let mask = (1 << FIELD) - 1;
    let part = |place: u32| ((field >> (place * FIELD)) & mask) as i64;
    let both = part(0);
    [both, part(1) - both, part(2) - both, part(3) - both]
}

fn flush(fields: &mut [u64], sums: &mut [[i64; 4]]) {
    for (field, sums) in fields.iter_mut().zip(sums) {
        for (sum, part) in sums.iter_mut().zip(unpacked(*field)) {
            *sum += part;
        }
        *field = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_sums_in_one_number() {
        let all = [Vote::Disagree, Vote::Pass, Vote::Agree];
        let mut field = 0;
        let mut expected = [0; 4];
        for first in all {
            for second in all {
                for _ in 0..FLUSHED / 9 {
                    field += packed(first, second);
                    let (first, second) = (i64::from(first.number()), i64::from(second.number()));
                    let parts = [1, first, second, first * second];
                    for (sum, part) in expected.iter_mut().zip(parts) {
                        *sum += part;
                    }
                }
            }
        }
        assert_eq!(unpacked(field), expected);
        let most = packed(Vote::Agree, Vote::Agree) * FLUSHED as u64;
        assert_eq!(unpacked(most), [FLUSHED as i64; 4]);
    }
}
