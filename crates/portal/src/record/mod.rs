//! The public record: entries, checkpoint, proofs, files, feed.

mod answered;
pub mod api;
pub mod ballot;
mod begun;
pub mod entry;
pub mod feed;
pub mod find;
mod hiding;
pub mod labels;
pub mod links;
pub mod list;
pub mod names;
mod proposed;
pub mod receipt;
pub mod roles;
pub mod routes;
mod said;
pub mod shapes;
pub mod tiles;
pub mod verify;
mod voted;
