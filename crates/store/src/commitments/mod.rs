//! Action plans, commitments, milestones and reviews.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;
