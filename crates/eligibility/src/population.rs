//! A population as CSV: a row a person, empty for not known.

use std::fmt;
use std::io::{self, BufRead};

use serde::Serialize;

use crate::day::Day;
use crate::facts::{Fact, Kind, Subject};
use crate::profile::{Profile, ProfileProblem, check, of_text};
use crate::table::{Record, Records};

/// Why a population is not read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PopulationError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// No line with the names of the columns.
    #[error("line 1: the names of the columns are missing")]
    NoHeader,
    /// A column that there is not.
    #[error(
        "line 1: column {column:?} is no fact; there are person_id, weight and facts by their identifiers"
    )]
    UnknownColumn {
        /// Its name.
        column: String,
    },
    /// A column that is there twice.
    #[error("line 1: column {column:?} is there twice")]
    Twice {
        /// Its name.
        column: String,
    },
    /// No column `person_id`.
    #[error("line 1: there is no column person_id")]
    NoIdentifier,
}

/// A row that is not evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BrokenRow {
    /// The line, the first is 1.
    pub line: u64,
    /// The column; `None` where the whole row is meant.
    pub column: Option<String>,
    /// What is wrong, in English.
    pub reason: String,
}

impl fmt::Display for BrokenRow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(out, "line {}, column {column}: {}", self.line, self.reason),
            None => write!(out, "line {}: {}", self.line, self.reason),
        }
    }
}

/// A person of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person {
    /// As the file names them.
    pub id: String,
    /// How many persons they stand for.
    pub weight: u64,
    /// What is known of them.
    pub profile: Profile,
}

enum Column {
    Identifier,
    Weight,
    Band,
    Fact(Fact),
}

/// Persons of a CSV file, one at a time.
pub struct Population<R> {
    records: Records<R>,
    columns: Vec<(String, Column)>,
    day: Day,
}

/// The greatest weight.
const HEAVIEST: u64 = 1_000_000_000;

impl<R: BufRead> Population<R> {
    /// Reads the names of the columns: `person_id`, `weight`, `income_band`, and facts of persons, households and businesses by their
    /// identifiers.
    ///
    /// # Errors
    /// A file that cannot be read, or columns that are not known.
    pub fn new(source: R, day: Day) -> Result<Population<R>, PopulationError> {
        let mut records = Records::new(source);
        let header = records
            .next()?
            .and_then(|record| record.cells)
            .ok_or(PopulationError::NoHeader)?;
        let mut columns: Vec<(String, Column)> = Vec::new();
        for name in header {
            let subjects = [Subject::Person, Subject::Household, Subject::Business];
            let fact = || {
                subjects
                    .iter()
                    .find_map(|subject| Fact::of_id(*subject, &name))
            };
            let column = match name.as_str() {
                "person_id" => Column::Identifier,
                "weight" => Column::Weight,
                "income_band" => Column::Band,
                _ => match fact().filter(|fact| fact.kind() != Kind::Set) {
                    Some(fact) => Column::Fact(fact),
                    None => return Err(PopulationError::UnknownColumn { column: name }),
                },
            };
            if columns.iter().any(|(other, _)| *other == name) {
                return Err(PopulationError::Twice { column: name });
            }
            columns.push((name, column));
        }
        if !columns
            .iter()
            .any(|(_, column)| matches!(column, Column::Identifier))
        {
            return Err(PopulationError::NoIdentifier);
        }
        Ok(Population {
            records,
            columns,
            day,
        })
    }

    /// The next person, or what is wrong with their row; `None` at the end.
    ///
    /// # Errors
    /// What the source says.
    pub fn next_person(&mut self) -> io::Result<Option<Result<Person, BrokenRow>>> {
        Ok(self.records.next()?.map(|record| self.person(record)))
    }

    fn person(&self, record: Record) -> Result<Person, BrokenRow> {
        let line = record.line;
        let row = |reason: String| BrokenRow {
            line,
            column: None,
            reason,
        };
        let Some(cells) = record.cells else {
            return Err(row(
                "the text is no UTF-8, or a quotation does not end".to_owned()
            ));
        };
        if cells.len() != self.columns.len() {
            return Err(row(format!(
                "{} cells instead of {}",
                cells.len(),
                self.columns.len()
            )));
        }
        let mut person = Person {
            id: String::new(),
            weight: 1,
            profile: Profile::empty(self.day),
        };
        for ((name, column), cell) in self.columns.iter().zip(cells) {
            let wrong = |problem: String| BrokenRow {
                line,
                column: Some(name.clone()),
                reason: format!("{cell:?} {problem}"),
            };
            match column {
                Column::Identifier if cell.trim().is_empty() => {
                    return Err(wrong("names nobody".to_owned()));
                }
                Column::Identifier => person.id = cell,
                _ if cell.is_empty() => {}
                Column::Weight => match cell.parse() {
                    Ok(weight) if weight <= HEAVIEST => person.weight = weight,
                    _ => return Err(wrong(format!("must be a whole number, {HEAVIEST} at most"))),
                },
                Column::Band => match cell.parse() {
                    Ok(band @ 1..=5) => person.profile.stated_band = Some(band),
                    _ => return Err(wrong(ProfileProblem::Outside(1, 5).to_string())),
                },
                Column::Fact(fact) => {
                    match of_text(*fact, &cell).and_then(|answer| check(*fact, answer, self.day)) {
                        Ok(answer) => person.profile.tell(*fact, answer),
                        Err(problem) => return Err(wrong(problem.to_string())),
                    }
                }
            }
        }
        person.profile = person.profile.finished();
        Ok(person)
    }
}
