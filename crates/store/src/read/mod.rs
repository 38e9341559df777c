//! What the read tables and the record answer.

mod ballots;
mod commitments;
mod find;
pub mod model;
mod programmes;
pub(crate) mod project;
mod proposals;
mod record;
pub(crate) mod search;
mod stored;
pub(crate) mod tables;
mod views;
