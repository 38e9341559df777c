//! One condition: a fact and what is asked of it, in either language; and whether it makes sense.

use super::asked::Asked;
use super::{english, korean};
use crate::error::{ErrorCode, Wrong, wrong};
use crate::facts::{Fact, Kind, Subject};
use crate::parameters::Parameters;
use crate::regions::Region;
use crate::rule::{Bound, Comparison, Condition, Operand, Test};
use crate::text::{Value, syntax};

/// Reads a condition. `members`: it is asked of one person of the household.
pub(super) fn parse(
    text: &str,
    parameters: &Parameters,
    members: bool,
) -> Result<Condition, Wrong> {
    let Some((fact, asked)) = korean::read(text).or_else(|| english::read(text)) else {
        return syntax(format!(
            "{text:?} is no condition: a fact by its label, then what is asked of it"
        ));
    };
    let test = test(fact, asked, parameters)?;
    if members && fact.subject() != Subject::Person {
        let what = format!(
            "{} is a fact of the {}: a block that counts persons asks of each person",
            fact.korean(),
            fact.subject().word()
        );
        return wrong(ErrorCode::Subject, what);
    }
    Ok(Condition { fact, test })
}

fn test(fact: Fact, asked: Asked<'_>, parameters: &Parameters) -> Result<Test, Wrong> {
    match (asked, fact.kind()) {
        (Asked::Is(holds), Kind::Truth) => Ok(Test::Is(holds)),
        (Asked::Share(percent, comparison), _) if fact.size_fact().is_some() => {
            match percent.and_then(|percent| u64::try_from(percent).ok()) {
                Some(percent) if percent <= 1_000_000 => Ok(Test::Share(percent, comparison)),
                _ => syntax("a share of the median income is 1,000,000% at most"),
            }
        }
        (Asked::Range(ends), _) => range(fact, ends, parameters),
        (Asked::Codes(codes, within), Kind::Choice(choices)) => {
            let numbers = codes.iter().map(|word| {
                let known = || {
                    choices
                        .iter()
                        .map(|(code, name)| format!("{name} ({code})"))
                };
                fact.choice(word).ok_or_else(|| {
                    let known: Vec<String> = known().collect();
                    Wrong(
                        ErrorCode::Code,
                        format!(
                            "{word:?} is no code of {}: {}",
                            fact.korean(),
                            known.join(", ")
                        ),
                    )
                })
            });
            Ok(Test::OneOf(numbers.collect::<Result<_, _>>()?, within))
        }
        (Asked::Within(code), Kind::Region) => match Region::of_code(code) {
            Some(region) => Ok(Test::Within(region)),
            None => wrong(
                ErrorCode::Code,
                format!("{code:?} is no code of a region, of two or five digits"),
            ),
        },
        (Asked::Meets(items, any), Kind::Set) => Ok(Test::Meets(
            items.into_iter().map(str::to_owned).collect(),
            any,
        )),
        (asked, _) => {
            let what = match asked {
                Asked::Is(_) => "is not simply so or not so",
                Asked::Share(..) => "is no income that is held against the median",
                Asked::Range(_) => "has no order",
                Asked::Codes(..) => "has no codes",
                Asked::Within(_) => "is no region",
                Asked::Meets(..) => "is no list",
            };
            wrong(
                ErrorCode::Type,
                format!("{} ({}) {what}", fact.korean(), fact.english()),
            )
        }
    }
}

fn range(
    fact: Fact,
    ends: Vec<(Comparison, Value<'_>)>,
    parameters: &Parameters,
) -> Result<Test, Wrong> {
    let Some(unit) = fact.unit() else {
        let what = format!(
            "{} ({}) has no order: it is not compared by size",
            fact.korean(),
            fact.english()
        );
        return wrong(ErrorCode::Type, what);
    };
    let (mut lower, mut upper) = (None, None);
    for (comparison, value) in ends {
        let (value, its) = match value {
            Value::Number(number, unit) => (Operand::Number(number), Some(unit)),
            Value::Parameter(name) => match parameters.get(name) {
                Some(parameter) => (Operand::Parameter(name.to_owned()), parameter.unit),
                None => {
                    return wrong(
                        ErrorCode::Parameter,
                        format!("there is no parameter {name:?}"),
                    );
                }
            },
            Value::Wrong(wrong) => return Err(wrong),
        };
        if its.is_some_and(|its| its != unit) {
            let what = format!(
                "{} ({}) is {}, and not {}",
                fact.korean(),
                fact.english(),
                words(unit),
                its.map_or("", words)
            );
            return wrong(ErrorCode::Unit, what);
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
            return wrong(ErrorCode::Never, "no value lies in this range");
        }
    }
    Ok(Test::Between { lower, upper })
}

fn words(unit: crate::facts::Unit) -> &'static str {
    use crate::facts::Unit;
    match unit {
        Unit::Years => "in years",
        Unit::Months => "in months",
        Unit::Persons => "a number of persons",
        Unit::Won => "an amount at once",
        Unit::WonMonth => "an amount a month",
        Unit::WonYear => "an amount a year",
        Unit::Date => "a day",
    }
}
