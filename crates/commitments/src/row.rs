//! A commitment as its source has it: every cell kept as it was written, and read when it is asked.

use csv::StringRecord;

use crate::absent::{Absent, Reading};
use crate::codes::{Era, OnScale};
use crate::dates::{self, DateReading};
use crate::results;
use crate::schema::{Field, Schema};
use crate::stars::StarInputs;

/// A commitment. Two are equal where their layout, ordinal and cells are, wherever they stood.
#[derive(Clone, Debug)]
pub struct Row {
    /// In which layout it came.
    pub schema: Schema,
    /// The line of its file on which it began.
    pub line: u64,
    /// Which one of its identifier it is, from 1.
    pub ordinal: u32,
    /// Its cells, one for each column of the layout; empty where its file has no such column.
    pub(crate) cells: StringRecord,
    /// Cells of columns that the layout does not have, by their labels.
    pub others: Vec<(String, String)>,
}

impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        (self.schema, self.ordinal, &self.others) == (other.schema, other.ordinal, &other.others)
            && self.cells == other.cells
    }
}

/// What of a report's progress the stars are computed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// The progress report, at mid-term.
    Progress,
    /// The end-of-term report.
    EndOfTerm,
    /// The end-of-term report where completion is coded there, else the progress report.
    Latest,
}

impl Row {
    /// The cell of a column by its place.
    pub fn cell(&self, place: usize) -> &str {
        self.cells.get(place).unwrap_or_default()
    }

    /// The cell of a field; nothing where its layout has no such column.
    pub fn of(&self, field: Field) -> &str {
        let place = self.schema.place_of(field);
        place.map_or("", |place| self.cell(place))
    }

    /// All cells with the labels of their columns.
    pub fn labelled(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let labels = self.schema.columns().iter().map(|column| column.label);
        labels.zip(self.cells.iter())
    }

    /// What tells it from others: the identifier, else country, plan and number. Of several with one, see the ordinal.
    pub fn id(&self) -> String {
        let id = self.of(Field::Id).trim();
        if Absent::of(id).is_none() {
            return id.to_owned();
        }
        let parts = [Field::Country, Field::Plan, Field::Number];
        parts.map(|field| self.of(field).trim()).join("/")
    }

    /// A code.
    pub fn code<T: OnScale>(&self, field: Field) -> Reading<T> {
        T::read(self.of(field))
    }

    /// 1 or 0.
    pub fn flag(&self, field: Field) -> Reading<bool> {
        flag(self.of(field))
    }

    /// A date.
    pub fn date(&self, field: Field) -> DateReading {
        dates::read(self.of(field))
    }

    /// The year in which its plan was submitted.
    pub fn year(&self) -> Option<i16> {
        self.of(Field::Year).trim().parse().ok()
    }

    /// The era of its plan.
    pub fn era(&self) -> Option<Era> {
        self.year().and_then(Era::of_year)
    }

    /// What the stars are computed from, by a report.
    pub fn star_inputs(&self, report: Report) -> StarInputs {
        let progress = self.code(Field::Progress);
        let end_of_term = self.code(Field::EndOfTerm);
        StarInputs {
            specificity: self.code(Field::Specificity),
            verifiable: self.code(Field::Verifiable),
            relevant: self.flag(Field::Relevant),
            potential_impact: self.code(Field::Impact),
            completion: match report {
                Report::Progress => progress,
                Report::EndOfTerm => end_of_term,
                Report::Latest => results::latest(progress, end_of_term),
            },
        }
    }
}

/// Reads 1 or 0, or the words for them.
pub(crate) fn flag(cell: &str) -> Reading<bool> {
    let cell = cell.trim();
    let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(&["1", "1.0", "yes", "true"]) {
        Reading::Coded(true)
    } else if is(&["0", "0.0", "no", "false"]) {
        Reading::Coded(false)
    } else {
        Absent::of(cell).map_or(Reading::Unknown, Reading::Absent)
    }
}
