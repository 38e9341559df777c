use std::fmt;

use super::column::{Column, letters};
use crate::wording::{Wording, wording};

/// What a reader met and where.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct ParseError {
    /// Name of the source, if the reader was given one.
    pub source_name: Option<String>,
    /// Line of the first character that is wrong, from 1 (0: the source as a whole); of a table its row, as a spreadsheet counts them.
    pub line: u64,
    /// Where on the line that is.
    pub column: Column,
    /// Field: a column header, a metadata key, or a section.
    pub field: String,
    /// What is wrong and what was expected.
    #[source]
    pub kind: ParseErrorKind,
}

impl ParseError {
    /// What is said of it, without its place. A cell has its header with its place.
    pub fn what(&self) -> Wording {
        match self.column {
            Column::Cell { .. } => self.kind.wording(),
            Column::Whole | Column::Character(_) => wording!(
                "error-of-field",
                "{field}: {what}",
                field = &self.field,
                what = self.kind.wording()
            ),
        }
    }

    /// What is said of it, with its place.
    pub fn wording(&self) -> Wording {
        let what = self.what();
        let placed = match (self.line, &self.column) {
            (0, _) => what,
            (line, Column::Whole) => wording!(
                "error-at-line",
                "line {line}, {what}",
                line = line,
                what = what
            ),
            (line, Column::Character(column)) => wording!(
                "error-at-column",
                "line {line}, column {column}, {what}",
                line = line,
                column = *column,
                what = what
            ),
            (line, Column::Cell { number, header }) => wording!(
                "error-at-cell",
                "line {line}, column {letters} \"{header}\": {what}",
                line = line,
                letters = letters(*number),
                header = &**header,
                what = what
            ),
        };
        match &self.source_name {
            Some(name) => wording!(
                "error-in-source",
                "{name}: {what}",
                name = name,
                what = placed
            ),
            None => placed,
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wording().fmt(formatter)
    }
}

/// All that is wrong in a table: one thing or more, in the order of the table. As a message it lists twenty and counts the rest.
#[derive(Debug, thiserror::Error)]
pub struct ParseErrors(Vec<ParseError>);

/// So many are listed.
const MOST_LISTED: usize = 20;

impl ParseErrors {
    /// `done`, if nothing is wrong.
    ///
    /// # Errors
    /// The errors, where there are any.
    pub(crate) fn none_of<T>(mut errors: Vec<ParseError>, done: T) -> Result<T, Self> {
        errors.sort_by(|one, other| (one.line, &one.column).cmp(&(other.line, &other.column)));
        match errors.is_empty() {
            true => Ok(done),
            false => Err(Self(errors)),
        }
    }

    /// The errors; never none.
    pub fn all(&self) -> &[ParseError] {
        &self.0
    }
}

impl From<ParseError> for ParseErrors {
    fn from(error: ParseError) -> Self {
        Self(vec![error])
    }
}

impl IntoIterator for ParseErrors {
    type Item = ParseError;
    type IntoIter = std::vec::IntoIter<ParseError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for ParseErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, error) in self.0.iter().take(MOST_LISTED).enumerate() {
            let before = if number > 0 { "\n" } else { "" };
            write!(formatter, "{before}{error}")?;
        }
        match self.0.len().saturating_sub(MOST_LISTED) {
            0 => Ok(()),
            more => write!(formatter, "\nand {more} more"),
        }
    }
}

/// What is wrong with the text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// The source could not be read.
    Io(#[from] std::io::Error),
    /// Something is not as the format asks.
    Unexpected {
        /// What the format asks for.
        expected: Wording,
        /// What stands there.
        found: Wording,
    },
    /// The source is in another encoding.
    NotUtf8,
    /// Two things contradict each other.
    Contradiction(Wording),
}

impl ParseErrorKind {
    /// What is said of it.
    pub fn wording(&self) -> Wording {
        match self {
            Self::Io(error) => wording!(
                "error-unreadable",
                "the source cannot be read: {problem}",
                problem = error.to_string()
            ),
            Self::Unexpected { expected, found } => wording!(
                "error-unexpected",
                "expected {expected}, found {found}",
                expected = expected.clone(),
                found = found.clone()
            ),
            Self::NotUtf8 => wording!(
                "error-not-utf8",
                "these bytes are not UTF-8: save the file as UTF-8 text and try again"
            ),
            Self::Contradiction(wording) => wording.clone(),
        }
    }

    /// Something else stands in a file than is expected there.
    pub(crate) fn unexpected(expected: Wording, found: impl AsRef<str>) -> Self {
        let found = found.as_ref();
        if found.is_empty() {
            return Self::met(expected, wording!("error-nothing", "nothing"));
        }
        let short: String = found.chars().take(80).collect();
        // What comes from a file must not write on the reader's terminal.
        let whole = short.len() == found.len();
        let short: String = short
            .chars()
            .flat_map(|c| match c.is_control() {
                true => c.escape_default().collect::<Vec<_>>(),
                false => vec![c],
            })
            .collect();
        let more = if whole { "" } else { " …" };
        let found = wording!("error-found", "`{text}`{more}", text = short, more = more);
        Self::met(expected, found)
    }

    /// Something else is met than is expected, said in words.
    pub(crate) fn met(expected: Wording, found: Wording) -> Self {
        Self::Unexpected { expected, found }
    }
}

impl fmt::Display for ParseErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wording().fmt(formatter)
    }
}

/// An error about a whole section or the whole file.
pub(super) fn section_error(line: u64, field: &str, kind: ParseErrorKind) -> ParseError {
    ParseError {
        source_name: None,
        line,
        column: Column::Whole,
        field: field.to_owned(),
        kind,
    }
}
