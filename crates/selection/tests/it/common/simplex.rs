//! Is there a point? Phase one of the simplex method with fractions and Bland's rule.

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{One, Signed, Zero};

type Rational = Ratio<BigInt>;
/// Coefficients and right-hand side.
pub type Row = (Vec<i128>, i128);

/// True when some non-negative point satisfies every row.
pub fn feasible(at_most: &[Row], equal: &[Row]) -> bool {
    let variables = at_most
        .iter()
        .chain(equal)
        .map(|row| row.0.len())
        .max()
        .unwrap_or(0);
    let rows = at_most.len() + equal.len();
    let columns = variables + at_most.len() + rows;
    let whole = |value: i128| Rational::from_integer(BigInt::from(value));
    let mut table: Vec<Vec<Rational>> = Vec::new();
    for (index, (coefficients, right)) in at_most.iter().chain(equal).enumerate() {
        let mut line = vec![Rational::zero(); columns + 1];
        for (column, value) in coefficients.iter().enumerate() {
            line[column] = whole(*value);
        }
        if index < at_most.len() {
            line[variables + index] = Rational::one();
        }
        line[columns] = whole(*right);
        if line[columns].is_negative() {
            for value in &mut line {
                *value = -value.clone();
            }
        }
        line[variables + at_most.len() + index] = Rational::one();
        table.push(line);
    }
    let artificial = variables + at_most.len();
    let mut basis: Vec<usize> = (0..rows).map(|row| artificial + row).collect();
    // What is minimised is the sum of the artificial variables.
    let mut costs: Vec<Rational> = (0..=columns)
        .map(|column| {
            let sum: Rational = table.iter().map(|line| &line[column]).sum();
            if (artificial..columns).contains(&column) {
                Rational::zero()
            } else {
                -sum
            }
        })
        .collect();
    while let Some(entering) = (0..artificial).find(|column| costs[*column].is_negative()) {
        let leaving = (0..rows)
            .filter(|row| table[*row][entering].is_positive())
            .min_by_key(|row| (&table[*row][columns] / &table[*row][entering], basis[*row]))
            .expect("the sum is bounded below");
        let pivot = table[leaving][entering].clone();
        for value in &mut table[leaving] {
            *value = &*value / &pivot;
        }
        let line = table[leaving].clone();
        let others = (0..rows).filter(|row| *row != leaving);
        let eliminate = |target: &mut Vec<Rational>| {
            let factor = target[entering].clone();
            if !factor.is_zero() {
                for (value, by) in target.iter_mut().zip(&line) {
                    *value -= by * &factor;
                }
            }
        };
        for row in others {
            eliminate(&mut table[row]);
        }
        eliminate(&mut costs);
        basis[leaving] = entering;
    }
    costs[columns].is_zero()
}
