//! Programmes with their groups and stages.

pub mod api;
mod choices;
pub mod downloads;
mod filled;
pub mod labels;
pub mod links;
pub mod list;
pub mod narrowed;
pub mod page;
pub mod routes;
pub mod rule;
pub mod rule_form;
pub mod rule_reading;
pub mod said;
mod setup;
pub mod shapes;
