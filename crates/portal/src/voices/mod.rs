//! Voices: what people said, and what became of it.

mod act;
pub mod acts;
pub mod api;
pub mod downloads;
pub mod labels;
pub mod links;
pub mod list;
pub mod own;
pub mod page;
pub mod receipt;
pub mod routes;
pub mod said;
pub mod shapes;
pub mod slip;
pub mod speak;
pub mod typed;
