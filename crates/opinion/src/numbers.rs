//! Logarithms as integers: one bit is 2^32, and the algorithm is the definition, so that every machine has the same.

/// One bit.
pub const BIT: i64 = 1 << 32;

/// log2 of `n` in units of 2^-32 bit, rounded down as `spec/opinion.md` 4 defines it; 0 for 0.
pub fn log2(n: u64) -> i64 {
    if n == 0 {
        return 0;
    }
    let exponent = n.ilog2();
    let mut mantissa = n << (63 - exponent);
    let mut result = i64::from(exponent) << 32;
    for bit in (0..32).rev() {
        // Both factors have their highest bit set: the square, shifted, is at least 2^63 and below 2^65.
        let square = (u128::from(mantissa) * u128::from(mantissa)) >> 63;
        if square >> 64 == 0 {
            mantissa = square as u64;
        } else {
            mantissa = (square >> 1) as u64;
            result |= 1 << bit;
        }
    }
    result
}

/// Logarithms and logarithms of factorials up to a number, each looked up.
#[derive(Clone, Debug)]
pub struct Tables {
    log: Vec<i64>,
    factorial: Vec<i64>,
}

impl Tables {
    /// Tables for `0..=largest`. A factorial fits up to about 80 million; [`crate::Matrix`] admits fewer people.
    pub fn new(largest: usize) -> Self {
        let log: Vec<i64> = (0..=largest as u64).map(log2).collect();
        let mut sum = 0;
        let factorial = log.iter().map(|log| {
            sum += log;
            sum
        });
        let factorial = factorial.collect();
        Self { log, factorial }
    }

    /// log2 of `n`.
    #[inline]
    pub fn log(&self, n: usize) -> i64 {
        self.log[n]
    }

    /// The sum of log2 over `1..=n`.
    #[inline]
    pub fn factorial(&self, n: usize) -> i64 {
        self.factorial[n]
    }

    /// What one statement's votes in one group tell, never above 0: `F(a) + F(d) - F(a + d + 1)`, the log-probability of these
    /// votes in this order under a uniform prior on the share of those who agree.
    #[inline]
    pub fn cell(&self, agree: usize, disagree: usize) -> i64 {
        self.factorial[agree] + self.factorial[disagree] - self.factorial[agree + disagree + 1]
    }

    /// The cost of naming everybody's group, for groups of these sizes: `F(n + k - 1) - F(k - 1) - sum F(n_g)`.
    pub fn label_cost(&self, sizes: &[usize]) -> i128 {
        let Some(others) = sizes.len().checked_sub(1) else {
            return 0;
        };
        let people: usize = sizes.iter().sum();
        let apart: i128 = sizes
            .iter()
            .map(|size| i128::from(self.factorial[*size]))
            .sum();
        i128::from(self.factorial[people + others]) - i128::from(self.factorial[others]) - apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two_are_whole_and_nothing_panics_at_the_ends() {
        for power in 0..64 {
            assert_eq!(log2(1 << power), i64::from(power) * BIT);
        }
        assert_eq!(log2(0), 0);
        assert_eq!(log2(u64::MAX) >> 32, 63);
    }
}
