//! Whether several questions measure one thing (Cronbach 1951).

use crate::sums::{sum, sum_of};

/// α = k/(k−1)·(1 − Σs_j²/s_T²) of `items` answered by the same people, one list an item. NaN for fewer than two items or people, or where
/// all sums are the same.
pub fn cronbach_alpha(items: &[&[f64]]) -> f64 {
    let count = items.len() as f64;
    let people = items.first().map_or(0, |item| item.len());
    let totals: Vec<f64> = (0..people)
        .map(|row| items.iter().map(|item| item[row]).sum())
        .collect();
    let parts: f64 = items.iter().map(|item| variance(item)).sum();
    count / (count - 1.0) * (1.0 - parts / variance(&totals))
}

fn variance(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = sum(values) / count;
    sum_of(values.len(), |row| {
        (values[row] - mean) * (values[row] - mean)
    }) / (count - 1.0)
}
