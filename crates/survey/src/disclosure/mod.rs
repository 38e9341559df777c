//! What of a survey can be published without telling of a person: tables with suppressed or perturbed cells, and records with few alike.

mod attack;
mod cell_key;
mod precision;
mod risk;
mod suppress;
mod table;

pub use attack::{Range, audit};
pub use cell_key::{PerturbationTable, Perturbed};
pub use precision::precise;
pub use risk::{Risk, Uniques, groups_of_one_value, risk, uniques};
pub use suppress::{Suppression, suppress};
pub use table::{Cell, CellTable};
