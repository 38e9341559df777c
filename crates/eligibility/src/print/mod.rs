//! From a rule to its text. What was read is printed so that reading it again gives the same rule.

mod english;
mod korean;

use std::fmt::Write as _;

use crate::day::Day;
use crate::facts::{Fact, Unit};
use crate::rule::{Condition, Node, Quantity, Rule};

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Korean.
    Korean,
    /// English.
    English,
}

impl Rule {
    /// Its text in a language: headers, then the tree, each line ended.
    #[must_use]
    pub fn print(&self, language: Language) -> String {
        let korean = language == Language::Korean;
        let mut out = String::new();
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        if let Some(service) = &self.service {
            let word = if korean { "서비스" } else { "service" };
            let name = self
                .name
                .as_ref()
                .map_or(String::new(), |name| format!(" \"{name}\""));
            line(format!("{word} {service}{name}"));
        }
        if let Some(basis) = &self.basis {
            line(format!(
                "{} \"{basis}\"",
                if korean { "근거" } else { "basis" }
            ));
        }
        if let Some(period) = self.period {
            line(match (korean, period.to) {
                (true, None) => format!("시행 {} 부터", period.from),
                (true, Some(to)) => format!("시행 {} 부터 {to} 까지", period.from),
                (false, None) => format!("in force from {}", period.from),
                (false, Some(to)) => format!("in force from {} to {to}", period.from),
            });
        }
        line(match korean {
            true => format!("대상 {}", self.subject.korean()),
            false => format!("for {}", self.subject.word()),
        });
        write_node(&mut out, &self.node, language, 0);
        out
    }
}

impl Condition {
    /// Its text in a language.
    #[must_use]
    pub fn print(&self, language: Language) -> String {
        match language {
            Language::Korean => korean::condition(self),
            Language::English => english::condition(self),
        }
    }
}

fn write_node(out: &mut String, node: &Node, language: Language, depth: usize) {
    let blanks = "  ".repeat(depth);
    let item = if depth == 0 { "" } else { "- " };
    let head = match (node, language) {
        (Node::Condition(condition), _) => {
            // Writing into a string does not fail.
            let _ = writeln!(out, "{blanks}{item}{}", condition.print(language));
            return;
        }
        (Node::All(_), Language::Korean) => "다음을 모두 만족".to_owned(),
        (Node::All(_), Language::English) => "all of".to_owned(),
        (Node::Any(_), Language::Korean) => "다음 중 하나 이상".to_owned(),
        (Node::Any(_), Language::English) => "any of".to_owned(),
        (Node::NoneOf(_), Language::Korean) => "다음에 해당하지 않음".to_owned(),
        (Node::NoneOf(_), Language::English) => "none of".to_owned(),
        (Node::AtLeast(least, _), Language::Korean) => format!("다음 중 {least}개 이상"),
        (Node::AtLeast(least, _), Language::English) => format!("at least {least} of"),
        (Node::Members(quantity, _), Language::Korean) => match quantity {
            Quantity::AtLeast(count) => format!("가구원 중 {count}명 이상이"),
            Quantity::AtMost(count) => format!("가구원 중 {count}명 이하가"),
            Quantity::Every => "가구원 모두가".to_owned(),
        },
        (Node::Members(quantity, _), Language::English) => match quantity {
            Quantity::AtLeast(count) => format!("at least {count} household members"),
            Quantity::AtMost(count) => format!("at most {count} household members"),
            Quantity::Every => "every household member".to_owned(),
        },
    };
    let _ = writeln!(out, "{blanks}{item}{head}:");
    for part in node.parts() {
        write_node(out, part, language, depth + 1);
    }
}

/// A number with commas between groups of three.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The unit of a fact, and a day for a number of days.
fn day_or(fact: Fact, number: i64) -> Result<Day, Unit> {
    match fact.unit() {
        Some(Unit::Date) | None => Day::of_number(number).ok_or(Unit::Date),
        Some(unit) => Err(unit),
    }
}
