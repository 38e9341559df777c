//! Conditions in English.

use super::{day_or, grouped};
use crate::facts::{Fact, Unit};
use crate::rule::{Bound, Comparison, Condition, Operand, Test};

pub(super) fn condition(condition: &Condition) -> String {
    let fact = condition.fact;
    let label = fact.english();
    let verb = verb(fact);
    match &condition.test {
        Test::Is(true) => format!("is {label}"),
        Test::Is(false) => format!("is not {label}"),
        Test::Between { lower, upper } => {
            let ends = [(lower, true), (upper, false)];
            let ends = ends
                .into_iter()
                .filter_map(|(bound, lower)| Some(end(fact, bound.as_ref()?, lower)));
            let ends: Vec<String> = ends.collect();
            format!("{label} {verb} {}", ends.join(" and "))
        }
        Test::Share(percent, comparison) => {
            let word = match comparison {
                Comparison::AtLeast => "at least",
                Comparison::MoreThan => "more than",
                Comparison::AtMost => "at most",
                Comparison::LessThan => "less than",
            };
            format!("{label} {verb} {word} {percent}% of median income")
        }
        Test::OneOf(codes, within) => {
            let codes = codes.iter().map(|code| {
                fact.choices()
                    .get(usize::from(*code))
                    .map_or("", |(code, _)| code)
            });
            let codes: Vec<&str> = codes.collect();
            match (codes.as_slice(), within) {
                ([one], true) => format!("{label} {verb} {one}"),
                ([one], false) => format!("{label} {verb} not {one}"),
                (_, true) => format!("{label} {verb} one of {}", codes.join(", ")),
                (_, false) => format!("{label} {verb} none of {}", codes.join(", ")),
            }
        }
        Test::Within(region) => {
            let name = region.english_name().unwrap_or(region.name());
            format!("{label} {verb} within {} \"{name}\"", region.code())
        }
        Test::Meets(items, any) => {
            let word = if *any { "any" } else { "none" };
            format!("{label} include {word} of {}", items.join(", "))
        }
    }
}

fn verb(fact: Fact) -> &'static str {
    match fact {
        Fact::Assets | Fact::ParentsAssets | Fact::Employees | Fact::Sales => "are",
        _ => "is",
    }
}

fn end(fact: Fact, bound: &Bound, lower: bool) -> String {
    let date = fact.unit() == Some(Unit::Date);
    let word = match (lower, bound.inclusive) {
        (true, true) if date => "on or after",
        (true, true) => "at least",
        (true, false) => "more than",
        (false, true) if date => "on or before",
        (false, true) => "at most",
        (false, false) => "less than",
    };
    let value = match &bound.value {
        Operand::Parameter(name) => format!("«{name}»"),
        Operand::Number(number) => amount(fact, *number),
    };
    format!("{word} {value}")
}

/// A number in the unit of a fact.
pub(super) fn amount(fact: Fact, number: i64) -> String {
    let unit = match day_or(fact, number) {
        Ok(day) => return day.to_string(),
        Err(unit) => unit,
    };
    let plural = if number == 1 { "" } else { "s" };
    let number = grouped(number);
    match unit {
        Unit::Years => format!("{number} year{plural}"),
        Unit::Months => format!("{number} month{plural}"),
        Unit::Persons => format!("{number} person{plural}"),
        Unit::WonMonth => format!("KRW {number} a month"),
        Unit::WonYear => format!("KRW {number} a year"),
        Unit::Won => format!("KRW {number}"),
        Unit::Date => number,
    }
}
