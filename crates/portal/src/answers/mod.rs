//! Answers: what became of what was said, why, who decided it, and by when it was due.

mod acts;
pub mod api;
mod done;
pub mod downloads;
mod form;
pub mod labels;
pub mod links;
mod list;
mod many;
mod notes;
mod preview;
pub mod routes;
pub mod said;
mod section;
mod shapes;
mod thing;
mod typed;
