//! Conditions, constraints and calculations: the part of XPath that XLSForms are written in and that pages can be decided by.
//!
//! `${q}` is the answer to q, `.` the answer to the question itself; what is not asked or not answered is `''`. Anything beyond the functions
//! of [`Function`] is refused by its name.

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Function {
    /// `not(condition)`
    Not,
    /// `selected(answer, choice)`
    Selected,
    /// `count-selected(answer)`
    CountSelected,
    /// `if(condition, then, else)`
    If,
    /// `coalesce(first, second)`
    Coalesce,
    /// `string-length(text)`
    StringLength,
    /// `regex(text, pattern)`
    Regex,
    /// `round(number, digits)`
    Round,
    /// `int(number)`
    Int,
    /// `today()`
    Today,
    /// `once(random())`
    Once,
    /// `random()`, in `once` alone
    Random,
}

impl Function {
    /// All of them, each with its name and how many parts it takes.
    const ALL: [(Self, &'static str, usize); 12] = [
        (Self::Not, "not", 1),
        (Self::Selected, "selected", 2),
        (Self::CountSelected, "count-selected", 1),
        (Self::If, "if", 3),
        (Self::Coalesce, "coalesce", 2),
        (Self::StringLength, "string-length", 1),
        (Self::Regex, "regex", 2),
        (Self::Round, "round", 2),
        (Self::Int, "int", 1),
        (Self::Today, "today", 0),
        (Self::Once, "once", 1),
        (Self::Random, "random", 0),
    ];

    /// The function of that name, and how many parts it takes.
    pub(super) fn of(name: &str) -> Option<(Self, usize)> {
        let found = Self::ALL.iter().find(|(_, own, _)| *own == name);
        found.map(|(function, _, parts)| (*function, *parts))
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        let found = Self::ALL.iter().find(|(own, ..)| *own == self);
        found.map_or("", |(_, name, _)| name)
    }
}

/// An operator between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Div,
    Mod,
}

impl Operator {
    /// The loosest first.
    pub(super) fn strength(self) -> u8 {
        match self {
            Self::Or => 0,
            Self::And => 1,
            Self::Equal | Self::NotEqual => 2,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 3,
            Self::Plus | Self::Minus => 4,
            Self::Times | Self::Div | Self::Mod => 5,
        }
    }

    /// Whether it computes a number of two.
    pub fn is_arithmetic(self) -> bool {
        self.strength() >= 4
    }

    /// Whether it compares two values.
    pub fn is_comparison(self) -> bool {
        (2..=3).contains(&self.strength())
    }
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Expression {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// The answer to a question.
    Answer(String),
    /// The answer to the question itself.
    Own,
    /// A column of the choices, in a filter of choices.
    Column(String),
    /// A function of parts.
    Call(Function, Vec<Expression>),
    /// Two parts with an operator.
    Both(Operator, Box<(Expression, Expression)>),
    /// The negative of a part.
    Negative(Box<Expression>),
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExpressionError {
    /// A function that is not taken.
    #[error("the function `{0}` is not taken")]
    Function(String),
    /// Anything else.
    #[error("`{0}` cannot be read as an expression")]
    Malformed(String),
}

impl Expression {
    /// Reads an expression; bare names are columns of choices where `columns` says so.
    ///
    /// # Errors
    /// [`ExpressionError`].
    pub fn read(text: &str, columns: bool) -> Result<Self, ExpressionError> {
        super::parser::parsed(text, columns)
    }

    /// All parts, the whole first.
    pub fn visit<'a>(&'a self, found: &mut dyn FnMut(&'a Expression)) {
        found(self);
        match self {
            Self::Call(_, parts) => parts.iter().for_each(|part| part.visit(found)),
            Self::Both(_, parts) => {
                parts.0.visit(found);
                parts.1.visit(found);
            }
            Self::Negative(part) => part.visit(found),
            _ => {}
        }
    }

    /// The questions whose answers it asks, in the order in which they stand.
    pub fn answers(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.visit(&mut |part| {
            if let Self::Answer(name) = part
                && !names.contains(&name.as_str())
            {
                names.push(name.as_str());
            }
        });
        names
    }

    /// The value with these answers; `None` where it depends on the day, on chance or on a pattern.
    pub fn value(&self, own: &str, answer: &dyn Fn(&str) -> String) -> Option<Value> {
        Some(match self {
            Self::Text(text) => Value::Text(text.clone()),
            Self::Number(number) => Value::Number(*number),
            Self::Answer(name) => Value::Text(answer(name)),
            Self::Own => Value::Text(own.to_owned()),
            Self::Column(_) => return None,
            Self::Negative(part) => Value::Number(-part.value(own, answer)?.number()),
            Self::Both(operator, parts) => {
                let one = parts.0.value(own, answer)?;
                // What decides alone decides also where the other part cannot be known.
                match (operator, one.truth()) {
                    (Operator::Or, true) => return Some(Value::Truth(true)),
                    (Operator::And, false) => return Some(Value::Truth(false)),
                    _ => {}
                }
                combined(*operator, &one, &parts.1.value(own, answer)?)
            }
            Self::Call(function, parts) => {
                let value = |at: usize| parts[at].value(own, answer);
                match function {
                    Function::Not => Value::Truth(!value(0)?.truth()),
                    Function::Selected => {
                        let (all, one) = (value(0)?.text(), value(1)?.text());
                        Value::Truth(all.split_whitespace().any(|chosen| chosen == one))
                    }
                    Function::CountSelected => {
                        Value::Number(value(0)?.text().split_whitespace().count() as f64)
                    }
                    Function::If => value(if value(0)?.truth() { 1 } else { 2 })?,
                    Function::Coalesce => match value(0)?.text() {
                        first if first.is_empty() => value(1)?,
                        first => Value::Text(first),
                    },
                    Function::StringLength => {
                        Value::Number(value(0)?.text().chars().count() as f64)
                    }
                    Function::Round => {
                        let (number, digits) = (value(0)?.number(), value(1)?.number());
                        let scale = libm::pow(10.0, libm::trunc(digits));
                        Value::Number(libm::floor(number * scale + 0.5) / scale)
                    }
                    Function::Int => Value::Number(libm::trunc(value(0)?.number())),
                    Function::Once => value(0)?,
                    Function::Regex | Function::Today | Function::Random => return None,
                }
            }
        })
    }
}

fn combined(operator: Operator, one: &Value, other: &Value) -> Value {
    let (a, b) = match (one.day(), other.day()) {
        (Some(one), Some(other)) if operator.is_comparison() => (one, other),
        _ => (one.number(), other.number()),
    };
    match operator {
        Operator::Or => Value::Truth(one.truth() || other.truth()),
        Operator::And => Value::Truth(one.truth() && other.truth()),
        Operator::Equal => Value::Truth(one.equals(other) == Some(true)),
        Operator::NotEqual => Value::Truth(one.equals(other) != Some(true)),
        Operator::Less => Value::Truth(a < b),
        Operator::LessOrEqual => Value::Truth(a <= b),
        Operator::Greater => Value::Truth(a > b),
        Operator::GreaterOrEqual => Value::Truth(a >= b),
        Operator::Plus => Value::Number(a + b),
        Operator::Minus => Value::Number(a - b),
        Operator::Times => Value::Number(a * b),
        Operator::Div => Value::Number(a / b),
        Operator::Mod => Value::Number(libm::fmod(a, b)),
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A text.
    Text(String),
    /// A number, or none (NaN).
    Number(f64),
    /// True or false.
    Truth(bool),
}

impl Value {
    /// Whether it counts as true.
    pub fn truth(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Truth(truth) => *truth,
        }
    }

    /// As a number; NaN for a text that is none.
    pub fn number(&self) -> f64 {
        match self {
            Self::Text(text) => crate::table::number(text).unwrap_or(f64::NAN),
            Self::Number(number) => *number,
            Self::Truth(truth) => f64::from(u8::from(*truth)),
        }
    }

    /// As a day, so that one is before another.
    fn day(&self) -> Option<f64> {
        match self {
            Self::Text(text) => super::days::day(text).map(|day| day as f64),
            Self::Number(_) | Self::Truth(_) => None,
        }
    }

    /// As a text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.is_nan() => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
        }
    }

    /// As numbers where one is a number, as truths where one is, else as texts; `None` where one is no number.
    fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Truth(_), _) | (_, Self::Truth(_)) => Some(self.truth() == other.truth()),
            (Self::Number(_), _) | (_, Self::Number(_)) => {
                let (a, b) = (self.number(), other.number());
                (!a.is_nan() && !b.is_nan()).then_some(a == b)
            }
            (Self::Text(one), Self::Text(other)) => Some(one == other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, own: &str) -> Value {
        let read = Expression::read(text, false).expect(text);
        let answer = |name: &str| {
            if name == "n" {
                "7".to_owned()
            } else {
                String::new()
            }
        };
        read.value(own, &answer).expect("it can be known")
    }

    #[test]
    fn values_are_those_of_xpath() {
        for (text, truth) in [
            ("1 + 2 * 3 = 7", true),
            ("${n} - 1 = 6 and not(${n} > 7)", true),
            ("${none} < 1 or ${none} >= 1", false),
            ("${none} != 1", true),
            ("${none} = ''", true),
            ("${none} = 0", false),
            ("selected('a b', 'b') and not(selected('ab', 'b'))", true),
            ("count-selected('a b c') = 3", true),
            ("if(${n} > 5, 'yes', 'no') = 'yes'", true),
            ("-2 + 3 = 1", true),
            ("7 mod 4 = 3 and 7 div 2 = 3.5", true),
            ("coalesce(${none}, 'x') = 'x'", true),
            ("string-length('한글') = 2", true),
            ("int(-2.7) = -2 and round(2.345, 1) = 2.3", true),
            (". >= 19 and . <= 120", true),
            (
                "'2026-02-28' < '2026-03-01' and '2026-12-01' >= '2026-12-01'",
                true,
            ),
            (
                "'2026-12-01' > '2026-12-01' or '2026-02-30' < '2026-03-01'",
                false,
            ),
            ("'2026-12-01' > 5", false),
        ] {
            assert_eq!(value(text, "40").truth(), truth, "{text}");
        }
    }

    #[test]
    fn what_is_not_taken_is_refused_by_name() {
        assert_eq!(
            Expression::read("pulldata('x', 'y')", false),
            Err(ExpressionError::Function("pulldata".to_owned()))
        );
        for text in [
            "",
            "1 +",
            "(1",
            "${a",
            "'a",
            "1 2",
            "random()+",
            "not()",
            "once(1)",
            "a = 1",
            "#",
            "if(1, 2)",
        ] {
            assert!(Expression::read(text, false).is_err(), "{text}");
        }
        let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
        assert!(Expression::read(&deep, false).is_err());
        assert!(Expression::read("sido = ${sido}", true).is_ok());
    }
}
