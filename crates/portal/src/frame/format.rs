//! Numbers, money, dates and sizes as people read them, in both languages.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use madang_selection_report::decimal;
use madang_words::Language;
use madang_words::money::{decimals, separated};

use crate::frame::words::message;

/// The zone of pages that are of no programme: the same event has the same hour on all pages.
pub const ZONE: &str = "Asia/Seoul";

/// A number with a comma between thousands: both languages write it so.
pub fn number(value: u64) -> String {
    separated(&value.to_string())
}

/// A share in per cent with one decimal throughout (`50.0`), so that figures on one page and in one column read alike: cut, not rounded;
/// `0.0` of nothing.
pub fn share(part: u64, all: u64) -> String {
    let tenths = u128::from(part) * 1_000;
    let tenths = tenths.checked_div(u128::from(all)).unwrap_or(0);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The same of a share that is in per cent already, with a decimal or none.
pub fn one_decimal(share: &str) -> String {
    match share.contains('.') {
        true => share.to_owned(),
        false => format!("{share}.0"),
    }
}

/// How long a file is, in kilobytes or megabytes of 1,024: both languages write it so.
pub fn file_size(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    match bytes {
        ..0x10_0000 => format!("{} KB", bytes.div_ceil(1 << 10)),
        _ => format!("{}.{} MB", number(tenths / 10), tenths % 10),
    }
}

/// An amount in the currency's smallest unit, in full, for columns that are compared: `PLN 1,234.56`, `1,234원`.
/// A code that is not in ISO 4217 is shown with the bare number.
pub fn money(lang: Language, amount: u64, currency: &str) -> String {
    let exponent = decimals(currency).unwrap_or(0);
    let unit = 10u64.checked_pow(exponent).unwrap_or(1);
    let (whole, rest) = (amount / unit, amount % unit);
    let mut figure = number(whole);
    if exponent > 0 {
        figure.push_str(&format!(".{rest:0width$}", width = exponent as usize));
    }
    with_currency(lang, &figure, currency)
}

/// An amount as it is said: Korean won in Korean by 만 and 억 (`12억 3,400만 원`), everything else as [`money`]. Exact.
pub fn money_spoken(lang: Language, amount: u64, currency: &str) -> String {
    if lang != Language::Ko || currency != "KRW" || amount < 10_000 {
        return money(lang, amount, currency);
    }
    let steps = [
        ("unit-trillion", 1_000_000_000_000),
        ("unit-hundred-million", 100_000_000),
        ("unit-ten-thousand", 10_000),
    ];
    let (mut rest, mut words) = (amount, Vec::new());
    for (key, unit) in steps {
        if rest >= unit {
            words.push(format!(
                "{}{}",
                number(rest / unit),
                message(lang, key, &[])
            ));
            rest %= unit;
        }
    }
    if rest > 0 {
        words.push(number(rest));
    }
    with_currency(lang, &words.join(" "), currency)
}

/// An amount that the selection engine wrote as a decimal of the currency's smallest unit (`1234`, `1234.5`) or a fraction
/// of it (`22/7`), as it is said, rounded down to the smallest unit. What is not a decimal is shown as it is.
pub fn money_decimal(lang: Language, amount: &str, currency: &str) -> String {
    match units(amount) {
        Some((units, _)) => money_spoken(lang, units, currency),
        None => amount.to_owned(),
    }
}

/// The same rounded up: for what is missing, which must not look less than it is.
pub fn money_missing(lang: Language, amount: &str, currency: &str) -> String {
    match units(amount) {
        Some((units, more)) => money_spoken(lang, units.saturating_add(more.into()), currency),
        None => amount.to_owned(),
    }
}

/// What lies between two amounts of the selection engine, rounded down; `None` where they are none, or `less` is more.
pub fn money_between(lang: Language, less: &str, more: &str, currency: &str) -> Option<String> {
    let ((less, part), (more, _)) = (units(less)?, units(more)?);
    let between = more.checked_sub(less)?.checked_sub(part.into())?;
    Some(money_spoken(lang, between, currency))
}

/// The whole smallest units of an amount, and whether there is more.
fn units(amount: &str) -> Option<(u64, bool)> {
    let amount = decimal(amount);
    let (whole, part) = amount.split_once('.').unwrap_or((&amount, ""));
    Some((whole.parse().ok()?, part.bytes().any(|digit| digit != b'0')))
}

/// What a decimal of an engine lacks to another, exactly; `None` where it lacks nothing, or either is no decimal.
pub fn lacking(less: &str, more: &str) -> Option<String> {
    const PLACES: usize = 18;
    let units = |text: &str| {
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let digits = places.bytes().all(|digit| digit.is_ascii_digit());
        let fits = digits && places.len() <= PLACES;
        fits.then(|| format!("{whole}{places:0<PLACES$}").parse::<u128>().ok())?
    };
    let lacking = units(more)?.checked_sub(units(less)?)?;
    let unit = 10u128.pow(PLACES as u32);
    let (whole, places) = (lacking / unit, lacking % unit);
    (lacking > 0).then(|| format!("{whole}.{places:0PLACES$}"))
}

/// A decimal of an engine to four places, cut, not rounded: `0.4123`. A fraction stays as it is.
pub fn short_decimal(text: &str) -> String {
    let Some((whole, places)) = text.split_once('.') else {
        return text.to_owned();
    };
    let cut: String = places.chars().take(4).collect();
    match cut.trim_end_matches('0') {
        "" => whole.to_owned(),
        places => format!("{whole}.{places}"),
    }
}

fn with_currency(lang: Language, figure: &str, currency: &str) -> String {
    if currency == "KRW" {
        let end = if figure.ends_with(|c: char| c.is_ascii_digit()) {
            "money-krw"
        } else {
            "money-krw-spoken"
        };
        return message(lang, end, &[("amount", figure.into())]);
    }
    message(
        lang,
        "money-other",
        &[("amount", figure.into()), ("currency", currency.into())],
    )
}

/// A time of the record (`2026-11-23T06:54:00.123Z`) in a programme's zone, to the minute, with the zone's
/// abbreviation; in UTC where the zone is not known. What is not a time is shown as it is.
pub fn date_time(lang: Language, at: &str, zone: &str) -> String {
    let Ok(timestamp) = at.parse::<Timestamp>() else {
        return at.to_owned();
    };
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    timestamp
        .to_zoned(zone)
        .strftime(&message(lang, "format-date-time", &[]))
        .to_string()
}

/// The same time in UTC: the hour alone, with the day where that is another one than in the zone.
pub fn utc(lang: Language, at: &str, zone: &str) -> String {
    let Ok(timestamp) = at.parse::<Timestamp>() else {
        return at.to_owned();
    };
    let there = timestamp.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    let utc = timestamp.to_zoned(TimeZone::UTC);
    if utc.date() == there.date() {
        utc.strftime("%H:%M UTC").to_string()
    } else {
        date_time(lang, at, "UTC")
    }
}

/// A date as far as a source gives it: `2014-02-27`, `2016-06`, `2016`. Anything else stays as it is.
pub fn partial_date(lang: Language, text: &str) -> String {
    let parts: Option<Vec<i16>> = text.split('-').map(|part| part.parse().ok()).collect();
    let (day, key) = match parts.as_deref() {
        Some([year, month, day]) => ((*year, *month, *day), "format-date"),
        Some([year, month]) => ((*year, *month, 1), "format-month"),
        _ => return text.to_owned(),
    };
    let valid =
        || jiff::civil::Date::new(day.0, i8::try_from(day.1).ok()?, i8::try_from(day.2).ok()?).ok();
    valid().map_or_else(
        || text.to_owned(),
        |date| date.strftime(&message(lang, key, &[])).to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn shares_have_one_decimal_throughout() {
        let shares = [(1, 2), (9, 11), (2, 3), (7, 7), (0, 5), (0, 0)];
        assert_eq!(
            shares.map(|(part, all)| share(part, all)),
            ["50.0", "81.8", "66.6", "100.0", "0.0", "0.0"]
        );
        assert_eq!(share(u64::MAX, u64::MAX), "100.0");
        assert_eq!(["50", "81.8"].map(one_decimal), ["50.0", "81.8"]);
    }

    #[test]
    fn money_keeps_every_unit() {
        assert_eq!(
            money(Language::Ko, 54_000_000_000, "KRW"),
            "54,000,000,000원"
        );
        assert_eq!(money(Language::En, 123_456, "PLN"), "PLN 1,234.56");
        assert_eq!(money(Language::En, 5, "PLN"), "PLN 0.05");
        assert_eq!(money(Language::En, 5, "XQQ"), "XQQ 5");
        assert_eq!(
            money_decimal(Language::En, "123456.789", "PLN"),
            "PLN 1,234.56"
        );
        assert_eq!(money_decimal(Language::En, "2200/7", "PLN"), "PLN 3.14");
        assert_eq!(money_decimal(Language::En, "1/0", "PLN"), "1/0");
        // More digits than a machine's number has.
        let long = format!("{}/{}", "9".repeat(60), "9".repeat(54));
        assert_eq!(money_decimal(Language::Ko, &long, "KRW"), "100만 원");
        assert_eq!(
            money_decimal(Language::Ko, "1300000000.9", "KRW"),
            "13억 원"
        );
        assert_eq!(money_missing(Language::Ko, "9999.1", "KRW"), "1만 원");
        assert_eq!(money_missing(Language::En, "100/3", "PLN"), "PLN 0.34");
        assert_eq!(money_missing(Language::En, "100.00", "PLN"), "PLN 1.00");
        let between = |less, more| money_between(Language::En, less, more, "PLN");
        assert_eq!(between("100.5", "300").as_deref(), Some("PLN 1.99"));
        assert_eq!(between("300", "300").as_deref(), Some("PLN 0.00"));
        assert_eq!(between("301", "300"), None);
        assert_eq!(
            money_spoken(Language::Ko, 54_000_000_000, "KRW"),
            "540억 원"
        );
        assert_eq!(money_spoken(Language::Ko, 32_000_000, "KRW"), "3,200만 원");
        assert_eq!(
            money_spoken(Language::Ko, 1_234_567, "KRW"),
            "123만 4,567원"
        );
        assert_eq!(money_spoken(Language::Ko, 9_999, "KRW"), "9,999원");
    }

    #[test]
    fn what_is_lacking_is_exact() {
        let lacking = |less, more| lacking(less, more).map(|text| short_decimal(&text));
        assert_eq!(
            lacking("0.475", "0.683333333333").as_deref(),
            Some("0.2083")
        );
        assert_eq!(lacking("40", "70").as_deref(), Some("30"));
        assert_eq!(lacking("70", "70"), None);
        assert_eq!(lacking("71", "70"), None);
        assert_eq!(lacking("1/3", "70"), None);
    }

    #[test]
    fn times_are_shown_in_the_programmes_zone() {
        let at = "2026-11-23T16:54:00.123Z";
        assert_eq!(
            date_time(Language::Ko, at, "Asia/Seoul"),
            "2026년 11월 24일 01:54 (KST)"
        );
        assert_eq!(
            date_time(Language::En, at, "Asia/Seoul"),
            "24 November 2026, 01:54 (KST)"
        );
        assert_eq!(
            date_time(Language::En, at, "Mars/Olympus"),
            "23 November 2026, 16:54 (UTC)"
        );
        assert_eq!(date_time(Language::En, "soon", "UTC"), "soon");
        assert_eq!(
            utc(Language::Ko, at, "Asia/Seoul"),
            "2026년 11월 23일 16:54 (UTC)"
        );
        assert_eq!(
            utc(Language::Ko, "2026-11-23T06:54:00.123Z", "Asia/Seoul"),
            "06:54 UTC"
        );
    }

    #[test]
    fn partial_dates_say_no_more_than_the_source() {
        assert_eq!(partial_date(Language::En, "2014-02-27"), "27 February 2014");
        assert_eq!(partial_date(Language::Ko, "2016-06"), "2016년 6월");
        assert_eq!(partial_date(Language::En, "2016"), "2016");
        assert_eq!(partial_date(Language::En, "2016-19"), "2016-19");
        assert_eq!(partial_date(Language::En, "Ongoing"), "Ongoing");
    }
}
