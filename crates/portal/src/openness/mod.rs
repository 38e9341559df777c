//! The checks of openness: what a machine finds when it holds a programme against them now.

pub mod api;
mod labels;
pub mod links;
mod page;
pub mod routes;
mod shapes;
