//! The values that matter: for each fact one value of each class that the rule tells apart.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::{Atom, Variable};
use crate::answers::{Answer, Answers, View, holds};
use crate::day::Day;
use crate::facts::{Fact, Kind, Subject, Unit};
use crate::medians::median_income;
use crate::parameters::Parameters;
use crate::profile::Profile;
use crate::regions::Region;
use crate::rule::{Condition, Operand, Test};
use crate::truth::Truth;

/// The most persons of a household.
const SIZES: std::ops::RangeInclusive<i64> = 1..=30;
/// Sets of more identifiers than these are not enumerated as a whole.
const MOST_ITEMS: usize = 8;

/// An atom's value for each choice of values of its variables.
pub(crate) struct Table {
    /// Its variables, none, one or two.
    pub variables: Vec<usize>,
    /// By variable how many choices there are: 0 is "as it is known now", then the classes.
    width: usize,
    values: Vec<Truth>,
}

impl Table {
    /// The value where each variable takes a class, or 0 for what is known now.
    pub fn value(&self, class: impl Fn(usize) -> usize) -> Truth {
        let at = match self.variables.as_slice() {
            [] => 0,
            [one] => class(*one),
            [one, two, ..] => class(*one) * self.width + class(*two),
        };
        self.values[at]
    }

    /// Whether it can be other than it is.
    pub fn varies(&self) -> bool {
        self.values.iter().any(|value| *value != self.values[0])
    }
}

/// Variables with how many classes each has, and the tables of atoms.
pub(crate) struct Domains {
    pub variables: Vec<Variable>,
    pub classes: Vec<usize>,
    pub tables: Vec<Table>,
    /// Not every value could be tried.
    pub cut: bool,
}

/// What is held against what.
pub(crate) struct Against<'a> {
    pub profile: &'a Profile,
    pub parameters: &'a Parameters,
}

impl Domains {
    /// The domains of the variables that `free` picks among those of the atoms that `wanted` picks.
    pub fn new(
        atoms: &[Atom<'_>],
        against: &Against<'_>,
        wanted: impl Fn(usize) -> bool,
        free: impl Fn(&Atom<'_>, Variable) -> bool,
    ) -> Domains {
        let mut numbers: BTreeMap<Variable, Vec<usize>> = BTreeMap::new();
        for (at, atom) in atoms.iter().enumerate().filter(|(at, _)| wanted(*at)) {
            for fact in atom.condition.asks() {
                let person = if fact.subject() == Subject::Person {
                    atom.person
                } else {
                    0
                };
                let variable = Variable { person, fact };
                if free(atom, variable) {
                    numbers.entry(variable).or_default().push(at);
                }
            }
        }
        let variables: Vec<Variable> = numbers.keys().copied().collect();
        let mut cut = false;
        let raw = numbers.iter().map(|(variable, of)| {
            let conditions: Vec<&Condition> = of.iter().map(|at| atoms[*at].condition).collect();
            let (values, whole) = candidates(*variable, &conditions, against);
            cut |= !whole;
            values
        });
        let raw: Vec<Vec<Answer>> = raw.collect();
        let variables_of = |at: usize| -> Vec<usize> {
            let of = |variable: &Variable| numbers[variable].contains(&at);
            (0..variables.len())
                .filter(|number| of(&variables[*number]))
                .collect()
        };
        let tables = atoms.iter().enumerate().map(|(at, atom)| {
            let own = variables_of(at);
            let of: Vec<(Variable, &[Answer])> = own
                .iter()
                .map(|number| (variables[*number], raw[*number].as_slice()))
                .collect();
            table(atom, &own, &of, against)
        });
        let tables: Vec<Table> = tables.collect();
        let counts: Vec<usize> = raw.iter().map(Vec::len).collect();
        let (tables, classes) = merged(tables, &counts);
        Domains {
            variables,
            classes,
            tables,
            cut,
        }
    }
}

/// The values of an atom for all values of its variables.
fn table(
    atom: &Atom<'_>,
    own: &[usize],
    of: &[(Variable, &[Answer])],
    against: &Against<'_>,
) -> Table {
    let profile = against.profile;
    let mut person = match atom.person {
        0 => profile.visitor.clone(),
        other => profile.members[other - 1].answers.clone(),
    };
    let mut shared = profile.shared.clone();
    let known: Vec<Option<Answer>> = of
        .iter()
        .map(|(variable, _)| {
            if variable.fact.subject() == Subject::Person {
                person.get(variable.fact)
            } else {
                shared.get(variable.fact)
            }
            .cloned()
        })
        .collect();
    let set = |person: &mut Answers, shared: &mut Answers, at: usize, choice: usize| {
        let (variable, values) = of[at];
        let answer = if choice == 0 {
            known[at].clone()
        } else {
            Some(values[choice - 1].clone())
        };
        let answers = if variable.fact.subject() == Subject::Person {
            person
        } else {
            shared
        };
        answers.set(variable.fact, answer);
        if variable.fact.unit() == Some(Unit::Date) {
            answers.complete(profile.day);
        }
    };
    let value = |person: &Answers, shared: &Answers| {
        holds(
            atom.condition,
            View { person, shared },
            against.parameters,
            profile.day,
        )
    };
    let mut values = Vec::new();
    let width = of.get(1).map_or(1, |(_, values)| values.len() + 1);
    for first in 0..=of.first().map_or(0, |(_, values)| values.len()) {
        if !of.is_empty() {
            set(&mut person, &mut shared, 0, first);
        }
        for second in 0..width {
            if of.len() > 1 {
                set(&mut person, &mut shared, 1, second);
            }
            values.push(value(&person, &shared));
        }
    }
    Table {
        variables: own.to_vec(),
        width,
        values,
    }
}

/// Keeps one value of each class: of values that no atom tells apart, whatever the others are.
fn merged(tables: Vec<Table>, counts: &[usize]) -> (Vec<Table>, Vec<usize>) {
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for (variable, count) in counts.iter().enumerate() {
        let mut seen = BTreeSet::new();
        let mut keep = vec![0];
        for choice in 1..=*count {
            let mut row: Vec<Truth> = Vec::new();
            for table in tables
                .iter()
                .filter(|table| table.variables.contains(&variable))
            {
                match table.variables.as_slice() {
                    [_] => row.push(table.values[choice]),
                    [one, _] if *one == variable => {
                        row.extend(&table.values[choice * table.width..(choice + 1) * table.width]);
                    }
                    _ => row.extend(table.values.iter().skip(choice).step_by(table.width)),
                }
            }
            if seen.insert(row) {
                keep.push(choice);
            }
        }
        kept.push(keep);
    }
    let narrow = |table: Table| {
        let Table {
            variables,
            width,
            values,
        } = table;
        match variables.as_slice() {
            [] => Table {
                variables,
                width,
                values,
            },
            [one] => {
                let values = kept[*one].iter().map(|at| values[*at]).collect();
                Table {
                    variables,
                    width: 1,
                    values,
                }
            }
            [one, two, ..] => {
                let rows = kept[*one].iter();
                let cells =
                    rows.flat_map(|row| kept[*two].iter().map(move |column| row * width + column));
                let values = cells.map(|at| values[at]).collect();
                let width = kept[*two].len();
                Table {
                    variables,
                    width,
                    values,
                }
            }
        }
    };
    let tables = tables.into_iter().map(narrow).collect();
    (tables, kept.iter().map(|keep| keep.len() - 1).collect())
}

/// Values of a variable, one at least in each class that these conditions tell apart; and whether these are all classes.
fn candidates(
    variable: Variable,
    conditions: &[&Condition],
    against: &Against<'_>,
) -> (Vec<Answer>, bool) {
    let fact = variable.fact;
    match fact.kind() {
        Kind::Truth => (vec![Answer::Truth(false), Answer::Truth(true)], true),
        Kind::Choice(choices) => ((0..choices.len() as u8).map(Answer::Choice).collect(), true),
        Kind::Region => {
            let known = against.profile.shared.region(fact);
            // Who has told the province lives in it; whoever might move may live anywhere.
            let within =
                known.filter(|known| conditions.iter().any(|condition| open(*known, condition)));
            let finest = Region::all().filter(|region| region.is_finest());
            let near = finest.filter(|region| within.is_none_or(|within| region.is_within(within)));
            (near.map(Answer::Region).collect(), true)
        }
        Kind::Set => sets(conditions),
        Kind::Number(_) | Kind::Date | Kind::Completed(_) => {
            let mut numbers = BTreeSet::new();
            for condition in conditions {
                thresholds(fact, condition, against, &mut numbers);
            }
            (
                limits(fact, numbers, against.profile.day)
                    .into_iter()
                    .map(Answer::Number)
                    .collect(),
                true,
            )
        }
    }
}

fn open(known: Region, condition: &Condition) -> bool {
    matches!(condition.test, Test::Within(target) if known.lives_in(target) == Truth::Unknown)
}

fn sets(conditions: &[&Condition]) -> (Vec<Answer>, bool) {
    let mut items: BTreeSet<&str> = BTreeSet::new();
    for condition in conditions {
        if let Test::Meets(named, _) = &condition.test {
            items.extend(named.iter().map(String::as_str));
        }
    }
    let items: Vec<&str> = items.into_iter().collect();
    let set = |bits: usize| {
        let chosen =
            (0..items.len()).filter(|at| *at < usize::BITS as usize && bits >> at & 1 == 1);
        Answer::Set(chosen.map(|at| items[at].to_owned()).collect())
    };
    if items.len() <= MOST_ITEMS {
        return ((0..1 << items.len()).map(set).collect(), true);
    }
    let single = items
        .iter()
        .map(|item| Answer::Set([(*item).to_owned()].into()));
    let all = Answer::Set(items.iter().map(|item| (*item).to_owned()).collect());
    ([set(0), all].into_iter().chain(single).collect(), false)
}

/// Numbers on both sides of where a condition turns.
fn thresholds(
    fact: Fact,
    condition: &Condition,
    against: &Against<'_>,
    numbers: &mut BTreeSet<i64>,
) {
    let day = against.profile.day;
    match &condition.test {
        Test::Between { lower, upper } => {
            let bounds = [lower, upper].into_iter().flatten();
            for bound in bounds.filter_map(|bound| turning(&bound.value, against)) {
                let around = [bound.saturating_sub(1), bound, bound.saturating_add(1)];
                match condition.fact {
                    Fact::Age | Fact::BusinessYears => numbers.extend(
                        around
                            .iter()
                            .flat_map(|years| both_sides(day.born_at_age(*years))),
                    ),
                    Fact::AgeMonths => numbers.extend(
                        around
                            .iter()
                            .flat_map(|months| both_sides(day.born_at_months(*months))),
                    ),
                    Fact::YearAge => numbers.extend(around.iter().filter_map(|years| {
                        let year = i64::from(day.year()).checked_sub(*years)?;
                        Some(Day::new(i32::try_from(year).ok()?, 1, 1)?.number())
                    })),
                    _ => numbers.extend(around),
                }
            }
        }
        Test::Share(percent, _) if Some(fact) != condition.fact.size_fact() => {
            for size in SIZES {
                if let Some(median) = median_income(day.year(), size) {
                    let at = i128::from(*percent) * i128::from(median) / 100;
                    let at = i64::try_from(at).unwrap_or(i64::MAX - 1);
                    numbers.extend([at.saturating_sub(1), at, at + 1]);
                }
            }
        }
        _ => {}
    }
}

fn turning(operand: &Operand, against: &Against<'_>) -> Option<i64> {
    against.parameters.number(operand, against.profile.day)
}

fn both_sides(day: Day) -> [i64; 2] {
    [day.number(), day.next().number()]
}

/// Leaves what can be, and adds its ends.
fn limits(fact: Fact, mut numbers: BTreeSet<i64>, day: Day) -> Vec<i64> {
    match fact {
        Fact::BirthDate => {
            let (oldest, newest) = (day.born_at_age(131).next().number(), day.number());
            numbers.extend([oldest, newest]);
            numbers
                .into_iter()
                .filter(|number| (oldest..=newest).contains(number))
                .collect()
        }
        Fact::Opened => {
            numbers.extend([day.born_at_age(200).number(), day.number()]);
            numbers
                .into_iter()
                .filter(|number| Day::of_number(*number).is_some())
                .collect()
        }
        Fact::Size | Fact::ParentsSize => SIZES.collect(),
        _ => {
            numbers.insert(0);
            numbers.into_iter().filter(|number| *number >= 0).collect()
        }
    }
}
