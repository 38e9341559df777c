//! Polis: its formulas, for comparison, and its files.
//!
//! The formulas are those of Polis' `math` as of 2024, verified against what it published of four conversations. Its k-means is not
//! here: its groups change with the order of rows.

pub mod files;
mod formulas;
mod shape;

pub use formulas::{Consensus, Counted, Formulas, Representative};
pub use shape::Compared;
