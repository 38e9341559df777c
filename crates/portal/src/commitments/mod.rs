//! Commitments, their milestones and reviews.

pub mod api;
pub mod corrections;
pub mod downloads;
pub mod evidence;
mod gaps;
pub mod labels;
pub mod links;
pub mod list;
pub mod page;
pub mod reviews;
pub mod routes;
pub mod said;
pub mod shapes;
pub mod values;
