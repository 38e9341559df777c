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
    }
}
