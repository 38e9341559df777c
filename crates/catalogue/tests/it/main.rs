//! The catalogue against its specification: expected files, the standards' own schemas, and files that are wrong.

mod common;
mod cpsv;
mod gov24;
mod hsds;
mod own;
mod schema_org;
mod tables;
