//! Bodies of people: committees, panels, task forces.

mod filled;
pub mod labels;
pub mod links;
mod office;
pub mod routes;
pub mod said;
pub mod section;
pub mod shapes;
