//! Linear combinations of χ², which Pearson's statistic of a sample follows (Rao and Scott 1981), by the saddlepoint approximation of
//! Kuonen (1999).

use libm::{log, sqrt};

use crate::distributions::{f_above, normal_above};
use crate::matrix::Symmetric;

/// Closer to its mean than this the approximation loses its digits, and Satterthwaite's takes its place.
const NEAR: f64 = 1e-4;

/// The share of (Σλ_i χ²_1) / (χ²_df / df) above x, for λ above zero, as R's `pFsum` has it: of the χ² below, as many as are whole in `df`.
pub(crate) fn combination_above(x: f64, lambdas: &[f64], df: f64) -> f64 {
    let count = lambdas.len() as f64;
    let mean = lambdas.iter().sum::<f64>() / count;
    let square = lambdas.iter().map(|lambda| lambda * lambda).sum::<f64>() / count / (mean * mean);
    let (df1, scale) = (count / square, mean * square);
    let found = Saddle::new(x, lambdas, df).and_then(|saddle| saddle.above());
    found.unwrap_or_else(|| f_above(x / df1 / scale, df1, df))
}

/// The cumulants of Σλ_i χ²_1 − (x/df)·χ²_df, which is above 0 where the ratio is above x.
struct Saddle {
    /// Each coefficient, over the greatest, and how often it stands.
    terms: Vec<(f64, f64)>,
}

impl Saddle {
    fn new(x: f64, lambdas: &[f64], df: f64) -> Option<Self> {
        let greatest = lambdas.iter().copied().fold(0.0, f64::max);
        let usual = x > 0.0 && df >= 1.0 && df.is_finite() && greatest > 0.0;
        let own = lambdas.iter().map(|lambda| (lambda / greatest, 1.0));
        let below = (-x / df / greatest, libm::floor(df));
        usual.then(|| Self {
            terms: own.chain([below]).collect(),
        })
    }

    fn sum(&self, of: impl Fn(f64) -> f64) -> f64 {
        let terms = self.terms.iter();
        terms.map(|(lambda, times)| times * of(*lambda)).sum()
    }

    fn slope(&self, zeta: f64) -> f64 {
        self.sum(|lambda| lambda / (1.0 - 2.0 * zeta * lambda))
    }

    fn above(&self) -> Option<f64> {
        let ends = |below: bool| {
            let side = self
                .terms
                .iter()
                .filter(move |(lambda, _)| (*lambda < 0.0) == below);
            side.map(|(lambda, _)| 0.5 / lambda)
        };
        let mut low = 0.99999 * ends(true).fold(f64::NEG_INFINITY, f64::max);
        let mut high = 0.99999 * ends(false).fold(f64::INFINITY, f64::min);
        if !(low.is_finite() && high.is_finite() && self.slope(low) < 0.0 && self.slope(high) > 0.0)
        {
            return None;
        }
        // The slope rises; halving ends where no double is left between.
        let zeta = loop {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break middle;
            }
            match self.slope(middle) < 0.0 {
                true => low = middle,
                false => high = middle,
            }
        };
        if zeta.abs() < NEAR {
            return None;
        }
        let cumulant = -0.5 * self.sum(|lambda| log(1.0 - 2.0 * zeta * lambda));
        let curve = self.sum(|lambda| {
            let part = lambda / (1.0 - 2.0 * zeta * lambda);
            2.0 * part * part
        });
        let w = libm::copysign(sqrt(-2.0 * cumulant), zeta);
        let v = zeta * sqrt(curve);
        let above = normal_above(w + log(v / w) / w);
        above.is_finite().then_some(above)
    }
}

/// The λ of N v = λ D v, the least first; `None` where D has none of full rank.
pub(crate) fn generalized_eigenvalues(
    numerator: &Symmetric,
    denominator: &Symmetric,
) -> Option<Vec<f64>> {
    let size = denominator.size;
    let lower = cholesky(denominator)?;
    // L⁻¹ N L⁻ᵀ has the same λ, and is symmetric.
    let solved = |matrix: &[f64]| {
        let mut out = vec![0.0; size * size];
        for column in 0..size {
            for row in 0..size {
                let before = (0..row).map(|at| lower[row * size + at] * out[at * size + column]);
                let rest = matrix[row * size + column] - before.sum::<f64>();
                out[row * size + column] = rest / lower[row * size + row];
            }
        }
        out
    };
    let half = solved(&numerator.entries);
    let turned: Vec<f64> = (0..size * size)
        .map(|at| half[at % size * size + at / size])
        .collect();
    Some(eigenvalues(solved(&turned), size))
}

fn cholesky(matrix: &Symmetric) -> Option<Vec<f64>> {
    let size = matrix.size;
    let mut lower = vec![0.0; size * size];
    for row in 0..size {
        for column in 0..=row {
            let before = (0..column).map(|at| lower[row * size + at] * lower[column * size + at]);
            let rest = matrix.entries[row * size + column] - before.sum::<f64>();
            let whole = matrix.entries[row * size + row];
            lower[row * size + column] = match row == column {
                true if rest > 1e-12 * whole => sqrt(rest),
                true => return None,
                false => rest / lower[column * size + column],
            };
        }
    }
    Some(lower)
}

/// Eigenvalues of a symmetric matrix by turns of two rows and columns (Jacobi 1846).
fn eigenvalues(mut a: Vec<f64>, size: usize) -> Vec<f64> {
    for _ in 0..100 {
        let off = |a: &[f64]| {
            let entries = (0..size * size).filter(|at| at / size != at % size);
            entries.map(|at| a[at] * a[at]).sum::<f64>()
        };
        let whole: f64 = a.iter().map(|entry| entry * entry).sum();
        if off(&a) <= 1e-30 * whole {
            break;
        }
        for p in 0..size {
            for q in p + 1..size {
                turn(&mut a, size, p, q);
            }
        }
    }
    let mut values: Vec<f64> = (0..size).map(|at| a[at * size + at]).collect();
    values.sort_by(f64::total_cmp);
    values
}

fn turn(a: &mut [f64], size: usize, p: usize, q: usize) {
    let between = a[p * size + q];
    if between == 0.0 {
        return;
    }
    let theta = (a[q * size + q] - a[p * size + p]) / (2.0 * between);
    let t = libm::copysign(1.0, theta) / (theta.abs() + sqrt(theta * theta + 1.0));
    let cosine = 1.0 / sqrt(t * t + 1.0);
    let sine = t * cosine;
    for at in 0..size {
        let (x, y) = (a[at * size + p], a[at * size + q]);
        a[at * size + p] = cosine * x - sine * y;
        a[at * size + q] = sine * x + cosine * y;
    }
    for at in 0..size {
        let (x, y) = (a[p * size + at], a[q * size + at]);
        a[p * size + at] = cosine * x - sine * y;
        a[q * size + at] = sine * x + cosine * y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, within: f64) {
        let gap = (found - expected).abs();
        assert!(gap <= within * expected.abs(), "{found} {expected}");
    }

    #[test]
    fn eigenvalues_of_two_forms() {
        let of = |entries: &[f64]| Symmetric {
            size: 2,
            entries: entries.to_vec(),
        };
        let found = generalized_eigenvalues(&of(&[2.0, 1.0, 1.0, 2.0]), &of(&[1.0, 0.0, 0.0, 1.0]));
        let found = found.expect("the matrix has a rank of two");
        close(found[0], 1.0, 1e-14);
        close(found[1], 3.0, 1e-14);
        // det(N − λD) = (3 − 2λ)(1 − λ) − (1 − λ)²/4 has its zeros at 1 and 11/7.
        let found = generalized_eigenvalues(&of(&[3.0, 0.5, 0.5, 1.0]), &of(&[2.0, 0.5, 0.5, 1.0]));
        let found = found.expect("the matrix has a rank of two");
        close(found[0], 1.0, 1e-14);
        close(found[1], 11.0 / 7.0, 1e-14);
        let flat = generalized_eigenvalues(&of(&[1.0, 0.0, 0.0, 1.0]), &of(&[1.0, 1.0, 1.0, 1.0]));
        assert_eq!(flat, None);
    }

    /// R 4.2.2, survey 4.1-1: `pFsum(x, rep(1, k), lambdas, ddf = df, lower.tail = FALSE, method = "saddlepoint")`, whose root has 8 digits.
    #[test]
    fn shares_above_are_those_of_r() {
        for (x, lambdas, df, share) in [
            (5.5, &[0.7, 1.9][..], 39.4, 0.136641749845177),
            (20.0, &[0.5, 1.0, 2.0], 120.0, 0.0036608210344897),
            (0.4, &[0.5, 1.0, 2.0], 12.9, 0.944476795015551),
            (57.0, &[1.2], 197.0, 8.06425921487521e-11),
        ] {
            close(combination_above(x, lambdas, df), share, 1e-6);
        }
    }
}
