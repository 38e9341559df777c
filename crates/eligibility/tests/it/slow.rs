//! A slow evaluator that shares nothing with the engine's: five facts, Kleene by tables, everything else by trying all there is.

use madang_eligibility::{Comparison, Condition, Fact, Node, Operand, Region, Test, Truth};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What is known of five facts. The day is always 2026-11-01, and people are born on that day of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub married: Option<bool>,
    pub disabled: Option<bool>,
    pub age: Option<i64>,
    pub trade: Option<u8>,
    pub home: Option<&'static str>,
}

pub const DAY: &str = "2026-11-01";
pub const NAMES: [&str; 5] = [
    "business.trade",
    "household.residence",
    "person.birth_date",
    "person.disabled",
    "person.married",
];
const AGES: [i64; 11] = [0, 9, 10, 11, 19, 20, 21, 29, 30, 31, 60];
const HOMES: [&str; 4] = ["41463", "41111", "11110", "26110"];

impl State {
    /// The profile of it, as JSON.
    pub fn profile(&self) -> Value {
        let (mut person, mut household, mut business) = (json!({}), json!({}), json!({}));
        let set = |of: &mut Value, key: &str, value: Option<Value>| {
            if let Some(value) = value {
                of[key] = value;
            }
        };
        set(&mut person, "married", self.married.map(Value::from));
        set(&mut person, "disabled", self.disabled.map(Value::from));
        set(
            &mut person,
            "birth_date",
            self.age.map(|age| json!(format!("{}-11-01", 2026 - age))),
        );
        set(&mut household, "residence", self.home.map(Value::from));
        set(
            &mut business,
            "trade",
            self.trade
                .map(|trade| json!(Fact::Trade.choices()[usize::from(trade)].0)),
        );
        json!({"day": DAY, "person": person, "household": household, "business": business})
    }

    /// The row of a population with the columns `person_id,married,disabled,birth_date,residence,trade`.
    pub fn row(&self, id: usize) -> String {
        let truth = |of: Option<bool>| of.map_or("", |is| if is { "1" } else { "0" });
        let born = self
            .age
            .map_or(String::new(), |age| format!("{}-11-01", 2026 - age));
        let trade = self
            .trade
            .map_or("", |trade| Fact::Trade.choices()[usize::from(trade)].0);
        let (married, disabled) = (truth(self.married), truth(self.disabled));
        format!(
            "p{id},{married},{disabled},{born},{},{trade}",
            self.home.unwrap_or_default()
        )
    }

    /// Which facts, by their place in [`NAMES`], are missing: a province is missing for whoever asks for a city.
    pub fn missing(&self) -> Vec<usize> {
        let all = [
            self.trade.is_none(),
            self.home.is_none_or(|home| home.len() == 2),
            self.age.is_none(),
            self.disabled.is_none(),
            self.married.is_none(),
        ];
        (0..5).filter(|at| all[*at]).collect()
    }

    /// All states in which one fact is known beyond this one.
    pub fn told(&self, fact: usize) -> Vec<State> {
        let truths = [false, true];
        match fact {
            0 => (0..8)
                .map(|trade| State {
                    trade: Some(trade),
                    ..*self
                })
                .collect(),
            1 => {
                let near = HOMES
                    .iter()
                    .filter(|home| self.home.is_none_or(|known| home.starts_with(known)));
                near.map(|home| State {
                    home: Some(home),
                    ..*self
                })
                .collect()
            }
            2 => AGES
                .iter()
                .map(|age| State {
                    age: Some(*age),
                    ..*self
                })
                .collect(),
            3 => truths
                .iter()
                .map(|is| State {
                    disabled: Some(*is),
                    ..*self
                })
                .collect(),
            _ => truths
                .iter()
                .map(|is| State {
                    married: Some(*is),
                    ..*self
                })
                .collect(),
        }
    }

    /// All states in which these facts are known beyond this one.
    pub fn all_told(&self, facts: &[usize]) -> Vec<State> {
        facts.iter().fold(vec![*self], |states, fact| {
            states.iter().flat_map(|state| state.told(*fact)).collect()
        })
    }
}

fn and(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Truth::False, _) | (_, Truth::False) => Truth::False,
        (Truth::True, Truth::True) => Truth::True,
        _ => Truth::Unknown,
    }
}

fn not(a: Truth) -> Truth {
    match a {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

/// The Kleene value.
pub fn value(node: &Node, state: &State) -> Truth {
    let values = || node.parts().iter().map(|part| value(part, state));
    match node {
        Node::Condition(condition) => holds(condition, state),
        Node::All(_) => values().fold(Truth::True, and),
        Node::Any(_) => not(values().map(not).fold(Truth::True, and)),
        Node::NoneOf(_) => values().map(not).fold(Truth::True, and),
        Node::AtLeast(least, _) => {
            let yes = values().filter(|value| *value == Truth::True).count();
            let perhaps = values().filter(|value| *value != Truth::False).count();
            match *least as usize {
                least if yes >= least => Truth::True,
                least if perhaps < least => Truth::False,
                _ => Truth::Unknown,
            }
        }
        Node::Members(..) => unreachable!("not among these rules"),
    }
}

fn holds(condition: &Condition, state: &State) -> Truth {
    let of = |holds: Option<bool>| match holds {
        None => Truth::Unknown,
        Some(true) => Truth::True,
        Some(false) => Truth::False,
    };
    match (&condition.test, condition.fact) {
        (Test::Is(wanted), Fact::Married) => of(state.married.map(|is| is == *wanted)),
        (Test::Is(wanted), Fact::Disabled) => of(state.disabled.map(|is| is == *wanted)),
        (Test::Between { lower, upper }, Fact::Age) => {
            let side = |bound: &Option<madang_eligibility::Bound>,
                        inside: Comparison,
                        strict: Comparison| {
                let Some(bound) = bound else {
                    return Truth::True;
                };
                let Operand::Number(number) = bound.value else {
                    unreachable!("not among these rules")
                };
                let comparison = if bound.inclusive { inside } else { strict };
                of(state.age.map(|age| comparison.holds(age, number)))
            };
            let above = side(lower, Comparison::AtLeast, Comparison::MoreThan);
            and(above, side(upper, Comparison::AtMost, Comparison::LessThan))
        }
        (Test::OneOf(codes, within), Fact::Trade) => {
            of(state.trade.map(|trade| codes.contains(&trade) == *within))
        }
        (Test::Within(region), Fact::Residence) => {
            let Some(home) = state.home else {
                return Truth::Unknown;
            };
            let inside = |target: &str| match (home, target) {
                ("41463", "41" | "41460") | ("41111", "41") | ("41", "41") | ("11110", "11") => {
                    Truth::True
                }
                ("41", "41460") => Truth::Unknown,
                _ => Truth::False,
            };
            inside(region.code())
        }
        _ => unreachable!("not among these rules"),
    }
}

/// What is known: each fact or not.
pub fn states() -> impl Strategy<Value = State> {
    let truth = || proptest::option::of(any::<bool>());
    let home = proptest::option::of(proptest::sample::select(vec![
        "41463", "41111", "11110", "26110", "41",
    ]));
    let age = proptest::option::of(proptest::sample::select(AGES.to_vec()));
    (truth(), truth(), age, proptest::option::of(0_u8..8), home).prop_map(
        |(married, disabled, age, trade, home)| State {
            married,
            disabled,
            age,
            trade,
            home,
        },
    )
}

/// Conditions on the five facts, with the same column often more than once.
pub fn conditions() -> impl Strategy<Value = Condition> {
    let bound = || {
        (
            proptest::sample::select(vec![10_i64, 20, 30]),
            any::<bool>(),
        )
    };
    let of = |fact, test| Condition { fact, test };
    let end = |(number, inclusive)| madang_eligibility::Bound {
        value: Operand::Number(number),
        inclusive,
    };
    prop_oneof![
        any::<bool>().prop_map(move |is| of(Fact::Married, Test::Is(is))),
        any::<bool>().prop_map(move |is| of(Fact::Disabled, Test::Is(is))),
        bound().prop_map(move |lower| of(
            Fact::Age,
            Test::Between {
                lower: Some(end(lower)),
                upper: None
            }
        )),
        bound().prop_map(move |upper| of(
            Fact::Age,
            Test::Between {
                lower: None,
                upper: Some(end(upper))
            }
        )),
        (any::<bool>(), any::<bool>()).prop_map(move |(a, b)| {
            of(
                Fact::Age,
                Test::Between {
                    lower: Some(end((10, a))),
                    upper: Some(end((30, b))),
                },
            )
        }),
        (proptest::collection::vec(0_u8..8, 1..4), any::<bool>())
            .prop_map(move |(codes, within)| of(Fact::Trade, Test::OneOf(codes, within))),
        proptest::sample::select(vec!["41", "41460", "11"]).prop_map(move |code| {
            of(
                Fact::Residence,
                Test::Within(Region::of_code(code).expect("a region")),
            )
        }),
    ]
}

/// Trees over them.
pub fn trees() -> impl Strategy<Value = Node> {
    conditions()
        .prop_map(Node::Condition)
        .prop_recursive(3, 12, 4, |inner| {
            let some = || proptest::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                some().prop_map(Node::All),
                some().prop_map(Node::Any),
                some().prop_map(Node::NoneOf),
                some().prop_flat_map(|parts| (1..=parts.len() as u32)
                    .prop_map(move |least| Node::AtLeast(least, parts.clone()))),
            ]
        })
}
