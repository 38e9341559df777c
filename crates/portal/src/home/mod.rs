//! The home page.

pub mod labels;
pub mod page;
pub mod routes;
