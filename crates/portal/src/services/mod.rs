//! Services: what selected proposals are developed into, how far each is, and the forms of those who lead them.

mod acting;
pub mod api;
mod chart;
pub mod labels;
pub mod links;
mod list;
mod page;
pub mod routes;
pub mod said;
mod shapes;
mod starting;
mod versions;
