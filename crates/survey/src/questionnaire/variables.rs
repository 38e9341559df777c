//! The columns of data that a questionnaire makes.

use super::expressions::{Expression, Operator};
use super::model::{Choice, Item, Kind, Questionnaire, Words};

/// A column of data.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Variable<'a> {
    /// Its name: that of the question, `question/choice` of several choices, `question/1` of an order.
    pub name: String,
    /// The question or calculation, by its place.
    pub item: usize,
    /// What it asks, by language.
    pub labels: Words,
    /// The values that have words; empty for numbers, days and texts.
    pub codes: Vec<Code<'a>>,
}

/// A value with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code<'a> {
    /// The value as data have it: `.d` or `.r` for a choice that stands for no answer.
    pub value: String,
    /// Its words, by language; none for 0 and 1 of a choice that was taken or not.
    pub labels: Option<&'a Words>,
    /// Why there is no answer: `d` or `r`.
    pub missing: Option<&'a str>,
}

impl<'a> Code<'a> {
    fn of(choice: &'a Choice) -> Self {
        let missing = choice.missing.as_deref();
        Self {
            value: match missing {
                Some(code) => format!(".{code}"),
                None => choice.name.clone(),
            },
            labels: Some(&choice.labels),
            missing,
        }
    }

    fn plain(value: &str) -> Self {
        Self {
            value: value.to_owned(),
            labels: None,
            missing: None,
        }
    }
}

/// The columns of data that a questionnaire makes, in its order. Groups and statements make none.
pub fn variables(form: &Questionnaire) -> Vec<Variable<'_>> {
    let mut all = Vec::new();
    for (at, item) in form.items.iter().enumerate() {
        let choices = item.kind.list().and_then(|list| form.lists.get(list));
        let choices = choices.map_or(&[][..], Vec::as_slice);
        let codes = || choices.iter().map(Code::of).collect::<Vec<_>>();
        let one = |name: String, labels: Words, codes| Variable {
            name,
            item: at,
            labels,
            codes,
        };
        match &item.kind {
            Kind::Group { .. } | Kind::Statement => {}
            Kind::Multiple { .. } => all.extend(choices.iter().map(|choice| {
                one(
                    format!("{}/{}", item.name, choice.name),
                    joined(item, |language| choice.labels.get(language).cloned()),
                    vec![Code::plain("0"), Code::plain("1")],
                )
            })),
            Kind::Ranking { .. } => all.extend((1..=choices.len()).map(|place| {
                one(
                    format!("{}/{place}", item.name),
                    joined(item, |_| Some(place.to_string())),
                    codes(),
                )
            })),
            _ => all.push(one(item.name.clone(), item.labels.clone(), codes())),
        }
    }
    all
}

/// The words of a question with what one of its columns is of.
fn joined(item: &Item, of: impl Fn(&str) -> Option<String>) -> Words {
    let words = item.labels.iter().map(|(language, label)| {
        let whole = match of(language) {
            Some(of) => format!("{label} / {of}"),
            None => label.clone(),
        };
        (language.clone(), whole)
    });
    words.collect()
}

/// The least and the greatest number that a constraint takes, where it says so plainly: `. >= 19 and . <= 120`.
pub(super) fn range(item: &Item) -> (Option<f64>, Option<f64>) {
    let (mut least, mut greatest) = (None, None);
    if let Some(constraint) = &item.constraint {
        bounds(constraint, &mut least, &mut greatest);
    }
    (least, greatest)
}

fn bounds(part: &Expression, least: &mut Option<f64>, greatest: &mut Option<f64>) {
    let Expression::Both(operator, parts) = part else {
        return;
    };
    let constant = |part: &Expression| match part {
        Expression::Number(number) => Some(*number),
        Expression::Negative(part) => match part.as_ref() {
            Expression::Number(number) => Some(-number),
            _ => None,
        },
        _ => None,
    };
    match (operator, &parts.0, &parts.1) {
        (Operator::And, one, other) => {
            bounds(one, least, greatest);
            bounds(other, least, greatest);
        }
        (Operator::GreaterOrEqual, Expression::Own, bound)
        | (Operator::LessOrEqual, bound, Expression::Own) => {
            *least = constant(bound).or(*least);
        }
        (Operator::LessOrEqual, Expression::Own, bound)
        | (Operator::GreaterOrEqual, bound, Expression::Own) => {
            *greatest = constant(bound).or(*greatest);
        }
        _ => {}
    }
}
