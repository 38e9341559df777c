//! Files of the field brought in on pages: a table is looked at as a whole, then released as a whole or not at all.

pub mod file;
pub mod links;
mod page;
pub mod routes;
