//! The largest eigenvalues of a symmetric matrix and the vectors of the first: Householder's tridiagonal form, bisection by Sturm
//! sequences, inverse iteration (Golub, Van Loan, *Matrix Computations*, 8.3–8.4). Only +, -, ×, ÷ and √, which are the same on
//! every machine.

/// Eigenvalues, the largest first, and unit vectors of the first ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Eigen {
    pub values: Vec<f64>,
    pub vectors: Vec<Vec<f64>>,
}

/// The tridiagonal form with the reflections that lead to it.
struct Tridiagonal {
    diagonal: Vec<f64>,
    /// Between place and place + 1.
    beside: Vec<f64>,
    /// Reflection `at` changes the places after `at`; empty where nothing had to be reflected.
    reflections: Vec<Vec<f64>>,
}

/// The `values` largest eigenvalues, those below 0 by rounding as 0, and the vectors of the first `vectors` of them. `matrix` holds
/// `size` rows, of which the lower triangle is read, and is used up.
pub(crate) fn largest(matrix: &mut [f64], size: usize, values: usize, vectors: usize) -> Eigen {
    if size == 0 {
        return Eigen::default();
    }
    let form = tridiagonal(matrix, size);
    let found: Vec<f64> = (0..values.min(size)).map(|rank| form.value(rank)).collect();
    let mut kept: Vec<Vec<f64>> = Vec::new();
    for value in found.iter().take(vectors) {
        let vector = form.vector(*value, &kept);
        kept.push(vector);
    }
    for vector in &mut kept {
        form.reflect(vector);
    }
    Eigen {
        values: found.into_iter().map(|value| value.max(0.0)).collect(),
        vectors: kept,
    }
}

fn tridiagonal(matrix: &mut [f64], size: usize) -> Tridiagonal {
    let mut form = Tridiagonal {
        diagonal: Vec::with_capacity(size),
        beside: Vec::with_capacity(size),
        reflections: Vec::with_capacity(size),
    };
    for at in 0..size {
        form.diagonal.push(matrix[at * size + at]);
        if at + 1 == size {
            break;
        }
        let column: Vec<f64> = (at + 1..size).map(|row| matrix[row * size + at]).collect();
        let (beside, reflection) = reflection(column);
        form.beside.push(beside);
        if !reflection.is_empty() {
            change(matrix, size, at + 1, &reflection);
        }
        form.reflections.push(reflection);
    }
    form
}

/// The reflection, scaled so that its square is 2, that leaves only the first of a column, and what is left there.
fn reflection(mut column: Vec<f64>) -> (f64, Vec<f64>) {
    let rest: f64 = column[1..].iter().map(|value| value * value).sum();
    if rest == 0.0 {
        return (column[0], Vec::new());
    }
    let length = (column[0] * column[0] + rest).sqrt();
    let left = if column[0] > 0.0 { -length } else { length };
    column[0] -= left;
    let scale = (2.0 / (column[0] * column[0] + rest)).sqrt();
    if !scale.is_finite() {
        return (left, Vec::new());
    }
    for value in &mut column {
        *value *= scale;
    }
    (left, column)
}

/// Reflects what is left of the matrix, from row and column `from` on, from both sides: A - v wᵀ - w vᵀ.
fn change(matrix: &mut [f64], size: usize, from: usize, vector: &[f64]) {
    let left = vector.len();
    let mut product = vec![0.0; left];
    for row in 0..left {
        let values = &matrix[(from + row) * size + from..][..=row];
        let mut sum = values[row] * vector[row];
        let others = values[..row]
            .iter()
            .zip(&vector[..row])
            .zip(&mut product[..row]);
        for ((value, part), other) in others {
            sum += value * part;
            *other += value * vector[row];
        }
        product[row] += sum;
    }
    let along: f64 = product
        .iter()
        .zip(vector)
        .map(|(one, other)| one * other)
        .sum();
    for (value, part) in product.iter_mut().zip(vector) {
        *value -= along / 2.0 * part;
    }
    for row in 0..left {
        let values = &mut matrix[(from + row) * size + from..][..=row];
        let (part, whole) = (vector[row], product[row]);
        for ((value, other), along) in values.iter_mut().zip(vector).zip(&product) {
            *value -= part * along + whole * other;
        }
    }
}

impl Tridiagonal {
    fn size(&self) -> usize {
        self.diagonal.len()
    }

    /// The largest sum of a row's absolute values, within which all eigenvalues are.
    fn bound(&self) -> f64 {
        let beside = |at: usize| self.beside.get(at).map_or(0.0, |value| value.abs());
        let rows = (0..self.size()).map(|at| {
            let before = at.checked_sub(1).map_or(0.0, beside);
            self.diagonal[at].abs() + before + beside(at)
        });
        rows.fold(0.0, f64::max)
    }

    /// How many eigenvalues are above a number.
    fn above(&self, number: f64, least: f64) -> usize {
        let mut count = 0;
        let mut pivot = 1.0;
        for at in 0..self.size() {
            let before = at.checked_sub(1).map_or(0.0, |before| self.beside[before]);
            pivot = self.diagonal[at] - number - before * before / pivot;
            if pivot.abs() < least {
                pivot = -least;
            }
            count += usize::from(pivot > 0.0);
        }
        count
    }

    /// The eigenvalue of a rank, 0 for the largest.
    fn value(&self, rank: usize) -> f64 {
        let bound = self.bound();
        if bound == 0.0 {
            return 0.0;
        }
        let least = bound * f64::EPSILON * f64::EPSILON;
        let (mut low, mut high) = (-bound, bound);
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                return middle;
            }
            if high - low <= f64::EPSILON * (low.abs() + high.abs()) / 2.0 {
                return middle;
            }
            // What is far below the largest is rounding.
            if high - low <= bound * f64::EPSILON * 1e-3 {
                return middle;
            }
            match self.above(middle, least) > rank {
                true => low = middle,
                false => high = middle,
            }
        }
    }

    /// The vector of an eigenvalue, orthogonal to those found before.
    fn vector(&self, value: f64, before: &[Vec<f64>]) -> Vec<f64> {
        // Anything that has a part in every direction; the same for everybody.
        let mut vector: Vec<f64> = (0..self.size())
            .map(|at| 1.0 + (at * 7 % 11) as f64 / 16.0)
            .collect();
        for _ in 0..4 {
            for other in before {
                let along: f64 = vector
                    .iter()
                    .zip(other)
                    .map(|(one, other)| one * other)
                    .sum();
                for (part, other) in vector.iter_mut().zip(other) {
                    *part -= along * other;
                }
            }
            normalise(&mut vector);
            self.solve(value, &mut vector);
            normalise(&mut vector);
        }
        for other in before {
            let along: f64 = vector
                .iter()
                .zip(other)
                .map(|(one, other)| one * other)
                .sum();
            for (part, other) in vector.iter_mut().zip(other) {
                *part -= along * other;
            }
        }
        normalise(&mut vector);
        vector
    }

    /// Solves (T - value) x = b by elimination with row exchanges; a pivot of nothing is taken as the smallest number that counts.
    fn solve(&self, value: f64, vector: &mut [f64]) {
        let size = self.size();
        let least = (self.bound() * f64::EPSILON).max(f64::MIN_POSITIVE);
        // Row `at` after elimination: its pivot and what stands one and two places after it.
        let mut rows: Vec<[f64; 3]> = Vec::with_capacity(size);
        let beside = |at: usize| self.beside.get(at).copied().unwrap_or(0.0);
        let mut current = [self.diagonal[0] - value, beside(0), 0.0];
        for at in 0..size.saturating_sub(1) {
            let below = [
                self.beside[at],
                self.diagonal[at + 1] - value,
                beside(at + 1),
            ];
            if below[0].abs() > current[0].abs() {
                let factor = current[0] / below[0];
                vector.swap(at, at + 1);
                vector[at + 1] -= factor * vector[at];
                rows.push(below);
                current = [
                    current[1] - factor * below[1],
                    current[2] - factor * below[2],
                    0.0,
                ];
            } else {
                if current[0].abs() < least {
                    current[0] = least;
                }
                let factor = below[0] / current[0];
                vector[at + 1] -= factor * vector[at];
                rows.push(current);
                current = [
                    below[1] - factor * current[1],
                    below[2] - factor * current[2],
                    0.0,
                ];
            }
        }
        if current[0].abs() < least {
            current[0] = least;
        }
        rows.push(current);
        for at in (0..size).rev() {
            let after = |places: usize| vector.get(at + places).copied().unwrap_or(0.0);
            let [pivot, one, two] = rows[at];
            vector[at] = (vector[at] - one * after(1) - two * after(2)) / pivot;
        }
    }

    /// Leads a vector of the tridiagonal form back to one of the matrix.
    fn reflect(&self, vector: &mut [f64]) {
        for (at, reflection) in self.reflections.iter().enumerate().rev() {
            let part = &mut vector[at + 1..];
            let along: f64 = part
                .iter()
                .zip(reflection)
                .map(|(one, other)| one * other)
                .sum();
            for (value, other) in part.iter_mut().zip(reflection) {
                *value -= along * other;
            }
        }
    }
}

/// Makes a vector's length one; one of no length stays.
fn normalise(vector: &mut [f64]) {
    let most = vector
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    if most == 0.0 || !most.is_finite() {
        return;
    }
    // Scaled first, so that no square overflows.
    let length: f64 = vector
        .iter()
        .map(|value| (value / most) * (value / most))
        .sum();
    let length = length.sqrt();
    for value in vector {
        *value = *value / most / length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_solves_the_equation() {
        let size = 12;
        let entry = |row: usize, column: usize| {
            let (low, high) = (row.min(column), row.max(column));
            ((low * 7 + high * 13) % 17) as f64 - 6.0 + if row == column { 20.0 } else { 0.0 }
        };
        let mut matrix: Vec<f64> = (0..size * size)
            .map(|at| entry(at / size, at % size))
            .collect();
        let found = largest(&mut matrix, size, 6, 2);
        assert!(found.values.windows(2).all(|pair| pair[0] >= pair[1]));
        for (value, vector) in found.values.iter().zip(&found.vectors) {
            for row in 0..size {
                let sum: f64 = (0..size)
                    .map(|column| entry(row, column) * vector[column])
                    .sum();
                assert!((sum - value * vector[row]).abs() < 1e-11, "{sum} {value}");
            }
        }
        let across: f64 = (0..size)
            .map(|at| found.vectors[0][at] * found.vectors[1][at])
            .sum();
        assert!(across.abs() < 1e-14);
    }

    #[test]
    fn matrices_of_nothing_and_of_equal_values() {
        assert!(largest(&mut [], 0, 6, 2).values.is_empty());
        let found = largest(&mut [0.0; 9], 3, 6, 2);
        assert_eq!(found.values, [0.0; 3]);
        let mut same = [2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0];
        let found = largest(&mut same, 3, 6, 2);
        assert!(found.values.iter().all(|value| (value - 2.0).abs() < 1e-14));
        let finite = found
            .vectors
            .iter()
            .flatten()
            .all(|value| value.is_finite());
        assert!(finite);
        assert_eq!(largest(&mut [16.775], 1, 6, 2).vectors, [[1.0]]);
    }
}
