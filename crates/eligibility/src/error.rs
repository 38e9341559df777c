//! What is wrong with the text of a rule or of parameters.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::slip::Slip;

/// What sort of mistake: the codes that scripts rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// `E-SYNTAX`: the text is none of the forms.
    Syntax,
    /// `E-UNIT`: the two sides of a comparison have different units.
    Unit,
    /// `E-TYPE`: the fact has no such test.
    Type,
    /// `E-CODE`: a code or region that there is not.
    Code,
    /// `E-DATE`: a day that does not exist.
    Date,
    /// `E-PARAM`: a parameter that there is not.
    Parameter,
    /// `E-PERIOD`: a period that ends before it begins, or periods that overlap.
    Period,
    /// `E-SUBJECT`: a fact of the household or the business where one person is asked about.
    Subject,
    /// `E-NEVER`: what can hold of nobody.
    Never,
}

impl ErrorCode {
    /// As scripts read it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ErrorCode::Syntax => "E-SYNTAX",
            ErrorCode::Unit => "E-UNIT",
            ErrorCode::Type => "E-TYPE",
            ErrorCode::Code => "E-CODE",
            ErrorCode::Date => "E-DATE",
            ErrorCode::Parameter => "E-PARAM",
            ErrorCode::Period => "E-PERIOD",
            ErrorCode::Subject => "E-SUBJECT",
            ErrorCode::Never => "E-NEVER",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A mistake in a text, with its line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("line {line}: {code}: {what}")]
#[non_exhaustive]
pub struct RuleError {
    /// What sort of mistake.
    #[serde(rename = "error")]
    pub code: ErrorCode,
    /// The line, the first is 1.
    pub line: usize,
    /// What is wrong and what to write instead, in English.
    pub what: String,
    /// The same, for whoever says it in another language.
    #[serde(skip)]
    pub slip: Box<Slip>,
}

impl RuleError {
    pub(crate) fn new(code: ErrorCode, line: usize, slip: Slip) -> RuleError {
        RuleError {
            code,
            line,
            what: slip.to_string(),
            slip: Box::new(slip),
        }
    }
}

/// A mistake whose line is not known yet.
#[derive(Debug)]
pub(crate) struct Wrong(pub ErrorCode, pub Slip);

impl Wrong {
    pub(crate) fn at(self, line: usize) -> RuleError {
        RuleError::new(self.0, line, self.1)
    }
}

pub(crate) fn wrong<T>(code: ErrorCode, slip: Slip) -> Result<T, Wrong> {
    Err(Wrong(code, slip))
}
