//! What of a file was not understood, row by row and value by value.

use madang_words::Said;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::codes::Era;
use crate::dates::Interval;
use crate::words::said;

/// Why a row or a value is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The row has fewer cells than the header; those that are missing are taken as blank.
    TooShort {
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// The row has more cells than the header, and something stands in them: it is not imported, since nobody knows which are which.
    TooLong {
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// A quote is opened in the row and never closed: it is not imported.
    OpenQuote,
    /// It names neither a country nor an identifier, or neither a number, a title nor a text: it is not imported.
    NamesNothing,
    /// It says by itself that it is of another layout than its cells are: it is not imported.
    BadSource,
    /// Another row before it has its identifier; it got an ordinal.
    Twice {
        /// Which one of them it is.
        ordinal: u32,
        /// The line of the first.
        first: u64,
    },
    /// The layout has no such column; its cells are kept beside.
    UnknownColumn,
    /// Cells stand under no label; they are kept by the number of their column.
    UnnamedColumn,
    /// Another column before it has this label; its cells are kept under another.
    ColumnTwice,
    /// The scale has no such label.
    UnknownLabel {
        /// Its labels.
        known: String,
    },
    /// The number stands where the label belongs; it was read as this label.
    NumberForLabel {
        /// The label.
        label: &'static str,
    },
    /// The number is not that of the label beside it; the label counts.
    NumberDiffers {
        /// The label's column.
        column: &'static str,
        /// The label.
        label: String,
        /// Its number.
        expected: String,
    },
    /// Neither 1 nor 0.
    NoFlag,
    /// No whole number in these bounds.
    NoNumber {
        /// The least.
        least: i32,
        /// The most; `None` where there is no bound.
        most: Option<i32>,
    },
    /// No year in which a plan or report can be.
    NoYear,
    /// No date in any form that is known.
    NoDate,
    /// A day, and years ago, whose number is a year of this century.
    Serial {
        /// That year.
        year: i16,
    },
    /// A date that may be any of these.
    Ambiguous {
        /// All that it may be.
        possible: Vec<Interval>,
    },
    /// The end stands before the start, however both are read.
    EndsBeforeItStarts {
        /// The start as it is written.
        start: String,
    },
    /// A spreadsheet would compute it: it was kept as text.
    Formula,
    /// It is relevant by none of its values, or by one and not as a whole; the whole counts.
    RelevanceDiffers,
    /// Forms of the plan's era do not ask for it.
    OtherEra {
        /// The plan's era.
        era: Era,
    },
}

impl Reason {
    /// Whether the row was left out for it.
    pub fn leaves_out(&self) -> bool {
        match self {
            Reason::TooLong { .. }
            | Reason::OpenQuote
            | Reason::NamesNothing
            | Reason::BadSource => true,
            Reason::TooShort { .. }
            | Reason::Twice { .. }
            | Reason::UnknownColumn
            | Reason::UnnamedColumn
            | Reason::ColumnTwice
            | Reason::UnknownLabel { .. }
            | Reason::NumberForLabel { .. }
            | Reason::NumberDiffers { .. }
            | Reason::NoFlag
            | Reason::NoNumber { .. }
            | Reason::NoYear
            | Reason::NoDate
            | Reason::Serial { .. }
            | Reason::Ambiguous { .. }
            | Reason::EndsBeforeItStarts { .. }
            | Reason::Formula
            | Reason::RelevanceDiffers
            | Reason::OtherEra { .. } => false,
        }
    }

    /// The reason as a sentence.
    pub fn said(&self) -> Said {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        match self {
            Reason::TooShort { cells, columns } => {
                said!(
                    "reason-too-short",
                    cells = count(*cells),
                    columns = count(*columns)
                )
            }
            Reason::TooLong { cells, columns } => {
                said!(
                    "reason-too-long",
                    cells = count(*cells),
                    columns = count(*columns)
                )
            }
            Reason::OpenQuote => said!("reason-open-quote"),
            Reason::NamesNothing => said!("reason-names-nothing"),
            Reason::BadSource => said!("reason-bad-source"),
            Reason::Twice { ordinal, first } => {
                said!(
                    "reason-twice",
                    ordinal = ordinal.to_string(),
                    first = first.to_string()
                )
            }
            Reason::UnknownColumn => said!("reason-unknown-column"),
            Reason::UnnamedColumn => said!("reason-unnamed-column"),
            Reason::ColumnTwice => said!("reason-column-twice"),
            Reason::UnknownLabel { known } => said!("reason-unknown-label", known = known.clone()),
            Reason::NumberForLabel { label } => {
                said!("reason-number-for-label", label = (*label).to_owned())
            }
            Reason::NumberDiffers {
                column,
                label,
                expected,
            } => said!(
                "reason-number-differs",
                column = (*column).to_owned(),
                label = label.clone(),
                expected = expected.clone()
            ),
            Reason::NoFlag => said!("reason-no-flag"),
            Reason::NoNumber { least, most: None } => {
                said!("reason-no-count", least = least.to_string())
            }
            Reason::NoNumber {
                least,
                most: Some(most),
            } => {
                said!(
                    "reason-no-number",
                    least = least.to_string(),
                    most = most.to_string()
                )
            }
            Reason::NoYear => said!("reason-no-year"),
            Reason::NoDate => said!("reason-no-date"),
            Reason::Serial { year } => said!("reason-serial", year = year.to_string()),
            Reason::Ambiguous { possible } => {
                let possible: Vec<String> = possible.iter().map(Interval::to_string).collect();
                said!("reason-ambiguous", possible = possible.join(", "))
            }
            Reason::EndsBeforeItStarts { start } => {
                said!("reason-ends-before", start = start.clone())
            }
            Reason::Formula => said!("reason-formula"),
            Reason::RelevanceDiffers => said!("reason-relevance-differs"),
            Reason::OtherEra { era } => said!("reason-other-era", era = era.letter().to_owned()),
        }
    }
}

/// A row or value that was not understood, or not wholly. As JSON: line, field, value, and the reason in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The line on which its row begins, from 1; of a workbook, the row; the header's for a column.
    pub line: u64,
    /// The label of its column; nothing where it is the row as a whole.
    pub field: String,
    /// What stands there.
    pub value: String,
    /// Why it is named.
    pub reason: Reason,
}

impl Serialize for Reported {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reported = serializer.serialize_struct("Reported", 4)?;
        reported.serialize_field("line", &self.line)?;
        reported.serialize_field("field", &self.field)?;
        reported.serialize_field("value", &self.value)?;
        reported.serialize_field("reason", &self.reason.said().to_string())?;
        reported.end()
    }
}
