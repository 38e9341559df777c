//! Rules, votes, ballots and selections.

mod ballots;
pub(crate) mod project;
pub(crate) mod read;
pub(crate) mod recount;
mod schedules;
pub(crate) mod shapes;
pub(crate) mod tables;
pub(crate) mod voters;
