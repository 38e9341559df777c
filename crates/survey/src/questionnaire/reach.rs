//! Whether a question can be reached at all: its path condition tried on every combination of answers that could matter.

use std::collections::BTreeSet;

use super::expressions::{Expression, Function, Value};
use super::model::{Item, Kind, Questionnaire};

/// Combinations that are tried at most.
const COMBINATIONS: usize = 100_000;
/// Choices of a multiple question whose subsets are tried.
const SUBSETS: usize = 16;

/// What answers, each with its question, are to hold.
type Holds<'a> = &'a dyn Fn(&[(usize, String)]) -> bool;

/// Whether an item is ever shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// By some answers.
    Sometimes,
    /// By none.
    Never,
    /// Too many combinations, or arithmetic between answers.
    NotChecked,
}

/// The questions that an item's path depends on, each with the answers that could matter.
pub(super) struct Reach<'a> {
    form: &'a Questionnaire,
    item: usize,
    /// In the questionnaire's order; `None` where they cannot be enumerated.
    answers: Option<Vec<(usize, Vec<String>)>>,
}

impl<'a> Reach<'a> {
    /// The path of an item, and the answers to `piped`, which stand in its words.
    pub(super) fn of(form: &'a Questionnaire, item: usize, piped: Option<usize>) -> Self {
        let mut needed = BTreeSet::new();
        let mut open: Vec<usize> = needs(form, item);
        open.extend(piped);
        while let Some(next) = open.pop() {
            if needed.insert(next) {
                open.extend(needs(form, next));
                let calculation = form.items[next].calculation.iter();
                let names = calculation.flat_map(Expression::answers);
                open.extend(names.filter_map(|name| form.place(name)));
            }
        }
        let conditions = conditions(form, item, &needed);
        let mut combinations = 1_usize;
        let answers = conditions
            .iter()
            .all(|condition| enumerable(condition))
            .then(|| {
                needed
                    .iter()
                    .map(|&question| {
                        let answers = possible(&form.items[question], form, &conditions)?;
                        combinations = combinations.saturating_mul(answers.len().max(1));
                        (combinations <= COMBINATIONS).then_some((question, answers))
                    })
                    .collect::<Option<Vec<_>>>()
            });
        Self {
            form,
            item,
            answers: answers.flatten(),
        }
    }

    /// Whether the item is ever shown.
    pub(super) fn item(&self) -> Reached {
        match self.any(&|_| true) {
            None => Reached::NotChecked,
            Some(true) => Reached::Sometimes,
            Some(false) => Reached::Never,
        }
    }

    /// Whether the item can be shown while `question` has no answer. A question that must be answered has one wherever it is shown.
    pub(super) fn unanswered(&self, question: usize) -> bool {
        let found = self.any(&|given| {
            given
                .iter()
                .any(|(of, answer)| *of == question && answer.is_empty())
        });
        // What cannot be looked through may be without an answer.
        found.unwrap_or(true)
    }

    /// Whether no answer keeps the item's constraint.
    pub(super) fn without_answer(&self) -> bool {
        let item = &self.form.items[self.item];
        let Some(constraint) = &item.constraint else {
            return false;
        };
        if !enumerable(constraint) || !constraint.answers().is_empty() {
            return false;
        }
        possible(item, self.form, &[constraint])
            .is_some_and(|answers| answers.iter().all(String::is_empty))
    }

    /// Whether some answers show the item and hold `also`; `None` where that cannot be looked through.
    fn any(&self, also: Holds<'_>) -> Option<bool> {
        let answers = self.answers.as_ref()?;
        let mut given = Vec::new();
        self.tried(answers, &mut given, also)
    }

    fn tried(
        &self,
        left: &[(usize, Vec<String>)],
        given: &mut Vec<(usize, String)>,
        also: Holds<'_>,
    ) -> Option<bool> {
        let Some(((question, answers), rest)) = left.split_first() else {
            return Some(shown(self.form, self.item, given)? && also(given));
        };
        let item = &self.form.items[*question];
        let here = shown(self.form, *question, given)?;
        let computed: Vec<String>;
        let nothing = [String::new()];
        let answers: &[String] = match (&item.kind, here) {
            (_, false) => &nothing,
            (Kind::Calculated, true) => {
                let calculation = item.calculation.as_ref()?;
                computed = vec![
                    calculation
                        .value("", &|name| answer(self.form, given, name))?
                        .text(),
                ];
                &computed
            }
            (_, true) => answers,
        };
        for one in answers {
            if one.is_empty() && here && item.required && item.kind != Kind::Calculated {
                continue;
            }
            given.push((*question, one.clone()));
            let found = self.tried(rest, given, also);
            given.pop();
            if found != Some(false) {
                return found;
            }
        }
        Some(false)
    }
}

/// The questions in an item's condition and those of its groups.
fn needs(form: &Questionnaire, item: usize) -> Vec<usize> {
    let path = std::iter::once(item).chain(form.groups(item));
    let names = path
        .filter_map(|at| form.items[at].show_if.as_ref())
        .flat_map(Expression::answers);
    names.filter_map(|name| form.place(name)).collect()
}

/// All conditions that are tried: those of the item, of what it needs, and of their groups.
fn conditions<'a>(
    form: &'a Questionnaire,
    item: usize,
    needed: &BTreeSet<usize>,
) -> Vec<&'a Expression> {
    let items = needed.iter().copied().chain([item]);
    let path = items
        .clone()
        .flat_map(|at| std::iter::once(at).chain(form.groups(at)));
    let shown = path.filter_map(|at| form.items[at].show_if.as_ref());
    let computed = items
        .filter(|at| *at != item)
        .filter_map(|at| form.items[at].calculation.as_ref());
    shown.chain(computed).collect()
}

fn answer(form: &Questionnaire, given: &[(usize, String)], name: &str) -> String {
    let place = form.place(name);
    let found = given.iter().find(|(question, _)| Some(*question) == place);
    found.map(|(_, answer)| answer.clone()).unwrap_or_default()
}

/// Whether an item is shown with these answers.
fn shown(form: &Questionnaire, item: usize, given: &[(usize, String)]) -> Option<bool> {
    for at in std::iter::once(item).chain(form.groups(item)) {
        if let Some(condition) = &form.items[at].show_if
            && !condition
                .value("", &|name| answer(form, given, name))?
                .truth()
        {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether an expression can be tried on single values: no arithmetic with answers, none compared to another, nothing of chance.
fn enumerable(expression: &Expression) -> bool {
    let mut holds = true;
    let asks = |part: &Expression| {
        let mut asks = false;
        part.visit(&mut |part| asks |= matches!(part, Expression::Answer(_) | Expression::Own));
        asks
    };
    expression.visit(&mut |part| match part {
        Expression::Both(operator, parts) if operator.is_arithmetic() => {
            holds &= !asks(&parts.0) && !asks(&parts.1)
        }
        Expression::Both(operator, parts) if operator.is_comparison() => {
            holds &= !(asks(&parts.0) && asks(&parts.1))
        }
        Expression::Call(
            Function::Once | Function::Random | Function::Regex | Function::Today,
            _,
        ) => holds = false,
        Expression::Call(Function::Int | Function::Round, parts) => holds &= !asks(&parts[0]),
        _ => {}
    });
    holds
}

/// The answers to a question that could matter to conditions; empty stands for none. `None` where they are too many.
fn possible(item: &Item, form: &Questionnaire, conditions: &[&Expression]) -> Option<Vec<String>> {
    let mut answers: Vec<String> = match &item.kind {
        Kind::Single { list } => form
            .lists
            .get(list)?
            .iter()
            .map(|choice| choice.name.clone())
            .collect(),
        Kind::Multiple { list } => {
            let choices = form.lists.get(list)?;
            let subset = |mask: usize| {
                let chosen = choices
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| (mask >> at) & 1 == 1);
                chosen
                    .map(|(_, choice)| choice.name.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            (choices.len() <= SUBSETS).then(|| (1..1 << choices.len()).map(subset).collect())?
        }
        Kind::Ranking { .. } => return None,
        Kind::Integer | Kind::Decimal | Kind::Date | Kind::Text { .. } => {
            compared(item, conditions)
        }
        // Computed when it is met.
        Kind::Calculated | Kind::Statement | Kind::Group { .. } => vec![],
    };
    if let Some(constraint) = item
        .constraint
        .as_ref()
        .filter(|constraint| enumerable(constraint) && constraint.answers().is_empty())
    {
        answers.retain(|answer| {
            constraint
                .value(answer, &|_| String::new())
                .is_none_or(|value| value.truth())
        });
    }
    answers.push(String::new());
    Some(answers)
}

/// For numbers each constant, one unit to both sides, and one beyond each end; for days each day that is compared, and those beside it; for words the
/// texts that they are compared with, another one, and one of each length that is asked for.
fn compared(item: &Item, conditions: &[&Expression]) -> Vec<String> {
    let mut constants = Constants::default();
    for expression in conditions.iter().copied().chain(&item.constraint) {
        expression.visit(&mut |part| constants.meet(part));
    }
    match item.kind {
        Kind::Integer | Kind::Decimal => constants.numbers_around(&item.kind),
        Kind::Date => constants.days_around(),
        _ => constants.words(&item.kind),
    }
}

/// What expressions compare answers with.
#[derive(Default)]
struct Constants {
    texts: BTreeSet<String>,
    numbers: Vec<f64>,
    /// Whether the length of a text is asked for.
    lengths: bool,
}

/// The longest text that an answer can be.
const LONGEST: f64 = 20_000.0;

impl Constants {
    fn meet(&mut self, part: &Expression) {
        let nobody = |_: &str| String::new();
        match part {
            Expression::Text(text) => {
                self.numbers.extend(crate::table::number(text));
                self.texts.insert(text.clone());
            }
            Expression::Number(number) => self.numbers.push(*number),
            Expression::Negative(of) => {
                let value = of.value("", &nobody);
                self.numbers.extend(value.map(|value| -value.number()));
            }
            Expression::Both(operator, _) if operator.is_arithmetic() => {
                let value = part.value("", &nobody);
                self.numbers.extend(value.map(|value| value.number()));
            }
            Expression::Call(Function::StringLength, _) => self.lengths = true,
            _ => {}
        }
        self.numbers.retain(|number| number.is_finite());
    }

    fn numbers_around(&self, kind: &Kind) -> Vec<String> {
        let unit = if *kind == Kind::Decimal { 1e-6 } else { 1.0 };
        let around = |number: &f64| {
            [
                number - 1.0,
                number - unit,
                *number,
                number + unit,
                number + 1.0,
            ]
        };
        let mut around: Vec<f64> = [0.0, 1.0]
            .iter()
            .chain(&self.numbers)
            .flat_map(around)
            .collect();
        if *kind == Kind::Integer {
            around = around
                .iter()
                .flat_map(|number| [libm::floor(*number), libm::ceil(*number)])
                .collect();
        }
        around.sort_by(f64::total_cmp);
        around.dedup();
        let texts = around.into_iter();
        texts.map(|number| Value::Number(number).text()).collect()
    }

    fn days_around(&self) -> Vec<String> {
        let some = super::days::day("2000-01-01");
        let days = self.texts.iter().filter_map(|text| super::days::day(text));
        let around = days.chain(some).flat_map(|day| [day - 1, day, day + 1]);
        let around: BTreeSet<i64> = around.collect();
        around.into_iter().map(super::days::of_day).collect()
    }

    fn words(&self, kind: &Kind) -> Vec<String> {
        let numbers = self.numbers_around(kind);
        let mut texts: BTreeSet<String> = self.texts.iter().cloned().chain(numbers).collect();
        texts.insert("other".to_owned());
        if self.lengths {
            let lengths = self.numbers.iter().flat_map(|number| {
                let whole = libm::floor(*number);
                [whole - 1.0, whole, whole + 1.0]
            });
            let lengths = lengths.filter(|length| (1.0..=LONGEST).contains(length));
            texts.extend(lengths.map(|length| "x".repeat(length as usize)));
        }
        texts.retain(|text| !text.is_empty());
        texts.into_iter().collect()
    }
}
