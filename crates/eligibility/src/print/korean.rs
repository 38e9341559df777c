//! Conditions in Korean.

use super::{day_or, grouped};
use crate::facts::{Fact, Unit};
use crate::rule::{Bound, Comparison, Condition, Operand, Test};

pub(super) fn condition(condition: &Condition) -> String {
    let fact = condition.fact;
    let label = fact.korean();
    match &condition.test {
        Test::Is(true) => format!("{label}임"),
        Test::Is(false) => format!("{label} 아님"),
        Test::Between { lower, upper } => {
            let ends = [(lower, true), (upper, false)];
            let ends = ends
                .into_iter()
                .filter_map(|(bound, lower)| Some(end(fact, bound.as_ref()?, lower)));
            let ends: Vec<String> = ends.collect();
            format!("{} {}", subject(label), ends.join(" "))
        }
        Test::Share(percent, comparison) => {
            format!(
                "{} 기준 중위소득의 {percent}% {}",
                subject(label),
                word(*comparison)
            )
        }
        Test::OneOf(codes, within) => {
            let names = codes.iter().map(|code| name(fact, *code));
            let names: Vec<&str> = names.collect();
            match (names.as_slice(), within) {
                ([one], true) => format!("{} {one}임", subject(label)),
                ([one], false) => format!("{} {one} 아님", subject(label)),
                (_, true) => format!("{} {} 중 하나", subject(label), names.join(", ")),
                (_, false) => format!("{} {} 중 하나가 아님", subject(label), names.join(", ")),
            }
        }
        Test::Within(region) => format!(
            "{} {} \"{}\" 안",
            subject(label),
            region.code(),
            region.name()
        ),
        Test::Meets(items, any) => {
            let word = if *any { "있음" } else { "없음" };
            format!("{label}에 {} 중 하나가 {word}", items.join(", "))
        }
    }
}

fn name(fact: Fact, code: u8) -> &'static str {
    fact.choices()
        .get(usize::from(code))
        .map_or("", |(_, name)| name)
}

fn word(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "이상",
        Comparison::MoreThan => "초과",
        Comparison::AtMost => "이하",
        Comparison::LessThan => "미만",
    }
}

fn end(fact: Fact, bound: &Bound, lower: bool) -> String {
    let date = fact.unit() == Some(Unit::Date);
    let word = match (lower, bound.inclusive) {
        (true, true) if date => "이후",
        (true, true) => "이상",
        (true, false) => "초과",
        (false, true) if date => "이전",
        (false, true) => "이하",
        (false, false) => "미만",
    };
    let value = match &bound.value {
        Operand::Parameter(name) => format!("「{name}」"),
        Operand::Number(number) => amount(fact, *number),
    };
    format!("{value} {word}")
}

/// A number in the unit of a fact.
pub(super) fn amount(fact: Fact, number: i64) -> String {
    let unit = match day_or(fact, number) {
        Ok(day) => return day.to_string(),
        Err(unit) => unit,
    };
    match unit {
        Unit::Years if fact == Fact::BusinessYears => format!("{}년", grouped(number)),
        Unit::Years => format!("{}세", grouped(number)),
        Unit::Months => format!("{}개월", grouped(number)),
        Unit::Persons => format!("{}명", grouped(number)),
        Unit::WonMonth => format!("월 {}원", grouped(number)),
        Unit::WonYear => format!("연 {}", large(number)),
        Unit::Won => large(number),
        Unit::Date => number.to_string(),
    }
}

/// `1억 2,200만원`; to the won where it is no multiple of ten thousand.
fn large(number: i64) -> String {
    if number == 0 || number % 10_000 != 0 {
        return format!("{}원", grouped(number));
    }
    let (hundred_millions, ten_thousands) = (number / 100_000_000, number % 100_000_000 / 10_000);
    match (hundred_millions, ten_thousands) {
        (0, small) => format!("{}만원", grouped(small)),
        (large, 0) => format!("{}억원", grouped(large)),
        (large, small) => format!("{}억 {}만원", grouped(large), grouped(small)),
    }
}

/// A label with the particle of a subject: 이 after a final consonant, else 가.
fn subject(label: &str) -> String {
    let closed = label.chars().next_back().is_some_and(|last| {
        let code = last as u32;
        (0xAC00..=0xD7A3).contains(&code) && !(code - 0xAC00).is_multiple_of(28)
    });
    format!("{label}{}", if closed { "이" } else { "가" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_and_large_amounts() {
        assert_eq!(subject("업종"), "업종이");
        assert_eq!(subject("거주지"), "거주지가");
        assert_eq!(amount(Fact::Assets, 122_000_000), "1억 2,200만원");
        assert_eq!(amount(Fact::Assets, 122_000_001), "122,000,001원");
        assert_eq!(amount(Fact::Sales, 300_000_000), "연 3억원");
        assert_eq!(amount(Fact::Income, 2_470_000), "월 2,470,000원");
    }
}
