//! Commitments, their milestones and reviews.

pub mod api;
pub mod corrections;
pub mod labels;
pub mod links;
pub mod list;
pub mod page;
pub mod routes;
pub mod shapes;
