//! The public record: entries, checkpoint, proofs, files, feed.

pub mod api;
pub mod entry;
pub mod feed;
pub mod labels;
pub mod links;
pub mod list;
pub mod roles;
pub mod routes;
pub mod shapes;
pub mod tiles;
pub mod verify;
