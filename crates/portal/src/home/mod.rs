//! The home page.

pub mod labels;
pub mod links;
pub mod page;
pub mod routes;
pub mod sitemap;
