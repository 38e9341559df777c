//! Proposals.

pub mod amendments;
pub mod api;
pub mod downloads;
pub mod fared;
pub mod labels;
pub mod links;
pub mod list;
pub mod next;
pub mod number;
pub mod page;
pub mod read;
pub mod routes;
pub mod said;
pub mod search;
pub mod shapes;
pub mod talk;
mod talk_api;
pub mod talk_csv;
mod version;
mod withdrawal;
