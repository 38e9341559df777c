//! Who holds a role: the page on which administrators grant and end them.

pub mod links;
mod page;
pub mod routes;
pub mod said;
