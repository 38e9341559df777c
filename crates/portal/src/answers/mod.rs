//! Answers: what became of what was said, why, who decided it, and by when it was due.

pub mod api;
pub mod labels;
pub mod links;
mod list;
pub mod routes;
mod section;
mod shapes;
