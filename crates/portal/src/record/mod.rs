//! The public record: entries, checkpoint, proofs, files, feed.

pub mod api;
pub mod ballot;
pub mod entry;
pub mod feed;
pub mod find;
mod hiding;
pub mod labels;
pub mod links;
pub mod list;
pub mod names;
pub mod receipt;
mod review;
pub mod roles;
pub mod routes;
pub mod shapes;
pub mod tiles;
pub mod verify;
