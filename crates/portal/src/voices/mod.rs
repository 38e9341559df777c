//! Voices: what people said, and what became of it.

pub mod api;
pub mod labels;
pub mod links;
pub mod list;
pub mod page;
pub mod routes;
pub mod shapes;
