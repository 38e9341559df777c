//! One search over everything on record that has a title.

pub mod links;
mod page;
pub mod routes;
