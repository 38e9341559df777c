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
    /// The same, for whoever says it in another language.
    #[serde(skip)]
    pub problem: RowProblem,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowProblem {
    /// More or fewer cells than columns.
    Cells {
        /// How many there are.
        cells: usize,
        /// How many columns there are.
        wanted: usize,
    },
    /// The text is no UTF-8, or a quotation does not end.
    Text,
    /// A cell that names nobody.
    Nobody,
    /// A weight that is no whole number, or above this.
    Weight {
        /// The cell.
        cell: String,
        /// The greatest weight.
        most: u64,
    },
    /// A cell that no fact has.
    Cell {
        /// The cell.
        cell: String,
        /// What is wrong with it.
        problem: ProfileProblem,
    },
    /// What the reader of another format says.
    Unread(String),
}

impl fmt::Display for RowProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowProblem::Cells { cells, wanted } => write!(out, "{cells} cells instead of {wanted}"),
            RowProblem::Text => out.write_str("the text is no UTF-8, or a quotation does not end"),
            RowProblem::Nobody => out.write_str("the cell names nobody"),
            RowProblem::Weight { cell, most } => {
                write!(out, "{cell:?} must be a whole number, {most} at most")
            }
            RowProblem::Cell { cell, problem } => write!(out, "{cell:?}: {problem}"),
            RowProblem::Unread(what) => out.write_str(what),
        }
    }
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

/// The columns of a population, from whichever file: they make persons of rows of texts.
pub struct Columns {
    columns: Vec<(String, Column)>,
    day: Day,
}

/// Persons of a CSV file, one at a time.
pub struct Population<R> {
    records: Records<R>,
    columns: Columns,
}

/// The greatest weight.
const HEAVIEST: u64 = 1_000_000_000;

impl Columns {
    /// Columns by their names: `person_id`, `weight`, `income_band`, and facts of persons, households and businesses by their identifiers.
    ///
    /// # Errors
    /// Columns that are not known or there twice, and none that names persons.
    pub fn new(names: Vec<String>, day: Day) -> Result<Columns, PopulationError> {
        let mut columns: Vec<(String, Column)> = Vec::new();
        for name in names {
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
        Ok(Columns { columns, day })
    }

    /// The person of a row, with its line or number; an empty cell is not known.
    ///
    /// # Errors
    /// What is wrong with the row, with its column.
    pub fn person(&self, line: u64, cells: Vec<String>) -> Result<Person, BrokenRow> {
        if cells.len() != self.columns.len() {
            let (cells, wanted) = (cells.len(), self.columns.len());
            return Err(BrokenRow::whole(line, RowProblem::Cells { cells, wanted }));
        }
        let mut person = Person {
            id: String::new(),
            weight: 1,
            profile: Profile::empty(self.day),
        };
        for ((name, column), cell) in self.columns.iter().zip(cells) {
            let wrong = |problem: RowProblem| BrokenRow {
                column: Some(name.clone()),
                ..BrokenRow::whole(line, problem)
            };
            let of_cell = |problem: ProfileProblem| {
                let cell = cell.clone();
                wrong(RowProblem::Cell { cell, problem })
            };
            match column {
                Column::Identifier if cell.trim().is_empty() => {
                    return Err(wrong(RowProblem::Nobody));
                }
                Column::Identifier => person.id = cell,
                _ if cell.is_empty() => {}
                Column::Weight => match cell.parse() {
                    Ok(weight) if weight <= HEAVIEST => person.weight = weight,
                    _ => {
                        let most = HEAVIEST;
                        return Err(wrong(RowProblem::Weight { cell, most }));
                    }
                },
                Column::Band => match cell.parse() {
                    Ok(band @ 1..=5) => person.profile.stated_band = Some(band),
                    _ => return Err(of_cell(ProfileProblem::Outside(1, 5))),
                },
                Column::Fact(fact) => {
                    match of_text(*fact, &cell).and_then(|answer| check(*fact, answer, self.day)) {
                        Ok(answer) => person.profile.tell(*fact, answer),
                        Err(problem) => return Err(of_cell(problem)),
                    }
                }
            }
        }
        person.profile = person.profile.finished();
        Ok(person)
    }
}

impl BrokenRow {
    /// A row that is wrong as a whole.
    #[must_use]
    pub fn whole(line: u64, problem: RowProblem) -> BrokenRow {
        BrokenRow {
            line,
            column: None,
            reason: problem.to_string(),
            problem,
        }
    }
}

impl<R: BufRead> Population<R> {
    /// Reads the names of the columns: see [`Columns::new`].
    ///
    /// # Errors
    /// A file that cannot be read, or columns that are not known.
    pub fn new(source: R, day: Day) -> Result<Population<R>, PopulationError> {
        let mut records = Records::new(source);
        let header = records
            .next()?
            .and_then(|record| record.cells)
            .ok_or(PopulationError::NoHeader)?;
        let columns = Columns::new(header, day)?;
        Ok(Population { records, columns })
    }

    /// Tells each person, or what is wrong with their row.
    ///
    /// # Errors
    /// What the source says.
    pub fn each(
        &mut self,
        tell: &mut dyn FnMut(Result<Person, BrokenRow>),
    ) -> Result<(), PopulationError> {
        while let Some(person) = self.next_person()? {
            tell(person);
        }
        Ok(())
    }

    /// The next person, or what is wrong with their row; `None` at the end.
    ///
    /// # Errors
    /// What the source says.
    pub fn next_person(&mut self) -> io::Result<Option<Result<Person, BrokenRow>>> {
        let Some(Record { line, cells }) = self.records.next()? else {
            return Ok(None);
        };
        let person = match cells {
            Some(cells) => self.columns.person(line, cells),
            None => Err(BrokenRow::whole(line, RowProblem::Text)),
        };
        if person.as_ref().is_err_and(|row| row.column.is_none()) {
            self.records.resume_after_first_line();
        }
        Ok(Some(person))
    }
}
