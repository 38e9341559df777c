//! Needs: what several voices ask for, and what became of each.

mod acts;
pub mod api;
pub mod chart;
pub mod downloads;
pub mod labels;
pub mod links;
pub mod list;
pub mod page;
pub mod routes;
pub mod said;
pub mod shapes;
pub mod steps;
