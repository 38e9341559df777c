//! Expressions as texts.

use std::fmt;

use super::expressions::{Expression, Operator};

/// As it is written in forms: reading that gives the same expression.
impl fmt::Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let strength = |part: &Self| match part {
            Self::Both(operator, _) => operator.strength(),
            _ => u8::MAX,
        };
        let part = |formatter: &mut fmt::Formatter<'_>, part: &Self, least: u8| match strength(part)
            < least
        {
            true => write!(formatter, "({part})"),
            false => write!(formatter, "{part}"),
        };
        match self {
            Self::Text(text) if text.contains('\'') => write!(formatter, "\"{text}\""),
            Self::Text(text) => write!(formatter, "'{text}'"),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Answer(name) => write!(formatter, "${{{name}}}"),
            Self::Own => formatter.write_str("."),
            Self::Column(name) => formatter.write_str(name),
            Self::Call(function, parts) => {
                write!(formatter, "{}(", function.as_str())?;
                for (at, part) in parts.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    write!(formatter, "{comma}{part}")?;
                }
                formatter.write_str(")")
            }
            Self::Both(operator, parts) => {
                part(formatter, &parts.0, operator.strength())?;
                write!(formatter, " {operator} ")?;
                part(formatter, &parts.1, operator.strength() + 1)
            }
            Self::Negative(of) => {
                formatter.write_str("-")?;
                part(formatter, of, u8::MAX)
            }
        }
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Div => "div",
            Self::Mod => "mod",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_as_the_same() {
        for (text, columns) in [
            ("1 + 2 * 3 - -(4 + .5)", false),
            ("(1 - 2) - (3 - 4) = (5 = 6)", false),
            (
                "not(${a} = 'it' or ${b} = \"it's\") and (. < 3 or . >= 1000000000000000000000)",
                false,
            ),
            ("if(${n}>5, 'yes', round(${n} div 3)) != ''", false),
            ("--1 mod 2 <= count-selected(.)", false),
            ("sido=${sido} and (or = 'x' or name-2 != \"\")", true),
            ("once(random())", false),
        ] {
            let read = Expression::read(text, columns).expect(text);
            let written = read.to_string();
            let again = Expression::read(&written, columns).expect(&written);
            assert_eq!(again, read, "{text} was written as {written}");
            assert_eq!(again.to_string(), written);
        }
        assert!(Expression::read(&"9".repeat(400), false).is_err());
    }
}
