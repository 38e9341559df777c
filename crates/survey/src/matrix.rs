//! Normal equations, solved where their columns depend on each other as well.

/// The most columns that are solved for: their matrix takes 128 MiB.
pub(crate) const MOST: usize = 4096;

/// What of a scaled column is left when it counts as the sum of others.
const DEPENDENT: f64 = 1e-11;

/// A symmetric matrix, by rows.
#[derive(Clone, Debug)]
pub(crate) struct Symmetric {
    pub(crate) size: usize,
    pub(crate) entries: Vec<f64>,
}

impl Symmetric {
    pub(crate) fn new(size: usize) -> Self {
        Self {
            size,
            entries: vec![0.0; size * size],
        }
    }

    pub(crate) fn times(&self, vector: &[f64]) -> Vec<f64> {
        let rows = self.entries.chunks(self.size.max(1));
        rows.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
            .collect()
    }
}

/// A Cholesky factor with pivots (Higham 2002, 10.3) of the matrix scaled to a diagonal of ones. Columns that are sums of others are left
/// out, and have zero in every solution.
#[derive(Clone, Debug)]
pub(crate) struct Factor {
    matrix: Symmetric,
    scale: Vec<f64>,
    order: Vec<usize>,
    rank: usize,
    lower: Vec<f64>,
}

impl Factor {
    pub(crate) fn new(matrix: Symmetric) -> Self {
        let n = matrix.size;
        let scale: Vec<f64> = (0..n)
            .map(|at| matrix.entries[at * n + at])
            .map(|entry| {
                if entry > 0.0 {
                    1.0 / libm::sqrt(entry)
                } else {
                    0.0
                }
            })
            .collect();
        let mut a = matrix.entries.clone();
        for row in 0..n {
            for column in 0..n {
                a[row * n + column] *= scale[row] * scale[column];
            }
        }
        let mut order: Vec<usize> = (0..n).collect();
        let mut rank = 0;
        for step in 0..n {
            let mut pivot = step;
            for at in step + 1..n {
                // The first of the largest: ties never depend on anything else.
                if a[at * n + at] > a[pivot * n + pivot] * (1.0 + 1e-9) {
                    pivot = at;
                }
            }
            if a[pivot * n + pivot] <= DEPENDENT {
                break;
            }
            swap(&mut a, n, step, pivot);
            order.swap(step, pivot);
            rank = step + 1;
            let root = libm::sqrt(a[step * n + step]);
            a[step * n + step] = root;
            for row in step + 1..n {
                a[row * n + step] /= root;
            }
            for row in step + 1..n {
                let factor = a[row * n + step];
                if factor == 0.0 {
                    continue;
                }
                for column in step + 1..=row {
                    a[row * n + column] -= factor * a[column * n + step];
                }
            }
        }
        Self {
            matrix,
            scale,
            order,
            rank,
            lower: a,
        }
    }

    /// A solution, once improved by what it misses.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut solution = self.once(right);
        let reached = self.matrix.times(&solution);
        let missed: Vec<f64> = right.iter().zip(&reached).map(|(a, b)| a - b).collect();
        for (value, more) in solution.iter_mut().zip(self.once(&missed)) {
            *value += more;
        }
        solution
    }

    fn once(&self, right: &[f64]) -> Vec<f64> {
        let n = self.matrix.size;
        let mut x: Vec<f64> = self.order[..self.rank]
            .iter()
            .map(|&at| right[at] * self.scale[at])
            .collect();
        for row in 0..self.rank {
            for column in 0..row {
                x[row] -= self.lower[row * n + column] * x[column];
            }
            x[row] /= self.lower[row * n + row];
        }
        for row in (0..self.rank).rev() {
            for below in row + 1..self.rank {
                x[row] -= self.lower[below * n + row] * x[below];
            }
            x[row] /= self.lower[row * n + row];
        }
        let mut solution = vec![0.0; n];
        for (value, &at) in x.iter().zip(&self.order) {
            solution[at] = value * self.scale[at];
        }
        solution
    }
}

/// Changes the places of two rows and columns of which the lower half is kept.
fn swap(a: &mut [f64], n: usize, one: usize, other: usize) {
    if one == other {
        return;
    }
    for column in 0..one {
        a.swap(one * n + column, other * n + column);
    }
    for between in one + 1..other {
        a.swap(between * n + one, other * n + between);
    }
    for row in other + 1..n {
        a.swap(row * n + one, row * n + other);
    }
    a.swap(one * n + one, other * n + other);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_sums_of_others_are_left_out() {
        // Columns a, b and a + b of the rows (1, 0), (0, 2), (3, 1).
        let rows = [[1.0, 0.0, 1.0], [0.0, 2.0, 2.0], [3.0, 1.0, 4.0]];
        let mut matrix = Symmetric::new(3);
        for row in rows {
            for i in 0..3 {
                for j in 0..3 {
                    matrix.entries[i * 3 + j] += row[i] * row[j];
                }
            }
        }
        let right = matrix.times(&[2.0, -1.0, 0.5]);
        let factor = Factor::new(matrix.clone());
        assert_eq!(factor.rank, 2);
        for (a, b) in matrix.times(&factor.solve(&right)).iter().zip(&right) {
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
    }
}
