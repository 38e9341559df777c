//! The pages, one function each: what the store says in, HTML out.

pub mod api;
pub mod commitment;
pub mod commitments;
pub mod data;
pub mod entry;
pub mod error;
pub mod home;
pub mod programme;
pub mod proposal;
pub mod proposals;
pub mod record;
pub mod result;
pub mod selection;
