//! What exactly is wrong with the text of a rule or of parameters, with the values that whoever says it in a language puts into the sentence.

use std::fmt;

use crate::facts::{Fact, Unit};
use crate::rule::Period;

/// A mistake in a text. As text it is English; `madang-catalogue` has it in Korean as well.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Slip {
    /// A tab.
    Tab,
    /// Headers and nothing below them.
    Nothing,
    /// An item where no block began.
    ItemFirst,
    /// Lines after the tree.
    Ended,
    /// A text that is no condition.
    NoCondition(String),
    /// A head that begins no block.
    NoBlock(String),
    /// A block without an item.
    NoItem,
    /// Items of one block that do not stand below each other.
    Indentation,
    /// Blocks that stand too deep in each other.
    TooDeep(usize),
    /// More conditions are wanted than there are.
    TooFew {
        /// How many are wanted.
        least: u32,
        /// How many there are.
        of: usize,
    },
    /// A block that counts persons inside one that does.
    CountedTwice,
    /// The basis is not written as it should be.
    Basis,
    /// Nobody for whom rules are.
    Audience,
    /// The name of a service without its quotation marks.
    Name,
    /// A service without its identifier.
    Identifier,
    /// The same header once more.
    HeaderTwice,
    /// A period that is not written as it should be.
    PeriodForm,
    /// Something after a period.
    AfterPeriod(String),
    /// A rule that ends before it begins.
    RuleEndsFirst,
    /// A rule that names no service.
    NoService,
    /// Two rules of a service in force on one day.
    Overlap {
        /// The service.
        service: String,
        /// When the one is in force.
        one: Option<Period>,
        /// When the other is.
        other: Option<Period>,
    },
    /// A count that is too large.
    LargeCount,
    /// An amount that is too large.
    LargeAmount,
    /// A share of the median that is too large.
    LargeShare,
    /// A day that does not exist.
    NoDay(String),
    /// A word that is no code of a fact.
    NoCode {
        /// The word.
        word: String,
        /// The fact.
        fact: Fact,
    },
    /// A word that is no code of a region.
    NoRegion(String),
    /// A fact that is not a yes or no.
    NotTruth(Fact),
    /// A fact that is not held against the median.
    NotIncome(Fact),
    /// A fact without an order.
    NoOrder(Fact),
    /// A fact without codes.
    NoCodes(Fact),
    /// A fact that is no region.
    NotRegion(Fact),
    /// A fact that is no list.
    NotList(Fact),
    /// A parameter that there is not.
    NoParameter(String),
    /// A value in another unit than the fact has.
    Units {
        /// The fact.
        fact: Fact,
        /// The unit of the value.
        its: Unit,
    },
    /// A range in which nothing lies.
    EmptyRange,
    /// A fact of the household or the business in a block that asks each person.
    NotOfPersons(Fact),
    /// The name of a parameter without its quotation marks.
    ParameterName,
    /// A parameter that is there twice.
    ParameterTwice(String),
    /// A value before any parameter is named.
    ValueFirst,
    /// No amount with its unit.
    NoAmount(String),
    /// Values of a parameter in several units.
    SeveralUnits,
    /// A period that ends before it begins.
    ValueEndsFirst,
    /// Periods of a parameter that overlap, or do not follow each other.
    ValuesOverlap,
}

impl Slip {
    /// The codes of a fact with their names, as a text lists them.
    #[must_use]
    pub fn codes(fact: Fact) -> String {
        let each = fact.choices().iter();
        let each = each.map(|(code, name)| format!("{name} ({code})"));
        each.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slip::Tab => out.write_str("a tab: indent with spaces"),
            Slip::Nothing => out.write_str("there is no condition"),
            Slip::ItemFirst => out.write_str("before the items of a block stands its head"),
            Slip::Ended => out.write_str("the rule has ended above: one block holds all"),
            Slip::NoCondition(text) => write!(
                out,
                "{text:?} is no condition: a fact by its label, then what is asked of it"
            ),
            Slip::NoBlock(head) => write!(
                out,
                "{head:?} is no head of a block: 다음을 모두 만족, 다음 중 하나 이상, 다음에 해당하지 않음, 다음 중 2개 이상, 가구원 중 1명 이상이 \
                 (all of, any of, none of, at least 2 of, at least 1 household members)"
            ),
            Slip::NoItem => out.write_str("a block without an item: items begin with \"- \""),
            Slip::Indentation => out.write_str("all items of a block have the same indentation"),
            Slip::TooDeep(most) => write!(out, "blocks stand {most} deep at most"),
            Slip::TooFew { least, of } => write!(out, "{least} of {of} can never hold"),
            Slip::CountedTwice => {
                out.write_str("persons of the household are counted inside a block that counts them")
            }
            Slip::Basis => out
                .write_str("the basis stands between quotation marks: 근거 \"…\", basis \"…\""),
            Slip::Audience => {
                out.write_str("it is for 사람 (person), 가구 (household) or 사업 (business)")
            }
            Slip::Name => out.write_str(
                "the name of a service stands between quotation marks: 서비스 ID \"…\"",
            ),
            Slip::Identifier => out.write_str(
                "before the name stands the identifier of the service: 서비스 ID \"…\"",
            ),
            Slip::HeaderTwice => out.write_str("this header is there twice"),
            Slip::PeriodForm => out.write_str(
                "a period is written 2026-01-01 부터 2026-12-31 까지, or from 2026-01-01 to 2026-12-31",
            ),
            Slip::AfterPeriod(rest) => write!(out, "{rest:?} after the period"),
            Slip::RuleEndsFirst => out.write_str("the rule ends before it begins"),
            Slip::NoService => out.write_str("the rule names no service: 서비스 ID, service ID"),
            Slip::Overlap {
                service,
                one,
                other,
            } => write!(
                out,
                "service {service} has another rule in force {}: {}",
                when(*one),
                when(*other)
            ),
            Slip::LargeCount => out.write_str("the number is too large"),
            Slip::LargeAmount => out.write_str("the amount is too large"),
            Slip::LargeShare => {
                out.write_str("a share of the median income is 1,000,000% at most")
            }
            other => other.of_values(out),
        }
    }
}

impl Slip {
    /// What is wrong between a fact, a value and a parameter.
    fn of_values(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = |out: &mut fmt::Formatter<'_>, fact: &Fact, what: &str| {
            write!(out, "{} ({}) {what}", fact.korean(), fact.english())
        };
        match self {
            Slip::NoDay(text) => write!(out, "{text} is no day that exists"),
            Slip::NoCode { word, fact } => {
                let codes = Slip::codes(*fact);
                write!(out, "{word:?} is no code of {}: {codes}", fact.korean())
            }
            Slip::NoRegion(code) => write!(
                out,
                "{code:?} is no code of a region, of two or five digits"
            ),
            Slip::NotTruth(fact) => not(out, fact, "is not simply so or not so"),
            Slip::NotIncome(fact) => not(out, fact, "is no income that is held against the median"),
            Slip::NoOrder(fact) => not(out, fact, "has no order: it is not compared by size"),
            Slip::NoCodes(fact) => not(out, fact, "has no codes"),
            Slip::NotRegion(fact) => not(out, fact, "is no region"),
            Slip::NotList(fact) => not(out, fact, "is no list"),
            Slip::NoParameter(name) => write!(out, "there is no parameter {name:?}"),
            Slip::Units { fact, its } => {
                let own = fact.unit().map_or("", words);
                not(out, fact, &format!("is {own}, and not {}", words(*its)))
            }
            Slip::EmptyRange => out.write_str("no value lies in this range"),
            Slip::NotOfPersons(fact) => write!(
                out,
                "{} is a fact of the {}: a block that counts persons asks of each person",
                fact.korean(),
                fact.subject().word()
            ),
            Slip::ParameterName => {
                out.write_str("the name of a parameter stands between quotation marks")
            }
            Slip::ParameterTwice(name) => write!(out, "{name:?} is there twice"),
            Slip::ValueFirst => {
                out.write_str("before any value stands a line 매개변수 \"…\" or parameter \"…\"")
            }
            Slip::NoAmount(text) => write!(
                out,
                "{text:?} is no amount with its unit: 월 2,470,000원, KRW 2,470,000 a month, 9세, 9 years"
            ),
            Slip::SeveralUnits => out.write_str("all values of a parameter have one unit"),
            Slip::ValueEndsFirst => out.write_str("the period ends before it begins"),
            _ => out.write_str("periods follow each other and do not overlap"),
        }
    }
}

fn when(period: Option<Period>) -> String {
    match period {
        None => "always".to_owned(),
        Some(Period { from, to: None }) => format!("from {from}"),
        Some(Period { from, to: Some(to) }) => format!("from {from} to {to}"),
    }
}

fn words(unit: Unit) -> &'static str {
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
