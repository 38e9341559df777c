//! Bodies of people: committees, panels, task forces, forums.

pub mod api;
mod filled;
pub mod labels;
pub mod links;
mod office;
mod page;
pub mod routes;
pub mod said;
pub mod section;
pub mod shapes;
