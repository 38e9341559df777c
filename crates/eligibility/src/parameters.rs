//! Named amounts with their periods: thresholds that a notice sets anew each year.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::error::{ErrorCode, RuleError, Wrong, wrong};
use crate::facts::Unit;
use crate::rule::{Operand, Period};
use crate::slip::Slip;
use crate::text::{self, Value, quoted};

/// Parameters by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    named: BTreeMap<String, Parameter>,
}

/// A value for each of its periods; none outside them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// The unit of all its values; `None` for one without a value.
    pub unit: Option<Unit>,
    /// Periods that follow each other, each with its value. An open end is closed by the next period.
    pub values: Vec<(Period, i64)>,
}

impl Parameter {
    /// The value of a day; `None` outside every period: last year's is never carried on.
    #[must_use]
    pub fn value(&self, day: Day) -> Option<i64> {
        let (_, value) = self.values.iter().find(|(period, _)| period.holds(day))?;
        Some(*value)
    }
}

impl Parameters {
    /// Reads parameters, in Korean or English lines:
    ///
    /// ```text
    /// 매개변수 "기초연금 선정기준액 단독"
    ///   2026-01-01 부터 2026-12-31 까지 월 2,470,000원
    /// parameter "child allowance age"
    ///   from 2026-01-01 9 years
    /// ```
    ///
    /// # Errors
    /// Every mistake with its line: [`ErrorCode::Syntax`], [`ErrorCode::Date`], [`ErrorCode::Unit`] where the values of one have different units,
    /// [`ErrorCode::Parameter`] where a name stands twice, [`ErrorCode::Period`] where periods do not follow each other.
    pub fn read(text: &str) -> Result<Parameters, Vec<RuleError>> {
        let mut parameters = Parameters::default();
        let mut errors = Vec::new();
        let mut current: Option<String> = None;
        for (number, line) in text::lines(text) {
            if let Err(wrong) = parameters.line(line, &mut current) {
                errors.push(wrong.at(number));
            }
        }
        if errors.is_empty() {
            Ok(parameters)
        } else {
            Err(errors)
        }
    }

    fn line(&mut self, line: &str, current: &mut Option<String>) -> Result<(), Wrong> {
        if line.contains('\t') {
            return wrong(ErrorCode::Syntax, Slip::Tab);
        }
        let line = line.trim();
        let head = line
            .strip_prefix("매개변수 ")
            .or_else(|| line.strip_prefix("parameter "));
        if let Some(name) = head {
            let Some((name, "")) = quoted(name) else {
                return wrong(ErrorCode::Syntax, Slip::ParameterName);
            };
            *current = Some(name.to_owned());
            if self.named.contains_key(name) {
                return wrong(ErrorCode::Parameter, Slip::ParameterTwice(name.to_owned()));
            }
            let fresh = Parameter {
                unit: None,
                values: Vec::new(),
            };
            self.named.insert(name.to_owned(), fresh);
            return Ok(());
        }
        let parameter = current.as_ref().and_then(|name| self.named.get_mut(name));
        let Some(parameter) = parameter else {
            return wrong(ErrorCode::Syntax, Slip::ValueFirst);
        };
        let (period, rest) = text::period(line)?;
        parameter.add(period, rest)
    }

    /// A parameter by its name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Parameter> {
        self.named.get(name)
    }

    /// All of them with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Parameter)> {
        self.named
            .iter()
            .map(|(name, parameter)| (name.as_str(), parameter))
    }

    /// The number that an operand stands for on a day; `None` where a parameter has no value then.
    #[must_use]
    pub fn number(&self, operand: &Operand, day: Day) -> Option<i64> {
        match operand {
            Operand::Number(number) => Some(*number),
            Operand::Parameter(name) => self.get(name)?.value(day),
        }
    }
}

impl FromIterator<(String, Parameter)> for Parameters {
    fn from_iter<I: IntoIterator<Item = (String, Parameter)>>(of: I) -> Parameters {
        Parameters {
            named: of.into_iter().collect(),
        }
    }
}

impl Parameter {
    fn add(&mut self, period: Period, rest: &str) -> Result<(), Wrong> {
        let (value, unit) = match text::value(rest) {
            Some((Value::Number(number, unit), "")) => (number, unit),
            Some((Value::Wrong(wrong), _)) => return Err(wrong),
            _ => {
                return wrong(ErrorCode::Syntax, Slip::NoAmount(rest.to_owned()));
            }
        };
        if self.unit.is_some_and(|before| before != unit) {
            return wrong(ErrorCode::Unit, Slip::SeveralUnits);
        }
        if period.to.is_some_and(|to| to < period.from) {
            return wrong(ErrorCode::Period, Slip::ValueEndsFirst);
        }
        if let Some((last, _)) = self.values.last_mut() {
            let follows = last.from < period.from && last.to.is_none_or(|to| to < period.from);
            if !follows {
                return wrong(ErrorCode::Period, Slip::ValuesOverlap);
            }
            if last.to.is_none() {
                last.to = Some(period.from.previous());
            }
        }
        self.unit = Some(unit);
        self.values.push((period, value));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn outside_every_period_there_is_no_value() {
        let text =
            "매개변수 \"가\"\n  2025-01-01 부터 월 1원\n  2026-01-01 부터 2026-06-30 까지 월 2원\n";
        let parameters = Parameters::read(text).expect("good");
        let one = parameters.get("가").expect("there");
        let values = ["2024-12-31", "2025-12-31", "2026-01-01", "2026-07-01"]
            .map(|text| one.value(day(text)));
        assert_eq!(values, [None, Some(1), Some(2), None]);
    }

    #[test]
    fn mistakes_are_named_by_line() {
        let text = "2025-01-01 부터 월 1원\nparameter \"a\"\n  from 2025-02-30 9 years\n  from 2025-03-01 9 years\n  \
                    from 2025-04-01 to 2025-03-01 9 years\n  from 2026-01-01 KRW 9\nparameter \"a\"\n";
        let errors = Parameters::read(text).expect_err("bad");
        let found: Vec<_> = errors
            .iter()
            .map(|error| (error.line, error.code.word()))
            .collect();
        let wanted = [
            (1, "E-SYNTAX"),
            (3, "E-DATE"),
            (5, "E-PERIOD"),
            (6, "E-UNIT"),
            (7, "E-PARAM"),
        ];
        assert_eq!(found, wanted);
    }
}
