//! Exact prices as integers over one common denominator.
//!
//! All amounts of one run are integer combinations of the voters' endowment and of the prices paid
//! so far, and each price is such a combination divided by an integer. So one denominator `D` is
//! kept with the endowment and every price as integer numerators over it; a new price only
//! multiplies all of them by the part of its divisor that its numerator does not already cancel.
//! No fraction is ever reduced by a large common divisor, and nothing is rounded.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Decimals of rounded amounts in explanations.
pub(crate) const DIGITS: u32 = 6;

/// A non-negative rational number.
#[derive(Clone, Debug)]
pub(crate) struct Fraction {
    pub(crate) numerator: BigInt,
    pub(crate) denominator: BigInt,
}

impl Fraction {
    pub(crate) fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Self {
        Self {
            numerator: numerator.into(),
            denominator: denominator.into(),
        }
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }

    /// The nearest double, within two units in the last place.
    pub(crate) fn to_f64(&self) -> f64 {
        ratio_to_f64(&self.numerator, &self.denominator)
    }

    /// In lowest terms, as `7`, `22/7`.
    pub(crate) fn to_text(&self) -> String {
        let divisor = self.numerator.gcd(&self.denominator);
        let (numerator, denominator) = (&self.numerator / &divisor, &self.denominator / divisor);
        if denominator.is_one() {
            numerator.to_string()
        } else {
            format!("{numerator}/{denominator}")
        }
    }

    /// Rounded half up to twelve significant digits (whole numbers keep all theirs).
    pub(crate) fn to_significant(&self) -> String {
        if self.numerator.is_zero() {
            return "0".to_owned();
        }
        // Decimal digits before the point (or, below one, zeros after it), by trial from below: the
        // value is above two to the difference of the numbers of bits, less one.
        let bits = self.numerator.bits() as i64 - self.denominator.bits() as i64 - 1;
        let mut magnitude = (bits * 30_103).div_euclid(100_000) - 1;
        let ten = BigInt::from(10u32);
        let reaches = |power: i64| {
            let scale = ten.pow(power.unsigned_abs() as u32);
            if power >= 0 {
                self.numerator >= &self.denominator * scale
            } else {
                &self.numerator * scale >= self.denominator
            }
        };
        while reaches(magnitude + 1) {
            magnitude += 1;
        }
        self.to_decimal((SIGNIFICANT - 1 - magnitude).clamp(0, 400) as u32)
    }

    /// Rounded half up to `digits` decimals, trailing zeros left out.
    pub(crate) fn to_decimal(&self, digits: u32) -> String {
        self.rounded(digits, Rounding::Nearest)
    }

    /// As [`Fraction::to_decimal`], but rounded down: for what is there.
    pub(crate) fn to_decimal_down(&self, digits: u32) -> String {
        self.rounded(digits, Rounding::Down)
    }

    /// As [`Fraction::to_decimal`], but rounded up: for what is missing.
    pub(crate) fn to_decimal_up(&self, digits: u32) -> String {
        self.rounded(digits, Rounding::Up)
    }

    /// Explanations are full of small fractions, which need no memory of their own.
    fn rounded(&self, digits: u32, rounding: Rounding) -> String {
        let (numerator, denominator) = (&self.numerator, &self.denominator);
        // Less than four bits for each digit, one for doubling, one for adding, one for the sign.
        let bits = numerator.bits().max(denominator.bits()) + u64::from(digits) * 4 + 3;
        let small = (numerator.to_i128(), denominator.to_i128());
        if let (Some(numerator), Some(denominator)) = small
            && bits < 128
        {
            return decimal(
                numerator,
                denominator,
                &10i128.pow(digits),
                rounding,
                digits,
            );
        }
        let factor = BigInt::from(10u32).pow(digits);
        decimal(
            numerator.clone(),
            denominator.clone(),
            &factor,
            rounding,
            digits,
        )
    }
}

/// Compares two products of whole numbers; only those that machine integers cannot hold take longer.
pub(crate) fn compare_products(a: [u128; 3], b: [u128; 3]) -> Ordering {
    let small = |[first, second, third]: [u128; 3]| first.checked_mul(second)?.checked_mul(third);
    match (small(a), small(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => {
            let large = |[first, second, third]: [u128; 3]| BigInt::from(first) * second * third;
            large(a).cmp(&large(b))
        }
    }
}

#[derive(Clone, Copy)]
enum Rounding {
    /// Half up.
    Nearest,
    Down,
    Up,
}

/// `numerator / denominator` in units of 1 / `factor`, which is 10^`digits`, trailing zeros left out.
fn decimal<T: Integer + Clone + std::fmt::Display>(
    numerator: T,
    denominator: T,
    factor: &T,
    rounding: Rounding,
    digits: u32,
) -> String {
    let scaled = numerator * factor.clone();
    let value = match rounding {
        Rounding::Nearest => {
            let two = T::one() + T::one();
            (scaled * two.clone() + denominator.clone()).div_floor(&(denominator * two))
        }
        Rounding::Down => scaled.div_floor(&denominator),
        Rounding::Up => scaled.div_ceil(&denominator),
    };
    let (whole, part) = value.div_mod_floor(factor);
    if part.is_zero() {
        return whole.to_string();
    }
    let part = format!("{:0>width$}", part.to_string(), width = digits as usize);
    format!("{whole}.{}", part.trim_end_matches('0'))
}

/// Digits of [`Fraction::to_significant`].
const SIGNIFICANT: i64 = 12;

/// `numerator / denominator` as a double, within two units in the last place.
pub(crate) fn ratio_to_f64(numerator: &BigInt, denominator: &BigInt) -> f64 {
    if numerator.is_zero() {
        return 0.0;
    }
    // Scale so that the quotient has 64 to 66 bits; the cut-off tail is below 2^-63 of it.
    let shift = denominator.bits() as i64 - numerator.bits() as i64 + 65;
    let quotient: BigInt = if shift >= 0 {
        (numerator << shift as u64) / denominator
    } else {
        numerator / (denominator << shift.unsigned_abs())
    };
    let mantissa = quotient.abs().to_u128().unwrap_or(u128::MAX) as f64;
    let value = mantissa * 2f64.powi((-shift).clamp(-1000, 1000) as i32);
    if numerator.is_negative() {
        -value
    } else {
        value
    }
}

/// `constant + endowment·b + Σ prices[t]·p_t`, all coefficients integers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    pub(crate) constant: i128,
    pub(crate) endowment: i128,
    pub(crate) prices: Vec<(u32, i128)>,
}

/// A form with a coefficient for every round up to the last that matters.
#[derive(Clone, Debug)]
pub(crate) struct DenseForm {
    pub(crate) constant: i128,
    pub(crate) endowment: i128,
    pub(crate) prices: Vec<i128>,
}

impl DenseForm {
    pub(crate) fn new(constant: i128) -> Self {
        Self {
            constant,
            endowment: 0,
            prices: Vec::new(),
        }
    }

    /// Adds `times` the price of `round`.
    pub(crate) fn add_price(&mut self, round: u32, times: i128) {
        let round = round as usize;
        if self.prices.len() <= round {
            self.prices.resize(round + 1, 0);
        }
        self.prices[round] += times;
    }

    /// Adds `other`.
    pub(crate) fn add(&mut self, other: &Self) {
        self.constant += other.constant;
        self.endowment += other.endowment;
        for (round, times) in (0u32..).zip(&other.prices) {
            self.add_price(round, *times);
        }
    }
}

impl From<DenseForm> for Form {
    fn from(dense: DenseForm) -> Self {
        let DenseForm {
            constant,
            endowment,
            prices,
        } = dense;
        let prices = (0u32..)
            .zip(prices)
            .filter(|(_, coefficient)| *coefficient != 0)
            .collect();
        Self {
            constant,
            endowment,
            prices,
        }
    }
}

/// The endowment and prices of one run over a common denominator.
#[derive(Clone, Debug)]
pub(crate) struct Register {
    denominator: BigInt,
    endowment: BigInt,
    prices: Vec<BigInt>,
}

impl Register {
    pub(crate) fn new(endowment: &Fraction) -> Self {
        Self {
            denominator: endowment.denominator.clone(),
            endowment: endowment.numerator.clone(),
            prices: Vec::new(),
        }
    }

    /// Number of prices known exactly.
    pub(crate) fn len(&self) -> usize {
        self.prices.len()
    }

    /// The common denominator.
    pub(crate) fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// Value of `form` as a numerator over [`Register::denominator`].
    pub(crate) fn value(&self, form: &Form) -> BigInt {
        let mut value = &self.denominator * form.constant + &self.endowment * form.endowment;
        for &(round, coefficient) in &form.prices {
            value += &self.prices[round as usize] * coefficient;
        }
        value
    }

    /// As [`Register::value`].
    pub(crate) fn dense_value(&self, form: &DenseForm) -> BigInt {
        let mut value = &self.denominator * form.constant + &self.endowment * form.endowment;
        for (price, coefficient) in self.prices.iter().zip(&form.prices) {
            if *coefficient != 0 {
                value += price * *coefficient;
            }
        }
        value
    }

    /// The endowment's numerator over [`Register::denominator`].
    pub(crate) fn whole_endowment(&self) -> &BigInt {
        &self.endowment
    }

    /// The endowment.
    pub(crate) fn endowment(&self) -> Fraction {
        Fraction::new(self.endowment.clone(), self.denominator.clone())
    }

    /// The numerator of price `round` over [`Register::denominator`].
    pub(crate) fn price(&self, round: usize) -> &BigInt {
        &self.prices[round]
    }

    /// Price `round` as a fraction.
    pub(crate) fn price_fraction(&self, round: usize) -> Fraction {
        Fraction::new(self.prices[round].clone(), self.denominator.clone())
    }

    /// Adds the next price: `form / divisor`.
    pub(crate) fn push(&mut self, form: &Form, divisor: u128) {
        let numerator = self.value(form);
        let divisor = BigInt::from(divisor);
        let common = numerator.gcd(&divisor);
        let factor = &divisor / &common;
        if !factor.is_one() {
            self.denominator *= &factor;
            self.endowment *= &factor;
            for price in &mut self.prices {
                *price *= &factor;
            }
        }
        self.prices.push(numerator / common);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_compared_beyond_what_machine_integers_hold() {
        let (large, larger) = (u128::MAX / 3, u128::MAX / 2);
        for (a, b, order) in [
            ([6, 35, 1], [10, 3, 7], Ordering::Equal),
            ([6, 35, 2], [10, 3, 7], Ordering::Greater),
            ([large, large, 2], [larger, larger, 1], Ordering::Less),
            ([large, 3, 5], [5, large, 3], Ordering::Equal),
            ([large, 9, 1], [1, 2, 3], Ordering::Greater),
        ] {
            assert_eq!(compare_products(a, b), order, "{a:?} {b:?}");
            assert_eq!(compare_products(b, a), order.reverse(), "{a:?} {b:?}");
        }
    }

    #[test]
    fn register_is_exact() {
        let mut register = Register::new(&Fraction::new(100, 7));
        // p0 = 50 / 3, p1 = (10 + 2·b − p0) / 4
        register.push(
            &Form {
                constant: 50,
                ..Form::default()
            },
            3,
        );
        let form = Form {
            constant: 10,
            endowment: 2,
            prices: vec![(0, -1)],
        };
        register.push(&form, 4);
        assert_eq!(register.price_fraction(0).to_text(), "50/3");
        assert_eq!(register.price_fraction(1).to_text(), "115/21");
        assert_eq!(register.price_fraction(1).to_decimal(3), "5.476");
    }

    /// Small and large fractions of the same value give the same text.
    #[test]
    fn decimals_do_not_depend_on_size() {
        for (numerator, denominator) in [
            (1, 3),
            (-7, 6),
            (5, 2),
            (123_456_789, 1000),
            (0, 9),
            (-1, 8),
        ] {
            let small = Fraction::new(numerator, denominator);
            let large = Fraction::new(
                BigInt::from(numerator) << 150,
                BigInt::from(denominator) << 150,
            );
            for digits in [0, 1, 2, 6, 12] {
                assert_eq!(small.to_decimal(digits), large.to_decimal(digits));
                assert_eq!(small.to_decimal_down(digits), large.to_decimal_down(digits));
                assert_eq!(small.to_decimal_up(digits), large.to_decimal_up(digits));
            }
        }
    }

    #[test]
    fn doubles_are_close() {
        let third = Fraction::new(BigInt::from(1u32) << 2000, BigInt::from(3u32) << 1999);
        assert!((third.to_f64() - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!(Fraction::new(1u64 << 60, 1).to_f64(), (1u64 << 60) as f64);
        assert_eq!(Fraction::new(5, 2).to_decimal(0), "3");
        assert_eq!(Fraction::new(8, 3).to_decimal_down(2), "2.66");
        assert_eq!(Fraction::new(4, 3).to_decimal_up(2), "1.34");
        assert_eq!(Fraction::new(5, 2).to_decimal_up(1), "2.5");
        assert_eq!(
            Fraction::new(1, 3_000_000).to_significant(),
            "0.000000333333333333"
        );
        assert_eq!(
            Fraction::new(1, 16_001).to_significant(),
            "0.0000624960939941"
        );
        for (numerator, denominator) in [
            (1u64, 3),
            (1, 32_767),
            (2, 3_000_001),
            (10, 3),
            (1, 1 << 40),
        ] {
            let text = Fraction::new(numerator, 7 * denominator + 1u64).to_significant();
            let digits = text.replace('.', "");
            assert_eq!(digits.trim_start_matches('0').len(), 12, "{text}");
        }
        assert_eq!(
            Fraction::new(1_000_000_007u64, 1).to_significant(),
            "1000000007"
        );
        assert_eq!(
            Fraction::new(9_999_999_999_999u64, 10u64.pow(13)).to_significant(),
            "1"
        );
    }
}
