//! Raking: each margin in turn is made to agree, until all do (Deming and Stephan 1940).

use super::{AGREES, Auxiliary, REFUSED, Weighted};
use crate::SurveyError;
use crate::sums::Compensated;

/// After so many sweeps what is still apart stays apart.
const SWEEPS: u32 = 10_000;

/// Rakes base weights to margins, on the cells that are there.
///
/// # Errors
/// [`SurveyError::NotAttainable`] where empty combinations forbid it, with the worst margin.
pub fn rake(auxiliary: &Auxiliary, base: &[f64]) -> Result<Weighted, SurveyError> {
    let cells = auxiliary.cell_sums(|row| base[row]);
    let mut ratios = vec![1.0; cells.len()];
    let mut amounts = cells.clone();
    let mut sweeps = 0;
    let mut misfit = f64::INFINITY;
    while sweeps < SWEEPS && misfit > AGREES {
        sweep(auxiliary, &mut ratios, &cells, &mut amounts);
        sweeps += 1;
        misfit = auxiliary.misfit_of_cells(&amounts).0;
        if misfit.is_nan() {
            break;
        }
    }
    if misfit.is_nan() || misfit > REFUSED {
        return Err(auxiliary.not_attainable(&amounts));
    }
    Ok(Weighted::new(auxiliary, base, &ratios, sweeps))
}

/// One pass over all margins.
fn sweep(auxiliary: &Auxiliary, ratios: &mut [f64], cells: &[f64], amounts: &mut [f64]) {
    for (number, range) in auxiliary.margins.iter().enumerate() {
        let level = |cell: usize| auxiliary.column_of(cell, number) - range.start;
        let mut sums = vec![Compensated::default(); range.len()];
        for (cell, amount) in amounts.iter().enumerate() {
            sums[level(cell)].add(*amount);
        }
        let targets = &auxiliary.targets[range.clone()];
        let factors: Vec<f64> = sums
            .iter()
            .zip(targets)
            .map(|(sum, target)| target / sum.value())
            .collect();
        for cell in 0..cells.len() {
            ratios[cell] *= factors[level(cell)];
            amounts[cell] = cells[cell] * ratios[cell];
        }
    }
}

/// How far above the cap a weight may stay, in mean weights: what `anesrake` allows, so that margins and cap can both be kept.
const OVER_CAP: f64 = 1e-4;

/// Raking as `anesrake` 0.80 does it: weights of mean 1, and after every sweep what is above `cap` (in mean weights) is set to it and the mean made
/// 1 again, while a weight is more than 0.0001 above it; until no weight changes. The weights that come of it add up to the first margin's total
/// (`anesrake` leaves their mean at 1). What base weights are multiplied by is no longer one number a cell then: this works on rows. A cap may keep
/// the misfit from becoming small.
///
/// # Errors
/// [`SurveyError::Cap`] for a cap that is not above 1.
pub fn rake_capped(auxiliary: &Auxiliary, base: &[f64], cap: f64) -> Result<Weighted, SurveyError> {
    if cap.is_nan() || cap <= 1.0 {
        return Err(SurveyError::Cap { cap, mean: 1.0 });
    }
    let rows = base.len() as f64;
    let mean_one = |weights: &mut [f64]| {
        let mean = crate::sums::sum(weights) / rows;
        weights.iter_mut().for_each(|weight| *weight /= mean);
    };
    let mut weights = base.to_vec();
    mean_one(&mut weights);
    let (mut sweeps, mut change) = (0, f64::INFINITY);
    // Shares of each margin, so that they fit a sum of weights that is the number of rows.
    let total =
        |number: usize| crate::sums::sum(&auxiliary.targets[auxiliary.margins[number].clone()]);
    while sweeps < SWEEPS && change > 1e-13 * rows {
        let before = weights.clone();
        for (number, range) in auxiliary.margins.iter().enumerate() {
            let level = |cell: usize| auxiliary.column_of(cell, number) - range.start;
            let cell = |row: usize| auxiliary.cell_of[row] as usize;
            let sums = crate::sums::grouped(
                weights.len(),
                range.len(),
                |row| level(cell(row)),
                |row| weights[row],
            );
            let scale = rows / total(number);
            let targets = auxiliary.targets[range.clone()].iter().zip(&sums);
            let factors: Vec<f64> = targets.map(|(target, sum)| target * scale / sum).collect();
            for (row, weight) in weights.iter_mut().enumerate() {
                *weight *= factors[level(auxiliary.cell_of[row] as usize)];
            }
        }
        while weights.iter().any(|weight| *weight > cap + OVER_CAP) {
            weights
                .iter_mut()
                .for_each(|weight| *weight = weight.min(cap));
            mean_one(&mut weights);
        }
        change = crate::sums::sum_of(weights.len(), |row| (weights[row] - before[row]).abs());
        sweeps += 1;
    }
    let scale = auxiliary.margins.first().map_or(1.0, |_| total(0) / rows);
    weights.iter_mut().for_each(|weight| *weight *= scale);
    Ok(Weighted::of_rows(auxiliary, base, weights, sweeps))
}
