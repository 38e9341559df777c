//! How bodies score the candidates of votes: criteria, declared interests, who does not score what, and the sheets.

pub mod api;
mod fixing;
mod forms;
pub mod labels;
pub mod links;
mod page;
mod read;
pub mod routes;
pub mod said;
pub mod shapes;
mod table;
