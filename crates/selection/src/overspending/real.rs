//! Exact comparison of numbers too long to write down.
//!
//! Bounded overspending divides by sums of what voters have left, so that each such round doubles
//! the digits of every later amount: after thirty rounds a fraction would have a thousand million
//! digits. A [`Real`] is therefore held twice: as two integers around `value · 2^bits`, and as its
//! residue modulo the prime `2^521 − 1`, computed exactly along with it. Where the bounds of two
//! numbers are apart, they are compared; where they overlap and the residues differ, the numbers
//! differ for certain and the computation is repeated with twice the bits ([`Imprecise`]); where
//! they overlap and the residues agree, they are equal. (Unequal numbers would have to differ by a
//! multiple of a prime of 157 digits to be taken for equal.) Only integers are used: the outcome is
//! the same on every machine.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use crate::exact::{Fraction, ratio_to_f64};

/// The bounds are too wide for the question asked: repeat with more bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Imprecise;

/// The number of bits after the point, and the prime.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    bits: u64,
    prime: BigInt,
}

/// A number known within bounds, and modulo a prime.
#[derive(Clone, Debug)]
pub(crate) struct Real {
    low: BigInt,
    high: BigInt,
    residue: BigInt,
}

impl Scale {
    pub(crate) fn new(bits: u64) -> Self {
        Self {
            bits,
            prime: (BigInt::one() << 521u32) - 1u32,
        }
    }

    pub(crate) fn zero(&self) -> Real {
        self.whole(0)
    }

    pub(crate) fn whole(&self, value: u128) -> Real {
        let value = BigInt::from(value);
        Real {
            low: &value << self.bits,
            high: &value << self.bits,
            residue: value.mod_floor(&self.prime),
        }
    }

    pub(crate) fn fraction(&self, value: &Fraction) -> Result<Real, Imprecise> {
        let numerator = &value.numerator << self.bits;
        let inverse = self.inverse(&value.denominator.mod_floor(&self.prime))?;
        Ok(Real {
            low: numerator.div_floor(&value.denominator),
            high: numerator.div_ceil(&value.denominator),
            residue: (&value.numerator * inverse).mod_floor(&self.prime),
        })
    }

    /// Fails only for a multiple of the prime, which none of our divisors is unless it is zero.
    fn inverse(&self, residue: &BigInt) -> Result<BigInt, Imprecise> {
        let found = residue.extended_gcd(&self.prime);
        if found.gcd.is_one() {
            Ok(found.x.mod_floor(&self.prime))
        } else {
            Err(Imprecise)
        }
    }

    pub(crate) fn subtract(&self, a: &Real, b: &Real) -> Real {
        Real {
            low: &a.low - &b.high,
            high: &a.high - &b.low,
            residue: (&a.residue - &b.residue).mod_floor(&self.prime),
        }
    }

    /// Adds `times` `value` to `sum`; [`Scale::reduce`] the sum when all is added.
    pub(crate) fn add(&self, sum: &mut Real, value: &Real, times: u128) {
        sum.low += &value.low * times;
        sum.high += &value.high * times;
        sum.residue += &value.residue * times;
    }

    pub(crate) fn reduce(&self, sum: &mut Real) {
        sum.residue = sum.residue.mod_floor(&self.prime);
    }

    pub(crate) fn times(&self, value: &Real, factor: u128) -> Real {
        let mut product = self.zero();
        self.add(&mut product, value, factor);
        self.reduce(&mut product);
        product
    }

    /// `a·b` for numbers not below zero.
    pub(crate) fn product(&self, a: &Real, b: &Real) -> Real {
        let one = BigInt::one() << self.bits;
        Real {
            low: (&a.low * &b.low).div_floor(&one),
            high: (&a.high * &b.high).div_ceil(&one),
            residue: (&a.residue * &b.residue).mod_floor(&self.prime),
        }
    }

    /// `a / b` for `a` not below and `b` above zero.
    pub(crate) fn quotient(&self, a: &Real, b: &Real) -> Result<Real, Imprecise> {
        if !b.low.is_positive() {
            return Err(Imprecise);
        }
        let inverse = self.inverse(&b.residue)?;
        Ok(Real {
            low: (&a.low << self.bits).div_floor(&b.high),
            high: (&a.high << self.bits).div_ceil(&b.low),
            residue: (&a.residue * inverse).mod_floor(&self.prime),
        })
    }

    pub(crate) fn compare(&self, a: &Real, b: &Real) -> Result<Ordering, Imprecise> {
        if a.high < b.low {
            Ok(Ordering::Less)
        } else if a.low > b.high {
            Ok(Ordering::Greater)
        } else if a.residue == b.residue {
            Ok(Ordering::Equal)
        } else {
            Err(Imprecise)
        }
    }

    /// A double within four units in the last place of a number above zero.
    pub(crate) fn to_f64(&self, value: &Real) -> Result<f64, Imprecise> {
        if !value.low.is_positive() || (&value.high - &value.low) << 60u32 > value.low {
            return Err(Imprecise);
        }
        Ok(ratio_to_f64(&value.low, &(BigInt::one() << self.bits)))
    }

    /// The number for print: what has up to thirty decimals exactly, everything else rounded far
    /// behind the last digit shown.
    pub(crate) fn to_fraction(&self, value: &Real) -> Fraction {
        let middle = (&value.low + &value.high) / 2u32;
        let fine = BigInt::from(10u32).pow(30) * 2u32;
        let scaled = &middle * &fine;
        let half = BigInt::one() << (self.bits - 1);
        let nearest = (&scaled + half) >> self.bits;
        let off = (&scaled - (&nearest << self.bits)).abs();
        if off.is_zero() || off.bits() + 40 < self.bits {
            return Fraction::new(nearest, fine);
        }
        Fraction::new(middle, BigInt::one() << self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_and_unequal_are_told_apart() {
        let scale = Scale::new(64);
        let third = scale.fraction(&Fraction::new(1, 3)).expect("a third");
        let mut sum = scale.zero();
        scale.add(&mut sum, &third, 3);
        scale.reduce(&mut sum);
        assert_eq!(scale.compare(&sum, &scale.whole(1)), Ok(Ordering::Equal));
        // One part in 10^30 cannot be seen with 64 bits, but is not taken for equal.
        let ten = BigInt::from(10u32).pow(30);
        let near = Fraction::new(&ten + 1u32, ten);
        let compare = |scale: &Scale| {
            let near = scale.fraction(&near).expect("a fraction");
            scale.compare(&near, &scale.whole(1))
        };
        assert_eq!(compare(&scale), Err(Imprecise));
        assert_eq!(compare(&Scale::new(128)), Ok(Ordering::Greater));
    }

    #[test]
    fn division_undoes_multiplication() {
        let scale = Scale::new(256);
        let a = scale.fraction(&Fraction::new(22, 7)).expect("a fraction");
        let b = scale
            .fraction(&Fraction::new(355, 113))
            .expect("a fraction");
        let back = scale
            .quotient(&scale.product(&a, &b), &b)
            .expect("not zero");
        assert_eq!(scale.compare(&a, &back), Ok(Ordering::Equal));
        let nothing = scale.subtract(&a, &back);
        assert_eq!(scale.compare(&nothing, &scale.zero()), Ok(Ordering::Equal));
        assert_eq!(scale.quotient(&a, &nothing).err(), Some(Imprecise));
        assert_eq!(scale.to_fraction(&a).to_decimal(6), "3.142857");
        let exact = scale.fraction(&Fraction::new(1, 128)).expect("a fraction");
        assert_eq!(scale.to_fraction(&exact).to_decimal(6), "0.007813");
    }
}
