//! The read models of the store, under one name.

pub use madang_store::model::*;
