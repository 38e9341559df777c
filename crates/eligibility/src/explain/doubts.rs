//! What is doubtful in a rule whoever asks: it holds for everybody or for nobody, or an amount that it names has no value on a day.

use std::collections::BTreeSet;

use crate::day::Day;
use crate::medians::{NEWEST_YEAR, median_income};
use crate::parameters::Parameters;
use crate::rule::{Condition, Operand, Rule, Test};

/// Why a condition is not known on a day whatever anybody answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoValue {
    /// This parameter has no value on the day.
    Parameter(String),
    /// There is no table of the median income for this year.
    Median(i32),
}

impl Rule {
    /// Whether it holds for everybody (true) or for nobody, whatever anybody answers, on each day on which something in it changes; `None` for a
    /// rule that depends on answers, as it should.
    #[must_use]
    pub fn holds_regardless(&self, parameters: &Parameters) -> Option<bool> {
        let mut days = BTreeSet::new();
        self.node.visit(&mut |condition| {
            let named = named(condition).filter_map(|name| parameters.get(name));
            let periods = named.flat_map(|parameter| &parameter.values);
            days.extend(periods.map(|(period, _)| period.from));
        });
        days.extend(self.period.map(|period| period.from));
        days.retain(|day| self.in_force(*day));
        if days.is_empty() {
            days.extend(Day::new(NEWEST_YEAR, 1, 1));
        }
        let found = days
            .iter()
            .map(|day| self.settled_for_everybody(*day, parameters));
        let found: BTreeSet<Option<bool>> = found.collect();
        match found.len() {
            1 => found.first().copied().flatten(),
            _ => None,
        }
    }

    /// What has no value on a day on which the rule is in force, each once.
    #[must_use]
    pub fn without_value(&self, parameters: &Parameters, day: Day) -> Vec<NoValue> {
        let mut missing = BTreeSet::new();
        if !self.in_force(day) {
            return Vec::new();
        }
        self.node.visit(&mut |condition| {
            let without = named(condition).filter(|name| {
                let parameter = parameters.get(name);
                parameter
                    .and_then(|parameter| parameter.value(day))
                    .is_none()
            });
            missing.extend(without.map(|name| NoValue::Parameter(name.to_owned())));
            let is_share = matches!(condition.test, Test::Share(..));
            if is_share && median_income(day.year(), 1).is_none() {
                missing.insert(NoValue::Median(day.year()));
            }
        });
        missing.into_iter().collect()
    }
}

/// The parameters that a condition names.
fn named(condition: &Condition) -> impl Iterator<Item = &str> {
    let ends = match &condition.test {
        Test::Between { lower, upper } => [lower.as_ref(), upper.as_ref()],
        _ => [None, None],
    };
    ends.into_iter()
        .flatten()
        .filter_map(|bound| match &bound.value {
            Operand::Parameter(name) => Some(name.as_str()),
            Operand::Number(_) => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    const AMOUNTS: &str = "매개변수 \"가\"\n  2025-01-01 부터 2025-12-31 까지 9세\n  2026-01-01 부터 2026-06-30 까지 20세\n";

    #[test]
    fn a_rule_for_everybody_or_for_nobody_is_known_as_such() {
        let parameters = Parameters::read(AMOUNTS).expect("good");
        let of = |text: &str| {
            let rule = parse(text, &parameters).expect("a rule");
            rule.holds_regardless(&parameters)
        };
        assert_eq!(
            of("any of:\n- age is less than 20 years\n- age is at least 20 years"),
            Some(true)
        );
        assert_eq!(
            of("all of:\n- 나이가 10세 미만\n- 나이가 20세 이상"),
            Some(false)
        );
        assert_eq!(of("all of:\n- 농업인임\n- 농업인 아님"), Some(false));
        assert_eq!(of("나이가 10세 미만"), None);
        // Never until the amount changes.
        assert_eq!(
            of("all of:\n- 나이가 「가」 미만\n- 나이가 10세 이상"),
            None
        );
        assert_eq!(
            of("all of:\n- 나이가 「가」 미만\n- 나이가 20세 이상"),
            Some(false)
        );
    }

    #[test]
    fn what_has_no_value_is_named() {
        let parameters = Parameters::read(AMOUNTS).expect("good");
        let rule = parse(
            "시행 2025-01-01 부터\n다음을 모두 만족:\n- 나이가 「가」 이상 「가」 이하\n- 가구소득이 기준 중위소득의 50% 이하",
            &parameters,
        );
        let rule = rule.expect("a rule");
        let of = |day: &str| rule.without_value(&parameters, day.parse().expect("a day"));
        assert_eq!(of("2026-06-30"), []);
        assert_eq!(of("2026-07-01"), [NoValue::Parameter("가".to_owned())]);
        assert_eq!(
            of("2031-01-01"),
            [NoValue::Parameter("가".to_owned()), NoValue::Median(2031)]
        );
        assert_eq!(of("2024-12-31"), []);
    }
}
