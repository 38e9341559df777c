//! Designs: how task forces take something from understanding to delivery, what came of each phase, and the forms of those who work there.

mod acting;
pub mod api;
mod chart;
mod figures;
pub mod labels;
pub mod links;
mod list;
mod page;
pub mod routes;
pub mod said;
mod shapes;
mod starting;
