//! Properties on random rules: the engine against the slow evaluator, settled answers that stay, and parse ∘ print in both languages.

use std::collections::BTreeSet;

use madang_eligibility::{
    BookBuilder, Bound, Comparison, Condition, Fact, Kind, Language, Node, Operand, Parameters,
    Profile, Quantity, Region, Rule, Subject, Test, Truth, parse,
};
use proptest::prelude::*;

use crate::slow::{DAY, NAMES, State, states, trees, value};

/// A rule of a tree, through its text: rules are made by reading.
fn rule(node: &Node) -> Rule {
    let mut rule = parse("서비스 A\n기혼임", &Parameters::default()).expect("a rule");
    rule.node = node.clone();
    rule
}

fn profile(state: &State) -> Profile {
    Profile::read(&state.profile()).expect("a profile")
}

/// Of some sets those that hold no other.
fn minimal(sets: Vec<BTreeSet<&'static str>>) -> BTreeSet<BTreeSet<&'static str>> {
    let small = sets.iter().filter(|set| {
        !sets
            .iter()
            .any(|other| other != *set && other.is_subset(set))
    });
    small.cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_says_what_trying_everything_says(node in trees(), state in states()) {
        let parameters = Parameters::default();
        let insight = rule(&node).insight(&profile(&state), &parameters).expect("in force");
        prop_assert_eq!(insight.value, value(&node, &state));
        prop_assert!(!insight.open && !insight.bounded);
        let missing = state.missing();
        let complete: BTreeSet<Truth> = state.all_told(&missing).iter().map(|state| value(&node, state)).collect();
        let exact = if complete.len() == 1 { *complete.first().expect("one") } else { Truth::Unknown };
        prop_assert_eq!(insight.exact, exact);
        let settling = |wanted: Truth| {
            let mut sets = Vec::new();
            for bits in 0_u32..1 << missing.len() {
                let told: Vec<usize> = (0..missing.len()).filter(|at| bits >> at & 1 == 1).map(|at| missing[at]).collect();
                if state.all_told(&told).iter().any(|state| value(&node, state) == wanted) {
                    sets.push(told.iter().map(|fact| NAMES[*fact]).collect());
                }
            }
            minimal(sets)
        };
        let named = |sets: &[Vec<madang_eligibility::Variable>]| -> BTreeSet<BTreeSet<String>> {
            sets.iter().map(|set| set.iter().map(|variable| variable.path()).collect()).collect()
        };
        let strings = |sets: BTreeSet<BTreeSet<&str>>| -> BTreeSet<BTreeSet<String>> {
            sets.into_iter().map(|set| set.into_iter().map(str::to_owned).collect()).collect()
        };
        if insight.value == Truth::Unknown {
            prop_assert_eq!(named(&insight.yes), strings(settling(Truth::True)));
            prop_assert_eq!(named(&insight.no), strings(settling(Truth::False)));
        }
        let matters = |fact: usize| {
            let others: Vec<usize> = missing.iter().copied().filter(|other| *other != fact).collect();
            state.all_told(&others).iter().any(|state| {
                let values: BTreeSet<Truth> = state.told(fact).iter().map(|state| value(&node, state)).collect();
                values.len() > 1
            })
        };
        let relevant: BTreeSet<String> = missing.iter().filter(|fact| matters(**fact)).map(|fact| NAMES[*fact].to_owned()).collect();
        let found: BTreeSet<String> = insight.relevant.iter().map(|variable| variable.path()).collect();
        prop_assert_eq!(found, relevant);
    }

    #[test]
    fn a_settled_answer_never_changes_with_more_facts(node in trees(), state in states()) {
        let rule = rule(&node);
        let parameters = Parameters::default();
        let of = |state: &State| rule.insight(&profile(state), &parameters).expect("in force");
        let before = of(&state);
        for fact in state.missing() {
            for told in state.told(fact) {
                let after = of(&told);
                prop_assert!(before.value == Truth::Unknown || after.value == before.value);
                prop_assert!(before.exact == Truth::Unknown || after.exact == before.exact);
            }
        }
    }

    #[test]
    fn the_circuit_and_the_population_agree_with_the_tree(nodes in proptest::collection::vec(trees(), 1..5), people in proptest::collection::vec(states(), 1..130)) {
        let mut builder = BookBuilder::new(Parameters::default());
        for (number, node) in nodes.iter().enumerate() {
            let mut rule = rule(node);
            rule.service = Some(format!("S{number}"));
            builder.rule(&rule).expect("one each");
        }
        let book = builder.finish();
        let day = DAY.parse().expect("a day");
        let mut text = "person_id,married,disabled,birth_date,residence,trade\n".to_owned();
        for (number, state) in people.iter().enumerate() {
            text.push_str(&state.row(number));
            text.push('\n');
            let matched = book.on(day).matched(&profile(state));
            for (number, node) in nodes.iter().enumerate() {
                prop_assert_eq!(matched.rules[&format!("S{number}")].value, value(node, state));
            }
        }
        let coverage = book.coverage(text.as_bytes(), day).expect("columns");
        prop_assert_eq!(coverage.broken, 0);
        for (number, node) in nodes.iter().enumerate() {
            let count = |wanted| people.iter().filter(|state| value(node, state) == wanted).count() as u64;
            let found = &coverage.rules[&format!("S{number}")];
            prop_assert_eq!([found.entitled.0, found.not.0, found.unknown.0], [Truth::True, Truth::False, Truth::Unknown].map(count));
        }
    }

    #[test]
    fn reasons_alone_force_the_value(node in trees(), state in states()) {
        let rule = rule(&node);
        let parameters = Parameters::default();
        let reasons = rule.reasons(&profile(&state), &parameters);
        let settled = value(&node, &state) != Truth::Unknown;
        prop_assert!(settled || reasons.is_empty());
        // Who knows only the facts of a reason knows the value.
        for reason in reasons {
            let keeps = |fact: Fact| reason.iter().any(|because| because.condition.fact == fact);
            let only = State {
                married: state.married.filter(|_| keeps(Fact::Married)),
                disabled: state.disabled.filter(|_| keeps(Fact::Disabled)),
                age: state.age.filter(|_| keeps(Fact::Age)),
                trade: state.trade.filter(|_| keeps(Fact::Trade)),
                home: state.home.filter(|_| keeps(Fact::Residence)),
            };
            prop_assert_eq!(value(&node, &only), value(&node, &state));
        }
    }

    #[test]
    fn what_is_printed_reads_as_the_same_rule(rule in rules()) {
        let parameters = Parameters::read("매개변수 \"기준 (가)\"\n  2026-01-01 부터 월 1원\n").expect("good");
        for language in [Language::Korean, Language::English] {
            let text = rule.print(language);
            let read = parse(&text, &parameters);
            prop_assert_eq!(read.as_ref(), Ok(&rule), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "([a-z가-힣0-9\"「」,%:. \\-\n]|다음을 모두 만족:\n|- 나이가 |19세 이상|is a |all of:\n|시행 2026-01-01 부터){0,30}") {
        let _ = parse(&text, &Parameters::default());
        let _ = Parameters::read(&text);
    }
}

fn bounds(fact: Fact) -> BoxedStrategy<Test> {
    let named = matches!(fact, Fact::Income | Fact::Rent | Fact::AssessedIncome);
    let number = match fact.kind() {
        Kind::Date => (-20_000_i64..40_000).boxed(),
        _ => prop_oneof![
            0_i64..40,
            (0_i64..100_000).prop_map(|of| of * 10_000),
            0_i64..1_000_000_000_000
        ]
        .boxed(),
    };
    let value = match named {
        true => prop_oneof![
            number.prop_map(Operand::Number),
            Just(Operand::Parameter("기준 (가)".to_owned()))
        ]
        .boxed(),
        false => number.prop_map(Operand::Number).boxed(),
    };
    let bound = (value, any::<bool>()).prop_map(|(value, inclusive)| Bound { value, inclusive });
    let one = (bound.clone(), any::<bool>()).prop_map(|(bound, lower)| match lower {
        true => Test::Between {
            lower: Some(bound),
            upper: None,
        },
        false => Test::Between {
            lower: None,
            upper: Some(bound),
        },
    });
    let both = bound.prop_map(|lower| {
        let far = match lower.value {
            Operand::Number(number) => Operand::Number(number + 100),
            Operand::Parameter(_) => lower.value.clone(),
        };
        Test::Between {
            lower: Some(lower),
            upper: Some(Bound {
                value: far,
                inclusive: false,
            }),
        }
    });
    prop_oneof![one, both].boxed()
}

fn tests(fact: Fact) -> BoxedStrategy<Test> {
    let words = proptest::collection::vec("[A-Z]{3}[0-9]{9}", 1..3);
    let comparison = proptest::sample::select(vec![
        Comparison::AtLeast,
        Comparison::MoreThan,
        Comparison::AtMost,
        Comparison::LessThan,
    ]);
    match fact.kind() {
        Kind::Truth => any::<bool>().prop_map(Test::Is).boxed(),
        Kind::Choice(choices) => (
            proptest::collection::vec(0..choices.len() as u8, 1..4),
            any::<bool>(),
        )
            .prop_map(|(codes, within)| Test::OneOf(codes, within))
            .boxed(),
        Kind::Set => (words, any::<bool>())
            .prop_map(|(items, any)| Test::Meets(items, any))
            .boxed(),
        Kind::Region => proptest::sample::select(Region::all().skip(1).collect::<Vec<_>>())
            .prop_map(Test::Within)
            .boxed(),
        _ if fact.size_fact().is_some() => prop_oneof![
            bounds(fact),
            (0_u64..500, comparison)
                .prop_map(|(percent, comparison)| Test::Share(percent, comparison))
        ]
        .boxed(),
        _ => bounds(fact),
    }
}

fn leaves(members: bool) -> BoxedStrategy<Node> {
    let facts = Fact::ALL
        .iter()
        .copied()
        .filter(move |fact| !members || fact.subject() == Subject::Person);
    let fact = proptest::sample::select(facts.collect::<Vec<_>>());
    fact.prop_flat_map(|fact| {
        tests(fact).prop_map(move |test| Node::Condition(Condition { fact, test }))
    })
    .boxed()
}

fn blocks(members: bool) -> BoxedStrategy<Node> {
    leaves(members)
        .prop_recursive(3, 10, 3, move |inner| {
            let some = || proptest::collection::vec(inner.clone(), 1..4);
            let plain = prop_oneof![
                some().prop_map(Node::All),
                some().prop_map(Node::Any),
                some().prop_map(Node::NoneOf),
                some().prop_flat_map(|parts| (0..=parts.len() as u32)
                    .prop_map(move |least| Node::AtLeast(least, parts.clone()))),
            ];
            if members {
                return plain.boxed();
            }
            let quantity = prop_oneof![
                (0_u32..40).prop_map(Quantity::AtLeast),
                (0_u32..40).prop_map(Quantity::AtMost),
                Just(Quantity::Every)
            ];
            let counted = (quantity, proptest::collection::vec(blocks(true), 1..3))
                .prop_map(|(quantity, parts)| Node::Members(quantity, parts));
            prop_oneof![3 => plain, 1 => counted].boxed()
        })
        .boxed()
}

/// Rules with all there is in the language.
fn rules() -> impl Strategy<Value = Rule> {
    let text = || proptest::option::of("[가-힣a-zA-Z0-9 .,;()「」-]{0,12}");
    let heads = (
        "[A-Z0-9-]{1,14}",
        text(),
        text(),
        0_u8..3,
        proptest::option::of((0_i64..20_000, proptest::option::of(0_i64..4_000))),
    );
    (heads, blocks(false)).prop_map(|((service, name, basis, subject, period), node)| {
        let mut rule = rule(&node);
        rule.service = Some(service);
        rule.name = name;
        rule.basis = basis;
        rule.subject =
            [Subject::Person, Subject::Household, Subject::Business][usize::from(subject)];
        rule.period = period.map(|(from, length)| {
            let day = |number| madang_eligibility::Day::of_number(number).expect("a day");
            madang_eligibility::Period {
                from: day(from),
                to: length.map(|length| day(from + length)),
            }
        });
        rule
    })
}
