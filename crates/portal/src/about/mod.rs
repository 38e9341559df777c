//! Who runs the portal, and by which policies.

pub mod links;
pub mod page;
pub mod routes;
