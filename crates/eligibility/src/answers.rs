//! What is known of one subject, and whether a condition holds of it.

use std::collections::BTreeSet;

use crate::day::Day;
use crate::facts::Fact;
use crate::medians::median_income;
use crate::parameters::Parameters;
use crate::regions::Region;
use crate::rule::{Bound, Comparison, Condition, Test};
use crate::truth::Truth;

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Yes or no.
    Truth(bool),
    /// A number in the unit of the fact; days count from 1970-01-01.
    Number(i64),
    /// The number of a choice.
    Choice(u8),
    /// Identifiers; none is an answer too.
    Set(BTreeSet<String>),
    /// A region, the finer the better.
    Region(Region),
}

/// Values of facts by fact; what is not there is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    values: Vec<Option<Answer>>,
}

impl Default for Answers {
    fn default() -> Answers {
        Answers {
            values: vec![None; Fact::COUNT],
        }
    }
}

impl Answers {
    /// The value of a fact.
    #[must_use]
    pub fn get(&self, fact: Fact) -> Option<&Answer> {
        self.values[fact.index()].as_ref()
    }

    /// Sets or forgets the value of a fact.
    pub fn set(&mut self, fact: Fact, answer: Option<Answer>) {
        self.values[fact.index()] = answer;
    }

    /// The facts that are known.
    pub fn known(&self) -> impl Iterator<Item = Fact> + '_ {
        Fact::ALL
            .iter()
            .copied()
            .filter(|fact| self.get(*fact).is_some())
    }

    pub(crate) fn truth(&self, fact: Fact) -> Option<bool> {
        match self.get(fact) {
            Some(Answer::Truth(holds)) => Some(*holds),
            _ => None,
        }
    }

    pub(crate) fn number(&self, fact: Fact) -> Option<i64> {
        match self.get(fact) {
            Some(Answer::Number(number)) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn choice(&self, fact: Fact) -> Option<u8> {
        match self.get(fact) {
            Some(Answer::Choice(choice)) => Some(*choice),
            _ => None,
        }
    }

    pub(crate) fn region(&self, fact: Fact) -> Option<Region> {
        match self.get(fact) {
            Some(Answer::Region(region)) => Some(*region),
            _ => None,
        }
    }

    fn day(&self, fact: Fact) -> Option<Day> {
        Day::of_number(self.number(fact)?)
    }

    /// Computes ages and the like from the days that are known, as of a day.
    pub(crate) fn complete(&mut self, on: Day) {
        let born = self.day(Fact::BirthDate);
        let opened = self.day(Fact::Opened);
        let number = |of: Option<i64>| of.map(Answer::Number);
        self.set(Fact::Age, number(born.map(|born| born.years_until(on))));
        self.set(
            Fact::AgeMonths,
            number(born.map(|born| born.months_until(on))),
        );
        let year_age = born.map(|born| i64::from(on.year()) - i64::from(born.year()));
        self.set(Fact::YearAge, number(year_age));
        self.set(
            Fact::BusinessYears,
            number(opened.map(|opened| opened.years_until(on))),
        );
    }
}

/// The answers that a condition reads: of one person, and what the household and the business share.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub person: &'a Answers,
    pub shared: &'a Answers,
}

impl<'a> View<'a> {
    pub fn of(&self, fact: Fact) -> &'a Answers {
        match fact.subject() {
            crate::facts::Subject::Person => self.person,
            _ => self.shared,
        }
    }

    pub fn get(&self, fact: Fact) -> Option<&'a Answer> {
        self.of(fact).get(fact)
    }
}

/// Whether a condition holds on a day, by Kleene: a comparison with an unknown side is unknown.
pub(crate) fn holds(
    condition: &Condition,
    view: View<'_>,
    parameters: &Parameters,
    day: Day,
) -> Truth {
    let fact = condition.fact;
    let answers = view.of(fact);
    match &condition.test {
        Test::Is(wanted) => answers.truth(fact).map(|holds| holds == *wanted).into(),
        Test::Between { lower, upper } => {
            let number = |bound: &Option<Bound>| {
                let bound = bound.as_ref()?;
                Some((parameters.number(&bound.value, day), bound.inclusive))
            };
            between(answers.number(fact), number(lower), number(upper))
        }
        Test::Share(percent, comparison) => {
            let size = fact.size_fact().and_then(|size| answers.number(size));
            share(
                answers.number(fact),
                size,
                *percent,
                *comparison,
                day.year(),
            )
        }
        Test::OneOf(codes, within) => answers
            .choice(fact)
            .map(|choice| codes.contains(&choice) == *within)
            .into(),
        Test::Within(region) => answers
            .region(fact)
            .map_or(Truth::Unknown, |home| home.lives_in(*region)),
        Test::Meets(items, any) => match answers.get(fact) {
            Some(Answer::Set(set)) => {
                Truth::from(items.iter().any(|item| set.contains(item)) == *any)
            }
            _ => Truth::Unknown,
        },
    }
}

/// One end of a range: its number, where it has one, and whether it lies inside.
pub(crate) type End = Option<(Option<i64>, bool)>;

pub(crate) fn between(number: Option<i64>, lower: End, upper: End) -> Truth {
    let Some(number) = number else {
        return Truth::Unknown;
    };
    let side = |end: End, holds: &dyn Fn(i64, bool) -> bool| match end {
        None => Truth::True,
        Some((bound, inclusive)) => bound.map(|bound| holds(bound, inclusive)).into(),
    };
    let above = side(lower, &|bound, inclusive| {
        number > bound || inclusive && number == bound
    });
    above.and(side(upper, &|bound, inclusive| {
        number < bound || inclusive && number == bound
    }))
}

pub(crate) fn share(
    income: Option<i64>,
    size: Option<i64>,
    percent: u64,
    comparison: Comparison,
    year: i32,
) -> Truth {
    let sides = income.zip(size.and_then(|size| median_income(year, size)));
    // Never divided: 100 · income against percent · median.
    let holds = sides.map(|(income, median)| {
        comparison.holds(
            i128::from(income) * 100,
            i128::from(percent) * i128::from(median),
        )
    });
    holds.into()
}

/// The band of an income: 1 for up to half of the median, then up to 75, 100 and 200 per cent, 5 above.
#[must_use]
pub fn income_band(income: i64, size: i64, year: i32) -> Option<u8> {
    let median = i128::from(median_income(year, size)?);
    let above = [50, 75, 100, 200]
        .iter()
        .filter(|percent| i128::from(income) * 100 > **percent * median);
    Some(1 + above.count() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_leave_no_gap() {
        let median = median_income(2026, 1).expect("a table");
        let of = |income| income_band(income, 1, 2026);
        assert_eq!(of(median / 2), Some(1));
        assert_eq!(of(median * 504 / 1000), Some(2));
        assert_eq!(of(median), Some(3));
        assert_eq!(of(median + 1), Some(4));
        assert_eq!(of(median * 2), Some(4));
        assert_eq!(of(median * 2 + 1), Some(5));
        assert_eq!(income_band(0, 1, 2031), None);
    }
}
