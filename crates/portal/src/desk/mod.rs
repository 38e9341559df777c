//! The desk: what whoever holds a role has to do next, what they are writing, and what was done.

mod audit;
mod csv;
pub mod labels;
pub mod links;
mod page;
pub mod routes;
