//! Sums that are the same bits on every machine, for one thread or many.
//!
//! Rows are summed in their order, in blocks of 4,096; inside a block in eight lanes with a fixed fold, and blocks pairwise. The
//! error grows with the logarithm of the number of rows (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, 4.2).

/// Rows in a block.
const BLOCK: usize = 4096;
const LANES: usize = 8;

/// The sum of values in their order.
pub fn sum(values: &[f64]) -> f64 {
    sum_of(values.len(), |row| values[row])
}

/// The sum of `value(0)`, …, `value(count − 1)`.
pub fn sum_of(count: usize, value: impl Fn(usize) -> f64) -> f64 {
    let mut blocks: Vec<f64> = (0..count.div_ceil(BLOCK))
        .map(|block| {
            let end = count.min((block + 1) * BLOCK);
            of_block(block * BLOCK, end, &value)
        })
        .collect();
    while blocks.len() > 1 {
        blocks = blocks
            .chunks(2)
            .map(|pair| pair.iter().sum::<f64>())
            .collect();
    }
    blocks.first().copied().unwrap_or(0.0)
}

fn of_block(from: usize, to: usize, value: &impl Fn(usize) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let whole = from + (to - from) / LANES * LANES;
    for row in (from..whole).step_by(LANES) {
        for (lane, sum) in lanes.iter_mut().enumerate() {
            *sum += value(row + lane);
        }
    }
    for (lane, row) in (whole..to).enumerate() {
        lanes[lane] += value(row);
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// A sum that carries what rounding took away (Neumaier 1974), for groups whose rows come one at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    /// Adds a value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - sum) + value
        } else {
            (value - sum) + self.sum
        };
        self.sum = sum;
    }

    /// The sum so far.
    pub fn value(self) -> f64 {
        self.sum + self.lost
    }
}

/// Sums of values by group: `groups` sums, of which `value(row)` is added to the one that `group(row)` names.
pub fn grouped(
    rows: usize,
    groups: usize,
    group: impl Fn(usize) -> usize,
    value: impl Fn(usize) -> f64,
) -> Vec<f64> {
    let mut sums = vec![Compensated::default(); groups];
    for row in 0..rows {
        let value = value(row);
        // Most rows are outside most domains.
        if value != 0.0 {
            sums[group(row)].add(value);
        }
    }
    sums.into_iter().map(Compensated::value).collect()
}

/// The correctly rounded sum, which no order of the rows changes (Shewchuk 1997, with Hettinger's last step).
///
/// Infinite and undefined values give what a plain sum of them gives.
pub fn exact(values: &[f64]) -> f64 {
    let mut parts: Vec<f64> = Vec::new();
    for &value in values {
        if !value.is_finite() {
            return values.iter().sum();
        }
        let mut carried = value;
        let mut kept = 0;
        for place in 0..parts.len() {
            let part = parts[place];
            let (large, small) = if carried.abs() < part.abs() {
                (part, carried)
            } else {
                (carried, part)
            };
            let sum = large + small;
            let rest = small - (sum - large);
            if rest != 0.0 {
                parts[kept] = rest;
                kept += 1;
            }
            carried = sum;
        }
        parts.truncate(kept);
        parts.push(carried);
    }
    rounded(&parts)
}

/// The double nearest to the sum of parts that do not overlap, the least first.
fn rounded(parts: &[f64]) -> f64 {
    let mut rest = parts.iter().rev().copied();
    let mut high = rest.next().unwrap_or(0.0);
    let mut low = 0.0;
    for part in rest.by_ref() {
        let before = high;
        high = before + part;
        low = part - (high - before);
        if low != 0.0 {
            break;
        }
    }
    // Half an ulp is rounded by what stands below it.
    if let Some(next) = rest.next()
        && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
    {
        let twice = low * 2.0;
        let up = high + twice;
        if twice == up - high {
            high = up;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_blocks_is_fixed_and_the_sum_close_to_the_exact_one() {
        let values: Vec<f64> = (0..100_003).map(|n| 1.0 / f64::from(n + 1)).collect();
        let (sum, exact) = (sum(&values), exact(&values));
        assert!(
            (sum - exact).abs() <= 4.0 * f64::EPSILON * exact,
            "{sum} {exact}"
        );
        let half = sum_of(values.len(), |row| values[row] / 2.0);
        assert_eq!(half, sum / 2.0);
    }

    #[test]
    fn groups_carry_what_rounding_takes() {
        let values = [1e16, 1.0, -1e16, 2.0];
        assert_eq!(grouped(4, 1, |_| 0, |row| values[row]), [3.0]);
    }
}
