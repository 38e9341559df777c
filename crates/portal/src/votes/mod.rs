//! Votes, their rules, ballots and selections.

pub mod analysis;
pub mod api;
mod applied;
pub mod ballots_csv;
mod beside;
pub mod cast;
mod counted;
pub mod downloads;
pub mod explain;
pub mod labels;
pub mod links;
mod lot;
pub mod outcome;
pub mod pabulib;
pub mod page;
mod participation;
pub mod past;
pub mod result;
mod rounds;
pub mod routes;
pub mod rule_words;
pub mod shapes;
mod sheets;
pub mod table;
pub mod tables_csv;
pub mod who;
pub mod why;
