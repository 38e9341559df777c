//! Programmes with their groups and stages.

pub mod api;
pub mod downloads;
pub mod labels;
pub mod links;
pub mod list;
pub mod narrowed;
pub mod page;
pub mod routes;
pub mod shapes;
