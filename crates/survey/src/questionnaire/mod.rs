//! Questionnaires: what they hold, how they are read from an XLSForm, and what is checked before one may be fielded.

mod checks;
mod expressions;
mod graph;
mod model;
mod parser;
mod reach;
mod workbook;
mod xlsform;

pub use checks::check;
pub use expressions::{Expression, ExpressionError, Function, Operator, Value};
pub use model::{Choice, Finding, Item, Kind, Outcome, Place, Questionnaire, Rule};
pub use xlsform::read;
