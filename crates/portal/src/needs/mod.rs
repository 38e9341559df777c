//! Needs: what several voices ask for, and what became of each.

pub mod api;
pub mod chart;
pub mod labels;
pub mod links;
pub mod list;
pub mod page;
pub mod routes;
pub mod shapes;
pub mod steps;
