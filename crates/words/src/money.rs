//! Money: integers in the smallest unit of an ISO 4217 currency.

use iso_currency::Currency;

/// How many decimals the currency's main unit has: 2 for PLN, 0 for KRW. `None` for a code that is not in ISO 4217.
pub fn decimals(code: &str) -> Option<u32> {
    Currency::from_code(code).map(|currency| currency.exponent().unwrap_or_default().into())
}

/// An amount of the smallest unit in the currency's main unit, without trailing noughts: `1234.5`.
pub fn in_main_unit(amount: u64, currency: &str) -> String {
    let places = decimals(currency).unwrap_or(0);
    let unit = 10u64.checked_pow(places).unwrap_or(1);
    let (whole, rest) = (amount / unit, amount % unit);
    if rest == 0 {
        return whole.to_string();
    }
    let rest = format!("{rest:0width$}", width = places as usize);
    format!("{whole}.{}", rest.trim_end_matches('0'))
}

/// A number as people read it, with a comma between thousands: `1,234,567.5`. What is no plain number stays as it is: `22/7`.
pub fn separated(number: &str) -> String {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() <= 3 || !digits(whole) || !digits(part) {
        return number.to_owned();
    }
    let mut out = String::with_capacity(number.len() + whole.len() / 3);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + &number[whole.len()..]
}

/// An amount of the smallest unit as a terminal says it, in the main unit beside the currency's code: `PLN 1,234.5`.
pub fn with_code(amount: u64, currency: &str) -> String {
    format!("{currency} {}", separated(&in_main_unit(amount, currency)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn won_have_no_decimals_and_zloty_two() {
        assert_eq!(decimals("KRW"), Some(0));
        assert_eq!(decimals("PLN"), Some(2));
        assert_eq!(decimals("KWD"), Some(3));
        assert_eq!(decimals("pln"), None);
        assert_eq!(decimals("XXZ"), None);
        assert_eq!(in_main_unit(123_450, "PLN"), "1234.5");
        assert_eq!(in_main_unit(5, "PLN"), "0.05");
        assert_eq!(in_main_unit(123_450, "KRW"), "123450");
        assert_eq!(with_code(123_456_789, "PLN"), "PLN 1,234,567.89");
        assert_eq!(with_code(48_000_000_000, "KRW"), "KRW 48,000,000,000");
    }

    #[test]
    fn thousands_are_set_apart() {
        for (plain, read) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("1234567.1234", "1,234,567.1234"),
            ("18446744073709551615", "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(separated(plain), read);
        }
        for other in ["", "22/7", "-1234", "1234.가나다", "12a45", "1,234"] {
            assert_eq!(separated(other), other);
        }
    }
}
