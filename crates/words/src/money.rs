//! Money: integers in the smallest unit of an ISO 4217 currency.

use iso_currency::Currency;

/// How many decimals the currency's main unit has: 2 for PLN, 0 for KRW. `None` for a code that is not in ISO 4217.
pub fn decimals(code: &str) -> Option<u32> {
    Currency::from_code(code).map(|currency| currency.exponent().unwrap_or_default().into())
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
    }
}
