//! Downloads, and the API in words.

pub mod api_page;
pub mod links;
pub mod page;
pub mod routes;
