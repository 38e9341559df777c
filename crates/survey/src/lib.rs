#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod association;
mod cells;
mod combination;
pub mod design;
pub mod disclosure;
pub mod distributions;
mod encoding;
mod error;
pub mod estimates;
pub mod intervals;
mod matrix;
pub mod order;
pub mod quantiles;
pub mod questionnaire;
pub mod rates;
pub mod reliability;
pub mod sums;
pub mod table;
pub mod variance;
pub mod weights;

pub use error::SurveyError;
