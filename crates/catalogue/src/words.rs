//! What is wrong with the text of a rule, in each language: for a terminal, and for the desk where officials write rules.

use madang_eligibility::{Fact, Period, RuleError, Slip, Unit};
use madang_words::{Argument, Language, Said, Text, quoted};

madang_words::catalogue! {
    static WORDS: "rules"
}

/// A sentence of this catalogue.
macro_rules! said {
    ($key:literal $($rest:tt)*) => {
        madang_words::said!($crate::words::WORDS, $key $($rest)*)
    };
}

/// What is wrong with a text of a rule or of parameters, and what to write instead. The line and the code stand beside it.
#[must_use]
pub fn rule_mistake(error: &RuleError) -> Said {
    let slip = &*error.slip;
    of_form(slip)
        .or_else(|| of_header(slip))
        .or_else(|| of_value(slip))
        .unwrap_or_else(|| of_parameter(slip))
}

/// What is wrong with how lines and blocks stand.
fn of_form(slip: &Slip) -> Option<Said> {
    Some(match slip {
        Slip::Tab => said!("rule-tab"),
        Slip::Nothing => said!("rule-nothing"),
        Slip::ItemFirst => said!("rule-item-first"),
        Slip::Ended => said!("rule-ended"),
        Slip::NoCondition(text) => said!("rule-no-condition", text = quoted(text)),
        Slip::NoBlock(text) => said!("rule-no-block", text = quoted(text)),
        Slip::NoItem => said!("rule-no-item"),
        Slip::Indentation => said!("rule-indentation"),
        Slip::TooDeep(most) => said!("rule-too-deep", most = most.to_string()),
        Slip::TooFew { least, of } => {
            said!(
                "rule-too-few",
                least = least.to_string(),
                of = of.to_string()
            )
        }
        Slip::CountedTwice => said!("rule-counted-twice"),
        Slip::LargeCount => said!("rule-large-count"),
        Slip::LargeAmount => said!("rule-large-amount"),
        Slip::LargeShare => said!("rule-large-share"),
        _ => return None,
    })
}

/// What is wrong with the lines above the tree.
fn of_header(slip: &Slip) -> Option<Said> {
    Some(match slip {
        Slip::Basis => said!("rule-basis"),
        Slip::Audience => said!("rule-audience"),
        Slip::Name => said!("rule-name"),
        Slip::Identifier => said!("rule-identifier"),
        Slip::HeaderTwice => said!("rule-header-twice"),
        Slip::PeriodForm => said!("rule-period-form"),
        Slip::AfterPeriod(text) => said!("rule-after-period", text = quoted(text)),
        Slip::RuleEndsFirst => said!("rule-ends-first"),
        Slip::NoService => said!("rule-no-service"),
        Slip::Overlap {
            service,
            one,
            other,
        } => said!(
            "rule-overlap",
            service = service.clone(),
            one = when(*one),
            other = when(*other)
        ),
        _ => return None,
    })
}

/// What is wrong between a fact and what is asked of it.
fn of_value(slip: &Slip) -> Option<Said> {
    Some(match slip {
        Slip::NoDay(text) => said!("rule-no-day", text = text.clone()),
        Slip::NoCode { word, fact } => said!(
            "rule-no-code",
            word = quoted(word),
            fact = label(*fact),
            codes = Slip::codes(*fact)
        ),
        Slip::NoRegion(text) => said!("rule-no-region", text = quoted(text)),
        Slip::NotTruth(fact) => said!("rule-not-truth", fact = label(*fact)),
        Slip::NotIncome(fact) => said!("rule-not-income", fact = label(*fact)),
        Slip::NoOrder(fact) => said!("rule-no-order", fact = label(*fact)),
        Slip::NoCodes(fact) => said!("rule-no-codes", fact = label(*fact)),
        Slip::NotRegion(fact) => said!("rule-not-region", fact = label(*fact)),
        Slip::NotList(fact) => said!("rule-not-list", fact = label(*fact)),
        Slip::NoParameter(name) => said!("rule-no-parameter", name = quoted(name)),
        Slip::Units { fact, its } => said!(
            "rule-units",
            fact = label(*fact),
            own = unit(fact.unit().unwrap_or(*its)),
            its = unit(*its)
        ),
        Slip::EmptyRange => said!("rule-empty-range"),
        Slip::NotOfPersons(fact) => said!("rule-not-of-persons", fact = label(*fact)),
        _ => return None,
    })
}

/// What a fact is called.
fn label(fact: Fact) -> Argument {
    let mut label = Text::new(Language::Ko, fact.korean());
    label.0.insert(Language::En, fact.english().to_owned());
    Argument::Words(label)
}

/// What is wrong with parameters.
fn of_parameter(slip: &Slip) -> Said {
    match slip {
        Slip::ParameterName => said!("rule-parameter-name"),
        Slip::ParameterTwice(name) => said!("rule-parameter-twice", name = quoted(name)),
        Slip::ValueFirst => said!("rule-value-first"),
        Slip::NoAmount(text) => said!("rule-no-amount", text = quoted(text)),
        Slip::SeveralUnits => said!("rule-several-units"),
        Slip::ValueEndsFirst => said!("rule-value-ends-first"),
        _ => said!("rule-values-overlap"),
    }
}

fn when(period: Option<Period>) -> Said {
    match period {
        None => said!("rule-always"),
        Some(Period { from, to: None }) => said!("rule-from", from = from.to_string()),
        Some(Period { from, to: Some(to) }) => {
            said!("rule-from-to", from = from.to_string(), to = to.to_string())
        }
    }
}

fn unit(unit: Unit) -> Said {
    match unit {
        Unit::Years => said!("rule-unit-years"),
        Unit::Months => said!("rule-unit-months"),
        Unit::Persons => said!("rule-unit-persons"),
        Unit::Won => said!("rule-unit-won"),
        Unit::WonMonth => said!("rule-unit-won-month"),
        Unit::WonYear => said!("rule-unit-won-year"),
        _ => said!("rule-unit-date"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use madang_eligibility::{Parameters, parse};
    use madang_words::Asked;

    use super::*;

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &["said!"],
            elsewhere: &[],
            also: BTreeSet::new(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }

    #[test]
    fn a_mistake_says_in_korean_what_is_meant_and_what_to_write() {
        let of = |text: &str| {
            let errors = parse(text, &Parameters::default()).expect_err("wrong");
            rule_mistake(&errors[0]).in_language(Language::Ko)
        };
        let unit = "나이: 단위가 맞지 않습니다. 햇수(세, 년)이어야 하는데 한 번의 금액(원)입니다";
        assert_eq!(of("나이가 65원 이상"), unit);
        let code = of("다니는 기관이 학교임");
        assert!(
            code.contains("\"학교\"") && code.contains("어린이집 (daycare), 유치원 (kindergarten)"),
            "{code}"
        );
        assert!(of("나이가 「없음」 이상").contains("\"없음\""));
        assert!(of("농업인입니다").starts_with("\"농업인입니다\": 조건이 아닙니다"));
        let english = parse("나이가 65원 이상", &Parameters::default()).expect_err("wrong");
        let english = rule_mistake(&english[0]).in_language(Language::En);
        assert_eq!(english, "age is in years, and not an amount at once");
    }
}
