//! Margins: what is known of the population, and where each row stands in them.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::auxiliary::{Auxiliary, Quantity};
use crate::SurveyError;
use crate::table::{Column, Table, is_missing, number};

/// What is known of one variable.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Target {
    /// How many people are in each level.
    Levels(Vec<(String, f64)>),
    /// The total of a quantity over all people.
    Total(f64),
}

/// All margins as a file has them, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MarginTotals {
    /// Variable (several joined by `|`) and what is known of it.
    pub of: Vec<(String, Target)>,
}

impl MarginTotals {
    /// Margins in that order.
    pub fn new(of: Vec<(String, Target)>) -> Self {
        Self { of }
    }

    /// Reads {variable: {level: total}}, where a quantity has its total instead of levels, or CSV of variable, level, total.
    ///
    /// # Errors
    /// [`SurveyError::MarginsForm`], and what [`Table::read`] refuses.
    pub fn read(bytes: &[u8]) -> Result<Self, SurveyError> {
        let text = crate::table::text(bytes)?;
        if text.trim_start().starts_with(['{', '[']) {
            Self::json(&text)
        } else {
            Self::csv(bytes)
        }
    }

    fn json(text: &str) -> Result<Self, SurveyError> {
        let wrong = |problem: String| SurveyError::MarginsForm { problem };
        let read: Ordered<Read> =
            serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if let Some(twice) = read.twice() {
            return Err(wrong(format!("`{twice}` stands twice")));
        }
        let of = read.0.into_iter().map(|(variable, target)| {
            let target = match target {
                Read::Levels(levels) => match levels.twice() {
                    Some(twice) => {
                        return Err(wrong(format!("`{twice}` of `{variable}` stands twice")));
                    }
                    None => Target::Levels(levels.0),
                },
                Read::Total(total) => Target::Total(total),
            };
            Ok((variable, target))
        });
        Ok(Self {
            of: of.collect::<Result<_, SurveyError>>()?,
        })
    }

    fn csv(bytes: &[u8]) -> Result<Self, SurveyError> {
        let table = Table::read(bytes)?;
        let [variable, level] = [table.column("variable")?, table.column("level")?];
        let total = table.column("total")?;
        let totals = table.required(total)?;
        let mut of: Vec<(String, Target)> = Vec::new();
        for (row, &total) in totals.iter().enumerate() {
            let (variable, level) = (variable.value(row), level.value(row));
            let entry = of.iter_mut().find(|(known, _)| known == variable);
            match entry {
                Some((_, Target::Levels(levels)))
                    if levels.iter().any(|(known, _)| known == level) =>
                {
                    let problem = format!(
                        "line {}: `{level}` of `{variable}` stands twice",
                        table.line(row)
                    );
                    return Err(SurveyError::MarginsForm { problem });
                }
                Some((_, Target::Levels(levels))) => levels.push((level.to_owned(), total)),
                Some(_) => {
                    let problem =
                        format!("line {}: `{variable}` has a total already", table.line(row));
                    return Err(SurveyError::MarginsForm { problem });
                }
                None if level.is_empty() => of.push((variable.to_owned(), Target::Total(total))),
                None => of.push((
                    variable.to_owned(),
                    Target::Levels(vec![(level.to_owned(), total)]),
                )),
            }
        }
        Ok(Self { of })
    }

    /// Where each row of a table stands in them.
    ///
    /// # Errors
    /// Margins that are not attainable by what they are alone: see [`Margin::of`], [`Auxiliary::new`].
    pub fn on(&self, table: &Table) -> Result<Auxiliary, SurveyError> {
        let mut margins = Vec::new();
        let mut quantities = Vec::new();
        for (variable, target) in &self.of {
            match target {
                Target::Levels(levels) => {
                    let column = table.column_or_joined(variable)?;
                    margins.push(Margin::of(variable, levels, &column, &|row| {
                        table.line(row)
                    })?);
                }
                Target::Total(total) => quantities.push(Quantity {
                    name: variable.clone(),
                    total: *total,
                    values: table.required(table.column(variable)?)?,
                }),
            }
        }
        Auxiliary::new(margins, quantities)
    }
}

/// What stands beside a variable in JSON.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "levels with their totals, or a total, were expected"
)]
enum Read {
    Levels(Ordered<f64>),
    Total(f64),
}

/// An object in the order in which it stands in the file: what goes through margins one after another may depend on it.
struct Ordered<T>(Vec<(String, T)>);

impl<T> Ordered<T> {
    /// The first name that stands twice.
    fn twice(&self) -> Option<&str> {
        let mut seen = HashSet::new();
        self.0
            .iter()
            .map(|(name, _)| name.as_str())
            .find(|name| !seen.insert(*name))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Ordered<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of totals")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Ordered<T>, M::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// A margin over rows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Margin {
    /// The variable.
    pub name: String,
    /// Levels and their totals, all above zero.
    pub totals: Vec<(String, f64)>,
    /// The level of each row.
    pub codes: Vec<u32>,
}

impl Margin {
    /// A margin from its totals and the column of its variable; `line` gives the line of a row, for errors. Who has no answer is in the
    /// level `unknown`, if the margin has one. Levels of total zero in which nobody is are left out.
    ///
    /// # Errors
    /// [`SurveyError::MarginTotal`], [`SurveyError::EmptyLevel`], [`SurveyError::ZeroTarget`], [`SurveyError::UnknownLevel`],
    /// [`SurveyError::Missing`].
    pub fn of(
        name: &str,
        totals: &[(String, f64)],
        column: &Column,
        line: &dyn Fn(usize) -> u64,
    ) -> Result<Self, SurveyError> {
        let of_level = |level: &str| (name.to_owned(), level.to_owned());
        for (level, total) in totals {
            if !(*total >= 0.0 && total.is_finite()) {
                let (variable, level) = of_level(level);
                return Err(SurveyError::MarginTotal {
                    variable,
                    level,
                    total: *total,
                });
            }
        }
        let places = places(totals, column);
        let mut counts = vec![0_u64; totals.len()];
        let mut first = vec![0; totals.len()];
        for (row, &code) in column.codes.iter().enumerate() {
            let at =
                places[code as usize].ok_or_else(|| nowhere(name, column.value(row), line(row)))?;
            if counts[at] == 0 {
                first[at] = row;
            }
            counts[at] += 1;
        }
        let mut kept = vec![u32::MAX; totals.len()];
        let mut own = Vec::new();
        for (at, (level, total)) in totals.iter().enumerate() {
            let (variable, level_name) = of_level(level);
            match (*total > 0.0, counts[at] > 0) {
                (true, true) => {
                    kept[at] = own.len() as u32;
                    own.push((level_name, *total));
                }
                (true, false) => {
                    return Err(SurveyError::EmptyLevel {
                        variable,
                        level: level_name,
                        total: *total,
                    });
                }
                (false, true) => {
                    return Err(SurveyError::ZeroTarget {
                        variable,
                        level: level_name,
                        line: line(first[at]),
                        count: counts[at],
                    });
                }
                (false, false) => {}
            }
        }
        let codes = column
            .codes
            .iter()
            .filter_map(|&code| places[code as usize]);
        Ok(Self {
            name: name.to_owned(),
            codes: codes.map(|at| kept[at]).collect(),
            totals: own,
        })
    }
}

/// The place among totals of each of a column's values: the level itself, else the same number (`01` and `1.0` are 1 to a margin), else `unknown`
/// for what is no answer.
fn places(totals: &[(String, f64)], column: &Column) -> Vec<Option<usize>> {
    let named: HashMap<&str, usize> = (0..)
        .zip(totals)
        .map(|(at, (level, _))| (level.as_str(), at))
        .collect();
    let numbered = totals.iter().enumerate().rev();
    let numbered = numbered.filter_map(|(at, (level, _))| Some((number(level)?.to_bits(), at)));
    let numbered: HashMap<u64, usize> = numbered.collect();
    let place = |value: &String| {
        let own = named.get(value.as_str()).copied();
        let same = || numbered.get(&number(value)?.to_bits()).copied();
        let unknown = || named.get("unknown").copied().filter(|_| is_missing(value));
        own.or_else(same).or_else(unknown)
    };
    column.levels.iter().map(place).collect()
}

/// A respondent in no level of a margin.
fn nowhere(variable: &str, value: &str, line: u64) -> SurveyError {
    let (variable, value) = (variable.to_owned(), value.to_owned());
    match is_missing(&value) {
        true => SurveyError::Missing {
            line,
            column: variable,
            value,
        },
        false => SurveyError::UnknownLevel {
            variable,
            line,
            value,
        },
    }
}
