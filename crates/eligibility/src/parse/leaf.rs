//! One condition: a fact and what is asked of it, in either language; and whether it makes sense.

use super::asked::Asked;
use super::{english, korean};
use crate::error::{ErrorCode, Wrong, wrong};
use crate::facts::{Fact, Kind, Subject};
use crate::parameters::Parameters;
use crate::regions::Region;
use crate::rule::{Bound, Comparison, Condition, Operand, Test};
use crate::slip::Slip;
use crate::text::{Value, syntax};

/// Reads a condition. `members`: it is asked of one person of the household.
pub(super) fn parse(
    text: &str,
    parameters: &Parameters,
    members: bool,
) -> Result<Condition, Wrong> {
    let Some((fact, asked)) = korean::read(text).or_else(|| english::read(text)) else {
        return syntax(Slip::NoCondition(text.to_owned()));
    };
    let test = test(fact, asked, parameters)?;
    if members && fact.subject() != Subject::Person {
        return wrong(ErrorCode::Subject, Slip::NotOfPersons(fact));
    }
    Ok(Condition { fact, test })
}

fn test(fact: Fact, asked: Asked<'_>, parameters: &Parameters) -> Result<Test, Wrong> {
    match (asked, fact.kind()) {
        (Asked::Is(holds), Kind::Truth) => Ok(Test::Is(holds)),
        (Asked::Share(percent, comparison), _) if fact.size_fact().is_some() => {
            match percent.and_then(|percent| u64::try_from(percent).ok()) {
                Some(percent) if percent <= 1_000_000 => Ok(Test::Share(percent, comparison)),
                _ => syntax(Slip::LargeShare),
            }
        }
        (Asked::Range(ends), _) => range(fact, ends, parameters),
        (Asked::Codes(codes, within), Kind::Choice(_)) => {
            let numbers = codes.iter().map(|word| {
                fact.choice(word).ok_or_else(|| {
                    let word = (*word).to_owned();
                    Wrong(ErrorCode::Code, Slip::NoCode { word, fact })
                })
            });
            Ok(Test::OneOf(numbers.collect::<Result<_, _>>()?, within))
        }
        (Asked::Within(code), Kind::Region) => match Region::of_code(code) {
            Some(region) => Ok(Test::Within(region)),
            None => wrong(ErrorCode::Code, Slip::NoRegion(code.to_owned())),
        },
        (Asked::Meets(items, any), Kind::Set) => Ok(Test::Meets(
            items.into_iter().map(str::to_owned).collect(),
            any,
        )),
        (asked, _) => {
            let slip = match asked {
                Asked::Is(_) => Slip::NotTruth(fact),
                Asked::Share(..) => Slip::NotIncome(fact),
                Asked::Range(_) => Slip::NoOrder(fact),
                Asked::Codes(..) => Slip::NoCodes(fact),
                Asked::Within(_) => Slip::NotRegion(fact),
                Asked::Meets(..) => Slip::NotList(fact),
            };
            wrong(ErrorCode::Type, slip)
        }
    }
}

fn range(
    fact: Fact,
    ends: Vec<(Comparison, Value<'_>)>,
    parameters: &Parameters,
) -> Result<Test, Wrong> {
    let Some(unit) = fact.unit() else {
        return wrong(ErrorCode::Type, Slip::NoOrder(fact));
    };
    let (mut lower, mut upper) = (None, None);
    for (comparison, value) in ends {
        let (value, its) = match value {
            Value::Number(number, unit) => (Operand::Number(number), Some(unit)),
            Value::Parameter(name) => match parameters.get(name) {
                Some(parameter) => (Operand::Parameter(name.to_owned()), parameter.unit),
                None => {
                    return wrong(ErrorCode::Parameter, Slip::NoParameter(name.to_owned()));
                }
            },
            Value::Wrong(wrong) => return Err(wrong),
        };
        if let Some(its) = its.filter(|its| *its != unit) {
            return wrong(ErrorCode::Unit, Slip::Units { fact, its });
        }
        let inclusive = matches!(comparison, Comparison::AtLeast | Comparison::AtMost);
        let bound = Some(Bound { value, inclusive });
        match comparison {
            Comparison::AtLeast | Comparison::MoreThan => lower = bound,
            Comparison::AtMost | Comparison::LessThan => upper = bound,
        }
    }
    if let (
        Some(Bound {
            value: Operand::Number(low),
            inclusive: low_in,
        }),
        Some(Bound {
            value: Operand::Number(high),
            inclusive: high_in,
        }),
    ) = (&lower, &upper)
    {
        // All values are whole: the first and the last one inside.
        let (first, last) = (
            low.saturating_add(i64::from(!low_in)),
            high.saturating_sub(i64::from(!high_in)),
        );
        if first > last {
            return wrong(ErrorCode::Never, Slip::EmptyRange);
        }
    }
    Ok(Test::Between { lower, upper })
}
