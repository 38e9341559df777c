//! Exact decimal numbers and money.
//!
//! An amount is read as a [`Decimal`] and put on the scale of its whole election: when any cost or
//! the budget has `d` decimals, every amount becomes an integer number of 10⁻ᵈ units ([`Money`]).
//! Nothing is ever rounded on the way in.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::amounts::no_amount;
use crate::spelling::trimmed;
use crate::wording::{Wording, wording};

/// Largest number of decimals an amount may have.
pub const MAX_DECIMALS: u32 = 12;
/// Largest amount, in smallest units, that one project or budget may have (10³⁰).
pub const MAX_MONEY: u128 = 1_000_000_000_000_000_000_000_000_000_000;

/// A non-negative decimal number, held exactly as `mantissa × 10^-decimals` without trailing zeros. Numbers are ordered by
/// what they are worth, exactly and whatever their decimals.
///
/// ```
/// use madang_selection::Decimal;
/// let budget: Decimal = "2.5".parse()?;
/// assert!(Decimal::from(2u64) < budget && budget < Decimal::from(3u64));
/// # Ok::<(), madang_selection::DecimalError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: u128,
    decimals: u32,
}

/// Why a text is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// The text is empty or has a character that no plain number has.
    NotANumber,
    /// The number is below zero.
    Negative,
    /// The number is above 10³⁰ or has more than twelve decimals.
    OutOfRange,
    /// A comma stands before exactly three digits, where it may as well separate thousands.
    AmbiguousComma,
}

impl DecimalError {
    /// What is said of it.
    pub fn wording(self) -> Wording {
        match self {
            Self::NotANumber => wording!(
                "error-not-a-number",
                "not a plain number such as 1500 or 1500.25"
            ),
            Self::Negative => wording!("error-negative", "negative"),
            Self::OutOfRange => wording!(
                "error-out-of-range",
                "out of range (at most 10^30, at most 12 decimals)"
            ),
            Self::AmbiguousComma => wording!(
                "error-ambiguous-comma",
                "a comma before three digits may be a decimal sign or separate thousands: write neither, or a point as decimal sign"
            ),
        }
    }
}

impl std::fmt::Display for DecimalError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.wording().fmt(formatter)
    }
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        mantissa: 0,
        decimals: 0,
    };

    /// `mantissa × 10^-decimals`; fails when it is out of range.
    ///
    /// # Errors
    /// A number out of range.
    pub fn new(mantissa: u128, decimals: u32) -> Result<Self, DecimalError> {
        let (mut mantissa, mut decimals) = (mantissa, decimals);
        while decimals > 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
            decimals -= 1;
        }
        if decimals > MAX_DECIMALS || mantissa > MAX_MONEY {
            return Err(DecimalError::OutOfRange);
        }
        Ok(Self { mantissa, decimals })
    }

    /// Reads `1500`, `1500.25`, `+3`, `1e18`. A single comma is read as the decimal sign (`6,5`),
    /// as Pabulib files from some countries have it, but refused before exactly three digits: 500,000
    /// may be meant as five hundred or five hundred thousand. Blanks inside, a second sign, signs
    /// below zero, `NaN` and thousands separators are refused.
    ///
    /// # Errors
    /// Text that is no such number, or one out of range.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let text = trimmed(text);
        match text.strip_prefix('-') {
            Some(rest) => Err(match Self::parse_unsigned(rest) {
                Ok(Self::ZERO) | Err(DecimalError::NotANumber) => DecimalError::NotANumber,
                _ => DecimalError::Negative,
            }),
            None => Self::parse_unsigned(text.strip_prefix('+').unwrap_or(text)),
        }
    }

    /// As [`Decimal::parse`], and also a fraction `a/b` of two such numbers that comes out even, which is how pabutools writes
    /// every amount that is not whole.
    ///
    /// # Errors
    /// As [`Decimal::parse`], and a fraction that does not come out even.
    pub fn parse_fraction(text: &str) -> Result<Self, DecimalError> {
        let Some((above, below)) = text.split_once('/') else {
            return Self::parse(text);
        };
        let (above, below) = (Self::parse(above)?.ratio(), Self::parse(below)?.ratio());
        let parts = (above.0.checked_mul(below.1)).zip(below.0.checked_mul(above.1));
        let (numerator, denominator) = parts.ok_or(DecimalError::OutOfRange)?;
        if denominator == 0 {
            return Err(DecimalError::NotANumber);
        }
        for decimals in 0..=MAX_DECIMALS {
            let scaled = numerator
                .checked_mul(10u128.pow(decimals))
                .ok_or(DecimalError::OutOfRange)?;
            if scaled.is_multiple_of(denominator) {
                return Self::new(scaled / denominator, decimals);
            }
        }
        Err(DecimalError::OutOfRange)
    }

    fn parse_unsigned(text: &str) -> Result<Self, DecimalError> {
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (
                number,
                exponent
                    .parse::<i32>()
                    .map_err(|_| DecimalError::NotANumber)?,
            ),
            None => (text, 0),
        };
        if !(-60..=60).contains(&exponent) {
            return Err(DecimalError::OutOfRange);
        }
        let (mut mantissa, mut decimals, mut point, mut digits) = (0u128, 0i32, false, 0u32);
        for byte in number.bytes() {
            match byte {
                b'0'..=b'9' => {
                    digits += 1;
                    mantissa = mantissa
                        .checked_mul(10)
                        .and_then(|m| m.checked_add(u128::from(byte - b'0')))
                        .ok_or(DecimalError::OutOfRange)?;
                    decimals += i32::from(point);
                }
                b'.' | b',' if !point => point = true,
                _ => return Err(DecimalError::NotANumber),
            }
        }
        if digits == 0 {
            return Err(DecimalError::NotANumber);
        }
        if number.contains(',') && decimals == 3 {
            return Err(DecimalError::AmbiguousComma);
        }
        decimals -= exponent;
        if mantissa == 0 {
            return Ok(Self::ZERO);
        }
        while decimals > 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
            decimals -= 1;
        }
        while decimals < 0 {
            mantissa = mantissa.checked_mul(10).ok_or(DecimalError::OutOfRange)?;
            decimals += 1;
        }
        Self::new(
            mantissa,
            u32::try_from(decimals).map_err(|_| DecimalError::OutOfRange)?,
        )
    }

    /// Number of decimals after the point, trailing zeros left out.
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// The integer `self × 10^decimals`, or `None` when that is not whole or is out of range.
    pub fn scaled(&self, decimals: u32) -> Option<u128> {
        let factor = 10u128.checked_pow(decimals.checked_sub(self.decimals)?)?;
        self.mantissa
            .checked_mul(factor)
            .filter(|units| *units <= MAX_MONEY)
    }

    /// Numerator and denominator as integers (not reduced).
    pub fn ratio(&self) -> (u128, u128) {
        (self.mantissa, 10u128.pow(self.decimals))
    }

    /// True when the number is zero.
    pub fn is_zero(&self) -> bool {
        self.mantissa == 0
    }

    /// The whole part, and what is behind the point in units of 10⁻¹². The larger of two numbers times the other's
    /// denominator may have more digits than `u128` holds; these never do.
    fn parts(&self) -> (u128, u128) {
        let (mantissa, denominator) = self.ratio();
        let finest = 10u128.pow(MAX_DECIMALS - self.decimals);
        (mantissa / denominator, mantissa % denominator * finest)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self {
            mantissa: u128::from(value),
            decimals: 0,
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&Money(self.mantissa).to_decimal_string(self.decimals))
    }
}

impl std::str::FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DecimalVisitor)
    }
}

/// Reads an amount written as a text or as a plain number.
struct DecimalVisitor;

/// Digits that a number in JSON keeps exactly on its way through a double.
const EXACT_DIGITS: usize = 15;

impl serde::de::Visitor<'_> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an amount such as 1500 or \"1500.25\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Decimal, E> {
        Decimal::parse(text)
            .map_err(|error| E::custom(format!("`{}`: {}", shown(text), no_amount(text, error))))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Decimal, E> {
        Ok(Decimal::from(number))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Decimal, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Decimal, E> {
        // The shortest text that gives this double is the one written, up to as many digits as a double keeps.
        let text = number.to_string();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if digits > EXACT_DIGITS {
            return Err(E::custom(format!(
                "{text} has more digits than a number keeps exactly: write it as a text, \"1500.25\""
            )));
        }
        self.visit_str(&text)
    }
}

/// The beginning of a text that is no number, for an error message.
pub(crate) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push_str(" …");
    }
    short
}

/// An amount of money in the smallest unit of its election (10^-[`Election::decimals`] of the
/// currency).
///
/// [`Election::decimals`]: crate::Election::decimals
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub u128);

impl Money {
    /// The amount written in the currency's main unit, with exactly the decimals it needs.
    ///
    /// ```
    /// use madang_selection::Money;
    /// assert_eq!(Money(253_264_583).to_decimal_string(2), "2532645.83");
    /// assert_eq!(Money(253_264_500).to_decimal_string(2), "2532645");
    /// ```
    pub fn to_decimal_string(self, decimals: u32) -> String {
        let factor = 10u128.pow(decimals.min(MAX_DECIMALS));
        let (whole, part) = (self.0 / factor, self.0 % factor);
        if part == 0 {
            return whole.to_string();
        }
        let digits = format!("{part:0width$}", width = decimals as usize);
        format!("{whole}.{}", digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(input: &str) -> String {
        Decimal::parse(input).map_or_else(|error| error.to_string(), |value| value.to_string())
    }

    #[test]
    fn reads_exactly() {
        assert_eq!(text("2532645.83"), "2532645.83");
        assert_eq!(text("4000.0"), "4000");
        assert_eq!(text("6,5"), "6.5");
        assert_eq!(text("+3,1415"), "3.1415");
        assert_eq!(text("1.500"), "1.5");
        assert_eq!(text("1e18"), "1000000000000000000");
        assert_eq!(text("1.5e-3"), "0.0015");
        assert_eq!(text("9007199254740993"), "9007199254740993");
        assert_eq!(text("0"), "0");
    }

    #[test]
    fn numbers_are_ordered_by_what_they_are_worth() {
        let largest = Decimal::new(MAX_MONEY, 0).expect("the largest amount");
        let many_digits = Decimal::new(MAX_MONEY - 1, MAX_DECIMALS).expect("twelve decimals");
        let mut ascending: Vec<Decimal> = [
            "0",
            "0.000000000001",
            "0.09",
            "0.1",
            "0.999999999999",
            "1",
            "1.000000000001",
            "2.5",
            "9",
            "10",
            "10.01",
            "9007199254740993",
        ]
        .into_iter()
        .map(|text| text.parse().expect("a number"))
        .collect();
        // Crosswise multiplied these two would have 43 digits, and the other way round 31.
        ascending.extend([many_digits, largest]);
        for (place, one) in ascending.iter().enumerate() {
            for (other_place, other) in ascending.iter().enumerate() {
                assert_eq!(one.cmp(other), place.cmp(&other_place), "{one} and {other}");
                assert_eq!(one == other, one.cmp(other) == Ordering::Equal);
            }
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for input in [
            "",
            ".",
            "1 000",
            "1.000,5",
            "abc",
            "NaN",
            "inf",
            "1,000,000",
            "0x10",
            "-0",
        ] {
            assert_eq!(
                Decimal::parse(input),
                Err(DecimalError::NotANumber),
                "{input}"
            );
        }
        assert_eq!(Decimal::parse("-5"), Err(DecimalError::Negative));
        for input in ["--5", "-+5", "+-5", "++5", "- 5", "+ 5"] {
            assert_eq!(
                Decimal::parse(input),
                Err(DecimalError::NotANumber),
                "{input}"
            );
        }
        for input in ["500,000", "0,125", " +1,500 ", "1,500e2"] {
            assert_eq!(
                Decimal::parse(input),
                Err(DecimalError::AmbiguousComma),
                "{input}"
            );
        }
        assert_eq!(Decimal::parse("1e31"), Err(DecimalError::OutOfRange));
        assert_eq!(
            Decimal::parse("0.0000000000001"),
            Err(DecimalError::OutOfRange)
        );
    }
}
