//! Proposals.

mod amendments;
pub mod api;
pub mod downloads;
pub mod fared;
pub mod labels;
pub mod links;
pub mod list;
pub mod number;
pub mod page;
pub mod routes;
pub mod search;
pub mod shapes;
mod withdrawal;
