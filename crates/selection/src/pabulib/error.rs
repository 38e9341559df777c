use std::fmt;

/// What a reader met and where. Lines and columns count from one; the column counts characters.
#[derive(Debug, thiserror::Error)]
pub struct ParseError {
    /// Name of the source, if the reader was given one.
    pub source_name: Option<String>,
    /// Line of the first character that is wrong (0: the source as a whole).
    pub line: u64,
    /// Column of the first character that is wrong (0: the line as a whole).
    pub column: u64,
    /// Field: a column header, a metadata key, or a section.
    pub field: String,
    /// What is wrong and what was expected.
    #[source]
    pub kind: ParseErrorKind,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = &self.source_name {
            write!(formatter, "{name}: ")?;
        }
        if self.line > 0 {
            write!(formatter, "line {}, ", self.line)?;
        }
        if self.column > 0 {
            write!(formatter, "column {}, ", self.column)?;
        }
        write!(formatter, "{}: {}", self.field, self.kind)
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
        errors.sort_by_key(|error| (error.line, error.column));
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
    #[error("the source cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// Something is not as the format asks.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What the format asks for.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// The source is in another encoding.
    #[error("these bytes are not UTF-8: save the file as UTF-8 text and try again")]
    NotUtf8,
    /// Two things contradict each other.
    #[error("{0}")]
    Contradiction(String),
}

impl ParseErrorKind {
    pub(super) fn unexpected(expected: impl Into<String>, found: impl AsRef<str>) -> Self {
        let found = found.as_ref();
        let found = if found.is_empty() {
            "nothing".to_owned()
        } else {
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
            format!("`{short}`{}", if whole { "" } else { " …" })
        };
        Self::Unexpected {
            expected: expected.into(),
            found,
        }
    }
}

/// An error about a whole section or the whole file.
pub(super) fn section_error(line: u64, field: &str, kind: ParseErrorKind) -> ParseError {
    ParseError {
        source_name: None,
        line,
        column: 0,
        field: field.to_owned(),
        kind,
    }
}
