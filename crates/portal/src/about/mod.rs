//! Who runs the portal, and by which policies.

pub mod api;
pub mod links;
pub mod page;
pub mod routes;
pub mod shapes;
