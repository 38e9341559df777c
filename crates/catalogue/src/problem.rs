//! Why a file is not read, or not written, at all.

use madang_eligibility::gov24::FileError;

/// Why a file is not read, or not written, at all. What is wrong in single fields is a [`crate::Remark`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A file of 정부24.
    #[error(transparent)]
    Gov24(#[from] FileError),
    /// What is wrong with one of several files.
    #[error("file {file}: {problem}")]
    InFile {
        /// Its number, the first is 1.
        file: usize,
        /// What.
        problem: Box<Problem>,
    },
    /// No list of services among the files of 정부24.
    #[error("no serviceList is among the files: who provides a service stands there alone")]
    NoList,
    /// Not the JSON that was expected.
    #[error("no catalogue: {what}")]
    Json {
        /// What the reader of JSON says.
        what: String,
    },
    /// A record without what each must have.
    #[error("record {row}: {field} is missing or no text")]
    Missing {
        /// The record, the first is 1.
        row: usize,
        /// The field.
        field: &'static str,
    },
    /// Two records with the same identifier.
    #[error("record {row}: the id {id} is there twice")]
    Twice {
        /// The record.
        row: usize,
        /// The identifier.
        id: String,
    },
    /// A table without a header that names an id and a name.
    #[error("no header: the first line must name the columns id and name_ko or name_en")]
    NoHeader,
    /// A column that is there twice.
    #[error("the column {column} is there twice")]
    ColumnTwice {
        /// The column.
        column: String,
    },
    /// A row with more or fewer cells than the header.
    #[error("line {line}: {cells} cells instead of {wanted}, or a quotation that does not end")]
    Cells {
        /// The line, the first is 1.
        line: usize,
        /// How many there are.
        cells: usize,
        /// How many the header has.
        wanted: usize,
    },
    /// A text that is no UTF-8.
    #[error("line {line}: the text is no UTF-8")]
    Encoding {
        /// The line, the first is 1.
        line: usize,
    },
    /// What the reader or writer of a workbook says.
    #[error("the workbook: {what}")]
    Workbook {
        /// Its words.
        what: String,
    },
    /// A text that has no room in a cell of a workbook.
    #[error(
        "{service}: {column} is longer than a cell of a workbook, 32,767 characters: write CSV"
    )]
    NoRoom {
        /// The service.
        service: String,
        /// The column.
        column: String,
    },
}

impl Problem {
    pub(crate) fn in_file(self, file: usize) -> Problem {
        let problem = Box::new(self);
        Problem::InFile { file, problem }
    }
}
