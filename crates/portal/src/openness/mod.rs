//! The checks of openness: what a machine finds when it holds a programme against them now.

pub mod api;
pub mod labels;
pub mod links;
mod page;
mod reviewed;
pub mod routes;
mod shapes;
