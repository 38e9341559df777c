//! The trace: from any voice forward, from any selection, need or answer back.

pub mod api;
pub mod labels;
pub mod links;
pub mod page;
pub mod routes;
pub mod shapes;
