//! Questionnaires: what they hold, how they are read from and written as an XLSForm, JSON, DDI Codebook and a codebook, and what is checked
//! before one may be fielded.

mod checks;
mod codebook;
mod days;
mod ddi;
mod document;
mod expressions;
mod graph;
mod model;
mod names;
mod notation;
mod parser;
mod reach;
mod types;
mod variables;
mod workbook;
mod writing;
mod xlsform;

use crate::SurveyError;

pub use checks::check;
pub use codebook::write_codebook;
pub use ddi::write_ddi;
pub use document::{read_document, write_document};
pub use expressions::{Expression, ExpressionError, Function, Operator, Value};
pub use model::{Choice, Finding, Item, Kind, Outcome, Place, Questionnaire, Rule, Words};
pub use variables::{Code, Variable, variables};
pub use writing::write_xlsform;
pub use xlsform::read as read_xlsform;

/// Reads a questionnaire by what it is: JSON of `madang-questionnaire/1`, else an XLSForm.
///
/// # Errors
/// As [`read_document`] and [`read_xlsform`].
pub fn read(bytes: &[u8]) -> Result<(Questionnaire, Vec<Finding>), SurveyError> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'{') => read_document(bytes),
        _ => read_xlsform(bytes),
    }
}
